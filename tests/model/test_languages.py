"""A language is a file of strings: a further one needs no line of code."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from geo import storage
from geo.model import languages
from geo.model.languages import LANGUAGES, SOURCE, localised, strings, word

#: A language that nobody speaks: English with a mark before each string.
TOY, MARK = "qaa", "¤"


@pytest.fixture(scope="module")
def toy_assets(tmp_path_factory) -> Path:
    """The assets of the atlas with the file of one more language."""
    folder = tmp_path_factory.mktemp("toy") / "assets"
    ignore = shutil.ignore_patterns("pictures")
    shutil.copytree(storage.ASSETS, folder, ignore=ignore)
    english = (folder / "strings" / f"{SOURCE}.toml").read_text(encoding="utf-8")
    text = "\n".join(
        line.replace('" = "', f'" = "{MARK}', 1) if line.startswith('"') else line
        for line in english.splitlines()
    )
    (folder / "strings" / f"{TOY}.toml").write_text(text, encoding="utf-8")
    return folder


def run(toy_assets: Path, *arguments: str) -> str:
    """What a command prints where the assets have one more language."""
    program = (
        "import sys; from pathlib import Path; from geo import storage;"
        "storage.ASSETS = Path(sys.argv[1]);"
        "from geo.cli.main import run; sys.exit(run(sys.argv[2:]))"
    )
    command = [sys.executable, "-c", program, str(toy_assets), *arguments]
    process = subprocess.run(command, capture_output=True, text=True, cwd=storage.ROOT)
    assert process.returncode == 0, process.stderr
    return process.stdout


@pytest.mark.command_line
def test_a_further_file_of_strings_is_a_further_language(toy_assets, tmp_path):
    assert run(toy_assets, "cite", "--lang", TOY).startswith(MARK)
    assert f"| {MARK}high" not in run(toy_assets, "gaps", "--lang", TOY)
    page = tmp_path / "map.html"
    run(toy_assets, "page", "--lang", TOY, "-o", str(page))
    text = page.read_text(encoding="utf-8")
    assert f'<html lang="{TOY}"' in text
    assert f"{MARK}{word('map_label', SOURCE)}" in text


@pytest.mark.command_line
def test_a_figure_is_worded_in_a_further_language(toy_assets, tmp_path):
    figure = tmp_path / "map.svg"
    run(toy_assets, "figure", "--lang", TOY, "-o", str(figure))
    text = figure.read_text(encoding="utf-8")
    assert f'lang="{TOY}"' in text
    assert f"{MARK}World map" in text  # the alternative text


@dataclass
class Row:
    note: str = ""
    note_ru: str = ""
    title_en: str = ""
    title_ru: str = ""


@pytest.mark.parametrize(
    ("row", "field", "lang", "expected"),
    [
        (Row("a", "б"), "note", "en", ("a", "en")),
        (Row("a", "б"), "note", "ru", ("б", "ru")),
        (Row("a"), "note", "ru", ("a", "en")),
        (Row("a", "б"), "note", TOY, ("a", "en")),
        (Row("", "б"), "note", TOY, ("б", "ru")),
        (Row(title_ru="б"), "title", "en", ("б", "ru")),
        (Row(title_en="a", title_ru="б"), "title", "ru", ("б", "ru")),
        (Row(), "title", "ru", ("", "en")),
    ],
)
def test_a_text_of_the_tables_falls_back_to_a_language_it_is_in(
    row, field, lang, expected
):
    assert localised(row, field, lang) == expected


def test_english_comes_first_and_every_file_is_a_language():
    assert LANGUAGES[0] == SOURCE
    files = {path.stem for path in (storage.ASSETS / "strings").glob("*.toml")}
    assert set(LANGUAGES) == files
    assert all(strings(lang)["words"] for lang in LANGUAGES)


@pytest.mark.parametrize(
    ("lang", "direction"), [("en", "ltr"), ("ru", "ltr"), ("ar", "rtl"), (TOY, "ltr")]
)
def test_a_language_runs_its_own_way(lang, direction):
    assert languages.direction(lang) == direction


@pytest.mark.parametrize(
    ("lang", "number", "category"),
    [
        ("en", 1, "one"),
        ("ru", 21, "one"),
        ("ru", 14, "many"),
        ("fr", 0, "one"),
        ("fr", 10**6, "many"),
        ("zh", 1, "other"),
        *(("ar", n, c) for n, c in enumerate(("zero", "one", "two", "few"))),
        ("ar", 11, "many"),
        ("ar", 100, "other"),
    ],
)
def test_a_number_takes_the_plural_category_of_its_language(lang, number, category):
    assert languages.plural(number, lang) == category


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("fr", "28 juil. 2023"),
        ("es", "28 jul 2023"),
        ("zh", "2023年7月28日"),
        ("ar", "28 يوليو 2023"),
        ("pt", "28 de jul. de 2023"),
    ],
)
def test_a_date_is_written_as_the_cldr_has_it(code, form):
    written = languages.dates(code)["label"]
    month = written["months_of_day"][7 - 1]
    assert written["day"].format(day=28, month=month, year=2023) == form


def test_languages_are_asked_for_by_their_keys():
    assert languages.in_order(["ru", "en", "ru"]) == ("en", "ru")
    with pytest.raises(KeyError, match="tlh"):
        languages.in_order(["en", "tlh"])

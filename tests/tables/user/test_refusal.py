"""A file that is not read is refused in the language of its reader."""

import ast
import string
from datetime import date

import pytest

from geo.model import languages
from geo.model.languages import LANGUAGES
from geo.storage import ROOT
from geo.tables import decode
from geo.tables.user import isolated, read, text_file
from geo.tables.user.refusal import Refusal, Refused

TODAY = date(2026, 11, 23)


def raised() -> dict[str, set[str]]:
    """Key -> the names of its values, of every refusal in the code."""
    by_key: dict[str, set[str]] = {}
    for path in (*(ROOT / "geo/tables/user").glob("*.py"), ROOT / "geo/app/upload.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            callee = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if callee in ("Refused", "Refusal.of") and node.args:
                if not isinstance(node.args[0], ast.Constant):
                    continue  # an exception makes its record
                names = {str(keyword.arg) for keyword in node.keywords}
                by_key.setdefault(node.args[0].value, set()).update(names)
    return by_key


RAISED = raised()
KEYS = {
    key.removeprefix("refused.")
    for key in languages.strings("en")["words"]
    if key.startswith("refused.")
}


def test_every_sentence_of_a_refusal_is_used_and_every_refusal_has_one():
    kinds = {f"kind.{kind}" for kind in text_file._MAGIC.values()}
    assert {*RAISED, *kinds, "or"} == KEYS


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", RAISED)
def test_a_refusal_gives_each_place_of_its_sentence_a_value(key, lang):
    text = languages.word(f"refused.{key}", lang)
    assert {name for _, name, _, _ in string.Formatter().parse(text) if name} == (
        RAISED[key]
    )
    assert text.endswith((".", "。"))


@pytest.mark.command_line
def test_a_refusal_in_the_child_process_is_told_in_the_language_of_its_reader():
    result = isolated.read(b"%PDF-1.7", "mine.csv", as_of=TODAY)
    assert result.refusal == (
        "The file is a PDF by its content, not a text table. Save it as 'CSV UTF-8' or "
        "as an Excel workbook (.xlsx)."
    )
    assert result.reason.text("ru") == (
        "По содержанию файл — документ PDF, а не текстовая таблица. Сохраните его как "
        "«CSV UTF-8» или как книгу Excel (.xlsx)."
    )


def test_a_number_in_a_refusal_has_the_marks_of_the_language():
    refusal = Refusal.of("rows", rows=200_001, most=200_000)
    assert "200,001 rows; up to 200,000" in refusal.text("en")
    assert "200\u00a0001; читается не больше 200\u00a0000" in refusal.text("ru")


def test_the_encodings_a_file_may_be_in_are_listed_in_the_language():
    refusal = Refusal.of("page-encoding", encodings="KOI8-R (Cyrillic)|Big5 (Chinese)")
    assert "KOI8-R (Cyrillic) or Big5 (Chinese)." in refusal.text("en")
    assert "KOI8-R (кириллица) или Big5 (китайская)." in refusal.text("ru")
    for name in decode.NAMES.values():
        refusal_of_one = Refusal.of("encoding", encodings=name)
        assert name in refusal_of_one.text("en")
        assert "(" not in name or name not in refusal_of_one.text("ru")


def test_the_message_of_a_refusal_is_its_english_sentence():
    assert str(Refused("json", example="[{…}]")) == (
        "The file is JSON and holds no list of records that can be read. Write [{…}]."
    )
    assert read.read(b"", "mine.csv", as_of=TODAY).refusal == "The file holds nothing."
    assert Refusal().text("ru") == ""

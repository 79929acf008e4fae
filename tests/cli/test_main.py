"""The command line: what is wrong is one line and exit code 2; a file is kept whole."""

import dataclasses
import json
import os
import re
import subprocess
import sys

import click
import pytest

from geo import storage
from geo.cli import main
from geo.export.catalogue import EXPORTS
from geo.model import boundaries, languages
from geo.model.view import FIELDS, LANGUAGES, View, params_of
from geo.presentation.scene import Scene
from geo.tables import load, schema
from geo.tables.problems import Problem
from geo.tables.resolve import TABLE, resolve
from tests.helpers.exports import replace_export
from tests.helpers.links import LINKS

#: Only the page draws context layers.
OF_THE_PAGE = {"layers"}


@pytest.fixture
def out(tmp_path):
    return tmp_path / "table.csv"


def refused(capsys, *arguments: object) -> str:
    """The one line that a wrong command says."""
    assert main.run([str(a) for a in arguments]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("Error: ")
    assert output.err.count("\n") == 1
    return output.err


def test_flags_are_the_fields_of_a_view():
    fields = {f.name for f in dataclasses.fields(View)} - {"start", "end"} | {"years"}
    for command in ("page", "figure", "data"):
        names = {p.name for p in main.commands()[command].params}
        assert names & fields == fields - (set() if command == "page" else OF_THE_PAGE)
    assert fields >= OF_THE_PAGE


def test_the_choices_of_a_flag_are_those_of_the_view():
    params = {p.name: p for p in main.commands()["data"].params}
    assert set(params["lang"].type.choices) == set(LANGUAGES)
    for name in ("basis", "preset", "colour", "borders", "lang"):
        for choice in params[name].type.choices:
            result = resolve({name: [choice]})
            assert result.notices == ()


def test_the_table_is_written_for_the_view_the_flags_say(out, package, capsys):
    assert main.run(["data", "--years", "2012-2016", "-o", str(out)]) == 0
    view = View.of(package.span).with_years(2012, 2016)
    assert out.read_bytes() == EXPORTS["csv"].build(Scene(package, view))
    assert str(out) in capsys.readouterr().out


FLAGS = [
    (["--basis", "in-force"], {"basis": "in-force"}),
    (["--lang", "ru"], {"lang": "ru"}),
    (["--borders", "de-facto"], {"borders": "de-facto"}),
    (["--colour", "year"], {"colour": "year"}),
    (["--country", "Cuba"], {"country": "CUB"}),
    (["--country", "Куба"], {"country": "CUB"}),
    (["--country", "BRA"], {"country": "BRA"}),
]


@pytest.mark.parametrize(("arguments", "fields"), FLAGS)
def test_each_flag_sets_its_field(out, package, monkeypatch, arguments, fields):
    scenes = []
    replace_export(monkeypatch, "csv", lambda s: scenes.append(s.view) or b"")
    assert main.run(["data", *arguments, "-o", str(out)]) == 0
    assert scenes == [dataclasses.replace(View.of(package.span), **fields)]


FOCI = {"CHN": "CHN", "Китай": "CHN", "Allemagne": "DEU", "none": "", "NONE": ""}


@pytest.mark.parametrize("sentence", FOCI)
def test_any_party_may_be_the_focal_country_or_none(out, monkeypatch, sentence):
    scenes = []
    replace_export(monkeypatch, "csv", lambda scene: scenes.append(scene) or b"")
    assert main.run(["data", "--focus", sentence, "-o", str(out)]) == 0
    (scene,) = scenes
    data, view = scene.package, scene.view
    assert data == load.load_package(focus=FOCI[sentence])
    assert view.focus == FOCI[sentence]
    assert view.years == (data.span.first, data.span.last)


def test_a_focal_country_without_a_treaty_is_told_who_has_one(out, capsys):
    text = refused(capsys, "data", "-o", out, "--focus", "Italy")
    assert "Italy (ITA) is no party" in text
    assert "Singapore (SGP)" in text


@pytest.mark.parametrize("preset", ["chapter", "official-2022", "latest"])
def test_a_preset_is_a_flag(out, package, monkeypatch, preset):
    scenes = []
    replace_export(monkeypatch, "csv", lambda s: scenes.append(s.view) or b"")
    assert main.run(["data", "--preset", preset, "-o", str(out)]) == 0
    view = View.of(package.span)
    frozen = view if preset == "latest" else view.with_preset(preset, package.span)
    assert scenes == [frozen]


WRONG = {
    "an unknown flag": ["--bogus", "1"],
    "letters for years": ["--years", "abc"],
    "a year before the data": ["--years", "1900-2016"],
    "a year alone before the data": ["--years", "1900"],
    "a reversed range": ["--years", "2020-2010"],
    "Arabic digits": ["--years", "٢٠٢٠"],
    "a very long value": ["--years", "9" * 5000],
    "an unknown basis": ["--basis", "ratified"],
    "an unknown language": ["--lang", "tlh"],
    "an unknown preset": ["--preset", "book"],
    "an unknown country": ["--country", "Atlantis"],
    "an empty country": ["--country", ""],
    "an unknown focal country": ["--focus", "Atlantis"],
    "a focal country without a treaty": ["--focus", "Italy"],
    "an empty focal country": ["--focus", " "],
    "Russia's list under another focus": ["--focus", "CHN", "--preset", "chapter"],
    "a stranger's day for our data": ["--as-of", "2020-01-01"],
    "a stranger's order for our data": ["--month-first"],
    "a stranger's column for our data": ["--column", "signed=Year"],
    "a preset and years": ["--preset", "chapter", "--years", "2010-2016"],
    "a flag without its value": ["--years"],
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_flag_is_one_line_and_writes_nothing(out, capsys, what):
    message = refused(capsys, "data", "-o", out, *WRONG[what])
    assert len(message) < 250
    assert not out.exists()


#: The command line has flags for the fields of a view; a table is named by its file.
FLAGGED = [case for case in LINKS if TABLE not in params_of(case.link)]


@pytest.mark.parametrize("case", FLAGGED, ids=lambda case: case.link or "nothing")
def test_flags_mean_what_the_link_means_and_what_is_wrong_is_refused(
    case, tmp_path, capsys, monkeypatch
):
    scenes = []
    replace_export(monkeypatch, "html", lambda scene, **_: scenes.append(scene) or b"")
    params = params_of(case.link)
    flags = [f"--{n}={v}" for n in FIELDS for v in params.get(n, ())]
    code = main.run(["page", *flags, "-o", str(tmp_path / "map.html")])
    errors = capsys.readouterr().err
    if case.notices:
        assert (code, scenes) == (2, [])
        assert any(f"--{n.partition(' ')[2]}" in errors for n in case.notices)
        return
    assert (code, errors) == (0, "")
    (scene,) = scenes
    package, view = scene.package, scene.view
    assert view.query(package.span) == case.view


@pytest.mark.parametrize("country", ["USA", "Switzerland", "RUS"])
def test_a_country_without_a_treaty_may_be_selected(out, country):
    assert main.run(["data", "-o", str(out), "--country", country]) == 0


def test_a_refused_value_is_named_with_its_flag(out, capsys):
    assert "--years: 'abc'" in refused(capsys, "data", "-o", out, "--years", "abc")
    assert "Atlantis" in refused(capsys, "data", "-o", out, "--country", "Atlantis")


def test_a_refusal_does_not_claim_that_something_is_shown(out, capsys):
    text = refused(capsys, "data", "-o", out, "--years", "2020-2010")
    assert "is shown" not in text


@pytest.mark.parametrize(
    "arguments", [["data"], ["nonsense"], ["data", "x", "-o", "y"]]
)
def test_a_command_that_is_not_one_is_refused(capsys, arguments):
    refused(capsys, *arguments)


def test_help_is_no_error(capsys):
    for arguments in (["--help"], ["page", "-h"]):
        assert main.run(arguments) == 0
    assert "--years" in capsys.readouterr().out


def test_an_existing_file_is_refused_before_any_work(out, capsys, monkeypatch):
    out.write_bytes(b"old")
    replace_export(monkeypatch, "csv", lambda *_: pytest.fail("worked"))
    assert "--force" in refused(capsys, "data", "-o", out)
    assert out.read_bytes() == b"old"


def test_an_existing_file_is_replaced_with_force(out):
    out.write_bytes(b"old")
    assert main.run(["data", "-o", str(out), "--force"]) == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbfid,")


def test_a_path_that_cannot_be_written_is_one_line(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    for path in (tmp_path, tmp_path / "nowhere" / "t.csv", tmp_path / "file" / "t.csv"):
        refused(capsys, "data", "-o", path)


def test_a_figure_is_a_png_file(tmp_path, capsys):
    assert ".png" in refused(capsys, "figure", "-o", tmp_path / "map.jpg")


def test_a_full_disk_leaves_the_old_file(out, capsys, monkeypatch):
    out.write_bytes(b"old")

    def full(*_):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(storage.os, "replace", full)
    assert os.strerror(28) in refused(capsys, "data", "-o", out, "--force")
    assert [p.read_bytes() for p in out.parent.iterdir()] == [b"old"]


def test_damaged_boundaries_leave_the_old_file(tmp_path, capsys, monkeypatch):
    path = tmp_path / "map.html"
    path.write_bytes(b"old")

    def damaged(*_, **__):
        raise boundaries.BadBoundaries("world.topo.json is missing")

    replace_export(monkeypatch, "html", damaged)
    assert "world.topo.json" in refused(capsys, "page", "-o", path, "--force")
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]


def test_a_damaged_table_is_one_line(out, capsys, monkeypatch):
    def damaged(**_):
        raise load.BadTable("treaties.csv line 3: no date")

    monkeypatch.setattr(load, "load_package", damaged)
    assert "treaties.csv line 3" in refused(capsys, "data", "-o", out)


def test_a_stop_by_the_reader_is_said_and_is_no_traceback(out, capsys, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    replace_export(monkeypatch, "csv", stop)
    assert main.run(["data", "-o", str(out)]) == 130
    assert "nothing was written" in capsys.readouterr().err
    assert not out.exists()


def test_a_page_is_the_download_of_the_view(tmp_path, package, monkeypatch):
    scene = Scene.of(package, lang="ru")
    replace_export(monkeypatch, "html", lambda s, **_: repr((s.title, s.view)).encode())
    path = tmp_path / "map.html"
    assert main.run(["page", "--lang", "ru", "-o", str(path)]) == 0
    assert path.read_bytes() == repr((scene.title, scene.view)).encode()


def test_check_finds_no_problem_in_the_shipped_data(capsys):
    assert main.run(["check"]) == 0
    output = capsys.readouterr().out
    assert "no problem found" in output
    assert "20 countries, 20 instruments" in output
    for lang in ("ar", "es", "fr", "zh"):
        texts = rf"the reader's language is {lang}: (\d+) of \1\n"
        assert re.search(texts, output)
        lacking = len(languages.untranslated(lang))
        assert f"strings shown in English in {lang}: {lacking}\n" in output


def test_check_lists_every_problem_and_does_not_end_well(capsys, monkeypatch):
    problems = [Problem("treaties.csv", n, "signed", "type", "bad") for n in (3, 5)]
    monkeypatch.setattr(schema, "check", lambda _: problems)
    code = main.run(["check"])
    output = capsys.readouterr().out
    assert all(str(p) in output for p in problems)
    assert "2 problems" in output
    assert code == 1


@pytest.mark.command_line
def test_the_module_runs_as_a_command_and_ends_with_its_code(tmp_path):
    command = [sys.executable, "-m", "geo", "data", "--years", "abc", "-o", "x.csv"]
    process = subprocess.run(
        command, cwd=storage.ROOT, capture_output=True, text=True, timeout=30
    )
    assert process.returncode == 2
    assert process.stdout == ""
    assert process.stderr.count("\n") == 1
    assert not (storage.ROOT / "x.csv").exists()


def test_every_command_explains_itself(capsys):
    for name, command in main.commands().items():
        assert isinstance(command, click.Command)
        assert (command.name, bool(command.help)) == (name, True)
    assert main.run(["--help"]) == 0
    listed = capsys.readouterr().out
    for name, (_, says) in main.COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(says)}$", listed, re.MULTILINE)


@pytest.mark.command_line
def test_the_list_of_commands_waits_for_no_library():
    code = (
        "import sys; from geo.cli.main import run; run(['--help']); "
        "print([n for n in sys.modules if n.startswith(('geo.tables', 'geo.export', "
        "'geo.figures', 'geo.page', 'geo.presentation', 'pycountry'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("\n[]\n")


def test_a_command_that_is_none_is_refused_with_those_that_are_near(capsys):
    assert main.run(["figur", "-o", "x.png"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("Error: there is no command 'figur'; is figure meant?")
    assert said.count("\n") == 1 and "verify" in said


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("panel.csv", b"year,iso3_a"),
        ("panel.parquet", b"PAR1"),
        ("any.dta", b"<stata_dta>"),
        ("codebook.md", b"# Codebook"),
        ("edges.csv", b"\xef\xbb\xbfSource,Target"),
        ("nodes.csv", b"\xef\xbb\xbfId,Label"),
        ("net.gexf", b"<?xml"),
        ("net.graphml", b"<?xml"),
    ],
)
def test_a_researchers_file_is_known_by_its_name(tmp_path, name, start):
    assert main.run(["data", "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_bytes().startswith(start)


def test_only_a_panel_is_directed(tmp_path, capsys):
    plain, directed = tmp_path / "panel.csv", tmp_path / "both" / "panel.csv"
    directed.parent.mkdir()
    assert main.run(["data", "-o", str(plain)]) == 0
    assert main.run(["data", "--directed", "-o", str(directed)]) == 0
    rows = [len(path.read_text("utf-8").splitlines()) for path in (plain, directed)]
    assert rows[1] - 1 == 2 * (rows[0] - 1)
    assert main.run(["data", "--directed", "-o", str(tmp_path / "e.gexf")]) == 2
    assert "directed dyads" in capsys.readouterr().err


def test_a_page_can_be_read_in_the_languages_asked_for(tmp_path):
    out = tmp_path / "map.html"
    assert main.run(["page", "--languages", "ru", "-o", str(out), "--lang", "ru"]) == 0
    block = re.search(r'id="atlas-data"[^>]*>(.*?)</script>', out.read_text("utf-8"))
    data = json.loads(block[1])
    assert data["choices"]["lang"] == ["ru"]
    assert set(data["units"]["BRA"]["name"]) == {"ru"}
    assert {len(texts) for texts in data["words"].values()} == {1}


def test_a_language_without_strings_is_refused(tmp_path, capsys):
    out = tmp_path / "map.html"
    assert main.run(["page", "--languages", "en,tlh", "-o", str(out)]) == 2
    assert "'tlh' is none of en" in capsys.readouterr().err
    assert not out.exists()

"""A stranger's file is read in a process of its own, and no limit of it is ours."""

import logging
import subprocess
import sys
from datetime import date
from threading import Thread

import pytest

from benchmarks.tables import table
from geo import storage
from geo.tables.user import isolated
from geo.tables.user import read as user_read
from geo.tables.user.isolated import display_name, read
from tests.helpers import hostile

#: Every file here is read by a process that the reader starts.
pytestmark = pytest.mark.command_line

TODAY = date(2026, 11, 23)
TABLE = b"Country;Partner;Signed\nChile;Peru;2011-05\nChile;Cuba;2012\n"
SMALL = {"csv": TABLE, "xlsx": hostile.workbook(), "zip": hostile.package()}


@pytest.fixture
def children(monkeypatch) -> list[subprocess.Popen]:
    """The processes that reading starts."""
    processes = []

    class Popen(subprocess.Popen):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            processes.append(self)

    monkeypatch.setattr(subprocess, "Popen", Popen)
    return processes


@pytest.mark.parametrize("kind", SMALL)
def test_a_table_is_what_it_is_when_it_is_read_here(kind):
    out = read(SMALL[kind], f"mine.{kind}", as_of=TODAY)
    assert out.valid
    assert (
        out == user_read.read(SMALL[kind], f"mine.{kind}", as_of=TODAY).without_rows()
    )


def test_the_reader_s_choices_reach_the_child():
    data = b"who,whom,date,made\nSingapore,France,05/04/2015,2001\n"
    choices = {"party_a": "who", "party_b": "whom", "signed": "date"}
    options = {"as_of": TODAY, "mapping": choices, "day_first": False, "focus": "FRA"}
    out = read(data, "mine.csv", **options)
    assert out == user_read.read(data, "mine.csv", **options).without_rows()
    assert out.package.treaties[0].signed.text == "2015-05-04"


def test_what_is_refused_here_is_refused_there_in_the_same_sentence():
    for data in (b"", b"%PDF-1.7", b"PK\x03\x04broken"):
        out = read(data, "mine.csv", as_of=TODAY)
        assert out.refusal
        assert out == user_read.read(data, "mine.csv", as_of=TODAY).without_rows()


# --- limits ---

#: What can be read of each kind, or a word of the sentence that refuses it.
SAID = {
    "styles": "styles.xml",
    "styles_within_limits": "",
    "rich_text": "",
    "inline_cells": "damaged",
    "empty_rows": "",
    "content_types": "Content_Types",
    "sheets": "sheets",
    "bad_claims": "",
    "large_descriptor": "datapackage.json",
}


@pytest.mark.parametrize("kind", hostile.KINDS)
def test_a_hostile_file_is_read_or_refused_alike_in_the_app_and_on_the_command_line(
    kind, tmp_path, children
):
    data = hostile.KINDS[kind]()
    out = read(data, "mine.xlsx", as_of=TODAY)
    path = tmp_path / "mine.xlsx"
    path.write_bytes(data)
    assert out == user_read.read_path(path, as_of=TODAY).without_rows()
    assert SAID[kind] in out.refusal
    assert bool(SAID[kind]) == bool(out.refusal)
    assert out.valid == (0 if SAID[kind] else 1)
    assert len(out.problems) < 200
    (child,) = children
    assert child.returncode == 0, "the judgement stopped it, no limit had to"


@pytest.mark.parametrize(
    ("limit", "value", "sentence"),
    [
        ("MEMORY", 80_000_000, "80 MB of memory"),
        ("PROCESSOR_SECONDS", 1, "1 seconds of work"),
        ("SECONDS", 0.5, "0.5 seconds"),
    ],
)
def test_a_child_over_a_limit_is_killed_and_the_reader_told(
    limit, value, sentence, monkeypatch, children
):
    monkeypatch.setattr(isolated, limit, value)
    # So large that a single part of the work is over the limit of memory.
    large = table(60_000) + b"\n" * 40_000_000 * (limit == "MEMORY")
    out = read(large, "mine.csv", as_of=TODAY)
    assert sentence in out.refusal
    assert out.refusal.endswith(".")
    assert out.package.treaties == ()
    (child,) = children
    assert child.returncode
    assert read(TABLE, "mine.csv", as_of=TODAY).valid == 2 or limit == "SECONDS"


def test_a_table_that_would_fill_the_server_with_remarks_is_refused(monkeypatch):
    monkeypatch.setattr(isolated, "MOST_TOLD", 100_000)
    rows = "".join(f"Chile;Atlantis {n};2011\n" for n in range(2_000))
    out = read(f"Country;Partner;Signed\n{rows}".encode(), "mine.csv", as_of=TODAY)
    assert "too many of its rows are wrong" in out.refusal


def test_a_child_that_breaks_is_a_refusal_and_a_line_in_the_log(monkeypatch, caplog):
    monkeypatch.setattr(isolated.sys, "executable", "/bin/false")
    with caplog.at_level(logging.ERROR):
        out = read(TABLE, "mine.csv", as_of=TODAY)
    assert out.refusal.endswith(".")
    assert "Chile" not in caplog.text
    assert "ended with 1" in caplog.text


def test_a_mistake_of_ours_is_told_by_its_place_without_a_word_of_the_table(
    monkeypatch, caplog
):
    with caplog.at_level(logging.ERROR):
        out = read(TABLE, "mine.csv", as_of=TODAY, mapping=["Chile"])
    assert out.refusal.endswith(".")
    assert "column_choice.py" in caplog.text
    assert "Chile" not in caplog.text


def test_one_large_table_is_read_at_a_time_and_small_ones_beside(monkeypatch):
    large = table(20_000)
    assert len(large) > isolated.LARGE > len(TABLE)
    monkeypatch.setattr(isolated, "PATIENCE", 0)
    with isolated._LANES[True]:
        assert "turn" in read(large, "mine.csv", as_of=TODAY).refusal
        assert read(TABLE, "mine.csv", as_of=TODAY).valid == 2
    assert read(large, "mine.csv", as_of=TODAY).valid == 20_000


def test_whoever_waits_for_a_turn_gets_it():
    large, out = table(20_000), []
    with isolated._LANES[True]:
        waiting = Thread(target=lambda: out.append(read(large, "a.csv", as_of=TODAY)))
        waiting.start()
    waiting.join()
    assert out[0].valid == 20_000


def test_the_child_imports_no_framework():
    code = "import sys, geo.tables.user.isolated; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    out = subprocess.run(command, cwd=storage.ROOT, capture_output=True, check=True)
    loaded = {name.split(".")[0] for name in out.stdout.decode().split()}
    assert "pycountry" in loaded
    heavy = {"streamlit", "geopandas", "pandas", "numpy", "openpyxl", "matplotlib"}
    assert not loaded & heavy


# --- names of files ---


@pytest.mark.parametrize(
    ("name", "visible"),
    [
        ("мои договоры.csv", "мои договоры.csv"),
        ("a\0b.csv", "a\ufffdb.csv"),
        ("a\ud800.csv", "a?.csv"),
        ("a\r\nSet-Cookie: x.csv", "a\ufffd\ufffdSet-Cookie: x.csv"),
        ("\u202egnp.csv", "\ufffdgnp.csv"),
        ("x" * 5000, "x" * 255),
        ("", ""),
    ],
)
def test_a_name_is_text_that_can_be_shown(name, visible):
    assert display_name(name) == visible
    out = read(TABLE, name, as_of=TODAY)
    assert (out.file_name, out.valid) == (visible, 2)
    out.package.file_name.encode()


def test_names_inside_a_package_can_be_shown_too():
    out = '{"resources": [{"name": "a\\ud800\\u0000", "path": "treaties.csv"}]}'
    value = read(hostile.package(descriptor=out), "mine.zip", as_of=TODAY)
    assert value.valid == 1
    value.sheet.encode()


def test_what_became_of_each_row_stays_with_the_child():
    out = read(table(100), "t.csv", as_of=TODAY)
    assert out.valid == out.rows == 100
    assert out.lines == {}
    assert len(out.outcomes) == len(out.preview) < out.rows

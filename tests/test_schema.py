"""A package is held against its schema: file, line, column, and never an exception."""

import csv
import shutil
from pathlib import Path

import pytest

from geo import schema, tables
from geo.schema import Problem


@pytest.fixture
def copy(tmp_path) -> Path:
    for path in (*tables.DATA.glob("*.csv"), tables.DATA / "datapackage.json"):
        shutil.copy(path, tmp_path)
    return tmp_path


def edit(path: Path, line: int, column: str, value: str) -> None:
    """Change a cell by the number of its line, the header being line 1."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[line - 1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def test_the_shipped_package_has_no_problem():
    assert schema.check(tables.DATA) == []


def test_every_broken_cell_is_reported_with_file_line_and_column_in_one_run(copy):
    edit(copy / "treaties.csv", 3, "signed", "25.12.2013")
    edit(copy / "treaties.csv", 5, "status", "agreed")
    edit(copy / "treaties.csv", 6, "party_b", "India")
    edit(copy / "sources.csv", 4, "stance", "maybe")
    found = {(p.file, p.line, p.column) for p in schema.check(copy)}
    assert {
        ("treaties.csv", 3, "signed"),
        ("treaties.csv", 5, "status"),
        ("treaties.csv", 6, "party_b"),
        ("sources.csv", 4, "stance"),
    } <= found


def test_a_problem_names_what_was_found_and_the_rule(copy):
    edit(copy / "treaties.csv", 3, "signed", "25.12.2013")
    (problem,) = schema.check(copy)
    assert problem.rule
    assert "25.12.2013" in problem.message
    assert str(problem).startswith("treaties.csv line 3, signed: [")


def test_an_id_held_twice_is_a_problem(copy):
    edit(copy / "treaties.csv", 3, "id", "RUS-BRA-2010")
    problems = schema.check(copy)
    assert ("treaties.csv", 3) in {(p.file, p.line) for p in problems}


def test_a_claim_about_no_treaty_is_a_problem(copy):
    edit(copy / "sources.csv", 4, "treaty", "RUS-XXX-2010")
    problems = schema.check(copy)
    assert ("sources.csv", 4) in {(p.file, p.line) for p in problems}


def test_a_missing_column_is_a_problem_of_its_table(copy):
    text = (copy / "treaties.csv").read_text(encoding="utf-8")
    changed = text.replace(",signed,", ",signed_on,", 1)
    (copy / "treaties.csv").write_text(changed, encoding="utf-8")
    assert "treaties.csv" in {p.file for p in schema.check(copy)}


@pytest.mark.parametrize("name", ["treaties.csv", "sources.csv"])
def test_a_missing_table_is_a_problem_that_names_it(copy, name):
    (copy / name).unlink()
    problems = schema.check(copy)
    assert any(name in str(p) for p in problems)


def test_a_missing_descriptor_is_a_problem(copy):
    (copy / "datapackage.json").unlink()
    (problem,) = schema.check(copy)
    assert str(problem) == "datapackage.json: [package] the file is missing"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"resources": 1}', "{}"])
def test_a_damaged_descriptor_is_a_problem_and_no_exception(copy, text):
    (copy / "datapackage.json").write_text(text, encoding="utf-8")
    problems = schema.check(copy)
    assert problems
    assert all(p.file == "datapackage.json" for p in problems)


def test_bytes_that_are_no_text_are_a_problem_and_no_exception(copy):
    path = copy / "treaties.csv"
    path.write_bytes(path.read_bytes()[:3000] + b"\xff\xfe\xe9" * 50)
    assert "treaties.csv" in {p.file for p in schema.check(copy)}


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (
            Problem("t.csv", 3, "signed", "type", "bad"),
            "t.csv line 3, signed: [type] bad",
        ),
        (Problem("t.csv", 3, "", "row", "bad"), "t.csv line 3: [row] bad"),
        (
            Problem("t.csv", None, "", "file", "bad", "do so"),
            "t.csv: [file] bad -> do so",
        ),
    ],
)
def test_a_problem_reads_place_rule_message_remedy(problem, text):
    assert str(problem) == text

"""``geo compare``: what it says of two registers, and the claims it writes."""

from __future__ import annotations

import csv
import io

import pytest

from geo.cli import main
from geo.storage import DATA
from geo.tables import load

FIRST = """party_a,party_b,signed,title,in_force
Japan,Peru,1990-05-01,Agreement on information security,
Japan,Cuba,2001-05,Agreement on visas,2002
Japan,Chile,1999,,
"""
SECOND = """party_a,party_b,signed,title,in_force,url
Peru,Japan,1990-05-02,Agreement on information security,,https://example.org/per
Cuba,Japan,2001-05-14,,2003,
India,Japan,2015-01-01,Memorandum on trade,,
"""


@pytest.fixture
def files(tmp_path):
    paths = tmp_path / "first.csv", tmp_path / "second.csv"
    for path, text in zip(paths, (FIRST, SECOND), strict=True):
        path.write_text(text, "utf-8")
    return paths


def done(capsys, *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main.run(["compare", *map(str, arguments)])
    return code, *capsys.readouterr()


def test_it_says_what_differs_what_is_missing_and_where(files, capsys):
    code, out, err = done(capsys, *files)
    assert (code, err) == (1, "")
    assert out.splitlines() == [
        "in both: 2; with dates that differ: 2",
        "  JPN–PER 1990-05-01 Agreement on information security line 2: signed "
        "1990-05-01, in second.csv 1990-05-02 (line 2)",
        "  JPN–CUB 2001-05 Agreement on visas line 3: in force 2002, in second.csv "
        "2003 (line 3)",
        "only in first.csv: 1",
        "  JPN–CHL 1999 line 4",
        "only in second.csv: 1",
        "  IND–JPN 2015-01-01 Memorandum on trade line 4",
        "ambiguous, not paired: 0",
    ]


def test_a_register_agrees_with_itself(files, capsys):
    assert done(capsys, files[0], files[0])[0] == 0


def test_the_differences_are_claims_of_the_second_register(files, capsys, tmp_path):
    target = tmp_path / "claims.csv"
    about = ["--url", "https://example.org/b", "--publisher", "B", "--language", "en"]
    code, _, err = done(capsys, *files, "-o", target, *about)
    assert (code, err) == (1, "")
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    claims = [load.source_of(row) for row in rows]
    assert [(c.treaty, c.field, c.value, c.stance) for c in claims] == [
        ("JPN-PER-1990", "signed", "1990-05-02", "conflicts"),
        ("JPN-CUB-2001", "in_force", "2003", "conflicts"),
    ]
    assert [c.url for c in claims] == ["https://example.org/per", about[1]]
    assert claims[0].note == "second.csv, line 2; held here: 1990-05-01."
    with (DATA / "sources.csv").open(encoding="utf-8") as shipped:
        assert list(rows[0]) == next(csv.reader(shipped))


def test_a_claim_of_the_atlas_has_the_next_number(files, capsys, tmp_path):
    held = next(t for t in load.load_package().treaties if t.id == "RUS-IND-2016")
    other = f"party_a,party_b,signed,title,url\nRussia,India,2016-10-16,{held.title_en},https://example.org/x\n"
    files[1].write_text(other, "utf-8")
    target = tmp_path / "claims.csv"
    code, out, _ = done(capsys, "atlas", files[1], "-o", target)
    assert (code, "with dates that differ: 1" in out) == (1, True)
    (row,) = csv.DictReader(io.StringIO(target.read_text("utf-8-sig")))
    known = [c for c in held.sources if c.field == "signed"]
    assert row["id"] == f"RUS-IND-2016/signed/{len(known) + 1}"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("first.csv", "missing.csv"), "missing.csv does not exist"),
        (("first.csv", "second.csv", "-o", "claims.csv"), "1 of 2 differences have no"),
        (("first.csv", "second.csv", "--url", "x"), "--url: 'x' is no web address"),
        (("first.csv", "empty.csv"), "empty.csv"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_a_line(
    files, capsys, monkeypatch, arguments, says
):
    monkeypatch.chdir(files[0].parent)
    (files[0].parent / "empty.csv").write_text("", "utf-8")
    code, _, err = done(capsys, *arguments)
    assert code == 2
    assert says in err and err.count("\n") == 1
    assert "--table" not in err

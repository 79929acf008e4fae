"""``geo verify`` on the command line: one sentence and an exit code."""

from __future__ import annotations

import pytest

from geo.cli import main


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A page of the atlas, and one of a reader's own table."""
    folder = tmp_path_factory.mktemp("verify")
    rows = "party_a,party_b,signed\nJapan,Singapore,2019\nJapan,Cuba,2020-01-02\n"
    (folder / "mine.csv").write_text(rows, "utf-8")
    table = ["--table", str(folder / "mine.csv"), "--as-of", "2026-11-23"]
    assert main.run(["page", "-o", str(folder / "map.html")]) == 0
    assert main.run(["page", "-o", str(folder / "mine.html"), *table]) == 0
    return folder


def done(capsys, *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main.run(["verify", *map(str, arguments)])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_page_is_identical_then_altered(folder, capsys):
    path = folder / "map.html"
    code, out, err = done(capsys, path)
    assert (code, err) == (0, "")
    assert out.startswith(f"{path} is identical: made again from data ")
    changed = folder / "changed.html"
    changed.write_bytes(path.read_bytes().replace(b"2015", b"2014", 1))
    code, out, err = done(capsys, changed)
    assert (code, err) == (1, "")
    assert out.startswith(f"{changed} was altered: ") and out.count("\n") == 1


def test_a_page_of_a_table_is_verified_with_it_for_the_day_it_records(folder, capsys):
    page, table = folder / "mine.html", folder / "mine.csv"
    assert done(capsys, page, "--table", table)[0] == 0
    code, out, err = done(capsys, page)
    assert (code, out) == (2, "")
    assert "name that file with --table" in err


@pytest.mark.parametrize("name", ["missing.html", "mine.csv", ""])
def test_what_is_no_product_is_refused_in_a_line(folder, capsys, name):
    code, out, err = done(capsys, folder / name)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "Traceback" not in err

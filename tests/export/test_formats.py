"""How bytes are written: the same twice, and text that stays text."""

import csv
import io
import json
import zipfile
from datetime import date
from xml.etree import ElementTree

import pytest

from geo.export import formats
from geo.text import clean

DAY = date(2026, 11, 22)
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\n=1",
    " =1",
    "＝1",
    "\ufeff=cmd()",
]
HARMLESS = ["", "Moscow", "2021", "'quoted", "a=b", "1-2", "№ 5", "C.-à-d."]


def cells(book: bytes, number: int = 1) -> list[list[tuple[str, str]]]:
    """The type and text of every cell, read without a spreadsheet library."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheet = ElementTree.fromstring(parts.read(f"xl/worksheets/sheet{number}.xml"))
    return [
        [(c.get("t", "n"), "".join(c.itertext())) for c in row.iter(f"{SHEET}c")]
        for row in sheet.iter(f"{SHEET}row")
    ]


def parts_of(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_disarmed(text):
    assert formats.inert(text) == "'" + text.removeprefix("\ufeff")


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_cell_is_left_as_it_is(text):
    assert formats.inert(text) == text
    assert clean(text) == text


@pytest.mark.parametrize("mark", ["\0", "\x1b", "\x7f", "\x85", "\ufeff", "\u202e"])
def test_what_is_no_text_is_taken_out(mark):
    assert clean(f"a{mark}b") == "ab"


def test_line_breaks_become_line_feeds():
    assert clean("a\r\nb\rc\nd\te") == "a\nb\nc\nd\te"


@pytest.mark.parametrize("text", FORMULAS)
def test_a_workbook_holds_no_formula(text):
    book = formats.as_xlsx({"t": ([text, "n"], [{text: text, "n": 1}])}, text, DAY)
    clean_text = clean(text)
    for row in cells(book):
        assert row[0] == ("inlineStr", clean_text)
    assert cells(book)[1][1] == ("n", "1")
    sheet = parts_of(book)["xl/worksheets/sheet1.xml"].decode()
    assert "<f>" not in sheet
    # The quote prefix: it stays text when a reader edits the cell.
    assert b'quotePrefix="1"' in parts_of(book)["xl/styles.xml"]


def test_a_workbook_has_no_clock_and_no_program_of_its_own():
    book = formats.as_xlsx({"t": (["a"], [{"a": "b"}])}, "T", DAY)
    core = parts_of(book)["docProps/core.xml"].decode()
    assert core.count("2026-11-22T00:00:00Z") == 2
    assert "openpyxl" not in core
    assert book == formats.as_xlsx({"t": (["a"], [{"a": "b"}])}, "T", DAY)


def test_a_very_long_cell_is_cut_and_says_so():
    sheet = (["a"], [{"a": "x" * 10_000_000}])
    (_, row) = cells(formats.as_xlsx({"t": sheet}, "T", DAY))
    assert len(row[0][1]) == formats.CELL
    assert row[0][1].endswith(" [cut: 10000000 characters]")


def test_a_sheet_without_rows_is_a_sheet():
    book = formats.as_xlsx({"t": (["a", "b"], [])}, "T", DAY)
    assert cells(book) == [[("inlineStr", "a"), ("inlineStr", "b")]]


def test_csv_reads_back_blank_quote_and_line_break():
    row = {"a": None, "b": 'say "x", \u2028', "c": "two\nlines", "d": 3}
    (read,) = csv.DictReader(
        io.StringIO(formats.as_csv(list(row), [row]).decode("utf-8-sig"), newline="")
    )
    assert read == {"a": "", "b": row["b"], "c": "two\nlines", "d": "3"}


def test_json_cannot_close_a_script_and_reads_back():
    hostile = {"a": "</script><script>", "b": [date(2021, 1, 2), None, True, "x\0y"]}
    content = formats.as_json(hostile)
    assert b"<" not in content
    assert json.loads(content) == {
        "a": "</script><script>",
        "b": ["2021-01-02", None, True, "xy"],
    }


SQUARE = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]


def test_one_part_is_a_polygon_and_several_are_a_multipolygon():
    shapes = {"A": [[SQUARE]], "B": [[SQUARE], [SQUARE]]}
    rows = [({"uid": uid}, formats.geometry(s)) for uid, s in shapes.items()]
    document = json.loads(formats.as_geojson({"title": "T"}, rows))
    assert next(iter(document)) == "type"
    assert [f["geometry"]["type"] for f in document["features"]] == [
        "Polygon",
        "MultiPolygon",
    ]
    assert [f["id"] for f in document["features"]] == ["A", "B"]


def test_a_zip_has_no_time_owner_or_order_but_ours():
    entries = {"b.txt": b"2", "a/c.txt": b"1"}
    content = formats.as_zip(entries)
    assert content == formats.as_zip(entries)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == list(entries)
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {i.create_system for i in archive.infolist()} == {3}


def test_writing_a_geopackage_leaves_the_clock_of_others_alone():
    import pyogrio

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    formats.as_gpkg("t", {}, [({"uid": "A"}, [[SQUARE]])], DAY)
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


def test_a_workbook_is_written_alike_whatever_else_is_installed():
    """With lxml beside it openpyxl writes other bytes."""
    from openpyxl.xml import LXML

    assert not LXML

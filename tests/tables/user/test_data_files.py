"""Tables that are no CSV and no workbook: read alike, or refused in a sentence."""

import io
import json
from datetime import date

import pandas
import pytest

from geo.tables.user import data_files, read
from geo.tables.user.read import UserTable

TODAY = date(2026, 11, 26)
ROWS = [
    {"country1": "France", "country2": "Chile", "signed": "2001-02-03"},
    {"country1": "Japan", "country2": "Peru", "signed": "1990"},
]


def take(data: bytes | str, name: str = "a.dat") -> UserTable:
    data = data.encode() if isinstance(data, str) else data
    return read.read(data, name, as_of=TODAY)


def pairs(table: UserTable) -> list[str]:
    assert not table.refusal, table.refusal
    return [f"{t.party_a}-{t.party_b} {t.signed}" for t in table.package.treaties]


WANTED = ["FRA-CHL 2001-02-03", "JPN-PER 1990"]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ROWS),
        json.dumps({"meta": {"n": 2}, "data": ROWS}),
        json.dumps({"treaties": ROWS}),
        "\n".join(json.dumps(row) for row in ROWS),
        "\ufeff" + json.dumps(ROWS),
    ],
)
def test_json_records_are_rows(text):
    assert pairs(take(text)) == WANTED
    assert take(text).kind == "JSON"


def test_a_list_in_json_is_two_parties_in_one_cell():
    rows = [{"parties": ["France", "Chile"], "signed": 2001} for _ in range(3)]
    assert take(json.dumps(rows)).valid == 3


@pytest.mark.parametrize("text", ['[{"a": ', '{"a": 1}', '[{"a": 1}, 2]', "[{" * 9000])
def test_json_without_records_is_refused_or_no_table(text):
    assert take(text).valid == 0


def html(*rows: dict, head: str = "") -> str:
    cells = [list(rows[0]), *(list(row.values()) for row in rows)]
    body = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells
    )
    return f"<html>{head}<table>{body}</table></html>"


def test_a_page_named_as_a_workbook_is_read_by_its_best_table():
    menu = "<table><tr><td>Home</td></tr><tr><td>About</td></tr></table>"
    table = take(html(*ROWS, head=menu), "export.xls")
    assert pairs(table) == WANTED
    assert (table.kind, table.encoding) == ("HTML", "UTF-8")


def test_markup_script_and_merged_cells_of_a_page_are_no_text():
    rows = [{**ROWS[0], "signed": "<b>2001</b><script>alert(1)</script>-02-03"}]
    assert pairs(take(html(*rows))) == WANTED[:1]
    page = html(*ROWS).replace("<td>country1</td>", "<td colspan=900>x</td>")
    assert "columns" in take(page).refusal


def test_a_page_without_a_table_and_other_xml_are_refused():
    assert "no table" in take("<html><p>Hello</p></html>").refusal
    assert "XML" in take("<?xml version='1.0'?><Workbook/>").refusal


def stata(rows: list[dict], **options: object) -> bytes:
    out = io.BytesIO()
    pandas.DataFrame(rows).to_stata(out, write_index=False, **options)
    return out.getvalue()


def test_a_stata_file_is_read_with_its_labels():
    assert pairs(take(stata(ROWS), "a.dta")) == WANTED
    frame = pandas.DataFrame(
        {"ccode1": [710, 2], "ccode2": [840, 20], "year": [2001.0, 1949.0]}
    )
    out = io.BytesIO()
    frame.to_stata(out, write_index=False)
    assert pairs(take(out.getvalue())) == ["CHN-PHL 2001", "USA-CAN 1949"]


def test_a_parquet_file_is_read():
    out = io.BytesIO()
    pandas.DataFrame(ROWS).to_parquet(out)
    table = take(out.getvalue())
    assert (pairs(table), table.kind) == (WANTED, "Parquet")


@pytest.mark.parametrize("make", [stata, lambda rows: b"PAR1" + bytes(40)])
def test_a_damaged_file_is_refused_in_a_sentence(make):
    data = bytearray(make(ROWS))
    data[len(data) // 2 :] = b"\xff" * 7
    assert "damaged" in take(bytes(data)).refusal


def test_too_many_rows_and_columns_are_refused(monkeypatch):
    monkeypatch.setattr(data_files, "MOST_ROWS", 1)
    assert "rows" in take(json.dumps(ROWS)).refusal
    assert "rows" in take(stata(ROWS)).refusal
    wide = [{f"c{n}": 1 for n in range(300)}]
    assert "columns" in take(json.dumps(wide)).refusal

"""Files of every kind: read and said how, or refused in a sentence before reading."""

import io
import json
import tracemalloc
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from geo.presentation.problem_text import message, remedy
from geo.tables.user import read, text_file, workbook
from geo.tables.user.read import UserTable

TODAY = date(2026, 11, 23)
TABLE = "Страна;Партнёр;Год\nРоссия;Куба;2011\nКот-д'Ивуар;Гана;2012\n"
LATIN = "Country;Partner;Year\nCôte d'Ivoire;Türkiye;2011\n"

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


def take(data: bytes, name: str = "mine.csv", **options) -> UserTable:
    return read.read(data, name, **{"as_of": TODAY, **options})


def refused(data: bytes, name: str = "mine.csv") -> str:
    """The sentence of a refusal, which must come in little memory."""
    tracemalloc.start()
    table = take(data, name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert table.refusal.endswith(".")
    assert table.package.treaties == table.problems == ()
    assert peak < 8 * len(data) + 50_000_000
    return table.refusal


def book(*rows, **sheets) -> bytes:
    book_file = Workbook()
    sheet = book_file.active
    sheet.title = "Treaties"
    for row in rows:
        sheet.append(row)
    for title, lines in sheets.items():
        other = book_file.create_sheet(title)
        for line in lines:
            other.append(line)
    return saved(book_file)


def saved(book_file: Workbook) -> bytes:
    out = io.BytesIO()
    book_file.save(out)
    return out.getvalue()


def zipped(**parts: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), part)
    return out.getvalue()


# --- text ---


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_any_delimiter_is_found_and_said(mark):
    table = take(
        f"Country{mark}Partner{mark}Year\nChile{mark}Peru{mark}2011\n".encode()
    )
    assert (table.valid, table.delimiter) == (1, text_file._DELIMITERS[mark])


def test_a_comma_inside_the_cells_is_no_delimiter():
    text = "Party 1;Party 2;Signed;Title\nChile;Peru;2011;On trade, a, b, c, and d\n"
    table = take((text + "Chile;Cuba;2012;On x, y, z, w, v, and u\n").encode())
    assert (table.valid, table.delimiter) == (2, "semicolon")


def test_a_first_line_that_names_the_delimiter_is_believed():
    table = take(b"sep=|\nCountry|Partner|Year\nChile|Peru|2011\n")
    assert (table.valid, table.delimiter) == (1, "vertical bar")
    assert list(table.lines.values()) == [3]


@pytest.mark.parametrize(
    ("text", "codec", "sentence"),
    [
        (TABLE, "utf-8", "UTF-8"),
        (TABLE, "utf-8-sig", "UTF-8 (with a mark)"),
        (TABLE, "utf-16", "UTF-16"),
        (LATIN, "utf-16-le", "UTF-16 (without a mark)"),
        (TABLE, "cp1251", "Windows-1251 (Cyrillic)"),
        (LATIN, "cp1252", "Windows-1252 (Latin)"),
    ],
)
def test_the_encoding_is_found_and_said(text, codec, sentence):
    table = take(text.encode(codec))
    assert table.encoding == sentence
    assert table.rejected == 0


def test_damaged_bytes_are_told():
    text = TABLE.replace("Год", "Год;Title").replace("2011", "2011;Договор №")
    table = take(text.encode().replace("Д".encode(), b"\xd0", 1))
    assert table.encoding == "UTF-8 (with damaged bytes)"
    assert "damaged-text" in [p.rule for p in table.problems]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind_are_read(end):
    assert take(TABLE.replace("\n", end).encode()).valid == 2


def test_mixed_line_ends_and_blank_lines_keep_the_number_of_the_line():
    table = take(b"Country,Partner,Year\r\n\nChile,Peru,2011\r\r\nChile,Cuba,2012\n")
    assert table.valid == 2
    assert list(table.lines.values()) == [3, 5]


def test_nested_quotes_and_line_breaks_inside_a_cell_are_read():
    text = 'Country,Partner,Year,Title\nChile,Peru,2011,"On ""the ""inner""\nsea"""\n'
    (treaty,) = take(text.encode()).package.treaties
    assert treaty.title_en == 'On "the "inner" sea"'


def test_a_nul_in_a_cell_is_taken_out_and_told():
    table = take(b"Country,Partner,Year,Title\nChile,Peru,2011,a\0b\n")
    assert table.package.treaties[0].title_en == "ab"
    assert [p.rule for p in table.problems] == ["control-character"]


# --- refused before reading ---


@pytest.mark.parametrize(
    "data", [b"", b" \n\n", b"\xef\xbb\xbf", b"\0\0\0\0", b",,,\n,,"]
)
def test_a_file_with_nothing_in_it_is_refused(data):
    assert refused(data)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 ...",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"\x1f\x8b\x08\0" + bytes(range(256)),
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        bytes(range(256)) * 40,
    ],
)
def test_a_binary_renamed_csv_is_refused(data):
    assert "CSV UTF-8" in refused(data)


def test_a_workbook_renamed_csv_is_refused_by_its_name():
    assert ".xlsx" in refused(book(["a"]), "mine.csv")


def test_a_file_over_the_limit_is_refused_by_its_size(monkeypatch, tmp_path):
    assert "50 MB" in refused(bytes(text_file.LARGEST_FILE + 1))
    sparse = tmp_path / "huge.csv"
    with sparse.open("wb") as file:
        file.truncate(2_000_000_000)
    table = read.read_path(sparse, as_of=TODAY)
    assert "2,000 MB" in table.refusal


def test_too_many_columns_are_refused():
    header = ",".join(f"c{n}" for n in range(10_000))
    assert "10,000 columns" in refused(f"{header}\n{header}\n".encode())
    assert "columns" in refused(b"," * 40_000_000)


def test_too_many_rows_are_refused(monkeypatch):
    text = b"Country,Partner,Year\n" + b"Chile,Peru,2011\n" * 200_001
    assert "200,001 rows" in refused(text)


def test_line_breaks_inside_cells_are_no_rows(monkeypatch):
    monkeypatch.setattr(text_file, "MOST_ROWS", 3)
    text = 'Country,Partner,Year,Title\nChile,Peru,2011,"a\nb\nc\nd\ne"\n'
    assert take(text.encode()).valid == 1
    assert take(text.encode() + b"Chile,Peru,2011,x\n" * 3).refusal


def test_a_cell_of_50_mb_is_one_rejected_row_and_little_memory():
    cell = b"x" * 40_000_000
    data = b"Country,Partner,Year\nChile," + cell + b",2011\nChile,Peru,2011\n"
    table = take(data)
    assert [p.rule for p in table.problems] == ["cell-size"]
    assert table.valid == 1


def test_an_unclosed_quotation_mark_before_50_mb_is_refused():
    data = b'Country,Partner,Year\nChile,"Peru,2011\n' + b"Chile,Peru,2011\n" * 100_000
    table = take(data)
    assert table.valid == 100_000
    assert [p.rule for p in table.problems] == ["quoting"]


# --- workbooks ---

HEADER = ["Country", "Partner", "Signed", "Title"]


def test_a_workbook_is_read_at_the_precision_its_cells_show():
    book_file = Workbook()
    sheet = book_file.active
    sheet.append(HEADER)
    for form in ("yyyy-mm-dd", "mmm yyyy", "yyyy", "General"):
        sheet.append(["Chile", "Peru", datetime(2010, 5, 14), form])
        sheet.cell(sheet.max_row, 3).number_format = form
    sheet.append(["Chile", "Peru", 2010, "a year as a number"])
    sheet.append(["Chile", "Peru", 40312.0, "a serial number"])
    table = take(saved(book_file), "mine.xlsx")
    texts = [t.signed.text for t in table.package.treaties]
    assert texts == [
        "2010-05-14",
        "2010-05",
        "2010",
        "2010-05-14",
        "2010",
        "2010-05-14",
    ]
    assert {p.rule for p in table.problems} == {"serial"}
    assert table.sheet == "Sheet"


def test_a_bare_year_in_a_cell_formatted_as_a_date_is_suspected():
    table = take(book(HEADER, ["Chile", "Peru", date(1905, 7, 2), "x"]), "mine.xlsx")
    assert [p.rule for p in table.problems] == ["years-as-days", "year-as-serial"]
    assert "2010" in message(table.problems[1])
    assert table.doubts


def test_formulas_are_kept_as_text_and_never_computed():
    rows = [["Chile", "Peru", 2011, "=1+1"], ["Chile", "Peru", "=DATE(2010,1,1)", "x"]]
    table = take(book(HEADER, *rows), "mine.xlsx")
    assert table.package.treaties[0].title_en == "=1+1"
    assert [p.rule for p in table.problems] == ["formula", "date"]


def test_merged_header_cells_are_understood():
    book_file = Workbook()
    sheet = book_file.active
    sheet.append(["Parties", None, "Date of", None])
    sheet.append([None, None, "signature", "entry into force"])
    sheet.append(["Chile", "Peru", "2011", "2012"])
    sheet.merge_cells("A1:B2")
    sheet.merge_cells("C1:D1")
    (treaty,) = take(saved(book_file), "mine.xlsx").package.treaties
    assert (treaty.party_b, treaty.in_force.text) == ("PER", "2012")


def test_a_party_lost_in_merged_cells_rejects_the_row():
    table = take(book(HEADER, ["Chile", "Peru", 2011], [None, "Cuba", 2012]), "m.xlsx")
    (problem,) = table.problems
    assert (problem.line, problem.rule) == (3, "party-missing")
    assert "merged" in remedy(problem)


def test_the_sheet_with_the_table_is_found_and_the_others_are_named():
    data = book(["A note"], Data=[HEADER, ["Chile", "Peru", 2011, "x"]])
    table = take(data, "mine.xlsx")
    assert (table.valid, table.sheet) == (1, "Data")
    assert "'Treaties'" in message(table.problems[0])


def test_an_empty_workbook_is_refused():
    assert "no cell" in refused(book(), "mine.xlsx")


def test_a_sheet_with_too_many_columns_is_refused():
    assert "200" in refused(book([f"c{n}" for n in range(500)]), "mine.xlsx")


def test_a_workbook_with_macros_is_refused():
    with zipfile.ZipFile(io.BytesIO(book(HEADER))) as parts:
        entries = {name: parts.read(name) for name in parts.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name, part in {**entries, "xl/vbaProject.bin": b"x"}.items():
            parts.writestr(name, part)
    assert "macros" in refused(out.getvalue(), "mine.xlsm")


def test_a_zip_bomb_is_refused_before_it_is_opened():
    parts = {"[Content_Types]_dot_xml": "x", "xl__big_dot_xml": bytes(300_000_000)}
    assert "unpack to 300 MB" in refused(zipped(**parts), "mine.xlsx")


def test_a_workbook_with_entities_is_refused():
    evil = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    parts = {"[Content_Types]_dot_xml": "<Types/>", "xl__workbook_dot_xml": evil}
    assert "XML" in refused(zipped(**parts), "mine.xlsx")


@pytest.mark.parametrize("cut", [4, 30, 1000, 4000])
def test_a_damaged_workbook_is_refused(cut):
    assert "damaged" in refused(book(HEADER)[:cut], "mine.xlsx")


def test_a_row_number_beyond_the_sheet_does_not_count_up_to_it():
    with zipfile.ZipFile(io.BytesIO(book(HEADER, ["Chile", "Peru", 2011]))) as parts:
        entries = {name: parts.read(name) for name in parts.namelist()}
    sheet = entries["xl/worksheets/sheet1.xml"]
    entries["xl/worksheets/sheet1.xml"] = sheet.replace(b'"2"', b'"999999999999"')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name, part in entries.items():
            parts.writestr(name, part)
    # A reader that counted up to the row would not come back.
    table = take(out.getvalue(), "mine.xlsx")
    assert (table.rows, table.package.treaties) == (0, ())


# --- data packages ---


def package(resources: list[dict] | object, **files: str) -> bytes:
    meta = json.dumps({"resources": resources})
    return zipped(datapackage_dot_json=meta, **files)


def test_a_data_package_of_another_layout_is_read_by_its_first_table():
    resources = [{"name": "mine", "path": "t.csv"}]
    table = take(package(resources, t_dot_csv=TABLE), "mine.zip")
    assert (table.valid, table.sheet) == (2, "mine")


@pytest.mark.parametrize(
    "data",
    [
        zipped(readme_dot_txt="x"),
        package([]),
        package(7),
        package([{"name": "t", "path": "gone.csv"}]),
        package([{"name": "t", "path": "../../etc/passwd"}]),
        zipped(datapackage_dot_json="[" * 100_000),
        zipped(datapackage_dot_json=b"\xff\xfe"),
    ],
)
def test_a_zip_without_a_table_is_refused(data):
    assert refused(data, "mine.zip")


def test_a_folder_gives_no_file_outside_it(tmp_path):
    (tmp_path / "secret.csv").write_text(TABLE, "utf-8")
    inside = tmp_path / "package"
    inside.mkdir()
    descriptor = {"resources": [{"name": "t", "path": "../secret.csv"}]}
    (inside / "datapackage.json").write_text(json.dumps(descriptor))
    assert read.read_path(inside, as_of=TODAY).refusal


def test_unpacked_tables_keep_to_the_limit_of_a_file(monkeypatch):
    monkeypatch.setattr(workbook, "LARGEST_RATIO", 10_000)
    resources = [{"name": "t", "path": "t.csv"}]
    data = package(resources, t_dot_csv="x" * (text_file.LARGEST_FILE + 1))
    assert "50 MB" in refused(data, "mine.zip")

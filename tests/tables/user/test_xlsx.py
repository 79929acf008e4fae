"""A workbook read as a stream says what openpyxl says of it, and stops in time."""

import io
import re
import zipfile
from datetime import datetime, time, timedelta

import pytest
from openpyxl import Workbook, load_workbook

from geo.tables.user import xlsx
from geo.tables.user.refusal import Refused
from tests.helpers import hostile
from tests.helpers.hostile import NS, repacked, workbook


def opened(data: bytes) -> xlsx.Book:
    return xlsx.load(zipfile.ZipFile(io.BytesIO(data)))


def rows(data: bytes, most: int = 50) -> list[list]:
    (sheet,) = opened(data).worksheets
    return [[cell.value for cell in row] for row in sheet.iter_rows(most, 1_048_576)]


def sheet_of(*inner: str) -> str:
    body = "".join(inner)
    return f'<worksheet xmlns="{NS}"><sheetData>{body}</sheetData></worksheet>'


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FORMATS = ("General", "0.00", "yyyy-mm-dd", "mmm yyyy", "[$-419]d mmmm yyyy", "@")
VALUES = (
    *(2010, 2.5, True, False, "Côte d'Ivoire", " a  b ", "=1+1", None),
    *(datetime(2010, 5, 14), datetime(1904, 1, 5), datetime(2010, 5, 14, 9, 30)),
)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("epoch", [datetime(1899, 12, 30), datetime(1904, 1, 1)])
def test_every_cell_is_what_openpyxl_says(form, epoch):
    new_book = Workbook()
    new_book.epoch = epoch
    for number, value in enumerate(VALUES, start=2):
        new_book.active.cell(number, 3, value).number_format = form
    data = saved(new_book)
    book = opened(data)
    theirs = load_workbook(io.BytesIO(data), read_only=True)
    assert book.epoch == theirs.epoch == epoch
    ours = list(book.worksheets[0].iter_rows(5, 100))
    count = 0
    for mine, row in zip(ours, theirs.active.iter_rows(max_col=3), strict=True):
        cell = row[2] if len(row) > 2 else None
        value = mine[2].value if len(mine) > 2 else None
        assert value == (cell.value if cell else None)
        if value is not None and not isinstance(value, str | bool):
            assert mine[2].number_format == cell.number_format
            count += 1
    assert count == 5


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        *(("yyyy", True), ("d.m.yy;@", True), ("[$-F800]dddd", True)),
        *(('0.0"days"', False), ("#,##0 [Red]", False), ("0\\d", False)),
        *(("[h]:mm", True), ("General", False), ('"y"0', False)),
    ],
)
def test_a_format_shows_a_date_only_by_its_own_letters(code, is_date):
    assert bool(xlsx._kind_of(code)) == is_date


def test_the_day_that_1900_did_not_have_moves_those_before_it():
    book = Workbook()
    book.active.append([datetime(1900, 1, 5), datetime(1900, 2, 28)])
    book.active.append([datetime(1900, 3, 1)])
    first, second = rows(saved(book))
    assert [*first, *second] == [cell.value for row in book.active for cell in row][:3]


def test_times_and_durations_are_no_days():
    book = Workbook()
    book.active.append([time(8, 30), timedelta(hours=30)])
    assert rows(saved(book)) == [[timedelta(hours=8.5), timedelta(hours=30)]]


def test_a_serial_number_of_no_day_stays_a_number():
    book = Workbook()
    book.active.append([1e30, -5])
    for cell in book.active[1]:
        cell.number_format = "yyyy"
    assert rows(saved(book)) == [[1e30, -5]]


def test_texts_lose_their_fonts_and_readings_and_no_letter():
    runs = "<r><rPr><b/></rPr><t>Côte </t></r><r><t>d_x0027_Ivoire</t></r>"
    texts = f"<si>{runs}<rPh sb='0' eb='1'><t>reading</t></rPh></si><si><t/></si>"
    data = hostile.with_texts(f'<sst xmlns="{NS}">{texts}</sst>')
    cells = '<c t="s"><v>0</v></c><c t="s"><v>1</v></c>'
    cells += f'<c t="inlineStr"><is>{runs}</is></c><c t="str"><v>x</v></c>'
    sheet = {"xl/worksheets/sheet1.xml": sheet_of(f"<row>{cells}</row>")}
    assert rows(repacked(data, sheet)) == [["Côte d'Ivoire", "", "Côte d'Ivoire", "x"]]


def test_rows_and_cells_stand_where_they_say():
    sheet = sheet_of(
        '<row r="3"><c r="C3"><v>1</v></c><c><v>2</v></c><c r="B3"><v>9</v></c></row>',
        '<row><c r="AA4"><v>3</v></c></row><row r="2"><c><v>4</v></c></row>',
    )
    cells = rows(workbook(worksheets__sheet1=sheet))
    assert cells == [[], [], [None, None, 1, 2], [None] * 26 + [3], [4]]


def test_names_with_a_prefix_and_addresses_from_the_root_are_understood():
    data = workbook()
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        relations = parts.read("xl/_rels/workbook.xml.rels").decode()
    sheet = re.sub(r"<(/?)(?=\w)", r"<\1x:", sheet).replace("xmlns=", "xmlns:x=")
    assert "<x:row" in sheet
    relations = relations.replace('Target="worksheets', 'Target="/xl/worksheets')
    files = {"xl/worksheets/sheet1.xml": sheet, "xl/_rels/workbook.xml.rels": relations}
    assert rows(repacked(data, files)) == rows(data) == hostile.ROWS


def test_a_shared_formula_is_said_of_every_cell_that_has_it():
    first = '<c><f t="shared" si="0">A1+1</f><v>2</v></c>'
    second = '<c><f t="shared" si="0"/><v>3</v></c>'
    data = workbook(worksheets__sheet1=sheet_of(f"<row>{first}{second}</row>"))
    assert rows(data) == [["=A1+1", "=A1+1"]]


@pytest.mark.parametrize(
    "cell",
    [
        '<c t="s"><v>7</v></c>',
        '<c t="s"><v>-1</v></c>',
        '<c r="XFE1"><v>1</v></c>',
        "<c><v>1</c>",
    ],
)
def test_a_sheet_that_is_none_is_damaged(cell):
    with pytest.raises(xlsx.Damaged):
        rows(workbook(worksheets__sheet1=sheet_of(f"<row>{cell}</row>")))


@pytest.mark.parametrize(
    "cell", ["<c><v>%s</v></c>" % ("9" * 5000), '<c s="99"><v>1e999</v></c>']
)
def test_an_odd_number_is_some_value(cell):
    ((value,),) = rows(workbook(worksheets__sheet1=sheet_of(f"<row>{cell}</row>")))
    assert value in ("9" * 5000, float("inf"))


@pytest.mark.parametrize("part", ["workbook", "styles", "worksheets__sheet1"])
def test_declared_entities_are_refused_however_deep_in_the_part(part):
    document = "<?xml version='1.0'?>" + " " * 9000
    evil = f'{document}<!DOCTYPE a [<!ENTITY b "{"c" * 99}">]><a>&b;</a>'
    with pytest.raises(Refused, match="XML"):
        rows(workbook(**{part: evil}))


def test_styles_are_read_to_the_formats_of_cells_and_no_further():
    data = workbook()
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        styles = parts.read("xl/styles.xml").decode()
    cut = styles.index("</cellXfs>") + len("</cellXfs>")
    styles_cut = styles[:cut] + "<<<"
    # The piece that ends the formats is parsed whole; what comes after it is not.
    assert rows(workbook(styles=styles[:cut] + " " * 70_000 + "<<<")) == hostile.ROWS
    with pytest.raises(xlsx.Damaged):
        rows(workbook(styles=styles_cut))

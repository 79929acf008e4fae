"""Small files made to hurt whoever reads them: made here, never kept as files."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable

from openpyxl import Workbook

_MB = 1_000_000
NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROWS = [["Country", "Partner", "Signed"], ["Chile", "Peru", 2011]]


def workbook(rows: Iterable[list] = ROWS, **parts: bytes | str) -> bytes:
    """A workbook of these rows in which some parts are replaced.

    A part is named by its path below ``xl/``: ``styles=...``, ``worksheets__sheet1``.
    """
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    files = {f"xl/{name.replace('__', '/')}.xml": part for name, part in parts.items()}
    return repacked(out.getvalue(), files)


def repacked(data: bytes, files: dict[str, bytes | str]) -> bytes:
    """An archive with some of its parts replaced, or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    return zipped({**parts, **files})


def zipped(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def filled(start: str, piece: str, end: str, megabytes: float) -> str:
    """Text of a size, of one piece again and again; ``{n}`` in it is a number.

    The numbers and the length of the repeated block keep it from packing much better
    than an honest part: the ratio alone tells nothing of it.
    """
    block = "".join(piece.replace("{n}", f"{n * 7919:x}") for n in range(5_000))
    times = int(megabytes * _MB / len(block))
    return start + block * max(times, 1) + end


def styles() -> bytes:
    """40 MB of fonts, one for each style of cells."""
    font = '<font><b/><i/><sz val="{n}"/><color rgb="FF00{n}"/></font>'
    fonts = filled(f'<styleSheet xmlns="{NS}"><fonts>', font, "</fonts>", 40)
    return workbook(styles=fonts + "</styleSheet>")


def styles_within_limits() -> bytes:
    """19 MB of styles, as many as may be read."""
    font = '<font><b/><i/><sz val="{n}"/><color rgb="FF00{n}"/></font>'
    fonts = filled(f'<styleSheet xmlns="{NS}"><fonts>', font, "", 19)
    return workbook(styles=fonts + "</fonts></styleSheet>")


def rich_text() -> bytes:
    """20 MB of shared texts, every letter in a font of its own."""
    run = '<r><rPr><b/><sz val="{n}"/></rPr><t>a</t></r>'
    texts = filled(f'<sst xmlns="{NS}"><si>', run, "</si></sst>", 20)
    return with_texts(texts)


def with_texts(texts: str) -> bytes:
    """A workbook with a part of shared texts, which openpyxl does not write."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = [
        f'<Relationship Id="rId{n}" Type="{kind}/{kind_of}" Target="{target}.xml"/>'
        for n, (kind_of, target) in enumerate(
            (("worksheet", "worksheets/sheet1"), ("sharedStrings", "sharedStrings")), 1
        )
    ]
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    rels = f'<Relationships xmlns="{space}">{"".join(parts)}</Relationships>'
    data = workbook(sharedStrings=texts)
    return repacked(data, {"xl/_rels/workbook.xml.rels": rels})


def inline_cells() -> bytes:
    """100 MB of empty inline cells in one row."""
    cell = '<c t="inlineStr" s="{n}"><is><r><t/></r></is></c>'
    start = f'<worksheet xmlns="{NS}"><sheetData><row r="1">'
    sheet = filled(start, cell, "</row></sheetData></worksheet>", 100)
    return workbook(worksheets__sheet1=sheet)


def empty_rows() -> bytes:
    """Two rows with a million between them, and a cell of each far to the right."""
    rows = ""
    for number, cells in ((1, ROWS[0]), (1_048_576, ROWS[1])):
        row_cells = "".join(f'<c t="str"><v>{cell}</v></c>' for cell in cells)
        rows += f'<row r="{number}">{row_cells}<c r="ALL{number}"><v/></c></row>'
    sheet = f'<worksheet xmlns="{NS}"><sheetData>{rows}</sheetData></worksheet>'
    return workbook(worksheets__sheet1=sheet)


def content_types() -> bytes:
    """A list of contents of 100 MB."""
    types = filled("<Types>", '<Default Extension="x{n}"/>', "</Types>", 100)
    return repacked(workbook(), {"[Content_Types].xml": types})


def sheets() -> bytes:
    """A workbook of thousands of sheets that are all the same part."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet = '<sheet name="s{n}" sheetId="1" r:id="rId1"/>'
    start = f'<workbook xmlns="{NS}" xmlns:r="{kind}"><sheets>'
    return workbook(workbook=filled(start, sheet, "</sheets></workbook>", 0.7))


def package(claims: str = "", descriptor: str = "") -> bytes:
    resources = [
        {"name": "treaties", "path": "treaties.csv"},
        {"name": "sources", "path": "sources.csv"},
    ]
    descriptor_text = json.dumps({"resources": resources, "as_of": "2026-11-23"})
    table = "id,party_a,party_b,signed\nx,CHL,PER,2011\n"
    files = {"treaties.csv": table, "sources.csv": claims}
    return zipped({"datapackage.json": descriptor or descriptor_text, **files})


def bad_claims() -> bytes:
    """45 MB of claims of which none can be read."""
    return package(filled("id,treaty\n", "{n},x\n", "", 45))


def large_descriptor() -> bytes:
    """45 MB of JSON that describes nothing."""
    return package(descriptor=filled("[", '{"a":"{n}"},', "1]", 45))


#: Each kind by its name.
KINDS: dict[str, Callable[[], bytes]] = {
    workbook_kind.__name__: workbook_kind
    for workbook_kind in (
        *(styles, styles_within_limits, rich_text, inline_cells, empty_rows),
        *(content_types, sheets, bad_claims, large_descriptor),
    )
}

"""A reader's Excel workbook as rows of cells, judged as a zip before it is opened.

Sizes are those the archive declares, which the reader of zips does not exceed: all
together, and each part that is read by what such a part may need. Nothing is unpacked
to a disk, no formula is computed, no macro is run.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from geo.tables.decode import Line
from geo.tables.user import xlsx
from geo.tables.user.columns import MOST
from geo.tables.user.refusal import Refused
from geo.tables.user.text_file import Grid, too_wide
from geo.text import quoted

#: All parts unpacked, and how many times the file they may be. A table of 100,000 rows
#: and nine columns unpacks to 63 MB, ten times its file.
LARGEST_UNPACKED = 150_000_000
LARGEST_RATIO = 150
MOST_PARTS = 2_000

#: A part that is read, by its name, and the bytes it may unpack to. Excel's own tables
#: of 200,000 rows have sheets of up to 130 MB and shared texts of up to 50 MB.
PART_LIMITS = (
    (re.compile(r"\[content_types\]\.xml|.*\.rels", re.I), 1_000_000),
    (re.compile(r"(?:.*/)?workbook\d*\.xml", re.I), 1_000_000),
    (re.compile(r"(?:.*/)?styles\d*\.xml", re.I), 20_000_000),
    (re.compile(r"(?:.*/)?sharedstrings\d*\.xml", re.I), 60_000_000),
)
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_MARGIN = 10  # columns beyond the first rows' last that are looked into
_LAST_ROW = 1_048_576  # of any sheet; a crafted number would be counted up to


def archive(data: bytes) -> zipfile.ZipFile:
    """A zip whose declared sizes are within bounds.

    Raises:
        Refused: it is none, or a bomb.
    """
    try:
        parts = zipfile.ZipFile(io.BytesIO(data))
        entries = parts.infolist()
    except MemoryError:
        raise
    except Exception as error:  # a crafted archive can fail in many ways
        raise Refused("zip-damaged") from error
    size = sum(entry.file_size for entry in entries)
    ratio = size / max(len(data), 1)
    if len(entries) > MOST_PARTS:
        raise Refused("zip-parts", parts=len(entries))
    if size > LARGEST_UNPACKED or (size > 5_000_000 and ratio > LARGEST_RATIO):
        raise Refused("zip-size", size=round(size / 1e6), ratio=round(ratio))
    if any(entry.compress_type not in _READABLE for entry in entries):
        raise Refused("zip-packing")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("zip-password")
    return parts


def is_workbook(parts: zipfile.ZipFile) -> bool:
    return "[Content_Types].xml" in parts.namelist()


def read(parts: zipfile.ZipFile, score: Any, sheet: str = "") -> Grid:
    """The rows of a sheet: the one asked for by its title, else the one that
    ``scored`` (a function of its first rows) rates best.

    Raises:
        Refused: it has macros, no cells, too many columns, or cannot be read.
    """
    try:
        _judge(parts)
        book = xlsx.load(parts)
        sheets = {s.title: s for s in book.worksheets if s.sheet_state == "visible"}
        heads = {title: _head(sheet) for title, sheet in sheets.items()}
    except (Refused, MemoryError):
        raise
    except Exception as error:  # a damaged part can fail in many ways
        raise Refused("workbook") from error
    tables = {title: rows for title, rows in heads.items() if rows}
    if not tables:
        raise Refused("no-cell")
    if sheet and sheet not in tables:
        there = ", ".join(quoted(title) for title in list(tables)[:20])
        raise Refused("no-sheet", sheet=quoted(sheet), sheets=there)
    best = sheet or max(tables, key=lambda title: score(tables[title]))
    rest = [title for title in tables if title != best][:10]
    others = ", ".join(quoted(title) for title in rest)
    return Grid(
        _rows(sheets[best], max(map(len, tables[best])) + _MARGIN),
        sheet=best,
        passed_over=others,
        passed_kind="sheets",
        mac_calendar=book.epoch.year == 1904,
        sheets=tuple(tables),
        twins=() if sheet else _twins(best, tables),
    )


def _twins(best: str, sheets: dict[str, list[list[str]]]) -> tuple[str, ...]:
    """The sheets that start with the same header: a table cut into several."""
    header = sheets[best][0]
    if len(header) < 2:
        return ()
    return tuple(t for t, r in sheets.items() if t != best and r[0] == header)


def _judge(parts: zipfile.ZipFile) -> None:
    """Refuse parts too large for their kind, macros, and XML that declares entities.

    All before any of it is parsed.
    """
    names = parts.namelist()
    for entry in parts.infolist():
        for kind, most in PART_LIMITS:
            if kind.fullmatch(entry.filename) and entry.file_size > most:
                raise Refused(
                    "part",
                    part=quoted(entry.filename),
                    size=round(entry.file_size / 1e6),
                    most=most // 10**6,
                )
    kinds = parts.read("[Content_Types].xml")
    if b"macroEnabled" in kinds or any("vbaproject" in n.lower() for n in names):
        raise Refused("macros")
    for name in names:
        if name.endswith((".xml", ".rels")):
            with parts.open(name) as part:
                if b"<!DOCTYPE" in part.read(4096):
                    raise Refused("workbook-xml")


def _head(sheet: Any) -> list[list[str]]:
    """The first rows that hold anything."""
    rows: list[list[str]] = []
    for number, row in enumerate(_cells(sheet)):
        if any(row):
            rows.append(row)
        if len(rows) == 30 or number == 1000:
            break
    return rows


def _rows(sheet: Any, width: int) -> Iterator[Line]:
    """Each row that holds anything, with its number."""
    try:
        for number, row in enumerate(_cells(sheet, width, whole=True), start=1):
            if any(row):
                yield number, row
    except (Refused, MemoryError):
        raise
    except Exception as error:
        raise Refused("workbook") from error


def _cells(sheet: Any, width: int = MOST, whole: bool = False) -> Iterator[list[str]]:
    # What the sheet declares as its size may be wrong; a column too many is enough.
    sheet.reset_dimensions()
    rows = sheet.iter_whole if whole else sheet.iter_rows
    for row in rows(max_col=min(width, MOST) + 1, max_row=_LAST_ROW):
        if len(row) > MOST and row[MOST].value is not None:
            raise too_wide()
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _text(cell: Any) -> str:
    """A cell as its reader sees it; a formula is its own text."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime | date):
        return _shown_date(value, cell.number_format or "")
    return str(getattr(value, "text", value))  # an array formula, a time


def _shown_date(value: date, form: str) -> str:
    """A date at the precision its cell shows: ``mmm yyyy`` has no day."""
    form = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", form).casefold()
    day = value.isoformat()[:10]
    if "y" in form and "d" not in form:
        return day[:7] if "m" in form else day[:4]
    return day

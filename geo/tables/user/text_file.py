"""A reader's text file as rows of cells, within limits that hold before it is read.

Encoding and delimiter are found out and said. Memory stays bounded whatever the bytes:
the file is refused by its size, its lines or its columns before rows are made, and rows
are handed out one at a time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from geo.tables import decode
from geo.tables.decode import Line, TooWide, WordTest
from geo.tables.user.columns import MOST
from geo.tables.user.refusal import Refused

LARGEST_FILE = 50_000_000  # bytes
MOST_ROWS = 200_000
LARGEST_CELL = 100_000  # bytes

#: Separators one line may hold at most: columns, and text in quotation marks.
_MOST_MARKS = 200_000
_MOST_LINES = 2_000_000  # a title may have lines of its own, and lines may be blank
_SAMPLE = 200_000  # characters from which the delimiter is told
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}

#: First bytes of a file -> its kind: ``refused.kind.<kind>`` in the table of strings.
_MAGIC = {
    b"PK": "zip",
    b"\xd0\xcf\x11\xe0": "xls",
    b"%PDF": "pdf",
    b"\x1f\x8b": "gzip",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"\x7fELF": "program",
    b"MZ\x90": "program",
    b"Rar!": "rar",
    b"7z\xbc\xaf": "7z",
    b"SQLite format": "database",
    b"PAR1": "parquet",
    b"{\\rtf": "rtf",
}


@dataclass(frozen=True)
class Grid:
    """A table as text: where it came from, how it was decoded, its rows."""

    rows: Iterator[Line]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    passed_over: str = ""  # what else the file holds and is not read, by name or number
    passed_kind: str = ""  # of it: "sheets" or "tables"
    mac_calendar: bool = False  # serial numbers count from 1904
    kind: str = ""  # of a file that is neither text nor a workbook
    sheets: tuple[str, ...] = ()  # every sheet with cells
    twins: tuple[str, ...] = ()  # sheets with the same header as the one that is read


def size_of(size: int) -> None:
    """Refuse a file by its size alone.

    Raises:
        Refused: it is over the limit.
    """
    if size > LARGEST_FILE:
        raise Refused("size", size=round(size / 1e6), most=LARGEST_FILE // 10**6)


def too_many(rows: int | None = None) -> Refused:
    """The refusal of a table by its rows; by the limit where they are not counted."""
    if rows is None:
        return Refused("rows-over", rows=MOST_ROWS, most=MOST_ROWS)
    return Refused("rows", rows=rows, most=MOST_ROWS)


def too_wide(columns: int | None = None) -> Refused:
    """The refusal of a table by its columns; by the limit if they are not counted."""
    if columns is None:
        return Refused("columns-over", columns=MOST, most=MOST)
    return Refused("columns", columns=columns, most=MOST)


def text(data: bytes, is_word: WordTest | None = None) -> Grid:
    """The rows of a text file; ``is_word`` tells words that such a table holds.

    Raises:
        Refused: it is no text, holds nothing, or is over a limit.
    """
    content, encoding = _decode(data, is_word)
    separator = re.match(r"sep=([,;\t|])\r?\n", content[:8])
    delimiter = separator[1] if separator else _delimiter(content[:_SAMPLE])
    skip = 1 if separator else 0
    newlines = content.count("\n") + content.count("\r")
    if newlines > _MOST_LINES:
        raise Refused("lines", lines=_MOST_LINES, most=MOST_ROWS)
    if newlines > MOST_ROWS:
        count = sum(1 for _, row in _rows(content, delimiter, skip) if row)
        if count > MOST_ROWS + 1:
            raise too_many(count - 1)
    rows = _rows(content, delimiter, skip)
    return Grid(rows, encoding, _DELIMITERS[delimiter])


# --- bytes to text ---


def _decode(data: bytes, is_word: WordTest | None) -> tuple[str, str]:
    """The text, and what its encoding is called."""
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise Refused("kind", kind=kind)
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise Refused("empty")
    text_of_file = decode.decode(data, is_word)
    head = text_of_file.text[:100_000]
    odd = len(re.findall(r"[\0-\x08\x0e-\x1f]", head))
    if odd > 0.02 * len(head) + 4:
        raise Refused("not-text")
    if text_of_file.undecided:
        raise Refused("encoding", encodings="|".join(text_of_file.undecided))
    return text_of_file.text.removeprefix("\ufeff"), text_of_file.encoding


# --- text to rows ---


def _delimiter(sample: str) -> str:
    """The mark that divides the first rows into the most even number of cells."""
    best = (0.0, 0, ",")
    for mark in _DELIMITERS:
        widths: Counter[int] = Counter()
        for _, row in _rows(sample, mark, 0, strict=False):
            if isinstance(row, list) and row:
                widths[min(len(row), MOST + 1)] += 1
            if widths.total() == 100:
                break
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
        if width > 1:
            best = max(best, (round(count / widths.total(), 1), width, mark))
    return best[2]


def _rows(text: str, mark: str, skip: int, strict: bool = True) -> Iterator[Line]:
    """The rows of a text.

    Raises:
        Refused: a line is wider than any table.
    """
    try:
        yield from decode.csv_lines(text, mark, skip, strict, _MOST_MARKS)
    except TooWide as error:
        raise too_wide(error.args[0]) from None

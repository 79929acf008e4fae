"""A reader's text file as rows of cells, within limits that hold before it is read.

Encoding and delimiter are found out and said. Memory stays bounded whatever the bytes:
the file is refused by its size, its lines or its columns before rows are made, and rows
are handed out one at a time.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from geo.tables.user.columns import MOST
from geo.text import quoted

LARGEST_FILE = 50_000_000  # bytes
MOST_ROWS = 200_000
LARGEST_CELL = 100_000  # bytes

#: Separators one line may hold at most: columns, and text in quotation marks.
_MOST_MARKS = 200_000
_MOST_LINES = 2_000_000  # a title may have lines of its own, and lines may be blank
_SAMPLE = 200_000  # characters from which the delimiter is told
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}

_MAGIC = {
    b"PK": "a zip or an Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (.xls), or one with a password",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"SQLite format": "a database",
    b"PAR1": "a Parquet file",
    b"{\\rtf": "a text document (RTF)",
}


class Refused(ValueError):
    """The file is not read at all; the message is one clear sentence."""


#: A row: its line and its cells; or its line and why it cannot be read: rule, message.
Line = tuple[int, list[str] | tuple[str, str]]


@dataclass(frozen=True)
class Grid:
    """A table as text: where it came from, how it was decoded, its rows."""

    rows: Iterator[Line]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    passed_over: str = ""  # what else the file holds and is not read
    mac_calendar: bool = False  # serial numbers count from 1904


def size_of(size: int) -> None:
    """Refuse a file by its size alone.

    Raises:
        Refused: it is over the limit.
    """
    if size > LARGEST_FILE:
        raise Refused(
            f"The file has {size / 1e6:,.0f} MB; up to {LARGEST_FILE // 10**6} MB are "
            "read. Split it, or leave out columns of long text."
        )


def too_many(rows: int | str) -> Refused:
    return Refused(
        f"The table has {rows} rows; up to {MOST_ROWS:,} are read. Split it by year or "
        "by country."
    )


def too_wide(columns: int | str) -> Refused:
    return Refused(
        f"The table has {columns} columns; up to {MOST} are read. Keep the two "
        "parties, the dates and what you want shown."
    )


def text(data: bytes) -> Grid:
    """The rows of a text file.

    Raises:
        Refused: it is no text, holds nothing, or is over a limit.
    """
    decoded, encoding = _decoded(data)
    forced = re.match(r"sep=([,;\t|])\r?\n", decoded[:8])
    delimiter = forced[1] if forced else _delimiter(decoded[:_SAMPLE])
    skip = 1 if forced else 0
    newlines = decoded.count("\n") + decoded.count("\r")
    if newlines > _MOST_LINES:
        raise too_many(f"over {_MOST_LINES:,} lines and far too many")
    if newlines > MOST_ROWS:
        count = sum(1 for _, row in _rows(decoded, delimiter, skip) if row)
        if count > MOST_ROWS + 1:
            raise too_many(f"{count - 1:,}")
    rows = _rows(decoded, delimiter, skip)
    return Grid(rows, encoding, _DELIMITERS[delimiter])


# --- bytes to text ---


def _decoded(data: bytes) -> tuple[str, str]:
    """The text, and what its encoding is called."""
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise Refused(
                f"The file is {kind} by its content, not a text table. Save it as "
                "'CSV UTF-8' or as an Excel workbook (.xlsx)."
            )
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise Refused("The file holds nothing.")
    found, encoding = _guess(data)
    head = found[:100_000]
    odd = len(re.findall(r"[\0-\x08\x0e-\x1f]", head))
    if odd > 0.02 * len(head) + 4:
        raise Refused(
            "The file is no text: it holds bytes that no table has. Save the table as "
            "'CSV UTF-8' from your spreadsheet."
        )
    return found.removeprefix("\ufeff"), encoding


def _guess(data: bytes) -> tuple[str, str]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace"), "UTF-16"
    head = data[:2000]
    if head.count(0) > len(head) * 0.3:
        little = head[1::2].count(0) > head[::2].count(0)
        order = "utf-16-le" if little else "utf-16-be"
        return data.decode(order, "replace"), "UTF-16 (without a mark)"
    try:
        marked = data.startswith(b"\xef\xbb\xbf")
        return data.decode("utf-8"), "UTF-8 (with a mark)" if marked else "UTF-8"
    except UnicodeDecodeError:
        pass
    # Cyrillic letters come in words, accented Latin ones alone among ASCII.
    sample = data[:1_000_000]
    high = len(re.findall(rb"[\x80-\xff]", sample))
    letters = re.findall(
        rb"(?:[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2})", sample
    )
    if sum(map(len, letters)) > 0.9 * high:
        return data.decode("utf-8", "replace"), "UTF-8 (with damaged bytes)"
    words = sum(map(len, re.findall(rb"[\xa8\xb8\xc0-\xff]{3,}", sample)))
    if words * 2 > high:
        return data.decode("cp1251", "replace"), "Windows-1251 (Cyrillic)"
    return data.decode("cp1252", "replace"), "Windows-1252 (Latin)"


# --- text to rows ---


def _delimiter(sample: str) -> str:
    """The mark that divides the first rows into the most even number of cells."""
    best = (0.0, 0, ",")
    for mark in _DELIMITERS:
        widths = Counter()
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


class _Lines:
    """The lines of a text, of which those of an unfinished record can be taken back."""

    def __init__(self, text: str, mark: str, skip: int) -> None:
        self._source = iter(io.StringIO(text, newline=""))
        self._mark = mark
        self._again: list[str] = []
        self.taken: list[str] = []
        self.number = 0
        for _ in range(skip):
            next(self._source, None)
            self.number += 1

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._source)
        self.number += 1
        if len(line) > _MOST_MARKS and line.count(self._mark) > _MOST_MARKS:
            raise too_wide(f"{line.count(self._mark):,}")
        self.taken.append(line)
        return line

    def take_back(self) -> None:
        """Give out again all lines of this record but the first."""
        back = self.taken[1:]
        self.number -= len(back)
        self._again += reversed(back)


def _rows(text: str, mark: str, skip: int, strict: bool = True) -> Iterator[Line]:
    """Each row with the line it starts on; one that cannot be read is told and passed.

    A quotation mark that is never closed would swallow the rest of the file: reading
    goes on at the next line instead.
    """
    lines = _Lines(text, mark, skip)
    reader = csv.reader(lines, delimiter=mark, strict=strict)
    while True:
        lines.taken.clear()
        start = lines.number + 1
        try:
            yield start, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            what = str(error)
            if "field larger" in what and len(lines.taken) == 1:
                size = f"{len(lines.taken[0].encode(errors='replace')) / 1000:,.0f} kB"
                yield start, ("cell-size", f"a cell of a line of {size} is too long")
                continue
            if "field larger" in what or "unexpected end" in what:
                lines.take_back()
                what = "a quotation mark is opened and not closed"
            yield start, ("quoting", f"cannot be read: {quoted(what)[1:-1]}")

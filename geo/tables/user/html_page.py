"""The tables of an HTML page, as which many a register saves its ".xls"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from geo.tables import decode
from geo.tables.decode import WordTest
from geo.tables.user.columns import MOST
from geo.tables.user.refusal import Refused
from geo.tables.user.text_file import MOST_ROWS, Grid, too_many, too_wide


@dataclass(frozen=True)
class _Cell:
    text: str
    wide: int = 1  # columns it covers
    high: int = 1  # rows it covers


class _Tables(HTMLParser):
    """Every table of a page as rows of cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[_Cell]]] = []
        self._open: list[list[list[_Cell]]] = []
        self._cell: list[str] | None = None
        self._size = (1, 1)
        self._mute = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._mute += 1
        elif tag == "table":
            self._end_cell()
            self.tables.append([])
            self._open.append(self.tables[-1])
        elif self._open and tag == "tr":
            self._end_cell()
            self._open[-1].append([])
        elif self._open and tag in ("td", "th"):
            self._end_cell()
            if not self._open[-1]:
                self._open[-1].append([])
            self._size = _span(attrs, "colspan"), _span(attrs, "rowspan")
            self._cell = []
        elif tag in ("br", "p", "li", "div") and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._mute = max(self._mute - 1, 0)
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._mute:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is None or not self._open:
            return
        lines = "".join(self._cell).split("\n")
        text = "\n".join(line for each in lines if (line := " ".join(each.split())))
        row = self._open[-1][-1]
        if len(row) <= MOST:
            row.append(_Cell(text, *self._size))
        self._cell = None


def _span(attrs: Sequence[tuple[str, str | None]], name: str) -> int:
    """How many columns or rows a cell covers; one where that is no number."""
    span = dict(attrs).get(name) or "1"
    return (
        max(int(span), 1) if span.isascii() and span.isdigit() and len(span) < 6 else 1
    )


def _laid_out(table: Sequence[Sequence[_Cell]]) -> list[list[str]]:
    """The texts of a table in their columns.

    A cell over several rows says its text in each; over several columns in the first,
    as a workbook has it.
    """
    rows: list[list[str]] = []
    above: _Below = {}
    for cells in table:
        row: list[str] = []
        below: _Below = {}
        for cell in cells:
            _cover(row, above, below)
            for number in range(min(cell.wide, MOST + 1 - len(row))):
                text = "" if number else cell.text
                if cell.high > 1:
                    below[len(row)] = (cell.high - 1, text)
                row.append(text)
        _cover(row, above, below)
        rows.append(row)
        above = below
    return rows


#: Of a column: the rows below that a cell still covers, and its text.
_Below = dict[int, tuple[int, str]]


def _cover(row: list[str], above: _Below, below: _Below) -> None:
    """Go on with what cells of the rows above cover at the end of a row so far."""
    while len(row) in above and len(row) <= MOST:
        left, text = above[len(row)]
        if left > 1:
            below[len(row)] = (left - 1, text)
        row.append(text)


def read(data: bytes, is_word: WordTest | None, scored: Callable) -> Grid:
    """The rows of the best table of a page.

    ``scored`` rates the first rows of a table.

    Raises:
        Refused: there is none, it is too large, or its encoding is not known.
    """
    charset = re.search(rb"charset\s*=\s*[\"']?([\w-]{2,20})", data[:2000])
    decoded = decode.decode(data, is_word)
    text, name = decoded.text, decoded.encoding
    if decoded.codec != "utf-8" and charset:
        try:
            text = data.decode(charset[1].decode())
            name = charset[1].decode()
        except (LookupError, ValueError):
            pass
    elif decoded.undecided:
        raise Refused("page-encoding", encodings="|".join(decoded.undecided))
    parser = _Tables()
    parser.feed(text)
    parser.close()
    tables = [_laid_out(table) for table in parser.tables]
    filled = [t for t in tables if sum(1 for row in t if any(row)) > 1]
    if not filled:
        raise Refused("page")
    if any(len(row) > MOST for table in filled for row in table):
        raise too_wide()
    best = max(filled, key=lambda rows: scored([r for r in rows if any(r)][:30]))
    if len(best) > MOST_ROWS + 1:
        raise too_many(len(best) - 1)
    others = len(filled) - 1
    rows = iter([(n, row) for n, row in enumerate(best, start=1) if any(row)])
    return Grid(
        rows,
        encoding=name,
        kind="HTML",
        passed_over=str(others or ""),
        passed_kind="tables",
    )

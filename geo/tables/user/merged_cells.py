"""Cells of a workbook's sheet that reach over several rows: each row has their value.

A register writes a country once beside all of its treaties. The sheet says so in
``mergeCell`` behind its rows, so that part is read once before them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import TypeVar

_RANGE = re.compile(
    rb'<(?:\w+:)?mergeCell\s+ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"'
)
_CHUNK = 1 << 16
_LONGEST = 120  # bytes of one mergeCell: what two chunks overlap by
_MOST = 20_000

#: First row -> the columns (from 0) and the last row of each cell that begins there.
Tall = dict[int, list[tuple[int, int]]]

CellType = TypeVar("CellType")


def tall(parts: zipfile.ZipFile, path: str) -> Tall:
    """The merged cells of a sheet that are higher than a row; at most 20,000."""
    cells: Tall = {}
    count, rest = 0, b""
    with parts.open(path) as part:
        while chunk := part.read(_CHUNK):
            piece = rest + chunk
            end = 0
            for match in _RANGE.finditer(piece):
                first, last = int(match[2]), int(match[4])
                end = match.end()
                count += 1
                if last > first and count <= _MOST:
                    cells.setdefault(first, []).append((_column(match[1]), last))
            rest = piece[max(end, len(piece) - _LONGEST) :]
    return cells


def filled(
    rows: Iterator[tuple[CellType, ...]], merged: Tall, empty: CellType, most: int
) -> Iterator[tuple[CellType, ...]]:
    """The rows of a sheet, counted from 1, with such a cell's value in each row."""
    open_cells: dict[int, tuple[int, CellType]] = {}
    for number, row in enumerate(rows, start=1):
        if open_cells:
            open_cells = {c: o for c, o in open_cells.items() if o[0] >= number}
            row = _with(row, open_cells, empty)
        yield row
        for column, last in merged.get(number, ()):
            if column < min(len(row), most) and row[column] != empty:
                open_cells[column] = (last, row[column])


def _with(
    row: Sequence[CellType], cells: dict[int, tuple[int, CellType]], empty: CellType
) -> tuple[CellType, ...]:
    whole = list(row)
    if not whole:  # a blank row under a merged cell is the end of the table
        return tuple(whole)
    for column, (_, cell) in cells.items():
        whole += [empty] * (column + 1 - len(whole))
        if whole[column] == empty:
            whole[column] = cell
    return tuple(whole)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number - 1

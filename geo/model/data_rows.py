"""Reads a CSV file that the atlas ships; what is damaged is said in one sentence.

A file that is missing, empty, cut short or no text must never be drawn as a world in
which there is less.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from geo.storage import PROGRAM

#: The remedy where the command ``check`` knows the file, and where it does not.
CHECK = f"run '{PROGRAM} check'"
RESTORE = "restore it from the repository"


class BadData(ValueError):
    """A file of the data cannot be read; the message names file, line and remedy."""


def text_of(path: Path, error: type[BadData] = BadData, remedy: str = RESTORE) -> str:
    """The text of a file of the data.

    Raises:
        BadData: it is missing, or no UTF-8; of the class ``error``.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as why:
        raise error(f"{path.name}: cannot be read ({why.strerror}); {remedy}") from None
    except UnicodeDecodeError:
        raise error(f"{path.name}: is not UTF-8; {remedy}") from None


def data_rows(
    path: Path,
    columns: Iterable[str],
    error: type[BadData] = BadData,
    remedy: str = RESTORE,
) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of each row by their columns, blanks as empty strings.

    Raises:
        BadData: as :func:`data_cells`.
    """
    lines = data_cells(path, columns, error, remedy)
    _, header = next(lines)
    for line, cells in lines:
        yield line, {k: v.strip() for k, v in zip(header, cells, strict=True)}


def data_cells(
    path: Path,
    columns: Iterable[str],
    error: type[BadData] = BadData,
    remedy: str = RESTORE,
) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of the header and each row.

    Raises:
        BadData: the file is missing, no text or cut short, a column or every row is
            missing, a row has not as many cells as the header; of the class ``error``.
    """
    text = text_of(path, error, remedy)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line, found = 1, False
    try:
        header = next(reader, [])
        for column in columns:
            if column not in header:
                raise error(f"{path.name}: column {column!r} is missing; {remedy}")
        yield 1, header
        for cells in reader:
            line = reader.line_num
            if cells and len(cells) != len(header):
                raise error(
                    f"{path.name} line {line}: not as many cells as the header "
                    f"has columns; {remedy}"
                )
            if cells:
                found = True
                yield line, cells
    except csv.Error as why:
        raise error(f"{path.name} after line {line}: {why}; {remedy}") from None
    if not found:
        raise error(f"{path.name}: holds no row; {remedy}")
    if not text.endswith("\n"):
        raise error(
            f"{path.name} line {line}: the last line has no end, so the file is cut "
            f"short; {remedy}"
        )

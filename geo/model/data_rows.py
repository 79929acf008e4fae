"""Reads a CSV file that the atlas ships; what is damaged is said in one sentence.

A file that is missing, empty, cut short or no text must never be drawn as a world in
which there is less.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Self

from geo.model import languages
from geo.storage import PROGRAM

#: The remedy where the command ``check`` knows the file, and where it does not: keys of
#: ``damaged.remedy.<key>`` in the table of strings.
CHECK = "check"
RESTORE = "restore"


class BadData(ValueError):
    """A file of the data cannot be read; the message names file, line and remedy."""

    key = ""
    values: Mapping[str, object] = {}

    @classmethod
    def of(cls, key: str, remedy: str, **values: object) -> Self:
        """The error whose sentence is ``damaged.<key>`` of the table of strings."""
        values["remedy"] = remedy
        error = cls(_message(key, values, languages.SOURCE))
        error.key, error.values = key, values
        return error

    def text(self, lang: str) -> str:
        """The message in the reader's language; what a parser said is quoted in it."""
        return _message(self.key, self.values, lang) if self.key else str(self)


def _message(key: str, values: Mapping[str, object], lang: str) -> str:
    remedy = f"damaged.remedy.{values['remedy']}"
    texts = {**values, "remedy": languages.word(remedy, lang, program=PROGRAM)}
    if "why" in values:
        texts["why"] = languages.word("damaged.detail", lang, why=values["why"])
    return languages.word(f"damaged.{key}", lang, **texts)


def text_of(path: Path, error: type[BadData] = BadData, remedy: str = RESTORE) -> str:
    """The text of a file of the data.

    Raises:
        BadData: it is missing, or no UTF-8; of the class ``error``.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise error.of("absent", remedy, file=path.name) from None
    except OSError as why:
        raise error.of("missing", remedy, file=path.name, why=why.strerror) from None
    except UnicodeDecodeError:
        raise error.of("utf-8", remedy, file=path.name) from None


def document_of(
    path: Path, error: type[BadData] = BadData, remedy: str = RESTORE
) -> str:
    """The text of a document: a heading, paragraphs below it, and its end.

    Raises:
        BadData: it is missing, no text, empty or cut short; of the class ``error``.
    """
    text = text_of(path, error, remedy)
    lines = text.splitlines()
    if "\0" in text:
        raise error.of("utf-8", remedy, file=path.name)
    if not any(lines[1:]):
        raise error.of("no-text", remedy, file=path.name)
    if not text.endswith("\n"):
        raise error.of("cut", remedy, file=path.name, line=len(lines))
    return text


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
    line, has_header = 1, False
    try:
        header = next(reader, [])
        for column in columns:
            if column not in header:
                raise error.of("column", remedy, file=path.name, column=repr(column))
        yield 1, header
        for cells in reader:
            line = reader.line_num
            if cells and len(cells) != len(header):
                raise error.of("cells", remedy, file=path.name, line=line)
            if cells:
                has_header = True
                yield line, cells
    except csv.Error as why:
        raise error.of("csv", remedy, file=path.name, line=line, why=why) from None
    if not has_header:
        raise error.of("empty", remedy, file=path.name)
    if not text.endswith("\n"):
        raise error.of("cut", remedy, file=path.name, line=line)

"""The files of a data package, decoded into rows: bytes, lines and columns are judged.

Whatever a file holds, reading it never raises: what is wrong is told, and whatever can
still be read is read on.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geo.model.languages import LANGUAGES, SOURCE
from geo.model.treaty_fields import BACKED, PARTIES
from geo.model.worded import Count, Listed, Sentence, Worded
from geo.tables import decode
from geo.tables.problems import Problem, package_rules
from geo.tables.raw import RawRow, RawTables, holds_russian
from geo.text import printable, quoted

_SENTENCES = {
    "package": (
        "datapackage.json can be read and names tables of ours.",
        "see data/datapackage.json of the atlas for the form",
    ),
    "edition": (
        "The package says its version and the day it speaks of (as_of).",
        'write "version": "1.0.0" and "as_of": "2026-11-22"',
    ),
    "missing-file": (
        "Every table that the package names is there.",
        "put the file beside datapackage.json, or take it out of the resources",
    ),
    "empty-file": ("No table is empty.", "write at least the line of column names"),
    "binary": ("A table is text.", "save it as CSV (UTF-8) from your spreadsheet"),
    "encoding": ("A table is UTF-8.", "save it as 'CSV UTF-8'"),
    "bom": ("A table has no byte order mark.", "nothing is lost; save without it"),
    "line-ends": ("Lines end with LF.", "nothing is lost; save with LF line ends"),
    "cut-short": (
        "The last line of a table ends like every other.",
        "restore the file; where nothing is missing, end it with a line feed",
    ),
    "quoting": (
        "Quotation marks are paired.",
        'put the cell in quotation marks and double those inside: "a ""b"" c"',
    ),
    "delimiter": ("Cells are divided by commas.", "save it with commas"),
    "header": ("The first line names the columns.", "write the column names in line 1"),
    "missing-column": (
        "No column of the schema is missing.",
        "add the column, with blank cells where no source was found",
    ),
    "extra-column": (
        "There is no column that the schema does not know.",
        "delete it, or describe it in datapackage.json",
    ),
    "repeated-column": ("No column is named twice.", "rename or delete one of the two"),
    "row-length": (
        "Every row has as many cells as the header has columns.",
        "add or delete commas; put a cell with a comma in quotation marks",
    ),
    "blank-row": ("There is no blank line.", "delete the line"),
}
#: The rules of the files of a data package.
FILE_RULES = package_rules(_SENTENCES, warnings=("bom", "line-ends", "blank-row"))
_MAGIC = {
    b"PK\x03\x04": "an Excel workbook or a zip",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip file",
}


@dataclass
class Contents:
    """What a package holds: its tables, its schemas, what could not be read and why."""

    raw: RawTables = field(default_factory=lambda: RawTables({}, {}))
    schemas: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)  # tables of ours it lacks
    others: list[str] = field(default_factory=list)  # resources that are none of ours
    version: str = ""

    def tell(
        self, file: str, line: int | None, column: str, rule: str, what: str
    ) -> None:
        broken = FILE_RULES[rule]
        self.problems.append(
            Problem(file, line, column, rule, what, broken.remedy, broken.level)
        )

    def summary(self) -> list[Worded]:
        """What is in the package and what is unknown, a line each."""
        raw = self.raw
        lines: list[Worded] = [
            Sentence("list.pair", {"a": raw.files[t], "b": Count(len(rows), "row")})
            for t, rows in raw.tables.items()
        ]
        rows = list(raw.rows("treaties"))
        partners = {row[p] for row in rows for p in PARTIES} - {"RUS", ""}
        counts = (Count(len(partners), "country"), Count(len(rows), "instrument"))
        lines.append(Listed(counts))
        columns = (c for c in BACKED if c not in ("terminated", "title_original"))
        for column in columns if rows else ():
            unknown = sum(row[column] in ("", "unknown") for row in rows)
            if unknown:
                values = {"column": column, "number": unknown, "all": len(rows)}
                lines.append(Sentence("check.unknown", values))
        return [*lines, *self.untranslated(), *self.not_checked()]

    def untranslated(self) -> list[Sentence]:
        """How many texts of the tables each language lacks, a line each.

        A text that is for a reader has a column for its Russian; in a language that has
        none of its own it is shown in English.
        """
        texts = [
            (row, column.removesuffix("_ru"))
            for row in self.raw.rows()
            for column in row.cells
            if holds_russian(column) and row[column.removesuffix("_ru")]
        ]
        lacking = {
            lang: sum(not row[f"{column}_{lang}"] for row, column in texts)
            for lang in LANGUAGES
            if lang != SOURCE
        }
        return [
            Sentence("check.texts", {"lang": lang, "number": number, "all": len(texts)})
            for lang, number in lacking.items()
            if number
        ]

    def not_checked(self) -> list[Sentence]:
        """What was not checked, in a line each."""
        lines = []
        if self.absent:
            names = Listed.of(self.absent)
            lines.append(Sentence("check.absent", {"names": names}))
        if self.others:
            names = Listed.of(printable(name[:60]) for name in self.others)
            lines.append(Sentence("check.others", {"names": names}))
        return lines


def read(
    contents: Contents, table: str, folder: Path, file: str, columns: list[str]
) -> list[RawRow] | None:
    """The rows of a table; ``None`` where its file cannot be read as one."""
    try:
        data = (folder / file).read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no such file"
        contents.tell(file, None, "", "missing-file", f"cannot be read: {why}")
        return None
    text = _decode(contents, file, data)
    if text is None:
        return None
    with _long_cells():
        return _rows(contents, table, file, text, columns)


# --- the text of a file ---


def _decode(contents: Contents, file: str, data: bytes) -> str | None:
    """The text, and what is odd about its bytes; ``None`` where there is none."""
    kind = next((k for magic, k in _MAGIC.items() if data.startswith(magic)), "")
    text, guess = _guess(data)
    controls = len(re.findall(r"[\0-\x08\x0e-\x1f]", text[:100_000]))
    if not text.strip("\ufeff \t\r\n"):
        contents.tell(file, None, "", "empty-file", "holds nothing")
    elif kind or controls > 0.02 * min(len(text), 100_000) + 4:
        contents.tell(file, None, "", "binary", f"is {kind or 'no text'}")
    else:
        if guess:
            contents.tell(file, _first_bad_line(data), "", "encoding", guess)
        if text.startswith("\ufeff"):
            contents.tell(file, 1, "", "bom", "starts with a byte order mark; read on")
        if "\r" in text:
            contents.tell(file, None, "", "line-ends", "lines end with CR; read on")
        if not text.endswith(("\n", "\r")):
            what = "ends in the middle of a line: it may have been cut short"
            contents.tell(file, text.count("\n") + 1, "", "cut-short", what)
        return text.removeprefix("\ufeff")
    return None


def _guess(data: bytes) -> tuple[str, str]:
    """The text, and what its encoding seems to be if it is not UTF-8."""
    guess = decode.decode(data)
    if guess.encoding == "UTF-8 (with damaged bytes)":
        return guess.text, "is UTF-8 with damaged bytes"
    if guess.codec == "utf-8":
        return guess.text, ""
    seems = "is" if guess.codec == "utf-16" else "seems to be"
    return guess.text, f"{seems} {guess.encoding.removesuffix(' (without a mark)')}"


def _first_bad_line(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 1


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let the csv module read a cell of any size, so that a rule can name it."""
    before = csv.field_size_limit(sys.maxsize)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _lines(
    contents: Contents, file: str, text: str, delimiter: str
) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of the line it starts on."""
    for line, row in decode.csv_lines(text, delimiter):
        if isinstance(row, list):
            yield line, row
        else:
            contents.tell(file, line, "", "quoting", f"cannot be read: {row[1]}")


def later(column: str) -> bool:
    """Whether a package may lack a column: one made before version 0.2.0 does."""
    return holds_russian(column) or column.startswith("archived_")


def _rows(
    contents: Contents, table: str, file: str, text: str, columns: list[str]
) -> list[RawRow] | None:
    """The rows, judged as rows; ``None`` where the first line is no header."""
    first = text.split("\n", 1)[0]
    delimiter = next((d for d in ";\t" if d in first and "," not in first), ",")
    if delimiter != ",":
        what = f"cells are divided by {quoted(delimiter)}"
        contents.tell(file, 1, "", "delimiter", what)
    lines = _lines(contents, file, text, delimiter)
    _, header = next(lines, (1, []))
    header = [cell.strip() for cell in header]
    if not set(header) & set(columns):
        what = f"line 1 names no column of the schema: {quoted(','.join(header))}"
        contents.tell(file, 1, "", "header", what)
        return None
    for column in columns:
        if column not in header and not later(column):
            # No line: the column is missing from every one of them.
            contents.tell(file, None, column, "missing-column", "the column is missing")
    for number, column in enumerate(header):
        if column in header[:number]:
            what = f"{quoted(column)} is named twice"
            contents.tell(file, 1, printable(column), "repeated-column", what)
        elif column not in columns:
            what = f"{quoted(column)} is no column of the schema"
            contents.tell(file, 1, printable(column), "extra-column", what)
    rows = []
    for line, cells in lines:
        if not cells:
            contents.tell(file, line, "", "blank-row", "the line is blank")
            continue
        if len(cells) != len(header):
            what = f"{len(cells)} cells, the header has {len(header)}"
            contents.tell(file, line, "", "row-length", what)
        rows.append(RawRow(table, line, dict(zip(header, cells, strict=False))))
    return rows

"""An Excel workbook as a stream: its sheets, its texts, the formats of its numbers.

A sheet is parsed piece by piece and its rows are handed out as they are complete; of
the styles only the formats of numbers are read. openpyxl, which the project writes
workbooks with, builds a tree of every style and of every text with its fonts: 12 s and
45 MB more than this for 100,000 rows, and gigabytes for a crafted part of a megabyte.

The cells and sheets have the names of openpyxl's: ``value``, ``number_format``,
``title``, ``sheet_state``, ``iter_rows``.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple
from xml.parsers import expat

from geo.tables.user import merged_cells
from geo.tables.user.refusal import Refused

#: Sheets that are looked at, and columns that a sheet has.
MOST_SHEETS = 250
_LAST_COLUMN = 16_384

_CHUNK = 1 << 16  # bytes of XML parsed before the rows in them are handed out

#: Formats that a workbook names by number alone (ECMA-376, 18.8.30), and that a table
#: of dates may have. Others are of money, and as good as none.
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    49: "@",
}
_GENERAL = "General"
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]', re.I)
_DATED = re.compile(r"[dmhys]", re.I)
_ELAPSED = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.I)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LAST_DAY = 2_958_465  # 31 December 9999

Value = str | int | float | bool | date | timedelta | None
Attributes = dict[str, str]


class Damaged(ValueError):
    """A part is not what a workbook has there."""


class Cell(NamedTuple):
    value: Value = None
    number_format: str = _GENERAL


EMPTY = Cell()


@dataclass
class Book:
    """The sheets of a workbook in its order."""

    epoch: datetime
    worksheets: list[Sheet] = field(default_factory=list)


@dataclass
class Sheet:
    """One sheet; its rows are read anew by each ``iter_rows``."""

    title: str
    sheet_state: str
    _parts: zipfile.ZipFile
    _path: str
    _book: Book
    _strings: list[str]
    _formats: list[str]

    def reset_dimensions(self) -> None:
        """Nothing: what a sheet says of its size is not read."""

    def iter_whole(self, max_col: int, max_row: int) -> Iterator[tuple[Cell, ...]]:
        """Each row as :meth:`iter_rows` has it, with the cells that reach over rows.

        Raises:
            Damaged: the part is no sheet.
        """
        merged = merged_cells.tall(self._parts, self._path)
        rows = self.iter_rows(max_col, max_row)
        return merged_cells.filled(rows, merged, EMPTY, max_col) if merged else rows

    def iter_rows(self, max_col: int, max_row: int) -> Iterator[tuple[Cell, ...]]:
        """Each row from the first, an empty tuple for one that is not there.

        Raises:
            Damaged: the part is no sheet.
        """
        rows = _Rows(max_col, self._strings, self._formats, self._book.epoch)
        last = 0
        for _ in _parsing(self._parts, self._path, rows):
            for number, cells in rows.complete:
                number = max(number, last + 1)
                if number > max_row:
                    return
                for _ in range(last + 1, number):
                    yield ()
                yield cells
                last = number
            rows.complete.clear()


def load(parts: zipfile.ZipFile) -> Book:
    """The workbook in a zip whose parts were judged by their sizes.

    Raises:
        Damaged: a part is missing, or no XML of its kind.
        Refused: a part declares entities, or there are too many sheets.
    """
    path = "xl/workbook.xml"
    for kind, target in _relations(parts, "").values():
        if kind == "officeDocument":
            path = target
    about = _About()
    _read(parts, path, about)
    if len(about.sheets) > MOST_SHEETS:
        raise Refused("sheets", sheets=len(about.sheets), most=MOST_SHEETS)
    relations = _relations(parts, path)
    by_kind = dict(relations.values())
    texts, styles = _Texts(), _Formats()
    if "sharedStrings" in by_kind:
        _read(parts, by_kind["sharedStrings"], texts)
    if "styles" in by_kind:
        _read(parts, by_kind["styles"], styles)
    book = Book(datetime(1904, 1, 1) if about.from_1904 else datetime(1899, 12, 30))
    for title, state, key in about.sheets:
        kind, target = relations.get(key, ("", ""))
        if kind == "worksheet":
            arguments = (parts, target, book, texts.texts, styles.formats())
            book.worksheets.append(Sheet(title, state, *arguments))
    return book


def _relations(parts: zipfile.ZipFile, path: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: identifier -> (kind, path in the zip)."""
    folder, name = posixpath.split(path)
    about = posixpath.join(folder, "_rels", f"{name}.rels")
    relations: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: Attributes) -> None:
        if (
            _local(name) == "Relationship"
            and attributes.get("TargetMode") != "External"
        ):
            target = posixpath.join(f"/{folder}", attributes.get("Target", ""))
            kind = attributes.get("Type", "").rpartition("/")[2]
            relations[attributes.get("Id", "")] = (
                kind,
                posixpath.normpath(target).lstrip("/"),
            )

    if about in parts.namelist():
        _read(parts, about, _Handler(start))
    return relations


# --- parsing ---


@dataclass
class _Handler:
    """What is done at the beginning and end of an element, and with its text."""

    start: Callable[[str, Attributes], None]
    end: Callable[[str], None] | None = None
    text: Callable[[str], None] | None = None
    done: bool = False  # nothing further of the part is needed


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _no_entities(*_: object) -> None:
    raise Refused("workbook-xml")


def _parsing(parts: zipfile.ZipFile, path: str, handler: _Handler) -> Iterator[None]:
    """Parse a part, with a stop after each piece of it."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _no_entities
    try:
        with parts.open(path) as part:
            while not handler.done and (chunk := part.read(_CHUNK)):
                parser.Parse(chunk)
                yield
            if not handler.done:
                parser.Parse(b"", True)
                yield
    except (expat.ExpatError, KeyError, zipfile.BadZipFile, EOFError) as error:
        raise Damaged(path) from error


def _read(parts: zipfile.ZipFile, path: str, handler: _Handler) -> None:
    for _ in _parsing(parts, path, handler):
        pass


class _About(_Handler):
    """The sheets of a workbook: title, state and identifier; where its days begin."""

    def __init__(self) -> None:
        super().__init__(self._start)
        self.sheets: list[tuple[str, str, str]] = []
        self.from_1904 = False

    def _start(self, name: str, attributes: Attributes) -> None:
        name = _local(name)
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0").lower() in (
                "1",
                "true",
                "on",
            )
        elif name == "sheet":
            key = next((v for k, v in attributes.items() if _local(k) == "id"), "")
            state = attributes.get("state", "visible")
            self.sheets.append((attributes.get("name", ""), state, key))


class _Formats(_Handler):
    """The format of the numbers of each style of cells."""

    def __init__(self) -> None:
        super().__init__(self._start, self._end)
        self._codes = dict(_BUILT_IN)
        self._styles: list[int] = []
        self._of_cells = False

    def _start(self, name: str, attributes: Attributes) -> None:
        name = _local(name)
        if name == "numFmt" and not self._of_cells:
            number = _integer(attributes.get("numFmtId", ""))
            self._codes[number] = attributes.get("formatCode", "")[:255]
        elif name == "cellXfs":
            self._of_cells = True
        elif name == "xf" and self._of_cells:
            self._styles.append(_integer(attributes.get("numFmtId", "0")))

    def _end(self, name: str) -> None:
        self.done = self.done or _local(name) == "cellXfs"

    def formats(self) -> list[str]:
        return [self._codes.get(number, _GENERAL) for number in self._styles]


class _Texts(_Handler):
    """The texts that cells refer to by number; fonts and readings are left out."""

    def __init__(self) -> None:
        super().__init__(self._start, self._end, self._text)
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._open = self._within_reading = False

    def _start(self, name: str, attributes: Attributes) -> None:
        name = _local(name)
        if name == "rPh":  # how a text is pronounced
            self._within_reading = True
        elif name == "t":
            self._open = not self._within_reading

    def _text(self, text: str) -> None:
        if self._open:
            self._pieces.append(text)

    def _end(self, name: str) -> None:
        name = _local(name)
        if name == "t":
            self._open = False
        elif name == "rPh":
            self._within_reading = False
        elif name == "si":
            self.texts.append(_unescape("".join(self._pieces)))
            self._pieces.clear()


class _Rows(_Handler):
    """The rows of a sheet: those in ``complete`` wait to be handed out."""

    def __init__(
        self, most: int, strings: list[str], formats: list[str], epoch: datetime
    ) -> None:
        super().__init__(self._start, self._end, self._text)
        self.complete: list[tuple[int, tuple[Cell, ...]]] = []
        self._most, self._strings, self._epoch = most, strings, epoch
        self._formats = formats
        self._kinds = [_kind_of(code) for code in formats]
        self._shared: dict[str, str] = {}  # formulas that later cells refer to
        self._number = self._column = 0
        self._cells: list[Cell] = []
        self._pieces: dict[str, list[str]] = {}
        self._into: list[str] | None = None
        self._cell: Attributes = {}
        self._formula: Attributes | None = None
        self._within_reading = False

    def _start(self, name: str, attributes: Attributes) -> None:
        name = _local(name)
        if name == "c":
            self._cell, self._formula, self._pieces = attributes, None, {}
            self._column = _column(attributes.get("r", ""), self._column)
            if self._column > _LAST_COLUMN:
                raise Damaged("a row has more cells than a sheet has columns")
        elif name in ("v", "t", "f"):
            if name == "f":
                self._formula = attributes
            if not self._within_reading and self._column <= self._most:
                self._into = self._pieces.setdefault(name, [])
        elif name == "row":
            self._number = _integer(attributes.get("r", ""), self._number + 1)
            self._column, self._cells = 0, []
        elif name == "rPh":
            self._within_reading = True

    def _text(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def _end(self, name: str) -> None:
        name = _local(name)
        if name in ("v", "t", "f"):
            self._into = None
        elif name == "c":
            if self._pieces and self._column <= self._most:
                self._add(self._read_cell())
            self._pieces = {}
        elif name == "row":
            self.complete.append((self._number, tuple(self._cells)))
            self._cells = []
        elif name == "rPh":
            self._within_reading = False
        elif name == "sheetData":
            self.done = True

    def _add(self, cell: Cell) -> None:
        gap = self._column - 1 - len(self._cells)
        if gap >= 0:  # a second cell at the same place is passed over
            self._cells += [EMPTY] * gap
            self._cells.append(cell)

    def _read_cell(self) -> Cell:
        kind = self._cell.get("t", "n")
        if self._formula is not None:
            return Cell(self._formula_text())
        if kind == "inlineStr":
            return Cell(_unescape("".join(self._pieces.get("t", ()))))
        text = "".join(self._pieces.get("v", ()))
        if not text:
            return EMPTY
        if kind == "s":
            place = _integer(text, -1)
            if not 0 <= place < len(self._strings):
                raise Damaged("a cell refers to a text that is not there")
            return Cell(self._strings[place])
        if kind == "b":
            return Cell(text.strip() in ("1", "true"))
        if kind == "d":
            return Cell(_iso(text), "yyyy-mm-dd")
        if kind != "n":
            return Cell(_unescape(text))
        style = _integer(self._cell.get("s", "0"))
        if not 0 <= style < len(self._formats):
            return Cell(_number(text))
        value = _number(text)
        kind, form = self._kinds[style], self._formats[style]
        if kind and isinstance(value, int | float):
            return Cell(_day(value, kind, self._epoch), form)
        return Cell(value, form)

    def _formula_text(self) -> str:
        text = "".join(self._pieces.get("f", ()))
        key = (self._formula or {}).get("si", "")
        if key and text:
            self._shared[key] = text
        return "=" + (text or self._shared.get(key, ""))


# --- values ---


def _integer(text: str, otherwise: int = 0) -> int:
    plain = text.isascii() and text.isdigit() and len(text) < 15
    return int(text) if plain else otherwise


def _column(place: str, last: int) -> int:
    """The number of a column by a cell's place (``C7``), or the one after the last."""
    letters = place[:4].rstrip("0123456789").upper()
    if not 1 <= len(letters) <= 3 or not ("A" <= min(letters) <= max(letters) <= "Z"):
        return last + 1
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _number(text: str) -> int | float | str:
    try:
        return int(text) if text.lstrip("+-").isdigit() else float(text)
    except ValueError:
        return text


def _kind_of(code: str) -> str:
    """Whether a format shows a ``date``, an ``elapsed`` time, or neither."""
    bare = _LITERAL.sub("", code.split(";")[0])
    if code == _GENERAL or not _DATED.search(bare):
        return ""
    return "elapsed" if _ELAPSED.search(bare) else "date"


def _day(value: float, kind: str, epoch: datetime) -> Value:
    """A serial number as a workbook shows it; a number where it is no day."""
    if not 0 <= value <= _LAST_DAY:
        return value
    if kind == "elapsed" or value < 1:
        return timedelta(days=value)
    if value < 60 and epoch.year == 1899:
        value += 1  # Excel has a 29 February 1900
    try:
        # To the millisecond: what a number of days holds of a time of day.
        return epoch + timedelta(milliseconds=round(value * 86_400_000))
    except OverflowError:
        return value


def _iso(text: str) -> datetime | str:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return text


def _unescape(text: str) -> str:
    """A text without the escapes of characters that XML cannot hold (``_x000D_``)."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)

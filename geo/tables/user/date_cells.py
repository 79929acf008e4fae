"""The dates of a table's rows, from the cells of their columns.

Each distinct text of a column is read once, with all that is to be told of the cells
that hold it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from geo.model.cell_words import is_blank, status_of
from geo.model.dates import PartialDate
from geo.model.treaties import Status
from geo.model.treaty_fields import DATES
from geo.tables.user import dates as user_dates
from geo.tables.user.dates import Order, Spelling

#: The rule of a word that stands for no date.
BLANK_WORD = "blank-word"
#: The rule that a workbook's column of bare years, formatted as dates, is told by.
YEAR_AS_SERIAL = "year-as-serial"

_ORDERS = {"assumed-order": "day-first-assumed", "open-order": "day-or-month"}
#: Serial numbers 1600 to 2100: a bare year in a cell formatted as a date.
_SERIAL_YEARS = (date(1904, 5, 18), date(1905, 9, 30))


@dataclass(frozen=True, slots=True)
class Remark:
    """What is told once of all cells of a column that hold ``value``."""

    rule: str
    value: str = ""
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class DateRead:
    """What a cell says: a date; nothing; or why it is no date.

    Attributes:
        date: ``None`` where the cell holds none.
        remarks: what is to be told of a blank or of a date that was read.
        unread: the rule of a cell that is filled and no date; ``blank-word`` where its
            words stand for no date.
        status: what such a cell states in place of a date: ``not yet in force``.
    """

    date: PartialDate | None = None
    remarks: tuple[Remark, ...] = ()
    unread: str = ""
    status: Status | None = None


class DateCells:
    """Reads the dates of one table."""

    def __init__(self, order: Order, epoch: date, of_workbook: bool) -> None:
        self._order, self._epoch = order, epoch
        self._of_workbook = of_workbook
        self._spellings: dict[tuple[str, str], Spelling] = {}

    def put_together(self, name: str, columns: list[list[str]]) -> list[str]:
        """One text of a date whose year, month and day have columns of their own."""
        texts: dict[tuple[str, ...], str] = {}
        rows = list(zip(*columns, strict=True))
        for cells in rows:
            if cells not in texts:
                texts[cells] = self._whole(name, cells)
        return [texts[cells] for cells in rows]

    def _whole(self, name: str, cells: tuple[str, ...]) -> str:
        if all(is_blank(cell) for cell in cells):
            return ""
        text = "-".join(cell.strip() for cell in cells).strip("-")
        if (name, text) not in self._spellings:
            self._spellings[name, text] = user_dates.from_parts(*cells)
        return text

    def read(self, columns: dict[str, list[str]]) -> dict[str, list[DateRead]]:
        """The cells of each column, by the field that it holds.

        The order of day and month is learnt from all columns before any is read.
        """
        texts = {n: dict.fromkeys(columns[n]) for n in DATES if n in columns}
        written = [
            (name, text)
            for name, each in texts.items()
            for text in each
            if (name, text) not in self._spellings and not is_blank(text)
        ]
        for name, text in written:
            self._order.learn([text], name)
        for name, text in written:
            spelling = user_dates.read(text, self._order, self._epoch, name)
            self._spellings[name, text] = spelling
        return {
            name: _each(columns[name], {text: self._read(name, text) for text in each})
            for name, each in texts.items()
        }

    def _read(self, name: str, text: str) -> DateRead:
        if is_blank(text):
            word = text.strip()
            return DateRead(remarks=(Remark(BLANK_WORD, word),) if word else ())
        spelling = self._spellings[name, text]
        if spelling.date is None:
            status = status_of(text)
            is_none = spelling.note == "blank" or status is not None
            rule = BLANK_WORD if is_none else spelling.rule
            return DateRead(unread=rule, status=status)
        return DateRead(spelling.date, tuple(self._remarks(text, spelling)))

    def _remarks(self, text: str, spelling: Spelling) -> Iterator[Remark]:
        day = spelling.date
        if spelling.note == "serial":
            # Said once for the column: a thousand days are a thousand values.
            yield Remark("serial")
        elif spelling.note in _ORDERS:
            yield Remark(_ORDERS[spelling.note])
        elif spelling.note:
            yield Remark("other-order", text, (("day", day),))
        low, high = _SERIAL_YEARS
        if self._of_workbook and day and low <= day.latest and day.earliest <= high:
            year: object = (day.earliest - user_dates.EPOCH).days
            if day.precision != "day":
                year = "1600–2100"
            yield Remark(YEAR_AS_SERIAL, text, (("year", year),))


def _each(column: list[str], reads: dict[str, DateRead]) -> list[DateRead]:
    return [reads[text] for text in column]

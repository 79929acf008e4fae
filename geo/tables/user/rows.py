"""The rows of a reader's table as treaties: what is kept, what is rejected, and why.

Each distinct party and date is read once. Nothing outlives the call: the text of a
table is no key of any cache.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from geo.model import countries, country_names
from geo.model.country_names import Party
from geo.model.dates import PartialDate
from geo.model.treaties import Treaty
from geo.tables.user import dates as user_dates
from geo.tables.user import record, text_file
from geo.tables.user.columns import DATES, PARTIES, TEXTS
from geo.tables.user.dates import Order, Spelling
from geo.tables.user.messages import Problem, problem
from geo.tables.user.text_file import Line
from geo.text import quoted

#: What is no text: controls, line separators, byte order marks, marks that reorder
#: text, lone surrogates. A line break inside a cell becomes a space.
_CONTROL = re.compile(
    "[\0-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_NO_TEXTS = dict.fromkeys((*TEXTS, "status"), "")
_DISARMED = re.compile(r"'(?=[\s\ufeff]*[=+\-@＝＋－＠])")
_FORMULA = re.compile(r"\s*(?:=|[+@](?![\d\s.,()-]*$))")
#: Serial numbers 1600 to 2100: a bare year in a cell formatted as a date.
_YEAR_AS_SERIAL = (date(1904, 5, 18), date(1905, 9, 30))


@dataclass
class Entries:
    """The columns that were chosen, and what is made of them."""

    cells: dict[str, list[str]]
    lines: list[int]
    headers: dict[str, str]  # field -> its column in the file
    order: Order
    as_of: date
    epoch: date = user_dates.EPOCH
    of_workbook: bool = False  # cells have types, and rows no length of their own
    focus: str = ""  # the first party where the table has only the second
    treaties: list[Treaty] = field(default_factory=list)
    kept: dict[str, int] = field(default_factory=dict)  # id -> line
    problems: list[Problem] = field(default_factory=list)
    warned: set[int] = field(default_factory=set)
    _told: dict[tuple[str, ...], list] = field(default_factory=dict)

    def collect(self, rows: Iterable[Line], headers: Sequence[str], keep: bool) -> int:
        """Put the cells of the chosen columns aside, by column; count the rows.

        Raises:
            Refused: there are too many.
        """
        places = [(self.cells[f], headers.index(h)) for f, h in self.headers.items()]
        width, count = len(headers), 0
        for line, row in rows:
            count += 1
            if count > text_file.MOST_ROWS:
                raise text_file.too_many(f"more than {text_file.MOST_ROWS:,}")
            if not isinstance(row, list):
                self.problems.append(problem(*row, line))
            elif self._fits(row, line, headers) and keep:
                row += [""] * (width - len(row))
                self.lines.append(line)
                for column, place in places:
                    column.append(row[place])
        return count

    def _fits(self, row: list[str], line: int, headers: Sequence[str]) -> bool:
        """Whether a row has the size of the table; tell where it has not."""
        width = len(headers)
        what = f"{len(row)} cells, the header has {width}"
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            self.problems.append(problem("row-length", what, line))
            return False
        for number, cell in enumerate(row[:width]):
            if len(cell) * 4 > text_file.LARGEST_CELL:
                size = len(cell.encode(errors="replace"))
                if size > text_file.LARGEST_CELL:
                    told = (f"{size / 1000:,.0f} kB", line, headers[number], cell[:200])
                    self.problems.append(problem("cell-size", *told))
                    return False
        if len(row) < width and not self.of_workbook:
            self.problems.append(problem("short-row", what, line))
            self.warned.add(line)
        return True

    def judge(self) -> None:
        """Make a treaty of each row that is right; tell what is wrong with others."""
        reader = country_names.Reader()
        self._parties = {t: reader.read(t) for t in self._distinct(*PARTIES)}
        texts = self._distinct(*DATES)
        self.order.learn(sorted(texts))
        self._dates = {t: user_dates.read(t, self.order, self.epoch) for t in texts}
        self._texts = [name for name in _NO_TEXTS if name in self.cells]
        self._ids = record.Ids(self.cells.get("id", ()))
        for number, line in enumerate(self.lines):
            self._row(number, line)
        for (rule, column, value, message), (line, count) in self._told.items():
            more = f" ({count:,} cells, the first is here)" if count > 1 else ""
            self.problems.append(problem(rule, message + more, line, column, value))

    def _distinct(self, *fields: str) -> set[str]:
        cells = (set(self.cells.get(name, ())) for name in fields)
        return {text for text in set().union(*cells) if text.strip()}

    # --- telling ---

    def _tell(self, line: int, name: str, rule: str, message: str, **more: str) -> None:
        column = self.headers.get(name, name)
        told = problem(rule, message, line, column, **more)
        self.problems.append(told)
        if told.level == "warning":
            self.warned.add(line)

    def _say(self, line: int, name: str, value: str, rule: str, message: str) -> None:
        """Tell once what holds for every cell with this value."""
        self.warned.add(line)
        key = (rule, self.headers.get(name, name), value, message)
        first = self._told.setdefault(key, [line, 0])
        first[1] += 1

    # --- a row ---

    def _row(self, number: int, line: int) -> None:
        cell = {name: column[number] for name, column in self.cells.items()}
        before = len(self.problems)
        a, b = (self._party(cell, name, line) for name in PARTIES)
        days = {name: self._date(cell.get(name, ""), name, line) for name in DATES}
        if a and a == b:
            what = f"{countries.name(a)} ({a}) is both parties"
            self._tell(line, "party_b", "two-parties", what, value=cell["party_b"])
        self._in_order(days, cell, line)
        if any(p.level == "error" for p in self.problems[before:]):
            return
        self._beyond(days, cell, line)
        texts = _NO_TEXTS.copy()
        for name in self._texts:
            if cell[name]:
                texts[name] = self._text(cell[name], name, line)
        first = days["signed"] or days["in_force"]
        made = f"{a}-{b}-{first.year}" if first else f"{a}-{b}"
        known, taken = self._ids.give(texts["id"], made)
        if taken:
            what = f"{quoted(texts['id'])} is used above; this row is {quoted(known)}"
            self._tell(line, "id", "duplicate-id", what, value=texts["id"])
        self.kept[known] = line
        given = texts.copy()
        for name, rule, what in record.settle(texts):
            self._say(line, name, given[name], rule, what)
        self.treaties.append(record.treaty(known, a, b, days, texts))

    def _party(self, cell: dict[str, str], name: str, line: int) -> str:
        if name not in self.cells:
            return self.focus
        text = cell[name]
        if not text.strip():
            self._tell(line, name, "party-missing", "the cell is blank")
            return ""
        party: Party = self._parties[text]
        if party.rule:
            self._tell(
                *(line, name, party.rule, party.message),
                value=text,
                remedy=party.remedy,
            )
        elif party.note:
            self._say(line, name, text, "other-language", party.note)
        return party.code

    def _date(self, text: str, name: str, line: int) -> PartialDate | None:
        if not text.strip():
            return None
        read: Spelling = self._dates[text]
        if read.rule:
            more = {"value": text, "remedy": read.remedy}
            self._tell(line, name, read.rule, read.message, **more)
        elif read.note == "blank":
            what = f"{quoted(text)} is read as no date"
            self._say(line, name, text, "blank-word", what)
        elif read.note == "serial":
            # Said once for the column: a thousand days are a thousand values.
            self._say(
                line, name, "", "serial", "numbers are read as a spreadsheet's days"
            )
        elif read.note == "assumed-order":
            self._say(line, name, "", "day-first-assumed", "read with the day first")
        elif read.note:
            what = (
                f"{quoted(text)} is read as {read.date}: its numbers allow no other day"
            )
            self._say(line, name, text, read.note, what)
        low, high = _YEAR_AS_SERIAL
        if self.of_workbook and read.date and low <= read.date.earliest <= high:
            year = (read.date.earliest - user_dates.EPOCH).days
            what = (
                f"{quoted(text)} may be the year {year} in a cell formatted as a date"
            )
            self._say(line, name, text, "year-as-serial", what)
        return read.date

    def _in_order(self, days: dict, cell: dict[str, str], line: int) -> None:
        given = [name for name in DATES if days[name]]
        for first, second in pairwise(given):
            before, after = days[first], days[second]
            if before.earliest > after.latest:
                what = f"{after} ({second}) is before {before} ({first})"
                self._tell(line, second, "dates-reversed", what, value=cell[second])

    def _beyond(self, days: dict, cell: dict[str, str], line: int) -> None:
        for name in ("signed", "in_force"):
            if days[name] and days[name].earliest > self.as_of:
                what = f"{days[name]} is after the day of the table, {self.as_of}"
                self._tell(line, name, "future", what, value=cell[name])
        if not (days["signed"] or days["in_force"]):
            what = "neither signed nor in force has a date"
            self._tell(line, "signed", "no-date", what)

    def _text(self, text: str, name: str, line: int) -> str:
        if not text.isprintable() and (hit := _CONTROL.search(text)):
            what = f"U+{ord(hit.group()):04X} and the like are taken out"
            self._tell(line, name, "control-character", what, value=text)
            text = _CONTROL.sub("", re.sub(r"[\t\n\v\f\r\x85\u2028\u2029]+", " ", text))
        if "\ufffd" in text:
            self._tell(line, name, "damaged-text", quoted(text), value=text)
        if text.startswith("'"):  # so a download of ours, or a spreadsheet, marks text
            text = _DISARMED.sub("", text, count=1)
        if _FORMULA.match(text):
            what = f"{quoted(text)} is kept as text"
            self._tell(line, name, "formula", what, value=text)
        return " ".join(text.split())

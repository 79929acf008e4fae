"""The rows of a reader's table as treaties: what is kept, what is not read, and why.

Each distinct party and date is read once. Nothing outlives the call: the text of a
table is no key of any cache.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from geo.model.cell_words import is_blank, status_of, words, yes_no
from geo.model.dates import PartialDate
from geo.model.treaties import Status, Treaty
from geo.model.treaty_fields import DATES, treaty_of_filled
from geo.tables.decode import Line
from geo.tables.problems import Problem, problem
from geo.tables.user import dates as user_dates
from geo.tables.user import record, text_file, two_parties
from geo.tables.user.column_kinds import ColumnReaders, is_bilateral
from geo.tables.user.columns import TEXTS
from geo.tables.user.date_cells import (
    BLANK_WORD,
    YEAR_AS_SERIAL,
    DateCells,
    DateRead,
)
from geo.tables.user.dates import Order
from geo.tables.user.judged_columns import Choice
from geo.tables.user.party_cells import BLANK, PartyCells, PartyRead
from geo.text import NOT_TEXT, quoted

#: What ends a line inside a cell: it becomes a space.
_LINE_ENDS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_DISARMED = re.compile(r"'(?=[\s\ufeff]*[=+\-@＝＋－＠])")
_FORMULA = re.compile(r"\s*(?:=|[+@](?![\d\s.,()-]*$))")

Days = dict[str, PartialDate | None]  # of one row, by the fields of DATES


@cache
def _totals() -> frozenset[str]:
    return frozenset(word.casefold() for word in words()["total"]["words"])


#: Rules of rows that were understood and are no bilateral treaty between two states.
SET_ASIDE = frozenset({"multilateral", "organisation"})


@dataclass
class Rejection:
    """A row that is no treaty here: its rule, and the countries it names all the same.

    ``open`` says that another party stands there and is not known which.
    """

    line: int
    rule: str
    codes: tuple[str, ...] = ()
    open: bool = False
    weight: int = 1


@dataclass
class Entries:
    """The columns that were chosen, and what is made of them."""

    choice: Choice
    headers: Sequence[str]
    readers: ColumnReaders
    as_of: date
    epoch: date = user_dates.EPOCH
    of_workbook: bool = False  # cells have types, and rows no length of their own
    focus: str = ""  # the first party where the table has only the second
    lines: list[int] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)  # rows of the file for each row
    treaties: list[Treaty] = field(default_factory=list)
    line_of: dict[str, int] = field(default_factory=dict)  # id -> line
    rejections: list[Rejection] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)  # lines that are no rows
    warning_lines: set[int] = field(default_factory=set)
    years_as_days: Counter = field(default_factory=Counter)  # by field
    unions: Counter = field(default_factory=Counter)  # rows by the codes of a union
    _repeats: dict[tuple, list] = field(default_factory=dict)

    def __post_init__(self) -> None:
        choice = self.choice
        places = dict(choice.fields)
        for name, header in choice.beside.items():
            places[f"{name}+"] = header
        for name, parts in choice.parts.items():
            for part, header in parts.items():
                places[f"{name}.{part}"] = header
        for number, header in enumerate(choice.further):
            places[f"further.{number}"] = header
        if choice.ended:
            places["ended"] = choice.ended
        if choice.form:
            places["form"] = choice.form
        if choice.yearly:
            places["yearly"] = choice.yearly
        self._places = places
        self.cells: dict[str, list[str]] = {name: [] for name in places}
        self.order: Order = self.readers.order

    def collect(self, rows: Iterable[Line], keep: bool) -> int:
        """Put the cells of the chosen columns aside, by column; count the rows.

        Raises:
            Refused: there are too many.
        """
        headers = self.headers
        places = [(self.cells[f], headers.index(h)) for f, h in self._places.items()]
        width, count = len(headers), 0
        for line, row in rows:
            count += 1
            if count > text_file.MOST_ROWS:
                raise text_file.too_many()
            if not isinstance(row, list):
                self._lose(line, row[0], problem(row[0], line, detail=row[1]))
            elif self._is_note(row):
                self.notes.append(line)
                count -= 1
            elif self._fits(row, line) and keep:
                row = row + [""] * (width - len(row))
                self.lines.append(line)
                for column, place in places:
                    column.append(row[place])
        return count

    def _is_note(self, row: list[str]) -> bool:
        """Whether a row is none of the table's: a note below it, a heading, a total."""
        filled = [cell.strip() for cell in row if cell.strip()]
        if len(self.headers) < 3 or not filled or len(filled) > 3:
            return False
        if filled[0].casefold().rstrip(" :.") in _totals():
            return True
        return len(filled) == 1 and not self.readers.is_name(filled[0])

    def _lose(self, line: int, rule: str, *problems: Problem, **fields: object) -> None:
        self.problems += problems
        self.rejections.append(Rejection(line, rule, **fields))  # type: ignore[arg-type]

    def _fits(self, row: list[str], line: int) -> bool:
        """Whether a row has the size of the table; tell where it has not."""
        headers, width = self.headers, len(self.headers)
        cells = len(row)
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            wide = problem("row-length", line, cells=cells, width=width)
            self._lose(line, "row-length", wide)
            return False
        for number, cell in enumerate(row[:width]):
            if len(cell) * 4 > text_file.LARGEST_CELL:
                size = len(cell.encode(errors="replace"))
                if size > text_file.LARGEST_CELL:
                    where = (line, headers[number], cell[:200])
                    size_of = f"{size / 1000:,.0f}"
                    what = problem("cell-size", *where, detail=size_of)
                    self._lose(line, "cell-size", what)
                    return False
        if len(row) < width and not self.of_workbook:
            short = problem("short-row", line, cells=cells, width=width)
            self.problems.append(short)
            self.warning_lines.add(line)
        return True

    def judge(self) -> None:
        """Make a treaty of each row that is right; tell what is wrong with others."""
        cells, choice = self.cells, self.choice
        self._party_cells = PartyCells(
            self.readers.parties, choice.schemes, choice.names
        )
        self._date_reads = self._read_dates()
        self._texts = [(n, cells[n]) for n in (*TEXTS, "status") if n in cells]
        self._is_blank, self._yes_no = cache(is_blank), cache(yes_no)
        self._status_of = cache(status_of)
        self._ended = cells.get("ended")
        forms = set(cells.get("form", ()))
        self._multilateral = {form for form in forms if self._is_multilateral(form)}
        self._further = [c for name, c in cells.items() if name.startswith("further.")]
        self._ids = record.Ids(cells.get("id", ()))
        self.weights = self.weights or [1] * len(self.lines)
        for number, line in enumerate(self.lines):
            self._row(number, line)
        for (rule, column, value, values), (line, count) in self._repeats.items():
            repeat = problem(rule, line, column, value, count=count, **dict(values))
            self.problems.append(repeat)

    def _read_dates(self) -> dict[str, list[DateRead]]:
        date_cells = DateCells(self.order, self.epoch, self.of_workbook)
        for name in DATES:
            parts = [self.cells.get(f"{name}.{p}") for p in ("year", "month", "day")]
            if parts[0] is not None:
                columns = [column or [""] * len(parts[0]) for column in parts]
                self.cells[name] = date_cells.put_together(name, columns)
        return date_cells.read(self.cells)

    # --- telling ---

    def _tell(self, line: int, name: str, rule: str, **more: object) -> None:
        column = self.choice.fields.get(name, name)
        new = problem(rule, line, column, **more)  # type: ignore[arg-type]
        self.problems.append(new)
        if new.level == "warning":
            self.warning_lines.add(line)

    def _say(
        self,
        line: int,
        name: str,
        value: str,
        rule: str,
        values: tuple[tuple[str, object], ...] = (),
    ) -> None:
        """Tell once what holds for every cell with this value."""
        self.warning_lines.add(line)
        column = self.choice.fields.get(name, name)
        first = self._repeats.setdefault((rule, column, value, values), [line, 0])
        first[1] += 1

    # --- a row ---

    def _row(self, number: int, line: int) -> None:
        before = len(self.problems)
        days = self._days(number, line)
        first = days["signed"] or days["in_force"]
        a, b = self._two(number, line, first)
        if same := [state for state in a.states if state and state in b.states]:
            what = {"value": b.value, "country": min(same)}
            self._tell(line, "party_b", "two-parties", **what)
        errors = [p for p in self.problems[before:] if p.level == "error"]
        if errors:
            self._reject(number, line, (a, b), [p.rule for p in errors])
            return
        self._beyond(days, number, line)
        texts = self._text_cells(number, days, line)
        status = self._status_of(texts.pop("status", "")) or Status.UNKNOWN
        for party in (a, b):
            if party.union:
                self.unions[" ".join(party.union)] += 1
        id_cell = texts.get("id", "")
        pairs = [(one, other) for one in a.states for other in b.states]
        for one, other in pairs:
            default_id = f"{one}-{other}-{first.year}" if first else f"{one}-{other}"
            own_id = id_cell
            if own_id and len(pairs) > 1:
                own_id += f" ({one if a.union else other})"
            new, is_renamed = self._ids.give(own_id, default_id)
            if is_renamed:
                self._tell(line, "id", "duplicate-id", value=own_id, new=quoted(new))
            self.line_of[new] = line
            texts |= {"id": new, "party_a": one, "party_b": other}
            self.treaties.append(treaty_of_filled(texts, days, status))

    def _reject(
        self,
        number: int,
        line: int,
        parties: tuple[PartyRead, PartyRead],
        rules: list[str],
    ) -> None:
        """Put a row aside by the rules it breaks, with the countries it names."""
        rule = next((r for r in rules if r in SET_ASIDE), rules[0])
        codes = tuple(dict.fromkeys(c for p in parties for c in p.states if c))
        is_open = any(not any(p.states) and p.rule not in SET_ASIDE for p in parties)
        weight = self.weights[number]
        self.rejections.append(Rejection(line, rule, codes, is_open, weight))

    def _text_cells(self, number: int, days: Days, line: int) -> dict[str, str]:
        """The texts of a row, settled; a status not understood confirms nothing."""
        texts = {}
        for name, column in self._texts:
            if column[number]:
                texts[name] = self._text(column[number], name, line)
        texts["status"] = self._status(texts.get("status", ""), number, days)
        for name, rule in record.settle(texts, self._status_of):
            self._say(line, name, texts[name], rule)
            if rule == "status" and days["in_force"]:
                entry = self.cells["in_force"][number].strip()
                record.add(texts, "notes", f"in_force: {entry}")
                days["in_force"] = None
        return texts

    def _status(self, text: str, number: int, days: Days) -> str:
        """The status of a row, by its own cell and those that say the same."""
        if self._is_blank(text):
            text = ""
        elif (answer := self._yes_no(text)) is not None:
            over = Status.TERMINATED if days["in_force"] else Status.SIGNED
            text = (Status.IN_FORCE if answer else over).value
        if self._ended and self._yes_no(self._ended[number]):
            text = Status.TERMINATED.value
        entries = self._date_reads.get("in_force")
        if entries and not text and days["in_force"] is None:
            stated = entries[number].status
            if stated and stated is not Status.UNKNOWN:
                text = stated.value
        return text

    # --- its parties ---

    def _two(
        self, number: int, line: int, when: PartialDate | None
    ) -> tuple[PartyRead, PartyRead]:
        cells = self.cells
        if self._multilateral and (form := cells["form"][number]) in self._multilateral:
            self._tell(line, "party_a", "multilateral", value=form, parties=3)
            return BLANK, BLANK
        more = [c[number] for c in self._further if not self._is_blank(c[number])]
        if more:
            self._tell(line, "party_a", "multilateral", value=more[0], parties=3)
            return BLANK, BLANK
        if self.choice.both:
            return self._both(cells["party_a"][number], line, when)
        return self._party(number, "party_a", line, when), self._party(
            number, "party_b", line, when
        )

    def _is_multilateral(self, text: str) -> bool:
        """Whether the column that tells bilateral treaties says that this is none."""
        bilateral = is_bilateral(text)
        if bilateral is None and is_bilateral(self.choice.form) is not None:
            bilateral = yes_no(text)
            if bilateral is not None and not is_bilateral(self.choice.form):
                bilateral = not bilateral
        return bilateral is False

    def _both(
        self, text: str, line: int, when: PartialDate | None
    ) -> tuple[PartyRead, PartyRead]:
        """The two parties of one cell; a list of three or more is multilateral."""
        parts = two_parties.split(text, self.readers.is_name)
        if len(parts) == 2:
            parties = [self._party_cells.read("", part, when) for part in parts]
            for party in parties:
                self._tell_party(party, "party_a", line)
            return parties[0], parties[1]
        if len(parts) > 2:
            self._tell(line, "party_a", "multilateral", value=text, parties=len(parts))
            return BLANK, BLANK
        rule = "party-missing" if is_blank(text) else "one-party"
        self._tell(line, "party_a", rule, value=text)
        return BLANK, BLANK

    def _party(
        self, number: int, name: str, line: int, when: PartialDate | None
    ) -> PartyRead:
        if name not in self.cells:
            return PartyRead(self.focus)
        header, text = self.choice.fields[name], self.cells[name][number]
        beside = self.choice.beside.get(name, "")
        code = self.cells[f"{name}+"][number] if beside else ""
        party = self._party_cells.read(header, text, when, beside, code)
        if party.rule == "unknown-country":
            parts = two_parties.split(text, self.readers.is_name)
            if len(parts) > 1:  # a list of partners: a treaty of three and more
                party_values = {"value": text, "parties": len(parts) + 1}
                self._tell(line, name, "multilateral", **party_values)
                return BLANK
        if party.rule or party.note:
            self._tell_party(party, name, line)
        return party

    def _tell_party(self, party: PartyRead, name: str, line: int) -> None:
        if party.rule:
            values = dict(party.values)
            self._tell(line, name, party.rule, value=party.value, **values)
        elif party.note:
            name_of = "countries" if party.union else "country"
            values_of_note = ((name_of, " ".join(party.states)),)
            self._say(line, name, party.value, party.note, values_of_note)

    # --- its dates ---

    def _days(self, number: int, line: int) -> Days:
        """The dates of a row; what its cells hold in their place is told."""
        days: Days = dict.fromkeys(DATES)
        unread = {}
        for name, reads in self._date_reads.items():
            read = reads[number]
            days[name] = read.date
            if read.unread:
                unread[name] = read.unread
            for remark in read.remarks:
                self._say(line, name, remark.value, remark.rule, remark.values)
                if remark.rule == YEAR_AS_SERIAL:
                    self.years_as_days[name] += 1
        if unread:
            self._tell_unread(unread, days, number, line)
        self._tell_order(days, number, line)
        return days

    def _tell_unread(
        self, unread: dict[str, str], days: Days, number: int, line: int
    ) -> None:
        """Tell of cells that are no dates.

        A date that the row can do without is lost alone; without any other the row is.
        """
        texts = {name: self.cells[name][number].strip() for name in unread}
        wrong = {name: rule for name, rule in unread.items() if rule != BLANK_WORD}
        for name in unread:
            if name not in wrong:
                self._say(line, name, texts[name], BLANK_WORD)
        start = days["signed"] or days["in_force"]
        for name, rule in wrong.items():
            if start or name == "terminated":
                self._say(line, name, texts[name], "field-lost")
            else:
                self._tell(line, name, rule, value=texts[name])

    def _tell_order(self, days: Days, number: int, line: int) -> None:
        """Tell of dates in an odd order."""
        signed, entry, end = days.values()
        if signed and entry and signed.earliest > entry.latest:
            self._say(line, "in_force", "", "retroactive")
        opening = signed or entry
        if opening and end and opening.earliest > end.latest:
            values = {"before": end, "after": opening}
            what = {"value": self.cells["terminated"][number], **values}
            self._tell(line, "terminated", "dates-reversed", **what)

    def _beyond(self, days: Days, number: int, line: int) -> None:
        for name in ("signed", "in_force"):
            day = days[name]
            if day and day.earliest > self.as_of:
                cell = self.cells[name][number]
                what = {"value": cell, "day": day, "as_of": self.as_of}
                self._tell(line, name, "future", **what)
        if not (days["signed"] or days["in_force"]):
            self._tell(line, "signed", "no-date")

    # --- its texts ---

    def _text(self, text: str, name: str, line: int) -> str:
        if not text.isprintable() and (hit := NOT_TEXT.search(text)):
            if not hit.group().isspace():
                code = f"U+{ord(hit.group()):04X}"
                self._tell(line, name, "control-character", value=text, code=code)
            text = NOT_TEXT.sub("", _LINE_ENDS.sub(" ", text))
        if "\ufffd" in text:
            self._tell(line, name, "damaged-text", value=text)
        if text.startswith("'"):  # so a download of ours, or a spreadsheet, marks text
            text = _DISARMED.sub("", text, count=1)
        if _FORMULA.match(text):
            self._tell(line, name, "formula", value=text)
        return " ".join(text.split())

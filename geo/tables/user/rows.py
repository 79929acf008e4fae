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
from geo.model.treaty_fields import DATES, treaty_of
from geo.tables.decode import Line
from geo.tables.problems import Problem, problem
from geo.tables.user import dates as user_dates
from geo.tables.user import record, text_file, two_parties
from geo.tables.user.column_kinds import ColumnReaders, is_bilateral
from geo.tables.user.columns import TEXTS
from geo.tables.user.dates import Order, Spelling
from geo.tables.user.judged_columns import Choice
from geo.tables.user.party_cells import BLANK, PartyCells, PartyRead
from geo.text import NOT_TEXT, quoted

#: What ends a line inside a cell: it becomes a space.
_LINE_ENDS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_NO_TEXTS = dict.fromkeys((*TEXTS, "status"), "")
_DISARMED = re.compile(r"'(?=[\s\ufeff]*[=+\-@＝＋－＠])")
_FORMULA = re.compile(r"\s*(?:=|[+@](?![\d\s.,()-]*$))")
#: Serial numbers 1600 to 2100: a bare year in a cell formatted as a date.
_YEAR_AS_SERIAL = (date(1904, 5, 18), date(1905, 9, 30))


@cache
def _totals() -> frozenset[str]:
    return frozenset(word.casefold() for word in words()["total"]["words"])


_ORDERS = {"assumed-order": "day-first-assumed", "open-order": "day-or-month"}
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

    _lists: dict[str, tuple[str, ...]] = field(default_factory=dict)

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
        choice = self.choice
        self._party_cells = PartyCells(
            self.readers.parties, choice.schemes, choice.names
        )
        self._dates: dict[tuple[str, str], Spelling] = {}
        self._statuses: dict[str, Status | None] = {}
        for name in DATES:
            self._put_together(name)
        texts = [(name, text) for name in DATES for text in self._distinct(name)]
        texts = sorted(set(texts) - self._dates.keys())
        for name, text in texts:
            self.order.learn([text], name)
        for name, text in texts:
            read = user_dates.read(text, self.order, self.epoch, name)
            self._dates[name, text] = read
        self._texts = [name for name in _NO_TEXTS if name in self.cells]
        self._ids = record.Ids(self.cells.get("id", ()))
        self.weights = self.weights or [1] * len(self.lines)
        self._further = [name for name in self.cells if name.startswith("further.")]
        for number, line in enumerate(self.lines):
            self._row(number, line)
        for (rule, column, value, values), (line, count) in self._repeats.items():
            repeat = problem(rule, line, column, value, count=count, **dict(values))
            self.problems.append(repeat)

    def _put_together(self, name: str) -> None:
        """One text of a date whose year, month and day have columns of their own."""
        parts = [self.cells.get(f"{name}.{part}") for part in ("year", "month", "day")]
        if parts[0] is None:
            return
        columns = [column or [""] * len(parts[0]) for column in parts]
        texts = []
        for cells in zip(*columns, strict=True):
            text = "-".join(cell.strip() for cell in cells).strip("-")
            if all(is_blank(cell) for cell in cells):
                text = ""
            elif (name, text) not in self._dates:
                self._dates[name, text] = user_dates.from_parts(*cells)
            texts.append(text)
        self.cells[name] = texts

    def _distinct(self, *fields: str) -> set[str]:
        cells = (set(self.cells.get(name, ())) for name in fields)
        return {text for text in set().union(*cells) if not is_blank(text)}

    # --- telling ---

    def _tell(self, line: int, name: str, rule: str, **more: object) -> None:
        column = self.choice.fields.get(name, name)
        new = problem(rule, line, column, **more)  # type: ignore[arg-type]
        self.problems.append(new)
        if new.level == "warning":
            self.warning_lines.add(line)

    def _say(
        self, line: int, name: str, value: str, rule: str, **values: object
    ) -> None:
        """Tell once what holds for every cell with this value."""
        self.warning_lines.add(line)
        column = self.choice.fields.get(name, name)
        key = (rule, column, value, tuple(values.items()))
        first = self._repeats.setdefault(key, [line, 0])
        first[1] += 1

    # --- a row ---

    def _row(self, number: int, line: int) -> None:
        cell = {name: column[number] for name, column in self.cells.items()}
        before = len(self.problems)
        days = {name: self._date(cell.get(name, ""), name, line) for name in DATES}
        self._check_dates(days, cell, line)
        first = days["signed"] or days["in_force"]
        a, b = self._two(cell, line, first)
        if same := {*a.states} & {*b.states} - {""}:
            country = min(same)
            self._tell(line, "party_b", "two-parties", value=b.value, country=country)
        errors = [p for p in self.problems[before:] if p.level == "error"]
        if errors:
            rules = [p.rule for p in errors]
            rule = next((r for r in rules if r in SET_ASIDE), rules[0])
            codes = tuple(dict.fromkeys(c for p in (a, b) for c in p.states if c))
            unknown = any(not any(p.states) and p.rule not in SET_ASIDE for p in (a, b))
            self.rejections.append(
                Rejection(line, rule, codes, unknown, self.weights[number])
            )
            return
        self._beyond(days, cell, line)
        texts = self._text_cells(cell, days, line)
        status = self._status(texts["status"]) or Status.UNKNOWN
        self.unions.update(" ".join(p.union) for p in (a, b) if p.union)
        pairs = [(one, other) for one in a.states for other in b.states]
        for one, other in pairs:
            default_id = f"{one}-{other}-{first.year}" if first else f"{one}-{other}"
            own_id = texts["id"]
            if own_id and len(pairs) > 1:
                own_id += f" ({one if a.union else other})"
            new, is_renamed = self._ids.give(own_id, default_id)
            if is_renamed:
                self._tell(line, "id", "duplicate-id", value=own_id, new=quoted(new))
            self.line_of[new] = line
            cells = {**texts, "id": new, "party_a": one, "party_b": other}
            self.treaties.append(treaty_of(cells, days, status))

    def _text_cells(self, cell: dict[str, str], days: dict, line: int) -> dict:
        """The texts of a row, settled; a status not understood confirms nothing."""
        texts = _NO_TEXTS.copy()
        for name in self._texts:
            if cell[name]:
                texts[name] = self._text(cell[name], name, line)
        if is_blank(texts["status"]):
            texts["status"] = ""
        answer = yes_no(texts["status"]) if texts["status"] else None
        if answer is not None:
            over = Status.TERMINATED if days["in_force"] else Status.SIGNED
            texts["status"] = (Status.IN_FORCE if answer else over).value
        if yes_no(cell.get("ended", "")):
            texts["status"] = Status.TERMINATED.value
        if not texts["status"] and days["in_force"] is None:
            answer_of_date = status_of(cell.get("in_force", ""))
            if answer_of_date and answer_of_date is not Status.UNKNOWN:
                texts["status"] = answer_of_date.value
        cells = texts.copy()
        for name, rule in record.settle(texts, self._status):
            self._say(line, name, cells[name], rule)
            if rule == "status" and days["in_force"]:
                entry = cell["in_force"].strip()
                texts["notes"] = record.join_texts(texts["notes"], f"in_force: {entry}")
                days["in_force"] = None
        return texts

    def _status(self, text: str) -> Status | None:
        if text not in self._statuses:
            self._statuses[text] = status_of(text)
        return self._statuses[text]

    # --- its parties ---

    def _two(
        self, cell: dict[str, str], line: int, when: PartialDate | None
    ) -> tuple[PartyRead, PartyRead]:
        if self._is_multilateral(cell.get("form", "")):
            self._tell(line, "party_a", "multilateral", value=cell["form"], parties=3)
            return BLANK, BLANK
        more = [cell[n] for n in self._further if not is_blank(cell[n])]
        if more:
            self._tell(line, "party_a", "multilateral", value=more[0], parties=3)
            return BLANK, BLANK
        if self.choice.both:
            return self._both(cell["party_a"], line, when)
        return self._party(cell, "party_a", line, when), self._party(
            cell, "party_b", line, when
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
        self, cell: dict[str, str], name: str, line: int, when: PartialDate | None
    ) -> PartyRead:
        if name not in self.cells:
            return PartyRead(self.focus)
        header = self.choice.fields[name]
        beside = self.choice.beside.get(name, "")
        code = cell.get(f"{name}+", "")
        party = self._party_cells.read(header, cell[name], when, beside, code)
        if party.rule == "unknown-country":
            parts = two_parties.split(cell[name], self.readers.is_name)
            if len(parts) > 1:  # a list of partners: a treaty of three and more
                party_values = {"value": cell[name], "parties": len(parts) + 1}
                self._tell(line, name, "multilateral", **party_values)
                return BLANK
        self._tell_party(party, name, line)
        return party

    def _parts(self, text: str) -> tuple[str, ...]:
        if text not in self._lists:
            self._lists[text] = two_parties.split(text, self.readers.is_name)
        return self._lists[text]

    def _tell_party(self, party: PartyRead, name: str, line: int) -> None:
        if party.rule:
            values = dict(party.values)
            self._tell(line, name, party.rule, value=party.value, **values)
        elif party.note:
            name_of = "countries" if party.union else "country"
            note_values = {name_of: " ".join(party.states)}
            self._say(line, name, party.value, party.note, **note_values)

    # --- its dates ---

    def _date(self, text: str, name: str, line: int) -> PartialDate | None:
        if is_blank(text):
            if text.strip():
                self._say(line, name, text.strip(), "blank-word")
            return None
        spelling: Spelling = self._dates[name, text]
        if spelling.date is None:
            return None
        if spelling.note == "serial":
            # Said once for the column: a thousand days are a thousand values.
            self._say(line, name, "", "serial")
        elif spelling.note in _ORDERS:
            self._say(line, name, "", _ORDERS[spelling.note])
        elif spelling.note and spelling.note != "blank":
            self._say(line, name, text, "other-order", day=spelling.date)
        low, high = _YEAR_AS_SERIAL
        if (
            self.of_workbook
            and low <= spelling.date.latest
            and spelling.date.earliest <= high
        ):
            year: object = (spelling.date.earliest - user_dates.EPOCH).days
            if spelling.date.precision != "day":
                year = "1600–2100"
            self._say(line, name, text, "year-as-serial", year=year)
            self.years_as_days[name] += 1
        return spelling.date

    def _check_dates(self, days: dict, cell: dict[str, str], line: int) -> None:
        """Tell of dates that cannot be read, and of those in an odd order.

        A date that the row can do without is lost alone; without any other the row is.
        """
        wrong = {}
        for name in DATES:
            text = cell.get(name, "")
            if is_blank(text) or days[name]:
                continue
            if self._dates[name, text].note == "blank" or status_of(text) is not None:
                self._say(line, name, text.strip(), "blank-word")
            else:
                wrong[name] = self._dates[name, text].rule
        start = days["signed"] or days["in_force"]
        for name, rule in wrong.items():
            if start or name == "terminated":
                self._say(line, name, cell[name].strip(), "field-lost")
            else:
                self._tell(line, name, rule, value=cell[name].strip())
        signed, entry, end = (days[name] for name in DATES)
        if signed and entry and signed.earliest > entry.latest:
            self._say(line, "in_force", "", "retroactive")
        opening = signed or entry
        if opening and end and opening.earliest > end.latest:
            values = {"before": end, "after": opening}
            what = {"value": cell["terminated"], **values}
            self._tell(line, "terminated", "dates-reversed", **what)

    def _beyond(self, days: dict, cell: dict[str, str], line: int) -> None:
        for name in ("signed", "in_force"):
            if days[name] and days[name].earliest > self.as_of:
                what = {"value": cell[name], "day": days[name], "as_of": self.as_of}
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

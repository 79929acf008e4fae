"""A date as somebody wrote it, as a date with its precision; or why it is none.

``14 May 2010``, ``14.05.2010``, ``05/14/2010``, ``мая 2010 г.``, ``2010-05`` and a
spreadsheet's serial number 40312 are read; nothing is made more precise than it was.
Whether 05/04/2010 is in April or May is told by the other dates of the same table where
any of them is unambiguous, and never decided cell by cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from geo.model.dates import BadDate, PartialDate
from geo.text import quoted

#: The years a bilateral treaty may be of: what lies outside is a slip of the pen.
YEARS = (1600, 2100)

#: What people write where they have no date. It is read as a blank, and said.
BLANK = frozenset(
    {"-", "–", "—", "?", ".", "n/a", "na", "n.a.", "none", "null", "nil", "unknown"}
    | {"нет", "нет данных", "н/д", "неизвестно", "no data", "not available", "nan"}
)

#: The first day of a spreadsheet's calendar; a Macintosh's workbook starts in 1904.
EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)

_LONGEST = 60

_ENGLISH = "january february march april may june july august september october "
_ENGLISH += "november december"
_RUSSIAN = (
    *(("январь", "января"), ("февраль", "февраля"), ("март", "марта")),
    *(("апрель", "апреля"), ("май", "мая"), ("июнь", "июня"), ("июль", "июля")),
    *(("август", "августа"), ("сентябрь", "сентября"), ("октябрь", "октября")),
    *(("ноябрь", "ноября"), ("декабрь", "декабря")),
)
_MONTHS = {
    **{name: n for n, name in enumerate(_ENGLISH.split(), 1)},
    **{name[:3]: n for n, name in enumerate(_ENGLISH.split(), 1)},
    **{name: n for n, names in enumerate(_RUSSIAN, 1) for name in names},
    **{names[0][:3]: n for n, names in enumerate(_RUSSIAN, 1)},
    "sept": 9,
    "февр": 2,
    "сент": 9,
    "нояб": 11,
}

_TIME = re.compile(
    r"(?:t|\s)\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s?(?:[ap]m)?"
    r"(?:z|[+-]\d{2}:?\d{2})?$"
)
_TAIL = re.compile(r"\s*(?:г\.?|гг\.?|год|года|г\.?\s?н\.?\s?э\.?)$")
_WORD = r"([a-zа-яё]{3,9})\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th|-?го|-?е)?"
_GAP = r"[\s,./-]{0,3}"
_SHAPES = {
    "ymd": re.compile(r"(\d{4})(?:([-/.])(\d{1,2}|xx)(?:\2(\d{1,2}|xx))?)?"),
    "compact": re.compile(r"(\d{4})(\d{2})(\d{2})"),
    "numeric": re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4})"),
    "my": re.compile(r"(\d{1,2})[-/.](\d{4})"),
    "dwy": re.compile(rf"{_DAY}{_GAP}(?:of\s)?{_WORD}{_GAP}(\d{{4}})"),
    "wdy": re.compile(rf"{_WORD}\s?{_DAY}(?:,|\s){_GAP}(\d{{4}})"),
    "wy": re.compile(rf"{_WORD}{_GAP}(\d{{4}})"),
    "ywd": re.compile(rf"(\d{{4}}){_GAP}{_WORD}(?:{_GAP}{_DAY})?"),
}
_SHAPES = {k: re.compile(v.pattern, re.ASCII) for k, v in _SHAPES.items()}
#: The form of a date as a header shows it: dd/mm/yyyy, mm/dd/yyyy, дд.мм.гггг.
_FORM = re.compile(r"\b(?:([dmдм])\1?[-/. ])(?!\1)[dmдм]{1,2}[-/. ](?:yy|гг)")
_SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}|.*[-\s]\d{2}", re.ASCII)


@dataclass(frozen=True)
class Spelling:
    """What a cell says: a date (none where the cell means none); or why it is none.

    ``note`` names what has to be said of a date that was read: ``serial``, ``blank``,
    ``assumed-order`` or ``other-order``.
    """

    date: PartialDate | None = None
    rule: str = ""
    message: str = ""
    remedy: str = ""
    note: str = ""


@dataclass
class Order:
    """Whether the day or the month comes first, and how that is known.

    ``stated`` is what the reader of the table says, ``seen`` counts the cells that can
    be read in one way only, by the mark between their numbers.
    """

    stated: bool | None = None
    seen: Counter = field(default_factory=Counter)
    assumed: bool = False  # a date was read with the day first for want of any sign

    def learn(self, texts: Iterable[str]) -> None:
        """Count the dates with one reading only."""
        for text in texts:
            match = _SHAPES["numeric"].fullmatch(_trimmed(text))
            if match:
                first, second = int(match[1]), int(match[3])
                if (first > 12) != (second > 12) and min(first, second) > 0:
                    self.seen[match[2], first > 12] += 1

    def hint(self, header: str) -> None:
        """Believe a header that shows the form: ``Signed (dd/mm/yyyy)``."""
        form = _FORM.search(header.casefold())
        if form:
            self.seen["header", form[1] in "dд"] += 1

    def first_is_day(self, mark: str) -> tuple[bool | None, bool]:
        """Whether the day is first, and whether that is known or only assumed.

        By what was stated, else by the dates with this mark, else by all dates; day
        first where no date tells. ``None`` where the dates contradict each other.
        """
        if self.stated is not None:
            return self.stated, True
        for marks in ({mark, "header"}, {m for m, _ in self.seen}):
            kinds = {day for m, day in self.seen if m in marks}
            if kinds:
                known = mark in {m for m, _ in self.seen} or "header" in marks
                return (kinds.pop() if len(kinds) == 1 else None), known
        return True, False

    @property
    def day_first(self) -> bool | None:
        """What to say of the whole table; ``None`` where it has no or both orders."""
        if self.stated is not None or not self.seen:
            return True if self.assumed else self.stated
        kinds = {day for _, day in self.seen}
        return kinds.pop() if len(kinds) == 1 else None


def _trimmed(text: str) -> str:
    text = " ".join(text.split()).casefold()[: _LONGEST + 1]
    return _TAIL.sub("", _TIME.sub("", text)).strip(" ,;")


def read(text: str, order: Order, epoch: date = EPOCH) -> Spelling:
    """The date of one cell; the cell is not blank."""
    plain = _trimmed(text)
    if " ".join(text.split()).casefold() in BLANK:
        return Spelling(note="blank")
    if len(plain) > _LONGEST:
        return _none(text)
    if match := _SHAPES["ymd"].fullmatch(plain):
        month, day = match[3] or "xx", match[4] or "xx"
        if month != "xx" or day == "xx":
            return _made(text, match[1], *(int(p) for p in (month, day) if p != "xx"))
    if match := _SHAPES["compact"].fullmatch(plain):
        return _made(text, match[1], int(match[2]), int(match[3]))
    if match := re.fullmatch(r"([1-7]\d{4})(?:\.\d{1,12})?", plain, re.ASCII):
        day = epoch + timedelta(days=int(match[1]))
        return _made(text, str(day.year), day.month, day.day, note="serial")
    if match := _SHAPES["numeric"].fullmatch(plain):
        return _numeric(text, match, order)
    if match := _SHAPES["my"].fullmatch(plain):
        return _made(text, match[2], int(match[1]))
    return _worded(text, plain)


def _numeric(text: str, match: re.Match, order: Order) -> Spelling:
    first, second, year = int(match[1]), int(match[3]), match[4]
    if first == second:
        return _made(text, year, first, second)
    day_first, known = order.first_is_day(match[2])
    if max(first, second) > 12:  # one reading only, whatever the others are
        alone = first > 12
        note = "other-order" if known and day_first is (not alone) else ""
        month, day = (second, first) if alone else (first, second)
        return _made(text, year, month, day, note=note)
    if day_first is None:
        return Spelling(
            rule="date-order",
            message=f"{quoted(text)} may be day-month or month-day: the table has both",
            remedy="say which comes first, or write it as 2010-05-14",
        )
    month, day = (second, first) if day_first else (first, second)
    order.assumed = order.assumed or not known
    return _made(text, year, month, day, note="" if known else "assumed-order")


def _worded(text: str, plain: str) -> Spelling:
    for shape, places in (
        ("dwy", (3, 2, 1)),
        ("wdy", (3, 1, 2)),
        ("wy", (2, 1, None)),
        ("ywd", (1, 2, 3)),
    ):
        match = _SHAPES[shape].fullmatch(plain)
        if match and match[places[1]] in _MONTHS:
            day = match[places[2]] if places[2] else None
            month = _MONTHS[match[places[1]]]
            return _made(text, match[places[0]], month, *([int(day)] if day else []))
    if _SHORT_YEAR.fullmatch(plain):
        return Spelling(
            rule="date",
            message=f"{quoted(text)} has no year in four digits",
            remedy="write the year in full: 2010-05-14",
        )
    return _none(text)


def _none(text: str) -> Spelling:
    return Spelling(
        rule="date",
        message=f"{quoted(text)} is not a date",
        remedy="write 2010, 2010-05 or 2010-05-14",
    )


def _made(text: str, year: str, *rest: int, note: str = "") -> Spelling:
    if not YEARS[0] <= int(year) <= YEARS[1]:
        return Spelling(
            rule="year-range",
            message=f"{quoted(text)} is not between {YEARS[0]} and {YEARS[1]}",
            remedy="correct the year",
        )
    try:
        made = PartialDate.parse("-".join([year, *(f"{part:02d}" for part in rest)]))
    except BadDate:
        return Spelling(
            rule="date",
            message=f"{quoted(text)} is no day of the calendar",
            remedy="correct it, or write it less precisely: 2010-05 or 2010",
        )
    return Spelling(made, note=note)

"""A date as somebody wrote it, as a date with its precision; or why it is none.

``14 May 2010``, ``14.V.2010``, ``05/14/2010``, ``10 de mayo de 2001``, ``мая 2010 г.``,
``2001年5月3日``, ``2010-05-00``, ``2009/2010`` and a spreadsheet's serial number 40312
are read; nothing is made more precise than it was. Whether 05/04/2010 is in April or
May is told by the other dates of the same table where any of them is unambiguous, and
never decided cell by cell; where none is, the date is the interval of both days. The
words of dates are in ``assets/reading/dates.toml``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from geo.model.cell_words import is_blank, status_of
from geo.model.dates import BadDate, PartialDate
from geo.model.treaties import Status
from geo.storage import ASSETS, toml
from geo.text import folded, quoted, split_list

#: The years a bilateral treaty may be of: what lies outside is a slip of the pen.
YEARS = (1600, 2100)

#: The first day of a spreadsheet's calendar; a Macintosh's workbook starts in 1904.
EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)

_LONGEST = 60
_FILE = ASSETS / "reading" / "dates.toml"

#: A date as we write it, on a day that every month has: the steps below would give the
#: same in five times as long, and a large table has tens of thousands of them.
_PLAIN = re.compile(
    r"(?:1[6-9]|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1\d|2[0-8]))?)?", re.ASCII
)

#: What databases write for "no end" and "no date".
_SENTINEL = re.compile(
    r"9999|0000|(?:9999|0000)\D.*|.*\D(?:9999|0000)|9999\d{4}", re.ASCII
)
_FOOTNOTE = re.compile(r"(?<=[\w.])\s*(?:\[\w{1,3}\]|[¹²³⁰⁴-⁹ᵃᵇᶜ]+|\*+|[†‡§])+\s*$")
#: Marks of direction, joiners and soft hyphens: nothing that a reader sees.
_UNSEEN = re.compile(r"[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_TIME = re.compile(
    r"(?:t|\s)\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s?(?:[ap]m)?"
    r"(?:z|[+-]\d{2}:?\d{2})?$"
)
#: A day of the week after a date: 2010年5月14日(金), 2010. 5. 14. 금요일, 星期五.
_WEEKDAY = re.compile(
    r"\s*(?:\([月火水木金土日월화수목금토일]\)|(?:星期|周|週)[一二三四五六日天]|[월화수목금토일]요일"
    r"|[月火水木金土日]曜日?)$"
)
#: A letter typed for a numeral: 14 May 2O1O, l4 May 2010.
_MISTYPED = re.compile(r"(?<![^\W\d_])[OIl](?=\d)|(?<=\d)[OIl](?![^\W\d_])")
_TAIL = re.compile(r"\s*(?:г\.?|гг\.?|год|года|р\.?|г\.?\s?н\.?\s?э\.?)$")
_WRITTEN = {
    "ymd": r"(\d{4})(?:([-/.])\s?(\d{1,2}|xx)(?:\2\s?(\d{1,2}|xx))?)?",
    "compact": r"(\d{4})(\d{2})(\d{2})(?:\.0+)?",
    "float": r"(\d{4})\.0+",
    "serial": r"([1-7]\d{4})(?:\.\d{1,12})?",
    "numeric": r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4})",
    "my": r"(\d{1,2})\s?[-/.]\s?(\d{4})",
    "roman": r"(\d{1,2})[\s./-]{1,3}(x?i{1,3}|i[vx]|vi{0,3}|x)[\s./-]{1,3}(\d{4})",
    "east": r"(\d{4})\s?[年년](?:\s?(\d\d?)\s?[月월](?:\s?(\d\d?)\s?[日号號일]?)?)?",
    "marked": r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)\s?([?~%])",
    "decade": r"\d{3}x|\d{2}xx",
    "interval": r"(\d{4}(?:-\d{2}){0,2}|\.\.|)\s?/\s?(\d{4}(?:-\d{2}){0,2}|\.\.|)",
    "until": r"(?:\.\.\s?/?\s?)(\d{4}(?:-\d{2}){0,2})",
    "from": r"(\d{4}(?:-\d{2}){0,2})\s?/?\s?\.\.",
    "years": r"(\d{4})\s?[-–—]\s?(\d{4})",
}
_SHAPES = {k: re.compile(v, re.ASCII) for k, v in _WRITTEN.items()}
#: The form of a date as a header shows it: dd/mm/yyyy, mm/dd/yyyy, дд.мм.гггг.
_FORM = re.compile(r"\b(?:([dmдм])\1?[-/. ])(?!\1)[dmдм]{1,2}[-/. ](?:yy|гг)")
_SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}|.*[-\s]\d{2}", re.ASCII)
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ROMAN = {
    name: number
    for number, name in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), 1
    )
}

#: Year 0 of an era: 平成13年 is 1988 + 13.
_ERAS = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "民國": 1911,
}
_ERAS["民国"] = 1911
_ERA = re.compile(rf"(?:中華|中华)?({'|'.join(_ERAS)})\s?(\d{{1,3}}|元)\s?年")
_NUMERALS = dict(zip("〇零○一二三四五六七八九", "000123456789", strict=True))


@dataclass(frozen=True)
class Spelling:
    """What a cell says: a date (none where the cell means none); or why it is none.

    ``note`` names what has to be said of a date that was read: ``serial``, ``blank``,
    ``assumed-order``, ``open-order`` or ``other-order``. ``status`` is what a cell
    states that holds a status in place of a date: ``not yet in force``.
    """

    date: PartialDate | None = None
    rule: str = ""
    message: str = ""
    remedy: str = ""
    note: str = ""
    status: Status | None = None


@dataclass
class Order:
    """Whether the day or the month comes first, and how that is known.

    ``stated`` is what the reader of the table says, ``seen`` counts the cells that can
    be read in one way only, by their column and the mark between their numbers.
    """

    stated: bool | None = None
    seen: Counter = field(default_factory=Counter)
    assumed: bool = False  # a date was read with the day first for want of any sign

    def learn(self, texts: Iterable[str], column: str = "") -> None:
        """Count the dates of a column with one reading only."""
        for text in texts:
            if _PLAIN.fullmatch(text):
                continue
            match = _SHAPES["numeric"].fullmatch(_trim(text))
            if match:
                first, second = int(match[1]), int(match[3])
                if (first > 12) != (second > 12) and min(first, second) > 0:
                    self.seen[column, match[2], first > 12] += 1

    def hint(self, header: str, column: str = "") -> None:
        """Believe a header that shows the form: ``Signed (dd/mm/yyyy)``."""
        form = _FORM.search(header.casefold())
        if form:
            self.seen[column, "header", form[1] in "dд"] += 1

    def first_is_day(self, mark: str, column: str = "") -> tuple[bool | None, bool]:
        """Whether the day is first, and whether that is known or only assumed.

        By what was stated, else by the dates of the column with this mark, else by all
        dates with it, else by all dates; day first where no date tells. ``None`` where
        the dates contradict each other.
        """
        if self.stated is not None:
            return self.stated, True
        marks = {mark, "header"}
        for kinds in (
            {day for c, m, day in self.seen if c == column and m in marks},
            {day for _, m, day in self.seen if m in marks},
        ):
            if kinds:
                return (kinds.pop() if len(kinds) == 1 else None), True
        kinds = {day for _, _, day in self.seen}
        return (kinds.pop() if len(kinds) == 1 else None) if kinds else True, False

    @property
    def day_first(self) -> bool | None:
        """What to say of the whole table; ``None`` where it has no or both orders."""
        if self.stated is not None or not self.seen:
            return True if self.assumed else self.stated
        kinds = {day for _, _, day in self.seen}
        return kinds.pop() if len(kinds) == 1 else None


def read(text: str, order: Order, epoch: date = EPOCH, column: str = "") -> Spelling:
    """The date of one cell of a column; the cell is not blank."""
    if _PLAIN.fullmatch(text):
        return Spelling(PartialDate.parse(text))
    plain = _trim(text)
    if is_blank(text) or _SENTINEL.fullmatch(plain):
        return Spelling(note="blank")
    if len(plain) > _LONGEST or _MISTYPED.search(text):
        return _none(text)
    if match := _SHAPES["serial"].fullmatch(plain):
        day = epoch + timedelta(days=int(match[1]))
        return _of_numbers(text, str(day.year), day.month, day.day, note="serial")
    if match := _SHAPES["numeric"].fullmatch(plain):
        return _numeric(text, match, order, column)
    return (
        _in_one_order(text, plain)
        or _between(text, plain)
        or _with_month_name(text, plain)
    )


def from_parts(year: str, month: str = "", day: str = "") -> Spelling:
    """The date of three cells, as precise as those that are filled in.

    A month is a number or a word in any language; ``0``, ``-9`` and the like are
    blanks. A day without its month is no date.
    """
    cells = [_trim(cell) for cell in (year, month, day)]
    cells = [re.sub(r"^(\d+)\.0+$", r"\1", cell, flags=re.ASCII) for cell in cells]
    parts = ["" if is_blank(c) or not c.strip("0") else c for c in cells]
    if parts[0] == "9999" or not any(parts):
        return Spelling(note="blank")
    parts[1] = str(_months().get(_word(parts[1]), parts[1]))
    text = "-".join(cells).strip("-")
    numbers = [cell for cell in parts[1:] if cell]
    whole = re.fullmatch(r"\d{4}", parts[0], re.ASCII) and all(
        re.fullmatch(r"\d{1,2}", cell, re.ASCII) for cell in numbers
    )
    if not whole or (parts[2] and not parts[1]):
        return _none(text)
    return _of_numbers(text, parts[0], *map(int, numbers))


# --- a cell in plain characters ---


def _trim(text: str) -> str:
    """A cell without case, footnotes, a time of day, and digits of other scripts."""
    text = _FOOTNOTE.sub("", _UNSEEN.sub("", text[: 2 * _LONGEST]))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = "".join(str(unicodedata.decimal(c, c)) for c in text)
    text = " ".join(text.split()).casefold()[: _LONGEST + 1]
    if not text.isascii():
        text = _eastern(_WEEKDAY.sub("", text))
    text = _TAIL.sub("", _TIME.sub("", text)).strip(" ,;")
    text = re.sub(r"^\((\d{4})\)$", r"\1", text, flags=re.ASCII)
    return text if text.startswith("..") or text.endswith("..") else text.rstrip(".")


def _eastern(text: str) -> str:
    """Years of an era and Chinese numerals as numbers: 二〇〇一年五月三日."""
    if not re.search("[年月日]", text):
        return text
    text = re.sub("([〇零○一二三四五六七八九十]+)(?=[年月日号號])", _number, text)
    return _ERA.sub(
        lambda m: f"{_ERAS[m[1]] + (1 if m[2] == '元' else int(m[2]))}年", text
    )


def _number(match: re.Match) -> str:
    text = match[1]
    if "十" in text:
        tens, _, ones = text.partition("十")
        tens, ones = _NUMERALS.get(tens, "1" if not tens else "?"), ones or "零"
        return tens + _NUMERALS.get(ones, "?")
    return "".join(_NUMERALS[c] for c in text)


def _in_one_order(text: str, plain: str) -> Spelling | None:
    """A date of numbers in an order that only allows one reading."""
    if match := _SHAPES["float"].fullmatch(plain):
        return _of_numbers(text, match[1])
    if match := _SHAPES["ymd"].fullmatch(plain):
        month, day = (
            "xx" if part in (None, "0", "00") else part for part in (match[3], match[4])
        )
        if month != "xx" or day == "xx":
            return _of_numbers(
                text, match[1], *(int(p) for p in (month, day) if p != "xx")
            )
    if match := _SHAPES["compact"].fullmatch(plain):
        parts = [int(match[2]), int(match[3])]
        if parts[0] or not parts[1]:
            return _of_numbers(text, match[1], *(part for part in parts if part))
    if match := _SHAPES["my"].fullmatch(plain):
        return _of_numbers(text, match[2], *([int(match[1])] if int(match[1]) else []))
    match = _SHAPES["roman"].fullmatch(plain)
    if match and (month := _ROMAN.get(match[2])):
        return _of_numbers(text, match[3], month, int(match[1]))
    if match := _SHAPES["east"].fullmatch(plain):
        return _of_numbers(text, match[1], *(int(p) for p in match.groups()[1:] if p))
    return None


def _numeric(text: str, match: re.Match, order: Order, column: str) -> Spelling:
    first, second, year = int(match[1]), int(match[3]), match[4]
    if not first or not second:  # 00/05/2010 has no day, 00/00/2010 not even a month
        return _of_numbers(text, year, *([first or second] if first or second else []))
    if first == second:
        return _of_numbers(text, year, first, second)
    day_first, certain = order.first_is_day(match[2], column)
    if max(first, second) > 12:  # one reading only, whatever the others are
        alone = first > 12
        note = "other-order" if certain and day_first is (not alone) else ""
        month, day = (second, first) if alone else (first, second)
        return _of_numbers(text, year, month, day, note=note)
    if day_first is None:
        return Spelling(
            rule="date-order",
            message=f"{quoted(text)} may be day-month or month-day: the table has both",
            remedy="say which comes first, or write it as 2010-05-14",
        )
    if not (order.seen or order.stated is not None or match[2] == "."):
        low, high = sorted(f"{year}-{a:02}-{b:02}" for a, b in _both(first, second))
        return _edtf(text, f"{low}/{high}", note="open-order")
    month, day = (second, first) if day_first else (first, second)
    order.assumed = order.assumed or not certain
    return _of_numbers(text, year, month, day, note="" if certain else "assumed-order")


def _both(first: int, second: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The two readings of two numbers: month and day."""
    return (first, second), (second, first)


def _between(text: str, plain: str) -> Spelling | None:
    """An interval or an uncertain date of EDTF level 1; ``2009-2010``, ``..2010``."""
    if match := _SHAPES["years"].fullmatch(plain):
        return _edtf(text, f"{match[1]}/{match[2]}")
    if match := _SHAPES["until"].fullmatch(plain):
        return _edtf(text, f"../{match[1]}")
    if match := _SHAPES["from"].fullmatch(plain):
        return _edtf(text, f"{match[1]}/..")
    if match := _SHAPES["interval"].fullmatch(plain):
        return _edtf(text, f"{match[1] or '..'}/{match[2] or '..'}")
    if match := _SHAPES["marked"].fullmatch(plain):
        return _edtf(text, match[1] + match[2])
    if _SHAPES["decade"].fullmatch(plain):
        return _edtf(text, plain.upper())
    return None


# --- a date with a word ---


@cache
def _table() -> dict[str, dict[str, str]]:
    return toml(_FILE)


def _word(text: str) -> str:
    """A word without case, accents and full stops."""
    return " ".join(folded(text).replace(".", " ").split())


@cache
def _months() -> dict[str, int]:
    return {
        _word(word): int(number)
        for number, words in _table()["months"].items()
        for word in split_list(words)
    }


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(_word(word) for word in split_list(_table()["words"][kind]))


def _with_month_name(text: str, plain: str) -> Spelling:
    """A date with a month by its name, in the orders that people write."""
    status = status_of(plain)
    if status and status is not Status.UNKNOWN:
        return Spelling(
            rule="date",
            message=f"{quoted(text)} is a status ({status.value}), not a date",
            remedy="leave the cell blank, and write the status in a column of its own",
            status=status,
        )
    about = False
    tokens: list[tuple[str, int]] = []
    for token in _tokens(plain):
        if token in _words("about") and not tokens:
            about = True
        elif token in _months() and token not in _words("small"):
            tokens.append(("m", _months()[token]))
        elif token.isdecimal() and len(token) in (1, 2, 4):
            tokens.append(("y" if len(token) == 4 else "d", int(token)))
        elif token not in _words("small"):
            return _unread(text, plain)
    kinds = "".join(kind for kind, _ in tokens)
    kinds = kinds.replace("mm", "m") if _same_month(tokens) else kinds
    if kinds not in ("dmy", "mdy", "my", "ymd", "ym", "ydm") and (kinds, about) != (
        "y",
        True,
    ):
        return _unread(text, plain)
    value = dict(tokens)
    rest = [value[kind] for kind in "md" if kind in value]
    spelling = _of_numbers(text, str(value["y"]), *rest)
    if about and spelling.date:
        return _edtf(text, f"{spelling.date.text}~")
    return spelling


def _tokens(plain: str) -> list[str]:
    """Numbers and words; a month of two words is one: تشرين الأول."""
    words = [_word(token) for token in _TOKEN.findall(plain)]
    tokens, number = [], 0
    while number < len(words):
        pair = " ".join(words[number : number + 2])
        is_pair = pair in _months() or (pair in _words("about") and " " in pair)
        tokens.append(pair if is_pair else words[number])
        number += 2 if is_pair else 1
    return tokens


def _same_month(tokens: list[tuple[str, int]]) -> bool:
    """Whether a month that is named twice is the same: كانون الثاني/يناير."""
    return len({number for kind, number in tokens if kind == "m"}) == 1


def _unread(text: str, plain: str) -> Spelling:
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


def _of_numbers(text: str, year: str, *rest: int, note: str = "") -> Spelling:
    edtf = "-".join([year, *(f"{part:02d}" for part in rest)])
    return _edtf(text, edtf, note)


def _edtf(text: str, edtf: str, note: str = "") -> Spelling:
    years = [int(year) for year in re.findall(r"(?:^|/)(\d{4})", edtf)]
    if not all(YEARS[0] <= year <= YEARS[1] for year in years):
        return Spelling(
            rule="year-range",
            message=f"{quoted(text)} is not between {YEARS[0]} and {YEARS[1]}",
            remedy="correct the year",
        )
    try:
        return Spelling(PartialDate.of(edtf), note=note)
    except BadDate:
        return Spelling(
            rule="date",
            message=f"{quoted(text)} ends before it begins"
            if "/" in edtf
            else f"{quoted(text)} is no day of the calendar",
            remedy="correct it, or write it less precisely: 2010-05 or 2010",
        )

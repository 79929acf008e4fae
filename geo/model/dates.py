"""A date with its precision, its interval and its text.

A historian's date is rarely a day. ``2021`` means "some day of 2021", so every date
here is the interval [earliest, latest] of the days it may be, and the law of years
(:mod:`geo.model.counting`) reasons on the interval. The text keeps the precision the
source had: no day is ever made up.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date

from geo.model import languages

# EDTF level 0 (Library of Congress, Extended Date/Time Format), the dated part only.
_EDTF = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
# Of level 1: uncertain (?), approximate (~), both (%); a decade (201X), a century.
_MARKED = re.compile(r"([\d-]+)([?~%])", re.ASCII)
_UNSPECIFIED = re.compile(r"(\d{2})(?:(\d)X|XX)", re.ASCII)

#: Where an interval has no beginning or no end: ``../2010``, ``2010/..``.
OPEN = (date.min, date.max)

PRECISIONS = ("year", "month", "day")

#: How a date is worded: as a label; as the day of an act in a sentence ("signed in May
#: 2010", whose Russian declines the month); short, under a heading that says "date".
FORMS = ("label", "when", "compact")


class BadDate(ValueError):
    """The text is not a year, a month or a day of the calendar."""


@dataclass(frozen=True)
class PartialDate:
    """The days an act may have happened on.

    ``text`` is EDTF level 0 (``2021``, ``2021-08``, ``2021-08-14``) and says how
    precise the sources are. ``earliest`` and ``latest`` start as the bounds of that
    text and may be narrowed by a claim such as "already signed on 28 June 2021".
    """

    text: str
    earliest: date
    latest: date

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read EDTF level 0.

        Raises:
            BadDate: not of that form, or no day of the calendar (``2021-02-30``).
        """
        match = _EDTF.fullmatch(text.strip())
        if not match:
            raise BadDate(f"{text!r} is not a date: write 2021, 2021-08 or 2021-08-14")
        year, month, day = match.groups()
        try:
            first = date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            raise BadDate(f"{text!r} is no day of the calendar") from None
        if day:
            last = first
        elif month:
            last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        else:
            last = date(first.year, 12, 31)
        return cls(match.group(), first, last)

    @classmethod
    def of(cls, text: str) -> PartialDate:
        """Read EDTF level 0, and of level 1 what a table of treaties may hold.

        ``2010?`` and ``2010~`` are the days of 2010 and keep their mark; ``201X`` is a
        decade; ``2009/2010``, ``../2010`` and ``2010/..`` are intervals.

        Raises:
            BadDate: not of that form, no day of the calendar, or an interval that ends
                before it begins.
        """
        text = text.strip()
        if "/" in text:
            return cls._interval(text)
        if match := _MARKED.fullmatch(text):
            return replace(cls.parse(match[1]), text=text)
        if match := _UNSPECIFIED.fullmatch(text):
            first, last = (f"{match[1]}{match[2] or d}{d}" for d in "09")
            return cls(text, cls.parse(first).earliest, cls.parse(last).latest)
        return cls.parse(text)

    @classmethod
    def _interval(cls, text: str) -> PartialDate:
        ends = [part if part not in ("", "..") else None for part in text.split("/")]
        if len(ends) != 2 or ends == [None, None]:
            raise BadDate(f"{text!r} is not an interval: write 2009/2010 or ../2010")
        first, last = (cls.parse(part) if part else None for part in ends)
        earliest = first.earliest if first else OPEN[0]
        latest = last.latest if last else OPEN[1]
        if earliest > latest:
            raise BadDate(f"{text!r} ends before it begins")
        plain = "/".join(d.text if d else ".." for d in (first, last))
        return cls(plain, earliest, latest)

    @property
    def precision(self) -> str:
        """``year``, ``month`` or ``day``: the precision of the text.

        Of an interval, that of its less precise end.
        """
        return PRECISIONS[min(part.count("-") for part in self.text.split("/"))]

    @property
    def year(self) -> int:
        """The year of the earliest day; of an open beginning, that of the latest."""
        return (self.latest if self.earliest == OPEN[0] else self.earliest).year

    def narrowed(
        self, not_before: date | None = None, not_after: date | None = None
    ) -> PartialDate:
        """The same text with the interval cut to what another claim allows.

        Raises:
            BadDate: the claim leaves no day, so the two contradict each other.
        """
        earliest = max(self.earliest, not_before or self.earliest)
        latest = min(self.latest, not_after or self.latest)
        if earliest > latest:
            bound = not_before or not_after
            raise BadDate(f"{self.text} cannot be reconciled with the bound {bound}")
        return replace(self, earliest=earliest, latest=latest)

    def within(self, start: date, end: date) -> bool:
        """Certainly in [start, end]."""
        return start <= self.earliest and self.latest <= end

    def touches(self, start: date, end: date) -> bool:
        """Possibly in [start, end]."""
        return self.earliest <= end and start <= self.latest

    def show(self, lang: str = languages.SOURCE, form: str = "label") -> str:
        """The date at its own precision: ``2021``, ``Aug 2024``, ``27 Jul 2023``.

        An interval shows both its ends: ``2009 / Feb 2010``, ``.. / 2010``. ``form`` is
        one of :data:`FORMS`; the patterns of each are ``dates`` of the file of strings.
        The page's script words a date the same way.
        """
        if "/" in self.text:
            inner = "label" if form == "when" else form
            ends = self.text.split("/")
            parts = (p if p == ".." else self.parse(p).show(lang, inner) for p in ends)
            return " / ".join(parts)
        if not self.text[-1].isdecimal():
            bare = self.text.rstrip("?~%")
            text = bare if "X" in bare else self.parse(bare).show(lang, form)
            return text + self.text[len(bare) :]
        patterns = languages.strings(lang)["dates"][form]
        year, *rest = self.text.split("-")
        month, day = [*map(int, rest), 0, 0][:2]
        values: dict[str, object] = {"year": year, "day": day}
        if month:
            values["month"] = patterns["months_of_day" if day else "months"][month - 1]
        return patterns["day" if day else "month" if month else "year"].format(**values)

    def __str__(self) -> str:
        return self.text

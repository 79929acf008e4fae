"""The counts at the end of each year, from one year to the next.

A year is counted from the one before it: only treaties whose class can have changed are
asked again. The numbers are those that :func:`geo.model.counting.state` has for each of
the years; for 100,000 treaties they take a tenth of its time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from geo.model.classes import COUNTED, PRECEDENCE, Class
from geo.model.counting import Counts, classify, is_confirmed
from geo.model.grouping import GroupedTreaties
from geo.model.treaties import Treaty
from geo.model.view import Span, View
from geo.turns import in_turns

#: What the law says of a profile: its class, and whether a source dates its entry into
#: force.
_Law = tuple[Class, bool]
_Part = tuple[tuple[str, ...], Treaty]


def curve(
    treaties: Iterable[Treaty], span: Span, view: View
) -> list[tuple[int, Counts]]:
    """The counts at the end of each year of the data, acts since its first year."""
    tally = _Tally(GroupedTreaties(treaties), span, replace(view, preset=""))
    return [(year, tally.until(year)) for year in range(span.first, span.last + 1)]


class _Tally:
    """How many instruments and countries have each class, as the years go on."""

    def __init__(self, table: GroupedTreaties, span: Span, view: View) -> None:
        groups = table.groups()
        self.first, self.view = span.first, view
        self.profiles = groups.profiles
        self.parts: list[list[_Part]] = [[] for _ in self.profiles]
        for number, partners, treaty in in_turns(groups.entries(view.focus)):
            self.parts[number].append((partners, treaty))
        self.laws: list[_Law] = [(Class.NONE, False)] * len(self.profiles)
        self.turns: dict[int, list[int]] = {}
        for number, treaty in enumerate(self.profiles):
            if self.parts[number]:
                for year in {span.first, *_years(treaty)}:
                    self.turns.setdefault(year, []).append(number)
        self.instruments: Counter[Class] = Counter()
        self.unverified = 0
        self.classes: dict[str, Counter[Class]] = {}
        self.confirmed: Counter[str] = Counter()  # instruments of each country
        self.several: Counter[str] = Counter()  # those that not one source alone states

    def until(self, year: int) -> Counts:
        """The counts of a year; the years are asked for one after another."""
        view = self.view.with_years(self.first, year)
        for number in self.turns.get(year, ()):
            profile = self.profiles[number]
            law = classify(profile, view), is_confirmed(profile, view)
            if law != self.laws[number]:
                self._count(number, self.laws[number], -1)
                self._count(number, law, 1)
                self.laws[number] = law
        return self._counts()

    def _count(self, number: int, law: _Law, by: int) -> None:
        key, confirmed = law
        if key is Class.NONE:
            return
        parts = self.parts[number]
        self.instruments[key] += by * len(parts)
        if self.profiles[number].in_force is None:
            self.unverified += by * len(parts)
        for partners, treaty in parts:
            several = confirmed and not treaty.one_source
            for code in partners:
                self.classes.setdefault(code, Counter())[key] += by
                if confirmed:
                    self.confirmed[code] += by
                if several:
                    self.several[code] += by

    def _counts(self) -> Counts:
        basis = self.view.basis
        countries: Counter[Class] = Counter()
        for classes in self.classes.values():
            best = next((k for k in PRECEDENCE[basis] if classes[k]), Class.NONE)
            countries[best] += 1
        confirmed = +self.confirmed
        return Counts(
            countries=sum(countries[k] for k in COUNTED[basis]),
            instruments=sum(self.instruments[k] for k in COUNTED[basis]),
            possible=countries[Class.POSSIBLE],
            confirmed=len(confirmed),
            not_confirmed=countries[Class.NOT_CONFIRMED],
            not_yet=countries[Class.NOT_YET],
            ended=countries[Class.ENDED],
            unverified=self.unverified,
            one_source=len(confirmed.keys() - (+self.several).keys()),
        )


def _years(treaty: Treaty) -> set[int]:
    """The years at whose end the law may say another thing of a treaty.

    It compares the end of the view with both ends of each date, and with nothing else.
    """
    dates = (treaty.signed, treaty.in_force, treaty.terminated)
    ends = ((date.earliest.year, date.latest.year) for date in dates if date)
    return {year for pair in ends for year in pair}

"""Colour by a number: how many instruments a country has, or its first year.

A scale is made once for a table and a focus, from every year of the data, so that a
colour means the same in each year and the legend stands still while years pass.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.model.classes import COUNTED
from geo.model.counting import Standing, State
from geo.model.view import Span, View
from geo.presentation import colours
from geo.presentation.natural_breaks import natural_breaks

#: A span of so many years has a step for each of them; a longer one has classes.
_STEPS = 40
#: As many classes as a reader tells apart on one ramp (Brewer: five to seven).
CLASSES = 6


@dataclass(frozen=True)
class Scale:
    """The classes of a number: ``bounds`` are the last value of each, rising."""

    colour: str  # of the view: "year" or "count"
    first: int
    bounds: tuple[int, ...]
    natural: bool = False  # classes by natural breaks, rather than a step per value

    def step(self, value: int) -> int:
        """The class of a value; one beyond the ends falls to the end."""
        return min(bisect_left(self.bounds, value), len(self.bounds) - 1)

    def ramp(self, theme: str = "light") -> list[str]:
        """A colour per class: early years and high numbers stand out most."""
        shades = colours.ramp(len(self.bounds), theme)
        return shades if self.colour == "year" else shades[::-1]

    def label(self, step: int) -> str:
        """``4`` or ``4–9``."""
        low = self.bounds[step - 1] + 1 if step else self.first
        high = self.bounds[step]
        return str(high) if low == high else f"{low}–{high}"

    @property
    def informs(self) -> bool:
        """Whether a reader must be told more than its labels: a year says itself."""
        return self.natural or self.colour == "count"

    def steps(self, current: State) -> list[int]:
        """The steps of a legend: all classes; of single years those that are shown."""
        if self.informs:
            return list(range(len(self.bounds)))
        colours = (step_of(self, s, current.view) for s in current.standings.values())
        return sorted({step for step in colours if step is not None})

    def value(self, standing: Standing) -> int | None:
        """The number of a country under a view, where it has one."""
        if self.colour == "count":
            return standing.number or None
        first = standing.first_signed
        return first.latest.year if first else None


def of(standings: Iterable[Standing], span: Span, colour: str) -> Scale:
    """The scale of a colour, ``year`` or ``count``.

    Args:
        standings: of every country that signed in any of the years of ``span``.
    """
    if colour == "year":
        if span.last - span.first < _STEPS:
            years = tuple(range(span.first, span.last + 1))
            return Scale("year", span.first, years)
        dates = [s.first_signed for s in standings]
        values = [d.latest.year for d in dates if d]
        bounds = _breaks(values)
        return Scale("year", min(values, default=span.first), bounds, True)
    values = [s.number for s in standings if s.number]
    bounds = _breaks(values)
    return Scale("count", min(values, default=1), bounds, len(set(values)) > CLASSES)


def _breaks(values: Sequence[int]) -> tuple[int, ...]:
    """Natural breaks; each value its own class where few, and one for none."""
    return natural_breaks(values, CLASSES) or (1,)


def step_of(scale: Scale, standing: Standing | None, view: View) -> int | None:
    """The class of a country on the scale; ``None`` where it is not counted."""
    if standing is None or standing.key not in COUNTED[view.basis]:
        return None
    value = scale.value(standing)
    return None if value is None else scale.step(value)

"""The years of figures that show many: as a reader writes them, or chosen for them.

A figure shows the state at 31 December of each year, acts counted since the first year
of the view; a difference counts them since the first year of the data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.model.classes import Class
from geo.model.counting import Changes, changes
from geo.model.view import Span
from geo.model.worded import WordedError
from geo.presentation.scene import Scene
from geo.text import quoted

#: Panels that a reader still tells apart on one sheet, and frames of an animation.
PANELS, FRAMES = 16, 60
#: Life-lines that a reader still follows across one sheet.
LANES = 120
#: The kinds that two years are asked of.
TWO = ("difference", "lifelines")
#: Panels when the reader leaves the choice to us.
_AUTOMATIC = 9

#: What names the years in a refusal.
FLAG = "--years"

_RANGE = re.compile(r"(\d{4})\s*(?:-|–|\.\.)\s*(\d{4})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


class BadYears(WordedError):
    """These years cannot be drawn; the message says why."""


def years_of(text: str, kind: str, span: Span) -> list[int]:
    """Years as a reader writes them: ``2014,2018,2022`` or ``2010-2024``.

    Life-lines and a difference take the first and the last year alone.

    Raises:
        BadYears: not years, outside the data, or too few or many for the kind.
    """
    if match := _RANGE.fullmatch(text.strip()):
        first, last = int(match[1]), int(match[2])
        if first > last:
            right = f"{last}-{first}"
            raise BadYears(
                "figure.refused.reversed", flag=FLAG, text=quoted(text), right=right
            )
        years = [first, last]
        if first in span and last in span and kind not in TWO:
            years = list(range(first, last + 1))
    else:
        parts = [part.strip() for part in text.split(",")]
        if not all(_YEAR.fullmatch(part) for part in parts):
            raise BadYears("figure.refused.no_years", flag=FLAG, text=quoted(text[:40]))
        years = sorted({int(part) for part in parts})
    for year in years:
        if year not in span:
            raise BadYears(
                "figure.refused.outside",
                flag=FLAG,
                year=year,
                first=span.first,
                last=span.last,
            )
    least = 2
    most = 2 if kind in TWO else PANELS if kind == "multiples" else FRAMES
    if not least <= len(years) <= most:
        key = "figure.refused.two" if most == least else "figure.refused.between"
        raise BadYears(
            key, flag=FLAG, kind=kind, least=least, most=most, number=len(years)
        )
    return years


def automatic(scene: Scene, kind: str) -> list[int]:
    """Years worth a look: those in which something changed, thinned out evenly."""
    span = scene.package.span
    every = list(range(span.first, span.last + 1))
    if kind in TWO:
        return [span.first, span.last]
    if kind != "multiples":
        return every[-FRAMES:]
    states = {
        y: of_year.state for y, of_year in zip(every, at(scene, every), strict=True)
    }
    none = Changes((), (), ())
    events = [y for y in every[1:] if changes(states[y - 1], states[y]) != none]
    eventful = sorted({span.first, *events})
    if len(eventful) <= _AUTOMATIC:
        return eventful if len(eventful) > 1 else [span.first, span.last]
    steps = (len(eventful) - 1) / (_AUTOMATIC - 1)
    return [eventful[round(i * steps)] for i in range(_AUTOMATIC)]


def at(scene: Scene, years: Sequence[int], since: int | None = None) -> list[Scene]:
    """A scene at the end of each year.

    Args:
        since: the year from which acts are counted; by default the view's first.
    """
    first = scene.view.years[0] if since is None else since
    return [scene.with_years(min(first, year), year) for year in years]


def classes(scenes: Sequence[Scene]) -> set[Class]:
    """The classes of any of the scenes: one legend serves all their maps."""
    return {key for scene in scenes for key in scene.present}

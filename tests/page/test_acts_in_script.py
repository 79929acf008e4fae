"""Comparison and life-lines in the page say what the library says.

``assets/page/comparison.js`` beside ``geo/model/comparison.py``, ``timeline.js`` beside
``geo/model/lifelines.py``.
"""

from __future__ import annotations

from datetime import date

from geo.model.comparison import Act
from geo.model.comparison import compare as acts_between
from geo.model.lifelines import LifeLine
from geo.model.package import Package
from geo.page import payload

FOCUS = "RUS"


def days(package: Package) -> list[date]:
    """Ends of years, and days within them on which many acts lie."""
    span = package.span
    ends = [date(year, 12, 31) for year in range(span.first - 1, span.last + 1)]
    return [*ends, date(2012, 3, 1), date(2014, 4, 15), date(2016, 2, 29)]


def listed(acts: tuple[Act, ...]) -> list[list[str]]:
    return [[a.code, a.treaty.id, a.field] for a in acts]


def test_the_acts_between_two_days_are_those_of_the_library(compare, package, toy):
    pacts = [t for p in (package, toy) for t in p.treaties if t.partners(FOCUS)]
    chosen = sorted({d for p in (package, toy) for d in days(p)})
    pairs = [(one, other) for one in chosen[::2] for other in chosen[::3]]
    found = [acts_between(pacts, one, other, FOCUS) for one, other in pairs]
    expected = [
        [
            c.first.isoformat(),
            c.last.isoformat(),
            *(listed(c.certain[f]) for f in ("in_force", "terminated", "signed")),
            listed(c.possible),
        ]
        for c in found
    ]
    lives = [
        [
            [
                [
                    [kind, first.isoformat(), last.isoformat()]
                    for kind, first, last in life.stretches
                ],
                life.waited[0] if life.waited else None,
            ]
            for life in (LifeLine(t.partners(FOCUS), t, day) for t in pacts)
        ]
        for day in chosen
    ]
    sent = [payload.treaty_entry(t, FOCUS) for t in pacts]
    compare(
        "acts",
        {
            "comparisons": {
                "treaties": sent,
                "pairs": [[one.isoformat(), other.isoformat()] for one, other in pairs],
                "expected": expected,
            },
            "lives": {
                "treaties": sent,
                "days": [day.isoformat() for day in chosen],
                "expected": lives,
            },
        },
    )

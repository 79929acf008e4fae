"""Which states there were in a year: the state system as the field's lists define it.

The lists are Correlates of War (State System Membership, 2016) and Gleditsch-Ward
(2017), rows ``cow`` and ``gw`` of ``data/codes.csv``. A membership of theirs is not a
recognition by anyone.
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

from geo.model import country_codes, former_states

#: The lists that have periods.
SCHEMES = ("cow", "gw")


@lru_cache(maxsize=1024)
def members(scheme: str, year: int) -> dict[str, str]:
    """The states of a list at the end of a year: ISO 3166-1 alpha-3 -> their number.

    A period without an end reaches to today. A former state that no ISO code of today
    names (the USSR, the German Democratic Republic) is left out.

    Raises:
        KeyError: the list has no periods.
    """
    day = f"{year:04}-12-31"
    if scheme not in SCHEMES:
        raise KeyError(scheme)
    there = {}
    for row in country_codes.periods(scheme):
        if row["since"] <= day <= (row["until"] or day):
            party = country_codes.decode(scheme, row["code"], year)
            if isinstance(party, str):
                there[party] = row["code"]
    return there


def has_begun(code: str, day: date) -> bool:
    """Whether a state existed at the end of a day, or had existed before.

    By the first day that either list has it. Of a code that no list has (a territory)
    nothing is known: it is never said to be no state yet.
    """
    return first_day(code) <= day.isoformat()


def first_day(code: str) -> str:
    """The first day that either list has a state; blank where none has it."""
    if state := former_states.parties().get(code):
        return state.since.earliest.isoformat() if state.since else ""
    return _first_days().get(code, "")


@cache
def _first_days() -> dict[str, str]:
    first: dict[str, str] = {}
    for scheme in SCHEMES:
        for row in country_codes.periods(scheme):
            earliest = first.get(row["party"], row["since"])
            first[row["party"]] = min(earliest, row["since"])
    return first

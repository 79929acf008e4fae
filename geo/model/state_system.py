"""Which states there were in a year: the state system as the field's lists define it.

The lists are Correlates of War (State System Membership, 2016) and Gleditsch-Ward
(2017), rows ``cow`` and ``gw`` of ``data/codes.csv``. A membership of theirs is not a
recognition by anyone.
"""

from __future__ import annotations

from functools import lru_cache

from geo.model import country_codes

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

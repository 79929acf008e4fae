"""What country a misspelled name may mean: a question to its reader, never an answer.

Nothing is read by likeness (:mod:`geo.model.country_names`): a name that is one or two
slips from one country only is offered, and read as it once the reader says so.
"""

from __future__ import annotations

from geo.model import name_lists
from geo.model.country_names import LONGEST
from geo.model.name_lists import fold

#: Letters from which two slips are allowed; shorter names are too like each other.
_LONG = 7
_SHORTEST = 4


def nearest_country(text: str) -> str:
    """The code of the one country whose name is nearest, one or two slips, or blank."""
    if len(text) > LONGEST:
        return ""
    key = fold(text)
    if len(key) < _SHORTEST:
        return ""
    limit = 2 if len(key) >= _LONG else 1
    near: dict[int, set[str]] = {}
    for name, code in name_lists.plain_names().items():
        if abs(len(name) - len(key)) <= limit:
            near.setdefault(slips(key, name, limit), set()).add(code)
    nearest = min(near, default=limit + 1)
    if nearest > limit or len(near[nearest]) > 1:
        return ""
    return near[nearest].pop()


def slips(one: str, other: str, limit: int) -> int:
    """Letters left out, put in, changed, or exchanged with the next, to get from one
    text to the other; any number above ``limit`` where there are more.

    The optimal string alignment distance (Damerau 1964, adjacent exchanges once).
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, sign in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != sign))
            swap = i > 1 and j > 1 and (letter, sign) == (other[j - 2], one[i - 2])
            if swap:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]

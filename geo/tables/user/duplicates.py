"""Rows that are the same treaty twice: exact duplicates, and dyads in both directions.

Two rows are duplicates where the pair of states in either order, every date and every
title are the same, and a day or a title tells the treaty from others of the pair. In a
table of directed dyads (A with B and again B with A) each direction lists every treaty:
of the two lists the longer one counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from types import MappingProxyType

from geo.model.treaties import Treaty
from geo.model.treaty_fields import DATES, TITLES

#: Of the treaties of a table, how many must stand in both directions for the table to
#: be one of directed dyads; and how many at least.
_SHARE, _LEAST = 0.25, 4
#: Of the rows, how many must be of a treaty with a row for each of several years.
_PANEL = 0.5
#: Of the years of all pairs, how many must have a neighbour.
_RUNS = 0.75

_days_of = attrgetter(*DATES)
_kind_of = attrgetter(*TITLES, "instrument_type", "signed_place")


@dataclass(frozen=True)
class UniqueTreaties:
    """The treaties that count, and the ids of those that are another's again."""

    treaties: tuple[Treaty, ...]
    duplicates: tuple[str, ...] = ()
    mirrored: tuple[str, ...] = ()
    yearly: tuple[str, ...] = ()


def without_repeats(
    treaties: Sequence[Treaty], years: Mapping[str, str] = MappingProxyType({})
) -> UniqueTreaties:
    """Each treaty once, the first of equal rows.

    ``years`` are the years, by the id of a row, of a table that may have a row for each
    year of a treaty.
    """
    first, later = _once_of_years(treaties, years)
    if later:
        rest = without_repeats(first)
        return replace(rest, yearly=later)
    once: dict[str, Treaty] = {}
    several: dict[str, list[Treaty]] = {}
    for treaty in treaties:
        key = _key(treaty)
        earlier = once.setdefault(key, treaty)
        if earlier is not treaty:
            several.setdefault(key, [earlier]).append(treaty)
    both = sum(1 for group in several.values() if len({t.party_a for t in group}) > 1)
    both_ways = both >= _LEAST and both >= _SHARE * len(once)
    again: set[str] = set()
    reversed_ids: set[str] = set()
    for group in several.values():
        if _told_apart(group[0]):
            again.update(t.id for t in group[1:])
        elif both_ways:
            side = group[0].party_a
            one = [t for t in group if t.party_a == side]
            other = [t for t in group if t.party_a != side]
            least = min(one, other, key=len)
            reversed_ids.update(t.id for t in least)
    unique = tuple(
        t for t in treaties if t.id not in again and t.id not in reversed_ids
    )
    of_order = [t.id for t in treaties]
    return UniqueTreaties(
        unique,
        tuple(i for i in of_order if i in again),
        tuple(i for i in of_order if i in reversed_ids),
    )


def _once_of_years(
    treaties: Sequence[Treaty], years: Mapping[str, str]
) -> tuple[Sequence[Treaty], tuple[str, ...]]:
    """The treaties of a table of dyads and years, and the ids of their other rows.

    It is one where most rows repeat the pair and the date of another and are of years
    of their own.
    """
    groups: dict[tuple, list[Treaty]] = defaultdict(list)
    for treaty in treaties:
        if years.get(treaty.id) and treaty.signed:
            groups[(treaty.party_a, treaty.party_b, treaty.signed.text)].append(treaty)
    several = [g for g in groups.values() if len({years[t.id] for t in g}) > 1]
    rows = sum(map(len, several))
    if rows < _PANEL * len(treaties):
        return treaties, ()
    later: set[str] = set()
    for group in several:
        end = max(years[t.id] for t in group)
        later.update(t.id for t in group if years[t.id] != end)
    left = [t for t in treaties if t.id not in later]
    return left, tuple(t.id for t in treaties if t.id in later)


def _key(treaty: Treaty) -> str:
    """What equal rows have in common, a line each: one text is less than a tuple."""
    pair = sorted((treaty.party_a, treaty.party_b))
    days = (day.text if day else "" for day in _days_of(treaty))
    return "\n".join((*pair, *days, *_kind_of(treaty))).casefold()


def _told_apart(treaty: Treaty) -> bool:
    """Whether a day or a title makes the treaty one of its kind.

    Two agreements of one pair in one year are common; on one day under one title they
    are the same, and so is one under the same title in the same year.
    """
    has_title = any(getattr(treaty, name) for name in TITLES)
    has_date = treaty.signed or treaty.in_force
    return bool(has_title and has_date)


def panel(treaties: Sequence[Treaty]) -> bool:
    """Whether the rows look like years of the same treaties rather than treaties.

    Of a pair with a row in one year nearly all have one in the year before or after.
    """
    years: dict[tuple, set[int]] = defaultdict(set)
    rows = 0
    for treaty in treaties:
        if treaty.in_force or not treaty.signed:
            continue
        if treaty.signed.precision == "year":
            pair = tuple(sorted((treaty.party_a, treaty.party_b)))
            years[pair].add(treaty.signed.year)
            rows += 1
    if rows < 0.8 * len(treaties) or rows < 10:
        return False
    different = sum(map(len, years.values()))
    runs = sum(
        1 for each in years.values() for y in each if y - 1 in each or y + 1 in each
    )
    return runs > _RUNS * different

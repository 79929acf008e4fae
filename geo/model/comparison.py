"""What happened to the treaties of a table after one day and up to another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from geo.model.grouping import GroupedTreaties
from geo.model.treaties import UNSIGNED, Treaty

#: The acts a comparison reports, by the field that dates them.
ACTS = ("in_force", "terminated", "signed")


@dataclass(frozen=True)
class Act:
    """One act of one treaty: its partner and the field of the treaty that dates it."""

    code: str
    treaty: Treaty
    field: str


@dataclass(frozen=True)
class Comparison:
    """The acts of a period, each list in order of date.

    ``possible`` are acts whose date is too imprecise to say whether they lie in it.
    """

    first: date  # the first day of the period
    last: date  # its last day
    certain: dict[str, tuple[Act, ...]]  # by the field of :data:`ACTS`
    possible: tuple[Act, ...]


def compare(
    treaties: Iterable[Treaty], one: date, other: date, focus: str
) -> Comparison:
    """The acts after the earlier of two days, up to and with the later one.

    Treaties without the focal country, and those not signed yet, are passed over.
    """
    earlier, last = sorted((one, other))
    first = earlier + timedelta(days=1)
    certain: dict[str, list[Act]] = {field: [] for field in ACTS}
    possible: list[Act] = []
    for _, partners, treaty in GroupedTreaties(treaties).groups().entries(focus):
        if treaty.status in UNSIGNED or first > last:
            continue
        for field in ACTS:
            dates = getattr(treaty, field)
            if dates is None or not dates.touches(first, last):
                continue
            act = Act(partners[0], treaty, field)
            within = dates.within(first, last)
            (certain[field] if within else possible).append(act)
    acts_in_order = {
        field: tuple(sorted(a, key=_by_date)) for field, a in certain.items()
    }
    return Comparison(first, last, acts_in_order, tuple(sorted(possible, key=_by_date)))


def _by_date(act: Act) -> tuple[date, str, str]:
    return (getattr(act.treaty, act.field).latest, act.code, act.treaty.id)

"""The life of a treaty as stretches of time: signed, in force, ended, and not known.

Dates are intervals. A stretch runs between the latest days of two dates, as the
counting rules place an act; the days between two imprecise dates are a range.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from geo.model.classes import PRECEDENCE, Class
from geo.model.dates import OPEN, PartialDate
from geo.model.grouping import GroupedTreaties, signing_order
from geo.model.status import PLANNED, TreatyStatus, status_of
from geo.model.treaties import OVER, UNSIGNED, Basis, Treaty
from geo.model.view import View
from geo.turns import in_turns

#: The orders of a picture of many lives; the first is the usual one.
ORDERS = ("date", "status", "waited")

#: What a stretch of a life is: between signature and a known entry into force; after a
#: signature whose entry into force no source gives; in force; after the end; perhaps
#: after an end that no source dates.
WAITING, UNKNOWN, IN_FORCE, ENDED, MAYBE_ENDED = KINDS = (
    "waiting",
    "unknown",
    "in-force",
    "ended",
    "maybe-ended",
)

#: A stretch: its kind, its first day and its last.
Stretch = tuple[str, date, date]


@dataclass(frozen=True)
class LifeLine:
    """One treaty up to a day. Acts that begin after the day are left out."""

    partners: tuple[str, ...]
    treaty: Treaty
    day: date

    def _until(self, value: PartialDate | None) -> PartialDate | None:
        return value if value and value.earliest <= self.day else None

    @property
    def signed(self) -> PartialDate | None:
        return self._until(self.treaty.signed)

    @property
    def in_force(self) -> PartialDate | None:
        return self._until(self.treaty.in_force)

    @property
    def ended(self) -> PartialDate | None:
        return self._until(self.treaty.terminated)

    @property
    def status(self) -> TreatyStatus:
        return status_of(self.treaty, self.day)

    @property
    def first_day(self) -> date:
        """The first day that any act may have happened on."""
        dates = [d for d in (self.signed, self.in_force) if d]
        days = [d.latest if d.earliest == OPEN[0] else d.earliest for d in dates]
        return min(days, default=self.day)

    @property
    def waited(self) -> tuple[int, int] | None:
        """Days from signature to entry into force, or to the day where none is known.

        The fewest and the most that the dates allow; ``None`` without a date of
        signature, or where a date has no bound.
        """
        entry, end = self.treaty.in_force, self.day
        if self.signed is None or self.signed.earliest == OPEN[0]:
            return None
        if entry is None:
            end = min(end, self.ended.earliest) if self.ended else end
            first = last = end
        else:
            first, last = entry.earliest, entry.latest
        if first == OPEN[0] or last == OPEN[1]:
            return None
        least = (first - self.signed.latest).days
        return max(least, 0), max((last - self.signed.earliest).days, 0)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The stretches of the life in order of time; none is empty."""
        signed, entry, end = (
            min(d.latest, self.day) if d else None
            for d in (self.signed, self.in_force, self.ended)
        )
        stop = end or self.day
        stretches_of_line: list[Stretch] = []
        if signed:
            kind = WAITING if self.treaty.in_force else UNKNOWN
            stretches_of_line.append((kind, signed, min(entry or stop, stop)))
        if entry:
            over = self.treaty.status in OVER and self.treaty.terminated is None
            stretches_of_line.append((MAYBE_ENDED if over else IN_FORCE, entry, stop))
        if end:
            stretches_of_line.append((ENDED, end, self.day))
        return tuple(part for part in stretches_of_line if part[1] < part[2])

    @property
    def approvals(self) -> tuple[PartialDate, ...]:
        """When one side approved or ratified it, as far as a source dates that."""
        return tuple(d for d in self.treaty.approvals if d.earliest <= self.day)


def lifelines(
    treaties: Iterable[Treaty], view: View, as_of: date, order: str = ORDERS[0]
) -> list[LifeLine]:
    """The lives of the treaties of a view, in one of :data:`ORDERS`.

    A treaty belongs to a view where its signature may lie within its years; without a
    date of signature, its entry into force. ``as_of`` is the day of the data: no life
    is known beyond it. *waited* has the longest wait first.
    """
    day = min(view.end, as_of)
    lines = [
        LifeLine(partners, treaty, day)
        for _, partners, treaty in in_turns(
            GroupedTreaties(treaties).groups().entries(view.focus)
        )
        if treaty.status not in UNSIGNED and _belongs(treaty, view, day)
    ]
    if order == "status":
        rank = [*PRECEDENCE[Basis.IN_FORCE], PLANNED, Class.NONE].index
        return sorted(
            lines, key=lambda x: (rank(x.status.key), signing_order(x.treaty))
        )
    if order == "waited":
        return sorted(lines, key=lambda x: (_shortness(x), signing_order(x.treaty)))
    return sorted(lines, key=lambda x: signing_order(x.treaty))


def _belongs(treaty: Treaty, view: View, day: date) -> bool:
    first_act = treaty.signed or treaty.in_force
    return first_act is not None and first_act.touches(view.start, day)


def _shortness(line: LifeLine) -> int:
    return -line.waited[0] if line.waited else 1

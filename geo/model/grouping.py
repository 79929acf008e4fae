"""A table of treaties grouped for the law: many of them share their dates.

The law asks a treaty for its dates and its status alone. A hundred thousand treaties
have a few thousand such *profiles*, so a view classifies each profile once and then
only counts: the cost of a step hardly grows with the table.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from geo.kept import cached_property
from geo.model import succession, territory
from geo.model.dates import PartialDate
from geo.model.reading import NO_FILE, Reading
from geo.model.treaties import OVER, UNSIGNED, Treaty
from geo.turns import in_turns

#: One treaty under a focus: the number of its profile, whom it colours, the treaty.
Entry = tuple[int, tuple[str, ...], Treaty]


class GroupedTreaties(tuple[Treaty, ...]):
    """The treaties of a table, grouped by what the law asks of them."""

    #: What became of the rows of the file the table was read from.
    reading: Reading = NO_FILE

    def __new__(cls, treaties: Iterable[Treaty]) -> GroupedTreaties:
        return treaties if isinstance(treaties, cls) else super().__new__(cls, treaties)

    @cached_property
    def _by_signature(self) -> list[Treaty]:
        # In the order of signing_order, but day by day: keys of a hundred thousand
        # treaties take a quarter of what the table itself does, and no other thread
        # runs while Python sorts.
        days: dict[date, list[Treaty]] = {}
        for treaty in in_turns(self):
            days.setdefault(_last_day(treaty), []).append(treaty)
        in_order = (sorted(days[day], key=attrgetter("id")) for day in sorted(days))
        return [treaty for day in in_turns(in_order) for treaty in day]

    @cached_property
    def _groups_of(self) -> dict[bool, Groups]:
        return {}

    def groups(self, by_day: bool = False) -> Groups:
        """The treaties by their dates.

        A view of whole years asks for no more than the years of a date, and fewer
        profiles differ by years than by days.
        """
        if by_day not in self._groups_of:
            groups = Groups(self._by_signature, by_day)
            return self._groups_of.setdefault(by_day, groups)
        return self._groups_of[by_day]

    @cached_property
    def _partners(self) -> dict[str, tuple[str, ...]]:
        return {}

    def partners(self, focus: str) -> tuple[str, ...]:
        """Every country that a treaty colours under a focus, whatever its date."""
        if focus not in self._partners:
            entries = self.groups().entries(focus)
            codes = {code for _, partners, _ in in_turns(entries) for code in partners}
            self._partners[focus] = tuple(sorted(codes))
        return self._partners[focus]

    def unread(self, focus: str) -> frozenset[str]:
        """The countries named only in rows of the file that were not read."""
        return self.reading.unread(focus) - set(self.partners(focus))

    @cached_property
    def former(self) -> tuple[str, ...]:
        """The former states that are parties of a treaty, by code."""
        codes = {code for t in in_turns(self) for code in (t.party_a, t.party_b)}
        return tuple(sorted(code for code in codes if succession.is_former(code)))

    @cached_property
    def borders(self) -> territory.Borders:
        """In which borders the table is drawn."""
        return territory.borders(self, self.former)

    @cached_property
    def memo(self) -> dict:
        """What was computed of this table; it goes when the table goes."""
        return {}


class Groups:
    """One grouping: ``profiles`` has a treaty for each profile there is."""

    def __init__(self, treaties: list[Treaty], by_day: bool) -> None:
        self.profiles: list[Treaty] = []
        self._treaties, self._places = treaties, []
        self._entries: dict[tuple[str, str], list[Entry]] = {}
        numbers: dict[tuple, int] = {}
        for treaty in in_turns(treaties):
            status = treaty.status
            dates = (treaty.signed, treaty.in_force, treaty.terminated)
            end = succession.end_of(treaty)
            key = (
                end and (end if by_day else end.year),
                *(d and _limits(d, by_day) for d in dates),
                status in UNSIGNED,
                status in OVER,
            )
            number = numbers.setdefault(key, len(self.profiles))
            if number == len(self.profiles):
                self.profiles.append(treaty)
            self._places.append(number)

    def entries(self, focus: str, former: str = "own") -> list[Entry]:
        """The treaties that colour a country under a focus, in order of signature.

        Without a focal country (``""``) each treaty colours both its parties.
        ``former`` is a choice of :mod:`geo.model.succession`.
        """
        key = (focus, former)
        if key not in self._entries:
            partners = (succession.partners(t, focus, former) for t in self._treaties)
            rows = zip(self._places, partners, self._treaties, strict=True)
            self._entries[key] = [entry for entry in in_turns(rows) if entry[1]]
        return self._entries[key]


def _limits(value: PartialDate, by_day: bool) -> tuple:
    if by_day:
        return value.earliest, value.latest
    return value.earliest.year, value.latest.year


def _last_day(treaty: Treaty) -> date:
    return treaty.signed.latest if treaty.signed else date.max


def signing_order(treaty: Treaty) -> tuple[str, str]:
    """A partial date sorts at the end of its period, as the page and the table do."""
    signed = treaty.signed
    return (signed.latest.isoformat() if signed else "9999", treaty.id)

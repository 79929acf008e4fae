"""A table of treaties grouped for the law: many of them share their dates.

The law asks a treaty for its dates and its status alone. A hundred thousand treaties
have a few thousand such *profiles*, so a view classifies each profile once and then
only counts: the cost of a step hardly grows with the table.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from geo.treaties import OVER, UNSIGNED, Treaty

#: One treaty under a focus: the number of its profile, whom it colours, the treaty.
Entry = tuple[int, tuple[str, ...], Treaty]


class Ledger(tuple[Treaty, ...]):
    """The treaties of a table, grouped by what the law asks of them."""

    def __new__(cls, treaties: Iterable[Treaty]) -> Ledger:
        return treaties if isinstance(treaties, cls) else super().__new__(cls, treaties)

    @cached_property
    def _by_signature(self) -> list[Treaty]:
        return sorted(self, key=signing_order)

    @cached_property
    def _grouped(self) -> tuple[list[Treaty], list[int]]:
        numbers: dict[tuple, int] = {}
        profiles, places = [], []
        for treaty in self._by_signature:
            status = treaty.status
            dates = (treaty.signed, treaty.in_force, treaty.terminated)
            texts = tuple(d and (d.earliest, d.latest) for d in dates)
            key = (texts, status in UNSIGNED, status in OVER)
            number = numbers.setdefault(key, len(profiles))
            if number == len(profiles):
                profiles.append(treaty)
            places.append(number)
        return profiles, places

    @property
    def profiles(self) -> list[Treaty]:
        """One treaty for each profile there is."""
        return self._grouped[0]

    @cached_property
    def _entries(self) -> dict[str, list[Entry]]:
        return {}

    def entries(self, focus: str) -> list[Entry]:
        """The treaties that colour a country under a focus, in order of signature.

        Without a focal country (``""``) each treaty colours both its parties.
        """
        if focus not in self._entries:
            places = self._grouped[1]
            treaties = self._by_signature
            partners = (t.partners(focus) for t in treaties)
            found = zip(places, partners, treaties, strict=True)
            self._entries[focus] = [entry for entry in found if entry[1]]
        return self._entries[focus]


def signing_order(treaty: Treaty) -> tuple[str, str]:
    """A partial date sorts at the end of its period, as the page and the table do."""
    signed = treaty.signed
    return (signed.latest.isoformat() if signed else "9999", treaty.id)

"""A data package in memory: the treaties, the lists beside them, and their edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from geo.kept import cached_property
from geo.model import canonical
from geo.model.coverage import ALL
from geo.model.grouping import GroupedTreaties
from geo.model.reading import NO_FILE, Reading
from geo.model.treaties import (
    Event,
    Layer,
    OfficialCount,
    Treaty,
)
from geo.model.view import PRESETS, Preset, Span, View
from geo.turns import in_turns


@dataclass(frozen=True)
class Package:
    """The treaties, the lists beside them, and the edition they belong to."""

    treaties: tuple[Treaty, ...]
    layers: tuple[Layer, ...]
    events: tuple[Event, ...]
    official: tuple[OfficialCount, ...]
    version: str
    as_of: date
    span: Span
    file_name: str = ""  # of a reader's own table; blank for the shipped data
    whole: bool = False  # with the instruments between other states
    reading: Reading = NO_FILE  # of a reader's own table: what became of its rows
    doi: str = ""  # https://doi.org/..., once the edition is archived
    digest: str = ""  # of the shipped files it was read from

    def __post_init__(self) -> None:
        treaties = GroupedTreaties(self.treaties)
        if self.reading.mentions or self.reading.coverage != ALL:
            treaties.reading = self.reading
        object.__setattr__(self, "treaties", treaties)

    @property
    def own(self) -> bool:
        """Whether it is a reader's own table."""
        return bool(self.file_name)

    @cached_property
    def data_hash(self) -> str:
        """The hash of the data, 16 hex digits: of the shipped files; of what was read
        from a reader's own table, whatever the file's name or form
        (:func:`geo.model.canonical.digest`)."""
        return self.digest or canonical.digest(self.treaties, self.as_of, self.reading)

    @cached_property
    def _by_id(self) -> dict[str, Treaty]:
        return {t.id: t for t in in_turns(self.treaties)}

    def get(self, treaty_id: str) -> Treaty:
        """The treaty of that identifier; ``KeyError`` where there is none."""
        return self._by_id[treaty_id]

    def partners(self, focus: str = "RUS") -> tuple[str, ...]:
        """Every country with an instrument, whatever its date."""
        return GroupedTreaties(self.treaties).partners(focus)

    def presets(self, focus: str) -> dict[str, Preset]:
        """The frozen views: they speak of Russia's treaties in the shipped data."""
        return PRESETS if focus == View.focus and not self.own else {}

    @cached_property
    def parties(self) -> tuple[tuple[str, int], ...]:
        """Every party and the number of its instruments, the busiest first."""
        codes = (
            code for t in in_turns(self.treaties) for code in (t.party_a, t.party_b)
        )
        return tuple(sorted(Counter(codes).items(), key=lambda item: (-item[1], item)))

    def reference_codes(self, reference: str) -> frozenset[str]:
        """The countries a reference list names as having signed."""
        members = (
            m for lay in self.layers if lay.key == reference for m in lay.members
        )
        return frozenset(m.code for m in members if m.firm)

    @property
    def context(self) -> tuple[Layer, ...]:
        """The layers a map may draw beside the treaties."""
        return tuple(layer for layer in self.layers if not layer.is_reference)


def span_of(treaties: Iterable[Treaty], last: int) -> Span:
    """The years of a table: from its first act to ``last``, the year it was made."""
    dates = [d for t in treaties for d in (t.signed, t.in_force) if d]
    first = min((d.year for d in dates), default=last)
    return Span(min(first, last), last)

"""Whose an area was on a day: the borders of the time, made of areas of today.

A former state is the union of the areas of its members while it lived; a state of today
that had more territory had it until a day. Disputed areas follow their recognised owner
of that day. Only what the table of former states names differs from today's borders;
nothing before :data:`geo.model.former_states.FIRST_YEAR` is drawn otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from geo.model import boundaries, former_states
from geo.model.boundaries import Unit
from geo.model.dates import PartialDate
from geo.model.former_states import Former
from geo.model.treaties import Treaty
from geo.model.view import View
from geo.turns import in_turns

#: The first day drawn in borders of its own time.
FIRST = date(former_states.FIRST_YEAR, 1, 1)


@dataclass(frozen=True)
class Borders:
    """Which states a table of treaties is drawn with that had other borders.

    Attributes:
        drawn: the codes of their rows in the table of former states.
        written: states that lived in the years of the table and are not drawn, since
            it writes treaties of their time under states that followed: those, by code.
    """

    drawn: tuple[str, ...] = ()
    written: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


TODAY = Borders()


def borders(treaties: Iterable[Treaty], named: Collection[str]) -> Borders:
    """In which borders a table is drawn: in those of the time where it reaches back.

    A former state is drawn where a treaty of the table names it (``named``), and where
    the table has an act of an earlier year than its last: so a map of 1960 shows no
    Estonia without a treaty. Not where the table has a treaty of its lifetime under a
    state that followed it, whose land would be hidden.
    """
    acts = _Acts(treaties)
    drawn: list[str] = []
    written: dict[str, tuple[str, ...]] = {}
    for row in former_states.parties().values():
        if row.code in named or _has_a_sibling(row, named):
            drawn.append(row.code)
        elif row.listed and row.until and acts.first_year < row.until.latest.year:
            if heirs := acts.written(row, row.successors):
                written[row.code] = heirs
            else:
                drawn.append(row.code)
    if drawn:
        for row in former_states.rows():
            members = [member.code for member in row.members]
            if row.kind == "wider" and row.until and not acts.written(row, members):
                drawn.append(row.code)
    return Borders(tuple(drawn), written)


def _has_a_sibling(row: Former, named: Collection[str]) -> bool:
    """Whether the table names the other of two states that became one: then it keeps
    them apart."""
    states = former_states.parties()
    return len(row.successors) == 1 and any(
        states[code].successors == row.successors for code in named
    )


class _Acts:
    """The dates of a table's acts, by party, as far as the borders depend on them."""

    def __init__(self, treaties: Iterable[Treaty]) -> None:
        self.first_year = date.max.year
        self._dates: dict[str, set[PartialDate]] = {}
        codes = {
            code
            for row in former_states.rows()
            if row.kind in former_states.WITH_LAND
            for code in (*row.successors, *(member.code for member in row.members))
        }
        for treaty in in_turns(treaties):
            for day in (treaty.signed, treaty.in_force):
                if day is None:
                    continue
                self.first_year = min(self.first_year, day.earliest.year)
                for party in (treaty.party_a, treaty.party_b):
                    if party in codes:
                        self._dates.setdefault(party, set()).add(day)

    def written(self, row: Former, codes: Collection[str]) -> tuple[str, ...]:
        """Those of the codes with an act that is surely of the lifetime of a state."""
        since = max(FIRST, row.since.latest) if row.since else FIRST
        until = row.until.earliest if row.until else date.max
        return tuple(
            code
            for code in codes
            if any(
                since <= day.earliest and day.latest < until
                for day in self._dates.get(code, ())
            )
            and not _lived_beside(code, row)
        )


def _lived_beside(code: str, row: Former) -> bool:
    """Whether a state of today had land of its own while a part of its land was not:
    the Federal Republic of Germany beside the German Democratic Republic."""
    if not is_cut(row):
        return False
    members = {m.code for other in former_states.rows() for m in other.members}
    return code not in members


def owner(unit: Unit, view: View, codes: Collection[str] = ()) -> str:
    """The country whose class an area takes in a view.

    ``codes`` are the states of :attr:`Borders.drawn`: only they are drawn, since in
    another table their land may be written as that of a state of today.
    """
    for state in drawn(view, codes):
        if is_of(unit, state, view.end):
            return state.code
    return unit.owner(view.borders)


def drawn(view: View, codes: Collection[str]) -> list[Former]:
    """The rows of the table that decide whose an area is at the end of a view."""
    if view.former != "own" or not codes:
        return []
    return [row for row in former_states.rows() if _is_drawn(row, view.end, codes)]


def _is_drawn(row: Former, day: date, codes: Collection[str]) -> bool:
    if row.until is None or row.ended_by(day) or day.year < former_states.FIRST_YEAR:
        return False
    # Land that is no other state's was the state's to be before it began.
    land = row.kind in former_states.WITH_LAND and row.code in codes
    return land and (row.begun_by(day) or is_cut(row))


def is_cut(row: Former) -> bool:
    """Whether its land is a part of that of a state of today."""
    return any(member.code.startswith("P-") for member in row.members)


def is_of(unit: Unit, state: Former, day: date) -> bool:
    """Whether an area is land of a state at the end of a day."""
    for member in state.members:
        if member.since and day < member.since:
            continue
        if member.until and member.until <= day:
            continue
        if member.code == (unit.uid if member.area else unit.recognised):
            return True
    return False


def periods(unit: Unit, codes: Collection[str]) -> list[tuple[str, date, date]]:
    """Whose an area was that is another's today: code, first day, first day no more."""
    found = []
    for row in former_states.rows():
        if (
            row.until is None
            or row.code not in codes
            or row.kind not in former_states.WITH_LAND
        ):
            continue
        begins = FIRST if is_cut(row) or not row.since else row.since.earliest
        for member in row.members:
            if member.code == (unit.uid if member.area else unit.recognised):
                first = max(begins, FIRST, member.since or FIRST)
                last = min(row.until.latest, member.until or date.max)
                found.append((row.code, first, last))
    return found


def seat(code: str) -> str:
    """The area that stands for a country: of a former state its continuator's."""
    state = former_states.parties().get(code)
    if state is None:
        return code
    members = [member.code for member in state.members]
    return state.continuator if state.continuator in members else members[0]


def owners(view: View, codes: Collection[str] = ()) -> frozenset[str]:
    """The countries that some area is of in a view."""
    units = (*boundaries.units(), *(boundaries.part_units() if codes else ()))
    codes_of_units = (owner(unit, view, codes) for unit in units)
    return frozenset(code for code in codes_of_units if code)

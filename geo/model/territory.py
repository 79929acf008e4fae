"""Whose an area was on a day: the borders of the time, made of areas of today.

A former state is the union of the areas of its members while it lived; a state of today
that had more territory had it until a day. Disputed areas follow their recognised owner
of that day. Only what the table of former states names differs from today's borders;
nothing before :data:`geo.model.former_states.FIRST_YEAR` is drawn otherwise.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from geo.model import boundaries, former_states
from geo.model.boundaries import Unit
from geo.model.former_states import Former
from geo.model.view import View

#: The first day drawn in borders of its own time.
FIRST = date(former_states.FIRST_YEAR, 1, 1)


def owner(unit: Unit, view: View, parties: Collection[str] = ()) -> str:
    """The country whose class an area takes in a view.

    ``parties`` are the former states of the table: only they are drawn, since in
    another table their land may be written as that of a state of today.
    """
    for state in drawn(view, parties):
        if is_of(unit, state, view.end):
            return state.code
    return unit.owner(view.borders)


def drawn(view: View, parties: Collection[str]) -> list[Former]:
    """The rows of the table that decide whose an area is at the end of a view."""
    if view.former != "own" or not parties:
        return []
    return [row for row in former_states.rows() if _is_drawn(row, view.end, parties)]


def _is_drawn(row: Former, day: date, parties: Collection[str]) -> bool:
    if row.until is None or row.ended_by(day) or day.year < former_states.FIRST_YEAR:
        return False
    if row.kind == "wider":
        return row.begun_by(day)
    # Land that is no other state's was the state's to be before it began.
    return row.code in parties and (row.begun_by(day) or is_cut(row))


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


def periods(unit: Unit, parties: Collection[str]) -> list[tuple[str, date, date]]:
    """Whose an area was that is another's today: code, first day, first day no more."""
    found = []
    for row in former_states.rows() if parties else ():
        if row.until is None or (row.kind != "wider" and row.code not in parties):
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


def whole_of(world: boundaries.World, part: str) -> str:
    """The area that a part is cut from."""
    sides = (areas for kind, areas, _ in world.sided() if kind == "past")
    return next(whole for one, whole in sides if one == part)


def owners(view: View, parties: Collection[str] = ()) -> frozenset[str]:
    """The countries that some area is of in a view."""
    found = (owner(unit, view, parties) for unit in boundaries.units())
    return frozenset(code for code in found if code)

"""What the page's script is given of former states: nothing, where a table has none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from geo.model import (
    boundaries,
    former_states,
    state_system,
    succession,
    territory,
)
from geo.model.grouping import Entry, GroupedTreaties, signing_order
from geo.model.succession import CHOICES
from geo.model.treaties import Treaty
from geo.presentation import former
from geo.presentation.scene import Scene

#: A count that the script fills in.
_COUNT = "{count}"


def states(scene: Scene, langs: Sequence[str]) -> dict | None:
    """The former states of a table: names, land by area, and what is said of them.

    ``named`` are those that a treaty of the table names. ``land`` has for an area
    [code, first day, first day no more], ``seats`` the area that takes the focus of a
    state, ``caveats`` [first day, last day, state, sentence].
    """
    treaties = GroupedTreaties(scene.package.treaties)
    parties, borders = treaties.former, treaties.borders
    if not borders.drawn and not borders.written:
        return None
    known = former_states.parties()
    codes = [code for code in known if code in borders.drawn]
    units = (*boundaries.units(), *boundaries.part_units())
    land = {u.uid: territory.periods(u, borders.drawn) for u in units}
    return {
        "named": list(parties),
        "names": {c: _each(known[c].name, langs) for c in codes},
        "ends": {c: known[c].until.text for c in codes if known[c].until},
        "seats": {c: territory.seat(c) for c in codes},
        "land": {
            uid: [[code, a.isoformat(), b.isoformat()] for code, a, b in periods]
            for uid, periods in land.items()
            if periods
        },
        "sentences": {
            key: {lang: former.choice(key, parties, lang, _COUNT) for lang in langs}
            for key in CHOICES
            if parties
        },
        "caveats": [
            [
                *(first.isoformat(), last.isoformat()),
                *(_each(name, langs), _each(sentence, langs)),
            ]
            for first, last, name, sentence in former.caveats_of(borders)
        ],
    }


def begun(scene: Scene) -> dict[str, str]:
    """The first day of each state that is younger than the table."""
    drawn = GroupedTreaties(scene.package.treaties).borders.drawn
    codes = {*boundaries.codes(), *drawn}
    first = f"{scene.package.span.first}-12-31"
    days = ((code, state_system.first_day(code)) for code in sorted(codes))
    return {code: day for code, day in days if day > first}


def entries(scene: Scene) -> list[Entry]:
    """The treaties that a view of the table shows under some choice."""
    groups = GroupedTreaties(scene.package.treaties).groups()
    focus = scene.view.focus
    own = groups.entries(focus)
    if not GroupedTreaties(scene.package.treaties).former:
        return own
    shown = {id(treaty) for _, _, treaty in own}
    more = [e for e in groups.entries(focus, "successor") if id(e[2]) not in shown]
    both = [*own, *((number, (), treaty) for number, _, treaty in more)]
    return sorted(both, key=lambda entry: signing_order(entry[2]))


def of_treaty(treaty: Treaty, focus: str) -> dict:
    """Of a treaty with a former state: the day it ended, its partners by choice."""
    end = succession.end_of(treaty)
    if end is None:
        return {}
    by = {key: list(succession.partners(treaty, focus, key)) for key in CHOICES}
    return {"end": end.isoformat(), "by": by}


def part_name(uid: str, langs: Sequence[str]) -> dict[str, str]:
    """What a part of an area is called: as the state it was."""
    states = former_states.parties().values()
    return next(
        _each(state.name, langs)
        for state in states
        if any(member.code == uid for member in state.members)
    )


def _each(text: Callable[[str], str], langs: Sequence[str]) -> dict[str, str]:
    return {lang: text(lang) for lang in langs}

"""What a view does with former states, in words: printed on every product."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from geo.model import countries, former_states, state_system, succession, territory
from geo.model.counting import State
from geo.presentation import strings


def note(state: State) -> str:
    """How former states are shown, and what to know of those drawn; blank for none."""
    view, lang = state.view, state.view.lang
    if not state.former:
        return ""
    said = [choice(view.former, state.former, lang, state.counts.apart)]
    if view.former == "own":
        said += caveats(state)
    return " ".join(said)


def choice(key: str, codes: Sequence[str], lang: str, apart: int | str) -> str:
    """The sentence of one choice for the former states of a table."""
    names = ", ".join(countries.name(code, lang) for code in codes)
    pairs = "; ".join(pair(code, lang) for code in codes)
    return strings.word(f"former.{key}", lang, names=names, pairs=pairs, count=apart)


def pair(code: str, lang: str) -> str:
    """A former state and whom its obligations are shown with."""
    heirs = ", ".join(countries.name(heir, lang) for heir in succession.heirs(code))
    name = countries.name(code, lang)
    return strings.word("former.pair", lang, state=name, heirs=heirs)


def caveats(state: State) -> list[str]:
    """What to know of the borders drawn on the last day of a view."""
    found = caveats_of(state.former)
    day = state.view.end
    return [said(state.view.lang) for a, b, said in found if a <= day < b]


def caveats_of(
    parties: Sequence[str],
) -> list[tuple[date, date, Callable[[str], str]]]:
    """What to know of borders: from a day, to the day before another, in words."""

    def early(lang: str) -> str:
        return strings.word("former.early", lang)

    found: list[tuple[date, date, Callable[[str], str]]] = [
        (date.min, territory.FIRST, early)
    ]
    for row in former_states.rows():
        begins = row.since.earliest if row.since else territory.FIRST
        if row.note_en and (row.kind == "wider" or row.code in parties):
            ends = row.until.latest if row.until else _all_begun(row)
            found.append((begins, ends, _said_of(row)))
        elif row.kind == "state" and row.until and territory.is_cut(row):
            # Its land is drawn as that of the state of today.
            found.append((begins, row.until.latest, _left_whole(row)))
    return found


def _left_whole(row: former_states.Former) -> Callable[[str], str]:
    def said(lang: str) -> str:
        names = {
            "state": row.name(lang),
            "heirs": ", ".join(
                countries.name(heir, lang) for heir in succession.heirs(row.code)
            ),
        }
        return strings.word("former.whole", lang, **names)

    return said


def _said_of(row: former_states.Former) -> Callable[[str], str]:
    return lambda lang: f"{row.name(lang)}: {row.note(lang)}"


def _all_begun(row: former_states.Former) -> date:
    """The day from which every member of a state is one of its own."""
    days = (state_system.first_day(member.code) for member in row.members)
    return date.fromisoformat(max(days))

"""What a view does with former states, in words: printed on every product."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

from geo.model import countries, former_states, state_system, succession, territory
from geo.model.counting import State
from geo.presentation import strings


def note(state: State, *others: State) -> str:
    """How former states are shown, and what to know of the borders; blank for none.

    ``others`` are those of further maps beside it, of other years of the same table.
    """
    view, lang, borders = state.view, state.view.lang, state.borders
    sentences = [of_treaties(state)] if state.former else []
    if view.former == "own":
        views = [each.view for each in (*others, state)]
        alive = {
            row.code
            for each in views
            for row in territory.drawn(each, borders.drawn)
            if row.begun_by(each.end)
        }
        days = sorted({each.end for each in views})
        sentences += unnamed(alive, state.former, lang)
        sentences += ended(borders.drawn, days, lang)
        sentences += caveats(borders, days, lang)
    elif not state.former and (borders.drawn or borders.written):
        sentences.append(strings.word("former.today", lang))
    return strings.listed(sentences, lang, "sentence")


def of_treaties(state: State) -> str:
    """The sentence of a view's choice; blank where the table has no former state."""
    if not state.former:
        return ""
    view = state.view
    return choice(view.former, state.former, view.lang, state.counts.apart)


def unnamed(drawn: Collection[str], named: Sequence[str], lang: str) -> list[str]:
    """Which states are drawn in their own borders that no treaty of the table names."""
    codes = [c for c in former_states.parties() if c in drawn and c not in named]
    names = strings.listed((countries.name(code, lang) for code in codes), lang)
    return [strings.word("former.unnamed", lang, names=names)] if names else []


def choice(key: str, codes: Sequence[str], lang: str, apart: int | str) -> str:
    """The sentence of one choice for the former states of a table."""
    names = strings.listed((countries.name(code, lang) for code in codes), lang)
    pairs = strings.listed((pair(code, lang) for code in codes), lang, "semicolon")
    return strings.word(f"former.{key}", lang, names=names, pairs=pairs, count=apart)


def pair(code: str, lang: str) -> str:
    """A former state and whom its obligations are shown with."""
    names = (countries.name(heir, lang) for heir in succession.heirs(code))
    heirs = strings.listed(names, lang)
    name = countries.name(code, lang)
    return strings.word("former.pair", lang, state=name, heirs=heirs)


def ended(drawn: Sequence[str], days: Sequence[date], lang: str) -> list[str]:
    """Which states lived in the year of one of the days and were no more at its end.

    A year is its 31 December: the USSR, which ended five days before, is on no map of
    1991, and a reader who looks for it there is told.
    """
    names = [
        state.name(lang)
        + strings.aside(state.until.show(lang) if state.until else "", lang)
        for code, state in former_states.parties().items()
        if code in drawn and any(state.ended_in_year_before(day) for day in days)
    ]
    if not names:
        return []
    return [strings.word("former.ended", lang, names=strings.listed(names, lang))]


def caveats(borders: territory.Borders, days: Sequence[date], lang: str) -> list[str]:
    """What to know of the borders drawn on some days."""
    states: dict[str, list[str]] = {}
    for first, last, name, sentence in caveats_of(borders):
        if any(first <= day < last for day in days):
            states.setdefault(sentence(lang), []).append(name(lang))
    return [
        strings.paired(strings.listed(filter(None, names), lang), sentence, lang)
        if any(names)
        else sentence
        for sentence, names in states.items()
    ]


#: The text of a language.
_TextOf = Callable[[str], str]


def caveats_of(
    borders: territory.Borders,
) -> list[tuple[date, date, _TextOf, _TextOf]]:
    """What to know of borders: from a day, to the day before another, of which state
    (blank: of none), in words."""
    if not borders.drawn and not borders.written:
        return []
    notes: list[tuple[date, date, _TextOf, _TextOf]] = [
        (date.min, territory.FIRST, lambda lang: "", _word("former.early"))
    ]
    for row in former_states.rows():
        if row.kind not in former_states.WITH_LAND:
            continue
        begins = row.since.earliest if row.since else territory.FIRST
        ends = row.until.latest if row.until else _all_begun(row)
        drawn = row.code in borders.drawn or row.until is None
        if row.code in borders.written and row.is_party:
            heirs = borders.written[row.code]
            notes.append((begins, ends, row.name, _under_heirs(heirs)))
        elif row.note_en and drawn:
            notes.append((begins, ends, row.name, row.note))
    return notes


def _word(key: str) -> _TextOf:
    return lambda lang: strings.word(key, lang)


def _under_heirs(heirs: Sequence[str]) -> _TextOf:
    def sentence(lang: str) -> str:
        names = strings.listed((countries.name(heir, lang) for heir in heirs), lang)
        return strings.word("former.written", lang, heirs=names)

    return sentence


def _all_begun(row: former_states.Former) -> date:
    """The day from which every member of a state is one of its own."""
    days = (state_system.first_day(member.code) for member in row.members)
    return date.fromisoformat(max(days))

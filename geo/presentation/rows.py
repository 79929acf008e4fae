"""A Scene as rows: the table beside the map, the message to the page.

Plain lists and dictionaries, in the reader's language, for whoever shows them.
"""

from __future__ import annotations

from collections.abc import Sequence

from geo.model import countries
from geo.model.classes import Class
from geo.model.comparison import ACTS, Act, compare
from geo.model.counting import classify
from geo.model.dates import BadDate
from geo.model.grouping import GroupedTreaties
from geo.model.languages import SOURCE
from geo.model.package import Package
from geo.model.treaties import UNSIGNED, Basis, Event, Layer, Source, Treaty, localised
from geo.model.treaty_fields import DATED, DATES, FACTS, Fact
from geo.model.view import View
from geo.presentation import captions, strings
from geo.presentation.scene import Scene
from geo.presentation.treaty_facts import COMPLETE, fact_text, held_title, order
from geo.turns import in_turns


def key(scene: Scene, code: str, treaty: Treaty) -> Class:
    """The class of a row: its country's; the treaty's own where two are coloured."""
    return scene.state.key(code) if scene.view.focus else classify(treaty, scene.view)


def find(scene: Scene, text: str = "") -> list[tuple[str, Treaty]]:
    """The rows in which a text stands, in any column; all of them for none."""
    query = text.strip().casefold()
    if not query:
        return scene.entries
    return [
        pair
        for pair in scene.entries
        if query in " ".join(map(str, row(scene, *pair).values())).casefold()
    ]


def row(scene: Scene, code: str, t: Treaty) -> dict[str, str | int]:
    """One instrument, with localised headings."""
    view = scene.view
    values: list[tuple[str, str | int]] = [
        ("country", scene.parties(code, t) + (" *" * (code in scene.unnamed))),
        *(
            (fact.name, _cell(t, fact, view))
            for fact in FACTS.values()
            if fact.in_table
        ),
        ("sources", len(t.sources)),
    ]
    return {strings.word(key, view.lang): value for key, value in values}


def _cell(treaty: Treaty, fact: Fact, view: View) -> str:
    """A fact under its heading: what is held with less than high confidence says so."""
    text, _ = fact_text(treaty, fact, view, "compact")
    if fact.kind in COMPLETE:
        return text
    if not text:
        return unknown(view.lang)
    return text + strings.doubt(treaty.level(fact.name), view.lang)


def table(scene: Scene) -> list[dict[str, str | int]]:
    """One row per instrument, with localised headings."""
    return [row(scene, *pair) for pair in in_turns(scene.entries)]


def unplaced_rows(scene: Scene) -> list[dict[str, str]]:
    """What no year can show: not signed yet, or without any date (law 8)."""
    view = scene.view
    apart = [
        t
        for _, _, t in in_turns(
            GroupedTreaties(scene.package.treaties)
            .groups()
            .entries(view.focus, view.former)
        )
        if t.status in UNSIGNED or not (t.signed or t.in_force)
    ]
    return [
        {
            strings.word("country", view.lang): scene.parties(t.party_a, t)
            if not view.focus
            else countries.name(t.partner_of(view.focus) or "", view.lang),
            strings.word("status", view.lang): strings.term(t.status.value, view.lang),
            strings.word("title", view.lang): held_title(t, view.lang),
            strings.word("notes", view.lang): localised(t, "status_note", view.lang)[0]
            or localised(t, "notes", view.lang)[0],
        }
        for t in apart
    ]


def among(scene: Scene, layers: Sequence[Layer]) -> list[str]:
    """For each layer chosen, which of the countries counted it has, and as what."""
    by_key = {layer.key: layer for layer in layers}
    return [_among(scene, by_key[key]) for key in scene.view.layers if key in by_key]


def _among(scene: Scene, layer: Layer) -> str:
    view, lang = scene.view, scene.lang
    roles: dict[str, list[str]] = {}
    for member in layer.members:
        has_begun = not member.since or member.since.earliest <= view.end
        has_ended = member.until and member.until.latest <= view.end
        if member.code in scene.state.counted_codes and has_begun and not has_ended:
            role = strings.term(member.role, lang)
            roles.setdefault(role, []).append(countries.name(member.code, lang))
    members = strings.listed(
        (
            strings.paired(role, strings.listed(names, lang), lang)
            for role, names in roles.items()
        ),
        lang,
        "semicolon",
    )
    sentence = strings.word(
        "layers.among",
        lang,
        layer=layer.title(lang),
        listed=members or strings.word("layers.among.none", lang),
    )
    if layer.completeness == "complete":
        return sentence
    return f"{sentence} {strings.word('layers.partial', lang)}"


def says(source: Source, lang: str) -> str:
    """What a page says, marked where the words are our translation of it."""
    if source.field in DATED:
        try:
            return strings.day(source.value, lang)
        except BadDate:
            pass  # a period in words
    text, language = localised(source, "value", lang)
    if source.field == "approval_act":
        return order(text, lang)
    if language != SOURCE:
        return text + strings.aside(strings.word("translated", lang), lang)
    return strings.term(text, lang) if strings.is_term(text) else text


def message(view: View) -> dict[str, str | list[str]]:
    """A view as the page's script takes it."""
    return {
        "start": view.start.isoformat(),
        "end": view.end.isoformat(),
        "basis": view.basis.value,
        "colour": view.colour,
        "borders": view.borders,
        "former": view.former,
        "lang": view.lang,
        "country": view.country,
        "preset": view.preset,
        "focus": view.focus,
        "layers": list(view.layers),
    }


def unknown(lang: str) -> str:
    return strings.word("unknown", lang)


def events(package: Package, lang: str) -> list[dict[str, str | list[str]]]:
    """The chronology, with the checked value where the chapter differs, and pages."""
    ours = strings.aside(strings.word("translated", lang), lang)

    def text(event: Event, field: str, with_mark: bool = False) -> str:
        value, language = localised(event, field, lang)
        return (value + ours * (with_mark and language != SOURCE)) * event.differs

    return [
        {
            strings.word("event.date", lang): e.date.show(lang),
            strings.word("event", lang): e.title(lang),
            strings.word("event.kind", lang): strings.word(
                f"event.kind.{e.kind}", lang
            ),
            strings.word("event.summary", lang): localised(e, "summary", lang)[0],
            strings.word("event.chapter", lang): text(
                e, "chapter_says", with_mark=True
            ),
            strings.word("event.checked", lang): text(e, "checked_value"),
            strings.word("event.footnote", lang): e.footnote,
            strings.word("remark", lang): localised(e, "note", lang)[0],
            strings.word("sources", lang): list(e.urls),
        }
        for e in package.events
    ]


#: Acts named in one line of a comparison at most.
_ACTS = 100


def changes(before: Scene, after: Scene) -> list[tuple[str, str]]:
    """The acts between two days as labels and sentences; none where the days agree.

    The acts of the basis come first; what was only signed is never said to have
    entered into force.
    """
    view, lang = after.view, after.lang
    comparison = compare(after.package.treaties, before.view.end, view.end, view.focus)
    if comparison.first > comparison.last:
        return []
    period = captions.period(comparison.first, comparison.last, lang)
    # The map shows the status, so what entered into force is told on either basis.
    fields = ACTS if view.basis is Basis.IN_FORCE else DATES
    texts = [
        (
            strings.word(f"compare.{field}", lang, period=period),
            _acts(comparison.certain[field], after),
        )
        for field in fields
    ]
    if possible := [act for act in comparison.possible if act.field in fields]:
        label = strings.word("compare.possible", lang, period=period)
        texts.append((label, _acts(possible, after, name_act=True)))
    return texts


def _acts(acts: Sequence[Act], scene: Scene, name_act: bool = False) -> str:
    """Partner and date of each act, and how sure we are where that is not high."""
    lang = scene.lang
    texts = []
    for act in acts[:_ACTS]:
        day = getattr(act.treaty, act.field).show(lang)
        day += strings.doubt(act.treaty.level(act.field), lang)
        act_of = (
            strings.word(f"compare.act.{act.field}", lang) + " " if name_act else ""
        )
        named = (scene.parties(act.code, act.treaty), act_of + day)
        texts.append(strings.listed(named, lang))
    more = f"+{len(acts) - _ACTS}" if len(acts) > _ACTS else ""
    text = strings.listed(texts, lang, "semicolon") + strings.aside(more, lang)
    return text or strings.word("compare.none", lang)

"""What the page's script is given: a Scene as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from geo.model import boundaries, countries, languages
from geo.model.counting import state
from geo.model.coverage import ALL, Coverage
from geo.model.dates import PartialDate
from geo.model.grouping import Entry
from geo.model.languages import ON_A_PAGE
from geo.model.succession import CHOICES as FORMER
from geo.model.succession import end_of
from geo.model.succession import partners as heirs_of
from geo.model.treaties import (
    OVER,
    UNSIGNED,
    Basis,
    Layer,
    Source,
    Stance,
    Treaty,
    localised,
)
from geo.model.treaty_fields import ASKED, DATES, FACTS, Fact, Kind
from geo.model.view import BORDERS, COLOURS, PRESETS, View
from geo.page import former, page_words, search_names, stylesheet, topology_text
from geo.presentation import captions, colours, legend, rows, strings
from geo.presentation.scale import Scale
from geo.presentation.scene import Scene
from geo.presentation.treaty_facts import COMPLETE, SAID_OF_STATUS, fact_text
from geo.tables import load
from geo.turns import in_turns

#: The colours of a view that follow a number.
SCALES = ("year", "count")

#: So many treaties are in the document in full; of a larger table it holds every date,
#: grouped, and the latest treaties of each country.
LISTED = 1000
_OF_EACH = 5


def payload(
    scene: Scene,
    site: str = "",
    langs: Sequence[str] = ON_A_PAGE,
    elsewhere: Sequence[str] = (),
) -> dict:
    """All the page's script knows: geometry once, each treaty's dates, the words.

    Args:
        site: where the facts of the shipped table have their pages.
        langs: the languages the page can be read in, in the order of the strings.
        elsewhere: those that the site has another map in.
    """
    content = {**constant_part(scene, site, langs), "table": table(scene, langs)}
    if site and elsewhere:
        names = {lang: strings.word("language.name", lang) for lang in elsewhere}
        content["elsewhere"] = names
    return content


def constant_part(
    scene: Scene, site: str = "", langs: Sequence[str] = ON_A_PAGE
) -> dict:
    """What holds for every table: the geometry, the classes, the words.

    ``site`` is where the facts of the shipped table have their pages.
    """
    atlas = boundaries.load("world")
    shown_package = load.load_package() if scene.package.own else scene.package
    return {
        "view": rows.message(scene.view),
        "site": site,
        "choices": {
            "basis": [basis.value for basis in Basis],
            "colour": COLOURS,
            "borders": BORDERS,
            "former": FORMER,
            "lang": list(langs),
            "preset": ("", *PRESETS),
        },
        "classes": [
            {
                "key": key.value,
                "label": {lang: look.label(lang) for lang in langs},
                "meaning": {lang: look.meaning(lang) for lang in langs},
                "hatch": look.hatch[:1],
            }
            for key, look in colours.CLASSES.items()
        ],
        "overlays": {name: o.hatch[0] for name, o in colours.OVERLAYS.items()},
        "legend": {b.value: list(keys) for b, keys in legend.LEGEND.items()},
        "rare": sorted(legend.RARE),
        "direction": {lang: languages.direction(lang) for lang in langs},
        "words": {
            key: [strings.word(key, lang) for lang in langs]
            for key in page_words.keys_in_use()
        },
        "nouns": {
            noun: {lang: strings.nouns(lang)[noun] for lang in langs}
            for noun in strings.nouns(langs[0])
        },
        "facts": [_fact(fact) for fact in FACTS.values()],
        "said_of_status": [status.value for status in SAID_OF_STATUS],
        "dates": {lang: strings.dates(lang) for lang in langs},
        "terms": {lang: strings.terms(lang) for lang in langs},
        "layers": {layer.key: _layer(layer, langs) for layer in shown_package.context},
        "aliases": _aliases(atlas, langs),
        "units": _units(atlas, langs),
        "extent": atlas.extent,
        "topology": topology_text.encode(atlas.topology),
    }


def table(scene: Scene, langs: Sequence[str] = ON_A_PAGE) -> dict:
    """One table under a focus, as the script takes it: with the page, or later."""
    package, view = scene.package, scene.view
    entries = former.entries(scene)
    span = package.span
    scales = {name: scene.with_view(colour=name).scale for name in SCALES}
    scenes = {lang: scene.with_view(lang=lang) for lang in langs}
    return {
        "version": {lang: each.edition for lang, each in scenes.items()},
        "as_of": package.as_of.isoformat(),
        "own": package.own,
        "span": [span.first, span.last],
        "focus": view.focus,
        "partners": list(package.partners(view.focus)),
        "unread": list(scene.unread),
        "coverage": _coverage(package.reading.coverage),
        "former": former.states(scene, langs),
        "begun": former.begun(scene),
        "presets": {
            key: {
                "end": preset.end.isoformat(),
                "named": sorted(package.reference_codes(preset.reference)),
            }
            for key, preset in package.presets(view.focus).items()
        },
        "official": _official(scene, langs),
        "sentences": {lang: _sentences(each) for lang, each in scenes.items()},
        "scales": {name: _scale(scale, langs) for name, scale in scales.items()},
        "palette": stylesheet.of_scales(scales),
        **_treaties(entries, view, langs),
    }


def _official(scene: Scene, langs: Sequence[str]) -> list[list]:
    """[year, total, sentence in each language] for each total that officials gave.

    Where the day is known the sentence ends with what the data can name by then.
    """
    package, view = scene.package, scene.view
    if not package.presets(view.focus):
        return []
    lists = []
    for official in package.official:
        if official.count is None:
            continue
        end = official.date.latest
        then = state(package.treaties, replace(view, basis=Basis.SIGNED, end=end))
        keys = ["official", *["official.ours"] * (official.date.earliest == end)]
        claims = {}
        for lang in langs:
            values = {
                "date": official.date.show(lang),
                "total": official.count,
                "speaker": localised(official, "speaker", lang)[0],
                "number": then.counts.countries,
            }
            parts = (strings.word(f"strip.{key}", lang, **values) for key in keys)
            claims[lang] = strings.listed(parts, lang, "sentence")
        lists.append([official.date.latest.year, official.count, claims])
    return lists


def _sentences(scene: Scene) -> dict[str, str]:
    """The sentences that depend on the table."""
    return {
        "focus": scene.focus,
        "subject": scene.subject,
        "rule": scene.rule,
        "citation": scene.citation,
        "made_from": scene.made_from,
        "undrawn": scene.undrawn_note,
        "reading": scene.reading_note,
    }


def _scale(scale: Scale, langs: Sequence[str]) -> dict:
    steps = range(len(scale.bounds))
    return {
        "first": scale.first,
        "bounds": scale.bounds,
        "labels": [scale.label(step) for step in steps],
        "note": {lang: captions.scale(scale, lang) for lang in langs},
        "informs": scale.informs,
    }


def _treaties(entries: Sequence[Entry], view: View, langs: Sequence[str]) -> dict:
    """Every treaty; of a large table the dates of all and a listed part."""
    if len(entries) <= LISTED:
        return {"treaties": [treaty_entry(t, view.focus, langs) for _, _, t in entries]}
    drawn_by_id: dict[str, Treaty] = {}
    per_country: Counter[str] = Counter()
    for _, partners, treaty in in_turns(reversed(entries)):
        if any(per_country[code] < _OF_EACH for code in partners):
            drawn_by_id[treaty.id] = treaty
            per_country.update(partners)
    in_order = [t for _, _, t in in_turns(entries) if t.id in drawn_by_id]
    return {
        "treaties": [treaty_entry(t, view.focus, langs) for t in in_turns(in_order)],
        "grouped": _grouped(entries, view),
    }


def _grouped(entries: Sequence[Entry], view: View) -> dict:
    """Each treaty as a number of its dates and one of its parties.

    A view of whole years asks for no more than the years of a date: so fewer profiles
    differ, and the law's answer is the same.
    """
    profiles: dict[tuple, int] = {}
    groups: dict[tuple[int, str], int] = {}
    for _, partners, treaty in in_turns(entries):
        end = end_of(treaty)
        profile = (
            *(day for name in DATES for day in _limits(getattr(treaty, name), view)),
            int(treaty.status in UNSIGNED),
            int(treaty.status in OVER),
            int(treaty.one_source),
            *([_end(end, view)] if end else []),
        )
        pair = " ".join(partners)
        if end:  # a former state: as itself, then with its successors
            pair += f"|{' '.join(heirs_of(treaty, view.focus, 'successor'))}"
        number = profiles.setdefault(profile, len(profiles))
        group = (number, pair)
        groups[group] = groups.get(group, 0) + 1
    pairs = sorted({pair for _, pair in groups})
    place = {pair: i for i, pair in enumerate(pairs)}
    rows_of: list[list[int]] = [[] for _ in profiles]
    for (number, pair), count in groups.items():
        rows_of[number] += [place[pair]] * count
    return {
        "profiles": list(profiles),
        "pairs": pairs,
        # Rising numbers as steps: small numbers compress well.
        "rows": [_steps(sorted(places)) for places in rows_of],
    }


def _end(day: date, view: View) -> int | str:
    return day.isoformat() if view.ends_on_a_day else day.year


def _limits(value: PartialDate | None, view: View) -> tuple[int | str, int | str]:
    if value is None:
        return 0, 0
    if view.ends_on_a_day:
        return value.earliest.isoformat(), value.latest.isoformat()
    return value.earliest.year, value.latest.year


def _steps(rising: list[int]) -> list[int]:
    return [b - a for a, b in zip([0, *rising], rising, strict=False)]


def _fact(fact: Fact) -> dict:
    """A line of the card: what the claims behind it are about, where it stands."""
    return {
        "name": fact.name,
        "fields": [field.name for field in fact.fields if field.is_claimed],
        "always": fact.always,
        "asked": fact.name in ASKED,
        "in_table": fact.in_table,
    }


def treaty_entry(treaty: Treaty, focus: str, langs: Sequence[str] = ON_A_PAGE) -> dict:
    """One treaty as the script compares and shows it; what is blank is left out."""
    views = {lang: View(date.min, date.max, lang=lang) for lang in langs}
    fields = {
        fact.name: _one({la: fact_text(treaty, fact, v) for la, v in views.items()})
        for fact in FACTS.values()
        if fact.kind not in (Kind.DATE, *COMPLETE)
    }
    fields |= {
        "status_note": _both(treaty, "status_note", langs),
        "one_source": treaty.one_source,
    }
    return {
        "id": treaty.id,
        "partners": list(treaty.partners(focus)),
        "unsigned": treaty.status in UNSIGNED,
        "over": treaty.status in OVER,
        **{name: _date(getattr(treaty, name)) for name in DATES},
        **_approvals(treaty),
        "title": {lang: _title(treaty, lang) for lang in langs},
        "status": treaty.status.value,
        **{name: text for name, text in fields.items() if text},
        **former.of_treaty(treaty, focus),
        "confidence": dict(treaty.confidence),
        "sources": [_source(s, langs) for s in treaty.sources],
    }


def _title(treaty: Treaty, lang: str) -> list[str]:
    """The title, whose words it is in, how sure we are; and the language of the title,
    where it is another than the reader's."""
    text, language = localised(treaty, "title", lang)
    title = [*treaty.title(lang), treaty.title_level(lang)]
    return [*title, language] if text and language != lang else title


def _approvals(treaty: Treaty) -> dict[str, list]:
    """The days of approvals by one side, where a claim states any."""
    days = [_date(day) for day in treaty.approvals]
    return {"approvals": days} if days else {}


def _both(item: object, field: str, langs: Sequence[str]) -> str | dict[str, str]:
    """A text of the tables: one string, or one for each language that has it."""
    return _one({lang: localised(item, field, lang) for lang in langs})


def _one(texts: dict[str, tuple[str, str]]) -> str | dict[str, str]:
    """One string where it is the same in each language, else those there are.

    ``texts`` has for each language of the page the text and the language it is in: a
    language that lacks it shows another's, which the page marks.
    """
    by_language = {language: text for text, language in texts.values()}
    lacking = any(text and language != lang for lang, (text, language) in texts.items())
    differ = len(set(by_language.values())) > 1
    return by_language if lacking or differ else next(iter(by_language.values()))


def _layer(layer: Layer, langs: Sequence[str]) -> dict:
    return {
        "title": {lang: layer.title(lang) for lang in langs},
        "completeness": layer.completeness,
        "members": [
            [
                m.code,
                m.role,
                m.since.earliest.isoformat() if m.since else "",
                m.until.latest.isoformat() if m.until else "",
                m.firm,
            ]
            for m in layer.members
        ],
    }


def _coverage(coverage: Coverage) -> dict | None:
    """What the table covers; nothing where it states no coverage."""
    if coverage == ALL:
        return None
    return {
        "years": coverage.years,
        "party": coverage.party,
        "states": coverage.states or None,
    }


def _source(source: Source, langs: Sequence[str]) -> dict:
    return {
        "field": source.field,
        "stance": source.stance.value,
        "url": source.url,
        "publisher": source.publisher,
        "language": source.language,
        "kind": source.kind,
        "note": _both(source, "note", langs),
        **({"archived": source.archived_url} if source.archived_url else {}),
        **({"value": value} if (value := _value(source, langs)) else {}),
    }


def _value(source: Source, langs: Sequence[str]) -> str | dict[str, str]:
    """What a claim says where the card shows it: where it differs or bounds a date."""
    if source.stance not in (Stance.CONFLICTS, Stance.NOT_AFTER):
        return ""
    return _one({lang: (rows.says(source, lang), lang) for lang in langs})


def _date(value: PartialDate | None) -> list[str] | None:
    if value is None:
        return None
    return [value.text, value.earliest.isoformat(), value.latest.isoformat()]


def _aliases(atlas: boundaries.World, langs: Sequence[str]) -> dict[str, list[str]]:
    """What else a country is called: the names the search does not find by itself."""
    names_by_area = {
        unit.uid: [
            *(unit.name(lang) for lang in langs),
            *countries.aliases().get(unit.uid, ()),
        ]
        for unit in atlas.units
    }
    # A country is found by its name in any language, whichever the page holds.
    absent = [lang for lang in languages.LANGUAGES if lang not in langs]
    elsewhere = {u.uid: [u.name(lang) for lang in absent] for u in atlas.units}
    others = search_names.missing(names_by_area, elsewhere)
    return {
        uid: [*names[len(langs) :], *others.get(uid, ())]
        for uid, names in names_by_area.items()
        if len(names) > len(langs) or uid in others
    }


def _units(atlas: boundaries.World, langs: Sequence[str]) -> dict[str, dict]:
    units = {}
    for uid in atlas.parts:
        units[uid] = {
            "name": former.part_name(uid, langs),
            "owner": ["", ""],
            "part": True,
        }
    for unit in atlas.units:
        entry: dict = {"name": {lang: unit.name(lang) for lang in langs}}
        # Most areas are a country of the same code that is its own: nothing to say.
        owners = [unit.recognised, unit.de_facto]
        if unit.iso3 != unit.uid:
            entry["iso"] = unit.iso3
        if owners != [unit.uid, unit.uid]:
            entry["owner"] = owners
        if unit.disputed:
            entry["disputed"] = True
        if unit.claimants:
            entry["claim"] = {lang: _claim(unit, lang) for lang in langs}
        units[unit.uid] = entry
    return units


def _claim(unit: boundaries.Unit, lang: str) -> str:
    name, by, claims = boundaries.claim_sentence(unit, lang)
    key = "administered" if by else "claimed"
    return strings.word(key, lang, name=name, by=by, claims=claims)

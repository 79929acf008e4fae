"""What the page's script is given: a View and a package as plain data."""

from __future__ import annotations

from dataclasses import replace

from geo import classes, countries, rows, words, world
from geo.dates import MONTHS_OF_DAY, PartialDate
from geo.tables import Package
from geo.treaties import OVER, UNSIGNED, Layer, Source, Treaty
from geo.view import LANGUAGES, PRESETS, View


def payload(package: Package, view: View) -> dict:
    """All the page's script knows: geometry once, each treaty's dates, the words."""
    atlas = world.load("world")
    listed = sorted(
        (t for t in package.treaties if t.partner_of(view.focus)),
        key=lambda t: (t.signed.latest.isoformat() if t.signed else "9999", t.id),
    )
    span = package.span
    return {
        "version": package.version,
        "as_of": package.as_of.isoformat(),
        "span": [span.first, span.last],
        "focus": view.focus,
        "partners": list(package.partners(view.focus)),
        "view": rows.message(view),
        "presets": {
            key: {
                "end": preset.end.isoformat(),
                "named": sorted(package.named(preset.reference)),
            }
            for key, preset in PRESETS.items()
        },
        "classes": [
            {
                "key": key.value,
                "label": {"en": look.label_en, "ru": look.label_ru},
                "meaning": {"en": look.meaning_en, "ru": look.meaning_ru},
                "hatch": look.hatch[:1],
            }
            for key, look in classes.CLASSES.items()
        ],
        "overlays": {name: o.hatch[0] for name, o in classes.OVERLAYS.items()},
        "legend": {b.value: list(keys) for b, keys in classes.LEGEND.items()},
        "rare": sorted(classes.RARE),
        "words": words.WORDS,
        "nouns": words.NOUNS,
        "months": MONTHS_OF_DAY,
        "terms": words.TERMS,
        "undrawn": {
            lang: rows.undrawn(package, replace(view, lang=lang)) for lang in LANGUAGES
        },
        "layers": {layer.key: _layer(layer) for layer in package.context},
        "aliases": countries.aliases(),
        "treaties": [treaty_entry(t, view.focus) for t in listed],
        "units": _units(atlas),
        "extent": atlas.extent,
        "topology": {
            "arcs": atlas.topology["arcs"],
            "objects": atlas.topology["objects"],
        },
    }


def treaty_entry(treaty: Treaty, focus: str) -> dict:
    """One treaty as the script compares and shows it."""
    signatories = [str(s) for s in (treaty.signatory_a, treaty.signatory_b) if s]
    return {
        "id": treaty.id,
        "partner": treaty.partner_of(focus),
        "unsigned": treaty.status in UNSIGNED,
        "over": treaty.status in OVER,
        "signed": _date(treaty.signed),
        "in_force": _date(treaty.in_force),
        "terminated": _date(treaty.terminated),
        "title": {lang: list(treaty.title(lang)) for lang in ("en", "ru")},
        "place": treaty.signed_place,
        "signatories": "; ".join(signatories),
        "status": treaty.status.value,
        "status_note": treaty.status_note,
        "approval": treaty.approval_act,
        "notes": treaty.notes,
        "confidence": dict(treaty.confidence),
        "sources": [_source(s) for s in treaty.sources],
    }


def _layer(layer: Layer) -> dict:
    return {
        "title": {"en": layer.title_en, "ru": layer.title_ru},
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


def _source(source: Source) -> dict:
    return {
        "field": source.field,
        "value": source.value,
        "stance": source.stance.value,
        "url": source.url,
        "publisher": source.publisher,
        "language": source.language,
        "kind": source.kind,
        "note": source.note,
    }


def _date(value: PartialDate | None) -> list[str] | None:
    if value is None:
        return None
    return [
        value.text,
        value.earliest.isoformat(),
        value.latest.isoformat(),
        value.show("en"),
        value.show("ru"),
    ]


def _units(atlas: world.World) -> dict[str, dict]:
    units = {}
    for unit in atlas.units:
        entry: dict = {
            "iso": unit.iso3,
            "name": {"en": unit.name_en, "ru": unit.name_ru},
            "owner": [unit.recognised, unit.de_facto],
        }
        if unit.disputed:
            entry["disputed"] = True
        if unit.claimants:
            entry["claim"] = {lang: _claim(unit, lang) for lang in ("en", "ru")}
        if unit.marker:
            entry["dot"] = atlas.on_grid(unit.x, unit.y)
        units[unit.uid] = entry
    return units


def _claim(unit: world.Unit, lang: str) -> str:
    name, by, claims = world.claim_sentence(unit, lang)
    key = "administered" if by else "claimed"
    return words.word(key, lang, name=name, by=by, claims=claims)

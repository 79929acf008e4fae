"""A View as one self-contained HTML document: folium's Leaflet map and our assets.

The document asks for nothing over the network: Leaflet is inlined from the
XStatic-Leaflet package, the data are one JSON block with the geometry once and each
treaty's dates, and the script compares dates and restyles. The app hosts this same
document.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import folium
import jinja2
from markupsafe import Markup
from xstatic.pkg import leaflet as xstatic_leaflet

from geo import classes, countries, rows, words, world
from geo.dates import MONTHS_OF_DAY, PartialDate
from geo.tables import Package
from geo.timeline import state
from geo.treaties import OVER, UNSIGNED, Source, Treaty
from geo.view import PRESETS, Span, View

ASSETS = Path(__file__).parents[1] / "assets"
SCRIPTS = ("law", "words", "map", "card", "legend", "controls", "link", "page")

#: folium draws an element's id at random; a fixed one keeps the bytes the same.
MAP_ID = "atlas"


def page(package: Package, view: View) -> str:
    """The document as text: the same package and view give the same bytes."""
    payload = json.dumps(
        _payload(package, view), ensure_ascii=False, separators=(",", ":")
    )
    map_element, map_script = _leaflet_map()
    leaflet_css, leaflet_js = _leaflet()
    styles = [leaflet_css, _asset("map.css"), _palette(package.span)]
    scripts = [leaflet_js, map_script, *(_asset(f"{name}.js") for name in SCRIPTS)]
    current = state(package.treaties, view)
    return _template().render(
        view=view,
        version=package.version,
        title=words.title(view, countries.name(view.focus, view.lang)),
        headline=words.headline(current),
        citation=words.citation(package.version, package.as_of, view.lang),
        policy=_policy(styles, scripts),
        styles=[Markup(text) for text in styles],
        scripts=[Markup(text) for text in scripts],
        map_element=Markup(map_element),
        payload=Markup(_inert(payload)),
    )


def _inert(payload: str) -> str:
    """JSON that cannot close its script element, whatever a cell holds."""
    for character in "<>&\u2028\u2029":
        payload = payload.replace(character, f"\\u{ord(character):04x}")
    return payload


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(ASSETS)
    return jinja2.Environment(loader=loader, autoescape=True).get_template("page.html")


@lru_cache(maxsize=16)
def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _leaflet() -> tuple[str, str]:
    """Leaflet's style sheet and script, without the pictures they would fetch."""
    folder = Path(xstatic_leaflet.BASE_DIR)
    css = (folder / "leaflet.css").read_text(encoding="utf-8")
    js = (folder / "leaflet.js").read_text(encoding="utf-8")
    css = re.sub(r"[^{};]*url\([^)]*\)[^;}]*;?", "", css)
    return css, re.sub(r"//# sourceMappingURL=\S+", "", js)


@lru_cache(maxsize=1)
def _leaflet_map() -> tuple[str, str]:
    """folium's map: its element and the script that makes it, nothing from a CDN.

    Coordinates are the topology's grid, so the plane is Leaflet's ``Simple`` one.
    """
    chart = folium.Map(
        location=(0, 0),
        crs="Simple",
        tiles=None,
        control_scale=False,
        attribution_control=False,
        zoom_control=False,
        zoom_snap=0,
        zoom_delta=0.75,
        keyboard=False,
        bounce_at_zoom_limits=False,
        zoom_start=-4,
    )
    chart._id = MAP_ID
    root = chart.get_root()
    root.render()
    return root.html.render(), root.script.render()


def _policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """A Content-Security-Policy that allows this document's own blocks and no more."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(_hash(text) for text in scripts),
            "style-src " + " ".join(_hash(text) for text in styles),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _palette(span: Span) -> str:
    """The colours of :mod:`geo.classes` as custom properties and rules."""
    light = [f"--sea:{classes.SEA['light']}", f"--coast:{classes.COAST['light']}"]
    dark = [f"--sea:{classes.SEA['dark']}", f"--coast:{classes.COAST['dark']}"]
    light += [f"--border:{classes.BORDER['light']}"]
    dark += [f"--border:{classes.BORDER['dark']}"]
    rules = []
    for name, overlay in classes.OVERLAYS.items():
        light.append(f"--ink-{name}:{overlay.ink['light']}")
        dark.append(f"--ink-{name}:{overlay.ink['dark']}")
        rules.append(f".h-{name}{{fill:url(#hatch-{name})}}")
        rules.append(f".ink-{name}{{stroke:var(--ink-{name});stroke-width:.8}}")
    for key, look in classes.CLASSES.items():
        light.append(f"--c-{key}:{look.light}")
        dark.append(f"--c-{key}:{look.dark}")
        rules.append(f".c-{key}{{fill:var(--c-{key})}}")
        if look.hatch:
            light.append(f"--ink-{key}:{look.ink_light}")
            dark.append(f"--ink-{key}:{look.ink_dark}")
            rules.append(f".h-{key}{{fill:url(#hatch-{key})}}")
            rules.append(
                f".ink-{key}{{stroke:var(--ink-{key});stroke-width:1.1;fill:none}}"
            )
    steps = span.last - span.first + 1
    for theme, variables in (("light", light), ("dark", dark)):
        for i, colour in enumerate(classes.ramp(steps, theme)):
            variables.append(f"--y-{i}:{colour}")
    rules += [f".y-{i}{{fill:var(--y-{i})}}" for i in range(steps)]
    day, night = ";".join(light), ";".join(dark)
    return (
        f":root{{{day}}}:root[data-theme=dark]{{{night}}}"
        f"@media screen and (prefers-color-scheme:dark)"
        f"{{:root:not([data-theme=light]){{{night}}}}}"
        f"@media print{{:root,:root[data-theme=dark]{{{day}}}}}" + "".join(rules)
    )


def _payload(package: Package, view: View) -> dict:
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
        "treaties": [_treaty(t, view.focus) for t in listed],
        "units": _units(atlas),
        "extent": atlas.extent,
        "topology": {
            "arcs": atlas.topology["arcs"],
            "objects": atlas.topology["objects"],
        },
    }


def _treaty(treaty: Treaty, focus: str) -> dict:
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

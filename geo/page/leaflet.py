"""Leaflet and the map that folium makes, as they stand in every page.

folium is asked once for what is the same in all pages. Where it cannot be installed, in
a reader's browser, what it made is read from a file that the site lays beside this
module (:mod:`geo.export.site.bundle`).
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from geo.storage import CACHE, cached

#: folium draws an element's id at random; a fixed one keeps the bytes the same.
MAP_ID = "atlas"

#: What was made before, for a place without folium.
PREPARED = Path(__file__).with_name("leaflet.json")


@dataclass(frozen=True)
class Leaflet:
    """Style sheet and script of Leaflet; element and script of folium's map."""

    css: str
    js: str
    element: str
    script: str


@lru_cache(maxsize=1)
def parts() -> Leaflet:
    """The parts, made by folium or read where they were made before."""
    if PREPARED.exists():
        return Leaflet(**json.loads(PREPARED.read_text("utf-8")))
    return Leaflet(*_leaflet(), *_map())


def prepared() -> bytes:
    """The file that :data:`PREPARED` names."""
    return json.dumps(asdict(parts())).encode()


_RULE = re.compile(r"([^{}]+)\{[^{}]*\}\s*")

#: Parts of Leaflet that the page does not have, by the names in its style sheet.
_PARTS = re.compile(r"leaflet-(?:control|popup|tooltip|bar|div-icon|oldie|top|bottom)")


def _unused(selectors: str) -> bool:
    """Whether a rule is for parts that the page does not have, and for nothing else."""
    parts = re.sub(r"/\*.*?\*/", "", selectors, flags=re.DOTALL).split(",")
    return all(_PARTS.search(one) for one in parts)


def _leaflet() -> tuple[str, str]:
    """Leaflet's style sheet and script, without the pictures they would fetch."""
    from xstatic.pkg import leaflet

    folder = Path(leaflet.BASE_DIR)
    css = (folder / "leaflet.css").read_text(encoding="utf-8")
    js = (folder / "leaflet.js").read_text(encoding="utf-8")
    css = re.sub(r"[^{};]*url\([^)]*\)[^;}]*;?", "", css)
    css = _RULE.sub(lambda rule: "" if _unused(rule[1]) else rule[0], css)
    return css, re.sub(r"//# sourceMappingURL=\S+", "", js)


def _map() -> tuple[str, str]:
    """The map's element and the script that makes it, as folium writes them.

    They are cached on disk: importing folium takes longer than the rest of a page.
    """
    versions = (f"{name} {version(name)}".encode() for name in ("folium", "branca"))
    made_from = [Path(__file__).read_bytes(), *versions]
    element, script = json.loads(cached(CACHE / "leaflet", made_from, _folium_map))
    return element, script


def _folium_map() -> bytes:
    """folium's map: its element and script as JSON, nothing from a CDN.

    Coordinates are the topology's grid, so the plane is Leaflet's ``Simple`` one.
    """
    import folium

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
    return json.dumps([root.html.render(), root.script.render()]).encode()

"""Answers what the peers fetch from elsewhere, at once and from this machine.

Without it the folium and Plotly apps draw nothing where there is no network, and a
measurement of them is one of Streamlit's own icons. With it every peer is shown better
than on a real network. What is answered: Leaflet from the package we inline ourselves,
an empty world to Plotly (it asks for one even with geometry of one's own), and for the
rest an empty script or sheet, which none of these maps needs.
"""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route
from xstatic.pkg import leaflet

_KINDS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
_EMPTY = {
    "type": "Topology",
    "arcs": [],
    "objects": {
        kind: {"type": "GeometryCollection", "geometries": []} for kind in _KINDS
    },
}


def elsewhere(url: str) -> bool:
    """Whether an address is neither a file nor this machine's."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and parts.hostname != "127.0.0.1"


def hung(page: Page) -> set[str]:
    """Answer a page's requests to elsewhere; the set fills with their addresses."""
    values: set[str] = set()

    def answer(route: Route) -> None:
        values.add(route.request.url)
        path = urlsplit(route.request.url).path
        name = path.rpartition("/")[2]
        if name in ("leaflet.js", "leaflet.css"):
            route.fulfill(path=Path(leaflet.BASE_DIR) / name)
        elif path.endswith(".js"):
            route.fulfill(body="", content_type="text/javascript")
        elif path.endswith(".json"):
            route.fulfill(body=json.dumps(_EMPTY), content_type="application/json")
        else:
            route.fulfill(body="", content_type="text/css")

    page.route(elsewhere, answer)
    return values

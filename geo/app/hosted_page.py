"""The page inside a view of the app: the map, the life-lines, a comparison, one card.

One page serves every view, so that a view of the app and the exported file cannot say
the same thing in two ways. The app tells it which of its parts to show.
"""

from __future__ import annotations

import json
from functools import partial
from urllib.parse import urljoin

import streamlit as st
from streamlit.components.v1 import declare_component

from geo.app import session, widgets
from geo.model.languages import LANGUAGES
from geo.page import cache, payload
from geo.presentation import rows
from geo.presentation.scene import Scene
from geo.tables import load

#: View of the app -> the part of the page that it shows, as host.js knows it.
PARTS = {"map": "map", "timeline": "lives", "compare": "compare", "table": "card"}

#: Where the server has the page of a view.
PAGE = "map.html"


def treaty_map():
    """The page, served as a static file that the browser keeps.

    Its name holds the hash of the data: when they change under a running app, the next
    run of every reader shows another page, and never an old map under a new heading.
    """
    package = load.load_package()
    return _component(package.digest, str(cache.current(package)))


@st.cache_resource(show_spinner=False, max_entries=4)
def _component(digest: str, folder: str):
    return declare_component(f"treaty_map_{digest}", path=folder)


def show(scene: Scene, name: str, since: str = "") -> None:
    """The part of the page that a view of the app shows.

    Args:
        name: the view of the app, a key of :data:`PARTS`.
        since: the ISO day that a comparison starts from, in place of the first year
            shown.
    """
    key = session.page_key()
    # A table that the page does not hold comes to it as a message, once.
    reader, codes = session.get(), session.parties()
    missing = key and reader.map_table != (name, key)
    message = {
        "view": rows.message(scene.view),
        "shows": PARTS[name],
        "since": since,
        "share": _addresses(scene),
        "ack": reader.map_answer,
        "heard": reader.map_request,
        "table": key,
        "whole": True,
        "parties": [[code, session.party(code, scene.lang)] for code in codes],
        "data": payload.table(scene, LANGUAGES) if missing else None,
    }
    # As text: of anything else Streamlit asks whether it is a table, and imports pandas
    # to answer, which takes a third of a second of the first reader's time.
    treaty_map()(
        message=json.dumps(message),
        key=session.page_widget(name),
        default=None,
        on_change=partial(session.from_page, name),
    )
    reader.map_table = (name, key)


def _addresses(scene: Scene) -> dict[str, str]:
    """Where this view is: in the app, and as a page alone; an own table is nowhere."""
    page = urljoin(st.context.url or "", PAGE)
    query = scene.query
    if scene.package.own:
        page, query = "", ""
    alone = f"{page}?{query}" if query else page
    return {"link": widgets.view_address(scene), "page": alone}

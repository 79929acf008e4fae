"""One run of the app for one reader: link -> session -> sidebar -> one view."""

from __future__ import annotations

import streamlit as st

from geo import turns
from geo.app import (
    cleanup,
    downloads,
    figures_view,
    index_page,
    session,
    sidebar,
    upload,
    views,
    warm_up,
    widgets,
    your_data,
)
from geo.app.session import plain, t, unbroken
from geo.model import boundaries, countries
from geo.model.data_rows import BadData
from geo.presentation import strings
from geo.presentation.scene import Scene
from geo.storage import ASSETS
from geo.tables import load

VIEWS = {
    "map": views.map_view,
    "table": views.table_view,
    "timeline": views.timeline_view,
    "compare": views.compare_view,
    "figures": figures_view.figures_view,
    "own": lambda scene: your_data.own_view(),
    "method": views.method_view,
}

#: Tells the document around the app its language. The script is a file of the project;
#: all it is given is a code of LANGUAGES.
set_language = st.components.v2.component(
    "language", js=(ASSETS / "app.js").read_text(encoding="utf-8")
)


@st.cache_resource(show_spinner=False)
def spare_the_shared() -> None:
    """Keep the collector off what every session shares, once the first has drawn it.

    It is most of the time of a step of the slider.
    """
    cleanup.spare_the_held()
    warm_up.shorten_turns()


@turns.run()
def run() -> None:
    """Draw what the reader's link and choices ask for."""
    downloads.begin(session.get().offers)
    st.set_page_config(
        page_title=index_page.title(index_page.NAMES[0], session.get().lang),
        page_icon="🗺️",
        layout="wide",
        # The map has its own controls; the same choices are in the sidebar.
        initial_sidebar_state="collapsed",
    )
    try:
        load.load_package()
        boundaries.load("world")
        countries.check()
        _run()
    except BadData as error:
        st.error(plain(error.text(session.get().lang)))
    with st.container(key="language"):
        set_language(
            data={"lang": session.get().lang, "page": session.get().drawn_page}
        )
    downloads.settle(session.get().offers)


def _run() -> None:
    """One run over data that can be read."""
    reader = session.get()
    reader.pages = {
        name: st.Page(
            lambda: None, title=t(f"nav.{name}"), url_path=name, default=name == "map"
        )
        for name in VIEWS
    }
    page = st.navigation(list(reader.pages.values()), position="top")
    name = page.url_path or "map"
    upload.read_what_is_due()
    session.arrive(name)
    if reader.turn_to not in ("", name):
        st.switch_page(reader.pages[reader.turn_to])
    reader.turn_to = ""
    st.set_page_config(page_title=index_page.title(name, reader.lang))
    if session.waits_for_a_table() and name != "method":
        sidebar.language()
        session.remember_waiting(name)
        your_data.ask_again()
    else:
        package = session.package()
        session.fit_to(package.span)
        sidebar.sidebar(package)
        if reader.drawn_page != name:  # its page begins without a comparison
            reader.comparing = ""
        session.remember(name)
        _draw(name, Scene(package, reader.view))
    spare_the_shared()
    if not reader.grouped:
        cleanup.spare_the_held(collect=False)
        reader.grouped = True


def _draw(name: str, scene: Scene) -> None:
    """The heading, what is to be said, and the view."""
    reader = session.get()
    with st.container():
        if name in ("own", "method"):
            st.title(t(f"nav.{name}"), anchor=False)
        else:
            # Whose treaties and on what, then the answer: as the page has it.
            above = st.container(horizontal=True, vertical_alignment="center")
            above.caption(unbroken(plain(scene.title)))
            your_data.whose_treaties(above, name)
            # A comparison has a heading of its own, with its own counts.
            compares = name in ("compare", reader.comparing)
            title = t("nav.compare") if compares else scene.headline
            st.title(title, anchor=False)
        for item in reader.notices:
            st.info(plain(strings.notice(item, reader.lang)))
        if name == "own":
            your_data.intro()
        else:
            your_data.report_elsewhere(name)
    your_data.box(hidden=name != "own")
    draw_pictures = VIEWS[name](scene)
    if name != "own":
        widgets.foot(scene)
    # A figure takes a second and more: every word stands before it is drawn.
    if draw_pictures:
        draw_pictures()

"""The Streamlit face: widgets -> View -> pictures. No computation of its own."""

from __future__ import annotations

import sys

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.app import cleanup, session, views, widgets, your_data
from geo.app.routes import ROUTES
from geo.app.session import plain, state, t
from geo.model import boundaries, counting, countries
from geo.model.package import Package
from geo.model.treaties import Basis
from geo.model.view import BORDERS, COLOURS, LANGUAGES, View
from geo.presentation import captions, strings
from geo.tables import load


@st.cache_resource(show_spinner=False)
def spare_the_shared() -> None:
    """Keep the collector off what every session shares, once the first has drawn it.

    It is most of the time of a step of the slider. And let a thread that serves one
    reader wait for another's no longer than a millisecond at a time: a step changes
    threads some dozens of times, and each change waited five beside a large table.
    """
    cleanup.spare_the_held()
    sys.setswitchinterval(0.001)


def choose(label: str, options: list, key: str, show, change=session.touch) -> None:
    st.selectbox(label, options, format_func=show, key=key, on_change=change)


def controls(package: Package) -> View:
    """The widgets of the sidebar, as a view."""
    span, lang = package.span, state.lang
    partners = sorted(
        package.partners(state.focus), key=lambda code: countries.name(code, lang)
    )
    presets = ["", *package.presets(state.focus)]
    context = {layer.key: layer for layer in load.load_package().context}
    with st.sidebar:
        if taken := session.taken():
            names = {session.ATLAS: t("app"), session.OWN: taken.file_name[:40]}
            choose(
                t("own.source"), list(names), "source", names.get, session.choose_source
            )
        if span.first == span.last:
            state.years = (span.first, span.last)
        else:
            st.slider(
                t("years"),
                span.first,
                span.last,
                (span.first, span.last),
                key="years",
                on_change=session.leave_preset,
            )
        choose(
            t("language"),
            LANGUAGES,
            "lang",
            lambda lang: strings.word("language.name", lang),
        )
        choose(t("basis"), [b.value for b in Basis], "basis", lambda b: t(f"basis.{b}"))
        choose(
            t("preset"),
            presets,
            "preset",
            lambda p: t(f"preset.{p}" if p else "custom"),
            session.choose_preset,
        )
        choose(
            t("country"),
            ["", *partners],
            "country",
            lambda c: countries.name(c, lang) if c else t("nothing_selected"),
        )
        choose(
            t("focus"),
            session.parties(),
            "focus",
            lambda c: session.party(c, lang),
            session.choose_focus,
        )
        choose(t("borders"), BORDERS, "borders", lambda b: t(f"borders.name.{b}"))
        choose(
            t("colour"),
            COLOURS,
            "colour",
            lambda c: t("class" if c == "class" else f"colour.{c}"),
        )
        st.multiselect(
            t("layers"),
            list(context),
            format_func=lambda key: context[key].title(lang),
            key="layers",
            on_change=session.touch,
            help=t("layers.note"),
            placeholder="",
        )
        st.button(t("reset_all"), on_click=session.reset, width="stretch")
    view = View.of(
        span,
        layers=tuple(state.layers),
        basis=Basis(state.basis),
        colour=state.colour,
        borders=state.borders,
        lang=lang,
        country=state.country,
        focus=state.focus,
    )
    if state.preset:
        return view.with_preset(state.preset, span)
    return view.with_years(min(state.years), max(state.years))


VIEWS = {
    "map": views.map_view,
    "table": views.table_view,
    "timeline": views.timeline_view,
    "compare": views.compare_view,
    "figures": views.figures_view,
    "own": lambda package, current: your_data.own_view(),
    "method": views.method_view,
}


def main() -> None:
    """One run for one reader."""
    st.set_page_config(page_title="Treaty atlas", page_icon="🗺️", layout="wide")
    try:
        load.load_package()
        boundaries.load("world")
    except (load.BadTable, boundaries.BadBoundaries) as error:
        st.error(str(error).replace("'", "`"))
        st.stop()
    state.setdefault("lang", st.query_params.get("lang", "en"))
    if state.lang not in LANGUAGES:
        state.lang = "en"
    state.pages = {
        name: st.Page(
            lambda: None, title=t(f"nav.{name}"), url_path=name, default=name == "map"
        )
        for name in VIEWS
    }
    opened = st.navigation(list(state.pages.values()), position="top")
    name = opened.url_path or "map"
    session.arrive(name)
    package = session.package()
    chosen = controls(package)
    session.remember(chosen, name)
    now = counting.state(package.treaties, chosen)
    with st.container():
        if name in ("own", "method"):
            st.title(t(f"nav.{name}"), anchor=False)
        else:
            st.title(captions.title(package, chosen), anchor=False)
            st.subheader(strings.headline(now), anchor=False)
        for item in state.notices:
            st.info(plain(strings.notice(item, state.lang)))
        if name == "own":
            your_data.intro()
        else:
            your_data.news(name)
    your_data.box(hidden=name != "own")
    draw_pictures = VIEWS[name](package, now)
    if name != "own":
        widgets.foot(package, now)
    # A figure takes a second and more: every word stands before it is drawn.
    if draw_pictures:
        draw_pictures()
    spare_the_shared()
    if state.get("grouped") is False:
        cleanup.spare_the_held(collect=False)
        state.grouped = True


if get_script_run_ctx(suppress_warning=True):
    main()
else:
    # The server takes this file in once, for the addresses beside the app.
    app = st.App(__file__, routes=ROUTES)

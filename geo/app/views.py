"""The views of the app but the reader's own data: each draws one state.

A view with figures returns what draws them, to be called once all text stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st
from streamlit.components.v1 import declare_component

from geo.app import figures_view, session, widgets
from geo.app.session import plain, t
from geo.export import pictures
from geo.model.languages import LANGUAGES
from geo.page import cache, payload
from geo.presentation import chart, rows, strings
from geo.presentation.scene import Scene
from geo.tables import load


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


def map_view(scene: Scene) -> None:
    key = session.page_key()
    # A table that the page does not hold comes to it as a message, once.
    reader = session.get()
    missing = key and reader.map_table != key
    treaty_map()(
        view=rows.message(scene.view),
        ack=reader.map_answer,
        heard=reader.map_request,
        dark=st.context.theme.type == "dark",
        table=key,
        whole=True,
        parties=[[code, session.party(code, scene.lang)] for code in session.parties()],
        data=payload.table(scene, LANGUAGES) if missing else None,
        key="map",
        default=None,
        on_change=session.from_map,
    )
    reader.map_table = key
    for warning in filter(None, (scene.undrawn_note, scene.reading_note)):
        st.warning(plain(warning))
    if scene.unnamed_note:
        st.write("\\* " + plain(scene.unnamed_note))
    for sentence in rows.among(scene, load.load_package().context):
        st.write(plain(sentence))
    widgets.numbers(scene)
    page, figure, rest, citing = st.columns(4)
    widgets.download(page, scene, t("download.page"), "html", pictures.page)
    widgets.download(figure, scene, t("download.figure"), "png", pictures.figure)
    widgets.more(rest, scene)
    widgets.cite(citing, scene)
    st.header(t("table"), anchor=False)
    widgets.table(scene)


def table_view(scene: Scene) -> None:
    if scene.reading_note:
        st.caption(plain(scene.reading_note))
    find, rest, citing = st.columns([3, 1, 1], vertical_alignment="bottom")
    text = find.text_input(t("filter"), key="find")
    widgets.more(rest, scene)
    widgets.cite(citing, scene)
    widgets.table(scene, text)
    if not scene.view.focus and scene.state.standings:
        with st.expander(t("matrix")):
            st.caption(t("matrix.note"))
            st.dataframe(rows.matrix(scene), hide_index=True)
    widgets.card(scene)


def select_event() -> None:
    points = st.session_state.chart.selection.get("pick") or []
    if points and points[0].get("year") in session.package().span:
        session.choose_end(points[0]["year"])


def timeline_view(scene: Scene) -> None:
    package = scene.package
    spec = chart.specification(scene)
    st.vega_lite_chart(spec, key="chart", on_select=select_event, selection_mode="pick")
    if package.presets(scene.view.focus):
        st.write(t("chart.gap"))
        st.caption(t("chart.events"))
        st.caption(plain(chart.outside(scene)))
        events, pages = rows.events(package, scene.lang), t("sources")
        st.dataframe(
            [{k: v for k, v in row.items() if k != pages} for row in events],
            hide_index=True,
        )
        with st.expander(t("event.sources")):
            for row in events:
                title = f"{row[t('event.date')]}: {row[t('event')]}"
                links = [widgets.link(url) for url in row[pages]]
                st.markdown(f"- {plain(title)}: {', '.join(links)}")


def compare_view(scene: Scene) -> Callable[[], None] | None:
    view, package = scene.view, scene.package
    span = package.span
    if span.first == span.last:
        st.write(t("compare.one_year"))
        return None
    years = [str(y) for y in range(span.last, span.first - 1, -1)]
    choices = [*package.presets(view.focus), *years]
    usual = str(min(max(2016, span.first), span.last))
    start = session.view_choice("before", usual, choices)
    widgets.select(
        st,
        "before",
        t("compare.with"),
        choices,
        start,
        lambda c: (
            strings.day(f"{c}-12-31", view.lang) if c in years else t(f"preset.{c}")
        ),
        session.choose_in_view,
    )
    session.write_view_choice("before", usual)
    if start in years:
        before = scene.with_years(span.first, int(start))
    else:
        before = Scene(package, view.with_preset(start, span))
    places = list(zip(st.columns(2), (before, scene), strict=True))
    for place, scene_of_year in places:
        place.markdown(f"**{plain(strings.years(scene_of_year.view))}**")
        place.write(scene_of_year.headline)
    changes = rows.changes(before, scene)
    for label, acts in changes:
        st.markdown(f"**{label}**: {plain(acts)}")
    if not changes:
        st.write(t("compare.same"))

    def draw_pictures() -> None:
        for place, scene_of_year in places:
            made = figures_view.preview(scene_of_year)
            place.image(made, alt=scene_of_year.alternative_text, width="stretch")

    return draw_pictures


#: A link of a document to a file beside it: the app has no such page.
_RELATIVE = re.compile(r"\[([^\]]*)\]\((?!https?:|#)[^)]*\)")


def method_view(scene: Scene) -> None:
    for name in ("README.md", "gaps.md", "boundaries/SOURCES.md", "CHANGELOG.md"):
        text, _ = load.document(name, scene.lang)
        title, _, body = text.partition("\n")
        with st.expander(title.lstrip("# "), expanded=name == "README.md"):
            st.markdown(_RELATIVE.sub(r"\1", body))
    widgets.more(st, scene)

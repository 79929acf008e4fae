"""The views of the app but the reader's own data: each draws one state.

A view with figures returns what draws them, to be called once all text stands.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.components.v1 import declare_component

from geo.app import session, widgets
from geo.app.session import plain, t
from geo.export import downloads
from geo.model import counting, countries
from geo.model.counting import State
from geo.model.package import Package
from geo.model.view import View
from geo.page import cache, payload
from geo.presentation import captions, chart, rows, strings
from geo.tables import load


@st.cache_resource(show_spinner=False)
def treaty_map():
    """The page, served once as a static file that the browser keeps."""
    return declare_component(
        "treaty_map", path=str(cache.page_folder(load.load_package()))
    )


def map_view(package: Package, current: State) -> None:
    view = current.view
    key = session.page_key()
    # A table that the page does not hold comes to it as a message, once.
    reader = session.get()
    missing = key and reader.map_table != key
    treaty_map()(
        view=rows.message(view),
        ack=reader.map_answer,
        heard=reader.map_request,
        dark=st.context.theme.type == "dark",
        table=key,
        data=payload.table(package, view) if missing else None,
        key="map",
        default=None,
        on_change=session.from_map,
    )
    reader.map_table = key
    if undrawn := rows.undrawn(package, view):
        st.warning(plain(undrawn))
    if read := captions.reading(package, view):
        st.warning(plain(read))
    if unnamed := rows.unnamed(package, current):
        st.write("\\* " + plain(unnamed))
    for sentence in rows.among(current, load.load_package().context):
        st.write(plain(sentence))
    widgets.numbers(current)
    page, figure, rest, citing = st.columns(4)
    widgets.download(page, package, t("download.page"), view, "html", downloads.page)
    widgets.download(
        figure, package, t("download.figure"), view, "png", downloads.figure
    )
    widgets.more(rest, package, view)
    widgets.cite(citing, package, view)
    widgets.card(current)
    st.markdown(f"#### {t('table')}")
    widgets.table(package, current)


def table_view(package: Package, current: State) -> None:
    if read := captions.reading(package, current.view):
        st.caption(plain(read))
    find, rest, citing = st.columns([3, 1, 1], vertical_alignment="bottom")
    text = find.text_input(t("filter"), key="find")
    widgets.more(rest, package, current.view)
    widgets.cite(citing, package, current.view)
    widgets.table(package, current, text)
    if not current.view.focus and current.standings:
        with st.expander(t("matrix")):
            st.caption(t("matrix.note"))
            st.dataframe(rows.matrix(current), hide_index=True)
    widgets.card(current)


def select_event() -> None:
    picked = st.session_state.chart.selection.get("pick") or []
    if picked and picked[0].get("year") in session.package().span:
        session.choose_end(picked[0]["year"])


def timeline_view(package: Package, current: State) -> None:
    spec = chart.specification(package, current.view)
    st.vega_lite_chart(spec, key="chart", on_select=select_event, selection_mode="pick")
    if package.presets(current.view.focus):
        st.write(t("chart.gap"))
        st.caption(t("chart.events"))
        listed, pages = rows.events(package, current.view.lang), t("sources")
        st.dataframe(
            [{k: v for k, v in row.items() if k != pages} for row in listed],
            hide_index=True,
        )
        with st.expander(t("event.sources")):
            for row in listed:
                said = f"{row[t('event.date')]}: {row[t('event')]}"
                links = [widgets.link(url) for url in row[pages]]
                st.markdown(f"- {plain(said)}: {', '.join(links)}")


def compare_view(package: Package, current: State) -> Callable[[], None] | None:
    view, span = current.view, package.span
    if span.first == span.last:
        st.write(t("compare.one_year"))
        return None
    years = [str(y) for y in range(span.last, span.first - 1, -1)]
    choices = [*package.presets(view.focus), *years]
    usual = str(min(max(2016, span.first), span.last))
    chosen = session.view_choice("before", usual, choices)
    widgets.select(
        st,
        "before",
        t("compare.with"),
        choices,
        chosen,
        lambda c: (
            strings.day(f"{c}-12-31", view.lang) if c in years else t(f"preset.{c}")
        ),
        session.choose_in_view,
    )
    session.write_view_choice("before", usual)
    if chosen in years:
        earlier = view.with_years(span.first, int(chosen))
    else:
        earlier = view.with_preset(chosen, span)
    before = counting.state(package.treaties, earlier)
    places = list(zip(st.columns(2), (before, current), strict=True))
    for place, shown in places:
        place.markdown(f"**{plain(strings.years(shown.view))}**")
        place.write(strings.headline(shown))
    found = rows.changes(package, before, current)
    for label, acts in found:
        st.markdown(f"**{label}**: {plain(acts)}")
    if not found:
        st.write(t("compare.same"))

    def draw_pictures() -> None:
        for place, shown in places:
            place.image(preview(package, shown.view), width="stretch")

    return draw_pictures


@st.cache_data(show_spinner=False, max_entries=64)
def _shared(view: View, size: str, grey: bool, labels: bool) -> bytes:
    package = load.load_package(focus=view.focus)
    return downloads.picture(package, view, "png", 110, size, grey, labels)


def preview(
    package: Package,
    view: View,
    size: str = "a4",
    grey: bool = False,
    labels: bool = False,
) -> bytes:
    """A figure for the screen. That of a reader's own table is kept by the session."""
    if not package.own:
        return _shared(view, size, grey, labels)
    reader = session.get()
    kept = reader.previews
    key = (view, size, grey, labels)
    if key not in kept:
        made = downloads.picture(package, view, "png", 110, size, grey, labels)
        reader.previews = {**dict(list(kept.items())[-3:]), key: made}
    return reader.previews[key]


def figures_view(package: Package, current: State) -> Callable[[], None]:
    view = current.view
    first, second, third, fourth, fifth = st.columns(5, vertical_alignment="bottom")
    usual = {"size": "a4", "kind": "png", "dpi": 300, "labels": False, "grey": False}
    kinds, dpis, either = ["png", "svg", "pdf"], [150, 300, 600], [False, True]
    allowed = (downloads.PICTURE_SIZES, kinds, dpis, either, either)
    size, kind, dpi, labels, grey = (
        session.view_choice(name, default, values)
        for (name, default), values in zip(usual.items(), allowed, strict=True)
    )
    choose = session.choose_in_view
    widgets.select(
        first,
        "size",
        t("figure.size"),
        downloads.PICTURE_SIZES,
        size,
        lambda name: t(f"figure.size.{name}"),
        choose,
    )
    widgets.select(second, "kind", t("figure.format"), kinds, kind, str.upper, choose)
    widgets.select(third, "dpi", "dpi", dpis, dpi, str, choose, disabled=kind != "png")
    widgets.switch(fourth, "labels", t("figure.labels"), labels, choose)
    widgets.switch(fifth, "grey", t("figure.grey"), grey, choose)
    for name, default in usual.items():
        session.write_view_choice(name, default)

    def build(package: Package, view: View) -> bytes:
        return downloads.picture(package, view, kind, dpi, size, grey, labels)

    take, citing = st.columns([3, 1])
    widgets.download(take, package, t("figure.download"), view, kind, build, "figure")
    widgets.cite(citing, package, view)
    place = st.container()

    def draw_pictures() -> None:
        place.image(
            preview(package, view, size, grey, labels),
            alt=strings.alternative_text(current, countries.name),
            width="stretch",
        )

    return draw_pictures


def method_view(package: Package, current: State) -> None:
    for name in ("README.md", "gaps.md", "boundaries/SOURCES.md", "CHANGELOG.md"):
        text, _ = load.document(name, current.view.lang)
        title, _, body = text.partition("\n")
        with st.expander(title.lstrip("# "), expanded=name == "README.md"):
            st.markdown(body)
    widgets.more(st, package, current.view)

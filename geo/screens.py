"""The views of the app but the reader's own data: each draws one state."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.components.v1 import declare_component

from geo import (
    captions,
    chart,
    citations,
    countries,
    downloads,
    payload,
    rows,
    session,
    store,
    tables,
    timeline,
    words,
)
from geo.session import plain, state, t
from geo.tables import Package
from geo.timeline import State
from geo.view import View

MIME = {"html": "text/html", "png": "image/png", "csv": "text/csv"}
#: Rows a browser's table takes without a pause, and treaties of one country's card.
ROWS, CARD = 1000, 20


@st.cache_resource(show_spinner=False)
def treaty_map():
    """The page, served once as a static file that the browser keeps."""
    return declare_component("treaty_map", path=str(store.page_folder(tables.load())))


# --- parts of more than one view ---


def card(current: State) -> None:
    """Every fact of the selected country, and every page that states one."""
    view = current.view
    if not view.country:
        return
    standing = current.standings.get(view.country)
    st.subheader(countries.name(view.country, view.lang), anchor=False)
    if standing is None:
        st.write(t("empty"))
        return
    shown = standing.treaties[-CARD:]
    if len(standing.treaties) > len(shown):
        st.write(t("listed.card", shown=len(shown), all=len(standing.treaties)))
    for treaty in shown:
        title, translated = treaty.title(view.lang)
        note = f" ({t('translated')})" if translated else ""
        st.markdown(f"**{plain(title or t('no_title'))}**{note}")
        if not view.focus:
            other = treaty.partner_of(view.country) or ""
            st.markdown(f"{t('with')} {plain(countries.name(other, view.lang))}")
        for label, value in rows.facts(treaty, view.lang):
            st.markdown(f"{label}: {plain(value)}")
        if not treaty.sources:
            continue
        st.caption(t("sources"))
        st.dataframe(
            rows.sources(treaty, view.lang),
            hide_index=True,
            column_config={"url": st.column_config.LinkColumn(width="large")},
        )


def select_row() -> None:
    chosen = state.table.selection.rows
    state.country = state.shown[chosen[0]] if chosen else ""


def table(package: Package, current: State, find: str = "") -> None:
    """The rows of the view; a row chosen selects its country everywhere."""
    found = rows.find(current, package, find)
    if found:
        state.shown = [code for code, _ in found[:ROWS]]
        if len(found) > ROWS:
            st.caption(t("listed.first", shown=ROWS, all=len(found)))
        st.dataframe(
            [rows.row(current, package, *pair) for pair in found[:ROWS]],
            hide_index=True,
            key="table",
            on_select=select_row,
            selection_mode="single-row",
        )
    else:
        st.write(t("empty"))
    if apart := rows.unplaced(current, package):
        with st.expander(t("unplaced", number=len(apart))):
            st.write(t("unplaced.why"))
            st.dataframe(apart[:ROWS], hide_index=True)


def download(
    place,
    package: Package,
    label: str,
    view: View,
    suffix: str,
    build: Callable[[Package, View], bytes],
    key: str = "",
) -> None:
    """A button whose file is built on the click, without a rerun."""
    place.download_button(
        label,
        data=lambda: build(package, view),
        file_name=view.file_name(suffix),
        mime=MIME.get(suffix, "application/octet-stream"),
        on_click="ignore",
        width="stretch",
        key=f"download-{key or suffix}",
    )


def more(place, package: Package, view: View) -> None:
    with place.popover(t("download.more"), width="stretch"):
        for name in downloads.FORMATS:
            if package.own and name not in downloads.OF_A_VIEW:
                continue
            build = getattr(downloads, name)
            download(st, package, name.upper(), view, name, build)


def cite(place, package: Package, view: View) -> None:
    with place.popover(t("cite"), width="stretch"):
        text = citations.text(package, view.lang)
        st.code(text, language=None, wrap_lines=True)
        if not package.own:
            st.code(citations.bibtex(package), language="bibtex", wrap_lines=True)
        query = view.query(package.span)
        st.caption(t("copy_link"))
        if package.own:
            st.caption(t("own.link"))
            query = "&".join(filter(None, (f"{session.TABLE}={session.OWN}", query)))
        base = (st.context.url or "").split("?")[0]
        st.code(f"{base}?{query}" if query else base, language=None, wrap_lines=True)


def numbers(current: State) -> None:
    shown = ["countries", "instruments", "confirmed"]
    shown += [k for k in ("not_confirmed", "possible") if getattr(current.counts, k)]
    for place, key in zip(st.columns(len(shown)), shown, strict=True):
        value = getattr(current.counts, key)
        place.metric(t(f"metric.{key}"), value, help=t(f"metric.{key}.help"))


# --- the views ---


def map_view(package: Package, current: State) -> None:
    view = current.view
    key = session.page_key()
    # A table that the page does not hold comes to it as a message, once.
    missing = key and state.get("have") != key
    treaty_map()(
        view=rows.message(view),
        ack=state.get("ack", 0),
        dark=st.context.theme.type == "dark",
        table=key,
        data=payload.table(package, view) if missing else None,
        key="map",
        default=None,
        on_change=session.from_map,
    )
    if undrawn := rows.undrawn(package, view):
        st.warning(plain(undrawn))
    if unnamed := rows.unnamed(package, current):
        st.write("\\* " + plain(unnamed))
    numbers(current)
    page, figure, rest, citing = st.columns(4)
    download(page, package, t("download.page"), view, "html", downloads.page)
    download(figure, package, t("download.figure"), view, "png", downloads.figure)
    more(rest, package, view)
    cite(citing, package, view)
    card(current)
    st.markdown(f"#### {t('table')}")
    table(package, current)


def table_view(package: Package, current: State) -> None:
    find, rest, citing = st.columns([3, 1, 1], vertical_alignment="bottom")
    text = find.text_input(t("filter"), key="find")
    more(rest, package, current.view)
    cite(citing, package, current.view)
    table(package, current, text)
    card(current)


def select_event() -> None:
    picked = state.chart.selection.get("pick") or []
    span = session.package().span
    if picked and picked[0].get("year") in span:
        state.years, state.preset = (span.first, picked[0]["year"]), ""


def timeline_view(package: Package, current: State) -> None:
    spec = chart.specification(package, current.view)
    st.vega_lite_chart(spec, key="chart", on_select=select_event, selection_mode="pick")
    if package.presets(current.view.focus):
        st.write(t("chart.gap"))
        st.caption(t("chart.events"))
        st.dataframe(rows.events(package, state.lang), hide_index=True)


def compare_view(package: Package, current: State) -> None:
    view, span = current.view, package.span
    if span.first == span.last:
        st.write(t("compare.one_year"))
        return
    year = st.select_slider(
        t("compare.with"),
        range(span.first, span.last + 1),
        value=min(max(2016, span.first), span.last),
        key="before",
    )
    before = timeline.state(package.treaties, view.with_years(span.first, year))
    for place, shown in zip(st.columns(2), (before, current), strict=True):
        place.markdown(f"**{plain(words.years(shown.view))}**")
        place.write(words.headline(shown))
        place.image(preview(package, shown.view), width="stretch")
    for label, names in rows.changes(before, current):
        st.markdown(f"**{label}**: {plain(names)}")


@st.cache_data(show_spinner=False, max_entries=64)
def _shared(view: View, size: str, grey: bool, labels: bool) -> bytes:
    package = tables.load(focus=view.focus)
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
    kept = state.setdefault("pictures", {})
    key = (view, size, grey, labels)
    if key not in kept:
        made = downloads.picture(package, view, "png", 110, size, grey, labels)
        state.pictures = {**dict(list(kept.items())[-3:]), key: made}
    return state.pictures[key]


def figures_view(package: Package, current: State) -> None:
    view = current.view
    first, second, third, fourth, fifth = st.columns(5, vertical_alignment="bottom")
    size = first.selectbox(
        t("figure.size"),
        downloads.PICTURE_SIZES,
        format_func=lambda name: t(f"figure.size.{name}"),
        key="size",
    )
    kind = second.selectbox(
        t("figure.format"), ["png", "svg", "pdf"], format_func=str.upper, key="kind"
    )
    dpi = third.selectbox("dpi", [150, 300, 600], 1, key="dpi", disabled=kind != "png")
    labels = fourth.toggle(t("figure.labels"), key="labels")
    grey = fifth.toggle(t("figure.grey"), key="grey")

    def build(package: Package, view: View) -> bytes:
        return downloads.picture(package, view, kind, dpi, size, grey, labels)

    download(st, package, t("figure.download"), view, kind, build, "figure")
    st.image(
        preview(package, view, size, grey, labels),
        alt=words.alternative_text(current, countries.name),
        width="stretch",
    )


def method_view(package: Package, current: State) -> None:
    for name in ("README.md", "gaps.md", "boundaries/SOURCES.md", "CHANGELOG.md"):
        text = (tables.DATA / name).read_text(encoding="utf-8")
        title, _, body = text.partition("\n")
        with st.expander(title.lstrip("# "), expanded=name == "README.md"):
            st.markdown(body)
    more(st, package, current.view)


def foot(package: Package, current: State) -> None:
    """What every view ends with."""
    view = current.view
    st.caption(captions.rule(package, view))
    st.caption(t(f"borders.{view.borders}"))
    edition = captions.as_of(package, current), captions.citation(package, view.lang)
    for sentence in edition:
        # Only a reader's own file has a name that may hold Markdown.
        st.caption(plain(sentence) if package.own else sentence)

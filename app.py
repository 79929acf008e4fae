"""The Streamlit face: widgets -> View -> pictures. No computation of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import streamlit as st
from streamlit.components.v1 import declare_component

from geo import (
    chart,
    citations,
    countries,
    downloads,
    rows,
    store,
    tables,
    timeline,
    words,
    world,
)
from geo.treaties import Basis
from geo.view import (
    BORDERS,
    COLOURS,
    FIELDS,
    LANGUAGES,
    PRESETS,
    Notice,
    View,
    from_params,
)

WIDGETS = ("years", "basis", "preset", "country", "borders", "colour", "layers", "lang")
MIME = {"html": "text/html", "png": "image/png", "csv": "text/csv"}

st.set_page_config(page_title="Treaty atlas", page_icon="🗺️", layout="wide")
try:
    package = tables.load()
    world.load("world")
except (tables.BadTable, world.BadBoundaries) as error:
    st.error(str(error).replace("'", "`"))
    st.stop()
span, partners, state = package.span, package.partners(), st.session_state
context = {layer.key: layer for layer in package.context}


def t(key: str, **values: object) -> str:
    return words.word(key, state.get("lang", "en"), **values)


def plain(text: str) -> str:
    """Text of a cell, so that no Markdown in it is ever read as such."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~$:&@/])", r"\\\1", text)


@st.cache_resource(show_spinner=False)
def treaty_map():
    """The page, served once as a static file that the browser keeps."""
    return declare_component("treaty_map", path=str(store.page_folder(package)))


def link() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def widgets() -> tuple:
    """What the widgets say, to tell whether the reader moved one."""
    return tuple(str(state.get(name)) for name in WIDGETS)


def widgets_from(view: View) -> None:
    """Put a view into the widgets, before they are drawn."""
    state.years, state.basis = view.years, view.basis.value
    state.layers = list(view.layers)
    for name in ("borders", "colour", "lang", "country", "preset"):
        state[name] = getattr(view, name)


def arrive(page: str) -> None:
    """Read the link: on the first run, and when the reader goes back in history.

    The widgets are not bound to the link by Streamlit: a bound widget spells its
    label in the reader's language, takes a reversed range and drops what it does not
    know in silence. One spelling for app, page and command line is :class:`View`'s.
    """
    params = link()
    # A run that a widget started may still carry the link of the run before: only a
    # link that changed while every widget stayed is a step in history.
    moved = "drawn" in state and state.drawn != widgets()
    # Another view of the app is opened without a link: it shows the same years.
    turned = state.get("page", page) != page and not params
    state.page = page
    if moved:
        state.notices = []
    if moved or turned or params == state.get("link"):
        return
    view, state.notices = from_params(params, span, partners, context)
    if view.focus != View.focus or view.country == View.focus:
        field = "focus" if view.focus != View.focus else "country"
        code = getattr(view, field)
        state.notices.append(Notice("unknown-country", field, code))
        view = replace(view, focus=View.focus, country="")
    if view.ends_on_a_day and not view.preset:
        state.notices.append(Notice("day", "years", str(view.end)))
    widgets_from(view)


def remember(view: View) -> None:
    """Write the view into the link, and leave a host page's own parameters alone."""
    others = {name: values for name, values in link().items() if name not in FIELDS}
    wanted = {**others, **{k: [v] for k, v in view.params(span).items()}}
    if link() != wanted:
        st.query_params.from_dict(wanted)
    state.link, state.drawn = wanted, widgets()


def from_map() -> None:
    """A change made in the map: the widgets follow, and the map is told so."""
    message = state.map
    if not isinstance(message, dict) or not isinstance(message.get("view"), dict):
        return
    sent = {k: str(v)[:40] for k, v in message["view"].items()}
    sent["layers"] = ",".join(state.layers)
    sent["years"] = f"{sent.get('start', '')[:4]}..{sent.get('end', '')[:4]}"
    if sent.get("country") not in partners:
        sent["country"] = ""
    view, _ = from_params(sent, span, partners, context)
    widgets_from(view)
    number = message.get("number")
    state.ack = number if isinstance(number, int) else 0


def choose_preset() -> None:
    preset = PRESETS.get(state.preset)
    state.years = (span.first, preset.end.year if preset else span.last)


def leave_preset() -> None:
    state.preset = ""


def select_row() -> None:
    chosen = state.table.selection.rows
    state.country = state.shown[chosen[0]] if chosen else ""


def select_event() -> None:
    picked = state.chart.selection.get("pick") or []
    if picked and picked[0].get("year") in span:
        state.years, state.preset = (span.first, picked[0]["year"]), ""


def reset() -> None:
    lang = state.lang
    widgets_from(replace(View.of(span), lang=lang))


def controls() -> View:
    """The widgets of the sidebar, as a view."""
    choices = {
        "lang": ("language", LANGUAGES, {"en": "English", "ru": "Русский"}.get),
        "basis": ("basis", [b.value for b in Basis], lambda b: t(f"basis.{b}")),
        "preset": (
            "preset",
            ["", *PRESETS],
            lambda p: t(f"preset.{p}" if p else "custom"),
        ),
        "country": (
            "country",
            ["", *sorted(partners, key=lambda c: countries.name(c, state.lang))],
            lambda c: countries.name(c, state.lang) if c else t("nothing_selected"),
        ),
        "borders": ("borders", BORDERS, lambda b: t(f"borders.name.{b}")),
        "colour": (
            "colour",
            COLOURS,
            lambda c: t("class" if c == "class" else "colour.year"),
        ),
    }
    with st.sidebar:
        st.slider(
            t("years"),
            span.first,
            span.last,
            (span.first, span.last),
            key="years",
            on_change=leave_preset,
        )
        for name, (label, options, show) in choices.items():
            change = choose_preset if name == "preset" else None
            st.selectbox(
                t(label), options, format_func=show, key=name, on_change=change
            )
        st.multiselect(
            t("layers"),
            list(context),
            format_func=lambda key: context[key].title(state.lang),
            key="layers",
            help=t("layers.note"),
            placeholder="",
        )
        st.button(t("reset_all"), on_click=reset, width="stretch")
    view = View.of(
        span,
        layers=tuple(state.layers),
        basis=Basis(state.basis),
        colour=state.colour,
        borders=state.borders,
        lang=state.lang,
        country=state.country,
    )
    if state.preset:
        return view.with_preset(state.preset, span)
    return view.with_years(min(state.years), max(state.years))


def card(current: timeline.State) -> None:
    """Every fact of the selected country, and every page that states one."""
    view = current.view
    if not view.country:
        return
    standing = current.standings.get(view.country)
    st.subheader(countries.name(view.country, view.lang), anchor=False)
    if standing is None:
        st.write(t("empty"))
        return
    for treaty in standing.treaties:
        title, translated = treaty.title(view.lang)
        note = f" ({t('translated')})" if translated else ""
        st.markdown(f"**{plain(title or t('no_title'))}**{note}")
        for label, value in rows.facts(treaty, view.lang):
            st.markdown(f"{label}: {plain(value)}")
        st.caption(t("sources"))
        st.dataframe(
            rows.sources(treaty, view.lang),
            hide_index=True,
            column_config={"url": st.column_config.LinkColumn(width="large")},
        )


def table(current: timeline.State, find: str = "") -> None:
    """The rows of the view; a row chosen selects its country everywhere."""
    listed = rows.table(current, package)
    codes = [code for code, _ in rows.listed(current)]
    keep = [
        i
        for i, row in enumerate(listed)
        if find.casefold() in " ".join(map(str, row.values())).casefold()
    ]
    state.shown = [codes[i] for i in keep]
    if not keep:
        st.write(t("empty"))
        return
    st.dataframe(
        [listed[i] for i in keep],
        hide_index=True,
        key="table",
        on_select=select_row,
        selection_mode="single-row",
    )


def download(
    place, label: str, view: View, suffix: str, build: Callable, key: str = ""
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


def more(place, view: View) -> None:
    with place.popover(t("download.more"), width="stretch"):
        for name in downloads.FORMATS:
            download(st, name.upper(), view, name, getattr(downloads, name))


def cite(place, view: View) -> None:
    with place.popover(t("cite"), width="stretch"):
        st.code(citations.text(package, view.lang), language=None, wrap_lines=True)
        st.code(citations.bibtex(package), language="bibtex", wrap_lines=True)
        query = view.query(span)
        st.caption(t("copy_link"))
        base = (st.context.url or "").split("?")[0]
        st.code(f"{base}?{query}" if query else base, language=None, wrap_lines=True)


def numbers(current: timeline.State) -> None:
    shown = ["countries", "instruments", "confirmed"]
    shown += [k for k in ("not_confirmed", "possible") if getattr(current.counts, k)]
    for place, key in zip(st.columns(len(shown)), shown, strict=True):
        value = getattr(current.counts, key)
        place.metric(t(f"metric.{key}"), value, help=t(f"metric.{key}.help"))


def map_view(current: timeline.State) -> None:
    view = current.view
    treaty_map()(
        view=rows.message(view),
        ack=state.get("ack", 0),
        dark=st.context.theme.type == "dark",
        key="map",
        default=None,
        on_change=from_map,
    )
    if undrawn := rows.undrawn(package, view):
        st.warning(plain(undrawn))
    if unnamed := rows.unnamed(package, current):
        st.write("\\* " + plain(unnamed))
    numbers(current)
    page, figure, rest, citing = st.columns(4)
    download(page, t("download.page"), view, "html", downloads.page)
    download(figure, t("download.figure"), view, "png", downloads.figure)
    more(rest, view)
    cite(citing, view)
    card(current)
    st.markdown(f"#### {t('table')}")
    table(current)


def table_view(current: timeline.State) -> None:
    find, rest, citing = st.columns([3, 1, 1], vertical_alignment="bottom")
    text = find.text_input(t("filter"), key="find")
    more(rest, current.view)
    cite(citing, current.view)
    table(current, text)
    card(current)


def timeline_view(current: timeline.State) -> None:
    spec = chart.specification(package, current.view)
    st.vega_lite_chart(spec, key="chart", on_select=select_event, selection_mode="pick")
    st.write(t("chart.gap"))
    st.caption(t("chart.events"))
    st.dataframe(rows.events(package, state.lang), hide_index=True)


def compare_view(current: timeline.State) -> None:
    view = current.view
    year = st.select_slider(
        t("compare.with"),
        range(span.first, span.last + 1),
        value=min(2016, span.last),
        key="before",
    )
    before = timeline.state(package.treaties, view.with_years(span.first, year))
    for place, shown in zip(st.columns(2), (before, current), strict=True):
        place.markdown(f"**{plain(words.years(shown.view))}**")
        place.write(words.headline(shown))
        place.image(preview(shown.view), width="stretch")
    for label, names in rows.changes(before, current):
        st.markdown(f"**{label}**: {plain(names)}")


@st.cache_data(show_spinner=False, max_entries=64)
def preview(view: View, size: str = "a4", grey: bool = False, labels: bool = False):
    return downloads.picture(package, view, "png", 110, size, grey, labels)


def figures_view(current: timeline.State) -> None:
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

    def build(package, view: View) -> bytes:
        return downloads.picture(package, view, kind, dpi, size, grey, labels)

    download(st, t("figure.download"), view, kind, build, "figure")
    st.image(
        preview(view, size, grey, labels),
        alt=words.alternative_text(current, countries.name),
        width="stretch",
    )


def method_view(current: timeline.State) -> None:
    for name in ("README.md", "gaps.md", "boundaries/SOURCES.md", "CHANGELOG.md"):
        text = (tables.DATA / name).read_text(encoding="utf-8")
        title, _, body = text.partition("\n")
        with st.expander(title.lstrip("# "), expanded=name == "README.md"):
            st.markdown(body)
    more(st, current.view)


VIEWS = {
    "map": map_view,
    "table": table_view,
    "timeline": timeline_view,
    "compare": compare_view,
    "figures": figures_view,
    "method": method_view,
}
state.setdefault("lang", st.query_params.get("lang", "en"))
if state.lang not in LANGUAGES:
    state.lang = "en"
opened = st.navigation(
    [
        st.Page(lambda: None, title=t(f"nav.{name}"), url_path=name, default=not i)
        for i, name in enumerate(VIEWS)
    ],
    position="top",
)
name = opened.url_path or "map"
arrive(name)
chosen = controls()
remember(chosen)
now = timeline.state(package.treaties, chosen)
st.title(words.title(chosen, countries.name(chosen.focus, state.lang)), anchor=False)
st.subheader(words.headline(now), anchor=False)
for item in state.notices:
    st.info(plain(words.notice(item, state.lang)))
VIEWS[name](now)
for sentence in (t("rule"), t(f"borders.{chosen.borders}")):
    st.caption(sentence)
st.caption(words.as_of(now, package.version, package.as_of))
st.caption(words.citation(package.version, package.as_of, state.lang))

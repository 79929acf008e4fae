"""The Streamlit face: widgets -> View -> pictures. No computation of its own."""

from __future__ import annotations

import re
from dataclasses import replace

import streamlit as st
from streamlit.components.v1 import declare_component

from geo import countries, downloads, rows, store, tables, timeline, words, world
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

st.set_page_config(page_title="Treaty atlas", page_icon="🗺️", layout="wide")
try:
    package = tables.load()
    world.load("world")
except (tables.BadTable, world.BadBoundaries) as error:
    st.error(str(error).replace("'", "`"))
    st.stop()
span = package.span
partners = package.partners()
state = st.session_state

WIDGETS = ("years", "basis", "preset", "country", "borders", "colour", "lang")


@st.cache_resource(show_spinner=False)
def treaty_map():
    """The page, served once as a static file that the browser keeps."""
    folder = store.page_folder(package)
    return declare_component("treaty_map", path=str(folder))


def widgets_from(view: View) -> None:
    """Put a view into the widgets, before they are drawn."""
    state.years = view.years
    for name in ("borders", "colour", "lang", "country", "preset"):
        state[name] = getattr(view, name)
    state.basis = view.basis.value


def widgets() -> tuple:
    """What the widgets say, to tell whether the reader moved one."""
    return tuple(state.get(name) for name in WIDGETS)


def arrive() -> None:
    """Read the link: on the first run, and when the reader goes back in history.

    The widgets are not bound to the link by Streamlit: a bound widget spells its
    label in the reader's language, takes a reversed range and drops what it does not
    know in silence. One spelling for app, page and command line is :class:`View`'s.
    """
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    # A run that a widget started may still carry the link of the run before: only a
    # link that changed while every widget stayed is a step in history.
    moved = "drawn" in state and state.drawn != widgets()
    if moved:
        state.notices = []
    if moved or params == state.get("link"):
        return
    view, state.notices = from_params(params, span, partners)
    if view.focus != View.focus or view.country == View.focus:
        field, code = ("country", view.country)
        if view.focus != View.focus:
            field, code = ("focus", view.focus)
        state.notices.append(Notice("unknown-country", field, code))
        view = replace(view, focus=View.focus, country="")
    if view.ends_on_a_day and not view.preset:
        state.notices.append(Notice("day", "years", str(view.end)))
    widgets_from(view)


def remember(view: View) -> None:
    """Write the view into the link, and leave a host page's own parameters alone."""
    others = {
        name: st.query_params.get_all(name)
        for name in st.query_params
        if name not in FIELDS
    }
    link = {**others, **{k: [v] for k, v in view.params(span).items()}}
    if {name: st.query_params.get_all(name) for name in st.query_params} != link:
        st.query_params.from_dict(link)
    state.link = link
    state.drawn = widgets()


def from_map() -> None:
    """A change made in the map: the widgets follow, and the map is told so."""
    message = state.map
    if not isinstance(message, dict) or not isinstance(message.get("view"), dict):
        return
    sent = {k: str(v)[:40] for k, v in message["view"].items()}
    sent["years"] = f"{sent.get('start', '')[:4]}..{sent.get('end', '')[:4]}"
    if sent.get("country") not in partners:
        sent["country"] = ""
    view, _ = from_params(sent, span, partners)
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
    if chosen:
        state.country = state.shown[chosen[0]]


def controls() -> View:
    """The widgets of the sidebar, as a view."""
    with st.sidebar:
        lang = st.selectbox(
            words.word("language", state.get("lang", "en")),
            LANGUAGES,
            format_func={"en": "English", "ru": "Русский"}.get,
            key="lang",
        )
        years = st.slider(
            words.word("years", lang),
            span.first,
            span.last,
            (span.first, span.last),
            key="years",
            on_change=leave_preset,
        )
        basis = st.selectbox(
            words.word("basis", lang),
            [b.value for b in Basis],
            format_func=lambda b: words.word(f"basis.{b}", lang),
            key="basis",
        )
        preset = st.selectbox(
            words.word("preset", lang),
            ["", *PRESETS],
            format_func=lambda p: words.word(f"preset.{p}" if p else "custom", lang),
            key="preset",
            on_change=choose_preset,
        )
        country = st.selectbox(
            words.word("country", lang),
            ["", *sorted(partners, key=lambda c: countries.name(c, lang))],
            format_func=lambda c: (
                countries.name(c, lang) if c else words.word("nothing_selected", lang)
            ),
            key="country",
        )
        borders = st.selectbox(
            words.word("borders", lang),
            BORDERS,
            format_func=lambda b: words.word(f"borders.name.{b}", lang),
            key="borders",
        )
        colour = st.selectbox(
            words.word("colour", lang),
            COLOURS,
            format_func=lambda c: words.word(
                "class" if c == "class" else "colour.year", lang
            ),
            key="colour",
        )
    view = View.of(
        span,
        basis=Basis(basis),
        colour=colour,
        borders=borders,
        lang=lang,
        country=country,
    )
    if preset:
        return view.with_preset(preset, span)
    return view.with_years(min(years), max(years))


def plain(text: str) -> str:
    """Text of a cell, so that no Markdown in it is ever read as such."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~$:&@/])", r"\\\1", text)


def card(current: timeline.State) -> None:
    view = current.view
    standing = current.standings.get(view.country)
    st.subheader(countries.name(view.country, view.lang))
    if standing is None:
        st.write(words.word("empty", view.lang))
        return
    for treaty in standing.treaties:
        title, translated = treaty.title(view.lang)
        note = f" ({words.word('translated', view.lang)})" if translated else ""
        st.markdown(f"**{plain(title or words.word('no_title', view.lang))}**{note}")
        for label, value in rows.facts(treaty, view.lang):
            st.markdown(f"{label}: {plain(value)}")
        st.caption(words.word("sources", view.lang))
        st.dataframe(
            rows.sources(treaty, view.lang),
            hide_index=True,
            column_config={"url": st.column_config.LinkColumn(width="large")},
        )


def files(view: View) -> None:
    lang = view.lang
    made = {
        "page": ("html", "text/html", lambda: downloads.page(package, view)),
        "figure": ("png", "image/png", lambda: downloads.figure(package, view)),
        "table": ("csv", "text/csv", lambda: downloads.csv(package, view)),
    }
    columns = st.columns(len(made))
    for column, (key, (suffix, mime, build)) in zip(columns, made.items(), strict=True):
        column.download_button(
            words.word(f"download.{key}", lang),
            data=build,
            file_name=view.file_name(suffix),
            mime=mime,
            on_click="ignore",
            use_container_width=True,
        )


def draw(view: View) -> None:
    lang = view.lang
    current = timeline.state(package.treaties, view)
    st.title(words.title(view, countries.name(view.focus, lang)), anchor=False)
    st.subheader(words.headline(current), anchor=False)
    for item in state.notices:
        st.info(plain(words.notice(item, lang)))
    treaty_map()(
        view=rows.message(view),
        ack=state.get("ack", 0),
        dark=st.context.theme.type == "dark",
        key="map",
        default=None,
        on_change=from_map,
    )
    unnamed = rows.unnamed(package, current)
    if unnamed:
        st.write("\\* " + plain(unnamed))
    files(view)
    if view.country:
        card(current)
    st.markdown(f"#### {words.word('table', lang)}")
    state.shown = [code for code, _ in rows.listed(current)]
    if state.shown:
        st.dataframe(
            rows.table(current, package),
            hide_index=True,
            key="table",
            on_select=select_row,
            selection_mode="single-row",
        )
    else:
        st.write(words.word("empty", lang))
    st.caption(words.word("rule", lang))
    st.caption(words.word(f"borders.{view.borders}", lang))
    st.caption(words.as_of(current, package.version, package.as_of))
    st.caption(words.citation(package.version, package.as_of, lang))


arrive()
chosen = controls()
remember(chosen)
draw(chosen)

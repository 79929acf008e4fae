"""What one reader's session holds: the choices, the table they speak of, the link.

The widgets are not bound to the link by Streamlit: a bound widget spells its label in
the reader's language, takes a reversed range and drops what it does not know in
silence. One spelling for app, page and command line is :class:`geo.model.view.View`'s.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

import streamlit as st

from geo.app import cleanup
from geo.model import countries
from geo.model.package import Package
from geo.model.view import FIELDS, NO_FOCUS, Notice, View, from_params
from geo.presentation import strings
from geo.tables import load
from geo.tables.user.read import UserTable

state = st.session_state

#: The widgets of the sidebar; a link restores each of them.
WIDGETS = (
    *("years", "basis", "preset", "country", "borders", "colour", "layers", "lang"),
    *("focus", "source"),
)
#: Whose table is shown, as a link has it.
ATLAS, OWN = "atlas", "own"
TABLE = "table"


def t(key: str, **values: object) -> str:
    """A string in the reader's language."""
    return strings.word(key, state.get("lang", "en"), **values)


def plain(text: str) -> str:
    """Text of a cell, so that no Markdown in it is ever read as such."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~$:&@/])", r"\\\1", text)


def link() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


# --- the table ---


def taken() -> UserTable | None:
    """The reader's own table, where one was read and has a valid row."""
    found = state.get("taken")
    return found if found and found.valid else None


def package() -> Package:
    """The table that is shown, as far as the focal country needs it."""
    if state.get("source") == OWN and (own := taken()):
        return own.package
    return load.load_package(focus=state.get("focus", View.focus))


def parties() -> list[str]:
    """Whom a reader may choose as focal country: "" is nobody."""
    if state.get("source") == OWN and (own := taken()):
        first, *others = (code for code, _ in own.package.parties)
        return [first, "", *others]
    rest = (c for c, _ in load.load_package(focus="").parties if c != View.focus)
    return [View.focus, "", *rest]


def page_key() -> str:
    """The name under which the map's page knows the table; its own has none."""
    if state.source == OWN:
        return f"{state.token}-{state.focus}"
    return "" if state.focus == View.focus else f"{ATLAS}-{state.focus or NO_FOCUS}"


def keep(table: UserTable) -> None:
    """Show a table that was read, under its first focus, over all its years."""
    if state.get("taken"):
        cleanup.soon()
    state.taken, state.token = table, secrets.token_hex(8)
    state.grouped = False  # by what the law asks, which this run does
    cleanup.watch()
    if not table.valid:
        show(ATLAS)
        return
    pending = state.pop("pending", None)
    show(OWN)
    if pending:
        read_link(pending)


def forget() -> None:
    """Let go of the reader's own table: nothing of it stays in the session."""
    for name in ("taken", "token", "pending", "pictures", "grouped"):
        state.pop(name, None)
    show(ATLAS)
    cleanup.soon()


def show(source: str) -> None:
    """Turn to a table, over all its years."""
    state.source = source
    state.focus = parties()[0]
    state.pop("pictures", None)
    whole = View.of(package().span, focus=state.focus)
    borders = state.get("borders", View.borders)
    widgets_from(replace(whole, lang=state.lang, borders=borders))


# --- the link ---


def widgets() -> tuple:
    """What the widgets say, to tell whether the reader moved one."""
    return tuple(str(state.get(name)) for name in WIDGETS)


def widgets_from(view: View) -> None:
    """Put a view into the widgets, before they are drawn."""
    state.years, state.basis = view.years, view.basis.value
    state.layers = list(view.layers)
    for name in ("borders", "colour", "lang", "country", "preset", "focus"):
        state[name] = getattr(view, name)


def touch(view: str = "") -> None:
    """Note that a widget's own message started this run, not a turn of the page.

    ``view`` is the only view that has the widget, where there is one: the browser's
    address may already be that of the next view when such a message is sent.
    """
    state.touched = view


def here() -> str:
    """The view at the address that the reader's browser shows; "" if unknown."""
    if not st.context.url:
        return ""
    name = urlsplit(st.context.url).path.rstrip("/").rpartition("/")[2]
    return name if name in state.pages else next(iter(state.pages))


def arrive(page: str) -> None:
    """Read the link: on the first run, and when the reader goes back in history."""
    params = link()
    opened, state.opened = state.get("opened", page), page
    # A widget's message names the view that the browser shows. One that was sent before
    # the browser heard of another view would turn the reader back from it.
    touched = state.pop("touched", None)
    late = touched is not None and opened != page and page in (touched, here())
    # Another view of the app is opened without a link: it shows the same years.
    # A run may be cut short by the next: the page is turned once one has got through.
    turned = state.get("page", page) != page and not params and not late
    # Turning the page, and not being drawn, makes a widget lose its choice.
    for name, value in state.get("kept", {"source": ATLAS}).items():
        if turned or name not in state:
            state[name] = value
    if late:
        state.kept = {name: state[name] for name in WIDGETS}
        state.page = page
        st.switch_page(state.pages[opened])
    # A run that a widget started may still carry the link of the run before: only a
    # link that changed while every widget stayed is a step in history.
    moved = "drawn" in state and state.drawn != widgets()
    if moved:
        state.notices = []
    if moved or turned or params == state.get("link"):
        return
    for name in state.get("choices", {}):
        state.pop(name, None)
    state.choices = {}
    read_link(params)


def read_link(params: dict[str, list[str]]) -> None:
    """Take the choices of a link; say what of it was ignored."""
    source = params.get(TABLE, [ATLAS])[-1]
    state.source = OWN if source == OWN and taken() else ATLAS
    # Any focus but Russia's needs the instruments between other states too.
    state.focus = "" if state.source == ATLAS and "focus" in params else View.focus
    held = package()
    choices = parties()
    layers = [layer.key for layer in held.context]
    known = {code for code, _ in held.parties}
    view, notices = from_params(params, held.span, known, layers)
    if view.focus not in choices:
        # A table of which Russia is no party opens under its first party.
        if "focus" in params and view.focus:
            notices.append(Notice("unknown-country", "focus", view.focus))
        view = replace(view, focus=choices[0])
    state.focus = view.focus
    held = package()
    if view.country and view.country not in held.partners(view.focus):
        notices.append(Notice("unknown-country", "country", view.country))
        view = replace(view, country="")
    if view.preset and not held.presets(view.focus):
        notices.append(Notice("bad", "preset", view.preset))
        view = view.with_years(held.span.first, held.span.last)
    if view.ends_on_a_day and not view.preset:
        notices.append(Notice("day", "years", str(view.end)))
    if source == OWN and state.source != OWN:
        notices = [Notice("own", TABLE)]
        state.pending = params
    elif source not in (ATLAS, OWN):
        notices.append(Notice("bad", TABLE, source[:40], f"{ATLAS}, {OWN}"))
    state.notices = notices
    widgets_from(view)


def remember(view: View, page: str) -> None:
    """Write the view into the link, and leave a host page's own parameters alone."""
    ours = (*FIELDS, TABLE)
    others = {name: values for name, values in link().items() if name not in ours}
    wanted = {**others, **{k: [v] for k, v in params(view).items()}}
    if link() != wanted:
        st.query_params.from_dict(wanted)
    state.link, state.drawn, state.page = wanted, widgets(), page
    state.kept = {name: state[name] for name in WIDGETS}


def params(view: View) -> dict[str, str]:
    """The link's fields; a reader's own table is named, and is not in the link."""
    table = {TABLE: OWN} if state.source == OWN else {}
    return {**table, **view.params(package().span)}


# --- choices of one view ---


def linked(name: str, default: object, allowed: Iterable[object]) -> None:
    """Before a widget is drawn: its choice from the link, or as it was last."""
    if name in state:
        return
    by_text = {str(value): value for value in allowed}
    held = state.setdefault("choices", {})
    state[name] = by_text.get(st.query_params.get(name, ""), held.get(name, default))
    if state[name] not in by_text.values():
        state[name] = default


def link_too(name: str, default: object) -> None:
    """After a widget was drawn: its choice into the link."""
    state.choices[name] = state[name]
    if state[name] != default:
        st.query_params[name] = str(state[name])
    elif name in st.query_params:
        del st.query_params[name]
    state.link = link()


# --- what moves the widgets ---


def from_map() -> None:
    """A change made in the map: the widgets follow, and the map is told so."""
    message = state.map
    if not isinstance(message, dict):
        return
    touch("map")
    if "need" in message:
        # The page was loaded anew, and has not got the table. It is told which of its
        # requests this run answers: what a run sends is dropped if the next cuts in.
        state.have, state.heard = "", message.get("request")
        return
    if not isinstance(message.get("view"), dict):
        return
    sent = {k: str(v)[:40] for k, v in message["view"].items()}
    sent["layers"] = ",".join(state.layers)
    sent["focus"] = state.focus or NO_FOCUS
    sent["years"] = f"{sent.get('start', '')[:4]}..{sent.get('end', '')[:4]}"
    held = package()
    partners = held.partners(state.focus)
    if sent.get("country") not in partners:
        sent["country"] = ""
    known = {code for code, _ in held.parties}
    layers = [layer.key for layer in held.context]
    view, _ = from_params(sent, held.span, known, layers)
    widgets_from(view)
    number = message.get("number")
    state.ack = number if isinstance(number, int) else 0


def choose_preset() -> None:
    touch()
    span = package().span
    preset = package().presets(state.focus).get(state.preset)
    state.years = (span.first, preset.end.year if preset else span.last)


def leave_preset() -> None:
    touch()
    state.preset = ""


def choose_focus() -> None:
    """Another focal country: its years may differ, and what was selected is gone."""
    touch()
    span = package().span
    first, last = state.years
    low, high = (min(max(year, span.first), span.last) for year in (first, last))
    state.years, state.country, state.preset = (low, high), "", ""
    state.colour = "class" if state.focus else "count"
    state.pop("pictures", None)


def choose_source() -> None:
    touch()
    show(state.source)


def reset() -> None:
    """Every choice as it was at first, but the language and the table."""
    state.borders = View.borders
    show(state.source)


def party(code: str, lang: str) -> str:
    """A focal country as the list names it."""
    return countries.name(code, lang) if code else strings.word("focus.none", lang)

"""What one reader's session holds: the view, the table it speaks of, the link.

A :class:`Session` is the one place of every choice; a widget shows a choice and reports
a new one, both as codes. Streamlit's own binding of widgets to the link would spell a
label in the reader's language, take a reversed range and drop what it does not know
without a notice. One spelling for app, page and command line is
:class:`geo.model.view.View`'s.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

import streamlit as st

from geo.app import cleanup
from geo.app.reader import (
    browser_language,
    first_language,
    get,
    undivided,
    widget_value,
)
from geo.model import countries
from geo.model.package import Package
from geo.model.treaties import Basis
from geo.model.view import (
    FIELDS,
    NO_FOCUS,
    Span,
    View,
    usual_colour,
)
from geo.presentation import strings
from geo.tables import load
from geo.tables.resolve import ATLAS, OWN, TABLE, resolve
from geo.tables.user.read import UserTable


def t(key: str, **values: object) -> str:
    """A string in the reader's language."""
    return strings.word(key, get().lang, **values)


def plain(text: str) -> str:
    """Text of a cell, so that no Markdown in it is ever read as such."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~$:&@/])", r"\\\1", text)


def unbroken(text: str) -> str:
    """A caption in Markdown whose lines do not end within ``2010–2026``.

    The years stand in an element of their own, which app.css keeps on one line: signs
    that forbid a break would be in what a reader copies.
    """
    return re.sub(r"\d+–\d+", r":gray[\g<0>]", text)


def link() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


# --- the table ---


def shown_table() -> UserTable | None:
    """The reader's own table, where it has something to draw and is not in doubt."""
    session = get()
    table = session.user_table
    if table is None or table.valid == table.undated:
        return None
    return None if table.doubts and not session.doubts_accepted else table


def package(focus: str | None = None) -> Package:
    """The table that is shown, as far as the focal country needs it."""
    session = get()
    if session.source == OWN and (own := shown_table()):
        return own.package
    if focus is None:
        focus = session.view.focus if session.view else View.focus
    return load.load_package(focus=focus)


def parties() -> list[str]:
    """Whom a reader may choose as focal country: "" is nobody."""
    if get().source == OWN and (own := shown_table()):
        first, *others = (code for code, _ in own.package.parties)
        return [first, "", *others]
    rest = (c for c, _ in load.load_package(focus="").parties if c != View.focus)
    return [View.focus, "", *rest]


def page_key() -> str:
    """The name under which the map's page knows the table; its own has none."""
    session = get()
    focus = session.view.focus
    if session.source == OWN:
        return f"{session.user_table_key}-{focus}"
    if focus == View.focus:
        return ""
    return f"{ATLAS}-{focus or NO_FOCUS}-{package().digest}"


def keep(table: UserTable) -> None:
    """Show a table that was read, unless there is nothing to draw or it is in doubt."""
    session = get()
    if session.user_table:
        cleanup.soon()
    session.user_table, session.user_table_key = table, secrets.token_hex(8)
    session.doubts_accepted = False
    session.grouped = False  # by what the counting asks, which this run does
    cleanup.watch()
    _show_own()


@undivided
def accept_doubts() -> None:
    """The reader says that a doubtful reading is right."""
    note_widget("own")
    get().doubts_accepted = True
    _show_own()


def _show_own() -> None:
    """Turn to the own table, as the link asks that waits for it if there is one."""
    session = get()
    if shown_table() is None:
        show(ATLAS)
        return
    waiting, session.link_waiting = session.link_waiting, None
    show(OWN)
    if waiting:
        read_link(waiting)


def forget() -> None:
    """Let go of the reader's own table: nothing of it stays in the session."""
    session = get()
    session.upload, session.upload_id, session.reading_due = None, "", False
    session.reading_options, session.columns_asked = {}, set()
    session.uploads_emptied += 1
    session.user_table, session.user_table_key = None, ""
    session.link_waiting, session.grouped = None, True
    session.offers.clear()
    show(ATLAS)
    cleanup.soon()


def show(source: str) -> None:
    """Turn to a table, over all its years."""
    session = get()
    session.source, session.previews = source, {}
    focus = parties()[0]
    lang, borders = session.lang, session.view.borders if session.view else View.borders
    span = package(focus).span
    session.view = View.of(span, focus=focus, lang=lang, borders=borders)


@undivided
def show_own_map() -> None:
    """Show the reader's own table on the map."""
    session = get()
    if session.source != OWN:  # the country chosen beside the table stays
        show(OWN)
    session.turn_to = "map"


# --- the link ---


def note_widget(view: str = "") -> None:
    """Note that a widget's message started this run, or came with a turn of the page.

    ``view`` is the one that the browser had heard of when the message was sent, where
    that is known: it was sent by that view, or says so.
    """
    get().widget_view = view


def address_page() -> str:
    """The view at the address that the reader's browser shows; "" if unknown."""
    return _page_at(urlsplit(st.context.url).path) if st.context.url else ""


def _page_at(path: str) -> str:
    """The view at a path of the app; the first one at every other."""
    name, pages = path.rstrip("/").rpartition("/")[2], get().pages
    return name if name in pages else next(iter(pages))


def is_late(named: str, last: str, sent_on: str | None, address: str) -> bool:
    """Whether a run names a view that its reader has left.

    A widget's message names the view that the browser had heard of when it was sent:
    the reader may have turned to another since. A click that comes with a message makes
    one run with it, which names the view of the click.

    Args:
        named: the view that the run names.
        last: the view of the run before.
        sent_on: the view that the browser had heard of when the message was sent; ""
            if that is not known, ``None`` if no message came.
        address: the view at the browser's address; "" if unknown.
    """
    return sent_on is not None and named != last and named == (sent_on or address)


def arrive(page: str) -> None:
    """Read the link: on the first run, and when the reader goes back in history."""
    session, params = get(), link()
    last_page, session.opened = session.opened or page, page
    widget_view, session.widget_view = session.widget_view, None
    # A click on another view comes without a link, also where what was shown has one.
    is_click = bool(session.link) and not params
    if not is_click and is_late(page, last_page, widget_view, address_page()):
        session.drawn_page = page
        st.switch_page(session.pages[last_page])
    # Another view of the app is opened without a link: it shows the same years.
    # A run may be cut short by the next: the page is turned once one has got through.
    is_new_page = session.drawn_page not in ("", page) and not params
    # A run that a widget started may still carry the link of the run before: only a
    # link that changed while every choice stayed is a step in history.
    changed_here = session.drawn not in (None, (session.source, session.view))
    if changed_here:
        session.notices = []
    stays = (
        changed_here or widget_view is not None or is_new_page or params == session.link
    )
    if session.view and stays:
        return
    session.view_choices = {}
    session.written = None
    read_link(params)


def read_link(params: dict[str, list[str]]) -> None:
    """Take the choices of a link; say what of it was ignored."""
    session = get()
    params = {"lang": [first_language()], **params}
    own = shown_table()
    request = resolve(params, own.package if own else None)
    session.source = OWN if request.package.own else ATLAS
    waits = any(notice.key == "own" for notice in request.notices)
    session.link_waiting = params if waits else None
    session.notices, session.view = list(request.notices), request.view


def remember(page: str) -> None:
    """Write the view into the link, and leave a host page's own parameters alone."""
    session = get()
    names = (*FIELDS, TABLE)
    others = {name: values for name, values in link().items() if name not in names}
    ours = {name: [value] for name, value in params().items()}
    _write({**others, **ours}, ours)
    session.link, session.drawn_page = {**others, **ours}, page
    session.drawn = (session.source, session.view)


def _write(parameters: dict[str, list[str]], ours: dict[str, list[str]]) -> None:
    """Put a link into the browser's address, unless it is there.

    The link that came with the run may be older than the one that was written last: of
    two quick changes the second may lead back to it.
    """
    session = get()
    if link() != parameters or session.written not in (None, ours):
        st.query_params.from_dict(parameters)
    session.written = ours


def params() -> dict[str, str]:
    """The link's fields; a reader's own table is named, and is not in the link.

    The language is named unless a browser without a link would choose it too.
    """
    session = get()
    table = {TABLE: OWN} if session.source == OWN else {}
    fields = session.view.params(package().span)
    if browser_language() != View.lang:
        fields["lang"] = session.view.lang
    return {**table, **fields}


# --- a link to an own table that is not there ---


def waits_for_a_table() -> bool:
    """Whether the link asks for an own table that this session does not have.

    Then nothing else is shown in its place: a country of that code in the atlas's own
    data would be taken for a country of the table.
    """
    return get().link_waiting is not None and shown_table() is None


def remember_waiting(page: str) -> None:
    """Keep a link to an own table in the address until the file is there."""
    session = get()
    _write(session.link_waiting, session.link_waiting)
    session.link, session.drawn_page = session.link_waiting, page
    session.drawn = (session.source, session.view)


@undivided
def leave_waiting() -> None:
    """Show the atlas's own data in place of the table that a link asks for."""
    note_widget()
    get().link_waiting = None
    show(ATLAS)


# --- choices of one view ---


def typed_choice(name: str, most: int, default: str = "") -> str:
    """A text that one view of the app has: from the link, or as it was typed last."""
    text = " ".join(str(st.query_params.get(name, "")).split())[:most]
    return str(get().view_choices.setdefault(name, text or default) or default)


def number_choice(name: str, default: float, bounds: tuple[float, float]) -> float:
    """A number that one view of the app has: from the link, or as it was last."""
    try:
        number = float(st.query_params.get(name, default))
    except ValueError:
        number = default
    least, most = bounds
    current = get().view_choices.setdefault(
        name, number if least <= number <= most else default
    )
    return float(current)


def view_choice(name: str, default: object, values: Iterable[object]) -> object:
    """A choice that one view of the app has: from the link, or as it was last."""
    by_text = {spelling(value): value for value in values}
    choices = get().view_choices
    of_link = by_text.get(st.query_params.get(name, "").lower(), default)
    current = choices.setdefault(name, of_link)
    if current not in by_text.values():
        choices[name] = current = default
    return current


def spelling(value: object) -> str:
    """A choice as the link has it: ``true``, as at the addresses beside the app."""
    return value if isinstance(value, str) else str(value).lower()


def choose_in_view(name: str, value: object) -> None:
    """A choice made in the one view that has it."""
    session = get()
    note_widget(session.drawn_page)
    session.view_choices[name] = value


def write_view_choice(name: str, default: object) -> None:
    """Put a choice of one view into the link."""
    session = get()
    current, others = session.view_choices[name], link()
    is_there = others.pop(name, None) is not None
    if current != default:
        st.query_params[name] = spelling(current)
        session.written_choices.add(name)
    elif is_there or name in session.written_choices:
        st.query_params.from_dict(others)
        session.written_choices.discard(name)
    session.link = link()


# --- what changes the view ---


def page_widget(name: str) -> str:
    """The key of the page's frame in a view of the app."""
    return f"page-{name}"


@undivided
def from_page(name: str) -> None:
    """A change made in the page of a view: the widgets follow, and the page is told."""
    session, message = get(), widget_value(page_widget(name))
    if not isinstance(message, dict):
        return
    # The browser tells it with each of its messages; where the view was left meanwhile,
    # Streamlit takes it for a new one.
    sent = message.get("sent")
    if sent == session.page_sent.get(name, ""):
        return
    session.page_sent[name] = sent if isinstance(sent, float | int) else ""
    at = message.get("at")
    sent_on = _page_at(at) if isinstance(at, str) and at else name
    note_widget(sent_on)
    if turned := message.get("turned"):
        session.turn_to = _page_at(str(turned))
    if "need" in message:
        # The page was loaded anew, and has not got the table. It is told which of its
        # requests this run answers: what a run sends is dropped if the next cuts in.
        session.map_table, session.map_request = ("", ""), session.page_sent[name]
        session.comparing = ""
        return
    if not isinstance(message.get("view"), dict):
        return
    session.comparing = name if message.get("compares") is True else ""
    link = {k: [str(v)[:40]] for k, v in message["view"].items()}
    layers = message["view"].get("layers")
    link["layers"] = [",".join(map(str, layers))[:400]] if layers else []
    focus = message["view"].get("focus")
    if focus != session.view.focus and focus in parties():
        choose("focus", focus, sent_on)
        return
    link["focus"] = [session.view.focus or NO_FOCUS]
    link["years"] = [f"{link.get('start', [''])[0][:4]}..{link.get('end', [''])[0]}"]
    link[TABLE] = [session.source]
    own, start = shown_table(), session.view.start
    session.view = resolve(link, own.package if own else None).view
    if session.view.start != start and "before" in session.view_choices:
        session.view_choices["before"] = ""  # the first handle is what is compared with
    number = message.get("number")
    session.map_answer = number if isinstance(number, int) else 0


def choose(name: str, value: object, sent_on: str = "") -> None:
    """A choice that all views share, under the name of its field.

    ``sent_on`` is the view that its message is from; "" where any may have sent it.
    """
    note_widget(sent_on)
    session, span = get(), package().span
    view = session.view
    match name:
        case "source":
            show(str(value))
        case "focus":
            session.view = _with_focus(view, str(value))
            session.previews = {}
        case "years":
            session.view = view.with_years(*sorted(value))
        case "preset" if value:
            session.view = view.with_preset(str(value), span)
        case "preset":
            session.view = view.with_years(span.first, span.last)
        case "basis":
            session.view = replace(view, basis=Basis(value))
        case "layers":
            session.view = replace(view, layers=tuple(value))
        case _:
            session.view = replace(view, **{name: value})
    if name == "lang" and session.link_waiting:
        session.link_waiting = {**session.link_waiting, "lang": [str(value)]}


def fit_to(span: Span) -> None:
    """Keep the view within the years of the data: a file of them may have changed."""
    session = get()
    if session.view.years != _within(span, session.view):
        session.view = session.view.with_years(*_within(span, session.view))


def _within(span: Span, view: View) -> tuple[int, int]:
    first, last = (min(max(year, span.first), span.last) for year in view.years)
    return first, last


def _with_focus(view: View, focus: str) -> View:
    """Another focal country: its years may differ, and what was selected is gone."""
    view = view.with_years(*_within(package(focus).span, view))
    return replace(view, focus=focus, country="", colour=usual_colour(focus))


def choose_country(code: str) -> None:
    """A country chosen in the table beside the map."""
    choose("country", code)


def choose_end(year: int) -> None:
    """A year chosen in the timeline: all up to its end."""
    choose("years", (package().span.first, year))


@undivided
def reset() -> None:
    """Every choice as it was at first, but the language and the table."""
    session = get()
    note_widget()
    session.view = replace(session.view, borders=View.borders)
    show(session.source)


def party(code: str, lang: str) -> str:
    """A focal country as the list names it."""
    return countries.name(code, lang) if code else strings.word("focus.none", lang)

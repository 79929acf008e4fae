"""What one reader's session holds, and how a callback changes it.

A :class:`Session` is the one place of every choice of a reader.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps

import streamlit as st

from geo import turns
from geo.app.widget_keys import WidgetKeys
from geo.model.view import LANGUAGES, Notice, View
from geo.tables.resolve import ATLAS
from geo.tables.user.user_table import UserTable

KEY = "session"


@dataclass
class Session:
    """The state of one reader, apart from the values of the widgets on the screen.

    Attributes:
        view: what is shown; ``None`` before the first link was read.
        source: whose table is shown, ``ATLAS`` or ``OWN``.
        notices: what of the link was ignored.
        pages: name of a view of the app -> its page.
        opened: the view that the last run was started for.
        drawn_page: the view that was last drawn up to the writing of its link.
        drawn: table and view at that moment, to tell whether a choice was made since.
        link: the address at that moment.
        written: the fields of the view in the link that was written last; ``None``
            where a link was read since.
        written_choices: the names of the choices of one view in that link.
        widget_view: set while a widget's message starts a run: the only view that has
            the widget, "" where more than one has it.
        widgets: which widgets show the choices, and under which keys.
        view_choices: choices of one view of the app alone, by their name in a link.
        map_table: the view whose page was sent a table last, and which table that is,
            by :func:`page_key`.
        map_answer: the number of the last message of the page that was answered.
        page_sent: when the page of a view sent the last message that was heard, by the
            browser's clock.
        map_request: the last request of the page for its table.
        comparing: the view whose page compares two days, as its reader asked.
        listed_codes: the countries of the rows of the table on the screen.
        upload: the file that was put in: its bytes and its name.
        upload_id: Streamlit's name of that file.
        reading_options: how the reader wants it read, over what was detected: the
            options of :class:`geo.tables.user.user_table.Options` by their names.
        columns_asked: columns that the reader asked to see of a wide table.
        doubts_accepted: whether the reader said that a doubtful reading is right.
        uploads_emptied: how often the box for files was emptied.
        user_table: what was read of the file.
        user_table_key: a name of this reading that nobody can guess.
        link_waiting: the link that asked for an own table before there was one.
        report_due: the view on which the outcome of a reading is still to be said; ""
            before any, ``None`` if there is nothing to say.
        grouped: whether the treaties of the own table were grouped for counting.
        previews: figures of an own table, which no other session may have.
        reading_due: whether the file is to be read with these options by the next run.
        turn_to: the view of the app that a button leads to, or a click that came with a
            message of the page, until it is reached.
        animation_due: the animation that was asked for, until it is drawn.
        offers: the download buttons of the last runs, by their keys: each an
            :class:`geo.app.downloads.Offer`.
    """

    view: View | None = None
    source: str = ATLAS
    notices: list[Notice] = field(default_factory=list)
    pages: dict = field(default_factory=dict)
    opened: str = ""
    drawn_page: str = ""
    drawn: tuple | None = None
    link: dict | None = None
    written: dict | None = None
    written_choices: set[str] = field(default_factory=set)
    widget_view: str | None = None
    widgets: WidgetKeys = field(default_factory=WidgetKeys)
    view_choices: dict[str, object] = field(default_factory=dict)
    map_table: tuple[str, str] = ("", "")
    map_answer: int = 0
    page_sent: dict[str, float | str] = field(default_factory=dict)
    map_request: float | str | None = None
    comparing: str = ""
    listed_codes: list[str] = field(default_factory=list)
    upload: tuple[bytes, str] | None = None
    upload_id: str = ""
    reading_options: dict[str, object] = field(default_factory=dict)
    columns_asked: set[str] = field(default_factory=set)
    doubts_accepted: bool = False
    uploads_emptied: int = 0
    user_table: UserTable | None = None
    user_table_key: str = ""
    link_waiting: dict | None = None
    report_due: str | None = None
    grouped: bool = True
    previews: dict = field(default_factory=dict)
    reading_due: bool = False
    turn_to: str = ""
    animation_due: object = None
    offers: dict = field(default_factory=dict)

    @property
    def lang(self) -> str:
        """The language of the view; before there is one, that of link or browser."""
        return self.view.lang if self.view else first_language()


#: The session that a callback changes, and the values of its widgets.
_CURRENT: ContextVar[tuple[Session, dict[str, object]] | None] = ContextVar(
    "current", default=None
)


def get() -> Session:
    """The session of the reader whose run this is."""
    current = _CURRENT.get()
    return current[0] if current else st.session_state.setdefault(KEY, Session())


def widget_value(key: str) -> object:
    """What the reader has set a widget to."""
    current = _CURRENT.get()
    return current[1].get(key) if current else st.session_state[key]


def undivided(change: Callable[..., None]) -> Callable[..., None]:
    """A change of the session that a newer message of the browser cannot cut short.

    At each access to ``st.session_state`` Streamlit may end a callback for the sake of
    the next one: of two quick clicks the first would then be lost, or half done.
    So a callback takes what it needs of it at once.
    """

    @wraps(change)
    def whole(*args: object) -> None:
        values = st.session_state.to_dict()
        reader = values.get(KEY)
        before = _CURRENT.set((reader, values) if reader else None)
        try:
            with turns.run():
                change(*args)
        finally:
            _CURRENT.reset(before)

    return whole


def first_language() -> str:
    """The language of a link, else the browser's, else English."""
    lang = st.query_params.get("lang", "")
    return lang if lang in LANGUAGES else browser_language()


def browser_language() -> str:
    """What the browser is set to, where the atlas speaks it; else English."""
    language = (st.context.locale or "").partition("-")[0].lower()
    return language if language in LANGUAGES else View.lang

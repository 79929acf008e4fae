"""A reader's own file: received, read as its reader wants it, forgotten.

The file and what is read from it live in the memory of the sessions that were given
the file: no disk, no log, and no cache that holds what no session does. Leaving the
page, or the button that says so, forgets them.
"""

from __future__ import annotations

import hashlib
import json
from weakref import WeakValueDictionary

import streamlit as st

from geo.app import session
from geo.app.session import t
from geo.tables.user import columns, isolated
from geo.tables.user import read as user_read
from geo.tables.user.read import UserTable
from geo.tables.user.refusal import Refusal
from geo.text import NOT_TEXT

#: The fields a reader may choose for a column.
FIELDS = tuple(field.name for field in columns.FIELDS if not field.own)
BOTH = columns.BOTH


def box_key() -> str:
    """The name of the box for files: a box that is to be emptied is another box."""
    return f"upload-{session.get().uploads_emptied}"


@session.undivided
def receive() -> None:
    """Read the file that was chosen. Taking it out of the box keeps what was read.

    A turn of the page may hand over the file of the box once more: it is read already,
    and such a turn must not be taken for the message of a widget.
    """
    reader, file = session.get(), session.widget_value(box_key())
    if file is None or file.file_id == reader.upload_id:
        return
    session.note_widget()
    reader.upload_id = file.file_id
    reader.report_due = ""
    name = NOT_TEXT.sub("\ufffd", file.name)
    if name != file.name:
        reader.upload = None
        session.keep(user_read.unread_table(name, None, Refusal.of("name")))
        return
    reader.upload = (file.getvalue(), name)
    _read({})


@session.undivided
def choose(name: str, value: object) -> None:
    """Read again with an option of :class:`geo.tables.user.user_table.Options`.

    Of another sheet nothing is known: its columns are guessed anew.
    """
    session.note_widget("own")
    options = {} if name == "sheet" else session.get().reading_options
    _read({**options, name: value})


@session.undivided
def choose_field(header: str, field: str) -> None:
    """Read again with a column as another field, as :data:`BOTH`, or unread ("")."""
    table, options = session.get().user_table, session.get().reading_options
    before = options.get("mapping", {})
    choose("mapping", columns.remapped(before, table.mapping, header, field))


@session.undivided
def name_party(text: str, code: str) -> None:
    """Read again with an unknown name as the country it means."""
    names = session.get().reading_options.get("names", {})
    choose("names", {**names, text: code})


@session.undivided
def guess() -> None:
    """Read again as at first, without any choice of the reader."""
    session.note_widget("own")
    _read({})


@session.undivided
def forget() -> None:
    """Let go of the file and of what was read."""
    session.note_widget("own")
    session.forget()
    st.toast(t("own.forgotten"))


def _read(options: dict[str, object]) -> None:
    """Have the run that follows read the file with these options."""
    reader = session.get()
    reader.reading_options, reader.reading_due = options, True


def read_what_is_due() -> None:
    """Read the file where a callback asked for it.

    A run that is cut short leaves it to the next, with what was chosen by then.
    """
    reader = session.get()
    if not reader.reading_due or reader.upload is None:
        return
    data, name = reader.upload
    given_options = {
        name: value
        for name, value in reader.reading_options.items()
        if value not in ("", None)
    }
    with st.spinner(t("own.reading")):
        table: UserTable = isolated.read(data, name, **given_options)
        _keep(_shared(table, data, name, given_options))


#: The tables that sessions hold, by the hash of the file, its name and how it was read.
_HELD: WeakValueDictionary[str, UserTable] = WeakValueDictionary()


def _shared(
    table: UserTable, data: bytes, name: str, options: dict[str, object]
) -> UserTable:
    """The equal table of another session in place of this one, where there is one.

    A class that uploads one file of 100,000 rows takes the memory of one. The file is
    read all the same: how long that takes tells nobody what others have uploaded.
    """
    choices = json.dumps([name, str(table.package.as_of), options], sort_keys=True)
    made_from = hashlib.sha256(data), hashlib.sha256(choices.encode())
    return _HELD.setdefault("".join(part.hexdigest() for part in made_from), table)


@session.undivided
def _keep(table: UserTable) -> None:
    session.get().reading_due = False
    session.keep(table)

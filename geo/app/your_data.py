"""The view *Your data*: a reader's own table in, and what became of each row.

The file and what is read from it live in this session's memory: no disk, no cache that
sessions share, no log. Leaving the page, or the button that says so, forgets them.
"""

from __future__ import annotations

import re

import streamlit as st

from geo.app import session
from geo.app.session import plain, t
from geo.export.problems import problem_table
from geo.model import countries
from geo.presentation import problem_text
from geo.tables.user import columns, isolated
from geo.tables.user import read as user_read
from geo.tables.user.read import UserTable
from geo.tables.user.text_file import LARGEST_FILE, MOST_ROWS

#: What no name of a file may hold: control characters and halves of a character.
_NO_NAME = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff]")
#: Problems on the screen; all of them are in the download.
SHOWN = 300


def intro() -> None:
    """What the view is for, above the box that takes a file."""
    st.markdown(t("own.intro"))
    st.caption(t("own.privacy"))


def box(hidden: bool) -> None:
    """Where a file is put. It stays, hidden, when the reader turns to another view.

    The browser drops an upload with its box: one that is under way would be lost.
    """
    with st.container(key="own-file"):
        first, second = st.columns([3, 1], vertical_alignment="bottom")
        first.file_uploader(
            t("own.file", megabytes=LARGEST_FILE // 10**6, rows=f"{MOST_ROWS:,}"),
            # Any type: the content decides, and what Streamlit refuses by its name it
            # refuses in every run to come, with a traceback in the log.
            # A box that is to be emptied is another box.
            key=_box(),
            on_change=receive,
            max_upload_size=LARGEST_FILE // 10**6,
        )
        second.download_button(
            t("own.template"),
            user_read.template,
            "treaties-template.csv",
            "text/csv",
            on_click="ignore",
            width="stretch",
        )
    if hidden:
        st.html("<style>.st-key-own-file { display: none }</style>")


def report_elsewhere(view: str) -> None:
    """Say what became of a file that was read while the reader was on another view."""
    reader = session.get()
    due, table = reader.report_due, reader.user_table
    if due is None:
        return
    # It is said on the view the reader was on, until that one is left.
    if due not in ("", view) or table is None:
        reader.report_due = None
        return
    reader.report_due = view
    values = {"name": table.file_name[:80], "rows": table.rows, "valid": table.valid}
    if not table.valid:
        why = table.refusal or t("own.news.no_row")
        st.error(plain(t("own.news.refused", why=why, **values)))
    else:
        st.success(plain(t("own.news.read", **values)))


def own_view() -> None:
    """Look at the report, correct the columns, show on the map."""
    reader = session.get()
    reader.report_due = None
    table = reader.user_table
    if table is None:
        st.info(t("own.none"))
        return
    _report(table)
    if not table.refusal:
        _columns(table)
        _problems(table)


def _box() -> str:
    return f"upload-{session.get().uploads_emptied}"


def receive() -> None:
    """Read the file that was chosen. Taking it out of the box keeps what was read.

    A turn of the page may hand over the file of the box once more: it is read already,
    and such a turn must not be table for the message of a widget.
    """
    reader, file = session.get(), st.session_state[_box()]
    if file is None or file.file_id == reader.upload_id:
        return
    session.note_widget()
    reader.upload_id = file.file_id
    reader.report_due = ""
    name = _NO_NAME.sub("\ufffd", file.name)
    if name != file.name:
        reader.upload = None
        session.keep(user_read.refused(name, None, t("own.name")))
        return
    reader.upload = (file.getvalue(), name)
    _forget_columns()
    read()


def read(**options: object) -> None:
    """Read the file again, with the reader's choices over the guess."""
    data, name = session.get().upload
    with st.spinner(t("own.reading")):
        table = isolated.read(data, name, **options)
    session.keep(table)


def reread() -> None:
    """Read with the columns, the order of days and the focal country as chosen."""
    chosen = {
        field.name: st.session_state.get(f"column-{field.name}", "")
        for field in columns.FIELDS
    }
    order = {"day": True, "month": False}.get(st.session_state.get("day-order", ""))
    read(mapping=chosen, day_first=order, focus=st.session_state.get("home") or None)


def guess() -> None:
    """Back to the columns as they were guessed."""
    _forget_columns()
    read()


def _forget_columns() -> None:
    for name in [n for n in st.session_state if str(n).startswith("column-")]:
        del st.session_state[name]


def _report(table: UserTable) -> None:
    st.subheader(plain(table.file_name[:80]), anchor=False)
    if table.refusal:
        st.error(plain(table.refusal))
        return
    labels = ("rows", "valid", "warned", "rejected")
    for place, name in zip(st.columns(4), labels, strict=True):
        place.metric(t(f"own.{name}"), f"{getattr(table, name):,}")
    st.caption(plain(" · ".join(_how_read(table))))
    show, drop = st.columns(2)
    if table.valid:
        if show.button(t("own.show"), type="primary", width="stretch"):
            st.switch_page(session.get().pages["map"])
    else:
        show.warning(t("own.no_row"))
    drop.button(t("own.forget"), on_click=forget, width="stretch")


def forget() -> None:
    session.forget()
    st.toast(t("own.forgotten"))


def _how_read(table: UserTable) -> list[str]:
    """How the file was read: what was detected is said."""
    order = {True: "own.day_first", False: "own.month_first"}.get(table.day_first)  # type: ignore[arg-type]
    found = (
        ("own.encoding", table.encoding),
        ("own.delimiter", table.delimiter),
        ("own.sheet", table.sheet[:60]),
        ("own.order", t(order) if order else ""),
    )
    return [f"{t(key)}: {value}" for key, value in found if value]


def _columns(table: UserTable) -> None:
    """The columns as they were read, each changeable."""
    lacking = any(name not in table.mapping for name in columns.PARTIES)
    with st.expander(t("own.columns"), expanded=lacking or not table.valid):
        st.caption(t("own.columns.note"))
        places = st.columns(3)
        shown = [f for f in columns.FIELDS if not f.own]
        for number, field in enumerate(shown):
            key = f"column-{field.name}"
            if key not in st.session_state:
                st.session_state[key] = table.mapping.get(field.name, "")
            places[number % 3].selectbox(
                field.title(session.get().lang) + (" *" if field.required else ""),
                ["", *table.headers],
                format_func=lambda header: header[:60] or t("own.column.none"),
                key=key,
            )
        first, second = st.columns(2)
        first.selectbox(
            t("own.order"),
            ["", "day", "month"],
            format_func=lambda o: t(f"own.{o}_first") if o else t("own.order.guess"),
            key="day-order",
        )
        if lacking:
            second.selectbox(
                t("own.home"),
                ["", *sorted(countries.codes(), key=_name)],
                format_func=lambda code: _name(code) if code else "",
                key="home",
            )
        again, undo = st.columns(2)
        again.button(t("own.again"), on_click=reread, width="stretch")
        undo.button(t("own.guess"), on_click=guess, width="stretch")


def _name(code: str) -> str:
    return countries.name(code, session.get().lang)


def _problems(table: UserTable) -> None:
    """Each problem with its line, column, value, rule and remedy."""
    if not table.problems:
        st.success(t("own.clean"))
        return
    st.markdown(f"#### {t('own.problems')}")
    if len(table.problems) > SHOWN:
        st.caption(t("listed.first", shown=SHOWN, all=len(table.problems)))
    st.dataframe(
        [
            {
                t("own.line"): problem.line,
                t("own.level"): t(f"own.level.{problem.level}"),
                t("own.column"): problem.column,
                t("own.value"): problem.value[:100],
                t("own.what"): problem_text.message(problem, session.get().lang),
                t("own.remedy"): problem_text.remedy(problem, session.get().lang),
                t("own.rule"): problem.rule,
            }
            for problem in table.problems[:SHOWN]
        ],
        hide_index=True,
    )
    st.download_button(
        t("own.problems.download"),
        lambda: problem_table(table.problems, session.get().lang),
        "problems.csv",
        "text/csv",
        on_click="ignore",
    )

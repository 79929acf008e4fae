"""The view *Your data*: a reader's own table in, and what became of each row.

The file and what is read from it live in this session's memory: no disk, no cache that
sessions share, no log. Leaving the page, or the button that says so, forgets them.
"""

from __future__ import annotations

import re

import streamlit as st

from geo.app import session
from geo.app.session import plain, state, t
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


def news(view: str) -> None:
    """What became of a file that was read while the reader had turned to a view."""
    where = state.get("news")
    if where is None:
        return
    # It is said on the view the reader was on, until that one is left.
    if where not in ("", view) or "taken" not in state:
        del state.news
        return
    state.news = view
    taken: UserTable = state.taken
    values = {"name": taken.file_name[:80], "rows": taken.rows, "valid": taken.valid}
    if not taken.valid:
        why = taken.refusal or t("own.news.no_row")
        st.error(plain(t("own.news.refused", why=why, **values)))
    else:
        st.success(plain(t("own.news.read", **values)))


def own_view() -> None:
    """Look at the report, correct the columns, show on the map."""
    state.pop("news", None)
    taken: UserTable | None = state.get("taken")
    if taken is None:
        st.info(t("own.none"))
        return
    _report(taken)
    if not taken.refusal:
        _columns(taken)
        _problems(taken)


def _box() -> str:
    return f"upload-{state.get('emptied', 0)}"


def receive() -> None:
    """Read the file that was chosen. Taking it out of the box keeps what was read.

    A turn of the page may hand over the file of the box once more: it is read already,
    and such a turn must not be taken for the message of a widget.
    """
    file = state[_box()]
    if file is None or file.file_id == state.get("file_id"):
        return
    session.touch()
    state.file_id = file.file_id
    state.news = ""
    name = _NO_NAME.sub("\ufffd", file.name)
    if name != file.name:
        state.pop("file", None)
        session.keep(user_read.refused(name, None, t("own.name")))
        return
    state.file = (file.getvalue(), name)
    for name in [n for n in state if str(n).startswith("column-")]:
        del state[name]
    read()


def read(**options: object) -> None:
    """Read the file again, with the reader's choices over the guess."""
    data, name = state.file
    with st.spinner(t("own.reading")):
        found = isolated.read(data, name, **options)
    session.keep(found)


def reread() -> None:
    """Read with the columns, the order of days and the focal country as chosen."""
    chosen = {
        field.name: state.get(f"column-{field.name}", "") for field in columns.FIELDS
    }
    order = {"day": True, "month": False}.get(state.get("day-order", ""))
    read(mapping=chosen, day_first=order, focus=state.get("home") or None)


def guess() -> None:
    """Back to the columns as they were guessed."""
    for name in [n for n in state if str(n).startswith("column-")]:
        del state[name]
    read()


def _report(taken: UserTable) -> None:
    st.subheader(plain(taken.file_name[:80]), anchor=False)
    if taken.refusal:
        st.error(plain(taken.refusal))
        return
    labels = ("rows", "valid", "warned", "rejected")
    for place, name in zip(st.columns(4), labels, strict=True):
        place.metric(t(f"own.{name}"), f"{getattr(taken, name):,}")
    st.caption(plain(" · ".join(_said(taken))))
    show, drop = st.columns(2)
    if taken.valid:
        if show.button(t("own.show"), type="primary", width="stretch"):
            st.switch_page(state.pages["map"])
    else:
        show.warning(t("own.no_row"))
    drop.button(t("own.forget"), on_click=forget, width="stretch")


def forget() -> None:
    state.pop("file", None)
    state.pop("file_id", None)
    state.emptied = state.get("emptied", 0) + 1
    session.forget()
    st.toast(t("own.forgotten"))


def _said(taken: UserTable) -> list[str]:
    """How the file was read: what was detected is said."""
    order = {True: "own.day_first", False: "own.month_first"}.get(taken.day_first)  # type: ignore[arg-type]
    found = (
        ("own.encoding", taken.encoding),
        ("own.delimiter", taken.delimiter),
        ("own.sheet", taken.sheet[:60]),
        ("own.order", t(order) if order else ""),
    )
    return [f"{t(key)}: {value}" for key, value in found if value]


def _columns(taken: UserTable) -> None:
    """The columns as they were taken, each changeable."""
    lacking = any(name not in taken.mapping for name in columns.PARTIES)
    with st.expander(t("own.columns"), expanded=lacking or not taken.valid):
        st.caption(t("own.columns.note"))
        places = st.columns(3)
        shown = [f for f in columns.FIELDS if not f.own]
        for number, field in enumerate(shown):
            key = f"column-{field.name}"
            if key not in state:
                state[key] = taken.mapping.get(field.name, "")
            places[number % 3].selectbox(
                field.title(state.lang) + (" *" if field.required else ""),
                ["", *taken.headers],
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
    return countries.name(code, state.lang)


def _problems(taken: UserTable) -> None:
    """Each problem with its line, column, value, rule and remedy."""
    if not taken.problems:
        st.success(t("own.clean"))
        return
    st.markdown(f"#### {t('own.problems')}")
    if len(taken.problems) > SHOWN:
        st.caption(t("listed.first", shown=SHOWN, all=len(taken.problems)))
    st.dataframe(
        [
            {
                t("own.line"): problem.line,
                t("own.level"): t(f"own.level.{problem.level}"),
                t("own.column"): problem.column,
                t("own.value"): problem.value[:100],
                t("own.what"): problem_text.message(problem, state.lang),
                t("own.remedy"): problem_text.remedy(problem, state.lang),
                t("own.rule"): problem.rule,
            }
            for problem in taken.problems[:SHOWN]
        ],
        hide_index=True,
    )
    st.download_button(
        t("own.problems.download"),
        lambda: problem_table(taken.problems, state.lang),
        "problems.csv",
        "text/csv",
        on_click="ignore",
    )

"""The view *Your data*: a reader's own table in three steps, from the file to the map.

First the file, then how it was read (:mod:`geo.app.columns_form`), then how many of its
rows will be drawn and why others will not. Nothing of it is shown elsewhere before it
can be drawn, and a doubtful reading not before its reader has said that it is right.
"""

from __future__ import annotations

from zlib import crc32

import streamlit as st

from geo.app import columns_form, downloads, session, upload, widgets
from geo.app.session import plain, t
from geo.export.problems import problem_table
from geo.presentation import problem_text, strings, table_report
from geo.tables.user import read as user_read
from geo.tables.user.read import UserTable
from geo.tables.user.text_file import LARGEST_FILE, MOST_ROWS

#: Causes on the screen; every single problem is in the download.
SHOWN = 100


def intro() -> None:
    """What the view is for, above the box that takes a file."""
    if session.get().user_table is None:
        st.markdown(t("own.intro"))
    st.caption(t("own.privacy"))
    st.header(t("own.step.file"), anchor=False)


def box(hidden: bool) -> None:
    """Where a file is put. It stays, hidden, when the reader turns to another view.

    The browser drops an upload with its box: one that is under way would be lost.
    """
    with st.container(key="own-file"):
        first, second = st.columns([3, 1], vertical_alignment="bottom")
        first.file_uploader(
            t(
                "own.file",
                megabytes=LARGEST_FILE // 10**6,
                rows=strings.number(MOST_ROWS, session.get().lang),
            ),
            # Any type: the content decides, and what Streamlit refuses by its name it
            # refuses in every run to come, with a traceback in the log.
            key=upload.box_key(),
            on_change=upload.receive,
            max_upload_size=LARGEST_FILE // 10**6,
        )
        downloads.button(
            second,
            t("own.template"),
            user_read.template,
            "treaties-template.csv",
            "text/csv",
            "template",
        )
    # Hidden by the style of the document: no other view shows it for a moment.
    if not hidden:
        # Named twice: stronger than the rules it overrides, in whatever order.
        box = ".st-key-own-file.st-key-own-file"
        around = f'[data-testid="stLayoutWrapper"]:has(> {box})'
        st.html(f"<style>{box}, {around} {{ display: flex !important }}</style>")


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
    numbers = {"rows": table.rows, "valid": table.valid}
    values = {name: strings.number(n, reader.lang) for name, n in numbers.items()}
    values["name"] = table.file_name[:80]
    if not table.valid:
        why = table.reason.text(reader.lang) or t("own.news.no_row")
        st.error(plain(t("own.news.refused", why=why, **values)))
    elif session.shown_table() is None:
        st.warning(plain(t("own.news.asks", **values)))
    else:
        st.success(plain(t("own.news.read", **values)))


def ask_again() -> None:
    """A link to an own table was opened, or its page loaded anew: ask for the file."""
    st.title(t("nav.own"), anchor=False)
    st.info(t("own.waiting"))
    st.button(t("own.waiting.leave"), on_click=session.leave_waiting)
    intro()
    box(hidden=False)
    if session.get().user_table:
        own_view()


def own_view() -> None:
    """Look at the reading, correct it, and draw it."""
    reader = session.get()
    reader.report_due = None
    table = reader.user_table
    if table is None:
        st.info(t("own.none"))
        return
    st.header(plain(table.file_name[:80]), anchor=False)
    if table.refusal:
        st.error(plain(table.reason.text(reader.lang)))
        if reader.reading_options:
            st.button(t("own.guess"), on_click=upload.guess)
        st.button(t("own.forget"), on_click=upload.forget)
        return
    st.header(t("own.step.columns"), anchor=False)
    columns_form.show(table)
    st.header(t("own.step.draw"), anchor=False)
    with st.container(key="own-result"):
        _result(table)
    _problems(table)


def _result(table: UserTable) -> None:
    """How many rows will be drawn, why others will not, and the button that does it."""
    lang, on_map = session.get().lang, table.valid - table.undated
    st.markdown(f"**{table_report.rows_drawn(table, lang)}**")
    with widgets.remarks():
        if causes := table_report.why_not(table, lang):
            st.markdown("\n".join(f"- {plain(why)}" for why in causes))
        if table.doubts and not session.get().doubts_accepted:
            _doubts(table)
    whose, show, drop = st.columns([2, 1, 1], vertical_alignment="bottom")
    if session.get().source == session.OWN:
        focal_country(table, whose, "own")
    show.button(
        t("own.show"),
        type="primary",
        width="stretch",
        disabled=session.shown_table() is None,
        on_click=session.show_own_map,
    )
    drop.button(t("own.forget"), on_click=upload.forget, width="stretch")
    if not on_map and not columns_form.missing_titles(table):
        st.warning(t("own.no_row"))


def focal_country(table: UserTable, place, view: str) -> None:
    """Whose treaties are shown, and a list to choose another."""
    lang, rows = session.get().lang, dict(table.focus_options)
    commonest = next(iter(rows), "")

    def title(code: str) -> str:
        number = strings.number(rows[code], lang) if code in rows else ""
        return session.party(code, lang) + strings.aside(number, lang)

    def choose(_: str, code: object) -> None:
        session.choose("focus", code, view)

    focus = session.get().view.focus
    widgets.select(
        *(place, f"{view}-whose", t("focus"), session.parties(), focus, title, choose),
        labels_of=crc32(repr(rows).encode()),
        help=t("own.focus", country=session.party(commonest, lang)),
    )


def whose_treaties(place, view: str) -> None:
    """A button that says whose treaties of an own table are shown, and changes it."""
    reader = session.get()
    table = session.shown_table()
    if reader.source != session.OWN or table is None:
        return
    focus = session.party(reader.view.focus, reader.lang)
    with place.popover(plain(strings.paired(t("focus"), focus, reader.lang))):
        focal_country(table, st, view)


def _doubts(table: UserTable) -> None:
    """What makes the reading doubtful, to be answered before anything is drawn."""
    lang = session.get().lang
    for problem in table.doubts:
        st.warning(plain(problem_text.message(problem, lang)))
    st.button(t("own.doubts.yes"), on_click=session.accept_doubts)
    st.caption(t("own.doubts"))


def _problems(table: UserTable) -> None:
    """What is wrong and what to do, a line for each cause."""
    lang, groups = session.get().lang, table.groups
    if not groups:
        st.success(t("own.clean"))
        return
    st.header(t("own.problems"), anchor=False)
    if len(groups) > SHOWN:
        st.caption(t("listed.first", shown=SHOWN, all=len(groups)))
    st.dataframe(
        [
            {
                t(f"own.{name}"): value
                for name, value in table_report.problem(group, lang).items()
            }
            for group in groups[:SHOWN]
        ],
        hide_index=True,
    )
    downloads.button(
        st,
        t("own.problems.download"),
        lambda: problem_table(table.problems, lang),
        "problems.csv",
        "text/csv",
        "problems",
        width="content",
    )

"""How a reader's own table was read, and every choice over it: step 2 of *Your data*.

The first rows stand below a list of fields for each column; a choice reads the table
again at once, so what is on the screen is what would be drawn.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from geo.app import session, upload, widgets
from geo.app.session import plain, t
from geo.model import countries, country_codes
from geo.model.dates import BadDate, PartialDate
from geo.model.treaty_fields import PARTIES
from geo.presentation import problem_text, strings
from geo.tables.problems import Group
from geo.tables.user import misspellings
from geo.tables.user.columns import BY_NAME
from geo.tables.user.judged_columns import ColumnRating
from geo.tables.user.refusal import encoding_name
from geo.tables.user.user_table import UserTable

#: Columns on the screen, beside those that are read or were asked for.
COLUMNS = 10
#: Letters of a cell, and of a reading beside it.
_CELL = 26
_ORDERS = {None: "", True: "day", False: "month"}


def show(table: UserTable) -> None:
    """The choices over a reading, its columns, and the names it may have misspelled."""
    st.caption(plain(" · ".join(_how_read(table))))
    _choices(table)
    if needed := needed_text(table):
        st.warning(needed)
    _grid(table)
    _names(table)
    if session.get().reading_options:
        st.button(t("own.guess"), on_click=upload.guess)


def needed_text(table: UserTable) -> str:
    """What is missing before a row can be drawn, and where one chooses it; or ""."""
    lang, lacking = session.get().lang, missing_titles(table)
    if not lacking:
        return ""
    said = [t("own.needed", fields=strings.listed(lacking, lang))]
    if _lacks_a_party(table):
        said.append(t("own.needed.home", label=t("own.home")))
    return strings.listed(said, lang, "sentence")


def missing_titles(table: UserTable) -> list[str]:
    """The fields without which no row can be drawn, by their titles."""
    lang, missing = session.get().lang, _missing_fields(table)
    titles = [BY_NAME[name].title(lang) for name in PARTIES if name in missing]
    if "signed" in missing:
        titles.append(t("own.needed.date"))
    return titles


def _how_read(table: UserTable) -> list[str]:
    """How the file was read: what was detected is said."""
    order = {True: "own.day_first", False: "own.month_first"}.get(table.day_first)  # type: ignore[arg-type]
    encoding = encoding_name(table.encoding, session.get().lang)
    parts = (
        ("own.encoding", encoding),
        ("own.delimiter", table.delimiter and t(f"delimiter.{table.delimiter}")),
        ("own.sheet", table.sheet[:60]),
        ("own.order", t(order) if order else ""),
    )
    lang = session.get().lang
    return [strings.paired(t(key), value, lang) for key, value in parts if value]


# --- the choices that hold for the whole table ---


def _choices(table: UserTable) -> None:
    """The choices that this table gives a reason for."""
    options, lists = session.get().reading_options, []
    if len(table.sheets) > 1:
        lists.append(("sheet", "own.sheet", table.sheets, table.sheet, str))
    if "codes" in options or _has_numbers(table):
        codes, scheme = ["", *country_codes.TITLES], options.get("codes", "")
        lists.append(("codes", "own.codes", codes, scheme, _scheme_title))
    if table.day_first is not None or "day_first" in options or _is_open(table):
        order = _ORDERS[options.get("day_first")]
        lists.append(
            ("day_first", "own.order", tuple(_ORDERS.values()), order, _order_title)
        )
    if "focus" in options or _lacks_a_party(table):
        everybody = ["", *sorted(countries.codes(), key=_country)]
        home = options.get("focus", "")
        lists.append(("focus", "own.home", everybody, home, _country))
    places = st.columns(max(len(lists), 1) + 1, vertical_alignment="bottom")
    for place, (name, label, choices, value, title) in zip(places, lists, strict=False):
        widgets.select(
            place, f"own-{name}", t(label), choices, value, title, _option(name)
        )
    if table.merged or "keep_duplicates" in options:
        keeps_duplicates = bool(options.get("keep_duplicates"))
        label, choose = t("own.duplicates"), _option("keep_duplicates")
        widgets.switch(places[-1], "own-duplicates", label, keeps_duplicates, choose)


def _scheme_title(code: str) -> str:
    return country_codes.TITLES.get(code) or t("own.order.guess")


def _order_title(order: str) -> str:
    return t(f"own.{order}_first" if order else "own.order.guess")


def _country(code: str) -> str:
    return countries.name(code, session.get().lang) if code else "—"


def _option(name: str) -> Callable[[str, object], None]:
    """What a choice does; an order of days is an option under another spelling."""

    def choose(_: str, value: object) -> None:
        if name == "day_first":
            value = next(key for key, order in _ORDERS.items() if order == value)
        upload.choose(name, value)

    return choose


def _is_open(table: UserTable) -> bool:
    """Whether dates may have the day or the month first, and only the reader knows."""
    return any(p.rule in ("day-or-month", "date-order") for p in table.problems)


def _has_numbers(table: UserTable) -> bool:
    """Whether the parties of a table are codes of a list that one may doubt."""
    rules = {p.rule for p in table.problems}
    return bool(rules & {"scheme", "code-list", "unknown-code"})


def _lacks_a_party(table: UserTable) -> bool:
    return len(_missing_fields(table) & set(PARTIES)) == 1


def _missing_fields(table: UserTable) -> set[str]:
    """The fields that no column was found for."""
    return {p.column for p in table.problems if p.rule == "column"}


# --- the columns ---


def _grid(table: UserTable) -> None:
    """The first rows, with a list of fields over each column."""
    columns, rest = _shown_columns(table)
    with st.container(horizontal=True, key="own-columns", vertical_alignment="top"):
        for number in columns:
            with st.container(width=270, gap="small"):
                _column(table, number)
    if rest:
        names = [table.headers[number] for number in rest]
        widgets.select(
            *(st, "own-more", t("own.more_columns", number=len(rest)), ["", *names]),
            *("", lambda header: header[:60] or "—", _show_column),
        )


def _shown_columns(table: UserTable) -> tuple[list[int], list[int]]:
    """The numbers of the columns on the screen, and of the others."""
    open_columns = session.get().columns_asked
    in_use = {each.header for each in table.columns if each.field}
    first, free = [], []
    for number, header in enumerate(table.headers):
        (first if header in in_use or header in open_columns else free).append(number)
    room = max(COLUMNS - len(first), 0)
    return sorted([*first, *free[:room]]), free[room:]


def _show_column(_: str, header: str) -> None:
    session.note_widget("own")
    session.get().columns_asked.add(header)


def _column(table: UserTable, number: int) -> None:
    header = table.headers[number]
    rating = next(
        (r for r in table.columns if r.header == header), ColumnRating(header)
    )
    value = upload.BOTH if rating.reason == "pairs" else rating.field
    main = table.mapping.get(rating.field) == header
    # A code beside a name, or a part of a date, goes with the column it belongs to.
    choices = ["", upload.BOTH, *upload.FIELDS]
    choices = choices if main or not rating.field else choices[1:]
    widgets.select(
        *(st, f"own-field-{number}", header[:60], choices, value, _field_title),
        lambda _, field: upload.choose_field(header, field),
    )
    st.text("\n".join(_cells(table, number)) or " ")
    st.caption(plain(problem_text.reason(rating, session.get().lang)))


def _field_title(name: str) -> str:
    if name in ("", upload.BOTH):
        return t("own.field.both" if name else "own.field.none")
    field = BY_NAME[name]
    star = " *" if field.required else ""
    return field.title(session.get().lang) + star


def _cells(table: UserTable, number: int) -> list[str]:
    """The first cells of a column; a party or a date with what it is read as."""
    wrong = {
        (p.line, p.column)
        for p in table.problems
        if p.level == "error" and p.line is not None
    }
    header = table.headers[number]
    lines = [each.line for each in table.outcomes[: len(table.preview)]]
    cells = []
    for place, row in enumerate(table.preview):
        cell = _cut(row[number])
        reading = table.read_as[place][number] if place < len(table.read_as) else ""
        line = lines[place] if place < len(lines) else None
        if (line, header) in wrong:
            cell += " → ?"
        elif reading and (text := _reading(reading)) != row[number].strip():
            cell += f" → {text}"
        cells.append(cell or " ")
    return cells


def _reading(text: str) -> str:
    """A date in words, a party by its name."""
    lang = session.get().lang
    if countries.exists(text):
        return countries.name(text, lang)
    try:
        return PartialDate.parse(text).show(lang)
    except BadDate:
        return text


def _cut(text: str) -> str:
    plain_text = " ".join(text.split())
    cut = len(plain_text) > _CELL
    return plain_text[: _CELL - 1] + "…" if cut else plain_text


# --- names that nobody knows ---


def _names(table: UserTable) -> None:
    """A question for each unknown name that is one or two letters off a country's."""
    lang = session.get().lang
    groups = [group for group in table.groups if group.rule == "unknown-country"]
    for text, number in _examples(groups):
        code = misspellings.nearest_country(text)
        if not code:
            continue
        country = countries.name(code, lang)
        question, yes = st.columns([3, 1], vertical_alignment="center")
        rows = strings.number(number, lang)
        sentence = t("own.fix", text=text[:60], rows=rows, country=country)
        question.warning(plain(sentence))
        yes.button(
            plain(t("own.fix.yes", country=country)),
            key=f"own-fix-{text}",
            on_click=upload.name_party,
            args=(text, code),
            width="stretch",
        )


def _examples(groups: list[Group]) -> list[tuple[str, int]]:
    """The unknown names and the rows of each; a single one has no list of examples."""
    return [pair for group in groups for pair in group.examples]

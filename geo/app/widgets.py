"""What more than one view of the app shows: table, numbers, downloads, foot."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from urllib.parse import quote, urljoin, urlsplit

import pyarrow as pa
import streamlit as st
from pyarrow.lib import StringBuilder
from streamlit.delta_generator import DeltaGenerator

from geo.app import downloads, session
from geo.app.fact_pages import address
from geo.app.session import plain, t
from geo.export import brief
from geo.export.brief.content import is_link
from geo.export.catalogue import DATA, EXPORTS, media_type
from geo.model import countries
from geo.model.treaties import Treaty
from geo.model.treaty_fields import behind
from geo.model.view import View
from geo.presentation import citations, rows, strings
from geo.presentation.scene import Scene
from geo.tables.resolve import OWN, TABLE

#: What may stand in an address between the angle brackets of a link in Markdown.
_IN_A_LINK = "/%:@!$&'()*+,;=~?#-._"
#: Rows a browser's table takes without a pause.
ROWS = 1000


def select(
    place,
    name: str,
    label: str,
    options: Sequence,
    value: object,
    show: Callable[[object], str],
    choose: Callable[[str, object], None],
    translated: bool = True,
    labels_of: object = "",
    **more: object,
) -> None:
    """A list of codes to choose one from, shown by their labels.

    The browser names a choice by its label. So no two labels are alike, and with other
    labels it is another widget: no label of one is ever read by the other's list.
    A list whose labels are not translated stays one widget, and keeps the focus.

    Args:
        labels_of: what the labels depend on beside the language.
    """
    lang = session.get().lang if translated else ""
    key = _key(name, value, lang, labels_of)
    arguments = _list_of(options, show, choose, name, key)
    # A file of the data may have changed: what was chosen is shown by its code then.
    codes = options if value in options else [*options, value]
    arguments |= {"options": codes, "index": list(codes).index(value)}
    place.selectbox(label, **arguments, **more)


def select_several(
    place,
    name: str,
    label: str,
    options: Sequence,
    value: Iterable,
    show: Callable[[object], str],
    choose: Callable[[str, object], None],
    **more: object,
) -> None:
    """A list of codes to choose any number from; see :func:`select`."""
    chosen = [each for each in value if each in options]
    key = _key(name, chosen, session.get().lang)
    arguments = _list_of(options, show, choose, name, key)
    place.multiselect(label, default=chosen, **arguments, placeholder="", **more)


def switch(
    place, name: str, label: str, value: bool, choose: Callable[[str, object], None]
) -> None:
    """A choice between yes and no."""
    report = _reports(choose, name, _key(name, value))
    place.toggle(label, value, **report)


def typed(
    place,
    name: str,
    label: str,
    value: str,
    choose: Callable[[str, object], None],
    **more: object,
) -> None:
    """A line of text that the reader types."""
    report = _reports(choose, name, _key(name, value))
    place.text_input(label, value, **report, **more)


def number(
    place,
    name: str,
    label: str,
    value: float,
    bounds: tuple[float, float],
    choose: Callable[[str, object], None],
) -> None:
    """A number within bounds, in tenths."""
    report = _reports(choose, name, _key(name, value))
    place.number_input(label, *bounds, value, step=0.1, format="%.1f", **report)


def year_slider(
    place,
    label: str,
    first: int,
    last: int,
    value: tuple[int, int],
    choose: Callable[[str, object], None],
) -> None:
    """The first and the last year that are shown."""
    report = _reports(choose, "years", _key("years", value, first, last))
    place.slider(label, first, last, value, **report)


def _list_of(
    options: Sequence,
    show: Callable[[object], str],
    choose: Callable[[str, object], None],
    name: str,
    key: str,
) -> dict[str, object]:
    """What Streamlit is told of a list: its codes, their labels, what a choice does."""
    labels = _labels(options, show)
    return {
        "options": options,
        # What a reader typed in place of an option is its own label.
        "format_func": lambda option: labels.get(option, str(option)),
        **_reports(choose, name, key),
    }


def _key(name: str, value: object, *kind: object) -> str:
    return session.get().widgets.of_value(name, value, *kind)


def _reports(
    choose: Callable[[str, object], None], name: str, key: str
) -> dict[str, object]:
    """What Streamlit is told of a widget's choice: its key, and whom it is told."""
    return {"key": key, "on_change": _report, "args": (choose, name, key)}


@session.undivided
def _report(choose: Callable[[str, object], None], name: str, key: str) -> None:
    value = session.widget_value(key)
    if session.get().widgets.is_choice(key, value):
        choose(name, value)


def _labels(options: Sequence, show: Callable[[object], str]) -> dict[object, str]:
    """A label for each option; of equal ones each but the first has its number."""
    before: Counter[str] = Counter()
    labels = {}
    for option in options:
        label = show(option)
        before[label] += 1
        again = before[label]
        labels[option] = label if again == 1 else f"{label} ({again})"
    return labels


def _page_of(scene: Scene, treaty: Treaty, key: str) -> str:
    """The address that says who states a fact of the atlas; blank for another table."""
    field = behind(key, treaty)
    if scene.package.own or scene.view.focus != View.focus or not field:
        return ""
    return urljoin(st.context.url or "", address(treaty, field, scene.lang))


def link(url: str) -> str:
    """A link in Markdown under its host's name; any other address is plain text."""
    host = urlsplit(url).hostname
    if not host or not url.startswith(("http://", "https://")):
        return plain(url)
    return f"[{plain(host)}](<{quote(url, safe=_IN_A_LINK)}>)"


def selected(key: str, kind: str) -> list | None:
    """What the reader has selected in a table or chart; ``None`` if that is no choice.

    ``kind`` is what is selected: ``rows`` of a table, the ``pick`` of a chart.
    """
    value = session.widget_value(key)
    chosen = value["selection"].get(kind) or [] if value else None
    return chosen if session.get().widgets.is_choice(key, chosen) else None


@session.undivided
def select_row(key: str) -> None:
    """Show the country of a row that was chosen in the table of that key."""
    rows_chosen = selected(key, "rows")
    if rows_chosen is None:
        return
    codes = session.get().listed_codes
    session.choose_country(codes[rows_chosen[0]] if rows_chosen else "")


def table(scene: Scene, find: str = "") -> None:
    """The rows of the view; a row chosen selects its country everywhere."""
    matches = rows.find(scene, find)
    if matches:
        session.get().listed_codes = [code for code, _ in matches[:ROWS]]
        if len(matches) > ROWS:
            st.caption(t("listed.first", shown=ROWS, all=len(matches)))
        who = t("site.who_says")
        shown = [rows.row(scene, *pair) for pair in matches[:ROWS]]
        config = _widths(shown)
        if _page_of(scene, matches[0][1], "in_force"):
            config[who] = st.column_config.LinkColumn(display_text=who)
            for line, (_, treaty) in zip(shown, matches, strict=False):
                line[who] = _page_of(scene, treaty, "in_force")
        key = session.get().widgets.of_selection("table")
        st.dataframe(
            in_columns(shown),
            column_config=config,
            hide_index=True,
            key=key,
            on_select=partial(select_row, key),
            selection_mode="single-row",
        )
    elif find.strip() and scene.entries:
        st.write(plain(t("empty.filter", text=find.strip()[:80])))
    else:
        st.write(t("empty"))
    if apart := rows.unplaced_rows(scene):
        with st.expander(t("unplaced", number=len(apart))):
            st.write(t("unplaced.why"))
            st.dataframe(in_columns(apart[:ROWS]), hide_index=True)


def in_columns(shown: Sequence[dict[str, str | int]]) -> pa.Table:
    """Rows as the table that Streamlit sends as it is: of a list it makes one of pandas
    first, whose import is a third of a second of the first reader's time.

    A column holds texts or whole numbers; a row may lack texts.
    """
    names = {name: value for line in shown for name, value in line.items()}
    columns = {}
    for name, value in names.items():
        values = [line.get(name) for line in shown]
        columns[name] = _texts(values) if isinstance(value, str) else _numbers(values)
    return pa.table(columns)


# pyarrow.array() of a list imports pandas, to ask whether it is one of its own.


def _texts(values: list) -> pa.Array:
    builder = StringBuilder()
    builder.append_values(values)
    return builder.finish()


def _numbers(values: list) -> pa.Array:
    buffer = pa.py_buffer(array("q", values))
    return pa.Array.from_buffers(pa.int64(), len(values), [None, buffer])


#: Pixels of a letter in a table, at least, and of what stands beside the text.
_LETTER, _MARGIN = 7, 18
_WIDEST = 460


def _widths(shown: Sequence[dict]) -> dict[str, object]:
    """Columns as wide as their longest text: how sure we are of a date is at its end.

    The browser measures the first rows alone, and cuts the others.
    """
    texts = {
        name: max(len(str(line[name])) for line in [*shown, {name: name}])
        for name, value in shown[0].items()
        if isinstance(value, str)
    }
    return {
        name: st.column_config.Column(width=min(_LETTER * long + _MARGIN, _WIDEST))
        for name, long in texts.items()
    }


def remarks() -> DeltaGenerator:
    """A place for what is there in some runs and not in others.

    What stands below it keeps its own: Streamlit leaves what has moved at its former
    place, too, until the run has ended.
    """
    return st.container()


def download(
    place,
    scene: Scene,
    label: str,
    suffix: str,
    build: Callable[[Scene], bytes],
    key: str = "",
    name: str = "",
) -> None:
    """A button whose file is built on the click, without a rerun."""
    downloads.button(
        place,
        label,
        partial(build, scene),
        name or scene.view.file_name(suffix),
        media_type(suffix),
        key or suffix,
    )


def more(place, scene: Scene, briefs: Sequence[str] = brief.KINDS) -> None:
    """The other formats; ``briefs`` are those of the one-page brief."""
    with place.popover(t("download.more"), width="stretch"):
        for name in DATA:
            if scene.package.own and not EXPORTS[name].of_a_view:
                continue
            build = EXPORTS[name].build
            download(st, scene, name.upper(), name, build)
        for kind in briefs:
            one_page(st, scene, kind)


def one_page(place, scene: Scene, kind: str) -> None:
    """The one-page brief; a country that is chosen has a paragraph in it."""
    link, code = view_address(scene), scene.view.country
    name = [countries.name(code, scene.lang)] if code else []
    of_file = strings.listed([*name, kind.upper()], scene.lang)
    download(
        place,
        scene,
        t("brief") + strings.aside(of_file, scene.lang),
        kind,
        partial(brief.make, kind=kind, link=link if is_link(link) else ""),
        f"brief-{kind}",
        brief.file_name(scene, kind),
    )


def view_address(scene: Scene) -> str:
    """The address of the view in this app."""
    query = scene.query
    if scene.package.own:
        query = "&".join(filter(None, (f"{TABLE}={OWN}", query)))
    base = (st.context.url or "").split("?")[0]
    base += "/" if base and not urlsplit(base).path else ""
    return f"{base}?{query}" if query else base


def cite(place, scene: Scene) -> None:
    package = scene.package
    with place.popover(t("cite.link"), width="stretch"):
        text = citations.text(package, scene.lang)
        st.code(text, language=None, wrap_lines=True)
        if not package.own:
            st.code(citations.bibtex(package), language="bibtex", wrap_lines=True)
        st.caption(t("copy_link"))
        if package.own:
            st.caption(t("own.link"))
        st.code(view_address(scene), language=None, wrap_lines=True)


def numbers(scene: Scene) -> None:
    counts = scene.state.counts
    keys = ["countries", "instruments", "confirmed"]
    keys += [k for k in ("not_confirmed", "possible") if getattr(counts, k)]
    for place, key in zip(st.columns(len(keys)), keys, strict=True):
        value = getattr(counts, key)
        place.metric(t(f"metric.{key}"), value, help=t(f"metric.{key}.help"))


def foot(scene: Scene) -> None:
    """What every view ends with."""
    st.caption(scene.rule)
    st.caption(scene.borders)
    for sentence in (scene.as_of, scene.citation):
        # Only a reader's own file has a name that may hold Markdown.
        st.caption(plain(sentence) if scene.package.own else sentence)

"""The views of the app but the reader's own data: each draws one state.

A view with figures returns what draws them, to be called once all text stands.
"""

from __future__ import annotations

import re
from functools import partial

import streamlit as st

from geo.app import figures_view, hosted_page, matrix_table, session, widgets
from geo.app.figures_view import FigureChoice
from geo.app.session import plain, t
from geo.export import pictures
from geo.figures.years import LANES
from geo.page import payload
from geo.presentation import chart, matrix, rows, strings
from geo.presentation.scene import Scene
from geo.tables import load

#: Treaties that the page draws as life-lines; more are a chart alone.
MOST_LANES = 300


def map_view(scene: Scene) -> None:
    hosted_page.show(scene, "map")
    with widgets.remarks():
        for warning in filter(None, (scene.undrawn_note, scene.reading_note)):
            st.warning(plain(warning))
        if scene.unnamed_note:
            st.write("\\* " + plain(scene.unnamed_note))
        for sentence in rows.among(scene, load.load_package().context):
            st.write(plain(sentence))
    widgets.numbers(scene)
    page, figure, brief, rest, citing = st.columns(5)
    widgets.download(page, scene, t("download.page"), "html", pictures.page)
    widgets.download(figure, scene, t("download.figure"), "png", pictures.figure)
    widgets.one_page(brief, scene, "pdf")
    widgets.more(rest, scene, ("docx",))
    widgets.cite(citing, scene)
    st.header(t("table"), anchor=False)
    widgets.table(scene)


def table_view(scene: Scene) -> None:
    with widgets.remarks():
        if scene.reading_note:
            st.caption(plain(scene.reading_note))
    find, rest, citing = st.columns([3, 1, 1], vertical_alignment="bottom")
    text = find.text_input(t("filter"), key="find")
    widgets.more(rest, scene)
    widgets.cite(citing, scene)
    widgets.table(scene, text)
    # Drawn only where it is asked for: 40,000 cells are a second's work.
    whole = not scene.view.focus and scene.state.standings
    if whole and st.toggle(t("matrix"), key="matrix"):
        st.caption(t("matrix.note"))
        matrix_table.show(matrix.matrix(scene), t("country"), t("metric.instruments"))
    if scene.view.country:
        hosted_page.show(scene, "table")


@session.undivided
def select_event(key: str) -> None:
    """Show all up to the year of a bar that was chosen in the chart of that key."""
    points = widgets.selected(key, "pick")
    if points and points[0].get("year") in session.package().span:
        session.choose_end(points[0]["year"])


def timeline_view(scene: Scene) -> None:
    package = scene.package
    number = len(scene.entries)
    if 0 < number <= MOST_LANES:
        hosted_page.show(scene, "timeline")
    if 0 < number <= LANES:
        figures_view.in_each_format(scene, FigureChoice(figure=figures_view.LIFELINES))
    spec = chart.specification(scene)
    key = session.get().widgets.of_selection("chart")
    select = partial(select_event, key)
    st.vega_lite_chart(spec, key=key, on_select=select, selection_mode="pick")
    if package.presets(scene.view.focus):
        st.write(t("chart.gap"))
        st.caption(t("chart.events"))
        st.caption(plain(chart.outside(scene)))
        events, pages = rows.events(package, scene.lang), t("sources")
        st.dataframe(
            [{k: v for k, v in row.items() if k != pages} for row in events],
            hide_index=True,
        )
        with st.expander(t("event.sources")):
            for row in events:
                lang, date = scene.lang, str(row[t("event.date")])
                title = strings.paired(date, str(row[t("event")]), lang)
                links = strings.listed(map(widgets.link, row[pages]), lang)
                st.markdown(f"- {strings.paired(plain(title), links, lang)}")


def compare_view(scene: Scene) -> None:
    span = scene.package.span
    if span.first == span.last:
        st.write(t("compare.one_year"))
        return
    page, choice = st.container(), st.container()
    before = _compared_with(choice, scene)
    with page:
        if len(scene.entries) <= payload.LISTED:
            hosted_page.show(scene, "compare", before.view.end.isoformat())
        else:
            _changes(before, scene)
    first, last = before.view.years[1], scene.view.years[1]
    if before.view.ends_on_a_day or scene.view.ends_on_a_day or first >= last:
        return
    figure = FigureChoice(figure=figures_view.DIFFERENCE)
    figures_view.in_each_format(scene.with_years(first, last), figure)


def _changes(before: Scene, scene: Scene) -> None:
    """What happened between two days, of a table of which the page holds a part."""
    changes = rows.changes(before, scene)
    for label, acts in changes:
        st.markdown(strings.paired(f"**{label}**", plain(acts), scene.lang))
    if not changes:
        st.write(t("compare.same"))


def _compared_with(place, scene: Scene) -> Scene:
    """What the years are compared with: the first of them, unless the reader says."""
    view, package = scene.view, scene.package
    span = package.span
    years = [str(y) for y in range(span.last, span.first - 1, -1)]
    choices = ["", *package.presets(view.focus), *years]
    start = session.view_choice("before", "", choices)
    first = view.years[0]

    def label(choice: str) -> str:
        if choice and choice not in years:
            return t(f"preset.{choice}")
        day = strings.day(f"{choice or first}-12-31", view.lang)
        return day if choice else t("compare.first", day=day)

    label_of_list = t("compare.with")
    choose = session.choose_in_view
    widgets.select(
        *(place, "before", label_of_list, choices, start, label, choose),
        labels_of=first,
    )
    session.write_view_choice("before", "")
    if start and start not in years:
        return Scene(package, view.with_preset(start, span))
    return scene.with_years(span.first, int(start or first))


#: A link of a document to a file beside it: the app has no such page.
_RELATIVE = re.compile(r"\[([^\]]*)\]\((?!https?:|#)[^)]*\)")


def method_view(scene: Scene) -> None:
    for name in ("README.md", "gaps.md", "boundaries/SOURCES.md", "CHANGELOG.md"):
        text, _ = load.document(name, scene.lang)
        title, _, body = text.partition("\n")
        with st.expander(title.lstrip("# "), expanded=name == "README.md"):
            st.markdown(_RELATIVE.sub(r"\1", body))
    widgets.more(st, scene)

"""How a figure is chosen in the view *Figures*: all that the command ``frames`` can do.

A choice that cannot be drawn is said in a sentence beside the form, and the figure is
drawn as usual in that respect.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import streamlit as st

from geo.app import session, widgets
from geo.app.session import plain, t
from geo.figures import sizes, years
from geo.figures.options import (
    HOLD,
    MOVING,
    OFFERED,
    PACES,
    SECONDS,
    BadOptions,
    FigureOptions,
)
from geo.model.lifelines import ORDERS
from geo.model.view import Span
from geo.presentation import strings

#: What a figure shows: its state at the end of the years, or many years.
ONE, MULTIPLES, DIFFERENCE, ANIMATION = "one", "multiples", "difference", "gif"
LIFELINES, WEBP = "lifelines", "webp"
KINDS = (ONE, LIFELINES, MULTIPLES, DIFFERENCE, ANIMATION, WEBP)
#: Those that move, and those that need more than one year.
MOVING_KINDS = (ANIMATION, WEBP)
OF_YEARS = (MULTIPLES, DIFFERENCE, *MOVING_KINDS)

#: A PNG of 256 colours is written so by :mod:`geo.figures.save`.
SMALL = "small"
FORMATS = ("png", SMALL, *sizes.FORMATS[1:])
#: Letters of a title, of a list of years, and of a size that are taken.
_TITLE, _YEARS, _SIZE = 200, 300, 20


@dataclass(frozen=True)
class FigureChoice:
    """What a figure shows, the format of its file, and how it is drawn.

    Attributes:
        kind: a format of :data:`FORMATS`, or a moving kind.
        order: of life-lines.
        years: of small multiples and of an animation; none: those with changes.
        pace: seconds that each year of an animation is shown, and the last one.
    """

    figure: str = ONE
    kind: str = "png"
    options: FigureOptions = field(default_factory=FigureOptions)
    order: str = ORDERS[0]
    years: tuple[int, ...] = ()
    pace: tuple[float, float] = (SECONDS, HOLD)

    @property
    def suffix(self) -> str:
        """How its file's name ends."""
        return "png" if self.kind == SMALL else self.kind


def show(span: Span) -> FigureChoice:
    """The choices from the link or as they were last, each with its widget."""
    choice = session.view_choice
    figure = choice("figure", ONE, KINDS)
    moving = figure in MOVING_KINDS
    kind = choice("kind", "png", FORMATS)
    with widgets.remarks():
        options, usual = _options(moving or kind not in ("png", SMALL))
    order = choice("sort", ORDERS[0], ORDERS)
    _first_row(figure, kind, options)
    _second_row(figure, order, options)
    panels, pace = _years_and_pace(figure, span)
    defaults = {
        "figure": ONE,
        "sort": ORDERS[0],
        "size": FigureOptions().size.spelling,
        "kind": "png",
        "title": "",
        "panels": "",
        "seconds": SECONDS,
        "hold": HOLD,
        "dpi": str(usual.dpi),
        "labels": usual.with_names,
        "grey": usual.grey,
    }
    for name, default in defaults.items():
        session.write_view_choice(name, default)
    if moving:
        kind, options = figure, replace(options, dpi=MOVING.dpi)
    return FigureChoice(figure, kind, options, order, panels, pace)


def _options(without_dpi: bool) -> tuple[FigureOptions, FigureOptions]:
    """How the figure is drawn, and the usual way in its size; what is wrong is said."""
    size = session.typed_choice("size", _SIZE, FigureOptions().size.spelling)
    title = session.typed_choice("title", _TITLE)
    try:
        usual = FigureOptions.parse({"size": size}, free=True)
    except sizes.BadSize:
        usual = FigureOptions()
        st.warning(t("figure.bad_size"))
    dpi = session.typed_choice("dpi", _SIZE, str(usual.dpi))
    choice = session.view_choice
    options = replace(
        usual,
        labels=choice("labels", usual.with_names, (False, True)),
        grey=choice("grey", usual.grey, (False, True)),
    )
    for name, text in (("title", title), ("dpi", dpi)):
        if not text or (name == "dpi" and without_dpi):
            continue
        try:
            parsed = FigureOptions.parse({name: text}, options, free=True)
            sizes.check_dpi(parsed.size, parsed.dpi)
            options = parsed
        except BadOptions as error:
            for notice in error.notices:
                st.warning(plain(strings.refusal(notice, session.get().lang)))
        except sizes.BadSize:
            st.warning(t("figure.bad_size"))
    return options, usual


def _first_row(figure: str, kind: str, options: FigureOptions) -> None:
    """What it shows, how large, as which file."""
    choose, moving = session.choose_in_view, figure in MOVING_KINDS
    first, second, third, fourth = st.columns(4, vertical_alignment="bottom")
    label = t("figure.shows")
    widgets.select(first, "figure", label, KINDS, figure, shows_title, choose)
    size = options.size.spelling
    offered = list(dict.fromkeys((*OFFERED["size"], size)))
    label = t("figure.size")
    widgets.select(
        *(second, "size", label, offered, size, _size_title, choose),
        accept_new_options=True,
        help=t("figure.size.own"),
    )
    label = t("figure.format")
    widgets.select(
        *(third, "kind", label, FORMATS, kind, _format_title, choose), disabled=moving
    )
    dpi = str(options.dpi)
    offered = list(dict.fromkeys((*OFFERED["dpi"], dpi)))
    widgets.select(
        *(fourth, "dpi", "dpi", offered, dpi, str, choose),
        accept_new_options=True,
        disabled=moving or kind not in ("png", SMALL),
    )


def _second_row(figure: str, order: str, options: FigureOptions) -> None:
    """Names, greys, the title, and the order of life-lines."""
    choose = session.choose_in_view
    widths = [1, 1, 2, 2] if figure == LIFELINES else [1, 1, 4]
    first, second, *rest = st.columns(widths, vertical_alignment="bottom")
    widgets.switch(first, "labels", t("figure.labels"), options.with_names, choose)
    widgets.switch(second, "grey", t("figure.grey"), options.grey, choose)
    title = session.get().view_choices["title"]
    widgets.typed(
        *(rest[-1], "title", t("figure.title"), title, choose), max_chars=_TITLE
    )
    if figure == LIFELINES:
        label = t("lives.order")
        widgets.select(rest[0], "sort", label, ORDERS, order, _order_title, choose)


def _years_and_pace(
    figure: str, span: Span
) -> tuple[tuple[int, ...], tuple[float, float]]:
    """The years of many maps, as they were typed, and how fast they follow."""
    typed = session.typed_choice("panels", _YEARS)
    pace = tuple(
        session.number_choice(name, usual, PACES)
        for name, usual in (("seconds", SECONDS), ("hold", HOLD))
    )
    if figure not in (MULTIPLES, *MOVING_KINDS):
        return (), pace
    choose = session.choose_in_view
    first, *rest = st.columns([2, 1, 1] if figure in MOVING_KINDS else [1])
    example = f"{span.first}, {span.last} · {span.first}-{span.last}"
    label = t("figure.years")
    widgets.typed(
        *(first, "panels", label, typed, choose), placeholder=example, max_chars=_YEARS
    )
    names = ("seconds", "hold")
    for place, name, value in zip(rest, names, pace, strict=False):
        widgets.number(place, name, t(f"figure.{name}"), value, PACES, choose)
    if not typed:
        return (), pace
    try:
        return tuple(years.years_of(typed, figure, span)), pace
    except years.BadYears:
        most = years.PANELS if figure == MULTIPLES else years.FRAMES
        bounds = {"first": span.first, "last": span.last, "most": most}
        st.warning(t("figure.bad_years", **bounds))
        return (), pace


def shows_title(figure: str) -> str:
    """What a reader calls a kind of figure."""
    return t(f"figure.shows.{figure}")


def _order_title(order: str) -> str:
    return t(f"lives.{order}")


def _size_title(size: str) -> str:
    return t(f"figure.size.{size}") if size in OFFERED["size"] else f"{size} mm"


def _format_title(kind: str) -> str:
    return t("figure.small") if kind == SMALL else kind.upper()

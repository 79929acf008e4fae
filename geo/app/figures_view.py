"""The view *Figures*: a map, small multiples, a difference, life-lines, an animation.

What is previewed is what is downloaded, in the resolution of a screen. An animation
takes half a second a frame: it is drawn when the reader asks, with its progress on the
screen.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial

import streamlit as st

from geo.app import downloads, figure_form, session, widgets
from geo.app.figure_form import (
    DIFFERENCE,
    LIFELINES,
    MOVING_KINDS,
    MULTIPLES,
    OF_YEARS,
    ONE,
    WEBP,
    FigureChoice,
)
from geo.app.session import plain, t
from geo.export import pictures
from geo.figures import sizes
from geo.figures.options import FigureOptions
from geo.figures.years import PANELS
from geo.model.lifelines import ORDERS
from geo.model.view import View
from geo.presentation import strings
from geo.presentation.scene import Scene
from geo.tables import load

#: Pixels across a preview, as many as a view has on a laptop, and at most in all of it:
#: a sheet may be thirty times as high as wide.
_ACROSS, _PIXELS = 1340, 4_000_000
#: Previews that a session keeps of its own table.
_KEPT = 4


def figures_view(scene: Scene) -> Callable[[], None] | None:
    """The choices of a figure, its download, and what draws its preview."""
    with widgets.remarks():
        choice = figure_form.show(scene.package.span)
    if choice.figure in OF_YEARS and len(years_of(scene, choice)) < 2:
        st.write(t("figure.one_year"))
        return None
    if choice.figure == LIFELINES and (why := _undrawable(scene, choice)):
        st.write(plain(why))
        return None
    if choice.figure in MOVING_KINDS:
        return _animation(scene, choice)
    take, citing = st.columns([3, 1])
    widgets.download(
        take,
        scene,
        t("figure.download"),
        choice.suffix,
        lambda scene: build(scene, choice),
        "figure",
        file_name(scene, choice),
    )
    widgets.cite(citing, scene)
    place = st.container()

    def draw_pictures() -> None:
        try:
            content = preview(scene, choice)
        except sizes.BadSize as error:
            place.warning(plain(error.text(scene.lang)))
            return
        _show(place, scene, content)

    return draw_pictures


def in_each_format(scene: Scene, choice: FigureChoice) -> None:
    """The figure beside a view that shows the same: a button for each format."""
    for place, kind in zip(st.columns(len(sizes.FORMATS)), sizes.FORMATS, strict=True):
        in_format = replace(choice, kind=kind)
        widgets.download(
            place,
            scene,
            figure_form.shows_title(choice.figure)
            + strings.aside(kind.upper(), scene.lang),
            kind,
            partial(build, choice=in_format),
            f"{choice.figure}-{kind}",
            file_name(scene, in_format),
        )


def _undrawable(scene: Scene, choice: FigureChoice) -> str:
    """Why life-lines of these treaties cannot be drawn; blank where they can."""
    from geo.figures import kinds
    from geo.figures.years import BadYears

    try:
        kinds.lay_out(LIFELINES, scene, choice.options, (), choice.order)
    except (BadYears, sizes.BadSize) as error:
        return error.text(scene.lang)
    return ""


@session.undivided
def _ask(key: Hashable) -> None:
    """An animation is drawn by this run, or by the next if this one is cut short."""
    session.get().animation_due = key


def _animation(scene: Scene, choice: FigureChoice) -> Callable[[], None]:
    """An animation that is there, or the button that makes it."""
    key = (scene.view, choice)
    label = t("figure.animate")
    st.button(label, type="primary", width="stretch", on_click=_ask, args=(key,))
    place = st.container()

    def draw_pictures() -> None:
        reader = session.get()
        if reader.animation_due == key and key not in reader.previews:
            years = years_of(scene, choice)
            with place:
                bar = st.progress(0.0, t("figure.animating"))
            steps = iter(range(1, len(years) + 1))
            _keep(
                key,
                build(scene, choice, lambda: bar.progress(next(steps) / len(years))),
            )
            bar.empty()
            reader.animation_due = None
        if content := session.get().previews.get(key):
            downloads.button(
                place,
                t("figure.download"),
                lambda: content,
                file_name(scene, choice),
                f"image/{choice.kind}",
                "animation",
            )
            _show(place, scene, content, choice.kind)
            return
        # Before it is made: its years side by side, with what is new in each outlined.
        _show(place, scene, preview(scene, _still(scene, choice)))

    return draw_pictures


def _show(place, scene: Scene, content: bytes, kind: str = "png") -> None:
    """A picture as wide as the view.

    Streamlit would make a JPEG of most, and of a WebP its first frame.
    """
    picture: bytes | str = content
    if kind == WEBP:
        picture = f"data:image/webp;base64,{base64.b64encode(content).decode()}"
    output = "PNG" if kind == "png" else "auto"
    alt = scene.alternative_text
    place.image(picture, alt=alt, width="stretch", output_format=output)


def _still(scene: Scene, choice: FigureChoice) -> FigureChoice:
    """An animation as small multiples: as many of its years as one sheet shows."""
    years = years_of(scene, choice)
    last = len(years) - 1
    steps = min(last, PANELS - 1)
    panel_years = sorted({years[round(i * last / steps)] for i in range(steps + 1)})
    return replace(choice, figure=MULTIPLES, kind="png", years=tuple(panel_years))


# --- drawing ---


def file_name(scene: Scene, choice: FigureChoice) -> str:
    """``treaties-multiples-signed-2010-2026-recognised-en.png``, always the same."""
    name = scene.view.file_name(choice.suffix)
    first, rest = name.split("-", 1)
    if choice.figure not in (ONE, *MOVING_KINDS):
        first += f"-{choice.figure}"
    if choice.figure == LIFELINES and choice.order != ORDERS[0]:
        first += f"-by-{choice.order}"
    code = scene.view.country.lower()
    if choice.options.size.share and choice.figure == ONE and code:
        first += f"-{code}"
    size = choice.options.size.spelling
    if size != FigureOptions().size.spelling and choice.figure not in MOVING_KINDS:
        first += f"-{size}"
    return f"{first}{'-grey' * choice.options.grey}-{rest}"


def years_of(scene: Scene, choice: FigureChoice) -> list[int]:
    """The years of a figure of many years: those typed, else within those shown."""
    from geo.figures.years import automatic

    if choice.years:
        return list(choice.years)
    first, last = scene.view.years
    if choice.figure == DIFFERENCE:
        return sorted({first, last})
    years = automatic(scene, choice.figure)
    return sorted({first, last, *(year for year in years if first < year < last)})


def build(
    scene: Scene, choice: FigureChoice, each_step: Callable[[], object] = lambda: None
) -> bytes:
    """A figure as it was chosen; ``each_step`` is called after each frame of a GIF.

    Raises:
        BadSize: the resolution cannot be drawn in that size.
    """
    if choice.figure == ONE and choice.kind == figure_form.SMALL:
        return pictures.small(scene, choice.options)
    if choice.figure == ONE:
        return pictures.figure(scene, choice.options, choice.kind)
    from geo.figures import animation, kinds, save

    options = choice.options
    years = years_of(scene, choice) if choice.figure in OF_YEARS else ()
    if choice.figure in MOVING_KINDS:
        pace = animation.times(len(years), *choice.pace)
        return animation.animation(scene, years, options, choice.kind, pace, each_step)
    sheet = kinds.lay_out(choice.figure, scene, options, years, choice.order)
    return save.write(*sheet, choice.kind, options.dpi)


@st.cache_data(show_spinner=False, max_entries=64)
def _shared_figure(view: View, choice: FigureChoice) -> bytes:
    return build(Scene(load.load_package(focus=view.focus), view), choice)


def preview(scene: Scene, choice: FigureChoice | None = None) -> bytes:
    """A figure for the screen. That of a reader's own table is kept by the session."""
    choice = choice or FigureChoice()
    of_a_screen = replace(choice.options, dpi=_preview_dpi(choice.options.size))
    choice = replace(choice, kind="png", options=of_a_screen)
    if not scene.package.own:
        return _shared_figure(scene.view, choice)
    key = (scene.view, choice)
    if key not in session.get().previews:
        _keep(key, build(scene, choice))
    return session.get().previews[key]


def _preview_dpi(size: sizes.Size) -> int:
    """The resolution of a preview: of a high sheet it is narrower than the view."""
    wide, high = size.width * sizes.MM, size.tallest * sizes.MM
    fitting = min(_ACROSS / wide, math.sqrt(_PIXELS / (wide * high)))
    return max(round(fitting), min(sizes.DPI))


def _keep(key: Hashable, content: bytes) -> None:
    """Keep a figure of this session, in place of the one kept longest."""
    reader = session.get()
    recent = list(reader.previews.items())[1 - _KEPT :]
    reader.previews = {**dict(recent), key: content}

"""The view Figures: every kind of figure that the README promises of the app."""

from __future__ import annotations

import base64
import io
from unittest.mock import Mock

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from geo.app import figures_view
from geo.app.figure_form import (
    ANIMATION,
    DIFFERENCE,
    KINDS,
    LIFELINES,
    MOVING_KINDS,
    MULTIPLES,
    OF_YEARS,
    WEBP,
    FigureChoice,
)
from geo.figures import sizes
from geo.figures.options import FigureOptions
from geo.figures.sizes import SIZES
from geo.model.view import View
from geo.presentation import strings
from geo.presentation.scene import Scene

#: Enough to be drawn, and little to be written.
SMALL = FigureOptions(SIZES["square"], dpi=50)


def one_view(figure: str, lang: str, first: int, last: int) -> None:
    """The view by itself, as a script of its own; what it draws is left out."""
    from geo.app import figures_view, session
    from geo.presentation.scene import Scene
    from geo.tables import load

    scene = Scene.of(load.load_package(), lang=lang).with_years(first, last)
    reader = session.get()
    reader.view = scene.view
    reader.view_choices.setdefault("figure", figure)
    figures_view.figures_view(scene)


def opened(
    figure: str, lang: str = "en", years: tuple[int, int] = (2010, 2026), **link: str
):
    args = (figure, lang, *years)
    app = AppTest.from_function(one_view, args=args, default_timeout=20)
    for name, value in link.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("figure", KINDS)
@pytest.mark.drawn
def test_each_kind_of_figure_is_in_the_link_and_has_its_button(figure, lang):
    app = opened(figure, lang)
    assert app.selectbox[0].value == figure
    assert dict(app.query_params).get("figure", [KINDS[0]])[-1] in (figure, figure[-1])
    labels = [each.label for each in app.button]
    expected = strings.word("figure.animate", lang)
    assert (expected in labels) == (figure in MOVING_KINDS)
    orders = strings.word("lives.order", lang)
    assert (orders in [s.label for s in app.selectbox]) == (figure == LIFELINES)


@pytest.mark.parametrize("figure", OF_YEARS)
def test_one_year_alone_is_no_figure_of_many_years(figure):
    texts = [each.value for each in opened(figure, years=(2016, 2016)).markdown]
    assert strings.word("figure.one_year", "en") in texts


def test_the_years_are_within_those_that_are_shown(package):
    scene = Scene.of(package).with_years(2012, 2018)
    assert figures_view.years_of(scene, FigureChoice(DIFFERENCE)) == [2012, 2018]
    assert figures_view.years_of(scene, FigureChoice(ANIMATION)) == list(
        range(2012, 2019)
    )
    many = figures_view.years_of(scene, FigureChoice(MULTIPLES))
    assert (many[0], many[-1]) == (2012, 2018) and len(many) > 2


def test_life_lines_of_years_without_a_treaty_say_so():
    app = opened(LIFELINES, years=(2011, 2012))
    said = [each.value.replace("\\", "") for each in app.markdown]
    assert strings.word("empty", "en") in said


@pytest.mark.drawn
def test_life_lines_are_drawn_in_the_order_that_is_chosen(package):
    scene = Scene.of(package)
    made = {
        order: figures_view.build(
            scene, FigureChoice(LIFELINES, options=SMALL, order=order)
        )
        for order in ("date", "waited")
    }
    assert made["date"] != made["waited"]


def test_a_file_is_named_after_all_that_was_chosen(package):
    scene = Scene.of(package, country="IND")
    shared = FigureOptions.parse({"size": "share"})
    names = {
        FigureChoice(LIFELINES, order="waited"): "lifelines-by-waited-signed",
        FigureChoice(options=shared): "ind-share-signed",
        FigureChoice(options=FigureOptions(grey=True)): "grey-signed",
        FigureChoice(options=FigureOptions(SIZES["slide"])): "slide-signed",
        FigureChoice(WEBP, "webp"): "signed",
    }
    for choice, middle in names.items():
        name = figures_view.file_name(scene, choice)
        assert name == f"treaties-{middle}-2010-2026-recognised-en.{choice.kind}"


@pytest.mark.parametrize("figure", [MULTIPLES, DIFFERENCE])
@pytest.mark.drawn
def test_a_figure_of_many_years_is_drawn(package, figure):
    scene = Scene.of(package).with_years(2012, 2016)
    content = figures_view.build(scene, FigureChoice(figure, options=SMALL))
    assert Image.open(io.BytesIO(content)).width > 300
    name = figures_view.file_name(scene, FigureChoice(figure))
    assert name == f"treaties-{figure}-signed-2012-2016-recognised-en.png"


@pytest.mark.parametrize("figure", MOVING_KINDS)
@pytest.mark.drawn
def test_an_animation_has_a_frame_for_each_year_and_says_how_far_it_is(package, figure):
    scene = Scene.of(package).with_years(2012, 2014)
    steps: list[int] = []
    choice = FigureChoice(figure, figure, SMALL)
    content = figures_view.build(scene, choice, lambda: steps.append(1))
    assert len(steps) == Image.open(io.BytesIO(content)).n_frames == 3
    assert View.of(package.span).file_name("gif").endswith(".gif")


def test_a_link_says_all_that_the_command_can_do():
    link = {
        "title": "Pacts",
        "panels": "2014, 2018",
        "seconds": "1.5",
        "size": "200x90",
    }
    app = opened(ANIMATION, **link)
    assert [each.value for each in app.text_input] == ["Pacts", "2014, 2018"]
    assert [each.value for each in app.number_input] == [1.5, 3.0]
    assert {name: app.query_params[name] for name in link} == link
    assert not app.warning


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize(
    ("link", "key", "values"),
    [
        ({"size": "3x3"}, "figure.bad_size", {}),
        ({"dpi": "9999"}, "figure.bad_size", {}),
        (
            {"panels": "1066"},
            "figure.bad_years",
            {"most": 16, "first": 2010, "last": 2026},
        ),
    ],
)
def test_what_cannot_be_drawn_is_said_in_the_readers_language(link, key, values, lang):
    (warning,) = opened(MULTIPLES, lang, **link).warning
    assert warning.value == strings.word(key, lang, **values)


@pytest.mark.drawn
def test_an_animation_has_the_years_and_the_pace_that_were_typed(package):
    scene = Scene.of(package)
    choice = FigureChoice(ANIMATION, "gif", SMALL, years=(2014, 2018), pace=(0.5, 2.0))
    image = Image.open(io.BytesIO(figures_view.build(scene, choice)))
    assert image.n_frames == 2
    times = []
    for frame in range(2):
        image.seek(frame)
        times.append(image.info["duration"])
    assert times == [500, 2000]


@pytest.mark.parametrize("wide", [40, 100, 300, 700, 1200])
@pytest.mark.parametrize("high", [40, 100, 300, 700, 1200])
def test_a_preview_of_any_sheet_is_one_that_may_be_drawn_and_no_wider_than_a_screen(
    wide, high
):
    size = sizes.parse(f"{wide}x{high}")
    dpi = figures_view._preview_dpi(size)
    sizes.check_dpi(size, dpi)
    across, down = wide * sizes.MM * dpi, high * sizes.MM * dpi
    assert dpi == min(sizes.DPI) or (across < 1360 and across * down < 4.2e6)


@pytest.mark.drawn
def test_the_largest_sheet_is_previewed(package):
    options = FigureOptions.parse({"size": "1200x1200"}, free=True)
    content = figures_view.preview(Scene.of(package), FigureChoice(options=options))
    assert Image.open(io.BytesIO(content)).width < 2400


def one_view_drawn(size: str) -> None:
    """The view of a sheet of that size, and its preview."""
    from geo.app import figures_view, session
    from geo.presentation.scene import Scene
    from geo.tables import load

    scene = Scene.of(load.load_package())
    reader = session.get()
    reader.view = scene.view
    reader.view_choices.setdefault("size", size)
    figures_view.figures_view(scene)()


@pytest.mark.drawn
def test_a_sheet_with_no_room_for_its_words_is_refused_in_a_sentence():
    app = AppTest.from_function(one_view_drawn, args=("40x40",), default_timeout=20)
    app.run()
    assert not app.exception
    (warning,) = app.warning
    assert "40" in warning.value


@pytest.mark.drawn
def test_an_animation_moves_on_the_screen_too(package):
    """Streamlit makes one still picture of the bytes of a WebP."""
    scene = Scene.of(package).with_years(2012, 2014)
    content = figures_view.build(scene, FigureChoice(WEBP, WEBP, SMALL))
    place = Mock()
    figures_view._show(place, scene, content, WEBP)
    head, _, text = place.image.call_args.args[0].partition(",")
    assert head == "data:image/webp;base64"
    assert Image.open(io.BytesIO(base64.b64decode(text))).n_frames == 3


@pytest.mark.drawn
def test_a_small_png_is_named_as_one_and_is_smaller(package):
    scene, small = Scene.of(package), FigureChoice(kind="small", options=SMALL)
    assert figures_view.file_name(scene, small).endswith(".png")
    made = [
        figures_view.build(scene, FigureChoice(options=SMALL, kind=kind))
        for kind in ("small", "png")
    ]
    assert len(made[0]) < len(made[1])

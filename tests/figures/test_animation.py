"""Animations: a frame for each year, by the counting rules, the same bytes."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageSequence

from geo.figures import animation, sizes
from geo.figures.animation import sheets, times
from geo.figures.options import FigureOptions
from geo.figures.years import BadYears
from geo.model.classes import Class
from geo.model.view import View
from geo.presentation import colours
from geo.presentation.scene import Scene

SMALL = FigureOptions(sizes.parse("160x110"), dpi=60)


@pytest.fixture(scope="module")
def view(package):
    return View.of(package.span)


YEARS = [2018, 2021, 2024]


@pytest.fixture(scope="module")
def moving(package, view):
    return {
        kind: animation.animation(Scene(package, view), YEARS, SMALL, kind)
        for kind in ("gif", "webp")
    }


def images(content: bytes) -> list[Image.Image]:
    frames = []
    for frame in ImageSequence.Iterator(Image.open(io.BytesIO(content))):
        frame.load()
        frames.append((frame.convert("RGB"), frame.info["duration"]))
    return frames


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_a_frame_per_year_and_the_last_is_held(moving, kind):
    assert [time for _, time in images(moving[kind])] == [900, 900, 3000]
    assert Image.open(io.BytesIO(moving[kind])).info["loop"] == 0


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_an_animation_has_the_same_bytes_again(moving, package, view, kind):
    assert animation.animation(Scene(package, view), YEARS, SMALL, kind) == moving[kind]


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_frames_keep_the_colours_of_the_classes(moving, kind):
    for image, _ in images(moving[kind]):
        shades = {
            f"#{r:02x}{g:02x}{b:02x}" for _, (r, g, b) in image.getcolors(1 << 20)
        }
        for key in (Class.FOCUS, Class.NOT_CONFIRMED, Class.NONE):
            assert colours.CLASSES[key].light in shades
        assert "#ffffff" in shades


def test_both_formats_show_the_same(moving):
    gif, webp = (images(moving[kind]) for kind in ("gif", "webp"))
    for (one, _), (other, _) in zip(gif, webp, strict=True):
        away = np.abs(np.asarray(one).astype(int) - np.asarray(other))
        assert away.max() < 60
        assert (away.max(axis=2) > 8).mean() < 0.02


def test_an_animation_says_what_it_is(moving, package):
    for content in moving.values():
        assert package.version.encode() in content
        assert b"CC-BY-4.0" in content


def test_names_stand_still_while_years_pass(package, view):
    places = {}
    frames = list(sheets(Scene(package, view), YEARS, replace(SMALL, labels=True)))
    for sheet in frames:
        for text in sheet.figure.texts:
            if text.get_gid() == "label":
                name, at = text.get_text(), text.get_position()
                assert places.setdefault(name, at) == pytest.approx(at)
    assert len({tuple(s.figure.get_size_inches()) for s in frames}) == 1
    assert {s.figure.axes[0].get_position().bounds for s in frames[:1]} == {
        s.figure.axes[0].get_position().bounds for s in frames
    }
    assert len(places) == 21


def test_a_sheet_without_a_height_gives_frames_of_one_height(package, view):
    frames = sheets(
        Scene(package, view), [2010, 2024], FigureOptions(sizes.SIZES["a4"])
    )
    assert len({tuple(s.figure.get_size_inches()) for s in frames}) == 1


@pytest.mark.parametrize("wrong", [{"seconds": 0.1}, {"hold": 0}, {"seconds": 1e9}])
def test_nothing_flashes(wrong):
    with pytest.raises(BadYears, match=r"WCAG 2\.3\.1"):
        times(5, **wrong)


def test_progress_is_told_after_each_frame(package, view):
    done = []
    animation.animation(
        Scene(package, view), YEARS, SMALL, "gif", each_frame=lambda: done.append(1)
    )
    assert len(done) == len(YEARS)

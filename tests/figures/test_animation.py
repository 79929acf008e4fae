"""Animations: a frame for each year, by the counting rules, the same bytes."""

import io
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from matplotlib.colors import to_hex
from PIL import Image, ImageSequence

from geo.figures import animation, sizes
from geo.figures.animation import sheets, times
from geo.figures.options import FigureOptions
from geo.figures.years import BadYears
from geo.model.classes import Class
from geo.model.package import Package
from geo.model.view import Span, View
from geo.presentation import colours
from geo.presentation.scene import Scene
from tests.model.test_succession import TABLE

pytestmark = pytest.mark.drawn

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


# --- states that are no more ---


FALL = [1989, 1990, 1991, 1992, 1993]
HIGH = FigureOptions(sizes.parse("160x180"), dpi=60)


@pytest.fixture(scope="module")
def falling_apart():
    span = Span(1970, 1995)
    package = Package(TABLE, (), (), (), "own", date(2026, 11, 24), span, "a")
    return list(sheets(Scene.of(package, focus="USA"), FALL, HIGH))


def fills(sheet) -> dict[str, str]:
    (found,) = [a for a in sheet.figure.axes[0].collections if a.get_gid() == "fills"]
    colours_of = map(to_hex, found.get_facecolors())
    return dict(zip(found.uids, colours_of, strict=True))


def test_a_union_has_one_colour_in_each_frame_until_it_falls_apart(falling_apart):
    _, *frames = falling_apart
    for year, frame in zip(FALL, frames, strict=True):
        land = fills(frame)
        nothing = colours.CLASSES[Class.NONE].light
        assert land["EST"] == land["KAZ"]
        assert (land["EST"] != nothing) == (year <= 1990), year
        assert (land["SVK"] != nothing) == (year <= 1992), year
        assert ("P-DDR" in land) == (year < 1990), year


def test_the_map_stands_still_while_the_notes_on_borders_change(falling_apart):
    boxes = {
        tuple(sheet.figure.axes[0].get_position().bounds) for sheet in falling_apart
    }
    assert len(boxes) == 1

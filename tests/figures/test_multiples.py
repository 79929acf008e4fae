"""Small multiples: a map of each year, drawn by the counting rules."""

from datetime import date

import pytest
from matplotlib.colors import to_hex

from geo.figures import fonts, save, sizes
from geo.figures.multiples import multiples
from geo.figures.options import FigureOptions
from geo.model import countries
from geo.model.classes import Class
from geo.model.package import Package
from geo.model.treaties import Basis
from geo.model.view import Span, View
from geo.presentation import colours, strings
from geo.presentation.scene import Scene
from tests.helpers.drawn import drawn_classes
from tests.model.test_succession import TABLE

pytestmark = pytest.mark.drawn

SMALL = FigureOptions(sizes.parse("160x110"), dpi=60)


@pytest.fixture(scope="module")
def view(package):
    return View.of(package.span)


def texts(sheet, gid=None) -> list[str]:
    return [t.get_text() for t in sheet.figure.texts if gid in (None, t.get_gid())]


@pytest.fixture(scope="module")
def panels(package, view):
    return multiples(Scene(package, view), [2014, 2018, 2022, 2024], SMALL)


def test_every_panel_shows_the_state_of_its_year(panels, package, view):
    sheet, _ = panels
    years = [2014, 2018, 2022, 2024]
    assert len(sheet.figure.axes) == len(years)
    for axes, year in zip(sheet.figure.axes, years, strict=True):
        keys = drawn_classes(package, view.with_years(package.span.first, year))
        (fills,) = [a for a in axes.collections if a.get_gid() == "fills"]
        fill_of = dict(zip(fills.uids, fills.get_facecolors(), strict=True))
        assert keys
        for code in package.partners():
            look = colours.CLASSES[Class(keys.get(code, Class.NONE))]
            assert to_hex(fill_of[code]) == look.light


def test_every_panel_says_its_year_and_count(panels):
    assert texts(panels[0], "panel") == [
        *("2014: 3 countries", "2018: 7 countries"),
        *("2022: 15 countries", "2024: 20 countries"),
    ]


def test_a_legend_for_all_panels_has_the_classes_of_any(package):
    view = View.of(package.span, basis=Basis.IN_FORCE)
    sheet, _ = multiples(Scene(package, view), [2021, 2024], SMALL)
    label = colours.CLASSES[Class.NOT_YET].label("en")  # Iran in 2021, not in 2024
    assert label in texts(sheet, "legend")


@pytest.mark.parametrize("count", [3, 16])
@pytest.mark.parametrize("size", ["a4", "slide", "square"])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_panels_stay_on_the_sheet_and_apart(package, count, size, lang):
    years = list(range(2010, 2010 + count))
    view = View.of(package.span, lang=lang)
    sheet, _ = multiples(Scene(package, view), years, FigureOptions(sizes.parse(size)))
    page = sheet.figure.bbox
    with fonts.settings():
        windows = [a.get_window_extent() for a in sheet.figure.axes]
        windows += [t.get_window_extent() for t in sheet.figure.texts]
    for i, one in enumerate(windows):
        assert page.x0 <= one.x0 + 1 and one.x1 <= page.x1 + 1
        assert page.y0 <= one.y0 + 1 and one.y1 <= page.y1 + 1
        for other in windows[i + 1 :]:
            beside = one.x1 <= other.x0 or other.x1 <= one.x0
            common = min(one.y1, other.y1) - max(one.y0, other.y0)
            assert beside or common < 0.25 * min(one.height, other.height)
    assert all(t.get_fontsize() >= sizes.SMALLEST_TYPE for t in sheet.figure.texts)


def test_multiples_are_files_like_any_figure(package, view):
    sheet, about = multiples(Scene(package, view), [2014, 2024], SMALL)
    assert save.write(sheet, about, "svg").count(b"<title") == 1
    again = multiples(Scene(package, view), [2014, 2024], SMALL)
    assert save.write(*again, "pdf") == save.write(sheet, about, "pdf")
    assert about.title == Scene(package, view).with_years(2010, 2024).figure_title


def test_what_is_new_since_the_map_before_is_outlined_and_told(panels, package):
    sheet, about = panels
    called = [
        {uid for a in axes.collections if a.get_gid() == "called" for uid in a.uids}
        for axes in sheet.figure.axes
    ]
    assert not called[0]
    for number, years in enumerate([(2014, 2018), (2018, 2022), (2022, 2024)], 1):
        before, after = (
            Scene.of(package).with_years(package.span.first, year).state.counted_codes
            for year in years
        )
        new = after - before
        assert new and new <= called[number]
        assert not called[number] & before
        for code in new:
            assert countries.name(code, "en") in about.description
    assert strings.word("frames.new", "en") in " ".join(texts(sheet))


# --- states that are no more ---


def test_each_panel_has_the_borders_of_its_year_and_the_notes_are_of_all():
    span = Span(1970, 1995)
    package = Package(TABLE, (), (), (), "own", date(2026, 11, 24), span, "a")
    options = FigureOptions(sizes.parse("a4-page"), dpi=60)
    sheet, _ = multiples(Scene.of(package, focus="USA"), [1989, 1991, 1993], options)
    for year, axes in zip((1989, 1991, 1993), sheet.figure.axes, strict=True):
        (fills,) = [a for a in axes.collections if a.get_gid() == "fills"]
        land = dict(zip(fills.uids, map(to_hex, fills.get_facecolors()), strict=True))
        nothing = colours.CLASSES[Class.NONE].light
        assert (land["EST"] != nothing) == (year < 1991)
        assert (land["SVK"] != nothing) == (year < 1993)
    said = " ".join(texts(sheet))
    assert "many states did not recognise their incorporation" in said  # of 1989
    assert "USSR (26 Dec 1991)" in said

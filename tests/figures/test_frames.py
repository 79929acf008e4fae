"""Many years in one picture: chosen well, drawn by the law, the same bytes."""

import io
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.colors import to_hex
from PIL import Image, ImageSequence

from geo.figures import fonts, frames, save, sizes
from geo.figures.frames import BadYears, automatic, years_of
from geo.figures.options import FigureOptions
from geo.model import countries
from geo.model.classes import Class
from geo.model.counting import state
from geo.model.treaties import Basis
from geo.model.view import View
from geo.presentation import colours as presentation_colours
from geo.presentation import strings
from geo.presentation.scene import Scene

SMALL = FigureOptions(sizes.parse("160x110"), dpi=60)


@pytest.fixture(scope="module")
def view(package):
    return View.of(package.span)


def texts(sheet, gid=None) -> list[str]:
    return [t.get_text() for t in sheet.figure.texts if gid in (None, t.get_gid())]


# --- years ---


def test_years_are_a_list_or_a_range(span):
    assert years_of("2014,2018, 2022", "multiples", span) == [2014, 2018, 2022]
    assert years_of("2022,2014,2014", "multiples", span) == [2014, 2022]
    assert years_of("2014-2017", "gif", span) == [2014, 2015, 2016, 2017]
    assert years_of("2014..2017", "webp", span) == [2014, 2015, 2016, 2017]
    assert years_of("2014-2020", "difference", span) == [2014, 2020]
    assert years_of("2014,2020", "difference", span) == [2014, 2020]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(
            (t, "multiples")
            for t in ("", "abc", "2014", "2014,", "٢٠١٤,٢٠١٥", "9" * 99)
        ),
        *((t, "gif") for t in ("2018-2014", "1900-2014", "2014-2999", "2014-0000")),
        ("2014,2016,2018", "difference"),
        ("2010-2026", "multiples"),
    ],
)
def test_bad_years_are_one_line(text, kind, span):
    with pytest.raises(BadYears, match=r"^--years: ") as caught:
        years_of(text, kind, span)
    assert len(str(caught.value)) < 120


def test_years_chosen_for_the_reader_are_those_in_which_something_changed(
    package, view
):
    chosen = automatic(Scene(package, view), "multiples")
    assert len(chosen) == 9
    assert chosen[0] == package.span.first
    assert chosen[-1] == 2024  # the last signature
    assert chosen == sorted(set(chosen))
    for year in chosen[1:]:
        before, after = frames.at(Scene(package, view), [year - 1, year])
        assert before.state.standings != after.state.standings


def test_few_changes_are_all_shown(toy):
    assert automatic(Scene.of(toy), "multiples") == [
        *(2011, 2012, 2013, 2014, 2015, 2016)
    ]
    assert automatic(Scene.of(toy), "difference") == [2011, 2018]
    assert automatic(Scene.of(toy), "gif") == list(range(2011, 2019))


# --- small multiples ---


@pytest.fixture(scope="module")
def panels(package, view):
    return frames.multiples(Scene(package, view), [2014, 2018, 2022, 2024], SMALL)


def test_every_panel_shows_the_state_of_its_year(panels, package, view):
    sheet, _ = panels
    years = [2014, 2018, 2022, 2024]
    assert len(sheet.figure.axes) == len(years)
    for axes, year in zip(sheet.figure.axes, years, strict=True):
        current = state(package.treaties, view.with_years(package.span.first, year))
        (fills,) = [a for a in axes.collections if a.get_gid() == "fills"]
        drawn = dict(zip(fills.uids, fills.get_facecolors(), strict=True))
        signed = {c for c in package.partners() if current.key(c) is Class.SIGNED}
        blue = presentation_colours.CLASSES[Class.SIGNED].light
        assert {c for c in package.partners() if to_hex(drawn[c]) == blue} == signed


def test_every_panel_says_its_year_and_count(panels):
    assert texts(panels[0], "panel") == [
        *("2014: 3 countries", "2018: 7 countries"),
        *("2022: 15 countries", "2024: 20 countries"),
    ]


def test_a_legend_for_all_panels_has_the_classes_of_any(package):
    view = View.of(package.span, basis=Basis.IN_FORCE)
    sheet, _ = frames.multiples(Scene(package, view), [2021, 2024], SMALL)
    label = presentation_colours.CLASSES[Class.NOT_YET].label(
        "en"
    )  # Iran in 2021, not in 2024
    assert label in texts(sheet, "legend")


@pytest.mark.parametrize("count", [3, 16])
@pytest.mark.parametrize("size", ["a4", "slide", "square"])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_panels_stay_on_the_sheet_and_apart(package, count, size, lang):
    years = list(range(2010, 2010 + count))
    view = View.of(package.span, lang=lang)
    sheet, _ = frames.multiples(
        Scene(package, view), years, FigureOptions(sizes.parse(size))
    )
    page = sheet.figure.bbox
    with fonts.settings():
        found = [a.get_window_extent() for a in sheet.figure.axes]
        found += [t.get_window_extent() for t in sheet.figure.texts]
    for i, one in enumerate(found):
        assert page.x0 <= one.x0 + 1 and one.x1 <= page.x1 + 1
        assert page.y0 <= one.y0 + 1 and one.y1 <= page.y1 + 1
        for other in found[i + 1 :]:
            beside = one.x1 <= other.x0 or other.x1 <= one.x0
            shared = min(one.y1, other.y1) - max(one.y0, other.y0)
            assert beside or shared < 0.25 * min(one.height, other.height)
    assert all(t.get_fontsize() >= sizes.SMALLEST_TYPE for t in sheet.figure.texts)


# --- difference ---


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_difference_names_who_entered(package, lang):
    view = View.of(package.span, lang=lang)
    sheet, said = frames.difference(Scene(package, view), [2023, 2024], SMALL)
    whole = " ".join(texts(sheet))
    name = {"en": "Lao PDR", "ru": "Лаосская НДР"}[lang]
    label = {"en": "Signed in 2024", "ru": "Подписали за 2024 г."}[lang]
    assert f"{label}: {name}." in whole
    assert f"{label}: {name}." in said.description
    assert strings.word("rule", lang)[:30] in whole
    assert "2023" in said.title and "2024" in said.title


def test_the_legend_of_a_difference_lists_what_is_drawn(package, view):
    sheet, _ = frames.difference(Scene(package, view), [2023, 2024], SMALL)
    assert texts(sheet, "legend") == [
        "Signed in 2024",
        "The same in both years",
        presentation_colours.CLASSES[Class.FOCUS].label("en"),
        presentation_colours.CLASSES[Class.NONE].label("en"),
        strings.word("disputed", "en"),
    ]


def test_no_change_is_said_in_numbers(package, view):
    sheet, _ = frames.difference(Scene(package, view), [2025, 2026], SMALL)
    assert any(
        "Signed in 2026: 0; no longer in force: ended in 2026: 0;" in t
        for t in texts(sheet)
    )


@pytest.mark.parametrize(
    ("lang", "entered", "signed"),
    [
        ("en", "Entered into force between 2019 and 2024: ", "Newly signed between "),
        ("ru", "Вступили в силу за период 2019–2024 гг.: ", "Подписали за период "),
    ],
)
def test_a_difference_in_force_names_the_new_signatures_apart(
    package, lang, entered, signed
):
    view = View.of(package.span, basis=Basis.IN_FORCE, lang=lang)
    sheet, said = frames.difference(Scene(package, view), [2018, 2024], SMALL)
    in_force = said.description.split(entered)[-1].split(signed)[0]
    names = [countries.name(code, lang) for code in ("VNM", "IRN", "ZWE")]
    assert all(name in in_force for name in names)
    assert countries.name("LAO", lang) not in in_force
    assert countries.name("LAO", lang) in said.description.split(signed)[-1]
    labels = texts(sheet, "legend")
    assert labels[0] == entered.removesuffix(": ") and labels[1].startswith(signed)


# --- animations ---

YEARS = [2018, 2021, 2024]


@pytest.fixture(scope="module")
def moving(package, view):
    return {
        kind: frames.animation(Scene(package, view), YEARS, SMALL, kind)
        for kind in ("gif", "webp")
    }


def images(content: bytes) -> list[Image.Image]:
    found = []
    for frame in ImageSequence.Iterator(Image.open(io.BytesIO(content))):
        frame.load()
        found.append((frame.convert("RGB"), frame.info["duration"]))
    return found


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_a_frame_per_year_and_the_last_is_held(moving, kind):
    assert [time for _, time in images(moving[kind])] == [900, 900, 3000]
    assert Image.open(io.BytesIO(moving[kind])).info["loop"] == 0


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_an_animation_has_the_same_bytes_again(moving, package, view, kind):
    assert frames.animation(Scene(package, view), YEARS, SMALL, kind) == moving[kind]


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_frames_keep_the_colours_of_the_classes(moving, kind):
    for image, _ in images(moving[kind]):
        colours = {
            f"#{r:02x}{g:02x}{b:02x}" for _, (r, g, b) in image.getcolors(1 << 20)
        }
        for key in (Class.FOCUS, Class.SIGNED, Class.NONE):
            assert presentation_colours.CLASSES[key].light in colours
        assert "#ffffff" in colours


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
    drawn = list(
        frames.sheets(Scene(package, view), YEARS, replace(SMALL, labels=True))
    )
    for sheet in drawn:
        for text in sheet.figure.texts:
            if text.get_gid() == "label":
                name, at = text.get_text(), text.get_position()
                assert places.setdefault(name, at) == pytest.approx(at)
    assert len({tuple(s.figure.get_size_inches()) for s in drawn}) == 1
    assert {s.figure.axes[0].get_position().bounds for s in drawn[:1]} == {
        s.figure.axes[0].get_position().bounds for s in drawn
    }
    assert len(places) == 21


def test_a_sheet_without_a_height_gives_frames_of_one_height(package, view):
    drawn = frames.sheets(
        Scene(package, view), [2010, 2024], FigureOptions(sizes.SIZES["a4"])
    )
    assert len({tuple(s.figure.get_size_inches()) for s in drawn}) == 1


@pytest.mark.parametrize("wrong", [{"seconds": 0.1}, {"hold": 0}, {"seconds": 1e9}])
def test_nothing_flashes(wrong):
    with pytest.raises(BadYears, match=r"WCAG 2\.3\.1"):
        frames.times(5, **wrong)


def test_progress_is_told_after_each_frame(package, view):
    done = []
    frames.animation(
        Scene(package, view), YEARS, SMALL, "gif", done=lambda: done.append(1)
    )
    assert len(done) == len(YEARS)


# --- a few pictures as they are ---


def test_multiples_and_a_difference_are_files_like_any_figure(package, view):
    for make, years in (
        (frames.multiples, [2014, 2024]),
        (frames.difference, YEARS[:2]),
    ):
        sheet, said = make(Scene(package, view), years, SMALL)
        assert save.write(sheet, said, "svg").count(b"<title") == 1
        again = make(Scene(package, view), years, SMALL)
        assert save.write(*again, "pdf") == save.write(
            *make(Scene(package, view), years, SMALL), "pdf"
        )
    assert Scene(package, view).figure_title in said.title or "compared" in said.title

"""The difference of two years: who entered, who left, who stayed."""

import re

import pytest

from geo.figures import save, sizes
from geo.figures.difference import LOOKS, Difference, difference
from geo.figures.options import FigureOptions
from geo.figures.years import at
from geo.model import countries
from geo.model.classes import Class
from geo.model.treaties import Basis
from geo.model.view import LANGUAGES, View
from geo.presentation import colours, strings
from geo.presentation.scene import Scene

pytestmark = pytest.mark.drawn

SMALL = FigureOptions(sizes.parse("160x110"), dpi=60)


@pytest.fixture(scope="module")
def view(package):
    return View.of(package.span)


def texts(sheet, gid=None) -> list[str]:
    return [t.get_text() for t in sheet.figure.texts if gid in (None, t.get_gid())]


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_difference_names_who_entered(package, lang):
    view = View.of(package.span, lang=lang)
    sheet, about = difference(Scene(package, view), [2023, 2024], SMALL)
    whole = " ".join(texts(sheet))
    name = {"en": "Lao PDR", "ru": "Лаосская НДР"}[lang]
    label = {
        "en": "Newly signed in 2024, in force or not",
        "ru": "Впервые подписали за 2024 г., в силе или нет",
    }[lang]
    assert f"{label}: {name}." in whole
    assert f"{label}: {name}." in about.description
    assert strings.word("rule", lang)[:30] in whole
    for year in (2023, 2024):
        assert strings.day(f"{year}-12-31", lang) in about.title


def test_the_legend_of_a_difference_lists_what_is_drawn(package, view):
    sheet, _ = difference(Scene(package, view), [2023, 2024], SMALL)
    assert texts(sheet, "legend") == [
        "Newly signed in 2024, in force or not",
        "Signed before",
        "Russian Federation",
        colours.CLASSES[Class.NONE].label("en"),
        strings.word("disputed", "en"),
    ]


def test_no_change_is_said_in_numbers(package, view):
    sheet, about = difference(Scene(package, view), [2025, 2026], SMALL)
    # The data cannot speak of days after they were made.
    assert about.title.endswith(strings.day(package.as_of, "en"))
    assert any(
        "Newly signed in 2026, in force or not: 0; ended in 2026," in t
        for t in texts(sheet)
    )


@pytest.mark.parametrize(
    ("lang", "newcomers", "signed"),
    [
        ("en", "Entered into force between 2019 and 2024: ", "Newly signed between "),
        ("ru", "Вступили в силу за период 2019–2024 гг.: ", "Подписали за период "),
    ],
)
def test_a_difference_in_force_names_the_new_signatures_apart(
    package, lang, newcomers, signed
):
    view = View.of(package.span, basis=Basis.IN_FORCE, lang=lang)
    sheet, about = difference(Scene(package, view), [2018, 2024], SMALL)
    in_force = about.description.split(newcomers)[-1].split(signed)[0]
    names = [countries.name(code, lang) for code in ("VNM", "IRN", "ZWE")]
    assert all(name in in_force for name in names)
    assert countries.name("LAO", lang) not in in_force
    assert countries.name("LAO", lang) in about.description.split(signed)[-1]
    labels = texts(sheet, "legend")
    assert labels[0] == newcomers.removesuffix(": ") and labels[1].startswith(signed)


def test_a_difference_is_a_file_like_any_figure(package, view):
    sheet, about = difference(Scene(package, view), [2018, 2021], SMALL)
    assert save.write(sheet, about, "svg").count(b"<title") == 1
    again = difference(Scene(package, view), [2018, 2021], SMALL)
    assert save.write(*again, "pdf") == save.write(sheet, about, "pdf")
    assert "compared" in about.title


# --- what became of each country ---


def drawn(package, first: int, last: int, basis: Basis = Basis.SIGNED):
    scene = Scene.of(package, basis=basis)
    before, after = (scene.with_years(package.span.first, y) for y in (first, last))
    return Difference(before, after, "light")


def test_who_signed_in_between_entered_and_who_had_signed_stayed(package):
    change = drawn(package, 2018, 2021).change
    assert {c for c, k in change.items() if k == "entered"} == {
        *("TKM", "KGZ", "IRN", "NIC", "UZB", "IDN")
    }
    assert {c for c, k in change.items() if k == "stayed"} == {
        *("BRA", "BLR", "CUB", "CHN", "IND", "ZAF", "VNM")
    }


def test_a_new_signature_enters_nothing_in_force(package):
    change = drawn(package, 2018, 2024, Basis.IN_FORCE).change
    assert {c for c, k in change.items() if k == "entered"} == {"VNM", "IRN", "ZWE"}
    assert change["BLR"] == change["IND"] == "stayed"  # in force before 2018
    assert change["TKM"] == "signed"  # signed in 2019, in force not confirmed
    assert change["BRA"] == "uncounted"  # signed before 2018, never confirmed


def test_who_is_in_force_in_neither_year_has_not_stayed_in_force(package):
    scene = Scene.of(package, basis=Basis.IN_FORCE)
    before, after = at(scene, [2018, 2024])
    change = Difference(before, after, "light").change
    stays = {code for code, key in change.items() if key == "stayed"}
    assert (
        stays
        == before.state.counted_codes & after.state.counted_codes
        == {"BLR", "IND"}
    )
    not_counted = {code for code, key in change.items() if key == "uncounted"}
    assert {before.state.key(code) for code in not_counted} == {Class.NOT_CONFIRMED}
    sheet, _ = difference(scene, [2018, 2024], SMALL)
    text = " ".join(texts(sheet))
    assert "in force in both years: 2" in text
    assert f"no longer in force): {len(not_counted)}" in text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("basis", Basis)
def test_a_number_follows_the_only_colon_of_its_change(package, basis, lang):
    scene = Scene.of(package, basis=basis, lang=lang)
    for years in ([2018, 2024], [2025, 2026]):
        sheet, _ = difference(scene, years, SMALL)
        mark = strings.listed(("", ""), lang, "semicolon")
        colon = re.escape(strings.paired("", "", lang))
        for part in sheet.content.headline.split(mark):
            assert re.fullmatch(rf"[^:：]+{colon}\d+", part), part
    for key in LOOKS:
        names = [n for n in strings.all_keys() if n.startswith(f"difference.{key}")]
        assert names
        for name in names:
            assert ":" not in strings.word(name, lang), name


def test_who_ends_leaves_the_count(toy):
    change = drawn(toy, 2013, 2014, Basis.IN_FORCE).change
    assert change["CUB"] == "left"
    assert change["IND"] == "entered"


def test_a_termination_is_told_apart_from_a_signature(toy):
    change = drawn(toy, 2013, 2014).change
    assert change["CUB"] == "left"  # counted in both years, and ended in 2014
    assert change["BRA"] == "stayed"


def test_every_change_has_its_look(package):
    chart = drawn(package, 2018, 2024, Basis.IN_FORCE)
    for unit in chart.world.units:
        look = chart.look(unit)
        key = chart.change.get(unit.owner("recognised"))
        assert look.key == key or key is None
        assert chart.colour(unit) == look.light


@pytest.mark.parametrize("basis", Basis)
def test_uncertain_dates_of_both_acts_are_named(package, basis):
    scene = Scene(package, View.of(package.span, basis=basis))
    whole = " ".join(texts(difference(scene, [2016, 2026], SMALL)[0]))
    for field in ("signed", "in_force"):
        doubted = [t for t in package.treaties if t.level(field) not in ("", "high")]
        said = whole.split(strings.word(f"doubt.note.{field}", "en").split("{")[0])[1]
        for treaty in doubted:
            assert countries.name(treaty.partner_of("RUS"), "en") in said

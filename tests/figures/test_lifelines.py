"""Life-lines: a row for every treaty, and "?" where no source knows."""

import re
from dataclasses import replace

import pytest

from geo.figures import fonts, lifelines, save, sizes
from geo.figures.options import FigureOptions
from geo.figures.sizes import BadSize
from geo.figures.years import BadYears
from geo.model import countries
from geo.model.dates import PartialDate
from geo.model.lifelines import ORDERS
from geo.model.package import Package
from geo.model.treaties import Status, Treaty
from geo.model.view import LANGUAGES, Span
from geo.presentation import strings
from geo.presentation.scene import Scene
from geo.presentation.treaty_facts import treaty_status
from geo.tables import load

pytestmark = pytest.mark.drawn

A4 = FigureOptions()


def texts(sheet, gid=None) -> list[str]:
    found = [*sheet.figure.texts, *(t for a in sheet.figure.axes for t in a.texts)]
    return [t.get_text() for t in found if gid in (None, t.get_gid())]


def table_of(package: Package, number: int) -> Package:
    """A reader's table of so many treaties, each signed in a month of its own."""
    codes = sorted(countries.codes())
    codes.remove("RUS")
    treaties = tuple(
        Treaty(
            f"T{n:05}",
            "RUS",
            codes[n % len(codes)],
            signed=PartialDate.of(f"{1950 + n % 70}-{1 + n % 12:02}"),
            in_force=PartialDate.of(f"{1951 + n % 70}") if n % 3 else None,
        )
        for n in range(number)
    )
    return Package(
        treaties,
        (),
        (),
        (),
        "1",
        package.as_of,
        Span(1950, 2026),
        file_name="mine.csv",
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_treaty_has_its_row_and_its_dates(package, lang):
    sheet, _ = lifelines.draw(Scene.of(package, lang=lang), A4)
    named = texts(sheet, "row")
    listed = [countries.name(c, lang) for c in package.partners()]
    assert sorted(named) == sorted(listed)
    whole = " ".join(texts(sheet))
    for treaty in package.treaties:
        assert treaty.signed.show(lang, "compact") in whole
        if treaty.in_force:
            assert treaty.in_force.show(lang, "compact") in whole


def test_what_nobody_knows_is_a_question_mark(package):
    sheet, _ = lifelines.draw(Scene.of(package), A4)
    unknown = [t for t in package.treaties if t.in_force is None]
    assert texts(sheet, "unknown") == ["?"] * len(unknown)


def test_an_approval_by_one_side_is_a_tick_that_says_whose_it_is(package):
    approved = [t for t in package.treaties if t.approvals]
    assert [t.id for t in approved] == ["RUS-IRN-2021", "RUS-TJK-2023"]
    sheet, about = lifelines.draw(Scene.of(package), A4)
    lines = [x for a in sheet.figure.axes for x in a.lines if x.get_gid() == "approval"]
    assert len(lines) == len(approved) + 1  # one in the legend
    assert (
        "Tajikistan, vote of the deputies of the lower house only" in about.description
    )


#: Every size with few rows and many; every language where rows are densest.
DENSE = [
    *((number, "en", grey) for number in (1, 20, 60) for grey in (False, True)),
    *((60, lang, False) for lang in LANGUAGES if lang != "en"),
]


@pytest.mark.parametrize(("number", "lang", "grey"), DENSE)
@pytest.mark.parametrize("size", ["a4", "a4-page", "slide", "square"])
def test_rows_stay_on_the_sheet_and_apart(package, size, number, lang, grey):
    own = table_of(package, number)
    options = FigureOptions(sizes.parse(size), grey=grey)
    try:
        sheet, _ = lifelines.draw(Scene.of(own, lang=lang), options)
    except BadSize as error:
        # Sixty rows need more than a square: it says so in place of a blot.
        assert (size, number) == ("square", 60)
        assert re.search(r"\d", str(error))
        return
    page = sheet.figure.bbox
    with fonts.settings():
        boxes = [
            t.get_window_extent() for t in sheet.figure.texts if t.get_text().strip()
        ]
    for i, one in enumerate(boxes):
        assert page.x0 <= one.x0 + 1 and one.x1 <= page.x1 + 1
        assert page.y0 <= one.y0 + 1 and one.y1 <= page.y1 + 1
        for other in boxes[i + 1 :]:
            beside = one.x1 <= other.x0 + 1 or other.x1 <= one.x0 + 1
            shared = min(one.y1, other.y1) - max(one.y0, other.y0)
            assert beside or shared < 0.3 * min(one.height, other.height)
    assert all(t.get_fontsize() >= sizes.SMALLEST_TYPE for t in sheet.figure.texts)
    assert len(texts(sheet, "row")) == number


@pytest.mark.parametrize("lang", LANGUAGES)
def test_thousands_of_treaties_are_refused_with_what_to_do(package, lang):
    own = table_of(package, 3000)
    with pytest.raises(BadYears) as refused:
        lifelines.draw(Scene.of(own, lang=lang), A4)
    assert strings.number(3000, lang) in refused.value.text(lang)
    fewer = Scene.of(own, lang=lang).with_years(1960, 1961)
    assert texts(lifelines.draw(fewer, A4)[0], "row")


def test_years_without_a_treaty_are_no_picture(package):
    with pytest.raises(BadYears, match="No treaty"):
        lifelines.draw(Scene.of(package).with_years(2011, 2012), A4)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_description_tells_every_life(package, lang):
    scene = Scene.of(package, lang=lang)
    _, about = lifelines.draw(scene, A4)
    for treaty in package.treaties:
        assert countries.name(treaty.partner_of("RUS"), lang) in about.description
        status = treaty_status(treaty, package.as_of, lang)
        assert status in about.description


def test_uncertain_dates_of_either_act_are_named(package):
    sheet, _ = lifelines.draw(Scene.of(package), A4)
    whole = " ".join(texts(sheet))
    for field in ("signed", "in_force"):
        doubted = [t for t in package.treaties if t.level(field) not in ("", "high")]
        assert doubted
        listed = whole.split(strings.word(f"doubt.note.{field}", "en").split("{")[0])[1]
        for treaty in doubted:
            assert countries.name(treaty.partner_of("RUS"), "en") in listed


def test_a_picture_says_what_was_not_read_and_how_it_counts(package):
    scene = Scene.of(package)
    whole = " ".join(texts(lifelines.draw(scene, A4)[0]))
    for note in (scene.rule, scene.as_of, scene.sources_note, scene.citation):
        assert note.split()[-1] in whole
    assert strings.word("lifelines.sorted.date", "en") in whole


@pytest.mark.parametrize("order", ORDERS)
def test_the_same_lives_give_the_same_bytes(package, order):
    for kind in sizes.FORMATS:
        one, other = (
            save.write(*lifelines.draw(Scene.of(package), A4, order), kind, 60)
            for _ in range(2)
        )
        assert one == other


def test_without_a_focal_country_a_row_names_both_parties():
    scene = Scene.of(load.load_package(focus=""), focus="")
    rows = texts(lifelines.draw(scene, A4)[0], "row")
    assert all(" – " in row for row in rows)
    assert len(rows) == len([t for t in scene.package.treaties if t.signed])


def test_a_hostile_title_stays_text(package):
    title = "<script>alert(1)</script> $x^2$ \\"
    sheet, about = lifelines.draw(Scene.of(package), FigureOptions(title=title))
    svg = save.write(sheet, about, "svg").decode()
    assert "<script" not in svg and "$x^2$" in svg


def test_a_ratification_by_one_side_is_told_and_is_no_entry_into_force(package):
    own = table_of(package, 3)
    first, *rest = own.treaties
    half = replace(first, status=Status.RATIFIED_BY_ONE, in_force=None)
    scene = Scene.of(replace(own, treaties=(half, *rest)))
    sheet, _ = lifelines.draw(scene, A4)
    assert "ratified by one side" in " ".join(texts(sheet))
    assert texts(sheet, "unknown") == ["?"]

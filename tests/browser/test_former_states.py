"""States that are no more on the page: drawn, reached, said, and fallen apart."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from geo.model import boundaries
from geo.model.package import Package
from geo.model.projection import project
from geo.model.treaties import Treaty
from geo.model.view import Span
from geo.page import document
from geo.presentation import former
from geo.presentation.scene import Scene
from tests.helpers.browser import AT_REST
from tests.model.test_succession import TABLE

pytestmark = pytest.mark.browser

#: The Democratic Republic is named by no treaty; the Federal one is, without a date of
#: entry into force: hatched.
ROWS = (
    *(t for t in TABLE if "DDR" not in (t.party_a, t.party_b)),
    Treaty("FRG", "USA", "DEU", TABLE[0].signed),
)

#: How many hatches cover each of two places, given on the grid of the topology.
HATCHES = """places => [...document.querySelectorAll("path.hatch")].filter((path) => (
  places.every(([x, y]) => {
    const point = atlas.map.leaflet.latLngToLayerPoint([y, x]);
    return path.isPointInFill(new DOMPoint(point.x, point.y));
  }))).length"""


PACKAGE = Package(
    ROWS, (), (), (), "own", date(2026, 11, 24), Span(1970, 1995), "t.csv"
)


@pytest.fixture(scope="module")
def historical(tmp_path_factory):
    path = tmp_path_factory.mktemp("former") / "map.html"
    path.write_text(document.page(Scene.of(PACKAGE, focus="USA")), encoding="utf-8")
    return path


@pytest.fixture
def page(offline, historical):
    return offline.open(historical, "#years=1970..1990")


def slide(page: Page, year: int) -> None:
    """Move the handle of the last year as a key does."""
    page.locator("#last").focus()
    before = int(page.locator("#last").input_value())
    key = "ArrowRight" if year > before else "ArrowLeft"
    for _ in range(abs(year - before)):
        page.keyboard.press(key)
    expect(page.locator("#last")).to_have_value(str(year))


def owners(page: Page, *uids: str) -> list[str]:
    return page.evaluate(
        "uids => uids.map((uid) =>"
        " document.querySelector(`path.unit[data-uid='${uid}']`).dataset.code)",
        list(uids),
    )


def steps(page: Page, selector: str) -> set:
    """The steps of the lines of an element, each in either direction."""
    drawn = page.locator(selector).get_attribute("d") or ""
    found = set()
    for line in drawn.split("M")[1:]:
        points = line.strip("Z ").split("L")
        found |= {frozenset(pair) for pair in pairwise(points)}
    return found


def test_the_slider_shows_the_union_fall_apart(page):
    # Lines are compared in pixels: first the legend takes the room of the year with
    # most rows, which it keeps, and the map stays where it is from then on.
    for year in (1991, 1992, 1993, 1990):
        slide(page, year)
        page.wait_for_function(AT_REST)
    assert owners(page, "RUS", "EST", "KAZ", "D-CRI") == ["SUN"] * 4
    inside = page.locator("path.line.inner").get_attribute("d")
    slide(page, 1991)
    assert owners(page, "RUS", "EST", "KAZ", "D-CRI") == ["RUS", "EST", "KAZ", "UKR"]
    assert owners(page, "HRV", "BIH", "SRB") == ["YUG"] * 3
    slide(page, 1992)
    assert owners(page, "HRV", "BIH", "SRB", "MNE") == ["HRV", "BIH", "SCG", "SCG"]
    assert owners(page, "CZE", "SVK") == ["CSK"] * 2
    slide(page, 1993)
    assert owners(page, "CZE", "SVK") == ["CZE", "SVK"]
    outside = page.locator("path.line.inner").get_attribute("d")
    assert len(outside) < len(inside)
    slide(page, 1990)
    assert page.locator("path.line.inner").get_attribute("d") == inside


def test_a_reader_is_told_that_the_union_ended_before_the_day_of_the_map(page):
    note = page.locator("#former-note")
    slide(page, 1991)
    expect(note).to_contain_text("before the day that its map speaks of: USSR (26 Dec")
    slide(page, 1992)
    expect(note).to_contain_text("speaks of: Yugoslavia (27 Apr 1992)")
    slide(page, 1993)
    expect(note).not_to_contain_text("speaks of")


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_page_says_what_the_library_says_of_former_states(
    offline, historical, lang
):
    page = offline.open(historical, f"#years=1970..1988&lang={lang}")
    scene = Scene.of(PACKAGE, focus="USA", lang=lang)
    for year in range(1989, 1995):
        slide(page, year)
        note = former.note(scene.with_years(1970, year).state)
        expect(page.locator("#former-note")).to_have_text(note)


def test_a_state_that_no_treaty_names_is_drawn_and_said(page):
    slide(page, 1989)
    assert owners(page, "P-DDR", "P-YMD") == ["DDR", "YMD"]
    expect(page.locator("#former-note")).to_contain_text("names them: German Dem")


def test_the_hatch_of_the_federal_republic_leaves_out_the_democratic_one(page):
    grid = boundaries.load("world").on_grid
    munich, leipzig = (grid(*project(*at)) for at in ((11.57, 48.14), (12.37, 51.34)))
    slide(page, 1989)
    assert page.evaluate(HATCHES, [munich]) == 1
    assert page.evaluate(HATCHES, [munich, leipzig]) == 0
    slide(page, 1990)
    assert page.evaluate(HATCHES, [munich, leipzig]) == 1


def test_the_union_is_one_to_pointer_keyboard_and_screen_reader(page):
    seat = page.locator("path.unit[data-uid='RUS']")
    expect(seat).to_have_attribute("role", "button")
    assert (seat.get_attribute("aria-label") or "").startswith("USSR: ")
    for uid in ("EST", "KAZ"):
        assert (
            page.locator(f"path.unit[data-uid='{uid}']").get_attribute("role") is None
        )
    order = page.evaluate("atlas.map.order")
    assert "SUN" in order and not {"RUS", "EST"} & set(order)
    page.evaluate("code => atlas.map.focus(code)", order[0])
    for _ in range(order.index("SUN")):
        page.keyboard.press("ArrowRight")
    expect(seat).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#card h2")).to_have_text("USSR")
    expect(page.locator("#tip")).to_be_hidden()


def test_a_click_on_a_republic_selects_the_union_and_rings_it_as_one(page):
    page.locator("path.unit[data-uid='KAZ']").click()
    expect(page.locator("#card h2")).to_have_text("USSR")
    ring = steps(page, "path.ring")
    assert ring & steps(page, "path.line.coast")
    assert ring & steps(page, "path.line.border")
    assert not ring & steps(page, "path.line.inner")
    slide(page, 1991)
    expect(page.locator("path.ring")).to_have_attribute("d", "M0 0")
    expect(page.locator("#card")).to_contain_text("a party is no more")


def test_the_tip_of_a_republic_speaks_of_the_union(page):
    page.locator("path.unit[data-uid='UKR']").hover()
    expect(page.locator("#tip")).to_contain_text("USSR: ")


@pytest.mark.parametrize("text", ["USSR", "СССР", "SUN", "Estonia"])
def test_the_search_finds_the_union_by_its_names_and_by_its_members(page, text):
    page.fill("#search", text)
    page.keyboard.press("Enter")
    assert page.evaluate("atlas.view.country") == "SUN"


def test_a_link_selects_a_state_that_no_treaty_names(offline, historical):
    page = offline.open(historical, "#years=1970..1985&country=DDR")
    assert page.evaluate("atlas.view.country") == "DDR"
    assert not offline.errors


def test_a_reader_who_wants_the_borders_of_today_has_them(page):
    page.evaluate("atlas.set({ former: 'successor' })")
    assert owners(page, "RUS", "EST", "P-DDR") == ["RUS", "EST", ""]
    expect(page.locator("#former-note")).to_contain_text("USSR with Russia")

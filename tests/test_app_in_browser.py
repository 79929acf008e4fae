"""The running app: the slider, the map and the link agree, and the map stays put."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from geo import tables, timeline, words
from geo.treaties import Basis
from geo.view import View
from tests.browser import DRAWN

pytestmark = pytest.mark.browser

PACKAGE = tables.load()
SPAN = PACKAGE.span


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1300, "height": 1000})
    yield context.new_page()
    context.close()


def open_app(page, url: str):
    """The app's page, and the frame of its map once it is drawn."""
    page.goto(url)
    page.wait_for_selector("iframe[title='app.treaty_map'], iframe[src*=treaty_map]")
    frame = next(
        f
        for _ in range(100)
        for f in [*page.frames, page.wait_for_timeout(100)]
        if f and "treaty_map" in f.url
    )
    frame.wait_for_selector("html[data-ready=yes]")
    return frame


def expected(view: View) -> dict[str, str]:
    standings = timeline.state(PACKAGE.treaties, view).standings
    return {code: s.key.value for code, s in standings.items()}


def settle(page, frame, view: View) -> None:
    """Wait until headline and map say what the law computes."""
    text = words.headline(timeline.state(PACKAGE.treaties, view))
    expect(page.get_by_text(text, exact=True)).to_be_visible(timeout=8000)
    for _ in range(50):
        if frame.evaluate(DRAWN) == expected(view):
            return
        page.wait_for_timeout(100)
    assert frame.evaluate(DRAWN) == expected(view)


@pytest.mark.parametrize("basis", list(Basis))
def test_the_slider_moves_the_map_through_every_year(page, app_url, basis):
    tail = "" if basis is Basis.SIGNED else f"?basis={basis.value}"
    frame = open_app(page, app_url + tail)
    view = View.of(SPAN, basis=basis)
    settle(page, frame, view)
    frame.evaluate("window.mark = 'the same document'; map_atlas.setView([9000, 9000])")
    frame.evaluate("map_atlas.setZoom(map_atlas.getZoom() + 1, {animate: false})")
    where = "JSON.stringify([map_atlas.getZoom(), map_atlas.getCenter()])"
    before = frame.evaluate(where)
    handle = page.locator(
        "[data-testid=stSlider] [role=slider], [data-testid=stSlider] input[type=range]"
    ).last
    handle.focus()
    for year in range(SPAN.last - 1, SPAN.first - 1, -1):
        page.keyboard.press("ArrowLeft")
        settle(page, frame, view.with_years(SPAN.first, year))
    assert frame.evaluate("window.mark") == "the same document"
    assert frame.evaluate(where) == before


def test_the_maps_own_slider_moves_the_app_and_the_link(page, app_url):
    frame = open_app(page, app_url)
    settle(page, frame, View.of(SPAN))
    frame.focus("#last")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    view = View.of(SPAN).with_years(SPAN.first, SPAN.last - 4)
    settle(page, frame, view)
    page.wait_for_url(f"**years={SPAN.first}..{SPAN.last - 4}**")


def test_a_click_on_a_country_selects_it_in_the_app(page, app_url):
    frame = open_app(page, app_url)
    settle(page, frame, View.of(SPAN))
    frame.locator("path[data-uid=ZWE]").click()
    expect(page.get_by_role("heading", name="Zimbabwe")).to_be_visible()
    page.wait_for_url("**country=ZWE**")


def test_a_link_opens_the_same_view(page, app_url):
    frame = open_app(page, app_url + "?years=2010..2016&basis=in-force&lang=ru")
    view = View.of(SPAN, basis=Basis.IN_FORCE, lang="ru").with_years(2010, 2016)
    settle(page, frame, view)
    assert "years=2010..2016&basis=in-force&lang=ru" in page.url


def test_going_back_in_history_restores_the_view(page, app_url):
    frame = open_app(page, app_url)
    settle(page, frame, View.of(SPAN))
    frame.locator("path[data-uid=BRA]").click()
    page.wait_for_url("**country=BRA**")
    page.go_back()
    expect(page.get_by_role("heading", name="Brazil")).to_be_hidden()


@pytest.mark.parametrize("tail", ["?years=abc", "?country=ZZZ", "?years=1900..1950"])
def test_a_bad_link_shows_a_notice_and_no_traceback(page, app_url, tail):
    open_app(page, app_url + tail)
    expect(page.get_by_test_id("stAlert").first).to_be_visible()
    assert page.get_by_test_id("stException").count() == 0

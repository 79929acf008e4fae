"""The exported page, opened from disk with every network request blocked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import expect

from geo.model import counting
from geo.model.classes import Class
from geo.model.treaties import Basis
from geo.model.view import PRESETS, View
from geo.presentation import captions, strings
from geo.presentation.scene import Scene
from geo.tables import load
from tests.helpers.browser import DRAWN
from tests.helpers.drawn import drawn_classes

pytestmark = pytest.mark.browser

PACKAGE = load.load_package()
SPAN = PACKAGE.span


def expected(view: View) -> dict[str, str]:
    return drawn_classes(PACKAGE, view)


def open_drawer(page) -> None:
    page.locator("#layer-box > summary").click()


def choose(page, basis: Basis) -> None:
    page.select_option("#basis", basis.value)


#: Land that no year colours and the coasts are drawings of their own, which a step of
#: the years leaves as they are: a browser paints and rasterises a drawing as a whole.
WATCH_STILL = """() => {
  window.redrawn = 0;
  const still = new MutationObserver(
    (changes) => { window.redrawn += changes.length; });
  for (const pane of ["land", "lines"]) {
    const drawing = document.querySelector(`.leaflet-${pane}-pane path`).parentNode;
    still.observe(drawing,
      { attributeFilter: ["class"], childList: true, subtree: true });
  }
}"""


@pytest.mark.parametrize("basis", list(Basis))
def test_the_shapes_show_what_the_law_computes_for_every_year(
    offline, page_file, basis
):
    page = offline.open(page_file)
    choose(page, basis)
    page.focus("#last")
    page.evaluate(WATCH_STILL)
    view = View.of(SPAN, basis=basis)
    for year in range(SPAN.last, SPAN.first - 1, -1):
        current = view.with_years(SPAN.first, year)
        assert page.evaluate(DRAWN) == expected(current), year
        state = counting.state(PACKAGE.treaties, current)
        assert page.inner_text("#headline") == captions.headline(state)
        page.keyboard.press("ArrowLeft")
    assert page.evaluate("redrawn") == 0
    assert offline.requests == []
    assert offline.errors == []


@pytest.mark.parametrize("preset", list(PRESETS))
def test_a_preset_ends_on_its_day(offline, page_file, preset):
    page = offline.open(page_file, f"#preset={preset}")
    view = View.of(SPAN).with_preset(preset, SPAN)
    assert page.evaluate(DRAWN) == expected(view)


def test_the_chapter_marks_the_states_its_text_does_not_name(offline, page_file):
    page = offline.open(page_file, "#preset=chapter")
    note = page.inner_text("#preset-note")
    assert all(name in note for name in ("Tajikistan", "Ethiopia", "Myanmar"))
    assert page.locator(".folium-map .h-unnamed:not(rect)").count() == 3


def test_the_hash_opens_exactly_that_view(offline, page_file):
    page = offline.open(page_file, "#years=2010..2016&basis=in-force&lang=ru")
    assert page.input_value("#first-year") == "2010"
    assert page.input_value("#last-year") == "2016"
    assert page.input_value("#basis") == "in-force"
    assert page.evaluate("document.documentElement.lang") == "ru"
    view = View.of(SPAN, basis=Basis.IN_FORCE, lang="ru").with_years(2010, 2016)
    state = counting.state(PACKAGE.treaties, view)
    assert page.inner_text("#headline") == captions.headline(state)


@pytest.mark.parametrize(
    "tail",
    ["#years=abc", "#years=٢٠١٠..٢٠١٦", "#years=-5..99999", "#basis=<b>&lang=xx"],
)
def test_nonsense_in_the_hash_is_named_and_ignored(offline, page_file, tail):
    page = offline.open(page_file, tail)
    assert page.locator("#notice").is_visible()
    assert page.evaluate(DRAWN) == expected(View.of(SPAN))
    assert page.locator("#notice b").count() == 0


def test_moving_the_slider_writes_the_hash_and_the_hash_reads_back(offline, page_file):
    page = offline.open(page_file)
    page.focus("#last")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    # A browser takes its time to write an address: it has the end of a movement.
    tail = f"#years={SPAN.first}..{SPAN.last - 3}"
    page.wait_for_function("tail => location.hash === tail", arg=tail)
    again = offline.open(page_file, tail)
    assert again.evaluate(DRAWN) == page.evaluate(DRAWN)


def test_enter_on_a_country_opens_its_card_and_escape_returns(offline, page_file):
    page = offline.open(page_file)
    page.evaluate("atlas.map.focus('BRA')")
    page.keyboard.press("Enter")
    card = page.locator("#card")
    assert card.is_visible()
    assert "14 May 2010" in card.inner_text()
    treaty = PACKAGE.get("RUS-BRA-2010")
    assert card.locator("details li").count() == len(treaty.sources)
    hrefs = card.locator("a").evaluate_all("links => links.map((a) => a.href)")
    assert hrefs and all(h.startswith("http") for h in hrefs)
    page.keyboard.press("Escape")
    assert card.is_hidden()
    assert page.evaluate("document.activeElement.dataset.code") == "BRA"


def test_what_a_reader_has_unfolded_on_a_card_stays_while_the_years_move(
    offline, page_file
):
    page = offline.open(page_file, "#country=BRA")
    card = page.locator("#card")
    card.locator("summary").first.click()
    page.focus("#last")
    page.keyboard.press("ArrowLeft")
    open_drawer(page)
    page.select_option("#colour", "year")
    # The legend is drawn with the card, and only once the handle rests.
    expect(page.locator("#legend")).to_contain_text("2010")
    expect(card.locator("details").first).to_have_attribute("open", "")
    page.focus("#first")
    page.keyboard.press("End")
    expect(card).to_contain_text("outside these years")
    expect(card.locator("details[open]")).to_have_count(0)


def test_a_card_follows_the_language_and_the_address(offline, page_file):
    page = offline.open(page_file, "#country=BRA")
    card = page.locator("#card")
    page.select_option("#lang", "ru")
    expect(card.locator("h2")).to_have_text("Бразилия")
    page.evaluate("location.hash = '#country=IND'")
    expect(card.locator("h2")).to_have_text("India")
    page.evaluate("location.hash = '#years=2012'")
    expect(card).to_be_hidden()
    # An area of no country has a card as well, though no address of its own.
    page.evaluate("atlas.select('', 'D-CRI')")
    english = card.locator("h2").inner_text()
    page.select_option("#lang", "ru")
    expect(card.locator("h2")).not_to_have_text(english)


def test_a_period_that_ends_on_a_day_is_written_and_read_back(offline, page_file):
    page = offline.open(page_file, "#years=2010..2024-04-15")
    view = replace(View.of(SPAN).with_years(2010, 2024), end=date(2024, 4, 15))
    assert page.locator("#notice").is_hidden()
    assert page.evaluate(DRAWN) == expected(view)
    assert page.inner_text("#title") == Scene(PACKAGE, view).title
    page.select_option("#basis", "in-force")
    tail = page.evaluate("location.hash")
    assert tail == f"#{replace(view, basis=Basis.IN_FORCE).query(SPAN)}"
    again = offline.open(page_file, tail)
    assert again.evaluate(DRAWN) == page.evaluate(DRAWN)


def test_arrow_keys_walk_the_partners_in_order_of_signature(offline, page_file):
    page = offline.open(page_file)
    steps = []
    page.evaluate("atlas.map.focus(atlas.map.order[0])")
    order = list(counting.state(PACKAGE.treaties, View.of(SPAN)).standings)
    for _ in order:
        steps.append(page.evaluate("document.activeElement.dataset.code"))
        name = page.evaluate("document.activeElement.getAttribute('aria-label')")
        assert name
        page.keyboard.press("ArrowRight")
    assert steps == order


def test_play_runs_to_the_last_year_and_stops(offline, page_file):
    page = offline.open(page_file, f"#years={SPAN.first}..{SPAN.last - 2}")
    page.click("#play")
    expect(page.locator("#last-year")).to_have_value(str(SPAN.last))
    expect(page.locator("#play")).to_have_attribute("aria-pressed", "false")


def test_crimea_follows_ukraine_or_russia_by_border_view(offline, page_file):
    page = offline.open(page_file)
    code = "document.querySelector('[data-uid=D-CRI]').dataset.code"
    assert page.evaluate(code) == "UKR"
    open_drawer(page)
    page.select_option("#borders", "de-facto")
    assert page.evaluate(code) == "RUS"
    assert "de facto" in page.inner_text("#border-note")


def test_the_policy_forbids_what_the_page_does_not_need(offline, page_file):
    page = offline.open(page_file)
    ran = page.evaluate(
        """() => { const s = document.createElement("script");
        s.textContent = "window.intruder = 1"; document.body.append(s);
        return window.intruder === 1; }"""
    )
    assert not ran
    assert any("Content Security Policy" in error for error in offline.errors)


def test_the_signed_and_unconfirmed_looks_differ_on_the_map(offline, page_file):
    page = offline.open(page_file, "#basis=in-force")
    key = Class.NOT_CONFIRMED.value
    fill = page.evaluate(
        f"getComputedStyle(document.querySelector('path.hatch.h-{key}')).fill"
    )
    assert f"hatch-{key}" in fill


def test_years_are_reversed_rather_than_refused(offline, page_file):
    page = offline.open(page_file, "#years=2016..2012")
    view = replace(View.of(SPAN)).with_years(2012, 2016)
    assert page.evaluate(DRAWN) == expected(view)
    assert page.locator("#notice").is_visible()


@pytest.mark.parametrize(
    ("box", "typed", "years", "key"),
    [
        ("#last-year", "2030", (SPAN.first, SPAN.last), "outside"),
        ("#first-year", "2027", (SPAN.last, SPAN.last), "outside"),
        ("#first-year", "1900", (SPAN.first, SPAN.last), "outside"),
        ("#last-year", "2015.5", (SPAN.first, SPAN.last), "bad"),
        ("#last-year", "2015", (SPAN.first, 2015), ""),
    ],
)
def test_a_typed_year_that_is_not_shown_is_said(
    offline, page_file, box, typed, years, key
):
    page = offline.open(page_file)
    page.fill(box, typed)
    page.keyboard.press("Enter")
    expect(page.locator("#first-year")).to_have_value(str(years[0]))
    expect(page.locator("#last-year")).to_have_value(str(years[1]))
    notice = page.locator("#notice")
    if not key:
        expect(notice).to_be_hidden()
        return
    field = "to_year" if box == "#last-year" else "from_year"
    said = strings.word(
        f"notice.{key}",
        "en",
        field=strings.word(field, "en"),
        value=typed,
        allowed=f"{SPAN.first}–{SPAN.last}",
    )
    expect(notice).to_have_text(said)


def test_years_that_run_backwards_are_said_whether_typed_or_in_the_link(
    offline, page_file
):
    page = offline.open(page_file, "#years=2016..2012")
    expect(page.locator("#notice")).to_contain_text("2012..2016 is shown")
    expect(page.locator("#first-year")).to_have_value("2012")
    page.fill("#last-year", "2011")
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("2011–2012 is shown")
    page.evaluate("location.hash = 'years=2020..2014'")
    expect(page.locator("#notice")).to_contain_text("2014..2020 is shown")


def test_a_presentation_runs_over_the_years_that_were_shown(offline, page_file):
    page = offline.open(page_file, "#years=2018..2021&present=1&compare=1")
    # A comparison shows both years at once; a lecture runs from one to the other.
    expect(page.locator("html")).not_to_have_class(re.compile("comparing"))
    about = page.locator("#slide-about")
    expect(about).to_contain_text("information security signed, 2018")
    expect(about).to_contain_text(f"Data version {PACKAGE.version}")
    year = page.locator("#slide-year")
    seen = []
    for _ in range(4):
        seen.append(year.inner_text())
        page.keyboard.press("PageDown")
    assert seen == ["2018", "2019", "2020", "2021"]
    expect(page.locator("#slide-end")).to_be_visible()
    # A link sent, or a reload, in the middle of a lecture opens all of it.
    assert "years=2018..2021" in page.evaluate("location.hash")

"""Comparison, life-lines, inset, embedded page; and the steps that an answer takes."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from geo.model import boundaries, countries
from geo.model.comparison import compare
from geo.model.view import View
from geo.page import document
from geo.presentation import strings
from geo.presentation.scene import Scene
from geo.tables import load
from tests.browser.test_first_screen import BOXES, POINT
from tests.helpers.accessibility import violations

pytestmark = pytest.mark.browser

PACKAGE = load.load_package()
SPAN = PACKAGE.span
SIGNATORIES = PACKAGE.partners(View.focus)


# --- card ---


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_card_answers_for_every_country_of_the_world(offline, page_file, lang):
    page = offline.open(page_file, f"#lang={lang}")
    codes = sorted(
        u.iso3 for u in boundaries.load("world").units if u.uid == u.iso3 != View.focus
    )
    cards = page.evaluate(
        """codes => codes.map((code) => {
          atlas.select(code, code);
          const card = document.getElementById("card");
          return [card.querySelector("h2").textContent, card.innerText];
        })""",
        codes,
    )
    without = strings.word("card.none", lang)
    for code, (name, text) in zip(codes, cards, strict=True):
        assert name == countries.name(code, lang)
        assert (without in text) == (code not in SIGNATORIES), code


def test_a_country_with_a_treaty_outside_the_years_says_which(offline, page_file):
    page = offline.open(page_file, "#years=2010..2016&country=LAO")
    card = page.locator("#card")
    expect(card).to_contain_text(strings.word("card.none", "en"))
    expect(card).to_contain_text(strings.word("card.outside", "en"))
    expect(card).to_contain_text("25 Jul 2024")


def test_the_focal_country_is_not_said_to_have_no_treaty(offline, page_file):
    page = offline.open(page_file, "#country=RUS")
    expect(page.locator("#card h2")).to_have_text("Russian Federation")
    expect(page.locator("#card")).not_to_contain_text(strings.word("card.none", "en"))


# --- comparison ---


def test_the_comparison_lists_every_act_between_the_handles(offline, page_file):
    page = offline.open(page_file, "#years=2015..2026")
    page.get_by_role("button", name="Compare").click()
    found = compare(
        PACKAGE.treaties, date(2015, 12, 31), date(2026, 12, 31), View.focus
    )
    number = {field: len(acts) for field, acts in found.certain.items()}
    expect(page.locator("#headline")).to_have_text(
        f"After 31 Dec 2015 and up to {strings.day(PACKAGE.as_of, 'en')}: "
        f"{number['signed']} instruments signed, {number['in_force']} entered into "
        f"force, {number['terminated']} ended"
    )
    # Who signed and whose treaty is in force is counted once, and the legend says so.
    expect(page.get_by_role("list", name="Legend")).to_contain_text(
        "Signed between 2016 and 2026; no entry into force found by then"
    )
    expect(page.locator("#list li")).to_have_count(
        sum(number.values()) + len(found.possible)
    )
    # Of a country the strongest change is drawn; of Brazil, signed before, none.
    expect(page.locator("path[data-uid=ZWE]")).to_have_class(re.compile(r"c-in-force"))
    expect(page.locator("path[data-uid=BRA]")).to_have_class(re.compile(r"c-signed"))
    assert "compare=1" in page.url
    page.reload()
    expect(page.locator("#compare")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Compare").click()
    # Outside of a comparison a treaty counts in the years it was signed in.
    expect(page.locator("path[data-uid=BRA]")).to_have_class(re.compile(r"c-none"))
    assert "compare" not in page.url


def test_two_handles_on_one_year_compare_nothing(offline, page_file):
    page = offline.open(page_file, "#years=2016..2016&compare=1")
    expect(page.locator("#headline")).to_contain_text("the same day")


# --- life-lines ---


def test_each_treaty_has_a_life_line_that_ends_in_doubt_where_nobody_knows(
    offline, page_file
):
    page = offline.open(page_file)
    rows = page.locator("#lives li")
    expect(rows).to_have_count(len(PACKAGE.treaties))
    unknown = [t for t in PACKAGE.treaties if t.in_force is None]
    expect(page.locator("#lives .doubt")).to_have_count(len(unknown))
    ticks = page.locator("#lives li", has=page.locator(".tick"))
    expect(ticks).to_contain_text(["Iran, final adoption", "lower house only"])
    page.select_option("#lives select", "waited")
    names = page.locator("#lives li button").all_inner_texts()
    # The longest wait is that of the earliest treaty without an entry into force.
    assert names[0] == "Brazil" and names[-1] == "India"
    page.locator("#lives li button", has_text="Zimbabwe").click()
    expect(page.locator("#card h2")).to_have_text("Zimbabwe")


# --- inset ---


def test_the_inset_names_what_the_map_has_no_room_for(offline, page_file):
    page = offline.open(page_file)
    inset = page.locator("#inset")
    expect(inset).to_be_visible()
    named = set(inset.locator("text").all_text_contents())
    assert {"Armenia", "Turkmenistan", "Kyrgyzstan"} <= named
    assert not named & set(page.locator(".name text").all_text_contents())
    inset.locator(".unit.c-not-confirmed").first.click()
    assert page.evaluate("atlas.view.country") in SIGNATORIES
    page.get_by_role("button", name="Zoom in").click()
    expect(inset).to_be_hidden()


def test_few_signatories_need_no_inset(offline, page_file):
    page = offline.open(page_file, f"#years={SPAN.first}..2016")
    expect(page.locator("#inset")).to_be_hidden()


# --- a page inside another ---

ARTICLE = """<!DOCTYPE html><title>Article</title><p>Before.</p>
<div style="width: {width}px">{code}</div><p style="height: 3000px">After.</p>"""


@pytest.fixture
def article(browser, page_file):
    """The exported page in an article, by the code of its own Share menu."""
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    text = page_file.read_text(encoding="utf-8")
    served = {"http://atlas.test/map.html": text}

    def serve(route) -> None:
        body = served[route.request.url.split("#")[0]]
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    def write(width: int, tail: str = ""):
        page = context.new_page()
        page.route(re.compile("^http://"), serve)
        page.goto(f"http://atlas.test/map.html{tail}")
        page.wait_for_selector("html[data-ready=yes]")
        code = page.locator("#embed").text_content()
        served["http://article.test/"] = ARTICLE.format(width=width, code=code)
        page.goto("http://article.test/")
        frame = page.frame_locator("iframe")
        frame.locator("html[data-ready=yes]").wait_for()
        return page, frame, code

    yield write
    context.close()


@pytest.mark.parametrize(("width", "height"), [(680, 480), (358, 420)])
def test_an_embedded_map_has_its_own_height_and_no_filters(article, width, height):
    page, frame, code = article(width)
    assert 'src="http://atlas.test/map.html#embed=1&amp;data=' in code
    assert "aspect-ratio" in code
    for part in ("#headline", ".folium-map", "#legend", "#dots", "#source"):
        expect(frame.locator(part)).to_be_visible()
    for part in (".bar", ".choices", "#table", "#lives", "footer"):
        expect(frame.locator(part)).to_be_hidden()
    expect(frame.locator("#source")).to_contain_text(PACKAGE.version)
    page.wait_for_function("document.querySelector('iframe').style.height !== ''")
    shown = page.locator("iframe").bounding_box()["height"]
    assert 0.9 * height < shown < 1.1 * height
    # The frame has no other way to say that nothing of it is cut.
    page.frames[1].wait_for_function(
        "() => innerHeight >= document.documentElement.scrollHeight"
    )
    page.locator("iframe").hover()
    page.mouse.wheel(0, 300)
    page.wait_for_function("scrollY > 0")


def test_an_embedded_map_answers_after_one_click(article):
    _, frame, _ = article(680, "#years=2010..2026&lang=ru")
    frame.locator(".name", has_text="Зимбабве").click()
    expect(frame.locator("#card")).to_contain_text("вступило в силу 20 декабря 2023")
    expect(frame.locator("#card .evidence")).to_be_visible()


@pytest.mark.parametrize("tail", ["#embed=1", "#compare=1&years=2015..2026"])
def test_axe_finds_nothing_in_them(checked_page, page_file, tail):
    page = checked_page
    page.set_viewport_size({"width": 900, "height": 700})
    page.goto(page_file.as_uri() + tail)
    page.wait_for_selector("html[data-ready=yes]")
    assert violations(page) == []


# --- links ---


def test_a_shared_link_names_its_data_and_another_version_is_told(offline, page_file):
    page = offline.open(page_file, "#basis=in-force")
    shared = page.locator("#address").text_content()
    assert shared.endswith(f"#basis=in-force&data={PACKAGE.version}")
    page.locator("#share > summary").click()
    page.evaluate(
        "() => { navigator.clipboard.writeText = async (text) => { kept = text; }; }"
    )
    copies = page.locator("#share").get_by_role("button")
    for button, kept in zip(
        copies.all(), ("address", "citation", "embed"), strict=True
    ):
        button.click()
        expect(button).to_have_text("Copied")
        assert page.evaluate("kept") == page.locator(f"#{kept}").text_content()
    expect(page.locator("#live")).to_have_text("Copied")
    # Where a page may not write the clipboard, the text is marked.
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    copies.first.click()
    assert page.evaluate("getSelection().toString()").strip() == shared
    old = offline.open(page_file, "#basis=in-force&data=0.0.1")
    expect(old.locator("#notice")).to_contain_text("version 0.0.1")
    same = offline.open(page_file, f"#data={PACKAGE.version}")
    expect(same.locator("#notice")).to_be_hidden()


# --- journeys: "Zimbabwe: in force? who says so?" ---

TREATY = PACKAGE.get("RUS-ZWE-2023")


def answered(page) -> None:
    """The answer and its source stand on the screen, and nothing was scrolled."""
    for part, text in (
        (page.locator("#card .standing"), "In force since 20 Dec 2023"),
        (page.locator("#card .evidence"), TREATY.claims("in_force")[0].publisher),
    ):
        expect(part).to_contain_text(text)
        expect(part).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1366, 768)])
def test_on_a_laptop_the_answer_takes_one_click(browser, page_file, width, height):
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(page_file.as_uri())
    page.wait_for_selector("html[data-ready=yes]")
    page.mouse.click(*page.evaluate(POINT, "ZWE"))
    answered(page)
    page.close()


def test_on_a_phone_the_answer_takes_one_tap(browser, page_file):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.wait_for_selector("html[data-ready=yes]")
    page.touchscreen.tap(*page.evaluate(POINT, "ZWE"))
    answered(page)
    context.close()


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("width", [390, 620, 768, 900, 1366])
def test_the_years_of_the_life_lines_stand_over_them_apart(
    offline, tmp_path, lang, width
):
    path = tmp_path / "map.html"
    scene = Scene(PACKAGE, View.of(SPAN, lang=lang))
    path.write_text(document.page(scene, langs=(lang,)), encoding="utf-8")
    offline.tab.page.set_viewport_size({"width": width, "height": 800})
    page = offline.open(path)
    axis, line = page.locator("#lives .lane").evaluate_all(BOXES)[:2]
    assert axis["left"] == pytest.approx(line["left"], abs=1)
    assert axis["right"] == pytest.approx(line["right"], abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    years = page.locator("#lives .axis small").evaluate_all(BOXES)
    assert len(years) > 2
    assert all(a["right"] < b["left"] for a, b in pairwise(years))

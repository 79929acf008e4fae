"""The page for every reader: by keyboard, on paper, in the dark, framed, attacked."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from geo.model import counting, countries
from geo.model.view import LANGUAGES, View
from geo.page import document
from geo.presentation import rows
from geo.presentation.scene import Scene
from geo.tables import load
from tests.helpers.accessibility import violations
from tests.helpers.browser import DRAWN

pytestmark = pytest.mark.browser

PACKAGE = load.load_package()
SPAN = PACKAGE.span
HOSTILE = "</script><img src=x onerror='window.hit=1'><b>x</b>\u202eevil {{7*7}}"


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1200), ("dark", 1200), ("light", 360)]
)
@pytest.mark.parametrize("tail", ["", "#country=IRN&layers=BRICS&basis=in-force"])
def test_axe_finds_nothing(checked_page, page_file, scheme, width, tail):
    page = checked_page
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(page_file.as_uri() + tail)
    page.wait_for_selector("html[data-ready=yes]")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_alone_reaches_slider_countries_card_and_table(offline, page_file):
    page = offline.open(page_file)
    places = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        places.add(
            page.evaluate(
                "(e => e.id || e.dataset.code || e.closest('[id]')?.id || '')"
                "(document.activeElement)"
            )
        )
    order = list(counting.state(PACKAGE.treaties, View.of(SPAN)).standings)
    assert {"play", "first", "last", "basis", "search", "table", order[0]} <= places


def test_page_keys_and_home_and_end_move_a_handle(offline, page_file):
    page = offline.open(page_file)
    page.focus("#last")
    page.keyboard.press("PageDown")
    assert page.input_value("#last") == str(SPAN.last - 5)
    page.keyboard.press("Home")
    assert page.input_value("#last") == str(SPAN.first)
    page.keyboard.press("End")
    assert page.input_value("#last") == str(SPAN.last)
    label = page.get_attribute("#last", "aria-valuetext")
    assert label == f"{SPAN.first} to {SPAN.last}, 20 countries"


@pytest.mark.parametrize(
    ("text", "code"),
    [("Бирма", "MMR"), ("vietnam", "VNM"), ("Côte", "CIV"), ("ZWE", "ZWE")],
)
def test_a_country_is_found_by_any_of_its_names(offline, page_file, text, code):
    page = offline.open(page_file)
    page.fill("#search", text)
    page.keyboard.press("Enter")
    assert page.evaluate("atlas.view.country") == code
    assert page.locator("#card").is_visible()


def test_every_country_is_found_by_each_name_and_code_the_library_knows(
    offline, page_file
):
    page = offline.open(page_file)
    areas = page.evaluate("Object.keys(atlas.data.units)")
    names = {k: code for k, code in countries.spellings().items() if code in areas}
    answers = page.evaluate("names => names.map(atlas.search.lookUp)", list(names))
    wrong = {
        n: f for (n, code), f in zip(names.items(), answers, strict=True) if f != code
    }
    assert len(names) > 1000
    assert wrong == {}


@pytest.mark.parametrize(("lang", "answer"), [("en", "No treaty"), ("ru", "нет")])
def test_a_country_without_a_treaty_has_an_answer_by_search_link_and_click(
    offline, page_file, lang, answer
):
    page = offline.open(page_file, f"#country=USA&lang={lang}")
    card = page.locator("#card")
    expect(page.locator("#notice")).to_be_hidden()
    expect(card).to_contain_text(answer)
    page.fill("#search", "Australia")
    page.keyboard.press("Enter")
    expect(card.locator("h2")).to_have_text(
        "Australia" if lang == "en" else "Австралия"
    )
    expect(card).to_contain_text(answer)
    page.evaluate("atlas.frame.home()")
    page.locator("path.unit[data-uid=DZA]").click()
    expect(card.locator("h2")).to_have_text("Algeria" if lang == "en" else "Алжир")
    expect(card).to_contain_text(answer)


def test_a_country_whose_treaty_lies_outside_the_years_is_not_said_to_have_none(
    offline, page_file
):
    page = offline.open(page_file, "#years=2010..2012&country=ZWE")
    card = page.locator("#card")
    expect(card).to_contain_text("outside these years")
    expect(card).to_contain_text("27 Jul 2023")


def test_a_name_nobody_has_is_said_to_be_unknown(offline, page_file):
    page = offline.open(page_file)
    page.fill("#search", "Atlantis <b>")
    page.keyboard.press("Enter")
    assert page.inner_text("#found") == "No country has this name"


def test_the_table_sorts_by_each_column_and_says_so(offline, page_file):
    page = offline.open(page_file)
    for column in ("country", "signed", "in_force", "sources"):
        head = page.locator(f"th[data-column={column}]")
        head.locator("button").click()
        assert head.get_attribute("aria-sort") in ("ascending", "descending")
    names = page.locator("tbody th").all_inner_texts()
    assert len(names) > 10
    page.locator("th[data-column=country] button").click()
    assert page.locator("tbody th").all_inner_texts() == sorted(names)


def test_card_and_row_lead_to_each_other(offline, page_file):
    page = offline.open(page_file)
    page.locator("tr[data-code=CUB] th button").click()
    expect(page.locator("#card h2")).to_have_text("Cuba")
    page.get_by_role("button", name="Its row in the table").click()
    row = "document.activeElement.closest('tr').dataset.code"
    assert page.evaluate(row) == "CUB"


def test_a_layer_is_an_outline_and_never_changes_a_class(offline, page_file):
    page = offline.open(page_file)
    before = page.evaluate(DRAWN)
    page.locator("#layer-box summary").click()
    page.locator("#layers input[value=BRICS]").check()
    assert page.evaluate(DRAWN) == before
    assert page.locator("path.layer:not(.tentative)").count() == 1
    assert page.locator("path.layer.tentative").count() == 1
    assert "layers=BRICS" in page.evaluate("location.hash")
    page.focus("#last")
    page.keyboard.press("Home")
    expect(page.locator("path.layer.tentative")).to_have_count(0)


def test_every_layer_draws_the_members_the_data_gives_it(offline, page_file):
    page = offline.open(page_file)
    for layer in PACKAGE.context:
        results = page.evaluate(
            "key => [...atlas.counting.members("
            "atlas.data.layers[key], atlas.view).keys()]",
            layer.key,
        )
        end = View.of(SPAN).end
        now = {
            m.code
            for m in layer.members
            if (not m.since or m.since.earliest <= end)
            and (not m.until or m.until.latest > end)
        }
        assert set(results) == now, layer.key


#: Where parts stand on the map, to half a pixel.
PLACES = """parts => {
  const map = document.querySelector(".folium-map").getBoundingClientRect();
  return parts.map((part) => {
    const { left, top, width, height } = part.getBoundingClientRect();
    const place = [left - map.left, top - map.top, width, height];
    return place.map((n) => Math.round(2 * n) / 2);
  });
}"""
OUTSIDE = """areas => {
  const map = document.querySelector(".folium-map").getBoundingClientRect();
  return areas.filter((area) => {
    const { left, top, right, bottom } = area.getBoundingClientRect();
    return left < map.left || top < map.top || right > map.right || bottom > map.bottom;
  }).map((area) => area.dataset.uid);
}"""

#: The names on the map that lie under its inset.
HIDDEN = """names => {
  const inset = document.getElementById("inset").getBoundingClientRect();
  return names.filter((name) => {
    const box = name.querySelector("rect").getBoundingClientRect();
    return box.left < inset.right && box.right > inset.left
      && box.top < inset.bottom && box.bottom > inset.top;
  }).map((name) => name.textContent);
}"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_prints_on_one_page(offline, tmp_path, lang):
    path = tmp_path / "map.html"
    scene = Scene(PACKAGE, View.of(SPAN, lang=lang))
    path.write_text(document.page(scene, langs=(lang,)), encoding="utf-8")
    page = offline.open(path)
    margin = dict.fromkeys(("top", "bottom", "left", "right"), "10mm")
    out = page.pdf(format="A4", margin=margin, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", out)) == 1
    # The map has its size on paper before the page is laid out for it, the world whole.
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    lands = page.locator("path.unit[data-uid]:not(.c-none)")
    assert lands.count() >= len(PACKAGE.treaties)
    assert lands.evaluate_all(OUTSIDE) == []
    # The legend too: the names leave room for the inset, which stands on it.
    parts = page.locator(".folium-map, #key, #inset")
    places = parts.evaluate_all(PLACES)
    page.emulate_media(media="print")
    assert parts.evaluate_all(PLACES) == places
    assert page.locator(".names .name").evaluate_all(HIDDEN) == []


def test_it_works_in_a_sandboxed_frame(browser, page_file, tmp_path):
    host = tmp_path / "host.html"
    host.write_text(
        f'<!DOCTYPE html><iframe sandbox="allow-scripts" width=900 height=900 '
        f'src="{page_file.as_uri()}#years=2010..2016"></iframe>'
    )
    page = browser.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(host.as_uri())
    frame = page.frames[1]
    frame.wait_for_selector("html[data-ready=yes]")
    frame.focus("#last")
    page.keyboard.press("ArrowLeft")
    assert frame.input_value("#last") == "2015"
    assert errors == []
    page.close()


def test_hostile_cells_are_text_wherever_they_are_shown(offline, tmp_path):
    cuba = next(t for t in PACKAGE.treaties if t.party_b == "CUB")
    claim = replace(cuba.sources[0], url="javascript:window.hit=1", note=HOSTILE)
    bad = replace(
        cuba,
        title_en=HOSTILE * 60,
        signed_place=HOSTILE,
        status_note=HOSTILE,
        notes=HOSTILE,
        approval_act=HOSTILE,
        sources=(claim, replace(claim, publisher=HOSTILE, url="https://x.example/")),
    )
    package = replace(PACKAGE, treaties=(bad,))
    path = tmp_path / "hostile.html"
    path.write_text(document.page(Scene(package, View.of(SPAN))), encoding="utf-8")
    page = offline.open(path, "#country=CUB")
    page.locator("#card summary").click()
    assert HOSTILE[:9] in page.inner_text("#card")
    assert page.evaluate("window.hit") is None
    assert page.locator("#card b, #card img, #table b, #table img").count() == 0
    assert page.locator("a[href^=javascript]").count() == 0
    assert offline.errors == [] and offline.requests == []


def test_reduced_motion_steps_slowly(browser, page_file):
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.clock.install()
    page.goto(page_file.as_uri() + f"#years={SPAN.first}..{SPAN.first}")
    page.clock.pause_at(page.evaluate("Date.now()") + 3_600_000)
    page.click("#play")
    page.clock.run_for(890)
    assert page.input_value("#last") == str(SPAN.first)
    page.clock.run_for(20)
    assert page.input_value("#last") == str(SPAN.first + 1)
    context.close()


def test_the_app_sends_only_views_the_page_takes(offline, page_file):
    page = offline.open(page_file)
    message = rows.message(View.of(SPAN))
    valid = "view => Boolean(atlas.link_to_view.valid(view))"
    assert page.evaluate(valid, message)
    for field, value in {
        "start": "yesterday",
        "basis": "<b>",
        "layers": ["NO_SUCH"],
        "lang": 7,
        "country": None,
    }.items():
        assert not page.evaluate(valid, {**message, field: value}), field


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("years", ["2010..2026", "2010..2016"])
def test_which_partners_belong_to_a_layer_is_said_in_words(
    offline, page_file, lang, years
):
    keys = [layer.key for layer in PACKAGE.context]
    tail = f"#layers={','.join(keys)}&lang={lang}&years={years}"
    page = offline.open(page_file, tail)
    view = View.of(SPAN, lang=lang, layers=tuple(keys))
    view = view.with_years(2010, int(years[-4:]))
    texts = page.locator("#among p").all_inner_texts()
    assert texts == rows.among(Scene(PACKAGE, view), PACKAGE.context)


def test_the_partners_that_are_parties_of_the_budapest_convention():
    view = View.of(SPAN, layers=("BUDAPEST_2001",))
    (sentence,) = rows.among(Scene(PACKAGE, view), PACKAGE.context)
    assert "party: Armenia, Azerbaijan" in sentence
    assert "signatory, not party: South Africa" in sentence

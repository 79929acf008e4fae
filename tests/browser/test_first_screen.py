"""The first screen of the exported page: answer, map, card and strip."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from geo.model import counting, status
from geo.model.view import View
from geo.page import document
from geo.presentation import captions
from geo.presentation.scene import Scene
from geo.tables import load
from tests.helpers.browser import AT_REST

pytestmark = pytest.mark.browser

PACKAGE = load.load_package()
SPAN = PACKAGE.span
STANDINGS = counting.state(PACKAGE.treaties, View.of(SPAN)).standings

#: The point of a country's hit area, in the coordinates of the window.
POINT = """code => {
  const { left, top } = document.querySelector(".folium-map").getBoundingClientRect();
  const at = atlas.map.leaflet.latLngToContainerPoint(atlas.map.anchor(code));
  return [left + at.x, top + at.y];
}"""
ZOOM = "atlas.map.leaflet.getZoom()"
CENTRE = "[atlas.map.leaflet.getCenter().lat, atlas.map.leaflet.getCenter().lng]"


def until(page: Page, condition: str) -> None:
    """Waits for a frame in which it holds; the page's policy forbids text as code."""
    page.evaluate(
        f"""() => new Promise((hold, fail) => {{
          let frames = 0;
          const ask = () => {{
            if ({condition}) hold();
            else if ((frames += 1) > 600) fail(new Error("never"));
            else requestAnimationFrame(ask);
          }};
          ask();
        }})"""
    )


def statuses() -> dict[str, int]:
    """How many countries of the shipped data have each status."""
    by_key: dict[str, int] = {}
    for standing in STANDINGS.values():
        key = str(status.strongest(tuple(standing.treaties), View.of(SPAN).end)[1].key)
        by_key[key] = by_key.get(key, 0) + 1
    return by_key


BOXES = "all => all.map(one => one.getBoundingClientRect().toJSON())"
CUT = """names => names.filter((name) => name.scrollWidth > name.clientWidth)
  .map((name) => name.textContent)"""


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1366, 768)])
@pytest.mark.parametrize("tail", ["", "#country=ZWE", "#lang=ru&country=IND"])
def test_nothing_of_the_first_screen_is_below_the_fold(
    browser, page_file, width, height, tail
):
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(page_file.as_uri() + tail)
    page.wait_for_selector("html[data-ready=yes]")
    for part in ("#headline", ".folium-map", "#legend", "#play", "#dots", ".side"):
        box = page.locator(part).bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= height, part
        assert box["x"] >= 0 and box["x"] + box["width"] <= width, part
    assert page.locator(".folium-map").bounding_box()["height"] > height / 2
    # Nothing is cut or broken: no name of the strip, no years within their dash.
    names = page.locator(".treaty span")
    assert names.evaluate_all(CUT) == []
    fields = page.locator(".years").bounding_box()
    rights = [box["x"] + box["width"] for box in names.evaluate_all(BOXES)]
    assert max(rights) <= fields["x"]
    assert (
        page.locator("#title span").evaluate("years => years.getClientRects().length")
        == 1
    )
    context.close()


def test_the_heading_is_the_finding(offline, page_file):
    page = offline.open(page_file)
    state = counting.state(PACKAGE.treaties, View.of(SPAN))
    expect(page.get_by_role("heading", level=1)).to_have_text(captions.headline(state))
    # Above it stands whose treaties these are, and on what.
    title, heading = (page.locator(f"#{part}") for part in ("title", "headline"))
    expect(title).to_contain_text("Russian Federation: bilateral treaties")
    assert title.bounding_box()["y"] < heading.bounding_box()["y"]


def test_the_legend_counts_each_status_and_filters_by_it_with_the_keyboard(
    offline, page_file
):
    page = offline.open(page_file)
    rows = page.locator("#legend button")
    numbers = {
        row.get_attribute("data-key"): int(row.locator("b").inner_text())
        for row in rows.all()
    }
    assert numbers == statuses()
    page.focus("#legend [data-key=in-force]")
    page.keyboard.press("Enter")
    expect(page.locator("#list li")).to_have_count(numbers["in-force"])
    expect(page.locator("#live")).to_contain_text(str(numbers["in-force"]))
    back = page.locator("path.unit.back[data-key=not-confirmed]")
    assert back.count() >= numbers["not-confirmed"]
    assert page.locator("path.unit.back[data-key=in-force]").count() == 0
    page.keyboard.press("Enter")
    expect(page.locator("#list li")).to_have_count(len(STANDINGS))
    assert page.locator("path.unit.back").count() == 0


def test_nothing_selected_lists_every_signatory_with_its_status(offline, page_file):
    page = offline.open(page_file)
    rows = page.locator("#list li")
    expect(rows).to_have_count(len(STANDINGS))
    # It says how many are below its edge, and nothing once the last is in sight.
    below = page.locator("#list .more")
    edge = page.locator("#list").bounding_box()
    bottoms = rows.evaluate_all(
        "rows => rows.map((row) => row.getBoundingClientRect().bottom)"
    )
    within = sum(y <= edge["y"] + edge["height"] for y in bottoms)
    expect(below).to_have_text(f"↓ {len(STANDINGS) - within} more")
    page.locator("#list").evaluate("list => list.scrollTo(0, list.scrollHeight)")
    expect(below).to_be_hidden()
    page.locator("#list").get_by_role("button", name="How to cite").click()
    expect(page.locator("#citation")).to_contain_text("Data version")
    page.keyboard.press("Escape")
    zimbabwe = rows.filter(has_text="Zimbabwe")
    expect(zimbabwe).to_contain_text("In force since 20 Dec 2023")
    zimbabwe.get_by_role("button").click()
    expect(page.locator("#card h2")).to_have_text("Zimbabwe")
    expect(page.locator("#list")).to_be_hidden()


def test_a_card_says_the_status_then_who_says_so_and_each_fact_has_its_own_claims(
    offline, page_file
):
    page = offline.open(page_file, "#country=ZWE")
    treaty = PACKAGE.get("RUS-ZWE-2023")
    paragraphs = page.locator("#card p")
    expect(paragraphs.nth(0)).to_have_text("In force since 20 Dec 2023")
    own = [s for s in treaty.sources if s.field == "in_force"]
    evidence = page.locator("#card .evidence")
    expect(evidence).to_contain_text(own[0].publisher)
    expect(evidence).to_contain_text(f"{len({s.url for s in own})} pages")
    expect(evidence).to_contain_text("high")
    days = (treaty.in_force.latest - treaty.signed.latest).days
    line = page.get_by_role("img", name="From signature")
    expect(line).to_contain_text(f"in force, {days} days later")
    fact = page.locator("#card details").filter(has_text="Entry into force")
    fact.locator("summary").click()
    expect(fact.locator("li")).to_have_count(len(own))


def test_where_no_source_gives_an_entry_into_force_the_card_says_so(offline, page_file):
    page = offline.open(page_file, "#country=BRA")
    expect(page.locator("#card p").nth(0)).to_contain_text("not confirmed")
    expect(page.locator("#card")).to_contain_text("No source found gives")
    assert page.locator("#card .life-unknown").count() == 1
    assert page.locator("#card .life-in-force").count() == 0


@pytest.mark.parametrize("code", ["ARM", "LAO", "NIC", "ZWE"])
def test_a_small_signatory_is_hit_within_twelve_pixels(offline, page_file, code):
    page = offline.open(page_file)
    x, y = page.evaluate(POINT, code)
    names = page.locator(".names")
    names.evaluate("names => { names.style.pointerEvents = 'none'; }")
    page.mouse.click(x + 2, y - 2)
    assert page.evaluate("atlas.view.country") == code


def test_a_country_too_small_to_see_has_a_ring_only_while_it_has_a_treaty(
    offline, tmp_path, make
):
    page = offline.open(_page_of(tmp_path, make("SGP", "2012-01-01")), "")
    assert page.locator("path.dot").count() == 1
    page.evaluate("atlas.map.zoomTo('SGP')")
    assert page.locator("path.dot").count() == 0


@pytest.mark.parametrize(
    ("width", "height"), [(1280, 720), (1366, 768), (1920, 1080), (768, 1024)]
)
def test_the_legend_lies_on_no_country_but_antarctica(
    browser, page_file, width, height
):
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.wait_for_selector("html[data-ready=yes]")
    covered = page.evaluate(
        """() => {
          const key = document.querySelector("#key").getBoundingClientRect();
          const codes = new Set();
          document.querySelector("#key").style.pointerEvents = "none";
          for (let x = key.left; x < key.right; x += 3) {
            for (let y = key.top; y < key.bottom; y += 3) {
              const at = document.elementsFromPoint(x, y);
              const path = at.find((e) => e.matches("path.unit"));
              if (path) codes.add(path.dataset.uid);
            }
          }
          return [...codes];
        }"""
    )
    assert set(covered) <= {"ATA"}
    context.close()


def test_a_ring_on_the_strip_says_which_total_it_is(offline, page_file):
    page = offline.open(page_file)
    note = page.locator(".official-note")
    expect(note).to_contain_text("a total that officials gave")
    page.locator(".official").filter(has_text="21").hover()
    expect(note).to_contain_text("officials counted 21")
    page.mouse.move(0, 0)
    expect(note).to_contain_text("the data have 20 instruments")


def _page_of(folder, *treaties):
    from dataclasses import replace

    package = replace(PACKAGE, treaties=treaties)
    file = folder / "small.html"
    scene = Scene(package, View.of(package.span))
    file.write_text(document.page(scene), encoding="utf-8")
    return file


def test_the_wheel_moves_the_page_and_with_ctrl_the_map(offline, page_file):
    page = offline.open(page_file)
    before = page.evaluate(ZOOM)
    page.locator(".folium-map").hover()
    page.mouse.wheel(0, 200)
    until(page, "scrollY > 0")
    expect(page.locator("#hint")).to_contain_text("Ctrl")
    assert page.evaluate(ZOOM) == before
    page.evaluate("scrollTo(0, 0)")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    until(page, f"{ZOOM} > {before}")
    page.mouse.wheel(0, 4000)
    page.mouse.wheel(0, 4000)
    page.mouse.wheel(0, 4000)
    page.keyboard.up("Control")
    until(page, f"Math.abs({ZOOM} - {before}) < 1e-6")


def test_the_link_to_share_is_that_of_the_view(offline, page_file):
    page = offline.open(page_file)
    page.locator("#share > summary").click()
    pin = f"data={PACKAGE.version}"
    expect(page.locator("#address")).to_have_text(f"{page.url}#{pin}")
    page.select_option("#basis", "in-force")
    expect(page.locator("#address")).to_have_text(re.compile(f"#basis=in-force&{pin}$"))
    shown = page.evaluate("location.href")
    assert page.locator("#address").text_content() == f"{shown}&{pin}"


def test_closing_a_card_leaves_the_map_where_it_is(offline, page_file):
    page = offline.open(page_file)
    page.evaluate("atlas.map.zoomTo('LAO'); atlas.select('LAO', 'LAO')")
    before = [page.evaluate(ZOOM), page.evaluate(CENTRE)]
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    assert [page.evaluate(ZOOM), page.evaluate(CENTRE)] == before


def test_coasts_are_drawn_between_the_pixels(offline, page_file):
    page = offline.open(page_file)
    path = page.locator("path[data-uid=NOR]").get_attribute("d")
    assert len(re.findall(r"\d\.\d", path)) > 50


def test_a_name_follows_the_language_and_lies_over_no_other(offline, page_file):
    page = offline.open(page_file)
    names = page.locator(".name text")
    assert {"Brazil", "China"} <= set(names.all_text_contents())
    page.select_option("#lang", "ru")
    expect(names.filter(has_text="Бразилия")).to_have_count(1)
    # All at once: the names are placed anew when the page finds its size.
    boxes = page.locator(".name rect").evaluate_all(
        "marks => marks.map(mark => mark.getBoundingClientRect().toJSON())"
    )
    assert len(boxes) > 12
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            apart = (
                one["x"] + one["width"] <= other["x"]
                or other["x"] + other["width"] <= one["x"]
                or one["y"] + one["height"] <= other["y"]
                or other["y"] + other["height"] <= one["y"]
            )
            assert apart, (one, other)


def test_the_tip_comes_with_the_keyboard_as_well(offline, page_file):
    page = offline.open(page_file)
    page.locator("path.unit[tabindex='0']").press("ArrowRight")
    tip = page.locator("#tip")
    expect(tip).to_be_visible()
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    expect(tip).to_have_text(name)
    assert re.search(r"\d+ pages?$", name)


def test_the_strip_has_a_dot_for_each_treaty_in_the_colour_of_its_status(
    offline, page_file
):
    page = offline.open(page_file)
    dots = page.locator("#dots .treaty")
    expect(dots).to_have_count(len(PACKAGE.treaties))
    for key, number in statuses().items():
        expect(page.locator(f"#dots .treaty.c-{key}")).to_have_count(number)
    brazil, year = (
        dots.filter(has_text="Brazil").locator("i"),
        page.locator("#dots small"),
    )
    places = [part.first.bounding_box() for part in (brazil, year)]
    middles = [box["x"] + box["width"] / 2 for box in places]
    assert middles[0] == pytest.approx(middles[1], abs=1)  # the dot is over its year
    page.focus("#last")
    page.keyboard.press("Home")
    late = [t for t in PACKAGE.treaties if t.signed.latest.year > SPAN.first]
    expect(page.locator("#dots .treaty.apart")).to_have_count(len(late))
    dots.filter(has_text="Zimbabwe").click()
    expect(page.locator("#card h2")).to_have_text("Zimbabwe")


@pytest.mark.parametrize(
    ("width", "height", "tail"),
    [
        *[(1366, 768, ""), (390, 844, "")],
        *[(1366, 768, "#embed=1"), (680, 480, "#embed=1"), (358, 420, "#embed=1")],
    ],
)
def test_each_dot_of_the_strip_stands_over_its_year(
    offline, page_file, width, height, tail
):
    page = offline.open(page_file, tail)
    page.set_viewport_size({"width": width, "height": height})
    page.reload()
    page.wait_for_selector("html[data-ready=yes]")
    column = page.locator("#dots").bounding_box()
    years = SPAN.last - SPAN.first + 1
    found = Counter()
    for dot in page.locator("#dots .treaty i").all():
        box = dot.bounding_box()
        middle = box["x"] + box["width"] / 2 - column["x"]
        place = middle / column["width"] * years - 0.5
        assert place == pytest.approx(round(place), abs=1.5 * years / column["width"])
        found[SPAN.first + round(place)] += 1
    assert found == Counter(t.signed.latest.year for t in PACKAGE.treaties)


def test_the_window_of_the_strip_is_dragged_as_a_whole(offline, page_file):
    page = offline.open(page_file, "#years=2012..2016")
    box = page.locator("#window").bounding_box()
    column = page.locator("#dots").bounding_box()["width"] / (
        SPAN.last - SPAN.first + 1
    )
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + column, y)
    page.mouse.move(x + 3 * column, y)
    page.mouse.up()
    assert _years(page) == ["2015", "2019"]
    page.fill("#last-year", "2017")
    page.keyboard.press("Enter")
    assert _years(page) == ["2015", "2017"]


def _years(page: Page) -> list[str]:
    return [page.input_value(f"#{end}-year") for end in ("first", "last")]


def test_a_table_of_many_treaties_has_a_histogram(offline, tmp_path, make):
    pacts = [
        make("CUB", f"{y}-02-01", id=f"{y}-{i}")
        for y in range(2011, 2016)
        for i in range(30)
    ]
    page = offline.open(_page_of(tmp_path, *pacts), "")
    assert page.locator("#dots .treaty").count() == 0
    bars = page.locator("#dots .bar-of-year")
    assert bars.evaluate_all("bars => bars.map((bar) => bar.title)") == [
        f"{y}: 30 instruments" for y in range(2011, 2016)
    ]


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_name_of_the_inset_has_room_in_its_frame(offline, page_file, lang):
    offline.tab.page.set_viewport_size({"width": 1366, "height": 768})
    page = offline.open(page_file, f"#lang={lang}")
    frame = page.locator("#inset svg").bounding_box()
    names = page.locator("#inset text")
    assert names.count() == 6  # Georgia alone has signed nothing
    for name in names.all():
        box = name.bounding_box()
        assert box["x"] > frame["x"] + 1
        assert box["x"] + box["width"] < frame["x"] + frame["width"] - 1


#: The year with its names, the signatories, the legend: from the head to the foot.
PARTS = ("#slide p", "path.unit[tabindex]", "#key")


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("width", [390, 601, 768, 900, 1280])
def test_a_name_can_be_typed_in_the_search_at_every_width(
    offline, page_file, lang, width
):
    offline.tab.page.set_viewport_size({"width": width, "height": 800})
    page = offline.open(page_file, f"#lang={lang}")
    assert page.locator("#search").bounding_box()["width"] > 100
    assert page.evaluate("document.documentElement.scrollWidth") <= width


#: Top and bottom of all that each selector finds.
EXTENTS = """parts => parts.map((part) => {
  const found = [...document.querySelectorAll(part)];
  const boxes = found.map((e) => e.getBoundingClientRect()).filter((b) => b.height);
  return [Math.min(...boxes.map((box) => box.top)),
    Math.max(...boxes.map((box) => box.bottom))];
})"""
#: Begins a lecture; what it looks like in the same task, before anything is painted.
BEGUN = f"""parts => {{
  const key = new KeyboardEvent("keydown", {{ key: "f", bubbles: true }});
  document.body.dispatchEvent(key);
  return ({EXTENTS})(parts);
}}"""


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_on_a_phone_nothing_of_a_lecture_lies_over_another(offline, page_file, lang):
    offline.tab.page.set_viewport_size({"width": 390, "height": 844})
    page = offline.open(page_file, f"#lang={lang}")
    seen = [page.evaluate(BEGUN, PARTS)]
    last = max(t.signed.latest.year for t in PACKAGE.treaties)
    for _ in range(SPAN.first, last):
        page.keyboard.press("ArrowRight")
        page.wait_for_function(AT_REST)
        seen.append(page.evaluate(EXTENTS, PARTS))
    for extents in seen:
        for (_, bottom), (top, _) in pairwise(extents):
            assert bottom <= top


def test_a_lecture_runs_by_the_keys_of_a_clicker(offline, page_file):
    page = offline.open(page_file, "#present=1")
    year = page.locator("#slide-year")
    expect(year).to_have_text(str(SPAN.first))
    expect(page.locator(".bar")).to_be_hidden()
    names = []
    for y in range(SPAN.first, SPAN.last + 1):
        expect(year).to_have_text(str(y))
        names += filter(None, page.locator("#slide-names").inner_text().split(", "))
        page.keyboard.press("PageDown")
    assert len(names) == len(STANDINGS)
    end = page.locator("#slide-end")
    expect(end).to_contain_text("Treaty atlas")
    page.keyboard.press("PageUp")
    expect(end).to_be_hidden()
    assert "present=1" in page.evaluate("location.hash")
    page.keyboard.press("Escape")
    expect(page.locator(".bar")).to_be_visible()
    assert page.evaluate("location.hash") == ""
    page.keyboard.press("f")
    expect(year).to_be_visible()


#: Names beside their countries that stand for the most part on another one of colour.
MISLEADING = """names => names.filter((name) => {
  const box = name.querySelector("rect").getBoundingClientRect();
  let [all, foreign] = [0, 0];
  for (let x = box.left + 1; x < box.right; x += 4) {
    for (let y = box.top + 1; y < box.bottom; y += 4) {
      const land = document.elementsFromPoint(x, y)
        .find((one) => one.matches("path.unit[data-code]"));
      const coloured = land && !land.classList.contains("c-none");
      all += 1;
      foreign += coloured && atlas.words.name(land.dataset.code) !== name.textContent;
    }
  }
  return foreign > all / 2;
}).map((name) => name.textContent)"""


@pytest.mark.parametrize(
    ("width", "height"), [(1280, 720), (1366, 768), (768, 1024), (390, 844)]
)
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_name_beside_its_country_stands_on_no_other_of_colour(
    offline, page_file, width, height, lang
):
    offline.tab.page.set_viewport_size({"width": width, "height": height})
    page = offline.open(page_file, f"#lang={lang}")
    names = page.locator(".name.beside:not(.away)")
    assert names.count() > 10
    assert names.evaluate_all(MISLEADING) == []


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_names_of_a_slide_stand_beside_the_legend(offline, page_file, lang):
    offline.tab.page.set_viewport_size({"width": 1920, "height": 1080})
    page = offline.open(page_file, f"#present=1&lang={lang}")
    for _ in range(SPAN.first, SPAN.last + 1):
        page.wait_for_function(AT_REST)
        names = page.locator("#slide-names").bounding_box()
        legend = page.locator("#key").bounding_box()
        assert legend["x"] + legend["width"] <= names["x"]
        page.keyboard.press("PageDown")

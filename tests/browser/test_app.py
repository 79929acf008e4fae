"""The running app: the slider, the map and the link agree, and the map stays put."""

from __future__ import annotations

import re
from itertools import cycle

import pytest
from playwright.sync_api import expect

from geo.app import hosted_page, index_page, main
from geo.model import counting, countries
from geo.model.treaties import Basis
from geo.model.view import View
from geo.presentation import captions, strings
from geo.storage import ASSETS
from geo.tables import load
from tests.helpers.accessibility import WCAG, violations
from tests.helpers.browser import AT_REST, DRAWN
from tests.helpers.drawn import drawn_classes
from tests.helpers.late import ENDED, OF_A_RUN, Late

pytestmark = pytest.mark.browser

PACKAGE = load.load_package()
SPAN = PACKAGE.span


def open_app(page, url: str):
    """The app's page, and the frame of its map once both are drawn and listen."""
    page.goto(url)
    page.wait_for_selector("html[data-view]", state="attached")
    return hosted(page)


def hosted(page):
    """The frame of the map of the view on the screen, once it is drawn."""
    page.wait_for_selector("iframe[title='app.treaty_map'], iframe[src*=treaty_map]")
    frame = next(
        f
        for _ in range(100)
        for f in [*page.frames, page.wait_for_timeout(100)]
        if f and "treaty_map" in f.url
    )
    frame.wait_for_selector("html[data-ready=yes]")
    return frame


def open_view(page, url: str) -> None:
    """The app's page, once a view of it is drawn."""
    page.goto(url)
    drawn(page)


def open_sidebar(page) -> None:
    """The app starts with its sidebar closed: the map has its own controls."""
    page.get_by_test_id("stExpandSidebarButton").click()
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar).to_have_attribute("data-collapsed", "false")
    still(page)


def still(page) -> None:
    """Wait until nothing moves: every animation that has an end has come to it."""
    page.evaluate(
        """() => Promise.all(document.getAnimations()
          .filter((one) => one.effect.getComputedTiming().endTime < Infinity)
          .map((one) => one.finished.catch(() => {})))"""
    )


def drawn(page) -> None:
    page.get_by_role("heading", level=1).first.wait_for()
    page.wait_for_selector("[data-test-script-state=notRunning]")


#: Whether no run has been under way for a moment, by the state that Streamlit tells its
#: own tests: a message of the page or of a widget is on its way for less than that.
QUIET = """() => {
  const app = document.querySelector("[data-test-script-state]");
  const now = performance.now();
  if (app?.dataset.testScriptState !== "notRunning") window.quietSince = undefined;
  else window.quietSince ??= now;
  return now - window.quietSince > 300;
}"""


def idle(page) -> None:
    """Wait until no run is under way."""
    page.evaluate("window.quietSince = undefined")
    page.wait_for_function(QUIET)


def expected(view: View) -> dict[str, str]:
    return drawn_classes(PACKAGE, view)


def settle(page, frame, view: View) -> None:
    """Wait until headline and map say what the law computes."""
    text = captions.headline(counting.state(PACKAGE.treaties, view))
    expect(page.get_by_text(text, exact=True)).to_be_visible(timeout=8000)
    for _ in range(50):
        if frame.evaluate(DRAWN) == expected(view):
            return
        page.wait_for_timeout(100)
    assert frame.evaluate(DRAWN) == expected(view)


def resized(page, frame, width: int, height: int) -> None:
    """Give the window a size, and wait until the page inside has heard of it.

    Streamlit tells its width a tenth of a second later.
    """
    page.set_viewport_size({"width": width, "height": height})
    frame.wait_for_function("w => innerWidth <= w && innerWidth > w - 120", arg=width)


#: From which year down: all under one basis; under the other enough to see that it is.
PASSES = {Basis.SIGNED: SPAN.last, Basis.IN_FORCE: 2018}


@pytest.mark.parametrize("basis", PASSES)
def test_the_slider_moves_the_map_through_the_years(page, app_url, basis):
    start = PASSES[basis]
    tail = f"?basis={basis.value}&years={SPAN.first}..{start}"
    frame = open_app(page, app_url + tail)
    view = View.of(SPAN, basis=basis)
    settle(page, frame, view.with_years(SPAN.first, start))
    open_sidebar(page)
    frame.wait_for_function(
        "() => map_atlas.getSize().x === map_atlas.getContainer().clientWidth"
    )
    # A function without a value: the map that both return would be sent here whole.
    frame.evaluate("""() => {
      window.mark = 'the same document';
      map_atlas.setView([9000, 9000]);
      map_atlas.setZoom(map_atlas.getZoom() + 1, {animate: false});
    }""")
    where = "JSON.stringify([map_atlas.getZoom(), map_atlas.getCenter()])"
    before = frame.evaluate(where)
    handle = page.locator(
        "[data-testid=stSlider] [role=slider], [data-testid=stSlider] input[type=range]"
    ).last
    handle.focus()
    for year in range(start - 1, SPAN.first - 1, -1):
        # One at a time: of keys within some milliseconds Streamlit's slider loses one
        # where the browser is busy, since it shows again what it has told the app.
        page.keyboard.press("ArrowLeft")
        page.wait_for_url(f"**years={SPAN.first}..{year}**")  # a map may stay the same
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


def test_a_click_on_a_country_selects_it_in_the_app_and_history_takes_it_back(
    page, app_url
):
    frame = open_app(page, app_url)
    settle(page, frame, View.of(SPAN))
    frame.locator("path[data-uid=ZWE]").click()
    expect(frame.get_by_role("heading", name="Zimbabwe")).to_be_visible()
    page.wait_for_url("**country=ZWE**")
    idle(page)
    assert page.get_by_role("heading", name="Zimbabwe").count() == 0  # one card
    # A country without a treaty is answered, too.
    frame.locator("path[data-uid=TCD]").click()
    expect(frame.get_by_role("heading", name="Chad")).to_be_visible()
    expect(frame.get_by_text(strings.word("card.none", "en"))).to_be_visible()
    page.wait_for_url("**country=TCD**")
    page.go_back()
    expect(frame.get_by_role("heading", name="Zimbabwe")).to_be_visible()


def test_search_language_and_share_are_on_the_first_screen(page, app_url):
    frame = open_app(page, app_url + "?years=2010..2020")
    frame.get_by_role("combobox", name="Find a country").fill("Afrique du Sud")
    page.keyboard.press("Enter")
    expect(frame.locator("#card h2")).to_have_text("South Africa")
    page.wait_for_url("**country=ZAF**")
    frame.get_by_text("Share", exact=True).click()
    expect(frame.locator("#address")).to_have_text(page.url)
    # The code to embed names an address that serves the page of this view.
    code = frame.locator("#embed").inner_text()
    (address,) = re.findall(r'src="([^"]*)"', code)
    assert address.startswith(f"{app_url}map.html?")
    embedded = page.context.new_page()
    embedded.goto(address.replace("&amp;", "&"))
    expect(embedded.locator("html.embed #headline")).to_contain_text("8 countries")
    frame.get_by_role("combobox", name="Language").select_option("ru")
    expect(page.locator("html")).to_have_attribute("lang", "ru")


def test_the_first_screen_holds_the_answer(page, app_url):
    page.set_viewport_size({"width": 1280, "height": 720})
    frame = open_app(page, app_url + "?country=ZWE")
    settle(page, frame, View.of(SPAN))
    (title,) = page.get_by_role("heading", level=1).all()
    assert title.inner_text() == captions.headline(
        counting.state(PACKAGE.treaties, View.of(SPAN))
    )
    expect(frame.locator("#card")).to_contain_text("In force since 20 Dec 2023")
    for width, height in ((1280, 720), (1366, 768)):
        resized(page, frame, width, height)
        for part in ("#map-frame", "#legend", "#card", "#controls"):
            expect(frame.locator(part)).to_be_in_viewport(ratio=0.99)


#: The names on the strip that are cut.
CUT = """names => names.filter((name) => name.scrollWidth > name.clientWidth)
  .map((name) => name.textContent)"""

#: The distance from the end of a heading's text to the end of its line, in pixels.
INDENT = """heading => {
  const text = document.createRange();
  text.selectNodeContents(heading);
  return heading.getBoundingClientRect().right - text.getBoundingClientRect().right;
}"""


def test_the_strip_has_room_for_its_names_on_a_laptop(page, app_url):
    page.set_viewport_size({"width": 1280, "height": 720})
    frame = open_app(page, app_url + "?lang=ru")
    names = frame.locator(".treaty span")
    expect(names.first).to_have_text("Бразилия")
    assert names.evaluate_all(CUT) == []


#: The app's script alone, on a page that leads nowhere.
ALONE = """async (source) => {
  const script = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  window.arrive = (page) => script.default({ data: { lang: "en", page } });
  addEventListener("click", (event) => event.preventDefault());
}"""


def test_the_view_a_reader_turned_to_is_noted_until_it_is_there(own_page):
    page, links = own_page, '<nav><a href="/">Map</a><a href="/own">Your data</a></nav>'
    page.route(
        "**/*", lambda route: route.fulfill(body=links, content_type="text/html")
    )
    page.goto("http://atlas.example/table")
    page.evaluate(ALONE, (ASSETS / "app.js").read_text(encoding="utf-8"))
    noted = "document.documentElement.dataset.turnedTo"
    page.evaluate("arrive('table')")
    page.get_by_role("link", name="Map").click()
    assert page.evaluate(noted) == "/"
    # The next click is quicker than the view of the first.
    page.evaluate("history.pushState({}, '', '/')")
    page.get_by_role("link", name="Your data").click()
    page.evaluate("arrive('map')")
    assert page.evaluate(noted) == "/own"
    page.evaluate("history.pushState({}, '', '/own')")
    page.evaluate("arrive('own')")
    assert page.evaluate(noted) is None
    page.get_by_role("link", name="Map").click()
    page.go_back()
    assert page.evaluate(noted) is None


def test_no_line_of_the_heading_ends_within_its_years(page, app_url):
    open_view(page, app_url + "table")
    caption = page.get_by_test_id("stCaptionContainer").locator("p").first
    years = caption.get_by_text(f"{SPAN.first}–{SPAN.last}", exact=True)
    for width in range(320, 480, 10):
        page.set_viewport_size({"width": width, "height": 800})
        assert years.evaluate("years => years.getClientRects().length") == 1, width


def test_an_arabic_text_starts_at_the_right(page, app_url):
    open_view(page, app_url + "table?lang=ar")
    heading = page.get_by_role("heading", level=1)
    state = counting.state(PACKAGE.treaties, View.of(SPAN, lang="ar"))
    expect(heading).to_have_text(captions.headline(state))
    assert heading.evaluate(INDENT) < 2
    rule = page.locator("p", has_text=strings.word("rule", "ar")[:30]).first
    assert rule.evaluate(INDENT) < 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_frame_is_seen_through(page, app_url, scheme):
    page.emulate_media(color_scheme=scheme)
    frame = open_app(page, app_url)
    frame.wait_for_selector(f"html[data-theme={scheme}]")
    # A document whose light differs from that of its frame has a ground of its own.
    light = "one => getComputedStyle(one).colorScheme"
    assert page.locator("iframe").first.evaluate(light) == scheme
    assert frame.locator("html").evaluate(light) == scheme


def test_a_link_opens_the_same_view(page, app_url):
    frame = open_app(page, app_url + "?years=2010..2016&basis=in-force&lang=ru")
    view = View.of(SPAN, basis=Basis.IN_FORCE, lang="ru").with_years(2010, 2016)
    settle(page, frame, view)
    assert "years=2010..2016&basis=in-force&lang=ru" in page.url


def test_a_bad_link_shows_a_notice_and_no_traceback(page, app_url):
    open_app(page, app_url + "?years=abc&country=ZZZ")
    for field in ("years", "country"):
        expect(page.get_by_test_id("stAlert").filter(has_text=field)).to_be_visible()
    drawn(page)
    assert page.get_by_test_id("stException").count() == 0


#: A list of the sidebar -> the code to choose; its label is found in each language.
LISTS = {
    "basis": "in-force",
    "preset": "chapter",
    "country": "CHN",
    "borders": "de-facto",
    "colour": "year",
    "focus": "CHN",
}


def label_of(field: str, code: str, lang: str) -> str:
    """How a list of the sidebar names a code."""
    if field in ("country", "focus"):
        return countries.name(code, lang)
    key = {"borders": "borders.name"}.get(field, field)
    return strings.word(f"{key}.{code}", lang)


def choose(page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()


def screen(page, frame) -> dict[str, object]:
    """Headings, lists, address and map of the app as they are now."""
    return {
        "headings": page.get_by_role("heading").all_inner_texts(),
        "lists": {
            box.get_attribute("aria-label"): box.input_value()
            for box in page.get_by_test_id("stSidebar").get_by_role("combobox").all()
        },
        "address": page.url.partition("?")[2],
        "map": frame.evaluate(DRAWN),
    }


def test_a_choice_after_a_change_of_language_is_that_of_a_fresh_load(page, app_url):
    """Each list in turn, after all that was chosen before it, in the other language.

    Compared with a fresh load in each language, once all is chosen.
    """
    frame = open_app(page, f"{app_url}?lang=en&country=BRA")
    open_sidebar(page)
    for (field, code), (before, after) in zip(
        LISTS.items(), cycle((("en", "ru"), ("ru", "en")))
    ):
        language = strings.word("language", before)
        choose(page, language, strings.word("language.name", after))
        label = strings.word(field, after)
        page.get_by_role("combobox", name=label, exact=True).wait_for()
        choose(page, label, label_of(field, code, after))
        page.wait_for_url(f"**{field}={code}**")
        frame.wait_for_function(
            "([name, code]) => atlas.view[name] === code", arg=[field, code]
        )
        idle(page)
        if field not in list(LISTS)[-2:]:
            continue
        fresh = page.context.new_page()
        loaded = open_app(fresh, page.url)
        idle(fresh)
        assert screen(fresh, loaded) == screen(page, frame), field
        fresh.close()


def test_turning_to_another_view_keeps_the_years(page, app_url):
    frame = open_app(page, app_url + "?years=2010..2016")
    settle(page, frame, View.of(SPAN).with_years(2010, 2016))
    page.get_by_role("link", name="Timeline").click()
    page.wait_for_url("**/timeline**")
    page.wait_for_url("**years=2010..2016**")
    page.get_by_role("link", name="Map", exact=True).click()
    page.wait_for_url(f"{app_url}?years=2010..2016**")


@pytest.mark.parametrize("view", ["table", "timeline", "compare"])
def test_a_click_that_comes_with_a_message_of_the_map_is_not_lost(
    own_page, app_url, view
):
    """Streamlit makes one run of the two, of the view that the message is from."""
    page = own_page
    late = Late(page, {ENDED})
    frame = open_app(page, app_url)
    idle(page)
    late.keep_silent()
    name = strings.word(f"nav.{view}", "en")
    page.get_by_role("link", name=name, exact=True).click()
    from_2012(frame)
    late.speak(2)
    expect(page).to_have_title(index_page.title(view, "en"))
    page.wait_for_url(f"**/{view}?years=2012..{SPAN.last}")


def from_2012(frame) -> None:
    """Move the map's first handle."""
    frame.evaluate("() => { atlas.set({ start: '2012-01-01' }); }")


def test_a_reader_who_goes_back_to_the_map_at_once_stays_there_with_their_years(
    own_page, app_url
):
    """The map is on the screen until the run of the other view has ended. Of years that
    are chosen there meanwhile the sidebar's slider has not heard when the next click
    comes, with which it tells the former ones."""
    page = own_page
    late = Late(page, {ENDED})
    frame = open_app(page, app_url)
    idle(page)
    late.hold()
    page.get_by_role("link", name="Table", exact=True).click()
    late.miss_runs(1)
    page.wait_for_url("**/table")
    page.wait_for_selector("html[data-view=table]", state="attached")
    from_2012(frame)
    late.miss_runs(2)
    page.get_by_role("link", name="Map", exact=True).click()
    late.catch_up()
    page.wait_for_selector("html[data-view=map]", state="attached")
    page.wait_for_url(f"{app_url}?years=2012..{SPAN.last}")
    idle(page)
    assert first_day(hosted(page)) == "2012-01-01"


def first_day(frame) -> str:
    return frame.evaluate("() => atlas.view.start")


#: What a comparison begins with unless its reader says otherwise, as the list has it.
FIRST_DAY = strings.word("compare.first", "en", day=f"31 Dec {SPAN.first}")


def test_the_link_is_that_of_the_last_of_two_changes_that_follow_at_once(
    own_page, app_url
):
    page = own_page
    late = Late(page, OF_A_RUN)
    frame = open_app(page, app_url)
    idle(page)
    late.hold()
    from_2012(frame)
    late.miss_runs(1)
    frame.evaluate("() => { atlas.set({ start: '2010-01-01' }); }")
    late.miss_runs(2)
    late.catch_up()
    page.wait_for_url(app_url)
    idle(page)
    assert page.url == app_url
    assert first_day(frame) == "2010-01-01"


def test_so_it_is_of_a_choice_that_one_view_alone_has(own_page, app_url):
    page = own_page
    late = Late(page, OF_A_RUN)
    # The list is below the page inside: it stands still once that is drawn.
    open_app(page, app_url + "compare").wait_for_function(AT_REST)
    idle(page)
    late.hold()
    for number, before in enumerate(("31 Dec 2016", FIRST_DAY), start=1):
        choose(page, "Compare with", before)
        late.miss_runs(number)
    late.catch_up()
    page.wait_for_url(app_url + "compare")
    idle(page)
    assert page.url == app_url + "compare"


def test_a_link_that_says_what_is_shown_is_left_as_it_is_spelled(page, app_url):
    link = f"{app_url}?{View.of(SPAN, layers=('BRICS', 'CSTO_IS_2017')).query(SPAN)}"
    open_app(page, link)
    idle(page)
    assert page.url == link


def test_the_chapter_is_compared_with_today_and_the_link_says_so(page, app_url):
    frame = open_app(page, app_url + "compare?before=chapter")
    changed = frame.locator("#list")
    expect(changed).to_contain_text("Lao PDR25 Jul 2024")
    expect(changed).not_to_contain_text("South Africa")
    page.get_by_role("combobox", name="Compare with").click()
    page.get_by_role("option", name="31 Dec 2016").click()
    page.wait_for_url("**before=2016**")
    expect(changed).to_contain_text("South Africa4 Sep 2017")
    # The handle is what is compared with once it is moved.
    frame.focus("#first")
    page.keyboard.press("End")
    page.wait_for_url(f"**/compare?years={SPAN.last}..{SPAN.last}")
    expect(frame.locator("#headline")).to_have_text(strings.word("compare.same", "en"))


def test_a_row_of_the_table_opens_the_pages_card(page, app_url):
    frame = open_app(page, app_url + "table?country=ZWE")
    expect(frame.locator("#card h2")).to_have_text("Zimbabwe")
    expect(frame.locator("#map-frame")).to_be_hidden()
    expect(frame.locator("#controls")).to_be_hidden()
    frame.get_by_role("button", name="Close").click()
    expect(page.locator("iframe[src*=treaty_map]")).to_have_count(0)
    page.wait_for_url("**/table")


def test_a_life_line_of_the_timeline_opens_its_card_in_the_readers_language(
    page, app_url
):
    frame = open_app(page, app_url + "timeline?lang=en")
    expect(page).to_have_title("Timeline · Treaty atlas")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    frame.get_by_role("button", name="Zimbabwe").click()
    expect(frame.locator("#card")).to_contain_text("In force since 20 Dec 2023")
    page.wait_for_url("**country=ZWE**")
    open_sidebar(page)
    choose(page, strings.word("language", "en"), strings.word("language.name", "ru"))
    expect(page).to_have_title("Хронология · Атлас договоров")
    expect(page.locator("html")).to_have_attribute("lang", "ru")


def test_a_link_restores_how_a_figure_is_made(page, app_url):
    open_view(page, app_url + "figures?size=slide&kind=pdf&labels=True&grey=maybe")
    expect(page.get_by_role("combobox", name="Format")).to_have_value("PDF")
    page.wait_for_url("**size=slide**")
    toggles = page.get_by_role("switch").or_(page.get_by_role("checkbox"))
    assert [toggle.is_checked() for toggle in toggles.all()] == [True, False]


def test_reset_forgets_everything_but_the_language(page, app_url):
    open_view(page, app_url + "?years=2012..2016&basis=in-force&lang=ru&country=CHN")
    open_sidebar(page)
    page.get_by_role("button", name="Сбросить").click()
    page.wait_for_url("**/?lang=ru")


def test_a_download_is_the_page_of_the_view_and_by_a_double_click_the_same(
    own_page, app_url, tmp_path
):
    page = own_page
    frame = open_app(page, app_url + "?years=2010..2016&basis=in-force")
    settle(page, frame, View.of(SPAN, basis=Basis.IN_FORCE).with_years(2010, 2016))
    idle(page)
    with page.expect_download() as got:
        page.get_by_role("button", name="Map as one HTML file").click()
    name = got.value.suggested_filename
    assert name == "treaties-in-force-2010-2016-recognised-en.html"
    got.value.save_as(tmp_path / name)
    files = []
    page.on("download", lambda file: files.append(file))
    with page.expect_download():
        page.get_by_role("button", name="Map as one HTML file").dblclick()
    idle(page)
    assert 1 <= len(files) <= 2
    contents = {file.path().read_bytes() for file in files}
    assert contents == {(tmp_path / name).read_bytes()}
    assert page.get_by_test_id("stException").count() == 0
    file_page = page.context.new_page()
    file_page.goto((tmp_path / name).as_uri())
    file_page.wait_for_selector("html[data-ready=yes]")
    view = View.of(SPAN, basis=Basis.IN_FORCE).with_years(2010, 2016)
    assert file_page.evaluate(DRAWN) == expected(view)


#: The formats of a figure and how a file of each begins.
FIGURES = {"PNG": b"\x89PNG", "SVG": b"<?xml", "PDF": b"%PDF"}


def choose_format(page, kind: str) -> None:
    page.get_by_role("combobox", name="Format").click()
    page.get_by_role("option", name=kind, exact=True).click()


def named(page, kind: str) -> None:
    """Wait until the address names the format; it does not name the usual one."""
    spelling = "" if kind == "PNG" else kind.lower()
    arrived = (
        "kind => (new URLSearchParams(location.search).get('kind') ?? '') === kind"
    )
    page.wait_for_function(arrived, arg=spelling)


def downloaded_figure(page) -> tuple[str, bytes]:
    """The format by the file's name, and the file."""
    with page.expect_download() as got:
        page.get_by_role("button", name="Download the figure").click()
    name, kind = got.value.suggested_filename.rsplit(".", 1)
    assert name == "treaties-signed-2010-2024-04-15-recognised-en"
    return kind.upper(), got.value.path().read_bytes()


def test_a_figure_is_downloaded_as_it_was_chosen(page, app_url):
    open_view(page, app_url + "figures?preset=chapter&lang=en")
    for kind, start in FIGURES.items():
        choose_format(page, kind)
        dpi = page.get_by_role("combobox", name="dpi")
        expect(dpi).to_be_enabled(enabled=kind == "PNG")
        named(page, kind)
        idle(page)
        got, content = downloaded_figure(page)
        assert got == kind
        assert content.startswith(start)


def test_a_click_that_a_run_overtakes_is_answered_as_the_run_has_it(own_page, app_url):
    page = own_page
    late = Late(page, OF_A_RUN)
    open_view(page, app_url + "figures?preset=chapter&lang=en")
    idle(page)
    late.hold()
    choose_format(page, "SVG")
    late.miss_runs(1)
    kind, content = downloaded_figure(page)
    assert kind == "SVG" and content.startswith(FIGURES["SVG"])
    late.catch_up()
    named(page, "SVG")
    choose_format(page, "PDF")
    named(page, "PDF")


def turn_to(page, view: str, lang: str = "en") -> None:
    """Go to another view as a reader does; the map is a view of its own name."""
    name = strings.word(f"nav.{view}", lang)
    page.get_by_role("link", name=name, exact=True).click()
    expect(page).to_have_title(index_page.title(view, lang))
    page.wait_for_selector(f"html[data-view={view}]", state="attached")
    drawn(page)


#: The page the app hosts in its views, lights and widths: in turn, in one tab.
LOOKS = (
    ("map", "light", 1300),
    ("map", "dark", 1300),
    ("map", "light", 360),
    ("timeline", "dark", 1300),
    ("compare", "light", 360),
    ("table", "light", 1300),
)


#: The key, pressed once the answer to this is on its way: it closes the tab.
ESCAPE = """() => { setTimeout(() => document.dispatchEvent(
  new KeyboardEvent("keydown", { key: "Escape" }))); }"""


def test_axe_finds_nothing_in_the_page_the_app_hosts(checked_page, app_url):
    open_app(checked_page, f"{app_url}?layers=BRICS&country=IRN")
    # The key is the page's, also before the reader has been in it.
    with checked_page.expect_popup() as lecture:
        checked_page.keyboard.press("f")
    assert lecture.value.url.endswith("#present=1")
    lecture.value.wait_for_selector("html.presenting")
    # Its end leads back to the app, which is still open.
    with lecture.value.expect_event("close"):
        lecture.value.evaluate(ESCAPE)
    shown = "map"
    for view, scheme, width in LOOKS:
        if view != shown:
            checked_page.set_viewport_size({"width": width, "height": 900})
            if width < 768:
                open_sidebar(checked_page)
            turn_to(checked_page, view)
            # On a phone the menu lies over the view.
            sidebar = checked_page.get_by_test_id("stSidebar")
            expect(sidebar).to_have_attribute("data-collapsed", "true")
            shown = view
        frame = hosted(checked_page)
        resized(checked_page, frame, width, 900)
        checked_page.emulate_media(color_scheme=scheme)
        frame.wait_for_selector(f"html[data-theme={scheme}]")
        # The frame is transparent: it stands on the app's own ground.
        ground = {"light": "#ffffff", "dark": "#171614"}[scheme]
        frame.evaluate("x => { document.body.style.background = x; }", ground)
        assert violations(frame, WCAG) == [], (view, scheme, width)


#: What axe finds in a part of Streamlit's own making, on the view of this name.
NOT_OURS = {"own": {"presentation-role-conflict"}}  # its box for files


#: Each view in English and in one other language, so that each of the six is met. The
#: elements of a view, their roles, sizes and colours are alike in every language: what
#: differs are texts and the document's language, which all views have from one place.
IN_TURN = {
    "map": "ar",
    "table": "zh",
    "timeline": "fr",
    "compare": "es",
    "figures": "zh",
    "own": "ar",
    "method": "ru",
}


def check_view(page, name: str, lang: str) -> None:
    """The view on the screen says its years, and axe finds nothing in it."""
    if name not in ("own", "method"):
        view = View.of(SPAN, lang=lang).with_years(2010, 2020)
        text = captions.headline(counting.state(PACKAGE.treaties, view))
        # What a comparison counts, the page inside says.
        text = strings.word("nav.compare", lang) if name == "compare" else text
        expect(page.get_by_role("heading", level=1)).to_have_text(text)
        rule = page.get_by_text(strings.word("rule", lang), exact=True)
        expect(rule).to_be_visible()
    assert page.get_by_test_id("stException").count() == 0
    if name in hosted_page.PARTS and name != "table":
        hosted(page)
        frame = page.locator("iframe[src*=treaty_map]")
        expect(frame).to_have_attribute("title", re.compile("2020"))
    # What a run is about to replace is shown pale.
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    idle(page)
    still(page)
    assert page.evaluate("document.documentElement.lang") == lang
    # The map is a document of its own, and has a test of its own.
    found = violations(page, frames=False)
    known = NOT_OURS.get(name, set())
    assert [one for one in found if one[0] not in known] == []


def test_every_view_of_the_app_says_its_years_and_axe_finds_nothing(
    checked_page, app_url
):
    checked_page.set_viewport_size({"width": 1300, "height": 900})
    open_view(checked_page, f"{app_url}?lang=en&years=2010..2020")
    for name in main.VIEWS:
        if name != "map":  # which the address has opened
            turn_to(checked_page, name)
        check_view(checked_page, name, "en")


@pytest.mark.parametrize("name", main.VIEWS)
def test_a_view_in_another_language_says_its_years_and_axe_finds_nothing(
    checked_page, app_url, name
):
    lang = IN_TURN[name]
    checked_page.set_viewport_size({"width": 1300, "height": 900})
    address = f"{app_url}{'' if name == 'map' else name}"
    open_view(checked_page, f"{address}?lang={lang}&years=2010..2020")
    check_view(checked_page, name, lang)


def test_two_tabs_of_one_browser_are_two_sessions(browser, app_url):
    context = browser.new_context()
    one, two = context.new_page(), context.new_page()
    one.goto(app_url + "?years=2010..2012&lang=ru")
    two.goto(app_url + "?years=2010..2022")
    one.reload()
    for page, last, lang in ((one, 2012, "ru"), (two, 2022, "en")):
        drawn(page)
        view = View.of(SPAN, lang=lang).with_years(SPAN.first, last)
        text = captions.headline(counting.state(PACKAGE.treaties, view))
        expect(page.get_by_text(text, exact=True).first).to_be_visible()
    context.close()


def test_a_hostile_referer_and_any_query_leave_a_sensible_screen(own_page, app_url):
    page = own_page
    page.set_extra_http_headers({"Referer": "javascript:alert(1)//<script>"})
    open_view(
        page, app_url + "?years=%00&lang=%3Cscript%3E&focus=__proto__&table[]=x&" * 20
    )
    text = captions.headline(counting.state(PACKAGE.treaties, View.of(SPAN)))
    expect(page.get_by_text(text, exact=True).first).to_be_visible()
    assert page.get_by_test_id("stException").count() == 0


@pytest.mark.parametrize(
    ("address", "status", "starts"),
    [
        ("healthz", 200, b'{"status": "ok"'),
        ("treaties.csv?years=2010..2016", 200, b"\xef\xbb\xbfid,"),
        ("figure.png?size=square&dpi=150&lang=ru", 200, b"\x89PNG"),
        ("map.html?basis=in-force", 200, b"<!DOCTYPE html>"),
        ("figure.svg?years=2016..1500x", 400, b"years:"),
        ("map.html?table=own", 400, b"table:"),
    ],
)
def test_the_server_of_the_app_answers_at_its_addresses(
    page, app_url, address, status, starts
):
    answer = page.request.get(app_url + address)
    assert answer.status == status
    assert answer.body().startswith(starts)

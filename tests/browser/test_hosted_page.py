"""The page inside a host that speaks Streamlit's component messages, in any order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.model.view import View
from geo.page import payload
from geo.presentation import rows
from geo.presentation.scene import Scene
from geo.tables import load

pytestmark = pytest.mark.browser

PACKAGE = load.load_package()
VIEW = View.of(PACKAGE.span)
ARGUMENTS = {
    "view": rows.message(VIEW),
    "ack": 0,
    "table": "",
    "data": None,
    "heard": None,
}
OTHER = View.of(PACKAGE.span, focus="USA")

#: A host as Streamlit's is: no frame before it is ready, no height but the one it has
#: heard. `deaf` counts the messages of each kind that it drops, as one does that does
#: not listen yet; `answer` may make it say something else to a value.
HOST = """<!DOCTYPE html><title>Host</title>
<iframe src="/page?streamlitUrl=http%3A%2F%2Fhost.test%2F" width="900" height="0"
  style="display: none; border: none"></iframe>
<script>
const frame = document.querySelector("iframe");
const heard = [];
const deaf = DEAF;
let args = ARGUMENTS;
let theme = { base: "light" };
const say = (more) => {
  args = { ...args, ...more };
  frame.contentWindow.postMessage({ type: "streamlit:render", args, theme }, "*");
};
let answer = () => {};
addEventListener("message", ({ data, source }) => {
  if (source !== frame.contentWindow) return;
  const kind = data.type.split(":")[1];
  if (deaf[kind]-- > 0) return;
  heard.push(data);
  if (kind === "componentReady") {
    say({});
    frame.style.display = "initial";
  }
  if (kind === "setFrameHeight" && frame.getAttribute("height") !== `${data.height}`) {
    frame.height = data.height;
    say({});
  }
  if (kind === "setComponentValue") answer(data.value);
});
</script>"""


@pytest.fixture
def host(browser, page_file: Path):
    """Opens the page in a host that is deaf at first, and gives both."""
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    document = page_file.read_text(encoding="utf-8")

    def serve(route, body: str) -> None:
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    def open_host(deaf: dict[str, int], **arguments: object) -> Page:
        page = context.new_page()
        html = HOST.replace("DEAF", json.dumps(deaf))
        html = html.replace("ARGUMENTS", json.dumps({**ARGUMENTS, **arguments}))
        page.route("http://host.test/", lambda route: serve(route, html))
        page.route("http://host.test/page?*", lambda route: serve(route, document))
        page.clock.install()
        page.goto("http://host.test/")
        return page

    yield open_host
    context.close()


def drawn(page: Page):
    """The page inside, once the host shows it at its own height."""
    page.wait_for_function(
        """() => {
          const root = frame.contentDocument?.documentElement;
          if (!root) return false;
          const height = Math.ceil(root.getBoundingClientRect().height);
          return height > 300 && frame.clientHeight === height;
        }"""
    )
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("list", name="Legend")).to_be_visible()
    return frame


@pytest.mark.parametrize(
    "deaf",
    [
        {},
        {"componentReady": 1},
        {"componentReady": 3},
        {"setFrameHeight": 2},
        {"componentReady": 1, "setFrameHeight": 1},
    ],
)
def test_the_map_appears_whenever_the_host_begins_to_listen(host, deaf):
    frame = drawn(host(deaf))
    expect(frame.locator("#title")).to_contain_text("Russian Federation")


def test_a_page_the_host_has_heard_says_no_more(host):
    page = host({})
    drawn(page)
    before = page.evaluate("heard.length")
    page.clock.run_for(60_000)
    assert page.evaluate("heard.length") == before > 1


def test_the_app_may_leave_card_and_choices_to_the_page(host):
    plain = drawn(host({}))
    expect(plain.locator("#headline")).to_be_hidden()
    expect(plain.locator("#list")).to_be_hidden()
    page = host({}, whole=True, shows="map")
    whole = drawn(page)
    # The app says the sentence itself, as the title of its own document.
    expect(whole.locator("#headline")).to_be_hidden()
    expect(whole.locator("#layer-box")).to_be_visible()
    expect(whole.locator("#present")).to_have_accessible_name(
        "Presentation (opens in a new tab)"
    )
    # The host answers each new height: on the map, comparing is for the reader to end.
    compare = whole.get_by_role("button", name="Compare")
    compare.click()
    page.evaluate("say({})")
    page.clock.run_for(1_000)
    expect(compare).to_have_attribute("aria-pressed", "true")
    expect(whole.locator("#headline")).to_contain_text("ended")
    # The address of the app's view does not hold a comparison, that of the page does.
    told = "heard.filter((m) => m.value?.view).map((m) => m.value.compares)"
    assert page.evaluate(told)[-1] is True
    addresses = {"link": "http://app.test/", "page": "http://app.test/map.html"}
    page.evaluate("share => say({ share })", addresses)
    expect(whole.locator("#address")).to_have_text(f"{addresses['page']}#compare=1")
    compare.click()
    expect(whole.locator("#address")).to_have_text(addresses["link"])
    compare.click()
    page.clock.run_for(1_000)
    page.evaluate("say({ ack: 99, shows: 'compare', since: '2016-12-31' })")
    page.evaluate("say({ shows: 'map', since: '' })")
    expect(compare).to_have_attribute("aria-pressed", "false")
    whole.locator("#list").get_by_role("button", name="Zimbabwe").click()
    expect(whole.locator("#card h2")).to_have_text("Zimbabwe")


def test_the_page_has_the_light_of_its_host_as_soon_as_that_changes(host):
    page = host({})
    frame = drawn(page)
    expect(frame.locator("html")).to_have_attribute("data-theme", "light")
    page.evaluate("theme = { base: 'dark' }; say({})")
    expect(frame.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.fixture(scope="module")
def table() -> dict:
    """The table that the page has not got, made before the page asks for it.

    The time of the page runs on while it is made.
    """
    return payload.table(Scene(load.load_package(focus="USA"), OTHER))


def test_a_table_lost_on_its_way_is_asked_for_again(table, host):
    page = host({}, table="other")
    page.wait_for_function("heard.some((m) => m.value?.need === 'other')")
    ask = "heard.filter((m) => m.value?.need).map((m) => m.value.sent)"
    assert len(page.evaluate(ask)) == 1
    # A run that was under way says nothing of the request: it is not repeated.
    page.evaluate("say({ since: '2016' })")
    # An answer that names the request, and has lost the table.
    page.evaluate(f"say({{ heard: ({ask})[0] }})")
    page.wait_for_function(f"() => ({ask}).length === 2")
    first, second = page.evaluate(ask)
    assert first != second
    page.evaluate(
        "([heard, data, view]) => say({ heard, data, view })",
        [second, table, rows.message(OTHER)],
    )
    title = page.frame_locator("iframe").locator("#title")
    expect(title).to_contain_text("United States")
    assert len(page.evaluate(ask)) == 2


def test_a_request_that_the_host_never_heard_is_made_again_until_the_table_is_there(
    table, host
):
    page = host({"setComponentValue": 1}, table="other")
    requests = "heard.filter((m) => m.value?.need).length"
    page.wait_for_function("deaf.setComponentValue === 0")
    assert page.evaluate(requests) == 0
    page.clock.run_for(6_000)
    page.wait_for_function(f"{requests} === 1")
    page.evaluate("([data, view]) => say({ data, view })", [table, rows.message(OTHER)])
    title = page.frame_locator("iframe").locator("#title")
    expect(title).to_contain_text("United States")
    page.clock.run_for(60_000)
    assert page.evaluate(requests) == 1

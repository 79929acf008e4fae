"""Fixtures of the browser tests: a Chromium, a page with no network, a running app."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from geo.page import document
from geo.presentation.scene import Scene
from geo.storage import ROOT
from geo.tables import load
from tests.helpers import chromium

#: The class of every drawn country, read from the shapes themselves.
DRAWN = """() => {
  const drawn = {};
  for (const path of document.querySelectorAll("path.unit[data-code]")) {
    const key = [...path.classList].find((c) => c.startsWith("c-")).slice(2);
    if (key !== "none" && key !== "focus" && path.dataset.uid === path.dataset.code) {
      drawn[path.dataset.code] = key;
    }
  }
  return drawn;
}"""

#: Whether the years stand still: they are said once legend and names are drawn.
AT_REST = """() => document.getElementById("live").textContent
  .startsWith(atlas.words.years(atlas.view))"""


@pytest.fixture(scope="session")
def browser() -> Browser:
    path = chromium.find()
    if path is None:
        pytest.skip("no Chromium: set CHROMIUM or run 'make test'")
    with sync_playwright() as playwright:
        process = playwright.chromium.launch(
            executable_path=path, args=chromium.ARGUMENTS
        )
        yield process
        process.close()


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exported page of the shipped data on disk."""
    package = load.load_package()
    path = tmp_path_factory.mktemp("page") / "map.html"
    path.write_text(document.page(Scene.of(package)), encoding="utf-8")
    return path


class Tab:
    """A tab that is kept from one test to the next, as new to each of them.

    A page opened in a tab of its own takes half as much work again: its scripts are
    compiled anew in a process of its own. Who listens to a page, intercepts what it
    asks for or sets its headers takes a tab of their own: these outlive a test.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        self.size = self.page.viewport_size

    def renewed(self) -> Page:
        """The tab on an empty page; all others of its context are closed."""
        for other in self.page.context.pages:
            if other != self.page:
                other.close()
        self.page.goto("about:blank")
        self.page.set_viewport_size(self.size)
        self.page.emulate_media(color_scheme="null", media="null")
        self.page.context.set_storage_state({"cookies": [], "origins": []})
        return self.page


class Offline:
    """A context that lets nothing but files through and remembers what was asked."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.requests: list[str] = []
        self.errors: list[str] = []
        context.set_offline(True)
        context.route(re.compile("^(?!file:)"), self._refuse)
        context.on("weberror", lambda event: self.errors.append(str(event.error)))
        context.on("console", self._console)
        self.tab = Tab(context)
        self.is_open = False

    def renew(self) -> None:
        """Forget what was asked; the next page opens in the tab that is kept."""
        self.tab.renewed()
        self.is_open = False
        self.requests.clear()
        self.errors.clear()

    def _refuse(self, route) -> None:
        self.requests.append(route.request.url)
        route.abort()

    def open(self, path: Path, tail: str = "") -> Page:
        """A page of a file, beside those that the test has opened before it."""
        page = self.context.new_page() if self.is_open else self.tab.page
        self.is_open = True
        page.goto(path.as_uri() + tail)
        page.wait_for_selector("html[data-ready=yes]")
        return page

    def _console(self, message) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)


@pytest.fixture(scope="session")
def offline_context(browser: Browser) -> Offline:
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    yield Offline(context)
    context.close()


@pytest.fixture
def offline(offline_context: Offline) -> Offline:
    offline_context.renew()
    return offline_context


@pytest.fixture(scope="session")
def app_context(browser: Browser) -> BrowserContext:
    """A browser that keeps the app's own scripts from one test to the next."""
    context = browser.new_context(viewport={"width": 1300, "height": 1000})
    yield context
    context.close()


@pytest.fixture(scope="session")
def app_tab(app_context: BrowserContext) -> Tab:
    return Tab(app_context)


@pytest.fixture
def page(app_tab: Tab) -> Page:
    """The tab for the app, in a browser that remembers no reader before."""
    return app_tab.renewed()


@pytest.fixture
def own_page(app_context: BrowserContext, page: Page) -> Page:
    """A tab that only this test has: it may listen to it and intercept."""
    own = app_context.new_page()
    yield own
    own.close()


@pytest.fixture(scope="session")
def checked_tab(browser: Browser) -> Tab:
    """A tab for axe, which adds a script: the pages' own policies are set aside."""
    context = browser.new_context(bypass_csp=True)
    yield Tab(context)
    context.close()


@pytest.fixture
def checked_page(checked_tab: Tab) -> Page:
    """The tab for axe; a test gives it its size and its colours."""
    return checked_tab.renewed()


@pytest.fixture(scope="session")
def app_log(tmp_path_factory) -> Path:
    """What the running app has written to its two streams."""
    return tmp_path_factory.mktemp("app") / "log"


@pytest.fixture(scope="session")
def app_url(app_log) -> str:
    """The app on a port that the system gives it, as 'make run' starts it."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    options = ["--server.port=0", "--server.address=127.0.0.1"]
    with app_log.open("wb") as log:
        server = subprocess.Popen(
            [*command, *options],
            cwd=ROOT,
            env={**os.environ, "PYTHONWARNINGS": "default"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        yield _answering(server, app_log)
    finally:
        server.terminate()
        server.wait(timeout=10)


def _answering(server: subprocess.Popen, log: Path) -> str:
    """The address that a started app writes into its log, once it answers there.

    Raises:
        RuntimeError: it ended, or does not answer within 30 seconds.
    """
    end = time.monotonic() + 30
    while time.monotonic() < end and server.poll() is None:
        match = re.search(r"URL: (http://127\.0\.0\.1:\d+)\s", log.read_text("utf-8"))
        if match:
            with suppress(OSError):
                urllib.request.urlopen(f"{match[1]}/_stcore/health", timeout=1).close()
                return f"{match[1]}/"
        time.sleep(0.1)
    raise RuntimeError(f"the app did not start within 30 seconds: {log.read_text()}")

"""The browser that the blocks measure in: that of the tests, the same way for each."""

from __future__ import annotations

from playwright.sync_api import Browser, Playwright

from tests.helpers import chromium


def launched(playwright: Playwright) -> Browser:
    """A new Chromium with nothing in its cache."""
    return playwright.chromium.launch(
        executable_path=str(chromium.find()), args=["--no-sandbox", "--disable-gpu"]
    )

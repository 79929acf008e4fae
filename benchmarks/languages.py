"""The page in each language beside the English one: bytes and first paint."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.browser import launched
from benchmarks.machine import spread
from benchmarks.page import PAINT
from geo.export import pictures
from geo.model.languages import LANGUAGES, SOURCE, in_order
from geo.presentation.scene import Scene
from geo.tables import load

#: What a page is called in the result -> its first language and all that it holds.
PAGES = {lang: (lang, in_order({lang, SOURCE})) for lang in LANGUAGES}
PAGES["all"] = (SOURCE, LANGUAGES)


def measure(loads: int) -> list[dict]:
    """One record per page, each loaded in turn so that a slow minute meets all."""
    package = load.load_package()
    contents = {
        name: pictures.page(Scene.of(package, lang=lang), langs=page_langs)
        for name, (lang, page_langs) in PAGES.items()
    }
    paints: dict[str, list[float]] = {name: [] for name in PAGES}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = launched(playwright)
        for name, content in contents.items():
            (Path(folder) / f"{name}.html").write_bytes(content)
        for _ in range(loads):
            for name in PAGES:
                page = browser.new_page()
                page.goto((Path(folder) / f"{name}.html").as_uri())
                paints[name].append(page.evaluate(PAINT))
                page.close()
        browser.close()
    results = []
    for name, content in contents.items():
        compressed = gzip.compress(content, 6)
        results.append(
            {
                "name": name,
                "kilobytes": round(len(content) / 1000),
                "kilobytes_gzip": round(len(compressed) / 1000),
                "first_paint_milliseconds": spread(paints[name]),
            }
        )
    return results

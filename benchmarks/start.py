"""From starting the server to the map in the browser, the apps taking turns."""

from __future__ import annotations

import time

from playwright.sync_api import sync_playwright

from benchmarks import mirror
from benchmarks.browser import launched
from benchmarks.machine import spread
from benchmarks.server import running
from benchmarks.slider import APPS, drawn

#: Milliseconds from the address to the first thing on the screen.
PAINT = """() => performance.getEntriesByName("first-contentful-paint")[0].startTime"""


def measure(starts: int) -> list[dict]:
    """One record per app: seconds to the map of a cold server, and of a warm one.

    A browser of its own for each start, so that nothing is in its cache. Each app was
    opened once before, unmeasured: what is kept on disk is there, as after any start
    but the first on a machine.
    """
    cold: dict[str, list[float]] = {name: [] for name in APPS}
    warm: dict[str, list[float]] = {name: [] for name in APPS}
    paint: dict[str, list[float]] = {name: [] for name in APPS}
    memory: dict[str, float] = {}
    with sync_playwright() as playwright:
        for number in range(starts + 1):
            for name, script in APPS.items():
                start = time.perf_counter()
                with running(script) as server:
                    for times in (cold, warm):
                        browser = launched(playwright)
                        page = browser.new_page(viewport={"width": 1300, "height": 900})
                        mirror.hung(page)
                        if times is warm:
                            start = time.perf_counter()
                        page.goto(server.url)
                        drawn(page)
                        if number:
                            times[name].append(time.perf_counter() - start)
                            paint[name].append(page.evaluate(PAINT))
                        browser.close()
                    memory[name] = round(server.memory())
    return [
        {
            "name": name,
            "cold_seconds": spread(cold[name]),
            "warm_seconds": spread(warm[name]),
            "paint_milliseconds": spread(paint[name]),
            "megabytes": memory[name],
        }
        for name in APPS
    ]

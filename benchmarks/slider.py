"""From a key on the slider to the repaint of the map, and what a step costs the server.

Ours twice, the page's own slider and the app's, beside the usual tools: each in a
Chromium of its own, on the same machine, in one run.
"""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Error, Frame, Page, sync_playwright

from benchmarks import mirror
from benchmarks.browser import launched
from benchmarks.machine import spread
from benchmarks.peers import shared
from benchmarks.server import ROOT, Server, running

PEERS = Path(__file__).parent / "peers"
APPS = {
    "ours, app": ROOT / "app.py",
    "plotly": PEERS / "plotly_map.py",
    "st_folium, tuned": PEERS / "folium_tuned.py",
    "st_folium, naive": PEERS / "folium_naive.py",
}

#: The shapes of a map, and of no icon around it.
SHAPES = "path.unit, path.leaflet-interactive:not(.unit), .choroplethlayer path"

#: A map is there once so many shapes are: each app draws some 265 areas.
WHOLE = 200

#: What the shapes of a frame look like; a repaint is a frame in which it differs.
LOOK = """(shapes) => {
  const look = () => [...document.querySelectorAll(shapes)].map((p) =>
    (p.getAttribute("class") || "") + (p.getAttribute("fill") || "") + p.style.fill
  ).join();
  const start = look();
  window.changed = 0;
  const wait = () => {
    if (look() !== start) window.changed = performance.timeOrigin + performance.now();
    else requestAnimationFrame(wait);
  };
  requestAnimationFrame(wait);
}"""
PRESSED = """() => addEventListener("keydown", () => {
  window.pressed = performance.timeOrigin + performance.now(); }, true)"""


def measure(steps: int) -> list[dict]:
    """One record per app and one for the page: milliseconds and server CPU per step."""
    results = []
    with sync_playwright() as playwright:
        for name, script in APPS.items():
            with running(script) as server:
                browser = launched(playwright)
                page = browser.new_page(viewport={"width": 1300, "height": 1000})
                mirror.hung(page)
                page.goto(server.url)
                drawn(page)
                page.wait_for_timeout(3000)
                results.append(_stepped(name, page, page, steps, server))
                if name.startswith("ours"):
                    page.goto(server.url)  # the walk of the page begins at the end too
                    drawn(page)
                    page.wait_for_timeout(3000)
                    results.append(_stepped("ours, page", page, _map(page), steps))
                browser.close()
    return results


def drawn(page: Page) -> Frame:
    """The frame of the map, once its areas are there.

    Raises:
        RuntimeError: there is no map within a minute.
    """
    end = time.monotonic() + 60
    while time.monotonic() < end:
        frame = _map(page)
        if _count(frame) >= WHOLE:
            return frame
        page.wait_for_timeout(20)
    raise RuntimeError(f"no map at {page.url}: {_count(_map(page))} shapes")


def _stepped(
    name: str, page: Page, where: Page | Frame, steps: int, server: Server | None = None
) -> dict:
    """Steps of the slider that stands in a page or frame, as one record."""
    where.get_by_role("slider").last.focus()
    where.evaluate(PRESSED)
    cpu = server.cpu() if server else 0.0
    walk = walked(steps)
    times = [_step(page, where, key, change) for key, change in walk]
    changes = [t for t, (_, change) in zip(times, walk, strict=True) if change]
    times_known = [t for t in changes if t is not None]
    return {
        "name": name,
        "milliseconds": spread(times_known),
        "cpu_per_step": (
            round(1000 * (server.cpu() - cpu) / len(walk), 1) if server else None
        ),
        "lost": len(changes) - len(times_known),
    }


def walked(steps: int) -> list[tuple[str, bool]]:
    """Keys, down the years and up again, and whether the map changes with each.

    A year without a signature repaints nothing: it is walked over, so many more keys
    are pressed than steps are measured.
    """
    years = list(shared.years())
    way = [*pairwise(years[::-1]), *pairwise(years)]
    walk: list[tuple[str, bool]] = []
    while sum(change for _, change in walk) < steps:
        before, after = way[len(walk) % len(way)]
        key = "ArrowLeft" if after < before else "ArrowRight"
        walk.append((key, shared.signed(before) != shared.signed(after)))
    return walk


def _step(page: Page, where: Page | Frame, key: str, change: bool) -> float | None:
    """Milliseconds from key to repaint; ``None`` where nothing changed in 6 seconds."""
    frame = _map(page)
    frame.evaluate(LOOK, SHAPES)
    page.keyboard.press(key)
    for _ in range(300 if change else 0):
        try:
            time_of_change = frame.evaluate("() => window.changed")
        except Error:  # the frame was rebuilt: the naive way does so
            frame = drawn(page)
            time_of_change = time.time() * 1000
        if time_of_change:
            page.wait_for_timeout(400)
            return time_of_change - where.evaluate("() => window.pressed")
        page.wait_for_timeout(20)
    page.wait_for_timeout(1000)
    return None


def _map(page: Page) -> Frame:
    """The frame with the most shapes in it."""
    return max((f for f in page.frames if not f.is_detached()), key=_count)


def _count(frame: Frame) -> int:
    try:
        return frame.evaluate(f"() => document.querySelectorAll('{SHAPES}').length")
    except Error:  # a frame that is just going
        return 0

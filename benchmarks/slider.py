"""From a key on the slider to the repaint of the map, and what a step costs the server.

Ours twice, the page's own slider and the app's, beside the usual tools: each in a
Chromium of its own, on the same machine, in one run.
"""

from __future__ import annotations

import time
from pathlib import Path

from playwright.sync_api import Frame, Page, sync_playwright

from benchmarks.growth import chromium
from benchmarks.machine import spread
from benchmarks.server import ROOT, running

PEERS = Path(__file__).parent / "peers"
APPS = {
    "ours, app": ROOT / "app.py",
    "plotly": PEERS / "plotly_map.py",
    "st_folium, tuned": PEERS / "folium_tuned.py",
    "st_folium, naive": PEERS / "folium_naive.py",
}

#: What the shapes of a frame look like; a repaint is a frame in which it differs.
LOOK = """() => {
  window.look = () => [...document.querySelectorAll("path")].map((p) =>
    (p.getAttribute("class") || "") + (p.getAttribute("fill") || "") + p.style.fill
  ).join();
  window.start = window.look();
  window.changed = 0;
  const wait = () => {
    if (window.look() !== window.start) window.changed = performance.timeOrigin
      + performance.now();
    else requestAnimationFrame(wait);
  };
  requestAnimationFrame(wait);
}"""
PRESSED = """() => addEventListener("keydown", () => {
  window.pressed = performance.timeOrigin + performance.now(); }, true)"""


def measure(steps: int) -> list[dict]:
    """One record per app and one for the page: milliseconds and server CPU per step."""
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, script in APPS.items():
            with running(script) as server:
                page = browser.new_page(viewport={"width": 1300, "height": 1000})
                page.goto(server.url)
                slider = page.get_by_role("slider")
                slider.last.wait_for(timeout=60000)
                page.wait_for_timeout(5000)
                slider.last.focus()
                page.evaluate(PRESSED)
                used = server.cpu()
                times = [_step(page, i) for i in range(steps)]
                cpu = 1000 * (server.cpu() - used) / steps
                found.append(_record(name, times, round(cpu, 1)))
                if name.startswith("ours"):
                    found.append(_own(page, steps))
                page.close()
        browser.close()
    return found


def _record(name: str, times: list[float | None], cpu: float | None) -> dict:
    seen = [t for t in times if t is not None]
    return {
        "name": name,
        "milliseconds": spread(seen),
        "cpu_per_step": cpu,
        "lost": len(times) - len(seen),
    }


def _step(page: Page, number: int) -> float | None:
    """Milliseconds from key to repaint; ``None`` where nothing changed in 3 seconds."""
    frame = _map(page)
    frame.evaluate(LOOK)
    page.keyboard.press("ArrowLeft" if number % 12 < 6 else "ArrowRight")
    for _ in range(150):
        try:
            changed = frame.evaluate("() => window.changed")
        except Exception:  # the frame was rebuilt: the naive way does so
            frame = _map(page)
            changed = time.time() * 1000
        if changed:
            page.wait_for_timeout(300)
            return changed - page.evaluate("() => window.pressed")
        page.wait_for_timeout(20)
    return None


def _map(page: Page) -> Frame:
    """The frame with the most shapes in it."""
    count = "() => document.querySelectorAll('path').length"
    frames = [f for f in page.frames if not f.is_detached()]
    return max(frames, key=lambda f: _count(f, count))


def _count(frame: Frame, script: str) -> int:
    try:
        return frame.evaluate(script)
    except Exception:  # a frame that is just going
        return 0


def _own(page: Page, steps: int) -> dict:
    """The page's own slider, in the same app."""
    frame = _map(page)
    frame.focus("#last")
    frame.evaluate(PRESSED)
    times = []
    for number in range(steps):
        frame.evaluate(LOOK)
        page.keyboard.press("ArrowLeft" if number % 12 < 6 else "ArrowRight")
        page.wait_for_timeout(400)
        changed = frame.evaluate("() => window.changed")
        if changed:
            times.append(changed - frame.evaluate("() => window.pressed"))
    return _record("ours, page", times, None)

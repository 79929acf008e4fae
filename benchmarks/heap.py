"""What a page that is used for long keeps: bytes of script, nodes, listeners."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from benchmarks.browser import launched
from benchmarks.page import ours

#: Another year in every frame.
STEPS = """(count) => new Promise((done) => {
  const slider = document.querySelector("#last");
  const first = Number(slider.min), years = Number(slider.max) - first + 1;
  let step = 0;
  const frame = () => {
    if (step === count) return done();
    slider.value = first + (step * 7) % years;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    step += 1;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})"""

#: The presentation, opened, moved a year on and left.
PRESENTATION = "F", "ArrowRight", "Escape"

#: Before the first reading, so that what is made once is not taken for growth.
WARM_STEPS, WARM_PRESENTATIONS = 50, 5
STEPS_HELD, PRESENTATIONS_HELD = 500, 50


def measure(runs: int) -> list[dict]:
    """A record per run: the readings before and after the steps and presentations."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = launched(playwright)
        file = Path(folder) / "page.html"
        file.write_text(ours(), encoding="utf-8")
        results = []
        for _ in range(runs):
            page = browser.new_page()
            page.goto(file.as_uri())
            page.wait_for_selector("html[data-ready=yes]")
            tools = page.context.new_cdp_session(page)
            tools.send("Performance.enable")
            _use(page, WARM_STEPS, WARM_PRESENTATIONS)
            before = _reading(tools)
            _use(page, STEPS_HELD, PRESENTATIONS_HELD)
            results.append({"before": before, "after": _reading(tools)})
            page.close()
        browser.close()
    return results


def _use(page: Page, steps: int, presentations: int) -> None:
    page.evaluate(STEPS, steps)
    for _ in range(presentations):
        for key in PRESENTATION:
            page.keyboard.press(key)


def _reading(tools: CDPSession) -> dict[str, float]:
    """Megabytes, nodes and listeners that are left after a collection of garbage."""
    tools.send("HeapProfiler.collectGarbage")
    listed = tools.send("Performance.getMetrics")["metrics"]
    metrics = {metric["name"]: metric["value"] for metric in listed}
    return {
        "megabytes": round(metrics["JSHeapUsedSize"] / 1e6, 3),
        "nodes": int(metrics["Nodes"]),
        "listeners": int(metrics["JSEventListeners"]),
    }

"""How reading, the page and a step of its slider grow with the treaties."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.browser import launched
from benchmarks.machine import ENVIRONMENT, spread, timed
from benchmarks.server import ROOT
from benchmarks.tables import table
from geo.model.view import View
from geo.page import document
from geo.presentation.scene import Scene
from geo.tables.user import read

SIZES = (20, 1_000, 100_000)
TODAY = date(2026, 11, 24)

#: One step of the years: the law for every country, on the page's own table.
STEP = """() => {
  const times = [];
  const [low, high] = atlas.data.span;
  for (let i = 0; i < 40; i += 1) {
    const year = low + ((i * 7) % Math.max(high - low, 1));
    const view = { ...atlas.view, end: `${year}-12-31` };
    const start = performance.now();
    atlas.counting.state(atlas.data.treaties, view, atlas.data.grouped);
    times.push(performance.now() - start);
  }
  return times;
}"""


def child(rows: int) -> None:
    """Read a table in a process of its own and print seconds and peak megabytes."""
    data = table(rows)
    base = _peak()
    seconds = timed(lambda: read.read(data, "made.csv", as_of=TODAY))
    peak = _peak()
    print(json.dumps({"seconds": seconds, "megabytes": round(peak - base, 1)}))


def _peak() -> float:
    """Megabytes at most; the kernel's figure for children counts the parent's too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = [row for row in status.splitlines() if row.startswith("VmHWM")]
    return int(line.split()[1]) / 1000


def measure(sizes: tuple[int, ...] = SIZES) -> list[dict]:
    """Each size, with the busiest party as focal country and with none."""
    results = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = launched(playwright)
        for rows in sizes:
            command = [sys.executable, "-m", "benchmarks", "read", str(rows)]
            out = subprocess.run(
                command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, check=True
            )
            own = read.read(table(rows), "made.csv", as_of=TODAY)
            record = {"treaties": rows, "read": json.loads(out.stdout)}
            for name, focus in (("focus", own.package.parties[0][0]), ("none", "")):
                colour = "class" if focus else "count"
                view = View.of(own.package.span, focus=focus, colour=colour)
                start = time.perf_counter()
                content = document.page(Scene(own.package, view)).encode()
                build = time.perf_counter() - start
                file = Path(folder) / f"{rows}-{name}.html"
                file.write_bytes(content)
                record[name] = {
                    "build_seconds": round(build, 2),
                    "kilobytes_gzip": round(len(gzip.compress(content, 6)) / 1000),
                    "step_milliseconds": spread(_steps(browser, file)),
                }
            results.append(record)
        browser.close()
    return results


def _steps(browser, file: Path) -> list[float]:
    page = browser.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready=yes]")
    times = page.evaluate(STEP)
    page.close()
    return times

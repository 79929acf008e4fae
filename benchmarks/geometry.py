"""How the page grows with the geometry: the same borders with more points on them."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from playwright.sync_api import sync_playwright

from benchmarks.browser import launched
from benchmarks.machine import spread
from benchmarks.page import PAINT, ours, swept
from geo.model import boundaries
from geo.model.boundaries import World

FINER = (1, 2, 4)


def finer(coverage: World, times: int) -> World:
    """So many points in place of one, on a grid as many times finer.

    Every step of an arc is made in so many equal ones: the picture stays the same.
    """
    topology = coverage.topology
    scale = [value / times for value in topology["transform"]["scale"]]
    arcs = [
        [[x * times, y * times] for x, y in arc[:1]]
        + [step for step in arc[1:] for _ in range(times)]
        for arc in topology["arcs"]
    ]
    coverages = {
        **topology,
        "arcs": arcs,
        "transform": {**topology["transform"], "scale": scale},
    }
    return replace(coverage, topology=coverages)


def measure(loads: int) -> list[dict]:
    """One record per amount of geometry: points, bytes, first paint, a frame."""
    results = []
    usual = boundaries.load("world")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = launched(playwright)
        for times in FINER:
            coverage = finer(usual, times)
            with patch.object(boundaries, "load", lambda level, world=coverage: world):
                content = ours().encode()
            file = Path(folder) / f"{times}.html"
            file.write_bytes(content)
            paints = []
            for _ in range(loads):
                page = browser.new_page()
                page.goto(file.as_uri())
                paints.append(page.evaluate(PAINT))
                page.close()
            results.append(
                {
                    "points": sum(map(len, coverage.topology["arcs"])),
                    "kilobytes": round(len(content) / 1000),
                    "first_paint_milliseconds": spread(paints),
                    "frame_milliseconds": swept(browser, file),
                }
            )
        browser.close()
    return results

"""The plot of what grows with the number of treaties."""

from __future__ import annotations

from pathlib import Path

import matplotlib
from matplotlib.figure import Figure


def curve(rows: list[dict], file: Path) -> None:
    """Seconds, bytes and milliseconds by the number of treaties, as a plot."""
    with matplotlib.rc_context({"svg.hashsalt": "treaty-atlas"}):
        chart = Figure(figsize=(9, 3), layout="constrained")
        treaties = [r["treaties"] for r in rows]
        series = (
            ("reading, s", [r["read"]["seconds"] for r in rows]),
            ("page, kB gzip", [r["none"]["kilobytes_gzip"] for r in rows]),
            ("step, ms", [r["none"]["step_milliseconds"]["median"] for r in rows]),
        )
        for axes, (name, values) in zip(chart.subplots(1, 3), series, strict=True):
            axes.plot(treaties, values, marker="o", color="#1a6fb0")
            axes.set(xscale="log", title=name, xlabel="treaties")
            axes.set_ylim(bottom=0)
        chart.savefig(file, format="svg", metadata={"Date": None})

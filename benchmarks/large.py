"""What comes after the first: a second figure; and what is large: names, a timeline.

Processor seconds in one process, each the median of several.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks.machine import ENVIRONMENT, spread
from benchmarks.server import ROOT
from benchmarks.tables import table
from geo.figures import figure, label_placement, sizes
from geo.figures.options import FigureOptions
from geo.model.view import View
from geo.presentation import chart
from geo.presentation.scene import Scene
from geo.tables import load
from geo.tables.user import read

TODAY = date(2026, 11, 24)
ROWS = 100_000
_SHEET = FigureOptions(sizes.SIZES["a4-page"], labels=True)
_PLAIN = FigureOptions(sizes.SIZES["a4-page"], labels=False)


def measure(runs: int) -> list[dict]:
    """A record for each piece of work."""
    _figures()  # what is kept on disk is there
    pairs = [_figures() for _ in range(runs)]
    shipped = Scene.of(load.load_package())
    few = read.read(table(4_000), "made.csv", as_of=TODAY).package
    crowd = Scene(few, View.of(few.span, focus=few.parties[0][0]))
    many = read.read(table(ROWS), "made.csv", as_of=TODAY).package
    busiest = View.of(many.span, focus=many.parties[0][0])
    work: dict[str, Callable[[], object]] = {
        f"names of {len(scene.state.standings)} countries": _names(scene)
        for scene in (shipped, crowd)
    }
    # A table drawn before is counted and its names are placed: each time anew, as for
    # the first reader.
    work[f"timeline of {ROWS:,} treaties"] = lambda: chart.specification(
        Scene(replace(many, treaties=tuple(many.treaties)), busiest)
    )
    rows = [
        {
            "name": "first figure of a process",
            "cpu_seconds": spread(f for f, _ in pairs),
        },
        {"name": "second figure", "cpu_seconds": spread(s for _, s in pairs)},
    ]
    for name, made in work.items():
        rows.append({"name": name, "cpu_seconds": spread(made_in(made, runs))})
    rows.append({"name": "session", "megabytes": spread(_held() for _ in range(runs))})
    return rows


def _held() -> float:
    """Megabytes that a server has more of with a session's table, the file included."""
    code = (
        "import gc, re, sys\n"
        "from benchmarks.large import TODAY, table\n"
        "from geo.tables.user import isolated\n"
        "def resident():\n"
        "    gc.collect()\n"
        "    status = open('/proc/self/status').read()\n"
        "    return int(re.search(r'VmRSS:\\s+(\\d+)', status)[1]) / 1000\n"
        "kept = [isolated.read(table(50), 'few.csv', as_of=TODAY)]\n"
        "before = resident()\n"
        "file = open(sys.argv[1], 'rb').read()\n"
        "kept.append(isolated.read(file, 'many.csv', as_of=TODAY))\n"
        "kept[-1].package.treaties.groups().entries(kept[-1].package.parties[0][0])\n"
        "print(resident() - before)\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "made.csv"
        file.write_bytes(table(ROWS))
        return float(_printed(code, str(file)))


def made_in(made: Callable[[], object], runs: int) -> list[float]:
    """Processor seconds of each of several calls."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        result = made()
        # What is a time already is the part of the call that is meant.
        times.append(
            result if isinstance(result, float) else time.process_time() - start
        )
    return times


def _names(scene: Scene) -> Callable[[], float]:
    """The seconds that names add to a sheet."""

    def added() -> float:
        label_placement._arrangement.cache_clear()
        start = time.process_time()
        figure.sheet(scene, _PLAIN)
        plain = time.process_time()
        figure.sheet(scene, _SHEET)
        return (time.process_time() - plain) - (plain - start)

    return added


def _figures() -> tuple[float, float]:
    """Seconds of the first figure of a process, its start included, and of another."""
    code = (
        "import json, time\n"
        "from geo.cli.main import run\n"
        "import os, tempfile\n"
        "folder = tempfile.mkdtemp()\n"
        "run(['figure', '-o', folder + '/one.png'])\n"
        "first = time.process_time()\n"
        "run(['figure', '--years', '2010-2024', '-o', folder + '/two.png'])\n"
        "print(json.dumps([first, time.process_time() - first]))\n"
    )
    first, second = json.loads(_printed(code))
    return first, second


def _printed(code: str, *arguments: str) -> bytes:
    """The last line that a program prints."""
    how = {"cwd": ROOT, "env": ENVIRONMENT, "capture_output": True, "check": True}
    done = subprocess.run([sys.executable, "-c", code, *arguments], **how)
    return done.stdout.splitlines()[-1]

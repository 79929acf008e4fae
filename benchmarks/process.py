"""Whole processes, from the command to the file, beside a script of geopandas.

Processor seconds of the process and its children: a machine with other work changes
them far less than the clock. Ours and the peer take turns.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.machine import ENVIRONMENT, spread
from benchmarks.server import ROOT

KINDS = ("png", "svg", "pdf")
_PEER = Path(__file__).parent / "peers" / "figure_geopandas.py"


def measure(runs: int) -> list[dict]:
    """A record for each kind and maker, and one for the page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "countries.geojson"
        _seconds("-m", "geo", "data", "-o", str(source))
        commands: dict[tuple[str, str], list[str]] = {}
        for kind in KINDS:
            target = str(folder / f"map.{kind}")
            ours = ["-m", "geo", "figure", "--force", "-o", target]
            commands["ours", kind] = ours
            commands["geopandas script", kind] = [str(_PEER), str(source), target]
        page = str(folder / "map.html")
        commands["ours", "html"] = ["-m", "geo", "page", "--force", "-o", page]
        times: dict[tuple[str, str], list[float]] = {key: [] for key in commands}
        for command in commands.values():  # what is kept on disk is there
            _seconds(*command)
        for _ in range(runs):
            for key, command in commands.items():
                times[key].append(_seconds(*command))
    return [
        {"name": name, "format": kind, "cpu_seconds": spread(values)}
        for (name, kind), values in times.items()
    ]


def _seconds(*command: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = (sys.executable, *command)
    subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=True, **quiet)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return round(used, 4)

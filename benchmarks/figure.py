"""A figure from a cold process: seconds and peak memory, beside geopandas.plot."""

from __future__ import annotations

import json
import subprocess
import sys

from benchmarks.machine import ENVIRONMENT, spread
from benchmarks.server import ROOT

OURS = """
from geo.figures import figure
from geo.presentation.scene import Scene
from geo.tables import load
package = load.load_package()
out = figure.render(Scene.of(package), kind={kind!r})
"""
#: The bare map, no title, legend nor notes: what a reader would type first.
PEER = """
import io
import matplotlib
matplotlib.use("Agg")
from geo.model import boundaries, counting
from geo.tables import load
from geo.model.view import View
package = load.load_package()
state = counting.state(package.treaties, View.of(package.span))
frame = boundaries.load("world_print").frame("recognised")
frame["key"] = [state.key(code).value for code in frame["owner"]]
axes = frame.plot(column="key", figsize=(6.3, 4), legend=True)
out = io.BytesIO()
axes.figure.savefig(out, format={kind!r}, dpi=300)
"""
_REPORT = r"""
import json, re, time
from geo.presentation.scene import Scene
start = time.perf_counter()
{body}
seconds = time.perf_counter() - start
# Of this process: the kernel's figure for children counts the parent's too.
peak = int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1]) / 1000
print(json.dumps([seconds, peak]))
"""


def measure(runs: int) -> list[dict]:
    """One record per format and maker, the two taking turns."""
    results = []
    makers = {"ours": OURS, "geopandas.plot": PEER}
    for kind in ("png", "svg", "pdf"):
        times: dict[str, list[list[float]]] = {name: [] for name in makers}
        for body in makers.values():  # what is kept on disk is there
            _cold(body.format(kind=kind))
        for _ in range(runs):
            for name, body in makers.items():
                times[name].append(_cold(body.format(kind=kind)))
        for name, values in times.items():
            results.append(
                {
                    "name": name,
                    "format": kind,
                    "seconds": spread(seconds for seconds, _ in values),
                    "megabytes": round(max(peak for _, peak in values)),
                }
            )
    return results


def _cold(body: str) -> list[float]:
    command = [sys.executable, "-c", _REPORT.format(body=body)]
    process = subprocess.run(
        command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, check=True
    )
    return json.loads(process.stdout)

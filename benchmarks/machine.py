"""The machine a block is measured on, and whether it was quiet enough to judge."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable
from importlib.metadata import version

#: A calibration loop that differs by more than this share says: too noisy.
NOISE = 0.25

#: The environment of every process that is measured, ours or a peer's: the compiled
#: form of our modules is kept between two starts, as it is for a user and as that of
#: installed packages is here.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

PACKAGES = ("streamlit", "folium", "geopandas", "matplotlib", "shapely", "pandas")


def calibrate() -> float:
    """Seconds of a fixed piece of work: the median of five."""
    return statistics.median(timed(_work) for _ in range(5))


def _work() -> None:
    total = 0
    for number in range(600_000):
        total += number * number % 7


def timed(work: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def spread(values: Iterable[float]) -> dict[str, float]:
    """Median, quartiles and number of measurements, in the unit of the values."""
    result = sorted(values)
    quarter = max(len(result) // 4, 0)
    return {
        "median": round(statistics.median(result), 4),
        "low": round(result[quarter], 4),
        "high": round(result[-quarter - 1], 4),
        "n": len(result),
    }


def noisy(before: float, after: float) -> bool:
    """Whether the same work took a different time before a block and after it."""
    return abs(after - before) / min(before, after) > NOISE


def about() -> dict[str, str]:
    """What a number depends on: date, interpreter, packages, cores."""
    return {
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
        "python": platform.python_version(),
        "cores": str(os.cpu_count()),
        **{name: version(name) for name in PACKAGES},
    }

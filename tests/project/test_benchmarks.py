"""The benchmarks' own parts: made-up tables, the judge of noise, the report."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks import machine, report, tables
from geo.tables.user import read


def test_a_made_up_table_is_the_same_every_time_and_valid():
    data = tables.table(200)
    assert data == tables.table(200)
    assert data != tables.table(200, seed=2)
    table = read.read(data, "made.csv", as_of=date(2026, 11, 24))
    assert (table.valid, table.rejected) == (200, 0)


def test_a_machine_that_changed_its_speed_is_too_noisy():
    assert machine.noisy(1.0, 1.3) and machine.noisy(1.3, 1.0)
    assert not machine.noisy(1.0, 1.1)


def test_a_spread_is_a_median_and_its_quartiles():
    assert machine.spread([5, 1, 3, 2, 4]) == {
        "median": 3,
        "low": 2,
        "high": 4,
        "n": 5,
    }


@pytest.mark.parametrize(
    ("ratio", "noisy", "verdict"),
    [(0.5, False, "met"), (0.7, False, "missed"), (0.5, True, "too noisy")],
)
def test_a_goal_is_met_missed_or_not_judged(ratio, noisy, verdict):
    assert verdict in report.judged("a goal", ratio, 0.6, noisy)


def whole(ours: float, wide: bool = False) -> dict:
    """A result of the block of whole processes."""
    spread = {"median": ours, "low": ours, "high": ours * (2 if wide else 1), "n": 3}
    peer = {"median": 1.0, "low": 1.0, "high": 1.0, "n": 3}
    return {
        "measured": [
            {"name": name, "format": kind, "cpu_seconds": each}
            for kind in ("png", "svg", "pdf")
            for name, each in (("ours", spread), ("geopandas script", peer))
        ]
    }


def test_a_ratio_of_a_wide_spread_is_not_judged():
    assert "PNG / geopandas script: 0.50 of at most 0.60, **met**" in report.process(
        whole(0.5)
    )
    assert report.process(whole(0.5, wide=True)).count("**too noisy**") == 3


def test_compared_with_an_earlier_result_what_moved_is_named():
    assert report.moved("process", whole(0.5), whole(0.8)) == [
        f"{kind} / geopandas script: 0.50 -> 0.80, WORSE"
        for kind in ("PNG", "SVG", "PDF")
    ]
    assert "better" in report.moved("process", whole(0.8), whole(0.5))[0]
    assert report.moved("process", whole(0.5), whole(0.52)) == [
        "process: no ratio moved by a tenth"
    ]

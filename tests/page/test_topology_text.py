"""The world as text: the page's script reads what was written, to the last point."""

from __future__ import annotations

import copy
import gzip
import json
from itertools import accumulate

import pytest

from geo.model import boundaries
from geo.page import topology_text

TOPOLOGY = boundaries.load("world").topology


def points(arc: list[list[int]]) -> list[list[int]]:
    """The points of an arc as Leaflet has them: [y, x]."""
    return [[y, x] for x, y in accumulate(arc, lambda a, b: (a[0] + b[0], a[1] + b[1]))]


def test_every_area_and_line_is_read_as_the_boundaries_have_it(compare):
    lines = [points(arc) for arc in TOPOLOGY["arcs"]]

    def ring(numbers: list[int]) -> list[list[int]]:
        found: list[list[int]] = []
        for number in numbers:
            part = lines[number] if number >= 0 else lines[~number][::-1]
            found += part[1:] if found else part
        return found

    objects = TOPOLOGY["objects"]
    areas = {
        geometry["id"]: [
            [ring(numbers) for numbers in polygon]
            for polygon in (
                [geometry["arcs"]]
                if geometry["type"] == "Polygon"
                else geometry["arcs"]
            )
        ]
        for geometry in objects["units"]["geometries"]
    }
    texts = topology_text.encode(TOPOLOGY)
    drawn = {
        kind: [lines[number] for (number,) in objects[kind]["arcs"]]
        for kind in (*boundaries.LINES, "past")
    }
    compare(
        "topology",
        {
            "areas": {"texts": texts, "areas": areas},
            "lines": {"texts": texts, "lines": drawn},
        },
    )


def test_compressed_it_is_three_quarters_of_the_topology_as_json():
    def size(value: object) -> int:
        return len(gzip.compress(json.dumps(value, separators=(",", ":")).encode()))

    assert size(topology_text.encode(TOPOLOGY)) < 0.75 * size(TOPOLOGY)


def test_an_area_that_uses_its_arcs_in_another_order_is_refused():
    damaged = copy.deepcopy(TOPOLOGY)
    damaged["objects"]["units"]["geometries"].reverse()
    with pytest.raises(ValueError, match="is not the next"):
        topology_text.encode(damaged)


def test_a_line_of_two_arcs_is_refused():
    damaged = copy.deepcopy(TOPOLOGY)
    damaged["objects"]["border"]["arcs"][0] += [7]
    with pytest.raises(ValueError, match="a line of border has 2 arcs"):
        topology_text.encode(damaged)

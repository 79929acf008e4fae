"""Write a coverage as TopoJSON: every shared border once, in integers.

Lines come from the same arcs: an arc knows the units on both sides, hence whether it
is coast, border, disputed, inner, or only an edge of the sheet, which nobody draws.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely

Vertex = tuple[int, int]
CLASSES = ("coast", "border", "disputed", "inner")


class Topology:
    """Arcs of a coverage of polygons on an integer grid."""

    def __init__(
        self,
        parts: np.ndarray,
        uids: np.ndarray,
        step: float,
        on_sheet_edge: Callable[[np.ndarray], np.ndarray],
    ) -> None:
        self.step = step
        self.arcs: list[tuple[Vertex, ...]] = []
        self.sides: list[set[str]] = []  # the units beside each arc
        self.artificial: list[bool] = []
        self._known: dict[tuple[Vertex, ...], int] = {}
        rings = [
            [self._integers(ring) for ring in (part.exterior, *part.interiors)]
            for part in parts
        ]
        self._sheet_edge = self._vertices_on_sheet_edge(rings, on_sheet_edge)
        self._nodes = self._find_nodes(rings)
        self.units: dict[str, list] = defaultdict(list)
        for uid, polygon in zip(uids, rings, strict=True):
            arcs = [self._arcs_of(ring, uid) for ring in polygon]
            self.units[uid].append(arcs)

    def _integers(self, ring: shapely.LinearRing) -> list[Vertex]:
        grid = np.rint(shapely.get_coordinates(ring) / self.step).astype(int)
        return [tuple(vertex) for vertex in grid[:-1].tolist()]

    def _vertices_on_sheet_edge(
        self, rings: list, on_sheet_edge: Callable[[np.ndarray], np.ndarray]
    ) -> set[Vertex]:
        vertices = sorted({v for polygon in rings for ring in polygon for v in ring})
        hit = on_sheet_edge(np.array(vertices) * self.step)
        return {v for v, there in zip(vertices, hit, strict=True) if there}

    def _is_artificial(self, one: Vertex, other: Vertex) -> bool:
        return one in self._sheet_edge and other in self._sheet_edge

    def _find_nodes(self, rings: list) -> set[Vertex]:
        """Where arcs must end: forks, and corners of the sheet's edge."""
        beside: dict[Vertex, set[Vertex]] = defaultdict(set)
        for polygon in rings:
            for ring in polygon:
                for one, other in zip(ring, ring[1:] + ring[:1], strict=True):
                    beside[one].add(other)
                    beside[other].add(one)
        return {
            vertex
            for vertex, near in beside.items()
            if len(near) != 2
            or len({self._is_artificial(vertex, other) for other in near}) == 2
        }

    def _arcs_of(self, ring: list[Vertex], uid: str) -> list[int]:
        cuts = [index for index, vertex in enumerate(ring) if vertex in self._nodes]
        # A ring without forks is one closed arc; it starts at its smallest vertex, so
        # that an enclave and the hole around it find the same arc.
        if not cuts:
            cuts = [ring.index(min(ring))]
        ring = ring[cuts[0] :] + ring[: cuts[0] + 1]
        stops = [cut - cuts[0] for cut in cuts] + [len(ring) - 1]
        return [
            self._number(tuple(ring[start : stop + 1]), uid)
            for start, stop in pairwise(stops)
        ]

    def _number(self, arc: tuple[Vertex, ...], uid: str) -> int:
        """The arc's index, or its one's complement if stored the other way round."""
        if arc in self._known:
            index = self._known[arc]
        elif arc[::-1] in self._known:
            index = ~self._known[arc[::-1]]
        else:
            index = self._known[arc] = len(self.arcs)
            self.arcs.append(arc)
            self.sides.append(set())
            self.artificial.append(self._is_artificial(*arc[:2]))
        self.sides[index if index >= 0 else ~index].add(uid)
        return index

    def lines(self, status: dict[str, dict[str, str]]) -> dict[str, list[int]]:
        """Arc numbers by line class."""
        classes: dict[str, list[int]] = {name: [] for name in CLASSES}
        for index, sides in enumerate(self.sides):
            if not self.artificial[index]:
                classes[line_class(sorted(sides), status)].append(index)
        return classes

    def to_json(self, status: dict[str, dict[str, str]], projection: str) -> str:
        objects = {"units": {"type": "GeometryCollection", "geometries": []}}
        for uid in sorted(self.units):
            polygons = self.units[uid]
            single = len(polygons) == 1
            objects["units"]["geometries"].append(
                {
                    "type": "Polygon" if single else "MultiPolygon",
                    "id": uid,
                    "arcs": polygons[0] if single else polygons,
                }
            )
        for name, arcs in self.lines(status).items():
            objects[name] = {
                "type": "MultiLineString",
                "arcs": [[index] for index in arcs],
            }
        topology = {
            "type": "Topology",
            "projection": projection,
            "transform": {"scale": [self.step] * 2, "translate": [0, 0]},
            "objects": objects,
            "arcs": [delta(arc) for arc in self.arcs],
        }
        return json.dumps(topology, separators=(",", ":")) + "\n"


def delta(arc: tuple[Vertex, ...]) -> list[list[int]]:
    steps = np.diff(np.array(arc), axis=0, prepend=[[0, 0]])
    return steps.tolist()


def line_class(sides: list[str], status: dict[str, dict[str, str]]) -> str:
    """What kind of line runs between these one or two units."""
    if len(sides) == 1:
        return "coast"
    one, other = (status[uid] for uid in sides)
    if one["recognised"] and one["recognised"] == other["recognised"]:
        return "inner"
    if {"XKX", "SRB"} == set(sides) or {"PSE", "ISR"} == set(sides):
        return "disputed"
    if "disputed" not in (one["style"], other["style"]):
        return "border"
    if not (one["recognised"] and other["recognised"]):
        return "disputed"  # nobody's land: Abyei, Bir Tawil, the ice field
    return "disputed" if claims(one) & claims(other) else "border"


def claims(row: dict[str, str]) -> set[str]:
    """Every country that holds or claims the unit."""
    return {row["recognised"], row["de_facto"], *row["claimants"].split()} - {""}


def write_atomically(path: Path, text: str) -> None:
    """Readers see the old file or the new one, never half of one."""
    draft = path.with_suffix(".tmp")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)

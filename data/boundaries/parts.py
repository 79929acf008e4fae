"""Parts of a unit that were states of their own: the two Germanies, Yemens, Viet Nams.

A part is cut out of the finished topology by one line, the common edge of Natural
Earth's first-level divisions on either side. No vertex that was there moves: an arc is
split where the line meets it, and the line is one arc more. The unit stays whole; the
part is drawn over it while its state lived. Arcs keep the order in which the units
first use them, and the lines of the parts come last.

Approximate by their nature: Berlin is one division and goes with the east; Al Dali' and
Quang Tri were divided by lines that no division has today.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

# uid: (unit, adm1_codes of the divisions)
PARTS = {
    # Brandenburg, Mecklenburg-Vorpommern, Saxony, Saxony-Anhalt, Thuringia, Berlin.
    "P-DDR": (
        "DEU",
        ("DEU-3487", "DEU-3488", "DEU-1601", "DEU-1600", "DEU-1577", "DEU-1599"),
    ),
    # Aden, Lahij, Al Dali', Abyan, Shabwah, Hadramawt, Al Mahrah.
    "P-YMD": (
        "YEM",
        (
            *("YEM-3510", "YEM-157", "YEM-334", "YEM-3511", "YEM-336", "YEM-3497"),
            "YEM-332",
        ),
    ),
    # Quang Tri and all south of it.
    "P-RVN": (
        "VNM",
        (
            *("VNM-489", "VNM-490", "VNM-491", "VNM-487", "VNM-488", "VNM-486"),
            *("VNM-485", "VNM-478", "VNM-482", "VNM-477", "VNM-4835", "VNM-479"),
            *("VNM-480", "VNM-481", "VNM-496", "VNM-484", "VNM-483", "VNM-497"),
            *("VNM-444", "VNM-503", "VNM-500", "VNM-498", "VNM-502", "VNM-508"),
            *("VNM-4834", "VNM-495", "VNM-501", "VNM-507", "VNM-506", "VNM-505"),
            *("VNM-510", "VNM-509", "VNM-504", "VNM-499"),
        ),
    ),
}

Vertex = tuple[int, int]
Shapes = dict[str, tuple[shapely.Geometry, shapely.Geometry]]


def division_codes() -> set[str]:
    """The divisions that the parts are made of."""
    return {code for _unit, codes in PARTS.values() for code in codes}


def shapes(
    admin1: dict[str, shapely.Geometry], units: dict[str, shapely.Geometry]
) -> Shapes:
    """Each part in longitude and latitude, and its edge to the rest of its unit."""
    found = {}
    for uid, (unit, codes) in PARTS.items():
        part = shapely.union_all([admin1[code] for code in codes], grid_size=1e-5)
        coast = shapely.buffer(shapely.boundary(units[unit]), 0.02)
        edge = shapely.difference(shapely.boundary(part), coast)
        merged = shapely.get_parts(shapely.line_merge(edge))
        found[uid] = part, max(merged, key=shapely.length)
    return found


def with_parts(
    topology: dict,
    parts: Shapes,
    project: Callable[[shapely.Geometry], shapely.Geometry],
    tolerance: float,
) -> dict:
    """The topology with the parts as objects ``parts`` and their lines as ``past``.

    Args:
        topology: as :mod:`topology` writes it.
        parts: see :func:`shapes`.
        project: from longitude and latitude to the units of the file.
        tolerance: of the simplification of the lines, in the units of the file.
    """
    cut = _Cut(topology)
    for uid, (shape, edge) in parts.items():
        line = shapely.simplify(project(edge), tolerance)
        cut.add(uid, PARTS[uid][0], project(shape), line)
    return cut.written()


class _Cut:
    """The arcs of a topology as vertices, and the rings that use them."""

    def __init__(self, topology: dict) -> None:
        self.topology = topology
        self.step = topology["transform"]["scale"][0]
        self.arcs: list[list[Vertex]] = [
            [tuple(v) for v in np.cumsum(np.array(arc), axis=0).tolist()]
            for arc in topology["arcs"]
        ]
        objects = topology["objects"]
        self.units: dict[str, list] = {
            g["id"]: [g["arcs"]] if g["type"] == "Polygon" else g["arcs"]
            for g in objects["units"]["geometries"]
        }
        self.lines: dict[str, list[int]] = {
            name: [number for (number,) in found["arcs"]]
            for name, found in objects.items()
            if name != "units"
        }
        self.parts: dict[str, list] = {}
        self.past: dict[str, int] = {}

    def ring(self, numbers: list[int]) -> list[Vertex]:
        line: list[Vertex] = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            line += arc[1:] if line else arc
        return line

    def add(
        self, uid: str, unit: str, shape: shapely.Geometry, edge: LineString
    ) -> None:
        polygons = self.units[unit]
        rings = [np.array(self.ring(polygon[0])) * self.step for polygon in polygons]
        whole = [shapely.make_valid(Polygon(ring)) for ring in rings]
        main = max(range(len(whole)), key=lambda i: whole[i].area)
        own = [
            i
            for i, polygon in enumerate(polygons)
            if i != main
            and shapely.intersection(whole[i], shape).area > whole[i].area / 2
        ]
        line = self._line(edge, self.ring(polygons[main][0]))
        for vertex in (line[0], line[-1]):
            self._split(vertex)
        number = len(self.arcs)
        self.arcs.append(line)
        chain = self.units[unit][main][0]
        starts = {self.ring([n])[0]: i for i, n in enumerate(chain)}
        one, other = starts[line[0]], starts[line[-1]]
        ahead = chain[one:other] if one < other else chain[one:] + chain[:other]
        back = chain[other:one] if other < one else chain[other:] + chain[:one]
        found = [[*ahead, ~number], [*back, number]]
        areas = [Polygon(self.ring(ring)) for ring in found]
        in_grid = shapely.transform(shape, lambda xy: xy / self.step)
        covered = [
            shapely.intersection(shapely.make_valid(a), in_grid).area / a.area
            for a in areas
        ]
        best = found[int(covered[1] > covered[0])]
        self.parts[uid] = [[best], *(self.units[unit][i] for i in own)]
        self.past[uid] = number

    def _line(self, edge: LineString, outline: list[Vertex]) -> list[Vertex]:
        """The edge on the grid, led at both ends to the nearest vertex of the unit."""
        points = np.rint(np.array(edge.coords) / self.step).astype(int).tolist()
        inside = shapely.buffer(Polygon(outline), -1.5)
        kept = [tuple(p) for p in points if inside.contains(shapely.Point(p))]
        border = np.array(outline)

        def nearest(point: Vertex) -> Vertex:
            away = np.hypot(*(border - point).T)
            return tuple(border[int(np.argmin(away))].tolist())

        line = [nearest(kept[0]), *kept, nearest(kept[-1])]
        return [v for i, v in enumerate(line) if not i or v != line[i - 1]]

    def _split(self, vertex: Vertex) -> None:
        """End an arc at a vertex, in every ring and line that uses it."""
        for number, arc in enumerate(self.arcs):
            if vertex not in arc:
                continue
            at = arc.index(vertex)
            if at in (0, len(arc) - 1):
                continue
            last = len(self.arcs)
            self.arcs.append(arc[at:])
            self.arcs[number] = arc[: at + 1]
            for found in (self.units, self.parts):
                for uid, polygons in found.items():
                    found[uid] = [
                        [_two(ring, number, last) for ring in polygon]
                        for polygon in polygons
                    ]
            for name, numbers in self.lines.items():
                self.lines[name] = _two(numbers, number, last)

    def written(self) -> dict:
        """The topology with its arcs in the order of their first use."""
        order: dict[int, int] = {}
        for polygons in self.units.values():
            for number in _flat(polygons):
                order.setdefault(max(number, ~number), len(order))
        for number in self.past.values():
            order.setdefault(number, len(order))

        def renumbered(found: object) -> object:
            if isinstance(found, list):
                return [renumbered(one) for one in found]
            return order[found] if found >= 0 else ~order[~found]

        old = self.topology["objects"]
        objects: dict = {"units": {"type": "GeometryCollection", "geometries": []}}
        for geometry in old["units"]["geometries"]:
            polygons = renumbered(self.units[geometry["id"]])
            single = geometry["type"] == "Polygon"
            arcs = polygons[0] if single else polygons
            objects["units"]["geometries"].append({**geometry, "arcs": arcs})
        for name, numbers in self.lines.items():
            lines = [[number] for number in sorted(renumbered(numbers))]
            objects[name] = {"type": "MultiLineString", "arcs": lines}
        objects["parts"] = {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "MultiPolygon", "id": uid, "arcs": renumbered(part)}
                for uid, part in self.parts.items()
            ],
        }
        past = [[order[number]] for number in self.past.values()]
        objects["past"] = {"type": "MultiLineString", "arcs": past}
        arcs = [self.arcs[number] for number in order]
        return {**self.topology, "objects": objects, "arcs": [_delta(a) for a in arcs]}


def _two(numbers: list[int], number: int, last: int) -> list[int]:
    more = {number: [number, last], ~number: [~last, ~number]}
    return [each for one in numbers for each in more.get(one, [one])]


def _flat(found: object) -> list[int]:
    if isinstance(found, list):
        return [number for one in found for number in _flat(one)]
    return [found]


def _delta(arc: list[Vertex]) -> list[list[int]]:
    return np.diff(np.array(arc), axis=0, prepend=[[0, 0]]).tolist()

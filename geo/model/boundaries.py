"""Country geometry for a border view, projected, and its join with the treaties.

The committed boundaries (``data/boundaries``) are TopoJSON on an integer grid, already
in Equal Earth with its central meridian at 11 degrees east, in metres. Areas are
honest, Russia is not cut and Chukotka stays attached.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo.kept import cached_property
from geo.model import countries, languages
from geo.model.data_rows import BadData, data_rows
from geo.storage import DATA, stamp

if TYPE_CHECKING:
    import geopandas
from geo.model.projection import CRS, Ring, project

BOUNDARIES = DATA / "boundaries"

_TRANSFORM = ("scale", "translate")

LINES = ("coast", "border", "disputed", "inner")

#: Administrations that are no country of the table, named without recognising them by
#: the strings ``authority.<key>``.
AUTHORITIES = ("local", "UN")


class BadBoundaries(BadData):
    """A boundary file is corrupt; the message names it and the remedy."""


@dataclass(frozen=True)
class Unit:
    """One area of the coverage, and who it is coloured with in each border view."""

    uid: str
    iso3: str
    kind: str
    name_en: str
    name_ru: str
    recognised: str
    de_facto: str
    administered_by: str
    claimants: tuple[str, ...]
    style: str
    lon: float
    lat: float
    x: float
    y: float
    marker: bool

    @property
    def disputed(self) -> bool:
        return self.style == "disputed"

    def owner(self, borders: str) -> str:
        """The country whose class the unit takes in a border view."""
        return self.de_facto if borders == "de-facto" else self.recognised

    def name(self, lang: str) -> str:
        """Its name in a language; in English where the language has none for it."""
        own = getattr(self, f"name_{lang}", "")
        return own or countries.area_name(self.uid, lang) or self.name_en


@dataclass(frozen=True, eq=False)
class World:
    """The coverage at one level of detail. Compared by identity: it is large."""

    topology: dict
    units: tuple[Unit, ...]

    def rings(self, uid: str) -> list[list[Ring]]:
        """The polygons of a unit, each a list of rings, in metres."""
        return self._polygons[uid]

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The parts of areas that were states of their own, by their identifiers."""
        return tuple(g["id"] for g in self.topology["objects"]["parts"]["geometries"])

    @cached_property
    def wholes(self) -> dict[str, str]:
        """The area that each part is cut from."""
        return wholes_of(self.topology["objects"])

    def lines(self, cls: str) -> list[Ring]:
        """The lines of a class: coast, border, disputed or inner; or past, of parts."""
        shapes = self.topology["objects"][cls]["arcs"]
        return [_join_arcs(self._arcs, line) for line in shapes]

    def frame(self, borders: str = "recognised") -> geopandas.GeoDataFrame:
        """The coverage as a GeoDataFrame indexed by unit, in :data:`CRS`.

        Columns: the fields of :class:`Unit`, ``owner`` in that border view, geometry.
        """
        import geopandas
        from shapely.geometry import MultiPolygon

        shapes = [
            MultiPolygon([(p[0], p[1:]) for p in self.rings(u.uid)]) for u in self.units
        ]
        columns = {
            field: [getattr(u, field) for u in self.units]
            for field in ("iso3", "kind", "name_en", "name_ru", "style", "marker")
        }
        owners = [u.owner(borders) for u in self.units]
        return geopandas.GeoDataFrame(
            {**columns, "owner": owners},
            index=[u.uid for u in self.units],
            geometry=shapes,
            crs=CRS,
        )

    def sided(self) -> list[tuple[str, tuple[str, ...], Ring]]:
        """Each line with its class and the areas at its sides.

        Of the line of a part (class ``past``): the part, and the area it is cut from.
        """
        objects = self.topology["objects"]
        sides: dict[int, list[str]] = {}
        for kind in ("units", "parts"):
            for shape in objects[kind]["geometries"]:
                for number in arc_numbers(shape["arcs"]):
                    sides.setdefault(max(number, ~number), []).append(shape["id"])
        segments = []
        for cls in LINES:
            for (number,) in objects[cls]["arcs"]:
                areas = [u for u in sides[number] if u not in self.parts]
                segments.append((cls, tuple(areas), self._arcs[number]))
        for part in objects["parts"]["geometries"]:
            numbers = set(arc_numbers(part["arcs"]))
            pair = part["id"], self.wholes[part["id"]]
            for (number,) in objects["past"]["arcs"]:
                if numbers & {number, ~number}:
                    segments.append(("past", pair, self._arcs[number]))
        return segments

    @cached_property
    def extent(self) -> list[int]:
        """The grid's [west, south, east, north], Antarctica left out of sight."""
        points = [p for arc in self._grid_arcs for p in arc]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        south = max(min(ys), self.on_grid(0.0, project(0, -58)[1])[1])
        return [min(xs), south, max(xs), max(ys)]

    def on_grid(self, x: float, y: float) -> list[int]:
        """Metres to the topology's integer grid."""
        (sx, sy), (tx, ty) = (self.topology["transform"][k] for k in _TRANSFORM)
        return [round((x - tx) / sx), round((y - ty) / sy)]

    @cached_property
    def _grid_arcs(self) -> list[list[tuple[int, int]]]:
        arcs = []
        for arc in self.topology["arcs"]:
            x = y = 0
            line = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                line.append((x, y))
            arcs.append(line)
        return arcs

    @cached_property
    def _arcs(self) -> list[Ring]:
        (sx, sy), (tx, ty) = (self.topology["transform"][k] for k in _TRANSFORM)
        return [[(x * sx + tx, y * sy + ty) for x, y in arc] for arc in self._grid_arcs]

    @cached_property
    def _polygons(self) -> dict[str, list[list[Ring]]]:
        polygons = {}
        objects = self.topology["objects"]
        for shape in (
            *objects["units"]["geometries"],
            *objects["parts"]["geometries"],
        ):
            several = shape["type"] == "MultiPolygon"
            parts = shape["arcs"] if several else [shape["arcs"]]
            polygons[shape["id"]] = [
                [_join_arcs(self._arcs, ring) for ring in part] for part in parts
            ]
        return polygons


def arc_numbers(arcs: Sequence) -> Iterator[int]:
    """The numbers of arcs in the rings of a shape, at whatever depth."""
    for one in arcs:
        yield from [one] if isinstance(one, int) else arc_numbers(one)


def wholes_of(objects: Mapping) -> dict[str, str]:
    """The area that each part is cut from, by the objects of a topology: the one on
    the same side of an arc they share."""
    shapes = objects["units"]["geometries"]
    owners = {n: shape["id"] for shape in shapes for n in arc_numbers(shape["arcs"])}
    return {
        part["id"]: next(owners[n] for n in arc_numbers(part["arcs"]) if n in owners)
        for part in objects["parts"]["geometries"]
    }


def _join_arcs(arcs: list[Ring], indices: list[int]) -> Ring:
    """One line from shared arcs; ``~i`` is arc ``i`` walked backwards."""
    line: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        line.extend(arc[1:] if line else arc)
    return line


def units() -> tuple[Unit, ...]:
    """Every area, whose shape is in every file of the boundaries.

    Raises:
        BadBoundaries: the table is missing or damaged.
    """
    table = BOUNDARIES / "units.csv"
    return _units(table, stamp(table))


def codes() -> frozenset[str]:
    """The countries that some area belongs to in the recognised view."""
    return frozenset(u.recognised for u in units() if u.recognised)


def load(level: str = "world") -> World:
    """Read the coverage: ``world`` for the page, ``world_print`` for figures.

    The same files are read once per process.

    Raises:
        BadBoundaries: the file is missing, truncated or no TopoJSON.
    """
    path = BOUNDARIES / f"{level}.topo.json"
    return _load(path, units(), stamp(path))


@lru_cache(maxsize=4)
def _load(path: Path, units: tuple[Unit, ...], _stamp: tuple[int, int]) -> World:
    try:
        topology = json.loads(path.read_text(encoding="utf-8"))
        shapes = topology["objects"]["units"]["geometries"]
        areas = {shape["id"] for shape in shapes}
        world = World(topology, tuple(u for u in units if u.uid in areas))
        # Decode now: a truncated file is refused here, not half-drawn later.
        for unit in world.units:
            world.rings(unit.uid)
        for cls in (*LINES, "past"):
            world.lines(cls)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise _damage(path, error) from None
    if areas - {u.uid for u in units}:
        raise _damage(BOUNDARIES / "units.csv", LookupError())
    return world


def _damage(path: Path, error: Exception) -> BadBoundaries:
    return BadBoundaries.of(
        "boundaries",
        "boundaries",
        file=f"data/boundaries/{path.name}",
        why=type(error).__name__,
    )


@lru_cache(maxsize=4)
def _units(path: Path, _stamp: tuple[int, int]) -> tuple[Unit, ...]:
    try:
        return tuple(_unit(row) for _, row in data_rows(path, ()))
    except (ValueError, LookupError) as error:
        raise _damage(path, error) from None


def _unit(row: dict[str, str]) -> Unit:
    return Unit(
        uid=row["uid"],
        iso3=row["iso3"],
        kind=row["kind"],
        name_en=row["name_en"],
        name_ru=row["name_ru"],
        recognised=row["recognised"],
        de_facto=row["de_facto"],
        administered_by=row["administered_by"],
        style=row["style"],
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        x=float(row["x"]),
        y=float(row["y"]),
        claimants=tuple(row["claimants"].split()),
        marker=row["marker"] == "yes",
    )


@lru_cache(maxsize=4)
def part_units(level: str = "world") -> tuple[Unit, ...]:
    """Each part of an area that was a state of its own: nobody's, unless drawn."""
    world = load(level)
    return tuple(_part_unit(uid, world.rings(uid)) for uid in world.parts)


def _part_unit(uid: str, polygons: list[list[Ring]]) -> Unit:
    ring = max((polygon[0] for polygon in polygons), key=len)
    x, y = ((min(axis) + max(axis)) / 2 for axis in zip(*ring, strict=True))
    return Unit(
        *(uid, "", "part", uid, uid, "", "", "", (), "solid", 0.0, 0.0),
        *(x, y, False),
    )


def claim_sentence(unit: Unit, lang: str) -> tuple[str, str, str]:
    """Name of a disputed area, who administers it, who claims it, in words."""
    by = ", ".join(_authority(who, lang) for who in unit.administered_by.split())
    claims = ", ".join(countries.name(code, lang) for code in unit.claimants)
    return unit.name(lang), by, claims


def _authority(who: str, lang: str) -> str:
    if who in AUTHORITIES:
        return languages.word(f"authority.{who}", lang)
    return countries.name(who, lang)

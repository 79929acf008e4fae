"""The boundaries of the figures as arrays, and those arrays kept on disk.

Decoding the file of boundaries takes as long as drawing them. What it decodes to is
kept under the hash of all that it was made from; it is no other than what would be
decoded again, and a damaged file of it is decoded again.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np

from geo import storage
from geo.model import boundaries, projection
from geo.storage import CACHE, stamp

FOLDER = CACHE / "geometry"

LEVEL = "world_print"


@dataclass(frozen=True, eq=False)
class Lines:
    """Lines one after another.

    Attributes:
        points: x and y of every point, in metres; as many rows as points.
        lengths: of how many points each line is.
    """

    points: np.ndarray
    lengths: np.ndarray

    @classmethod
    def of(cls, lines: Sequence[projection.Ring]) -> Lines:
        numbers = chain.from_iterable(chain.from_iterable(lines))
        points = np.fromiter(numbers, float).reshape(-1, 2)
        return cls(points, np.array([len(line) for line in lines]))

    @property
    def ends(self) -> np.ndarray:
        """The number of the point after each line."""
        return np.cumsum(self.lengths)

    @property
    def starts(self) -> np.ndarray:
        """The number of each line's first point."""
        return self.ends - self.lengths

    def __iter__(self) -> Iterator[np.ndarray]:
        return iter(np.split(self.points, self.ends[:-1]))


@dataclass(frozen=True, eq=False)
class Geometry:
    """The coverage of the figures. Compared by identity: it is large.

    Attributes:
        units: the areas.
        rings: every ring of every area, area by area.
        outer: of each ring, whether it is the outer one of its polygon.
        counts: how many rings each area has.
        borders: the lines of each class of :data:`geo.model.boundaries.LINES`.
    """

    units: tuple[boundaries.Unit, ...]
    rings: Lines
    outer: np.ndarray
    counts: np.ndarray
    borders: dict[str, Lines]

    def polygons(self) -> Iterator[tuple[boundaries.Unit, list[np.ndarray]]]:
        """Each area with the outer rings of its polygons."""
        rings = zip(self.rings, self.outer.tolist(), strict=True)
        for unit, count in zip(self.units, self.counts.tolist(), strict=True):
            yield unit, [r for r, outer in (next(rings) for _ in range(count)) if outer]


def load() -> Geometry:
    """The coverage, decoded once per process at most.

    Raises:
        BadBoundaries: a file is missing, truncated or no TopoJSON.
    """
    path = boundaries.BOUNDARIES / f"{LEVEL}.topo.json"
    return _load(path, boundaries.units(), stamp(path))


@lru_cache(maxsize=2)
def _load(
    path: Path, units: tuple[boundaries.Unit, ...], _stamp: tuple[int, int]
) -> Geometry:
    try:
        files = [Path(f).read_bytes() for f in (path, __file__, boundaries.__file__)]
    except OSError:
        return _decoded(boundaries.load(LEVEL))  # which says what is wrong
    areas = " ".join(unit.uid for unit in units).encode()
    return _read(storage.cached(FOLDER, [areas, *files], _archive), units)


@lru_cache(maxsize=1)
def coarse() -> Geometry:
    """The coverage of the page, for a small map whose file should be small.

    Raises:
        BadBoundaries: a file is missing, truncated or no TopoJSON.
    """
    return _decoded(boundaries.load("world"))


def _decoded(world: boundaries.World) -> Geometry:
    polygons = [world.rings(unit.uid) for unit in world.units]
    parts = [part for several in polygons for part in several]
    return Geometry(
        world.units,
        Lines.of([ring for part in parts for ring in part]),
        np.array([number == 0 for part in parts for number in range(len(part))]),
        np.array([sum(map(len, several)) for several in polygons]),
        {cls: Lines.of(world.lines(cls)) for cls in boundaries.LINES},
    )


def _arrays(geometry: Geometry) -> dict[str, np.ndarray]:
    arrays = {"outer": geometry.outer, "counts": geometry.counts}
    for name, lines in (("rings", geometry.rings), *geometry.borders.items()):
        arrays |= {f"{name}.points": lines.points, f"{name}.lengths": lines.lengths}
    return arrays


def _archive() -> bytes:
    out = io.BytesIO()
    arrays = _arrays(_decoded(boundaries.load(LEVEL)))
    np.savez(out, allow_pickle=False, **arrays)
    return out.getvalue()


def _read(archive: bytes, units: tuple[boundaries.Unit, ...]) -> Geometry:
    with np.load(io.BytesIO(archive), allow_pickle=False) as arrays:

        def lines(name: str) -> Lines:
            return Lines(arrays[f"{name}.points"], arrays[f"{name}.lengths"])

        return Geometry(
            units,
            lines("rings"),
            arrays["outer"],
            arrays["counts"],
            {cls: lines(cls) for cls in boundaries.LINES},
        )

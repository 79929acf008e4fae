"""From cut units to one clean, simplified, projected coverage.

The order matters. The line work is projected first, then snap-rounded to the integer
grid in which it is shipped, then turned back into faces; simplifying afterwards only
drops vertices. So nothing is ever rounded after it was made valid.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pyproj
import shapely

CENTRE = 11.0  # central meridian: its antimeridian runs through the Bering Strait
CUT = CENTRE - 180.0  # 169 W
EPSILON = 1e-6  # degrees off the cut: exactly on it, a point has two images

# On a sphere, so that ten lines of Python or JavaScript give the same coordinates. The
# price, against the ellipsoid, is at most 0.9 % of area.
RADIUS = 6371008.8
EQUAL_EARTH = f"+proj=eqearth +lon_0=11 +R={RADIUS} +units=m +no_defs"
# Written with the meridian already subtracted: longitudes up to 191 E then need no
# wrapping, and none can happen behind our back.
_FORWARD = pyproj.Transformer.from_crs(
    f"+proj=longlat +R={RADIUS}", EQUAL_EARTH.replace("lon_0=11", "lon_0=0")
)


def project(lonlat: np.ndarray) -> np.ndarray:
    """Equal Earth metres of longitudes in [-169, 191] and latitudes."""
    limit = 180.0 - EPSILON
    x, y = _FORWARD.transform(
        np.clip(lonlat[:, 0] - CENTRE, -limit, limit), lonlat[:, 1]
    )
    return np.column_stack([x, y])


def wrap(geometry: shapely.Geometry) -> shapely.Geometry:
    """Move what lies west of the cut to the east side; -180..180 becomes -169..191."""
    if shapely.bounds(geometry)[0] >= CUT:
        return geometry
    west = shapely.intersection(geometry, shapely.box(-180, -90, CUT, 90))
    east = shapely.intersection(geometry, shapely.box(CUT, -90, 180, 90))
    shifted = shapely.transform(west, lambda c: c + np.array([360.0, 0.0]))
    return shapely.union_all(
        [part for part in shapely.get_parts([shifted, east]) if shapely.area(part) > 0]
    )


@dataclass(frozen=True)
class Level:
    """How much detail a file keeps. Lengths are in the file's own units."""

    name: str
    step: float  # the integer grid
    # (least area, tolerance): how strongly parts of that size are simplified. The
    # tolerance is about the root of the area of a triangle that may be dropped.
    tiers: tuple[tuple[float, float], ...]
    islet: float  # free-standing parts below this area may be dropped ...
    share: float  # ... once this share of the unit's area is kept
    projected: bool = True


def parts_of(units: dict[str, shapely.Geometry]) -> tuple[np.ndarray, np.ndarray]:
    """All polygons and, for each, the uid it belongs to."""
    uids = np.array(list(units))
    parts, index = shapely.get_parts(list(units.values()), return_index=True)
    return parts, uids[index]


def drop_islets(parts: np.ndarray, uids: np.ndarray, level: Level) -> np.ndarray:
    """Which parts stay: the big, the shared, and each unit's largest few."""
    areas = shapely.area(parts)
    tree = shapely.STRtree(parts)
    first, second = tree.query(parts, predicate="intersects")
    keep = areas >= level.islet
    # A part that touches another is no islet: dropping it would tear a hole.
    keep[first[first != second]] = True
    for uid in np.unique(uids):
        own = np.flatnonzero(uids == uid)
        own = own[np.argsort(-areas[own], kind="stable")]
        before = np.cumsum(areas[own]) - areas[own]
        keep[own[before < level.share * areas[own].sum()]] = True
    return keep


def stamp_specks(
    parts: np.ndarray, uids: np.ndarray, step: float
) -> tuple[np.ndarray, np.ndarray]:
    """Replace units the grid would swallow (the Vatican) by a square of three cells."""
    specks = np.zeros(len(parts), dtype=bool)
    for uid in np.unique(uids):
        own = uids == uid
        specks[own] = shapely.area(parts[own]).max() < 6 * step**2
    stamps = parts.copy()
    for index in np.flatnonzero(specks):
        centre = shapely.get_coordinates(shapely.point_on_surface(parts[index]))[0]
        x, y = np.floor(centre / step) * step
        stamps[index] = shapely.box(x - step, y - step, x + 2 * step, y + 2 * step)
    return stamps, specks


def faces_of(
    parts: np.ndarray, uids: np.ndarray, specks: np.ndarray, step: float
) -> tuple[np.ndarray, np.ndarray]:
    """Snap-round all boundaries together; give each face the uid it lies in."""
    lines = shapely.union_all(shapely.boundary(parts), grid_size=step)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    inner = shapely.point_on_surface(faces)
    label = np.full(len(faces), "", dtype=object)
    face, part = shapely.STRtree(parts).query(inner, predicate="intersects")
    # Specks last: they lie on top of the country around them.
    order = np.argsort(specks[part], kind="stable")
    label[face[order]] = uids[part[order]]
    return faces, label


def absorb_slivers(faces: np.ndarray, label: np.ndarray, step: float) -> np.ndarray:
    """Give crumbs of a few cells to the unit with which they share the longest edge.

    Crumbs arise where two sources draw the same border a hair apart, and where
    rounding closes the mouth of an inlet.
    """
    label = label.copy()
    faces_left = Counter(label)
    tree = shapely.STRtree(faces)
    for index in np.flatnonzero(shapely.area(faces) < 4 * step**2):
        if faces_left[label[index]] == 1:
            continue  # not a crumb but the whole unit
        near = tree.query(faces[index], predicate="touches")
        length = shapely.length(shapely.intersection(faces[near], faces[index]))
        units = sorted(set(label[near]) - {""})
        common_length = {uid: length[label[near] == uid].sum() for uid in units}
        best = max(common_length, key=common_length.get, default="")
        if common_length.get(best, 0) > common_length.get(label[index], 0):
            label[index] = best
    return label


def dissolve(faces: np.ndarray, label: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Merge faces of the same unit; returns parts and their uids."""
    areas = {
        uid: shapely.coverage_union_all(faces[label == uid])
        for uid in sorted(set(label) - {""})
    }
    return parts_of(areas)


def simplify(parts: np.ndarray, level: Level) -> np.ndarray:
    """Simplify the coverage, small parts gently and large parts strongly.

    Each further pass sees the larger parts and the sea as one coverage whose outer
    edge is fixed, so the borders of smaller parts stay as they already are. One
    tolerance for all would turn Malta into a triangle or keep every fjord of Chile.
    """
    (_, tolerance), *tiers = level.tiers
    parts = shapely.coverage_simplify(parts, tolerance)
    left, bottom, right, top = shapely.total_bounds(parts)
    margin = (right - left) / 100
    frame = shapely.box(left - margin, bottom - margin, right + margin, top + margin)
    for least, tolerance in tiers:
        large = shapely.area(parts) >= least
        sea = shapely.difference(frame, shapely.coverage_union_all(parts))
        stage = np.concatenate([parts[large], shapely.get_parts(sea)])
        stage = shapely.coverage_simplify(stage, tolerance, simplify_boundary=False)
        parts[large] = stage[: large.sum()]
    return parts


def build_coverage(
    units: dict[str, shapely.Geometry], level: Level
) -> tuple[np.ndarray, np.ndarray]:
    """Polygons on the level's grid, and the uid of each: valid, and a coverage."""
    parts, uids = parts_of(units)
    parts, specks = stamp_specks(parts, uids, level.step)
    keep = drop_islets(parts, uids, level)
    parts, uids, specks = parts[keep], uids[keep], specks[keep]
    faces, label = faces_of(parts, uids, specks, level.step)
    label = absorb_slivers(faces, label, level.step)
    parts, uids = dissolve(faces, label)
    parts = simplify(parts, level)
    if missing := set(units) - set(uids):
        raise ValueError(f"{level.name}: lost {', '.join(sorted(missing))}")
    if not shapely.is_valid(parts).all() or not shapely.coverage_is_valid(parts):
        raise ValueError(f"{level.name}: not a valid coverage")
    return parts, uids

"""The geometry and the years that every peer is given: ours, at the page's detail."""

from __future__ import annotations

from functools import cache

import geopandas
import shapely
from shapely.geometry import MultiPolygon

from geo.model import boundaries, counting
from geo.model.view import View
from geo.tables import load


@cache
def countries() -> geopandas.GeoDataFrame:
    """One row per area, WGS 84, with the code of its owner."""
    coverage = boundaries.load("world_wgs84")
    units = coverage.units
    shapes = [
        MultiPolygon([(part[0], part[1:]) for part in coverage.rings(unit.uid)])
        for unit in units
    ]
    columns = {
        "uid": [unit.uid for unit in units],
        "code": [unit.recognised for unit in units],
        "name": [unit.name_en for unit in units],
    }
    return geopandas.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")


@cache
def clockwise() -> geopandas.GeoDataFrame:
    """The same for makers that draw with d3: their outer rings run clockwise.

    With the sense of GeoJSON they fill all of the world but the country.
    """
    frame = countries()
    oriented = shapely.orient_polygons(frame.geometry.values, exterior_cw=True)
    return frame.set_geometry(oriented, crs=frame.crs)


@cache
def signed(last: int) -> frozenset[str]:
    """Who had signed by the end of a year."""
    package = load.load_package()
    view = View.of(package.span).with_years(package.span.first, last)
    return frozenset(counting.state(package.treaties, view).standings)


def fill(code: str, last: int) -> str:
    """The colour of a country at the end of a year."""
    return "#1a6fb0" if code in signed(last) else "#e3e3dc"


def years() -> range:
    span = load.load_package().span
    return range(span.first, span.last + 1)

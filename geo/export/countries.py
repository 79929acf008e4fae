"""The countries of a view with their class and boundaries: GeoJSON and its kin."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from geo.export import formats, former
from geo.export.provenance import provenance, signature, with_nulls
from geo.model import countries, territory
from geo.model.classes import Class
from geo.presentation import colours
from geo.presentation.scene import Scene

if TYPE_CHECKING:
    import geopandas

    from geo.model.boundaries import World


def geojson(scene: Scene) -> bytes:
    """Every unit of the world with its class in a view."""
    from geo.model import boundaries

    coverage = boundaries.load("world_wgs84")
    if territory.drawn(scene.view, scene.state.borders.drawn):
        areas = features(scene)
        units = [(row, formats.geometry(rings)) for row, rings in areas]
        return formats.as_geojson(provenance(scene), units)
    shapes = _geometries(coverage)
    units = [(_properties(u, scene), shapes[u.uid]) for u in coverage.units]
    return formats.as_geojson(provenance(scene), units)


@lru_cache(maxsize=1)
def _geometries(coverage: World) -> dict[str, str]:
    """The geometry of each unit as GeoJSON, 3 MB: the same in every view."""
    return {u.uid: formats.geometry(coverage.rings(u.uid)) for u in coverage.units}


def gpkg(scene: Scene) -> bytes:
    """The same as :func:`geojson`, as a GeoPackage with one layer."""
    about, day = provenance(scene), scene.package.as_of
    return formats.as_gpkg("countries", about, features(scene), day)


def parquet(scene: Scene) -> bytes:
    """The same as :func:`geojson`, as GeoParquet."""
    return formats.as_parquet(provenance(scene), features(scene))


def features(scene: Scene) -> list[formats.Feature]:
    """Every unit of the coverage, in degrees, with the class of its owner."""
    from geo.model import boundaries

    coverage = boundaries.load("world_wgs84")
    if territory.drawn(scene.view, scene.state.borders.drawn):
        areas = former.areas(scene, coverage)
    else:
        areas = [(unit, coverage.rings(unit.uid)) for unit in coverage.units]
    return [(_properties(unit, scene), rings) for unit, rings in areas]


def _properties(unit, scene: Scene) -> dict[str, formats.Value]:
    """One unit's row: who it is coloured with in this border view, and why."""
    view, current = scene.view, scene.state
    owner = unit.uid if unit.kind == "former state" else scene.owner(unit)
    key = current.key(owner) if owner else Class.NONE
    standing = current.standings.get(owner)
    treaties = standing.treaties if standing else ()
    entries = [t.in_force for t in treaties if t.in_force]
    record = {
        "uid": unit.uid,
        "name": unit.name(view.lang),
        "kind": unit.kind,
        "country_code": owner,
        "country": countries.name(owner, view.lang) if owner else "",
        "class": key.value,
        "class_label": colours.CLASSES[key].label(view.lang),
        **signature(standing.first_signed if standing else None),
        "in_force": str(min(entries, key=lambda d: d.latest, default="")),
        "treaties": " ".join(t.id for t in treaties),
        "source_count": sum(len(t.sources) for t in treaties),
        "administered_by": unit.administered_by,
        "claimants": " ".join(unit.claimants),
        **former.period(scene, owner),
    }
    return {**with_nulls(record), "disputed": unit.disputed}


def frame(scene: Scene) -> geopandas.GeoDataFrame:
    """The same as :func:`geojson`, as a GeoDataFrame in degrees (EPSG:4326)."""
    return formats.as_frame(features(scene))

"""Former states as features: the union of their members' areas, with from and to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from geo.model import former_states, territory
from geo.model.boundaries import Unit, World, part_units
from geo.model.projection import Ring
from geo.presentation.scene import Scene

#: A polygon: its outer ring and its holes.
Polygons = list[list[Ring]]


def areas(scene: Scene, coverage: World) -> list[tuple[Unit, Polygons]]:
    """The areas on the last day of a view: a former state is one, not its members.

    A part that is a state of its own is taken from the area it is cut from.
    """
    states = former_states.parties()
    members: dict[str, list[str]] = {}
    plain: list[Unit] = []
    for unit in (*coverage.units, *part_units("world_wgs84")):
        owner = scene.owner(unit)
        if owner in states:
            members.setdefault(owner, []).append(unit.uid)
        elif unit.kind != "part":
            plain.append(unit)
    parts = [u for uids in members.values() for u in uids if u in coverage.parts]
    found = [(u, _without(coverage, u.uid, parts)) for u in plain]
    for code, uids in members.items():
        shapes = [_without(coverage, uid, set(parts) - set(uids)) for uid in uids]
        seat = next(u for u in coverage.units if u.uid in _near(uids, code))
        unit = replace(
            seat,
            uid=code,
            iso3="",
            kind="former state",
            name_en=states[code].name_en,
            name_ru=states[code].name_ru,
            recognised=code,
            de_facto=code,
            administered_by="",
            claimants=(),
            style="solid",
        )
        found.append((unit, _union(shapes)))
    return found


def _near(uids: list[str], code: str) -> tuple[str, ...]:
    """The area a state's label lies in: its seat, or what its part is cut from."""
    heirs = former_states.parties()[code].successors
    return (territory.seat(code), *uids, *heirs)


def period(scene: Scene, code: str) -> dict[str, str]:
    """From when to when there was such a state, where the table has former ones."""
    if not scene.state.borders.drawn:
        return {}
    state = former_states.parties().get(code)
    days = (state.since, state.until) if state else (None, None)
    return {
        name: day.text if day else ""
        for name, day in zip(("from", "to"), days, strict=True)
    }


def _without(coverage: World, uid: str, parts: Iterable[str]) -> Polygons:
    """An area without those parts of it that are a state of their own."""
    cut = [p for p in parts if p != uid and coverage.wholes[p] == uid]
    if not cut:
        return coverage.rings(uid)
    import shapely

    shape = _shape(coverage.rings(uid))
    return _rings(shapely.difference(shape, _shape(coverage.rings(cut[0]))))


def _union(shapes: list[Polygons]) -> Polygons:
    import shapely

    return _rings(shapely.union_all([_shape(each) for each in shapes]))


def _shape(polygons: Polygons):
    import shapely
    from shapely.geometry import MultiPolygon

    return shapely.make_valid(MultiPolygon([(p[0], p[1:]) for p in polygons]))


def _rings(shape) -> Polygons:
    import shapely

    parts = shapely.get_parts(shapely.orient_polygons(shape))
    return [
        [list(ring.coords) for ring in (part.exterior, *part.interiors)]
        for part in parts
        if part.geom_type == "Polygon"
    ]

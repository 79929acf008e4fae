"""The borders of the time on a figure: parts of areas, and borders within a state."""

from __future__ import annotations

import numpy as np

from geo.figures.geometry import LEVEL, Lines
from geo.model import boundaries, territory
from geo.model.boundaries import Unit
from geo.presentation.scene import Scene


def parts(scene: Scene) -> list[Unit]:
    """The parts of areas that are a state of their own in a scene."""
    if not scene.state.borders.drawn:
        return []
    return [part for part in boundaries.part_units(LEVEL) if scene.owner(part)]


def whole(uid: str) -> str:
    """The area that a part is cut from."""
    return boundaries.load(LEVEL).wholes[uid]


def rings(uid: str) -> Lines:
    """The rings of a part."""
    polygons = boundaries.load(LEVEL).rings(uid)
    return Lines.of([ring for polygon in polygons for ring in polygon])


def outer(uid: str) -> list[np.ndarray]:
    """The outer rings of the polygons of a part."""
    return [np.asarray(polygon[0]) for polygon in boundaries.load(LEVEL).rings(uid)]


def borders(scene: Scene) -> dict[str, Lines] | None:
    """The lines of each class on the day of a scene; ``None``: those of today."""
    if not territory.drawn(scene.view, scene.state.borders.drawn):
        return None
    units = {
        unit.uid: unit for unit in (*boundaries.units(), *boundaries.part_units(LEVEL))
    }
    land = {uid: scene.owner(unit) for uid, unit in units.items()}
    today = {uid: unit.owner(scene.view.borders) for uid, unit in units.items()}
    found: dict[str, list] = {line: [] for line in boundaries.LINES}
    for kind, sides, line in boundaries.load(LEVEL).sided():
        owners = [land.get(uid, "") for uid in sides]
        same = len(owners) == 2 and owners[0] == owners[1]
        past = any(land[uid] != today[uid] for uid in sides)
        if kind == "past":
            if not same and past:
                found["border"].append(line)
        elif same and past and owners[0]:
            found["inner"].append(line)
        else:
            found[kind].append(line)
    return {kind: Lines.of(lines) for kind, lines in found.items() if lines}

"""The map itself as matplotlib artists: sea, fills, hatches, lines, dots.

One collection per look, so that a test asks an artist for the colour of a country
(``gid`` names the collection, ``uids`` its areas in order).
"""

from __future__ import annotations

from collections.abc import Iterable

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.patches import Polygon
from matplotlib.path import Path as Outline

from geo import classes, world
from geo.timeline import COUNTED, Key, State
from geo.view import Span

#: Latitudes drawn: Antarctica is no party to anything here and is left out.
SOUTH, NORTH = -58.0, 84.0

_LINES = {
    "inner": ("#444444", 0.3, (0, (1, 1.5))),
    "coast": (classes.COAST["light"], 0.25, "solid"),
    "border": (classes.BORDER["light"], 0.4, "solid"),
    "disputed": (classes.BORDER["light"], 0.5, (0, (3, 2))),
}


def extent() -> tuple[float, float, float, float]:
    """Left, bottom, right, top of the drawn world in metres."""
    right = world.project(world.CENTRAL_MERIDIAN + 179.999, 0)[0]
    return -right, world.project(11, SOUTH)[1], right, world.project(11, NORTH)[1]


class Map:
    """One state drawn into axes."""

    def __init__(self, state: State, span: Span, unnamed: Iterable[str] = ()) -> None:
        self.state, self.span, self.unnamed = state, span, frozenset(unnamed)
        self.world = world.load("world_print")

    def draw(self, axes: Axes) -> None:
        left, bottom, right, top = extent()
        axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")
        axes.set_axis_off()
        _sea(axes)
        self._fills(axes)
        self._lines(axes)
        self._dots(axes)

    def key(self, unit: world.Unit) -> Key:
        """The class an area takes from its owner in the border view."""
        return self.state.key(unit.owner(self.state.view.borders))

    def colour(self, unit: world.Unit) -> str:
        """The fill of an area: its class, or its owner's year of signature."""
        view = self.state.view
        standing = self.state.standings.get(unit.owner(view.borders))
        counted = standing and standing.key in COUNTED[view.basis]
        if view.colour == "year" and counted and standing.first_signed:
            return year_colour(standing.first_signed.latest.year, self.span)
        return classes.CLASSES[self.key(unit)].light

    def _fills(self, axes: Axes) -> None:
        units, borders = self.world.units, self.state.view.borders
        paths = {u.uid: _outline(self.world.rings(u.uid)) for u in units}
        colours = [self.colour(u) for u in units]
        fills = PathCollection(
            list(paths.values()),
            facecolors=colours,
            edgecolors=colours,
            linewidths=0.15,
            gid="fills",
        )
        fills.uids = [u.uid for u in units]
        axes.add_collection(fills)
        for key, look in classes.CLASSES.items():
            hatched = [u for u in units if look.hatch and self.key(u) is key]
            _hatch(axes, paths, hatched, look.hatch, look.ink_light, key.value)
        overlays = {
            "unnamed": [u for u in units if u.owner(borders) in self.unnamed],
            "disputed": [u for u in units if u.disputed],
        }
        for name, over in overlays.items():
            overlay = classes.OVERLAYS[name]
            for ink in dict.fromkeys((overlay.ink["light"], overlay.pale)):
                pale = ink == overlay.pale
                drawn = [u for u in over if self._on_dark(u) is pale]
                layer = f"{name}-pale" if pale else name
                _hatch(axes, paths, drawn, overlay.hatch, ink, layer)

    def _on_dark(self, unit: world.Unit) -> bool:
        return classes.luminance(self.colour(unit)) < classes.DARK_FILL

    def _lines(self, axes: Axes) -> None:
        for cls, (colour, width, style) in _LINES.items():
            lines = LineCollection(
                self.world.lines(cls),
                colors=colour,
                linewidths=width,
                linestyles=[style],
                gid=f"lines-{cls}",
            )
            axes.add_collection(lines)

    def _dots(self, axes: Axes) -> None:
        units = [u for u in self.world.units if u.marker]
        dots = axes.scatter(
            [u.x for u in units],
            [u.y for u in units],
            s=[2 if self.key(u) is Key.NONE else 9 for u in units],
            c=[self.colour(u) for u in units],
            edgecolors=classes.COAST["light"],
            linewidths=0.3,
            gid="dots",
        )
        dots.uids = [u.uid for u in units]


def year_colour(year: int, span: Span) -> str:
    """The colour of a year on the ramp of the data's years."""
    return classes.ramp(span.last - span.first + 1)[year - span.first]


def _hatch(
    axes: Axes,
    paths: dict[str, Outline],
    units: list[world.Unit],
    hatch: str,
    ink: str,
    name: str,
) -> None:
    if not units:
        return
    layer = PathCollection(
        [paths[u.uid] for u in units],
        facecolors="none",
        edgecolors=ink,
        linewidths=0,
        hatch=hatch,
        gid=f"hatch-{name}",
    )
    layer.uids = [u.uid for u in units]
    axes.add_collection(layer)


def _outline(polygons: Iterable[list[world.Ring]]) -> Outline:
    """One compound path: matplotlib fills holes by their direction."""
    points: list[world.Point] = []
    codes: list[int] = []
    for polygon in polygons:
        for ring in polygon:
            points.extend(ring)
            codes.append(Outline.MOVETO)
            codes.extend([Outline.LINETO] * (len(ring) - 2))
            codes.append(Outline.CLOSEPOLY)
    return Outline(points, codes)


def _sea(axes: Axes) -> None:
    """The outline of the projection as sea, with a graticule every 30 degrees."""
    west, east = world.CENTRAL_MERIDIAN - 179.999, world.CENTRAL_MERIDIAN + 179.999
    latitudes = [SOUTH + (NORTH - SOUTH) * i / 60 for i in range(61)]
    edge = [world.project(west, lat) for lat in latitudes]
    edge += [world.project(east, lat) for lat in reversed(latitudes)]
    colour = classes.SEA["light"]
    axes.add_patch(Polygon(edge, facecolor=colour, gid="sea", zorder=0.5))
    graticule = [
        [world.project(lon, lat) for lat in latitudes] for lon in range(-150, 181, 30)
    ]
    graticule += [
        [world.project(west, lat), world.project(east, lat)]
        for lat in range(-30, 61, 30)
    ]
    lines = LineCollection(
        graticule, colors="#dde5ec", linewidths=0.3, gid="graticule", zorder=0.6
    )
    axes.add_collection(lines)

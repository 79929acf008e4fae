"""The map itself as matplotlib artists: sea, fills, hatches, lines, dots.

One collection per look, so that a test asks an artist for the colour of a country
(``gid`` names the collection, ``uids`` its areas in order).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.patches import Circle, PathPatch, Polygon
from matplotlib.path import Path as Outline

from geo.figures import former, geometry
from geo.figures.geometry import Geometry, Lines
from geo.model import boundaries, projection
from geo.model.classes import Class
from geo.presentation import colours, scale
from geo.presentation.scene import Scene

#: Latitudes drawn: Antarctica is no party to anything here and is left out.
SOUTH, NORTH = -58.0, 84.0

#: Points closer than this on paper are one: less than a pixel at 600 dpi.
_STEP = 0.03  # mm

_LINES = {
    "inner": (colours.INNER, 0.3, (0, (1, 1.5))),
    "coast": (colours.COAST, 0.25, "solid"),
    "border": (colours.BORDER, 0.4, "solid"),
    "disputed": (colours.BORDER, 0.5, (0, (3, 2))),
}


def extent() -> tuple[float, float, float, float]:
    """Left, bottom, right, top of the drawn world in metres."""
    right = projection.project(projection.CENTRAL_MERIDIAN + 179.999, 0)[0]
    return (
        -right,
        projection.project(11, SOUTH)[1],
        right,
        projection.project(11, NORTH)[1],
    )


def aspect() -> float:
    """Height of the drawn world by its width."""
    left, bottom, right, top = extent()
    return (top - bottom) / (right - left)


class Map:
    """One scene drawn into axes, in a theme: ``light`` or ``grey``.

    ``called`` are the countries that are called out: outlined, ringed where small.
    """

    def __init__(
        self, scene: Scene, theme: str = "light", called: Collection[str] = ()
    ) -> None:
        self.scene, self.theme, self.called = scene, theme, called
        self.world = geometry.load()

    def draw(self, axes: Axes, weight: float = 1.0) -> None:
        """Draw, lines and dots ``weight`` times as thick as on an A4 page of text."""
        left, bottom, right, top = extent()
        # With the limits set, no collection has to be measured for them (autolim).
        axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")
        axes.set_axis_off()
        paper = axes.get_position().width * axes.figure.get_figwidth() * 25.4
        step = (right - left) / paper * _STEP
        _sea(axes, self.theme, weight)
        self._fills(axes, self._paths(round(step)), weight)
        self._lines(axes, step, weight)
        self._dots(axes, weight)
        for code in self.called:
            self._call_out(axes, self._paths(round(step)), weight, code)

    @property
    def areas(self) -> list[boundaries.Unit]:
        """What is drawn: every area, and over it the parts that are a state's own."""
        return [*self.world.units, *former.parts(self.scene)]

    def _paths(self, step: int) -> dict[str, Outline]:
        paths = dict(_outlines(self.world, step))
        for unit in former.parts(self.scene):
            part = paths[unit.uid] = _part(unit.uid, step)
            whole = former.whole(unit.uid)
            paths[whole] = _without(paths[whole], part)
        return paths

    @property
    def label_codes(self) -> tuple[str, ...]:
        """The countries whose names belong on the map."""
        return tuple(self.scene.state.standings)

    def key(self, unit: boundaries.Unit) -> Class:
        """The class an area is drawn with: its owner's, in the border view."""
        return self.scene.class_drawn(self.scene.owner(unit))

    def look(self, unit: boundaries.Unit) -> colours.Look | colours.Change:
        """How an area is drawn."""
        return colours.CLASSES[self.key(unit)]

    def looks(
        self,
    ) -> Iterable[colours.Look | colours.Change]:
        """Every look an area may have."""
        return colours.CLASSES.values()

    def colour(self, unit: boundaries.Unit) -> str:
        """The fill of an area: its owner's class, or step on the view's scale."""
        view, steps = self.scene.view, self.scene.scale
        standing = self.scene.state.standings.get(self.scene.owner(unit))
        if steps:
            step = scale.step_of(steps, standing, view)
            if step is not None:
                return steps.ramp(self.theme)[step]
        return self.look(unit).fill(self.theme)

    def is_marked(self, unit: boundaries.Unit) -> bool:
        """Whether an area is one the map is about."""
        return self.key(unit) not in (
            Class.NONE,
            Class.NOT_COVERED,
            Class.NOT_A_STATE,
        )

    def _fills(self, axes: Axes, paths: dict[str, Outline], weight: float) -> None:
        units = self.areas
        shades = [self.colour(u) for u in units]
        fills = PathCollection(
            [paths[u.uid] for u in units],
            facecolors=shades,
            edgecolors=shades,
            linewidths=0.15 * weight,
            gid="fills",
        )
        fills.uids = [u.uid for u in units]
        axes.add_collection(fills, autolim=False)
        looks = [(u, self.look(u)) for u in units]
        for look in self.looks():
            hatches = [u for u, its in looks if look.hatch and its is look]
            _hatch(
                axes,
                paths,
                hatches,
                look.hatch,
                look.ink(self.theme),
                look.key,
            )
        overlays = {
            "unnamed": [u for u in units if self.scene.owner(u) in self.scene.unnamed],
            "disputed": [u for u in units if u.disputed],
        }
        for name, over in overlays.items():
            overlay = colours.OVERLAYS[name]
            usual, pale = overlay.inks(self.theme)
            for ink in dict.fromkeys((usual, pale)):
                units_of_ink = [u for u in over if self._on_dark(u) is (ink == pale)]
                layer = f"{name}-pale" if ink == pale else name
                _hatch(axes, paths, units_of_ink, overlay.hatch, ink, layer)

    def _on_dark(self, unit: boundaries.Unit) -> bool:
        return colours.luminance(self.colour(unit)) < colours.DARK_FILL

    def _lines(self, axes: Axes, step: float, weight: float) -> None:
        of_the_time = former.borders(self.scene)
        for cls, (inks, width, style) in _LINES.items():
            if of_the_time is None:
                path = _borders(self.world, cls, step)
            elif cls in of_the_time:
                path = _path(of_the_time[cls], step)
            else:
                continue
            lines = PathPatch(
                path,
                fill=False,
                edgecolor=inks[self.theme],
                linewidth=width * weight,
                linestyle=style,
                joinstyle="round",
                zorder=2,
                gid=f"lines-{cls}",
            )
            axes.add_artist(lines)

    def _dots(self, axes: Axes, weight: float) -> None:
        units = [u for u in self.world.units if u.marker]
        dots = axes.scatter(
            [u.x for u in units],
            [u.y for u in units],
            s=[(9 if self.is_marked(u) else 2) * weight**2 for u in units],
            c=[self.colour(u) for u in units],
            edgecolors=colours.COAST[self.theme],
            linewidths=0.3 * weight,
            gid="dots",
        )
        dots.uids = [u.uid for u in units]

    def _call_out(
        self, axes: Axes, paths: dict[str, Outline], weight: float, code: str
    ) -> None:
        """Outline a country that is called out; ring it where it is small.

        One of several areas is outlined around all of them.
        """
        units = [u for u in self.areas if self.scene.owner(u) == code]
        if not units:
            return
        left, _, right, _ = extent()
        main = max(units, key=lambda u: _span(paths[u.uid]))
        wide, whole = _span(paths[main.uid]), right - left
        small = wide < _SMALL * whole
        thick = 0.5 if small else 1.0
        for colour, width in ((colours.PAPER, thick + 1.4), (colours.NAME, thick)):
            outline = PathCollection(
                [_edge([paths[u.uid] for u in units])],
                facecolors="none",
                edgecolors=colour,
                linewidths=width * weight,
                gid="called",
                zorder=4,
            )
            outline.uids = [u.uid for u in units]
            axes.add_collection(outline, autolim=False)
        for colour, width in ((colours.PAPER, 2.8), (colours.NAME, 1.3)) * small:
            ring = Circle(
                (main.x, main.y),
                max(0.5 * _RING * whole, 0.75 * wide),
                facecolor="none",
                edgecolor=colour,
                linewidth=width * weight,
                gid="ring",
                zorder=4,
            )
            axes.add_patch(ring)


#: A country narrower than this part of the map is ringed, with no narrower a ring.
_SMALL, _RING = 0.035, 0.03


def _span(path: Outline) -> float:
    """The longer side of an area in metres."""
    return float(np.ptp(path.vertices, axis=0).max())


def _hatch(
    axes: Axes,
    paths: dict[str, Outline],
    units: list[boundaries.Unit],
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
    axes.add_collection(layer, autolim=False)


def snap(lines: Lines, step: float) -> Lines:
    """Lines with their points on a grid of ``step`` metres, each named once.

    Neighbours share their arcs point for point, so a border stays one line. A ring
    smaller than the grid is kept as it is: no island is lost. All lines at once,
    because there are thousands and most have few points.
    """
    whole, lengths, starts = lines.points, lines.lengths, lines.starts
    grid = np.round(whole / step) * step
    keep = np.ones(len(grid), dtype=bool)
    keep[1:] = (grid[1:] != grid[:-1]).any(axis=1)
    keep[starts] = True
    tiny = (np.add.reduceat(keep, starts, dtype=int) < 4) & (lengths > 3)
    repeats = np.repeat(tiny, lengths)
    keep |= repeats
    grid[repeats] = whole[repeats]
    return Lines(grid[keep], np.add.reduceat(keep, starts, dtype=int))


def _codes(lines: Lines, last: int) -> np.ndarray:
    """What matplotlib calls each point of lines; ``last`` is the last of each line."""
    codes = np.full(len(lines.points), Outline.LINETO, dtype=Outline.code_type)
    codes[lines.ends - 1] = last
    codes[lines.starts] = Outline.MOVETO
    return codes


@lru_cache(maxsize=16)
def _borders(coverage: Geometry, cls: str, step: float) -> Outline:
    """The lines of a class at a step: every frame and panel of a sheet has the same.

    One path for all of them: a Path for each of a thousand lines takes longer than
    the drawing.
    """
    return _path(coverage.borders[cls], step)


def _path(lines: Lines, step: float) -> Outline:
    lines = snap(lines, step)
    path = Outline(lines.points, _codes(lines, Outline.LINETO))
    path.should_simplify = False  # the points are on a grid: drawn as they are
    return path


@lru_cache(maxsize=16)
def _part(uid: str, step: int) -> Outline:
    rings = snap(former.rings(uid), step)
    return Outline(rings.points, _codes(rings, Outline.CLOSEPOLY))


def _without(whole: Outline, part: Outline) -> Outline:
    """An area without a part of it: where a line runs around twice, once in each
    direction, nothing is filled nor hatched."""
    starts = np.flatnonzero(part.codes == Outline.MOVETO)
    rings = np.split(part.vertices, starts[1:])
    return Outline(
        np.concatenate([whole.vertices, *(ring[::-1] for ring in rings)]),
        np.concatenate([whole.codes, part.codes]),
    )


def _edge(outlines: list[Outline]) -> Outline:
    """The edge of what several outlines cover: not where two run along each other."""
    if len(outlines) == 1:
        return outlines[0]
    begins, ends, times = [], [], Counter()
    for outline in outlines:
        starts = np.flatnonzero(outline.codes == Outline.MOVETO)
        for ring in np.split(outline.vertices, starts[1:]):
            points = [tuple(point) for point in ring.tolist()]
            steps = [(a, b) for a, b in pairwise(points) if a != b]
            begins += [a for a, _ in steps]
            ends += [b for _, b in steps]
            times.update(map(frozenset, steps))
    steps = zip(begins, ends, strict=True)
    lone = [step for step in steps if times[frozenset(step)] % 2]
    points = np.array(lone, dtype=float).reshape(-1, 2)
    return Outline(points, [Outline.MOVETO, Outline.LINETO] * len(lone))


@lru_cache(maxsize=4)
def _outlines(coverage: Geometry, step: int) -> dict[str, Outline]:
    """One compound path per area: matplotlib fills holes by their direction."""
    rings = snap(coverage.rings, step)
    ends = rings.ends[np.cumsum(coverage.counts) - 1][:-1]
    points = np.split(rings.points, ends)
    codes = np.split(_codes(rings, Outline.CLOSEPOLY), ends)
    return {
        unit.uid: Outline(*path)
        for unit, *path in zip(coverage.units, points, codes, strict=True)
    }


def _sea(axes: Axes, theme: str, weight: float) -> None:
    """The outline of the projection as sea, with a graticule every 30 degrees."""
    west, east = (
        projection.CENTRAL_MERIDIAN - 179.999,
        projection.CENTRAL_MERIDIAN + 179.999,
    )
    latitudes = [SOUTH + (NORTH - SOUTH) * i / 60 for i in range(61)]
    edge = [projection.project(west, lat) for lat in latitudes]
    edge += [projection.project(east, lat) for lat in reversed(latitudes)]
    colour = colours.SEA[theme]
    outline = "none" if theme == "light" else colours.COAST[theme]
    axes.add_patch(
        Polygon(
            edge,
            facecolor=colour,
            edgecolor=outline,
            linewidth=0.2 * weight,
            gid="sea",
            zorder=0.5,
        )
    )
    graticule = [
        [projection.project(lon, lat) for lat in latitudes]
        for lon in range(-150, 181, 30)
    ]
    graticule += [
        [projection.project(west, lat), projection.project(east, lat)]
        for lat in range(-30, 61, 30)
    ]
    lines = LineCollection(
        graticule,
        colors=colours.GRATICULE[theme],
        linewidths=0.3 * weight,
        gid="graticule",
        zorder=0.6,
    )
    axes.add_collection(lines, autolim=False)

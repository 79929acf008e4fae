"""Where the names of countries go on a map: inside if there is room, else beside it.

Everything is measured in the cells of a raster that says which country a cell belongs
to, so that a box's cover is one subtraction in an integral image. No randomness: the
same map gives the same places.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from geo.figures import sectors
from geo.figures.segments import Box, Segment, cross, crosses_box, crossings
from geo.kept import cached_property

#: What a cell of the raster can hold besides a country's number (1, 2, ...).
SEA, LAND = 0, -1

#: What a place costs, in cells of distance: a name over other marked countries, over
#: plain land; a leader line through marked countries.
_OVER_MARKED, _OVER_LAND, _THROUGH = 150.0, 10.0, 60.0
#: Free cells kept around every name.
_GAP = 2
#: Cells between a name and its own country's border: as many as there is room for.
_INSIDE = (8, 4, 2, 1)
_ROUNDS = 4
#: How often names that were left out are placed before the others.
_RETRIES = 3
#: The arrangements remembered, 220 kB each: a map is asked for in several formats,
#: colours and in grey, with the same names in the same places.
_REMEMBERED = 16
#: The price beyond which a name is too far away to be read as its country's.
_FAR = 160.0
#: Most names find a place for less: dearer ones are looked at where none is so cheap.
_CHEAP = 40.0
#: Places are looked at by price, the cheapest first, in parts that grow fourfold.
_PART, _GROWTH = 128, 4
#: Directions around a country's point in which it is asked how far a line may come.
_RAYS = 256
_DIRECTIONS = np.linspace(-np.pi, np.pi, _RAYS + 1)
_STEPS = np.cos(_DIRECTIONS), np.sin(_DIRECTIONS)
#: Where on its way a line is asked which country it is in.
_SHARES = np.linspace(0, 1, 24)[None, :]
_MISSING = 1000.0
#: How near a line may come to another country's point, in cells; in a crowd.
_NEAR, _NEAREST = 2.5, 0.8


@dataclass(frozen=True)
class Item:
    """A name to be placed: its size, and the point of the country it belongs to."""

    code: str
    number: int
    width: float
    height: float
    x: float
    y: float


@dataclass(frozen=True)
class Place:
    """A name's box, and the line that ties it to its country where one is needed."""

    box: Box
    leader: Segment | None = None

    @property
    def centre(self) -> tuple[float, float]:
        left, bottom, right, top = self.box
        return (left + right) / 2, (bottom + top) / 2


def place(
    items: list[Item], raster: np.ndarray, insist: bool = False
) -> dict[str, Place]:
    """A place for every name, none over another, none outside the raster.

    A name for which there is no room is left out; ``insist`` looks for room for it
    first, at the price of longer lines for the others. The raster holds numbers of
    countries as whole numbers, an array of rows by columns.
    """
    cells = raster.astype(np.int16)
    return dict(_arrangement(tuple(items), cells.tobytes(), cells.shape, insist))


@lru_cache(maxsize=_REMEMBERED)
def _arrangement(
    items: tuple[Item, ...], cells: bytes, shape: tuple[int, int], insist: bool
) -> MappingProxyType[str, Place]:
    field = _Field(np.frombuffer(cells, np.int16).reshape(shape))
    inner: dict[str, Place] = {}
    for item in items:
        if inside := field.inside(item):
            inner[item.code] = inside
    outside = [i for i in items if i.code not in inner]
    field.take(outside)
    orders = (
        sorted(outside, key=lambda i: (-_crowd(i, outside), i.code)),
        sorted(outside, key=lambda i: (i.x, i.code)),
        sorted(outside, key=lambda i: (-i.y, i.code)),
    )
    results = [_place_all(field, order, inner) for order in orders]
    best = min(results, key=lambda arrangement: arrangement[1])[0] if outside else inner
    if insist:
        best = _with_missing_first(field, outside, inner, best)
    return MappingProxyType({i.code: best[i.code] for i in items if i.code in best})


def _with_missing_first(
    field: _Field,
    outside: list[Item],
    inner: dict[str, Place],
    best: dict[str, Place],
) -> dict[str, Place]:
    """The best places, or others that leave out fewer names: those first that the
    crowd had left no room for."""
    order, places = outside, best
    for _ in range(_RETRIES):
        missing = [item for item in order if item.code not in places]
        if not missing:
            break
        order = missing + [item for item in order if item.code in places]
        places, _ = _place_all(field, order, inner)
        if len(places) > len(best):
            best = places
    return best


def _place_all(
    field: _Field, order: list[Item], inner: dict[str, Place]
) -> tuple[dict[str, Place], float]:
    """Places for names beside their countries, one after another, and their price."""
    places, costs = dict(inner), dict.fromkeys((i.code for i in order), _MISSING)
    # At which look a name was looked at last, and at which it was moved last.
    last_look: dict[str, int] = {}
    moves: dict[str, int] = {}
    look = 0
    # A name placed early does not know of the later ones: let each look again.
    for _ in range(_ROUNDS):
        before = dict(moves)
        for item in order:
            look += 1
            last = last_look.get(item.code)
            if last and all(m < last for c, m in moves.items() if c != item.code):
                continue  # all the others stand where they stood: so would it
            last_look[item.code] = look
            others = [p for c, p in places.items() if c != item.code]
            best = field.beside(item, others)
            if best and best[1] < costs[item.code] - 0.5:
                places[item.code], costs[item.code] = best
                moves[item.code] = look
        if moves == before:
            break
    return places, sum(costs.values())


def _crowd(item: Item, others: list[Item]) -> int:
    near = 4 * item.height
    return sum(
        abs(o.x - item.x) < 2 * near and abs(o.y - item.y) < near for o in others
    )


class _Field:
    """The raster, its integral images, and the price of every place."""

    def __init__(self, raster: np.ndarray) -> None:
        self.raster = raster
        self.rows, self.columns = raster.shape
        self.marked = _integral(raster > 0)
        self.land = _integral(raster == LAND)
        self.places: dict[tuple[str, float], _Places] = {}
        self.points: dict[str, _Points] = {}

    def take(self, outside: list[Item]) -> None:
        """Learn which names stand beside their countries: each keeps off the points of
        the others."""
        for item in outside:
            spots = [(i.x, i.y) for i in outside if i is not item]
            self.points[item.code] = _Points(item, np.array(spots).reshape(-1, 2))

    def inside(self, item: Item) -> Place | None:
        """The place wholly inside the country that is nearest to its point."""
        own = self.raster == item.number
        rows, columns = (np.flatnonzero(own.any(axis=axis)) for axis in (1, 0))
        if not len(rows):
            return None
        low, left = rows[0], columns[0]
        own = _integral(own[low : rows[-1] + 1, left : columns[-1] + 1])
        for pad in _INSIDE:
            width, height = _cells(item, pad)
            if width >= own.shape[1] or height >= own.shape[0]:
                continue
            full = _cover(own, width, height) == width * height
            if full.any():
                break
        else:
            return None
        rows, columns = np.nonzero(full)
        rows, columns = rows + low, columns + left
        away = np.hypot(columns + width / 2 - item.x, rows + height / 2 - item.y)
        best = int(np.argmin(away))
        return Place(_box(item, columns[best] + width / 2, rows[best] + height / 2))

    def beside(self, item: Item, others: list[Place]) -> tuple[Place, float] | None:
        """The cheapest place free of other names, lines and countries' points."""
        width, height = _cells(item, pad=_GAP)
        if width >= self.columns or height >= self.rows:
            return None
        names = np.array([p.box for p in others]).reshape(-1, 4)
        if _inside(item, _with_margins(tuple(names.T))).any():
            return None  # every line to it would run under a name
        points = self.points[item.code]
        free: dict[float, np.ndarray] = {}
        for near in (_NEAR, _NEAREST):
            obstacles = _Obstacles(item, others, names, points.near(near))
            reach = obstacles.reach()
            for dearest in (_CHEAP, _FAR):
                places = self._places(item, dearest)
                if dearest not in free:
                    free[dearest] = ~self._collisions(item, names, places)
                visible = free[dearest] & (places.distance < reach[places.ray])
                among = np.flatnonzero(visible)
                best = self._cheapest(item, obstacles, places, among)
                # What was not looked at costs more than that.
                if best and (best[1] <= dearest or dearest == _FAR):
                    return best
        return None

    def _places(self, item: Item, dearest: float) -> _Places:
        """The places around a country up to a price, were the map empty of names: none
        of them over another country's point."""
        key = (item.code, dearest)
        if key not in self.places:
            width, height = _cells(item, pad=_GAP)
            area = width * height
            # Beyond these a place is too far away whatever it covers.
            top, right = (int(limit + dearest) + 1 for limit in (item.y, item.x))
            low, left = (
                max(0, int(limit - dearest) - size)
                for limit, size in ((item.y, height), (item.x, width))
            )
            rows = np.arange(low, min(top, self.rows - height) + 1)[:, None]
            columns = np.arange(left, min(right, self.columns - width) + 1)[None, :]
            across = np.abs(columns + width / 2 - item.x) - width / 2
            along = np.abs(rows + height / 2 - item.y) - height / 2
            distance = np.hypot(np.maximum(across, 0), np.maximum(along, 0))
            part = slice(low, top + height + 1), slice(left, right + width + 1)
            overlap = _cover(self.marked[part], width, height) / area
            land = _cover(self.land[part], width, height) / area
            cost = (distance + _OVER_MARKED * overlap + _OVER_LAND * land).ravel()
            spots = np.tile(self.points[item.code].spots, 2)
            corners = self._corners(item, spots)[
                low : low + rows.size, left : left + columns.size
            ]
            reach = np.flatnonzero((cost <= dearest) & ~corners.ravel())
            reach = reach[np.argsort(cost[reach], kind="stable")]
            row, column = np.divmod(reach, columns.size)
            self.places[key] = _Places.of(item, cost[reach], row + low, column + left)
        return self.places[key]

    def _collisions(self, item: Item, boxes: np.ndarray, places: _Places) -> np.ndarray:
        """Which places would lie over one of the boxes."""
        return self._corners(item, boxes)[places.rows, places.columns]

    def _corners(self, item: Item, boxes: np.ndarray) -> np.ndarray:
        """Of every place, by its lower left corner, whether it is over a box."""
        width, height = _cells(item, pad=_GAP)
        corners = np.zeros(
            (self.rows - height + 1, self.columns - width + 1), dtype=bool
        )
        left, bottom = np.trunc(boxes[:, :2].T).astype(int) - [[width], [height]]
        right, top = np.ceil(boxes[:, 2:].T).astype(int) + 1
        for x0, y0, x1, y1 in zip(
            np.maximum(left, 0), np.maximum(bottom, 0), right, top, strict=True
        ):
            corners[y0:y1, x0:x1] = True
        return corners

    def _cheapest(
        self, item: Item, obstacles: _Obstacles, places: _Places, among: np.ndarray
    ) -> tuple[Place, float] | None:
        """The cheapest free place. A line adds to a price and never takes from it: once
        the next place alone costs more than the best, none after it is better."""
        best: tuple[Place, float] | None = None
        start, size = 0, _PART
        while start < len(among):
            part = among[start : start + size]
            if best and places.prices[part[0]] >= best[1]:
                break
            start, size = start + size, size * _GROWTH
            part = part[obstacles.free(places.xs[part], places.ys[part])]
            if not len(part):
                continue
            xs, ys = places.xs[part], places.ys[part]
            x0, y0 = _nearest_of_box(item, xs, ys)
            whole = places.prices[part] + self._through(item, x0, y0)
            pick = int(np.argmin(whole))
            if best is None or whole[pick] < best[1]:
                leader = (float(x0[pick]), float(y0[pick]), item.x, item.y)
                place = Place(_box(item, xs[pick], ys[pick]), leader)
                best = place, float(whole[pick])
        return best

    def _through(self, item: Item, x0: np.ndarray, y0: np.ndarray) -> np.ndarray:
        """The price of lines' ways through other marked countries."""
        xs = (x0[:, None] * (1 - _SHARES) + item.x * _SHARES).astype(int)
        ys = (y0[:, None] * (1 - _SHARES) + item.y * _SHARES).astype(int)
        rows = sectors.clamped(ys, 0, self.rows - 1)
        cells = self.raster[rows, sectors.clamped(xs, 0, self.columns - 1)]
        foreign = ((cells > 0) & (cells != item.number)).mean(axis=1)
        return foreign * (_THROUGH + np.hypot(x0 - item.x, y0 - item.y))


@dataclass(frozen=True)
class _Places:
    """The places in reach of a country, the cheapest first; an array for each value."""

    prices: np.ndarray
    rows: np.ndarray  # of the lower left corner, with the gap around the name
    columns: np.ndarray
    xs: np.ndarray  # of the middle
    ys: np.ndarray
    ray: np.ndarray  # the direction of the line, from the country's point
    distance: np.ndarray  # the length of the line

    @classmethod
    def of(
        cls, item: Item, prices: np.ndarray, rows: np.ndarray, columns: np.ndarray
    ) -> _Places:
        width, height = _cells(item, pad=_GAP)
        xs, ys = columns + width / 2, rows + height / 2
        x0, y0 = _nearest_of_box(item, xs, ys)
        angle = np.arctan2(y0 - item.y, x0 - item.x)
        ray = ((angle + np.pi) / (2 * np.pi) * _RAYS).astype(int)
        ray = sectors.clamped(ray, 0, _RAYS - 1)
        distance = np.hypot(x0 - item.x, y0 - item.y)
        return cls(prices, rows, columns, xs, ys, ray, distance)


class _Points:
    """The points of the other countries, seen from one: the same at every look."""

    def __init__(self, item: Item, spots: np.ndarray) -> None:
        self.item, self.spots = item, spots
        self._near: dict[float, _Seen] = {}

    def near(self, near: float) -> _Seen:
        """A box around each that a line may not enter."""
        if near not in self._near:
            item = self.item
            away = np.abs(self.spots - (item.x, item.y)).max(axis=1, initial=0)
            # A line past another country's point would seem to be that country's.
            boxes = np.tile(self.spots[away > 2 * near], 2) + _SQUARE * near
            self._near[near] = _Seen(item, boxes)
        return self._near[near]


class _Seen:
    """Boxes that a line to a country's point must not touch, as seen from there."""

    def __init__(self, item: Item, boxes: np.ndarray) -> None:
        self.item, self.boxes = item, boxes
        left, bottom, right, top = boxes.T
        corners = ((left, bottom), (right, bottom), (right, top), (left, top))
        shapes = np.array(corners).transpose(2, 0, 1)
        self.sectors = sectors.of_shapes(item.x, item.y, shapes)

    @cached_property
    def reach(self) -> np.ndarray:
        """For each direction from the country's point: how long a line may be at most.

        A box that both rays at the sides of a direction meet is met by every ray
        between them, for it is convex, and no later than by the later of the two. So
        what is longer certainly touches something; what is shorter must be looked at.
        """
        ray, box = sectors.pairs(_DIRECTIONS, self.sectors)
        step = _STEPS[0][ray], _STEPS[1][ray]
        start = self.item.x, self.item.y
        first, last = crossings(start, step, self.boxes[box].T)
        first = np.maximum(first, 0)
        entry = np.full((_RAYS + 1, len(self.boxes)), np.inf)
        entry[ray, box] = np.where(first <= last, first, np.inf)
        both = np.maximum(entry[:-1], entry[1:])
        return both.min(axis=1, initial=np.inf) + 1e-6


class _Obstacles:
    """What a line must not touch, other countries' points, names and lines; and the
    lines that the name itself must not lie over."""

    def __init__(
        self,
        item: Item,
        others: list[Place],
        names: np.ndarray,
        points: _Seen,
    ) -> None:
        self.item, self.points = item, points
        self.names = _Seen(item, np.stack(_with_margins(tuple(names.T)), axis=1))
        self.boxes = np.concatenate([self.names.boxes, points.boxes])
        leaders = [p.leader for p in others if p.leader]
        self.leaders = np.array(leaders).reshape(-1, 4)

    def reach(self) -> np.ndarray:
        """For each direction: how long a line may be at most."""
        return np.minimum(self.names.reach, self.points.reach)

    @cached_property
    def _sectors(self) -> tuple[sectors.Sectors, sectors.Sectors]:
        """Where boxes and lines are seen from the country's point."""
        both = zip(self.names.sectors, self.points.sectors, strict=True)
        boxes = tuple(map(np.concatenate, both))
        ends = self.leaders.reshape(-1, 2, 2)
        return boxes, sectors.of_shapes(self.item.x, self.item.y, ends)

    def free(self, xs: np.ndarray, ys: np.ndarray) -> np.ndarray:
        """Which of the places, given by their middles, touch nothing."""
        item = self.item
        x0, y0 = _nearest_of_box(item, xs, ys)
        angles = np.arctan2(y0 - item.y, x0 - item.x)
        left = np.arange(len(xs))
        boxes, leaders = self._sectors
        for shapes, directions, meets in (
            (self.boxes, boxes, crosses_box),
            (self.leaders, leaders, cross),
        ):
            if not len(left):
                return left
            line, shape = sectors.pairs(angles[left], directions)
            lines = (x0[left[line]], y0[left[line]], item.x, item.y)
            free = np.ones(len(left), dtype=bool)
            free[line[meets(lines, tuple(shapes[shape].T))]] = False
            left = left[free]
        return left[~self._over_a_leader(xs[left], ys[left])]

    def _over_a_leader(self, xs: np.ndarray, ys: np.ndarray) -> np.ndarray:
        """Whether a name, given by its middle, lies over a line."""
        half, tall = self.item.width / 2, self.item.height / 2
        names = np.array(_with_margins((xs - half, ys - tall, xs + half, ys + tall)))
        ends = self.leaders.reshape(-1, 2, 2)
        low, high = ends.min(axis=1).T, ends.max(axis=1).T
        near = np.ones((len(xs), len(ends)), dtype=bool)
        for axis in (0, 1):
            near &= names[axis][:, None] <= high[axis]
            near &= low[axis] <= names[axis + 2][:, None]
        name, leader = np.nonzero(near)
        over = np.zeros(len(xs), dtype=bool)
        crossed = crosses_box(tuple(self.leaders[leader].T), tuple(names[:, name]))
        over[name[crossed]] = True
        return over


_SQUARE = np.array([-1, -1, 1, 1])


def _inside(item: Item, boxes: Box) -> np.ndarray:
    left, bottom, right, top = boxes
    return (left <= item.x) & (item.x <= right) & (bottom <= item.y) & (item.y <= top)


def _nearest_of_box(
    item: Item, xs: np.ndarray, ys: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """From where on the edge of a name, given by its middle, the line would start."""
    half, tall = item.width / 2, item.height / 2
    x0 = sectors.clamped(item.x, xs - half, xs + half)
    y0 = sectors.clamped(item.y, ys - tall, ys + tall)
    return x0, y0


def _integral(cells: np.ndarray) -> np.ndarray:
    total = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1), dtype=np.int64)
    total[1:, 1:] = cells.cumsum(axis=0).cumsum(axis=1)
    return total


def _cover(total: np.ndarray, width: int, height: int) -> np.ndarray:
    """How many cells each box of that size covers, by its lower left corner."""
    top, right = total[height:], slice(width, None)
    low = total[: total.shape[0] - height]
    left = slice(None, total.shape[1] - width)
    return top[:, right] - low[:, right] - top[:, left] + low[:, left]


def _cells(item: Item, pad: int) -> tuple[int, int]:
    return int(np.ceil(item.width)) + 2 * pad, int(np.ceil(item.height)) + 2 * pad


def _box(item: Item, x: float, y: float) -> Box:
    half, tall = item.width / 2, item.height / 2
    return float(x - half), float(y - tall), float(x + half), float(y + tall)


def _with_margins(box: Box) -> Box:
    return box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1

"""Where the names of countries go on a map: inside if there is room, else beside it.

Everything is measured in the cells of a raster that says which country a cell belongs
to, so that a box's cover is one subtraction in an integral image. No randomness: the
same map gives the same places.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: What a cell of the raster can hold besides a country's number (1, 2, ...).
SEA, LAND = 0, -1

Box = tuple[float, float, float, float]  # left, bottom, right, top
Segment = tuple[float, float, float, float]

#: What a place costs, in cells of distance: a name over other marked countries, over
#: plain land; a leader line through marked countries.
_OVER_MARKED, _OVER_LAND, _THROUGH = 150.0, 10.0, 60.0
#: Free cells kept around every name.
_GAP = 2
#: Cells between a name and its own country's border: as many as there is room for.
_INSIDE = (8, 4, 2, 1)
_ROUNDS = 4
#: How many of the cheapest places are looked at first, and the price beyond which a
#: name is too far away to be read as its country's.
_CLOSE, _FAR = 2500, 160.0
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


def place(items: list[Item], raster: np.ndarray) -> dict[str, Place]:
    """A place for every name, none over another, none outside the raster.

    A name for which there is no room is left out.
    """
    field = _Field(raster)
    inner: dict[str, Place] = {}
    for item in items:
        if inside := field.inside(item):
            inner[item.code] = inside
    outside = [i for i in items if i.code not in inner]
    orders = (
        sorted(outside, key=lambda i: (-_crowd(i, outside), i.code)),
        sorted(outside, key=lambda i: (i.x, i.code)),
        sorted(outside, key=lambda i: (-i.y, i.code)),
    )
    tried = [_placed(field, order, inner) for order in orders]
    best = min(tried, key=lambda found: found[1])[0] if outside else inner
    return {i.code: best[i.code] for i in items if i.code in best}


def _placed(
    field: _Field, order: list[Item], inner: dict[str, Place]
) -> tuple[dict[str, Place], float]:
    """Places for names beside their countries, one after another, and their price."""
    places, costs = dict(inner), dict.fromkeys((i.code for i in order), _MISSING)
    # A name placed early does not know of the later ones: let each look again.
    for _ in range(_ROUNDS):
        moved = False
        for item in order:
            points = [(i.x, i.y) for i in order if i is not item]
            others = [p for c, p in places.items() if c != item.code]
            found = field.beside(item, others, points)
            if found and found[1] < costs[item.code] - 0.5:
                places[item.code], costs[item.code] = found
                moved = True
        if not moved:
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
        self.prices: dict[str, np.ndarray] = {}

    def inside(self, item: Item) -> Place | None:
        """The place wholly inside the country that is nearest to its point."""
        own = _integral(self.raster == item.number)
        for pad in _INSIDE:
            width, height = _cells(item, pad)
            if width > self.columns or height > self.rows:
                continue
            full = _cover(own, width, height) == width * height
            if full.any():
                break
        else:
            return None
        rows, columns = np.nonzero(full)
        away = np.hypot(columns + width / 2 - item.x, rows + height / 2 - item.y)
        best = int(np.argmin(away))
        return Place(_box(item, columns[best] + width / 2, rows[best] + height / 2))

    def beside(
        self, item: Item, others: list[Place], points: list[tuple[float, float]]
    ) -> tuple[Place, float] | None:
        """The cheapest place free of other names, lines and countries' points."""
        width, height = _cells(item, pad=_GAP)
        if width >= self.columns or height >= self.rows:
            return None
        cost = self._price(item, width, height).copy()
        taken = [p.box for p in others] + [(x, y, x, y) for x, y in points]
        for box in taken:
            cost[_clash(box, width, height, cost.shape)] = np.inf
        flat = cost.ravel()
        kept = np.flatnonzero(flat <= _FAR)
        for count, near in (
            (_CLOSE, _NEAR),
            (len(kept), _NEAR),
            (len(kept), _NEAREST),
        ):
            some = kept
            if count < len(kept):
                some = kept[np.argpartition(flat[kept], count)[:count]]
            rows, columns = np.divmod(np.sort(some), cost.shape[1])
            found = self._cheapest(item, rows, columns, cost, others, points, near)
            if found:
                return found
        return None

    def _price(self, item: Item, width: int, height: int) -> np.ndarray:
        """The price of every place, by its lower left corner, were the map empty."""
        if item.code not in self.prices:
            area = width * height
            marked = _cover(self.marked, width, height) / area
            land = _cover(self.land, width, height) / area
            rows = np.arange(self.rows - height + 1)[:, None]
            columns = np.arange(self.columns - width + 1)[None, :]
            across = np.abs(columns + width / 2 - item.x) - width / 2
            along = np.abs(rows + height / 2 - item.y) - height / 2
            distance = np.hypot(np.maximum(across, 0), np.maximum(along, 0))
            cost = distance + _OVER_MARKED * marked + _OVER_LAND * land
            self.prices[item.code] = cost
        return self.prices[item.code]

    def _cheapest(
        self,
        item: Item,
        rows: np.ndarray,
        columns: np.ndarray,
        cost: np.ndarray,
        others: list[Place],
        points: list[tuple[float, float]],
        near: float,
    ) -> tuple[Place, float] | None:
        width, height = _cells(item, pad=_GAP)
        xs, ys = columns + width / 2, rows + height / 2
        boxes = (
            xs - item.width / 2,
            ys - item.height / 2,
            xs + item.width / 2,
            ys + item.height / 2,
        )
        # From the nearest point of the box's edge to the country's point.
        x0 = np.clip(item.x, boxes[0], boxes[2])
        y0 = np.clip(item.y, boxes[1], boxes[3])
        lines = (x0, y0, np.full_like(x0, item.x), np.full_like(y0, item.y))
        free = np.ones(len(xs), dtype=bool)
        for other in others:
            free &= ~crosses_box(lines, _grown(other.box))
            if other.leader:
                free &= ~cross(lines, other.leader)
                free &= ~crosses_box(other.leader, _grown(boxes))
        for x, y in points:
            # A line past another country's point would seem to be that country's.
            if max(abs(x - item.x), abs(y - item.y)) > 2 * near:
                spot = (x - near, y - near, x + near, y + near)
                free &= ~crosses_box(lines, spot)
        if not free.any():
            return None
        index = np.flatnonzero(free)
        whole = cost[rows[index], columns[index]]
        whole = whole + self._through(item, x0[index], y0[index])
        pick = int(np.argmin(whole))
        best = index[pick]
        box = tuple(float(side[best]) for side in boxes)
        leader = (float(x0[best]), float(y0[best]), item.x, item.y)
        return Place(box, leader), float(whole[pick])

    def _through(self, item: Item, x0: np.ndarray, y0: np.ndarray) -> np.ndarray:
        """The price of lines' ways through other marked countries."""
        share = np.linspace(0, 1, 24)[None, :]
        xs = (x0[:, None] * (1 - share) + item.x * share).astype(int)
        ys = (y0[:, None] * (1 - share) + item.y * share).astype(int)
        cells = self.raster[ys.clip(0, self.rows - 1), xs.clip(0, self.columns - 1)]
        foreign = ((cells > 0) & (cells != item.number)).mean(axis=1)
        return foreign * (_THROUGH + np.hypot(x0 - item.x, y0 - item.y))


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


def _grown(box: Box) -> Box:
    return box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1


def _clash(box: Box, width: int, height: int, shape: tuple[int, int]) -> tuple:
    """The lower left corners from which a box would run into another."""
    left, bottom, right, top = box
    rows = slice(max(0, int(bottom) - height), min(shape[0], int(np.ceil(top)) + 1))
    columns = slice(max(0, int(left) - width), min(shape[1], int(np.ceil(right)) + 1))
    return rows, columns


def crosses_box(line: Segment, box: Box) -> np.ndarray:
    """Whether a line has a point in a box; numbers or arrays of them."""
    x0, y0, x1, y1 = (np.asarray(v, dtype=float) for v in line)
    left, bottom, right, top = box
    first, last = np.float64(0), np.float64(1)
    for start, step, low, high in (
        (x0, x1 - x0, left, right),
        (y0, y1 - y0, bottom, top),
    ):
        # A line along a side has no step: a hair's breadth stands for none.
        step = np.where(np.abs(step) < 1e-9, 1e-9, step)
        one, two = (low - start) / step, (high - start) / step
        first = np.maximum(first, np.minimum(one, two))
        last = np.minimum(last, np.maximum(one, two))
    return first <= last


def cross(one: Segment, other: Segment) -> np.ndarray:
    """Whether two lines cross; numbers or arrays of them."""

    def side(a: tuple, b: tuple, c: tuple) -> np.ndarray:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    a, b, c, d = one[:2], one[2:], other[:2], other[2:]
    apart = side(a, b, c) * side(a, b, d) < 0
    return apart & (side(c, d, a) * side(c, d, b) < 0)

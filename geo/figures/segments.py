"""Whether lines meet boxes and each other: numbers, or arrays of many at once."""

from __future__ import annotations

import numpy as np

Box = tuple[float, float, float, float]  # left, bottom, right, top
Segment = tuple[float, float, float, float]


def crosses_box(line: Segment, box: Box) -> np.ndarray:
    """Whether a line has a point in a box; numbers or arrays of them."""
    x0, y0, x1, y1 = (np.asarray(v, dtype=float) for v in line)
    first, last = crossings((x0, y0), (x1 - x0, y1 - y0), box)
    return np.maximum(first, 0) <= np.minimum(last, 1)


def crossings(start: tuple, step: tuple, box: Box) -> tuple[np.ndarray, np.ndarray]:
    """After how many steps from a start one comes into a box, and out of it again; the
    first is after the second where one never comes into it."""
    left, bottom, right, top = box
    across = _between(start[0], step[0], left, right)
    along = _between(start[1], step[1], bottom, top)
    return np.maximum(across[0], along[0]), np.minimum(across[1], along[1])


def _between(
    begin: np.ndarray, stride: np.ndarray, low: np.ndarray, high: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """After how many steps one comes between two limits, and out again."""
    # A line along a side has no step: a tiny one stands for none.
    stride = np.where(np.abs(stride) < 1e-9, 1e-9, stride)
    one, two = (low - begin) / stride, (high - begin) / stride
    return np.minimum(one, two), np.maximum(one, two)


def cross(one: Segment, other: Segment) -> np.ndarray:
    """Whether two lines cross; numbers or arrays of them."""

    def side(a: tuple, b: tuple, c: tuple) -> np.ndarray:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    a, b, c, d = one[:2], one[2:], other[:2], other[2:]
    apart = side(a, b, c) * side(a, b, d) < 0
    return apart & (side(c, d, a) * side(c, d, b) < 0)

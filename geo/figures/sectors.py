"""Which of many lines to one point may meet which of many shapes around it.

A line to a point meets a convex shape only if it comes from the directions in which the
shape is seen from that point. Lines are sorted by direction once, so that of all pairs
of a line and a shape only those few are named that must be looked at.
"""

from __future__ import annotations

import numpy as np

#: A shape wider than this, seen from the point, is looked at from every direction.
_WIDEST = 3.0
_MARGIN = 1e-6  # radians, far more than rounding

Sectors = tuple[np.ndarray, np.ndarray]


def of_shapes(x: float, y: float, corners: np.ndarray) -> Sectors:
    """From which direction to which each shape is seen from a point outside of it.

    Args:
        corners: of each shape, as (shapes, corners, 2).

    Returns:
        The angles at which each sector begins and ends, the first from -pi to pi.
    """
    xs, ys = corners[..., 0] - x, corners[..., 1] - y
    middle = np.arctan2(ys.mean(axis=1), xs.mean(axis=1))
    aside = _turned(np.arctan2(ys, xs) - middle[:, None])
    low, high = aside.min(axis=1), aside.max(axis=1)
    around = (high - low > _WIDEST) | (np.abs(aside).max(axis=1) > _WIDEST)
    begin = _turned(middle + low - _MARGIN)
    end = begin + high - low + 2 * _MARGIN
    begin[around], end[around] = -np.pi, np.pi
    return begin, end


def pairs(angles: np.ndarray, sectors: Sectors) -> tuple[np.ndarray, np.ndarray]:
    """The lines, by the angles they come from, in each sector: their numbers, and those
    of the shapes; every pair once."""
    order = np.argsort(angles)  # of equal ones in any order: each is in every pair
    ordered = angles[order]
    twice = np.concatenate([ordered, ordered + 2 * np.pi])
    first = np.searchsorted(twice, sectors[0], side="left")
    number = np.searchsorted(twice, sectors[1], side="right") - first
    number = clamped(number, 0, len(angles))
    shapes = np.repeat(np.arange(len(first)), number)
    starts = np.cumsum(number) - number
    within = np.arange(len(shapes)) - np.repeat(starts, number)
    lines = order[(np.repeat(first, number) + within) % len(angles)]
    return lines, shapes


def clamped(
    values: np.ndarray | float, low: np.ndarray | float, high: np.ndarray | float
) -> np.ndarray:
    """``np.clip``, which takes longer to begin than most arrays here take."""
    return np.minimum(np.maximum(values, low), high)


def _turned(angles: np.ndarray) -> np.ndarray:
    """The same directions from -pi to pi."""
    return (angles + np.pi) % (2 * np.pi) - np.pi

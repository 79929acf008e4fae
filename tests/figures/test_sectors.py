"""No line that meets a shape is left out, and few that do not are looked at."""

import numpy as np
import pytest

from geo.figures import sectors
from geo.figures.label_placement import cross, crosses_box

POINT = (50.0, 40.0)


@pytest.fixture(params=range(5))
def chance(request) -> np.random.Generator:
    return np.random.default_rng(request.param)


def lines(chance, number: int = 300) -> tuple[np.ndarray, np.ndarray]:
    """The starts of lines to the point, some of them straight to one side."""
    starts = chance.uniform(0, 100, (number, 2))
    starts[::10, 0] = POINT[0]
    starts[5::10, 1] = POINT[1]
    return starts, np.arctan2(*(starts - POINT).T[::-1])


def named(angles: np.ndarray, found: sectors.Sectors) -> set[tuple[int, int]]:
    line, shape = sectors.pairs(angles, found)
    pairs = list(zip(line.tolist(), shape.tolist(), strict=True))
    assert len(pairs) == len(set(pairs))
    return set(pairs)


def test_every_line_that_meets_a_box_is_named(chance):
    low = chance.uniform(0, 100, (60, 2))
    boxes = np.hstack([low, low + chance.uniform(0.1, 20, (60, 2))])
    inside = ((boxes[:, :2] <= POINT) & (boxes[:, 2:] >= POINT)).all(axis=1)
    left, bottom, right, top = boxes[~inside].T
    corners = ((left, bottom), (right, bottom), (right, top), (left, top))
    starts, angles = lines(chance)
    pairs = named(
        angles, sectors.of_shapes(*POINT, np.array(corners).transpose(2, 0, 1))
    )
    x0, y0 = starts.T[:, :, None]
    meets = crosses_box((x0, y0, *POINT), (left, bottom, right, top))
    met = set(zip(*(number.tolist() for number in np.nonzero(meets)), strict=True))
    assert met and met <= pairs
    assert len(pairs) < meets.size / 4


def test_every_line_that_crosses_another_is_named(chance):
    others = chance.uniform(0, 100, (60, 4))
    others[0] = (0, 40, 100, 40)  # through the point itself
    others[1] = (50, 40, 90, 90)  # ends in it
    starts, angles = lines(chance)
    pairs = named(angles, sectors.of_shapes(*POINT, others.reshape(-1, 2, 2)))
    x0, y0 = starts.T[:, :, None]
    crossing = cross((x0, y0, *POINT), tuple(others.T))
    met = set(zip(*(number.tolist() for number in np.nonzero(crossing)), strict=True))
    assert met and met <= pairs


def test_a_shape_behind_is_seen_across_the_seam_of_the_angles():
    west = np.array([[[-10.0, -1.0], [-10.0, 1.0]]])
    begin, end = sectors.of_shapes(0.0, 0.0, west)
    assert begin[0] < np.pi < end[0]
    angles = np.array([np.pi, -np.pi + 0.01, np.pi - 0.01, 0.0, 3.0])
    assert named(angles, (begin, end)) == {(0, 0), (1, 0), (2, 0)}


def test_without_shapes_or_lines_there_are_no_pairs():
    nothing = sectors.of_shapes(0.0, 0.0, np.empty((0, 2, 2)))
    assert named(np.array([0.0, 1.0]), nothing) == set()
    one = sectors.of_shapes(0.0, 0.0, np.array([[[1.0, 0.0], [1.0, 1.0]]]))
    assert named(np.array([]), one) == set()

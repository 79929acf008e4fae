"""The map's geometry: fewer points on paper, the same world; and what changed."""

import numpy as np
import pytest

from geo.figures import geometry
from geo.figures import map as map_drawing
from geo.model import projection

COVERAGE = geometry.load()


def snapped(lines, step: float) -> list[np.ndarray]:
    return list(map_drawing.snap(geometry.Lines.of(lines), step))


def area(ring) -> float:
    x, y = np.asarray(ring).T
    return float(np.abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2)


def test_points_closer_than_the_step_are_one():
    line = [(0, 0), (1, 1), (2, 2), (1000, 0), (1001, 1), (2000, 0), (3000, 0)]
    assert snapped([line], 100)[0].tolist() == [
        [0, 0],
        [1000, 0],
        [2000, 0],
        [3000, 0],
    ]


def test_an_island_smaller_than_the_step_is_kept():
    ring = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    assert snapped([ring], 1000)[0].tolist() == [list(p) for p in ring]


def test_lines_are_snapped_each_for_itself():
    lines = [[(0, 0), (1000, 0)], [(1001, 1), (5000, 0), (5001, 0), (6000, 0)]]
    together = [x.tolist() for x in snapped(lines, 100)]
    assert together == [snapped([x], 100)[0].tolist() for x in lines]
    assert together[0] == [[0, 0], [1000, 0]]


def test_on_paper_every_country_keeps_its_size():
    step = 7000
    outlines = {unit.uid: max(rings, key=area) for unit, rings in COVERAGE.polygons()}
    large = {u: ring for u, ring in outlines.items() if area(ring) > (50 * step) ** 2}
    assert len(large) > 50
    small = {uid: snapped([ring], step)[0] for uid, ring in large.items()}
    for uid, ring in large.items():
        assert area(small[uid]) == pytest.approx(area(ring), rel=0.01), uid
    before, after = (sum(map(len, rings.values())) for rings in (large, small))
    assert after < before


def test_every_area_has_an_outline_that_closes():
    for uid, path in map_drawing._outlines(COVERAGE, 7000).items():
        assert path.codes[0] == path.MOVETO, uid
        starts = (path.codes == path.MOVETO).sum()
        assert starts == (path.codes == path.CLOSEPOLY).sum() > 0, uid
        assert np.isfinite(path.vertices).all(), uid


def test_neighbours_still_share_their_border():
    points = {
        uid: {tuple(p) for p in map_drawing._outlines(COVERAGE, 7000)[uid].vertices}
        for uid in ("CHN", "RUS", "MNG", "BRA")
    }
    assert len(points["CHN"] & points["MNG"]) > 50
    assert len(points["RUS"] & points["MNG"]) > 30
    assert not points["BRA"] & points["MNG"]


def test_the_map_is_the_world_without_the_antarctic():
    left, bottom, right, top = map_drawing.extent()
    assert left == -right
    assert map_drawing.aspect() == pytest.approx((top - bottom) / (right - left))
    assert bottom == projection.project(11, -58)[1]

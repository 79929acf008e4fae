"""Names find a place: inside if there is room, else beside, never over another."""

import numpy as np
import pytest

from geo.figures.label_placement import LAND, SEA, Item, cross, crosses_box, place


@pytest.fixture
def sea():
    return np.full((100, 200), SEA, dtype=int)


def overlap(one, other) -> bool:
    return (
        one[0] < other[2]
        and other[0] < one[2]
        and one[1] < other[3]
        and other[1] < one[3]
    )


def test_a_name_goes_inside_a_country_with_room_for_it(sea):
    sea[20:80, 50:150] = 1
    spot = place([Item("AAA", 1, 40, 8, 100, 50)], sea)["AAA"]
    assert spot.leader is None
    assert spot.centre == pytest.approx((100, 50), abs=1)


def test_a_name_inside_keeps_away_from_the_border(sea):
    sea[20:80, 50:150] = 1
    left, bottom, _, _ = place([Item("AAA", 1, 40, 8, 52, 22)], sea)["AAA"].box
    assert left >= 50 + 8
    assert bottom >= 20 + 8


def test_a_name_without_room_goes_beside_and_is_tied_to_its_country(sea):
    sea[48:52, 98:102] = 1
    spot = place([Item("AAA", 1, 40, 8, 100, 50)], sea)["AAA"]
    assert spot.leader[2:] == (100, 50)
    left, bottom, right, top = spot.box
    assert not (left <= 100 <= right and bottom <= 50 <= top)
    assert np.hypot(spot.centre[0] - 100, spot.centre[1] - 50) < 40


def test_sea_is_better_than_land_and_land_than_another_partner(sea):
    sea[:, :] = LAND
    sea[49:51, 99:101] = 1
    sea[60:90, 60:140] = SEA
    assert place([Item("AAA", 1, 30, 8, 100, 50)], sea)["AAA"].centre[1] > 50
    sea[60:90, 60:140] = 2
    assert place([Item("AAA", 1, 30, 8, 100, 50)], sea)["AAA"].centre[1] < 60


def crowd(count: int) -> tuple[list[Item], np.ndarray]:
    raster = np.full((160, 240), LAND, dtype=int)
    items = []
    for n in range(count):
        x, y = 100 + 9 * (n % 4), 60 + 8 * (n // 4)
        raster[y - 2 : y + 3, x - 2 : x + 3] = n + 1
        items.append(Item(f"C{n:02d}", n + 1, 28 + n, 6, x, y))
    return items, raster


@pytest.mark.parametrize("count", [2, 5, 8])
def test_in_a_crowd_nothing_runs_into_anything(count):
    items, raster = crowd(count)
    spots = place(items, raster)
    assert set(spots) == {i.code for i in items}
    places = list(spots.items())
    for n, (code, one) in enumerate(places):
        assert one.box[0] >= 0 and one.box[2] <= raster.shape[1]
        assert one.box[1] >= 0 and one.box[3] <= raster.shape[0]
        for item in items:
            inside = (
                one.box[0] < item.x < one.box[2] and one.box[1] < item.y < one.box[3]
            )
            assert not inside, (code, item.code)
        for other_code, other in places[n + 1 :]:
            assert not overlap(one.box, other.box), (code, other_code)
            assert not cross(one.leader, other.leader), (code, other_code)
            assert not crosses_box(one.leader, other.box), (code, other_code)
            assert not crosses_box(other.leader, one.box), (code, other_code)


def test_the_same_map_gives_the_same_places():
    items, raster = crowd(8)
    assert place(items, raster) == place(items, raster.copy())


def test_a_name_that_fits_nowhere_is_left_out(sea):
    sea[48:52, 98:102] = 1
    assert place([Item("AAA", 1, 500, 8, 100, 50)], sea) == {}
    assert place([], sea) == {}


@pytest.mark.parametrize(
    ("line", "crosses"),
    [
        ((0, 0, 10, 10), True),
        ((0, 5, 10, 5), True),
        ((5, 0, 5, 10), True),
        ((5, 5, 5, 5), True),
        ((0, 0, 3, 3), False),
        ((0, 5, 3, 5), False),
        ((0, 9, 1, 10), False),
    ],
)
def test_a_line_crosses_a_box_when_it_has_a_point_in_it(line, crosses):
    assert bool(crosses_box(line, (4, 4, 6, 6))) is crosses


def test_lines_cross_only_between_their_ends():
    assert cross((0, 0, 2, 2), (0, 2, 2, 0))
    assert not cross((0, 0, 2, 2), (3, 0, 4, 9))
    assert not cross((0, 0, 1, 1), (0, 2, 2, 0.5))


def test_a_map_that_differs_in_a_cell_or_a_name_has_its_own_places(sea):
    """Places are remembered: of this map alone, and not for who changes them."""
    sea[20:80, 50:150] = 1
    items = [Item("AAA", 1, 40, 8, 100, 50)]
    first = place(items, sea)
    assert place(items, sea.copy()) == first
    first.clear()
    assert set(place(items, sea)) == {"AAA"}
    wider = place([Item("AAA", 1, 60, 8, 100, 50)], sea)["AAA"]
    assert wider.box[2] - wider.box[0] == 60
    sea[20:80, 50:150] = SEA
    sea[48:52, 98:102] = 1
    assert place(items, sea)["AAA"].leader

"""Facts about former states: who held a place, and how large they were."""

from __future__ import annotations

from datetime import date

import pytest
import shapely
from shapely.geometry import MultiPolygon, Point, Polygon

from geo.model import boundaries, former_states, territory
from geo.model.projection import project
from geo.model.view import View

CODES = tuple(row.code for row in former_states.rows() if row.members)
WORLD = boundaries.load("world_print")
UNITS = (*boundaries.units(), *boundaries.part_units("world_print"))
SHAPES = {
    unit.uid: shapely.make_valid(
        MultiPolygon([Polygon(p[0], p[1:]) for p in WORLD.rings(unit.uid)])
    )
    for unit in UNITS
}


def view(day: str) -> View:
    return View(date(1945, 1, 1), date.fromisoformat(day))


def owner_of(lon: float, lat: float, day: str) -> str:
    """Whose a place is drawn: a part lies over the area it is cut from."""
    point = Point(project(lon, lat))
    there = [unit for unit in UNITS if SHAPES[unit.uid].contains(point)]
    owners = [territory.owner(unit, view(day), CODES) for unit in there]
    return [code for code in owners if code][-1]


@pytest.mark.parametrize(
    ("place", "lon", "lat", "then", "now"),
    [
        ("Tallinn", 24.75, 59.38, "SUN", "EST"),
        ("Dushanbe", 68.79, 38.56, "SUN", "TJK"),
        ("Sarajevo", 18.41, 43.86, "YUG", "BIH"),
        ("Bratislava", 17.13, 48.20, "CSK", "SVK"),
        ("Juba", 31.58, 4.85, "SDN", "SSD"),
        ("Asmara", 38.93, 15.34, "ETH", "ERI"),
        ("Dhaka", 90.41, 23.81, "PAK", "BGD"),
        ("Leipzig", 12.37, 51.34, "DDR", "DEU"),
        ("Aden, its hinterland", 44.99, 12.88, "YMD", "YEM"),
        ("Sana'a", 44.21, 15.35, "YAR", "YEM"),
        ("Hue", 107.55, 16.42, "RVN", "VNM"),
        ("Hanoi", 105.85, 21.03, "VDR", "VNM"),
        ("Munich", 11.57, 48.14, "DEU", "DEU"),
        ("Moscow", 37.62, 55.75, "SUN", "RUS"),
        ("Simferopol", 34.10, 44.95, "SUN", "UKR"),
        ("Pristina", 21.16, 42.66, "YUG", "XKX"),
        ("Dili", 125.58, -8.60, "TLS", "TLS"),
    ],
)
def test_a_place_is_of_the_state_of_its_time(place, lon, lat, then, now):
    assert owner_of(lon, lat, "1970-12-31") == then, place
    assert owner_of(lon, lat, "2024-12-31") == now, place


UNIONS = {
    row.code: row
    for row in former_states.rows()
    if row.members and row.until and not territory.is_cut(row) and row.code != "YAR"
}


def test_the_unions_of_the_table():
    assert " ".join(sorted(UNIONS)) == "ANT CSK ETH MYS PAK SCG SDN SRB SUN UAR YUG"


@pytest.mark.parametrize("code", UNIONS)
def test_a_union_is_as_large_as_its_members(code):
    state = UNIONS[code]
    day = state.since.latest if state.since else territory.FIRST
    members = [unit.uid for unit in UNITS if territory.is_of(unit, state, day)]
    if state.kind == "wider":
        members += [unit.uid for unit in UNITS if unit.recognised == code]
    assert len(members) >= 2
    union = shapely.union_all([SHAPES[uid] for uid in members])
    assert union.area == pytest.approx(sum(SHAPES[u].area for u in members), rel=1e-9)


@pytest.mark.parametrize(
    ("part", "whole", "square_km"),
    # Today's divisions: the states of 1949 to 1990 were about as large.
    [("P-DDR", "DEU", 108_500), ("P-YMD", "YEM", 305_000), ("P-RVN", "VNM", 173_000)],
)
def test_a_part_and_the_rest_are_as_large_as_the_area(part, whole, square_km):
    inside, outside = (
        shapely.intersection(SHAPES[whole], SHAPES[part]),
        shapely.difference(SHAPES[whole], SHAPES[part]),
    )
    area = SHAPES[whole].area
    assert inside.area == pytest.approx(SHAPES[part].area, rel=1e-9)
    assert inside.area + outside.area == pytest.approx(area, rel=1e-9)
    assert inside.area / 1e6 == pytest.approx(square_km, rel=0.02)


@pytest.mark.parametrize("level", ["world", "world_print", "world_wgs84"])
def test_each_part_has_one_line_that_no_area_of_today_uses(level):
    topology = boundaries.load(level).topology
    sided = boundaries.load(level).sided()
    past = [areas for kind, areas, _ in sided if kind == "past"]
    assert past == [("P-DDR", "DEU"), ("P-YMD", "YEM"), ("P-RVN", "VNM")]
    drawn = [
        number
        for line in boundaries.LINES
        for (number,) in topology["objects"][line]["arcs"]
    ]
    assert not {n for (n,) in topology["objects"]["past"]["arcs"]} & set(drawn)

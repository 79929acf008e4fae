"""Decoding the coverage, who an area is coloured with, and the projection."""

import json
import shutil
from dataclasses import replace

import pyproj
import pytest

from geo.model import boundaries, countries, projection
from geo.model.boundaries import BadBoundaries, World, claim_sentence, load
from geo.model.projection import project

#: Two squares side by side sharing arc 0, one of them with a hole, as TopoJSON.
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [10, 10], "translate": [100, 200]},
    "arcs": [
        [[2, 0], [0, 2]],  # shared, upwards
        [[2, 2], [-2, 0], [0, -2], [2, 0]],  # the rest of the left square
        [[2, 0], [2, 0], [0, 2], [-2, 0]],  # the rest of the right square
        [[3, 1], [0, 0], [0, 0], [0, 0]],
    ],
    "objects": {
        "parts": {"type": "GeometryCollection", "geometries": []},
        "units": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "LEF", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "RIG", "arcs": [[[2, -1], [3]]]},
            ],
        },
        "coast": {"type": "MultiLineString", "arcs": [[1], [2]]},
        "border": {"type": "MultiLineString", "arcs": [[0]]},
    },
}


@pytest.fixture
def squares() -> World:
    return World(TOPOLOGY, ())


def test_deltas_and_the_grid_are_undone(squares):
    assert squares.lines("border") == [[(120, 200), (120, 220)]]


def test_a_shared_arc_runs_both_ways_and_its_joint_is_not_doubled(squares):
    (((ring,),),) = (squares.rings("LEF"),)
    assert ring == [(120, 200), (120, 220), (100, 220), (100, 200), (120, 200)]
    ((right, hole),) = squares.rings("RIG")
    assert right == [(120, 200), (140, 200), (140, 220), (120, 220), (120, 200)]
    assert set(hole) == {(130, 210)}


def test_metres_go_back_to_the_grid(squares):
    assert squares.on_grid(130, 210) == [3, 1]


def test_every_ring_of_the_world_is_closed_and_on_the_sheet():
    atlas = load("world")
    half = project(projection.CENTRAL_MERIDIAN + 180 - 1e-9, 0)[0]
    for unit in atlas.units:
        for polygon in atlas.rings(unit.uid):
            for ring in polygon:
                assert ring[0] == ring[-1]
                assert len(ring) >= 4
                assert max(abs(x) for x, _ in ring) <= half + 500


@pytest.mark.parametrize("level", ["world", "world_print", "world_wgs84"])
def test_every_file_draws_every_area(level):
    assert load(level).units == boundaries.units()


def test_no_partner_of_the_table_is_without_an_area(package):
    assert {*package.partners(), "RUS"} <= boundaries.codes()
    assert "XXX" not in boundaries.codes()


def test_the_join_colours_every_partner_in_both_border_views(package):
    for borders in ("recognised", "de-facto"):
        owners = {unit.owner(borders) for unit in load("world").units}
        assert {*package.partners(), "RUS"} <= owners


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_table_and_the_map_call_a_country_by_the_same_name(lang):
    differ = {
        unit.iso3: (countries.name(unit.iso3, lang), unit.name(lang))
        for unit in load("world").units
        if unit.iso3 and countries.name(unit.iso3, lang) != unit.name(lang)
    }
    assert differ == {}


def test_crimea_goes_with_ukraine_or_with_who_controls_it_and_is_disputed_in_both():
    (crimea,) = [u for u in load("world").units if u.uid == "D-CRI"]
    assert crimea.owner("recognised") == "UKR"
    assert crimea.owner("de-facto") == "RUS"
    assert crimea.disputed


def test_the_two_border_views_are_the_same_areas_with_other_owners():
    atlas = load("world")
    recognised, de_facto = (atlas.frame(b) for b in ("recognised", "de-facto"))
    assert list(recognised.index) == list(de_facto.index)
    assert recognised.geometry.equals(de_facto.geometry)
    changes = recognised.index[recognised.owner != de_facto.owner]
    assert "D-CRI" in changes
    assert recognised.owner["D-CRI"] == "UKR"
    assert de_facto.owner["D-CRI"] == "RUS"


def test_the_frame_is_in_equal_earth_and_keyed_by_unit():
    frame = load("world").frame()
    assert frame.crs == pyproj.CRS(projection.CRS)
    assert frame.index.is_unique
    # Zimbabwe's area is known well and Equal Earth keeps areas.
    assert frame.geometry["ZWE"].area / 1e6 == pytest.approx(390_757, rel=0.01)


PLACES = {
    "the centre": (11.0, 0.0),
    "Moscow": (37.62, 55.75),
    "Havana": (-82.3, 22.95),
    "Brasilia": (-47.9, -15.8),
    "Harare": (31.05, -17.8),
    "Hanoi": (105.8, 21.0),
    "Chukotka beyond 180": (-174.0, 66.6),
    "just west of the seam": (-169.01, 10.0),
    "just east of the seam": (-168.99, 10.0),
    "the Pole": (11.0, 90.0),
    "Antarctica": (55.0, -82.0),
    "the far south": (-60.0, -58.0),
    "Fiji": (179.9, -16.8),
}


@pytest.mark.parametrize("place", PLACES)
def test_the_projection_is_that_of_proj(place):
    there = pyproj.Transformer.from_crs(
        pyproj.CRS("+proj=longlat +R=6371008.8 +no_defs"),
        projection.CRS,
        always_xy=True,
    )
    x, y = there.transform(*PLACES[place])
    assert project(*PLACES[place]) == pytest.approx((x, y), abs=0.01)


def test_label_points_lie_where_the_projection_puts_them():
    for unit in load("world").units:
        x, y = project(unit.lon, unit.lat)
        assert (unit.x, unit.y) == pytest.approx((x, y), abs=20)


#: Where the boundary itself is not drawn between the two claimants.
ADMINISTERED_BY_NOBODY = {"D-SPI"}


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_claim_can_be_put_into_words(lang):
    units_with_claims = [u for u in load("world").units if u.claimants]
    assert units_with_claims
    for unit in units_with_claims:
        name, by, claims = claim_sentence(unit, lang)
        assert name == unit.name(lang)
        assert len(claims.split(", ")) >= len(unit.claimants)
        assert bool(by) is (unit.uid not in ADMINISTERED_BY_NOBODY)


def test_an_authority_is_named_without_recognising_it():
    (crimea,) = [u for u in load("world").units if u.uid == "D-CRI"]
    local = replace(crimea, administered_by="local UN")
    assert claim_sentence(local, "en")[1] == "local authorities, the United Nations"


# --- damage ---


@pytest.fixture
def copy(tmp_path, monkeypatch):
    for name in ("world.topo.json", "units.csv"):
        shutil.copy(boundaries.BOUNDARIES / name, tmp_path)
    monkeypatch.setattr(boundaries, "BOUNDARIES", tmp_path)
    yield tmp_path


def without(key: str) -> str:
    return json.dumps({k: v for k, v in TOPOLOGY.items() if k != key})


BROKEN = {
    "empty": "",
    "cut short": json.dumps(TOPOLOGY)[:200],
    "a list": "[]",
    "no TopoJSON": '{"type": "FeatureCollection"}',
    "null": "null",
    "no arcs": without("arcs"),
    "no transform": without("transform"),
    "no objects": without("objects"),
}


@pytest.mark.parametrize("damage", BROKEN)
def test_a_damaged_coverage_is_named_with_its_remedy(copy, damage):
    (copy / "world.topo.json").write_text(BROKEN[damage], encoding="utf-8")
    with pytest.raises(BadBoundaries) as error:
        load("world")
    assert "data/boundaries/world.topo.json" in str(error.value)
    assert "make boundaries" in str(error.value)
    assert "\n" not in str(error.value)


def test_bytes_that_are_no_text_are_damage_too(copy):
    (copy / "world.topo.json").write_bytes(b"\xff\x00\xfe" * 100)
    with pytest.raises(BadBoundaries, match=r"world\.topo\.json"):
        load("world")


def test_a_missing_coverage_is_named(copy):
    with pytest.raises(BadBoundaries, match=r"world_print\.topo\.json is missing"):
        load("world_print")


def test_a_missing_table_of_units_is_the_file_that_is_named(copy):
    (copy / "units.csv").unlink()
    with pytest.raises(BadBoundaries, match=r"units\.csv"):
        load("world")


def test_an_undamaged_copy_reads(copy):
    assert len(load("world").units) > 200

"""Former states in the downloads: one feature each, with from and to."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from geo.export import countries, network, treaties
from geo.model.package import Package
from geo.model.treaties import Treaty
from geo.model.view import Span
from geo.presentation.scene import Scene
from tests.model.test_succession import TABLE

ROWS = (*TABLE, Treaty("YMD", "USA", "YMD", TABLE[0].signed))


def scene(year: int, **fields: str) -> Scene:
    span = Span(1970, 1995)
    package = Package(ROWS, (), (), (), "own", date(2026, 11, 24), span, "a")
    return Scene.of(package, focus="USA", **fields).with_years(1970, year)


def features(year: int, **fields: str) -> dict[str, dict]:
    collection = json.loads(countries.geojson(scene(year, **fields)))
    return {f["properties"]["uid"]: f for f in collection["features"]}


def test_a_former_state_is_one_feature_and_its_members_are_none():
    found = features(1989)
    ussr = found["SUN"]["properties"]
    assert (ussr["from"], ussr["to"]) == ("1945", "1991-12-26")
    assert (ussr["country_code"], ussr["kind"]) == ("SUN", "former state")
    assert ussr["class"] == "signed"
    assert not {"RUS", "EST", "D-CRI", "YEM"} & found.keys()
    assert {"SUN", "YUG", "CSK", "DDR", "YMD", "YAR", "FRA", "DEU"} <= found.keys()
    assert found["FRA"]["properties"]["from"] is None


def test_after_its_end_its_members_are_there():
    found = features(1993)
    assert {"RUS", "EST", "CZE", "DEU"} <= found.keys()
    assert not {"SUN", "CSK", "DDR"} & found.keys()


@pytest.mark.parametrize("choice", ["successor", "drop"])
def test_borders_are_those_of_today_where_the_reader_chose_so(choice):
    assert {"RUS", "EST"} <= features(1989, former=choice).keys()


def test_the_features_cover_the_land_once():
    then, now = (countries.frame(scene(year)) for year in (1989, 1993))
    areas = [frame.to_crs("EPSG:6933").area.sum() for frame in (then, now)]
    assert areas[0] == pytest.approx(areas[1], rel=1e-4)
    assert then.geometry.is_valid.all()


def rows(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))


def test_the_table_says_when_each_party_was_a_state():
    ussr = next(
        r for r in rows(treaties.csv(scene(1989))) if r["country_code"] == "SUN"
    )
    assert (ussr["country_from"], ussr["country_to"]) == ("1945", "1991-12-26")
    assert (ussr["other_code"], ussr["other_from"], ussr["other_to"]) == ("USA", "", "")


def test_a_node_has_its_period_and_its_numbers():
    nodes = {row["Id"]: row for row in rows(network.node_list(scene(1989)))}
    assert nodes["SUN"] == {
        "Id": "SUN",
        "Label": "USSR",
        "cow": "365",
        "gw": "365",
        "m49": "810",
        "from": "1945",
        "to": "1991-12-26",
    }
    assert (nodes["USA"]["cow"], nodes["USA"]["to"]) == ("2", "")
    for file in (network.gexf(scene(1989)), network.graphml(scene(1989))):
        assert b"1991-12-26" in file


def test_a_table_of_today_has_no_such_columns(package):
    today = Scene.of(package)
    assert "country_from" not in rows(treaties.csv(today))[0]
    assert "from" not in rows(network.node_list(today))[0]

"""What the script of *Your data* is told: the reading and the products of the app."""

from __future__ import annotations

import json

import pytest

from geo.export.catalogue import EXPORTS
from geo.export.in_browser import Reader
from geo.model.languages import LANGUAGES
from geo.presentation.scene import Scene
from geo.tables.user import read as user_read

GOOD = "Party,Partner,Signed\nJapan,Peru,1990\nJapan,Cuba,2001-05\nJapan,Narnia,2003\n"
PAIRS = "Between,On\nJapan – Peru,1990\nJapan – Cuba,1991\n"


@pytest.fixture
def reader():
    made = Reader("en")
    made.report = json.loads(made.read(GOOD.encode(), "mine.csv"))
    return made


def test_the_report_says_what_will_be_drawn_and_why_the_rest_is_not(reader):
    report = reader.report
    assert report["drawn"] == "2 of 3 rows will be drawn; 1 will not:"
    assert report["why_not"] == ["1: a party is not known"]
    (problem,) = report["problems"]
    assert (problem["value"], problem["lines"]) == ("Narnia", "4")
    assert report["parties"][0] == ["JPN", "Japan (2)"]


def test_each_column_has_its_field_and_its_first_cells(reader):
    columns = reader.report["columns"]
    assert [c["field"] for c in columns] == ["party_a", "party_b", "signed"]
    assert columns[1]["cells"][:2] == ["Peru", "Cuba"]
    offered = dict(json.loads(reader.fields()))
    assert {c["field"] for c in columns} < offered.keys()


def test_a_column_that_names_both_parties_is_said_to():
    reader = Reader("en")
    report = json.loads(reader.read(PAIRS.encode(), "pairs.csv"))
    assert report["columns"][0]["field"] == "both"
    assert report["valid"] == 2


def test_a_column_is_read_as_the_reader_chooses(reader):
    report = json.loads(reader.choose("Signed", "in_force"))
    assert report["columns"][2]["field"] == "in_force"
    report = json.loads(reader.choose("Partner", ""))
    assert report["valid"] == 0


def test_the_products_are_those_of_the_app(reader):
    package = user_read.read(GOOD.encode(), "mine.csv").package
    scene = Scene.of(package, focus="JPN")
    assert reader.product("html", "JPN") == EXPORTS["html"].build(scene)
    assert reader.product("html") == EXPORTS["html"].build(scene)
    assert reader.product("csv", "JPN") == EXPORTS["csv"].build(scene)
    assert reader.product("csv", "PER") != reader.product("csv", "JPN")
    assert b"Narnia" in reader.product("problems")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_that_is_not_read_is_refused_in_the_readers_language(lang):
    reader = Reader(lang)
    report = json.loads(reader.read(b"", "empty.csv"))
    assert report == {"refused": user_read.read(b"", "empty.csv").reason.text(lang)}
    with pytest.raises(ValueError, match="no table"):
        reader.product("html")

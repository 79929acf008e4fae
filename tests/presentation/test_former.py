"""What is said of former states: also of one whose land is drawn with another's."""

from datetime import date

import pytest

from geo.model.counting import state
from geo.model.dates import PartialDate
from geo.model.package import Package
from geo.model.treaties import Treaty
from geo.model.view import Span, View
from geo.presentation import former
from geo.presentation.scene import Scene

GDR = "German Democratic Republic"


def note(*pairs: tuple[str, str], end: str = "1980-12-31", choice: str = "own") -> str:
    signed = PartialDate.parse("1970-05-01")
    treaties = [Treaty(str(n), a, b, signed) for n, (a, b) in enumerate(pairs)]
    view = View(date(1960, 1, 1), date.fromisoformat(end), focus="GBR", former=choice)
    return former.note(state(treaties, view))


UNNAMED = "Drawn in their own borders though no treaty of the table names them: "


def test_a_map_says_which_states_no_treaty_names():
    drawn = note(("GBR", "SUN"), ("GBR", "DEU"))
    assert f"{UNNAMED}Yugoslavia, Czechoslovakia, {GDR}" in drawn
    assert "USSR, Yugoslavia" not in drawn


@pytest.mark.parametrize(
    ("pairs", "end"),
    [
        ([("GBR", "SUN"), ("GBR", "DDR")], "1980-12-31"),  # named
        ([("GBR", "SUN"), ("GBR", "DEU")], "1990-12-31"),  # no more
    ],
)
def test_it_is_said_only_where_it_is_so(pairs, end):
    assert GDR not in note(*pairs, end=end).partition(UNNAMED)[2].partition(".")[0]


def test_a_table_that_writes_an_heir_is_said_to():
    drawn = note(("GBR", "RUS"))
    assert "USSR: the table has treaties of that time under Russia" in drawn
    assert "Russia" not in note(("GBR", "RUS"), end="1992-12-31")


def test_what_holds_of_two_states_is_said_once():
    drawn = note(("GBR", "DEU"))
    assert "Democratic Yemen, Yemen Arab Republic: Drawn along" in drawn
    assert drawn.count("today's governorates") == 1


@pytest.mark.parametrize("choice", ["successor", "drop"])
def test_a_reader_who_wants_borders_of_today_is_told_of_them(choice):
    drawn = note(("GBR", "DEU"), choice=choice)
    assert drawn == "Borders of today are drawn in every year."


def test_a_table_of_today_has_nothing_to_say():
    signed = PartialDate.parse("2012-05-01")
    view = View(date(2000, 1, 1), date(2020, 12, 31), focus="GBR")
    assert not former.note(state([Treaty("1", "GBR", "DEU", signed)], view))


@pytest.mark.parametrize(
    ("end", "said"),
    [("1991-12-31", "USSR (26 Dec 1991)"), ("1992-12-31", "Yugoslavia (27 Apr 1992)")],
)
def test_a_state_that_ended_within_the_year_is_named(end, said):
    assert f"before the day that its map speaks of: {said}." in note(
        ("GBR", "SUN"), end=end
    )
    assert "speaks of" not in note(("GBR", "SUN"), end="1991-12-25")
    assert "speaks of" not in note(("GBR", "SUN"), end="1994-12-31")
    # Czechoslovakia ended with the year 1992: no map of a year misses it.
    assert "speaks of" not in note(("GBR", "SUN"), end="1993-12-31")


@pytest.mark.parametrize("year", [1950, 1985, 1995])
def test_a_state_that_is_drawn_while_it_lived_is_not_called_undrawn(year):
    """Serbia is, which lies in Yugoslavia and in Serbia and Montenegro."""
    signed = PartialDate.parse("1946-05-01")
    treaties = (Treaty(c, "GBR", c, signed) for c in ("SUN", "YUG", "FRA", "SRB"))
    package = Package(
        tuple(treaties), (), (), (), "own", date(2026, 11, 24), Span(1940, 2000), "a"
    )
    scene = Scene.of(package, focus="GBR").with_years(1940, year)
    assert scene.undrawn == ("SRB",)


@pytest.mark.parametrize(
    ("lang", "colon"), [("en", ": "), ("zh", "："), ("fr", "\u00a0: ")]
)
def test_a_caveat_begins_with_its_states_and_the_colon_of_the_language(lang, colon):
    """As the page has it, which is given the names and the sentence apart."""
    borders = state(
        [Treaty("1", "GBR", "SUN", PartialDate.parse("1970-05-01"))],
        View(date(1960, 1, 1), date(1980, 12, 31), focus="GBR"),
    ).borders
    day = date(1980, 12, 31)
    sentences = former.caveats(borders, [day], lang)
    named = [
        (name(lang), text(lang))
        for first, last, name, text in former.caveats_of(borders)
        if first <= day < last and name(lang)
    ]
    assert named
    for name, text in named:
        (sentence,) = [each for each in sentences if each.endswith(colon + text)]
        assert name in sentence.removesuffix(colon + text)

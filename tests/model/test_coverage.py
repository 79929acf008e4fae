"""Outside of what a table covers, no row does not mean "no treaty"."""

from datetime import date

import pytest

from geo.model import country_codes
from geo.model.classes import Class
from geo.model.counting import state
from geo.model.coverage import ALL, Coverage
from geo.model.package import Package
from geo.model.reading import Reading
from geo.model.view import Span, View

YEARS = Coverage(years=(1951, 2003))
BRITISH = Coverage(party="GBR")
STATES = Coverage(
    states=(("DEU", 1816, 1945), ("DEU", 1990, 9999), ("FRA", 1816, 9999))
)


def left_out(
    coverage: Coverage, code: str, first: int, last: int, focus: str = ""
) -> bool:
    return coverage.leaves_out(code, focus, date(first, 1, 1), date(last, 12, 31))


@pytest.mark.parametrize("first", range(1949, 2006))
def test_a_period_is_covered_only_whole(first):
    for last in range(first, 2006):
        whole = all(1951 <= year <= 2003 for year in range(first, last + 1))
        assert left_out(YEARS, "FRA", first, last) != whole


def test_a_table_of_one_country_says_nothing_of_treaties_between_others():
    assert not left_out(BRITISH, "CUB", 1900, 1950, focus="GBR")
    assert not left_out(BRITISH, "GBR", 1900, 1950, focus="FRA")
    assert left_out(BRITISH, "CUB", 1900, 1950, focus="FRA")
    assert not left_out(BRITISH, "CUB", 1900, 1950)


@pytest.mark.parametrize("first", range(1940, 1996))
def test_a_state_is_covered_in_a_period_that_meets_its_years_in_the_list(first):
    for last in range(first, 1996):
        is_member = any(y <= 1945 or y >= 1990 for y in range(first, last + 1))
        assert left_out(STATES, "DEU", first, last) != is_member
        assert left_out(STATES, "GRL", first, last)


def test_what_states_no_coverage_covers_everything():
    assert not left_out(ALL, "GRL", 1, 9999, focus="FRA")
    assert not ALL.is_partial("FRA", date(1, 1, 1), date(9999, 12, 31))


def test_an_area_of_no_country_is_no_country_left_out():
    assert not left_out(STATES, "", 1950, 1960)


def test_a_country_that_is_not_covered_has_a_class_of_its_own():
    reading = Reading(mentions=(("PER", "FRA"),), coverage=STATES)
    package = Package(
        *((), (), (), (), "own", date(2026, 1, 1), Span(1950, 1960), "a"),
        reading=reading,
    )
    result = state(package.treaties, View.of(package.span, focus="FRA"))
    assert result.key("FRA") is Class.FOCUS
    assert result.key("PER") is Class.UNREAD
    assert result.key("DEU") is Class.NOT_COVERED
    assert result.present == {Class.UNREAD, Class.NOT_COVERED}
    later = state(package.treaties, View.of(Span(1950, 1990), focus="FRA"))
    assert later.key("DEU") is Class.NONE


@pytest.mark.parametrize("scheme", ["cow", "gw"])
def test_the_members_of_a_list_are_countries_with_their_years(scheme):
    members = country_codes.years_of_members(scheme)
    years = [(first, last) for code, first, last in members if code == "UKR"]
    assert years == [(1991, 9999)]
    assert not [code for code, _, _ in members if code in ("GRL", "HKG", "PSE")]
    assert ("SUN", 1923, 1991) in members  # the number is Russia's
    assert all(first <= last for _, first, last in members)

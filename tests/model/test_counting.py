"""The law of years: each rule by itself, then against a law written by days."""

import csv
import itertools
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from geo import storage
from geo.model.classes import COUNTED, PRECEDENCE, Class
from geo.model.counting import Changes, changes, classify, state
from geo.model.dates import PartialDate
from geo.model.package import span_of
from geo.model.treaties import OVER, UNSIGNED, Basis, Source, Stance, Status, Treaty
from geo.model.view import PRESETS, Span, View
from geo.presentation.scene import Scene
from geo.tables import load

SIGNED, IN_FORCE = Basis

#: Name for name, from the issue (point 3).
LIST = "ARM BLR BRA CHN CUB IDN IND IRN KGZ NIC TKM UZB VNM ZAF"
OFFICIAL_2022 = frozenset(LIST.split())
#: The three that had signed by 15 April 2024 on our evidence and are not named.
NOT_NAMED = ("ETH", "MMR", "TJK")
NAMED_IN_CHAPTER = OFFICIAL_2022 | {"AZE", "ZWE"}

#: On 1 December 2025 an official spoke of 21 signed agreements; we hold 20. The day
#: this fails, find what changed: a row added for the missing treaty (then close the
#: open question and lower this to 0), a new count in official_counts.csv
#: (then say here which), or a row that must not be there.
MISSING_FROM_US = 1


def view(first: int, last: int, basis: Basis = SIGNED, day: date | None = None) -> View:
    """The years first..last, or up to a day of the last year."""
    return View(date(first, 1, 1), day or date(last, 12, 31), basis)


# --- law 2: a year is its 31 December, a range is the acts dated within it ---


@pytest.mark.parametrize(
    ("signed", "first", "last", "key"),
    [
        ("2015-12-31", 2010, 2015, Class.SIGNED),
        ("2016-01-01", 2010, 2015, Class.NONE),
        ("2010-01-01", 2010, 2015, Class.SIGNED),
        ("2009-12-31", 2010, 2015, Class.NONE),
        ("2015", 2015, 2015, Class.SIGNED),
        ("2015-12", 2010, 2015, Class.SIGNED),
        ("2014", 2015, 2015, Class.NONE),
    ],
)
def test_a_range_means_the_acts_dated_within_it(make, signed, first, last, key):
    assert classify(make(signed=signed), view(first, last)) is key


# --- law 3: certain, possible, neither ---


@pytest.mark.parametrize("signed", ["2015", "2015-06"])
def test_a_date_that_only_may_lie_in_the_range_is_possible(make, signed):
    pact = make(signed=signed)
    middle = view(2010, 2015, day=date(2015, 6, 15))
    assert classify(pact, middle) is Class.POSSIBLE
    assert classify(pact, replace(middle, basis=IN_FORCE)) is Class.POSSIBLE


def test_the_possible_ones_stay_out_of_the_headline_number(make):
    pacts = [make("CUB", "2014"), make("BRA", "2015")]
    result = state(pacts, view(2010, 2015, day=date(2015, 6, 15)))
    assert result.counted_codes == {"CUB"}
    counts = result.counts
    assert (counts.countries, counts.instruments, counts.possible) == (1, 1, 1)


def test_a_date_becomes_certain_on_the_last_day_of_its_period(make):
    pact = make(signed="2015-06")
    keys = [
        classify(pact, view(2010, 2015, day=day))
        for day in (date(2015, 5, 31), date(2015, 6, 29), date(2015, 6, 30))
    ]
    assert keys == [Class.NONE, Class.POSSIBLE, Class.SIGNED]


# --- law 4: in force needs a source, and its absence is a class of its own ---


def test_in_force_needs_a_sourced_entry_into_force(make):
    with_source = make(signed="2012", in_force="2013")
    assert classify(with_source, view(2010, 2015, IN_FORCE)) is Class.IN_FORCE
    for status in set(Status) - UNSIGNED - OVER:
        bare = make(signed="2012", status=status)
        assert classify(bare, view(2010, 2015, IN_FORCE)) is Class.NOT_CONFIRMED


def test_not_confirmed_is_counted_neither_in_force_nor_as_later(make):
    counts = state([make(signed="2012")], view(2010, 2015, IN_FORCE)).counts
    assert (counts.countries, counts.instruments, counts.not_yet) == (0, 0, 0)
    assert (counts.not_confirmed, counts.confirmed, counts.unverified) == (1, 0, 1)


def test_signed_now_and_in_force_later_is_not_yet(make):
    pact = make(signed="2012", in_force="2014")
    keys = [classify(pact, view(2010, y, IN_FORCE)) for y in range(2011, 2016)]
    assert keys == [
        Class.NONE,
        Class.NOT_YET,
        Class.NOT_YET,
        Class.IN_FORCE,
        Class.IN_FORCE,
    ]
    assert state([pact], view(2010, 2013, IN_FORCE)).counts.not_yet == 1


def test_an_entry_into_force_that_may_be_later_is_possible(make):
    pact = make(signed="2012", in_force="2014-08")
    middle = view(2010, 2014, IN_FORCE, date(2014, 8, 15))
    assert classify(pact, middle) is Class.POSSIBLE
    assert state([pact], middle).counts.confirmed == 0


def test_entry_into_force_is_placed_in_the_range_by_its_own_date(make):
    pact = make(signed="2012", in_force="2014")
    assert classify(pact, view(2013, 2015, IN_FORCE)) is Class.IN_FORCE
    assert classify(pact, view(2015, 2016, IN_FORCE)) is Class.NONE
    assert classify(pact, view(2013, 2013, IN_FORCE)) is Class.NONE


def test_an_entry_into_force_alone_places_nothing_among_the_signed(make):
    pact = make(in_force="2014")
    assert classify(pact, view(2010, 2015)) is Class.NONE
    assert classify(pact, view(2010, 2015, IN_FORCE)) is Class.IN_FORCE
    assert classify(pact, view(2010, 2013, IN_FORCE)) is Class.NONE


def test_the_signed_headline_says_how_many_are_confirmed_in_force(make):
    pacts = [
        make("CUB", "2012", "2013"),
        make("BRA", "2012", "2014"),
        make("IND", "2012"),
        make("CHN", "2011", "2012", "2013-05"),
    ]
    confirmed_codes = [
        (c.countries, c.confirmed)
        for c in (state(pacts, view(2010, y)).counts for y in (2011, 2012, 2013, 2014))
    ]
    assert confirmed_codes == [(1, 0), (4, 1), (4, 1), (4, 2)]


# --- law 5: the terminated stay in history and leave in force on the day ---


def test_a_terminated_treaty_stays_signed_as_history(make):
    pact = make(signed="2011", in_force="2012", terminated="2014-06-30")
    keys = [classify(pact, view(2010, y)) for y in (2010, 2011, 2013, 2014, 2018)]
    assert keys == [Class.NONE, Class.SIGNED, Class.SIGNED, Class.ENDED, Class.ENDED]
    counts = state([pact], view(2010, 2018)).counts
    assert (counts.countries, counts.instruments, counts.ended) == (1, 1, 1)
    assert counts.confirmed == 0


def test_a_terminated_treaty_leaves_in_force_on_its_effective_day(make):
    pact = make(signed="2011", in_force="2012", terminated="2014-06-30")
    before, after = date(2014, 6, 29), date(2014, 6, 30)
    assert classify(pact, view(2010, 2014, IN_FORCE, before)) is Class.IN_FORCE
    assert classify(pact, view(2010, 2014, IN_FORCE, after)) is Class.ENDED
    assert state([pact], view(2010, 2014, IN_FORCE, after)).counts.countries == 0


def test_a_treaty_that_may_have_ended_is_only_possibly_in_force(make):
    pact = make(signed="2011", in_force="2012", terminated="2014")
    middle = date(2014, 6, 30)
    assert classify(pact, view(2010, 2014, IN_FORCE, middle)) is Class.POSSIBLE
    assert classify(pact, view(2010, 2014, SIGNED, middle)) is Class.SIGNED


def test_a_treaty_never_confirmed_in_force_still_ends(make):
    pact = make(signed="2011", terminated="2014-06-30")
    assert classify(pact, view(2010, 2013, IN_FORCE)) is Class.NOT_CONFIRMED
    assert classify(pact, view(2010, 2014, IN_FORCE)) is Class.ENDED


# --- law 6: countries and instruments apart, the focal country not at all ---


def test_countries_and_instruments_are_counted_apart(make):
    pacts = [
        make("CUB", "2011", id="A"),
        make("CUB", "2013", id="B"),
        make("BRA", "2012"),
    ]
    counts = state(pacts, view(2010, 2015)).counts
    assert (counts.countries, counts.instruments) == (2, 3)
    counts = state(pacts, view(2010, 2012)).counts
    assert (counts.countries, counts.instruments) == (2, 2)


def test_a_country_with_two_like_instruments_is_one_country_in_every_count(make):
    with_source = [make("CUB", "2011", "2012", id=name) for name in "AB"]
    assert state(with_source, view(2010, 2015)).counts.confirmed == 1
    bare = [make("BRA", "2011", id=name) for name in "CD"]
    counts = state([*with_source, *bare], view(2010, 2015, IN_FORCE)).counts
    assert (counts.countries, counts.instruments) == (1, 2)
    assert (counts.not_confirmed, counts.unverified) == (1, 2)


def test_a_country_takes_the_class_of_its_strongest_instrument(make):
    of = {
        Class.IN_FORCE: make("CUB", "2011", "2012", id="IN_FORCE"),
        Class.NOT_CONFIRMED: make("CUB", "2011", id="NOT_CONFIRMED"),
        Class.POSSIBLE: make("CUB", "2011", "2015", id="POSSIBLE"),
        Class.NOT_YET: make("CUB", "2011", "2017", id="NOT_YET"),
        Class.ENDED: make("CUB", "2011", "2012", "2013", id="ENDED"),
    }
    view_of_years = view(2010, 2015, IN_FORCE, date(2015, 6, 15))
    for key, pact in of.items():
        assert classify(pact, view_of_years) is key
    for one, other in itertools.permutations(of, 2):
        strongest = min(one, other, key=list(of).index)
        assert state([of[one], of[other]], view_of_years).key("CUB") is strongest


@pytest.mark.parametrize("status", [Status.TERMINATED, Status.REPLACED])
def test_an_end_without_a_date_leaves_in_force_only_possible(make, status):
    over = make("CUB", "2011", "2012", status=status)
    assert classify(over, view(2010, 2015, IN_FORCE)) is Class.POSSIBLE
    assert classify(over, view(2010, 2015)) is Class.SIGNED
    assert state([over], view(2010, 2015)).counts.confirmed == 0
    unknown = make("CUB", "2011", status=status)
    assert classify(unknown, view(2010, 2015, IN_FORCE)) is Class.POSSIBLE


def test_an_ended_treaty_does_not_hide_a_possible_one(make):
    old = make("CUB", "2011", "2011", "2013")
    new = make("CUB", "2014", "2015", id="NEW")
    result = state([old, new], view(2010, 2015, IN_FORCE, date(2015, 6, 15)))
    assert result.key("CUB") is Class.POSSIBLE
    assert result.counts.possible == 1


def test_a_live_treaty_outranks_an_ended_one_and_both_count_once(make):
    old, new = make("CUB", "2011", "2011", "2013"), make("CUB", "2014", id="NEW")
    result = state([old, new], view(2010, 2015))
    assert result.key("CUB") is Class.SIGNED
    assert (result.counts.countries, result.counts.instruments) == (1, 2)


def test_the_focal_country_has_its_own_class_and_is_not_counted(make):
    result = state([make("CUB", "2011")], view(2010, 2015))
    assert result.key("RUS") is Class.FOCUS
    assert set(result.standings) == {"CUB"}
    assert result.key("BRA") is Class.NONE


def test_another_focal_country_sees_its_own_partners(make):
    pacts = [make("CUB", "2011"), Treaty("X", "CUB", "BRA", PartialDate.parse("2012"))]
    result = state(pacts, replace(view(2010, 2015), focus="CUB"))
    assert set(result.standings) == {"RUS", "BRA"}
    assert result.key("CUB") is Class.FOCUS


def test_treaties_between_two_other_states_are_passed_over():
    pact = Treaty("X", "CUB", "BRA", PartialDate.parse("2012"))
    result = state([pact], view(2010, 2015))
    assert (result.standings, result.undated) == ({}, ())


# --- law 7: no list beside the treaties adds to the count ---


def test_memberships_never_add_to_the_bilateral_count(package):
    members = {
        m.code for lay in package.layers if lay.key == "BRICS" for m in lay.members
    } - set(package.partners())
    assert members
    for year in range(package.span.first, package.span.last + 1):
        result = state(package.treaties, view(package.span.first, year))
        assert set(result.standings) <= set(package.partners())


# --- law 8: what is not signed is never coloured; what has no date is listed ---


@pytest.mark.parametrize("status", sorted(UNSIGNED))
@pytest.mark.parametrize("basis", Basis)
def test_planned_and_initialled_texts_are_never_coloured(make, status, basis):
    pact = make(signed="2012", in_force="2013", status=status)
    result = state([pact], view(2010, 2015, basis))
    assert classify(pact, view(2010, 2015, basis)) is Class.NONE
    assert (result.standings, result.counts.instruments) == ({}, 0)


@pytest.mark.parametrize("basis", Basis)
def test_a_treaty_without_dates_is_listed_and_never_placed(make, basis):
    pact = make()
    result = state([pact], view(2010, 2015, basis))
    assert result.undated == (pact,)
    assert result.standings == {}


def test_a_treaty_with_one_date_is_not_undated(make):
    pacts = [make(signed="2012"), make("BRA", in_force="2012")]
    assert state(pacts, view(2010, 2015)).undated == ()


# --- order ---


def test_countries_come_in_order_of_signature_then_code(make):
    pacts = [
        make("VNM", "2012"),
        make("BRA", "2012-12-31"),
        make("CUB", "2012-12-30"),
        make("IND", "2012-12"),
        make("CHN", in_force="2011"),
    ]
    result = state(pacts, view(2010, 2015))
    assert list(result.standings) == ["CUB", "BRA", "IND", "VNM"]
    result = state(pacts, view(2010, 2015, IN_FORCE))
    assert list(result.standings) == ["CUB", "BRA", "IND", "VNM", "CHN"]


def test_the_first_signature_decides_whatever_the_order_of_the_rows(make):
    pacts = [make("CUB", "2014", id="B"), make("CUB", "2012-05", id="A")]
    for order in (pacts, pacts[::-1]):
        standing = state(order, view(2010, 2015)).standings["CUB"]
        assert [t.id for t in standing.treaties] == ["A", "B"]
        assert standing.first_signed.text == "2012-05"


def test_the_order_of_the_rows_changes_nothing(package):
    for basis in Basis:
        view_of_years = view(package.span.first, package.span.last, basis)
        backwards = state(package.treaties[::-1], view_of_years)
        assert backwards == state(package.treaties, view_of_years)
        assert list(backwards.standings) == list(
            state(package.treaties, view_of_years).standings
        )


# --- the whole law again, by days ---

#: One of each shape a date can have, around the ends of the ranges below.
SHAPES = (
    "",
    "2011",
    "2012",
    "2014",
    "2012-06",
    "2012-12",
    "2014-03",
    "2011-12-31",
    "2012-01-01",
    "2012-06-15",
    "2012-12-31",
    "2014-06-30",
)
RANGES = (
    (date(2010, 1, 1), date(2011, 12, 31)),
    (date(2010, 1, 1), date(2012, 12, 31)),
    (date(2010, 1, 1), date(2016, 12, 31)),
    (date(2012, 1, 1), date(2012, 12, 31)),
    (date(2012, 1, 1), date(2012, 6, 15)),
    (date(2010, 1, 1), date(2012, 6, 14)),
    (date(2013, 1, 1), date(2014, 6, 30)),
    (date(2012, 1, 1), date(2014, 3, 1)),
    (date(2015, 1, 1), date(2016, 12, 31)),
    (date(2012, 6, 10), date(2014, 3, 30)),
)


@cache
def days(text: str) -> tuple[date, ...]:
    """Every day a date may be, by walking the calendar."""
    day, all_days = date(int(text[:4]), 1, 1), []
    while day.year == int(text[:4]):
        if day.isoformat().startswith(text):
            all_days.append(day)
        day += timedelta(days=1)
    return tuple(all_days)


@cache
def share(text: str, start: date, end: date) -> str:
    """Whether all, some or none of the days of a date lie in [start, end]."""
    inside = [start <= day <= end for day in days(text)]
    return "all" if all(inside) else "some" if any(inside) else "none"


def law(
    signed: str, entry: str, termination: str, start: date, end: date, basis: Basis
) -> str:
    """The counting rules of ARCHITECTURE.md in the words of days, without the code."""
    over = share(termination, date.min, end) if termination else "none"
    signature = share(signed, start, end) if signed else "none"
    if basis is SIGNED:
        if signature == "all":
            return "ended" if over == "all" else "signed"
        return {"some": "possible", "none": "none"}[signature]
    entry_state = share(entry, date.min, end) if entry else "unknown"
    if entry_state == "unknown":
        if signature == "none":
            return "none"
        if over == "all":
            return "ended"
        return "not-confirmed" if signature == "all" else "possible"
    if entry_state == "none":
        return "not-yet" if signature == "all" else "none"
    force = share(entry, start, end)
    if force == "none":
        return "none"
    if over == "all":
        return "ended"
    return "in-force" if (force, over) == ("all", "none") else "possible"


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize(("start", "end"), RANGES)
def test_the_law_agrees_with_one_written_by_days(make, start, end, basis):
    view_of_years = View(start, end, basis)
    for dates in itertools.product(SHAPES, repeat=3):
        key = classify(make("CUB", *dates), view_of_years)
        assert key == law(*dates, start, end, basis), (dates, view_of_years)


def test_the_grid_meets_every_class_of_each_basis(make):
    for basis in Basis:
        classes = {
            law(*dates, *ends, basis)
            for dates in itertools.product(SHAPES, repeat=3)
            for ends in RANGES
        }
        classes_of_basis = {"signed", "ended", "possible", "none"}
        if basis is IN_FORCE:
            classes_of_basis |= {"in-force", "not-confirmed", "not-yet"}
            classes_of_basis -= {"signed"}
        assert classes == classes_of_basis


def test_the_counts_are_the_classes_of_the_countries(package, toy):
    for data in (package, toy):
        span = data.span
        years = range(span.first, span.last + 1)
        for first, last in itertools.combinations_with_replacement(years, 2):
            for basis in Basis:
                view_of_years = view(first, last, basis)
                by_country: dict[str, list[Class]] = {}
                for pact in data.treaties:
                    key = classify(pact, view_of_years)
                    if key is not Class.NONE:
                        by_country.setdefault(pact.party_b, []).append(key)
                strongest = {
                    c: min(k, key=PRECEDENCE[basis].index)
                    for c, k in by_country.items()
                }
                result = state(data.treaties, view_of_years)
                assert {c: s.key for c, s in result.standings.items()} == strongest
                members = [c for c, k in strongest.items() if k in COUNTED[basis]]
                assert result.counts.countries == len(members)
                assert result.counted_codes == set(members)
                keys = [k for several in by_country.values() for k in several]
                assert result.counts.instruments == sum(
                    k in COUNTED[basis] for k in keys
                )


def test_the_headline_counts_signed_and_ended_or_only_in_force():
    assert set(COUNTED) == set(Basis)
    assert COUNTED[SIGNED] == {Class.SIGNED, Class.ENDED, Class.STATE_ENDED}
    assert COUNTED[IN_FORCE] == {Class.IN_FORCE}


# --- what always holds ---


def test_the_signed_count_never_falls_as_the_last_year_grows(package, toy):
    for data in (package, toy):
        years = range(data.span.first, data.span.last + 1)
        for first in years:
            counts = [
                state(data.treaties, view(first, last)).counts
                for last in years
                if last >= first
            ]
            for name in ("countries", "instruments"):
                numbers = [getattr(c, name) for c in counts]
                assert numbers == sorted(numbers)
        whole = [state(data.treaties, view(data.span.first, y)) for y in years]
        assert whole[-1].counts.countries > whole[0].counts.countries


def test_the_signed_set_never_loses_a_country_day_by_day(toy):
    before: frozenset[str] = frozenset()
    day = date(2011, 1, 1)
    while day.year < 2018:
        codes = state(toy.treaties, view(2011, day.year, day=day)).counted_codes
        assert before <= codes
        before, day = codes, day + timedelta(days=7)
    assert len(before) == 6


def test_nothing_is_possible_at_the_end_of_a_year(package):
    years = range(package.span.first, package.span.last + 1)
    for year, basis in itertools.product(years, Basis):
        result = state(package.treaties, view(package.span.first, year, basis))
        assert result.codes(Class.POSSIBLE) == frozenset()


# --- the shipped data and its two presets ---


@pytest.fixture(scope="module")
def preset(package):
    def at(key: str):
        view = View.of(package.span).with_preset(key, package.span)
        return Scene(package, view)

    return at


def test_the_official_list_of_2022_comes_out_name_for_name(preset, package):
    result = preset("official-2022")
    assert result.state.counted_codes == OFFICIAL_2022
    assert package.reference_codes("OFFICIAL_LIST_2022") == OFFICIAL_2022
    assert result.unnamed == ()
    assert result.unnamed_note == ""


def test_the_chapter_shows_the_named_and_marks_the_three_it_does_not_name(
    preset, package
):
    result = preset("chapter")
    assert package.reference_codes("CHAPTER_2024") == NAMED_IN_CHAPTER
    assert result.state.counted_codes == NAMED_IN_CHAPTER | set(NOT_NAMED)
    assert result.unnamed == NOT_NAMED
    sentence = result.unnamed_note
    assert "not named in the Security Index Yearbook chapter" in sentence
    for name in ("Ethiopia", "Myanmar", "Tajikistan"):
        assert name in sentence


def test_armenia_would_be_on_the_list_by_the_claim_alone_that_bounds_its_year(package):
    armenia = package.get("RUS-ARM-2022")
    bounds = [s for s in armenia.sources if s.stance is Stance.NOT_AFTER]
    assert [(s.field, s.value) for s in bounds] == [("signed", "2022-06-23")]
    bounded = load.bounded_date("2022", "signed", armenia.sources)
    assert bounded.latest == date(2022, 6, 23) == PRESETS["official-2022"].end
    day = view(2010, 2022, day=date(2022, 6, 23))
    assert classify(armenia, day) is Class.SIGNED
    assert classify(replace(armenia, signed=bounded), day) is Class.SIGNED
    unbounded = replace(armenia, signed=PartialDate.parse("2022"))
    assert classify(unbounded, day) is Class.POSSIBLE


def test_azerbaijan_signs_the_day_after_the_official_list(preset, package):
    official = preset("official-2022").state
    assert "AZE" not in official.standings
    next_day = view(2010, 2022, day=date(2022, 6, 24))
    after = state(package.treaties, next_day)
    assert changes(official, after).entered == ("AZE",)


def test_the_bounds_come_from_the_claims_when_the_table_is_read():
    claim = Source("x", "X", "signed", "2022-06-23", Stance.NOT_AFTER, "")
    assert load.bounded_date("2022", "signed", (claim,)).latest == date(2022, 6, 23)


def test_entry_into_force_is_confirmed_for_five_and_not_for_fifteen(package):
    result = state(package.treaties, view(2010, package.span.last, IN_FORCE))
    assert result.counted_codes == {"BLR", "IND", "VNM", "IRN", "ZWE"}
    assert result.counts.not_confirmed == len(result.codes(Class.NOT_CONFIRMED)) == 15
    assert result.counts.unverified == 15
    signed = state(package.treaties, view(2010, package.span.last))
    counts = signed.counts
    assert (counts.countries, counts.instruments, counts.confirmed) == (20, 20, 5)


# --- changes ---


def test_changes_name_who_came_who_left_and_who_moved(make):
    pacts = [
        make("BRA", "2011", "2012"),
        make("CUB", "2011", "2012", "2014"),
        make("IND", "2013"),
        make("CHN", "2012"),
    ]
    one, other = view(2010, 2012, IN_FORCE), view(2010, 2014, IN_FORCE)
    before, after = state(pacts, one), state(pacts, other)
    assert changes(before, after) == Changes(
        ("IND",), (), (("CUB", Class.IN_FORCE, Class.ENDED),)
    )
    assert changes(after, before) == Changes(
        (), ("IND",), (("CUB", Class.ENDED, Class.IN_FORCE),)
    )
    assert changes(before, before) == Changes((), (), ())


def test_changes_between_two_years_are_the_treaties_signed_in_between(package):
    at = {y: state(package.treaties, view(2010, y)) for y in (2022, 2023)}
    newcomers = changes(at[2022], at[2023]).entered
    assert newcomers == ("TJK", "ZWE", "ETH", "MMR")  # in order of signature


# --- what officials said ---


def official() -> list[dict[str, str]]:
    path = storage.DATA / "official_counts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["count"]]


def test_the_count_of_2022_is_the_fourteen_of_the_list(preset):
    (count,) = [int(r["count"]) for r in official() if r["date"] == "2022"]
    assert count == 14 == preset("official-2022").state.counts.countries


def test_the_latest_official_count_exceeds_ours_by_the_known_gap(package):
    latest = max(official(), key=lambda row: row["date"])
    day = date.fromisoformat(latest["date"])
    assert (day, int(latest["count"])) == (date(2025, 12, 1), 21)
    ours = state(package.treaties, view(2010, day.year, day=day)).counts.instruments
    assert int(latest["count"]) - ours == MISSING_FROM_US


# --- the span ---


def test_the_span_runs_from_the_first_act_to_the_year_of_the_data(make):
    pacts = [make(signed="2014"), make(in_force="2012-05"), make()]
    assert span_of(pacts, 2018) == Span(2012, 2018)


def test_a_table_without_dates_spans_its_own_year(make):
    assert span_of([make()], 2018) == Span(2018, 2018) == span_of([], 2018)


def test_a_table_of_the_future_does_not_span_backwards(make):
    assert span_of([make(signed="2030")], 2018) == Span(2018, 2018)


def test_the_shipped_data_span_the_chapter_and_the_year_they_were_made(package):
    assert package.span == Span(2010, package.as_of.year)

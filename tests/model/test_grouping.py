"""A grouped table answers as the law does, treaty by treaty."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.model import classes, counting, package
from geo.model.grouping import GroupedTreaties, signing_order
from geo.model.treaties import OVER, UNSIGNED, Basis, Status
from geo.model.view import View
from tests.helpers.examples import examples
from tests.tables.user.test_properties import treaties

tables = st.integers(0, 12).flatmap(
    lambda n: st.tuples(*(treaties(number) for number in range(n)))
)


def test_treaties_with_the_same_dates_share_a_profile(make):
    pacts = [make("CUB", "2012"), make("BRA", "2012"), make("IND", "2013")]
    assert len(GroupedTreaties(pacts).groups().profiles) == 2


def test_a_status_that_ends_or_never_begins_is_a_profile_of_its_own(make):
    pacts = [make("CUB", "2012", status=s) for s in Status]
    profiles = GroupedTreaties(pacts).groups().profiles
    kinds = {(t.status in UNSIGNED, t.status in OVER) for t in profiles}
    assert kinds == {(False, False), (False, True), (True, False)}
    assert len(profiles) == 3


def test_grouped_treaties_are_grouped_once(make):
    table = GroupedTreaties([make()])
    assert GroupedTreaties(table) is table


def test_entries_stand_in_order_of_signature_and_the_table_in_its_own(make):
    late, early = make("CUB", "2015"), make("BRA", "2012")
    table = GroupedTreaties([late, early])
    assert [t for _, _, t in table.groups().entries("RUS")] == [early, late]
    assert list(table) == [late, early]


def test_without_a_focal_country_a_treaty_colours_both_and_is_counted_once(make):
    view = View.of(package.span_of([make("CUB", "2012")], 2016), focus="")
    state = counting.state([make("CUB", "2012")], view)
    assert set(state.standings) == {"RUS", "CUB"}
    assert (state.counts.countries, state.counts.instruments) == (2, 1)
    assert state.key("RUS") is classes.Class.SIGNED
    assert state.key("") is classes.Class.NONE  # an area that nobody's claim settles


def test_days_of_one_year_are_told_apart_only_where_a_view_ends_on_a_day(make):
    table = GroupedTreaties([make("CUB", "2012-03-01"), make("BRA", "2012-04-01")])
    assert [len(table.groups(by_day).profiles) for by_day in (False, True)] == [1, 2]
    view = View.of(package.span_of(table, 2016))
    march = replace(view, end=date(2012, 3, 31))
    assert set(counting.state(table, march).standings) == {"CUB"}


def test_a_large_table_keeps_the_views_just_asked_for(make, monkeypatch):
    monkeypatch.setattr(counting, "_MANY", 0)
    table = GroupedTreaties([make("CUB", "2012")])
    view = View.of(package.span_of(table, 2016))
    assert counting.state(table, view) is counting.state(table, view)
    for year in range(2012, 2040):
        counting.state(table, view.with_years(2012, year))
    assert len(table.memo) == counting._KEPT


def by_hand(pacts, view) -> dict[str, tuple]:
    """The class and number of each country, one treaty at a time."""
    by_class: dict[str, list[classes.Class]] = {}
    for pact in pacts:
        key = counting.classify(pact, view)
        if key is classes.Class.NONE:
            continue
        for code in {pact.party_a, pact.party_b}:
            if code in pact.partners(view.focus):
                by_class.setdefault(code, []).append(key)
    rank = classes.PRECEDENCE[view.basis].index
    counted_classes = classes.COUNTED[view.basis]
    return {
        code: (min(keys, key=rank), sum(k in counted_classes for k in keys))
        for code, keys in by_class.items()
    }


@pytest.mark.parametrize("focus", ["", "RUS"])
@pytest.mark.parametrize("basis", list(Basis))
@given(pacts=tables, years=st.tuples(st.integers(1600, 2100), st.integers(1600, 2100)))
@examples(60)
def test_grouping_changes_no_answer(focus, basis, pacts, years):
    span = package.span_of(pacts, 2100)
    view = View.of(span, focus=focus, basis=basis).with_years(min(years), max(years))
    state = counting.state(pacts, view)
    standings = {c: (s.key, s.number) for c, s in state.standings.items()}
    assert standings == by_hand(pacts, view)
    for standing in state.standings.values():
        dates = [t.signed for t in standing.treaties if t.signed]
        first = min(dates, key=lambda d: (d.latest, d.text), default=None)
        assert standing.first_signed == first
    counts = state.counts
    keys = [counting.classify(t, view) for t in pacts if t.partners(focus)]
    members = classes.COUNTED[basis]
    assert counts.instruments == sum(k in members for k in keys)
    assert counts.countries == sum(k in members for k, _ in standings.values())


@given(pacts=tables)
@examples(60)
def test_treaties_are_grouped_in_the_order_of_their_signatures(pacts):
    grouped = GroupedTreaties(reversed(pacts))
    assert list(grouped.groups().profiles)[:1] == sorted(pacts, key=signing_order)[:1]
    assert grouped._by_signature == sorted(pacts, key=signing_order)

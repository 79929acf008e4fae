"""A comparison reports acts by their own dates, and what is too imprecise apart."""

from datetime import date

from geo.model.comparison import compare


def found(acts):
    return [(a.code, getattr(a.treaty, a.field).text) for a in acts]


def test_each_act_of_the_period_is_listed_by_its_own_date(made):
    pacts = [
        made("BRA", "2011", "2012"),
        made("CUB", "2011", "2012", "2014"),
        made("IND", "2013-02", "2014-03-01"),
        made("CHN", "2012-12-31"),
    ]
    shown = compare(pacts, date(2012, 12, 31), date(2014, 12, 31), "RUS")
    assert found(shown.certain["signed"]) == [("IND", "2013-02")]
    assert found(shown.certain["in_force"]) == [("IND", "2014-03-01")]
    assert found(shown.certain["terminated"]) == [("CUB", "2014")]
    assert shown.possible == ()
    backwards = compare(pacts, date(2014, 12, 31), date(2012, 12, 31), "RUS")
    assert backwards == shown


def test_a_date_that_reaches_out_of_the_period_is_only_possible(made):
    pacts = [made("BRA", "2014"), made("CUB", "2014-04"), made("IND", "2014-05")]
    shown = compare(pacts, date(2014, 4, 15), date(2014, 12, 31), "RUS")
    assert found(shown.certain["signed"]) == [("IND", "2014-05")]
    assert found(shown.possible) == [("CUB", "2014-04"), ("BRA", "2014")]


def test_the_same_day_twice_has_no_acts(made):
    day = date(2014, 4, 15)
    shown = compare([made("BRA", "2014-04-15")], day, day, "RUS")
    assert shown.first > shown.last
    assert not any(shown.certain.values()) and not shown.possible

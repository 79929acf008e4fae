"""A comparison reports acts by their own dates, and what is too imprecise apart."""

from datetime import date

from geo.model.comparison import compare


def found(acts):
    return [(a.code, getattr(a.treaty, a.field).text) for a in acts]


def test_each_act_of_the_period_is_listed_by_its_own_date(make):
    pacts = [
        make("BRA", "2011", "2012"),
        make("CUB", "2011", "2012", "2014"),
        make("IND", "2013-02", "2014-03-01"),
        make("CHN", "2012-12-31"),
    ]
    result = compare(pacts, date(2012, 12, 31), date(2014, 12, 31), "RUS")
    assert found(result.certain["signed"]) == [("IND", "2013-02")]
    assert found(result.certain["in_force"]) == [("IND", "2014-03-01")]
    assert found(result.certain["terminated"]) == [("CUB", "2014")]
    assert result.possible == ()
    backwards = compare(pacts, date(2014, 12, 31), date(2012, 12, 31), "RUS")
    assert backwards == result


def test_a_date_that_reaches_out_of_the_period_is_only_possible(make):
    pacts = [make("BRA", "2014"), make("CUB", "2014-04"), make("IND", "2014-05")]
    result = compare(pacts, date(2014, 4, 15), date(2014, 12, 31), "RUS")
    assert found(result.certain["signed"]) == [("IND", "2014-05")]
    assert found(result.possible) == [("CUB", "2014-04"), ("BRA", "2014")]


def test_the_same_day_twice_has_no_acts(make):
    day = date(2014, 4, 15)
    result = compare([make("BRA", "2014-04-15")], day, day, "RUS")
    assert result.first > result.last
    assert not any(result.certain.values()) and not result.possible

"""A scale says how a number became a colour, the same in every year."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from geo.model import counting
from geo.model.package import Package, span_of
from geo.model.treaties import Basis
from geo.model.view import View
from geo.presentation import scale
from geo.presentation.colours import ramp

CODES = ("CUB", "BRA", "IND", "CHN", "VNM", "IRN", "BLR", "ZWE", "ZAF", "TKM")


@pytest.fixture
def busy(made) -> Package:
    """Partners with 1, 2, 4, 8 ... instruments since 1950."""
    pacts = tuple(
        made(code, f"{1950 + 7 * i + n % 5}", id=f"{code}-{n}")
        for i, code in enumerate(CODES)
        for n in range(2 ** (i % 8) + i // 8)
    )
    span = span_of(pacts, 2026)
    return Package(pacts, (), (), (), "own", date(2026, 11, 24), span)


def view_of(package, **fields):
    return View.of(package.span, **fields)


def test_classes_colour_without_a_scale(package):
    assert scale.of(package, view_of(package)) is None


def test_each_year_of_a_short_span_is_a_step(package, span):
    made = scale.of(package, view_of(package, colour="year"))
    assert made.bounds == tuple(range(span.first, span.last + 1))
    assert made.ramp() == ramp(span.last - span.first + 1)
    assert not made.informs


def test_a_long_span_has_classes_that_are_said(busy):
    made = scale.of(busy, view_of(busy, colour="year"))
    assert made.found and made.informs
    assert len(made.bounds) <= scale.CLASSES
    assert made.label(0).startswith("1950")


def test_a_step_holds_the_values_up_to_its_bound(busy):
    made = scale.of(busy, view_of(busy, colour="count"))
    assert all(a < b for a, b in pairwise(made.bounds))
    for step, bound in enumerate(made.bounds):
        assert made.step(bound) == step
    assert made.step(10**6) == len(made.bounds) - 1
    labels = [made.label(i) for i in range(len(made.bounds))]
    assert labels[0].startswith("1") and labels[-1].endswith(str(made.bounds[-1]))


def test_few_numbers_are_a_class_each(package):
    made = scale.of(package, view_of(package, colour="count"))
    assert (made.bounds, made.label(0), made.found) == ((1,), "1", False)


def test_high_numbers_and_early_years_stand_out_most(busy):
    count = scale.of(busy, view_of(busy, colour="count")).ramp()
    year = scale.of(busy, view_of(busy, colour="year")).ramp()
    assert count[-1] == year[0] == ramp(6)[0]


def test_the_scale_is_the_same_in_every_year_and_basis(busy):
    whole = view_of(busy, colour="count")
    for basis in Basis:
        part = replace(whole, basis=basis).with_years(1980, 1990)
        assert scale.of(busy, part) == scale.of(busy, whole)


def test_a_country_that_is_not_counted_has_no_step(busy):
    view = view_of(busy, colour="count", basis=Basis.IN_FORCE)
    made = scale.of(busy, view)
    state = counting.state(busy.treaties, view)
    assert {scale.coloured(made, s, view) for s in state.standings.values()} == {None}
    assert scale.coloured(made, None, view) is None


def test_an_empty_table_has_a_scale_of_one(busy):
    empty = replace(busy, treaties=())
    for colour in ("year", "count"):
        made = scale.of(empty, view_of(empty, colour=colour))
        assert made.bounds == (1,)
        assert len(made.ramp()) == 1
        assert made.step(1) == 0

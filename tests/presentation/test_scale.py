"""A scale says how a number became a colour, the same in every year."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from geo.model.package import Package, span_of
from geo.model.treaties import Basis
from geo.presentation import scale
from geo.presentation.colours import ramp
from geo.presentation.scene import Scene

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


def test_classes_colour_without_a_scale(package):
    assert Scene.of(package).scale is None


def test_each_year_of_a_short_span_is_a_step(package, span):
    made = Scene.of(package, colour="year").scale
    assert made.bounds == tuple(range(span.first, span.last + 1))
    assert made.ramp() == ramp(span.last - span.first + 1)
    assert not made.informs


def test_a_long_span_has_classes_that_are_said(busy):
    made = Scene.of(busy, colour="year").scale
    assert made.natural and made.informs
    assert len(made.bounds) <= scale.CLASSES
    assert made.label(0).startswith("1950")


def test_a_step_holds_the_values_up_to_its_bound(busy):
    made = Scene.of(busy, colour="count").scale
    assert all(a < b for a, b in pairwise(made.bounds))
    for step, bound in enumerate(made.bounds):
        assert made.step(bound) == step
    assert made.step(10**6) == len(made.bounds) - 1
    labels = [made.label(i) for i in range(len(made.bounds))]
    assert labels[0].startswith("1") and labels[-1].endswith(str(made.bounds[-1]))


def test_few_numbers_are_a_class_each(package):
    made = Scene.of(package, colour="count").scale
    assert (made.bounds, made.label(0), made.natural) == ((1,), "1", False)


def test_high_numbers_and_early_years_stand_out_most(busy):
    count = Scene.of(busy, colour="count").scale.ramp()
    year = Scene.of(busy, colour="year").scale.ramp()
    assert count[-1] == year[0] == ramp(6)[0]


def test_the_scale_is_the_same_in_every_year_and_basis(busy):
    whole = Scene.of(busy, colour="count")
    for basis in Basis:
        part = whole.with_view(basis=basis).with_years(1980, 1990)
        assert part.scale == whole.scale


def test_a_country_that_is_not_counted_has_no_step(busy):
    scene = Scene.of(busy, colour="count", basis=Basis.IN_FORCE)
    made, view = scene.scale, scene.view
    standings = scene.state.standings.values()
    assert {scale.step_of(made, s, view) for s in standings} == {None}
    assert scale.step_of(made, None, view) is None


def test_an_empty_table_has_a_scale_of_one(busy):
    empty = replace(busy, treaties=())
    for colour in ("year", "count"):
        made = Scene.of(empty, colour=colour).scale
        assert made.bounds == (1,)
        assert len(made.ramp()) == 1
        assert made.step(1) == 0

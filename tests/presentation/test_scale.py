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
def busy(make) -> Package:
    """Partners with 1, 2, 4, 8 ... instruments since 1950."""
    pacts = tuple(
        make(code, f"{1950 + 7 * i + n % 5}", id=f"{code}-{n}")
        for i, code in enumerate(CODES)
        for n in range(2 ** (i % 8) + i // 8)
    )
    span = span_of(pacts, 2026)
    return Package(pacts, (), (), (), "own", date(2026, 11, 24), span)


def test_classes_colour_without_a_scale(package):
    assert Scene.of(package).scale is None


def test_each_year_of_a_short_span_is_a_step(package, span):
    steps = Scene.of(package, colour="year").scale
    assert steps.bounds == tuple(range(span.first, span.last + 1))
    assert steps.ramp() == ramp(span.last - span.first + 1)
    assert not steps.informs


def test_a_long_span_has_classes_that_are_said(busy):
    steps = Scene.of(busy, colour="year").scale
    assert steps.natural and steps.informs
    assert len(steps.bounds) <= scale.CLASSES
    assert steps.label(0).startswith("1950")


def test_a_step_holds_the_values_up_to_its_bound(busy):
    steps = Scene.of(busy, colour="count").scale
    assert all(a < b for a, b in pairwise(steps.bounds))
    for step, limit in enumerate(steps.bounds):
        assert steps.step(limit) == step
    assert steps.step(10**6) == len(steps.bounds) - 1
    labels = [steps.label(i) for i in range(len(steps.bounds))]
    assert labels[0].startswith("1") and labels[-1].endswith(str(steps.bounds[-1]))


def test_few_numbers_are_a_class_each(package):
    steps = Scene.of(package, colour="count").scale
    assert (steps.bounds, steps.label(0), steps.natural) == ((1,), "1", False)


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
    number_of_steps, view = scene.scale, scene.view
    standings = scene.state.standings.values()
    assert {scale.step_of(number_of_steps, s, view) for s in standings} == {None}
    assert scale.step_of(number_of_steps, None, view) is None


def test_an_empty_table_has_a_scale_of_one(busy):
    empty = replace(busy, treaties=())
    for colour in ("year", "count"):
        empty_scale = Scene.of(empty, colour=colour).scale
        assert empty_scale.bounds == (1,)
        assert len(empty_scale.ramp()) == 1
        assert empty_scale.step(1) == 0

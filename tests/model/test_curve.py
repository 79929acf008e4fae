"""The counts of every year, one after another: those that the law has for each."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import storage
from geo.model import counting
from geo.model.curve import curve
from geo.model.grouping import GroupedTreaties
from geo.model.package import span_of
from geo.model.treaties import Basis
from geo.model.view import Span, View
from tests.helpers.examples import examples
from tests.tables.user.test_properties import treaties

tables = st.integers(0, 12).flatmap(
    lambda n: st.tuples(*(treaties(number) for number in range(n)))
)


def by_the_law(rows, span: Span, view: View) -> list[tuple[int, counting.Counts]]:
    """Each year for itself."""
    table = GroupedTreaties(rows)  # once, and not again for each of 400 years
    years = range(span.first, span.last + 1)
    return [
        (y, counting.state(table, view.with_years(span.first, y)).counts) for y in years
    ]


@pytest.mark.parametrize("focus", ["RUS", ""])
@pytest.mark.parametrize("basis", Basis)
def test_a_year_has_the_counts_of_its_state(toy, package, basis, focus):
    for each in (toy, package):
        view = View.of(each.span, basis=basis, focus=focus)
        found = curve(each.treaties, each.span, view)
        assert found == by_the_law(each.treaties, each.span, view)
        assert found[-1][1].instruments > 0


@pytest.mark.parametrize("focus", ["RUS", ""])
@pytest.mark.parametrize("basis", Basis)
@given(rows=tables)
@examples(50)
def test_so_it_has_in_any_table(rows, basis, focus):
    span = span_of(rows, 2026)
    view = View.of(span, basis=basis, focus=focus)
    assert curve(rows, span, view) == by_the_law(rows, span, view)


def test_the_curve_is_the_running_total_of_the_years_in_the_table(package):
    path = storage.DATA / "treaties.csv"
    with path.open(encoding="utf-8", newline="") as file:
        years = [int(row["signed"][:4]) for row in csv.DictReader(file)]
    points = curve(package.treaties, package.span, View.of(package.span))
    assert [y for y, _ in points] == list(range(2010, package.span.last + 1))
    for year, counts in points:
        assert counts.instruments == sum(y <= year for y in years)


def test_the_curve_of_a_preset_runs_over_every_year(package):
    whole = View.of(package.span)
    frozen = whole.with_preset("chapter", package.span)
    args = package.treaties, package.span
    assert curve(*args, frozen) == curve(*args, whole)


def test_the_curve_keeps_its_basis(package):
    whole = View.of(package.span, basis=Basis.IN_FORCE)
    points = curve(package.treaties, package.span, whole)
    in_force = {year: counts.countries for year, counts in points}
    # Belarus 27 Feb 2015, India 22 Jan 2017, Viet Nam 27 Apr 2019, Zimbabwe 20 Dec
    # 2023, Iran Aug 2024.
    years = (2014, 2015, 2017, 2019, 2023, 2024)
    assert [in_force[y] for y in years] == [0, 1, 2, 3, 4, 5]

"""A treaty has one status on a day: its key, and the act that dates it."""

from datetime import date

import pytest

from geo.model.classes import Class
from geo.model.counting import state
from geo.model.status import status_of, strongest
from geo.model.treaties import Basis, Status
from geo.model.view import View
from geo.presentation.treaty_facts import treaty_status

DAY = date(2014, 12, 31)


@pytest.mark.parametrize(
    ("dates", "status", "expected"),
    [
        (("2011",), "signed", "Signed 2011; entry into force not confirmed"),
        (("2011", "2012-03-01"), "in force", "In force since 1 Mar 2012"),
        (
            ("2011", "2015-03"),
            "in force",
            "Signed; entry into force after the day shown, Mar 2015",
        ),
        (("2011", "2012", "2014-06"), "terminated", "Ended Jun 2014"),
        (("2011", None, "2014"), "replaced", "Ended 2014"),
        (("2011", "2012", "2016"), "terminated", "In force since 2012"),
        (
            ("2011", "2012"),
            "terminated",
            "May have ended: the date is not known",
        ),
        (
            ("2011",),
            "ratified by one side",
            "Signed 2011; entry into force not confirmed (ratified by one side)",
        ),
        (("2013",), "planned", "Not signed (planned)"),
        (("2015",), "signed", "No act by this day"),
    ],
)
def test_each_status_carries_its_own_date(make, dates, status, expected):
    treaty = make("CUB", *dates, status=Status(status))
    assert treaty_status(treaty, DAY, "en") == expected


def test_a_date_too_imprecise_for_the_day_makes_a_possible_status(make):
    signed, entry = make("CUB", "2014"), make("CUB", "2011", "2014")
    day = date(2014, 6, 30)
    assert status_of(signed, day).key == status_of(entry, day).key == Class.POSSIBLE
    assert treaty_status(signed, day, "ru") == (
        "Возможно, в 2014 г.: дата недостаточно точна"
    )
    later = make("CUB", "2014", "2016")
    assert status_of(later, day).field == "signed"


def test_the_status_is_the_class_of_the_basis_in_force(package):
    for year in range(package.span.first, package.span.last + 1):
        view = View.of(package.span, basis=Basis.IN_FORCE)
        result = state(package.treaties, view.with_years(package.span.first, year))
        for standing in result.standings.values():
            _, status = strongest(standing.treaties, result.view.end)
            assert status.key == standing.key
            assert status.date is not None

"""The life of a treaty: its stretches, the days it waited, the orders of many."""

from datetime import date

import pytest

from geo.model.dates import PartialDate
from geo.model.lifelines import (
    ENDED,
    IN_FORCE,
    MAYBE_ENDED,
    ORDERS,
    UNKNOWN,
    WAITING,
    LifeLine,
    lifelines,
)
from geo.model.treaties import APPROVAL_BY_ONE_SIDE, Source, Stance, Status, Treaty
from geo.model.view import Span, View

DAY = date(2024, 12, 31)


def life(status: Status = Status.SIGNED, sources=(), **dates: str) -> LifeLine:
    read = {field: PartialDate.of(text) for field, text in dates.items()}
    treaty = Treaty("T", "RUS", "BRA", status=status, sources=sources, **read)
    return LifeLine(("BRA",), treaty, DAY)


def kinds(line: LifeLine) -> list[str]:
    return [kind for kind, _, _ in line.stretches]


def test_a_life_waits_from_signature_to_entry_into_force():
    line = life(signed="2020-01-01", in_force="2021-01-01")
    assert line.stretches == (
        (WAITING, date(2020, 1, 1), date(2021, 1, 1)),
        (IN_FORCE, date(2021, 1, 1), DAY),
    )
    assert line.waited == (366, 366)


def test_without_an_entry_into_force_nothing_is_known_after_the_signature():
    line = life(signed="2024-12-01")
    assert line.stretches == ((UNKNOWN, date(2024, 12, 1), DAY),)
    assert line.waited == (30, 30)


def test_an_entry_into_force_after_the_day_is_waited_for_and_not_drawn():
    line = life(signed="2020-01-01", in_force="2025-06")
    assert kinds(line) == [WAITING] and line.in_force is None


def test_an_end_that_is_dated_ends_the_life_and_one_that_is_not_may_have():
    dated = life(signed="2010", in_force="2011", terminated="2015")
    assert kinds(dated) == [WAITING, IN_FORCE, ENDED]
    undated = life(Status.TERMINATED, signed="2010", in_force="2011")
    assert kinds(undated) == [WAITING, MAYBE_ENDED]
    never = life(signed="2010", terminated="2015")
    assert kinds(never) == [UNKNOWN, ENDED]


def test_imprecise_dates_give_the_fewest_and_the_most_days():
    assert life(signed="2021-01-26", in_force="2024-08").waited == (1283, 1313)
    assert life(in_force="2024").waited is None
    assert life(signed="../2010").waited is None


def test_an_approval_by_one_side_is_dated_by_its_claim():
    said = [
        ("2023-12-22", Stance.SUPPORTS),
        ("2023-12-22", Stance.SUPPORTS),
        ("2023-11-01", Stance.CONFLICTS),
        ("2025-01-01", Stance.SUPPORTS),
    ]
    claims = tuple(
        Source(
            f"T/{n}", "T", APPROVAL_BY_ONE_SIDE, value, stance, "https://example.org"
        )
        for n, (value, stance) in enumerate(said)
    )
    line = life(signed="2023-06-19", sources=claims)
    assert [d.text for d in line.approvals] == ["2023-12-22"]


@pytest.fixture(scope="module")
def lives(package):
    view = View.of(package.span)
    return {o: lifelines(package.treaties, view, package.as_of, o) for o in ORDERS}


def test_every_order_has_every_treaty_once(package, lives):
    wanted = sorted(t.id for t in package.treaties if t.signed)
    for lines in lives.values():
        assert sorted(line.treaty.id for line in lines) == wanted


def test_each_order_is_by_what_it_says(lives):
    signed = [line.signed.latest for line in lives["date"]]
    assert signed == sorted(signed)
    keys = [line.status.key for line in lives["status"]]
    assert keys == sorted(keys, key=keys.index) and keys[0] == "in-force"
    waited = [line.waited[0] for line in lives["waited"]]
    assert waited == sorted(waited, reverse=True)


def test_no_life_goes_beyond_the_day_of_the_data(package, lives):
    assert {line.day for line in lives["date"]} == {package.as_of}


def test_a_view_has_the_treaties_signed_in_its_years(package):
    view = View.of(Span(2010, 2026)).with_years(2021, 2022)
    found = lifelines(package.treaties, view, package.as_of)
    assert {line.signed.year for line in found} == {2021, 2022}
    assert {line.day for line in found} == {date(2022, 12, 31)}

"""Which rows of two registers are one treaty, and what is not decided."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.model import registers
from geo.model.dates import PartialDate
from geo.model.treaties import Treaty

CYBER = "Agreement on cooperation in the field of information security"
TAX = "Convention for the avoidance of double taxation"


def row(a: str, b: str, signed: str = "", title: str = "", **dates: str) -> Treaty:
    days = {"signed": signed, **dates}
    held = {k: PartialDate.parse(text) for k, text in days.items() if text}
    return Treaty(f"{a}-{b}-{signed}-{title[:9]}", a, b, title_en=title, **held)


def compared(left, right):
    return registers.compare(left, right)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (("JPN", "PER", "1990-05-01"), ("PER", "JPN", "1990-05-01")),
        (("JPN", "PER", "1990-05"), ("JPN", "PER", "1990-05-20")),
        (("JPN", "PER", "1990", CYBER), ("JPN", "PER", "1990-05-20", CYBER)),
        (("JPN", "PER", "", CYBER), ("JPN", "PER", "", CYBER)),
    ],
)
def test_one_dyad_one_date_is_one_treaty(mine, theirs):
    mine, theirs = row(*mine), row(*theirs)
    if not mine.signed:  # a title alone is not enough: rows need a date
        assert compared([mine], [theirs]).ambiguous == (((mine,), (theirs,)),)
        return
    found = compared([mine], [theirs])
    assert [(p.left, p.right) for p in found.pairs] == [(mine, theirs)]
    assert not (found.left or found.right or found.ambiguous or found.differing)


def test_the_same_subject_on_another_day_is_a_difference():
    mine = row("JPN", "PER", "1990-05-01", CYBER, in_force="1991")
    theirs = row("JPN", "PER", "1990-05-02", f"{CYBER} (Lima)", in_force="1991-03")
    (pair,) = compared([mine], [theirs]).differing
    (found,) = pair.differences
    assert (found.field, str(found.left), str(found.right)) == (
        "signed",
        "1990-05-01",
        "1990-05-02",
    )


def test_a_date_that_only_one_has_is_missing_not_different():
    mine, theirs = row("JPN", "PER", "1990-05-01"), row("JPN", "PER", "1990-05-01")
    theirs = replace(theirs, in_force=PartialDate.parse("1991"))
    (pair,) = compared([mine], [theirs]).pairs
    assert pair.differences == ()
    assert pair.missing == (("in_force", "left"),)


def test_two_subjects_of_one_day_are_paired_each_with_its_own():
    left = [row("JPN", "PER", "1990-05-01", t) for t in (CYBER, TAX)]
    right = [row("JPN", "PER", "1990-05-01", t) for t in (TAX, CYBER)]
    found = compared(left, right)
    assert {(p.left.title_en, p.right.title_en) for p in found.pairs} == {
        (CYBER, CYBER),
        (TAX, TAX),
    }


def test_another_subject_of_another_year_is_another_treaty():
    mine, theirs = row("JPN", "PER", "1990", CYBER), row("JPN", "PER", "2010", TAX)
    found = compared([mine], [theirs])
    assert (found.pairs, found.left, found.right) == ((), (mine,), (theirs,))
    assert not found.ambiguous


def test_a_treaty_and_the_one_that_replaces_it_are_two():
    mine, theirs = row("JPN", "PER", "1990", CYBER), row("JPN", "PER", "2010", CYBER)
    found = compared([mine], [theirs])
    assert (found.pairs, found.ambiguous) == ((), ())


def test_rows_that_nothing_tells_apart_are_said_and_not_paired():
    left = [row("JPN", "PER", "1990"), row("JPN", "PER", "1990", TAX)]
    right = [row("JPN", "PER", "1990-03-03")]
    found = compared(left, right)
    assert found.pairs == ()
    assert found.ambiguous == ((tuple(left), tuple(right)),)


def test_another_title_on_the_same_day_is_not_decided():
    mine, theirs = (
        row("JPN", "PER", "1990-05-01", CYBER),
        row("JPN", "PER", "1990-05-01", TAX),
    )
    found = compared([mine], [theirs])
    assert (found.pairs, len(found.ambiguous)) == ((), 1)


def test_another_dyad_is_never_the_same_treaty():
    mine, theirs = row("JPN", "PER", "1990", CYBER), row("JPN", "CUB", "1990", CYBER)
    found = compared([mine], [theirs])
    assert (found.left, found.right) == ((mine,), (theirs,))


def test_the_atlas_agrees_with_itself(package):
    found = compared(package.treaties, package.treaties)
    assert all(p.left is p.right for p in found.pairs)
    assert len(found.pairs) == len(package.treaties)
    assert not (found.left or found.right or found.ambiguous or found.differing)


ROWS = st.lists(
    st.builds(
        row,
        st.sampled_from(["JPN", "USA"]),
        st.sampled_from(["PER", "CUB"]),
        st.sampled_from(["", "1990", "1990-05", "1990-05-01", "1991-07-07", "2010"]),
        st.sampled_from(["", CYBER, TAX]),
    ),
    max_size=6,
)


@given(ROWS, ROWS)
def test_every_row_is_in_one_place(left, right):
    found = compared(left, right)
    for side, alone, of_pair, index in (
        (left, found.left, [p.left for p in found.pairs], 0),
        (right, found.right, [p.right for p in found.pairs], 1),
    ):
        unsure = [t for group in found.ambiguous for t in group[index]]
        placed = [id(t) for t in (*alone, *of_pair, *unsure)]
        assert sorted(placed) == sorted(id(t) for t in side)


@given(ROWS, ROWS)
def test_the_order_of_the_registers_does_not_matter(left, right):
    one, other = compared(left, right), compared(right, left)
    assert {(id(p.left), id(p.right)) for p in one.pairs} == {
        (id(p.right), id(p.left)) for p in other.pairs
    }

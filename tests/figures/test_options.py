"""The options of a figure have one spelling, and one set of usual values."""

import re
from dataclasses import replace

import pytest

from geo.figures import sizes
from geo.figures.options import MOVING, OFFERED, OPTIONS, BadOptions, FigureOptions
from geo.figures.sizes import SIZES, BadSize


def refused(params, **how) -> list[tuple[str, str]]:
    with pytest.raises(BadOptions) as error:
        FigureOptions.parse(params, **how)
    return [(notice.key, notice.field) for notice in error.value.notices]


def test_what_is_not_given_has_its_usual_value():
    assert FigureOptions.parse({}) == FigureOptions()
    assert FigureOptions().params() == {}
    assert FigureOptions.parse({}, MOVING) == MOVING
    assert MOVING.params(MOVING) == {}


@pytest.mark.parametrize("size", [*SIZES, "200x120", "400x150.5"])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"labels": True},
        {"labels": False},
        {"grey": True, "title": "Договоры & <b>maps</b>", "dpi": 600},
    ],
)
def test_options_are_read_as_they_are_spelled(size, changes):
    options = replace(FigureOptions(sizes.parse(size)), **changes)
    again = FigureOptions.parse(options.params(), free=True)
    assert again.texts == options.texts
    assert (again.size, again.with_names) == (options.size, options.with_names)
    assert FigureOptions.parse(options.texts, free=True).texts == options.texts


@pytest.mark.parametrize("name", OFFERED)
def test_every_value_that_is_offered_is_read(name):
    for value in OFFERED[name]:
        assert FigureOptions.parse({name: value}).texts[name] == value


def test_partners_are_named_as_the_size_has_it_unless_one_says():
    assert not FigureOptions.parse({"size": "a4"}).with_names
    assert FigureOptions.parse({"size": "slide"}).with_names
    assert not FigureOptions.parse({"size": "slide", "labels": "false"}).with_names
    assert FigureOptions(SIZES["slide"], labels=False).params() == {
        "size": "slide",
        "labels": "false",
    }


def test_a_link_of_an_earlier_edition_is_read():
    assert FigureOptions.parse({"labels": ["True"], "grey": ["True"]}).params() == {
        "labels": "true",
        "grey": "true",
    }


def test_all_that_is_wrong_is_said_at_once():
    params = {
        "size": "a3",
        "dpi": ["x"],
        "labels": ["maybe"],
        "grey": ["true", "false"],
        "title": "ᚠ",
        "years": "2010",
    }
    assert sorted(refused(params)) == [
        ("bad", "dpi"),
        ("bad", "labels"),
        ("bad", "size"),
        ("letters", "title"),
        ("twice", "grey"),
    ]
    for name in OPTIONS:
        assert refused({name: " "}) == [("blank", name)]


def test_a_free_size_is_for_whoever_draws_on_their_own_machine():
    assert refused({"size": "200x120"}) == [("bad", "size")]
    assert refused({"dpi": "1200"}) == [("bad", "dpi")]
    options = FigureOptions.parse({"size": "200x120", "dpi": "1200"}, free=True)
    assert (options.size.width, options.dpi) == (200, 1200)
    with pytest.raises(BadSize) as error:
        FigureOptions.parse({"size": "a3"}, free=True)
    assert error.value.field == "size"
    for text in ("-1", "1e3", "٣٠٠", "9" * 99):
        assert refused({"dpi": text}, free=True) == [("bad", "dpi")]


def test_a_long_value_is_not_repeated_whole():
    with pytest.raises(BadOptions) as error:
        FigureOptions.parse({"size": "x" * 5000})
    assert len(str(error.value)) < 150
    assert re.search("x{40}'", str(error.value))

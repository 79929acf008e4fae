"""Arcs as text: what is written is read back, and damage is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.model import boundaries
from geo.page import polyline

COORDINATE = st.integers(-(2**40), 2**40)


def test_the_example_of_the_formats_description_is_written_as_there():
    # (38.5, -120.2), (40.7, -120.95), (43.252, -126.453), each times 100,000.
    steps = [(3850000, -12020000), (220000, -75000), (255200, -550300)]
    assert polyline.encode(steps) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@"


@given(st.lists(st.tuples(COORDINATE, COORDINATE).map(list)))
def test_every_arc_comes_back_as_it_was(steps):
    assert polyline.decode(polyline.encode(steps)) == steps


def test_the_world_comes_back_as_it_was_in_fewer_characters():
    whole = boundaries.load("world").topology["arcs"]
    written = [polyline.encode(arc) for arc in whole]
    assert [polyline.decode(text) for text in written] == whole
    points = sum(map(len, whole))
    assert sum(map(len, written)) < 4 * points


@pytest.mark.parametrize("text", ["_", "?", "_p~iF", "??_", "? ", "?é"])
def test_a_damaged_arc_is_refused(text):
    with pytest.raises(ValueError, match="an arc"):
        polyline.decode(text)

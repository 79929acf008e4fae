"""What is said of former states: also of one whose land is drawn with another's."""

from datetime import date

import pytest

from geo.model.counting import state
from geo.model.dates import PartialDate
from geo.model.treaties import Treaty
from geo.model.view import View
from geo.presentation import former

GDR = "German Democratic Republic"


def note(*pairs: tuple[str, str], end: str = "1980-12-31") -> str:
    signed = PartialDate.parse("1970-05-01")
    treaties = [Treaty(str(n), a, b, signed) for n, (a, b) in enumerate(pairs)]
    view = View(date(1960, 1, 1), date.fromisoformat(end), focus="GBR")
    return former.note(state(treaties, view))


def test_a_map_says_whose_land_is_drawn_with_another_state():
    drawn = note(("GBR", "SUN"), ("GBR", "DEU"))
    assert f"{GDR}: no treaty of the table names it" in drawn
    assert "part of Germany" in drawn


@pytest.mark.parametrize(
    ("pairs", "end"),
    [
        ([("GBR", "SUN"), ("GBR", "DDR")], "1980-12-31"),  # drawn in its own borders
        ([("GBR", "SUN"), ("GBR", "DEU")], "1990-12-31"),  # no more
        ([("GBR", "DEU")], "1980-12-31"),  # a table without former states
    ],
)
def test_it_is_said_only_where_it_is_so(pairs, end):
    assert f"{GDR}: no treaty of the table names it" not in note(*pairs, end=end)

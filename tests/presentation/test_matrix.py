"""The matrix of who signed with whom, and who has the most."""

from datetime import date
from itertools import combinations

import pytest

from geo.app import matrix_table
from geo.model import boundaries
from geo.model.dates import PartialDate
from geo.model.package import Package
from geo.model.treaties import Treaty
from geo.model.view import Span
from geo.presentation.matrix import MOST, matrix
from geo.presentation.scene import Scene

SIGNED = PartialDate.parse("1970-05-01")


def scene(*pairs: tuple[str, str], **fields: str) -> Scene:
    treaties = tuple(Treaty(str(n), a, b, SIGNED) for n, (a, b) in enumerate(pairs))
    span = Span(1960, 1995)
    package = Package(treaties, (), (), (), "own", date(2026, 11, 24), span, "a")
    return Scene.of(package, focus="", **fields)


def test_the_busiest_come_first_and_both_halves_are_the_same():
    found = matrix(scene(("FRA", "USA"), ("USA", "FRA"), ("USA", "CHN")))
    assert found.codes == ("USA", "FRA", "CHN")
    assert found.totals == (3, 2, 1)
    assert found.numbers[("FRA", "USA")] == found.numbers[("USA", "FRA")] == 2
    assert ("FRA", "CHN") not in found.numbers


@pytest.mark.parametrize(
    ("choice", "codes"), [("own", "SUN USA"), ("successor", "RUS USA"), ("drop", "")]
)
def test_a_former_state_is_in_it_as_the_view_shows_it(choice, codes):
    found = matrix(scene(("SUN", "USA"), former=choice))
    assert " ".join(found.codes) == codes
    assert bool(found.numbers) == bool(codes)


def test_its_colours_are_natural_breaks_and_its_ink_is_read_on_each():
    pairs = [(("FRA", "USA"), 1), (("FRA", "CHN"), 2), (("USA", "CHN"), 40)]
    found = matrix(scene(*(pair for pair, times in pairs for _ in range(times))))
    assert found.bounds == (1, 2, 40)
    assert [found.step(n) for n in (1, 2, 40)] == [0, 1, 2]
    fills = [fill for fill, _ in found.shades()]
    assert len(set(fills)) == 3


def test_a_world_of_states_is_a_table_of_200_by_200():
    codes = sorted(boundaries.codes())[: MOST + 5]
    found = matrix(scene(*combinations(codes, 2)))
    assert len(found.codes) == MOST
    table = matrix_table.styled(found, "Country", "Instruments")
    assert table.data.shape == (MOST, MOST + 2)
    assert table.data["Instruments"].tolist() == list(found.totals)
    html = table.to_html()
    assert html.count("background-color") >= 1


def test_without_a_focal_country_the_notes_say_who_has_the_most():
    world = scene(("FRA", "USA"), ("USA", "CHN"))
    said = "Most instruments: United States of America (2), China (1), France (1)."
    assert said in world.notes
    assert world.with_view(focus="USA").hubs_note == ""

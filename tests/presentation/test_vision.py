"""Whoever looks, on whatever paper: classes that stand together are told apart."""

from itertools import combinations

import numpy as np
import pytest

from geo.model.classes import COUNTED, Class
from geo.model.treaties import Basis
from geo.presentation import colours as presentation_colours
from geo.presentation.colours import CHANGES, CLASSES, OVERLAYS, SEA, ramp
from geo.presentation.legend import LEGEND
from tests.helpers.vision import EYES, difference, lab

#: CIEDE2000 of two areas that are told apart at a glance without a common border.
APART = 10.0

#: Sharma, Wu and Dalal's own test data: pairs of Lab colours and their difference.
SHARMA = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("one", "other", "versions"), SHARMA)
def test_the_measure_agrees_with_its_published_test_data(one, other, versions):
    distance = difference(np.array(one), np.array(other))
    assert distance == pytest.approx(versions, abs=5e-4)


def test_every_eye_sees_white_as_white():
    for eye in EYES.values():
        assert lab("#ffffff", eye) == pytest.approx([100, 0, 0], abs=0.6)


#: The first years are nearly as dark as the focal country and the last nearly as light
#: as no treaty: what tells them apart is being blue, so that a map coloured by year
#: needs the grey variant where it is printed without colour.
NOT_TOLD = {(Class.FOCUS, "light", "grey"), (Class.NONE, "light", "grey")}


def told_apart(one, other, theme: str, eye: str) -> bool:
    """By hatch, or by colour."""
    if one.hatch[:1] != other.hatch[:1]:
        return True
    fills = (lab(look.fill(theme), EYES[eye]) for look in (one, other))
    return difference(*fills) >= APART


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", ["light", "grey"])
@pytest.mark.parametrize("basis", Basis)
def test_classes_of_one_legend_are_told_apart(basis, theme, eye):
    for one, other in combinations(LEGEND[basis], 2):
        pair = CLASSES[one], CLASSES[other]
        assert told_apart(*pair, theme, eye), (one, other)


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", ["light", "grey"])
def test_the_classes_of_a_difference_are_told_apart(theme, eye):
    looks = [*CHANGES.values(), CLASSES[Class.FOCUS], CLASSES[Class.NONE]]
    for one, other in combinations(looks, 2):
        assert told_apart(one, other, theme, eye), (one.key, other.key)


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", ["light", "grey"])
def test_a_hatch_is_seen_on_its_fill(theme, eye):
    looks = [*CLASSES.values(), *CHANGES.values()]
    hatched = [look for look in looks if look.hatch]
    assert hatched
    for look in hatched:
        colours = (look.fill(theme), look.ink(theme))
        assert difference(*(lab(c, EYES[eye]) for c in colours)) >= 2 * APART


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", ["light", "grey"])
def test_an_overlay_is_seen_on_every_fill_it_may_lie_on(theme, eye):
    for name, overlay in OVERLAYS.items():
        looks = CLASSES.values() if name == "disputed" else ()
        looks = looks or [CLASSES[k] for keys in COUNTED.values() for k in keys]
        usual, pale = overlay.inks(theme)
        for look in looks:
            fill = look.fill(theme)
            dark = presentation_colours.luminance(fill) < presentation_colours.DARK_FILL
            ink = pale if dark else usual
            distance = difference(lab(fill, EYES[eye]), lab(ink, EYES[eye]))
            assert distance >= 2 * APART, (name, look.key)


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", ["light", "grey"])
def test_later_years_are_lighter_and_the_ends_far_apart(theme, eye):
    shades = [lab(colour, EYES[eye]) for colour in ramp(17, theme)]
    lightness = [shade[0] for shade in shades]
    assert lightness == sorted(lightness)
    assert difference(shades[0], shades[-1]) >= 3 * APART
    for key in (Class.FOCUS, Class.NONE):
        other = lab(CLASSES[key].fill(theme), EYES[eye])
        least = min(difference(other, shade) for shade in shades)
        assert least >= 5 or (key, theme, eye) in NOT_TOLD, key


@pytest.mark.parametrize("theme", ["light", "grey"])
def test_land_is_told_from_sea_by_its_coast(theme):
    eye = EYES["usual"]
    coast, sea = lab(presentation_colours.COAST[theme], eye), lab(SEA[theme], eye)
    land = lab(CLASSES[Class.NONE].fill(theme), eye)
    assert difference(coast, sea) >= 2 * APART
    assert difference(coast, land) >= 2 * APART

"""Every class has one look, told apart by hatch and by lightness as well as colour."""

import re
from datetime import date

import pytest

from geo.model.classes import COUNTED, Class
from geo.model.counting import classify
from geo.model.treaties import Basis
from geo.model.view import View
from geo.presentation.colours import CLASSES, OVERLAYS, ramp
from geo.presentation.legend import LEGEND, RARE

HEX = re.compile(r"#[0-9a-f]{6}")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_class_has_a_look_under_its_own_key():
    assert set(CLASSES) == set(Class)
    assert all(look.key is key for key, look in CLASSES.items())


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_class_is_called_and_explained_differently_in_both_languages(lang):
    labels = [look.label(lang) for look in CLASSES.values()]
    meanings = [look.meaning(lang) for look in CLASSES.values()]
    assert all(labels + meanings)
    assert len(set(labels)) == len(set(meanings)) == len(Class)
    scripts = {"en": "[a-z]", "ru": "[а-яё]"}
    letters = re.compile(scripts.pop(lang))
    (other,) = map(re.compile, scripts.values())
    for text in labels + meanings:
        assert letters.search(text.lower())
        assert not other.search(text.lower())


def test_every_colour_is_a_colour():
    for look in CLASSES.values():
        assert all(HEX.fullmatch(c) for c in (look.light, look.dark, look.grey))
        if look.hatch:
            assert HEX.fullmatch(look.ink_light)
            assert HEX.fullmatch(look.ink_dark)


def test_hatches_differ_by_their_sign_and_from_the_disputed_areas():
    signs = [look.hatch[0] for look in CLASSES.values() if look.hatch]
    signs.append(OVERLAYS["disputed"].hatch[0])
    assert len(set(signs)) == len(signs)


def test_the_unnamed_are_told_apart_on_whatever_class_is_counted():
    under = {CLASSES[key].hatch[:1] for keys in COUNTED.values() for key in keys}
    overlay = OVERLAYS["unnamed"].hatch[0]
    assert overlay not in under | {OVERLAYS["disputed"].hatch[0]}


def test_every_overlay_has_an_ink_in_every_theme():
    for overlay in OVERLAYS.values():
        assert set(overlay.ink) == {"light", "dark", "grey"}
        assert all(HEX.fullmatch(ink) for ink in overlay.ink.values())


def test_what_is_uncertain_or_past_is_hatched_and_what_is_plain_is_not():
    plain = {key for key, look in CLASSES.items() if not look.hatch}
    assert plain == {Class.FOCUS, Class.SIGNED, Class.IN_FORCE, Class.NONE}


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("variant", ["light", "dark", "grey"])
def test_classes_of_one_legend_never_share_a_colour(basis, variant):
    colours = [getattr(CLASSES[key], variant) for key in LEGEND[basis]]
    assert len(set(colours)) == len(colours)


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("variant", ["light", "dark", "grey"])
def test_the_counted_class_stands_out_from_no_treaty_without_colour(basis, variant):
    counted_class = {Basis.SIGNED: Class.SIGNED, Basis.IN_FORCE: Class.IN_FORCE}[basis]
    one, other = (getattr(CLASSES[key], variant) for key in (counted_class, Class.NONE))
    assert contrast(one, other) >= 3  # WCAG 2.2, 1.4.11 non-text contrast


@pytest.mark.parametrize("variant", ["light", "dark"])
def test_a_hatch_can_be_seen_on_its_fill(variant):
    hatched = [look for look in CLASSES.values() if look.hatch]
    assert hatched
    for look in hatched:
        ink, fill = getattr(look, f"ink_{variant}"), getattr(look, variant)
        assert contrast(ink, fill) >= 3


def keys_of(make_treaty, basis: Basis) -> set[Class]:
    """Every class the law can give under a basis, by trying the shapes of dates."""
    texts = ("", "2011", "2013", "2015")
    views = [
        View(date(2010, 1, 1), end, basis)
        for end in (date(2012, 12, 31), date(2013, 6, 15), date(2016, 12, 31))
    ]
    return {
        classify(make_treaty(code, signed, entry, end), view)
        for code in ("CUB", "SUN")
        for signed in texts
        for entry in texts
        for end in texts
        for view in views
    }


@pytest.mark.parametrize("basis", Basis)
def test_the_legend_covers_exactly_the_classes_a_state_can_have(make, basis):
    told_by_the_reading = {Class.FOCUS, Class.UNREAD, Class.NOT_COVERED}
    told_by_the_reading |= {Class.NOT_A_STATE}
    assert set(LEGEND[basis]) == keys_of(make, basis) | told_by_the_reading


def test_a_legend_lists_a_class_once_and_ends_with_no_treaty():
    for keys in LEGEND.values():
        assert len(set(keys)) == len(keys)
        assert (keys[0], keys[-1]) == (Class.FOCUS, Class.NONE)


def test_rare_classes_are_in_a_legend_and_the_finding_is_not_rare():
    assert set().union(*LEGEND.values()) >= RARE
    assert Class.NOT_CONFIRMED not in RARE


@pytest.mark.parametrize("steps", [2, 3, 5, 17, 40, 100])
def test_the_ramp_goes_from_dark_to_light_without_a_step_back(steps):
    colours = ramp(steps)
    assert len(set(colours)) == len(colours) == steps
    assert all(HEX.fullmatch(c) for c in colours)
    light = [luminance(c) for c in colours]
    assert light == sorted(light)


def test_the_ramp_of_one_year_is_one_colour():
    assert len(ramp(1)) == 1
    assert ramp(0) == []

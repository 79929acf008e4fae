"""The legend of a map: which classes it lists, in which order, how each is drawn."""

from __future__ import annotations

from collections.abc import Collection

from geo.model.classes import Class
from geo.model.counting import State
from geo.model.package import Package
from geo.model.treaties import Basis
from geo.presentation import colours, legend, rows, scale, strings

#: The classes a legend of each basis lists, whether or not a country has them today.
LEGEND = {
    Basis.SIGNED: (
        Class.FOCUS,
        Class.SIGNED,
        Class.POSSIBLE,
        Class.ENDED,
        Class.UNREAD,
        Class.NONE,
    ),
    Basis.IN_FORCE: (
        Class.FOCUS,
        Class.IN_FORCE,
        Class.NOT_CONFIRMED,
        Class.NOT_YET,
        Class.POSSIBLE,
        Class.ENDED,
        Class.UNREAD,
        Class.NONE,
    ),
}

#: Classes that no shipped row has today: a legend shows them only when one has.
RARE = frozenset({Class.POSSIBLE, Class.ENDED, Class.NOT_YET, Class.UNREAD})


def entries(
    package: Package,
    current: State,
    theme: str,
    present: Collection[Class] = (),
) -> list[Entry]:
    """The legend: what is drawn, in the order of the classes.

    ``present`` are the classes of all the maps where one legend serves several.
    """
    view, lang = current.view, current.view.lang
    present = present or current.present
    found: list[Entry] = []
    made = scale.of(package, view)
    if made:
        ramp = made.ramp(theme)
        steps = made.steps(current)
        found += [(made.label(i), {"facecolor": ramp[i]}) for i in steps]
    for key in legend.LEGEND[view.basis]:
        if key in legend.RARE and key not in present:
            continue
        if made and key in (Class.SIGNED, Class.IN_FORCE):
            continue
        if key is Class.FOCUS and not view.focus:
            continue
        look = colours.CLASSES[key]
        found.append((look.label(lang), swatch(look, theme)))
    if rows.missing(package, current):
        below = colours.CLASSES[Class(view.basis.value)]
        label = "* " + strings.word("unnamed", lang)
        found.append((label, _overlaid("unnamed", below, theme)))
    return [*found, disputed(lang, theme)]


def disputed(lang: str, theme: str) -> Entry:
    """The legend's last line, in whatever is drawn."""
    look = _overlaid("disputed", colours.CLASSES[Class.NONE], theme)
    return strings.word("disputed", lang), look


def swatch(look: colours.Look | colours.Change, theme: str) -> dict:
    """A legend's look of a class."""
    ink = look.ink(theme) if look.hatch else ""
    return {"facecolor": look.fill(theme), "hatch": look.hatch, "ink": ink}


def _overlaid(name: str, below: colours.Look, theme: str) -> dict:
    overlay = colours.OVERLAYS[name]
    fill, ink = below.fill(theme), overlay.inks(theme)
    dark = colours.luminance(fill) < colours.DARK_FILL
    return {"facecolor": fill, "hatch": overlay.hatch, "ink": ink[dark]}


Entry = tuple[str, dict]  # a legend's label and the look of its swatch

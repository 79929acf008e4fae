"""The legend of a map: which classes it lists, in which order, how each is drawn."""

from __future__ import annotations

from collections.abc import Collection

from geo.model.classes import Class
from geo.model.treaties import Basis
from geo.presentation import colours, strings
from geo.presentation.scene import Scene

#: The classes of countries that do not count, on every basis.
_NOT_COUNTED = (
    Class.ENDED,
    Class.STATE_ENDED,
    Class.UNREAD,
    Class.NOT_COVERED,
    Class.NOT_A_STATE,
    Class.NONE,
)

#: The classes a legend of each basis lists, whether or not a country has them today.
LEGEND = {
    Basis.SIGNED: (
        Class.FOCUS,
        Class.SIGNED,
        Class.POSSIBLE,
        *_NOT_COUNTED,
    ),
    Basis.IN_FORCE: (
        Class.FOCUS,
        Class.IN_FORCE,
        Class.NOT_CONFIRMED,
        Class.NOT_YET,
        Class.POSSIBLE,
        *_NOT_COUNTED,
    ),
}

#: Classes that no shipped row has today: a legend shows them only when one has.
RARE = frozenset(
    {Class.POSSIBLE, Class.ENDED, Class.STATE_ENDED, Class.NOT_YET, Class.UNREAD}
    | {Class.NOT_COVERED, Class.NOT_A_STATE}
)


def entries(
    scene: Scene,
    theme: str,
    present: Collection[Class] = (),
) -> list[Entry]:
    """The legend: what is drawn, in the order of the classes.

    ``present`` are the classes of all the maps where one legend serves several.
    """
    view, lang, scale = scene.view, scene.lang, scene.scale
    present = present or scene.present
    rows: list[Entry] = []
    if scale:
        ramp = scale.ramp(theme)
        steps = scale.steps(scene.state)
        rows += [(scale.label(i), {"facecolor": ramp[i]}) for i in steps]
    # Without a scale a country is drawn by its status, whatever is counted.
    basis = view.basis if scale else Basis.IN_FORCE
    for key in LEGEND[basis]:
        if key in RARE and key not in present:
            continue
        if scale and key in (Class.SIGNED, Class.IN_FORCE):
            continue
        if key is Class.FOCUS and not view.focus:
            continue
        look = colours.CLASSES[key]
        label = scene.focus if key is Class.FOCUS else look.label(lang)
        rows.append((label, swatch(look, theme)))
    if scene.unnamed:
        below = colours.CLASSES[scene.class_drawn(scene.unnamed[0])]
        label = "* " + strings.word("unnamed", lang)
        rows.append((label, _overlaid("unnamed", below, theme)))
    return [*rows, disputed_entry(lang, theme)]


def disputed_entry(lang: str, theme: str) -> Entry:
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

"""A sheet for a dark screen: every colour of the light theme by its dark counterpart.

All colours of a figure come from one table (:mod:`geo.presentation.colours`), so that
each artist is given the dark colour of the same thing.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from matplotlib.collections import Collection
from matplotlib.colors import to_hex, to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from geo.figures.layout import Sheet
from geo.presentation import colours

#: Paper, and what is written and drawn on it.
_PAPER, _INK, _SOFT = "#0e1317", "#eef2f5", "#b9c3cc"
#: Lines that divide, brighter than land and darker than text.
_LINE, _FAINT = "#7d8a96", "#232c34"


@cache
def counterparts() -> dict[str, str]:
    """Light colour -> its dark counterpart."""
    dark_of = {
        colours.PAPER: _PAPER,  # white is also the border between two countries
        colours.INK: _INK,
        colours.NAME: _INK,
        colours.SOFT_INK: _SOFT,
        colours.SWATCH_LINE: _LINE,
        colours.LEADER: _SOFT,
        colours.GRATICULE["light"]: _FAINT,
        colours.SEA["light"]: colours.SEA["dark"],
        colours.COAST["light"]: colours.COAST["dark"],
    }
    for look in colours.CLASSES.values():
        dark_of[look.light] = look.dark
        if look.hatch:
            dark_of[look.ink_light] = look.ink_dark
    for overlay in colours.OVERLAYS.values():
        dark_of[overlay.ink["light"]] = overlay.ink["dark"]
    return dark_of


def darken(sheet: Sheet) -> Sheet:
    """The same sheet with dark colours; it is changed in place."""
    figure = sheet.figure
    figure.set_facecolor(_PAPER)
    for artist in figure.findobj():
        if isinstance(artist, Text):
            artist.set_color(_dark(artist.get_color()))
            if box := artist.get_bbox_patch():
                _patch(box)
        elif isinstance(artist, Line2D):
            artist.set_color(_dark(artist.get_color()))
            artist.set_markerfacecolor(_dark(artist.get_markerfacecolor()))
            artist.set_markeredgecolor(_dark(artist.get_markeredgecolor()))
        elif isinstance(artist, Collection):
            artist.set_facecolor(_each(artist.get_facecolor()))
            artist.set_edgecolor(_each(artist.get_edgecolor()))
        elif isinstance(artist, Patch) and artist is not figure.patch:
            _patch(artist)
    return sheet


def _patch(patch: Patch) -> None:
    patch.set_facecolor(_dark(patch.get_facecolor()))
    patch.set_edgecolor(_dark(patch.get_edgecolor()))


def _each(shades: np.ndarray) -> list[tuple[float, ...]]:
    return [_dark(shade) for shade in shades]


def _dark(shade: object) -> tuple[float, ...]:
    """The dark counterpart with the same opacity; any other colour stays."""
    rgba = to_rgba(shade)
    other = counterparts().get(to_hex(rgba))
    return (*to_rgba(other)[:3], rgba[3]) if other else rgba

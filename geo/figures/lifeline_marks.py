"""The marks of a life-line: its stretches, its acts, and that nobody knows.

All lengths are inches from the lower left corner of the axes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from geo.figures import fonts
from geo.figures.layout import Box, Sheet
from geo.figures.sizes import MM
from geo.model.classes import Class
from geo.model.lifelines import ENDED, IN_FORCE, MAYBE_ENDED, UNKNOWN, WAITING
from geo.presentation import colours

#: The class whose colours a stretch has; dots take those of a stretch, too.
LOOKS = {
    WAITING: Class.NOT_CONFIRMED,
    UNKNOWN: Class.NOT_CONFIRMED,
    IN_FORCE: Class.IN_FORCE,
    MAYBE_ENDED: Class.IN_FORCE,
    ENDED: Class.ENDED,
}
DOTTED = (UNKNOWN, MAYBE_ENDED)


def inches(sheet: Sheet, box: Box) -> Axes:
    """Axes whose coordinates are inches from the lower left corner of a box."""
    axes = sheet.axes(box)
    axes.set(xlim=(0, box[2]), ylim=(0, box[3]))
    axes.axis("off")
    return axes


@dataclass
class Pen:
    """Draws the parts of a life in axes of inches."""

    axes: Axes
    theme: str
    scale: float

    def _look(self, kind: str) -> tuple[str, str]:
        look = colours.CLASSES[LOOKS[kind]]
        fill = look.fill(self.theme)
        return fill, (look.ink(self.theme) if look.hatch else fill)

    def stretch(self, kind: str, left: float, right: float, y: float) -> None:
        """A stretch of a life; what is not known fades to dots."""
        fill, ink = self._look(kind)
        wide = 2.6 * self.scale
        solid = right
        if kind in DOTTED:
            solid = left + min(0.5 * (right - left), 5 * MM * self.scale)
            self._dots(solid, right, y, ink)
        for width, colour in ((wide + 0.7, ink), (wide, fill)):
            self.axes.plot(
                (left, solid),
                (y, y),
                color=colour,
                linewidth=width,
                solid_capstyle="butt",
                clip_on=False,
                zorder=2,
            )

    def _dots(self, left: float, right: float, y: float, ink: str) -> None:
        step = 1.7 * MM * self.scale
        number = max(int((right - left) / step), 1)
        places = np.arange(1, number + 1)
        shares = places / number
        # One drawing for all dots: each alone is most of the work of the sheet.
        self.axes.scatter(
            left + (places - 0.5) * step,
            np.full(number, y),
            s=((1.9 - 0.5 * shares) * self.scale) ** 2,
            c=[ink] * number,
            alpha=np.round(1 - 0.45 * shares, 3),
            linewidths=0,
            clip_on=False,
            zorder=2,
        )

    def mark(self, act: str, left: float, right: float, y: float, sure: bool) -> None:
        """An act: where its day is known a filled mark, else a hollow one over the
        interval it may lie in."""
        kind, shape, size = {
            "signed": (WAITING, "o", 5.2),
            "in_force": (IN_FORCE, "D", 4.8),
            "ended": (ENDED, "s", 4.8),
        }[act]
        fill, _ = self._look(kind)
        ink = colours.NAME
        if right > left:
            self.axes.plot(
                (left, right),
                (y, y),
                color=ink,
                linewidth=4.2 * self.scale,
                alpha=0.35,
                solid_capstyle="butt",
                clip_on=False,
                zorder=3,
            )
        self.axes.plot(
            [(left + right) / 2],
            [y],
            marker=shape,
            markersize=size * self.scale,
            markerfacecolor=fill if sure else colours.PAPER,
            markeredgecolor=ink,
            markeredgewidth=0.8 * self.scale,
            clip_on=False,
            zorder=4,
        )

    def tick(self, x: float, y: float, high: float) -> None:
        """An approval or ratification by one side."""
        self.axes.plot(
            (x, x),
            (y - 0.42 * high, y + 0.42 * high),
            color=colours.NAME,
            linewidth=1.3 * self.scale,
            clip_on=False,
            gid="approval",
            zorder=5,
        )

    def question(self, x: float, y: float) -> None:
        """That nobody knows what became of it, beside the last day."""
        points = 8 * self.scale
        self.axes.text(
            x + 0.6 * MM * self.scale,
            y - 0.36 * points / 72,
            "?",
            fontproperties=fonts.face("bold", points),
            ha="left",
            va="baseline",
            color=colours.INK,
            clip_on=False,
            gid="unknown",
        )

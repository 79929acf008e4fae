"""What a sheet shows, in one table: one map, many maps, a difference, life-lines.

Every host that draws a figure asks :func:`lay_out`; an animation, which is a sheet for
each year, is made by :mod:`geo.figures.animation`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from geo.figures import figure, lifelines
from geo.figures.difference import difference
from geo.figures.layout import Sheet
from geo.figures.multiples import multiples
from geo.figures.options import FigureOptions
from geo.figures.save import About
from geo.model.lifelines import ORDERS
from geo.presentation.scene import Scene


def _map(
    scene: Scene, years: Sequence[int], options: FigureOptions, order: str
) -> tuple[Sheet, About]:
    return figure.sheet(scene, options), figure.about(scene, options)


def _lifelines(
    scene: Scene, years: Sequence[int], options: FigureOptions, order: str
) -> tuple[Sheet, About]:
    if years:
        scene = scene.with_years(years[0], years[-1])
    return lifelines.draw(scene, options, order)


#: Kind -> what lays it out, from a scene, its years, the options and an order of rows.
LAYOUTS: dict[str, Callable[..., tuple[Sheet, About]]] = {
    "figure": _map,
    "multiples": lambda scene, years, options, order: multiples(scene, years, options),
    "difference": lambda scene, years, options, order: difference(
        scene, years, options
    ),
    "lifelines": _lifelines,
}


def lay_out(
    kind: str,
    scene: Scene,
    options: FigureOptions,
    years: Sequence[int] = (),
    order: str = ORDERS[0],
) -> tuple[Sheet, About]:
    """The sheet of a figure, and the texts that its file carries.

    Args:
        kind: a key of :data:`LAYOUTS`.
        years: of many maps each, of a difference and of life-lines the first and last;
            without them life-lines have the years of the scene.
        order: of the rows of life-lines.

    Raises:
        BadSize: there is no room for it in this size.
        BadYears: more treaties than life-lines can show.
    """
    return LAYOUTS[kind](scene, years, options, order)

"""The map as a page and as a figure; their libraries are imported when one is made."""

from __future__ import annotations

from collections.abc import Iterable

from geo.figures.options import FigureOptions
from geo.model.languages import ON_A_PAGE
from geo.presentation.scene import Scene


def page(
    scene: Scene,
    site: str = "",
    langs: Iterable[str] = ON_A_PAGE,
    elsewhere: Iterable[str] = (),
) -> bytes:
    """The map as one HTML file: see :func:`geo.page.document.page`."""
    from geo.page import document

    return document.page(scene, site, langs, elsewhere).encode()


def figure(
    scene: Scene, options: FigureOptions | None = None, kind: str = "png"
) -> bytes:
    """The figure as PNG, SVG or PDF.

    Raises:
        BadSize: it cannot be drawn at this size.
        BadOptions: the title that is given would be cut.
    """
    from geo.figures import figure as drawing

    return drawing.render(scene, options, kind)


def lifelines(scene: Scene, options: FigureOptions, kind: str = "png") -> bytes:
    """The life-lines of a scene as PNG, SVG or PDF.

    Raises:
        BadSize: they cannot be drawn at this size.
        BadYears: there is no treaty to draw, or too many.
    """
    from geo.figures import lifelines as drawing
    from geo.figures import save

    return save.write(*drawing.draw(scene, options), kind, options.dpi)


def small(scene: Scene, options: FigureOptions, dark: bool = False) -> bytes:
    """The figure as a PNG of 256 colours, in dark colours too."""
    from geo.figures import dark as theme
    from geo.figures import figure as drawing
    from geo.figures import save

    sheet = drawing.sheet(scene, options)
    if dark:
        theme.darken(sheet)
    return save.write(sheet, drawing.about(scene, options), "small", options.dpi)

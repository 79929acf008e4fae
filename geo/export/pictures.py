"""The map as a page and as a figure; their libraries are imported when one is made."""

from __future__ import annotations

from collections.abc import Iterable

from geo.figures.options import FigureOptions
from geo.model.languages import ON_A_PAGE
from geo.presentation.scene import Scene


def page(scene: Scene, site: str = "", langs: Iterable[str] = ON_A_PAGE) -> bytes:
    """The map as one HTML file: see :func:`geo.page.document.page`."""
    from geo.page import document

    return document.page(scene, site, langs).encode()


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

"""A Scene as a matplotlib Figure, and as PNG, SVG and PDF bytes.

Object-oriented matplotlib only (no pyplot): a Figure of its own per call is safe under
a threaded server. The legend is built by hand (:mod:`geo.presentation.legend`),
because automatic legends drop hatches. Title, rule, sources, border view, data version
and as-of date are inside the picture, so that it can be cited outside the app.
"""

from __future__ import annotations

from matplotlib.figure import Figure

from geo.figures import fonts, save, sizes
from geo.figures.layout import Content, Sheet
from geo.figures.map import Map
from geo.figures.map_labels import Plate
from geo.figures.options import BadTitle, FigureOptions
from geo.presentation import citations
from geo.presentation.legend import entries
from geo.presentation.scene import Scene


def figure(scene: Scene, options: FigureOptions | str = "a4") -> Figure:
    """Draw a scene."""
    return sheet(scene, options).figure


def sheet(scene: Scene, options: FigureOptions | str = "a4") -> Sheet:
    """Lay out a scene; a sheet knows whether its title had to be shortened.

    Raises:
        BadSize: the size has no room for the content.
    """
    if isinstance(options, str):
        options = FigureOptions(sizes.parse(options))
    with fonts.settings():
        content = Content(
            options.title or scene.figure_title,
            scene.headline,
            entries(scene, options.theme),
            scene.notes,
        )
        chart = Map(scene, options.theme)
        return Sheet(content, Plate(chart, options.named), options.size)


def about(scene: Scene, title: str = "") -> save.About:
    """The metadata of a scene's figure; the description is its alternative text."""
    return save.About(
        title or scene.figure_title,
        scene.alternative_text,
        citations.AUTHOR,
        scene.licence,
        scene.citation,
        scene.lang,
    )


def png(scene: Scene, options: FigureOptions | str = "a4", dpi: int = 300) -> bytes:
    """The figure as PNG."""
    return render(scene, options, "png", dpi)


def render(
    scene: Scene,
    options: FigureOptions | str = "a4",
    kind: str = "png",
    dpi: int = 300,
) -> bytes:
    """The figure in a format of :data:`geo.figures.sizes.FORMATS`.

    Raises:
        BadSize: size or resolution cannot be drawn.
        BadTitle: a title that was given would be cut; bytes cannot say so.
    """
    if isinstance(options, str):
        options = FigureOptions(sizes.parse(options))
    if kind == "png":
        sizes.check_dpi(options.size, dpi)
    drawn = sheet(scene, options)
    if options.title and drawn.shortened:
        raise BadTitle("--title: the sheet has no room for all of it")
    said = about(scene, options.title)
    return save.write(drawn, said, kind, dpi)

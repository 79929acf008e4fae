"""A Scene as a matplotlib Figure, and as PNG, SVG and PDF bytes.

Object-oriented matplotlib only (no pyplot): a Figure of its own per call is safe under
a threaded server. The legend is built by hand (:mod:`geo.presentation.legend`),
because automatic legends drop hatches. Title, rule, sources, border view, data version
and as-of date are inside the picture, so that it can be cited outside the app.
"""

from __future__ import annotations

from geo.figures import fonts, geometry, save, share, sizes
from geo.figures.layout import Content, Sheet
from geo.figures.map import Map
from geo.figures.map_labels import LabelledMap
from geo.figures.options import BadOptions, FigureOptions
from geo.model import languages
from geo.model.view import Notice
from geo.presentation import citations, record
from geo.presentation.legend import entries
from geo.presentation.scene import Scene


def sheet(scene: Scene, options: FigureOptions | None = None) -> Sheet:
    """Lay out a scene; a sheet knows whether its title had to be shortened.

    Raises:
        BadSize: the size has no room for the content.
    """
    options = options or FigureOptions()
    shared = options.size.share
    with fonts.settings():
        content = Content(
            options.title or (share.title(scene) if shared else scene.figure_title),
            share.headline(scene) if shared else scene.headline,
            entries(scene, options.theme),
            share.notes(scene) if shared else scene.notes,
            languages.direction(scene.lang),
        )
        called = [scene.view.country] if shared and scene.view.country else []
        chart = Map(scene, options.theme, called)
        return Sheet(content, LabelledMap(chart, options.with_names), options.size)


def bare(scene: Scene, width: float, called: str = "") -> Sheet:
    """The map with its legend and no word around it, so many millimetres wide.

    For a page that says the rest itself; ``called`` is a country called out.
    """
    size = sizes.Size(width, body=7.5, label=6.5, margin=0.0)
    with fonts.settings():
        direction = languages.direction(scene.lang)
        content = Content("", "", entries(scene, "light"), [], direction)
        chart = Map(scene, "light", [called] if called else [])
        chart.world = geometry.coarse()
        return Sheet(content, LabelledMap(chart, True), size)


def about(
    scene: Scene,
    options: FigureOptions | None = None,
    product: str = "figure",
    **more: str,
) -> save.About:
    """The metadata of a scene's figure; the description is its alternative text.

    Args:
        product: the kind of figure, as its record names it.
        more: its further choices by name, for the record.
    """
    options = options or FigureOptions()
    return save.About(
        options.title or scene.figure_title,
        scene.alternative_text,
        citations.AUTHOR,
        scene.licence,
        scene.citation,
        scene.lang,
        str(record.of(scene, product, {**options.texts, **more})),
    )


def render(
    scene: Scene, options: FigureOptions | None = None, kind: str = "png"
) -> bytes:
    """The figure in a format of :data:`geo.figures.sizes.FORMATS`.

    Raises:
        BadSize: size or resolution cannot be drawn.
        BadOptions: a title that was given would be cut; bytes cannot say so.
    """
    options = options or FigureOptions()
    if kind == "png":
        sizes.check_dpi(options.size, options.dpi)
    laid_out = sheet(scene, options)
    if options.title and laid_out.shortened:
        raise BadOptions(Notice("long", "title"))
    return save.write(laid_out, about(scene, options), kind, options.dpi)

"""A View as a matplotlib Figure, and as PNG, SVG and PDF bytes.

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
from geo.model import countries
from geo.model.counting import State, state
from geo.model.package import Package
from geo.model.view import View
from geo.presentation import captions, citations, rows, scale, strings
from geo.presentation.legend import entries


def figure(package: Package, view: View, options: FigureOptions | str = "a4") -> Figure:
    """Draw a view."""
    return sheet(package, view, options).figure


def sheet(package: Package, view: View, options: FigureOptions | str = "a4") -> Sheet:
    """Lay out a view; a sheet knows whether its title had to be shortened.

    Raises:
        BadSize: the size has no room for the content.
    """
    if isinstance(options, str):
        options = FigureOptions(sizes.parse(options))
    with fonts.settings():
        current = state(package.treaties, view)
        unnamed = rows.missing(package, current)
        chart = Map(current, scale.of(package, view), unnamed, options.theme)
        content = Content(
            options.title or title(package, view),
            strings.headline(current),
            entries(package, current, options.theme),
            notes(package, current),
        )
        return Sheet(content, Plate(chart, options.named), options.size)


def title(package: Package, view: View) -> str:
    """What is shown; a preset drawn after somebody's map has that map's terms."""
    key = f"preset.{view.preset}.title.{view.basis.value}"
    if key in strings.WORDS:
        return strings.word(key, view.lang)
    return captions.title(package, view)


def notes(package: Package, current: State, last: State | None = None) -> list[str]:
    """The rule, the sources, the borders and the edition, printed on every figure.

    ``last`` is the last state of an animation: its dates held with less than high
    confidence are named on every frame, so that the map stands still.
    """
    view = current.view
    lang = view.lang
    unnamed = rows.unnamed(package, current)
    undrawn = rows.undrawn(package, view)
    claims = [s for t in package.treaties for s in t.sources]
    pages = len({s.url for s in claims})
    sourced = strings.word("sources_note", lang, claims=len(claims), sources=pages)
    made = scale.of(package, view)
    return [
        *(["* " + unnamed] if unnamed else []),
        *([undrawn] if undrawn else []),
        *filter(None, [rows.doubts(last or current)]),
        *([read] if (read := captions.reading(package, view)) else []),
        captions.rule(package, view),
        *([captions.scale(made, lang)] if made and made.informs else []),
        *([sourced] if claims else []),
        strings.word(f"borders.{view.borders}", lang)
        + " "
        + captions.made_from(package, lang),
        captions.as_of(package, current),
    ]


def about(package: Package, view: View, shown: str = "") -> save.About:
    """The metadata of a view's figure; the description is its alternative text."""
    current = state(package.treaties, view)
    return save.About(
        shown or title(package, view),
        strings.alternative_text(current, countries.name),
        citations.AUTHOR,
        "" if package.own else f"{citations.LICENCE} {citations.LICENCE_URL}",
        captions.citation(package, view.lang),
        view.lang,
    )


def png(
    package: Package, view: View, options: FigureOptions | str = "a4", dpi: int = 300
) -> bytes:
    """The figure as PNG."""
    return render(package, view, options, "png", dpi)


def render(
    package: Package,
    view: View,
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
    drawn = sheet(package, view, options)
    if options.title and drawn.shortened:
        raise BadTitle("--title: the sheet has no room for all of it")
    said = about(package, view, options.title)
    return save.write(drawn, said, kind, dpi)

"""A View as a matplotlib Figure, and as PNG, SVG and PDF bytes.

Object-oriented matplotlib only (no pyplot): a Figure of its own per call is safe under
a threaded server. The legend is built by hand from :mod:`geo.classes`, because
automatic legends drop hatches. Title, rule, sources, border view, data version and
as-of date are inside the picture, so that it can be cited once it has left the app.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from matplotlib.figure import Figure

from geo import (
    captions,
    citations,
    classes,
    countries,
    fonts,
    pictures,
    rows,
    scale,
    sizes,
    words,
)
from geo.drawing import Map
from geo.plate import Plate
from geo.sheet import Content, Entry, Sheet
from geo.sizes import SIZES, Size
from geo.tables import Package
from geo.timeline import Key, State, state
from geo.view import View


class BadTitle(ValueError):
    """A title cannot be set in the typeface; the message names the letters."""


@dataclass(frozen=True)
class Options:
    """How a figure is made, beside what it shows."""

    size: Size = SIZES["a4"]
    labels: bool | None = None  # names of partners; None is as the size has it
    grey: bool = False
    title: str = ""  # in place of ours

    def __post_init__(self) -> None:
        if strange := fonts.missing(self.title):
            raise BadTitle(f"--title: the typeface has no letter for {strange!r}")

    @property
    def theme(self) -> str:
        return "grey" if self.grey else "light"

    @property
    def named(self) -> bool:
        return self.size.labels if self.labels is None else self.labels


def figure(package: Package, view: View, options: Options | str = "a4") -> Figure:
    """Draw a view."""
    return sheet(package, view, options).figure


def sheet(package: Package, view: View, options: Options | str = "a4") -> Sheet:
    """Lay out a view; a sheet knows whether its title had to be shortened.

    Raises:
        BadSize: the size has no room for the content.
    """
    if isinstance(options, str):
        options = Options(sizes.parse(options))
    with fonts.settings():
        current = state(package.treaties, view)
        unnamed = rows.missing(package, current)
        chart = Map(current, scale.of(package, view), unnamed, options.theme)
        content = Content(
            options.title or title(package, view),
            words.headline(current),
            entries(package, current, options.theme),
            notes(package, current),
        )
        return Sheet(content, Plate(chart, options.named), options.size)


def title(package: Package, view: View) -> str:
    """What is shown; a preset drawn after somebody's map has that map's terms."""
    key = f"preset.{view.preset}.title.{view.basis.value}"
    if key in words.WORDS:
        return words.word(key, view.lang)
    return captions.title(package, view)


def notes(package: Package, current: State) -> list[str]:
    """The rule, the sources, the borders and the edition, printed on every figure."""
    view = current.view
    lang = view.lang
    unnamed = rows.unnamed(package, current)
    undrawn = rows.undrawn(package, view)
    claims = [s for t in package.treaties for s in t.sources]
    pages = len({s.url for s in claims})
    sourced = words.word("sources_note", lang, claims=len(claims), sources=pages)
    made = scale.of(package, view)
    return [
        *(["* " + unnamed] if unnamed else []),
        *([undrawn] if undrawn else []),
        captions.rule(package, view),
        *([captions.scale(made, lang)] if made and made.informs else []),
        *([sourced] if claims else []),
        words.word(f"borders.{view.borders}", lang)
        + " "
        + captions.made_from(package, lang),
        captions.as_of(package, current),
    ]


def entries(
    package: Package,
    current: State,
    theme: str,
    present: Collection[Key] = (),
) -> list[Entry]:
    """The legend: what is drawn, in the order of the classes.

    ``present`` are the classes of all the maps where one legend serves several.
    """
    view, lang = current.view, current.view.lang
    present = present or {s.key for s in current.standings.values()}
    found: list[Entry] = []
    made = scale.of(package, view)
    if made:
        ramp = made.ramp(theme)
        steps = made.steps(current)
        found += [(made.label(i), {"facecolor": ramp[i]}) for i in steps]
    for key in classes.LEGEND[view.basis]:
        if key in classes.RARE and key not in present:
            continue
        if made and key in (Key.SIGNED, Key.IN_FORCE):
            continue
        if key is Key.FOCUS and not view.focus:
            continue
        look = classes.CLASSES[key]
        found.append((look.label(lang), swatch(look, theme)))
    if rows.missing(package, current):
        below = classes.CLASSES[Key(view.basis.value)]
        label = "* " + words.word("unnamed", lang)
        found.append((label, _overlaid("unnamed", below, theme)))
    return [*found, disputed(lang, theme)]


def disputed(lang: str, theme: str) -> Entry:
    """The legend's last line, in whatever is drawn."""
    look = _overlaid("disputed", classes.CLASSES[Key.NONE], theme)
    return words.word("disputed", lang), look


def swatch(look: classes.Look | classes.Change, theme: str) -> dict:
    """A legend's look of a class."""
    ink = look.ink(theme) if look.hatch else ""
    return {"facecolor": look.fill(theme), "hatch": look.hatch, "ink": ink}


def _overlaid(name: str, below: classes.Look, theme: str) -> dict:
    overlay = classes.OVERLAYS[name]
    fill, ink = below.fill(theme), overlay.inks(theme)
    dark = classes.luminance(fill) < classes.DARK_FILL
    return {"facecolor": fill, "hatch": overlay.hatch, "ink": ink[dark]}


def about(package: Package, view: View, shown: str = "") -> pictures.About:
    """The metadata of a view's figure; the description is its alternative text."""
    current = state(package.treaties, view)
    return pictures.About(
        shown or title(package, view),
        words.alternative_text(current, countries.name),
        citations.AUTHOR,
        "" if package.own else f"{citations.LICENCE} {citations.LICENCE_URL}",
        captions.citation(package, view.lang),
        view.lang,
    )


def png(
    package: Package, view: View, options: Options | str = "a4", dpi: int = 300
) -> bytes:
    """The figure as PNG."""
    return render(package, view, options, "png", dpi)


def render(
    package: Package,
    view: View,
    options: Options | str = "a4",
    kind: str = "png",
    dpi: int = 300,
) -> bytes:
    """The figure in a format of :data:`geo.sizes.FORMATS`.

    Raises:
        BadSize: size or resolution cannot be drawn.
    """
    if isinstance(options, str):
        options = Options(sizes.parse(options))
    if kind == "png":
        sizes.check_dpi(options.size, dpi)
    drawn = sheet(package, view, options)
    said = about(package, view, options.title)
    return pictures.write(drawn, said, kind, dpi)

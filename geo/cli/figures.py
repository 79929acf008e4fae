"""The commands figure and frames: pictures for a report, of one year or of many."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from geo.cli import options as cli_options
from geo.cli import output as cli_output
from geo.cli.options import scene_of
from geo.cli.output import (
    fail,
    free,
    language,
    listed,
    note,
    progress,
    refuse,
    save_all,
    sentence,
)
from geo.figures import sizes
from geo.figures.options import MOVING
from geo.model.lifelines import ORDERS
from geo.presentation import strings
from geo.presentation.scene import Scene


@contextmanager
def refusals() -> Iterator[None]:
    """What the drawing refuses is one line."""
    from geo.figures.years import BadYears

    try:
        yield
    except (sizes.BadSize, BadYears) as error:
        fail(error.text(language()))


def notices(sheet: object) -> None:
    """What a reader of the picture would miss."""
    if sheet.shortened:
        note(strings.word("figure.shortened", language(), lines=sheet.lines))
    if sheet.without_room:
        note(sentence("no_room", names=listed(*sheet.without_room)))


_SMALL = click.option(
    "--small", is_flag=True, help="PNG of 256 colours, a third as large."
)


@click.command()
@cli_options.view_flags
@cli_options.drawing_flags
@click.option("--format", "kind", type=click.Choice(sizes.FORMATS))
@_SMALL
@click.option("--each-year", is_flag=True, help="A figure per year, into a folder.")
@cli_options.ANYWHERE
@cli_options.FORCE
def figure(
    output: Path,
    force: bool,
    each_year: bool,
    kind: str | None,
    small: bool,
    **flags: object,
) -> None:
    """The map as a figure for a report: PNG, SVG or PDF.

    The format follows from the file's suffix, and is PNG in a folder. Size is a4
    (160 mm wide), a4-page, slide, square, share, share-square, share-wide, or
    WIDTHxHEIGHT in millimetres; shares are for social networks, and call out the
    country of --country.
    """
    kind = cli_options.suffix_of(
        output, kind, sizes.FORMATS, "png" if each_year else ""
    )
    if small and kind != "png":
        refuse("small")
    options = cli_options.figure_options(flags)
    if not each_year:
        free(output, force)
    scene = scene_of(flags)
    if each_year and scene.view.preset:
        refuse("preset_years")

    def draw(scene_of_year: Scene) -> bytes:
        from geo.figures import short_import

        short_import.prepare()
        from geo.figures import kinds, save

        with refusals():
            sheet, about = kinds.lay_out("figure", scene_of_year, options)
            notices(sheet)
            written_as = "small" if small else kind
            return save.write(sheet, about, written_as, options.dpi)

    if not each_year:
        cli_output.save(output, lambda: draw(scene), force)
        return
    first, last = scene.view.years
    scenes = [scene.with_years(first, year) for year in range(first, last + 1)]
    files = {output / s.view.file_name(kind): partial(draw, s) for s in scenes}
    save_all(files, force)


@click.command()
@click.option(
    "--kind",
    type=click.Choice(["multiples", "difference", "lifelines", "gif", "webp"]),
)
@click.option("--years", metavar="A,B,C or A-B", help="Automatic where left out.")
@click.option("--seconds", type=float, help="How long a year is shown.  [default: 0.9]")
@click.option("--hold", type=float, help="How long the last year is.  [default: 3]")
@click.option(
    "--sort", type=click.Choice(ORDERS), help="Of life-lines.  [default: date]"
)
@_SMALL
@cli_options.frame_flags
@cli_options.drawing_flags
@cli_options.ANYWHERE
@cli_options.FORCE
def frames(
    output: Path,
    force: bool,
    kind: str | None,
    years: str | None,
    seconds: float | None,
    hold: float | None,
    sort: str | None,
    small: bool,
    **flags: object,
) -> None:
    """Many years: small multiples, a difference, life-lines, GIF or WebP.

    Life-lines have a row per treaty, from its signature to its entry into force. They,
    multiples and the difference of two years are PNG, SVG or PDF files; an animation is
    named by its suffix. Sizes are those of the command figure.
    """
    moving = kind in ("gif", "webp") or output.suffix.lower() in (".gif", ".webp")
    formats = ("gif", "webp") if moving else sizes.FORMATS
    kind = kind or (output.suffix.lower()[1:] if moving else "multiples")
    file_kind = cli_options.suffix_of(output, kind if moving else None, formats)
    if (seconds or hold) and not moving:
        refuse("moving")
    if sort and kind != "lifelines":
        refuse("sort")
    if small and file_kind != "png":
        refuse("small")
    written_as = "small" if small else file_kind
    options = cli_options.figure_options(flags, MOVING if moving else None)
    free(output, force)
    scene = scene_of(flags)

    def draw() -> bytes:
        from geo.figures import short_import

        short_import.prepare()
        from geo.figures import animation, kinds, save
        from geo.figures.years import automatic, years_of

        with refusals():
            span = scene.package.span
            points = years_of(years, kind, span) if years else automatic(scene, kind)
            if not moving:
                order = sort or ORDERS[0]
                sheet, about = kinds.lay_out(kind, scene, options, points, order)
                notices(sheet)
                return save.write(sheet, about, written_as, options.dpi)
            pace = animation.times(len(points), seconds, hold)
            with progress(length=len(points), label=output.name) as bar:
                step = partial(bar.update, 1)
                return animation.animation(scene, points, options, kind, pace, step)

    cli_output.save(output, draw, force)

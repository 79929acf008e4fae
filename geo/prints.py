"""The commands figure and frames: pictures for a report, of one year or of many."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from geo import flags, sizes, words
from geo.flags import sought
from geo.targets import fail, free, progress, save, save_all
from geo.view import View


@contextmanager
def refusals() -> Iterator[None]:
    """What the drawing refuses is one line."""
    from geo.figure import BadTitle
    from geo.frames import BadYears

    try:
        yield
    except (sizes.BadSize, BadTitle, BadYears) as error:
        fail(str(error))


def notices(sheet: object) -> None:
    """What a reader of the picture would miss."""
    if sheet.shortened:
        said = words.word("figure.shortened", "en", lines=sheet.lines)
        click.echo(f"Note: {said}", err=True)
    if sheet.unnamed:
        click.echo(
            f"Note: no room for the names of {', '.join(sheet.unnamed)}", err=True
        )


@click.command()
@flags.view_flags
@flags.drawing_flags
@click.option("--format", "kind", type=click.Choice(sizes.FORMATS))
@click.option("--small", is_flag=True, help="PNG of 256 colours, a third as large.")
@click.option("--each-year", is_flag=True, help="A figure per year, into a folder.")
@flags.ANYWHERE
@flags.FORCE
def figure(
    output: Path,
    force: bool,
    each_year: bool,
    kind: str | None,
    small: bool,
    dpi: int | None,
    **given: object,
) -> None:
    """The map as a figure for a report: PNG, SVG or PDF.

    The format follows from the file's suffix, and is PNG in a folder. Size is a4
    (160 mm wide), a4-page, slide, square, or WIDTHxHEIGHT in millimetres.
    """
    kind = flags.suffix_of(output, kind, sizes.FORMATS, "png" if each_year else "")
    if small and kind != "png":
        fail("--small: only a PNG has pixels")
    size = flags.size_of(given, dpi or sizes.DEFAULT_DPI)
    if not each_year:
        free(output, force)
    data, view = sought(given)
    if each_year and view.preset:
        fail("--preset and --each-year exclude each other: a preset is one day")

    def draw(shown: View) -> bytes:
        from geo import figure as figures
        from geo import pictures

        with refusals():
            options = figures.Options(size, **flags.options_of(given))
            sheet = figures.sheet(data, shown, options)
            notices(sheet)
            said = figures.about(data, shown, options.title)
            return pictures.write(sheet, said, "small" if small else kind, dpi)

    if not each_year:
        save(output, lambda: draw(view), force)
        return
    first, last = view.years
    views = [view.with_years(first, year) for year in range(first, last + 1)]
    save_all({output / v.file_name(kind): partial(draw, v) for v in views}, force)


@click.command()
@click.option("--kind", type=click.Choice(["multiples", "difference", "gif", "webp"]))
@click.option("--years", metavar="A,B,C or A-B", help="Automatic where left out.")
@click.option("--seconds", type=float, help="How long a year is shown.  [default: 0.9]")
@click.option("--hold", type=float, help="How long the last year is.  [default: 3]")
@flags.frame_flags
@flags.drawing_flags
@flags.ANYWHERE
@flags.FORCE
def frames(
    output: Path,
    force: bool,
    kind: str | None,
    years: str | None,
    seconds: float | None,
    hold: float | None,
    dpi: int | None,
    **given: object,
) -> None:
    """Many years: small multiples, the difference of two years, GIF or WebP.

    Multiples and a difference are PNG, SVG or PDF files; an animation is named by its
    suffix. Sizes are those of the command figure.
    """
    moving = kind in ("gif", "webp") or output.suffix.lower() in (".gif", ".webp")
    allowed = ("gif", "webp") if moving else sizes.FORMATS
    kind = kind or (output.suffix.lower()[1:] if moving else "multiples")
    file_kind = flags.suffix_of(output, kind if moving else None, allowed)
    if (seconds or hold) and not moving:
        fail("--seconds and --hold: only an animation takes time")
    given["size"] = given["size"] or ("slide" if moving else "a4")
    size = flags.size_of(given, dpi or (96 if moving else sizes.DEFAULT_DPI))
    free(output, force)
    data, view = sought(given)

    def draw() -> bytes:
        from geo import figure as figures
        from geo import frames as many
        from geo import pictures

        with refusals():
            options = figures.Options(size, **flags.options_of(given))
            chosen = (
                many.years_of(years, kind, data.span)
                if years
                else many.automatic(data, view, kind)
            )
            if not moving:
                made = many.multiples if kind == "multiples" else many.difference
                sheet, said = made(data, view, chosen, options)
                notices(sheet)
                return pictures.write(sheet, said, file_kind, dpi)
            pace = many.times(len(chosen), seconds, hold)
            with progress(length=len(chosen), label="Frames") as bar:
                step = partial(bar.update, 1)
                return many.animation(
                    data, view, chosen, options, kind, dpi or 96, pace, step
                )

    save(output, draw, force)

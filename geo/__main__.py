"""``python -m geo page / figure / data / ...``: flags are the fields of View."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from geo import citations, countries, downloads, rows, sizes, store, tables, words
from geo.tables import BadTable, Package
from geo.treaties import Basis
from geo.view import BORDERS, COLOURS, LANGUAGES, PRESETS, View, from_params
from geo.world import BadBoundaries

FLAGS = (
    click.option("--years", metavar="A-B", help="Years shown, e.g. 2010-2024."),
    click.option("--basis", type=click.Choice([b.value for b in Basis])),
    click.option("--preset", type=click.Choice([*PRESETS, "latest"])),
    click.option("--colour", type=click.Choice(COLOURS), help="Colour by."),
    click.option("--borders", type=click.Choice(BORDERS), help="Border view."),
    click.option("--lang", type=click.Choice(LANGUAGES)),
    click.option("--country", metavar="CODE", help="Country selected (ISO or name)."),
)


def view_flags(command: Callable) -> Callable:
    """Give a command one flag per field of a view."""
    for flag in reversed(FLAGS):
        command = flag(command)
    return command


OUT = click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write.",
)
FORCE = click.option("--force", is_flag=True, help="Overwrite an existing file.")


def fail(message: str) -> None:
    """One line on the error stream, exit code 2."""
    raise click.UsageError(message)


def package() -> Package:
    try:
        return tables.load()
    except BadTable as error:
        fail(str(error))


def view_of(data: Package, flags: dict[str, str | None]) -> View:
    """A view from flags. What a link would ignore with a notice, a flag refuses."""
    given = {name: value for name, value in flags.items() if value is not None}
    for name, value in given.items():
        if not value.strip():
            fail(f"--{name}: a value is missing")
    if "country" in given:
        try:
            given["country"] = countries.find(given["country"])
        except countries.UnknownCountry as error:
            fail(f"--country: {error}")
    if "preset" in given and "years" in given:
        fail("--preset and --years exclude each other: a preset fixes the years")
    layers = [layer.key for layer in data.context]
    view, notices = from_params(given, data.span, data.partners(), layers)
    if notices:
        fail(words.refusal(notices[0], "en"))
    return view


def warn_of_undrawn(data: Package, view: View) -> None:
    """A partner that no boundary draws is said, not dropped."""
    if sentence := rows.undrawn(data, view):
        click.echo(sentence, err=True)


def save(path: Path, build: Callable[[], bytes], force: bool) -> None:
    """Write a product whole; refuse before any work where it cannot be written."""
    if path.exists() and not force:
        fail(f"{path} exists; add --force to overwrite it")
    if not path.parent.is_dir():
        fail(f"{path.parent} is no folder; make it first")
    try:
        store.write(path, build())
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror}")
    except BadBoundaries as error:
        fail(str(error))
    click.echo(f"{path}  {path.stat().st_size / 1000:.0f} kB")


def save_all(builds: dict[Path, Callable[[], bytes]], force: bool) -> None:
    """Write many products into a folder, or none where one of them is there."""
    folder = next(iter(builds)).parent
    if folder.exists() and not folder.is_dir():
        fail(f"{folder} is no folder")
    if not folder.parent.is_dir():
        fail(f"{folder.parent} is no folder; make it first")
    there = [path for path in builds if path.exists()]
    if there and not force:
        fail(f"{there[0]} exists; add --force to overwrite it")
    try:
        with progress(builds.items(), label=folder.name) as bar:
            for path, build in bar:
                content = build()
                folder.mkdir(exist_ok=True)
                store.write(path, content)
    except OSError as error:
        fail(f"{folder} cannot be written: {error.strerror}")
    except BadBoundaries as error:
        fail(str(error))
    click.echo(f"{folder}  {len(builds)} files")


#: A bar on the error stream, none where nobody sees it.
progress = partial(click.progressbar, file=sys.stderr, hidden=not sys.stderr.isatty())


# --- figures ---

DRAWING = (
    click.option("--size", metavar="NAME", help="a4, a4-page, slide, square, or WxH."),
    click.option("--dpi", type=int, help="Of a PNG.  [default: 300]"),
    click.option("--labels/--no-labels", default=None, help="Names of the partners."),
    click.option("--grey", is_flag=True, help="Greys and hatches, safe to copy."),
    click.option("--title", help="In place of ours."),
)
ANYWHERE = click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="Target."
)


def drawing_flags(command: Callable) -> Callable:
    """Give a command the flags of a drawing's make."""
    for flag in reversed(DRAWING):
        command = flag(command)
    return command


def frame_flags(command: Callable) -> Callable:
    """The flags of a view but its years and presets: frames show many years."""
    for flag in reversed((FLAGS[1], *FLAGS[3:])):
        command = flag(command)
    return command


def view_fields(flags: dict[str, object]) -> dict[str, str | None]:
    """The flags that are fields of a view."""
    made = ("size", "labels", "grey", "title")
    return {name: value for name, value in flags.items() if name not in made}  # type: ignore[misc]


def taken(flags: dict[str, object]) -> dict[str, object]:
    """The flags that are a drawing's options, beside its size."""
    title = " ".join(str(flags["title"] or "").split())
    return {"labels": flags["labels"], "grey": flags["grey"], "title": title}


def size_of(flags: dict[str, object], dpi: int) -> sizes.Size:
    """The size, refused before any work where it cannot be drawn."""
    title = flags["title"]
    if title is not None and not str(title).strip():
        fail("--title: a value is missing")
    try:
        size = sizes.parse(str(flags["size"] or "a4"))
    except sizes.BadSize as error:
        fail(f"--size: {error}")
    try:
        sizes.check_dpi(size, dpi)
    except sizes.BadSize as error:
        fail(f"--dpi: {error}")
    return size


def suffix_of(
    output: Path, kind: str | None, allowed: Sequence[str], default: str = ""
) -> str:
    """The format of a file, by its suffix or by name; both must not disagree."""
    suffix = output.suffix.lower().removeprefix(".")
    kind = kind or default
    if default:
        return kind
    if suffix in allowed and kind in ("", suffix):
        return suffix
    if kind and suffix not in (*sizes.FORMATS, "gif", "webp"):
        return kind
    if kind and kind != suffix and suffix in allowed:
        fail(f"{output.name}: a {kind} file does not end in .{suffix}")
    fail(f"{output.name}: not one of " + ", ".join(f".{k}" for k in allowed))


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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """The treaty atlas: bilateral treaties on information security, on a map."""


@main.command()
@view_flags
@click.option("--layers", metavar="KEY,KEY", help="Context layers outlined.")
@OUT
@FORCE
def page(output: Path, force: bool, **flags: str | None) -> None:
    """The map as one HTML file that works with the network off."""
    data = package()
    view = view_of(data, flags)
    warn_of_undrawn(data, view)
    save(output, lambda: downloads.page(data, view), force)


@main.command()
@view_flags
@drawing_flags
@click.option("--format", "kind", type=click.Choice(sizes.FORMATS))
@click.option("--small", is_flag=True, help="PNG of 256 colours, a third as large.")
@click.option("--each-year", is_flag=True, help="A figure per year, into a folder.")
@ANYWHERE
@FORCE
def figure(
    output: Path,
    force: bool,
    each_year: bool,
    kind: str | None,
    small: bool,
    dpi: int | None,
    **flags: object,
) -> None:
    """The map as a figure for a report: PNG, SVG or PDF.

    The format follows from the file's suffix, and is PNG in a folder. Size is a4
    (160 mm wide), a4-page, slide, square, or WIDTHxHEIGHT in millimetres.
    """
    kind = suffix_of(output, kind, sizes.FORMATS, "png" if each_year else "")
    if small and kind != "png":
        fail("--small: only a PNG has pixels")
    size = size_of(flags, dpi or sizes.DEFAULT_DPI)
    data = package()
    view = view_of(data, view_fields(flags))
    if each_year and view.preset:
        fail("--preset and --each-year exclude each other: a preset is one day")

    def draw(shown: View) -> bytes:
        from geo import figure as figures
        from geo import pictures

        with refusals():
            options = figures.Options(size, **taken(flags))
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


@main.command()
@click.option("--kind", type=click.Choice(["multiples", "difference", "gif", "webp"]))
@click.option("--years", metavar="A,B,C or A-B", help="Automatic where left out.")
@click.option("--seconds", type=float, help="How long a year is shown.  [default: 0.9]")
@click.option("--hold", type=float, help="How long the last year is.  [default: 3]")
@frame_flags
@drawing_flags
@ANYWHERE
@FORCE
def frames(
    output: Path,
    force: bool,
    kind: str | None,
    years: str | None,
    seconds: float | None,
    hold: float | None,
    dpi: int | None,
    **flags: object,
) -> None:
    """Many years: small multiples, the difference of two years, GIF or WebP.

    Multiples and a difference are PNG, SVG or PDF files; an animation is named by its
    suffix. Sizes are those of the command figure.
    """
    moving = kind in ("gif", "webp") or output.suffix.lower() in (".gif", ".webp")
    allowed = ("gif", "webp") if moving else sizes.FORMATS
    kind = kind or (output.suffix.lower()[1:] if moving else "multiples")
    file_kind = suffix_of(output, kind if moving else None, allowed)
    if (seconds or hold) and not moving:
        fail("--seconds and --hold: only an animation takes time")
    flags["size"] = flags["size"] or ("slide" if moving else "a4")
    size = size_of(flags, dpi or (96 if moving else sizes.DEFAULT_DPI))
    data = package()
    view = view_of(data, view_fields(flags))

    def draw() -> bytes:
        from geo import figure as figures
        from geo import frames as many
        from geo import pictures

        with refusals():
            options = figures.Options(size, **taken(flags))
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


@main.command()
@click.option("--format", "kind", type=click.Choice(list(downloads.FORMATS)))
@view_flags
@OUT
@FORCE
def data(output: Path, force: bool, kind: str | None, **flags: str | None) -> None:
    """The data behind the map.

    \b
    csv, xlsx, json           the treaties of the view
    geojson, gpkg, parquet    the countries with their class
    zip                       the whole data package

    The format follows from the file's suffix; --format is for any other name.
    """
    try:
        kind = downloads.format_of(output.name, kind)
    except downloads.UnknownFormat as error:
        fail(str(error))
    given = [f"--{name}" for name, value in flags.items() if value is not None]
    if given and kind not in downloads.OF_A_VIEW:
        fail(f"{given[0]}: the data package holds every view; leave it out")
    package_ = package()
    view = view_of(package_, flags)
    save(output, lambda: getattr(downloads, kind)(package_, view), force)


@main.command()
@click.option(
    "--format",
    "kind",
    type=click.Choice(list(citations.FORMATS)),
    default="text",
    show_default=True,
)
@click.option("--lang", type=click.Choice(LANGUAGES), default="en")
def cite(kind: str, lang: str) -> None:
    """How to cite this edition of the data."""
    click.echo(citations.FORMATS[kind](package(), lang), nl=False)


@main.command()
def gaps() -> None:
    """What nobody has found yet: the text of data/gaps.md."""
    from geo import gaps as listing

    click.echo(listing.page(package()), nl=False)


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@main.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def check(folder: Path | None) -> None:
    """Hold a data package against its schema and the law.

    FOLDER holds a datapackage.json and its tables; without it, the atlas's own data.
    Problems are listed a line each and end with exit code 1; warnings do not.
    """
    from geo import schema

    folder = folder or tables.DATA
    problems = schema.check(folder)
    for problem in problems:
        click.echo(problem)
    found = schema.contents(folder)
    errors = sum(p.level == "error" for p in problems)
    if errors:
        for line in found.skipped():
            click.echo(line)
        warnings = len(problems) - errors
        click.echo(f"{_plural(errors, 'problem')}, {_plural(warnings, 'warning')}.")
        click.echo("Lists and counts are judged once the rows they rest on are sound.")
        raise click.exceptions.Exit(1)
    click.echo(f"data {found.version}, as of {found.book.as_of}: no problem found")
    for line in found.summary():
        click.echo(line)


def run(arguments: list[str] | None = None) -> int:
    """Run a command; whatever is wrong with it is one line and exit code 2."""
    try:
        code = main(arguments, prog_name="python -m geo", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help())
        return 2
    except click.ClickException as error:
        click.echo(f"Error: {error.format_message()}", err=True)
        return 2
    except click.Abort:
        click.echo("Stopped; nothing was written.", err=True)
        return 130
    return code or 0


if __name__ == "__main__":
    sys.exit(run())

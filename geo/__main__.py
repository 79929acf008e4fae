"""``python -m geo page / figure / data / ...``: flags are the fields of View."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from geo import citations, countries, downloads, store, tables, timeline, words
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
    view, notices = from_params(given, data.span, data.partners())
    if notices:
        fail(words.refusal(notices[0], "en"))
    return view


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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """The treaty atlas: bilateral treaties on information security, on a map."""


@main.command()
@view_flags
@OUT
@FORCE
def page(output: Path, force: bool, **flags: str | None) -> None:
    """The map as one HTML file that works with the network off."""
    data = package()
    view = view_of(data, flags)
    save(output, lambda: downloads.page(data, view), force)


@main.command()
@view_flags
@OUT
@FORCE
def figure(output: Path, force: bool, **flags: str | None) -> None:
    """The map as a figure: PNG at 300 dpi, A4 text width."""
    if output.suffix.lower() != ".png":
        fail(f"{output.name}: a figure is a .png file")
    data = package()
    view = view_of(data, flags)
    save(output, lambda: downloads.figure(data, view), force)


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


@main.command()
def check() -> None:
    """Hold the data package against its schema and the law."""
    from geo import schema

    problems = schema.check(tables.DATA)
    for problem in problems:
        click.echo(problem)
    if problems:
        click.echo(f"{len(problems)} problems")
        raise click.exceptions.Exit(1)
    data_ = package()
    current = timeline.state(data_.treaties, View.of(data_.span))
    click.echo(f"data {data_.version}, as of {data_.as_of}: no problem found")
    click.echo(words.headline(current))


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

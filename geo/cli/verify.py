"""``geo verify``: whether a product is what the atlas makes of its data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from geo.cli import user_table
from geo.cli.options import LANG, table_only_flags
from geo.cli.output import language, refuse, sentence
from geo.text import printable, quoted


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@table_only_flags
@LANG
def verify(file: Path, **flags: object) -> None:
    """Make a product again and say whether the file is what the atlas makes.

    FILE is a map, a figure, a brief or data of the atlas: HTML, PNG, SVG, PDF, GIF,
    WebP, DOCX, XLSX, JSON, GeoJSON or GeoParquet, under any name. It carries its view,
    the version and the hash of the data. What was made from a table of your own is
    verified with that table.

    \b
    exit code 0   identical: the same pixels and the same words
    exit code 1   altered: it says what differs
    exit code 2   it cannot be said here: other data, another version of the program,
                  no record, a damaged file
    """
    from geo.export import product_files
    from geo.export import verify as verification

    own = user_table.of_flags(flags, None)
    try:
        with file.open("rb") as opened:
            content = opened.read(product_files.LARGEST + 1)
    except OSError as error:
        refuse("unreadable", file=file, why=error.strerror)
    package = own and _as_recorded(own, content)
    verdict = verification.verify(content, package or None)
    told = sentence("verdict", file=file, said=verdict.text(language()))
    click.echo(printable(told, sides=True), err=verdict.code == 2)
    if verdict.code:
        raise click.exceptions.Exit(verdict.code)


def _as_recorded(own: user_table.Own, content: bytes):
    """The table, read for the day and the focal country that the product records."""
    from geo.export import verify as verification

    try:
        record = verification.record_in(content)
    except verification.Unreadable:
        return own.rows().package
    if own.as_of is None and record.as_of:
        try:
            own = replace(own, as_of=date.fromisoformat(record.as_of))
        except ValueError:
            refuse("record_day", text=quoted(record.as_of[:20]))
    package = own.rows().package
    if package.data_hash != record.sha256 and "focus" in record.choices:
        # A table of one party only is read for the focal country that was asked for.
        focal = replace(own, focus=record.choices["focus"].replace("none", ""))
        package = focal.rows().package
    return package

"""``python -m geo brief``: one A4 page for a desk officer, as PDF or DOCX."""

from __future__ import annotations

from pathlib import Path

import click

from geo.cli import options
from geo.cli import output as cli_output
from geo.cli.output import free, refuse

_LINK = click.option(
    "--link",
    metavar="URL",
    default="",
    help="Where this view is found: printed with a QR code.",
)


@click.command()
@options.view_flags
@_LINK
@options.OUT
@options.FORCE
def brief(output: Path, force: bool, link: str, **view_flags: object) -> None:
    """One A4 page: the map, the table, a paragraph on the chosen country, its sources.

    The file is a PDF or, to be edited further, a DOCX: its suffix says which.
    --country names the country that the paragraph is about.
    """
    from geo.export.brief import KINDS, make
    from geo.export.brief.content import MOST, is_link

    kind = output.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        suffixes = cli_output.listed(*(f".{k}" for k in KINDS))
        refuse("suffixes", file=output.name, suffixes=suffixes)
    if link and not is_link(link):
        refuse("link", most=MOST)
    free(output, force)
    scene = options.scene_of(view_flags)
    cli_output.save(output, lambda: make(scene, kind, link), force)

"""``python -m geo site``: the whole site into a folder."""

from __future__ import annotations

import errno
from pathlib import Path

import click

from geo.cli import options
from geo.cli.output import fail, progress
from geo.text import printable

_ADDRESS = options.base_url(
    "Where the site will be found, for sitemap, feed and canonical links."
)
_YOUR_DATA = click.option(
    "--your-data",
    "pyodide",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="The npm package pyodide: the site then reads a table in the browser.",
)
_FORCE = click.option("--force", is_flag=True, help="Replace an earlier site.")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@_ADDRESS
@_YOUR_DATA
@options.SITE_LANGUAGES
@_FORCE
def site(
    folder: Path,
    base_url: str,
    pyodide: Path | None,
    langs: tuple[str, ...],
    force: bool,
) -> None:
    """The whole site, for any static host: pages, map, figures, data.

    FOLDER is made; an empty one is taken, an earlier site is replaced with --force,
    and anything else is left alone.
    """
    # Templates and Markdown are read by this command alone.
    from geo.export.site import build, bundle

    try:
        if build.earlier(folder.resolve()) and not force:
            fail(f"{folder} holds an earlier site; add --force to replace it")
        with progress(length=1, label=folder.name) as bar:

            def step(name: str, count: int, total: int) -> None:
                bar.length = total
                bar.update(1)

            data = options.shipped_package()
            files = build.build(
                data,
                folder,
                base_url=base_url,
                progress=step,
                pyodide=pyodide,
                langs=langs,
            )
    except (build.BadSite, bundle.NoPyodide) as error:
        fail(str(error))
    except OSError as error:
        is_mount = error.errno in (errno.EBUSY, errno.EXDEV)
        remedy = "; name a folder inside it" if is_mount else ""
        fail(f"{folder} cannot be written: {error.strerror}{remedy}")
    size = sum(path.stat().st_size for path in files)
    click.echo(f"{printable(str(folder))}  {len(files)} files, {size / 1e6:.0f} MB")
    if not base_url:
        click.echo(
            "Note: without --base-url there is no sitemap.xml, no feed.xml and no "
            "canonical link",
            err=True,
        )

"""``python -m geo site``: the whole site into a folder."""

from __future__ import annotations

import errno
from pathlib import Path

import click

from geo.cli import options
from geo.cli.output import (
    count,
    fail,
    language,
    note,
    progress,
    refuse,
    sentence,
    written,
)
from geo.model import languages

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
@options.LANG
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
            refuse("site_exists", path=folder)
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
        fail(error.text(language()))
    except OSError as error:
        is_mount = error.errno in (errno.EBUSY, errno.EXDEV)
        key = "unwritable_mount" if is_mount else "unwritable"
        refuse(key, path=folder, why=error.strerror)
    size = sum(path.stat().st_size for path in files) / 1e6
    number = languages.number(size, language())
    megabytes = languages.word("site.megabytes", language(), number=number)
    written(folder, count(len(files), "file"), megabytes)
    if not base_url:
        note(sentence("no_base_url", sitemap="sitemap.xml", feed="feed.xml"))

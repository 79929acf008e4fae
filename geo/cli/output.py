"""Where a product goes: a file or a folder, refused before any work, written whole."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NoReturn

import click

from geo import storage
from geo.text import printable

#: A bar on the error stream, none where nobody sees it.
progress = partial(click.progressbar, file=sys.stderr, hidden=not sys.stderr.isatty())


def fail(message: str) -> NoReturn:
    """One line on the error stream, exit code 2."""
    raise click.UsageError(message)


def free(path: Path, force: bool) -> None:
    """Refuse a file that is there already, or whose folder is not."""
    if path.exists() and not force:
        fail(f"{path} exists; add --force to overwrite it")
    if not path.parent.is_dir():
        fail(f"{path.parent} is no folder; make it first")


def save(path: Path, build: Callable[[], bytes | Iterable[bytes]], force: bool) -> None:
    """Write a product whole."""
    free(path, force)
    try:
        storage.write_whole(path, build())
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror}")
    size = max(path.stat().st_size, 1000)
    click.echo(f"{printable(str(path))}  {size / 1000:.0f} kB")


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
                storage.write_whole(path, content)
    except OSError as error:
        fail(f"{folder} cannot be written: {error.strerror}")
    click.echo(f"{printable(str(folder))}  {len(builds)} files")

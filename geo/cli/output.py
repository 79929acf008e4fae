"""Where a product goes: a file or a folder, refused before any work, written whole."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NoReturn

import click

from geo import storage
from geo.model import languages
from geo.model.languages import LANGUAGES, SOURCE
from geo.text import printable

#: A bar on the error stream, none where nobody sees it.
progress = partial(click.progressbar, file=sys.stderr, hidden=not sys.stderr.isatty())


#: The flags that a refusal names.
_NAMED = (
    *("force", "anyway", "focus", "table", "small", "preset", "each-year", "seconds"),
    *("hold", "sort", "link", "day-first", "month-first", "as-of", "column"),
)


class Failure(click.UsageError):
    """A command that is refused in our own words, in the reader's language."""


def language() -> str:
    """The language of what is said: that of ``--lang``, else English."""
    context = click.get_current_context(silent=True)
    lang = context.obj if context else None
    return lang if lang in LANGUAGES else SOURCE


def fail(message: str) -> NoReturn:
    """One line on the error stream, exit code 2."""
    raise Failure(message)


def refuse(key: str, **values: object) -> NoReturn:
    """The same in the words of the string ``cli.<key>``."""
    flags = {f"{name.replace('-', '_')}_flag": f"--{name}" for name in _NAMED}
    fail(languages.word(f"cli.{key}", language(), **flags, **values))


def free(path: Path, force: bool) -> None:
    """Refuse a file that is there already, or whose folder is not."""
    if path.exists() and not force:
        refuse("exists", path=path)
    if not path.parent.is_dir():
        refuse("no_folder", path=path.parent)


def save(path: Path, build: Callable[[], bytes | Iterable[bytes]], force: bool) -> None:
    """Write a product whole."""
    free(path, force)
    try:
        storage.write_whole(path, build())
    except OSError as error:
        refuse("unwritable", path=path, why=error.strerror)
    size = max(path.stat().st_size, 1000)
    click.echo(f"{printable(str(path))}  {size / 1000:.0f} kB")


def save_all(builds: dict[Path, Callable[[], bytes]], force: bool) -> None:
    """Write many products into a folder, or none where one of them is there."""
    folder = next(iter(builds)).parent
    if folder.exists() and not folder.is_dir():
        refuse("not_a_folder", path=folder)
    if not folder.parent.is_dir():
        refuse("no_folder", path=folder.parent)
    there = [path for path in builds if path.exists()]
    if there and not force:
        refuse("exists", path=there[0])
    try:
        with progress(builds.items(), label=folder.name) as bar:
            for path, build in bar:
                content = build()
                folder.mkdir(exist_ok=True)
                storage.write_whole(path, content)
    except OSError as error:
        refuse("unwritable", path=folder, why=error.strerror)
    click.echo(f"{printable(str(folder))}  {len(builds)} files")

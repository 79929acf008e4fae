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
from geo.model.worded import Listed, Sentence, Worded
from geo.text import printable

#: A bar on the error stream, none where nobody sees it.
progress = partial(click.progressbar, file=sys.stderr, hidden=not sys.stderr.isatty())


#: The flags that a sentence of ours names: ``{force_flag}`` is ``--force`` in it.
_NAMED = (
    *("force", "anyway", "focus", "table", "small", "preset", "each-year", "seconds"),
    *("hold", "sort", "link", "links", "day-first", "month-first", "as-of", "column"),
    *("languages", "base-url", "output", "url", "directed"),
)


_FLAGS = {f"{name.replace('-', '_')}_flag": f"--{name}" for name in _NAMED}


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
    fail(sentence(key, **values))


def sentence(key: str, **values: object) -> str:
    """The string ``cli.<key>`` in the reader's language; it may name flags of ours."""
    return Sentence(f"cli.{key}", {**_FLAGS, **values}).text(language())


def paired(label: str, text: str) -> str:
    """``Error: ...`` with the colon of the language."""
    return Sentence("list.pair", {"a": label, "b": text}).text(language())


def flagged(name: str, text: str) -> str:
    """``--size: ...``: what is said of a flag."""
    return paired(f"--{name}", text)


def note(text: str) -> None:
    """What a reader would miss, on the error stream."""
    click.echo(printable(sentence("note", text=text), sides=True), err=True)


def listed(*items: str) -> str:
    """Items with the comma of the language between them; a blank one is left out."""
    return Listed.of(filter(None, items)).text(language())


def count(number: int, noun: str) -> str:
    """``1,234 rows`` in the reader's language."""
    return languages.counted(number, noun, language())


def kilobytes(size: float) -> str:
    """A size in bytes as it is said of a file."""
    number = languages.number(max(size, 1000) / 1000, language())
    return languages.word("site.kilobytes", language(), number=number)


def tell(said: Worded) -> None:
    """Print something that is said, a line in the reader's language."""
    click.echo(printable(said.text(language()), sides=True))


def written(path: Path, *sizes: str) -> None:
    """Say which file or folder was written, and how large it is."""
    click.echo(printable(f"{path}  {listed(*sizes)}", sides=True))


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
    written(path, kilobytes(path.stat().st_size))


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
    written(folder, count(len(builds), "file"))

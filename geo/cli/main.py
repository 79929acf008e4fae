"""``python -m geo page / figure / data / ...``: which commands there are.

A command's module is imported when it is asked for: whoever wants the list of them, or
one that needs little, does not wait for the libraries of the others.
"""

from __future__ import annotations

import atexit
import difflib
import gc
import importlib
import os
import signal
import sys
from collections.abc import Sequence
from itertools import zip_longest
from typing import NoReturn

import click

from geo import storage
from geo.cli import extras, usage
from geo.cli.output import Failure, listed, refuse
from geo.model import languages
from geo.model.data_rows import BadData
from geo.model.languages import LANGUAGES, SOURCE
from geo.text import printable, quoted

#: Command -> the module of :mod:`geo.cli` that holds it, and what the list says of it.
COMMANDS = {
    "app": ("app", "The atlas as an app in the browser."),
    "brief": ("brief", "A page on the map, or on one country: PDF or DOCX."),
    "check": ("data", "Check a data package, or a table of your own."),
    "cite": ("data", "How to cite this edition of the data."),
    "compare": ("compare", "Two registers: which rows are one treaty."),
    "data": ("data", "The data behind the map."),
    "figure": ("figures", "The map as a figure for a report: PNG, SVG or PDF."),
    "frames": ("figures", "Many years in one picture, or an animation."),
    "gaps": ("data", "What nobody has found yet."),
    "page": ("data", "The map as one HTML file that works with the network off."),
    "site": ("site", "The whole site, for any static host."),
    "template": ("data", "A table to fill in, with one good row."),
    "verify": ("verify", "Whether a file is what the atlas makes of its data."),
}


class Commands(click.Group):
    """The commands by name; each is imported when it is run or explained."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context | None, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"geo.cli.{COMMANDS[name][0]}")
        return getattr(module, name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS:
            near = difflib.get_close_matches(args[0], COMMANDS, 1)
            refuse(
                "no_command_near" if near else "no_command",
                name=quoted(args[0][:40]),
                near=near[0] if near else "",
                commands=listed(*COMMANDS),
            )
        return super().resolve_command(ctx, args)

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """The treaty atlas: bilateral treaties on international information security."""


def commands() -> dict[str, click.Command]:
    """Every command, imported."""
    return {name: main.get_command(None, name) for name in COMMANDS}


def run(arguments: list[str] | None = None) -> int:
    """Run a command; whatever is wrong with it is one line and exit code 2."""
    lang = language_asked(sys.argv[1:] if arguments is None else arguments)
    try:
        code = main(
            arguments, prog_name=storage.PROGRAM, standalone_mode=False, obj=lang
        )
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help())
        return 2
    except BadData as error:
        return _error(error.text(lang), lang)
    except Failure as error:
        return _error(error.format_message(), lang)
    except click.ClickException as error:
        return _error(usage.text(error).text(lang), lang)
    except ModuleNotFoundError as error:
        # A plain install has what the page and the tables need, and no more.
        if not (missing := extras.remedy(error.name or "")):
            raise
        return _error(missing.text(lang), lang)
    except click.Abort:
        click.echo(languages.word("cli.stopped", lang), err=True)
        return 130
    return code or 0


def _error(message: str, lang: str) -> int:
    label = languages.word("cli.error", lang)
    said = languages.word("list.pair", lang, a=label, b=message)
    click.echo(printable(said, sides=True), err=True)
    return 2


def language_asked(arguments: Sequence[str]) -> str:
    """The language that ``--lang`` names, before any of the command is understood."""
    for argument, following in zip_longest(arguments, arguments[1:], fillvalue=""):
        name, _, value = argument.partition("=")
        if name == "--lang" and (value or following) in LANGUAGES:
            return value or following
    return SOURCE


def start() -> None:
    """Run the command line of this process; ends the process with its exit code.

    SIGTERM ends a command as Ctrl+C does: what is half made is removed.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # A command ends soon: the collector comes for 100,000 new objects, not for each
    # 700, which are most of the time modules that stay.
    gc.set_threshold(100_000, 50, 50)
    _exit(run())


def _exit(code: int) -> NoReturn:
    """End without letting go of every object one by one.

    That is a twentieth of the processor time of a figure. (mypy ends in the same way.)
    """
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        # Nobody reads the output any more: Python's own end says so.
        sys.exit(code)
    os._exit(code)

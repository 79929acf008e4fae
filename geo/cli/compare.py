"""``geo compare``: two registers of treaties, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from geo.cli.options import FILE, FORCE, LANG
from geo.cli.output import (
    count,
    fail,
    free,
    language,
    listed,
    refuse,
    save,
    sentence,
)
from geo.cli.user_table import Own
from geo.model.package import Package
from geo.model.registers import Comparison
from geo.model.treaties import Treaty
from geo.presentation import strings
from geo.text import printable, quoted

#: What stands in place of a file for the atlas's own data.
ATLAS = "atlas"


@click.command()
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", type=click.Path(path_type=Path))
@click.option("--url", metavar="URL", default="", help="Where SECOND is published.")
@click.option("--publisher", metavar="NAME", default="", help="Who publishes SECOND.")
@click.option(
    "--kind",
    type=click.Choice(["official text", "official announcement", "press", "secondary"]),
    default="secondary",
    show_default=True,
    help="What kind of source SECOND is.",
)
@click.option("--language", metavar="CODE", default="", help="Of SECOND, e.g. en.")
@click.option(
    "--anyway",
    is_flag=True,
    help="Compare tables even where their reading is doubtful.",
)
@click.option("-o", "--output", type=FILE, help="CSV file: the differences as claims.")
@LANG
@FORCE
def compare(
    first: Path,
    second: Path,
    anyway: bool,
    output: Path | None,
    force: bool,
    **page: str,
) -> None:
    """Pair the rows of two registers by dyad, date and subject.

    FIRST and SECOND are tables as --table takes them, or the word atlas for the
    atlas's own data. Said are the rows that only one has, the dates on which both
    disagree, and the rows that may be one treaty but that nothing decides: those are
    not paired. With -o the dates of SECOND that FIRST does not have are written as
    claims with the stance conflicts, ready for sources.csv.

    \b
    exit code 0   the same treaties with the same dates
    exit code 1   they differ, or rows are ambiguous
    """
    from geo.export import register_claims
    from geo.model import registers

    if output:
        free(output, force)
    if page["url"] and not page["url"].startswith(("https://", "http://")):
        refuse("no_address", text=quoted(page["url"]))
    left, lines_left = _read(first, anyway)
    right, lines_right = _read(second, anyway)
    comparison = registers.compare(left.treaties, right.treaties)
    for line in _report_lines(
        comparison, (first.name, second.name), (lines_left, lines_right)
    ):
        click.echo(printable(line, sides=True))
    if output:
        about = register_claims.Page(name=second.name, **page)
        try:
            claims = register_claims.claims(comparison, about, lines_right)
        except register_claims.NoAddress as error:
            fail(error.text(language()))
        save(output, lambda: claims, force)
    if (
        comparison.differing
        or comparison.left
        or comparison.right
        or comparison.ambiguous
    ):
        raise click.exceptions.Exit(1)


def _read(path: Path, anyway: bool) -> tuple[Package, dict[str, int]]:
    """The treaties of a table, and the line of each in its file."""
    if str(path) == ATLAS and not path.exists():
        from geo.tables import load

        return load.load_package(focus=""), {}
    if not path.exists():
        refuse("absent", file=path)
    table = Own(path, anyway=anyway, flag="").rows()
    if table.rejected:
        unread = sentence(
            "compare.unread",
            file=path.name,
            rows=count(table.rejected, "row"),
            command=Own(path).command(),
        )
        click.echo(printable(unread, sides=True), err=True)
    return table.package, table.lines


def _report_lines(
    comparison: Comparison,
    names: tuple[str, str],
    lines: tuple[dict[str, int], dict[str, int]],
) -> Iterator[str]:
    """The comparison, a line for each row that differs."""
    both, differing = len(comparison.pairs), len(comparison.differing)
    yield sentence("compare.both", both=both, differing=differing)
    for pair in comparison.differing:
        for each in pair.differences:
            yield "  " + sentence(
                "compare.differs",
                row=_row(pair.left, lines[0]),
                field=strings.term(each.field.replace("_", " "), language()),
                date=each.left,
                file=names[1],
                other=each.right,
                place=_place(pair.right, lines[1]),
            )
    for name, alone, of_register in (
        (names[0], comparison.left, lines[0]),
        (names[1], comparison.right, lines[1]),
    ):
        yield sentence("compare.only", file=name, number=len(alone))
        yield from (f"  {_row(treaty, of_register)}" for treaty in alone)
    yield sentence("compare.ambiguous", number=len(comparison.ambiguous))
    for mine, theirs in comparison.ambiguous:
        either = {"a": _rows(mine, lines[0]), "b": _rows(theirs, lines[1])}
        yield "  " + sentence("compare.or", **either)


def _rows(treaties: Iterable[Treaty], lines: dict[str, int]) -> str:
    return listed(*(_row(treaty, lines) for treaty in treaties))


def _row(treaty: Treaty, lines: dict[str, int]) -> str:
    date = treaty.signed or treaty.in_force or treaty.terminated
    parties = f"{treaty.party_a}–{treaty.party_b}"
    title = treaty.title(language())[0][:60]
    when = str(date or sentence("no_date"))
    return " ".join(filter(None, (parties, when, title, _place(treaty, lines))))


def _place(treaty: Treaty, lines: dict[str, int]) -> str:
    line = lines.get(treaty.id)
    return sentence("line", line=line) if line else treaty.id

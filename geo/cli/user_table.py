"""A reader's own table on the command line: its options, its reading, what is told.

What reads it is imported when there is one: most commands are without.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from geo.cli import report
from geo.cli.output import (
    fail,
    flagged,
    free,
    language,
    listed,
    paired,
    refuse,
    save,
    sentence,
)
from geo.export.problems import problem_table
from geo.model import country_codes
from geo.model.dates import BadDate, PartialDate
from geo.presentation import strings
from geo.tables.user import columns
from geo.text import printable, quoted

if TYPE_CHECKING:
    from geo.tables.user.read import UserTable

#: The fields that ``--column`` offers.
FIELDS = [field.name for field in columns.FIELDS if not field.own]

#: Problems told before a product is made; the command check tells them all.
MOST_PROBLEMS = 10

OPTIONS = (
    click.option(
        "--table",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="A table of your own (CSV, XLSX, data package) in place of ours.",
    ),
    click.option(
        "--as-of",
        metavar="DAY",
        help="Day it speaks of.  [default: that of its data package, or today]",
    ),
    click.option("--day-first", is_flag=True, help="05/04/2010 in it is 5 April."),
    click.option("--month-first", is_flag=True, help="05/04/2010 in it is 4 May."),
    click.option(
        "--column",
        metavar="FIELD=HEADER",
        multiple=True,
        help=f"Which column holds what, over our guess: {', '.join(FIELDS)}.",
    ),
    click.option("--sheet", metavar="NAME", help="Which sheet of a workbook."),
    click.option(
        "--codes",
        type=click.Choice(list(country_codes.TITLES)),
        help="Which code list its parties are written in.",
    ),
    click.option(
        "--keep-duplicates", is_flag=True, help="Count equal rows each on its own."
    ),
    click.option(
        "--anyway", is_flag=True, help="Draw it even where its reading is doubtful."
    ),
)


@dataclass(frozen=True)
class Own:
    """A table and how it is to be read, as its flags say it."""

    path: Path
    as_of: date | None = None
    day_first: bool | None = None
    mapping: tuple[tuple[str, str], ...] = ()  # (field, header)
    focus: str | None = None  # a code; "": no focal country; None: not said
    sheet: str = ""
    codes: str = ""
    keep_duplicates: bool = False
    anyway: bool = False

    flag: str = "table"  # what names the file in a refusal; blank: an argument

    @property
    def named(self) -> str:
        """The file as a refusal names it."""
        return flagged(self.flag, str(self.path)) if self.flag else str(self.path)

    def command(self) -> str:
        """The command that tells every problem of it."""
        words = ["python", "-m", "geo", "check", "--table", str(self.path)]
        words += ["--as-of", str(self.as_of)] if self.as_of else []
        if self.day_first is not None:
            words.append("--day-first" if self.day_first else "--month-first")
        for pair in self.mapping:
            words += ["--column", "=".join(pair)]
        words += ["--focus", self.focus] if self.focus else []
        words += ["--sheet", self.sheet] if self.sheet else []
        words += ["--codes", self.codes] if self.codes else []
        words += ["--keep-duplicates"] if self.keep_duplicates else []
        return shlex.join(words)

    def read(self) -> UserTable:
        """The table as it was taken in; refused where it cannot be."""
        if not self.path.exists():
            refuse("absent", file=self.named)
        if not (self.path.is_file() or self.path.is_dir()):
            refuse("no_file", file=self.named)
        from geo.tables.user import read as user_read

        try:
            table = user_read.read_path(
                self.path,
                as_of=self.as_of,
                mapping=dict(self.mapping),
                day_first=self.day_first,
                focus=self.focus,
                sheet=self.sheet,
                codes=self.codes,
                keep_duplicates=self.keep_duplicates,
            )
        except OSError as error:
            refuse("unreadable", file=self.named, why=error.strerror or error)
        if table.refusal:
            self._fail(table.reason.text(language()))
        for name, header in self.mapping:
            if header and header not in table.headers:
                there = report.some([quoted(h) for h in table.headers])
                refuse("no_header", name=name, header=quoted(header), there=there)
        return table

    def _fail(self, why: str) -> NoReturn:
        fail(paired(self.named, why))

    def rows(self) -> UserTable:
        """The table where one of its rows is valid and its reading is not doubtful.

        Ends with exit code 2 and what to do where less than half of the rows are read,
        or the columns are guessed from their cells alone; ``--anyway`` draws them.
        """
        table = self.read()
        if not table.valid:
            self._fail(report.without_row(table))
        if table.doubts and not self.anyway:
            causes = (report.doubt(each, table) for each in table.doubts)
            why = strings.listed(causes, language(), "semicolon")
            command = printable(self.command())
            refuse("doubtful", file=self.named, why=why, command=command)
        return table

    def tell(self, table: UserTable, focus: str) -> None:
        """Say on the error stream what became of it, the first problems included."""
        by_flag = self.focus is not None
        sentences = [*report.summary(table), report.focal(table, focus, by_flag)]
        problems = report.lines(table)
        sentences += problems[:MOST_PROBLEMS]
        if len(problems) > MOST_PROBLEMS:
            more = strings.number(len(problems) - MOST_PROBLEMS, language())
            command = f"{printable(self.command())} -o problems.csv"
            sentences.append(sentence("own.more", number=more, command=command))
        for line in sentences:
            click.echo(line, err=True)

    def check(self, output: Path | None, force: bool) -> None:
        """Say all that became of it, and write its problems as a table.

        Ends with exit code 1 where a row was rejected.
        """
        if output:
            free(output, force)
        table = self.read()
        paragraphs = (report.lines(table), report.summary(table), report.parties(table))
        for line in chain.from_iterable(paragraphs):
            click.echo(line)
        if output:
            save(output, lambda: problem_table(table.problems), force)
        if table.rejected or not table.valid:
            raise click.exceptions.Exit(1)


def of_flags(options: dict[str, object], focus: str | None) -> Own | None:
    """The table that the flags name, which are taken out of ``options``; or none."""
    path = options.pop("table")
    names = ("as_of", "day_first", "month_first", "column", "sheet", "codes")
    names += ("keep_duplicates", "anyway")
    flags = {name: options.pop(name) for name in names}
    if path is None:
        for name, value in flags.items():
            if value not in (None, False, ()):
                flag = name.replace("_", "-")
                refuse("own_only", flag=flag)
        return None
    if flags["day_first"] and flags["month_first"]:
        refuse("orders")
    has_order = flags["day_first"] or flags["month_first"]
    return Own(
        path=path,
        as_of=_day(flags["as_of"]),
        day_first=flags["day_first"] if has_order else None,
        mapping=_mapping(flags["column"]),
        focus=focus,
        sheet=flags["sheet"] or "",
        codes=flags["codes"] or "",
        keep_duplicates=flags["keep_duplicates"],
        anyway=flags["anyway"],
    )


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    from geo.tables.user.dates import YEARS

    try:
        day = PartialDate.parse(text.strip())
    except BadDate:
        day = None
    if day is None or day.precision != "day":
        refuse("no_day", text=quoted(text))
    if not YEARS[0] <= day.year <= YEARS[1]:
        refuse("no_year", day=day, first=YEARS[0], last=YEARS[1])
    return day.latest


def _mapping(pairs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Field and header of ``FIELD=HEADER``; no header takes the field off the table."""
    mapping: dict[str, str] = {}
    for pair in pairs:
        name, mark, header = pair.partition("=")
        name = name.strip()
        if not mark:
            refuse("no_equals", text=quoted(pair), example="FIELD=HEADER")
        if name not in columns.BY_NAME:
            refuse("no_field", text=quoted(name), fields=listed(*FIELDS))
        if name in mapping:
            refuse("twice", name=name)
        mapping[name] = " ".join(header.split())
    return tuple(mapping.items())

"""What became of a reader's own table, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from geo.cli.output import language
from geo.model import countries, country_codes
from geo.presentation import problem_text, strings
from geo.tables.problems import Group, Problem
from geo.tables.user.columns import BY_NAME
from geo.tables.user.read import UserTable
from geo.text import printable, quoted

#: Most names, headers or columns listed in one line.
MOST_LISTED = 8

#: The flag that a remedy asks for.
_FLAGS = {
    "unused-column": "--column FIELD=HEADER",
    "date-order": "--day-first or --month-first",
    "day-first-assumed": "--month-first",
    "day-or-month": "--day-first or --month-first",
    "future": "--as-of DAY",
    "code-list": "--codes LIST",
    "unknown-code": "--codes LIST",
    "scheme": "--codes LIST",
    "duplicate": "--keep-duplicates",
    "mirrored": "--keep-duplicates",
    "yearly": "--keep-duplicates",
    "same-sheets": "--sheet NAME",
    "passed-over": "--sheet NAME",
    "cells-alone": "--column FIELD=HEADER",
    "panel": "--column signed=HEADER",
}


def summary(table: UserTable) -> Iterator[str]:
    """How many rows are kept, and how the file was read."""
    warnings = f" ({table.warned:,} with warnings)" if table.warned else ""
    name = printable(table.file_name)
    count = plural(table.rows, "row")
    repeats = f", {table.merged:,} repeat another" if table.merged else ""
    rest = f"{repeats}, {table.rejected:,} rejected"
    yield f"{name}: {count}, {table.valid:,} valid{warnings}{rest}"
    yield f"Read as {', '.join(_how(table))}."
    yield f"Columns: {', '.join(_columns(table))}."
    if claims := sum(len(t.sources) for t in table.package.treaties):
        yield f"Sources: {plural(claims, 'claim')} of its data package."
    yield _day(table)


def _how(table: UserTable) -> Iterator[str]:
    if table.kind:
        yield table.kind
    if table.encoding:
        yield table.encoding
    if table.delimiter:
        yield f"{table.delimiter} between the cells"
    if table.sheet:
        kind = "table" if table.encoding else "sheet"
        yield f"{kind} {quoted(table.sheet)}"
    if table.day_first is not None:
        yield "day before month" if table.day_first else "month before day"


def _columns(table: UserTable) -> Iterator[str]:
    """The columns that are read, each with its field where it has another name."""
    own = [name for name in table.mapping if BY_NAME[name].own]
    for name, header in table.mapping.items():
        if name not in own:
            yield name if header == name else f"{name} = {quoted(header)}"
    for name, header in table.beside.items():
        yield f"{name} also {quoted(header)}"
    for header, scheme in table.schemes.items():
        if scheme not in ("iso3", "iso2"):
            yield f"{quoted(header)} read as {country_codes.TITLES[scheme]}"
    if own:
        yield f"{len(own)} of the atlas's own"


def _day(table: UserTable) -> str:
    day = table.package.as_of
    reasons = {
        "given": f"As of {day}.",
        "package": f"As of {day}, the day its data package states.",
        "today": f"As of {day}, which is today; with --as-of {day} the result is the "
        "same on any other day.",
    }
    return reasons[table.dated]


def focal(table: UserTable, focus: str, by_flag: bool) -> str:
    """Whose treaties are shown, and how to choose another country."""
    if not focus:
        return "Treaties between all states: every party is coloured."
    number = dict(table.package.parties)[focus]
    sentence = f"Treaties of {country_name(focus)}: {number:,} of {table.valid:,}."
    more = "" if by_flag else " Another: --focus CODE; all states: --focus none."
    return sentence + more


def parties(table: UserTable) -> Iterator[str]:
    """The countries whose treaties can be shown."""
    names = [
        f"{country_name(code)} {number:,}" for code, number in table.package.parties
    ]
    if names:
        yield f"Parties: {some(names)}."


def lines(table: UserTable) -> list[str]:
    """The problems, a line for each cause: what stops first, then what loses rows."""
    return [cause(group) for group in table.groups]


def cause(group: Group) -> str:
    """Problems of one cause, with the flag that their remedy asks for."""
    return _with_flag(
        problem_text.group(group, language()), group.rule, group.first.column
    )


def line(problem: Problem) -> str:
    """A problem, with the flag that its remedy asks for."""
    return _with_flag(
        problem_text.line(problem, language()), problem.rule, problem.column
    )


def doubt(problem: Problem, table: UserTable) -> str:
    """Why a table is not drawn unasked, and the commonest cause of a lost row."""
    sentence = _with_flag(
        f"{problem_text.message(problem, language())}, "
        f"{problem_text.remedy(problem, language())}",
        problem.rule,
        problem.column,
    )
    errors = [group for group in table.groups if group.level == "error"]
    if problem.rule == "under-half" and errors:
        return f"{sentence}; first of all {cause(errors[0])}"
    return sentence


def _with_flag(sentence: str, rule: str, column: str) -> str:
    flag = _FLAGS.get(rule)
    if rule == "column":
        flag = f"--column {column}=HEADER"
    return f"{sentence} ({flag})" if flag else sentence


def without_row(table: UserTable) -> str:
    """Why a table has no valid row: the commonest cause."""
    if not table.rows:
        return strings.word("cli.no_row", language())
    errors = [group for group in table.groups if group.level == "error"]
    first = cause(errors[0])
    lacking = {f.column for f in errors if f.rule == "column"}
    if lacking:
        first = "; ".join(cause(f) for f in errors if f.rule in ("column", "code-list"))
        first += f"; its columns are {some([quoted(h) for h in table.headers])}"
        if lacking in ({"party_a"}, {"party_b"}):
            first += "; if one country is party to all, name it: --focus CODE"
    return f"none of {plural(table.rows, 'row')} is valid: {first}"


def country_name(code: str) -> str:
    return f"{countries.name(code, language())} ({code})"


def some(names: list[str]) -> str:
    """A list in one line, cut where it is long."""
    more = f" and {len(names) - MOST_LISTED:,} more" if len(names) > MOST_LISTED else ""
    return ", ".join(names[:MOST_LISTED]) + more


def plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"

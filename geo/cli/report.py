"""What became of a reader's own table, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from geo.model import countries
from geo.tables.user.columns import BY_NAME
from geo.tables.user.messages import Problem
from geo.tables.user.read import UserTable
from geo.text import printable, quoted

#: Most names, headers or columns listed in one line.
LISTED = 8

#: The flag that a remedy asks for.
_FLAGS = {
    "unused-column": "--column FIELD=HEADER",
    "date-order": "--day-first or --month-first",
    "day-first-assumed": "--month-first",
    "future": "--as-of DAY",
}


def summary(taken: UserTable) -> Iterator[str]:
    """How many rows are kept, and how the file was read."""
    warned = f" ({taken.warned:,} with warnings)" if taken.warned else ""
    name = printable(taken.file_name)
    count = plural(taken.rows, "row")
    yield f"{name}: {count}, {taken.valid:,} valid{warned}, {taken.rejected:,} rejected"
    yield f"Read as {', '.join(_how(taken))}."
    yield f"Columns: {', '.join(_columns(taken))}."
    if claims := sum(len(t.sources) for t in taken.package.treaties):
        yield f"Sources: {plural(claims, 'claim')} of its data package."
    yield _day(taken)


def _how(taken: UserTable) -> Iterator[str]:
    if taken.encoding:
        yield taken.encoding
    if taken.delimiter:
        yield f"{taken.delimiter} between the cells"
    if taken.sheet:
        kind = "table" if taken.encoding else "sheet"
        yield f"{kind} {quoted(taken.sheet)}"
    if taken.day_first is not None:
        yield "day before month" if taken.day_first else "month before day"


def _columns(taken: UserTable) -> Iterator[str]:
    """The columns that are read, each with its field where it has another name."""
    own = [name for name in taken.mapping if BY_NAME[name].own]
    for name, header in taken.mapping.items():
        if name not in own:
            yield name if header == name else f"{name} = {quoted(header)}"
    if own:
        yield f"{len(own)} of the atlas's own"


def _day(taken: UserTable) -> str:
    day = taken.package.as_of
    said = {
        "given": f"As of {day}.",
        "package": f"As of {day}, the day its data package states.",
        "today": f"As of {day}, which is today; with --as-of {day} the result is the "
        "same on any other day.",
    }
    return said[taken.dated]


def focal(taken: UserTable, focus: str, chosen: bool) -> str:
    """The focal country, and how to choose another."""
    if not focus:
        return "No focal country: every party is coloured."
    number = dict(taken.package.parties)[focus]
    said = f"Focal country: {named(focus)}, party to {number:,} of {taken.valid:,}."
    more = "" if chosen else " Another: --focus CODE; all states: --focus none."
    return said + more


def parties(taken: UserTable) -> Iterator[str]:
    """Who may be the focal country."""
    found = [f"{named(code)} {number:,}" for code, number in taken.package.parties]
    if found:
        yield f"Parties: {some(found)}."


def lines(taken: UserTable) -> list[str]:
    """Every problem, a line each: what rejects a row first."""
    ordered = sorted(taken.problems, key=lambda p: p.level != "error")
    return [line(p) for p in ordered]


def line(problem: Problem) -> str:
    """A problem, with the flag that its remedy asks for."""
    flag = _FLAGS.get(problem.rule)
    if problem.rule == "column":
        flag = f"--column {problem.column}=HEADER"
    return f"{problem} ({flag})" if flag else str(problem)


def without_row(taken: UserTable) -> str:
    """Why a table has no valid row: the first problem that rejects one."""
    if not taken.rows:
        return "there is no row below the header"
    errors = [p for p in taken.problems if p.level == "error"]
    first = line(errors[0])
    if errors[0].rule == "column":
        first += f"; its columns are {some([quoted(h) for h in taken.headers])}"
        if {p.column for p in errors} in ({"party_a"}, {"party_b"}):
            first += "; if one country is party to all, name it: --focus CODE"
    return f"none of {plural(taken.rows, 'row')} is valid: {first}"


def named(code: str) -> str:
    return f"{countries.name(code)} ({code})"


def some(names: list[str]) -> str:
    """A list in one line, cut where it is long."""
    more = f" and {len(names) - LISTED:,} more" if len(names) > LISTED else ""
    return ", ".join(names[:LISTED]) + more


def plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"

"""What became of a reader's own table, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geo.cli.output import count, language, listed, sentence
from geo.model import country_codes
from geo.presentation import captions, problem_text, strings
from geo.tables.problems import Group, Problem
from geo.tables.user.columns import BY_NAME
from geo.text import printable, quoted

if TYPE_CHECKING:
    from geo.tables.user.read import UserTable

#: Most names, headers or columns listed in one line.
MOST_LISTED = 8

#: The flag that a remedy asks for, or two of which it asks for one.
_FLAGS: dict[str, str | tuple[str, str]] = {
    "unused-column": "--column FIELD=HEADER",
    "date-order": ("--day-first", "--month-first"),
    "day-first-assumed": "--month-first",
    "day-or-month": ("--day-first", "--month-first"),
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
    lang = language()
    valid = sentence("own.valid", number=_number(table.valid))
    if table.warned:
        warned = sentence("own.warned", number=_number(table.warned))
        valid += strings.aside(warned, lang)
    repeats = table.merged and sentence("own.merged", number=_number(table.merged))
    rejected = sentence("own.rejected", number=_number(table.rejected))
    counts = listed(count(table.rows, "row"), valid, repeats or "", rejected)
    yield strings.paired(printable(table.file_name), counts, lang)
    yield sentence("own.read_as", how=listed(*_how(table)))
    yield sentence("own.columns", columns=listed(*_columns(table)))
    if claims := sum(len(t.sources) for t in table.package.treaties):
        yield sentence("own.claims", claims=count(claims, "claim"))
    yield sentence(f"own.day.{table.dated}", day=table.package.as_of)


def _how(table: UserTable) -> Iterator[str]:
    if table.kind:
        yield table.kind
    if table.encoding:
        yield table.encoding
    if table.delimiter:
        delimiter = strings.word(f"delimiter.{table.delimiter}", language())
        yield sentence("own.delimiter", delimiter=delimiter)
    if table.sheet:
        kind = "own.table" if table.encoding else "own.sheet"
        yield sentence(kind, name=quoted(table.sheet))
    if table.day_first is not None:
        yield sentence("own.day_first" if table.day_first else "own.month_first")


def _columns(table: UserTable) -> Iterator[str]:
    """The columns that are read, each with its field where it has another name."""
    own = [name for name in table.mapping if BY_NAME[name].own]
    for name, header in table.mapping.items():
        if name not in own:
            yield name if header == name else f"{name} = {quoted(header)}"
    for name, header in table.beside.items():
        yield sentence("own.also", name=name, header=quoted(header))
    for header, scheme in table.schemes.items():
        if scheme not in ("iso3", "iso2"):
            title = country_codes.TITLES[scheme]
            yield sentence("own.scheme", header=quoted(header), scheme=title)
    if own:
        yield sentence("own.ours", number=_number(len(own)))


def focal(table: UserTable, focus: str, by_flag: bool) -> str:
    """Whose treaties are shown, and how to choose another country."""
    if not focus:
        return sentence("own.all_states")
    number = dict(table.package.parties)[focus]
    return sentence(
        "own.focus" if by_flag else "own.focus_chosen",
        country=country_name(focus),
        number=_number(number),
        all=_number(table.valid),
        another="--focus CODE",
        none="--focus none",
    )


def parties(table: UserTable) -> Iterator[str]:
    """The countries whose treaties can be shown."""
    names = [
        f"{country_name(code)} {_number(number)}"
        for code, number in table.package.parties
    ]
    if names:
        yield sentence("own.parties", names=some(names))


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
    said = _with_flag(
        listed(
            problem_text.message(problem, language()),
            problem_text.remedy(problem, language()),
        ),
        problem.rule,
        problem.column,
    )
    errors = [group for group in table.groups if group.level == "error"]
    if problem.rule == "under-half" and errors:
        return sentence("own.first_of_all", said=said, cause=cause(errors[0]))
    return said


def _with_flag(said: str, rule: str, column: str) -> str:
    """A sentence with the flag that its remedy asks for behind it, in brackets."""
    flag = _FLAGS.get(rule)
    if rule == "column":
        flag = f"--column {column}=HEADER"
    elif isinstance(flag, tuple):
        flag = sentence("or", a=flag[0], b=flag[1])
    return said + strings.aside(flag, language()) if flag else said


def without_row(table: UserTable) -> str:
    """Why a table has no valid row: the commonest cause."""
    if not table.rows:
        return sentence("no_row")
    errors = [group for group in table.groups if group.level == "error"]
    causes = [cause(errors[0])]
    lacking = {f.column for f in errors if f.rule == "column"}
    if lacking:
        causes = [cause(f) for f in errors if f.rule in ("column", "code-list")]
        headers = some([quoted(h) for h in table.headers])
        causes.append(sentence("own.its_columns", columns=headers))
        if lacking in ({"party_a"}, {"party_b"}):
            causes.append(sentence("own.one_focus", example="--focus CODE"))
    why = strings.listed(causes, language(), "semicolon")
    return sentence("own.none_valid", rows=count(table.rows, "row"), why=why)


def country_name(code: str) -> str:
    """``Cuba (CUB)``."""
    return captions.named(code, language())


def some(names: list[str]) -> str:
    """A list in one line, cut where it is long."""
    first = listed(*names[:MOST_LISTED])
    more = len(names) - MOST_LISTED
    return sentence("some", names=first, number=_number(more)) if more > 0 else first


def _number(number: int) -> str:
    return strings.number(number, language())

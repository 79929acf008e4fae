"""What can be wrong with a table: a rule, a place, and the values in it.

A problem of a reader's own table holds no sentence: its rule and values are worded in
the reader's language by :mod:`geo.presentation.problem_text`. An error keeps its row
off the map; a warning says what was done to a row that is kept; a doubt stops the
command until the reader decides. A problem of a data package has its message in
English.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from geo.text import printable

#: Longest value repeated in a report.
MOST_LETTERS = 100


class Level(StrEnum):
    """What a problem does: stop the command, fail a row or package, or neither."""

    DOUBT = "doubt"
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Rule:
    """One rule that a table is held to.

    Attributes:
        name: what a report calls it.
        level: what a breach does.
        sentence: what holds where it is kept, in English; blank for a rule of a
            reader's own table, whose sentences are ``problem.<name>`` and
            ``remedy.<name>`` in the table of strings.
        remedy: what to do about a breach, in English; blank for the same rules.
    """

    name: str
    level: Level = Level.ERROR
    sentence: str = ""
    remedy: str = ""


def package_rules(
    sentences: Mapping[str, tuple[str, str]], warnings: Collection[str] = ()
) -> dict[str, Rule]:
    """Rules of a data package by name: their sentences, remedies and levels."""
    return {
        name: Rule(name, Level.WARNING if name in warnings else Level.ERROR, *texts)
        for name, texts in sentences.items()
    }


_LEVELS = {
    # the row
    "row-length": "error",
    "quoting": "error",
    "cell-size": "error",
    # the parties
    "party-missing": "error",
    "unknown-country": "error",
    "unknown-code": "error",
    "ambiguous-country": "error",
    "former-state": "error",
    "former-dates": "error",
    "organisation": "error",
    "two-parties": "error",
    "name-and-code": "error",
    "multilateral": "error",
    "one-party": "error",
    # the dates
    "date-order": "error",
    "date": "error",
    "year-range": "error",
    "dates-reversed": "error",
    # said of rows that are kept
    "field-lost": "warning",
    "retroactive": "warning",
    "short-row": "warning",
    "no-date": "warning",
    "future": "warning",
    "day-first-assumed": "warning",
    "day-or-month": "warning",
    "other-order": "warning",
    "serial": "warning",
    "year-as-serial": "warning",
    "blank-word": "warning",
    "other-language": "warning",
    "by-code": "warning",
    "union": "warning",
    "former": "warning",
    "corrected": "warning",
    "status": "warning",
    "web-address": "warning",
    "duplicate-id": "warning",
    "duplicate": "warning",
    "mirrored": "warning",
    "yearly": "warning",
    "note-rows": "warning",
    "control-character": "warning",
    "damaged-text": "warning",
    "formula": "warning",
    "source": "warning",
    "claims-cut": "warning",
    # said of the table
    "column": "error",
    "code-list": "error",
    "header": "warning",
    "no-header": "warning",
    "header-line": "warning",
    "unused-column": "warning",
    "passed-over": "warning",
    "mapping": "warning",
    "focus": "warning",
    "scheme": "warning",
    "joined": "warning",
    "split": "warning",
    "recipe": "warning",
    "not-covered": "warning",
    # what stops the command unless the reader says --anyway
    "under-half": "doubt",
    "cells-alone": "doubt",
    "same-sheets": "doubt",
    "panel": "doubt",
    "years-as-days": "doubt",
}

#: The rules of a reader's own table.
RULES = {name: Rule(name, Level(level)) for name, level in _LEVELS.items()}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with, or done to, one cell, row or table.

    Attributes:
        file: the file of a data package; blank for a reader's own table.
        line: the line of the file (the row of the sheet); ``None``: the whole table.
        column: the title of the column; blank: the whole row.
        rule: the rule that is broken.
        message: what is wrong, in English, where a data package is checked.
        remedy: what to do about it, where it is another than the rule's own.
        level: only an error fails a data package.
        value: the cell, where a reader's table is read.
        values: what else fills the rule's sentence.
        count: the number of rows it holds for, of which ``line`` is the first.
    """

    file: str
    line: int | None
    column: str
    rule: str
    message: str = ""
    remedy: str = ""
    level: Level = Level.ERROR
    value: str = ""
    values: tuple[tuple[str, str], ...] = ()
    count: int = 1

    def __str__(self) -> str:
        """The line of the check of a data package."""
        place = self.file
        if self.line:
            place += f" line {self.line}"
        if self.column:
            place += f", {self.column[:60]}"
        rule = self.rule if self.level == "error" else f"{self.rule}, {self.level}"
        remedy = f" -> {self.remedy}" if self.remedy else ""
        return printable(f"{place}: [{rule}] {self.message}{remedy}")


def problem(
    rule: str,
    line: int | None = None,
    column: str = "",
    value: str = "",
    *,
    remedy: str = "",
    count: int = 1,
    **values: object,
) -> Problem:
    """A problem of a rule; ``values`` are those its sentence has a place for.

    Raises:
        KeyError: there is no such rule.
    """
    level = RULES[rule].level
    value = value if len(value) <= MOST_LETTERS else value[:MOST_LETTERS] + "…"
    return Problem(
        file="",
        line=line,
        column=column,
        rule=rule,
        remedy=remedy,
        level=level,
        value=value,
        values=tuple((name, str(each)) for name, each in values.items()),
        count=count,
    )


@dataclass(frozen=True)
class Group:
    """Problems of one cause: one rule, one column.

    ``examples`` are the values it is said of with their number, the commonest first;
    ``lines`` the first lines of the file; ``first`` the first such problem.
    """

    rule: str
    column: str
    count: int
    first: Problem
    examples: tuple[tuple[str, int], ...] = ()
    lines: tuple[int, ...] = ()

    @property
    def level(self) -> Level:
        return self.first.level


@dataclass
class _Open:
    first: Problem
    count: int = 0
    values: Counter = field(default_factory=Counter)
    lines: list[int] = field(default_factory=list)


_EXAMPLES = 8  # values and lines a group names
_RANK = {level: rank for rank, level in enumerate(Level)}  # what stops is first


def group_by_cause(problems: Iterable[Problem]) -> tuple[Group, ...]:
    """The problems by cause: what stops first, then errors, each by its number."""
    by_cause: dict[tuple[str, str], _Open] = {}
    for each in problems:
        group = by_cause.setdefault((each.rule, each.column), _Open(each))
        group.count += each.count
        if each.value:
            group.values[each.value] += each.count
        if each.line is not None and len(group.lines) < _EXAMPLES:
            group.lines.append(each.line)
    groups = (
        Group(
            *(rule, column, group.count, group.first),
            tuple(
                sorted(group.values.items(), key=lambda i: (-i[1], i[0]))[:_EXAMPLES]
            ),
            tuple(group.lines),
        )
        for (rule, column), group in by_cause.items()
    )
    return tuple(sorted(groups, key=lambda g: (_RANK[g.level], -g.count)))

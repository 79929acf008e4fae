"""What can be wrong with a reader's own table: a rule, a place, and the values in it.

A problem holds no sentence: its rule and values are worded in the reader's language
by :mod:`geo.presentation.problem_text`. An error keeps its row off the map; a warning
says what was done to a row that is kept; a doubt stops the command until the reader
decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

#: Longest value repeated in a report.
SHOWN = 100

#: Rule -> its level. The sentences are ``problem.<rule>`` in the table of strings.
RULES = {
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
    "other-order": "warning",
    "serial": "warning",
    "year-as-serial": "warning",
    "blank-word": "warning",
    "other-language": "warning",
    "by-code": "warning",
    "corrected": "warning",
    "status": "warning",
    "web-address": "warning",
    "duplicate-id": "warning",
    "duplicate": "warning",
    "mirrored": "warning",
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


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, or said, of one cell, row or table.

    ``line`` is the line of the file (the row of the sheet) and ``None`` where the whole
    table is meant; ``count`` the rows it holds for, of which ``line`` is the first.
    ``values`` fill the rule's sentence; ``remedy`` names another than the rule's own.
    """

    rule: str
    line: int | None = None
    column: str = ""
    value: str = ""
    values: tuple[tuple[str, str], ...] = ()
    remedy: str = ""
    count: int = 1

    @property
    def level(self) -> str:
        return RULES[self.rule]


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
    RULES[rule]
    value = value if len(value) <= SHOWN else value[:SHOWN] + "…"
    told = tuple((name, str(each)) for name, each in values.items())
    return Problem(rule, line, column, value, told, remedy, count)


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
    def level(self) -> str:
        return RULES[self.rule]


@dataclass
class _Open:
    first: Problem
    count: int = 0
    values: Counter = field(default_factory=Counter)
    lines: list[int] = field(default_factory=list)


_EXAMPLES = 8  # values and lines a group names
_RANK = {"doubt": 0, "error": 1, "warning": 2}


def grouped(problems: Iterable[Problem]) -> tuple[Group, ...]:
    """The problems by cause: what stops first, then errors, each by its number."""
    found: dict[tuple[str, str], _Open] = {}
    for each in problems:
        group = found.setdefault((each.rule, each.column), _Open(each))
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
        for (rule, column), group in found.items()
    )
    return tuple(sorted(groups, key=lambda g: (_RANK[g.level], -g.count)))

"""The problems of a user's table as a file, to correct the table by."""

from __future__ import annotations

from collections.abc import Iterable

from geo.export import formats
from geo.presentation import problem_text
from geo.tables.problems import Problem

COLUMNS = ("line", "column", "value", "level", "rule", "message", "remedy", "count")


def problem_table(problems: Iterable[Problem], lang: str = "en") -> bytes:
    """The problems as CSV; a value that a spreadsheet would compute is disarmed."""
    rows = (
        {
            "line": p.line,
            "column": p.column,
            "value": p.value,
            "level": p.level,
            "rule": p.rule,
            "message": problem_text.message(p, lang),
            "remedy": problem_text.remedy(p, lang),
            "count": p.count,
        }
        for p in problems
    )
    return formats.as_csv(COLUMNS, rows)

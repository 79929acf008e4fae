"""The problems of a user's table as a file, to correct the table by."""

from __future__ import annotations

from collections.abc import Iterable

from geo.export import formats
from geo.tables.user.messages import Problem

COLUMNS = ("line", "column", "value", "level", "rule", "message", "remedy")


def problem_table(problems: Iterable[Problem]) -> bytes:
    """The problems as CSV; a value that a spreadsheet would compute is disarmed."""
    rows = ({name: getattr(p, name) for name in COLUMNS} for p in problems)
    return formats.as_csv(COLUMNS, rows)

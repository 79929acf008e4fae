"""Holds a data package against its schema: problems with line, column, rule and hint.

Types, vocabularies and keys are frictionless's work, from ``datapackage.json``. Bad
data never raises: every problem of every table is reported in one run.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one cell, row or table."""

    file: str
    line: int | None
    column: str
    rule: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f" line {self.line}"
        if self.column:
            place += f", {self.column}"
        remedy = f" -> {self.remedy}" if self.remedy else ""
        return f"{place}: [{self.rule}] {self.message}{remedy}"


def check(folder: Path) -> list[Problem]:
    """Every problem of a package, in the order of its tables."""
    from frictionless import FrictionlessException, Package

    descriptor = folder / "datapackage.json"
    if not descriptor.exists():
        return [Problem(descriptor.name, None, "", "package", "the file is missing")]
    try:
        report = Package(str(descriptor)).validate()
    except FrictionlessException as error:
        return [Problem(descriptor.name, None, "", "package", str(error.error.note))]
    problems = [
        Problem(descriptor.name, None, "", e.type, e.message) for e in report.errors
    ]
    for task in report.tasks:
        for error in task.errors:
            problems.append(
                Problem(
                    file=Path(task.place).name,
                    line=getattr(error, "row_number", None),
                    column=getattr(error, "field_name", "") or "",
                    rule=error.type,
                    message=error.message,
                )
            )
    return problems

"""A reader's own table read in the reader's browser: what its script calls.

The script of the page *Your data* of the site runs this module under Pyodide
(``assets/site/worker.js``). The reading, the report and the products are those of the
app and the command line; here they only become plain data for a script.
"""

from __future__ import annotations

import json

from geo.export.catalogue import EXPORTS
from geo.export.problems import problem_table
from geo.model import countries
from geo.presentation import problem_text, strings, table_report
from geo.presentation.scene import Scene
from geo.tables.resolve import OWN, TABLE, resolve
from geo.tables.user import columns
from geo.tables.user import read as user_read
from geo.tables.user.judged_columns import ColumnRating
from geo.tables.user.user_table import UserTable

#: Causes in the report; every single problem is in its file.
MOST_PROBLEMS = 100


def _field(rated: ColumnRating) -> str:
    return columns.BOTH if rated.reason == "pairs" else rated.field


class Reader:
    """One reader's table, in one language.

    Args:
        lang: the language of the page.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.table: UserTable | None = None
        self._file: tuple[bytes, str] = (b"", "")
        self._mapping: dict[str, str] = {}

    def read(self, data: bytes, file_name: str) -> str:
        """Read a file and say as JSON what became of it."""
        self._file, self._mapping = (bytes(data), file_name), {}
        return self._read()

    def choose(self, header: str, field: str) -> str:
        """Read it again with a column as another field, as both parties, or unread."""
        mapping = self.table.mapping if self.table else {}
        self._mapping = columns.remapped(self._mapping, mapping, header, field)
        return self._read()

    def _read(self) -> str:
        self.table = user_read.read(*self._file, mapping=self._mapping or None)
        return json.dumps(self._report(self.table), ensure_ascii=False)

    def _report(self, table: UserTable) -> dict[str, object]:
        if table.refusal:
            return {"refused": table.reason.text(self.lang)}
        groups = table.groups
        return {
            "drawn": table_report.rows_drawn(table, self.lang),
            "valid": table.valid,
            "why_not": table_report.why_not(table, self.lang),
            "doubts": [problem_text.message(p, self.lang) for p in table.doubts],
            "columns": self._columns(table),
            "problems": [
                table_report.problem(g, self.lang) for g in groups[:MOST_PROBLEMS]
            ],
            "more": self._more(len(groups)),
            "parties": [
                [
                    code,
                    countries.name(code, self.lang)
                    + strings.aside(str(number), self.lang),
                ]
                for code, number in table.package.parties
            ],
        }

    def _columns(self, table: UserTable) -> list[dict[str, object]]:
        """Each column by its header: its first cells, and the field it is read as."""
        ratings = {rated.header: rated for rated in table.columns}
        return [
            {
                "header": header,
                "field": _field(ratings.get(header, ColumnRating(header))),
                "cells": [row[number][:40] for row in table.preview[:3]],
            }
            for number, header in enumerate(table.headers)
        ]

    def _more(self, groups: int) -> str:
        if groups <= MOST_PROBLEMS:
            return ""
        return strings.word("listed.first", self.lang, shown=MOST_PROBLEMS, all=groups)

    def fields(self) -> str:
        """JSON of the fields that a column may be read as: name and title."""
        offered = [f for f in columns.FIELDS if not f.own]
        return json.dumps(
            [
                ["", strings.word("own.field.none", self.lang)],
                [columns.BOTH, strings.word("own.field.both", self.lang)],
                *([f.name, f.title(self.lang)] for f in offered),
            ]
        )

    def product(self, kind: str, focus: str = "") -> bytes:
        """The map (``html``), the treaties (``csv``), or all problems (``problems``).

        Args:
            focus: the focal country's code, or ``none``; blank: the busiest party.

        Raises:
            ValueError: no table is read, or none of its rows is valid.
        """
        table = self.table
        if table is None or (kind != "problems" and not table.valid):
            raise ValueError("no table with a valid row has been read")
        if kind == "problems":
            return problem_table(table.problems, self.lang)
        params = {TABLE: [OWN], "lang": [self.lang]}
        if focus:
            params["focus"] = [focus]
        selection = resolve(params, table.package)
        return EXPORTS[kind].build(Scene(selection.package, selection.view))

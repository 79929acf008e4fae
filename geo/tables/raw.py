"""The tables of a data package as text.

They keep every row with its line and remember which cells are already reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from geo.model.dates import PartialDate
from geo.model.treaties import Stance
from geo.model.treaty_fields import DATES, PARTIES

CLAIMS = {"treaties": "sources", "other-treaties": "other-sources"}

#: The columns that decide what class a country has; "" is the whole row.
_DECIDING = {*("", "id", *PARTIES, *DATES, "status", "treaty", "field", "value")}
_DECIDING |= {"stance", "layer", "iso3", "role", "date", "count"}


def holds_russian(column: str) -> bool:
    """Whether a column holds the Russian of another; a Russian title is a fact."""
    return column.endswith("_ru") and not column.endswith("title_ru")


@dataclass(frozen=True)
class RawRow:
    """One row: its table, the line it starts on, its cells without outer blanks."""

    table: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()


@dataclass
class RawTables:
    """The tables of a package and the cells already reported."""

    tables: dict[str, list[RawRow]]
    files: dict[str, str]
    as_of: date | None = None
    bad: set[tuple[str, int | None, str]] = field(default_factory=set)

    def rows(self, *tables: str) -> Iterator[RawRow]:
        for table in tables or tuple(self.tables):
            yield from self.tables.get(table, ())

    def good(self, row: RawRow, *columns: str) -> bool:
        return not any((row.table, row.line, c) in self.bad for c in (*columns, ""))

    def sound(self, *tables: str) -> bool:
        """The tables are here and nothing that decides a class is in doubt."""
        doubt = {table for table, _, column in self.bad if column in _DECIDING}
        return all(t in self.tables and t not in doubt for t in tables)

    def date(self, row: RawRow, column: str) -> PartialDate | None:
        good = row[column] and self.good(row, column)
        return PartialDate.parse(row[column]) if good else None

    def claims(self, table: str) -> Iterator[tuple[RawRow, dict[str, list[RawRow]]]]:
        """Each row of a table with the claims about it, by field."""
        claims = CLAIMS[table]
        unread = {(claims, None, c) for c in ("treaty", "field", "value", "stance")}
        if claims not in self.tables or unread & self.bad:
            return
        by_treaty: dict = defaultdict(lambda: defaultdict(list))
        for row in self.rows(claims):
            by_treaty[row["treaty"]][row["field"]].append(row)
        yield from (
            (r, by_treaty[r["id"]]) for r in self.rows(table) if self.good(r, "id")
        )

    def span(
        self, row: RawRow, column: str, claims: list[RawRow]
    ) -> PartialDate | None:
        """A date cut to what its bounds allow; ``BadDate`` where they contradict it."""
        value = self.date(row, column)
        if value is None:
            return None
        for claim in claims:
            bound = self.date(claim, "value") if claim["stance"][:4] == "not-" else None
            if bound and claim["stance"] == Stance.NOT_AFTER:
                value = value.narrowed(not_after=bound.latest)
            elif bound and claim["stance"] == Stance.NOT_BEFORE:
                value = value.narrowed(not_before=bound.earliest)
        return value

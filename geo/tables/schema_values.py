"""The cells of a table as values of its schema: types, limits, and the keys of rows.

Each cell is read by frictionless's reader of its field. The tables are not given to its
validation of a whole package: that copies every schema for every key of every table,
and takes four times as long.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from geo.tables.raw import RawRow

#: What frictionless calls a limit of a field -> the rule; any other is "limit".
_RULES = {"type": "type", "required": "required", "enum": "vocabulary"}
_RULES["pattern"] = "form"

Key = tuple[str, ...]
Row = dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """A rule of the schema that is broken.

    Attributes:
        rule: one of :data:`geo.tables.schema.SCHEMA_RULES`.
        line: in the file.
        columns: those of the cell or the key; none for a whole row.
        cells: as they stand in the file.
        note: what frictionless says of a limit.
        of_line: of the row that has the key already.
        of_table: the table that lacks the key; "" for the row's own.
        of_columns: of that key there.
    """

    rule: str
    line: int
    columns: Key = ()
    cells: Key = ()
    note: str = ""
    of_line: int = 0
    of_table: str = ""
    of_columns: Key = ()


@dataclass(frozen=True)
class Described:
    """A schema that can be used.

    Attributes:
        readers: column -> what makes a value and notes of a cell.
        primary: the columns of the primary key.
        unique: the columns that hold a value once.
        foreign: columns, and the table and columns of which they are a key.
    """

    readers: dict[str, Callable[[str], tuple[Any, dict[str, str] | None]]]
    primary: Key
    unique: Key
    foreign: tuple[tuple[Key, str, Key], ...]


@lru_cache(maxsize=64)
def described_by(schema: str) -> Described:
    """A schema from its JSON.

    Raises:
        Exception: it can be wrong in any way; frictionless says in which.
    """
    from frictionless import Schema

    read = Schema.from_descriptor(json.loads(schema))
    return Described(
        {field.name: field.create_cell_reader() for field in read.fields},
        tuple(read.primary_key),
        tuple(f.name for f in read.fields if f.constraints.get("unique")),
        tuple(
            (
                tuple(key["fields"]),
                key["reference"]["resource"],
                tuple(key["reference"]["fields"]),
            )
            for key in read.foreign_keys
        ),
    )


class Values:
    """The values of a table, and which of its cells are none.

    Raises:
        Exception: a limit of the schema cannot be held against a cell.
    """

    def __init__(self, rows: list[RawRow], schema: Described) -> None:
        self.schema = schema
        self.rows: list[tuple[RawRow, Row, list[Fault]]] = []
        for row in rows:
            values, faults = {}, []
            for column, reader in schema.readers.items():
                cell = row.cells.get(column, "")
                value, notes = reader(cell)
                values[column] = value if isinstance(value, Hashable) else repr(value)
                for name, note in (notes or {}).items():
                    rule = _RULES.get(name, "limit")
                    faults.append(Fault(rule, row.line, (column,), (cell,), note))
            if not any(row.cells.get(column) for column in schema.readers):
                faults = [Fault("required", row.line)]
            self.rows.append((row, values, faults))

    def keys(self, columns: Key) -> set[tuple]:
        """The values of a key in every row that has one."""
        keys = {tuple(values.get(c) for c in columns) for _, values, _ in self.rows}
        return keys - {(None,) * len(columns)}

    def faults(self, table: Callable[[str], Values | None]) -> Iterator[Fault]:
        """Every fault, row by row; ``table`` gives the values of another table."""
        primary = self.schema.primary
        once = [(c,) for c in self.schema.unique] + [primary] * bool(primary)
        lines_by_key: list[dict[tuple, int]] = [{} for _ in once]
        foreign = [
            (columns, name, target, source.keys(target))
            for columns, name, target in self.schema.foreign
            if (source := table(name) if name else self)
        ]
        for row, values, faults in self.rows:
            yield from faults
            for columns, lines in zip(once, lines_by_key, strict=True):
                key = tuple(values.get(c) for c in columns)
                if set(key) == {None}:
                    if columns is primary:
                        yield Fault("required", row.line, columns)
                    continue
                if line := lines.get(key):
                    yield Fault("duplicate", row.line, columns, of_line=line)
                lines[key] = row.line
            for columns, name, target, keys in foreign:
                key = tuple(values.get(c) for c in columns)
                if set(key) != {None} and key not in keys:
                    cells = tuple(map(str, key))
                    yield Fault(
                        "reference",
                        row.line,
                        columns,
                        cells,
                        of_table=name,
                        of_columns=target,
                    )

"""Columns as they were judged, and the choice of those that are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.model.treaty_fields import PARTIES
from geo.tables.user.column_kinds import Kind
from geo.tables.user.columns import PARTIAL
from geo.tables.user.header_words import Meaning


@dataclass(frozen=True)
class ColumnRating:
    """One column as it was judged, for whoever shows the choice.

    ``field`` is what it is read as (blank: not read), ``score`` 0 to 1, ``reason`` the
    key of a sentence and ``values`` what fills it.
    """

    header: str
    field: str = ""
    score: float = 0.0
    reason: str = "none"
    values: tuple[tuple[str, str], ...] = ()


@dataclass
class Choice:
    """The columns of the fields, and how the parties are written.

    ``beside`` is the second column of a party (its code beside its name), ``parts`` the
    columns of a date's year, month and day, ``schemes`` the code list of a column,
    ``further`` columns of a third and later party. ``both`` says that the column of
    ``party_a`` holds both parties, ``key`` is the column by which the rows of a table
    with one party a row belong together, ``by_cells`` are chosen without a header.
    ``names`` are the countries that the reader says unknown names mean.
    """

    fields: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    schemes: dict[str, str] = field(default_factory=dict)
    further: list[str] = field(default_factory=list)
    both: bool = False
    key: str = ""
    ended: str = ""  # a column that says yes where a treaty has ended
    yearly: str = ""  # a column of years beside the date, of a row for each year
    form: str = ""  # a column that says whether a treaty is bilateral
    undecided: dict[str, tuple[str, ...]] = field(default_factory=dict)
    by_cells: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    ratings: tuple[ColumnRating, ...] = ()
    kinds: dict[str, Kind] = field(default_factory=dict)

    def columns_in_use(self) -> set[str]:
        """Every column that is read."""
        parts = {h for each in self.parts.values() for h in each.values()}
        of_fields = {*self.fields.values(), *self.beside.values(), *self.further}
        return of_fields | parts | {self.key, self.ended, self.form} - {""}

    def give(self, name: str, header: str) -> None:
        """Let a column hold a field, whatever was decided of both before."""
        self.parts.pop(name, None)
        self.beside.pop(name, None)
        if name == "party_b" and self.both and header != self.fields.get("party_a"):
            self.both = False
        if name in PARTIES:
            self.key = ""
            kind = self.kinds.get(header, Kind())
            if kind.scheme and kind.codes >= kind.names:
                self.schemes[header] = kind.scheme
        for other, column in list(self.beside.items()):
            if column == header:
                del self.beside[other]
        self.fields[name] = header


@dataclass(frozen=True)
class Column:
    number: int
    header: str
    meaning: Meaning | None
    kind: Kind
    cells: tuple[str, ...]

    @property
    def names(self) -> str:
        """The field its whole header names, or blank."""
        return (
            self.meaning.field if self.meaning and self.meaning.rank < PARTIAL else ""
        )

    @property
    def hints(self) -> str:
        """The field that all or a part of its header names."""
        return self.meaning.field if self.meaning else ""

"""A reader's own table: how it is to be read, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from geo.model.languages import SOURCE
from geo.model.package import Package
from geo.tables.decode import Line
from geo.tables.problems import Group, Problem, group_by_cause
from geo.tables.user.column_kinds import ColumnReaders
from geo.tables.user.judged_columns import Choice, ColumnRating
from geo.tables.user.recipes import Recipe
from geo.tables.user.refusal import NONE, Refusal


@dataclass(frozen=True)
class Options:
    """How a table is to be read, over what its columns and cells say.

    Attributes:
        as_of: the day the table speaks of; left out, the one its data package says,
            else today.
        mapping: field -> header, over the guess; a blank header takes a field off.
        day_first: the order of 05/04/2010, where the reader says it.
        focus: the focal country, by code or name. A table with one party only is read
            as its partners.
        sheet: the sheet of a workbook, by its title.
        codes: the code list that party numbers are of, a key of ``code_schemes``.
        keep_duplicates: count equal rows each on its own.
        names: a text of a party's cell -> the code of the country it means, for texts
            that are no country's name.
    """

    as_of: date | None = None
    mapping: Mapping[str, str] | None = None
    day_first: bool | None = None
    focus: str | None = None
    sheet: str = ""
    codes: str = ""
    keep_duplicates: bool = False
    names: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)  # one for each row of the largest table
class Outcome:
    """What became of one row: ``drawn``, ``undated``, ``again`` or a rule."""

    line: int
    outcome: str


@dataclass(frozen=True)
class UserTable:
    """What became of a file. ``package`` holds its valid rows and nothing else.

    ``rows`` are ``valid`` (each a treaty), ``merged`` (a treaty of another row again)
    or ``rejected``.
    """

    file_name: str
    package: Package
    reason: Refusal = NONE  # why the file was not read at all
    headers: tuple[str, ...] = ()
    mapping: dict[str, str] = field(default_factory=dict)  # field -> header
    beside: dict[str, str] = field(default_factory=dict)  # party -> its second column
    columns: tuple[ColumnRating, ...] = ()  # each column as it was judged
    preview: tuple[tuple[str, ...], ...] = ()  # the first rows of the file
    read_as: tuple[tuple[str, ...], ...] = ()  # the same: parties and dates as read
    encoding: str = ""
    delimiter: str = ""
    kind: str = ""  # "JSON", "HTML", "Stata", "Parquet"
    sheet: str = ""
    sheets: tuple[str, ...] = ()  # every sheet with cells
    schemes: dict[str, str] = field(default_factory=dict)  # header -> code list
    recipe: str = ""  # the known table it is, by its title
    day_first: bool | None = None  # None: no such dates, or dates of both orders
    dated: str = ""  # where the day of the table is from: "given", "package", "today"
    rows: int = 0
    valid: int = 0
    merged: int = 0
    warned: int = 0  # of the valid ones
    rejected: int = 0
    undated: int = 0  # of the valid ones: listed, not drawn
    problems: tuple[Problem, ...] = ()
    focus: str = ""  # the country asked for, where it is a party
    focus_options: tuple[tuple[str, int], ...] = ()  # (code, instruments), most first
    lines: dict[str, int] = field(default_factory=dict)  # treaty id -> line of the file
    outcomes: tuple[Outcome, ...] = ()  # one for each row, in the order of the file

    def without_rows(self) -> UserTable:
        """The same without what became of each row, but for the rows of the preview.

        A program asks for it, and no view of the app: of 100,000 rows it takes a
        quarter of the table's memory.
        """
        first = self.outcomes[: len(self.preview)]
        return replace(self, lines={}, outcomes=first)

    @property
    def refusal(self) -> str:
        """Why the file was not read at all, in English; blank where it was read."""
        return self.reason.text(SOURCE)

    @property
    def doubts(self) -> tuple[Problem, ...]:
        """Why the reader is asked before anything is drawn."""
        return tuple(p for p in self.problems if p.level == "doubt")

    @property
    def groups(self) -> tuple[Group, ...]:
        """The problems by cause: a line each for a reader."""
        return group_by_cause(self.problems)


@dataclass
class Columns:
    """The header of a table, the rows below, and what was decided of its columns."""

    headers: list[str]
    ahead: list[Line]  # the rows read so far
    rows: Iterator[Line]  # those that follow
    choice: Choice
    readers: ColumnReaders
    recipe: Recipe | None
    problems: list[Problem]

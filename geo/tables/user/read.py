"""A reader's own table of bilateral treaties: in, and told what became of every row.

``read`` takes the bytes of a file (CSV, an Excel workbook, a zipped data package) and
never raises for what they hold: a file that cannot be taken is refused in a sentence, a
row that cannot is rejected with its line, column, value, rule and remedy. The result is
a :class:`geo.model.package.Package`, so everything that shows the shipped data shows
this.

Nothing is written to a disk, logged, or kept between calls.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, islice
from pathlib import Path

from geo.collector import paused
from geo.model import country_codes
from geo.model.data_rows import data_rows, text_of
from geo.model.treaty_fields import DATES, PARTIES
from geo.storage import DATA
from geo.tables import known_words
from geo.tables.decode import Line
from geo.tables.problems import Problem, problem
from geo.tables.user import (
    column_choice,
    data_files,
    one_party,
    package,
    party_cells,
    recipes,
    text_file,
    workbook,
)
from geo.tables.user import dates as user_dates
from geo.tables.user import header as user_header
from geo.tables.user.column_kinds import ColumnReaders
from geo.tables.user.dates import Order
from geo.tables.user.judged_columns import Choice
from geo.tables.user.package import PackageTable
from geo.tables.user.refusal import Refusal, Refused
from geo.tables.user.rows import Entries, Rejection
from geo.tables.user.table_result import package_of, result
from geo.tables.user.text_file import Grid
from geo.tables.user.user_table import Columns, Options, UserTable
from geo.text import quoted

__all__ = ["Options", "UserTable", "read", "read_path", "template"]

TEMPLATE = DATA / "template.csv"

_HEAD = 40  # rows in which the header is looked for
_AHEAD = 5000  # rows by which the columns are judged
_CELLS_AHEAD = 400_000  # cells that are held for that at most


def read(
    data: bytes,
    file_name: str,
    *,
    as_of: date | None = None,
    mapping: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    focus: str | None = None,
    sheet: str = "",
    codes: str = "",
    keep_duplicates: bool = False,
    names: Mapping[str, str] | None = None,
) -> UserTable:
    """Take in a file; the options are those of :class:`Options`.

    Args:
        data: its bytes.
        file_name: what the reader calls it; shown, never opened.
    """
    options = Options(
        as_of, mapping, day_first, focus, sheet, codes, keep_duplicates, names
    )
    try:
        text_file.size_of(len(data))
        return _user_table(*_open(data, file_name, sheet), file_name, options)
    except Refused as refusal:
        return unread_table(file_name, as_of, refusal.refusal)


def read_path(path: Path, **options: object) -> UserTable:
    """Take in a file or a data package's folder; the options are those of ``read``.

    A table that a data package in its folder lists brings the claims beside it.

    Raises:
        OSError: it cannot be opened.
    """
    name = Path(os.path.abspath(path)).name or "table"  # "." and ".." have none
    how = Options(**options)  # type: ignore[arg-type]
    try:
        if path.is_dir():
            package_table = package.of_folder(path)
            return _user_table(_table(package_table), package_table, name, how)
        text_file.size_of(path.stat().st_size)
        source, package_table = _open(path.read_bytes(), name, how.sheet)
        package_table = package_table if package_table.table else package.beside(path)
        return _user_table(source, package_table, name, how)
    except Refused as refusal:
        return unread_table(name, how.as_of, refusal.refusal)


def template() -> bytes:
    """A table with one good row, to fill in."""
    content = text_of(TEMPLATE).encode()
    for _ in data_rows(TEMPLATE, ("party_a", "party_b", "signed")):
        pass
    return content


def unread_table(file_name: str, as_of: date | None, why: Refusal) -> UserTable:
    """A file that was not read, and why."""
    day = as_of or date.today()
    return UserTable(file_name, package_of((), day, file_name), reason=why)


# --- the file ---


def _open(data: bytes, file_name: str, sheet: str) -> tuple[Grid, PackageTable]:
    """The rows of the file by its content, and the package they are from, if any."""
    if not data.startswith(b"PK"):
        if sheet:
            raise Refused("no-sheets")
        is_word = known_words.is_known
        other = data_files.read(data, is_word, user_header.score)
        return other or text_file.text(data, is_word), PackageTable()
    if file_name.lower().endswith((".csv", ".tsv", ".txt", ".tab")):
        raise Refused("misnamed")
    parts = workbook.archive(data)
    if workbook.is_workbook(parts):
        return workbook.read(parts, user_header.score, sheet), PackageTable()
    package_table = package.of_zip(parts)
    return _table(package_table), package_table


def _table(package_table: PackageTable) -> Grid:
    text_file.size_of(len(package_table.table))
    source = text_file.text(package_table.table, known_words.is_known)
    return replace(
        source,
        sheet=package_table.name,
        passed_over=package_table.others,
        passed_kind="tables",
    )


# --- the four steps: columns, rows, treaties, result ---


def _user_table(
    source: Grid, package_table: PackageTable, file_name: str, options: Options
) -> UserTable:
    """A table as treaties, and the account of it."""
    as_of = options.as_of or package_table.as_of or date.today()
    readers = ColumnReaders(order=Order(options.day_first))
    home = party_cells.PartyCells(readers.parties, {}).code_of(options.focus or "")
    with paused():  # else a sixth of the time of a large table
        columns = _columns(source, readers, bool(home), options)
        entries, count = _rows(source, columns, as_of, home)
        entries.judge()
        return result(
            source, package_table, file_name, options, columns, entries, count, home
        )


def _columns(
    source: Grid, readers: ColumnReaders, has_focus: bool, options: Options
) -> Columns:
    """Find the header and decide which column holds what."""
    rows = (row for row in source.rows if _has_cells(row))
    first = list(islice(rows, _HEAD))
    if not first:
        raise Refused("no-row")
    headers, below, problems = user_header.find(first, readers.is_name)
    more = min(_AHEAD, _CELLS_AHEAD // max(len(headers), 1))
    below += islice(rows, more)
    sample = [row for _, row in below if isinstance(row, list)]
    choice = column_choice.choose(
        headers, sample, readers, focus=has_focus, codes=options.codes
    )
    recipe = recipes.fitting(headers, sample)
    if recipe:
        recipe.apply(choice)
        problems.append(problem("recipe", title=recipe.title))
        if recipe.years:
            years = "–".join(map(str, recipe.years))
            problems.append(problem("not-covered", years=years))
    wrong = column_choice.change(choice, options.mapping or {}, headers)
    choice.names = dict(options.names or {})
    problems += [problem("mapping", what=quoted(w)) for w in wrong[:50]]
    problems += _unread(source, headers, choice)
    for name in DATES:
        readers.order.hint(choice.fields.get(name, ""), name)
    return Columns(headers, below, rows, choice, readers, recipe, problems)


def _has_cells(row: Line) -> bool:
    cells = row[1]
    return not isinstance(cells, list) or any(cell.strip() for cell in cells)


def _unread(source: Grid, headers: Sequence[str], choice: Choice) -> Iterator[Problem]:
    if source.passed_over:
        what, kind = source.passed_over, source.passed_kind
        yield problem("passed-over", what=what, kind=kind)
    if source.twins:
        names = ", ".join(quoted(name) for name in source.twins)
        yield problem("same-sheets", sheet=quoted(source.sheet), others=names)
    in_use = choice.columns_in_use()
    others = [name for name in headers if name not in in_use]
    if others:
        text = ", ".join(quoted(name) for name in others[:12])
        more = len(others) - 12
        text += f" (+{more})" if more > 0 else ""
        yield problem("unused-column", listed=text, number=len(others))
    for title, scheme in choice.schemes.items():
        if scheme not in ("iso3", "iso2"):
            name = country_codes.TITLES[scheme]
            yield problem("scheme", None, title, scheme=name)


def _rows(
    source: Grid, columns: Columns, as_of: date, home: str
) -> tuple[Entries, int]:
    """Put the cells of the chosen columns aside, and count the rows of the file."""
    choice, headers = columns.choice, columns.headers
    rows = chain(columns.ahead, columns.rows)
    pairs = None
    if choice.key:
        party = choice.fields["party_a"]
        beside = [h for n, h in choice.beside.items() if n == "party_a"]
        dates = [
            h for n in DATES if (h := choice.fields.get(n)) and n not in choice.parts
        ]
        party_columns = [party, *beside]
        pairs = one_party.join(rows, headers, choice.key, party_columns, dates)
        if len(pairs.rows) + len(pairs.apart) > 0:
            headers = [*headers, *(f"{name} [2]" for name in party_columns)]
            choice.fields["party_b"] = f"{party} [2]"
            choice.fields["id"] = choice.key
            if beside:
                choice.beside["party_b"] = f"{beside[0]} [2]"
            for title in party_columns:
                if title in choice.schemes:
                    choice.schemes[f"{title} [2]"] = choice.schemes[title]
            columns.problems.append(problem("joined", None, choice.key))
    entries = Entries(choice, headers, columns.readers, as_of)
    entries.epoch = user_dates.EPOCH_1904 if source.mac_calendar else user_dates.EPOCH
    entries.of_workbook = bool(source.sheet and not source.encoding)
    if choice.both:
        columns.problems.append(problem("split", None, choice.fields["party_a"]))
    missing = _missing(entries, columns, home)
    if pairs is None:
        return entries, entries.collect(rows, keep=not missing)
    entries.collect(chain(pairs.unread, pairs.rows), keep=not missing)
    entries.weights = pairs.weights
    for line, rule, number, names in pairs.apart:
        entries.problems.append(
            problem(rule, line, party, names[0], count=number, parties=len(names))
        )
        entries.rejections.append(Rejection(line, rule, (), False, number))
    return entries, pairs.count


def _missing(entries: Entries, columns: Columns, home: str) -> bool:
    """Tell which column the table cannot do without; one party may be the focus."""
    choice = columns.choice
    missing = [name for name in PARTIES if name not in choice.fields]
    if choice.both:
        missing = []
    if len(missing) == 1 and home:
        entries.focus = home
        if missing == ["party_b"]:  # the partners stand second
            choice.fields["party_b"] = choice.fields.pop("party_a")
            if "party_a" in choice.beside:
                choice.beside["party_b"] = choice.beside.pop("party_a")
            entries.__post_init__()
        missing = []
    if not any(name in choice.fields for name in DATES[:2]):
        missing.append("signed")
    for title, lists in choice.undecided.items() if missing else ():
        names = ", ".join(country_codes.TITLES[each] for each in lists) or "?"
        columns.problems.append(problem("code-list", None, title, lists=names))
    for name in missing:
        columns.problems.append(problem("column", None, name))
    return bool(missing)

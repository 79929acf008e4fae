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
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, islice
from pathlib import Path

from geo.model import country_names
from geo.model.package import Package, span_of
from geo.model.treaties import Treaty
from geo.storage import DATA
from geo.tables.user import columns, text_file, workbook
from geo.tables.user import dates as user_dates
from geo.tables.user import header as user_header
from geo.tables.user import package as user_package
from geo.tables.user.columns import BY_NAME, DATES, PARTIES
from geo.tables.user.dates import Order
from geo.tables.user.messages import Problem, problem
from geo.tables.user.package import Found
from geo.tables.user.rows import Entries
from geo.tables.user.text_file import Grid, Line, Refused
from geo.text import quoted

VERSION = "own table"
TEMPLATE = DATA / "template.csv"

_HEAD = 40  # rows in which the header is looked for, and whose cells are looked at


@dataclass(frozen=True)
class UserTable:
    """What became of a file. ``package`` holds its valid rows and nothing else."""

    file_name: str
    package: Package
    refusal: str = ""  # one sentence where the file was not read at all
    headers: tuple[str, ...] = ()
    mapping: dict[str, str] = field(default_factory=dict)  # field -> header
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    day_first: bool | None = None  # None: no such dates, or dates of both orders
    dated: str = ""  # where the day of the table is from: "given", "package", "today"
    rows: int = 0
    valid: int = 0
    warned: int = 0  # of the valid ones
    rejected: int = 0
    problems: tuple[Problem, ...] = ()
    focus: str = ""  # the country asked for, where it is a party
    focus_options: tuple[tuple[str, int], ...] = ()  # (code, instruments), most first
    lines: dict[str, int] = field(default_factory=dict)  # treaty id -> line of the file


def read(
    data: bytes,
    file_name: str,
    *,
    as_of: date | None = None,
    mapping: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    focus: str | None = None,
) -> UserTable:
    """Take in a file.

    Args:
        data: its bytes.
        file_name: what the reader calls it; shown, never opened.
        as_of: the day the table speaks of; left out, the one its data package says,
            else today.
        mapping: field -> header, over the guess; a blank header takes a field off.
        day_first: the order of 05/04/2010, where the reader says it.
        focus: the focal country, by code or name. A table with one party only is read
            as its partners.
    """
    try:
        text_file.size_of(len(data))
        options = (file_name, as_of, mapping, day_first, focus)
        return _taken(*_opened(data, file_name), *options)
    except Refused as refusal:
        return refused(file_name, as_of, str(refusal))


def read_path(
    path: Path,
    *,
    as_of: date | None = None,
    mapping: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    focus: str | None = None,
) -> UserTable:
    """Take in a file or a data package's folder; the arguments are those of ``read``.

    A table that a data package in its folder lists brings the claims beside it.

    Raises:
        OSError: it cannot be opened.
    """
    name = Path(os.path.abspath(path)).name or "table"  # "." and ".." have none
    options = (name, as_of, mapping, day_first, focus)
    try:
        if path.is_dir():
            found = user_package.of_folder(path)
            return _taken(_table(found), found, *options)
        text_file.size_of(path.stat().st_size)
        source, found = _opened(path.read_bytes(), name)
        return _taken(
            source, found if found.table else user_package.beside(path), *options
        )
    except Refused as refusal:
        return refused(name, as_of, str(refusal))


def template() -> bytes:
    """A table with one good row, to fill in."""
    return TEMPLATE.read_bytes()


def refused(file_name: str, as_of: date | None, why: str) -> UserTable:
    """A file that was not read, and why."""
    day = as_of or date.today()
    return UserTable(file_name, _package((), day, file_name), refusal=why)


def _package(treaties: Sequence[Treaty], as_of: date, file_name: str) -> Package:
    span = span_of(treaties, as_of.year)
    return Package(tuple(treaties), (), (), (), VERSION, as_of, span, file_name)


# --- the file ---


def _opened(data: bytes, file_name: str) -> tuple[Grid, Found]:
    """The rows of the file by its content, and the package they are from, if any."""
    if not data.startswith(b"PK"):
        return text_file.text(data), Found()
    if file_name.lower().endswith((".csv", ".tsv", ".txt", ".tab")):
        raise Refused(
            "The file is named as text and is a zip or an Excel workbook by its "
            "content. Give it its right name (.xlsx, .zip), or save it as CSV UTF-8."
        )
    parts = workbook.archive(data)
    if workbook.is_workbook(parts):
        return workbook.read(parts, user_header.score), Found()
    found = user_package.of_zip(parts)
    return _table(found), found


def _table(found: Found) -> Grid:
    text_file.size_of(len(found.table))
    told = [found.others] if found.others else []
    return replace(
        text_file.text(found.table), sheet=found.name, passed_over=" ".join(told)
    )


# --- the rows ---


def _taken(
    source: Grid,
    found: Found,
    file_name: str,
    given: date | None,
    mapping: Mapping[str, str] | None,
    day_first: bool | None,
    focus: str | None,
) -> UserTable:
    told: list[Problem] = []
    as_of = given or found.as_of or date.today()
    rows = (row for row in source.rows if _filled(row))
    first = list(islice(rows, _HEAD))
    if not first:
        raise Refused("The table is empty: no row holds anything.")
    reader, order = country_names.Reader(), Order(day_first)

    def is_party(text: str) -> bool:
        return not text.strip().isdigit() and bool(reader.read(text).code)

    def is_date(text: str) -> bool:
        return user_dates.read(text, order).date is not None

    headers, below, said = user_header.find(first, is_party)
    told += said
    sample = [row for _, row in below if isinstance(row, list)]
    guessed = columns.guess(headers, sample, is_party, is_date)
    fields, wrong = columns.chosen(mapping, headers, guessed)
    told += [problem("mapping", f"{quoted(w)} cannot be chosen") for w in wrong[:50]]
    told += _unread(source, headers, fields)
    home = reader.read(focus, code=True).code if focus else ""

    entries = Entries({f: [] for f in fields}, [], fields, order, as_of)
    entries.epoch = user_dates.EPOCH_1904 if source.mac_calendar else user_dates.EPOCH
    entries.of_workbook = bool(source.sheet and not source.encoding)
    for name in DATES:
        order.hint(fields.get(name, ""))
    missing = _missing(entries, fields, home, told)
    count = entries.collect(chain(below, rows), headers, keep=not missing)
    entries.judge()
    treaties = entries.treaties
    if found.claims:
        treaties = user_package.attached(treaties, found.claims, told)
    tally = Counter(code for t in treaties for code in (t.party_a, t.party_b))
    if focus and home not in tally:
        what = f"{quoted(focus)} is no party of a valid row"
        told.append(problem("focus", what, None, "", focus))
    by_line = sorted(entries.problems, key=lambda p: p.line or 0)
    valid = len(treaties)
    return UserTable(
        file_name=file_name,
        package=_package(treaties, as_of, file_name),
        headers=tuple(headers),
        mapping=fields,
        encoding=source.encoding,
        delimiter=source.delimiter,
        sheet=source.sheet,
        day_first=order.day_first,
        dated="given" if given else "package" if found.as_of else "today",
        rows=count,
        valid=valid,
        warned=len(entries.warned & set(entries.kept.values())),
        rejected=count - valid,
        problems=(*told, *by_line),
        focus=home if home in tally else "",
        focus_options=tuple(
            sorted(tally.items(), key=lambda item: (-item[1], item[0]))
        ),
        lines=entries.kept,
    )


def _filled(row: Line) -> bool:
    cells = row[1]
    return not isinstance(cells, list) or any(cell.strip() for cell in cells)


def _unread(
    source: Grid, headers: Sequence[str], fields: Mapping[str, str]
) -> Iterable[Problem]:
    if source.passed_over:
        yield problem("passed-over", source.passed_over)
    used = set(fields.values())
    unused = [quoted(user_header) for header in headers if user_header not in used]
    if unused:
        yield problem("unused-column", f"not read: {', '.join(unused)}")


def _missing(
    entries: Entries, fields: dict[str, str], home: str, told: list[Problem]
) -> bool:
    """Tell which column the table cannot do without; one party may be the focus."""
    lost = [name for name in PARTIES if name not in fields]
    if len(lost) == 1 and home:
        entries.focus = home
        lost = []
    if not any(name in fields for name in DATES[:2]):
        lost.append("signed")
    for name in lost:
        title = BY_NAME[name].title_en
        told.append(problem("column", f"no column is known as '{title}'", None, name))
    return bool(lost)

"""The account of a table that was read: its package, problems, and every outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from geo.model import country_codes
from geo.model.coverage import ALL
from geo.model.package import Package, span_of
from geo.model.reading import NO_FILE, Reading
from geo.model.treaties import Treaty
from geo.model.treaty_fields import DATES, PARTIES
from geo.tables.problems import Problem, problem
from geo.tables.user import column_choice, duplicates, package
from geo.tables.user.package import PackageTable
from geo.tables.user.rows import SET_ASIDE, Entries
from geo.tables.user.text_file import Grid
from geo.tables.user.user_table import Columns, Options, Outcome, UserTable
from geo.text import quoted

VERSION = "own table"

_PREVIEW = 8  # rows shown to a reader who chooses columns


def package_of(
    treaties: Sequence[Treaty],
    as_of: date,
    file_name: str,
    reading: Reading = NO_FILE,
) -> Package:
    last = as_of.year
    if reading.coverage.years:  # the years after it are no part of the slider
        acts = (d.year for t in treaties for d in (t.signed, t.in_force) if d)
        last = min(last, max(reading.coverage.years[1], *acts))
    span = span_of(treaties, last)
    rest = (VERSION, as_of, span, file_name)
    return Package(tuple(treaties), (), (), (), *rest, reading=reading)


def result(
    source: Grid,
    package_table: PackageTable,
    file_name: str,
    options: Options,
    columns: Columns,
    entries: Entries,
    count: int,
    home: str,
) -> UserTable:
    """The account of a table that was read.

    Args:
        source: the rows of the file, and how they were read from it.
        count: rows below the header.
        home: the code of the focal country asked for, or blank.
    """
    problems, choice = columns.problems, columns.choice
    treaties = _treaties(entries, package_table, options, problems)
    kept_rows = _rows_read(entries)
    lines = {t.id: entries.line_of[t.id] for t in treaties}
    # A row of a union of states is two treaties and one row.
    lines_kept = set(lines.values())
    valid = len(lines_kept)
    not_read = count - kept_rows
    _doubt(columns, entries, treaties, count, kept_rows)
    tally = Counter(code for t in treaties for code in (t.party_a, t.party_b))
    if options.focus and home not in tally:
        problems.append(problem("focus", None, "", options.focus))
    by_line = sorted(entries.problems, key=lambda p: p.line or 0)
    as_of = entries.as_of
    reading = _reading(count, kept_rows, kept_rows - valid, entries, columns)
    return UserTable(
        file_name=file_name,
        package=package_of(treaties, as_of, file_name, reading),
        headers=tuple(columns.headers),
        mapping={n: h for n, h in choice.fields.items() if h in columns.headers},
        beside=dict(choice.beside),
        columns=column_choice.ratings(choice, options.mapping or {}),
        preview=_preview(columns),
        read_as=_read_as(columns, entries),
        encoding=source.encoding,
        delimiter=source.delimiter,
        kind=source.kind,
        sheet=source.sheet,
        sheets=source.sheets,
        schemes=dict(choice.schemes),
        recipe=columns.recipe.title if columns.recipe else "",
        day_first=columns.readers.order.day_first,
        dated=_day_from(options, package_table),
        rows=count,
        valid=valid,
        merged=kept_rows - valid,
        warned=len(entries.warning_lines & lines_kept),
        rejected=not_read,
        undated=sum(not (t.signed or t.in_force) for t in treaties),
        problems=(*problems, *by_line),
        focus=home if home in tally else "",
        focus_options=tuple(sorted(tally.items(), key=lambda i: (-i[1], i[0]))),
        lines=lines,
        outcomes=_outcomes(entries, treaties),
    )


def _rows_read(entries: Entries) -> int:
    """The rows of the file that became treaties: a line may stand for several."""
    weight = dict(zip(entries.lines, entries.weights, strict=False))
    return sum(weight.get(line, 1) for line in set(entries.line_of.values()))


def _treaties(
    entries: Entries,
    package_table: PackageTable,
    options: Options,
    problems: list[Problem],
) -> list[Treaty]:
    """The treaties of the rows, each once, with the claims that the package lists."""
    unique = duplicates.UniqueTreaties(tuple(entries.treaties))
    if not options.keep_duplicates:
        unique = duplicates.without_repeats(entries.treaties, _years(entries))
        _tell_again(unique, entries)
    if entries.notes:
        first, number = entries.notes[0], len(entries.notes)
        entries.problems.append(problem("note-rows", first, count=number))
    treaties = list(unique.treaties)
    if package_table.claims:
        treaties = package.with_claims(treaties, package_table.claims, problems)
    return treaties


def _day_from(options: Options, package_table: PackageTable) -> str:
    """Where the day that a table speaks of is from."""
    if options.as_of:
        return "given"
    return "package" if package_table.as_of else "today"


def _years(entries: Entries) -> dict[str, str]:
    """The year of each row, by the id of its treaty, where there is such a column."""
    if "yearly" not in entries.cells:
        return {}
    by_line = dict(zip(entries.lines, entries.cells["yearly"], strict=True))
    return {t.id: by_line[entries.line_of[t.id]].strip() for t in entries.treaties}


def _tell_again(again: duplicates.UniqueTreaties, entries: Entries) -> None:
    for rule, ids in (
        ("duplicate", again.duplicates),
        ("mirrored", again.mirrored),
        ("yearly", again.yearly),
    ):
        if ids:
            line = entries.line_of[ids[0]]
            entries.problems.append(problem(rule, line, count=len(ids)))


def _doubt(
    columns: Columns,
    entries: Entries,
    treaties: Sequence[Treaty],
    count: int,
    valid: int,
) -> None:
    """Tell what makes the table too doubtful to draw without a word of its reader."""
    problems = columns.problems
    if valid and valid * 2 < count:
        problems.append(problem("under-half", read=valid, rows=count))
    choice = columns.choice
    in_use = set(choice.fields.values())
    if treaties and (alone := [h for h in choice.by_cells if h in in_use]):
        names = ", ".join(quoted(header) for header in alone)
        problems.append(problem("cells-alone", columns=names))
    for name, number in entries.years_as_days.items():
        if number * 2 > len(treaties):
            header = choice.fields[name]
            problems.append(problem("years-as-days", None, header, count=number))
    if duplicates.panel(treaties):
        problems.append(problem("panel", None, choice.fields.get("signed", "")))


def _reading(
    count: int, valid: int, duplicates: int, entries: Entries, columns: Columns
) -> Reading:
    """The record of the reading that the package carries."""
    reasons: Counter[str] = Counter()
    names: set[tuple[str, str]] = set()
    for rejection in entries.rejections:
        reasons[rejection.rule] += rejection.weight
        if rejection.rule in SET_ASIDE:
            continue
        for code in rejection.codes:
            others = [c for c in rejection.codes if c != code]
            if others:
                names.update((code, other) for other in others)
            elif rejection.open:
                names.add((code, ""))
    rest = count - valid - sum(reasons.values())
    if rest > 0:
        reasons["column"] += rest
    schemes = columns.choice.schemes.values()
    lists = (s for s in schemes if s not in ("iso3", "iso2"))
    recipe = columns.recipe
    scheme = next(lists, "")
    return Reading(
        rows=count,
        read=valid,
        merged=duplicates,
        reasons=tuple(sorted(reasons.items(), key=lambda i: (-i[1], i[0]))),
        mentions=tuple(sorted(names)),
        scheme=country_codes.TITLES.get(scheme, ""),
        recipe=recipe.title if recipe else "",
        coverage=recipe.coverage if recipe else ALL,
        unions=tuple(sorted(entries.unions.items())),
    )


def _preview(columns: Columns) -> tuple[tuple[str, ...], ...]:
    width = len(columns.headers)
    rows = [row for _, row in columns.ahead if isinstance(row, list)][:_PREVIEW]
    return tuple(tuple((row + [""] * width)[:width]) for row in rows)


def _read_as(columns: Columns, entries: Entries) -> tuple[tuple[str, ...], ...]:
    """The first rows once more, a party as its code and a date as it was read."""
    by_line = {line: i for i, (line, _) in enumerate(columns.ahead[:_PREVIEW])}
    places = {header: n for n, header in enumerate(columns.headers)}
    rows = [[""] * len(columns.headers) for _ in range(len(by_line))]
    for treaty in entries.treaties[: 4 * _PREVIEW]:
        row = by_line.get(entries.line_of[treaty.id])
        if row is None:
            continue
        for name in (*PARTIES, *DATES):
            place = places.get(columns.choice.fields.get(name, ""))
            if place is not None:
                text, before = str(getattr(treaty, name) or ""), rows[row][place]
                union = name in PARTIES and before and text not in before.split()
                rows[row][place] = f"{before} {text}" if union else text
    return tuple(map(tuple, rows))


def _outcomes(entries: Entries, treaties: Sequence[Treaty]) -> tuple[Outcome, ...]:
    """What became of each row, by its line."""
    by_line = dict.fromkeys(entries.line_of.values(), "again")
    for treaty in treaties:
        on_map = treaty.signed or treaty.in_force
        by_line[entries.line_of[treaty.id]] = "drawn" if on_map else "undated"
    by_line |= {rejection.line: rejection.rule for rejection in entries.rejections}
    return tuple(Outcome(line, by_line[line]) for line in sorted(by_line))

"""Which column of a table holds which field: a judgement with its reasons.

A header proposes, the cells decide. Every column that could be a party or a date is
rated; a name and its code are one party; two columns that agree in every row are one;
what only looks like a field (a place of signing, a volume, a day of retrieval) is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile

from geo.model import country_codes
from geo.model.treaty_fields import DATES, PARTIES
from geo.tables.user import party_columns
from geo.tables.user.column_kinds import ColumnReaders, Kind, is_bilateral, judge
from geo.tables.user.columns import BY_NAME, told_by
from geo.tables.user.header_words import Meaning
from geo.tables.user.judged_columns import Choice, Column, ColumnRating

_PARTS = ("year", "month", "day")


def choose(
    headers: Sequence[str],
    sample: Sequence[Sequence[str]],
    readers: ColumnReaders,
    *,
    focus: bool = False,
    codes: str = "",
) -> Choice:
    """The fields of a table.

    Args:
        headers: the names of the columns.
        sample: rows, as many as were read ahead.
        looked: the readers of parties and dates.
        focus: whether the first party is said; then one column of partners is enough.
        codes: the code list the reader says the numbers are of.
    """
    columns = []
    for number, header in enumerate(headers):
        cells = tuple(row[number] if len(row) > number else "" for row in sample)
        kind = judge(header, cells, readers, codes)
        meaning = _likeliest(told_by(header), kind)
        columns.append(Column(number, header, meaning, kind, cells))
    choice = Choice(kinds={c.header: c.kind for c in columns})
    party_columns.choose_parties(columns, choice, readers, focus)
    _dates(columns, choice)
    _texts(columns, choice)
    choice.yearly = _yearly(columns, choice)
    choice.form = next((c.header for c in columns if _is_form(c)), "")
    party_columns.choose_key(columns, choice, focus)
    choice.fields = {n: choice.fields[n] for n in BY_NAME if n in choice.fields}
    choice.ratings = tuple(_rating(column, choice) for column in columns)
    return choice


def _yearly(columns: Sequence[Column], choice: Choice) -> str:
    """The column of years of a table that has a row for each year of a treaty."""
    if not choice.fields.get("signed"):
        return ""
    in_use = choice.columns_in_use()
    for column in columns:
        meaning = column.meaning
        bare = (
            meaning is not None and meaning.part == "year" and column.hints == "signed"
        )
        if bare and column.header not in in_use and column.kind.years >= 0.95:
            return column.header
    return ""


def _is_form(column: Column) -> bool:
    """Whether a column says of each treaty that it is bilateral, or is not."""
    asks = is_bilateral(column.header) is not None
    return column.kind.forms > 0.8 or (asks and column.kind.yes_no > 0.8)


def _likeliest(meanings: Sequence[Meaning], kind: Kind) -> Meaning | None:
    """Of the meanings of a header the one that its cells bear out."""
    for meaning in meanings:
        if meaning.field in PARTIES and kind.party >= 0.5 > kind.yes_no:
            return meaning
        if meaning.field == "status" and kind.statuses >= 0.5 and kind.dates < 0.5:
            return meaning
        if meaning.field in DATES and kind.dates >= 0.8:
            return meaning
    return meanings[0] if meanings else None


def change(
    choice: Choice, mapping: Mapping[str, str], headers: Sequence[str]
) -> list[str]:
    """Make a reader's changes; the ones that could not be made are returned.

    A blank header takes a field off the table.
    """
    wrong = []
    for name, header in mapping.items():
        if name not in BY_NAME or (header and header not in headers):
            wrong.append(f"{name}: {header}")
        elif header and header != choice.fields.get(name):
            choice.give(name, header)
        elif header:
            choice.by_cells = [h for h in choice.by_cells if h != header]
        else:
            choice.fields.pop(name, None)
            choice.beside.pop(name, None)
            choice.parts.pop(name, None)
    a, b = (choice.fields.get(name) for name in PARTIES)
    if a and a == b:
        choice.both = True
        del choice.fields["party_b"]
    choice.by_cells = [h for h in choice.by_cells if h not in mapping.values()]
    choice.fields = {n: choice.fields[n] for n in BY_NAME if n in choice.fields}
    return wrong


def ratings(choice: Choice, mapping: Mapping[str, str]) -> tuple[ColumnRating, ...]:
    """Each column as it is read in the end, with what the reader changed."""
    fields = {header: name for name, header in choice.fields.items()}
    headers = {header for header in mapping.values() if header}
    ratings = []
    for each in choice.ratings:
        name = fields.get(each.header, "")
        is_read = each.header in choice.columns_in_use()
        if name and name != each.field:
            reason = "chosen" if each.header in headers else "recipe"
            each = ColumnRating(each.header, name, 1.0, reason)
        elif each.field and not is_read:
            each = ColumnRating(each.header)
        ratings.append(each)
    return tuple(ratings)


# --- the dates ---


def _dates(columns: Sequence[Column], choice: Choice) -> None:
    in_use = set(choice.fields.values()) | set(choice.beside.values())
    free = [c for c in columns if c.header not in in_use]
    for name in DATES:
        whole = [c for c in free if c.hints == name and _is_date(c)]
        parts = _parts_of([c for c in free if c.hints == name])
        best = min(whole, key=_date_rank, default=None)
        in_parts = len(parts) > 1 and "year" in parts
        rough = best is None or best in parts.values() or best.kind.years >= 0.95
        if in_parts and rough:
            choice.fields[name] = parts["year"].header
            choice.parts[name] = {part: c.header for part, c in parts.items()}
        elif best:
            choice.fields[name] = best.header
    if not any(name in choice.fields for name in DATES[:2]):
        alone = [c for c in free if not c.hints and c.kind.dates >= 0.8]
        alone = [c for c in alone if c.kind.numbers < 0.5 or c.kind.years >= 0.95]
        if alone:
            choice.fields["signed"] = alone[0].header
            choice.by_cells.append(alone[0].header)


def _parts_of(columns: Sequence[Column]) -> dict[str, Column]:
    """The columns of a date's parts.

    Of two years the one is taken whose header is most like that of the month or the
    day: beside ``dyad_st_month`` it is ``dyad_st_year``, not ``year``.
    """
    able = {part: [c for c in columns if _is_part(c, part)] for part in _PARTS}
    by_part = {part: able[part][-1] for part in _PARTS if able[part]}
    finer = by_part.get("month") or by_part.get("day")
    if finer and len(able["year"]) > 1:
        other = finer.header
        by_part["year"] = max(
            able["year"], key=lambda c: (_alike(c.header, other), c.number)
        )
    return by_part


def _alike(one: str, other: str) -> int:
    """How many characters two headers begin with together."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _date_rank(column: Column) -> tuple[bool, int, int]:
    meaning = column.meaning
    return (
        bool(meaning and meaning.part),
        meaning.rank if meaning else 0,
        column.number,
    )


def _is_date(column: Column) -> bool:
    kind = column.kind
    if not kind.filled:
        return column.names in DATES
    if kind.yes_no > 0.8 or kind.statuses > 0.8 or kind.addresses > 0.5:
        return False
    # The header is believed where few cells can be read; they are told one by one.
    if column.names in DATES:
        return kind.dates > 0 or kind.longest <= 40
    return kind.dates >= 0.5


def _is_part(column: Column, part: str) -> bool:
    meaning, kind = column.meaning, column.kind
    if not meaning or meaning.part != part or not kind.filled:
        return False
    return kind.numbers >= 0.8 or (part == "month" and kind.longest <= 12)


# --- the rest ---


def _texts(columns: Sequence[Column], choice: Choice) -> None:
    in_use = set(choice.fields.values()) | set(choice.beside.values())
    in_use |= {h for parts in choice.parts.values() for h in parts.values()}
    ranks: dict[str, int] = {}
    for column in columns:
        meaning = column.meaning
        if column.names == "terminated" and column.kind.yes_no > 0.8:
            choice.ended = column.header
        if meaning is None or column.header in in_use or not _fits(column):
            continue
        name = "status" if column.names == "in_force" else meaning.field
        if name not in BY_NAME or name in (*DATES, *PARTIES):
            continue
        if name not in ranks or meaning.rank < ranks[name]:
            choice.fields[name], ranks[name] = column.header, meaning.rank


def _fits(column: Column) -> bool:
    """Whether the cells are what the header says, for fields that are text."""
    kind, names = column.kind, column.hints
    if names == "in_force":
        return bool(kind.filled) and max(kind.yes_no, kind.statuses) > 0.8
    if names == "text_url":
        sure = column.meaning is not None and column.meaning.rank < 12
        return sure or kind.addresses > 0.3
    if names == "status":
        return column.names == "status" or kind.statuses > 0.3
    if names == "id":
        return column.names == "id" and kind.longest <= 200
    if names in ("title", "signed_place"):
        return column.names == names or not column.kind.addresses
    return bool(column.names)


# --- reasons ---


def _rating(column: Column, choice: Choice) -> ColumnRating:
    """Why a column is read as it is, or is not read."""
    header, kind = column.header, column.kind
    name = next((n for n, h in choice.fields.items() if h == header), "")
    beside = next((n for n, h in choice.beside.items() if h == header), "")
    part = next((n for n, p in choice.parts.items() if header in p.values()), "")
    share = f"{100 * kind.party:.0f}"
    if name in PARTIES or beside:
        if choice.both:
            percent = f"{100 * kind.pairs:.0f}"
            return ColumnRating(
                header, name, kind.pairs, "pairs", (("share", percent),)
            )
        values = (("share", share), ("field", name or beside))
        if scheme := choice.schemes.get(header):
            values_of_codes = (*values, ("scheme", country_codes.TITLES[scheme]))
            return ColumnRating(
                header, name or beside, kind.codes, "codes", values_of_codes
            )
        reason = "cells" if header in choice.by_cells else "names"
        return ColumnRating(header, name, kind.party, reason, values)
    if name in DATES or part:
        values = (("share", f"{100 * kind.dates:.0f}"), ("field", name or part))
        reason = "cells" if header in choice.by_cells else "dates"
        if part and part in choice.parts:
            reason = "part"
        return ColumnRating(header, name or part, kind.dates or 1.0, reason, values)
    if header == choice.key:
        return ColumnRating(header, "id", 1.0, "key")
    if name:
        return ColumnRating(header, name, 0.9, "header", (("field", name),))
    if header in choice.undecided:
        return ColumnRating(header, "", 0.0, "undecided")
    if column.hints and column.hints not in BY_NAME:
        return ColumnRating(header, "", 0.0, f"is-{column.hints}")
    if kind.yes_no > 0.8:
        return ColumnRating(header, "", 0.0, "yes-no")
    return ColumnRating(header, "", 0.0, "blank" if not kind.filled else "none")

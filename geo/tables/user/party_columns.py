"""Which columns hold the two parties: a name and its code are one, a place is none.

Where only one party has a column, the rows of one treaty may belong together by a key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.model import country_codes
from geo.model.cell_words import is_blank
from geo.model.former_states import Former
from geo.model.treaty_fields import DATES, PARTIES
from geo.tables.user.column_kinds import ColumnReaders
from geo.tables.user.columns import PARTIAL
from geo.tables.user.header_words import words_of
from geo.tables.user.judged_columns import Choice, Column

#: Shares of the cells: of parties where no header names one; of rows in which a name
#: and its code agree.
_ALONE, _AGREE = 0.7, 0.9


def choose_parties(
    columns: Sequence[Column], choice: Choice, readers: ColumnReaders, focus: bool
) -> None:
    scores = {c.number: _as_party(c) for c in columns}
    able = [c for c in columns if scores[c.number] > 0]
    for column in columns:
        if column.hints in PARTIES and _is_unsettled(column):
            choice.undecided[column.header] = column.kind.undecided
    sides = _sides(able, readers)
    best = sorted(sides, key=lambda s: (-max(scores[c.number] for c in s), s[0].number))
    pair = max(columns, key=lambda c: (_as_pair(c), -c.number), default=None)
    strong = [s for s in best if max(scores[c.number] for c in s) >= 1]
    if pair and _as_pair(pair) > 0 and len(strong) < 2:
        choice.fields["party_a"] = pair.header
        choice.both = True
        return
    two = _two(best, scores, focus)
    for name, side in zip(PARTIES, two, strict=False):
        _take(name, side, choice, scores)
    if len(two) == 1:
        only = two[0]
        if any(c.meaning and c.meaning.side == 2 for c in only) or focus:
            choice.fields["party_b"] = choice.fields.pop("party_a")
            if "party_a" in choice.beside:
                choice.beside["party_b"] = choice.beside.pop("party_a")
    in_use = {c.number for side in two for c in side}
    choice.further = [
        c.header
        for side in best
        for c in side[:1]
        if c.number not in in_use and len(two) == 2 and _third(c)
    ]


def _third(column: Column) -> bool:
    """``Party 3``: a header that numbers parties beyond two."""
    last = words_of(column.header)[-1:]
    return last != () and last[0] in _BEYOND and column.hints in ("", *PARTIES)


_BEYOND = frozenset({*"3456789cdef", "third", "fourth", "fifth"})


def _as_party(column: Column) -> float:
    """How likely a column is one party: 0 it is none, from 1 on its header says so."""
    kind, share = column.kind, column.kind.party
    if kind.yes_no > 0.8 or kind.dates > 0.8 or kind.addresses > 0.5 or not kind.filled:
        return 0.0
    has_side = bool(column.meaning and column.meaning.side)
    if kind.pairs + kind.many > max(share, 0.2) and not has_side:
        return 0.0
    if column.names in PARTIES:
        # The header is believed even where few cells are known, not where all are text.
        in_words = kind.numbers < 0.5 or share > 0 or has_side
        by_name = in_words and kind.longest < 90
        return 1.2 + share if by_name and not _is_unsettled(column) else 0.0
    if column.hints in PARTIES:
        return 1 + share if share >= 0.4 and not _is_unsettled(column) else 0.0
    if column.hints in ("status", "title", "region") and kind.names >= 0.9:
        return 0.5 + share if kind.statuses < 0.5 and column.names else 0.0
    if column.hints:
        return 0.0
    wordy = kind.names >= _ALONE
    by_code = kind.codes >= _ALONE and kind.scheme in _LETTERED and kind.distinct > 3
    if kind.distinct == 2 and kind.filled > 5:
        return 0.0
    return share * 0.8 if wordy or by_code else 0.0


_LETTERED = ("iso3", "iso2", "cow_abbrev", "gw_abbrev", "ioc", "world_bank")


def _is_unsettled(column: Column) -> bool:
    """Numbers that may be of several lists."""
    kind = column.kind
    return kind.numbers > 0.5 and kind.names < 0.5 and not kind.scheme


def _as_pair(column: Column) -> float:
    """How likely a column holds both parties."""
    kind = column.kind
    if kind.pairs < 0.3 or kind.pairs + kind.many < 0.6 or kind.names > 0.4:
        return 0.0
    if column.meaning and column.meaning.side == 1 and column.meaning.rank < PARTIAL:
        return 0.0
    if column.hints in PARTIES:
        return 2 + kind.pairs
    if column.names == "title":
        return 1 + kind.pairs
    return 0.0 if column.names else 0.5 + kind.pairs / 2


def _sides(able: Sequence[Column], readers: ColumnReaders) -> list[list[Column]]:
    """Columns of one party put together: a name and its code agree in every row."""
    parties = {c.number: [_read(c, text, readers) for text in c.cells] for c in able}
    sides: list[list[Column]] = []
    for column in able:
        for side in sides:
            if all(_agree(column, other, parties) for other in side):
                side.append(column)
                break
        else:
            sides.append([column])
    return sides


def _agree(one: Column, other: Column, parties: Mapping[int, list[str]]) -> bool:
    sides = {c.meaning.side for c in (one, other) if c.meaning and c.meaning.side}
    if len(sides) > 1:
        return False
    pairs = [
        (a, b) for a, b in zip(parties[one.number], parties[other.number], strict=True)
    ]
    pairs = [(a, b) for a, b in pairs if a and b]
    same = sum(a == b for a, b in pairs)
    return bool(pairs) and same >= _AGREE * len(pairs)


def _read(column: Column, text: str, readers: ColumnReaders) -> str:
    """What a cell says, for comparison alone: a code, or a former state's name."""
    text = text.strip()
    if is_blank(text):
        return ""
    if column.kind.scheme:
        state = country_codes.decode(column.kind.scheme, text)
        if state is not None:
            return state.title if isinstance(state, Former) else state
    return readers.parties.read_name(text).code if readers.is_name(text) else ""


def _two(
    best: list[list[Column]], scores: Mapping[int, float], focus: bool
) -> list[list[Column]]:
    """The sides that are the two parties, in the order of the table."""
    by_side: dict[int, list[list[Column]]] = {1: [], 2: []}
    for side in best:
        for number in by_side:
            if any(c.meaning and c.meaning.side == number for c in side):
                by_side[number].append(side)
    if by_side[1] and by_side[2]:
        return [by_side[1][0], by_side[2][0]]
    by_header = [s for s in best if max(scores[c.number] for c in s) >= 1]
    able = by_header if focus and by_header else best
    two = able[:2]
    if len(two) == 2 and by_side[1] and two[1] in by_side[1]:
        return two[::-1]
    if len(two) == 2 and not (by_side[1] or by_side[2]):
        two.sort(key=lambda side: side[0].number)
    if len(two) == 2 and by_side[2] and two[0] in by_side[2]:
        return two[::-1]
    return two


def _take(
    name: str, side: list[Column], choice: Choice, scores: Mapping[int, float]
) -> None:
    """The column of a party, and the one beside it: a name first, then its code."""
    in_words = [c for c in side if c.kind.names >= c.kind.codes]
    in_codes = [c for c in side if c.kind.codes > c.kind.names and c.kind.scheme]
    best = max(in_words, key=lambda c: scores[c.number], default=None)
    code = max(in_codes, key=_usual_code, default=None)
    first = best or code
    if first is None:
        return
    choice.fields[name] = first.header
    for column in (best, code):
        if column and column.kind.scheme and column.kind.codes > 0:
            choice.schemes[column.header] = column.kind.scheme
    if best and code:
        choice.beside[name] = code.header
    few = first.kind.scheme == "iso2" and first.kind.distinct < 8
    unsaid = few and not country_codes.scheme_of_header(first.header)
    if max(scores[c.number] for c in side) < 1 or (unsaid and not best):
        choice.by_cells.append(first.header)


def _usual_code(column: Column) -> tuple[bool, float]:
    return column.kind.scheme in ("iso3", "iso2"), column.kind.codes


def choose_key(columns: Sequence[Column], choice: Choice, focus: bool) -> None:
    """Where only one party has a column, the rows may belong together by a key."""
    if focus or choice.both or all(n in choice.fields for n in PARTIES):
        return
    name = next((n for n in PARTIES if n in choice.fields), "")
    if not name:
        return
    by_header = {c.header: c for c in columns}
    party = by_header[choice.fields[name]]
    dates = [by_header[choice.fields[n]] for n in DATES if n in choice.fields]
    for column in columns:
        if column is not party and _is_key(column) and _joins(column, party, dates):
            choice.key = column.header
            choice.fields["party_a"] = choice.fields.pop(name)
            if name in choice.beside:
                choice.beside["party_a"] = choice.beside.pop(name)
            return


def _joins(key: Column, party: Column, dates: Sequence[Column]) -> bool:
    """Whether rows with one key are different parties of one treaty and one date."""
    groups: dict[str, list[int]] = {}
    for number, cell in enumerate(key.cells):
        if not is_blank(cell):
            groups.setdefault(cell.strip(), []).append(number)
    several = [rows for rows in groups.values() if len(rows) > 1]
    inside = sum(map(len, several))
    if inside < 0.5 * sum(map(len, groups.values())):
        return False
    different = sum(len({party.cells[n].strip() for n in rows}) for rows in several)
    same = sum(
        any(len({column.cells[n].strip() for n in rows}) == 1 for column in dates)
        for rows in several
    )
    return different >= 0.8 * inside and same >= 0.8 * len(several)


def _is_key(column: Column) -> bool:
    """Whether a column may say which rows are of one treaty."""
    kind = column.kind
    if (
        kind.party > 0.5
        or (kind.dates > 0.8 and kind.numbers < 0.8)
        or kind.yes_no > 0.8
    ):
        return False
    if column.hints in (*DATES, *PARTIES, "status", "retrieved", "volume", "region"):
        return False
    # A title is none: registers have many an "Agreement on trade".
    by_header = (
        column.hints == "id"
        or column.header.casefold().rstrip("0123456789")[-2:] == "id"
    )
    return by_header and 1 < kind.repeats < 60

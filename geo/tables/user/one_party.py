"""Tables with one party a row (treaty, state), put together as rows with two.

Rows belong together by the treaty they name. Two parties make a bilateral treaty;
a treaty with one party listed, or with three and more, is told apart and not drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from geo.model.cell_words import is_blank
from geo.tables.decode import Line

#: What a joined row is, by the number of its parties.
ALONE, MANY = "one-party", "multilateral"


@dataclass
class PairedRows:
    """The rows with two parties, each with the rows of the file it stands for.

    ``apart`` are treaties with another number of parties: line, rule, rows, parties.
    """

    rows: list[Line] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)
    apart: list[tuple[int, str, int, tuple[str, ...]]] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)
    count: int = 0


def join(
    rows: Iterable[Line],
    headers: Sequence[str],
    key: str,
    parties: Sequence[str],
    dates: Sequence[str],
) -> PairedRows:
    """The rows of each treaty as one, its second party in cells put after the others.

    Args:
        rows: of the file.
        headers: of its columns.
        key: the column that names the treaty.
        parties: the columns of the party: its name, and its code where there is one.
        dates: columns whose cells differ by party; a treaty is as old as the latest.
    """
    pairs = PairedRows()
    places = [headers.index(header) for header in parties]
    of_key = headers.index(key)
    of_dates = [headers.index(header) for header in dates]
    groups: dict[str, list[tuple[int, list[str]]]] = {}
    width = len(headers)
    for line, row in rows:
        pairs.count += 1
        if not isinstance(row, list) or len(row) > width:
            pairs.unread.append((line, row))
            continue
        row = row + [""] * (width - len(row))
        name = row[of_key].strip()
        groups.setdefault(f"\0{line}" if is_blank(name) else name, []).append(
            (line, row)
        )
    for group in groups.values():
        different: dict[str, tuple[int, list[str]]] = {}
        for line, row in group:
            different.setdefault(row[places[0]].strip().casefold(), (line, row))
        line, _ = group[0]
        if len(different) != 2:
            rule = ALONE if len(different) < 2 else MANY
            names = tuple(row[places[0]] for _, row in different.values())
            pairs.apart.append((line, rule, len(group), names))
            continue
        (_, one), (_, other) = different.values()
        whole = one + [other[place] for place in places]
        for place in of_dates:
            whole[place] = _later(one[place], other[place])
        pairs.rows.append((line, whole))
        pairs.weights.append(len(group))
    return pairs


def _later(one: str, other: str) -> str:
    """The later of two dates that sort as text; else the first that is there."""
    if is_blank(one):
        return other
    if is_blank(other) or one == other:
        return one
    sortable = one[:4].isdigit() and other[:4].isdigit() and len(one) == len(other)
    return max(one, other) if sortable else one

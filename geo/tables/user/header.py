"""The header of a reader's table, wherever in the first rows it stands.

A title may stand above it, cells may be merged across or down two lines, and there may
be none: what was made of it is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from geo.tables.decode import Line
from geo.tables.problems import Problem, problem
from geo.tables.user import columns, text_file
from geo.tables.user.refusal import Refused
from geo.text import quoted

#: Rows among which the header is looked for.
_FIRST = 30


def score(rows: Sequence[Sequence[str]]) -> int:
    """How many fields the best header among these rows names."""
    return _best(rows)[1]


def find(
    first: Sequence[Line], is_party: Callable[[str], bool]
) -> tuple[list[str], list[Line], list[Problem]]:
    """The headers, each with a name of its own; the rows below; what is to be said.

    Raises:
        Refused: no row can be read, or there are too many columns.
    """
    readable = [row for _, row in first if isinstance(row, list)]
    if not readable:
        raise Refused("quoting")
    place, fields, cells = _best(readable)
    if len(cells) > columns.MOST:
        raise text_file.too_wide(len(cells))
    problems = []
    if fields < 2 and sum(is_party(c) for c in cells[:20] if c.strip()) > 1:
        problems.append(problem("no-header"))
        return columns.unique([""] * len(cells))[0], list(first), problems
    at = next(i for i, (_, row) in enumerate(first) if row is readable[place])
    if place:
        line = first[at][0]
        problems.append(problem("header-line", line, number=line))
    unread = [line for line in first[:at] if not isinstance(line[1], list)]
    headers, odd = columns.unique(cells)
    for number, name in odd:
        shown_name = quoted(name)
        problems.append(
            problem("header", None, name, number=number + 1, name=shown_name)
        )
    return headers, [*unread, *first[at + 1 :]], problems


def _best(rows: Sequence[Sequence[str]]) -> tuple[int, int, list[str]]:
    """Where the header ends, how many fields it names, and its cells."""
    best = (0, 0, list(rows[0]))
    memo: dict = {}
    for number, row in enumerate(rows[:_FIRST]):
        choices = [(number, list(row))]
        if number + 1 < len(rows) and not all(cell.strip() for cell in row):
            choices.append((number + 1, _stack(row, rows[number + 1])))
        for last, cells in choices:
            if len(cells) <= columns.MOST:
                fields = len(columns.fields_of(columns.unique(cells)[0], memo))
                best = max(best, (last, fields, cells), key=lambda item: item[1])
    return best


def _stack(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Two lines as one header: a blank above is the rest of a merged cell."""
    cells, last = [], ""
    for number in range(max(len(above), len(below))):
        last = (above[number] if number < len(above) else "").strip() or last
        under = below[number].strip() if number < len(below) else ""
        cells.append(under if under == last else f"{last} {under}".strip())
    return cells

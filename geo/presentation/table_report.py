"""What became of a reader's own table, in the reader's language."""

from __future__ import annotations

from geo.presentation import problem_text, strings
from geo.tables.problems import Group
from geo.tables.user.user_table import UserTable

#: The columns of the list of problems, by the string of their title.
PROBLEM_COLUMNS = ("level", "rows", "column", "value", "what", "remedy", "lines")


def rows_drawn(table: UserTable, lang: str) -> str:
    """How many rows will be drawn, and how many will not."""
    number = table.valid - table.undated
    not_drawn = table.rows - number
    values = {"drawn": number, "rows": table.rows, "lost": not_drawn}
    texts = {name: strings.number(value, lang) for name, value in values.items()}
    return strings.word("own.drawn.some" if not_drawn else "own.drawn", lang, **texts)


def why_not(table: UserTable, lang: str) -> list[str]:
    """The causes that keep rows off the map, each with its number."""
    causes = [
        (number, strings.word(f"why.{rule}", lang))
        for rule, number in table.package.reading.reasons
    ]
    causes.append((table.merged, strings.word("own.lost.merged", lang)))
    causes.append((table.undated, strings.word("own.lost.undated", lang)))
    return [
        strings.paired(strings.number(number, lang), why, lang)
        for number, why in causes
        if number
    ]


def problem(group: Group, lang: str) -> dict[str, str | int]:
    """The problems of one cause as a row, by :data:`PROBLEM_COLUMNS`."""
    return {
        "level": strings.word(f"own.level.{group.level}", lang),
        "rows": group.count,
        "column": group.column,
        "value": strings.listed((value for value, _ in group.examples), lang)[:100],
        "what": problem_text.message(group.first, lang),
        "remedy": problem_text.remedy(group.first, lang),
        "lines": strings.listed(map(str, group.lines), lang),
    }

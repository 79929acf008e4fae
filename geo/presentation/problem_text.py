"""Problems of a reader's table in words: what is wrong and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.presentation import captions, strings
from geo.tables.problems import Group, Problem
from geo.tables.user.columns import BY_NAME
from geo.text import printable, quoted

if TYPE_CHECKING:
    from geo.tables.user.judged_columns import ColumnRating

#: Values that are texts of the table: they are quoted.
_QUOTED = frozenset({"value", "written", "code"})
#: Values that count rows: they have the marks of the reader's language.
_COUNTS = frozenset({"rows", "read", "unreadable"})

#: Examples of a cause; whoever has as many may have more.
_MOST_EXAMPLES = 8


class _Filled(dict):
    """A sentence may have a place that this problem has no value for."""

    def __missing__(self, key: str) -> str:
        return "?"


def _fill(key: str, values: dict[str, str], lang: str) -> str:
    return strings.word(key, lang).format_map(_Filled(values))


def message(problem: Problem, lang: str = "en") -> str:
    """What is wrong, or was done."""
    values = {"value": quoted(problem.value)}
    for name, text in problem.values:
        if name in _COUNTS:
            values[name] = strings.number(int(text), lang)
        else:
            values[name] = quoted(text) if name in _QUOTED else text
    if country := dict(problem.values).get("country"):
        values["country"] = captions.named(country, lang)
    if codes := dict(problem.values).get("countries"):
        names = (captions.named(code, lang) for code in codes.split())
        values["countries"] = strings.listed(names, lang)
    if problem.rule == "passed-over":
        key = f"own.passed.{values['kind']}"
        values["what"] = strings.word(key, lang, names=values["what"])
    if problem.rule == "column":
        values["title"] = f"'{BY_NAME[problem.column].title(lang)}'"
    return _fill(f"problem.{problem.rule}", values, lang)


def remedy(problem: Problem, lang: str = "en") -> str:
    """What to do about it."""
    return problem.remedy or strings.word(f"remedy.{problem.rule}", lang)


def line(problem: Problem, lang: str = "en") -> str:
    """A problem in one line: its place, what is wrong, what to do."""
    place = [_line(problem.line, lang)] if problem.line else []
    place += [problem.column[:60]] if problem.column else []
    where = strings.listed(place, lang) or strings.word("own.table", lang)
    text = f"{message(problem, lang)} -> {remedy(problem, lang)}"
    text = strings.paired(where, f"[{problem.rule}] {text}", lang)
    return printable(text, sides=True)


def group(causes: Group, lang: str = "en") -> str:
    """Problems of one cause in one line: their number, an example, what to do."""
    if causes.count == 1:
        return line(causes.first, lang)
    where = [strings.counted(causes.count, "row", lang)]
    if causes.first.line:
        where.append(_line(causes.first.line, lang))
    text = message(causes.first, lang)
    if len(causes.examples) > 1:
        examples = [
            f"{quoted(v)} {strings.number(n, lang)}" for v, n in causes.examples
        ]
        examples += ["…"] if len(causes.examples) == _MOST_EXAMPLES else []
        shown = strings.listed(examples, lang)
        text = strings.listed((text, shown), lang, "semicolon")
    head = f"[{causes.rule}] {strings.listed(where, lang)}"
    if causes.column:
        head = strings.paired(causes.column[:60], head, lang)
    said = strings.paired(head, text, lang)
    return printable(f"{said} -> {remedy(causes.first, lang)}", sides=True)


def _line(number: int, lang: str) -> str:
    """``line 5``."""
    return strings.word("cli.line", lang, line=number)


def reason(rating: ColumnRating, lang: str = "en") -> str:
    """Why a column is read as it is."""
    return _fill(f"reason.{rating.reason}", dict(rating.values), lang)

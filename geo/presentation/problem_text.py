"""Problems of a reader's table in words: what is wrong and what to do about it."""

from __future__ import annotations

from geo.model import countries
from geo.presentation import strings
from geo.tables.problems import Group, Problem
from geo.tables.user.columns import BY_NAME
from geo.tables.user.judged_columns import ColumnRating
from geo.text import printable, quoted

#: Values that are texts of the table: they are quoted.
_QUOTED = frozenset({"value", "written", "code"})


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
        values[name] = quoted(text) if name in _QUOTED else text
    if country := dict(problem.values).get("country"):
        values["country"] = f"{countries.name(country, lang)} ({country})"
    if codes := dict(problem.values).get("countries"):
        names = (f"{countries.name(c, lang)} ({c})" for c in codes.split())
        values["countries"] = strings.listed(names, lang)
    if problem.rule == "column":
        values["title"] = f"'{BY_NAME[problem.column].title(lang)}'"
    return _fill(f"problem.{problem.rule}", values, lang)


def remedy(problem: Problem, lang: str = "en") -> str:
    """What to do about it."""
    return problem.remedy or strings.word(f"remedy.{problem.rule}", lang)


def line(problem: Problem, lang: str = "en") -> str:
    """A problem in one line: its place, what is wrong, what to do."""
    where = strings.word("own.line", lang).lower()
    place = [f"{where} {problem.line}"] if problem.line else []
    place += [problem.column[:60]] if problem.column else []
    text = f"{message(problem, lang)} -> {remedy(problem, lang)}"
    text = f"{', '.join(place) or 'table'}: [{problem.rule}] {text}"
    return printable(text, sides=True)


def group(causes: Group, lang: str = "en") -> str:
    """Problems of one cause in one line: their number, an example, what to do."""
    if causes.count == 1:
        return line(causes.first, lang)
    place = f"{causes.column[:60]}: " if causes.column else ""
    count = strings.counted(causes.count, "row", lang)
    first = f"{strings.word('own.line', lang).lower()} {causes.first.line}"
    where = f", {first}" if causes.first.line else ""
    text = message(causes.first, lang)
    examples = ""
    if len(causes.examples) > 1:
        shown_ones = (
            f"{quoted(v)} {strings.number(n, lang)}" for v, n in causes.examples
        )
        examples = f"; {', '.join(shown_ones)}"
        examples += ", …" if len(causes.examples) == 8 else ""
    return printable(
        f"{place}[{causes.rule}] {count}{where}: {text}{examples}"
        f" -> {remedy(causes.first, lang)}",
        sides=True,
    )


def reason(rating: ColumnRating, lang: str = "en") -> str:
    """Why a column is read as it is."""
    return _fill(f"reason.{rating.reason}", dict(rating.values), lang)

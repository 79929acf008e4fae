"""Problems of a reader's table in words: what is wrong and what to do about it."""

from __future__ import annotations

from geo.model import countries
from geo.presentation import strings
from geo.tables.problems import Group, Problem
from geo.tables.user.columns import BY_NAME
from geo.tables.user.judged_columns import Rated
from geo.text import printable, quoted

#: Values that are texts of the table: they are quoted.
_QUOTED = frozenset({"value", "written", "code"})


class _Filled(dict):
    """A sentence may have a place that this problem has no value for."""

    def __missing__(self, key: str) -> str:
        return "?"


def _filled(key: str, values: dict[str, str], lang: str) -> str:
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
        values["countries"] = ", ".join(names)
    if problem.rule == "column":
        values["title"] = f"'{BY_NAME[problem.column].title(lang)}'"
    return _filled(f"problem.{problem.rule}", values, lang)


def remedy(problem: Problem, lang: str = "en") -> str:
    """What to do about it."""
    return problem.remedy or strings.word(f"remedy.{problem.rule}", lang)


def line(problem: Problem, lang: str = "en") -> str:
    """A problem in one line: its place, what is wrong, what to do."""
    where = strings.word("own.line", lang).lower()
    place = [f"{where} {problem.line}"] if problem.line else []
    place += [problem.column[:60]] if problem.column else []
    said = f"{message(problem, lang)} -> {remedy(problem, lang)}"
    return printable(f"{', '.join(place) or 'table'}: [{problem.rule}] {said}")


def group(found: Group, lang: str = "en") -> str:
    """Problems of one cause in one line: their number, an example, what to do."""
    if found.count == 1:
        return line(found.first, lang)
    place = f"{found.column[:60]}: " if found.column else ""
    counted = strings.word("rows.of", lang, count=strings.number(found.count, lang))
    first = f"{strings.word('own.line', lang).lower()} {found.first.line}"
    where = f", {first}" if found.first.line else ""
    said = message(found.first, lang)
    listed = ""
    if len(found.examples) > 1:
        shown_ones = (
            f"{quoted(v)} {strings.number(n, lang)}" for v, n in found.examples
        )
        listed = f"; {', '.join(shown_ones)}"
        listed += ", …" if len(found.examples) == 8 else ""
    return printable(
        f"{place}[{found.rule}] {counted}{where}: {said}{listed}"
        f" -> {remedy(found.first, lang)}"
    )


def reason(rated: Rated, lang: str = "en") -> str:
    """Why a column is read as it is."""
    return _filled(f"reason.{rated.reason}", dict(rated.values), lang)

"""Make ``index.csv``: names of countries in other languages, folded, with their codes.

    python -m data.names.index

It holds the names of ``cldr.csv`` and those of pycountry's catalogues, which are the
names of ISO 3166-1 in translation. The product looks names up in this file: a process
that reads a table has no second to fold them in. ``tests/tables/user/test_words.py``
holds that the file is what this makes.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pycountry

from data.names.russian import declined
from data.names.table import as_csv
from geo.model import countries, name_lists
from geo.model.name_lists import fold

TARGET = name_lists.NAMES / "index.csv"
CLDR = name_lists.NAMES / "cldr.csv"

#: How many catalogues must say one country for each that says another.
_MAJORITY = 3


#: Languages of states and of the United Nations. In pycountry's other catalogues a name
#: of a country is often a word or a city elsewhere (Tunis, Man, Sad, Pole), and few
#: read them over: one entry in one of them is no ground to colour a country.
_LANGUAGES = (
    "af am ar az be bg bn bs ca cs da de dv dz el es et eu fa fi fil fr ga gl he hi hr "
    "hu hy id is it ja ka kk km ko ky lo lt lv mk mn ms mt my nb ne nl nn pl ps pt ro "
    "ru si sk sl so sq sr sv sw ta tg th ti tk tr uk ur uz vi zh"
)

#: A folded name in Latin letters is looked up in other languages from this length on.
_SHORTEST = 4

#: Names there that are a city or a word in the languages most tables are in.
_ELSEWHERE = frozenset(
    {"tunis", "pole", "toga", "to go", "brasilia", "columbia", "domov", "spann", "gini"}
    | {"lati", "siri"}
)


def names() -> dict[str, tuple[str, ...]]:
    """Folded names to codes: several where the catalogues do not agree on one.

    A name of ``cldr.csv`` is read as it is there: the CLDR is read over by more people.
    """
    with CLDR.open(encoding="utf-8", newline="") as file:
        of_cldr = {fold(r["name"]): (r["code"],) for r in csv.DictReader(file)}
    all_names = in_russian() | of_iso() | of_cldr
    return {name: all_names[name] for name in sorted(all_names) if _is_distinct(name)}


def in_russian() -> dict[str, tuple[str, ...]]:
    """Folded names in Russian as a sentence declines them, to codes.

    A form that two countries share, or that is another name in Russian or English, is
    left out.
    """
    in_use = {**name_lists.plain_names(), **name_lists.spellings()}
    forms: dict[str, set[str]] = {}
    for name, code in _russian_names():
        for form in declined(name):
            forms.setdefault(fold(form), set()).add(code)
    others = {
        *in_use,
        *name_lists.SHARED,
        *name_lists.former(),
        *name_lists.bodies(),
    }
    return {
        form: tuple(codes)
        for form, codes in forms.items()
        if len(codes) == 1 and form not in others
    }


def _russian_names() -> Iterator[tuple[str, str]]:
    for code, names in countries.aliases().items():
        yield from ((name, code) for name in names)
    russian = name_lists.catalogue("ru")
    for country in pycountry.countries:
        yield countries.name(country.alpha_3, "ru"), country.alpha_3
        for name in name_lists.english(country):
            yield russian.gettext(name), country.alpha_3
    with (name_lists.NAMES / "spellings.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        for row in csv.DictReader(file):
            yield row["name"], row["code"]


def of_iso() -> dict[str, tuple[str, ...]]:
    """Folded names in the languages of pycountry to the codes they stand for.

    A catalogue that gives one name to two countries is not believed on it. Where
    catalogues differ, the majority is; a name without one keeps its codes.
    """
    english = [
        (name, c.alpha_3) for c in pycountry.countries for name in name_lists.english(c)
    ]
    votes: dict[str, Counter[str]] = {}
    for language in _languages():
        translate = name_lists.catalogue(language).gettext
        names_by_spelling: dict[str, set[str]] = {}
        for name, code in english:
            if (translation := translate(name)) != name:
                codes = names_by_spelling.setdefault(key := fold(translation), set())
                codes.add(code)
                if name == "Congo" and " " not in key:
                    codes |= {"COD", "COG"}  # in most languages the name of both
        for key, codes in names_by_spelling.items():
            counts = votes.setdefault(key, Counter())
            if len(codes) == 1 or codes == {"COD", "COG"}:
                counts.update(codes)
    return {key: _elected(counts) for key, counts in votes.items() if counts}


def _languages() -> list[str]:
    languages = set(_LANGUAGES.split())
    names = sorted(folder.name for folder in Path(pycountry.LOCALES_DIR).iterdir())
    return [name for name in names if re.split("[_@]", name)[0] in languages]


def _is_distinct(key: str) -> bool:
    short = len(key) < _SHORTEST and key.isascii()
    return not short and key not in _ELSEWHERE


def _elected(counts: Counter[str]) -> tuple[str, ...]:
    (first, most), *others = counts.most_common()
    if most >= _MAJORITY * sum(count for _, count in others):
        return (first,)
    return tuple(sorted(counts))


def content() -> bytes:
    """The file: a name and its codes in each row, in the order of the names."""
    rows = ((name, " ".join(codes)) for name, codes in names().items())
    return as_csv(("name", "codes"), rows)


if __name__ == "__main__":
    TARGET.write_bytes(content())

"""The languages of the atlas and their strings: one file of ``assets/strings`` each.

A further language is a further file there, and no line of code. What the file leaves
out is worded in :data:`SOURCE`; how the language writes dates and numbers, counts and
runs is Unicode CLDR's, as Babel has it, where the file does not say otherwise. What the
tables say in words has a column for each language it is translated to:
:func:`localised` chooses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from geo.storage import ASSETS, toml

if TYPE_CHECKING:
    from babel import Locale

#: The language of the tables, of links and of file names; it comes first everywhere.
SOURCE = "en"

_FOLDER = ASSETS / "strings"

LANGUAGES: tuple[str, ...] = (
    SOURCE,
    *sorted({path.stem for path in _FOLDER.glob("*.toml")} - {SOURCE}),
)


#: The languages of a page that is not asked for others: it stays small.
ON_A_PAGE: tuple[str, ...] = tuple(x for x in ("en", "ru") if x in LANGUAGES)

#: The tables of a file that CLDR fills where the file does not.
FROM_CLDR = ("dates", "numbers")


def in_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Languages in the order of :data:`LANGUAGES`, each once.

    Raises:
        KeyError: one of them has no file.
    """
    requested = set(codes)
    if unknown := sorted(requested - set(LANGUAGES)):
        raise KeyError(unknown[0])
    return tuple(lang for lang in LANGUAGES if lang in requested)


@cache
def strings(lang: str) -> dict:
    """What a language's file says: ``words``, ``nouns``, ``dates`` ...

    A string that is not translated is in :data:`SOURCE`, whole.
    """
    own = toml(_FOLDER / f"{lang}.toml")
    if lang == SOURCE:
        return own
    own = {"dates": dates(lang), "numbers": _numbers(lang), **own}
    return _completed(own, strings(SOURCE))


def untranslated(lang: str) -> list[str]:
    """The names of the strings that a language's file lacks: ``words.close``."""
    own = _leaves(toml(_FOLDER / f"{lang}.toml"))
    source = _leaves(toml(_FOLDER / f"{SOURCE}.toml"))
    translatable = [path for path in source if path[0] not in (*FROM_CLDR, "nouns")]
    nouns = {path[:2] for path in source if path[0] == "nouns"}
    lacking = [path for path in translatable if path not in own]
    lacking += sorted(nouns - {path[:2] for path in own})
    return [".".join(path) for path in lacking]


def _leaves(tree: dict, above: tuple[str, ...] = ()) -> dict[tuple[str, ...], object]:
    leaves: dict[tuple[str, ...], object] = {}
    for key, value in tree.items():
        path = (*above, key)
        leaves |= _leaves(value, path) if isinstance(value, dict) else {path: value}
    return leaves


def _completed(own: dict, source: dict) -> dict:
    """The tables of a language, with the source's strings where one is lacking."""
    tables = {}
    for key, value in source.items():
        if key == "nouns":  # a noun has the plural forms of its own language
            tables[key] = {**value, **own.get(key, {})}
        elif isinstance(value, dict):
            tables[key] = _completed(own.get(key, {}), value)
        else:
            tables[key] = own.get(key, value)
    return tables


@cache
def locale(lang: str) -> Locale:
    """What CLDR knows of a language; of :data:`SOURCE` where it does not know it."""
    # Imported here: most commands need one language and no plural.
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(lang)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(SOURCE)


def direction(lang: str) -> str:
    """``ltr`` or ``rtl``: the way a language's lines run."""
    return locale(lang).text_direction


def plural(number: int, lang: str) -> str:
    """The CLDR plural category of a whole number: ``one``, ``few``, ``other`` ..."""
    return locale(lang).plural_form(number)


#: A text that ends with a full stop of its own, and that of the sentence around it.
_TWO_STOPS = re.compile(r"(?<=\w)\.\.(?=\s|$)")

#: CLDR's skeletons of a day, a month and a year. Each of our forms of a date is made of
#: them: a language that declines its months in a sentence says so in its file.
_SKELETONS = ("yMMMd", "yMMM", "y")
_FORMS = ("label", "when", "compact")


def dates(lang: str) -> dict[str, dict]:
    """How a language writes a day, a month and a year, as the CLDR has it.

    Each form of a date has patterns of ``{day}``, ``{month}`` and ``{year}`` and the
    names of the months, by themselves and after a day.
    """
    from babel.dates import get_month_names

    cldr = locale(lang)
    patterns = [cldr.datetime_skeletons[name].pattern for name in _SKELETONS]
    months, months_of_day = (
        [get_month_names("abbreviated", context, cldr)[n] for n in range(1, 13)]
        for context in ("stand-alone", "format")
    )
    if not re.search("MMM|LLL", patterns[0]):  # the month is a number there
        months = months_of_day = [str(month) for month in range(1, 13)]
    day, month, year = map(_pattern, patterns)
    names = {"months": months, "months_of_day": months_of_day}
    return {
        form: {**names, "day": day, "month": month, "year": year} for form in _FORMS
    }


def _pattern(cldr: str) -> str:
    """``{day} {month} {year}`` for CLDR's ``d MMM y``; its quoted text as it is."""
    fields = {"d": "{day}", "M": "{month}", "L": "{month}", "y": "{year}"}
    parts = re.findall(r"'([^']*)'|([dMLy])\2*|([^'])", cldr)
    return "".join(
        quoted or (fields[letter] if letter else other)
        for quoted, letter, other in parts
    )


def _numbers(lang: str) -> dict[str, str]:
    # The United Nations write Arabic with these digits too.
    symbols = locale(lang).number_symbols["latn"]
    return {"decimal": symbols["decimal"], "thousands": symbols["group"]}


def word(key: str, lang: str, /, **values: object) -> str:
    """One string, filled in; in :data:`SOURCE` where the language lacks it.

    Raises:
        KeyError: there is no such string, or a value for one of its places is missing.
    """
    text = strings(lang)["words"][key]
    return one_stop(text.format(**values)) if values else text


def one_stop(text: str) -> str:
    """The text with one full stop where a date in it ends with one: ``2023 г.``"""
    return _TWO_STOPS.sub(".", text) if ".." in text else text


def number(value: float, lang: str, digits: int = 0) -> str:
    """A number with the marks of the language: ``1,234.5``, ``1 234,5``."""
    marks = strings(lang)["numbers"]
    whole, _, part = f"{value:,.{digits}f}".partition(".")
    text = whole.replace(",", marks["thousands"])
    return text + (marks["decimal"] + part if part else "")


def counted(number_of: int, noun: str, lang: str) -> str:
    """``1,234 rows``: a number and the noun it counts, in its plural form."""
    text = number(number_of, lang)
    return word("list.count", lang, a=text, b=noun_form(number_of, noun, lang))


def noun_form(number_of: int, noun: str, lang: str) -> str:
    """A noun in the plural form that a whole number asks for."""
    forms = strings(lang)["nouns"][noun]
    return forms.get(plural(number_of, lang)) or forms["other"]


def has(key: str) -> bool:
    """Whether there is a string of this key."""
    return key in strings(SOURCE)["words"]


def localised(item: object, field: str, lang: str) -> tuple[str, str]:
    """A text of the tables for a reader, and the language it is in.

    ``field_xx`` has the text in the language ``xx``; ``field`` without an ending is in
    :data:`SOURCE`. Where that of the reader's language is blank, the source's is shown,
    then any other.
    """
    for each in dict.fromkeys((lang, SOURCE, *LANGUAGES)):
        names = (f"{field}_{each}", field) if each == SOURCE else (f"{field}_{each}",)
        for name in names:
            text = getattr(item, name, "")
            if text and isinstance(text, str):
                return text, each
    return "", SOURCE

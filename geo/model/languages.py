"""The languages of the atlas and their strings: one file of ``assets/strings`` each.

A further language is a further file there, and no line of code. What the tables say in
words has a column for each language it is translated to: :func:`localised` chooses it.
"""

from __future__ import annotations

from functools import cache

from geo.storage import ASSETS, toml

#: The language of the tables, of links and of file names; it comes first everywhere.
SOURCE = "en"

_FOLDER = ASSETS / "strings"

LANGUAGES: tuple[str, ...] = (
    SOURCE,
    *sorted({path.stem for path in _FOLDER.glob("*.toml")} - {SOURCE}),
)


@cache
def strings(lang: str) -> dict:
    """The file of a language: ``words``, ``nouns``, ``plural``, ``dates`` ..."""
    return toml(_FOLDER / f"{lang}.toml")


def word(key: str, lang: str, **values: object) -> str:
    """One string, filled in; in :data:`SOURCE` where the language lacks it.

    Raises:
        KeyError: there is no such string, or a value for one of its places is missing.
    """
    words = strings(lang)["words"]
    text = words[key] if key in words else strings(SOURCE)["words"][key]
    return text.format(**values) if values else text


def number(value: float, lang: str, digits: int = 0) -> str:
    """A number with the marks of the language: ``1,234.5``, ``1 234,5``."""
    marks = strings(lang)["numbers"]
    whole, _, part = f"{value:,.{digits}f}".partition(".")
    shown = whole.replace(",", marks["thousands"])
    return shown + (marks["decimal"] + part if part else "")


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

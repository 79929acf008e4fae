"""The names of countries that the page's search cannot find by itself.

The page has each area's name in every language and its code. Its search
(``assets/page/search.js``) compares without marks and case, takes a part of a name, and
takes a name that stands in what was typed: "Republic of Cuba" finds Cuba. What it would
not find that way is added to the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from geo.model import countries

#: A shorter name is no evidence inside a longer text.
SHORTEST = 4


def plain(text: str) -> str:
    """A name without marks and case, as the page's search has it."""
    parts = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in parts if not unicodedata.category(c).startswith("M"))
    return kept.lower().replace("ı", "i").strip()


def missing(known: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """The spellings of each country that its known names do not lead to.

    ``known`` are the names the page has, by area.
    """
    found: dict[str, list[str]] = {code: [] for code in known}
    asked = {
        text: code for text, code in countries.spellings().items() if code in known
    }
    # A name added for one country can hide another's: until every name leads home.
    while lost := _lost(asked, known, found):
        for text, code in lost:
            found[code].append(text)
    return {code: names for code, names in found.items() if names}


def _lost(
    asked: Mapping[str, str],
    known: Mapping[str, Iterable[str]],
    added: Mapping[str, Iterable[str]],
) -> list[tuple[str, str]]:
    """The spellings that do not lead to their country yet."""
    index: dict[str, str] = {}
    for code, names in known.items():
        for name in (*names, *added[code], code):
            index.setdefault(plain(name), code)
    return [
        (plain(text), code)
        for text, code in sorted(asked.items())
        if _find(plain(text), index) != code
    ]


def _find(text: str, index: Mapping[str, str]) -> str | None:
    """The area the search finds: the rule of ``find`` in assets/page/search.js."""
    if text in index:
        return index[text]
    for fits in (str.startswith, str.__contains__):
        for name, code in index.items():
            if fits(name, text):
                return code
    inside = [
        name for name in index if len(name) >= SHORTEST and _words(name).search(text)
    ]
    return index[max(inside, key=len)] if inside else None


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")

"""Words that a table of treaties holds, letter for letter: they tell an encoding.

Under the wrong encoding a foreign word becomes other letters; so the accents and the
script must be right, not only the word.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import pycountry

from geo.model import countries, name_lists
from geo.tables.user import header_words


def is_known(text: str) -> bool:
    """Whether a cell is, as it is spelled, a country's name or a usual header."""
    return _plain(" ".join(text.split())) in _words()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.casefold())


@cache
def _words() -> frozenset[str]:
    """Made when a file that is no UTF-8 first needs it: half a second."""
    names = {name for aliases in countries.aliases().values() for name in aliases}
    names |= {h for spellings in header_words.headers().values() for h in spellings}
    english = [n for c in pycountry.countries for n in name_lists.english(c)]
    for country in pycountry.countries:
        for lang in ("en", "ru"):
            names.add(countries.name(country.alpha_3, lang))
    for folder in Path(pycountry.LOCALES_DIR).iterdir():
        catalogue = name_lists.catalogue(folder.name)
        names.update(catalogue.gettext(name) for name in english)
    return frozenset(word for word in map(_plain, names) if not word.isascii())

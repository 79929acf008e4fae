"""Words that a table of treaties holds, letter for letter: they tell an encoding.

Under the wrong encoding a foreign word becomes other letters; so the accents and the
script must be right, not only the word.
"""

from __future__ import annotations

import gettext
import unicodedata
from functools import cache
from pathlib import Path

import pycountry

from geo.model import countries
from geo.tables.user import header_words


def known(text: str) -> bool:
    """Whether a cell is, as it is spelled, a country's name or a usual header."""
    plain = unicodedata.normalize("NFC", " ".join(text.split()).casefold())
    return plain in _words()


@cache
def _words() -> frozenset[str]:
    """Made when a file that is no UTF-8 first needs it: half a second."""
    found = {name for names in countries.aliases().values() for name in names}
    found |= {h for listed in header_words.headers().values() for h in listed}
    english = [
        getattr(country, kind)
        for country in pycountry.countries
        for kind in ("name", "common_name", "official_name")
        if hasattr(country, kind)
    ]
    for country in pycountry.countries:
        for lang in ("en", "ru"):
            found.add(countries.name(country.alpha_3, lang))
    for folder in Path(pycountry.LOCALES_DIR).iterdir():
        path = folder / "LC_MESSAGES" / "iso3166-1.mo"
        if path.exists():
            with path.open("rb") as file:
                catalogue = gettext.GNUTranslations(file)
            found.update(catalogue.gettext(name) for name in english)
    words = (unicodedata.normalize("NFC", word.casefold()) for word in found)
    return frozenset(word for word in words if not word.isascii())

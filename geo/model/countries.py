"""ISO 3166 codes and names in each language, and "I do not know this name".

English and Russian names come from pycountry and its translations, those in other
languages from the Unicode CLDR under the short names of the United Nations
(``data/names/un.csv``); ``data/boundaries/names.csv`` overrides them all, with a reason
and a source per row.
"""

from __future__ import annotations

import gettext
from functools import cache, lru_cache

import pycountry

from geo.model import former_states, languages
from geo.model.data_rows import data_rows
from geo.storage import DATA

NAMES = DATA / "boundaries" / "names.csv"

#: Short names of the United Nations where the CLDR has another: ``data/names/un.py``.
UN_NAMES = DATA / "names" / "un.csv"

#: Languages whose names are those of ISO 3166-1, as pycountry has them.
ISO_LANGUAGES = ("en", "ru")

#: Codes in use beside ISO 3166-1: Kosovo's user-assigned code.
#: Their names are the strings ``area.<code>``.
EXTRA = ("XKX",)


#: Everyday, former and abbreviated names, each with the reason it is known.
ALIASES = DATA / "aliases.csv"


class UnknownCountry(LookupError):
    """No country of ISO 3166-1 has this code or name."""


@cache
def _overrides() -> dict[tuple[str, str], str]:
    rows = data_rows(NAMES, ("uid", "lang", "name"))
    return {(row["uid"], row["lang"]): row["name"] for _, row in rows}


@cache
def _un_names() -> dict[tuple[str, str], str]:
    rows = data_rows(UN_NAMES, ("code", "lang", "name"))
    return {(row["code"], row["lang"]): row["name"] for _, row in rows}


@cache
def _translation(lang: str) -> gettext.NullTranslations:
    return gettext.translation(
        "iso3166-1", pycountry.LOCALES_DIR, languages=[lang], fallback=True
    )


def check() -> None:
    """Read the tables of names now.

    Raises:
        BadData: one of them is missing or damaged.
    """
    _overrides()
    _un_names()
    aliases()


def exists(code: str) -> bool:
    """Whether a code is ISO 3166-1 alpha-3, or one of the few in use beside it."""
    return code in EXTRA or pycountry.countries.get(alpha_3=code) is not None


def codes() -> list[str]:
    """Every code there is, in its own order."""
    return sorted(c.alpha_3 for c in pycountry.countries)


@lru_cache(maxsize=2048)
def name(code: str, lang: str = "en") -> str:
    """The short name of a country, an area or a former state.

    Raises:
        UnknownCountry: the code is not in use.
    """
    if override := _overrides().get((code, lang)):
        return override
    if code in EXTRA:
        return languages.word(f"area.{code}", lang)
    if state := former_states.parties().get(code):
        return state.name(lang)
    country = pycountry.countries.get(alpha_3=code)
    if country is None:
        raise UnknownCountry(f"{code!r} is no ISO 3166-1 alpha-3 code")
    if lang == languages.SOURCE:
        return country.name
    if lang in ISO_LANGUAGES:
        return _translation(lang).gettext(country.name)
    if short := _un_names().get((code, lang)):
        return short
    named = languages.locale(lang).territories
    return named.get(country.alpha_2) or country.name


def area_name(uid: str, lang: str) -> str:
    """The name of an area of the map that need not be a country; blank if unknown."""
    if named := _overrides().get((uid, lang)):
        return named
    return name(uid, lang) if exists(uid) else ""


@cache
def aliases() -> dict[str, tuple[str, ...]]:
    """Other names of a country, by its code."""
    names: dict[str, tuple[str, ...]] = {}
    for _, row in data_rows(ALIASES, ("code", "alias")):
        names[row["code"]] = (*names.get(row["code"], ()), row["alias"])
    return names


@cache
def _index() -> dict[str, str]:
    index: dict[str, str] = {}
    for country in pycountry.countries:
        code = country.alpha_3
        spellings = [country.alpha_2, code, country.name]
        spellings += [getattr(country, "common_name", country.name)]
        spellings += [getattr(country, "official_name", country.name)]
        english = spellings[2:]
        spellings += [_translation("ru").gettext(s) for s in english]
        spellings += [name(code, lang) for lang in ISO_LANGUAGES]
        for spelling in spellings:
            index.setdefault(spelling.casefold(), code)
    for code in EXTRA:
        for spelling in (code, *(name(code, lang) for lang in ISO_LANGUAGES)):
            index.setdefault(spelling.casefold(), code)
    for code, others in aliases().items():
        for spelling in others:
            index.setdefault(spelling.casefold(), code)
    return index


def spellings() -> dict[str, str]:
    """Every code and name a country is known by, in lower case, and its code."""
    return dict(_index())


def find(text: str) -> str:
    """The alpha-3 code of a code or name in English or Russian.

    Raises:
        UnknownCountry: nothing matches exactly; no guess is made.
    """
    code = _index().get(" ".join(text.split()).casefold())
    if code is None:
        raise UnknownCountry(f"{text[:60]!r} is no country name or code I know")
    return code

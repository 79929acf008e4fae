"""A party as somebody wrote it: a code or a name in any language, or why it is none.

Codes of ISO 3166-1 (two letters, three letters, number) and names in English and
Russian are tried first, then the names in every language that pycountry carries. Case,
accents and punctuation do not matter. No guess is made: a name that two countries share
between languages is refused with both, an unknown one with the names nearest to it.
"""

from __future__ import annotations

import difflib
import gettext
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pycountry

from geo.model import countries
from geo.model.former_states import FORMER, ORGANISATIONS
from geo.text import quoted

#: Longer than any country's name in any language: not looked up, never echoed whole.
LONGEST = 120

#: Unknown names that get hints; a table with more of them has another problem.
HINTED = 100

_MARKS = re.compile(r"[\u0300-\u036f]+")
_DROPPED = re.compile(r"['’ʼ`´.\u200b-\u200f\xad]+")
_SPACED = re.compile(r"[\s,;:()\[\]\-‐‑–—_/\\\"«»“”*]+")

#: Names that belong to two countries as they stand, whatever a language makes of them.
SHARED = {"korea": ("KOR", "PRK"), "корея": ("KOR", "PRK")}


@dataclass(frozen=True)
class Party:
    """What a cell says: the code of a country; or the rule it breaks, and why."""

    code: str = ""
    rule: str = ""
    message: str = ""
    remedy: str = ""
    note: str = ""  # what to say of a name that only another language has


def fold(text: str) -> str:
    """Text without case, accents, punctuation and outer articles."""
    # The dotless i of Turkish is a letter of its own: it casts no mark off.
    text = unicodedata.normalize("NFKD", text).casefold().replace("ı", "i")
    text = _DROPPED.sub("", _MARKS.sub("", text)).replace("&", " and ")
    text = _SPACED.sub(" ", text).strip()
    text = re.sub(r"\bst\b", "saint", text)
    return text.removeprefix("the ").removesuffix(" the")


class Reader:
    """Reads the parties of one table. It remembers nothing beyond that table."""

    def __init__(self) -> None:
        self._hints = 0

    def read(self, text: str) -> Party:
        """The party of one cell; the cell is not blank."""
        if len(text) > LONGEST:
            what = f"{quoted(text)} is longer than any country's name"
            return Party(rule="unknown-country", message=what)
        key = fold(text)
        if code := _code(text.strip()) or _plain().get(key, ""):
            return Party(code)
        if key in SHARED:
            return _shared(text, SHARED[key])
        if state := _former().get(key):
            names = ", ".join(f"{countries.name(c)} ({c})" for c in state.successors)
            what = f"a former state ({state.title}, to {state.ended})"
            return Party(
                rule="former-state",
                message=f"{quoted(text)} is {what}",
                remedy="write the country that you hold to be bound; on its territory "
                f"today: {names}",
            )
        if body := _bodies().get(key):
            what = f"{quoted(text)} is an organisation ({body}), not a country"
            return Party(rule="organisation", message=what)
        codes = _every_language().get(key, ())
        if len(codes) == 1:
            name = f"{countries.name(codes[0])} ({codes[0]})"
            return Party(codes[0], note=f"{quoted(text)} is read as {name}")
        return _shared(text, codes) if codes else self._unknown(text, key)

    def _unknown(self, text: str, key: str) -> Party:
        what = f"{quoted(text)} is no country name or code I know"
        near: list[str] = []
        if len(key) > 2 and self._hints < HINTED:
            self._hints += 1
            near = difflib.get_close_matches(key, _plain(), n=6, cutoff=0.7)
        codes = list(dict.fromkeys(_plain()[name] for name in near))[:3]
        names = ", ".join(f"{countries.name(c)} ({c})" for c in codes)
        remedy = f"nearest names: {names}" if names else ""
        return Party(rule="unknown-country", message=what, remedy=remedy)


def _shared(text: str, codes: tuple[str, ...]) -> Party:
    names = ", ".join(f"{countries.name(c)} ({c})" for c in codes)
    return Party(
        rule="ambiguous-country",
        message=f"{quoted(text)} may be more than one country: {names}",
        remedy="write the three-letter code",
    )


def _code(text: str) -> str:
    """The country of an ISO 3166-1 code; a spreadsheet drops a number's zeros."""
    if re.fullmatch(r"\d{1,3}", text, re.ASCII):
        found = pycountry.countries.get(numeric=text.zfill(3))
        return found.alpha_3 if found else ""
    return _codes().get(text.upper(), "")


@cache
def _codes() -> dict[str, str]:
    codes = {c.alpha_2: c.alpha_3 for c in pycountry.countries}
    codes |= {c.alpha_3: c.alpha_3 for c in pycountry.countries}
    return codes | {"XK": "XKX"} | {code: code for code in countries.EXTRA}


def _turned(name: str) -> Iterator[str]:
    """A name as ISO sorts it, and as one says it: 'Korea, Republic of'."""
    yield name
    if name.count(",") == 1:
        first, second = name.split(",")
        yield f"{second.strip()} {first.strip()}"


def _english(country: object) -> list[str]:
    kinds = ("name", "common_name", "official_name")
    return [getattr(country, k) for k in kinds if hasattr(country, k)]


@cache
def _plain() -> dict[str, str]:
    """Folded names in English and Russian, and the aliases, to codes."""
    index: dict[str, str] = {}

    def enter(name: str, code: str) -> None:
        for spelling in _turned(name):
            index.setdefault(fold(spelling), code)

    for code, others in countries.aliases().items():
        for name in others:
            enter(name, code)
    everyone = [c.alpha_3 for c in pycountry.countries]
    for code in (*everyone, *countries.EXTRA):
        for lang in ("en", "ru"):
            enter(countries.name(code, lang), code)
    russian = _catalogue(Path(pycountry.LOCALES_DIR) / "ru")
    for country in pycountry.countries:
        for name in _english(country):
            enter(name, country.alpha_3)
            enter(russian.gettext(name), country.alpha_3)
    return index


@cache
def _former() -> dict[str, object]:
    return {fold(name): state for state in FORMER for name in state.names}


@cache
def _bodies() -> dict[str, str]:
    return {
        fold(name): title
        for title, names in ORGANISATIONS.items()
        for name in (title, *names)
    }


@cache
def _every_language() -> dict[str, tuple[str, ...]]:
    """Folded names in all of pycountry's languages to the codes they stand for.

    Made when a table first needs it: 163 catalogues take half a second.
    """
    index: dict[str, tuple[str, ...]] = {}
    known = _plain()
    for folder in sorted(Path(pycountry.LOCALES_DIR).iterdir()):
        catalogue = _catalogue(folder)
        for country in pycountry.countries:
            for name in _english(country):
                said = catalogue.gettext(name)
                if said == name:
                    continue
                key, code = fold(said), country.alpha_3
                if key and key not in known and code not in index.get(key, ()):
                    index[key] = (*index.get(key, ()), code)
    return index


def _catalogue(folder: Path) -> gettext.NullTranslations:
    # Not gettext.translation: it would keep every catalogue in memory for good.
    path = folder / "LC_MESSAGES" / "iso3166-1.mo"
    if not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)

"""The names of countries that a table may use: lists of folded names, by sureness.

English and Russian come first, then ``data/names/spellings.csv`` (what people write
beside them), then names in other languages (``data/names/index.csv``). A folded name
has no case, accents and punctuation. Nothing here judges a cell: that is
:mod:`geo.model.country_names`.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pycountry

from geo.model import countries, country_codes, former_states
from geo.model.data_rows import data_cells, data_rows
from geo.model.former_states import Former, organisations
from geo.storage import ASSETS, DATA, toml
from geo.text import folded, split_list

NAMES = DATA / "names"

_DROPPED = re.compile(r"['’‘ʼʻ`´.·•\u200b-\u200f\u202a-\u202e\u2066-\u2069\xad]+")
_SPACED = re.compile(r"[\s,，、،;；؛:：()（）\[\]【】\-‐‑–—－_/／\\|\"«»“”*†‡§#]+")

#: Names that belong to two states as they stand, whatever a language makes of them.
SHARED = {
    **dict.fromkeys(
        ("korea", "корея", "coree", "corea", "coreia", "كوريا", "kore", "корея (респ)"),
        ("KOR", "PRK"),
    ),
    **dict.fromkeys(
        (
            "congo",
            "конго",
            "kongo",
            "刚果",
            "剛果",
            "コンゴ",
            "콩고",
            "الكونغو",
            "كونغو",
        ),
        ("COD", "COG"),
    ),
    **dict.fromkeys(
        (
            *("republic of china", "china republic of", "china republic", "中华民国"),
            *(
                "中華民國",
                "republique de chine",
                "republica de china",
                "republik china",
            ),
            *("китаиская республика", "republica da china", "roc", "中華民国"),
        ),
        ("CHN", "TWN"),
    ),
    **dict.fromkeys(("virgin islands", "iles vierges"), ("VGB", "VIR")),
    **dict.fromkeys(("guiana", "guianas", "гвиана"), ("GUF", "GUY")),
    **dict.fromkeys(("доминикана", "dominican"), ("DMA", "DOM")),
    **dict.fromkeys(("samoas", "the samoas"), ("ASM", "WSM")),
    **dict.fromkeys(("кореи", "кореей"), ("KOR", "PRK")),
}


_SAINT = re.compile(r"\bst(?:\.\s*|\b)")


def fold(text: str) -> str:
    """Text without case, accents, punctuation, Arabic vowel signs, outer articles."""
    if text.isascii() and text.replace(" ", "").isalpha():
        text = " ".join(text.lower().split())  # most names: nothing else to take off
    else:
        text = folded(text)
        if "st." in text:
            text = _SAINT.sub(_saint, text)
        text = _DROPPED.sub("", text).replace("&", " and ")
        text = _SPACED.sub(" ", text).strip()
    if "st" in text:
        text = _SAINT.sub(_saint, text)
    return text.removeprefix("the ").removesuffix(" the")


def _saint(match: re.Match) -> str:
    return "saint " if match[0] != "st" else "saint"


#: One word for what several languages and abbreviations write for it.
_SAME = {
    word: same
    for same, words in {
        "republic": "rep repub republique republica repubblica republik respublika",
        "democratic": "dem democratique democratica demokratische democrat",
        "people": "peoples popular populaire popolare pop",
        "federal": "fed federale federative federated",
        "islamic": "islamique islamica islamische islam",
        "arab": "arabe araba arabische arabian",
        "kingdom": "royaume reino regno konigreich",
        "united": "unida unido unie uni unis utd",
        "islands": "is isl isls island iles ile islas isla ilhas",
        "states": "sts etats estados stati",
        "north": "n no northern",
        "south": "s so southern",
        "west": "w western",
        "east": "e eastern",
        "great": "gt",
        "socialist": "soc",
        "equatorial": "eq",
        "central": "cent",
        "african": "afr",
    }.items()
    for word in words.split()
}

#: Words that tell no two names apart.
_SMALL = frozenset(
    {"of", "the", "and", "de", "la", "le", "du", "des", "d", "l", "del", "della", "di"}
    | {"da", "do", "dos", "das", "y", "e", "et", "i", "und", "von", "der", "die", "el"}
    | {"los", "las", "to"}
)


#: Regions whose words are those of a state: southern is not always south.
_REGIONS = frozenset({"southern africa"})


def bag_of(key: str) -> frozenset[str] | None:
    """The words of a folded name in no order; ``None`` where it has only one."""
    if key in _REGIONS:
        return None
    words = [_SAME.get(word, word) for word in key.split() if word not in _SMALL]
    return (
        frozenset(words) if len(words) > 1 and len(set(words)) == len(words) else None
    )


@cache
def bags() -> dict[frozenset[str] | None, str | Former]:
    """Names by their words; those of two states are left out."""
    by_bag: dict[frozenset[str], set[str | Former]] = {}

    def enter(key: str, party: str | Former) -> None:
        if bag := bag_of(key):
            by_bag.setdefault(bag, set()).add(party)

    for key, state in former().items():
        enter(key, state)
    for names in (plain_names(), spellings(), renamings()):
        for key, code in names.items():
            enter(key, code)
    for key, codes in (other_languages() | SHARED).items():
        if key not in plain_names():
            for code in codes:
                enter(key, code)
    return {
        bag: next(iter(owners)) for bag, owners in by_bag.items() if len(owners) == 1
    }


def _word_orders(name: str) -> Iterator[str]:
    """A name as ISO sorts it, and as one says it: 'Korea, Republic of'."""
    yield name
    if name.count(",") == 1:
        first, second = name.split(",")
        yield f"{second.strip()} {first.strip()}"


def english(country: object) -> list[str]:
    kinds = ("name", "common_name", "official_name")
    return [getattr(country, k) for k in kinds if hasattr(country, k)]


@cache
def plain_names() -> dict[str, str]:
    """Folded names in English and Russian, and the aliases, to codes."""
    index: dict[str, str] = {}

    def enter(name: str, code: str) -> None:
        for spelling in _word_orders(name):
            if (key := fold(spelling)) not in SHARED:
                index.setdefault(key, code)

    for code, others in countries.aliases().items():
        for name in others:
            enter(name, code)
    everyone = [c.alpha_3 for c in pycountry.countries]
    for code in (*everyone, *countries.EXTRA):
        for lang in ("en", "ru"):
            enter(countries.name(code, lang), code)
    russian = catalogue("ru")
    for country in pycountry.countries:
        for name in english(country):
            enter(name, country.alpha_3)
            enter(russian.gettext(name), country.alpha_3)
    return index


@cache
def spellings() -> dict[str, str]:
    """Folded names of ``spellings.csv``, and of the lists of the field, to codes."""
    index = {fold(row["name"]): row["code"] for row in _rows("spellings.csv")}
    for name, code in country_codes.names():
        index.setdefault(fold(name), code)
    return index


@cache
def abbreviations() -> frozenset[str]:
    texts = [a for names in countries.aliases().values() for a in names]
    texts += [row["name"] for row in _rows("spellings.csv")]
    return frozenset(fold(name) for name in texts if len(name) == 2)


@cache
def other_languages() -> dict[str, tuple[str, ...]]:
    """Folded names in other languages to the codes they stand for.

    They are those of ``data/names/index.csv``, which ``python -m data.names.index``
    makes from the Unicode CLDR and pycountry: folding them anew would take most of a
    second of each process that reads a table.
    """
    rows = data_cells(NAMES / "index.csv", ("name", "codes"))
    next(rows)
    return {name: tuple(codes.split()) for _, (name, codes) in rows}


def _rows(name: str) -> list[dict[str, str]]:
    return [row for _, row in data_rows(NAMES / name, ("code", "name"))]


@cache
def former() -> dict[str, Former]:
    return {fold(name): state for state in former_states.gone() for name in state.names}


@cache
def renamings() -> dict[str, str]:
    return {
        fold(name): code
        for code, names in former_states.renamed().items()
        for name in names
    }


@cache
def bodies() -> dict[str, str]:
    return {
        fold(name): title
        for title, names in organisations().items()
        for name in (title, *names)
    }


@cache
def unions() -> dict[str, tuple[str, ...]]:
    """Bodies that sign as one for several states: title -> the codes of these."""
    table = toml(ASSETS / "reading" / "organisations.toml")["unions"]
    return {title: split_list(codes) for title, codes in table.items()}


def catalogue(language: str) -> gettext.NullTranslations:
    """pycountry's names of countries in a language, by those in English."""
    # Not gettext.translation: it would keep every catalogue in memory for good.
    path = Path(pycountry.LOCALES_DIR) / language / "LC_MESSAGES" / "iso3166-1.mo"
    if not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)

"""What a header says: the field it names, which party it is of, which part of a date.

Headers are compared by their words without case, accents and spaces, so that
``DateSigned``, ``date_signed`` and ``datesigned`` are one. The words of every field in
eleven languages stand in one table, ``assets/reading/headers.toml``, with those of
columns that look like a field and are none: a place of signing is no party, a day of
registration is no day of signing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from geo.storage import ASSETS, toml
from geo.text import folded, split_list

_FILE = ASSETS / "reading" / "headers.toml"


@cache
def _words_in_table() -> dict[str, dict[str, tuple[str, ...]]]:
    """The table: section -> key -> its words, as they are written there."""
    return {
        section: {key: split_list(text) for key, text in keys.items()}
        for section, keys in toml(_FILE).items()
    }


def headers() -> dict[str, tuple[str, ...]]:
    """Field -> the headers it goes by, the more telling first.

    A name that is no field of :mod:`geo.tables.user.columns` says what a column is
    instead.
    """
    return {**_words_in_table()["fields"], **_words_in_table()["other"]}


@cache
def _side_of() -> dict[str, int]:
    table = _words_in_table()["parties"]
    return dict.fromkeys(table["first"], 1) | dict.fromkeys(table["second"], 2)


@cache
def _part_of() -> dict[str, str]:
    parts = _words_in_table()["parts"]
    return {word: part for part, words in parts.items() for word in words}


def _alone(kind: str) -> tuple[str, ...]:
    return _words_in_table()["alone"][kind]


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NUMBER = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_ORDINAL = re.compile(
    r"\b([12])(?:st|nd|ª|º|er|ère|ère|re|ème|-я|-й|-е|-ая|-ое)\b", re.IGNORECASE
)
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|（[^）]*）|【[^】]*】")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")
_LONGEST = 300


@dataclass(frozen=True)
class Meaning:
    """What a header names.

    ``field`` is a key of :func:`headers`. ``side`` is 1 or 2 where the header says
    which party it is of, else 0. ``part`` is ``year``, ``month``, ``day`` or blank;
    ``rank`` grows as the header tells less: its place in its list, and 1000 more
    where only a part of the header is known.
    """

    field: str
    side: int = 0
    part: str = ""
    rank: int = 0


def words_of(header: str) -> tuple[str, ...]:
    """The words of a header, without case, accents, brackets and punctuation.

    camelCase, snake_case, numbers at a word's end and words run together are split:
    ``dateofentryintoforce`` is five words.
    """
    return _words(_bare(header))


def _words(text: str) -> tuple[str, ...]:
    text = unicodedata.normalize("NFKC", text[:_LONGEST])
    text = _ORDINAL.sub(r"\1 ", _EAST.sub(r" \g<0> ", text))
    text = _NUMBER.sub(" ", _CAMEL.sub(" ", text))
    words: list[str] = []
    for word in re.sub(r"[\W_]+", " ", folded(text)).split():
        words += _split(word)
    return tuple(words)


def meanings(header: str) -> tuple[Meaning, ...]:
    """What a header may name, the likeliest first; empty where no word of it is known.

    ``Estado`` is a state or a status, ``iso2`` a list of codes or the second of two
    columns: where there are several, the cells decide.
    """
    if header.strip() in ("#", "№", "Nº", "N°"):
        return (Meaning("id"),)
    bare = _bare(header)
    for text in dict.fromkeys((header, bare)):
        if whole := _whole(_words(text)):
            return whole
    alone = [m for piece in _pieces(bare) for m in _whole(_words(piece))[:1]]
    if len({m.field for m in alone}) == 1:
        return (min(alone, key=lambda m: m.rank),)
    return _within(_words(bare))


def meaning(header: str) -> Meaning | None:
    """The likeliest meaning of a header, or ``None``."""
    return next(iter(meanings(header)), None)


def _whole(words: tuple[str, ...]) -> tuple[Meaning, ...]:
    """The meanings of a header that is known as it stands, or in another order."""
    if not words:
        return ()
    parts = [w for w in words if w in _part_of()]
    if len(parts) > 1:  # a form: Date, MM/DD/YYYY
        words = tuple(w for w in words if w not in parts) or ("date",)
    readings = list(_party(words))
    key, bag = "".join(words), _bag(words)
    for field, rank in _index().get(key) or _bags().get(bag, ()):
        part = (
            _part_of()[parts[0]]
            if parts and field in _words_in_table()["stems"]
            else ""
        )
        readings.append(_meaning(field, part, rank))
    if not readings and key in _part_of():
        readings.append(Meaning("signed", 0, _part_of()[key], 500))
    return tuple(readings) or _date_words(words)


def _meaning(field: str, part: str, rank: int) -> Meaning:
    return Meaning(field, 2 if field == "party_b" else 0, part, rank)


def _party(words: tuple[str, ...]) -> tuple[Meaning, ...]:
    """``party 1``, ``state b``, ``first country``, ``iso o``, ``party 1 iso``."""
    for at, mark in enumerate(words):
        side = _side_of().get(mark)
        others = words[:at] + words[at + 1 :]
        numbered = mark in ("1", "2", "01", "02")
        if numbered:  # "Party no. 1"
            others = tuple(w for w in others if w not in ("no", "n", "nr", "num"))
        rest = "".join(others)
        named = numbered and any(
            f.startswith("party") for f, _ in _index().get(rest, ())
        )
        if side and (rest in _parties() or named):
            return (Meaning("party_a" if side == 1 else "party_b", side),)
    return ()


def _date_words(words: tuple[str, ...]) -> tuple[Meaning, ...]:
    """``st year``, ``year of signature``, ``month signed``."""
    for number, word in enumerate(words):
        part = _part_of().get(word)
        if not part or len(words) < 2:
            continue
        rest = tuple(
            w for n, w in enumerate(words) if n != number and w not in _alone("small")
        )
        key = "".join(rest)
        for field, stems in _words_in_table()["stems"].items():
            if key in stems:
                return (Meaning(field, 0, part, 100),)
        for field, _ in _index().get(key) or _bags().get(_bag(rest), ()):
            if field in _words_in_table()["stems"]:
                return (Meaning(field, 0, part, 100),)
    return ()


def _within(words: tuple[str, ...]) -> tuple[Meaning, ...]:
    """The longest known header inside this one; a single word stands first or last."""
    for length in range(min(len(words) - 1, 8), 0, -1):
        for start in range(len(words) - length + 1):
            piece = words[start : start + length]
            key = "".join(piece)
            edge = start in (0, len(words) - length)
            if key in _alone("generic") or (len(key) < 4 and not _EAST.search(key)):
                continue
            if (entries := _index().get(key)) and (length > 1 or edge):
                return tuple(_meaning(f, "", 1000 + rank) for f, rank in entries)
    return ()


def _bare(header: str) -> str:
    """A header without what stands in brackets, if anything is left then."""
    bare = _BRACKETS.sub(" ", header[:_LONGEST])
    return bare if re.search(r"[^\W_]", bare) else header[:_LONGEST]


def _pieces(header: str) -> list[str]:
    """The two languages of a bilingual header: ``签署日期Signed on``."""
    east, rest = _EAST.findall(header), _EAST.sub(" ", header)
    if east and re.search(r"[^\W\d_]{2,}", rest):
        return [*east, rest]
    return re.split(r"\s*[/|\n]\s*", header) if re.search(r"[/|\n]", header) else []


@cache
def _index() -> dict[str, tuple[tuple[str, int], ...]]:
    """Header without spaces -> the fields it names, with its place in their lists."""
    index: dict[str, tuple[tuple[str, int], ...]] = {}
    for field, names in headers().items():
        for rank, header in enumerate((field, *names)):
            entries = index.get(key := _join(header), ())
            if key and field not in {f for f, _ in entries}:
                index[key] = (*entries, (field, rank))
    return {
        key: tuple(sorted(fields, key=lambda item: item[1]))
        for key, fields in index.items()
    }


@cache
def _bags() -> dict[frozenset[str], tuple[tuple[str, int], ...]]:
    """The same by the words whatever their order: ``date_termination``."""
    bags: dict[frozenset[str], tuple[tuple[str, int], ...]] = {}
    for field, names in headers().items():
        for rank, header in enumerate(names):
            bag = _bag(_words(header))
            if len(bag) > 1 and bag not in bags:
                bags[bag] = ((field, rank),)
    return bags


def _bag(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for word in words if word not in _alone("small"))


@cache
def _parties() -> frozenset[str]:
    return frozenset(_join(word) for word in _words_in_table()["parties"]["words"])


def _join(header: str) -> str:
    return re.sub(r"[\W_]+", "", folded(header))


@cache
def _vocabulary() -> frozenset[str]:
    """The words in Latin letters, by which words run together are split."""
    words_of_headers = [w for words in headers().values() for w in words]
    words_of_headers += [
        *_words_in_table()["parties"]["words"],
        *_part_of(),
        *_alone("small"),
    ]
    stems = [s for listed in _words_in_table()["stems"].values() for s in listed]
    words_of_headers += [stem for stem in stems if len(stem) < 6]
    words = re.sub(r"[\W_]+", " ", folded(" ".join(words_of_headers))).split()
    return frozenset(w for w in words if w.isascii() and w.isalpha())


def _split(word: str) -> list[str]:
    """A word run together as its words, the longest first; itself where it is none."""
    vocabulary = _vocabulary()
    if word in vocabulary or not (
        word.isascii() and word.isalpha() and 5 <= len(word) <= 60
    ):
        return [word]
    best: list[list[str] | None] = [[]] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 16), end):
            piece, before = word[start:end], best[start]
            if before is None or piece not in vocabulary or len(piece) < 2:
                continue
            now = best[end]
            if now is None or len(before) + 1 < len(now):
                best[end] = [*before, piece]
    return best[-1] or [word]

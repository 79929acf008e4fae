"""The fields of a treaty that a column may hold, and the names of a table's columns.

The headers people give them are in :mod:`geo.tables.user.header_words`; which column
holds which field is decided in :mod:`geo.tables.user.column_choice`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from geo.model import languages, treaty_fields
from geo.model.treaty_fields import DATES, PARTIES, TITLES
from geo.tables.user.header_words import Meaning, meanings, words_of

#: More columns than this are no table of treaties.
MOST = 200
#: The choice of a reader for a column that names both parties.
BOTH = "both"


@dataclass(frozen=True)
class Field:
    """What a column may hold: our own name for it."""

    name: str
    required: bool = False
    own: bool = False  # only under our own name: a column of the atlas's tables

    def title(self, lang: str) -> str:
        """What a reader calls it; a column of the atlas's tables is its own name."""
        return self.name if self.own else languages.word(f"column.{self.name}", lang)


#: A title in whatever language: the field of its script takes it.
TITLE = "title"


def _fields() -> Iterator[Field]:
    """The fields that have a title for readers, then the atlas's further columns."""
    names = list(treaty_fields.FIELDS)
    names.insert(names.index(TITLES[0]), TITLE)
    required = (*PARTIES, DATES[0])
    others = [name for name in names if name not in required]
    titled = [n for n in (*required, *others) if languages.has(f"column.{n}")]
    yield from (Field(name, required=name in required) for name in titled)
    columns = [c for f in treaty_fields.FIELDS.values() for c in f.columns]
    for name in (*columns, *treaty_fields.CONFIDENCE):
        if name not in titled:
            yield Field(name, own=True)


FIELDS = tuple(_fields())
BY_NAME = {field.name: field for field in FIELDS}
TEXTS = tuple(n for n in BY_NAME if n not in (*DATES, *PARTIES, "status"))


def fields_of(
    headers: Sequence[str], memo: dict[str, tuple[Meaning, ...]] | None = None
) -> dict[str, str]:
    """What headers name -> the most telling header, by the headers alone.

    A second column of one party is the other party: tables with ``country`` twice are
    common, and in a merged header cell the second name is blank. What looks like a
    field and is none (a depositary, a volume) is named too. ``memo`` remembers what
    headers name, for who asks of many rows.
    """
    memo = {} if memo is None else memo
    best: dict[str, tuple[int, str]] = {}
    for header in headers:
        if header not in memo:
            memo[header] = told_by(header)
        meaning = next(iter(memo[header]), None)
        if meaning is None or meaning.rank >= PARTIAL:
            continue
        name = meaning.field
        if name == "party_a" and name in best and not meaning.side:
            name = "party_b"
        if name not in best or meaning.rank < best[name][0]:
            best[name] = (meaning.rank, header)
    return {name: header for name, (_, header) in best.items()}


#: From this rank on only a part of the header is known.
PARTIAL = 1000


def told_by(header: str) -> tuple[Meaning, ...]:
    """What a header may name; the atlas's own names and titles name themselves."""
    plain = header.strip().casefold()
    if len(plain) > _LONGEST or not any(c.isalpha() or c in "#№" for c in plain):
        return ()
    if name := _selves().get(plain):
        side = {"party_a": 1, "party_b": 2}.get(name, 0)
        return (Meaning(name, side),)
    return _with_side(header) or _after_prefix(header) or meanings(header)


def _with_side(header: str) -> tuple[Meaning, ...]:
    """``缔约方一``: a script without spaces puts the number of the party last."""
    side = _EAST_SIDES.get(header.strip()[-1:], 0)
    inner = meanings(header.strip()[:-1]) if side else ()
    if any(m.field in PARTIES for m in inner):
        return (Meaning(PARTIES[side - 1], side),)
    return ()


_EAST_SIDES = {"一": 1, "甲": 1, "二": 2, "乙": 2}


def _after_prefix(header: str) -> tuple[Meaning, ...]:
    """``dyad_st_year``, ``TreatySignedDate``: what a date is of stands before it."""
    words = words_of(header)
    if len(words) > 1 and words[0] in _PREFIXES:
        inner = meanings(" ".join(words[1:]))
        return inner if inner and inner[0].field in DATES else ()
    return ()


_PREFIXES = frozenset({"dyad", "all", "alliance", "treaty", "agreement", "agr", "tr"})


_LONGEST = 150  # characters of a header


@cache
def _selves() -> dict[str, str]:
    """The atlas's own names and titles -> the field; two languages are read for it."""
    return {
        text.casefold(): field.name
        for field in reversed(FIELDS)
        for text in (*(field.title(lang) for lang in languages.ON_A_PAGE), field.name)
    }


def unique(cells: Sequence[str]) -> tuple[list[str], list[tuple[int, str]]]:
    """Headers with a name each; and the columns whose name is another's, or blank.

    A blank header beside a named one is the rest of a merged cell and takes its name.
    """
    names: set[str] = set()
    count: dict[str, int] = {}
    headers, odd, last = [], [], ""
    for number, cell in enumerate(cells):
        name = " ".join(cell.split())[:200]
        base = name or last or f"column {number + 1}"
        new = base
        while new in names:
            count[base] = count.get(base, 1) + 1
            new = f"{base} [{count[base]}]"
        if new != name:
            odd.append((number, new))
        names.add(new)
        headers.append(new)
        last = name or last
    return headers, odd


def remapped(
    choices: Mapping[str, str], mapping: Mapping[str, str], header: str, field: str
) -> dict[str, str]:
    """The choices of a reader once a column is to be read as another field.

    Args:
        chosen: field -> header, what the reader has chosen before.
        mapping: field -> header, how the table was read.
        field: the field of the column from now on; :data:`BOTH`; blank: not read.
    """
    let_go = {name: "" for name, current in mapping.items() if current == header}
    names = PARTIES if field == BOTH else (field,) if field else ()
    return {**choices, **let_go, **dict.fromkeys(names, header)}

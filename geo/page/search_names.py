"""The names of countries that the page's search cannot find by itself.

The page has each area's name in every language and its code. Its search
(``assets/page/search.js``) compares without marks and case, takes a part of a name, and
takes a name that stands in what was typed: "Republic of Cuba" finds Cuba. What it would
not find that way is added to the page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from geo.kept import cached_property
from geo.model import countries

#: A shorter name is no evidence inside a longer text.
SHORTEST = 4


def plain(text: str) -> str:
    """A name without marks and case, as the page's search has it."""
    parts = unicodedata.normalize("NFKD", text)
    letters = "".join(c for c in parts if not unicodedata.category(c).startswith("M"))
    return letters.lower().replace("ı", "i").strip()


def missing(
    names_of_page: Mapping[str, Iterable[str]],
    elsewhere: Mapping[str, Iterable[str]] | None = None,
) -> dict[str, list[str]]:
    """The spellings of each country that its known names do not lead to.

    Args:
        names_of_page: the names the page has, by area.
        elsewhere: the names of the areas in the languages that the page does not have.
    """
    additions: dict[str, list[str]] = {code: [] for code in names_of_page}
    spellings = {
        text: code
        for text, code in (
            _of_one_area(elsewhere or {}) | countries.spellings()
        ).items()
        if code in names_of_page
    }
    # A name added for one country can hide another's: until every name leads home.
    while unreached := _unreached(spellings, names_of_page, additions):
        for text, code in unreached:
            additions[code].append(text)
    return {code: names for code, names in additions.items() if names}


def _of_one_area(names_of_areas: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Each name, without marks and case, with the one area that has it."""
    codes: dict[str, set[str]] = {}
    for code, names in names_of_areas.items():
        for name in names:
            codes.setdefault(plain(name), set()).add(code)
    return {name: min(each) for name, each in codes.items() if len(each) == 1}


def _unreached(
    wanted_names: Mapping[str, str],
    names_of_page: Mapping[str, Iterable[str]],
    additions: Mapping[str, Iterable[str]],
) -> list[tuple[str, str]]:
    """The spellings that do not lead to their country yet."""
    index = _Index()
    for code, names in names_of_page.items():
        for name in (*names, *additions[code], code):
            index.add(plain(name), code)
    return [
        (plain(text), code)
        for text, code in sorted(wanted_names.items())
        if index.find(plain(text)) != code
    ]


class _Index:
    """The page's index of names: ``find`` is the rule of assets/page/search.js.

    Each of a thousand names is asked for among the thousand: all of them are one text,
    in which the first that fits is found.
    """

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}

    def add(self, name: str, code: str) -> None:
        self._codes.setdefault(name, code)

    @cached_property
    def _text(self) -> str:
        return _END + "".join(name + _END for name in self._codes)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self._codes)}

    def find(self, text: str) -> str | None:
        """The code the search finds, if any."""
        if text in self._codes:
            return self._codes[text]
        for fits in (_END + text, text):
            if (at := self._text.find(fits)) >= 0:
                name = self._text[self._text.rindex(_END, 0, at + 1) + 1 :]
                return self._codes[name.partition(_END)[0]]
        inside = [name for name in _wholes(text) if name in self._places]
        if not inside:
            return None
        longest = min(inside, key=lambda name: (-len(name), self._places[name]))
        return self._codes[longest]


#: Between two names: stands in none of them.
_END = "\0"


def _wholes(text: str) -> Iterator[str]:
    """The parts of a text that begin and end where a word does, long enough to be
    evidence."""
    starts = (i for i in range(len(text)) if i == 0 or not _in_a_word(text[i - 1]))
    ends = [i for i, after in enumerate(text) if not _in_a_word(after)] + [len(text)]
    for start in starts:
        yield from (text[start:end] for end in ends if end - start >= SHORTEST)


def _in_a_word(character: str) -> bool:
    return character.isalnum() or character == "_"

"""The texts of one row: its status, its titles by script, an identifier of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from geo.model.cell_words import status_of
from geo.model.treaties import Status

_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}")


def settle(
    texts: dict[str, str], status_of: Callable[[str], Status | None] = status_of
) -> Iterator[tuple[str, str]]:
    """Move texts to the fields they belong to; none is lost.

    A status or an address that is none becomes a note; a title goes to the language of
    its script. Yields the field and the rule of what is to be said.
    """
    if texts["status"] and status_of(texts["status"]) is None:
        yield "status", "status"
        texts["status_note"] = join_texts(texts["status_note"], texts["status"])
        texts["status"] = ""
    if texts["text_url"] and not _ADDRESS.fullmatch(texts["text_url"]):
        yield "text_url", "web-address"
        texts["notes"] = join_texts(texts["notes"], texts["text_url"])
        texts["text_url"] = ""
    if title := texts["title"]:
        own = _title_field(title)
        if title not in (texts[own], texts["title_original"]):
            free = (p for p in (own, "title_original") if not texts[p])
            place = next(free, "notes")
            texts[place] = join_texts(texts[place], title)


def join_texts(*texts: str) -> str:
    return " · ".join(text for text in texts if text)


def _title_field(title: str) -> str:
    """The field of a title by its script: Russian, else a language written in Latin."""
    if title.isascii():
        return "title_en"
    if re.search("[а-яёА-ЯЁ]", title):
        return "title_ru"
    foreign = any(c.isalpha() and ord(c) > 0x24F for c in title)
    return "title_original" if foreign else "title_en"


class Ids:
    """Gives each row an identifier of its own, in one pass."""

    def __init__(self, cells: Sequence[str]) -> None:
        self._reserved = {" ".join(text.split()) for text in cells}
        self._used: set[str] = set()
        self._next: Counter[str] = Counter()

    def give(self, cell: str, default: str) -> tuple[str, bool]:
        """An unused identifier, and whether the given one was taken."""
        base = cell or default
        free = base not in self._used and (cell or base not in self._reserved)
        new = base
        while not free:
            self._next[base] += 1
            new = f"{base}-{self._next[base] + 1}"
            free = new not in self._used and new not in self._reserved
        self._used.add(new)
        return new, bool(cell) and new != cell

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

    Args:
        texts: by field; a field without one may be left out.
    """
    status = texts.get("status")
    if status and status_of(status) is None:
        yield "status", "status"
        add(texts, "status_note", texts.pop("status"))
    address = texts.get("text_url")
    if address and not _ADDRESS.fullmatch(address):
        yield "text_url", "web-address"
        add(texts, "notes", texts.pop("text_url"))
    if title := texts.pop("title", ""):
        own = _title_field(title)
        if title not in (texts.get(own), texts.get("title_original")):
            free = [name for name in (own, "title_original") if not texts.get(name)]
            add(texts, free[0] if free else "notes", title)


def add(texts: dict[str, str], name: str, text: str) -> None:
    """Put a text after the one that a field has."""
    before = texts.get(name)
    texts[name] = f"{before} · {text}" if before else text


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

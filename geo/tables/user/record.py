"""One row's texts as a treaty: its status, its titles by script, an id of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from geo.model.cell_words import status_of
from geo.model.dates import PartialDate
from geo.model.treaties import Signatory, Status, Treaty
from geo.tables.user.columns import OWN

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


_CONFIDENCE = tuple(name for name in OWN if name.startswith("confidence_"))


def treaty(
    known_status: str,
    a: str,
    b: str,
    days: dict[str, PartialDate | None],
    texts: dict[str, str],
    status: Status,
) -> Treaty:
    """The treaty of a row whose texts are settled."""

    def signatory(name: str) -> Signatory | None:
        parts = (name, f"{name}_office", f"{name}_ru", f"{name}_office_ru")
        return Signatory(*(texts[part] for part in parts)) if texts[name] else None

    return Treaty(
        id=known_status,
        party_a=a,
        party_b=b,
        signed=days["signed"],
        in_force=days["in_force"],
        terminated=days["terminated"],
        status=status,
        title_en=texts["title_en"],
        title_ru=texts["title_ru"],
        title_original=texts["title_original"],
        title_original_lang=texts["title_original_lang"],
        instrument_type=texts["instrument_type"],
        signed_place=texts["signed_place"],
        signed_place_ru=texts["signed_place_ru"],
        status_note=texts["status_note"],
        status_note_ru=texts["status_note_ru"],
        approval_act=texts["approval_act"],
        text_public=texts["text_public"],
        text_url=texts["text_url"],
        notes=texts["notes"],
        notes_ru=texts["notes_ru"],
        title_en_is_translation=texts["title_en_is_translation"] == "true",
        title_ru_is_translation=texts["title_ru_is_translation"] == "true",
        signatory_a=signatory("signatory_a"),
        signatory_b=signatory("signatory_b"),
        confidence=tuple(
            (name.removeprefix("confidence_"), texts[name])
            for name in _CONFIDENCE
            if texts[name]
        ),
    )


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

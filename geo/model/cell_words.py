"""What a word of somebody's table means: a status, a yes or a no, or a blank.

Each word is listed whole, in ten languages and more (``assets/reading/cells.toml``);
none is guessed. A status that is
not understood is ``None``, and the caller says so.
"""

from __future__ import annotations

import re
from functools import cache

from geo.model.treaties import Status
from geo.storage import ASSETS, toml
from geo.text import folded, split_list

_FILE = ASSETS / "reading" / "cells.toml"


@cache
def words() -> dict[str, dict[str, tuple[str, ...]]]:
    """The table: section -> key -> its words, as they are written there."""
    return {
        section: {key: split_list(text) for key, text in keys.items()}
        for section, keys in toml(_FILE).items()
    }


def _plain(text: str) -> str:
    """A word without case, accents, brackets, quotation marks and outer punctuation."""
    text = folded(text[:200]).replace("’", "'")
    text = re.sub(r"[()\[\]\"“”«»*_]+", " ", text)
    text = re.sub(r"\s*[-–—:;,/]+\s*", " ", text)
    return " ".join(text.split()).strip(" .!;,:")


@cache
def _statuses() -> dict[str, Status]:
    return {
        _plain(word): Status(value)
        for value, others in words()["status"].items()
        for word in (value, *others)
    }


@cache
def _blanks() -> frozenset[str]:
    return frozenset(word.casefold() for word in words()["blank"]["words"])


@cache
def _answers() -> dict[str, bool]:
    answer = words()["answer"]
    return dict.fromkeys(answer["yes"], True) | dict.fromkeys(answer["no"], False)


#: A date or a reason may follow the word: "Expired in 2010", "Terminated (2007-03-01)".
_TAIL = re.compile(
    r"\s+(?:(?:in|on|since|from|as of|by|le|el|em|il|am|en|в|с|au|den|desde|depuis"
    r"|seit)\s+)*(?:the\s+)?[\d./\s-]*\d{4}[\d./\s-]*(?:г|года)?\s*$"
)


def status_of(text: str) -> Status | None:
    """The status a cell states.

    Returns ``Status.UNKNOWN`` for a blank and ``None`` for a word that is not listed.
    A year or a day after the word does not count: ``Expired in 2010``.
    """
    if is_blank(text):
        return Status.UNKNOWN
    plain = _plain(text)
    statuses = _statuses()
    return statuses.get(plain) or statuses.get(_plain(_TAIL.sub("", plain)))


def is_blank(text: str) -> bool:
    """Whether a cell holds nothing, or one of the words and signs for nothing."""
    plain = " ".join(text[:60].split()).casefold()
    return not plain or plain in _blanks()


def yes_no(text: str) -> bool | None:
    """``True`` for a yes, ``False`` for a no, ``None`` for anything else."""
    plain = " ".join(text[:20].split()).casefold().strip(".")
    return _answers().get(plain)

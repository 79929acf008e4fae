"""Several parties in one cell: ``A; B``, ``1. A 2. B`` in lines, ``A - B BIT (2005)``.

A mark divides only where what stands on both sides of it is a party: ``Korea, Republic
of`` and ``Trinidad and Tobago`` are one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

#: What stands between two parties, the surest first.
_MARKS = (
    re.compile(r"\s*[\n\r]+\s*"),
    re.compile(r"\s*[;；|]\s*"),
    re.compile(r"\s+[-–—−]\s+|\s*[–—↔⇄]\s*"),
    re.compile(r"\s*/\s*"),
    re.compile(r"\s+(?:vs?\.?|x|with)\s+"),
    re.compile(
        r"\s+(?:and|und|et|y|e|и|та|і|ve|i|en|و|&)\s+|\s*(?:与|與|和|及|と|、|및)\s*"
    ),
    re.compile(r"\s*[,，،]\s*"),
    re.compile(r"\s*-\s*"),
)
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}\s*[.)]|[-•*·])\s*")
#: What may follow the parties in the title of a treaty: its kind and its year.
_TAIL = re.compile(
    r"\s*\(?\b(?:BIT|FTA|TIFA|EPA|DTA|DTT|PTA|CEPA|CECA|TIP|BITs?|MoU|"
    r"agreement|treaty|convention|protocol)?\)?\s*(?:\(\s*\d{4}\s*\))?\s*$",
    re.IGNORECASE,
)
_LONGEST = 400
_MOST = 300  # parts of a list

IsParty = Callable[[str], bool]


def split(text: str, is_party: IsParty) -> tuple[str, ...]:
    """The parties of a cell: one where it names one, none where they are not known.

    A list of which any part is no party is not split: ``()``.
    """
    text = text.strip()
    if is_party(text):
        return (text,)
    if len(text) > 20 * _LONGEST:
        return ()
    for whole in dict.fromkeys((text, _TAIL.sub("", text).strip())):
        for mark in _MARKS:
            if not mark.search(whole):
                continue
            if parties := _parts(mark.split(whole), is_party):
                return parties
    return ()


def _parts(parts: list[str], is_party: IsParty) -> tuple[str, ...]:
    """Every part a party; commas inside a name are put together again."""
    texts = [_NUMBERED.sub("", part).strip(" .") for part in parts]
    texts = [part for part in texts if part]
    if not 2 <= len(texts) <= _MOST:
        return ()
    names: list[str] = []
    place = 0
    while place < len(texts):
        # The longest run that is one party: "Korea" + "Republic of".
        for last in range(min(place + 3, len(texts)), place, -1):
            whole = ", ".join(texts[place:last])
            if is_party(whole):
                names.append(whole)
                place = last
                break
        else:
            return ()
    return tuple(names) if len(names) > 1 else ()

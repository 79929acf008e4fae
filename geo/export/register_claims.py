"""The differences of two registers as claims: rows for a package's ``sources.csv``."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, fields

from geo.export import formats
from geo.model.registers import Comparison, Pair
from geo.model.treaties import Source, Stance, Treaty
from geo.model.worded import WordedError

COLUMNS = tuple(field.name for field in fields(Source))

_NOT_OF_AN_ID = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True)
class Page:
    """The page on which the second register stands, as a claim names its source."""

    name: str  # of its file, for the note
    url: str = ""  # where a row has no address of its own
    publisher: str = ""
    kind: str = "secondary"
    language: str = ""


class NoAddress(WordedError):
    """A difference has no address to be cited by; the message says how many have."""


def claims(compared: Comparison, page: Page, lines: dict[str, int]) -> bytes:
    """A claim for each date on which the second register disagrees with the first.

    Args:
        lines: of the second register: the id of a treaty -> its line in the file.

    Raises:
        NoAddress: a claim has no address, in its row or of the register.
    """
    rows = [row for pair in compared.differing for row in _of_pair(pair, page, lines)]
    if without := sum(not row["url"] for row in rows):
        raise NoAddress(
            "export.refused.no_address",
            without=without,
            all=len(rows),
            file=page.name,
            flag="--url",
        )
    return formats.as_csv(COLUMNS, rows)


def _of_pair(pair: Pair, page: Page, lines: dict[str, int]) -> list[dict[str, str]]:
    count = Counter(claim.field for claim in pair.left.sources)
    url = pair.right.text_url or page.url
    rows = []
    for difference in pair.differences:
        count[difference.field] += 1
        line = lines.get(pair.right.id)
        where = f"{page.name}, line {line}" if line else page.name
        rows.append(
            {
                **dict.fromkeys(COLUMNS, ""),
                "id": f"{_id(pair.left)}/{difference.field}/{count[difference.field]}",
                "treaty": pair.left.id,
                "field": difference.field,
                "value": str(difference.right),
                "stance": Stance.CONFLICTS.value,
                "url": url,
                "publisher": page.publisher or page.name,
                "language": page.language,
                "kind": page.kind,
                "note": f"{where}; held here: {difference.left}.",
            }
        )
    return rows


def _id(treaty: Treaty) -> str:
    """The id of a treaty in the letters that an id of a claim may have."""
    return _NOT_OF_AN_ID.sub("-", treaty.id.upper()).strip("-")

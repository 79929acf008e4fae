"""The links of ``tests/links.toml``, to which every host is held."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from geo.model.view import Notice

TABLE = Path(__file__).parent.parent / "links.toml"


@dataclass(frozen=True)
class Case:
    """A link, the view it asks for in its shortest spelling, and its notices."""

    link: str
    view: str
    notices: tuple[str, ...]
    page_view: str
    page_notices: tuple[str, ...]


def _cases() -> list[Case]:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    cases = []
    for row in table["links"]:
        page = row.get("page", row)
        cases.append(
            Case(
                row["link"],
                row["view"],
                tuple(sorted(row["notices"])),
                page["view"],
                tuple(sorted(page["notices"])),
            )
        )
    return cases


LINKS = _cases()


def said(notices: Iterable[Notice]) -> tuple[str, ...]:
    """Notices as the table of links has them."""
    return tuple(sorted(f"{n.key} {n.field}" for n in notices))

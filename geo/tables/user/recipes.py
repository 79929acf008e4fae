"""Known public data sets of the field, recognised by their headers.

A recipe (``data/recipes/*.toml``) holds facts about a table, never its rows: which
column holds what, the code list, how it is cited, under which licence, and what it
covers. It is applied where every header of its fingerprint is there, and said.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from geo.model import country_codes
from geo.model.coverage import Coverage
from geo.model.data_rows import RESTORE, BadData, text_of
from geo.model.treaty_fields import PARTIES
from geo.storage import DATA
from geo.tables.user.columns import BY_NAME
from geo.tables.user.judged_columns import Choice

FOLDER = DATA / "recipes"

#: The recipes there are: one that is missing is a damage, and said.
NAMES = ("nuclear_cooperation", "uk_treaties", "unctad_mapping")


@dataclass(frozen=True)
class Recipe:
    """What is known of one public table.

    ``columns`` maps fields to headers; ``parts`` a date's field to the headers of its
    year, month and day. ``years`` are the first and last year it covers; ``party`` the
    country all of its treaties are of; ``states_of`` the code list whose states it
    covers; ``states`` says so in words.
    """

    key: str
    title: str
    fingerprint: frozenset[str]
    columns: dict[str, str]
    url: str = ""
    citation: str = ""
    licence: str = ""
    note: str = ""
    scheme: str = ""
    beside: dict[str, str] = field(default_factory=dict)
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    years: tuple[int, int] | None = None
    states: str = ""
    party: str = ""
    states_of: str = ""
    cells: dict[str, str] = field(default_factory=dict)  # header -> its usual cell

    def fits(self, headers: Sequence[str], sample: Sequence[Sequence[str]]) -> bool:
        """Whether a table has the headers, and the cells that tell it from others."""
        places = {header.casefold(): n for n, header in enumerate(headers)}
        if not self.fingerprint <= places.keys():
            return False
        for header, cell in self.cells.items():
            place = places[header.casefold()]
            same = sum(row[place : place + 1] == [cell] for row in sample)
            if same < 0.9 * len(sample):
                return False
        return True

    @property
    def coverage(self) -> Coverage:
        """What the table says it covers."""
        states = (
            country_codes.years_of_members(self.states_of) if self.states_of else ()
        )
        return Coverage(self.years, self.party, states)

    def apply(self, choice: Choice) -> None:
        """Let the columns hold what the recipe says."""
        key = choice.key
        by_name = {header.casefold(): header for header in choice.kinds}
        of_recipe = set(self.columns.values())
        for name, header in list(choice.fields.items()):
            if header in of_recipe and name not in self.columns:
                del choice.fields[name]  # the recipe says what that column is
        for name, header in self.columns.items():
            if header in by_name:  # a column that is not of the fingerprint may lack
                choice.give(name, by_name[header])
        choice.beside = dict(self.beside) or choice.beside
        choice.parts |= self.parts
        if self.scheme:
            parties = [self.columns[n] for n in PARTIES if n in self.columns]
            for header in (*parties, *self.beside.values()):
                if header in choice.kinds and choice.kinds[header].numbers > 0.8:
                    choice.schemes[header] = self.scheme
        choice.by_cells = []
        if "party_b" not in self.columns:
            choice.key = key
            choice.fields.pop("party_b", None)
        choice.fields = {n: choice.fields[n] for n in BY_NAME if n in choice.fields}


@cache
def recipes() -> tuple[Recipe, ...]:
    """Every recipe, the one with the longest fingerprint first."""
    known_tables = []
    for name in NAMES:
        path = FOLDER / f"{name}.toml"
        table = _table(path)
        years = table.get("years")
        known_tables.append(
            Recipe(
                key=path.stem,
                title=table["title"],
                fingerprint=frozenset(h.casefold() for h in table["fingerprint"]),
                columns=dict(table["columns"]),
                url=table.get("url", ""),
                citation=table.get("citation", ""),
                licence=table.get("licence", ""),
                note=table.get("note", ""),
                scheme=table.get("scheme", ""),
                beside=dict(table.get("beside", {})),
                parts={n: dict(p) for n, p in table.get("parts", {}).items()},
                years=(years[0], years[1]) if years else None,
                states=table.get("states", ""),
                party=table.get("party", ""),
                states_of=table.get("states_of", ""),
                cells=dict(table.get("cells", {})),
            )
        )
    return tuple(sorted(known_tables, key=lambda r: -len(r.fingerprint)))


def _table(path: Path) -> dict[str, Any]:
    """A recipe's file.

    Raises:
        BadData: it is missing, no text, no TOML, or lacks what every recipe has.
    """
    text = text_of(path)
    try:
        table = tomllib.loads(text)
        needed = table["title"], table["fingerprint"], table["columns"]
    except (tomllib.TOMLDecodeError, KeyError) as why:
        raise BadData.of("recipe", RESTORE, file=path.name, why=why) from None
    if not all(needed) or not text.endswith("\n"):
        line = text.count("\n") + 1
        raise BadData.of("cut", RESTORE, file=path.name, line=line)
    return table


def fitting(headers: Sequence[str], sample: Sequence[Sequence[str]]) -> Recipe | None:
    """The recipe whose fingerprint a table has, if any."""
    return next((r for r in recipes() if r.fits(headers, sample)), None)

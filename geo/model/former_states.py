"""States that are no more: ``data/former_states.csv``, the one home of these facts.

A row of the kind ``state`` is a party of its own from ``since`` to ``until``; what
followed is named, and applied only where a view asks for it. ``wider`` is a state of
today that had more territory. ``out of scope`` (before 1945, colonies, empires) is a
name that is refused with a sentence, ``renamed`` another name of a state that is the
same today. Which state a treaty of a former state binds is a question of law that
differs from treaty to treaty; no table of names can answer it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from geo.model import languages
from geo.model.data_rows import BadData, data_rows
from geo.model.dates import BadDate, PartialDate
from geo.storage import ASSETS, DATA, toml
from geo.text import split_list

FILE = DATA / "former_states.csv"

KINDS = ("state", "wider", "out of scope", "renamed")

#: Kinds of rows that have land.
WITH_LAND = ("state", "wider")

COLUMNS = (
    *("kind", "code", "iso3166_3", "cow", "gw", "name_en", "name_ru", "from", "to"),
    *("members", "successors", "continuator", "later", "spellings"),
    *("note_en", "note_ru", "rests_on"),
)

#: Nothing older is drawn in its own borders, nor read as a party.
FIRST_YEAR = 1945


@dataclass(frozen=True)
class Member:
    """Land of a state: that of a country of today, or one area of the boundaries.

    ``area`` is true for one area alone: ``P-DDR``, ``D-ABY``, ``YEM!``. It is part of
    the state from ``since`` to the day before ``until``; ``None``: all of its time.
    """

    code: str
    area: bool = False
    since: date | None = None
    until: date | None = None

    @classmethod
    def parse(cls, text: str) -> Member:
        """Read ``EST/1991-09-06`` (it left) or ``P-RVN/-1975-05-01`` (it joined).

        Raises:
            ValueError: the day is none of the calendar.
        """
        code, _, day = text.partition("/")
        area = code[1:2] == "-" or code.endswith("!")
        joined = day.startswith("-")
        when = date.fromisoformat(day.lstrip("-")) if day else None
        since, until = (when, None) if joined else (None, when)
        return cls(code.removesuffix("!"), area, since, until)


@dataclass(frozen=True)
class Former:
    """A row of the table. ``until`` is the first day on which the state is no more.

    ``continuator`` is the one state that is said to continue it, ``successors`` all on
    its territory; ``later`` what its name means after it ended. ``cow`` and ``gw`` are
    its numbers in Correlates of War and Gleditsch-Ward.
    """

    kind: str
    code: str
    name_en: str
    name_ru: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None
    members: tuple[Member, ...] = ()
    successors: tuple[str, ...] = ()
    continuator: str = ""
    later: str = ""
    spellings: tuple[str, ...] = ()
    note_en: str = ""
    note_ru: str = ""
    cow: str = ""
    gw: str = ""

    @property
    def title(self) -> str:
        """Its name in English."""
        return self.name_en

    @property
    def names(self) -> tuple[str, ...]:
        """Every name and code it is known by."""
        told = (self.name_en, self.name_ru, self.code, *self.spellings)
        return tuple(dict.fromkeys(name for name in told if name))

    @property
    def ended(self) -> str:
        """The year in which it ended; blank where that is not known."""
        return self.until.text[:4] if self.until else ""

    @property
    def is_party(self) -> bool:
        """Whether it is a party of its own, and not only a name that is refused."""
        return self.kind == "state"

    @property
    def listed(self) -> bool:
        """Whether a list of states has it: a territory is on none."""
        return bool(self.cow or self.gw)

    @property
    def heirs(self) -> tuple[str, ...]:
        """Whom a view shows its obligations with that asks for successors."""
        return (self.continuator,) if self.continuator else self.successors

    def name(self, lang: str) -> str:
        """Its name in the reader's language."""
        return languages.localised(self, "name", lang)[0]

    def note(self, lang: str) -> str:
        """What to know of how it is drawn; blank for nothing."""
        return languages.localised(self, "note", lang)[0]

    def begun_by(self, day: date) -> bool:
        """Whether it had begun at the end of a day."""
        return self.since is None or self.since.earliest <= day

    def ended_by(self, day: date) -> bool:
        """Whether it was no more at the end of a day."""
        return self.until is not None and self.until.latest <= day

    def alive(self, day: date) -> bool:
        """Whether there was such a state at the end of a day."""
        return self.begun_by(day) and not self.ended_by(day)

    def ended_in_year_before(self, day: date) -> bool:
        """Whether it lived in the year of a day, and was no more at the end of it."""
        if self.until is None or not self.ended_by(day):
            return False
        return (self.until.latest - date.resolution).year == day.year


@cache
def rows() -> tuple[Former, ...]:
    """Every row of the table.

    Raises:
        BadData: it is missing or damaged.
    """
    try:
        return tuple(_former(row) for _, row in data_rows(FILE, COLUMNS))
    except (BadDate, ValueError) as error:
        if isinstance(error, BadData):
            raise
        raise BadData.of(
            "csv", "restore", file=FILE.name, line="?", why=error
        ) from None


def _former(row: dict[str, str]) -> Former:
    return Former(
        kind=row["kind"],
        code=row["code"],
        name_en=row["name_en"],
        name_ru=row["name_ru"],
        since=PartialDate.parse(row["from"]) if row["from"] else None,
        until=PartialDate.parse(row["to"]) if row["to"] else None,
        members=tuple(map(Member.parse, row["members"].split())),
        successors=tuple(row["successors"].split()),
        continuator=row["continuator"],
        later=row["later"],
        spellings=split_list(row["spellings"]),
        note_en=row["note_en"],
        note_ru=row["note_ru"],
        cow=row["cow"],
        gw=row["gw"],
    )


@cache
def gone() -> tuple[Former, ...]:
    """The states that are no more, those out of scope too."""
    return tuple(row for row in rows() if row.kind in ("state", "out of scope"))


@cache
def parties() -> dict[str, Former]:
    """The former states that are parties of their own, by code."""
    return {row.code: row for row in rows() if row.is_party}


@cache
def renamed() -> dict[str, tuple[str, ...]]:
    """States that have another name today: code -> their former names and codes."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows():
        if row.kind == "renamed":
            (code,) = row.successors
            found[code] = (*found.get(code, ()), *row.names)
    return found


@cache
def by_code() -> dict[str, str]:
    """Codes of ISO 3166-3 -> what became of them: a hint for a person."""
    found = (row for row in rows() if row.code and row.successors)
    return {row.code: ", ".join(row.successors) for row in found}


@cache
def by_title() -> dict[str, Former]:
    """The states that are no more, by their name in English."""
    return {state.title: state for state in gone()}


_ORGANISATIONS = ASSETS / "reading" / "organisations.toml"


@cache
def organisations() -> dict[str, tuple[str, ...]]:
    """Bodies that sign treaties and are no state: title -> what else it is called."""
    return {
        title: split_list(names)
        for title, names in toml(_ORGANISATIONS)["organisations"].items()
    }

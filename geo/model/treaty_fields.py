"""The fields of a treaty, one line each.

Reading and checking of tables, the rows beside the map, the card, the brief, the
country page, the addresses of single facts, and every exported file follow this table:
a further field is a further line here, a field of
:class:`~geo.model.treaties.Treaty`, its column in the tables and its label in
``assets/strings``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from geo.model.dates import PartialDate
from geo.model.treaties import (
    APPROVAL_BY_ONE_SIDE,
    Signatory,
    Source,
    Status,
    Treaty,
)

#: The languages that the tables have a column of translations in, ``notes_ru``.
TRANSLATIONS = ("ru",)


class Kind(StrEnum):
    """What a field holds, and so how it is read, checked and worded."""

    IDENTIFIER = "identifier"
    PARTY = "party"  # a code of a country
    EXISTENCE = "existence"  # claims are about it; no column holds it
    DATE = "date"
    STATUS = "status"
    PLACE = "place"  # text with a translation
    NAME = "name"  # of a signatory
    OFFICE = "office"  # of a signatory
    TYPE = "type"  # a word of the vocabulary
    TITLE = "title"
    ORDER = "order"  # an approving order
    APPROVAL = "approval"  # by one side, a day; claims alone hold it
    ANSWER = "answer"  # yes, no, draft
    ADDRESS = "address"  # of a page
    NOTE = "note"  # our own words, with a translation


@dataclass(frozen=True)
class TreatyField:
    """A field as the tables name it.

    Attributes:
        name: in ``treaties.csv``, in the claims, and in ``Treaty``.
        label: the string a reader calls it by.
        fact: the :class:`Fact` of a card that it is part of; blank: of none.
        level: the name under which our confidence is held; blank: it is not.
        always: whether a reader is told that the field is blank: no source found.
        in_table: whether the table beside the map has a column for its fact.
        about: what the column of an exported table holds; blank: it is not exported.
        about_level: the same of the column with our confidence.
    """

    name: str
    kind: Kind
    label: str = ""
    fact: str = ""
    level: str = ""
    always: bool = False
    in_table: bool = False
    about: str = ""
    about_level: str = ""

    @property
    def is_claimed(self) -> bool:
        """Whether a claim of a page can be about it."""
        return self.kind not in (Kind.IDENTIFIER, Kind.PARTY, Kind.NOTE)

    @property
    def is_backed(self) -> bool:
        """Whether a claim must state the value held."""
        return self.is_claimed and self.kind not in (*_OF_CLAIMS, Kind.STATUS)

    @property
    def columns(self) -> tuple[str, ...]:
        """Its columns in ``treaties.csv``: the value, then what belongs to it."""
        match self.kind:
            case kind if kind in _OF_CLAIMS:
                return ()
            case Kind.TITLE:
                return self.name, self._about_title
            case Kind.PLACE | Kind.NAME | Kind.OFFICE | Kind.NOTE:
                return self.name, *(f"{self.name}_{lang}" for lang in TRANSLATIONS)
        return (self.name,)

    @property
    def _about_title(self) -> str:
        """Of the original its language; of another whether it is our translation."""
        return f"{self.name}{'_lang' if self.name == ORIGINAL else IS_TRANSLATION}"

    def confidence(self, treaty: Treaty) -> str:
        """How sure we are of the value held; blank where that is not stated."""
        return treaty.level(self.level) if self.level else ""

    def value(self, treaty: Treaty) -> str | PartialDate | None:
        """The value held, as the tables have it; ``None`` where there is none."""
        if self.kind is Kind.EXISTENCE:
            return treaty.id
        if self.kind is Kind.APPROVAL:
            return _alone(treaty.approvals)
        if self.kind in (Kind.NAME, Kind.OFFICE):
            signatory = self.signatory(treaty)
            return getattr(signatory, self.kind.value) or None if signatory else None
        return getattr(treaty, self.name) or None

    def signatory(self, treaty: Treaty) -> Signatory | None:
        """Whom the field is about, where it is about a signatory."""
        if self.kind not in (Kind.NAME, Kind.OFFICE):
            return None
        return getattr(treaty, self.name.removesuffix("_office"))


def _alone(dates: tuple[PartialDate, ...]) -> str | PartialDate | None:
    """The one date as a date; several as text, separated by spaces."""
    return dates[0] if len(dates) == 1 else " ".join(d.text for d in dates) or None


#: What no column holds, as the claims say it all.
_OF_CLAIMS = (Kind.EXISTENCE, Kind.APPROVAL)

#: The title in the partner's language.
ORIGINAL = "title_original"
IS_TRANSLATION = "_is_translation"

FIELDS: dict[str, TreatyField] = {
    field.name: field
    for field in (
        TreatyField("id", Kind.IDENTIFIER, about="Identifier of the instrument"),
        TreatyField("party_a", Kind.PARTY),
        TreatyField("party_b", Kind.PARTY),
        TreatyField("existence", Kind.EXISTENCE, "site.existence"),
        TreatyField(
            "signed",
            Kind.DATE,
            "signed",
            fact="signed",
            level="signed",
            always=True,
            in_table=True,
            about="Signed, as precise as the sources: a year, a month or a day",
            about_level="How sure we are of the date of signing",
        ),
        TreatyField(
            "signed_place",
            Kind.PLACE,
            "place",
            fact="place",
            level="place",
            always=True,
            in_table=True,
            about="Place of signing",
        ),
        TreatyField(
            "in_force",
            Kind.DATE,
            "in_force",
            fact="in_force",
            level="in_force",
            always=True,
            in_table=True,
            about="Entry into force. Blank: no source found, not 'not in force'",
            about_level="How sure we are of the entry into force",
        ),
        TreatyField(
            "terminated",
            Kind.DATE,
            "site.terminated",
            fact="terminated",
            about="Date it ceased to have effect",
        ),
        TreatyField(
            "status",
            Kind.STATUS,
            "status",
            fact="status",
            always=True,
            in_table=True,
            about="Last status known from a source",
        ),
        TreatyField(
            "signatory_a",
            Kind.NAME,
            "site.signatory_a",
            fact="signatories",
            level="signatories",
            always=True,
        ),
        TreatyField(
            "signatory_a_office",
            Kind.OFFICE,
            "site.office_a",
            fact="signatories",
            level="signatories",
        ),
        TreatyField(
            "signatory_b",
            Kind.NAME,
            "site.signatory_b",
            fact="signatories",
            level="signatories",
            always=True,
        ),
        TreatyField(
            "signatory_b_office",
            Kind.OFFICE,
            "site.office_b",
            fact="signatories",
            level="signatories",
        ),
        TreatyField(
            "instrument_type", Kind.TYPE, "site.type", about="Type of instrument"
        ),
        TreatyField(
            "title_en",
            Kind.TITLE,
            "site.title_en",
            fact="title",
            level="title_en",
            always=True,
            in_table=True,
            about="Title in English",
        ),
        TreatyField(
            "title_ru",
            Kind.TITLE,
            "site.title_ru",
            fact="title",
            level="title_ru",
            always=True,
            in_table=True,
            about="Title in Russian",
        ),
        TreatyField(
            ORIGINAL,
            Kind.TITLE,
            "site.title_original",
            fact="title",
            always=True,
            in_table=True,
        ),
        TreatyField(
            "approval_act", Kind.ORDER, "approval", fact="approval", level="approval"
        ),
        TreatyField(
            APPROVAL_BY_ONE_SIDE,
            Kind.APPROVAL,
            APPROVAL_BY_ONE_SIDE,
            fact=APPROVAL_BY_ONE_SIDE,
        ),
        TreatyField("text_public", Kind.ANSWER, "site.text"),
        TreatyField("text_url", Kind.ADDRESS, "site.text_url"),
        TreatyField("status_note", Kind.NOTE),
        TreatyField(
            "notes",
            Kind.NOTE,
            "notes",
            fact="notes",
            about="Our judgement where sources differ or a day is inferred",
        ),
    )
}


def names_of(*kinds: Kind) -> tuple[str, ...]:
    """The names of the fields of some kinds, in their order."""
    return tuple(name for name, field in FIELDS.items() if field.kind in kinds)


DATES = names_of(Kind.DATE)
#: The fields of which a claim states a date.
DATED = names_of(Kind.DATE, Kind.APPROVAL)
PARTIES = names_of(Kind.PARTY)
TITLES = names_of(Kind.TITLE)
#: The fields that a claim must back where they hold a value.
BACKED = tuple(name for name, field in FIELDS.items() if field.is_backed)
#: The dates asked of every treaty: that no source was found is an answer.
ASKED = tuple(name for name in DATES if FIELDS[name].always)
#: The columns with our confidence.
CONFIDENCE = tuple(
    f"confidence_{level}"
    for level in dict.fromkeys(field.level for field in FIELDS.values())
    if level
)


@dataclass(frozen=True)
class Fact:
    """A line of a card: one field, or several that answer one question.

    Attributes:
        name: the key of its label; our confidence in it is held under it too.
        fields: what the claims behind it are about.
    """

    name: str
    fields: tuple[TreatyField, ...]

    @property
    def always(self) -> bool:
        """Whether the line stands there without a value."""
        return any(field.always for field in self.fields)

    @property
    def in_table(self) -> bool:
        """Whether the table beside the map has a column for it."""
        return any(field.in_table for field in self.fields)

    @property
    def kind(self) -> Kind:
        """Of its first field, whose value the line begins with."""
        return self.fields[0].kind


#: The facts of a card by name, in the order a reader asks for them.
FACTS: dict[str, Fact] = {
    name: Fact(name, tuple(field for field in FIELDS.values() if field.fact == name))
    for name in dict.fromkeys(field.fact for field in FIELDS.values())
    if name
}


def of_treaty(treaty: Treaty) -> tuple[TreatyField, ...]:
    """The fields of a treaty that have an answer: those claimed, and those asked."""
    claims = {source.field for source in treaty.sources}
    return tuple(f for f in FIELDS.values() if f.name in claims or f.name in ASKED)


def behind(fact: str, treaty: Treaty) -> TreatyField | None:
    """The field whose address says who states a fact of a card; ``None`` for none."""
    names = [field.name for field in FACTS[fact].fields]
    return next((field for field in of_treaty(treaty) if field.name in names), None)


_NOT_TEXTS = (*_OF_CLAIMS, Kind.DATE, Kind.STATUS, Kind.NAME, Kind.OFFICE)
_TEXTS = (
    *(name for name, field in FIELDS.items() if field.kind not in _NOT_TEXTS),
    f"{ORIGINAL}_lang",
)
_FLAGS = tuple(
    column
    for field in FIELDS.values()
    for column in field.columns
    if column.endswith(IS_TRANSLATION)
)
_NAMES = names_of(Kind.NAME)
#: What a table may do without: a package before version 0.2.0 has no translations.
_TRANSLATED = tuple(
    column
    for name in names_of(Kind.PLACE, Kind.NOTE)
    for column in FIELDS[name].columns[1:]
)
_REQUIRED = (*_TEXTS, *_FLAGS, *names_of(Kind.NAME, Kind.OFFICE))
_PLAIN = frozenset((*_TEXTS, *_TRANSLATED))


def treaty_of(
    cells: Mapping[str, str],
    dates: Mapping[str, PartialDate | None],
    status: Status,
    sources: tuple[Source, ...] = (),
) -> Treaty:
    """A row of ``treaties.csv`` as a treaty.

    Args:
        cells: by column, blanks as empty strings.
        dates: the dates of :data:`DATES`, read already.

    Raises:
        KeyError: a column is missing that is no translation.
    """
    for column in _REQUIRED:
        if column not in cells:
            raise KeyError(column)
    return treaty_of_filled(cells, dates, status, sources)


def treaty_of_filled(
    cells: Mapping[str, str],
    dates: Mapping[str, PartialDate | None],
    status: Status,
    sources: tuple[Source, ...] = (),
) -> Treaty:
    """The same of the cells of a row that are filled: a column may be missing.

    A reader's own table, which may have a hundred thousand rows, has a few of the
    columns, and they are mostly texts that a treaty holds as they are.
    """
    is_plain = cells.keys() <= _PLAIN
    values: Any = cells if is_plain else dict(_values(cells))
    days: Any = dates
    return Treaty(**values, **days, status=status, sources=sources)


def _values(cells: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """The fields of a treaty that cells hold, but for its dates and its status."""
    for column, cell in cells.items():
        if column in _PLAIN:
            yield column, cell
        elif column in _FLAGS:
            yield column, cell == "true"
        elif column in _NAMES:
            yield column, _signatory(cells, column)
    levels = ((c.removeprefix("confidence_"), cells.get(c)) for c in CONFIDENCE)
    yield "confidence", tuple((name, level) for name, level in levels if level)


def _signatory(cells: Mapping[str, str], name: str) -> Signatory | None:
    if not cells[name]:
        return None
    return Signatory(*(cells.get(column, "") for column in _signatory_columns(name)))


def _signatory_columns(name: str) -> tuple[str, ...]:
    """The columns of the parts of a ``Signatory``, in their order."""
    return name, f"{name}_office", f"{name}_ru", f"{name}_office_ru"


def cells_of(treaty: Treaty) -> dict[str, str]:
    """The row of ``treaties.csv`` that a treaty is, by column: :func:`treaty_of` back.

    Blanks are empty strings; a flag is ``true`` or blank.
    """
    cells = {name: getattr(treaty, name) for name in (*_TEXTS, *_TRANSLATED)}
    cells |= {name: "true" if getattr(treaty, name) else "" for name in _FLAGS}
    cells |= {name: str(getattr(treaty, name) or "") for name in DATES}
    for name in _NAMES:
        parts = _signatory_columns(name)
        values = dataclasses.astuple(getattr(treaty, name) or Signatory(""))
        cells |= dict(zip(parts, values, strict=True))
    levels = {f"confidence_{name}": level for name, level in treaty.confidence}
    return cells | {"status": treaty.status.value} | levels

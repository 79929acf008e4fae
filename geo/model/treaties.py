"""The nouns: Treaty, Source (a claim), Status, Basis."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from geo.model.dates import PartialDate
from geo.model.languages import SOURCE, localised, word


class Basis(StrEnum):
    """Which act of a treaty the reader asks about."""

    SIGNED = "signed"
    IN_FORCE = "in-force"


class Status(StrEnum):
    """The status a source gives an instrument; computed classes never override it."""

    PLANNED = "planned"
    INITIALLED = "initialled"
    SIGNED = "signed"
    RATIFIED_BY_ONE = "ratified by one side"
    PROVISIONAL = "provisionally applied"
    IN_FORCE = "in force"
    TERMINATED = "terminated"
    REPLACED = "replaced"
    UNKNOWN = "unknown"


#: Statuses short of signature: listed, never coloured (law 8).
UNSIGNED = frozenset({Status.PLANNED, Status.INITIALLED})

#: Statuses of an instrument that has ended, whether or not a source dates the end.
OVER = frozenset({Status.TERMINATED, Status.REPLACED})


class Stance(StrEnum):
    """What a claim does to the value we hold."""

    SUPPORTS = "supports"
    CONFLICTS = "conflicts"
    NOT_AFTER = "not-after"
    NOT_BEFORE = "not-before"
    CONTEXT = "context"


#: The field of a claim that one side alone approved or ratified the instrument: its
#: value is the day, its note says who approved what. It is no entry into force.
APPROVAL_BY_ONE_SIDE = "approval_by_one_side"


@dataclass(frozen=True)
class Source:
    """One claim: what one page says of one field of one treaty."""

    id: str
    treaty: str
    field: str
    value: str
    stance: Stance
    url: str
    publisher: str = ""
    language: str = ""
    kind: str = ""
    page_date: str = ""
    note: str = ""
    value_ru: str = ""  # our translation; blank for dates, titles and vocabulary
    note_ru: str = ""
    archived_url: str = ""  # a copy of the page in a web archive
    archived_on: str = ""


@dataclass(frozen=True)
class Membership:
    """What one country is to a multilateral layer, and since when."""

    code: str
    role: str
    since: PartialDate | None = None
    until: PartialDate | None = None

    @property
    def firm(self) -> bool:
        """Whether the role holds: an invitation or a contested seat does not."""
        return not any(word in self.role for word in TENTATIVE)


#: Words of a role that does not (yet) hold: drawn dashed, never solid.
TENTATIVE = ("invited", "contested", "expected", "announced", "declined")


@dataclass(frozen=True)
class Layer:
    """A multilateral instrument or group, shown beside the bilateral treaties.

    It never adds to their count.
    """

    key: str
    title_en: str
    title_ru: str
    kind: str
    completeness: str
    note: str
    members: tuple[Membership, ...]
    note_ru: str = ""

    def title(self, lang: str) -> str:
        return localised(self, "title", lang)[0]

    @property
    def is_reference(self) -> bool:
        """A list that presets are compared with, rather than a layer to draw."""
        return self.kind == "reference list"


@dataclass(frozen=True)
class Event:
    """One line of the chronology, with our checked value where the chapter differs."""

    id: str
    date: PartialDate
    title_en: str
    title_ru: str
    summary: str
    chapter_says: str = ""
    checked_value: str = ""
    differs: bool = False
    footnote: str = ""
    urls: tuple[str, ...] = ()
    kind: str = "chapter"  # or "added": not in the chapter
    note: str = ""
    summary_ru: str = ""
    chapter_says_ru: str = ""  # our translation
    checked_value_ru: str = ""
    note_ru: str = ""

    def title(self, lang: str) -> str:
        return localised(self, "title", lang)[0]


@dataclass(frozen=True)
class OfficialCount:
    """What an official said the total was; no count where none was given."""

    id: str
    date: PartialDate
    count: int | None
    speaker: str
    note: str
    url: str
    speaker_ru: str = ""
    note_ru: str = ""


@dataclass(frozen=True)
class Signatory:
    """Who signed for a party; the office is blank where no source states it."""

    name: str
    office: str = ""
    name_ru: str = ""
    office_ru: str = ""

    def show(self, lang: str) -> str:
        """Name and office in the reader's language, where the table has it."""
        name, office = (localised(self, f, lang)[0] for f in ("name", "office"))
        return word("list.aside", lang, a=name, b=office) if office else name

    def __str__(self) -> str:
        return self.show(SOURCE)


@dataclass(frozen=True, slots=True)  # a session may hold a hundred thousand
class Treaty:
    """One bilateral instrument, with the values we hold and every claim about them.

    Dates are ``None`` where no source was found. ``signed`` and ``in_force`` are
    already narrowed by the claims that bound them.
    """

    id: str
    party_a: str
    party_b: str
    signed: PartialDate | None = None
    in_force: PartialDate | None = None
    terminated: PartialDate | None = None
    status: Status = Status.UNKNOWN
    title_en: str = ""
    title_en_is_translation: bool = False
    title_ru: str = ""
    title_ru_is_translation: bool = False
    title_original: str = ""
    title_original_lang: str = ""
    instrument_type: str = ""
    signed_place: str = ""
    signatory_a: Signatory | None = None
    signatory_b: Signatory | None = None
    status_note: str = ""
    approval_act: str = ""
    text_public: str = ""
    text_url: str = ""
    notes: str = ""
    confidence: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = ()
    signed_place_ru: str = ""
    status_note_ru: str = ""
    notes_ru: str = ""

    def partner_of(self, focus: str) -> str | None:
        """The other party, or ``None`` where ``focus`` is no party."""
        if self.party_a == focus:
            return self.party_b
        return self.party_a if self.party_b == focus else None

    def partners(self, focus: str) -> tuple[str, ...]:
        """Whom the treaty colours: the other party; both where no focus is chosen."""
        if not focus:
            return self.party_a, self.party_b
        partner = self.partner_of(focus)
        return (partner,) if partner else ()

    def title(self, lang: str) -> tuple[str, str]:
        """The title for a language, and which note says that it is our translation.

        Falls back to English, then to the original: ``("", "")`` where no source gives
        any title. The note is the key of a string: ``translated``, or
        ``translated.other`` of a title in another language than the reader's; blank
        where the title is a source's.
        """
        text, language = localised(self, "title", lang)
        if not text or not getattr(self, f"title_{language}_is_translation"):
            return text or self.title_original, ""
        return text, "translated" if language == lang else "translated.other"

    def title_level(self, lang: str) -> str:
        """How sure we are of the title that :meth:`title` gives; blank: not stated."""
        text, language = localised(self, "title", lang)
        return self.level(f"title_{language}") if text else ""

    def level(self, field: str) -> str:
        """How sure we are of a value: ``high`` ... ``medium``; blank: not stated."""
        return dict(self.confidence).get(field, "")

    @property
    def one_source(self) -> bool:
        """Whether the entry into force held is stated by one publisher's pages alone.

        Pages of one host are one source. Without any claim, as in a reader's own table,
        nothing is known of its sources.
        """
        if self.in_force is None:
            return False
        entries = (
            s.url
            for s in self.sources
            if s.field == "in_force" and s.stance is Stance.SUPPORTS
        )
        return len({urlsplit(url).netloc for url in entries}) == 1

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        """Who signed, as far as is known; the first party's first."""
        return tuple(s for s in (self.signatory_a, self.signatory_b) if s)

    @property
    def approvals(self) -> tuple[PartialDate, ...]:
        """When one side approved or ratified it, as far as a claim dates that."""
        claims = self.approval_claims
        return tuple(PartialDate.of(day) for day in sorted({c.value for c in claims}))

    @property
    def approval_claims(self) -> tuple[Source, ...]:
        """The claims that state an approval or ratification by one side."""
        claims = self.claims(APPROVAL_BY_ONE_SIDE)
        return tuple(c for c in claims if c.stance is Stance.SUPPORTS)

    def claims(self, *fields: str) -> tuple[Source, ...]:
        """The claims about these fields, in the order of the table."""
        return tuple(s for s in self.sources if s.field in fields)

"""The fields of a treaty that a reader may ask about: one line for each.

The country page, the addresses of single facts and their claims all read this table.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.model.dates import PartialDate
from geo.model.treaties import Signatory, Treaty


@dataclass(frozen=True)
class TreatyField:
    """A field as the tables name it.

    Attributes:
        name: in ``treaties.csv`` and in the claims.
        label: the string a reader calls it by.
        level: the field under which our confidence is held.
    """

    name: str
    label: str
    level: str = ""

    def confidence(self, treaty: Treaty) -> str:
        """How sure we are of the value held; blank where that is not stated."""
        return treaty.level(self.level or self.name)

    def value(self, treaty: Treaty) -> str | PartialDate | None:
        """The value held, as the tables have it; ``None`` where there is none."""
        if self.name == "existence":
            return treaty.id
        if self.name == "status":
            return treaty.status.value
        if signatory := self.signatory(treaty):
            return getattr(signatory, self.part) or None
        if self.name.startswith("signatory_"):
            return None
        return getattr(treaty, self.name) or None

    @property
    def part(self) -> str:
        """Of a signatory: whether the name or the office is meant."""
        return "office" if self.name.endswith("_office") else "name"

    def signatory(self, treaty: Treaty) -> Signatory | None:
        """Whom the field is about, where it is about a signatory."""
        if not self.name.startswith("signatory_"):
            return None
        return getattr(treaty, self.name.removesuffix("_office"))


FIELDS = {
    field.name: field
    for field in (
        TreatyField("existence", "site.existence"),
        TreatyField("signed", "signed"),
        TreatyField("signed_place", "place", "place"),
        TreatyField("signatory_a", "site.signatory_a", "signatories"),
        TreatyField("signatory_a_office", "site.office_a", "signatories"),
        TreatyField("signatory_b", "site.signatory_b", "signatories"),
        TreatyField("signatory_b_office", "site.office_b", "signatories"),
        TreatyField("in_force", "in_force"),
        TreatyField("terminated", "site.terminated"),
        TreatyField("status", "status"),
        TreatyField("title_en", "site.title_en"),
        TreatyField("title_ru", "site.title_ru"),
        TreatyField("title_original", "site.title_original"),
        TreatyField("instrument_type", "site.type"),
        TreatyField("approval_act", "approval", "approval"),
        TreatyField("text_public", "site.text"),
        TreatyField("text_url", "site.text_url"),
    )
}

#: Asked of every treaty: that no source was found is an answer.
ALWAYS = ("signed", "in_force")


def of_treaty(treaty: Treaty) -> tuple[TreatyField, ...]:
    """The fields of a treaty that have an answer: those claimed, and the dates."""
    claims = {source.field for source in treaty.sources}
    return tuple(f for f in FIELDS.values() if f.name in claims or f.name in ALWAYS)


#: A fact of a card that its claims call by another name -> the fields they are about.
_CLAIMED = {
    "place": ("signed_place",),
    "signatories": tuple(name for name in FIELDS if name.startswith("signatory_")),
    "approval": ("approval_act",),
}


def behind(fact: str, treaty: Treaty) -> TreatyField | None:
    """The field whose address says who states a fact of a card; ``None`` for none."""
    names = _CLAIMED.get(fact, (fact,))
    return next((field for field in of_treaty(treaty) if field.name in names), None)

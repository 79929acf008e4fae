"""One fact of one treaty at its own address: who says so, and how sure we are."""

from __future__ import annotations

from dataclasses import asdict

from geo.export import formats
from geo.export.provenance import provenance, with_nulls
from geo.model.dates import PartialDate
from geo.model.languages import LANGUAGES
from geo.model.package import Package
from geo.model.treaties import Treaty, localised
from geo.model.treaty_fields import TreatyField
from geo.presentation.scene import Scene


def page_path(treaty: Treaty, field: TreatyField) -> str:
    """The address of a fact's page."""
    return f"facts/{treaty.id.lower()}/{field.name}/index.html"


def json_path(treaty: Treaty, field: TreatyField) -> str:
    """The address of the same for programs."""
    return f"facts/{treaty.id.lower()}/{field.name}.json"


def as_json(package: Package, treaty: Treaty, field: TreatyField) -> bytes:
    """The value held, its precision, our confidence and reading, and every claim."""
    value = field.value(treaty)
    origin = provenance(Scene.of(package))
    keys = ("data_version", "data_as_of", "licence", "citation")
    claims = [asdict(s) for s in treaty.sources if s.field == field.name]
    return formats.as_json(
        {
            "treaty": treaty.id,
            "parties": [treaty.party_a, treaty.party_b],
            "field": field.name,
            "value": str(value) if value else None,
            **interval(value),
            "confidence": field.confidence(treaty) or None,
            "our_reading": {lang: _reading(treaty, lang) for lang in LANGUAGES},
            "claims": [with_nulls(claim) for claim in claims],
            **{key: origin[key] for key in keys},
        }
    )


def _reading(treaty: Treaty, lang: str) -> str | None:
    """Our reading where it is written in that language."""
    text, language = localised(treaty, "notes", lang)
    return text if text and language == lang else None


def interval(value: str | PartialDate | None) -> dict[str, str]:
    """The precision of a date and the days between which it lies; nothing of a text."""
    if not isinstance(value, PartialDate):
        return {}
    return {
        "precision": value.precision,
        "earliest": value.earliest.isoformat(),
        "latest": value.latest.isoformat(),
    }

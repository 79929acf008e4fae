"""What every export carries: the rule, the edition, the licence, the citation."""

from __future__ import annotations

from geo.model.dates import PartialDate
from geo.presentation import record
from geo.presentation.scene import Scene


def provenance(scene: Scene) -> dict[str, str]:
    """What every product carries: the rule, the edition, the licence, the citation."""
    return {
        "title": scene.title,
        "headline": scene.headline,
        "rule": scene.rule,
        "state": scene.as_of,
        "note": scene.unnamed_note,
        **({"rows_read": scene.reading_note} if scene.reading_note else {}),
        "borders": scene.borders,
        "made_from": scene.made_from,
        "data_version": scene.edition,
        "data_as_of": scene.package.as_of.isoformat(),
        "licence": scene.licence,
        "citation": scene.citation,
        "record": str(record.of(scene, "data")),
    }


def signature(signed: PartialDate | None) -> dict[str, str]:
    """A date of signing at its precision, and the first and the last day of it."""
    return {
        "signed": str(signed or ""),
        "signed_earliest": signed.earliest.isoformat() if signed else "",
        "signed_latest": signed.latest.isoformat() if signed else "",
    }


def with_nulls(record: dict[str, object]) -> dict[str, object]:
    """A record in which a blank is null: no source found."""
    return {key: None if value == "" else value for key, value in record.items()}

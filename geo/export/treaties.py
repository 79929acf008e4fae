"""The treaties of a view: a table, a workbook, and JSON with every claim."""

from __future__ import annotations

from dataclasses import asdict, fields

from geo.export import formats, former
from geo.export.provenance import provenance, signature, with_nulls
from geo.model import countries
from geo.model.grouping import GroupedTreaties
from geo.model.package import Package
from geo.model.status import status_of
from geo.model.treaties import Source, Treaty
from geo.model.treaty_fields import FIELDS, Kind
from geo.model.view import View
from geo.presentation import rows
from geo.presentation.scene import Scene

#: Of a date whose days are known to be fewer than its text says, and what they hold.
_SIGNED = {
    "signed_earliest": "First day it may have been signed",
    "signed_latest": "Last day it may have been signed",
}


def _columns() -> dict[str, str]:
    fields = [field for field in FIELDS.values() if field.about]
    values = {field.name: field.about for field in fields if field.is_claimed}
    notes = {f.name: f.about for f in fields if f.kind is Kind.NOTE}
    sure = {f"confidence_{f.level}": f.about_level for f in fields if f.about_level}
    signed = values.pop("signed")
    return {
        "id": FIELDS["id"].about,
        "country_code": "The partner, ISO 3166-1 alpha-3",
        "country": "Its name",
        "other_code": "The other party: the focal country, where there is one",
        "class": "How the country counts under the basis of this view; without a focal "
        "country, how the row does",
        "treaty_status": "Status of the treaty on the last day shown, whatever the "
        "basis",
        "treaty_status_date": "The date of that status",
        "signed": signed,
        **_SIGNED,
        **values,
        **sure,
        **notes,
        "source_count": "Number of claims about the instrument",
        "source_urls": "The pages that make them, separated by spaces",
        "data_version": "Edition of the data",
        "data_as_of": "The day the data speak of",
    }


#: The columns of the table, and what they hold.
COLUMNS = _columns()

#: The columns of a table that is drawn in the borders of its time, beside these.
PERIODS = {
    "country_from": "Of a state that is no more: when it began, as it is held here",
    "country_to": "The first day on which it was no more",
    "other_from": "The same of the other party",
    "other_to": "The same of the other party",
}

#: A column of a reader's own table beside these.
_NOT_READ = "data_rows_not_read"


def csv(scene: Scene) -> bytes:
    """The instruments of a view as CSV."""
    return formats.as_csv(columns_of(scene.package), table(scene))


def columns_of(package: Package) -> list[str]:
    """The columns of the table; a reader's own says how many rows were not read."""
    more = [_NOT_READ] if package.own else []
    if not GroupedTreaties(package.treaties).borders.drawn:
        return [*COLUMNS, *more]
    after = [*COLUMNS].index("other_code") + 1
    return [*[*COLUMNS][:after], *PERIODS, *[*COLUMNS][after:], *more]


def xlsx(scene: Scene) -> bytes:
    """The instruments of a view and their claims as a workbook that explains itself."""
    about, package = provenance(scene), scene.package
    names = columns_of(package)
    readme = [{"key": key, "value": value} for key, value in about.items()]
    readme += [
        {"key": f"treaties: {c}", "value": is_}
        for c, is_ in {**COLUMNS, **PERIODS}.items()
        if c in names
    ]
    claims = [asdict(s) for _, t in scene.entries for s in t.sources]
    sheets = {
        "README": (("key", "value"), readme),
        "treaties": (tuple(names), table(scene)),
        "sources": (tuple(f.name for f in fields(Source)), claims),
    }
    return formats.as_xlsx(sheets, about["title"], package.as_of)


def json(scene: Scene) -> bytes:
    """The instruments of a view with all that is held and claimed of them."""
    view, current = scene.view, scene.state
    treaties = [
        {
            "country_code": code,
            "country": countries.name(code, view.lang),
            "class": rows.key(scene, code, treaty).value,
            **_status(treaty, view),
            **record(treaty),
        }
        for code, treaty in scene.entries
    ]
    return formats.as_json(
        {
            **provenance(scene),
            "view": rows.message(view),
            "counts": asdict(current.counts),
            **({"reading": _reading(scene)} if scene.package.own else {}),
            "treaties": treaties,
            "undated": [t.id for t in current.undated],
        }
    )


def _reading(scene: Scene) -> dict[str, object]:
    """What became of the rows of a reader's own table."""
    reading = scene.package.reading
    return {
        "rows": reading.rows,
        "read": reading.read,
        "repeated": reading.merged,
        "not_read": dict(reading.reasons),
        "named_only_in_rows_not_read": list(scene.unread),
        "code_list": reading.scheme or None,
    }


def table(scene: Scene) -> list[dict[str, str | int]]:
    """One row per instrument of a view."""
    return [_row(scene, code, treaty) for code, treaty in scene.entries]


def _row(scene: Scene, code: str, t: Treaty) -> dict[str, str | int]:
    package = scene.package
    confidence = {f"confidence_{name}": level for name, level in t.confidence}
    values: dict[str, str | int] = {
        **{name: str(field.value(t) or "") for name, field in FIELDS.items()},
        **confidence,
        "country_code": code,
        "country": countries.name(code, scene.lang),
        "other_code": t.partner_of(code) or "",
        **_periods(scene, code, t.partner_of(code) or ""),
        "class": rows.key(scene, code, t).value,
        **_status(t, scene.view),
        **signature(t.signed),
        "source_count": len(t.sources),
        "source_urls": " ".join(dict.fromkeys(s.url for s in t.sources)),
        "data_version": package.version,
        "data_as_of": package.as_of.isoformat(),
        _NOT_READ: package.reading.not_read,
    }
    return {column: values.get(column, "") for column in columns_of(package)}


def _periods(scene: Scene, code: str, other: str) -> dict[str, str]:
    """From when to when each party was a state, where former ones are drawn."""
    return {
        f"{name}_{end}": day
        for name, party in (("country", code), ("other", other))
        for end, day in former.period(scene, party).items()
    }


def _status(treaty: Treaty, view: View) -> dict[str, str]:
    """The one status of a treaty, as the table, the card and the site word it."""
    status = status_of(treaty, view.end, view.former)
    return {"treaty_status": status.key, "treaty_status_date": str(status.date or "")}


def record(treaty: Treaty) -> dict[str, object]:
    """A treaty as JSON has it; a blank is null: no source found."""
    fields = asdict(treaty) | {"confidence": dict(treaty.confidence)}
    fields["sources"] = [with_nulls(claim) for claim in fields["sources"]]
    return with_nulls(fields)

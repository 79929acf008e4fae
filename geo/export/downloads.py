"""What a reader takes away: the page, the figure, the data, as bytes.

This module says what goes into a product; :mod:`geo.export.formats` how it is written.
Heavy libraries are imported by the product that needs them, on the click that asks.
"""

from __future__ import annotations

import json as json_format
from dataclasses import asdict, fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo.export import formats
from geo.figures.options import FigureOptions
from geo.model import countries
from geo.model.classes import Class
from geo.model.dates import PartialDate
from geo.model.package import Package
from geo.model.status import status_of
from geo.model.treaties import Source, Treaty
from geo.model.view import View
from geo.presentation import citations, colours, rows
from geo.presentation.scene import Scene
from geo.storage import DATA

if TYPE_CHECKING:
    import geopandas

    from geo.model.boundaries import World

#: The columns of the table, and what they hold.
COLUMNS = {
    "id": "Identifier of the instrument",
    "country_code": "The partner, ISO 3166-1 alpha-3",
    "country": "Its name",
    "other_code": "The other party: the focal country, where there is one",
    "class": "How the country counts under the basis of this view; without a focal "
    "country, how the row does",
    "treaty_status": "Status of the treaty on the last day shown, whatever the basis",
    "treaty_status_date": "The date of that status",
    "signed": "Signed, as precise as the sources: a year, a month or a day",
    "signed_earliest": "First day it may have been signed",
    "signed_latest": "Last day it may have been signed",
    "signed_place": "Place of signing",
    "in_force": "Entry into force. Blank: no source found, not 'not in force'",
    "terminated": "Date it ceased to have effect",
    "status": "Last status known from a source",
    "instrument_type": "Type of instrument",
    "title_en": "Title in English",
    "title_ru": "Title in Russian",
    "confidence_signed": "How sure we are of the date of signing",
    "confidence_in_force": "How sure we are of the entry into force",
    "notes": "Our judgement where sources differ or a day is inferred",
    "source_count": "Number of claims about the instrument",
    "source_urls": "The pages that make them, separated by spaces",
    "data_version": "Edition of the data",
    "data_as_of": "The day the data speak of",
}

#: A column of a reader's own table beside these.
_LOST = "data_rows_not_read"

#: Format -> what it holds. A format is also the suffix of its files.
FORMATS = {
    "csv": "the treaties, for a spreadsheet",
    "xlsx": "the treaties and their sources as a workbook",
    "json": "the treaties with every claim about them",
    "geojson": "the countries with their class",
    "gpkg": "the same as GeoPackage",
    "parquet": "the same as GeoParquet",
    "zip": "the whole data package",
}

#: The formats that show a view; the package holds every year.
OF_A_VIEW = frozenset(FORMATS) - {"zip"}

#: What belongs to the package beside the tables that its descriptor names.
DOCUMENTS = (
    "README.md",
    "README.ru.md",
    "CHANGELOG.md",
    "CHANGELOG.ru.md",
    "gaps.md",
    "gaps.ru.md",
    "searched.md",
    "searched.ru.md",
    "names/SOURCES.md",
    "names/LICENSE.unicode",
    "boundaries/SOURCES.md",
    "boundaries/SOURCES.ru.md",
    "boundaries/units.csv",
    "boundaries/status.csv",
    "boundaries/names.csv",
    "boundaries/world_wgs84.topo.json",
)


class UnknownFormat(ValueError):
    """No format is meant by this file name; the message names those there are."""


def format_of(file_name: str, kind: str | None = None) -> str:
    """The format of a file by its suffix, which an explicit ``kind`` must not belie.

    Raises:
        UnknownFormat: the suffix is none of ours, or another format's.
    """
    suffix = Path(file_name).suffix.lower().removeprefix(".")
    known = ", ".join(f".{name}" for name in FORMATS)
    if kind is None and suffix not in FORMATS:
        raise UnknownFormat(
            f"{file_name}: no format has this suffix; use one of {known}, or --format"
        )
    # GeoJSON is JSON, and many name it so.
    fits = kind in (None, suffix) or (kind, suffix) == ("geojson", "json")
    if suffix in FORMATS and not fits:
        raise UnknownFormat(f"{file_name}: a {kind} file does not end in .{suffix}")
    return kind or suffix


def page(scene: Scene) -> bytes:
    """The map as one HTML file."""
    from geo.page import document

    return document.page(scene).encode()


def figure(
    scene: Scene, options: FigureOptions | None = None, kind: str = "png"
) -> bytes:
    """The figure as PNG, SVG or PDF.

    Raises:
        BadSize: it cannot be drawn at this size.
        BadOptions: the title that is given would be cut.
    """
    from geo.figures import figure as drawing

    return drawing.render(scene, options, kind)


def csv(scene: Scene) -> bytes:
    """The instruments of a view as CSV."""
    return formats.as_csv(columns_of(scene.package), table(scene))


def columns_of(package: Package) -> list[str]:
    """The columns of the table; a reader's own says how many rows were not read."""
    return [*COLUMNS, *([_LOST] if package.own else [])]


def xlsx(scene: Scene) -> bytes:
    """The instruments of a view and their claims as a workbook that explains itself."""
    about, package = provenance(scene), scene.package
    readme = [{"key": key, "value": value} for key, value in about.items()]
    readme += [{"key": f"treaties: {c}", "value": is_} for c, is_ in COLUMNS.items()]
    claims = [asdict(s) for _, t in scene.listed for s in t.sources]
    sheets = {
        "README": (("key", "value"), readme),
        "treaties": (tuple(columns_of(package)), table(scene)),
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
        for code, treaty in scene.listed
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
    held = scene.package.reading
    return {
        "rows": held.rows,
        "read": held.read,
        "repeated": held.merged,
        "not_read": dict(held.reasons),
        "named_only_in_rows_not_read": list(scene.unread),
        "code_list": held.scheme or None,
    }


def geojson(scene: Scene) -> bytes:
    """Every unit of the world with its class in a view."""
    from geo.model import boundaries

    coverage = boundaries.load("world_wgs84")
    shapes = _geometries(coverage)
    units = [(_properties(u, scene), shapes[u.uid]) for u in coverage.units]
    return formats.as_geojson(provenance(scene), units)


@lru_cache(maxsize=1)
def _geometries(coverage: World) -> dict[str, str]:
    """The geometry of each unit as GeoJSON, 3 MB: the same in every view."""
    return {u.uid: formats.geometry(coverage.rings(u.uid)) for u in coverage.units}


def gpkg(scene: Scene) -> bytes:
    """The same as :func:`geojson`, as a GeoPackage with one layer."""
    about, made = provenance(scene), scene.package.as_of
    return formats.as_gpkg("countries", about, features(scene), made)


def parquet(scene: Scene) -> bytes:
    """The same as :func:`geojson`, as GeoParquet."""
    return formats.as_parquet(provenance(scene), features(scene))


def zip(scene: Scene, folder: Path = DATA) -> bytes:
    """The data package as it stands, with its documents, licence and citation."""
    descriptor = json_format.loads((folder / "datapackage.json").read_text("utf-8"))
    names = ["datapackage.json", *(r["path"] for r in descriptor["resources"])]
    names += [name for name in DOCUMENTS if (folder / name).exists()]
    entries = {name: (folder / name).read_bytes() for name in names}
    entries["LICENSE"] = (DATA.parent / "LICENSE").read_bytes()
    entries["CITATION.cff"] = citations.cff(scene.package).encode()
    return formats.as_zip(entries)


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
    }


def table(scene: Scene) -> list[dict[str, str | int]]:
    """One row per instrument of a view."""
    package = scene.package
    return [
        {
            "id": t.id,
            "country_code": code,
            "country": countries.name(code, scene.lang),
            "other_code": t.partner_of(code),
            "class": rows.key(scene, code, t).value,
            **_status(t, scene.view),
            **_signature(t.signed),
            "signed_place": t.signed_place,
            "in_force": str(t.in_force or ""),
            "terminated": str(t.terminated or ""),
            "status": t.status.value,
            "instrument_type": t.instrument_type,
            "title_en": t.title_en,
            "title_ru": t.title_ru,
            "confidence_signed": dict(t.confidence).get("signed", ""),
            "confidence_in_force": dict(t.confidence).get("in_force", ""),
            "notes": t.notes,
            "source_count": len(t.sources),
            "source_urls": " ".join(dict.fromkeys(s.url for s in t.sources)),
            "data_version": package.version,
            "data_as_of": package.as_of.isoformat(),
            **({_LOST: package.reading.lost} if package.own else {}),
        }
        for code, t in scene.listed
    ]


def _status(treaty: Treaty, view: View) -> dict[str, str]:
    """The one status of a treaty, as the table, the card and the site word it."""
    found = status_of(treaty, view.end)
    return {"treaty_status": found.key, "treaty_status_date": str(found.date or "")}


def _signature(signed: PartialDate | None) -> dict[str, str]:
    return {
        "signed": str(signed or ""),
        "signed_earliest": signed.earliest.isoformat() if signed else "",
        "signed_latest": signed.latest.isoformat() if signed else "",
    }


def record(treaty: Treaty) -> dict[str, object]:
    """A treaty as JSON has it; a blank is null: no source found."""
    held = asdict(treaty) | {"confidence": dict(treaty.confidence)}
    held["sources"] = [_nulled(claim) for claim in held["sources"]]
    return _nulled(held)


def _nulled(record: dict[str, object]) -> dict[str, object]:
    return {key: None if value == "" else value for key, value in record.items()}


def features(scene: Scene) -> list[formats.Feature]:
    """Every unit of the coverage, in degrees, with the class of its owner."""
    from geo.model import boundaries

    coverage = boundaries.load("world_wgs84")
    return [
        (_properties(unit, scene), coverage.rings(unit.uid)) for unit in coverage.units
    ]


def frame(scene: Scene) -> geopandas.GeoDataFrame:
    """The same as :func:`geojson`, as a GeoDataFrame in degrees (EPSG:4326)."""
    return formats.as_frame(features(scene))


def _properties(unit, scene: Scene) -> dict[str, formats.Value]:
    """One unit's row: who it is coloured with in this border view, and why."""
    view, current = scene.view, scene.state
    owner = unit.owner(view.borders)
    key = current.key(owner) if owner else Class.NONE
    standing = current.standings.get(owner)
    treaties = standing.treaties if standing else ()
    entries = [t.in_force for t in treaties if t.in_force]
    record = {
        "uid": unit.uid,
        "name": unit.name(view.lang),
        "kind": unit.kind,
        "country_code": owner,
        "country": countries.name(owner, view.lang) if owner else "",
        "class": key.value,
        "class_label": colours.CLASSES[key].label(view.lang),
        **_signature(standing.first_signed if standing else None),
        "in_force": str(min(entries, key=lambda d: d.latest, default="")),
        "treaties": " ".join(t.id for t in treaties),
        "source_count": sum(len(t.sources) for t in treaties),
        "administered_by": unit.administered_by,
        "claimants": " ".join(unit.claimants),
    }
    return {**_nulled(record), "disputed": unit.disputed}

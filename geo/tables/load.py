"""Reads the data package into treaties."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from geo.model import countries, languages
from geo.model.data_rows import CHECK, BadData, data_rows, document_of, text_of
from geo.model.dates import PartialDate
from geo.model.package import Package, span_of
from geo.model.treaties import (
    Event,
    Layer,
    Membership,
    OfficialCount,
    Source,
    Stance,
    Status,
    Treaty,
)
from geo.model.treaty_fields import DATES, PARTIES, treaty_of
from geo.model.view import View
from geo.storage import DATA, stamp

T = TypeVar("T")

DESCRIPTOR = "datapackage.json"
#: How the ``id`` of a data package begins that is a DOI.
DOI = "https://doi.org/"


class BadTable(BadData):
    """A table cannot be read; the message names file, line and remedy."""


def load_package(folder: Path | None = None, focus: str = View.focus) -> Package:
    """Read a data package's folder, or ours; the same files are read once per process.

    Under another focus than Russia the instruments between other states are read too:
    they are a selection, and never part of the count of Russia's treaties. Both are
    read at once, so that what is shown under one focus and under another is one state
    of the files.

    Raises:
        BadTable: a file is missing or damaged, or a row cannot be read.
    """
    folder = folder or DATA
    files = [folder / DESCRIPTOR, *sorted(folder.glob("*.csv"))]
    stamps = tuple((f.name, *stamp(f)) for f in files)
    russia, whole = _load(folder, stamps)
    return russia if focus == View.focus else whole


@lru_cache(maxsize=2)
def _load(
    folder: Path, _stamp: tuple[tuple[str, int, int], ...]
) -> tuple[Package, Package]:
    """The package with Russia's treaties, and with those between other states too."""
    version, as_of, doi, tables = _descriptor(folder / DESCRIPTOR)
    digest = _whole(folder, tables)
    treaties = _treaties(folder / "treaties.csv", folder / "sources.csv")
    others: tuple[Treaty, ...] = ()
    if (folder / "other_treaties.csv").exists():
        others = _treaties(folder / "other_treaties.csv", folder / "other_sources.csv")
    layers = _layers(folder) if (folder / "layers.csv").exists() else ()
    events = tuple(_optional(folder / "events.csv", _event))
    official = tuple(_optional(folder / "official_counts.csv", _official))

    def package(treaties: tuple[Treaty, ...], whole: bool) -> Package:
        return Package(
            treaties=treaties,
            layers=layers,
            events=events,
            official=official,
            version=version,
            as_of=as_of,
            span=span_of(treaties, as_of.year),
            whole=whole,
            doi=doi,
            digest=digest,
        )

    return package(treaties, False), package(treaties + others, True)


def _whole(folder: Path, tables: dict[str, list[str]]) -> str:
    """The hash of a package of which every table is there and not cut short."""
    digest = hashlib.sha256((folder / DESCRIPTOR).read_bytes())
    for name, columns in tables.items():
        for _ in data_rows(folder / name, columns, BadTable, CHECK):
            pass
        digest.update(name.encode() + b"\0" + (folder / name).read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def document(name: str, lang: str, folder: Path | None = None) -> tuple[str, str]:
    """A document of the package in the reader's language, and that language.

    ``README.ru.md`` is the Russian of ``README.md``; where there is none, the English.
    """
    path = (folder or DATA) / name
    translation = path.with_suffix(f".{lang}.md")
    if translation.exists():
        return document_of(translation, BadTable), lang
    return document_of(path, BadTable), languages.SOURCE


def _treaties(table: Path, claims: Path) -> tuple[Treaty, ...]:
    """The rows of a table, each with its claims."""
    sources: dict[str, list[Source]] = {}
    lines: dict[str, int] = {}
    for line, row in _rows(claims):
        source = _build(claims, line, source_of, row)
        sources.setdefault(source.treaty, []).append(source)
        lines.setdefault(source.treaty, line)
    treaties = tuple(
        _build(table, line, _treaty, row, sources) for line, row in _rows(table)
    )
    for treaty in sources.keys() - {t.id for t in treaties}:
        raise BadTable.of(
            "reference",
            CHECK,
            file=claims.name,
            line=lines[treaty],
            treaty=repr(treaty),
            table=table.name,
        )
    return treaties


def _optional(path: Path, make: Callable) -> Iterator:
    """The rows of a table that a package may do without."""
    if path.exists():
        yield from (_build(path, line, make, row) for line, row in _rows(path))


def _descriptor(path: Path) -> tuple[str, date, str, dict[str, list[str]]]:
    """The version of the data, the day it speaks of, its DOI where it has one (the
    ``id`` of a data package), and the columns of each table."""
    text = text_of(path, BadTable, CHECK)
    try:
        meta = json.loads(text)
        edition = str(meta["version"]), date.fromisoformat(meta["as_of"])
        doi = str(meta.get("id", ""))
    except ValueError as error:
        raise BadTable.of("missing", CHECK, file=path.name, why=error) from None
    except (KeyError, TypeError):
        raise BadTable.of("edition", CHECK, file=path.name) from None
    try:
        tables = {
            resource["path"]: [f["name"] for f in resource["schema"]["fields"]]
            for resource in meta.get("resources", ())
            if Path(resource["path"]).name == resource["path"]
        }
    except (KeyError, TypeError):
        raise BadTable.of("no-columns", CHECK, file=path.name) from None
    return (*edition, doi if doi.startswith(DOI) else "", tables)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of each row, blanks as empty strings."""
    return data_rows(path, (), BadTable, CHECK)


def _build(path: Path, line: int, make: Callable[..., T], *args: Any) -> T:
    try:
        return make(*args)
    except KeyError as error:
        raise BadTable.of("column", CHECK, file=path.name, column=error) from None
    except ValueError as error:
        raise BadTable.of(
            "value", CHECK, file=path.name, line=line, why=error
        ) from None


def _event(row: dict[str, str]) -> Event:
    return Event(
        id=row["id"],
        date=PartialDate.parse(row["date"]),
        title_en=row["title_en"],
        title_ru=row["title_ru"],
        summary=row["summary_en"],
        chapter_says=row["chapter_says"],
        checked_value=row["checked_value"],
        differs=row["differs"] == "true",
        footnote=row["footnote"],
        urls=tuple(url for url in row["sources"].split(" | ") if url),
        kind=row.get("kind", "chapter"),
        note=row["note"],
        **_russian(row, "summary", "chapter_says", "checked_value", "note"),
    )


def _official(row: dict[str, str]) -> OfficialCount:
    return OfficialCount(
        id=row["id"],
        date=PartialDate.parse(row["date"]),
        count=int(row["count"]) if row["count"] else None,
        speaker=row["speaker"],
        note=row["note"],
        url=row["url"],
        **_russian(row, "speaker", "note"),
    )


def _russian(row: dict[str, str], *fields: str) -> dict[str, str]:
    """The Russian texts of a row; a package made before version 0.2.0 has none."""
    return {f"{field}_ru": row.get(f"{field}_ru", "") for field in fields}


def _layers(folder: Path) -> tuple[Layer, ...]:
    path = folder / "layers.csv"
    members: dict[str, list[Membership]] = {}
    for line, row in _rows(path):
        layer, member = _build(path, line, _member, row)
        members.setdefault(layer, []).append(member)
    path = folder / "layer_info.csv"
    return tuple(_build(path, line, _layer, row, members) for line, row in _rows(path))


def _member(row: dict[str, str]) -> tuple[str, Membership]:
    since = PartialDate.parse(row["from"]) if row["from"] else None
    until = PartialDate.parse(row["to"]) if row["to"] else None
    return row["layer"], Membership(row["iso3"], row["role"], since, until)


def _layer(row: dict[str, str], members: dict[str, list[Membership]]) -> Layer:
    return Layer(
        key=row["layer"],
        title_en=row["title_en"],
        title_ru=row["title_ru"],
        kind=row["kind"],
        completeness=row["completeness"],
        note=row["note"],
        members=tuple(members.get(row["layer"], ())),
        **_russian(row, "note"),
    )


def source_of(row: dict[str, str]) -> Source:
    stance = Stance(row["stance"])
    if stance in (Stance.NOT_AFTER, Stance.NOT_BEFORE):
        PartialDate.parse(row["value"])  # a bound that is no date is named here
    return Source(
        id=row["id"],
        treaty=row["treaty"],
        field=row["field"],
        value=row["value"],
        stance=stance,
        url=row["url"],
        publisher=row["publisher"],
        language=row["language"],
        kind=row["kind"],
        page_date=row["page_date"],
        note=row["note"],
        archived_url=row.get("archived_url", ""),
        archived_on=row.get("archived_on", ""),
        **_russian(row, "value", "note"),
    )


def _treaty(row: dict[str, str], claims: dict[str, list[Source]]) -> Treaty:
    sources = tuple(claims.get(row["id"], ()))
    for code in (row[party] for party in PARTIES):
        if not countries.exists(code):
            raise ValueError(f"{code!r} is no ISO 3166-1 alpha-3 code")
    dates = {name: bounded_date(row[name], name, sources) for name in DATES}
    return treaty_of(row, dates, Status(row["status"] or "unknown"), sources)


def bounded_date(
    text: str,
    field: str,
    sources: tuple[Source, ...],
    parse: Callable[[str], PartialDate] = PartialDate.parse,
) -> PartialDate | None:
    """A date, narrowed by the claims that bound it.

    A dated list that names a treaty proves it was signed by then, however vague the
    treaty's own date is: so a claim can be tighter than the value it supports.
    """
    if not text:
        return None
    value = parse(text)
    for source in sources:
        if source.field == field and source.stance is Stance.NOT_AFTER:
            value = value.narrowed(not_after=PartialDate.parse(source.value).latest)
        if source.field == field and source.stance is Stance.NOT_BEFORE:
            value = value.narrowed(not_before=PartialDate.parse(source.value).earliest)
    return value

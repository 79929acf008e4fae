"""Reads the data package into treaties."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from geo.model import countries
from geo.model.dates import PartialDate
from geo.model.package import Package, span_of
from geo.model.treaties import (
    Event,
    Layer,
    Membership,
    OfficialCount,
    Signatory,
    Source,
    Stance,
    Status,
    Treaty,
)
from geo.model.view import View
from geo.storage import DATA, PROGRAM

T = TypeVar("T")

#: The remedy that every message about a bad table ends with.
CHECK = f"run '{PROGRAM} check'"


class BadTable(ValueError):
    """A table cannot be read; the message names file, line and remedy."""


def load_package(folder: Path = DATA, focus: str = View.focus) -> Package:
    """Read a data package's folder; the same files are read once per process.

    Under another focus than Russia the instruments between other states are read too:
    they are a selection, and never part of the count of Russia's treaties.

    Raises:
        BadTable: a file is missing or a row cannot be read.
    """
    files = [folder / "datapackage.json", *sorted(folder.glob("*.csv"))]
    stamp = tuple((f.name, f.stat().st_mtime_ns) for f in files if f.exists())
    return _load(folder, stamp, focus != View.focus)


@lru_cache(maxsize=4)
def _load(folder: Path, _stamp: tuple[tuple[str, int], ...], whole: bool) -> Package:
    version, as_of = _edition(folder / "datapackage.json")
    treaties = _treaties(folder / "treaties.csv", folder / "sources.csv")
    if whole and (folder / "other_treaties.csv").exists():
        others = folder / "other_treaties.csv", folder / "other_sources.csv"
        treaties += _treaties(*others)
    layers = _layers(folder) if (folder / "layers.csv").exists() else ()
    return Package(
        treaties=treaties,
        layers=layers,
        events=tuple(_optional(folder / "events.csv", _event)),
        official=tuple(_optional(folder / "official_counts.csv", _official)),
        version=version,
        as_of=as_of,
        span=span_of(treaties, as_of.year),
        whole=whole,
    )


def document(name: str, lang: str, folder: Path = DATA) -> tuple[str, str]:
    """A document of the package in the reader's language, and that language.

    ``README.ru.md`` is the Russian of ``README.md``; where there is none, the English.
    """
    path = folder / name
    russian = path.with_suffix(".ru.md")
    if lang == "ru" and russian.exists():
        return russian.read_text(encoding="utf-8"), "ru"
    return path.read_text(encoding="utf-8"), "en"


def _treaties(table: Path, claims: Path) -> tuple[Treaty, ...]:
    """The rows of a table, each with its claims."""
    sources: dict[str, list[Source]] = {}
    for line, row in _rows(claims):
        source = _made(claims, line, source_of, row)
        sources.setdefault(source.treaty, []).append(source)
    return tuple(
        _made(table, line, _treaty, row, sources) for line, row in _rows(table)
    )


def _optional(path: Path, make: Callable) -> Iterator:
    """The rows of a table that a package may do without."""
    if path.exists():
        yield from (_made(path, line, make, row) for line, row in _rows(path))


def _edition(path: Path) -> tuple[str, date]:
    """The version of the data and the day it speaks of."""
    try:
        meta = json.loads(path.read_text(encoding="utf-8"))
        return meta["version"], date.fromisoformat(meta["as_of"])
    except (OSError, ValueError) as error:
        raise BadTable(f"{path.name}: cannot be read ({error})") from None
    except (KeyError, TypeError):
        raise BadTable(f"{path.name}: 'version' or 'as_of' is missing") from None


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of each row, blanks as empty strings."""
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            for row in reader:
                line = reader.line_num
                if None in row or None in row.values():
                    raise BadTable(
                        f"{path.name} line {line}: not as many cells as the header "
                        f"has columns; {CHECK}"
                    )
                yield line, {k: v.strip() for k, v in row.items()}
    except OSError as error:
        raise BadTable(f"{path.name}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise BadTable(f"{path.name}: is not UTF-8; save it as UTF-8") from None
    except csv.Error as error:
        raise BadTable(f"{path.name} after line {line}: {error}; {CHECK}") from None


def _made(path: Path, line: int, make: Callable[..., T], *args: Any) -> T:
    try:
        return make(*args)
    except KeyError as error:
        raise BadTable(f"{path.name}: column {error} is missing; {CHECK}") from None
    except ValueError as error:
        raise BadTable(f"{path.name} line {line}: {error}; {CHECK}") from None


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
        layer, member = _made(path, line, _member, row)
        members.setdefault(layer, []).append(member)
    path = folder / "layer_info.csv"
    return tuple(_made(path, line, _layer, row, members) for line, row in _rows(path))


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


_PLAIN = (
    "id",
    "party_a",
    "party_b",
    "title_en",
    "title_ru",
    "title_original",
    "title_original_lang",
    "instrument_type",
    "signed_place",
    "status_note",
    "approval_act",
    "text_public",
    "text_url",
    "notes",
)


def _treaty(row: dict[str, str], claims: dict[str, list[Source]]) -> Treaty:
    sources = tuple(claims.get(row["id"], ()))
    for code in (row["party_a"], row["party_b"]):
        if not countries.exists(code):
            raise ValueError(f"{code!r} is no ISO 3166-1 alpha-3 code")
    confidence = tuple(
        (column.removeprefix("confidence_"), value)
        for column, value in row.items()
        if column.startswith("confidence_") and value
    )
    return Treaty(
        **{column: row[column] for column in _PLAIN},
        signed=bounded(row["signed"], "signed", sources),
        in_force=bounded(row["in_force"], "in_force", sources),
        terminated=bounded(row["terminated"], "terminated", sources),
        status=Status(row["status"] or "unknown"),
        title_en_is_translation=row["title_en_is_translation"] == "true",
        title_ru_is_translation=row["title_ru_is_translation"] == "true",
        **_russian(row, "signed_place", "status_note", "notes"),
        signatory_a=_signatory(row, "signatory_a"),
        signatory_b=_signatory(row, "signatory_b"),
        confidence=confidence,
        sources=sources,
    )


def _signatory(row: dict[str, str], field: str) -> Signatory | None:
    if not row[field]:
        return None
    russian = row.get(f"{field}_ru", ""), row.get(f"{field}_office_ru", "")
    return Signatory(row[field], row[f"{field}_office"], *russian)


def bounded(
    text: str,
    field: str,
    sources: tuple[Source, ...],
    read: Callable[[str], PartialDate] = PartialDate.parse,
) -> PartialDate | None:
    """A date, narrowed by the claims that bound it.

    A dated list that names a treaty proves it was signed by then, however vague the
    treaty's own date is: so a claim can be tighter than the value it supports.
    """
    if not text:
        return None
    value = read(text)
    for source in sources:
        if source.field == field and source.stance is Stance.NOT_AFTER:
            value = value.narrowed(not_after=PartialDate.parse(source.value).latest)
        if source.field == field and source.stance is Stance.NOT_BEFORE:
            value = value.narrowed(not_before=PartialDate.parse(source.value).earliest)
    return value

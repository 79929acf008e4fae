"""A table as canonical text, and its hash: it depends on the data alone.

One line of JSON says the day the table speaks of and what became of its rows; then
comes a line for each treaty, in their order, with the cells of ``treaties.csv`` and the
claims with those of ``sources.csv``, by the names of the columns. What is blank is left
out. So neither a version of Python, nor a renamed or added field of a class, nor the
form of the file changes the hash; a cell, a date narrowed by a claim, or the order of
the rows does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date

from geo.model.dates import PartialDate
from geo.model.reading import Reading
from geo.model.treaties import Source, Treaty
from geo.model.treaty_fields import DATES, cells_of
from geo.turns import in_turns


def digest(treaties: Iterable[Treaty], as_of: date, reading: Reading) -> str:
    """The hash of a table, 16 hex digits."""
    sha256 = hashlib.sha256()
    for line in lines(treaties, as_of, reading):
        sha256.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return sha256.hexdigest()[:16]


def lines(treaties: Iterable[Treaty], as_of: date, reading: Reading) -> Iterator[str]:
    """The lines that are hashed, without their ends."""
    yield _line({"as_of": as_of.isoformat(), "reading": _filled(_reading(reading))})
    for treaty in in_turns(treaties):
        days = {name: _days(getattr(treaty, name)) for name in DATES}
        claims = [_filled(_claim(source)) for source in treaty.sources]
        yield _line(_filled({**cells_of(treaty), **days, "claims": claims}))


def _line(record: dict) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _filled(record: dict) -> dict:
    return {name: value for name, value in record.items() if value}


def _days(value: PartialDate | None) -> list[str]:
    """The text of a date and the days between which claims say that it lies."""
    if value is None:
        return []
    return [value.text, value.earliest.isoformat(), value.latest.isoformat()]


def _claim(source: Source) -> dict[str, str]:
    return {
        "id": source.id,
        "treaty": source.treaty,
        "field": source.field,
        "value": source.value,
        "value_ru": source.value_ru,
        "stance": source.stance.value,
        "url": source.url,
        "publisher": source.publisher,
        "language": source.language,
        "kind": source.kind,
        "page_date": source.page_date,
        "note": source.note,
        "note_ru": source.note_ru,
        "archived_url": source.archived_url,
        "archived_on": source.archived_on,
    }


def _reading(reading: Reading) -> dict:
    coverage = reading.coverage
    return {
        "rows": reading.rows,
        "read": reading.read,
        "repeated": reading.merged,
        "reasons": reading.reasons,
        "mentions": reading.mentions,
        "scheme": reading.scheme,
        "recipe": reading.recipe,
        "unions": reading.unions,
        "years": coverage.years,
        "party": coverage.party,
        "states": coverage.states,
    }

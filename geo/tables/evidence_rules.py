"""The rules of what a value rests on: its status, its claims, the lists, the counts.

They are entered into the registry of :mod:`geo.tables.rules`, after its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from geo.model.counting import State, state
from geo.model.dates import BadDate
from geo.model.package import span_of
from geo.model.treaties import (
    APPROVAL_BY_ONE_SIDE,
    UNSIGNED,
    Membership,
    Stance,
    Status,
    Treaty,
)
from geo.model.treaty_fields import BACKED, DATES
from geo.model.view import PRESETS, View
from geo.tables.raw import CLAIMS, RawRow, RawTables
from geo.tables.rules import Finding, rule
from geo.text import quoted

#: How far an official count is from our curve, by its id in official_counts.csv. Where
#: this fails, a fact or a count has changed: decide which, then change this line.
KNOWN_GAPS = {"COUNT-2022": 0, "COUNT-2025-12": 1}

#: Statuses that no date of ours shows: a claim must.
STATUS_BACKED = {Status.RATIFIED_BY_ONE, Status.PROVISIONAL}


# --- status ---


@rule("status-dates", "correct the status, or give the date with its claim")
def status_fits_dates(raw: RawTables) -> Iterator[Finding]:
    """The status agrees with the dates held."""
    for row in raw.rows(*CLAIMS):
        status = row["status"]
        if not raw.good(row, "status", "replaced_by", *DATES):
            continue
        needs = {"in force": "in_force", "terminated": "terminated"}.get(status)
        entry = raw.date(row, "in_force")
        early = status in ("signed", "initialled", "planned", "ratified by one side")
        if needs and not row[needs]:
            yield row, "status", f"'{status}', but {needs} is blank"
        elif status == "replaced" and not (row["replaced_by"] or row["terminated"]):
            yield row, "status", "'replaced', but replaced_by and terminated are blank"
        elif status in UNSIGNED and row["signed"]:
            yield row, "status", f"'{status}', but signed is {row['signed']}"
        elif row["terminated"] and (early or status == "in force"):
            yield row, "status", f"'{status}', but terminated is {row['terminated']}"
        elif entry and early and entry.latest <= (raw.as_of or date.max):
            yield row, "status", f"'{status}', but in_force is {entry}"


# --- claims ---


@rule("value-claimed", "add a claim that supports it, or correct the value")
def values_are_claimed(raw: RawTables) -> Iterator[Finding]:
    """Every value held is supported by a claim of an equal value."""
    for row, claims in (pair for table in CLAIMS for pair in raw.claims(table)):
        status = ("status",) if row["status"] in STATUS_BACKED else ()
        for column in (*BACKED, *status):
            value = "" if row[column] == "unknown" else row[column]
            sure = all(raw.good(c, "value", "stance") for c in claims[column])
            sure = sure and raw.good(row, column)
            values = {c["value"] for c in claims[column] if _supports(c)}
            if value and sure and value not in values:
                yield row, column, f"no claim supports {quoted(value)}"


def _supports(claim: RawRow) -> bool:
    return claim["stance"] == Stance.SUPPORTS


@rule("claim-agrees", "make the claim's stance 'conflicts', or correct one value")
def supports_agree(raw: RawTables) -> Iterator[Finding]:
    """No claim that supports a value states another; a date may be less precise."""
    for row, claims in (pair for table in CLAIMS for pair in raw.claims(table)):
        for claim in (c for each in BACKED for c in claims[each] if _supports(c)):
            cell, value = row[claim["field"]], claim["value"]
            coarse = claim["field"] in DATES and cell.startswith(f"{value}-")
            sure = raw.good(row, claim["field"]) and raw.good(claim, "value")
            if cell != value and not coarse and sure:
                message = f"supports {quoted(value)}, but {quoted(cell)} is held"
                yield claim, "value", message


@rule("approval-whose", "say in the note which side approved it, and what it approved")
def approvals_say_whose(raw: RawTables) -> Iterator[Finding]:
    """A claim of an approval by one side says in its note whose approval it is."""
    for _, claims in (pair for table in CLAIMS for pair in raw.claims(table)):
        for claim in claims[APPROVAL_BY_ONE_SIDE]:
            if not claim["note"]:
                yield claim, "note", f"approved on {quoted(claim['value'])}, by whom?"


@rule("bound-fits", "correct the bound, its stance or the date")
def bounds_fit(raw: RawTables) -> Iterator[Finding]:
    """A date can be reconciled with every claim that bounds it."""
    for row, claims in (pair for table in CLAIMS for pair in raw.claims(table)):
        for column in DATES:
            unfit = []
            for claim in claims[column]:
                try:
                    raw.span(row, column, [claim])
                except BadDate:
                    unfit.append(claim)
                    bound = f"{claim['stance']} {claim['value']}"
                    yield claim, "value", f"{bound}, but {row[column]} is held"
            try:
                good = [c for c in claims[column] if c not in unfit]
                raw.span(row, column, good)
            except BadDate:
                yield row, column, f"its bounds leave no day of {row[column]}"


# --- the lists and the counts ---


def _status(text: str) -> Status:
    return Status(text) if text in frozenset(Status) else Status.UNKNOWN


def _state(raw: RawTables, end: date, preset: str = "") -> State:
    treaties = [
        Treaty(
            row["id"],
            row["party_a"],
            row["party_b"],
            signed=raw.span(row, "signed", claims["signed"]),
            in_force=raw.span(row, "in_force", claims["in_force"]),
            terminated=raw.span(row, "terminated", claims["terminated"]),
            status=_status(row["status"]),
        )
        for row, claims in raw.claims("treaties")
    ]
    span = span_of(treaties, end.year)
    return state(treaties, View(date(span.first, 1, 1), end, preset=preset))


def _state_and_list(
    raw: RawTables, preset: str
) -> Iterator[tuple[State, dict[str, RawRow]]]:
    """The state on a list's date and the rows of the list; nothing where it is not."""
    reference = PRESETS[preset].reference
    rows = {
        row["iso3"]: row
        for row in raw.rows("layers")
        if row["layer"] == reference and Membership(row["iso3"], row["role"]).firm
    }
    if rows and raw.sound("treaties", "sources", "layers"):
        yield _state(raw, PRESETS[preset].end, preset), rows


@rule("official-list", "correct the date or party; the list itself is a source")
def official_list_is_reproduced(raw: RawTables) -> Iterator[Finding]:
    """The official list of 2022 comes out name for name at its date."""
    for atlas, official in _state_and_list(raw, "official-2022"):
        end = atlas.view.end
        for code in sorted(official.keys() - atlas.counted_codes):
            yield official[code], "iso3", f"{code} is listed, not signed by {end} here"
        for row in raw.rows("treaties"):
            if {row["party_a"], row["party_b"]} & (
                atlas.counted_codes - official.keys()
            ):
                yield row, "signed", f"signed by {end} here, not on the official list"


@rule("chapter-list", "correct the date or party; the chapter itself is a source")
def chapter_is_contained(raw: RawTables) -> Iterator[Finding]:
    """Every state that the chapter supports had signed by its date."""
    for atlas, chapter in _state_and_list(raw, "chapter"):
        for code in sorted(chapter.keys() - atlas.counted_codes):
            message = f"{code} is in the chapter, not signed by {atlas.view.end} here"
            yield chapter[code], "iso3", message


@rule(
    "official-count",
    "decide: add the missing treaty with its claims, correct a date, or, where the "
    "difference is real and explained in gaps.md, change KNOWN_GAPS in "
    "geo/tables/evidence_rules.py",
)
def counts_are_reached(raw: RawTables) -> Iterator[Finding]:
    """The curve meets every official count, but for the gaps known and asserted."""
    if not raw.sound("treaties", "sources", "official-counts"):
        return
    for row in raw.rows("official-counts"):
        claim, when = row["count"], raw.date(row, "date")
        if not (claim.isdecimal() and when):
            continue
        low = _state(raw, when.earliest).counts.instruments
        counts = _state(raw, when.latest).counts
        high = counts.instruments + counts.possible
        gap = min(max(int(claim), low), high) - int(claim)
        explained = -KNOWN_GAPS.get(row["id"], 0)
        if gap != explained:
            ours = str(low) if low == high else f"{low} to {high}"
            message = f"{claim} said, {ours} held: a gap of {-gap}, {-explained} known"
            yield row, "count", message

"""The hash of a table depends on its data, and on nothing else."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date

import pytest

from geo.model.canonical import digest, lines
from geo.model.coverage import Coverage
from geo.model.dates import PartialDate
from geo.model.reading import NO_FILE, Reading
from geo.model.treaties import Signatory, Source, Stance, Status, Treaty
from geo.model.treaty_fields import FIELDS

DAY = date(2026, 11, 22)
CLAIM = Source(
    "X/signed/1", "X", "signed", "2012", Stance.SUPPORTS, "https://a.example"
)
TREATY = Treaty(
    "X",
    "RUS",
    "CUB",
    signed=PartialDate.parse("2012"),
    status=Status.SIGNED,
    title_en="An agreement",
    signatory_a=Signatory("A. Person", "Minister"),
    confidence=(("signed", "high"),),
    sources=(CLAIM,),
)


def of(treaty: Treaty, reading: Reading = NO_FILE, day: date = DAY) -> str:
    return digest([treaty], day, reading)


def test_the_text_that_is_hashed_is_this():
    assert list(lines([TREATY], DAY, NO_FILE)) == [
        '{"as_of":"2026-11-22","reading":{}}',
        '{"claims":[{"field":"signed","id":"X/signed/1","stance":"supports",'
        '"treaty":"X","url":"https://a.example","value":"2012"}],'
        '"confidence_signed":"high","id":"X","party_a":"RUS","party_b":"CUB",'
        '"signatory_a":"A. Person","signatory_a_office":"Minister",'
        '"signed":["2012","2012-01-01","2012-12-31"],"status":"signed",'
        '"title_en":"An agreement"}',
    ]


def test_the_hash_of_a_known_text_never_changes():
    """A picture made by an earlier version is verified by this hash."""
    assert of(TREATY) == "2f3cf7d536adeb26"


CHANGED: dict[str, object] = {
    "id": "Y",
    "party_a": "CHN",
    "party_b": "CHN",
    "status": Status.IN_FORCE,
    "title_en_is_translation": True,
    "title_ru_is_translation": True,
    "signatory_a": Signatory("A. Person", "President"),
    "signatory_b": Signatory("B. Person"),
    "confidence": (("signed", "medium"),),
    "sources": (),
    **dict.fromkeys(("signed", "in_force", "terminated"), PartialDate.parse("2013")),
}


@pytest.mark.parametrize("name", [field.name for field in fields(Treaty)])
def test_every_field_of_a_treaty_counts(name):
    value = CHANGED.get(name, "another text")
    assert of(replace(TREATY, **{name: value})) != of(TREATY)


@pytest.mark.parametrize("name", [field.name for field in fields(Source)])
def test_every_field_of_a_claim_counts(name):
    value = Stance.CONTEXT if name == "stance" else "another text"
    other = replace(TREATY, sources=(replace(CLAIM, **{name: value}),))
    assert of(other) != of(TREATY)


@pytest.mark.parametrize("name", [field.name for field in fields(Reading)])
def test_what_became_of_the_rows_counts(name):
    values: dict[str, object] = {
        "reasons": (("date", 1),),
        "mentions": (("CUB", ""),),
        "unions": (("BEL LUX", 1),),
        "coverage": Coverage(party="RUS"),
        **dict.fromkeys(("scheme", "recipe"), "another"),
    }
    reading = replace(NO_FILE, **{name: values.get(name, 1)})
    assert of(TREATY, reading) != of(TREATY)


@pytest.mark.parametrize(
    "coverage",
    [Coverage((1990, 2000)), Coverage(party="RUS"), Coverage(states=(("CUB", 1, 2),))],
)
def test_what_the_table_covers_counts(coverage):
    assert of(TREATY, replace(NO_FILE, coverage=coverage)) != of(TREATY)


def test_the_day_the_narrowed_date_and_the_order_count():
    narrowed = replace(
        TREATY, signed=TREATY.signed.narrowed(not_after=date(2012, 5, 1))
    )
    other = replace(TREATY, id="Y")
    assert of(TREATY, day=date(2026, 11, 23)) != of(TREATY)
    assert of(narrowed) != of(TREATY)
    both, back = (digest(ts, DAY, NO_FILE) for ts in ([TREATY, other], [other, TREATY]))
    assert both != back


def test_a_line_says_nothing_of_the_program():
    """Its names are the columns of the tables: to rename a field changes nothing."""
    columns = {c for field in FIELDS.values() for c in field.columns}
    (_, line) = lines([TREATY], DAY, NO_FILE)
    names = set(json.loads(line)) - {"claims", "confidence_signed"}
    assert names <= columns


def test_a_text_that_no_file_can_hold_is_hashed_too():
    assert of(replace(TREATY, notes="\udc80")) != of(TREATY)

"""The table of a treaty's fields names all that a treaty and its row hold."""

from __future__ import annotations

import csv
from dataclasses import fields, replace

import pytest

from geo.model.languages import LANGUAGES
from geo.model.treaties import Treaty
from geo.model.treaty_fields import (
    BACKED,
    CONFIDENCE,
    DATES,
    FACTS,
    FIELDS,
    cells_of,
    of_treaty,
    treaty_of,
    treaty_of_filled,
)
from geo.presentation import strings
from geo.storage import DATA

#: Columns of the package that no product shows.
NOT_HELD = {"binding", "scope", "replaced_by"}


def columns() -> set[str]:
    return {column for field in FIELDS.values() for column in field.columns}


def test_every_column_of_the_package_is_one_of_a_field():
    with (DATA / "treaties.csv").open(encoding="utf-8", newline="") as file:
        header = set(next(csv.reader(file)))
    assert header == columns() | set(CONFIDENCE) | NOT_HELD


def test_every_field_of_a_treaty_is_in_the_table_or_is_about_the_fields():
    of_signatories = {c for c in columns() if c.startswith("signatory_")}
    held = {field.name for field in fields(Treaty)} - {"confidence", "sources"}
    assert held == columns() - of_signatories | {"signatory_a", "signatory_b"}


def test_our_confidence_is_held_under_names_of_the_table(package):
    levels = {level for t in package.treaties for level, _ in t.confidence}
    assert levels
    assert {f"confidence_{level}" for level in levels} <= set(CONFIDENCE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_and_fact_has_its_label(lang):
    for field in FIELDS.values():
        if field.is_claimed:
            assert strings.word(field.label, lang)
    assert all(strings.word(name, lang) for name in FACTS)


def test_a_fact_with_a_confidence_holds_it_under_its_name_or_its_titles():
    for fact in FACTS.values():
        levels = {field.level for field in fact.fields if field.level}
        titles = {name for name in levels if name.startswith("title_")}
        assert levels - titles <= {fact.name}


def test_a_treaty_comes_back_from_the_cells_of_its_row(package):
    for treaty in package.treaties:
        dates = {name: getattr(treaty, name) for name in DATES}
        again = treaty_of(cells_of(treaty), dates, treaty.status, treaty.sources)
        assert dict(again.confidence) == dict(treaty.confidence)
        assert replace(again, confidence=treaty.confidence) == treaty


def test_cells_that_are_blank_may_be_left_out_of_a_reader_s_row(package):
    for treaty in package.treaties:
        dates = {name: getattr(treaty, name) for name in DATES}
        cells = cells_of(treaty)
        filled = {column: text for column, text in cells.items() if text}
        assert treaty_of_filled(filled, dates, treaty.status) == treaty_of(
            cells, dates, treaty.status
        )


def test_the_cells_of_a_treaty_are_those_of_its_row(package):
    with (DATA / "treaties.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cells = cells_of(package.get(row["id"]))
            for column, text in row.items():
                assert column in NOT_HELD or cells.get(column, "") == text.replace(
                    "false", ""
                ), column


def test_a_column_that_a_package_must_have_is_missed():
    with pytest.raises(KeyError):
        treaty_of({"id": "1"}, dict.fromkeys(DATES), Treaty("1", "RUS", "CUB").status)


def test_every_field_that_a_claim_must_back_can_be_claimed(package):
    assert {source.field for t in package.treaties for source in t.sources} <= set(
        FIELDS
    )
    assert all(FIELDS[name].is_claimed for name in BACKED)
    for treaty in package.treaties:
        assert {"signed", "in_force"} <= {field.name for field in of_treaty(treaty)}

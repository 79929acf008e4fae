"""What headers say, however they are written."""

import pytest

from geo.tables.user.columns import BY_NAME
from geo.tables.user.header_words import headers, meaning, meanings, words_of


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("dateofentryintoforce", "date of entry into force"),
        ("DateSigned", "date signed"),
        ("date_signed", "date signed"),
        ("Party1", "party 1"),
        ("stateabb1", "stateabb 1"),
        ("Signed (dd/mm/yyyy)", "signed"),
        ("国家Country", "国家 country"),
        ("Entrée  en\nvigueur", "entree en vigueur"),
        ("1st party", "1 party"),
        ("", ""),
    ],
)
def test_a_header_is_split_into_its_words(header, words):
    assert " ".join(words_of(header)) == words


@pytest.mark.parametrize(
    ("header", "field", "side", "part"),
    [
        *[("dateofentryintoforce", "in_force", 0, ""), ("Force", "in_force", 0, "")],
        *[("生效日期", "in_force", 0, ""), ("발효일자", "in_force", 0, "")],
        *[("fecha de entrada en vigor", "in_force", 0, "")],
        *[("Party1", "party_a", 1, ""), ("ccode2", "party_b", 2, "")],
        *[("stateabb1", "party_a", 1, ""), ("iso_o", "party_a", 1, "")],
        *[("iso_d", "party_b", 2, ""), ("party1_iso", "party_a", 1, "")],
        *[("State name 2", "party_b", 2, ""), ("Premier pays", "party_a", 1, "")],
        *[("DateSigned", "signed", 0, ""), ("SIGNING DATE", "signed", 0, "")],
        *[("date_termination", "terminated", 0, ""), ("st_day", "signed", 0, "day")],
        *[("st_month", "signed", 0, "month"), ("end_year", "terminated", 0, "year")],
        *[("Year of signature", "signed", 0, "year"), ("year", "signed", 0, "year")],
        *[("签署日期Signed on", "signed", 0, ""), ("序号No.", "id", 0, "")],
        *[("Country of signature", "signed_place", 0, "")],
        *[("Lugar de firma", "signed_place", 0, ""), ("Lieu", "signed_place", 0, "")],
        *[("depositario", "depositary", 0, ""), ("unts_volume", "volume", 0, "")],
        *[("Retrieved on", "retrieved", 0, ""), ("registration number", "id", 0, "")],
        *[("Date of ratification", "ratified", 0, "")],
        *[("Country Code (partner)", "party_b", 2, ""), ("№", "id", 0, "")],
    ],
)
def test_a_header_names_a_field(header, field, side, part):
    word = meaning(header)
    assert (word.field, word.side, word.part) == (field, side, part)


@pytest.mark.parametrize(
    "header",
    ["Date of deposit", "oecd_party1", "mappedby", "nca_type", "x" * 5000, "!"],
)
def test_a_header_of_something_else_names_nothing(header):
    assert meaning(header) is None


def test_a_word_for_a_state_and_a_status_keeps_both_meanings():
    assert {m.field for m in meanings("Estado")} == {"status", "party_a"}


def test_every_field_of_the_table_is_one_of_ours_or_told_apart():
    ours = {name for name, field in BY_NAME.items() if not field.own}
    assert ours <= set(headers())
    assert set(headers()) - ours == {
        *("depositary", "volume", "retrieved", "registered", "ratified", "published"),
        *("duration", "region", "subject", "language"),
    }


def test_every_listed_header_is_read_back():
    for field, spellings in headers().items():
        for header in spellings:
            assert field in {m.field for m in meanings(header)}, header

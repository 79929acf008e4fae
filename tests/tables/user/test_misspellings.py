"""A misspelled country is asked about; what may be several, or none, is not."""

import pytest

from geo.tables.user.misspellings import nearest_country, slips
from geo.tables.user.read import read


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Frnace", "FRA"),
        ("Germny", "DEU"),
        ("Argentinia", "ARG"),
        ("Uzbekstan", "UZB"),
        ("Kazahstan", "KAZ"),
        ("Фраици", ""),  # two slips in a short name
        ("Франци", "FRA"),
        ("Brasilien", ""),
        ("Atlantis", ""),
        ("Africa", ""),
        ("Texas", ""),
        ("Irak", ""),  # Iraq and Iran are as near
        ("Asia", ""),
        ("Slovnia", "SVN"),
        ("Slovaenia", "SVN"),
        ("x" * 5000, ""),
        ("", ""),
    ],
)
def test_a_slip_from_one_country_is_offered_and_nothing_else(text, code):
    assert nearest_country(text) == code


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("france", "france", 0),
        ("frnace", "france", 1),
        ("germny", "germany", 1),
        ("germanny", "germany", 1),
        ("gernamy", "germany", 2),
        ("peru", "chad", 3),
    ],
)
def test_slips_are_letters_left_out_put_in_changed_or_exchanged(one, other, number):
    assert slips(one, other, 2) == slips(other, one, 2) == number


TABLE = "Country,Partner,Signed\nGermany,Frnace,2011\nGermany,Atlantis,2012\n"


def test_an_unknown_name_is_read_as_the_country_its_reader_names():
    result = read(TABLE.encode(), "t.csv", names={"Frnace": "FRA", "Atlantis": "XXX"})
    assert (result.valid, result.rejected) == (1, 1)
    assert {p.rule for p in result.problems} == {"corrected", "unknown-country"}


def test_a_name_that_is_known_is_not_read_as_another_country():
    text = TABLE.replace("Frnace", "France")
    result = read(text.encode(), "t.csv", names={"France": "DEU", "Germany": "PER"})
    assert result.package.parties[0][0] in ("DEU", "FRA")
    assert {c for c, _ in result.package.parties} == {"DEU", "FRA"}

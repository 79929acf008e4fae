"""The code lists of the field: which one a column is written in, what a code says."""

import csv

import pycountry
import pytest

from geo.model import countries
from geo.model.country_codes import (
    CODES,
    SCHEMES,
    decode,
    schemes_of,
    settle,
    years_of_members,
)
from geo.model.former_states import Former


@pytest.mark.parametrize(
    ("scheme", "code", "party"),
    [
        *[("cow", "260", "DEU"), ("cow", "710", "CHN"), ("cow", "2", "USA")],
        *[("cow", "002", "USA"), ("cow", "365.0", "RUS"), ("cow", "970", "NRU")],
        *[("gw", "970", "KIR"), ("gw", "340", "SRB"), ("gw", "678", "YEM")],
        *[("cow_abbrev", "AUS", "AUT"), ("cow_abbrev", "SWZ", "CHE")],
        *[("iso3", "AUS", "AUS"), ("iso3", "SWZ", "SWZ"), ("iso2", "XK", "XKX")],
        *[("iso_numeric", "710", "ZAF"), ("iso_numeric", "4", "AFG")],
        *[("ioc", "BRN", "BHR"), ("ioc", "GER", "DEU"), ("ioc", "TPE", "TWN")],
        *[("world_bank", "ZAR", "COD"), ("world_bank", "WBG", None)],
        *[("world_bank", "FRA", "FRA"), ("iso2", "NA", None), ("iso2", "no", None)],
        *[("cow", "999", None), ("cow", "FRA", None), ("iso3", "fra", None)],
        *[("cow", "٣", None), ("iso_numeric", "", None), ("ioc", "FRANCE", None)],
    ],
)
def test_a_code_is_read_by_its_list(scheme, code, party):
    assert decode(scheme, code) == party


@pytest.mark.parametrize(
    ("scheme", "code", "year", "title"),
    [
        *[("cow", "365", 1950, "USSR"), ("cow", "365", 1992, "RUS")],
        *[("cow", "345", 1980, "Yugoslavia"), ("cow", "345", 2007, "SRB")],
        *[("cow", "345", 2004, "Serbia and Montenegro"), ("cow", "2", 1950, "USA")],
        *[("gw", "678", 1970, "Yemen Arab Republic"), ("gw", "678", 1995, "YEM")],
        *[("cow", "315", 1970, "Czechoslovakia"), ("iso3", "RUS", 1950, "RUS")],
        *[("cow", "265", None, "German Democratic Republic")],
        *[("cow", "300", 1900, "Austria-Hungary"), ("cow", "817", 1960, None)],
    ],
)
def test_a_number_is_the_state_of_its_year(scheme, code, year, title):
    party = decode(scheme, code, year)
    if title is None:
        assert isinstance(party, Former)
    else:
        assert (party.title if isinstance(party, Former) else party) == title


def test_every_code_of_the_tables_is_a_country_or_a_former_state():
    with CODES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["scheme"] for row in rows} == {"cow", "gw", "ioc"}
    for row in rows:
        party = decode(row["scheme"], row["code"])
        assert isinstance(party, Former) or countries.exists(party), row
        assert not row["until"] or row["since"] < row["until"], row


def test_every_code_of_iso_is_read():
    for c in pycountry.countries:
        assert (
            decode("iso3", c.alpha_3) == decode("iso_numeric", c.numeric) == c.alpha_3
        )
        assert c.alpha_2 == "NA" or decode("iso2", c.alpha_2) == c.alpha_3


@pytest.mark.parametrize(
    ("cells", "header", "scheme"),
    [
        ("710 840 372 368 365 710 2 20", "", "cow"),
        ("710 840 372 368 365 710 2 20", "ccode1", "cow"),
        ("643 276 250 4 8 826 840", "", "iso_numeric"),
        ("710 840", "", None),  # China and the Philippines, or South Africa and the USA
        ("710 840", "iso_n", "iso_numeric"),
        ("710 840", "ccode2", "cow"),
        ("USA GMY FRN UKG RUS", "", "cow_abbrev"),
        ("AUS SWZ", "", None),
        ("AUS SWZ", "stateabb1", "cow_abbrev"),
        ("DEU FRA NA RUS GBR", "", "iso3"),
        ("DE FR RU GB NA", "", "iso2"),
        ("GER SUI NED DEN FRA", "", "ioc"),
        ("5 17 99 1001 2000", "", None),
        ("No SI no", "", None),
        ("NA N/A -", "", None),
    ],
)
def test_a_list_is_recognised_by_the_column_or_refused(cells, header, scheme):
    assert settle(cells.split(), header) == scheme


def test_the_ranking_says_how_much_each_list_explains():
    best, *others = schemes_of(["710", "840", "365", "2", "NA", ""])
    assert (best.scheme, best.share, best.distinct) == ("cow", 1.0, 1.0)
    numeric = next(fit for fit in others if fit.scheme == "iso_numeric")
    assert numeric.share == 0.5
    assert all(fit.scheme in SCHEMES for fit in others)


def test_a_state_that_one_country_followed_is_that_country_in_the_list_before():
    members = years_of_members("cow")
    assert [since for code, since, _ in members if code == "YEM"] == [1926, 1967, 1990]
    assert min(since for code, since, _ in members if code == "OMN") == 1971
    assert min(since for code, since, _ in members if code == "UKR") > 1945

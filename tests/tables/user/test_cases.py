"""One fault a table: each is read to the right value, or refused with the right reason.

The tables are in ``tests/cases``; a name says which fault it has.
"""

from __future__ import annotations

from datetime import date

import pytest

from geo.model.classes import Class
from geo.model.counting import state
from geo.model.treaties import Basis, Status
from geo.model.view import View
from geo.storage import ROOT
from geo.tables.user import read
from geo.tables.user.read import UserTable

CASES = ROOT / "tests" / "cases"
TODAY = date(2026, 11, 26)

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


def take(name: str, **options: object) -> UserTable:
    (path,) = CASES.glob(f"{name}_*")
    return read.read(path.read_bytes(), path.name, as_of=TODAY, **options)


def pairs(table: UserTable) -> list[str]:
    return [f"{t.party_a}-{t.party_b}" for t in table.package.treaties]


def rules(table: UserTable) -> dict[str, int]:
    """The causes that keep rows out or stop the command, with their number."""
    return {g.rule: g.count for g in table.groups if g.level != "warning"}


#: Case -> the pairs that are drawn, in order.
DRAWN = {
    "b01": "RUS-FRA RUS-NOR RUS-XKX RUS-PSE RUS-TWN RUS-ESH RUS-HKG RUS-FSM RUS-FJI "
    "RUS-GUF",
    "c02": "FRA-CHL FRA-PER",
    "c06": "DEU-CHN JPN-PER",
    "c07": "DEU-CHN JPN-PER",
    "c08": "DEU-CHN JPN-PER",
    "c10": "FRA-CHL",
    "c11": "CHN-PHL GEO-LTU RUS-CHN USA-CAN",
    "c12": "FRA-CHL",
    "c13": "FRA-KEN FRA-NER FRA-MLI FRA-OMN",
    "c15": "RUS-FRA RUS-CHL RUS-PER RUS-KEN RUS-MLI RUS-OMN RUS-CUB RUS-FJI RUS-IRQ "
    "RUS-NER",
    "c16": "FRA-COD FRA-KOR FRA-IRN FRA-EGY FRA-VEN FRA-HKG FRA-TWN FRA-PSE FRA-COD "
    "FRA-IRL FRA-MKD FRA-VAT",
    "c17": "",
    "c18": "",
    "c19": "FRA-CHL JPN-PER",
    "c20": "FRA-CHL FRA-PER FRA-CUB FRA-MLI FRA-TCD FRA-OMN",
    "c21": "FRA-CHL FRA-PER FRA-CUB FRA-MLI FRA-TCD FRA-OMN FRA-IRQ FRA-IRN",
    "c22": "DEU-CHN NZL-ARE JPN-PER",
    "c23": "FRA-CHL FRA-PER",
    "c24": "FRA-CHL",
    "c25": "CHE-ROU CHE-TLS CHE-COD FRA-LKA FRA-TLS",
    "c26": "FRA-CHL FRA-PER",
    "c27": "",
    "c28": "BRA-PRY IRN-PSE",
    "c30": "RUS-CUB RUS-VNM",
    "c31": "FRA-CHL",
    "c32": "FRA-CHL",
    "c34": "FRA-DEU FRA-RVN FRA-YMD",
    "c35": "FRA-CHL",
    "c36": "FRA-CHL",
}


@pytest.mark.parametrize("name", DRAWN)
def test_the_right_pairs_are_drawn(name):
    assert pairs(take(name)) == DRAWN[name].split()


#: Case with one party a row -> the focal country, the partners.
PARTNERS = {
    "c01": ("BRA", "FRA CHL PER"),
    "c03": ("ESP", "SWE CHL"),  # Peru's is not bilateral, says its column
    "c04": ("FRA", "DEU PER CHL"),
    "c05": ("BRA", "DEU DEU PER CHL"),
    "c09": ("FRA", "DEU JPN"),
    "c14": ("FRA", "USA"),
    "c29": ("KOR", "JPN DEU"),
    "c33": ("CHN", "JPN FRA"),
}


@pytest.mark.parametrize("name", PARTNERS)
def test_a_table_with_one_party_is_refused_until_the_other_is_named(name):
    focus, partners = PARTNERS[name]
    alone = take(name)
    assert alone.valid == 0
    assert "column" in rules(alone)
    assert pairs(take(name, focus=focus)) == [f"{focus}-{c}" for c in partners.split()]


def test_every_case_has_its_expectation():
    names = {path.name.split("_")[0] for path in CASES.iterdir()}
    assert names == {*DRAWN, *PARTNERS}


#: Case -> what is not read and why.
LOST = {
    "c02": {"party-missing": 1},
    "c10": {"unknown-country": 19, "under-half": 1},
    "c17": {"organisation": 3},
    "c18": {"ambiguous-country": 1},
    "c22": {"organisation": 1},
    "c27": {"organisation": 5},
    "c35": {"years-as-days": 1},
    "c36": {"same-sheets": 1},
}


@pytest.mark.parametrize("name", DRAWN)
def test_what_is_not_read_is_told_with_its_reason(name):
    assert rules(take(name)) == LOST.get(name, {})


def test_the_loss_of_rows_is_in_the_package():
    reading = take("c10").package.reading
    assert (reading.rows, reading.read, reading.not_read) == (20, 1, 19)
    assert reading.reasons == (("unknown-country", 19),)


def test_equal_rows_count_once_in_either_order_unless_they_are_kept():
    assert (take("c12").valid, take("c12").merged) == (1, 2)
    assert take("c12", keep_duplicates=True).valid == 3


def test_what_has_ended_in_any_language_is_not_in_force():
    table = take("c13")
    assert {t.status for t in table.package.treaties} == {Status.TERMINATED}
    view = View(date(2000, 1, 1), date(2026, 12, 31), Basis.IN_FORCE, "FRA")
    assert not state(table.package.treaties, view).codes(Class.IN_FORCE)


@pytest.mark.parametrize(
    ("name", "dates"),
    [
        ("c06", "2001-02-03/2002-05-06 1988-12-31/1990-01-01"),
        ("c07", "2001-02-03/ 1988-12-31/"),
        ("c19", "2001/2003 1999/"),
        ("c20", "2001/2003 1999/2000 1999/2000 1999/ 1999/ /2001"),
        (
            "c21",
            "1993-11-08/ 1974-05-14/ 2001-05-10/ 1986-04-18/ 1902-05-27/ 2001-05-03/ "
            "2010-05-14/ 2010-05/",
        ),
        ("c23", "2001-02-03/2002-01-01 2003-02-03/2004-01-01"),
        ("c24", "2009-03-30/2009-01-01"),
        ("c26", "1911-02-15/ 1946-11-03/"),
    ],
)
def test_dates_are_those_the_table_gives(name, dates):
    dates_read = [
        f"{t.signed or ''}/{t.in_force or ''}" for t in take(name).package.treaties
    ]
    assert dates_read == dates.split()


def test_a_sentinel_loses_its_field_and_not_the_row():
    table = take("c20")
    assert all(t.terminated is None for t in table.package.treaties)
    rules_by_cell = {(p.column, p.value): p.rule for p in table.problems}
    assert rules_by_cell["Signed", "2899-01-01"] == "field-lost"
    assert rules_by_cell["Terminated", "9999-12-31"] == "blank-word"


def test_the_code_list_of_a_column_is_said():
    assert take("c11").schemes == {"ccode1": "cow", "ccode2": "cow"}
    assert take("c11").package.reading.scheme.startswith("Correlates of War")


@pytest.mark.parametrize(
    ("name", "sentence"), [("c29", "CP949 (Korean)"), ("c30", "KOI8-R (Cyrillic)")]
)
def test_an_encoding_of_one_language_is_found_and_said(name, sentence):
    assert take(name).encoding == sentence


def test_a_sheet_can_be_chosen():
    assert pairs(take("c36", sheet="2000s")) == ["FRA-PER"]
    assert take("c36", sheet="2000s").doubts == ()
    assert "1990s" in take("c36", sheet="none").refusal


def test_a_name_beside_its_code_is_one_party():
    assert take("c08").mapping["party_a"] == "party1"
    assert take("c08").beside == {"party_a": "party1_iso", "party_b": "party2_iso"}

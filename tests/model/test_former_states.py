"""The table of former states agrees with the lists its dates rest on."""

from datetime import date

import pycountry
import pytest

from geo.model import boundaries, countries, country_codes, former_states
from geo.model.former_states import Member

STATES = former_states.parties()

#: The first day of a state of today in Correlates of War, or in Gleditsch-Ward: the
#: member left on that day.
JOINED = {
    (scheme, row["party"], row["since"])
    for scheme in ("cow", "gw")
    for row in country_codes.periods(scheme)
}


def test_the_states_of_the_table():
    assert " ".join(STATES) == "SUN YUG SCG CSK DDR YMD YAR VDR RVN UAR ANT"


def test_a_code_of_iso_3166_3_is_that_of_the_withdrawn_entry():
    withdrawn = {c.alpha_4: c.alpha_3 for c in pycountry.historic_countries}
    path = former_states.FILE
    for _, row in former_states.data_rows(path, former_states.COLUMNS):
        if row["iso3166_3"]:
            assert withdrawn[row["iso3166_3"]] == row["code"]


def test_no_code_of_a_state_that_is_no_more_is_one_of_today():
    assert not any(countries.exists(code) for code in STATES)


@pytest.mark.parametrize("code", STATES)
def test_a_member_leaves_on_the_day_on_which_a_list_has_it(code):
    for member in STATES[code].members:
        if member.until:
            day = member.until.isoformat()
            assert {(s, member.code, day) for s in ("cow", "gw")} & JOINED


@pytest.mark.parametrize(
    ("code", "scheme", "number"),
    [
        *[("CSK", "cow", "315"), ("DDR", "cow", "265"), ("YMD", "cow", "680")],
        *[("YAR", "cow", "678"), ("RVN", "cow", "817"), ("YUG", "gw", "345")],
    ],
)
def test_a_state_ends_the_day_after_the_list_has_it(code, scheme, number):
    rows = [r for r in country_codes.periods(scheme) if r["code"] == number]
    last = max(row["until"] for row in rows)
    end = STATES["SCG" if code == "YUG" else code].until
    assert (end.earliest - date.fromisoformat(last)).days == 1


def test_the_ussr_ends_on_the_day_on_which_its_last_republics_joined():
    republics = set(STATES["SUN"].successors) - {"RUS"}
    joined = {
        row["since"]
        for row in country_codes.periods("cow")
        if row["party"] in republics and not row["until"]
    }
    assert max(joined) == STATES["SUN"].until.text == "1991-12-26"


def test_the_state_of_a_year_is_that_of_its_last_day():
    def there(year):
        return [c for c, s in STATES.items() if s.alive(date(year, 12, 31))]

    assert there(1944) == []
    assert there(1946) == ["SUN", "YUG", "CSK", "YAR", "ANT"]
    assert there(1960) == [
        "SUN",
        "YUG",
        "CSK",
        "DDR",
        "YAR",
        "VDR",
        "RVN",
        "UAR",
        "ANT",
    ]
    assert there(1989) == ["SUN", "YUG", "CSK", "DDR", "YMD", "YAR", "ANT"]
    assert there(1990) == ["SUN", "YUG", "CSK", "ANT"]
    assert there(1991) == ["YUG", "CSK", "ANT"]  # the USSR ended on 26 December
    assert there(1992) == ["SCG", "CSK", "ANT"]
    assert there(1993) == there(2005) == ["SCG", "ANT"]
    assert there(2006) == ["ANT"]
    assert there(2010) == []


def test_no_two_states_are_called_the_same():
    seen = {}
    for row in former_states.rows():
        for name in row.names:
            if row.kind != "wider":
                assert seen.setdefault(name, row) is row, name


def test_members_successors_and_continuators_are_states_or_areas():
    drawn = boundaries.codes()
    for row in former_states.rows():
        assert row.kind in former_states.KINDS
        for code in (*row.successors, row.continuator):
            assert not code or countries.exists(code), row
        for member in row.members:
            assert member.area or member.code in drawn, member
        assert not row.continuator or row.continuator in row.successors


def test_a_member_is_written_in_one_of_three_ways():
    assert Member.parse("CZE") == Member("CZE")
    assert Member.parse("EST/1991-09-06") == Member("EST", until=date(1991, 9, 6))
    joined = Member("P-RVN", area=True, since=date(1975, 5, 1))
    assert Member.parse("P-RVN/-1975-05-01") == joined
    assert Member.parse("YEM!") == Member("YEM", area=True)
    with pytest.raises(ValueError, match="month"):
        Member.parse("CZE/1993-13-01")


def test_a_former_state_has_a_name_in_every_language():
    assert countries.name("SUN") == "USSR"
    assert countries.name("SUN", "ru") == "СССР"
    assert countries.name("CSK", "ru") == "Чехословакия"

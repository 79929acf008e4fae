"""The law for states that are no more, held against a reference day by day."""

from datetime import date, timedelta

import pytest

from geo.model import boundaries, state_system, succession, territory
from geo.model.classes import COUNTED, Class
from geo.model.counting import state
from geo.model.dates import PartialDate
from geo.model.grouping import GroupedTreaties
from geo.model.status import status_of
from geo.model.treaties import Basis, Treaty
from geo.model.view import View
from geo.tables import load

#: First day on which a state was no more, and whom its obligations are shown with.
ENDS = {
    "SUN": ("1991-12-26", "RUS"),
    "YUG": ("1992-04-27", "BIH HRV MKD MNE SRB SVN"),
    "CSK": ("1993-01-01", "CZE SVK"),
    "DDR": ("1990-10-03", "DEU"),
}


def made(number, a, b, signed, in_force="", terminated=""):
    days = (PartialDate.parse(day) if day else None for day in (in_force, terminated))
    return Treaty(str(number), a, b, PartialDate.parse(signed), *days)


TABLE = tuple(
    made(number, *row)
    for number, row in enumerate(
        (
            ("USA", "SUN", "1970-05-01", "1990-03-01"),
            ("USA", "SUN", "1991-11-01"),
            ("USA", "RUS", "1992-06-17", "1992-09-01"),
            ("USA", "CSK", "1989-11-30", "1990-02-02", "1992-11-15"),
            ("USA", "CSK", "1990-01-15", "1993-02-01"),
            ("YUG", "USA", "1990-10-01"),
            ("USA", "DDR", "1990-01-01", "1990-01-02"),
            ("USA", "DEU", "1990-12-01"),
            ("SUN", "CSK", "1990-04-01", "1990-05-01"),
            ("DDR", "DEU", "1990-08-31", "1990-09-29"),
        )
    )
)

DAYS = [date(1989, 10, 1) + timedelta(days=n) for n in range(1260)]


def reference(treaty, day, basis, choice):
    """What a treaty is on a day, from its dates alone."""
    told = day.isoformat()

    def by(value):
        return value is not None and value.text <= told

    if not by(treaty.signed):
        return "none"
    if by(treaty.terminated):
        return "ended"
    if choice == "own" and any(
        ENDS[p][0] <= told for p in (treaty.party_a, treaty.party_b) if p in ENDS
    ):
        return "state-ended"
    if basis is Basis.SIGNED:
        return "signed"
    if treaty.in_force is None:
        return "not-confirmed"
    return "in-force" if by(treaty.in_force) else "not-yet"


def shown_with(code, choice):
    if code not in ENDS or choice == "own":
        return [code]
    return [] if choice == "drop" else ENDS[code][1].split()


def coloured(treaty, focus, choice):
    """Whom a treaty colours, by the words of the three choices."""
    a, b = (shown_with(c, choice) for c in (treaty.party_a, treaty.party_b))
    if not a or not b:
        return set()
    if not focus:
        return set() if a == b else {*a, *b}
    found = set(b) if focus in a else set()
    found |= set(a) if focus in b else set()
    return found - {focus}


@pytest.mark.parametrize("choice", succession.CHOICES)
@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("focus", ["USA", "RUS", "SUN", ""])
def test_the_law_agrees_with_the_reference_day_by_day(basis, focus, choice):
    rank = ["in-force", "not-confirmed", "not-yet", "signed", "ended", "state-ended"]
    ledger = GroupedTreaties(TABLE)
    for day in DAYS:
        view = View(date(1945, 1, 1), day, basis, focus, former=choice)
        found = state(ledger, view)
        expected: dict[str, set[str]] = {}
        instruments = apart = 0
        for treaty in TABLE:
            key = reference(treaty, day, basis, choice)
            own = coloured(treaty, focus, "own")
            partners = coloured(treaty, focus, choice)
            if key == "none":
                continue
            apart += bool(own) and not partners
            for code in partners:
                expected.setdefault(code, set()).add(key)
            instruments += bool(partners) and Class(key) in COUNTED[basis]
        best = {code: min(keys, key=rank.index) for code, keys in expected.items()}
        assert {c: s.key.value for c, s in found.standings.items()} == best, day
        assert (found.counts.instruments, found.counts.apart) == (instruments, apart)


def test_no_treaty_is_lost_in_silence():
    for choice in succession.CHOICES:
        view = View(date(1945, 1, 1), date(2000, 12, 31), former=choice, focus="")
        found = state(TABLE, view)
        assert len(found.treaties) + found.counts.apart == len(TABLE)


def test_a_treaty_has_one_status_under_a_choice():
    treaty = TABLE[0]
    assert status_of(treaty, date(1991, 12, 25)).key == "in-force"
    assert status_of(treaty, date(1991, 12, 26)).key == "state-ended"
    assert status_of(treaty, date(1991, 12, 26), "successor").key == "in-force"


# --- whose an area is ---

CODES = ("SUN", "YUG", "SCG", "CSK", "DDR", "SRB", "SDN", "PAK", "MYS")


def owner(uid, day, **fields):
    unit = next(u for u in boundaries.units() if u.uid == uid)
    view = View(date(1945, 1, 1), date.fromisoformat(day), **fields)
    return territory.owner(unit, view, CODES)


@pytest.mark.parametrize(
    ("uid", "day", "whose"),
    [
        *[("EST", "1991-09-05", "SUN"), ("EST", "1991-09-06", "EST")],
        *[("RUS", "1991-12-25", "SUN"), ("RUS", "1991-12-26", "RUS")],
        *[("HRV", "1991-12-31", "YUG"), ("HRV", "1992-12-31", "HRV")],
        *[("MNE", "1992-12-31", "SCG"), ("MNE", "2006-12-31", "MNE")],
        *[("XKX", "1989-12-31", "YUG"), ("XKX", "2005-12-31", "SCG")],
        *[("XKX", "2007-12-31", "SRB"), ("XKX", "2008-12-31", "XKX")],
        *[("SVK", "1992-12-31", "CSK"), ("SVK", "1993-12-31", "SVK")],
        *[("SSD", "2010-12-31", "SDN"), ("SSD", "2011-12-31", "SSD")],
        *[("BGD", "1970-12-31", "PAK"), ("SGP", "1964-12-31", "MYS")],
        *[("TLS", "1980-12-31", "TLS"), ("EST", "1944-12-31", "EST")],
    ],
)
def test_an_area_is_of_the_state_of_its_time(uid, day, whose):
    assert owner(uid, day) == whose


@pytest.mark.parametrize("borders", ["recognised", "de-facto"])
def test_a_disputed_area_follows_its_recognised_owner_of_that_day(borders):
    assert owner("D-CRI", "1989-12-31", borders=borders) == "SUN"
    assert owner("D-ABK", "1989-12-31", borders=borders) == "SUN"


def test_borders_are_those_of_today_where_the_reader_chose_so():
    assert owner("EST", "1989-12-31", former="successor") == "EST"
    assert owner("EST", "1989-12-31", former="drop") == "EST"


def test_a_table_without_a_former_state_is_drawn_in_the_borders_of_today():
    view = View(date(1945, 1, 1), date(1989, 12, 31))
    assert territory.owners(view) == boundaries.codes()


# --- which states a table is drawn with ---

ALL = "SUN YUG SCG CSK DDR YMD YAR VDR RVN UAR SDN ETH PAK MYS SRB"


def borders(*rows):
    return GroupedTreaties(made(n, *row) for n, row in enumerate(rows)).borders


def test_a_table_that_reaches_back_is_drawn_in_the_borders_of_its_time():
    for state_named in ("SUN", "DEU"):
        found = borders(("GBR", state_named, "1950-05-01"))
        assert " ".join(found.drawn) == ALL
        assert not found.written


def test_a_state_that_ended_before_the_table_begins_is_not_drawn():
    assert " ".join(borders(("GBR", "FRA", "1992-01-01")).drawn) == (
        "SCG CSK SDN ETH PAK MYS SRB"
    )
    assert " ".join(borders(("GBR", "FRA", "1993-01-01")).drawn) == (
        "SCG SDN ETH PAK MYS SRB"
    )
    assert borders(("GBR", "FRA", "2006-01-01")) == territory.TODAY


def test_a_territory_is_drawn_only_where_the_table_names_it():
    assert "ANT" not in borders(("GBR", "FRA", "1950-05-01")).drawn
    assert "ANT" in borders(("GBR", "ANT", "1950-05-01")).drawn


def test_a_state_is_not_drawn_over_an_heir_that_the_table_writes_in_its_place():
    found = borders(("GBR", "RUS", "1950-05-01"), ("GBR", "YEM", "1970"))
    assert not {"SUN", "YMD", "YAR"} & set(found.drawn)
    assert found.written == {"SUN": ("RUS",), "YMD": ("YEM",), "YAR": ("YEM",)}
    assert "PAK" not in borders(("GBR", "BGD", "1960"), ("GBR", "SUN", "1960")).drawn


@pytest.mark.parametrize("day", ["1991-12-26", "1991", "1944-05-01"])
def test_a_treaty_that_may_be_of_another_time_hides_no_state(day):
    assert "SUN" in borders(("GBR", "RUS", day), ("GBR", "FRA", "1950")).drawn


def test_the_federal_republic_lived_beside_the_democratic_one():
    assert "DDR" in borders(("GBR", "DEU", "1960-05-01")).drawn


def test_a_table_that_names_one_of_two_states_keeps_them_apart():
    found = borders(("GBR", "RVN", "1960"), ("GBR", "VNM", "1960"))
    assert {"RVN", "VDR"} <= set(found.drawn)


def test_the_shipped_tables_are_drawn_in_the_borders_of_today(package):
    assert GroupedTreaties(package.treaties).borders == territory.TODAY
    whole = load.load_package(focus="CHN")
    assert GroupedTreaties(whole.treaties).borders == territory.TODAY


def test_a_map_of_1960_shows_no_state_of_today_without_a_treaty():
    view = View(date(1945, 1, 1), date(1960, 12, 31), focus="GBR")
    found = state([made(1, "GBR", "DEU", "1955-05-05")], view)
    assert {"SUN", "DDR", "RVN", "VDR", "UAR"} <= found.owners
    assert not {"EST", "VNM", "SYR", "BGD"} & found.owners
    assert found.key("DDR") is Class.NONE


def test_a_state_that_is_not_yet_one_is_no_state_without_a_treaty():
    view = View(date(1945, 1, 1), date(1970, 12, 31), focus="USA")
    found = state(TABLE, view)
    assert found.key("AGO") is Class.NOT_A_STATE
    assert found.key("PRT") is Class.NONE
    assert found.key("GRL") is Class.NONE  # no list has it: nothing is known
    assert Class.NOT_A_STATE in found.present
    later = state(TABLE, view.with_years(1945, 2020))
    assert later.key("AGO") is Class.NONE
    assert Class.NOT_A_STATE not in later.present


def test_a_state_begins_on_the_first_day_that_a_list_has_it():
    assert not state_system.has_begun("KEN", date(1963, 12, 11))
    assert state_system.has_begun("KEN", date(1963, 12, 12))
    assert state_system.has_begun("SUN", date(1945, 12, 31))

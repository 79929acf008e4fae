"""The page counts as the library does.

``assets/page/counting.js`` beside ``geo/model/counting.py``.

That the page asks its script at all, and shows what it says, is
``tests/browser/test_page.py``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from geo.model import boundaries, classes, counting, succession, territory
from geo.model import package as model_package
from geo.model.coverage import ALL, Coverage
from geo.model.dates import PartialDate
from geo.model.grouping import GroupedTreaties
from geo.model.package import Package
from geo.model.reading import Reading
from geo.model.status import PLANNED, status_of
from geo.model.treaties import Basis, Source, Stance, Status, Treaty
from geo.model.view import PRESETS, Span, View
from geo.page import payload
from geo.presentation import rows
from geo.presentation.scene import Scene
from tests.helpers.scripts import HEADLINE_COUNTS
from tests.model.test_succession import ENDS
from tests.model.test_succession import TABLE as FORMER

#: What the script counts, in its order; the library counts more.
COUNTS = (*HEADLINE_COUNTS, "unverified", "apart")

#: Ranges around the dates below: whole years, and ends within a year.
RANGES = (
    (date(2010, 1, 1), date(2026, 12, 31)),
    (date(2012, 1, 1), date(2012, 12, 31)),
    (date(2012, 1, 1), date(2014, 12, 31)),
    (date(2013, 1, 1), date(2014, 12, 31)),
    (date(2010, 1, 1), date(2012, 6, 15)),
    (date(2010, 1, 1), date(2012, 12, 30)),
    (date(2012, 7, 1), date(2015, 2, 28)),
)


def shapes() -> list[Treaty]:
    """Treaties with every kind of date and end the law tells apart."""
    dates = (None, "2011", "2012-06", "2012-12-31", "2013", "2015-03-01")
    return [
        Treaty(
            id=f"{partner}/{signed}/{entry}/{end}/{status}",
            party_a="RUS",
            party_b=partner,
            signed=signed and PartialDate.parse(signed),
            in_force=entry and PartialDate.parse(entry),
            terminated=end and PartialDate.parse(end),
            status=status,
        )
        for signed, entry, end in itertools.product(dates, repeat=3)
        for status in (Status.SIGNED, Status.PLANNED, Status.TERMINATED)
        for partner in ("CUB", "YUG")  # the second is no more
    ]


def single() -> dict:
    """Each shape by itself in each range, under each basis."""
    # One treaty with neither date is undated: the library lists it apart.
    pacts = [t for t in shapes() if t.signed or t.in_force]
    views = [View(*ends, basis) for ends in RANGES for basis in Basis]
    return {
        "treaties": [payload.treaty_entry(t, "RUS") for t in pacts],
        "views": [rows.message(view) for view in views],
        "expected": [[_alone(t, view) for t in pacts] for view in views],
    }


def _alone(treaty: Treaty, view: View) -> list[str | int]:
    state = counting.state([treaty], view)
    counts = state.counts
    return [
        _class_of(state, treaty),
        counts.countries,
        counts.possible,
        counts.confirmed,
        counts.not_confirmed,
    ]


def _class_of(state: counting.State, treaty: Treaty) -> str:
    standing = state.standings.get(treaty.party_b)
    return standing.key.value if standing else "none"


def statuses() -> dict:
    """The one status of each shape at the end of each range."""
    pacts = shapes()
    days = sorted({last for _, last in RANGES})
    expected = [[status_of(t, day) for t in pacts] for day in days]
    return {
        "treaties": [payload.treaty_entry(t, "RUS") for t in pacts],
        "days": [day.isoformat() for day in days],
        "expected": [[[s.key, s.field] for s in line] for line in expected],
    }


def whole(name: str, package: Package, views: Iterable[View]) -> dict:
    """A table as the page holds it, and what each view of it must show."""
    views = list(views)
    data = payload.table(Scene(package, views[0]))
    grouped = data.get("grouped")
    expected = []
    for view in views:
        state = counting.state(package.treaties, view)
        entries = [
            [
                s.code,
                s.key.value,
                s.number,
                s.first_signed and str(s.first_signed.latest.year),
            ]
            for s in state.standings.values()
        ]
        counts = {key: getattr(state.counts, key) for key in COUNTS}
        standings = sorted(entries) if grouped or not view.focus else entries
        expected.append({"counts": counts, "standings": standings})
    return {
        "name": name,
        "treaties": data["treaties"],
        "grouped": grouped,
        "views": [rows.message(view) for view in views],
        "expected": expected,
    }


def every_view(package: Package) -> list[View]:
    """Every range of years under each basis, and the presets."""
    years = range(package.span.first, package.span.last + 1)
    plain = [View.of(package.span, basis=basis) for basis in Basis]
    ranges = itertools.combinations_with_replacement(years, 2)
    return [
        *(view.with_years(*pair) for pair in ranges for view in plain),
        *(view.with_preset(key, package.span) for key in PRESETS for view in plain),
    ]


#: Who states the entry into force of a treaty that has this one claim.
CLAIM = Source("1", "1", "in_force", "", Stance.SUPPORTS, "https://example.org/1")


def sourced() -> Iterable[Treaty]:
    """The shapes with three partners: of none, of one and of both kinds of sources.

    A treaty with one claim rests on one source; nothing is known of one without.
    """
    for i, pact in enumerate(shapes()):
        partner = ("CUB", "BRA", "IND")[i % 3]
        one = partner == "BRA" or (partner == "IND" and i % 2)
        claims = (CLAIM,) if one else ()
        yield replace(pact, id=str(i), party_b=partner, sources=claims)


def large() -> Iterable[dict]:
    """A table that is sent by profiles of dates, with and without a focal country."""
    pacts = tuple(sourced())
    span = model_package.span_of(pacts, 2026)
    package = Package(pacts, (), (), (), "own", date(2026, 11, 24), span, "a")
    for focus, basis in itertools.product(("RUS", ""), Basis):
        view = View.of(span, focus=focus, basis=basis)
        years = [ends for ends in RANGES if ends[0].month == 1 and ends[1].month == 12]
        views = [replace(view, start=start, end=end) for start, end in years[:4]]
        yield whole(f"large table, focus {focus or 'none'}", package, views)


#: What a table may cover: years, its one party, states with their years.
COVERAGES = (
    ALL,
    Coverage(years=(2011, 2013)),
    Coverage(party="RUS"),
    Coverage(party="CUB"),
    Coverage(states=(("BRA", 2012, 9999), ("CUB", 1902, 2011), ("CUB", 2014, 2014))),
    Coverage((2010, 2014), "RUS", (("BRA", 1900, 9999),)),
)


#: What of a table the class of a country without a treaty depends on.
SENT = ("focus", "unread", "coverage", "former", "begun")


def turning_days() -> list[date]:
    """The days on which an act is dated or a state ends, and the days before them."""
    dates = [d for t in FORMER for d in (t.signed, t.in_force, t.terminated) if d]
    ends = [date.fromisoformat(day) for day, _ in ENDS.values()]
    turns = {d.latest for d in dates} | set(ends)
    return sorted({each for d in turns for each in (d - timedelta(days=1), d)})


def former_tables(days: Sequence[date] = ()) -> Iterable[dict]:
    """A table with states that are no more, under each choice: at the end of years,
    and on further days."""
    span = Span(1989, 1993)
    package = Package(FORMER, (), (), (), "own", date(2026, 11, 24), span, "a")
    ends = [*(date(year, 12, 31) for year in range(1989, 1994)), *days]
    views = [
        View(date(1989, 1, 1), end, basis, former=choice)
        for end in ends
        if end.year >= 1989
        for basis in Basis
        for choice in succession.CHOICES
    ]
    for focus in ("USA", "RUS", "SUN", ""):
        focal = [replace(view, focus=focus) for view in views]
        yield whole(f"former states, focus {focus or 'none'}", package, focal)


def land() -> dict:
    """Whose each area was on days of each change of borders."""
    parties = ("CSK", "DDR", "RVN", "SCG", "SUN", "VDR", "YAR", "YMD", "YUG")
    pacts = tuple(Treaty(code, "USA", code) for code in parties)
    span = Span(1900, 2026)
    package = Package(pacts, (), (), (), "own", date(2026, 11, 24), span, "a")
    codes = GroupedTreaties(package.treaties).borders.drawn
    units = (*boundaries.units(), *boundaries.part_units())
    changes = {
        day
        for unit in units
        for _, first, last in territory.periods(unit, codes)
        for day in (first, last)
    }
    days = sorted({d for day in changes for d in (day, day - timedelta(days=1))})
    views = [View(date(1900, 1, 1), day, focus="USA") for day in days]
    views += [replace(views[0], former=choice) for choice in succession.CHOICES]
    sent = payload.table(Scene(package, views[0]))

    def owner(unit, view):
        rows = territory.drawn(view, codes)
        found = (r.code for r in rows if territory.is_of(unit, r, view.end))
        return next(found, "")

    return {
        "data": {key: sent[key] for key in SENT},
        "uids": [unit.uid for unit in units],
        "views": [rows.message(view) for view in views],
        "expected": [[owner(unit, view) for unit in units] for view in views],
    }


def coverages() -> Iterable[dict]:
    """The class of countries without a treaty, by what their table covers."""
    codes = ("RUS", "CUB", "BRA", "IND", "SSD", "")
    for coverage, focus in itertools.product(COVERAGES, ("RUS", "")):
        reading = Reading(mentions=(("IND", "RUS"),), coverage=coverage)
        package = Package(
            *((), (), (), (), "own", date(2026, 11, 24), Span(2010, 2026), "a"),
            reading=reading,
        )
        views = [View(*ends, focus=focus) for ends in RANGES]
        states = [counting.state(package.treaties, view) for view in views]
        data = payload.table(Scene(package, views[0]))
        yield {
            "data": {key: data[key] for key in SENT},
            "codes": codes,
            "views": [rows.message(view) for view in views],
            "expected": [[s.key(code).value for code in codes] for s in states],
        }


@pytest.fixture(scope="module")
def cases(package, toy) -> dict:
    tables = [
        whole(name, data, every_view(data))
        for name, data in (("atlas", package), ("toy", toy))
    ]
    tables += former_tables(turning_days())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(payload, "LISTED", 0)
        tables += large()
        tables += former_tables()
    assert [bool(table["grouped"]) for table in tables] == [False] * 6 + [True] * 8
    return {
        "treaties": single(),
        "statuses": statuses(),
        "coverages": list(coverages()),
        "land": land(),
        "tables": tables,
    }


def test_the_cases_meet_every_class_of_each_basis(cases):
    keys: dict[str, set[str]] = {}
    for view, answer in zip(
        cases["treaties"]["views"], cases["treaties"]["expected"], strict=True
    ):
        keys.setdefault(view["basis"], set()).update(line[0] for line in answer)
    assert keys == {
        basis.value: {key.value for key in classes.PRECEDENCE[basis]} | {"none"}
        for basis in Basis
    }


def test_the_cases_meet_every_status_and_every_field_that_dates_one(cases):
    keys = {tuple(s) for line in cases["statuses"]["expected"] for s in line}
    assert {key for key, _ in keys} == {
        *(key.value for key in classes.PRECEDENCE[Basis.IN_FORCE]),
        "none",
        PLANNED,
    }
    assert {field for _, field in keys} == {"signed", "in_force", "terminated", ""}


def test_the_cases_meet_every_class_of_a_country_without_a_treaty(cases):
    lines = (line for case in cases["coverages"] for line in case["expected"])
    keys = {key for line in lines for key in line}
    assert keys == {"focus", "unread", "not-covered", "none"}


@pytest.mark.parametrize("large", [False, True])
def test_the_cases_meet_confirmations_by_one_source_and_by_several(cases, large):
    pairs = [
        (answer["counts"]["confirmed"], answer["counts"]["one_source"])
        for table in cases["tables"]
        if bool(table["grouped"]) == large
        for answer in table["expected"]
    ]
    assert any(one for _, one in pairs)
    assert any(one < confirmed_number for confirmed_number, one in pairs)


def test_the_script_and_the_library_hold_one_law(cases, compare):
    compare("counting", cases)

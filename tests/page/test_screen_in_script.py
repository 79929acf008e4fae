"""What the page says on the screen of a treaty's status: its words and its date."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from datetime import date

import pytest

from geo.model.counting import state
from geo.model.package import Package
from geo.model.treaties import Basis
from geo.model.view import Span, View
from geo.page import payload
from geo.presentation import rows, strings
from geo.presentation.scene import Scene
from geo.presentation.treaty_facts import treaty_status
from tests.helpers.scripts import JS, NODE, WHERE

SCRIPT = JS / "screen.js"


@pytest.fixture(params=[WHERE])
def screen(request, tmp_path) -> Callable[[Package, Sequence[View]], list[dict]]:
    """What the script shows of a table in each view: names, cards, rows."""

    def under_node(package: Package, views: Sequence[View]) -> list[dict]:
        file = tmp_path / "asked.json"
        jobs = {
            "data": payload.payload(Scene(package, views[0])),
            "views": [rows.message(view) for view in views],
        }
        file.write_text(json.dumps(jobs), encoding="utf-8")
        process = subprocess.run([NODE, str(SCRIPT), str(file)], capture_output=True)
        assert process.returncode == 0, process.stderr.decode()
        return json.loads(process.stdout)

    def in_the_browser(package: Package, views: Sequence[View]) -> list[dict]:
        offline = request.getfixturevalue("offline")
        page = offline.open(request.getfixturevalue("page_file"))
        data = payload.table(Scene(package, views[0]))
        return page.evaluate(
            f"""([data, views]) => {{ {SCRIPT.read_text(encoding="utf-8")}
            return readScreen(atlas, document, data, views); }}""",
            [data, [rows.message(view) for view in views]],
        )

    return under_node if request.param == "node" else in_the_browser


def test_a_country_in_force_is_named_with_the_date_of_its_entry_into_force(
    screen, package
):
    whole = View.of(package.span, basis=Basis.IN_FORCE)
    signed = View.of(package.span)
    in_force, by_signature = screen(package, [whole, signed])
    names = in_force["names"]
    claims = package.get("RUS-ZWE-2023").sources
    pages = {s.url for s in claims if s.field == "in_force"}
    sentence = f"Zimbabwe: In force since 20 Dec 2023, {len(pages)} pages"
    assert names["ZWE"] == by_signature["names"]["ZWE"] == sentence
    assert names["VNM"].startswith("Viet Nam: In force since 27 Apr 2019")
    assert names["IRN"].startswith("Iran: In force since Aug 2024")
    india = "India: In force since 22 Jan 2017 (medium confidence)"
    assert names["IND"].startswith(india)
    cuba = "Cuba: Signed 11 Jul 2014; entry into force not confirmed"
    assert names["CUB"].startswith(cuba)


def test_two_treaties_with_one_country_each_have_their_own_words_and_date(screen, make):
    pacts = (
        make("CUB", "2011-01-05", "2012-03-01"),
        make("CUB", "2013-02-01"),
        make("BRA", "2012-01-01", "2013-01-01", "2015-06-30"),
        make("IND", "2012-01-01", "2016-02-01"),
    )
    package = Package(pacts, (), (), (), "1", date(2016, 12, 31), Span(2011, 2016))
    view = View.of(package.span, basis=Basis.IN_FORCE)
    late, early = screen(package, [view, view.with_years(2011, 2015)])
    assert late["names"]["CUB"] == (
        "Cuba: In force since 1 Mar 2012; "
        "Signed 1 Feb 2013; entry into force not confirmed"
    )
    over = "Brazil: Ended 30 Jun 2015"
    assert late["names"]["BRA"] == early["names"]["BRA"] == over
    assert late["names"]["IND"] == "India: In force since 1 Feb 2016"
    assert early["names"]["IND"] == (
        "India: Signed; entry into force after the day shown, 1 Feb 2016"
    )


def test_of_a_large_table_a_country_has_its_class_not_that_of_a_listed_treaty(
    screen, make, monkeypatch
):
    """The page lists the latest treaties of a country; an older one may be in force."""
    monkeypatch.setattr(payload, "LISTED", 0)
    later = [make("CUB", f"{y}-02-01", id=f"{y}") for y in range(2012, 2017)]
    pacts = (make("CUB", "2011-01-05", "2012-03-01"), *later)
    package = Package(pacts, (), (), (), "1", date(2016, 12, 31), Span(2011, 2016))
    view = View.of(package.span, basis=Basis.IN_FORCE)
    late, early = screen(package, [view, view.with_years(2011, 2011)])
    assert "In force since 1 Mar 2012" not in str(late["rows"])
    assert late["names"]["CUB"] == "Cuba: In force, 1 instrument, first signed 2011"
    assert late["cards"]["CUB"][0] == "In force"
    assert early["names"]["CUB"] == (
        "Cuba: Signed; entry into force later, first signed 2011"
    )


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_treaty_has_one_status_in_table_and_card_whatever_is_counted(
    screen, toy, package, lang
):
    """The script words a status as the library does, in every year and basis."""
    for data in (package, toy):
        views = [
            View.of(data.span, basis=basis, lang=lang).with_years(data.span.first, year)
            for basis in Basis
            for year in range(data.span.first, data.span.last + 1)
        ]
        for view, screen_of_view in zip(views, screen(data, views), strict=True):
            current = state(data.treaties, view)
            head, *table_lines = screen_of_view["rows"]
            column = strings.word("status", lang)
            place = [text.rstrip(" ↑↓") for text in head].index(column)
            table_rows = rows.table(Scene(data, view))
            if not table_rows:
                continue
            statuses = [row[place] for row in table_lines]
            assert sorted(statuses) == sorted(row[column] for row in table_rows)
            for code, standing in current.standings.items():
                own = [treaty_status(t, view.end, lang) for t in standing.treaties]
                card = screen_of_view["cards"][code]
                assert card[0] in own
                assert all(any(one in text for text in card[1:]) for one in own)


def test_the_status_of_zimbabwe_is_the_same_under_both_bases(screen, package):
    views = [View.of(package.span, basis=basis) for basis in Basis]
    for screen_of_view in screen(package, views):
        assert screen_of_view["cards"]["ZWE"][0] == "In force since 20 Dec 2023"
        assert "Status" in [head.rstrip(" ↑↓") for head in screen_of_view["rows"][0]]
        [zimbabwe] = [row for row in screen_of_view["rows"] if row[0] == "Zimbabwe"]
        assert "In force since 20 Dec 2023" in zimbabwe
        [brazil] = [row for row in screen_of_view["rows"] if row[0] == "Brazil"]
        assert "Signed 14 May 2010; entry into force not confirmed" in brazil

"""What the page says on the screen of a treaty's status: its words and its date."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from datetime import date

import pytest

from geo.model.package import Package
from geo.model.treaties import Basis
from geo.model.view import Span, View
from geo.page import payload
from geo.presentation import rows
from tests.helpers.scripts import JS, NODE, WHERE

SCRIPT = JS / "screen.js"


@pytest.fixture(params=[WHERE])
def screen(request, tmp_path) -> Callable[[Package, Sequence[View]], list[dict]]:
    """What the script shows of a table in each view: names, cards, rows."""

    def under_node(package: Package, views: Sequence[View]) -> list[dict]:
        file = tmp_path / "asked.json"
        asked = {
            "data": payload.payload(package, views[0]),
            "views": [rows.message(view) for view in views],
        }
        file.write_text(json.dumps(asked), encoding="utf-8")
        done = subprocess.run([NODE, str(SCRIPT), str(file)], capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    def in_the_browser(package: Package, views: Sequence[View]) -> list[dict]:
        offline = request.getfixturevalue("offline")
        page = offline.open(request.getfixturevalue("page_file"))
        data = payload.table(package, views[0])
        return page.evaluate(
            f"""([data, views]) => {{ {SCRIPT.read_text(encoding="utf-8")}
            Object.assign(atlas.data, data);
            return readScreen(atlas, document, views); }}""",
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
    assert names["ZWE"] == "Zimbabwe: In force, 20 Dec 2023"
    assert names["VNM"] == "Viet Nam: In force, 27 Apr 2019"
    assert names["IRN"].startswith("Iran: In force, Aug 2024")
    assert names["IND"] == "India: In force, 22 Jan 2017 (medium confidence)"
    assert names["CUB"] == "Cuba: Signed; in force: not confirmed, 11 Jul 2014"
    assert by_signature["names"]["ZWE"].startswith("Zimbabwe: Signed, 27 Jul 2023")


def test_two_treaties_with_one_country_each_have_their_own_words_and_date(screen, made):
    pacts = (
        made("CUB", "2011-01-05", "2012-03-01"),
        made("CUB", "2013-02-01"),
        made("BRA", "2012-01-01", "2013-01-01", "2015-06-30"),
        made("IND", "2012-01-01", "2016-02-01"),
    )
    package = Package(pacts, (), (), (), "1", date(2016, 12, 31), Span(2011, 2016))
    view = View.of(package.span, basis=Basis.IN_FORCE)
    late, early = screen(package, [view, view.with_years(2011, 2015)])
    assert late["names"]["CUB"] == (
        "Cuba: In force, 1 Mar 2012; Signed; in force: not confirmed, 1 Feb 2013"
    )
    ended = "Brazil: Signed; since terminated or replaced, 30 Jun 2015"
    assert late["names"]["BRA"] == early["names"]["BRA"] == ended
    assert late["names"]["IND"] == "India: In force, 1 Feb 2016"
    assert early["names"]["IND"] == (
        "India: Signed; entered into force later, 1 Feb 2016"
    )

"""The page reads and writes a link as the library does.

``assets/page/link.js`` beside ``geo/model/view.py``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.model.treaties import Basis
from geo.model.view import BORDERS, COLOURS, LANGUAGES, PRESETS, View, from_query
from geo.page import payload
from geo.presentation import rows

#: Tails of links, the right ones and the wrong ones.
TAILS = (
    "",
    "years=2012",
    "years=2012..2016",
    "years=2012-2016",
    "years=2012,2016",
    "years=2012%20%E2%80%93%202016",
    "years=2012&years=2016",
    "years=2012&years=2016&years=2018",
    "years=2016..2012",
    "years=2010..2024-04-15",
    "years=2013..2016-02-29",
    "years=2013..2015-02-29",
    "years=2013..2015-04-31",
    "years=2013..2015-13-01",
    "years=2016..2012-06-01",
    "years=2012-06-01",
    "years=1900..2016",
    "years=2012..2099",
    "years=2012..2099-06-01",
    "years=1900..1901",
    "years=0000",
    "years=0000..2016",
    "years=abc",
    "years=",
    "years=%D9%A2%D9%A0%D9%A1%D9%A0..%D9%A2%D9%A0%D9%A1%D9%A6",
    "years=-5..99999",
    "preset=chapter",
    "preset=official-2022&years=2012",
    "preset=latest",
    "preset=latest&years=2012..2014",
    "preset=constructor",
    "preset=x&years=2012..2014",
    "basis=in-force",
    "basis=signed&basis=in-force",
    "basis=%3Cb%3E",
    "basis=",
    "basis=+in-force+",
    "colour=year",
    "colour=count&colour=blue",
    "borders=de-facto",
    "borders=toString",
    "lang=ru",
    "lang=xx",
    "country=BRA",
    "country=bra",
    "country=XXX",
    "country=D-CRI",
    "country=__proto__",
    "layers=BRICS",
    "layers=BRICS,SCO",
    "layers=BRICS&layers=SCO&layers=BRICS",
    "layers=BRICS,NO_SUCH",
    "layers=constructor",
    "layers=",
    "utm_source=x&embed=true&start=2020",
    "lang=ru&basis=in-force&years=2010..2016&colour=count&country=IND",
)


@pytest.fixture(scope="module")
def data(package) -> dict:
    """What the page knows of the shipped table, without its geometry."""
    sent = payload.payload(package, View.of(package.span))
    kept = ("view", "choices", "layers", "units")
    return {**sent["table"], "ledger": None, **{name: sent[name] for name in kept}}


@pytest.fixture(scope="module")
def views(package) -> list[View]:
    """Views of every kind: each value of each field, ends on a day, presets."""
    plain = View.of(package.span)
    layers = tuple(layer.key for layer in package.context)
    return [
        plain,
        *(replace(plain, basis=basis) for basis in Basis),
        *(replace(plain, colour=colour) for colour in COLOURS),
        *(replace(plain, borders=borders) for borders in BORDERS),
        *(replace(plain, lang=lang) for lang in LANGUAGES),
        *(plain.with_preset(key, package.span) for key in PRESETS),
        plain.with_years(2012, 2016),
        plain.with_years(2016, 2016),
        replace(plain, end=date(2024, 4, 15)),
        replace(plain, start=date(2012, 1, 1), end=date(2016, 2, 29)),
        replace(plain, country="BRA", layers=layers[:1]),
        replace(plain, layers=layers, basis=Basis.IN_FORCE, lang="ru", colour="count"),
    ]


def test_the_page_and_the_library_understand_one_link(package, data, views, compare):
    known = [code for code, unit in data["units"].items() if unit["iso"] == code]
    links = []
    for tail in TAILS:
        view, notices = from_query(tail, package.span, known, data["layers"])
        refused = bool(notices)
        links.append({"tail": tail, "view": rows.message(view), "refused": refused})
    assert {link["refused"] for link in links} == {True, False}
    written = [
        {"view": rows.message(view), "query": view.query(package.span)}
        for view in views
    ]
    compare(
        "link",
        {
            "read": {"data": data, "links": links},
            "written": {"data": data, "views": written},
        },
    )

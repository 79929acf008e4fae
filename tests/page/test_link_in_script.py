"""The page reads and writes a link as the library does.

``assets/page/link.js`` beside ``geo/model/view.py``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.model.treaties import Basis
from geo.model.view import (
    BORDERS,
    COLOURS,
    LANGUAGES,
    PRESETS,
    Notice,
    View,
    from_params,
    params_of,
)
from geo.page import payload
from geo.presentation import rows
from geo.presentation.scene import Scene
from geo.tables.resolve import resolve
from tests.helpers.links import LINKS, Case, said


@pytest.fixture(scope="module")
def data(package) -> dict:
    """What the page knows of the shipped table, without its geometry."""
    whole = payload.payload(Scene.of(package), langs=LANGUAGES)
    fields = ("view", "choices", "layers", "units")
    return {**whole["table"], "grouped": None, **{name: whole[name] for name in fields}}


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


def link(case: Case, package) -> dict:
    """What a page of Russia's treaties is to make of a link."""
    view, _ = from_params(params_of(case.page_view), package.span)
    request = resolve(
        {name: v for name, v in params_of(case.link).items() if name != "focus"}
    )
    notices = list(request.notices)
    for notice in resolve(params_of(case.link)).notices:
        if notice.field == "focus":
            notices.append(notice)
    if case.notices != case.page_notices:
        focus = params_of(case.link)["focus"][-1]
        notices.append(Notice("no-party", "focus", focus))
    assert said(notices) == case.page_notices
    lines = sorted([n.key, n.field, n.value, n.allowed] for n in notices)
    return {"link": case.link, "view": rows.message(view), "notices": lines}


def test_the_page_reads_and_writes_a_link_as_the_library(package, data, views, compare):
    links = [link(case, package) for case in LINKS]
    links_of_page = [
        {"view": rows.message(view), "query": view.query(package.span)}
        for view in views
    ]
    compare(
        "link",
        {
            "read": {"data": data, "links": links},
            "written": {"data": data, "views": links_of_page},
        },
    )

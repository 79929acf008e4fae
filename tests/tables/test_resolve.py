"""A request means the same to every host: the rows of ``tests/links.toml``."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.model.view import PRESETS, View, params_of
from geo.tables import load
from geo.tables.resolve import layers, resolve, selectable
from tests.helpers.links import LINKS, said


@pytest.mark.parametrize("case", LINKS, ids=lambda case: case.link or "nothing")
def test_a_link_asks_for_a_view_and_what_is_wrong_in_it_is_noticed(case):
    request = resolve(params_of(case.link))
    assert request.view.query(request.package.span) == case.view
    assert said(request.notices) == case.notices


def test_every_link_is_there_once_and_most_fields_are_asked_wrongly_in_some():
    assert len({case.link for case in LINKS}) == len(LINKS) >= 60
    wrong = {notice.partition(" ")[2] for case in LINKS for notice in case.notices}
    assert wrong == {
        *("years", "preset", "basis", "focus", "colour", "borders", "layers", "lang"),
        *("country", "table"),
    }


@pytest.mark.parametrize("case", LINKS, ids=lambda case: case.link or "nothing")
def test_the_shortest_spelling_of_a_view_asks_for_it_without_a_notice(case):
    request = resolve(params_of(case.view))
    assert request.notices == ()
    assert request.view.query(request.package.span) == case.view


def test_other_focal_countries_bring_the_treaties_between_other_states():
    assert resolve({}).package is load.load_package()
    assert resolve({"focus": ["RUS"]}).package is load.load_package()
    for focus in ("CHN", "none"):
        assert resolve({"focus": [focus]}).package is load.load_package(focus="")


@pytest.fixture
def own(toy):
    """A reader's own table: its busiest party is not Russia's focal country."""
    treaties = tuple(replace(t, party_a="CHL") for t in toy.treaties)
    return replace(toy, treaties=treaties, file_name="mine.csv")


def test_a_readers_own_table_opens_under_its_busiest_party(own):
    request = resolve({"table": ["own"]}, own)
    assert (request.package, request.view.focus) == (own, "CHL")
    assert request.view == View.of(own.span, focus="CHL")
    assert request.notices == ()


def test_a_link_that_does_not_name_the_own_table_is_of_the_atlas(own):
    assert resolve({}, own).package is load.load_package()


def test_of_an_own_table_only_its_parties_are_focal_countries(own):
    request = resolve({"table": ["own"], "focus": ["RUS"]}, own)
    assert said(request.notices) == ("no-party focus",)
    assert request.view.focus == "CHL"
    assert resolve({"table": ["own"], "focus": ["IND"]}, own).view.focus == "IND"


@pytest.mark.parametrize("key", PRESETS)
def test_an_own_table_has_no_presets_and_the_layers_of_the_atlas(own, key):
    request = resolve({"table": ["own"], "preset": [key], "layers": ["BRICS"]}, own)
    assert said(request.notices) == ("preset preset",)
    assert request.view.layers == ("BRICS",)
    assert layers(own) == layers(load.load_package())


def test_every_country_of_the_map_and_every_partner_may_be_selected(package, own):
    codes = selectable(package, "RUS")
    assert {"USA", "CHE", "RUS", "BRA"} <= codes
    assert not any("-" in code for code in codes)
    undrawn = replace(
        own, treaties=tuple(replace(t, party_b="GUF") for t in own.treaties)
    )
    assert "GUF" in selectable(undrawn, "CHL") - codes

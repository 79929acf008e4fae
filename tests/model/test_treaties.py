"""The nouns: who the other party is, what a treaty is called, what is claimed."""

import dataclasses

import pytest

from geo.model.treaties import UNSIGNED, Signatory, Source, Stance, Status, Treaty


def test_the_partner_is_the_other_party_on_either_side():
    pact = Treaty("X", "RUS", "CUB")
    assert (pact.partner_of("RUS"), pact.partner_of("CUB")) == ("CUB", "RUS")


def test_a_country_outside_the_treaty_has_no_partner_in_it():
    assert Treaty("X", "RUS", "CUB").partner_of("BRA") is None


def test_only_planned_and_initialled_are_short_of_signature():
    assert {s for s in Status if s in UNSIGNED} == {Status.PLANNED, Status.INITIALLED}


TITLES = {"en": ("title_en", "On X"), "ru": ("title_ru", "О X")}


@pytest.mark.parametrize("translation", [True, False])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_title_in_the_readers_language_comes_first(lang, translation):
    both = dict(TITLES.values())
    flag = {f"title_{lang}_is_translation": translation}
    pact = Treaty("X", "RUS", "CUB", title_original="关于", **both, **flag)
    note = "translated" if translation else ""
    assert pact.title(lang) == (TITLES[lang][1], note)


@pytest.mark.parametrize(("lang", "other"), [("en", "ru"), ("ru", "en")])
def test_a_title_falls_back_to_the_other_language_then_the_original(lang, other):
    field, text = TITLES[other]
    flag = {f"title_{other}_is_translation": True}
    pact = Treaty("X", "RUS", "CUB", **{field: text}, **flag, title_original="关于")
    # It is in another language: never "our translation" as of the reader's own.
    assert pact.title(lang) == (text, "translated.other")
    assert Treaty("X", "RUS", "CUB", title_original="关于").title(lang) == (
        "关于",
        "",
    )
    assert Treaty("X", "RUS", "CUB").title(lang) == ("", "")


def test_an_office_is_shown_only_where_a_source_states_it():
    assert str(Signatory("A. Person")) == "A. Person"
    assert str(Signatory("A. Person", "minister")) == "A. Person (minister)"


def test_claims_about_a_field_come_in_the_order_of_the_table():
    def claim(number: int, field: str) -> Source:
        return Source(f"X/{number}", "X", field, "", Stance.SUPPORTS, "")

    claims = (claim(1, "signed"), claim(2, "in_force"), claim(3, "signed"))
    pact = Treaty("X", "RUS", "CUB", sources=claims)
    assert [s.id for s in pact.claims("signed")] == ["X/1", "X/3"]
    assert pact.claims("in_force", "signed") == claims
    assert pact.claims("status") == ()


def test_a_treaty_cannot_be_changed_by_those_who_read_it():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Treaty("X", "RUS", "CUB").signed = None

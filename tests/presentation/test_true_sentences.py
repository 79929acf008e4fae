"""Sentences that were once untrue, or could be misread, as they are on every screen."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from geo.figures.years import at
from geo.model.languages import LANGUAGES, ON_A_PAGE
from geo.model.treaties import Basis, Stance
from geo.model.view import View
from geo.presentation import chart, colours, strings
from geo.presentation.scene import Scene
from geo.presentation.treaty_facts import held_title, treaty_status


def at_chapter(package, lang: str) -> View:
    return View.of(package.span, lang=lang).with_preset("chapter", package.span)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_entry_into_force_after_the_day_shown_is_neither_past_nor_future(
    package, lang
):
    """Iran's of August 2024 is past today, and to come on the day of the chapter."""
    iran = package.get("RUS-IRN-2021")
    said = treaty_status(iran, at_chapter(package, lang).end, lang)
    assert iran.in_force.show(lang, "when") in said
    label = colours.CLASSES["not-yet"].label(lang)
    for text in (said, label):
        assert not re.search("enters|entered|вступает|вступило", text)


@pytest.mark.parametrize("lang", ON_A_PAGE)
def test_a_title_is_our_translation_only_into_the_language_we_made_it_in(package, lang):
    marked = {
        t.id
        for t in package.treaties
        if strings.word("translated", lang) + ")" in held_title(t, lang)
    }
    ours = {
        t.id for t in package.treaties if getattr(t, f"title_{lang}_is_translation")
    }
    assert marked == ours


def test_both_languages_name_the_same_subject():
    subjects = {lang: strings.word("subject", lang) for lang in LANGUAGES}
    assert "international information security" in subjects["en"]
    assert "международной информационной безопасности" in subjects["ru"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("basis", Basis)
def test_one_confirmed_by_one_source_is_said_in_a_sentence(package, basis, lang):
    scene = Scene.of(package, basis=basis, lang=lang).with_years(2010, 2015)
    assert (scene.state.counts.confirmed, scene.state.counts.one_source) == (1, 1)
    assert strings.word("headline.one_source.one", lang) in scene.headline
    assert "1 of" not in scene.headline and ": 1)" not in scene.headline


@pytest.mark.parametrize("lang", ON_A_PAGE)
def test_years_in_which_nothing_entered_into_force_have_a_true_title(package, lang):
    shown = Scene.of(package, basis=Basis.IN_FORCE, lang=lang).with_years(2025, 2026)
    assert shown.state.counts.confirmed == 0
    # Acts of these years are counted: treaties of earlier ones may well be in force.
    wanted = {
        "en": "that entered into force, 2025–2026",
        "ru": "вступившие в силу в 2025",
    }
    assert wanted[lang] in shown.title
    assert not re.search(r"\b0\b", shown.headline)


def test_a_map_of_signatures_notes_the_doubtful_entries_into_force_it_shows(package):
    scene = Scene.of(package)
    doubtful = {t.id for t in package.treaties if t.level("in_force") == "medium"}
    assert doubtful == {"RUS-IND-2016", "RUS-IRN-2021"}
    note = strings.word("doubt.note.in_force", "en", listed="{}").partition("{}")[0]
    listed = scene.doubt_note.partition(note)[2]
    assert "India" in listed and "Iran" in listed
    assert "India" not in Scene.of(package).with_years(2010, 2016).doubt_note


def test_many_years_are_counted_from_the_first_that_is_shown(package):
    scene = Scene.of(package).with_years(2021, 2024)
    assert [s.view.years for s in at(scene, [2022, 2024])] == [
        (2021, 2022),
        (2021, 2024),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_axis_of_the_timeline_says_what_its_years_mean(package, lang):
    drawn = chart.specification(Scene.of(package, lang=lang))
    titles = {layer["encoding"]["x"]["title"] for layer in drawn["layer"]}
    assert titles == {strings.word("chart.axis", lang)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_event_has_a_tick_on_its_day_or_is_named_as_without(package, lang):
    scene = Scene.of(package, lang=lang)
    ticks, apart = chart.events(scene), chart.outside(scene)
    for event in package.events:
        shown = any(tick["title"] == event.title(lang) for tick in ticks)
        assert shown is (event.title(lang) not in apart)
    assert {e.date.year for e in package.events if e.title(lang) in apart} == {
        1972,
        2001,
    }
    # A year on the axis is its 31 December.
    for tick in ticks:
        assert tick["year"] - 1 <= tick["place"] <= tick["year"]


def test_a_date_of_entry_into_force_is_high_as_the_method_page_defines_it(package):
    """An official text or announcement, or two publishers."""
    held = [t for t in package.treaties if t.level("in_force") == "high"]
    assert held
    for treaty in held:
        claims = [s for s in treaty.claims("in_force") if s.stance is Stance.SUPPORTS]
        official = any(s.kind.startswith("official") for s in claims)
        assert official or len({urlsplit(s.url).netloc for s in claims}) > 1, treaty.id

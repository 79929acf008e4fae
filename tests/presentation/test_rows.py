"""What tables and cards say: how sure we are, in words, and each text in Russian."""

import re
from dataclasses import replace

import pytest

from geo.model import countries
from geo.model.counting import state
from geo.model.treaties import Basis, Stance, localised
from geo.model.treaty_fields import FACTS
from geo.model.view import LANGUAGES, View
from geo.presentation import captions, rows, strings
from geo.presentation.scene import Scene
from geo.presentation.treaty_facts import approval, fact_text, order
from geo.tables import load

UNSURE = {lang: strings.doubt("medium", lang) for lang in LANGUAGES}


def shown(package, basis: Basis = Basis.SIGNED, lang: str = "en"):
    return Scene.of(package, basis=basis, lang=lang)


# --- how sure we are ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_row_marks_what_is_held_with_less_than_high_confidence(package, lang):
    scene = shown(package, lang=lang)
    columns = {"signed": "signed", "place": "place", "in_force": "in_force"}
    for code, treaty in scene.entries:
        row = rows.row(scene, code, treaty)
        for key, field in columns.items():
            cell = row[strings.word(key, lang)]
            level = treaty.level(field)
            doubt = strings.doubt(level, lang)
            assert cell.endswith(doubt)
            assert bool(doubt) == (level not in ("", "high"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_entry_into_force_of_india_is_marked_in_the_table(package, lang):
    india = package.get("RUS-IND-2016")
    row = rows.row(shown(package, lang=lang), "IND", india)
    assert UNSURE[lang] in row[strings.word("in_force", lang)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_figure_notes_which_counted_dates_are_less_than_sure(package, lang):
    scene = shown(package, Basis.IN_FORCE, lang)
    note = scene.doubt_note
    assert note in scene.notes
    assert UNSURE[lang] in note
    for code in scene.state.counted_codes:
        unsure = code in ("IND", "IRN")
        assert (countries.name(code, lang) in note) is unsure


def test_a_figure_of_sure_dates_has_no_such_note(package):
    early = Scene.of(package).with_years(2010, 2014)
    assert early.state.counted_codes
    assert early.doubt_note == ""


def test_an_entry_into_force_by_two_publishers_rests_on_more_than_one_source(package):
    belarus = package.get("RUS-BLR-2013")
    assert belarus.one_source
    (claim,) = belarus.claims("in_force")
    other = replace(claim, url="https://example.org/law")
    page = replace(claim, url=f"{claim.url}&page=2")
    assert replace(belarus, sources=(*belarus.sources, page)).one_source
    assert not replace(belarus, sources=(*belarus.sources, other)).one_source
    conflicting = replace(other, stance=Stance.CONFLICTS)
    assert replace(belarus, sources=(*belarus.sources, conflicting)).one_source


def test_the_headline_counts_those_confirmed_by_one_source_only(package):
    counts = shown(package).state.counts
    assert counts.one_source == sum(t.one_source for t in package.treaties) == 5
    belarus = package.get("RUS-BLR-2013")
    (claim,) = belarus.claims("in_force")
    other = replace(claim, url="https://example.org/law")
    sure = replace(belarus, sources=(*belarus.sources, other))
    treaties = [sure if t.id == sure.id else t for t in package.treaties]
    counts = state(treaties, View.of(package.span)).counts
    assert (counts.confirmed, counts.one_source) == (5, 4)


def test_a_table_without_claims_says_nothing_of_its_sources(make):
    current = state([make("CUB", "2012", "2013")], View.of(load.load_package().span))
    assert (current.counts.confirmed, current.counts.one_source) == (1, 0)
    assert captions.one_source(current) == ""


# --- what changed ---


def changes(package, before: str, **fields) -> dict[str, str]:
    """The acts up to the end of the data after a preset's day, or the end of a year."""
    after = Scene.of(package, **fields)
    if before.isdigit():
        earlier = after.with_years(package.span.first, int(before))
    else:
        view = after.view.with_preset(before, package.span)
        earlier = Scene(package, view)
    return dict(rows.changes(earlier, after))


def test_a_comparison_in_force_names_the_entries_into_force_and_their_dates(package):
    acts = changes(package, "2016", basis=Basis.IN_FORCE)
    assert list(acts) == [
        "Entered into force between 2017 and 2026",
        "No longer in force: ended between 2017 and 2026",
        "Signed between 2017 and 2026",
    ]
    entries, ends, signed = acts.values()
    assert entries == (
        "India, 22 Jan 2017 (medium confidence); Viet Nam, 27 Apr 2019; "
        "Zimbabwe, 20 Dec 2023; Iran, Aug 2024 (medium confidence)"
    )
    assert ends == "none"
    assert signed.startswith("South Africa, 4 Sep 2017; Viet Nam, 6 Sep 2018; ")
    assert "; Lao PDR, 25 Jul 2024" in signed and "India" not in signed


def test_a_comparison_of_signatures_in_russian_has_their_dates(package):
    acts = changes(package, "chapter", lang="ru")
    signed, in_force, ends = acts
    assert in_force.startswith("Вступили в силу") and "Иран, " in acts[in_force]
    assert signed == "Подписали за период с 16 апреля 2024 г. по 31 декабря 2026 г."
    assert "Лаосская НДР, 25 июля 2024 г" in acts[signed]
    assert ends.startswith("Прекратили действие") and acts[ends] == "нет"


# --- Russian ---


def test_a_fact_in_russian_has_no_english_sentence(package):
    view = View.of(package.span, lang="ru")
    for treaty in package.treaties:
        for name, fact in FACTS.items():
            if name == "title":  # a source's words, in its own language
                continue
            text, _ = fact_text(treaty, fact, view)
            assert not re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{3,}", text), name


def test_what_a_page_says_is_marked_as_our_translation(package):
    (claim,) = [s for s in package.get("RUS-BRA-2010").sources if s.value_ru][:1]
    assert claim.value_ru in rows.says(claim, "ru")
    assert strings.word("translated", "ru") in rows.says(claim, "ru")
    assert rows.says(claim, "en") == claim.value


def test_a_text_without_russian_stays_as_it_is_and_says_in_which_language(make):
    treaty = make(notes="A note.")
    assert localised(treaty, "notes", "ru") == ("A note.", "en")
    russian = replace(treaty, notes_ru="Примечание.")
    assert localised(russian, "notes", "ru") == ("Примечание.", "ru")
    assert localised(russian, "notes", "en") == ("A note.", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_approval_by_one_side_says_whose_and_that_it_is_no_entry(package, lang):
    treaty = next(t for t in package.treaties if t.id == "RUS-TJK-2023")
    text, language = approval(treaty, lang)
    assert language == ("ru" if lang == "ru" else "en")
    side, chamber, entry = {
        "en": ("Tajikistan", "lower house only", "not entry into force"),
        "ru": ("Таджикистан", "только нижней палаты", "не вступление в силу"),
    }[language]
    assert text.startswith(strings.day("2023-12-22", language))
    assert side in text and chamber in text and entry in text
    assert treaty.in_force is None


def test_an_approving_order_is_named_as_in_russian():
    text = order("788-r, 30 Apr 2015", "ru")
    assert "№ 788-р" in text
    assert "от 30 апреля 2015 г." in text
    assert order("788-r, 30 Apr 2015", "en") == "order No. 788-r of 30 Apr 2015"
    assert order("an order of the King", "ru") == "an order of the King"


# --- events ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_event_is_shown_with_its_pages_and_its_kind(package, lang):
    events = rows.events(package, lang)
    assert len(events) == len(package.events)
    for row, event in zip(events, package.events, strict=True):
        assert row[strings.word("sources", lang)] == list(event.urls) != []
        kind = strings.word(f"event.kind.{event.kind}", lang)
        assert row[strings.word("event.kind", lang)] == kind

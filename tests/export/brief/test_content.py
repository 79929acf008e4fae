"""What the brief says: the chosen country first, and a page for what it says."""

import re

import pytest

from geo.export.brief.content import MOST, ROWS, Brief, is_link, numbered
from geo.model import countries
from geo.model.view import LANGUAGES
from geo.presentation import strings
from geo.presentation.scene import Scene
from geo.presentation.treaty_facts import treaty_status
from tests.figures.test_lifelines import table_of


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", ["IND", "KGZ", "ZWE"])
def test_the_paragraph_begins_with_the_status_and_names_its_pages(package, lang, code):
    brief = Brief(Scene.of(package, lang=lang, country=code))
    (passage,) = brief.passages
    (treaty,) = (t for t in package.treaties if t.partner_of("RUS") == code)
    assert brief.country == countries.name(code, lang)
    status = treaty_status(treaty, package.as_of, lang)
    # "2023 г." has its own full stop, and the line's follows.
    assert passage.status.text == status.removesuffix(".")
    signed = next(f for f in passage.facts if treaty.signed.show(lang) in f.text)
    supporting = {c.url for c in treaty.claims("signed", "existence")}
    assert signed.notes and {note.url for note in signed.notes} <= supporting


def test_a_date_held_with_less_than_high_confidence_says_so(package):
    brief = Brief(Scene.of(package, country="IND"))
    assert "(medium confidence)" in brief.passages[0].facts[2].text
    row = next(row for row in brief.rows if row.chosen)
    assert "(medium confidence)" in row.status.text


def test_the_table_has_every_treaty_with_its_dates(package):
    brief = Brief(Scene.of(package))
    assert len(brief.rows) == len(package.treaties) and not brief.rest
    confirmed = [row for row in brief.rows if row.key == "in-force"]
    assert all(row.status.notes for row in confirmed)
    unknown = {row.status.text for row in brief.rows if row.key == "not-confirmed"}
    assert unknown == {strings.word("brief.not_confirmed", "en")}


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_whose_approval_it_is_ends_with_one_full_stop(package, lang):
    (passage,) = Brief(Scene.of(package, lang=lang, country="IRN")).passages
    (approval,) = [
        line.text
        for line in passage.facts
        if line.text.startswith(strings.word("approval_by_one_side", lang))
    ]
    assert "2024" in approval and not approval.endswith(".")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_english_of_the_data_is_marked_in_a_brief_of_another_language(package, lang):
    (passage,) = Brief(Scene.of(package, lang=lang, country="IRN")).passages
    place = next(f for f in passage.facts if "Mos" in f.text or "Мос" in f.text)
    mark = strings.aside("en", lang)
    for line in (place, passage.reading):
        is_foreign = lang not in ("en", "ru")
        assert line.text.endswith(mark) == is_foreign, line
        assert [each for _, each in line.spans if each] == ["en"] * is_foreign
        assert "".join(text for text, _ in line.spans) == line.text


@pytest.mark.parametrize("code", ["FRA", "RUS"])
def test_a_country_without_a_treaty_has_an_answer(package, code):
    brief = Brief(Scene.of(package, country=code))
    assert brief.country and brief.absent and not brief.passages


def test_what_does_not_fit_on_the_page_is_counted(package):
    brief = Brief(Scene.of(table_of(package, 3000)))
    assert len(brief.rows) == ROWS
    assert "3,000" in brief.rest and str(ROWS) in brief.rest


def test_a_reader_s_own_table_is_named_and_claims_no_source_of_ours(package):
    brief = Brief(Scene.of(table_of(package, 3), country="AFG"))
    assert "mine.csv" in brief.edition and "mine.csv" in brief.citation
    assert not any(row.status.notes for row in brief.rows)


def test_a_page_has_one_number_wherever_it_is_referred_to(package):
    brief = Brief(Scene.of(package, country="IND"))
    lines = [line for p in brief.passages for line in (p.status, *p.facts)]
    numbers = numbered(lines)
    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
    assert len({note.url for note in numbers}) == len(numbers)
    assert all(re.match(r"https?://", note.url) for note in numbers)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("https://atlas.example/map?country=IND", True),
        ("javascript:alert(1)", False),
        ("https://a b.example", False),
        ("https://" + "a" * MOST, False),
        ("", False),
    ],
)
def test_only_an_address_of_the_web_becomes_a_code(text, fits):
    assert is_link(text) is fits

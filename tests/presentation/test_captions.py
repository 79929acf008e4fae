"""The sentences of a scene: title, headline, alternative text, notes, citation."""

from datetime import date

import pytest

from geo.model import countries
from geo.model.counting import state
from geo.model.treaties import Basis
from geo.model.view import Span, View
from geo.presentation.captions import (
    alternative_text,
    as_of,
    citation,
    headline,
    title,
    years,
)
from geo.presentation.strings import (
    day,
    word,
)


# The issue gives the sentence of the signed basis; 15 of 20 lack a source.
@pytest.mark.parametrize(
    ("basis", "lang", "sentence"),
    [
        (
            Basis.SIGNED,
            "en",
            "20 countries signed 20 instruments; entry into force confirmed for 5 "
            "(each by one source only)",
        ),
        (
            Basis.IN_FORCE,
            "en",
            "5 countries, 5 instruments confirmed in force "
            "(each by one source only); not confirmed for 15 more",
        ),
        (
            Basis.SIGNED,
            "ru",
            "Подписано: 20 соглашений (20 стран); вступление в силу подтверждено для 5 "
            "(каждое — по единственному источнику)",
        ),
        (
            Basis.IN_FORCE,
            "ru",
            "Вступление в силу подтверждено: 5 стран, 5 соглашений "
            "(каждое — по единственному источнику); не подтверждено ещё для 15",
        ),
    ],
)
def test_the_headline_of_the_shipped_data(package, basis, lang, sentence):
    result = state(package.treaties, View.of(package.span, basis=basis, lang=lang))
    assert headline(result) == sentence


@pytest.mark.parametrize(
    ("basis", "sentence"),
    [
        (Basis.SIGNED, "1 country signed 1 instrument; none confirmed in force"),
        (
            Basis.IN_FORCE,
            "No entry into force confirmed in these years; "
            "signed, but not confirmed: 1",
        ),
    ],
)
def test_a_headline_says_in_words_that_none_is_confirmed(make, basis, sentence):
    result = state([make("CUB", "2012")], View.of(Span(2010, 2015), basis=basis))
    assert headline(result) == sentence


def test_the_headline_shows_the_possible_ones_apart(make):
    view = View(date(2010, 1, 1), date(2015, 6, 15))
    result = state([make("CUB", "2012"), make("BRA", "2015")], view)
    assert headline(result).startswith("1 (+1) country signed 1 instrument;")


def test_the_as_of_note_never_speaks_of_days_after_the_data(package):
    made_on = package.as_of
    whole = View.of(package.span)
    assert whole.end > made_on  # else this test shows nothing
    text = as_of(state(package.treaties, whole), package.version, made_on)
    day = f"{made_on.day} {made_on:%b %Y}"
    assert text.startswith(f"State at {day}.")
    assert f"version {package.version}" in text
    assert "15 without a sourced entry into force" in text


def test_the_as_of_note_of_an_earlier_view_gives_its_last_day(package):
    for view, end in (
        (View.of(package.span).with_years(2010, 2016), "31 Dec 2016"),
        (View.of(package.span).with_preset("chapter", package.span), "15 Apr 2024"),
    ):
        result = state(package.treaties, view)
        assert as_of(result, package.version, package.as_of).startswith(
            f"State at {end}."
        )


def test_years_are_worded_as_a_range_a_year_or_up_to_a_day(span):
    view = View.of(span)
    assert years(view.with_years(2010, 2024)) == "2010–2024"
    assert years(view.with_years(2021, 2021)) == "2021"
    assert years(view.with_preset("chapter", span)) == "2010 – 15 Apr 2024"


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_title_names_the_focal_country_the_act_and_the_years(span, basis, lang):
    view = View.of(span, basis=basis, lang=lang).with_years(2012, 2016)
    text = title(view, countries.name("RUS", lang))
    assert text.startswith(countries.name("RUS", lang))
    assert word("subject", lang) in text
    assert "2012–2016" in text


def test_titles_of_the_two_bases_differ(span):
    titles = {
        title(View.of(span, basis=basis, lang=lang), "X")
        for basis in Basis
        for lang in ("en", "ru")
    }
    assert len(titles) == 4


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_alternative_text_names_every_country_shown_and_its_date(package, lang):
    result = state(package.treaties, View.of(package.span, lang=lang))
    text = alternative_text(result, countries.name)
    assert headline(result) in text
    for code, standing in result.standings.items():
        date = standing.first_signed.show(lang)
        assert f"{countries.name(code, lang)} ({date}" in text
    unsure = {"en": "Feb 2021, medium confidence", "ru": "достоверность средняя"}
    assert unsure[lang] in text


def test_the_alternative_text_says_which_countries_are_in_force_and_since_when(package):
    view = View.of(package.span, basis=Basis.IN_FORCE)
    text = alternative_text(state(package.treaties, view), countries.name)
    force, signed = text.split("In force: ")[1].split(
        "Signed; entry into force not confirmed: "
    )
    assert "Zimbabwe (20 Dec 2023)" in force
    assert "Viet Nam (27 Apr 2019)" in force
    assert "India (22 Jan 2017, medium confidence)" in force
    assert "Brazil (14 May 2010)" in signed
    assert "27 Jul 2023" not in text  # Zimbabwe's signature


def test_the_alternative_text_of_an_empty_map_says_so(package):
    view = View.of(package.span).with_years(2011, 2011)
    text = alternative_text(state(package.treaties, view), countries.name)
    assert text.endswith("No treaty is dated within these years.")


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_citation_gives_version_and_date(package, lang):
    text = citation(package.version, package.as_of, lang)
    assert package.version in text
    assert day(package.as_of, lang) in text

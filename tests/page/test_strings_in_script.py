"""The page words a view as the library does.

``assets/page/strings.js`` beside ``geo/presentation/strings.py``.
"""

from __future__ import annotations

import pytest

from geo.model import countries
from geo.model.counting import state
from geo.model.dates import FORMS, PartialDate
from geo.model.treaties import Basis
from geo.model.view import LANGUAGES, PRESETS, View
from geo.page import payload
from geo.presentation import captions, rows, strings
from geo.presentation.scene import Scene
from tests.helpers.scripts import HEADLINE_COUNTS

#: Numbers that take every plural form, and words no vocabulary has.
NUMBERS = (0, 1, 2, 4, 5, 11, 12, 21, 22, 25, 101, 111, 112, 122)
#: Dates that no source of the shipped table has: marked, and with two ends.
ODD = tuple(
    map(PartialDate.of, ("2010~", "2010-02?", "201X", "2009/2010-02", "../2010"))
)
UNKNOWN = ("signed_place", "unheard of", "constructor", "")


@pytest.fixture(scope="module")
def data(package) -> dict:
    """What the page knows of the shipped table, without its geometry."""
    whole = payload.payload(Scene.of(package), langs=LANGUAGES)
    fields = ("view", "choices", "words", "nouns", "dates", "terms", "units")
    return {**whole["table"], "grouped": None, **{name: whole[name] for name in fields}}


def viewed(package, view: View) -> dict:
    counts = state(package.treaties, view).counts
    return {
        "view": rows.message(view),
        "counts": {name: getattr(counts, name) for name in HEADLINE_COUNTS},
        "title": Scene(package, view).title,
        "headline": captions.headline(state(package.treaties, view)),
    }


def calls(package, lang: str) -> list[tuple]:
    """[language, function of the script, its arguments, the library's text]."""
    dates = [t.signed for t in package.treaties if t.signed]
    vocabulary = [*strings.terms("en"), *UNKNOWN]
    return [
        *((lang, "counted", [n, "country"], strings.count_text(n, "country", lang))
          for n in NUMBERS),
        *((lang, "counted", [n, "instrument", 2],
           strings.count_text(n, "instrument", lang, 2)) for n in NUMBERS),
        *((lang, "date", [payload._date(d), form], d.show(lang, form))
          for d in [*dates, *ODD] for form in FORMS),
        (lang, "date", [None], strings.word("unknown", lang)),
        *((lang, "day", [f"2024-{month:02}-05"],
           strings.day(f"2024-{month:02}-05", lang)) for month in range(1, 13)),
        *((lang, "term", [value], strings.term(value, lang)) for value in vocabulary),
        *((lang, "name", [code], countries.name(code, lang))
          for code in ("BRA", "RUS", "IRN")),
    ]  # fmt: skip


def test_the_page_and_the_library_word_a_view_alike(package, data, compare):
    views = []
    for lang in LANGUAGES:
        for basis in Basis:
            plain = View.of(package.span, basis=basis, lang=lang)
            views += [
                plain,
                plain.with_years(2016, 2016),
                plain.with_years(2012, 2016),
                *(plain.with_preset(key, package.span) for key in PRESETS),
            ]
    compare(
        "strings",
        {
            "views": {"data": data, "views": [viewed(package, v) for v in views]},
            "sentences": {
                "data": data,
                "calls": [c for lang in LANGUAGES for c in calls(package, lang)],
            },
        },
    )

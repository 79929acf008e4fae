"""The rule of the page's search, and that every spelling of a country leads to it."""

import re

import pytest

from geo.model import boundaries, countries, languages
from geo.page import payload, search_names
from geo.presentation.scene import Scene
from geo.tables.load import load_package

NAMES = {
    "CUB": ["Cuba", "Куба"],
    "NER": ["Niger", "Нигер"],
    "NGA": ["Nigeria", "Нигерия"],
    "OMN": ["Oman", "Оман"],
    "ROU": ["Romania", "Румыния"],
}


def index(names: dict[str, list[str]]) -> search_names._Index:
    made = search_names._Index()
    for code, several in names.items():
        for name in (*several, code):
            made.add(search_names.plain(name), code)
    return made


def by_the_rule(text: str, names: dict[str, str]) -> str | None:
    """As search.js has it, name by name."""
    if text in names:
        return names[text]
    for fits in (str.startswith, str.__contains__):
        for name, code in names.items():
            if fits(name, text):
                return code
    inside = [
        name
        for name in names
        if len(name) >= search_names.SHORTEST
        and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]
    return names[max(inside, key=len)] if inside else None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("cuba", "CUB"),
        ("nige", "NER"),  # the first that begins so
        ("geria", "NGA"),  # a part of a name
        ("oman", "OMN"),  # itself, though Romania has it inside
        ("republic of niger", "NER"),
        ("nigeria and niger", "NGA"),  # the longest
        ("nigerian", None),  # no whole word
        ("cub", "CUB"),
        ("the cub", None),  # a code is too short to be evidence
        ("atlantis", None),
    ],
)
def test_a_name_leads_to_its_country(text, code):
    assert index(NAMES).find(text) == code


def test_the_rule_is_that_of_the_page_for_every_spelling():
    atlas = boundaries.load("world")
    known = {unit.uid: [unit.name_en, unit.name_ru] for unit in atlas.units}
    names: dict[str, str] = {}
    for code, several in known.items():
        for name in (*several, code):
            names.setdefault(search_names.plain(name), code)
    found = index(known)
    texts = [search_names.plain(text) for text in sorted(countries.spellings())][::20]
    texts += [f"the {text}, of" for text in texts]
    assert len(texts) > 100
    for text in texts:
        assert found.find(text) == by_the_rule(text, names), text


@pytest.mark.parametrize("lang", languages.LANGUAGES)
def test_a_page_finds_a_country_by_its_name_in_every_language(lang):
    units = [u for u in boundaries.load("world").units if u.uid == u.iso3]
    page = payload.constant_part(Scene.of(load_package(), lang=lang), langs=(lang,))
    known = {
        uid: [*unit["name"].values(), *page["aliases"].get(uid, ())]
        for uid, unit in page["units"].items()
        if not unit.get("part")
    }
    found = index(known)
    assert len(units) > 190
    for unit in units:
        for each in languages.LANGUAGES:
            name = unit.name(each)
            assert found.find(search_names.plain(name)) == unit.uid, name


def test_every_spelling_leads_home_once_what_is_missing_is_added():
    known = {unit.uid: [unit.name_en] for unit in boundaries.load("world").units}
    added = search_names.missing(known)
    assert added
    every = {code: [*names, *added.get(code, ())] for code, names in known.items()}
    found = index(every)
    for text, code in countries.spellings().items():
        if code in known:
            assert found.find(search_names.plain(text)) == code, text

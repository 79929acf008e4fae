"""Codes and names of countries in two languages, and "I do not know this name"."""

import re

import pycountry
import pytest

from geo.model import countries
from geo.model.countries import UnknownCountry, exists, find, name


def test_every_iso_country_has_a_name_in_both_languages():
    for country in pycountry.countries:
        assert name(country.alpha_3, "en")
        assert re.search("[а-яё]", name(country.alpha_3, "ru").lower())


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_no_two_countries_have_the_same_name(lang):
    names = [name(c.alpha_3, lang) for c in pycountry.countries] + [name("XKX", lang)]
    assert len(set(names)) == len(names)


def test_every_partner_is_found_by_its_code_and_by_its_names(package):
    for code in (*package.partners(), "RUS"):
        assert exists(code)
        for spelling in (code, name(code, "en"), name(code, "ru")):
            assert find(spelling) == code


def test_short_names_of_the_united_nations_are_used():
    assert name("IRN") == "Iran"
    assert name("RUS") == "Russian Federation"
    assert name("RUS", "ru") == "Российская Федерация"


def test_kosovo_is_known_though_its_code_is_not_of_iso():
    assert exists("XKX")
    assert find("Косово") == find("kosovo") == find("xkx") == "XKX"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("cu", "CUB"),
        ("  viet   nam ", "VNM"),
        ("CHINA", "CHN"),
        ("Islamic Republic of Iran", "IRN"),
        ("ВЬЕТНАМ", "VNM"),
    ],
)
def test_a_name_is_found_in_any_case_and_spacing(text, code):
    assert find(text) == code


@pytest.mark.parametrize("text", ["", " ", "Atlantis", "Chin", "Vietnamm", "x" * 5000])
def test_no_guess_is_made_at_an_unknown_name(text):
    with pytest.raises(UnknownCountry) as error:
        find(text)
    assert len(str(error.value)) < 120


@pytest.mark.parametrize("code", ["XXX", "", "Cuba"])
def test_an_unknown_code_has_no_name(code):
    assert not exists(code)
    with pytest.raises(UnknownCountry):
        name(code)


def test_every_override_names_the_country_on_the_map_as_in_the_table():
    for (code, lang), override in countries._overrides().items():
        assert name(code, lang) == override


@pytest.mark.parametrize(
    ("code", "lang", "name"),
    [
        ("BRA", "fr", "Brésil"),  # the CLDR's name
        ("BLR", "fr", "Bélarus"),  # the CLDR has Biélorussie
        ("RUS", "es", "Federación de Rusia"),
        ("IRN", "fr", "Iran"),  # without what UNTERM adds in parentheses
        ("KOR", "zh", "大韩民国"),
        ("SYR", "ar", "الجمهورية العربية السورية"),
        ("GBR", "fr", "Royaume-Uni"),
        ("D-CRI", "es", "Crimea y Sebastopol"),
        ("XKX", "ar", "كوسوفو"),
    ],
)
def test_a_further_language_has_the_names_of_the_united_nations(code, lang, name):
    assert countries.area_name(code, lang) == name


def test_an_area_that_nobody_knows_has_no_name():
    assert countries.area_name("Q-QQQ", "fr") == ""

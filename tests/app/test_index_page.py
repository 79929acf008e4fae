"""The document around the app is in the reader's language before any script has run."""

import re
from html import unescape

import pytest

from geo.app import index_page, main, routes
from geo.model.view import LANGUAGES
from geo.presentation import strings
from geo.storage import ASSETS


def said(path_name: str, query: str, accepted: str = "") -> tuple[str, str]:
    """Language and title of the document at an address."""
    text = index_page.respond(path_name, query, accepted).content.decode()
    (language,) = re.findall(r'<html lang="([^"]*)">', text)
    (title,) = re.findall("<title>([^<]*)</title>", text)
    return language, unescape(title)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", index_page.NAMES)
def test_every_view_has_language_and_title_of_its_link(name, lang):
    view = strings.word(f"nav.{name}", lang)
    expected = lang, f"{view} · {strings.word('app', lang)}"
    assert said(name, f"years=2010..2012&lang={lang}") == expected


@pytest.mark.parametrize(
    ("query", "accepted", "lang"),
    [
        ("", "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("", "de-DE,ru;q=0.9", "en"),
        ("", "", "en"),
        ("lang=en", "ru", "en"),
        ("lang=xx", "ru", "ru"),
        ("lang=%22%3E%3Cscript%3E", "<script>", "en"),
    ],
)
def test_without_a_link_the_first_language_of_the_browser_decides(
    query, accepted, lang
):
    assert said("map", query, accepted)[0] == lang


def test_a_copy_kept_on_the_way_is_not_given_to_readers_of_another_language():
    headers = index_page.respond("map", "", "ru").headers
    assert headers["Vary"] == "Accept-Language"
    assert headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_that_the_app_is_coming_before_any_script_has_run(lang):
    text = index_page.respond("map", f"lang={lang}", "").content.decode()
    (root,) = re.findall(r'<div id="root">(.+)</div>\s*</body>', text, re.DOTALL)
    assert strings.word("loading", lang) in root
    assert "<script" not in root


def test_every_view_is_served_so():
    assert tuple(main.VIEWS) == index_page.NAMES
    paths = {route.path for route in routes.INDEX}
    assert paths == {"/", *(f"/{name}" for name in main.VIEWS)}


def test_the_style_of_the_app_is_in_the_document_whatever_a_run_replaces():
    style = (ASSETS / "app.css").read_text(encoding="utf-8")
    text = index_page.respond("table", "lang=en", "").content.decode()
    assert text.index(f"<style>{style}</style>") < text.index("</head>")

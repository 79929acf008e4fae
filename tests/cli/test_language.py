"""``--lang`` answers in its language: what is refused, and why a table is not read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geo.cli import main
from geo.model import languages
from geo.model.languages import LANGUAGES
from geo.storage import ROOT

CASES = ROOT / "tests/cases"
#: What stays as it is in any language: flags, names of files, codes, what is quoted.
_KEPT = re.compile(
    r"--[\w-]+|[\w./-]+\.\w+|\[[\w-]+\]|\b[A-Z]{2,}\b|«[^»]*»|'[^']*'|\b[a-z]+-?\d*\b(?=,)"
)


def said(arguments: list[str], capsys) -> str:
    assert main.run(arguments) == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["page", "-o", "map.html", "--years", "abc"],
        ["page", "-o", "map.html", "--years", "2016-2010"],
        ["page", "-o", "map.html", "--preset", "chapter", "--years", "2010"],
        ["page", "-o", "a.b/map.html"],
        ["page", "-o", "map.html", "--table", "nothing.csv"],
        ["page", "-o", "map.html", "--day-first"],
        ["page", "-o", "map.html", "--colour", "pink"],
        ["page"],
        ["figure", "-o", "map.svg", "--small"],
        ["frames", "-o", "years.png", "--sort", "date"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("place", ["first", "last", "="])
def test_a_refusal_is_in_the_language_asked_for(arguments, place, capsys, in_folder):
    command, *rest = arguments
    flag = ["--lang=ru"] if place == "=" else ["--lang", "ru"]
    given = [command, *flag, *rest] if place != "last" else [command, *rest, *flag]
    message = said(given, capsys)
    assert message.startswith("Ошибка: ")
    assert message.count("\n") == 1
    assert not re.search("[A-Za-z]{4,}", _KEPT.sub("", message)), message
    assert said(arguments, capsys).startswith("Error: ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_that_is_refused_says_why_in_the_language_asked_for(
    lang, capsys, in_folder
):
    Path("empty.csv").write_bytes(b"")
    message = said(
        ["page", "--lang", lang, "--table", "empty.csv", "-o", "map.html"], capsys
    )
    assert languages.word("refused.empty", lang) in message
    assert message.startswith(languages.word("cli.error", lang))


@pytest.fixture
def in_folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("key", "flags"),
    [
        ("no_day", ["--as-of", "x"]),
        ("no_equals", ["--column", "x"]),
        ("orders", ["--day-first", "--month-first"]),
    ],
)
def test_a_flag_of_a_table_is_refused_in_every_language(
    key, flags, lang, capsys, in_folder
):
    Path("own.csv").write_text("a,b,signed\nCuba,Brazil,2010\n", encoding="utf-8")
    asked = ["page", "--lang", lang, "--table", "own.csv", "-o", "map.html", *flags]
    message = said(asked, capsys)
    # What stands between the places of the sentence, word for word.
    sentence = languages.word(f"cli.{key}", lang)
    parts = [part for part in re.split(r"\{\w+\}", sentence) if part.strip()]
    assert all(part in message for part in parts)
    assert "\\u200e" not in message

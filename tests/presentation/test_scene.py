"""A scene words a package under a view once, and says whose table it shows."""

import ast
from dataclasses import replace

import pytest

from geo.model import counting
from geo.model.view import View
from geo.presentation import captions, strings
from geo.presentation.scene import Scene
from geo.storage import ROOT
from geo.tables import load


@pytest.fixture
def own(package):
    return replace(package, file_name="mine.csv", version="own table")


# --- one way to each sentence ---

#: What a scene works out: nothing else may ask for it.
WORDED = {
    ("strings", "title"),
    ("strings", "headline"),
    ("strings", "alternative_text"),
    ("strings", "as_of"),
    ("strings", "citation"),
}


def test_title_headline_and_edition_are_worded_by_the_scene_alone():
    calls = set()
    for path in [ROOT / "app.py", *sorted((ROOT / "geo").rglob("*.py"))]:
        if path.stem in ("scene", "citations"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                calls |= {(path.name, node.value.id, node.attr)}
    assert [a for a in sorted(calls) if a[1:] in WORDED] == []


def test_a_view_is_counted_once_whatever_is_asked_of_it(package, monkeypatch):
    states = []
    count = counting.state

    def counted(treaties, view):
        states.append(view)
        return count(treaties, view)

    monkeypatch.setattr(counting, "state", counted)
    view = View.of(package.span, colour="count").with_preset("chapter", package.span)
    scene = Scene(package, view)
    for _ in range(2):
        assert scene.title and scene.headline and scene.notes and scene.entries
        assert scene.unnamed and scene.scale
    # Its own state, and that over every year for the scale of its colours.
    assert len(states) == 2


def test_another_language_is_another_scene_of_the_same_package(package):
    scene = Scene.of(package, lang="ru")
    english = scene.with_view(lang="en")
    assert english.package is package
    assert (scene.lang, english.lang) == ("ru", "en")
    assert english.title == Scene.of(package).title != scene.title


# --- whose table it is ---


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_an_own_table_claims_neither_our_subject_nor_our_licence(own, package, lang):
    scene, ours = Scene.of(own, lang=lang), Scene.of(package, lang=lang)
    texts = [scene.title, scene.as_of, scene.citation, scene.made_from, scene.licence]
    assert strings.word("subject", lang) not in " ".join(texts)
    assert "CC BY" not in " ".join(texts) and "CC-BY" not in " ".join(texts)
    assert "mine.csv" in scene.as_of and "mine.csv" in scene.citation
    assert strings.word("subject", lang) in ours.title
    assert "CC BY" in ours.citation and "CC-BY" in ours.licence


def test_another_focus_brings_the_other_instruments_and_says_they_are_a_selection():
    package = load.load_package(focus="USA")
    scene = Scene.of(package, focus="USA")
    assert "USA" not in load.load_package().partners("RUS")
    assert package.partners("USA")
    selection = strings.word("rule.whole", "en")
    assert selection in scene.rule
    assert selection not in Scene(load.load_package(), scene.view).rule
    assert strings.word("subject.whole", "en") in scene.title


def test_no_focal_country_is_said_in_title_and_rule(package):
    scene = Scene.of(package, focus="")
    assert scene.title.startswith("All states")
    assert strings.word("rule.none", "en") in scene.rule


def test_a_presets_list_speaks_only_of_russias_treaties(package, own):
    assert package.presets("RUS")
    assert not package.presets("USA") and not package.presets("")
    assert not own.presets("RUS")


def test_a_files_name_is_printed_on_one_line_and_cut():
    name = captions.file_name("a\n\u202eb" + "x" * 500 + ".csv")
    assert name.isprintable() and len(name) <= 61

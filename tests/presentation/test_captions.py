"""What is printed around a picture says whose table it shows."""

from dataclasses import replace

import pytest

from geo.model.counting import state
from geo.model.view import View
from geo.presentation import captions, strings
from geo.tables import load


@pytest.fixture
def own(package):
    return replace(package, file_name="mine.csv", version="own table")


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_an_own_table_claims_neither_our_subject_nor_our_licence(own, package, lang):
    view = View.of(own.span, lang=lang)
    current = state(own.treaties, view)
    printed = [
        captions.title(own, view),
        captions.as_of(own, current),
        captions.citation(own, lang),
        captions.made_from(own, lang),
    ]
    assert strings.word("subject", lang) not in " ".join(printed)
    assert "CC BY" not in " ".join(printed)
    assert "mine.csv" in printed[1] and "mine.csv" in printed[2]
    assert strings.word("subject", lang) in captions.title(package, view)
    assert "CC BY" in captions.citation(package, lang)


def test_another_focus_brings_the_other_instruments_and_says_they_are_a_selection():
    package = load.load_package(focus="USA")
    view = View.of(package.span, focus="USA")
    assert "USA" not in load.load_package().partners("RUS")
    assert package.partners("USA")
    assert strings.word("rule.whole", "en") in captions.rule(package, view)
    assert strings.word("rule.whole", "en") not in captions.rule(
        load.load_package(), view
    )
    assert strings.word("subject.whole", "en") in captions.title(package, view)


def test_no_focal_country_is_said_in_title_and_rule(package):
    view = View.of(package.span, focus="")
    assert captions.title(package, view).startswith("All states")
    assert strings.word("rule.none", "en") in captions.rule(package, view)


def test_a_presets_list_speaks_only_of_russias_treaties(package, own):
    assert package.presets("RUS")
    assert not package.presets("USA") and not package.presets("")
    assert not own.presets("RUS")


def test_a_files_name_is_printed_on_one_line_and_cut(own):
    nasty = replace(own, file_name="a\n\u202eb" + "x" * 500 + ".csv")
    name = captions.file_name(nasty)
    assert name.isprintable() and len(name) <= 61

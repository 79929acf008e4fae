"""The strings: both languages say the same, and numbers agree with their nouns."""

import re
import string
import subprocess
import sys

import pytest

from geo import storage
from geo.model import cell_words, languages
from geo.model.languages import LANGUAGES, SOURCE
from geo.model.treaties import OVER, UNSIGNED, Basis, Stance, Status
from geo.model.view import BORDERS, PRESETS, Choices, Notice, from_params
from geo.presentation.strings import (
    all_keys,
    count_text,
    is_term,
    notice,
    nouns,
    number,
    plural,
    sureness,
    term,
    word,
)
from geo.tables import problems

#: English that stands in the Russian column on purpose: names and marks.
LATIN = re.compile(
    r"\{\w+\}|Equal Earth|Natural Earth|CC BY 4\.0|PNG|HTML|CSV|A4|dpi|"
    r"Excel|\.xls[xm]?|gzip|zip|UTF-8|XML|JSON|Parquet|Stata|PDF|RAR|RTF|7z|"
    r"version|as_of|make boundaries| check|"
    r"Python|Pyodide|pyodide\.org|JavaScript|WebAssembly|MPL 2\.0",
    re.ASCII,
)


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def leaves(tree: dict, above: tuple = ()) -> dict[tuple, object]:
    """Every value of a file of strings by the names that lead to it."""
    values: dict[tuple, object] = {}
    for key, value in tree.items():
        path = (*above, key)
        values |= leaves(value, path) if isinstance(value, dict) else {path: value}
    return values


#: What is said in English where a language has no word for it: the list of gaps.
IN_ENGLISH = ("gaps.",)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_has_every_key_and_the_same_placeholders(lang):
    source, own = (leaves(languages.strings(each)) for each in (SOURCE, lang))
    # A language has its own plural forms.
    alike = {key for key in source if key[0] != "nouns"}
    assert {key for key in own if key[0] != "nouns"} == alike
    lacking = languages.untranslated(lang)
    if lang not in languages.ON_A_PAGE:
        lacking = [key for key in lacking if not key.startswith(IN_ENGLISH)]
    assert lacking == []
    for key in alike:
        if isinstance(source[key], str):
            assert placeholders(own[key]) == placeholders(source[key]), key
            # A separator of thousands may be a space.
            assert key[0] == "numbers" or own[key].strip() == own[key] != "", key
        else:
            assert len(own[key]) == len(source[key]), key


@pytest.mark.parametrize("key", all_keys())
def test_a_string_is_in_the_letters_of_its_language(key):
    english, russian = (word(key, lang) for lang in ("en", "ru"))
    assert not re.search("[А-Яа-яЁё]", english)
    assert not re.search("[A-Za-z]", LATIN.sub("", russian))
    # A sentence made of places alone has no letters of its own.
    if re.search("[A-Za-z]", LATIN.sub("", english)):
        assert re.search("[А-Яа-яЁё]", russian)


#: What a sentence of another script keeps in Latin letters: names, codes, formats.
KEPT = re.compile(
    LATIN.pattern
    + r"|Security Index Yearbook|-r|kB|MB|dpi|GIF|1200 × 630|WebP|FILE|\bQR\b"
)
SCRIPTS = {"ar": "[\u0600-\u06ff]", "zh": "[\u4e00-\u9fff]"}


@pytest.mark.parametrize("lang", SCRIPTS)
def test_an_arabic_or_chinese_sentence_has_no_latin_letters_but_names(lang):
    file = storage.ASSETS / "strings" / f"{lang}.toml"
    own = storage.toml(file)["words"]
    assert len(own) > 400
    for key, text in own.items():
        rest = KEPT.sub("", text)
        assert not re.search("[A-Za-zА-Яа-яЁё]", rest), (key, rest)
        if re.search("[A-Za-z]", KEPT.sub("", word(key, "en"))):
            assert re.search(SCRIPTS[lang], text), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_of_a_status_that_a_remedy_names_are_understood(lang):
    _, text = re.split("[:：]", word("remedy.status", lang))
    named = re.split(r", | or | или | ou | o | أو |、|或", text.strip())
    wanted = UNSIGNED | OVER | {Status.SIGNED, Status.IN_FORCE}
    assert {cell_words.status_of(each) for each in named} == wanted


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("noun", nouns(SOURCE))
def test_a_count_has_a_form_for_every_number(lang, noun):
    for n in (*range(120), 10**6):
        # Chinese has no space between a number and what is counted.
        space = "" if lang == "zh" else " "
        assert re.fullmatch(rf"{n}{space}\S.*", count_text(n, noun, lang))


def test_every_noun_has_the_plural_forms_of_its_language():
    for lang in LANGUAGES:
        for noun, forms in nouns(lang).items():
            # Every category that a whole number of the language can have.
            known = {plural(n, lang) for n in (*range(200), 10**6)}
            assert set(forms) == known, noun


def test_a_number_has_the_marks_of_its_language():
    assert [number(1234567.25, lang, 1) for lang in ("en", "ru")] == [
        "1,234,567.2",
        "1\u00a0234\u00a0567,2",
    ]
    assert [number(1.5, lang, 1) for lang in ("en", "ru")] == ["1.5", "1,5"]
    assert number(20, "ru") == "20"


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, "стран"),
        (1, "страна"),
        (2, "страны"),
        (4, "страны"),
        (5, "стран"),
        (11, "стран"),
        (12, "стран"),
        (14, "стран"),
        (21, "страна"),
        (22, "страны"),
        (25, "стран"),
        (101, "страна"),
        (111, "стран"),
        (112, "стран"),
        (122, "страны"),
    ],
)
def test_russian_nouns_agree_with_their_number(number, form):
    assert count_text(number, "country", "ru") == f"{number} {form}"


@pytest.mark.parametrize(
    ("number", "form"), [(0, "countries"), (1, "country"), (2, "countries"), (21, None)]
)
def test_english_nouns_agree_with_their_number(number, form):
    assert count_text(number, "country", "en") == f"{number} {form or 'countries'}"


def test_what_is_only_possible_stands_in_brackets_after_the_number():
    assert count_text(19, "country", "en", 1) == "19 (+1) countries"
    assert count_text(19, "country", "en", 0) == "19 countries"


BAD = {
    "years": ["abc", "2020..2012", "1900..2100"],
    "basis": ["x"],
    "country": ["XXX"],
    "preset": ["x"],
    "layers": ["<b>"],
}


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize(("field", "value"), [(f, v) for f in BAD for v in BAD[f]])
def test_every_notice_can_be_said_in_both_languages(span, lang, field, value):
    _, notices = from_params({field: value}, span, Choices(countries=("RUS",)))
    (text,) = [notice(n, lang) for n in notices]
    assert text.startswith(f"{field}: ")
    assert value in text


def test_a_notice_does_not_fill_in_braces_of_what_was_asked():
    hostile_notice = Notice("bad", "years", "{allowed} {0}", "2010..2026")
    assert "'{allowed} {0}'" in notice(hostile_notice, "en")


def vocabulary(package) -> set[str]:
    """The words of the data's own cells that a reader is shown."""
    claims = [s for t in package.treaties for s in t.sources]
    values = {s.value for s in Status} | {s.value for s in Stance}
    values |= {level for t in package.treaties for _, level in t.confidence}
    return values | {s.field for s in claims} | {s.kind for s in claims if s.kind}


def test_every_word_of_the_datas_vocabulary_has_a_russian_one(package):
    missing = {value for value in vocabulary(package) if not is_term(value)}
    assert missing == set()


def test_a_word_the_table_lacks_is_shown_as_it_is():
    assert term("unheard of", "ru") == "unheard of"
    assert term("un_heard", "en") == "un heard"
    assert term("signed_place", "en") == "place of signature"
    assert term("in force", "ru") == "действует"


def test_confidence_is_told_only_where_there_is_a_value():
    assert sureness(None, "en") == sureness("", "en") == ""
    assert sureness("high", "en") == " · Confidence: high"
    assert sureness("high", "ru") == " · Достоверность: высокая"


def test_every_basis_border_view_and_preset_has_its_words():
    keys = set(all_keys())
    for basis in Basis:
        assert {f"{k}.{basis}" for k in ("title", "headline", "basis")} <= set(
            all_keys()
        )
    for borders in BORDERS:
        assert {f"borders.{borders}", f"borders.name.{borders}"} <= keys
    for preset in PRESETS:
        assert {f"preset.{preset}", f"preset.{preset}.note"} <= keys


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_rule_says_that_not_confirmed_is_not_not_in_force(lang):
    text = word("rule", lang)
    assert {"en": "is not 'not in force'", "ru": "не значит «не действует»"}[
        lang
    ] in text


def test_every_level_of_a_problem_has_its_word():
    levels = {rule.level for rule in problems.RULES.values()}
    assert levels == {"error", "warning", "doubt"}
    assert {f"own.level.{level}" for level in levels} <= set(all_keys())


@pytest.mark.command_line
def test_a_language_is_read_when_it_is_first_asked_for():
    code = (
        "from geo.model import languages\n"
        "from geo.presentation import scene, strings\n"
        "read = languages.strings.cache_info().currsize\n"
        "strings.word('title', 'en')\n"
        "print(read, languages.strings.cache_info().currsize)\n"
    )
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["0", "1"]

"""The table of the terms of treaty law, and that the strings use its terms."""

import re

import pytest

from geo.model.languages import LANGUAGES
from geo.presentation.strings import term, word
from geo.storage import ROOT
from geo.text import folded

ORDER = ("en", "fr", "es", "ru", "zh", "ar")
LINES = [
    [cell.strip() for cell in line.strip("|\n ").split(" | ")]
    for line in (ROOT / "docs" / "terms.md").read_text("utf-8").splitlines()
    if line.startswith("| ")
]
TERMS = {
    line[0]: dict(zip(ORDER, line[1:], strict=True))
    for line in LINES[1:]
    if len(line) == 7
}
SOURCES = {line[0]: line[2] for line in LINES if len(line) == 3 and "<" in line[2]}

#: A term of the table -> the strings that say it.
SAID = {
    "signature": ("words.compare.act.signed", "terms.signed_place"),
    "entry into force": ("words.in_force", "words.compare.act.in_force"),
    "termination": ("words.compare.act.terminated",),
    "depositary": ("words.reason.is-depositary",),
    "initialling": ("terms.initialled",),
    "ratification": ("words.reason.is-ratified",),
    "registration": ("words.reason.is-registered",),
    "accession": ("terms.accession expected",),
    "bilateral treaty": ("words.subject.own",),
    "multilateral treaty": ("words.problem.multilateral",),
    "agreement": ("terms.intergovernmental agreement",),
}


def stems(text: str) -> set[str]:
    """What a form of a term shares with it: the beginnings of its words."""
    plain = folded(text)
    words = [w.removeprefix("ال") for w in re.findall(r"\w+", plain)]
    if re.search("[\u4e00-\u9fff]", plain):
        return {plain.removeprefix("已")}
    length = 3 if re.search("[\u0600-\u06ff]", plain) else 4
    return {
        w[:length] for w in words if len(w) >= min(length, len(max(words, key=len)))
    }


def said(key: str, lang: str) -> str:
    kind, _, name = key.partition(".")
    text = word(name, lang) if kind == "words" else term(name, lang)
    return folded(text)


def test_the_table_has_forty_terms_each_with_a_source_or_without_one():
    assert len(TERMS) >= 40
    assert set(ORDER) == set(LANGUAGES)
    used = set()
    for name, cells in TERMS.items():
        for lang, cell in cells.items():
            text, mark = re.fullmatch(r"(.+) (†|\[[A-Z]\d+\])", cell).groups()
            assert text == text.strip(), (name, lang)
            used |= {mark[1:-1]} - {""}
    assert used == set(SOURCES)
    assert all(re.fullmatch("<https?://[^ >]+>", url) for url in SOURCES.values())


@pytest.mark.parametrize("lang", ORDER)
@pytest.mark.parametrize("name", SAID)
def test_the_strings_use_the_term_of_the_table(name, lang):
    term_of_table = re.sub(r" (†|\[\w+\])$", "", TERMS[name][lang])
    for key in SAID[name]:
        text = said(key, lang)
        assert any(stem in text for stem in stems(term_of_table)), (key, text)

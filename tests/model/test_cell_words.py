"""Status words, yes and no, and what people write for nothing."""

import pytest

from geo.model.cell_words import _plain, is_blank, status_of, words, yes_no
from geo.model.treaties import Status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        *[("Abrogated", "terminated"), ("Expirado", "terminated")],
        *[("Expired in 2010", "terminated"), ("Denunciado", "terminated")],
        *[("außer Kraft", "terminated"), ("Abrogé", "terminated")],
        *[("Утратил силу", "terminated"), ("失效", "terminated")],
        *[("утратило силу (01.02.2010)", "terminated"), ("실효", "terminated")],
        *[("ملغاة", "terminated"), ("Beëindigd", "terminated"), ("終了", "terminated")],
        *[("In force", "in force"), ("In force since 2001", "in force")],
        *[("Entré en vigueur", "in force"), ("Vigente", "in force")],
        *[("in Kraft", "in force"), ("действует", "in force"), ("نافذة", "in force")],
        *[("现行有效", "in force"), ("発効済", "in force"), ("발효", "in force")],
        *[("not in force", "signed"), ("Not yet in force.", "signed")],
        *[("غير نافذة", "signed"), ("nicht in Kraft", "signed"), ("未生效", "signed")],
        *[
            ("Superseded", "replaced"),
            ("заменён", "replaced"),
            ("remplacé", "replaced"),
        ],
        *[("под вопросом", None), ("in force until 2010", None), ("5", None)],
        *[("", "unknown"), ("..", "unknown"), ("n/a", "unknown")],
    ],
)
def test_a_status_is_known_by_its_word_or_not_at_all(text, status):
    assert status_of(text) == (Status(status) if status else None)


def test_no_word_stands_for_two_statuses():
    status_of_word = {}
    for status, spellings in words()["status"].items():
        for word in spellings:
            assert status_of_word.setdefault(_plain(word), status) == status, word


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "NA",
        "N/A",
        "n.a.",
        "-",
        "–",
        "..",
        ".",
        "-9",
        "#N/A",
        "?",
        "None",
        "нет",
    ],
)
def test_a_word_for_nothing_is_a_blank(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "no", "France", "2010", "x", "Nan Jing", "нету"])
def test_other_words_are_no_blank(text):
    assert not is_blank(text)


def test_yes_and_no_in_ten_languages():
    for text in ("yes", "Да", "oui", "Sí", "sim", "ja", "はい", "예", "是", "نعم"):
        assert yes_no(text) is True, text
    for text in ("No", "нет", "non", "não", "nein", "いいえ", "否", "لا", "NO"):
        assert yes_no(text) is False, text
    assert yes_no("Norway") is yes_no("") is None

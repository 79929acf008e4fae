"""What is no text is taken out, and words that differ in marks alone compare equal."""

import pytest

from geo.text import NOT_TEXT, clean, folded, one_line, split_list


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *[("Côte", "cote"), ("СОЮЗ", "союз"), ("Ёлка", "елка"), ("Øst", "ost")],
        *[("İstanbul", "istanbul"), ("ılık", "ilik"), ("Straße", "STRASSE")],
        *[("جُمْهُورِيَّة", "جمهوريه"), ("ايران", "ایران"), ("Łódź", "lodz")],
        ("ﬁn", "fin"),
    ],
)
def test_words_that_differ_in_case_and_marks_alone_fold_to_one(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("no", "ño!"), ("и", "ы")])
def test_other_letters_stay_other_letters(one, other):
    assert folded(one) != folded(other)


def test_text_is_cleaned_of_what_is_none_and_keeps_its_lines():
    assert clean("a\0b\tc\r\nd\re\ufeff\u202ef\ud800") == "ab\tc\nd\nef"
    assert NOT_TEXT.sub("", clean("a\tb\nc")) == "abc"


def test_a_list_is_divided_by_semicolons_and_may_run_over_lines():
    assert split_list(" one;\n two  words; ;three;") == ("one", "two words", "three")


def test_a_line_keeps_the_space_that_may_not_break():
    assert one_line(" Russie\u00a0:  traités\n(2024\u202f?)\t") == (
        "Russie\u00a0: traités (2024\u202f?)"
    )

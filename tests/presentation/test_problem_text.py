"""Problems of a reader's table, worded."""

import pytest

from geo.model.languages import LANGUAGES, number
from geo.presentation import problem_text
from geo.tables.problems import problem


@pytest.mark.parametrize("lang", LANGUAGES)
def test_numbers_of_rows_have_the_marks_of_the_language(lang):
    message = problem_text.message(problem("under-half", read=1200, rows=3000), lang)
    assert number(1200, lang) in message
    assert number(3000, lang) in message
    assert number(1200, "en") == "1,200"

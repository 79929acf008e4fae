"""A damaged file of the data is told in the reader's language, with line and remedy."""

import pytest

from geo.model import languages
from geo.model.data_rows import CHECK, RESTORE, BadData, data_rows
from geo.storage import PROGRAM


def damaged(path, content: bytes | None) -> BadData:
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadData) as error:
        list(data_rows(path, ("code", "name"), remedy=RESTORE))
    return error.value


@pytest.mark.parametrize(
    ("content", "english", "russian"),
    [
        (b"", "column 'code' is missing", "нет столбца 'code'"),
        (b"code\nAND\n", "column 'name' is missing", "нет столбца 'name'"),
        (b"code,name\n", "holds no row", "нет ни одной строки данных"),
        (b"code,name\nAND\n", "line 2: not as many cells", "строка 2: число ячеек"),
        (b"code,name\nAND,x", "line 2: the last line", "строка 2: последняя строка"),
        (b"code,name\n\xff,x\n", "is not UTF-8", "кодировка файла — не UTF-8"),
        (None, "names.csv: is missing;", "names.csv: файла нет;"),
    ],
)
def test_each_damage_has_a_sentence_in_both_languages(
    content, english, russian, tmp_path
):
    error = damaged(tmp_path / "names.csv", content)
    assert english in str(error) == error.text("en")
    assert str(error).endswith("; restore it from the repository")
    assert russian in error.text("ru")
    assert error.text("ru").endswith("; восстановите его из репозитория")


def test_the_command_that_checks_is_named_in_both_languages():
    error = BadData.of("empty", CHECK, file="treaties.csv")
    assert str(error) == f"treaties.csv: holds no row; run '{PROGRAM} check'"
    assert error.text("ru").endswith(f"запустите «{PROGRAM} check»")


def test_an_error_with_a_sentence_of_its_own_says_it():
    assert BadData("a sentence").text(languages.LANGUAGES[-1]) == "a sentence"

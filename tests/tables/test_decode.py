"""Bytes as text: an encoding is told by the words it makes, or left undecided."""

import pytest

from geo.tables import decode, known_words

TEXTS = {
    "cp949": "국가,체결일자,발효일자\n일본,1967-05-16,1967-08-30\n독일,2012-05-03,\n",
    "gb18030": "国家,签署日期,生效日期\n日本,1983-09-06,1984-06-26\n法国,1984-05-30,\n",
    "big5": "國家,簽署日期,生效日期\n日本,1983-09-06,1984-06-26\n法國,1984-05-30,\n",
    "cp932": "国名,署名日,発効日\nドイツ,1983-09-06,1984-06-26\nフランス,1984-05-30\n",
    "euc_jp": "国名,署名日,発効日\nドイツ,1983-09-06,1984-06-26\nフランス,1984-05-30\n",
    "koi8_r": "Страна а;Страна б;Дата\nРоссия;Куба;2001\n",
    "cp866": "Страна а;Страна б;Дата\nРоссия;Куба;2001\n",
    "cp1251": "Страна а;Страна б;Дата\nРоссия;Куба;2001\n",
    "cp1256": "الدولة,تاريخ التوقيع\nفرنسا,2001-02-03\nالصين,2002-02-03\n",
    "cp1252": "Pays;Signé le\nAlgérie;2001\nSuède;2002\n",
    "cp1250": "Państwo;Data podpisania\nSłowacja;2001\nCzechy, Łotwa;2002\n",
    "cp1253": "Χώρα;Ημερομηνία\nΓαλλία;2001\n",
}


@pytest.mark.parametrize("codec", TEXTS)
def test_an_encoding_is_told_by_the_words_it_makes(codec):
    text = TEXTS[codec]
    text_read = decode.decode(text.encode(codec), known_words.is_known)
    assert (text_read.text, text_read.codec) == (text, codec)
    assert text_read.encoding == decode.NAMES[codec]
    assert not text_read.undecided


def test_without_a_known_word_the_detector_decides_or_nobody():
    hebrew = "מדינה,תאריך\nצרפת,2001\nפרו,2002\n".encode("cp1255")
    assert decode.decode(hebrew, known_words.is_known).undecided


@pytest.mark.parametrize("data", [b"", b"\xff", b"\xfe\xff\xd8", bytes(range(256)) * 9])
def test_any_bytes_are_text_of_some_kind(data):
    assert isinstance(decode.decode(data).text, str)
    assert isinstance(decode.decode(data, known_words.is_known).text, str)


def test_a_line_with_too_many_separators_is_told_before_it_is_divided():
    with pytest.raises(decode.TooWide):
        list(decode.csv_lines("a," * 500 + "\n", ",", most_marks=100))
    assert len(next(decode.csv_lines("a," * 500 + "\n", ","))[1]) == 501

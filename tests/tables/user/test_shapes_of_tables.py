"""Shapes in which registers and data sets keep treaties: each read right, or told."""

from __future__ import annotations

import io
import json
from datetime import date

import openpyxl
import pytest

from geo.presentation import problem_text
from geo.presentation.scene import Scene
from geo.tables.user import read
from geo.tables.user.read import UserTable

TODAY = date(2026, 11, 26)


def take(data: str | bytes, name: str = "mine.csv", **options: object) -> UserTable:
    content = data.encode() if isinstance(data, str) else data
    return read.read(content, name, as_of=TODAY, **options)


def pairs(taken: UserTable) -> str:
    return " ".join(f"{t.party_a}-{t.party_b}" for t in taken.package.treaties)


def rules(taken: UserTable) -> set[str]:
    return {problem.rule for problem in taken.problems}


# --- dyads and years ---


def _of_years(dyads: list[tuple[int, str, int, str, int]]) -> str:
    text = "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,"
    text += "dyad_st_month,dyad_st_year,dyad_end_year,year\n"
    for number, (a, name, b, other, since) in enumerate(dyads):
        for year in range(since, since + 12):
            text += f"{number},{a},{name},{b},{other},1,2,{since},,{year}\n"
    return text


def test_a_row_for_each_year_of_an_alliance_is_one_treaty_of_its_first_day():
    dyads = [(2, "United States of America", 20, "Canada", 1958)]
    dyads += [(200, "United Kingdom", 235, "Portugal", 1973)]
    taken = take(_of_years(dyads))
    assert pairs(taken) == "USA-CAN GBR-PRT"
    assert [str(t.signed) for t in taken.package.treaties] == [
        "1958-02-01",
        "1973-02-01",
    ]
    assert (taken.rows, taken.merged, taken.rejected) == (24, 22, 0)
    assert "yearly" in rules(taken)
    assert take(_of_years(dyads), keep_duplicates=True).valid == 24


def test_two_years_of_trade_are_no_treaties():
    text = "exporter,importer,year,value\n"
    for year in (2001, 2002):
        for partner in ("CHL", "PER", "CUB", "MLI", "TCD"):
            text += f"FRA,{partner},{year},1\n"
    assert "panel" in rules(take(text))


# --- lists and third parties ---


def test_a_list_of_partners_beside_a_country_is_multilateral():
    text = "Country,Partner,Signed\nFrance,Chile,2001\n"
    taken = take(text + 'France,"Peru; Cuba; Mali",2002\n')
    assert pairs(taken) == "FRA-CHL"
    assert dict(taken.package.reading.reasons) == {"multilateral": 1}


def test_a_header_that_ends_in_c_numbers_no_third_party():
    text = "Domestic,Country A,Country B,Signed\nNorway,France,Chile,2001\n"
    text += "Norway,France,Peru,2002\nSlovenia,Japan,Cuba,2003\n"
    assert pairs(take(text)) == "FRA-CHL FRA-PER JPN-CUB"


# --- the order of days ---


def test_each_column_has_its_own_order_of_day_and_month():
    text = "Party A,Party B,Signed,In force\nFrance,Chile,05/04/2010,14/05/2011\n"
    taken = take(text + "France,Peru,05/14/2010,03/06/2011\n")
    assert [(str(t.signed), str(t.in_force)) for t in taken.package.treaties] == [
        ("2010-05-04", "2011-05-14"),
        ("2010-05-14", "2011-06-03"),
    ]


def test_where_no_date_tells_the_order_both_days_are_kept():
    taken = take("Party A,Party B,Signed\nFrance,Chile,05/04/2010\n")
    signed = taken.package.treaties[0].signed
    assert (signed.earliest, signed.latest) == (date(2010, 4, 5), date(2010, 5, 4))
    assert "day-or-month" in rules(taken)
    said = take("Party A,Party B,Signed\nFrance,Chile,05/04/2010\n", day_first=True)
    assert str(said.package.treaties[0].signed) == "2010-04-05"


def test_marks_of_direction_and_soft_hyphens_are_no_part_of_a_cell():
    text = "Party A,Party B,Signed\n\u200fJa\xadpan\u200e,\u200bPeru,\u200e2002\xad\n"
    assert pairs(take(text)) == "JPN-PER"


# --- lines that are no rows ---


def test_notes_headings_and_totals_are_no_rows_and_are_told():
    text = "Party A,Party B,Signed\nEUROPE,,\nFrance,Chile,2001\nTotal,1,\n"
    taken = take(text + "\nNote: provisional data.,,\nSource: the ministry,,\n")
    assert (taken.rows, taken.valid, taken.rejected) == (1, 1, 0)
    told = [p for p in taken.problems if p.rule == "note-rows"]
    assert [(p.line, p.count) for p in told] == [(2, 4)]


# --- cells over several rows ---


def test_a_cell_over_several_rows_of_a_workbook_is_of_each_of_them():
    book = openpyxl.Workbook()
    sheet = book.active
    rows = [("Country", "Partner", "Signed"), ("France", "Chile", 2001)]
    for row in [*rows, (None, "Peru", 2002), ("Japan", "Cuba", 2003)]:
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    file = io.BytesIO()
    book.save(file)
    assert pairs(take(file.getvalue(), "mine.xlsx")) == "FRA-CHL FRA-PER JPN-CUB"


def test_a_cell_over_several_rows_of_a_page_is_of_each_of_them():
    text = "<table><tr><th>Country<th>Partner<th>Signed<tr><td rowspan=2>France"
    text += "<td>Chile<td>2001<tr><td>Peru<td>2002<tr><td>Japan<td>Cuba<td>2003</table>"
    assert pairs(take(text, "mine.xls")) == "FRA-CHL FRA-PER JPN-CUB"


# --- JSON as programs write it ---


@pytest.mark.parametrize(
    "held",
    [
        {
            "Party A": ["France", "Japan"],
            "Party B": ["Chile", "Peru"],
            "Signed": [1, 2],
        },
        {
            "Party A": {"0": "France", "1": "Japan"},
            "Party B": {"0": "Chile", "1": "Peru"},
            "Signed": {"0": 2001, "1": 2002},
        },
        {
            "columns": ["Party A", "Party B", "Signed"],
            "index": [0, 1],
            "data": [["France", "Chile", 2001], ["Japan", "Peru", 2002]],
        },
        [
            ["Party A", "Party B", "Signed"],
            ["France", "Chile", 1],
            ["Japan", "Peru", 2],
        ],
    ],
    ids=["lists", "columns", "split", "rows"],
)
def test_records_are_read_by_row_or_by_column(held):
    text = json.dumps(held).replace("[1, 2]", "[2001, 2002]")
    text = text.replace('"Chile", 1]', '"Chile", 2001]').replace(
        '"Peru", 2]', '"Peru", 2002]'
    )
    assert pairs(take(text, "mine.json")) == "FRA-CHL JPN-PER"


# --- encodings ---

_RUSSIAN = "Сторона 1;Сторона 2;Дата подписания\n"
_RUSSIAN += "Россия;Куба;14.05.2001\nРоссия;Китай;15.06.2002\nРоссия;Вьетнам;2003\n"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "iso8859-5"])
def test_rare_encodings_of_russian_are_known_by_their_words(encoding):
    taken = take(_RUSSIAN.encode(encoding))
    assert pairs(taken) == "RUS-CUB RUS-CHN RUS-VNM"
    assert taken.encoding


@pytest.mark.parametrize("encoding", ["cp850", "mac-roman", "cp1252"])
def test_rare_encodings_of_french_are_known_by_their_words(encoding):
    text = "Pays A;Pays B;Signé le\nCôte d'Ivoire;Émirats arabes unis;14/05/2001\n"
    assert pairs(take((text + "Pérou;Norvège;15/06/2002\n").encode(encoding))) == (
        "CIV-ARE PER-NOR"
    )


# --- a union of states ---

_UNION = (
    "party1,party1_iso,party2,party2_iso,signed\n"
    "bleu belg,BEL,yemen,YEM,2000\nchile,CHL,BLEU,BEL,2001\nchile,CHL,peru,PER,2002\n"
    "belgium,BEL,bleu belg,BEL,2003\n"
)


def test_a_treaty_of_belgium_and_luxembourg_as_one_party_is_one_of_each():
    taken = take(_UNION)
    assert pairs(taken) == "BEL-YEM LUX-YEM CHL-BEL CHL-LUX CHL-PER"
    assert (taken.rows, taken.valid, taken.merged, taken.rejected) == (4, 3, 0, 1)
    assert taken.package.reading.unions == (("BEL LUX", 2),)
    told = [(p.value, p.values) for p in taken.problems if p.rule == "union"]
    assert told[0] == ("bleu belg", (("countries", "BEL LUX"),))
    for lang in ("en", "ru"):
        said = [problem_text.line(problem, lang) for problem in taken.problems]
        assert any("BEL" in line and "LUX" in line for line in said)
    assert taken.read_as[0][0] == "BEL LUX"


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_product_says_that_a_union_counts_for_each_state(lang):
    note = Scene.of(take(_UNION).package, focus="CHL", lang=lang).reading_note
    assert {"en": "Luxembourg", "ru": "Люксембург"}[lang] in note


def test_a_column_that_a_known_table_names_otherwise_is_no_identifier():
    header = "file_name,party1,party1_iso,party2,party2_iso,treatytype,status,"
    header += "dateofsignature,dateofentryintoforce,mappedby\n"
    text = "Chile - Peru BIT (2000),chile,CHL,peru,PER,BIT,In force,02/02/2000,,x\n"
    text += "Chile - Cuba BIT (1996),chile,CHL,cuba,CUB,BIT,In force,10/01/1996,,x\n"
    taken = take(header + text)
    assert taken.mapping["title"] == "file_name"
    assert "id" not in taken.mapping
    assert taken.package.treaties[0].title_en == "Chile - Peru BIT (2000)"


# --- registers and data sets in small ---

_SMALL = [
    (
        'Country,Partner,Signed\n"Россия\nRussia","Китай\nChina",14.05.2001\n'
        '"Россия\nRussia","Куба\nCuba",15.06.2002\n',
        "",
        "RUS-CHN RUS-CUB",
    ),
    (
        "Сторона/Party 1;Сторона/Party 2;Дата подписания/Date signed\n"
        "Россия/Russia;Китай/China;14.05.2001\nРоссия/Russia;Куба/Cuba;15.06.2002\n",
        "",
        "RUS-CHN RUS-CUB",
    ),
    (
        "Стороны;Дата\n"
        "Правительство Российской Федерации и Правительство Республики Куба;2001\n"
        "Правительство Российской Федерации и Правительство Республики Корея;2002\n",
        "",
        "RUS-CUB RUS-KOR",
    ),
    (
        "国名,条約名,署名日,発効日\n米国,航空協定,昭和27年8月11日,昭和28年9月15日\n"
        "英国,租税条約,平成18年2月2日,平成18年10月12日\n",
        "JPN",
        "JPN-USA JPN-GBR",
    ),
    (
        "م,الدولة,تاريخ التوقيع\n١,المملكة العربية السعودية,١٤/٠٥/٢٠٠١\n"
        "٢,جمهورية مصر العربية,١٥/٠٦/٢٠٠٢\n",
        "ARE",
        "ARE-SAU ARE-EGY",
    ),
    (
        "序号,国家,签署日期\n1,瑞典,1982/03/29\n2,比利时—卢森堡经济联盟,1984/06/04\n",
        "CHN",
        "CHN-SWE CHN-BEL CHN-LUX",
    ),
    (
        "Country,Partner,Signed\nFRA - France,Chile (CHL),2001\n"
        "JPN - Japan,Peru (PER),2002\n",
        "",
        "FRA-CHL JPN-PER",
    ),
    (
        "Country,Partner,Signed\nNiger,Nigeria,2001\nGuinea,Guinea-Bissau,2003\n"
        "Dominica,Dominican Republic,2004\nSamoa,American Samoa,2005\n",
        "",
        "NER-NGA GIN-GNB DMA-DOM WSM-ASM",
    ),
    (
        "ccode1,ccode2,stateabb1,stateabb2,year\n2,20,USA,CAN,1980\n"
        "255,200,GMY,UKG,1995\n",
        "",
        "USA-CAN DEU-GBR",
    ),
    ("m49_a,m49_b,year\n276,156,1998\n840,250,1999\n", "", "DEU-CHN USA-FRA"),
    ("ioc1,ioc2,year\nGER,SUI,2001\nNED,RSA,2002\n", "", "DEU-CHE NLD-ZAF"),
]


@pytest.mark.parametrize(("text", "focus", "wanted"), _SMALL)
def test_registers_and_data_sets_are_read_unaided(text, focus, wanted):
    taken = take(text, focus=focus or None)
    assert pairs(taken) == wanted
    assert not taken.doubts

"""Tables as registers and data sets have them: the right columns, or a refusal.

The tables here are made up; their shapes are those of published ones.
"""

from __future__ import annotations

from datetime import date

import pytest

from geo.export import countries as export_countries
from geo.export import treaties as export_treaties
from geo.model.classes import Class
from geo.model.counting import state
from geo.model.treaties import Status
from geo.model.view import Span, View
from geo.page import payload
from geo.presentation import strings
from geo.presentation.scene import Scene
from geo.tables.user import duplicates, read, two_parties
from geo.tables.user.column_kinds import ColumnReaders
from geo.tables.user.read import UserTable

TODAY = date(2026, 11, 26)


def take(text: str, **options: object) -> UserTable:
    return read.read(text.encode(), "mine.csv", as_of=TODAY, **options)


def pairs(table: UserTable) -> list[str]:
    return [f"{t.party_a}-{t.party_b}" for t in table.package.treaties]


def rules(table: UserTable) -> set[str]:
    return {g.rule for g in table.groups if g.level != "warning"}


# --- national registers: one party, in the words of the country ---

REGISTERS = {
    "de": (
        "SR-Nummer;Titel;Vertragspartei;Abschlussdatum;Inkrafttreten;Status\n"
        "0.1;Visa;Österreich;12.03.1999;01.05.2000;in Kraft\n"
        "0.2;Handel;Deutschland;14.06.2001;01.05.2002;ausser Kraft\n",
        "AUT DEU",
    ),
    "fr": (
        "Numéro;Intitulé;Pays;Lieu de signature;Date de signature;Bilatéral\n"
        "T1;Accord;Allemagne;Paris;03/02/2001;Oui\n"
        "T2;Accord;Côte d'Ivoire;Abidjan;14/05/2002;Oui\n"
        "T3;Accord;Royaume-Uni;Londres;20/06/2003;Non\n",
        "DEU CIV",
    ),
    "pt": (
        "Título,Parte(s),Data de Celebração,Entrada em vigor,Status da Vigência,Local\n"
        "A,Argentina,10/05/1999,20/07/2001,Em vigor,Brasília\n"
        "B,Paraguai,11/06/2000,,Em tramitação,Assunção\n",
        "ARG PRY",
    ),
    "es": (
        "N°,Nombre del Tratado,País,Fecha firma,Fecha vigencia,Vigente\n"
        "1,Convenio,Perú,03-02-2001,05-06-2002,SI\n"
        "2,Convenio,Bolivia,14-05-2002,,NO\n",
        "PER BOL",
    ),
    "ru": (
        "№ п/п;Наименование договора;Государство;Дата подписания;Статус\n"
        "1;О торговле;Куба;12.03.1999;Действует\n"
        "2;О связи;Франция;20.07.2003;Утратил силу\n",
        "CUB FRA",
    ),
    "ko": (
        "국가명,조약명,서명일,발효일\n일본,문화협정,1983-09-06,1984-06-26\n"
        "독일,항공협정,1984-05-30,1985-02-21\n",
        "JPN DEU",
    ),
    "ar": (
        "الدولة,تاريخ التوقيع,تاريخ الدخول حيز النفاذ\nفرنسا,2001-02-03,2002-02-03\n"
        "الصين,2002-02-03,\n",
        "FRA CHN",
    ),
}


@pytest.mark.parametrize("lang", REGISTERS)
def test_a_register_of_one_state_needs_its_name_and_no_more(lang):
    text, partners = REGISTERS[lang]
    assert take(text).valid == 0
    assert "column" in rules(take(text))
    table = take(text, focus="CHE")
    assert [t.party_b for t in table.package.treaties] == partners.split()


# --- data sets of research ---


def test_alliances_with_dates_in_three_columns_are_read_by_their_numbers():
    text = (
        "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,"
        "dyad_st_year,defense\n"
        "1,2,United States of America,20,Canada,5,4,1949,1\n"
        "2,200,United Kingdom,235,Portugal,16,6,1973,1\n"
        "3,710,China,731,North Korea,11,7,1961,1\n"
    )
    table = take(text)
    assert pairs(table) == ["USA-CAN", "GBR-PRT", "CHN-PRK"]
    assert [str(t.signed) for t in table.package.treaties] == [
        "1949-04-05",
        "1973-06-16",
        "1961-07-11",
    ]
    assert not table.doubts


def test_rows_of_one_party_are_joined_by_their_treaty():
    rows = [(1, "France"), (1, "Chile"), (2, "Peru"), (2, "Cuba"), (3, "Japan")]
    rows += [(4, "Kenya"), (4, "Mali"), (4, "Niger")]
    text = "treaty_id,state,date_signed\n"
    text += "".join(f"{n},{name},200{n}-02-03\n" for n, name in rows)
    table = take(text)
    assert pairs(table) == ["FRA-CHL", "PER-CUB"]
    assert (table.rows, table.valid, table.merged, table.rejected) == (8, 2, 2, 4)
    assert dict(table.package.reading.reasons) == {"multilateral": 3, "one-party": 1}


def test_a_row_for_each_year_of_a_treaty_is_no_treaty():
    text = "ccode1,ccode2,year,alliance\n"
    text += "".join(f"2,20,{y},1\n200,235,{y},1\n" for y in range(1950, 1990))
    assert rules(take(text)) == {"panel"}


def test_numbers_of_an_unknown_list_are_refused_until_it_is_said():
    text = "country1,country2,year\n276,250,1957\n36,554,1983\n152,484,1998\n"
    table = take(text)
    assert table.valid == 0
    assert "code-list" in rules(table)
    assert pairs(take(text, codes="iso_numeric")) == ["DEU-FRA", "AUS-NZL", "CHL-MEX"]


def test_directed_dyads_count_once_and_the_longer_list_decides():
    one = [("France", "Chile")] * 2 + [("Peru", "Cuba"), ("Mali", "Chad")]
    one += [("Japan", "Kenya"), ("Oman", "Iraq")]
    other = [(b, a) for a, b in one[1:]]
    text = "state1,state2,year\n" + "".join(f"{a},{b},1987\n" for a, b in one + other)
    table = take(text)
    assert sorted(pairs(table)).count("FRA-CHL") == 2
    assert (table.valid, table.merged) == (6, 5)
    assert take(text, keep_duplicates=True).valid == 11


def test_two_treaties_of_a_pair_in_one_year_are_no_duplicates(make):
    treaties = [make("CUB", "2011"), make("CUB", "2011")]
    assert len(duplicates.without_repeats(treaties).treaties) == 2


def test_rows_with_one_title_are_not_one_treaty():
    text = "Title,Country,Signed\nOn trade,Chile,2001\nOn trade,Peru,2001\n"
    assert take(text).valid == 0
    text = "id,Country,Signed\n7,Chile,2001\n7,Peru,2005\n8,Cuba,2001\n8,Mali,1999\n"
    assert take(text).valid == 0


# --- columns that look like others ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Language,Country,Partner,Signed\nEN,France,Chile,2001\n"
            "FR,France,Peru,2002\nES,France,Cuba,2003\n",
            "FRA-CHL FRA-PER FRA-CUB",
        ),
        (
            "Registration number,Party 1,Party 2,Depositary,Date registered,Signed\n"
            "1701,France,Chile,Germany,2005,2001\n1702,France,Peru,Germany,2006,2002\n",
            "FRA-CHL FRA-PER",
        ),
        (
            "country_name,iso2c,partner_name,partner_iso2c,signed\n"
            "Namibia,NA,Germany,DE,2001\nSouth Africa,ZA,Norway,NO,2002\n"
            "Kenya,KE,Slovenia,SI,2003\n",
            "NAM-DEU ZAF-NOR KEN-SVN",
        ),
        (
            "Party 1,Party 2,Party 3,Signed\nFrance,Chile,,2001\n"
            "France,Peru,Cuba,2002\n",
            "FRA-CHL",
        ),
        (
            "Short title,Parties,Date of signature\n"
            'A - B BIT,"Albania; Austria",2001\nx,"Chile; Peru; Cuba",2002\n'
            'y,"1. China\n2. Viet Nam",2003\nz,Germany - Kenya,2004\n',
            "ALB-AUT CHN-VNM DEU-KEN",
        ),
        (
            "Title,Date of signature\nGermany - China BIT (2003),01/12/2003\n"
            "France - Peru BIT (1993),16/10/1993\n"
            "Chile - Norway BIT (1993),01/06/1993\n",
            "DEU-CHN FRA-PER CHL-NOR",
        ),
        (
            "缔约方一,缔约方二,签署日期\n中国,日本,1983-09-06\n中国,法国,1984-05-30\n",
            "CHN-JPN CHN-FRA",
        ),
    ],
)
def test_the_parties_are_those_of_the_treaty(text, expected):
    table = take(text)
    assert pairs(table) == expected.split()
    assert not table.doubts


@pytest.mark.parametrize(
    "text",
    [
        "state,partner,signed\nCA,France,2001\nTX,Chile,2002\nAL,Peru,2003\n",
        "a,b,c\n1,2,3\n4,5,6\n",
        "city,country,temperature,date\nParis,France,20,2001-02-03\n",
    ],
)
def test_what_is_no_table_of_treaties_is_not_drawn(text):
    assert take(text).valid == 0


def test_a_name_and_a_code_that_contradict_each_other_are_no_party():
    rows = "".join(f"France,FRA,{c},{k},2001\n" for c, k in [("Chile", "CHL")] * 30)
    text = f"party1,iso1,party2,iso2,signed\n{rows}France,FRA,Chile,PER,2001\n"
    table = take(text)
    assert (table.valid, table.rejected) == (30, 1)
    assert rules(table) == {"name-and-code"}


def test_an_ended_column_of_yes_and_no_ends_a_treaty():
    text = "Country A;Country B;Signed;In force;Terminated\n"
    text += "France;Chile;2001;2002;No\nFrance;Peru;2001;2002;Yes\n"
    statuses = [t.status for t in take(text).package.treaties]
    assert statuses == [Status.UNKNOWN, Status.TERMINATED]


def test_a_status_that_is_not_understood_confirms_nothing():
    text = "Country A,Country B,Signed,In force,Status\n"
    text += "France,Chile,2001,2002,In force\nFrance,Peru,2001,2002,asleep\n"
    table = take(text)
    view = View.of(table.package.span, focus="FRA", basis="in-force")
    after = state(table.package.treaties, view)
    assert (after.key("CHL"), after.key("PER")) == (Class.IN_FORCE, Class.NOT_CONFIRMED)
    causes = [(p.value, p.count) for p in table.problems if p.rule == "status"]
    assert causes == [("asleep", 1)]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Germany - China", 2),
        ("Japan, Peru", 2),
        ("Korea, Republic of, Japan", 2),
        ("Trinidad and Tobago", 1),
        ("Korea, Republic of", 1),
        ("Bosnia and Herzegovina and Chile", 2),
        ("Guinea-Bissau", 1),
        ("1. China\n2. Viet Nam", 2),
        ("France / Chile / Peru", 3),
        ("Agreement on trade", 0),
        ("France - Atlantis", 0),
    ],
)
def test_a_cell_is_divided_only_between_parties(cell, parts):
    assert len(two_parties.split(cell, ColumnReaders().is_name)) == parts


# --- what a known table covers ---

KNOWN = (
    "ccode1,ccode2,country1,country2,year,nca,nca_type\n"
    "2,20,USA,Canada,1955,1.0,5.0\n220,160,France,Argentina,1962,1.0,5.0\n"
)


def test_outside_of_what_a_known_table_covers_a_country_is_not_without_a_treaty():
    package = take(KNOWN).package
    assert package.span.last == 2003  # where its coverage ends the slider ends
    after = state(package.treaties, View.of(package.span, focus="USA"))
    assert after.key("CAN") is Class.SIGNED
    assert after.key("PER") is Class.NONE
    assert after.key("GRL") is Class.NOT_COVERED  # no member of the state system
    early = state(package.treaties, View.of(Span(1955, 1970), focus="USA"))
    assert early.key("UKR") is Class.NOT_COVERED
    late = state(package.treaties, View.of(Span(1955, 2010), focus="USA"))
    assert late.key("PER") is Class.NOT_COVERED
    assert late.key("CAN") is Class.SIGNED


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_product_says_what_a_known_table_covers(lang):
    scene = Scene.of(take(KNOWN).package, focus="USA", lang=lang)
    assert "1951" in scene.reading_note and "2003" in scene.reading_note
    assert strings.word("reading.states", lang) in scene.reading_note
    assert payload.table(scene)["coverage"]["years"] == (1951, 2003)
    assert b'"not-covered"' in export_countries.geojson(scene)


def test_a_treaty_under_two_names_of_a_state_is_one():
    text = (
        "Party 1,Party 2,Signed,Title\n"
        "United Kingdom,Siam,08/05/1947,Property\n"
        "United Kingdom,Thailand,08/05/1947,Property\n"
        "United Kingdom,Siam,08/05/1947,Investment\n"
    )
    table = take(text)
    assert pairs(table) == ["GBR-THA"] * 2
    assert table.merged == 1


# --- a lost row shows ---

LOST = "Country A,Country B,Signed\nFrance,Chile,2001\nFrance,Peru,someday\n"


def test_a_country_named_only_in_rows_not_read_has_a_class_of_its_own():
    package = take(LOST).package
    view = View.of(package.span, focus="FRA")
    after = state(package.treaties, view)
    assert after.key("PER") is Class.UNREAD
    assert after.key("CUB") is Class.NONE
    assert after.counts.countries == 1
    assert Class.UNREAD in after.present
    other = state(package.treaties, View.of(package.span, focus="CHL"))
    assert other.key("PER") is Class.NONE  # France's lost row says nothing of Chile's


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_product_says_how_many_rows_were_not_read(lang):
    package = take(LOST).package
    view = View.of(package.span, focus="FRA", lang=lang)
    sentence = Scene(package, view).reading_note
    assert "1" in sentence and {"en": "Peru", "ru": "Перу"}[lang] in sentence
    table = payload.table(Scene(package, view))
    assert table["unread"] == ["PER"]
    assert table["sentences"][lang]["reading"] == sentence
    assert sentence.split(";")[0] in export_treaties.json(Scene(package, view)).decode()
    assert b'"unread"' in export_countries.geojson(Scene(package, view))
    assert b"data_rows_not_read" in export_treaties.csv(Scene(package, view))


def test_a_table_that_was_read_whole_has_nothing_to_say():
    package = take("Country A,Country B,Signed\nFrance,Chile,2001\n").package
    assert Scene.of(package, focus="FRA").reading_note == ""


def test_the_outcome_of_every_row_is_told():
    table = take(LOST)
    assert [(o.line, o.outcome) for o in table.outcomes] == [(2, "drawn"), (3, "date")]
    assert table.preview[1] == ("France", "Peru", "someday")
    assert table.read_as[0] == ("FRA", "CHL", "2001")
    assert [c.field for c in table.columns] == ["party_a", "party_b", "signed"]
    assert all(c.score > 0 for c in table.columns)


def test_a_known_table_is_recognised_and_said():
    text = "ccode1,ccode2,country1,country2,year,nca,nca_type\n"
    text += "2,20,USA,Canada,1955,1.0,5.0\n220,160,France,Argentina,1962,1.0,5.0\n"
    table = take(text)
    assert table.recipe.startswith("Nuclear cooperation")
    assert pairs(table) == ["USA-CAN", "FRA-ARG"]
    assert table.package.reading.coverage.years == (1951, 2003)
    view = View.of(table.package.span, focus="USA")
    assert "1951" in Scene(table.package, view).reading_note


def test_a_column_the_reader_chooses_is_told_as_chosen():
    text = "Country,Partner,Date,Effective\nChile,Peru,2011,2012\n"
    table = take(text, mapping={"signed": "Effective", "in_force": ""})
    ratings = {c.header: (c.field, c.reason) for c in table.columns}
    assert ratings["Effective"] == ("signed", "chosen")
    assert ratings["Date"] == ("", "none")

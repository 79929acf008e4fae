"""A reader's own table: what becomes of each row, and what is said of it."""

import csv
import io
from datetime import date

import pytest

from geo.export import package as export_package
from geo.export import problems
from geo.export.problems import problem_table
from geo.model.counting import state
from geo.model.treaties import Status
from geo.model.view import View
from geo.presentation import strings
from geo.presentation.problem_text import message, remedy
from geo.presentation.scene import Scene
from geo.storage import DATA
from geo.tables.problems import RULES
from geo.tables.user import columns, read
from geo.tables.user.read import UserTable

TODAY = date(2026, 11, 23)
HEADER = "Country 1,Country 2,Signed,In force,Terminated,Status,Title,URL,ID\n"


def take(text: str | bytes, name: str = "mine.csv", **options) -> UserTable:
    data = text.encode() if isinstance(text, str) else text
    return read.read(data, name, **{"as_of": TODAY, **options})


def rows(*lines: str, **options) -> UserTable:
    return take(HEADER + "\n".join(lines) + "\n", **options)


def rules(table: UserTable) -> list[str]:
    return [p.rule for p in table.problems]


# --- what is enough ---


def test_two_parties_and_a_date_are_enough():
    table = take("Country 1,Country 2,Year\nChile,Peru,2011\n")
    (treaty,) = table.package.treaties
    assert (treaty.party_a, treaty.party_b) == ("CHL", "PER")
    assert treaty.signed.text == "2011"
    assert treaty.status is Status.UNKNOWN
    assert (table.valid, table.warned, table.rejected) == (1, 0, 0)
    assert table.package.version == "own table"
    assert table.package.as_of == TODAY


def test_the_template_has_one_good_row_and_nothing_to_say():
    table = take(read.template())
    assert (table.rows, table.valid, table.problems) == (1, 1, ())


def test_the_package_of_the_reader_draws_as_ours_does():
    table = rows("Chile,Peru,2011,,,,,,", "Chile,Brazil,2012,,,,,,")
    view = View.of(table.package.span, focus="CHL")
    assert state(table.package.treaties, view).counts.countries == 2


def test_the_shipped_table_of_other_treaties_is_taken_as_it_is():
    table = read.read_path(DATA / "other_treaties.csv", as_of=TODAY)
    assert table.rejected == 0
    assert table.valid == table.rows
    assert table.focus_options[0][0] == "USA"


@pytest.mark.parametrize("way", ["folder", "zip"])
def test_our_own_package_comes_back_with_its_claims(package, way):
    if way == "folder":
        table = read.read_path(DATA, as_of=TODAY)
    else:
        view = View.of(package.span)
        table = take(export_package.zip(Scene(package, view)), "atlas.zip")
    assert table.package.treaties == package.treaties
    assert "other-treaties" in message(table.problems[0])


# --- columns ---


@pytest.mark.parametrize(
    "header",
    [
        "Страна 1;Страна 2;Дата подписания",
        "party_a;party_b;signed",
        "Country;Country;Date of signature (dd/mm/yyyy)",
        "STATE A;STATE B;YEAR",
        "Parties;;Date",
        "Сторона;Партнёр;Год",
        "colonne 1;colonne 2;colonne 3",
    ],
)
def test_columns_are_guessed_from_headers_in_two_languages_or_from_cells(header):
    table = take(f"{header}\nChile;Peru;2011\nPeru;Brazil;2012\n")
    assert list(table.mapping) == ["party_a", "party_b", "signed"]
    assert table.valid == 2


def test_the_guess_can_be_changed():
    text = "Country,Partner,Date,Effective\nChile,Peru,2011,2012\n"
    table = take(text, mapping={"signed": "Effective", "in_force": ""})
    assert table.package.treaties[0].signed.text == "2012"
    assert "in_force" not in table.mapping


def test_a_choice_of_a_column_that_is_not_there_is_told():
    table = take("Country,Partner,Date\nChile,Peru,2011\n", mapping={"signed": "Day"})
    assert "mapping" in rules(table)
    assert table.mapping["signed"] == "Date"


def test_without_a_column_for_the_second_party_the_focus_is_it():
    text = "Partner,Year\nChile,2011\n"
    assert rules(take(text)) == ["column"]
    assert take(text).rejected == 1
    (treaty,) = take(text, focus="Россия").package.treaties
    assert (treaty.party_a, treaty.party_b) == ("RUS", "CHL")


def test_columns_that_are_not_read_are_named():
    table = take("Country,Partner,Date,Colour\nChile,Peru,2011,red\n")
    assert "'Colour'" in message(table.problems[0])


def test_duplicated_headers_get_names_of_their_own():
    table = take("Country,Country,Date,Date\nChile,Peru,2011,2012\n")
    assert len(set(table.headers)) == 4
    assert table.mapping["party_b"] == "Country [2]"
    assert rules(table).count("header") == 2


def test_a_merged_header_of_two_lines_is_one_header():
    text = "Parties,,Date of,\n,,signature,entry into force\nChile,Peru,2011,2012\n"
    (treaty,) = take(text).package.treaties
    assert (treaty.signed.text, treaty.in_force.text) == ("2011", "2012")


def test_a_title_above_the_header_is_passed_over_and_said():
    table = take("Treaties of Chile\n\nCountry,Partner,Date\nChile,Peru,2011\n")
    assert table.valid == 1
    assert "header-line" in rules(table)


def test_a_table_without_a_header_is_read_and_said():
    table = take("Chile,Peru,2011\nChile,Brazil,2012\n")
    assert table.valid == 2
    assert rules(table) == ["no-header", "cells-alone"]


# --- rows that are rejected ---


@pytest.mark.parametrize(
    ("line", "rule", "column"),
    [
        ("Chile,Atlantis,2011,,,,,,", "unknown-country", "Country 2"),
        ("Пруссия,Chile,1860,,,,,,", "former-state", "Country 1"),
        ("СССР,Chile,1930,,,,,,", "former-dates", "Country 1"),
        ("ГДР,Chile,1990-10-04,,,,,,", "former-dates", "Country 1"),
        ("Chile,Korea,2011,,,,,,", "ambiguous-country", "Country 2"),
        ("Chile,EU,2011,,,,,,", "organisation", "Country 2"),
        ("Chile,,2011,,,,,,", "party-missing", "Country 2"),
        ("Chile,CHL,2011,,,,,,", "two-parties", "Country 2"),
        ("Chile,Peru,1599,,,,,,", "year-range", "Signed"),
        ("Chile,Peru,0,,,,,,", "date", "Signed"),
        ("Chile,Peru,2011-02-30,,,,,,", "date", "Signed"),
        ("Chile,Peru,soon,,,,,,", "date", "Signed"),
        ("Chile,Peru,2011,2012,2010,,,,", "dates-reversed", "Terminated"),
        ("Chile,Peru,2011,,,,,,,,,x", "row-length", ""),
        ('Chile,"Peru"x,2011,,,,,,', "quoting", ""),
    ],
)
def test_a_row_that_is_wrong_is_rejected_with_line_column_rule_and_remedy(
    line, rule, column
):
    table = rows("Chile,Brazil,2010,,,,,,", line)
    assert (table.rows, table.valid, table.rejected) == (2, 1, 1)
    (problem,) = table.problems
    assert (problem.rule, problem.line, problem.column) == (rule, 3, column)
    assert problem.level == "error"
    for lang in ("en", "ru"):
        assert message(problem, lang) and remedy(problem, lang)


def test_an_act_of_1899_is_no_fault():
    assert rows("Chile,Peru,1899,,,,,,").package.treaties[0].signed.year == 1899


def test_two_treaties_of_one_pair_and_year_are_both_kept():
    table = rows("Chile,Peru,2011,,,,,,", "Chile,Peru,2011,,,,,,")
    assert [t.id for t in table.package.treaties] == ["CHL-PER-2011", "CHL-PER-2011-2"]
    assert table.problems == ()


def test_an_unclosed_quotation_mark_does_not_swallow_the_rest():
    table = rows('Chile,"Peru,2011,,,,,,', "Chile,Brazil,2012,,,,,,")
    assert [p.rule for p in table.problems] == ["quoting"]
    assert [t.party_b for t in table.package.treaties] == ["BRA"]


def test_a_cell_over_100_kb_rejects_its_row_only():
    table = rows(f"Chile,Peru,2011,,,,{'ж' * 60_000},,", "Chile,Brazil,2012,,,,,,")
    assert [(p.rule, p.line) for p in table.problems] == [("cell-size", 2)]
    assert table.valid == 1


# --- rows that are kept, with something to say ---


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Chile,Peru,,,,,,,", "no-date"),
        ("Chile,Peru,2099,,,,,,", "future"),
        ("Chile,Peru,2011,2010,,,,,", "retroactive"),
        ("Chile,Peru,2011,soon,,,,,", "field-lost"),
        ("Chile,Peru,2011,,9999-12-31,,,,", "blank-word"),
        ("Chile,Peru,05.04.2011,,,,,,", "day-first-assumed"),
        ("Chile,Peru,05/04/2011,,,,,,", "day-or-month"),
        ("Chile,Peru,40312,,,,,,", "serial"),
        ("Chile,Peru,2011,n/a,,,,,", "blank-word"),
        ("Allemagne,Peru,2011,,,,,,", "other-language"),
        ("Chile,Peru,2011,,,asleep,,,", "status"),
        ("Chile,Peru,2011,,,,,javascript:alert(1),", "web-address"),
        ("Chile,Peru,2011,,,,a\x07b,,", "control-character"),
        ("Chile,Peru,2011,,,,=1+1,,", "formula"),
        ("Chile,Peru,2011", "short-row"),
    ],
)
def test_a_row_with_a_warning_is_kept(line, rule):
    table = rows(line)
    assert (table.valid, table.warned, table.rejected) == (1, 1, 0)
    assert rules(table) == [rule]
    assert table.problems[0].level == "warning"


def test_a_second_use_of_an_identifier_is_numbered():
    table = rows(*["Chile,Peru,2011,,,,,,A"] * 2, "Chile,Peru,2011,,,,,,A-2")
    assert [t.id for t in table.package.treaties] == ["A", "A-3", "A-2"]
    assert rules(table) == ["duplicate-id"]


def test_what_holds_for_many_cells_is_told_once():
    table = rows(*["Allemagne,Peru,2011,,,,,,"] * 50)
    (problem,) = table.problems
    assert problem.count == 50
    assert table.warned == 50


def test_an_address_that_is_none_is_kept_as_a_note():
    (treaty,) = rows("Chile,Peru,2011,,,,,javascript:x,").package.treaties
    assert (treaty.text_url, treaty.notes) == ("", "javascript:x")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("In force", Status.IN_FORCE),
        ("Signed (not in force)", Status.SIGNED),
        ("Действует", Status.IN_FORCE),
        ("Прекращён", Status.TERMINATED),
        ("", Status.UNKNOWN),
    ],
)
def test_a_status_is_known_in_two_languages(text, status):
    (treaty,) = rows(f"Chile,Peru,2011,,,{text},,,").package.treaties
    assert treaty.status is status


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("On trade", "title_en"),
        ("О торговле", "title_ru"),
        ("关于贸易", "title_original"),
    ],
)
def test_a_title_belongs_to_the_language_of_its_script(title, field):
    (treaty,) = rows(f"Chile,Peru,2011,,,,{title},,").package.treaties
    assert getattr(treaty, field) == title


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{constructor.constructor('x')()}}",
    "../../etc/passwd",
    "%s%n{0}",
    "'; DROP TABLE t; --",
    "\u202eevil",
    "${jndi:ldap://x}",
    "=HYPERLINK(0)",
    "\ud7ff\U0010ffff",
]


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_in_every_field_header_and_name_stays_text(evil):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["party_a", "party_b", "signed", "title", "id", "notes", evil])
    writer.writerow(["Chile", "Peru", "2011", evil, evil, evil, evil])
    writer.writerow([evil] * 7)
    table = take(out.getvalue(), evil)
    (treaty,) = table.package.treaties
    expected = evil.replace("\u202e", "")
    assert treaty.title_en == expected or treaty.title_original == expected
    assert treaty.notes == expected
    assert {p.line for p in table.problems if p.level == "error"} == {3}


def test_the_table_of_problems_computes_nothing():
    table = problem_table(rows("=1+1,Peru,2011,,,,,,", "@x,-Peru,+1,,,,,,").problems)
    lines = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert list(lines[0]) == list(problems.COLUMNS)
    assert lines[0]["line"] == "2"
    assert lines[0]["value"] == "'=1+1"
    assert not any(
        c.startswith(("=", "@", "+", "-")) for x in lines for c in x.values()
    )


# --- focus, counts ---


def test_parties_are_offered_as_focus_by_their_instruments():
    table = rows("Chile,Peru,2011,,,,,,", "Brazil,Chile,2012,,,,,,")
    assert table.focus_options == (("CHL", 2), ("BRA", 1), ("PER", 1))


def test_a_focus_that_is_no_party_is_told():
    table = rows("Chile,Peru,2011,,,,,,", focus="Cuba")
    assert table.focus == ""
    assert rules(table) == ["focus"]
    assert rows("Chile,Peru,2011,,,,,,", focus="перу").focus == "PER"


def test_a_treaty_can_be_traced_to_its_line():
    table = rows("Atlantis,Peru,2011,,,,,,", "Chile,Peru,2011,,,,,,")
    assert table.lines == {"CHL-PER-2011": 3}


def test_the_same_bytes_give_the_same_intake():
    text = HEADER + "Chile,Peru,05/04/2011,,,,,,\nCile,x,2011,,,,,,\n"
    assert take(text) == take(text)


def test_every_rule_has_a_sentence_and_a_remedy():
    for rule in RULES:
        assert strings.has(f"problem.{rule}")
        assert strings.has(f"remedy.{rule}")
    texts = {
        k.partition(".")[2] for k in strings.all_keys() if k.startswith("problem.")
    }
    assert texts == set(RULES)


def test_every_field_is_found_by_its_own_name():
    assert columns.fields_of(list(columns.BY_NAME)) == {n: n for n in columns.BY_NAME}

"""Parties and dates as people write them."""

import csv
from datetime import date

import pycountry
import pytest

from data.names import index
from geo.model import countries, country_names, name_lists
from geo.model.former_states import gone, organisations, renamed
from geo.model.treaties import Status
from geo.storage import ROOT
from geo.tables.user import dates as user_dates
from geo.tables.user.dates import Order


def party(text: str) -> country_names.Party:
    return country_names.Reader().read(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *[("RU", "RUS"), ("RUS", "RUS"), ("XK", "XKX"), ("Zaire", "COD")],
        *[("россия", "RUS"), ("The Netherlands", "NLD"), ("U.S.A.", "USA")],
        *[("Cote d'Ivoire", "CIV"), ("CÔTE D’IVOIRE", "CIV"), ("Turkiye", "TUR")],
        *[("Korea (Republic of)", "KOR"), ("Korea, Republic of", "KOR")],
        *[("Iran (Islamic Republic of)", "IRN"), ("St. Lucia", "LCA")],
        *[("Allemagne", "DEU"), ("日本", "JPN"), ("Brasilien", "BRA")],
        *[("إسبانيا", "ESP"), ("Ελλάδα", "GRC"), ("Кыргызстан", "KGZ")],
    ],
)
def test_a_country_is_known_by_code_and_in_many_languages(text, code):
    assert party(text).code == code


def test_every_country_is_known_by_its_codes_and_names():
    for country in pycountry.countries:
        code = country.alpha_3
        flags = (country.alpha_2.lower(), code.lower(), country.numeric)
        assert {country_names.Reader().read(t, code=True).code for t in flags} == {code}
        assert party(code).code == code
        for text in (country.name, countries.name(code), countries.name(code, "ru")):
            answer = party(text)
            # Of the two states called Congo one has no other short name in ISO 3166-1.
            assert answer.code == code or (code == "COG" and set(answer.codes) > {code})


@pytest.mark.parametrize(
    "text",
    ["NO", "No", "no", "SI", "si", "NA", "ru", "per", "and", "are", "260", "643"],
)
def test_a_word_or_a_number_by_itself_is_no_code(text):
    assert party(text).rule == "unknown-country"


@pytest.mark.parametrize("text", ["CH", "in", "ru", "DE", "SU"])
def test_two_letters_are_no_code_in_a_column_of_names(text):
    assert country_names.Reader().read_name(text).rule == "unknown-country"
    assert country_names.Reader().read_name("UK").code == "GBR"


def corpus(name: str) -> list[dict[str, str]]:
    path = ROOT / "tests" / "corpus" / "reading" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_hard_names_in_six_languages_and_more_are_read():
    read = country_names.Reader().read
    codes = [(row["text"], read(row["text"]).code) for row in corpus("names")]
    assert codes == [(row["text"], row["party"]) for row in corpus("names")]


@pytest.mark.parametrize("trap", corpus("traps"), ids=lambda row: row["text"])
def test_what_looks_like_a_country_and_is_none_is_refused(trap):
    answer = party(trap["text"])
    assert (answer.code, answer.rule) == ("", trap["rule"])


def test_a_state_that_is_the_same_under_another_name_is_read_and_said():
    for code, names in renamed().items():
        for name in names:
            answer = party(name)
            assert answer.code == code or (len(name) == 2 and not answer.code), name
            assert answer.rule or "its name today" in answer.note


def test_every_organisation_is_told_apart_and_none_hides_a_country():
    for title, names in organisations().items():
        for name in (title, *names):
            assert party(name).rule == "organisation", name


def test_no_name_of_the_index_hides_a_former_state():
    for state in gone():
        for name in state.names:
            answer = party(name)
            assert answer.former == state or answer.code or answer.codes, name


@pytest.mark.parametrize(
    ("text", "successor"),
    [
        *[("USSR", "KAZ"), ("СССР", "EST"), ("SUN", "RUS")],
        *[("Yugoslavia", "SRB"), ("Югославия", "HRV"), ("YU", "SVN")],
        *[("Czechoslovakia", "SVK"), ("ЧССР", "CZE"), ("GDR", "DEU")],
        *[("Serbia and Montenegro", "MNE"), ("DD", "DEU")],
    ],
)
def test_a_former_state_is_explained_and_never_replaced(text, successor):
    answer = party(text)
    assert (answer.code, answer.rule) == ("", "former-state")
    assert successor in answer.former.successors


def test_a_code_given_to_another_country_is_that_country():
    # ISO 3166-1 has reused BY, GE and SK, which 3166-3 lists for former states.
    assert [party(c).code for c in ("BY", "GE", "SK")] == ["BLR", "GEO", "SVK"]


@pytest.mark.parametrize("text", ["Vietnamm", "Belorus", "Узбекистон"])
def test_an_unknown_name_is_refused_with_the_nearest(text):
    answer = party(text)
    assert answer.rule == "unknown-country" or answer.note
    assert answer.near or answer.note


def test_a_name_that_two_countries_share_is_refused_with_both():
    assert set(party("Korea").codes) == {"KOR", "PRK"}
    spellings = name_lists.other_languages().items()
    ambiguous = [k for k, codes in spellings if len(codes) > 1]
    assert ambiguous
    for name in ambiguous:
        assert party(name).rule == "ambiguous-country"


def test_the_index_of_names_is_what_the_lists_of_names_make():
    is_current = index.content() == index.TARGET.read_bytes()
    assert is_current, "a list of names has changed: python -m data.names.index"


@pytest.mark.parametrize("text", ["x" * 5000, "<b>", "\0", "=1", "[", "(", "999", "٣"])
def test_odd_text_is_no_country_and_no_trouble(text):
    assert party(text).rule == "unknown-country"


# --- dates ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[("2010", "2010"), ("2010-05", "2010-05"), ("2010-05-14", "2010-05-14")],
        *[("14 May 2010", "2010-05-14"), ("May 2010", "2010-05"), ("2010 г.", "2010")],
        *[("14.05.2010", "2010-05-14"), ("05/14/2010", "2010-05-14")],
        *[("2010/05/14", "2010-05-14"), ("2010.05.14", "2010-05-14")],
        *[("14 мая 2010 г.", "2010-05-14"), ("май 2010", "2010-05")],
        *[("14 МАЯ 2010 года", "2010-05-14"), ("12 сент. 2001 г.", "2001-09-12")],
        *[("May 14, 2010", "2010-05-14"), ("14th of May, 2010", "2010-05-14")],
        *[("14-May-2010", "2010-05-14"), ("2010 May 14", "2010-05-14")],
        *[("2010-05-14T10:00:00Z", "2010-05-14"), ("20100514", "2010-05-14")],
        *[("14.05.2010 00:00:00", "2010-05-14"), ("05.2010", "2010-05")],
        *[("2010-05-XX", "2010-05"), ("2010-XX", "2010"), ("40312", "2010-05-14")],
        *[("05/05/2010", "2010-05-05"), ("1 1 2010", ""), ("14.05.10", "")],
        *[("13.13.2010", ""), ("14 мая", ""), ("2010-5-4", "2010-05-04")],
    ],
)
def test_a_date_is_read_in_the_usual_shapes_at_its_own_precision(text, expected):
    cell = user_dates.read(text, Order())
    assert (cell.date.text if cell.date else "") == expected
    assert bool(cell.date) != bool(cell.rule)


@pytest.mark.parametrize("row", corpus("dates"), ids=lambda row: row["text"])
def test_dates_in_eleven_languages_are_read_and_what_means_none_is_a_blank(row):
    cell = user_dates.read(row["text"], Order())
    assert (cell.date.text if cell.date else "", cell.rule) == (row["date"], "")
    assert bool(cell.date) != (cell.note == "blank")


@pytest.mark.parametrize(
    "text", ["1600", "2099", "2010-12", "2010-02-28", "1599", "2010-02-29", "2010-13"]
)
def test_a_date_written_as_we_write_it_is_read_as_with_a_space_around_it(text):
    plain, spaced = (user_dates.read(t, Order()) for t in (text, f" {text} "))
    assert (plain.date, plain.rule) == (spaced.date, spaced.rule)


@pytest.mark.parametrize("row", corpus("no_dates"), ids=lambda row: row["text"])
def test_what_is_no_date_or_may_be_several_is_refused(row):
    cell = user_dates.read(row["text"], Order())
    assert (cell.date, cell.rule) == (None, row["rule"])


def test_a_status_in_a_column_of_dates_is_known_for_one():
    cell = user_dates.read("not yet in force", Order())
    assert (cell.date, cell.status) == (None, Status.SIGNED)


@pytest.mark.parametrize(
    ("cells", "date"),
    [
        *[(("1911", "2", "15"), "1911-02-15"), (("2010", "May", "14"), "2010-05-14")],
        *[(("2010.0", "5.0", ""), "2010-05"), (("2010", "0", "0"), "2010")],
        *[(("2010", "", ""), "2010"), (("2010", "мая", "-9"), "2010-05")],
        *[(("-9", "", ""), ""), (("9999", "12", "31"), ""), (("", "", ""), "")],
    ],
)
def test_a_date_in_three_columns_is_as_precise_as_they_are(cells, date):
    cell = user_dates.from_parts(*cells)
    assert (cell.date.text if cell.date else "", cell.rule) == (date, "")


@pytest.mark.parametrize(
    "cells",
    [("", "5", "14"), ("2010", "", "14"), ("2010", "13", "1"), ("10", "5", "1")],
)
def test_three_columns_that_make_no_date_are_refused(cells):
    assert user_dates.from_parts(*cells).rule == "date"


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_date_as_the_atlas_shows_it_is_read_back(lang):
    for month in range(1, 13):
        for text in (f"2010-{month:02d}", f"2010-{month:02d}-09"):
            text_shown = user_dates.PartialDate.parse(text).show(lang)
            assert user_dates.read(text_shown, Order()).date.text == text


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (["14.05.2010"], "2010-04-05"),
        (["05/14/2010"], "2010-05-04"),
        ([], "2010-04-05/2010-05-04"),
        (["05/14/2010", "14/05/2010"], ""),
    ],
)
def test_the_table_itself_says_whether_the_day_is_first(others, expected):
    order = Order()
    order.learn(others)
    cell = user_dates.read("05/04/2010", order)
    assert (cell.date.text if cell.date else "") == expected
    if not others:
        assert cell.note == "open-order"
        assert user_dates.read("05.04.2010", order).date.text == "2010-04-05"
        assert order.day_first is True
    if not expected:
        assert cell.rule == "date-order"
        assert order.day_first is None


def test_what_the_reader_says_of_the_order_goes_before_the_table():
    order = Order(stated=False)
    order.learn(["14/05/2010"])
    assert user_dates.read("05/04/2010", order).date.text == "2010-05-04"
    assert user_dates.read("14/05/2010", order).note == "other-order"


@pytest.mark.parametrize(
    ("header", "day_first"),
    [("Signed (dd/mm/yyyy)", True), ("Date, MM/DD/YYYY", False), ("ДД.ММ.ГГГГ", True)],
)
def test_a_header_may_say_the_order(header, day_first):
    order = Order()
    order.hint(header)
    assert order.day_first is day_first


def test_serial_numbers_of_a_macintosh_count_from_1904():
    cell = user_dates.read("38850", Order(), user_dates.EPOCH_1904)
    assert cell.date.earliest == date(2010, 5, 14)

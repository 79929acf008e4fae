"""Your data without a browser: three steps from a file to a map, and what is asked."""

from __future__ import annotations

from weakref import ref

import pytest
from streamlit.testing.v1 import AppTest

from geo import collector, storage
from geo.app import reader, session
from geo.page import cache
from geo.presentation import strings
from geo.tables.user import isolated
from geo.tables.user import read as user_read

APP = str(storage.ROOT / "app.py")
CASES = storage.ROOT / "tests" / "cases"


@pytest.fixture(scope="module", autouse=True)
def in_this_process(tmp_path_factory):
    """The page is built in a folder of the tests, and a table is read without a child.

    That a child reads the same is held by the tests of the reading.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "PAGES", tmp_path_factory.mktemp("pages"))
        patch.setattr(isolated, "read", user_read.read)
        yield


def loaded(text: str | bytes, name: str = "mine.csv", lang: str = "en") -> AppTest:
    """The app after a file was put into it, on the view of the reader's own data."""
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["lang"] = lang
    app.run()
    data = text if isinstance(text, bytes) else text.encode()
    app.file_uploader[0].upload(name, data, "text/csv").run()
    assert not app.exception
    return app


def own(text: str | bytes, name: str = "mine.csv", lang: str = "en") -> AppTest:
    """The view *Your data* by itself, with a table in the session."""
    app = AppTest.from_function(own_view, default_timeout=60)
    app.session_state.file = (text if isinstance(text, bytes) else text.encode(), name)
    app.session_state.language = lang
    app.run()
    assert not app.exception
    return app


def own_view() -> None:
    """Your data as a script of its own, with the file that the test put in."""
    import streamlit as st

    from geo.app import session, upload, your_data
    from geo.model.view import View
    from geo.tables import load

    reader = session.get()
    if reader.view is None:
        span = load.load_package().span
        reader.view = View.of(span, lang=st.session_state.language)
        reader.upload = st.session_state.file
        upload.guess()
    upload.read_what_is_due()
    your_data.own_view()


def read(app: AppTest):
    return app.session_state[reader.KEY].user_table


def lists(app: AppTest) -> dict[str, object]:
    return {each.label: each for each in app.selectbox}


def shown(app: AppTest) -> str:
    parts = (*app.markdown, *app.warning, *app.caption, *app.text, *app.error)
    return "\n".join(each.value.replace("\\", "") for each in parts)


def show_button(app: AppTest):
    (button,) = (b for b in app.button if b.label == strings.word("own.show", "en"))
    return button


GOOD = "Country,Partner,Signed\nGermany,France,12/03/2011\nGermany,Spain,25/03/2012\n"


def test_a_table_that_is_read_right_is_drawn_with_one_click():
    app = own(GOOD)
    assert "All 2 rows will be drawn." in shown(app)
    assert "12/03/2011 → 12 Mar 2011" in shown(app)
    assert not show_button(app).disabled
    values = {label: each.value for label, each in lists(app).items()}
    assert values | {"Country": "party_a", "Partner": "party_b"} == values
    assert values["Signed"] == "signed"


def test_numbers_are_written_as_the_language_has_them():
    rows = "".join(f"Germany,France,2011,{n}\n" for n in range(1200))
    table = "Country,Partner,Signed,Title\n" + rows
    assert "All 1,200 rows will be drawn." in shown(own(table))
    number = strings.number(1200, "ru")
    sentence = strings.word("own.drawn", "ru", rows=number)
    assert "1,200" not in sentence and sentence in shown(own(table, lang="ru"))


def test_a_file_that_is_not_read_is_refused_in_the_reader_s_language():
    assert "The file is a PDF by its content" in shown(own(b"%PDF-1.7"))
    text = shown(own(b"%PDF-1.7", lang="ru"))
    assert "По содержанию файл — документ PDF" in text
    assert "The file" not in text


def test_encoding_and_delimiter_are_named_in_the_reader_s_language():
    table = "Страна;Партнёр;Подписано\nГермания;Франция;2011\n".encode("cp1251")
    assert "Windows-1251 (Cyrillic)" in shown(own(table))
    assert "semicolon" in shown(own(table))
    text = shown(own(table, lang="ru"))
    assert "Windows-1251 (кириллица)" in text and "точка с запятой" in text


def test_a_table_without_a_date_asks_for_it_and_nothing_can_be_drawn():
    app = own("Country,Partner,When it began to hold\nGermany,France,spring\n")
    assert "0 of 1 rows will be drawn; 1 will not:" in shown(app)
    assert "Still needed: a date (Signed, or In force)." in shown(app)
    assert show_button(app).disabled


def test_a_header_nobody_knows_is_chosen_over_its_column():
    rows = "".join(f"Germany,France,{year},x\n" for year in range(2001, 2010))
    app = own("Country,Partner,Ratification year,Volume\n" + rows)
    assert "Still needed" in shown(app)
    assert show_button(app).disabled
    lists(app)["Ratification year"].set_value("signed").run()
    assert not app.exception
    assert "Still needed" not in shown(app)
    assert read(app).valid - read(app).undated == 9
    assert not show_button(app).disabled
    lists(app)["Ratification year"].set_value("").run()
    assert show_button(app).disabled


def test_a_misspelled_country_is_a_question_and_is_read_once_it_is_answered():
    app = own(GOOD + "Germany,Frnace,2013\nGermany,Atlantis,2014\n")
    assert "2 of 4 rows will be drawn; 2 will not:" in shown(app)
    assert "2: a party is not known" in shown(app)
    assert "Frnace → ?" in shown(app)
    assert "“Frnace” is no country that is known (rows: 1). Is France meant?" in shown(
        app
    )
    assert "“Atlantis” is no" not in shown(app)
    (yes,) = (b for b in app.button if b.label == "Yes, France")
    yes.click().run()
    assert not app.exception
    assert "3 of 4 rows will be drawn; 1 will not:" in shown(app)
    assert "Frnace → France" in shown(app)


def test_a_doubtful_reading_is_drawn_only_once_its_reader_says_it_is_right():
    rows = "Germany,France,12/03/2011\nGermany,Spain,25/03/2012\n"
    app = own("Country,Partner,Datum des Dings\n" + rows)
    assert read(app).doubts
    assert show_button(app).disabled
    assert app.session_state[reader.KEY].source == session.ATLAS
    (yes,) = (b for b in app.button if b.label == "It is right, draw it")
    yes.click().run()
    assert not app.exception
    assert not show_button(app).disabled
    assert app.session_state[reader.KEY].source == session.OWN


def test_a_choice_after_the_answer_asks_again():
    rows = "Germany,France,12/03/2011,x\nGermany,Spain,25/03/2012,y\n"
    app = own("Country,Partner,Datum des Dings,What\n" + rows)
    (yes,) = (b for b in app.button if b.label == "It is right, draw it")
    yes.click().run()
    lists(app)["What"].set_value("title").run()
    assert show_button(app).disabled
    lists(app)["Datum des Dings"].set_value("in_force").run()
    assert not show_button(app).disabled


def test_the_sheet_of_a_workbook_is_a_choice():
    data = (CASES / "c36_two_sheets.xlsx").read_bytes()
    app = own(data, "two.xlsx")
    first, other = read(app).sheet, read(app).sheets
    box = lists(app)[strings.word("own.sheet", "en")]
    (second,) = (name for name in other if name != first)
    box.set_value(second).run()
    assert not app.exception
    assert read(app).sheet == second or read(app).refusal


def test_the_code_list_of_numbers_is_a_choice():
    rows = "2,20,1955\n2,200,1960\n200,220,1961\n"
    app = own("ccode1,ccode2,signed\n" + rows)
    box = lists(app)[strings.word("own.codes", "en")]
    box.set_value("cow").run()
    assert not app.exception
    assert set(read(app).schemes.values()) == {"cow"}


def test_repeated_rows_are_counted_each_on_its_own_where_the_reader_says_so():
    rows = "Germany,France,2011,A\nGermany,Spain,25/03/2012,B\n"
    app = own("Country,Partner,Signed,Title\n" + rows + "Germany,Spain,25/03/2012,B\n")
    assert "2 of 3 rows will be drawn; 1 will not:" in shown(app)
    assert "1: a treaty of another row again, counted once" in shown(app)
    app.toggle[0].set_value(True).run()
    assert "All 3 rows will be drawn." in shown(app)


def test_the_order_of_days_is_a_choice_and_shows_in_the_first_rows():
    app = own("Country,Partner,Signed\nGermany,France,05/04/2011\n")
    box = lists(app)[strings.word("own.order", "en")]
    assert box.value == ""
    box.set_value("month").run()
    assert not app.exception
    assert "05/04/2011 → 4 May 2011" in shown(app)
    lists(app)[strings.word("own.order", "en")].set_value("day").run()
    assert "05/04/2011 → 5 Apr 2011" in shown(app)


def test_partners_of_one_country_are_read_once_it_is_named():
    app = own("Partner,Signed\nFrance,2011\nSpain,2012\n")
    label = strings.word("own.home", "en")
    said = strings.word("own.needed.home", "en", label=label)
    assert "Still needed" in shown(app) and said in shown(app)
    lists(app)[label].set_value("DEU").run()
    assert not app.exception
    assert "All 2 rows will be drawn." in shown(app)


def test_a_wide_table_shows_the_columns_it_reads_and_any_other_on_request():
    more = [f"note {number}" for number in range(60)]
    head = ",".join(["Country", "Partner", "Signed", *more])
    row = ",".join(["Germany", "France", "2011", *["x"] * 60])
    app = own(f"{head}\n{row}\n")
    assert 10 <= len(app.selectbox) < 20
    (rest,) = (box for box in app.selectbox if "further columns" in box.label)
    rest.set_value("note 55").run()
    assert not app.exception
    assert "note 55" in lists(app)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_choice_has_a_label_of_its_own_in_both_languages(lang):
    app = own(GOOD, lang=lang)
    for each in app.selectbox:
        assert len(set(each.options)) == len(each.options)


def test_headers_that_begin_alike_stay_apart():
    start = "a header of more than sixty characters that says the same again and again"
    app = own(f"Country,Partner,Signed,{start} 1,{start} 2\nGermany,France,2011,a,b\n")
    assert len(app.selectbox) == len({each.key for each in app.selectbox}) == 6


def test_a_file_put_in_on_another_view_is_said_there():
    app = loaded(GOOD)
    assert any("was read" in each.value for each in app.success)
    app = loaded("Country,Partner,Datum des Dings\nGermany,France,12/03/2011\n")
    assert any("asks how to read it" in each.value for each in app.warning)
    assert app.caption[0].value.startswith("Russian Federation")


ASKED = {"table": "own", "focus": "FRA", "country": "DEU", "lang": "en"}


def opened(**params: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    for name, value in params.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def address(app: AppTest) -> dict[str, str]:
    params = dict(app.query_params)
    return {k: v if isinstance(v, str) else v[-1] for k, v in params.items()}


def test_a_link_to_an_own_table_asks_for_the_file_and_shows_no_other_data():
    """Also at the second load: the address stays the same."""
    app = opened(**ASKED)
    for _ in range(2):
        assert app.title[0].value == strings.word("nav.own", "en")
        assert strings.word("own.waiting", "en") in [each.value for each in app.info]
        assert not app.metric and not app.dataframe
        steps = [each.value for each in app.header]
        assert steps == [strings.word("own.step.file", "en")]
        assert address(app) == ASKED
        app = opened(**address(app))


def test_the_view_of_a_link_opens_once_the_file_is_there():
    app = opened(**ASKED)
    app.file_uploader[0].upload("mine.csv", GOOD.encode(), "text/csv").run()
    assert not app.exception
    assert app.caption[0].value.startswith("France")
    assert {**address(app), "lang": "en"} == ASKED


def test_a_doubtful_file_is_asked_about_before_the_view_of_the_link_opens():
    app = opened(**ASKED)
    doubtful = "Country,Partner,Datum des Dings\nGermany,France,12/03/2011\n"
    app.file_uploader[0].upload("mine.csv", doubtful.encode(), "text/csv").run()
    assert show_button(app).disabled
    assert address(app) == ASKED
    (yes,) = (b for b in app.button if b.label == "It is right, draw it")
    yes.click().run()
    assert app.caption[0].value.startswith("France")


def test_the_atlas_is_shown_in_place_of_a_missing_table_where_the_reader_asks():
    app = opened(**ASKED)
    (leave,) = (
        b for b in app.button if b.label == strings.word("own.waiting.leave", "en")
    )
    leave.click().run()
    assert app.caption[0].value.startswith("Russian Federation")
    assert "table" not in address(app)


def test_a_missing_table_is_asked_for_in_either_language():
    app = opened(**ASKED)
    (lists_,) = (box for box in app.selectbox if box.key.startswith("lang"))
    lists_.set_value("ru").run()
    assert app.title[0].value == strings.word("nav.own", "ru")
    assert address(app) == {**ASKED, "lang": "ru"}


def test_whose_treaties_are_shown_is_said_and_changed_where_they_are_drawn():
    rows = "Country,Partner,Signed\nChile,Peru,2011\nChile,Cuba,2012\nPeru,Cuba,2013\n"
    whose = own(rows)
    (choice,) = (box for box in whose.selectbox if box.key.startswith("own-whose"))
    assert choice.label == strings.word("focus", "en")
    assert choice.options[0] == "Chile (2)"
    choice.set_value("CUB").run()
    assert not whose.exception
    (choice,) = (box for box in whose.selectbox if box.key.startswith("own-whose"))
    assert choice.value == "CUB"


# --- one file in several sessions ---

SAME = "Party,Partner,Signed\nJapan,Peru,1990\nJapan,Cuba,2001-05\n"


def test_sessions_that_were_given_the_same_file_hold_one_table_of_it():
    one, other = loaded(SAME), loaded(SAME)
    assert read(one) is read(other)
    assert read(loaded(SAME, name="other.csv")) is not read(one)
    assert read(loaded(SAME + "Japan,Chile,2002\n")) is not read(one)
    assert read(one) is read(other), "and the other tables changed nothing of it"


def test_a_table_ends_with_the_last_session_that_holds_it():
    one, other = loaded(SAME), loaded(SAME)
    table = ref(read(one))
    one.session_state[reader.KEY].user_table = None
    collector.collect_spared()
    assert table() is read(other)
    other.session_state[reader.KEY].user_table = None
    del one, other
    collector.collect_spared()
    assert table() is None

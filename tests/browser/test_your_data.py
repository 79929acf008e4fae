"""A reader's own table in the app: in from the screen, in nobody else's session."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from geo import storage
from geo.presentation import strings
from tests.browser.test_app import (
    drawn,
    hosted,
    idle,
    open_app,
    open_sidebar,
    open_view,
)
from tests.helpers.late import ALL, ENDED, Late

pytestmark = pytest.mark.browser

#: A mark that no file of the server, no log and no other session may ever hold.
SECRET = "Zanzibarium-7b1f"
TABLE = f"""Country;Partner;Date signed;In force;Title
Singapore;France;18.05.2015;;{SECRET}
Singapore;Japan;18.09.2017;01.01.2019;MoU
Singapore;Sardinia;1989;;Old
France;Japan;2020;;<img src=x onerror=alert(1)> **bold** $x$
""".encode()


def load(page, url: str, data: bytes = TABLE, name: str = "mine.csv") -> None:
    open_view(page, url + "own")
    # A file can be set in a box that nobody sees.
    expect(page.get_by_test_id("stFileUploaderDropzone")).to_be_visible()
    page.set_input_files(
        "input[type=file]", {"name": name, "mimeType": "text/csv", "buffer": data}
    )
    # A process is started to read the file: the result comes when that has ended.
    result(page).wait_for()


def result(page):
    """How many rows will be drawn, and why the others will not."""
    return page.locator(".st-key-own-result")


def test_a_table_is_read_mapped_kept_from_view_to_view_saved_and_forgotten(
    page, app_url
):
    load(page, app_url)
    expect(result(page)).to_contain_text("3 of 4 rows will be drawn; 1 will not:")
    expect(result(page)).to_contain_text("1: a former state")
    expect(page.get_by_text("Delimiter: semicolon")).to_be_visible()
    page.get_by_role("button", name="Show on the map").click()
    page.wait_for_url("**table=own&focus=FRA**")
    heading = page.get_by_text("France: bilateral treaties signed")
    expect(heading).to_be_visible()
    frame = hosted(page)
    expect(frame.locator("#headline")).to_have_text(
        "2 countries signed 2 instruments; none confirmed in force"
    )
    expect(frame.locator("path[data-code=SGP].c-not-confirmed").first).to_be_attached()
    expect(frame.locator("path[data-code=VNM].c-not-confirmed")).to_have_count(0)
    # Where the focal country has no room for its name, the name stands beside it.
    name = frame.locator(".name.beside text", has_text="France")
    expect(name).to_have_count(1)
    # The map stands on the screen, wherever the reader had scrolled to.
    expect(frame.locator("#map-frame")).to_be_in_viewport(ratio=0.9)

    frame = page.frame_locator("iframe[src*=treaty_map]")
    for _ in range(3):
        page.get_by_role("link", name="Table", exact=True).click()
        page.wait_for_url("**/table?table=own**")
        page.get_by_role("link", name="Map", exact=True).click()
        page.wait_for_url("**/?table=own**")
        frame.locator("#title", has_text="France").wait_for(state="attached")
        expect(frame.get_by_role("list", name="Legend")).to_be_visible()

    idle(page)
    with page.expect_download() as got:
        page.get_by_role("button", name="Map as one HTML file").click()
    assert got.value.suggested_filename == (
        "treaties-fra-signed-2015-2026-recognised-en.html"
    )
    text = got.value.path().read_text(encoding="utf-8")
    assert '"MoU"' not in text  # Singapore and Japan's: France is the focal country
    assert SECRET in text
    assert "<img src=x" not in text

    page.get_by_role("link", name="Your data", exact=True).click()
    page.get_by_role("button", name="Forget this table").click()
    expect(page.get_by_text(strings.word("own.none", "en"))).to_be_visible()
    # What a run no longer draws is taken away at its end.
    expect(page.get_by_text("Table shown")).to_have_count(0)
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.get_by_text("Russian Federation: bilateral")).to_be_visible()


def test_nothing_of_a_table_is_in_another_session_a_file_or_the_log(
    browser, page, app_url, app_log
):
    load(page, app_url)
    page.get_by_role("button", name="Show on the map").click()
    frame = hosted(page)
    expect(frame.locator("#title")).to_contain_text("France")
    other = browser.new_context().new_page()
    open_app(other, app_url)
    drawn(other)
    assert SECRET not in other.content()
    assert other.get_by_text("Table shown").count() == 0
    open_view(other, app_url + "?table=own&focus=FRA")
    expect(other.get_by_text(strings.word("own.waiting", "en"))).to_be_visible()
    assert SECRET not in other.content()
    response = other.request.get(frame.url.split("?")[0])
    assert response.ok and SECRET not in response.text()
    assert SECRET.encode() not in app_log.read_bytes()
    files = [p for p in (storage.ROOT / ".cache").rglob("*") if p.is_file()]
    assert files and not any(SECRET.encode() in p.read_bytes() for p in files)
    other.context.close()


def test_a_link_to_an_own_table_opens_its_view_once_the_file_is_there(page, app_url):
    page.goto(app_url + "own?table=own&focus=SGP&years=2016..2018&basis=in-force")
    page.set_input_files(
        "input[type=file]",
        {"name": "mine.csv", "mimeType": "text/csv", "buffer": TABLE},
    )
    page.wait_for_url("**focus=SGP**")
    page.wait_for_url("**years=2016..2018**")
    page.wait_for_url("**basis=in-force**")


def test_a_page_with_an_own_table_that_is_loaded_anew_asks_for_the_file(page, app_url):
    """Also the second time; the atlas's own France is never shown in its place."""
    load(page, app_url)
    page.get_by_role("button", name="Show on the map").click()
    page.wait_for_url("**/?table=own&focus=FRA**")
    for _ in range(2):
        page.reload()
        expect(page.get_by_text(strings.word("own.waiting", "en"))).to_be_visible()
        idle(page)
        assert "table=own&focus=FRA" in page.url
        expect(page.get_by_text("France: bilateral")).to_have_count(0)
    file = {"name": "mine.csv", "mimeType": "text/csv", "buffer": TABLE}
    page.set_input_files("input[type=file]", file)
    heading = page.get_by_text("France: bilateral treaties signed")
    expect(heading).to_be_visible(timeout=30000)
    assert "table=own&focus=FRA" in page.url


#: Years in two columns: which of them is the signature is in doubt.
DOUBTFUL = b"""\
who,whom,date,made
Singapore,France,2015,2001
Singapore,Japan,2017,2002"""


def test_a_column_guessed_wrong_is_chosen_by_the_reader(page, app_url):
    load(page, app_url, DOUBTFUL)
    # The columns scroll sideways, which closes a list that is open.
    select = page.get_by_role("combobox", name="made", exact=True)
    select.scroll_into_view_if_needed()
    select.click()
    page.get_by_role("option", name="Signed *", exact=True).click()
    column = page.get_by_role("combobox", name="date", exact=True)
    expect(column).to_have_value("not read")
    # No click waits for the run before it to end.
    page.get_by_role("button", name="It is right, draw it").click()
    page.get_by_role("button", name="Show on the map").click()
    page.wait_for_url("**table=own**")
    expect(page.get_by_text("2001–2026").first).to_be_visible()


def test_the_button_that_draws_a_table_stays_where_it_is_while_a_doubt_is_answered(
    own_page, app_url
):
    """Until a run ends, what it moves is on the screen twice."""
    page = own_page
    late = Late(page, {ENDED})
    load(page, app_url, DOUBTFUL)
    draw = page.get_by_role("button", name="Show on the map")
    expect(draw).to_be_disabled()
    idle(page)
    late.hold()
    page.get_by_role("button", name="It is right, draw it").click()
    late.miss_runs(1)
    expect(draw).to_be_enabled()
    late.catch_up()


#: What is no table, and how each is answered.
REFUSED = {
    b"": "The file holds nothing.",
    b"\x00\x01\x02PNG\x00\xff": "Still needed: ",
    b"PK\x03\x04broken": "The file is named as text and is a zip",
    b"a,b\n1,2\n": "Still needed: ",
}


def test_a_file_that_is_no_table_is_refused_in_a_sentence(page, app_url):
    open_view(page, app_url + "own")
    for number, (data, words) in enumerate(REFUSED.items()):
        name = f"{number}.csv"
        page.set_input_files(
            "input[type=file]", {"name": name, "mimeType": "text/csv", "buffer": data}
        )
        page.get_by_role("heading", name=name).wait_for()
        page.get_by_test_id("stAlert").filter(has_text=words).wait_for()
        drawn(page)
        assert page.get_by_test_id("stException").count() == 0
        page.get_by_role("link", name="Map", exact=True).click()
        page.get_by_text("Russian Federation: bilateral").wait_for()
        page.get_by_role("link", name="Your data", exact=True).click()
        expect(page.get_by_test_id("stFileUploaderDropzone")).to_be_visible()


def test_a_file_name_that_cannot_be_printed_is_refused_in_a_sentence(
    page, app_url, app_log
):
    before = len(app_log.read_bytes())
    open_view(page, app_url + "own")
    page.wait_for_selector("input[type=file]", state="attached")
    for name in ("a\0b.csv", "c\x7fd.csv"):
        page.evaluate(
            """([name, table]) => {
              const box = document.querySelector("input[type=file]");
              const chosen = new DataTransfer();
              chosen.items.add(new File([table], name, { type: "text/csv" }));
              box.files = chosen.files;
              box.dispatchEvent(new Event("change", { bubbles: true }));
            }""",
            [name, TABLE.decode()],
        )
        page.get_by_role("heading", name=f"{name[0]}\ufffd{name[2:]}").wait_for()
        sentence = "holds a character that cannot be printed"
        page.get_by_test_id("stAlert").filter(has_text=sentence).wait_for()
    logged = app_log.read_bytes()[before:]
    assert b"Traceback" not in logged and b"Exception" not in logged


class Held(Late):
    """A page whose uploads wait, and what the server says to it, until let go."""

    def __init__(self, page, app_url: str) -> None:
        super().__init__(page, ALL)
        self.page = page
        self.uploads: list = []
        page.route("**/_stcore/upload_file/**", self._upload)
        page.goto(app_url + "own")
        page.get_by_text(strings.word("own.none", "en")).wait_for()
        idle(page)

    def _upload(self, route) -> None:
        if route.request.method == "PUT":
            self.uploads.append(route)
        else:
            route.continue_()

    def choose(self, data: bytes) -> None:
        file = {"name": "mine.csv", "mimeType": "text/csv", "buffer": data}
        with self.page.expect_request(lambda request: request.method == "PUT"):
            self.page.set_input_files("input[type=file]", file)

    def turn(self) -> None:
        self.page.get_by_role("link", name="Map", exact=True).click()

    def upload(self) -> None:
        with self.page.expect_response(lambda got: got.request.method == "PUT"):
            self.uploads.pop().continue_()


def test_a_file_under_way_when_the_reader_turns_the_page_is_read(own_page, app_url):
    page = own_page
    upload = Held(page, app_url)
    upload.choose(TABLE)
    upload.turn()
    page.get_by_text("Russian Federation: bilateral").wait_for()
    expect(page.get_by_test_id("stFileUploader")).to_be_hidden()
    upload.upload()
    page.get_by_text("“mine.csv” was read: 3 of 4 rows are shown.").wait_for()
    page.wait_for_url("**/?table=own&focus=FRA**")
    page.get_by_role("link", name="Your data", exact=True).click()
    result(page).wait_for()
    expect(page.get_by_text("rows are shown.")).to_have_count(0)


def test_a_file_refused_after_the_reader_turned_the_page_is_named(own_page, app_url):
    page = own_page
    upload = Held(page, app_url)
    upload.choose(b"")
    upload.turn()
    page.get_by_text("Russian Federation: bilateral").wait_for()
    upload.upload()
    page.get_by_text("“mine.csv” was not read. The file holds nothing.").wait_for()


def test_a_click_on_another_view_outlives_the_upload_that_ends_after_it(
    own_page, app_url
):
    page = own_page
    upload = Held(page, app_url)
    upload.choose(TABLE)
    upload.hold()
    upload.turn()
    # The server has begun the view; the browser has not heard so.
    upload.until(lambda: upload.kept)
    before = upload.sent
    upload.upload()
    upload.until(lambda: upload.sent > before)
    upload.catch_up()
    page.get_by_text("“mine.csv” was read: 3 of 4 rows are shown.").wait_for()
    page.wait_for_url("**/?table=own&focus=FRA**")
    page.get_by_text("France: bilateral treaties signed").wait_for()


def test_hostile_names_and_cells_are_text_on_every_view(page, app_url):
    nasty = "<script>alert(1)</script>&\"'`$[x](javascript:1).csv"
    data = f'Country,"<b>Partner</b>",Date,Title\nFrance,Japan,2020,"{"=1+1"}"\n'
    load(page, app_url, data.encode(), nasty)
    for view in ("Map", "Table", "Timeline", "Compare", "Figures", "Your data"):
        page.get_by_role("link", name=view, exact=True).click()
        expect(page).to_have_title(f"{view} · {strings.word('app', 'en')}")
        idle(page)
        assert page.get_by_test_id("stException").count() == 0
        assert page.locator("main script").count() == 0
        assert page.locator("main a[href^=javascript]").count() == 0


def test_without_a_focal_country_the_map_counts_instruments(page, app_url):
    frame = open_app(page, app_url + "?focus=none")
    page.wait_for_url("**focus=none**")
    expect(frame.locator("#title")).to_contain_text("All states")
    assert frame.evaluate("atlas.view.colour") == "count"
    assert frame.locator("path.n-0").count()


def test_another_focal_country_moves_map_numbers_and_link(page, app_url):
    open_app(page, app_url)
    idle(page)
    open_sidebar(page)
    page.get_by_role("combobox", name="Treaties of").click()
    page.get_by_role("option", name="United States of America").click()
    page.wait_for_url("**focus=USA**")
    heading = page.get_by_text("United States of America: bilateral")
    expect(heading.first).to_be_visible()
    expect(hosted(page).locator("#title")).to_contain_text("United States")
    page.go_back()
    expect(page.get_by_text("Russian Federation: bilateral")).to_be_visible()

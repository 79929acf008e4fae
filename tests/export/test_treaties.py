"""The table a reader takes away reads back, and no cell of it computes."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from geo.export import treaties as export_treaties
from geo.export.site import country
from geo.model import countries
from geo.model.treaties import Basis, Source, Stance
from geo.model.view import View
from geo.presentation import rows, strings
from geo.presentation.scene import Scene


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("basis", Basis)
def test_the_table_reads_back_as_the_instruments_of_the_view(package, basis):
    view = View.of(package.span, basis=basis).with_years(2010, 2022)
    scene = Scene(package, view)
    current = scene.state
    entries = read(export_treaties.csv(scene))
    assert entries
    assert list(entries[0]) == list(export_treaties.COLUMNS)
    assert [(r["country_code"], r["id"]) for r in entries] == [
        (code, t.id) for code, t in scene.entries
    ]
    for row in entries:
        treaty = package.get(row["id"])
        assert row["class"] == current.key(row["country_code"]).value
        assert row["country"] == countries.name(row["country_code"])
        assert row["signed"] == treaty.signed.text
        assert date.fromisoformat(row["signed_earliest"]) == treaty.signed.earliest
        assert date.fromisoformat(row["signed_latest"]) == treaty.signed.latest
        assert row["in_force"] == (treaty.in_force.text if treaty.in_force else "")
        assert row["status"] == treaty.status.value
        assert (row["title_en"], row["title_ru"]) == (treaty.title_en, treaty.title_ru)


def test_a_month_known_only_as_a_month_is_written_as_a_month(package):
    entries = read(export_treaties.csv(Scene.of(package)))
    (armenia,) = [r for r in entries if r["country_code"] == "ARM"]
    assert (armenia["signed"], armenia["signed_latest"]) == ("2022-04", "2022-04-30")


def test_every_source_of_a_row_is_named_once(package):
    for row in read(export_treaties.csv(Scene.of(package))):
        urls = row["source_urls"].split(" ")
        assert len(set(urls)) == len(urls)
        assert set(urls) == {s.url for s in package.get(row["id"]).sources}


def test_the_table_begins_with_a_mark_for_spreadsheets(package):
    content = export_treaties.csv(Scene.of(package))
    assert content.startswith(b"\xef\xbb\xbfid,")
    assert content.count(b"\xef\xbb\xbf") == 1


def test_names_are_in_the_readers_language(package):
    entries = read(export_treaties.csv(Scene.of(package, lang="ru")))
    assert "Китай" in {r["country"] for r in entries}


def test_a_row_has_one_status_whatever_the_basis_counts(package):
    for basis in Basis:
        statuses = {
            row["country_code"]: (row["treaty_status"], row["treaty_status_date"])
            for row in export_treaties.table(Scene.of(package, basis=basis))
        }
        assert statuses["ZWE"] == ("in-force", "2023-12-20")
        assert statuses["BRA"] == ("not-confirmed", "2010-05-14")


def test_an_empty_view_is_a_table_with_its_header(package):
    content = export_treaties.csv(
        Scene(package, View.of(package.span).with_years(2011, 2011))
    )
    assert content.decode("utf-8-sig") == ",".join(export_treaties.COLUMNS) + "\n"


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    '=HYPERLINK("http://x")',
]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_any_column_is_a_formula(toy, make, text):
    claim = Source("X", "X", "signed", "", Stance.SUPPORTS, text)
    bad = make(
        "CUB",
        "2012",
        id=text,
        signed_place=text,
        title_en=text,
        title_ru=text,
        sources=(claim,),
    )
    package = replace(toy, treaties=(bad,))
    (row,) = read(export_treaties.csv(Scene(package, View.of(toy.span))))
    for column in ("id", "signed_place", "title_en", "title_ru", "source_urls"):
        # A carriage return is written as a line feed: a lone one breaks CSV readers.
        assert row[column] == "'" + text.replace("\r", "\n")
    assert not any(cell.startswith(tuple("=+-@\t\r\n")) for cell in row.values())


@pytest.mark.parametrize("newline", ["\r", "\n", "\r\n"])
def test_a_line_break_in_a_cell_does_not_begin_a_row(toy, make, newline):
    text = f"Havana{newline}=1+1"
    package = replace(toy, treaties=(make("CUB", "2012", signed_place=text),))
    content = export_treaties.csv(Scene(package, View.of(toy.span)))
    assert b"\r" not in content  # some readers end a row at it, whatever the quotes
    (row,) = read(content)
    assert row["signed_place"].split() == ["Havana", "=1+1"]


# --- the rows beside the map ---


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_table_beside_the_map_has_a_row_per_instrument(package, lang):
    scene = Scene.of(package, lang=lang)
    table_rows = rows.table(scene)
    assert len(table_rows) == scene.state.counts.instruments
    assert all(len(row) == 7 for row in table_rows)
    names = [next(iter(row.values())) for row in table_rows]
    assert names == [countries.name(c, lang) for c in scene.state.standings]


def test_the_unnamed_of_a_preset_carry_a_star(package):
    view = View.of(package.span).with_preset("chapter", package.span)
    table_rows = rows.table(Scene(package, view))
    with_star = {r["Country"] for r in table_rows if r["Country"].endswith(" *")}
    assert with_star == {f"{countries.name(c)} *" for c in ("ETH", "MMR", "TJK")}


@pytest.mark.parametrize("lang", ("en", "ru"))
def test_what_no_source_gives_is_said_and_never_blank(package, lang):
    scene = Scene.of(package, lang=lang)
    cells = [cell for row in rows.table(scene) for cell in row.values()]
    assert cells and all(cell or cell == 0 for cell in cells)
    cuba = rows.row(scene, "CUB", package.get("RUS-CUB-2014"))
    unknown = strings.word("unknown", lang)
    assert cuba[strings.word("in_force", lang)] == unknown


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x", ""])
def test_only_a_web_address_is_a_link(make, url):
    def shown(address: str) -> str:
        claim = Source("X", "X", "signed", "", Stance.SUPPORTS, address)
        (one,) = country.claims(make(sources=(claim,)), "signed", "en")
        return one.url

    assert shown(url) == ""
    assert shown("https://example.org") == "https://example.org"

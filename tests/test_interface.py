"""The Python interface counts as the atlas does, and refuses what means nothing."""

from __future__ import annotations

import base64
import io
from html.parser import HTMLParser

import geopandas
import pandas as pd
import pytest
from PIL import Image

import geo
from geo import interface
from geo.export import panel
from geo.export import treaties as export_treaties
from geo.export.catalogue import UnknownFormat
from geo.figures.sizes import BadSize
from geo.page import document
from geo.presentation.scene import Scene


@pytest.fixture(scope="module")
def atlas() -> geo.Atlas:
    return geo.open()


@pytest.fixture(scope="module")
def world(atlas) -> geo.Map:
    return atlas.view(years=(2010, 2016))


def test_the_public_names_are_a_dozen_at_most_and_are_there():
    assert geo.__all__ == interface.__all__
    assert len(geo.__all__) <= 12
    for name in geo.__all__:
        assert getattr(geo, name) is getattr(interface, name)
    assert set(geo.__all__) <= set(dir(geo))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        geo.nothing  # noqa: B018


def test_a_view_counts_as_the_atlas_does(world, package):
    scene = Scene.of(package).with_years(2010, 2016)
    assert world.counts == scene.state.counts
    assert world.headline == scene.headline
    assert world.rule == scene.rule


def test_one_year_alone_is_the_state_at_its_end(atlas):
    assert atlas.view(years=2016).counts == atlas.view(years=(2010, 2016)).counts


def test_all_states_are_asked_for_by_name(atlas):
    assert atlas.view(focus="none").counts.instruments > 20


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"years": (2024, 2010)}, "runs backwards"),
        ({"basis": "ratified"}, "signed, in-force"),
        ({"focus": "XXX"}, "not a party"),
        ({"country": "XXX"}, "country"),
        ({"colours": "class"}, "the fields are years, preset, basis"),
    ],
)
def test_what_a_view_does_not_understand_it_refuses_in_a_sentence(atlas, fields, says):
    with pytest.raises(geo.BadView, match=says):
        atlas.view(**fields)


def test_the_treaties_are_a_table_with_the_columns_of_the_file(world):
    table = world.treaties
    assert list(table.columns) == list(export_treaties.COLUMNS)
    assert len(table) == world.counts.instruments
    expected = pd.read_csv(
        io.BytesIO(export_treaties.csv(world.scene)), dtype=str, keep_default_na=False
    )
    assert table.astype(str).to_dict("records") == expected.to_dict("records")


def test_the_countries_are_areas_with_their_class_in_degrees(world):
    frame = world.countries()
    assert isinstance(frame, geopandas.GeoDataFrame)
    assert frame.crs.to_epsg() == 4326
    signed = set(frame[frame["class"] == "signed"]["country_code"])
    assert signed == world.scene.state.counted_codes


def test_the_panel_has_missing_values_where_the_data_do_not_decide(atlas):
    frame = atlas.view().panel()
    assert list(frame.columns) == list(panel.COLUMNS)
    open_ = frame[frame["in_force"].isna()]
    assert len(open_) and set(open_["in_force_lo"]) == {0}
    assert set(open_["in_force_hi"]) == {1}


class _Frame(HTMLParser):
    def handle_starttag(self, tag: str, attributes: list) -> None:
        self.tag, self.attributes = tag, dict(attributes)


def test_in_a_notebook_a_map_shows_itself_as_the_page(world):
    parser = _Frame()
    parser.feed(world._repr_html_())
    assert parser.tag == "iframe"
    assert parser.attributes["srcdoc"] == document.page(world.scene)
    assert "allow-same-origin" not in parser.attributes["sandbox"]
    assert parser.attributes["title"] == world.headline


@pytest.mark.drawn
def test_in_a_notebook_a_figure_shows_itself_as_a_picture(world):
    drawn = world.figure(size="square")
    bundle = drawn._repr_mimebundle_(include=None, exclude=None)
    assert list(bundle) == ["image/png"]
    picture = Image.open(io.BytesIO(base64.b64decode(bundle["image/png"])))
    assert picture.format == "PNG"
    media_type, address = drawn._mime_()  # marimo's way to ask
    assert media_type == "image/png"
    assert address == f"data:image/png;base64,{bundle['image/png']}"


@pytest.mark.drawn
def test_a_figure_shows_itself_as_svg_where_that_is_asked_for(world):
    drawn = world.figure(size="square", shows="svg")
    ((media_type, text),) = drawn._repr_mimebundle_().items()
    assert media_type == "image/svg+xml"
    assert text.encode() == drawn.render("svg", 150)
    assert drawn._mime_() == (media_type, text)


def test_a_figure_that_cannot_be_shown_is_refused(world):
    with pytest.raises(BadSize):
        world.figure(size="postcard")
    with pytest.raises(UnknownFormat, match="png, svg"):
        world.figure(shows="pdf")


def test_in_marimo_a_map_shows_itself_as_the_page(world):
    assert world._mime_() == ("text/html", world._repr_html_())


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("map.html", b"<!DOCTYPE html>"),
        ("map.svg", b"<?xml"),
        ("treaties.csv", b"\xef\xbb\xbfid"),
        ("panel.csv", b"year,"),
        ("net.gexf", b"<?xml"),
    ],
)
@pytest.mark.drawn
def test_a_file_is_in_the_form_its_name_asks_for(world, tmp_path, name, start):
    path = world.save(tmp_path / name)
    assert path.read_bytes().startswith(start)


def test_a_name_that_means_no_form_is_refused(world, tmp_path):
    with pytest.raises(UnknownFormat, match="docx"):
        world.save(tmp_path / "map.docx")
    with pytest.raises(UnknownFormat, match="a figure is one of"):
        world.figure().save(tmp_path / "map.csv")


def test_a_folium_map_has_every_area(world):
    chart = world.folium()
    assert len(chart.get_root().render()) > 100_000


def test_a_table_of_ones_own_is_read_and_mapped(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("party_a,party_b,signed\nRussia,Cuba,2020-01-02\n", "utf-8")
    mine = geo.read(path)
    assert (mine.report.valid, mine.view().counts.countries) == (1, 1)
    with pytest.raises(geo.BadView, match="outside the data"):
        mine.view(years=(1990, 1995))


def test_a_table_that_cannot_be_read_names_line_rule_and_remedy(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("party_a,party_b,signed\nRussia,Narnia,2020-01-02\n", "utf-8")
    with pytest.raises(geo.TableRefused) as error:
        geo.read(path)
    assert "line 2, party_b: [unknown-country] 'Narnia'" in str(error.value)
    assert " -> " in str(error.value)
    (cause,) = error.value.causes
    assert (cause.line, cause.column, cause.rule) == (2, "party_b", "unknown-country")
    assert "'Narnia'" in cause.message and cause.remedy


def test_a_table_half_of_which_is_lost_is_taken_only_anyway(tmp_path):
    path = tmp_path / "mine.csv"
    rows = ["Russia,Narnia,2020", "Russia,Atlantis,2020", "Russia,Cuba,2020"]
    path.write_text("\n".join(["party_a,party_b,signed", *rows]), "utf-8")
    with pytest.raises(geo.TableRefused, match="1 of 3 rows"):
        geo.read(path)
    assert geo.read(path, anyway=True).view().counts.countries == 1

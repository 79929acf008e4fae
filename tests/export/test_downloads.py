"""The table a reader takes away reads back, and no cell of it computes."""

import contextlib
import csv
import dataclasses
import io
import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
import shapely
from pyarrow import parquet

from geo import storage
from geo.cli import main
from geo.export import downloads
from geo.export import formats as export_formats
from geo.model import boundaries, countries
from geo.model.counting import state
from geo.model.treaties import Basis, Signatory, Source, Stance
from geo.model.view import View
from geo.presentation import rows, strings
from geo.presentation.scene import Scene
from geo.tables import load, schema
from geo.text import clean
from tests.export.test_formats import SHEET, cells
from tests.project.test_boundary_data import UN_MEMBERS


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("basis", Basis)
def test_the_table_reads_back_as_the_instruments_of_the_view(package, basis):
    view = View.of(package.span, basis=basis).with_years(2010, 2022)
    scene = Scene(package, view)
    current = scene.state
    listed = read(downloads.csv(scene))
    assert listed
    assert list(listed[0]) == list(downloads.COLUMNS)
    assert [(r["country_code"], r["id"]) for r in listed] == [
        (code, t.id) for code, t in scene.listed
    ]
    for row in listed:
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
    listed = read(downloads.csv(Scene.of(package)))
    (armenia,) = [r for r in listed if r["country_code"] == "ARM"]
    assert (armenia["signed"], armenia["signed_latest"]) == ("2022-04", "2022-04-30")


def test_every_source_of_a_row_is_named_once(package):
    for row in read(downloads.csv(Scene.of(package))):
        urls = row["source_urls"].split(" ")
        assert len(set(urls)) == len(urls)
        assert set(urls) == {s.url for s in package.get(row["id"]).sources}


def test_the_table_begins_with_a_mark_for_spreadsheets(package):
    content = downloads.csv(Scene.of(package))
    assert content.startswith(b"\xef\xbb\xbfid,")
    assert content.count(b"\xef\xbb\xbf") == 1


def test_names_are_in_the_readers_language(package):
    listed = read(downloads.csv(Scene.of(package, lang="ru")))
    assert "Китай" in {r["country"] for r in listed}


def test_a_row_has_one_status_whatever_the_basis_counts(package):
    for basis in Basis:
        found = {
            row["country_code"]: (row["treaty_status"], row["treaty_status_date"])
            for row in downloads.table(Scene.of(package, basis=basis))
        }
        assert found["ZWE"] == ("in-force", "2023-12-20")
        assert found["BRA"] == ("not-confirmed", "2010-05-14")


def test_an_empty_view_is_a_table_with_its_header(package):
    content = downloads.csv(
        Scene(package, View.of(package.span).with_years(2011, 2011))
    )
    assert content.decode("utf-8-sig") == ",".join(downloads.COLUMNS) + "\n"


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
def test_no_cell_of_any_column_is_a_formula(toy, made, text):
    claim = Source("X", "X", "signed", "", Stance.SUPPORTS, text)
    bad = made(
        "CUB",
        "2012",
        id=text,
        signed_place=text,
        title_en=text,
        title_ru=text,
        sources=(claim,),
    )
    package = replace(toy, treaties=(bad,))
    (row,) = read(downloads.csv(Scene(package, View.of(toy.span))))
    for column in ("id", "signed_place", "title_en", "title_ru", "source_urls"):
        # A carriage return is written as a line feed: a lone one breaks CSV readers.
        assert row[column] == "'" + text.replace("\r", "\n")
    assert not any(cell.startswith(tuple("=+-@\t\r\n")) for cell in row.values())


@pytest.mark.parametrize("newline", ["\r", "\n", "\r\n"])
def test_a_line_break_in_a_cell_does_not_begin_a_row(toy, made, newline):
    text = f"Havana{newline}=1+1"
    package = replace(toy, treaties=(made("CUB", "2012", signed_place=text),))
    content = downloads.csv(Scene(package, View.of(toy.span)))
    assert b"\r" not in content  # some readers end a row at it, whatever the quotes
    (row,) = read(content)
    assert row["signed_place"].split() == ["Havana", "=1+1"]


# --- the rows beside the map ---


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_table_beside_the_map_has_a_row_per_instrument(package, lang):
    scene = Scene.of(package, lang=lang)
    shown = rows.table(scene)
    assert len(shown) == scene.state.counts.instruments
    assert all(len(row) == 7 for row in shown)
    names = [next(iter(row.values())) for row in shown]
    assert names == [countries.name(c, lang) for c in scene.state.standings]


def test_the_unnamed_of_a_preset_carry_a_star(package):
    view = View.of(package.span).with_preset("chapter", package.span)
    shown = rows.table(Scene(package, view))
    starred = {r["Country"] for r in shown if r["Country"].endswith(" *")}
    assert starred == {f"{countries.name(c)} *" for c in ("ETH", "MMR", "TJK")}


def test_what_no_source_gives_is_said_and_never_blank(package):
    for lang in ("en", "ru"):
        for treaty in package.treaties:
            assert all(
                value
                for _, value in rows.facts(treaty, View.of(package.span, lang=lang))
            )
    (fact,) = [
        v
        for k, v in rows.facts(package.get("RUS-CUB-2014"), View.of(package.span))
        if "force" in k
    ]
    assert fact == "no source found"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x", ""])
def test_only_a_web_address_is_a_link(made, url):
    def shown(address: str) -> str:
        claim = Source("X", "X", "signed", "", Stance.SUPPORTS, address)
        return rows.sources(made(sources=(claim,)), "en")[0]["url"]

    assert shown(url) == ""
    assert shown("https://example.org") == "https://example.org"


# --- every format, re-opened with another library than the one that wrote it ---

HOSTILE = [
    "=cmd()",
    "<script>alert(1)</script>",
    "a\x00b\x1b[31m\x07",
    "\ufeff=1+1",
    "\u202egpj.exe",
    "]]>&amp;\"'|",
]

VIEWS = {
    "default": {},
    "in force": {"basis": Basis.IN_FORCE},
    "de facto, Russian": {"borders": "de-facto", "lang": "ru"},
    "to 2018": {"years": (2010, 2018)},
    "2021 to 2023, in force": {"years": (2021, 2023), "basis": Basis.IN_FORCE},
    "the chapter": {"preset": "chapter"},
    "empty": {"years": (2011, 2011)},
}


def view_named(name: str, package) -> View:
    fields = dict(VIEWS[name])
    years, preset = fields.pop("years", None), fields.pop("preset", None)
    view = View.of(package.span, **fields)
    if years:
        return view.with_years(*years)
    return view.with_preset(preset, package.span) if preset else view


@pytest.fixture(params=VIEWS)
def view(request, package) -> View:
    return view_named(request.param, package)


@pytest.fixture
def hostile(toy, made):
    """A package whose one treaty has the same bad text in every field of text."""

    def build(text: str):
        claim = Source("X", "X", text, text, Stance.SUPPORTS, *[text] * 6)
        bad = made("CUB", "2012", sources=(claim,))
        plain = {f.name for f in dataclasses.fields(bad) if f.type == "str"}
        plain -= {"party_a", "party_b"}
        person = Signatory(text, text)
        bad = replace(bad, **dict.fromkeys(plain, text), signatory_b=person)
        return replace(toy, treaties=(bad,))

    return build


def points(polygons):
    return (point for part in polygons for ring in part for point in ring)


def from_geojson(package, view) -> dict[str, dict]:
    read = json.loads(downloads.geojson(Scene(package, view)))
    return {f["id"]: f["properties"] for f in read["features"]}


def from_gpkg(package, view) -> dict[str, dict]:
    with database(downloads.gpkg(Scene(package, view))) as db:
        db.row_factory = sqlite3.Row
        return {r["uid"]: dict(r) for r in db.execute("SELECT * FROM countries")}


def from_parquet(package, view) -> dict[str, dict]:
    table = parquet.read_table(io.BytesIO(downloads.parquet(Scene(package, view))))
    return {row["uid"]: row for row in table.drop_columns(["geometry"]).to_pylist()}


@contextlib.contextmanager
def database(content: bytes):
    """A GeoPackage is an SQLite file."""
    db = sqlite3.connect(":memory:")
    db.deserialize(content)
    yield db
    db.close()


READERS = {"geojson": from_geojson, "gpkg": from_gpkg, "parquet": from_parquet}


@pytest.mark.parametrize("kind", downloads.FORMATS)
def test_the_same_input_gives_the_same_bytes(package, kind):
    view = View.of(package.span, basis=Basis.IN_FORCE)
    make = getattr(downloads, kind)
    scene = Scene(package, view)
    assert make(scene) == make(scene)


@pytest.mark.parametrize("kind", READERS)
def test_the_class_of_every_unit_is_that_of_its_owner(package, view, kind):
    current = state(package.treaties, view)
    listed = READERS[kind](package, view)
    units = boundaries.load("world_wgs84").units
    assert list(listed) == [u.uid for u in units]
    for unit in units:
        row, owner = listed[unit.uid], unit.owner(view.borders)
        assert row["class"] == (current.key(owner).value if owner else "none")
        assert row["country_code"] == (owner or None)
        assert row["name"] == unit.name(view.lang)
        held = current.standings.get(owner)
        ids = " ".join(t.id for t in held.treaties) if held else None
        assert row["treaties"] == ids
        assert bool(row["disputed"]) is unit.disputed
    shown = {row["country_code"] for row in listed.values() if row["treaties"]}
    assert shown == set(current.standings)


def test_every_member_of_the_united_nations_is_a_feature(package):
    listed = from_geojson(package, View.of(package.span))
    assert set(listed) >= UN_MEMBERS
    assert all(listed[code]["country_code"] == code for code in UN_MEMBERS)


def test_crimea_follows_the_border_view(package):
    def owner(borders: str) -> tuple[str, str]:
        row = from_geojson(package, View.of(package.span, borders=borders))["D-CRI"]
        assert row["disputed"] is True
        return row["country_code"], row["class"]

    assert owner("recognised") == ("UKR", "none")
    assert owner("de-facto") == ("RUS", "focus")


def test_geojson_is_that_of_rfc_7946(package):
    content = downloads.geojson(Scene.of(package))
    read = json.loads(content)
    assert read["type"] == "FeatureCollection"
    assert "crs" not in read
    assert not {"coordinates", "geometries", "geometry", "properties"} & set(read)
    for feature in read["features"]:
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert shape.is_valid and not shape.is_empty
        west, south, east, north = shape.bounds
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90
        for part in getattr(shape, "geoms", [shape]):
            assert part.exterior.is_ccw, feature["id"]
            assert not any(hole.is_ccw for hole in part.interiors)
    simferopol = shapely.Point(34.1, 44.95)
    (holder,) = (
        f["id"]
        for f in read["features"]
        if shapely.from_geojson(json.dumps(f["geometry"])).contains(simferopol)
    )
    assert holder == "D-CRI"


def test_a_geopackage_is_one_by_its_own_tables(package):
    with database(downloads.gpkg(Scene.of(package))) as db:
        (app,) = db.execute("PRAGMA application_id").fetchone()
        assert app == int.from_bytes(b"GPKG")
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (contents,) = db.execute(
            "SELECT table_name, data_type, last_change, srs_id FROM gpkg_contents"
        )
        day = package.as_of.isoformat()
        assert contents == ("countries", "features", f"{day}T00:00:00.000Z", 4326)
        (said,) = db.execute("SELECT metadata FROM gpkg_metadata").fetchone()
        held = dict(db.execute("SELECT uid, geom FROM countries"))
    # A GeoPackage geometry is WKB behind a header: 8 bytes, and 32 of its envelope.
    shapes = shapely.from_wkb([blob[40:] for blob in held.values()])
    rings = boundaries.load("world_wgs84").rings
    for uid, shape in zip(held, shapes, strict=True):
        assert len(shape.geoms) == len(rings(uid))
        assert shape.bounds[0] == pytest.approx(min(x for x, _ in points(rings(uid))))
    values = {m.get("key"): m.text for m in ElementTree.fromstring(said).iter("MDI")}
    assert values["data_version"] == package.version
    assert values["rule"] == strings.word("rule", "en")


def test_a_geoparquet_says_its_system_and_its_provenance(package):
    content = downloads.parquet(Scene.of(package))
    metadata = parquet.read_schema(io.BytesIO(content)).metadata
    column = json.loads(metadata[b"geo"])["columns"]["geometry"]
    assert column["encoding"] == "WKB"
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 4326}
    said = json.loads(metadata[b"treaty_atlas"])
    wanted = {"rule", "data_version", "data_as_of", "licence", "citation"}
    assert wanted <= {key for key, value in said.items() if value}
    shapes = parquet.read_table(io.BytesIO(content))["geometry"].to_pylist()
    assert shapely.is_valid(shapely.from_wkb(shapes)).all()


@pytest.mark.parametrize("kind", ["json", "geojson"])
def test_a_json_file_says_rule_edition_licence_and_citation(package, view, kind):
    read = json.loads(getattr(downloads, kind)(Scene(package, view)))
    assert read["rule"] == strings.word("rule", view.lang)
    assert read["citation"] == strings.citation(
        package.version, package.as_of, view.lang
    )
    assert read["licence"].startswith("CC-BY-4.0 ")
    assert (read["data_version"], read["data_as_of"]) == (
        package.version,
        package.as_of.isoformat(),
    )


def test_json_holds_every_claim_and_a_blank_is_null(package):
    read = json.loads(downloads.json(Scene.of(package)))
    assert read["counts"]["countries"] == 20
    for row in read["treaties"]:
        treaty = package.get(row["id"])
        assert [s["id"] for s in row["sources"]] == [s.id for s in treaty.sources]
        assert "" not in row.values()
        assert (row["in_force"] is None) == (treaty.in_force is None)
    (iran,) = [r for r in read["treaties"] if r["country_code"] == "IRN"]
    assert iran["in_force"] == {
        "text": "2024-08",
        "earliest": "2024-08-01",
        "latest": "2024-08-31",
    }


def test_the_workbook_holds_the_table_the_claims_and_a_page_that_explains(
    package, view
):
    content = downloads.xlsx(Scene(package, view))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = ElementTree.fromstring(parts.read("xl/workbook.xml")).iter(
            f"{SHEET}sheet"
        )
        assert [s.get("name") for s in names] == ["README", "treaties", "sources"]
    said = {row[0][1]: row[1][1] for row in cells(content, 1)}
    assert said["rule"] == strings.word("rule", view.lang)
    assert said["data_version"] == package.version
    assert said["citation"] == strings.citation(
        package.version, package.as_of, view.lang
    )
    header, *table = cells(content, 2)
    assert [text for _, text in header] == list(downloads.COLUMNS)
    listed = [treaty for _, treaty in Scene(package, view).listed]
    assert [row[0][1] for row in table] == [treaty.id for treaty in listed]
    claims = sum(len(treaty.sources) for treaty in listed)
    assert len(cells(content, 3)[1:]) == claims


@pytest.mark.command_line
def test_the_package_is_valid_when_unpacked_and_complete(package, tmp_path):
    content = downloads.zip(Scene.of(package))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    assert schema.check(tmp_path) == []
    command = "import frictionless, sys; "
    command += "sys.exit(not frictionless.validate(sys.argv[1]).valid)"
    descriptor = str(tmp_path / "datapackage.json")
    assert subprocess.run([sys.executable, "-c", command, descriptor]).returncode == 0
    assert load.load_package(tmp_path).treaties == package.treaties
    for name in ("README.md", "CHANGELOG.md", "gaps.md", "LICENSE", "CITATION.cff"):
        assert (tmp_path / name).stat().st_size


def test_no_link_of_the_package_leads_out_of_it(package):
    content = downloads.zip(Scene.of(package))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        targets = [
            (page, target)
            for page in ("README.md", "gaps.md", "CHANGELOG.md", "searched.md")
            for target in re.findall(r"\]\(([^)\s]+)\)", archive.read(page).decode())
        ]
    web = ("http://", "https://", "#")
    local = [link for link in targets if not link[1].startswith(web)]
    assert local
    assert [link for link in local if link[1].split("#")[0] not in names] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert_in_every_format(hostile, text):
    package = hostile(text)
    view = View.of(package.span)
    held = clean(text)
    assert not re.search("[\0\x1b\x07\ufeff\u202e]", held)

    (row,) = read(downloads.csv(Scene(package, view)))
    assert row["notes"] == row["title_en"] == export_formats.inert(text)
    for cell in row.values():
        assert not cell.startswith(tuple("=+-@"))

    for number in (1, 2, 3):
        for line in cells(downloads.xlsx(Scene(package, view)), number):
            assert {kind for kind, _ in line} <= {"inlineStr", "n"}
    assert held in [c for _, c in cells(downloads.xlsx(Scene(package, view)), 2)[1]]

    for kind in ("json", "geojson"):
        content = getattr(downloads, kind)(Scene(package, view))
        assert b"<" not in content
        assert json.loads(content)
    assert (
        json.loads(downloads.json(Scene(package, view)))["treaties"][0]["notes"] == held
    )

    for kind, reader in READERS.items():
        assert reader(package, view)["CUB"]["treaties"] == held, kind


# --- which format a file name means ---


@pytest.mark.parametrize("kind", downloads.FORMATS)
def test_a_suffix_is_a_format(kind):
    assert downloads.format_of(f"a.b.{kind}") == kind
    assert downloads.format_of(f"A.{kind.upper()}") == kind
    assert downloads.format_of("data.txt", kind) == kind
    assert callable(getattr(downloads, kind))


def test_geojson_may_be_called_json():
    assert downloads.format_of("world.json", "geojson") == "geojson"


@pytest.mark.parametrize("name", ["t.ods", "t", "csv", "t.csv.gz", ".csv"])
def test_an_unknown_suffix_is_refused_with_those_there_are(name):
    with pytest.raises(downloads.UnknownFormat, match=r"\.xlsx.*--format"):
        downloads.format_of(name)


def test_a_format_that_the_suffix_denies_is_refused():
    with pytest.raises(downloads.UnknownFormat, match=r"csv file.*\.xlsx"):
        downloads.format_of("t.xlsx", "csv")


def test_the_command_writes_each_format_by_its_suffix(tmp_path, package):
    view = View.of(package.span).with_years(2010, 2016)
    for kind in ("csv", "json", "xlsx"):
        path = tmp_path / f"t.{kind}"
        assert main.run(["data", "--years", "2010-2016", "-o", str(path)]) == 0
        assert path.read_bytes() == getattr(downloads, kind)(Scene(package, view))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "t.ods"], ".xlsx"),
        (["--format", "gpkg", "-o", "t.csv"], "gpkg file"),
        (["--format", "ods", "-o", "t.csv"], "ods"),
        (["--years", "2016", "-o", "t.zip"], "--years"),
    ],
)
def test_the_command_refuses_what_it_cannot_mean(
    arguments, said, capsys, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    assert main.run(["data", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.command_line
def test_the_table_needs_no_heavy_library():
    code = """
import sys
from geo.export import downloads
from geo.presentation.scene import Scene
from geo.tables import load
package = load.load_package()
for kind in ("csv", "json", "geojson", "zip"):
    getattr(downloads, kind)(Scene.of(package))
heavy = "geopandas pandas pyarrow openpyxl shapely folium matplotlib".split()
print(*[name for name in heavy if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=storage.ROOT, capture_output=True, text=True
    )
    assert (done.stdout.strip(), done.stderr) == ("", "")

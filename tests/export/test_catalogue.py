"""Every product of the catalogue: the same bytes, and inert whatever a cell holds."""

import contextlib
import dataclasses
import functools
import io
import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
import shapely
from pyarrow import parquet

from geo import storage
from geo.cli import main
from geo.export import catalogue
from geo.export import countries as export_countries
from geo.export import formats as export_formats
from geo.export import package as export_package
from geo.export import treaties as export_treaties
from geo.export.catalogue import EXPORTS
from geo.model import boundaries
from geo.model.counting import state
from geo.model.treaties import Basis, Signatory, Source, Stance
from geo.model.view import View
from geo.presentation import captions, strings
from geo.presentation.scene import Scene
from geo.tables import load, schema
from geo.text import clean
from tests.export.test_formats import SHEET, cells
from tests.export.test_treaties import read
from tests.project.test_boundary_data import UN_MEMBERS

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


@pytest.fixture(scope="module", params=VIEWS)
def view(request, package) -> View:
    """Each view in turn, for all tests that ask for it."""
    return view_named(request.param, package)


@pytest.fixture
def hostile(toy, make):
    """A package whose one treaty has the same bad text in every field of text."""

    def build(text: str):
        claim = Source("X", "X", text, text, Stance.SUPPORTS, *[text] * 6)
        bad = make("CUB", "2012", sources=(claim,))
        plain = {f.name for f in dataclasses.fields(bad) if f.type == "str"}
        plain -= {"party_a", "party_b"}
        person = Signatory(text, text)
        bad = replace(bad, **dict.fromkeys(plain, text), signatory_b=person)
        return replace(toy, treaties=(bad,))

    return build


def points(polygons):
    return (point for part in polygons for ring in part for point in ring)


@functools.lru_cache(maxsize=2)
def parsed(content: bytes) -> dict:
    """A document of JSON. Those of the areas have a quarter of a second of numbers."""
    return json.loads(content)


def from_geojson(package, view) -> dict[str, dict]:
    document = parsed(export_countries.geojson(Scene(package, view)))
    return {f["id"]: f["properties"] for f in document["features"]}


def from_gpkg(package, view) -> dict[str, dict]:
    with database(export_countries.gpkg(Scene(package, view))) as db:
        db.row_factory = sqlite3.Row
        return {r["uid"]: dict(r) for r in db.execute("SELECT * FROM countries")}


def from_parquet(package, view) -> dict[str, dict]:
    table = parquet.read_table(
        io.BytesIO(export_countries.parquet(Scene(package, view)))
    )
    return {row["uid"]: row for row in table.drop_columns(["geometry"]).to_pylist()}


@contextlib.contextmanager
def database(content: bytes):
    """A GeoPackage is an SQLite file."""
    db = sqlite3.connect(":memory:")
    db.deserialize(content)
    yield db
    db.close()


READERS = {"geojson": from_geojson, "gpkg": from_gpkg, "parquet": from_parquet}


@pytest.mark.parametrize("kind", catalogue.DATA)
def test_the_same_input_gives_the_same_bytes(package, kind):
    view = View.of(package.span, basis=Basis.IN_FORCE)
    make = EXPORTS[kind].build
    scene = Scene(package, view)
    assert make(scene) == make(scene)


@pytest.mark.parametrize("kind", READERS)
def test_the_class_of_every_unit_is_that_of_its_owner(package, view, kind):
    current = state(package.treaties, view)
    rows_of = READERS[kind](package, view)
    units = boundaries.load("world_wgs84").units
    assert list(rows_of) == [u.uid for u in units]
    for unit in units:
        row, owner = rows_of[unit.uid], unit.owner(view.borders)
        assert row["class"] == (current.key(owner).value if owner else "none")
        assert row["country_code"] == (owner or None)
        assert row["name"] == unit.name(view.lang)
        standing = current.standings.get(owner)
        ids = " ".join(t.id for t in standing.treaties) if standing else None
        assert row["treaties"] == ids
        assert bool(row["disputed"]) is unit.disputed
    partners = {row["country_code"] for row in rows_of.values() if row["treaties"]}
    assert partners == set(current.standings)


def test_every_member_of_the_united_nations_is_a_feature(package):
    features = from_geojson(package, View.of(package.span))
    assert set(features) >= UN_MEMBERS
    assert all(features[code]["country_code"] == code for code in UN_MEMBERS)


def test_crimea_follows_the_border_view(package):
    def owner(borders: str) -> tuple[str, str]:
        row = from_geojson(package, View.of(package.span, borders=borders))["D-CRI"]
        assert row["disputed"] is True
        return row["country_code"], row["class"]

    assert owner("recognised") == ("UKR", "none")
    assert owner("de-facto") == ("RUS", "focus")


def test_geojson_is_that_of_rfc_7946(package):
    content = export_countries.geojson(Scene.of(package))
    document = json.loads(content)
    assert document["type"] == "FeatureCollection"
    assert "crs" not in document
    assert not {"coordinates", "geometries", "geometry", "properties"} & set(document)
    for feature in document["features"]:
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
        for f in document["features"]
        if shapely.from_geojson(json.dumps(f["geometry"])).contains(simferopol)
    )
    assert holder == "D-CRI"


def test_a_geopackage_is_one_by_its_own_tables(package):
    with database(export_countries.gpkg(Scene.of(package))) as db:
        (app,) = db.execute("PRAGMA application_id").fetchone()
        assert app == int.from_bytes(b"GPKG")
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (contents,) = db.execute(
            "SELECT table_name, data_type, last_change, srs_id FROM gpkg_contents"
        )
        day = package.as_of.isoformat()
        assert contents == ("countries", "features", f"{day}T00:00:00.000Z", 4326)
        (xml,) = db.execute("SELECT metadata FROM gpkg_metadata").fetchone()
        shapes_held = dict(db.execute("SELECT uid, geom FROM countries"))
    # A GeoPackage geometry is WKB behind a header: 8 bytes, and 32 of its envelope.
    shapes = shapely.from_wkb([blob[40:] for blob in shapes_held.values()])
    rings = boundaries.load("world_wgs84").rings
    for uid, shape in zip(shapes_held, shapes, strict=True):
        assert len(shape.geoms) == len(rings(uid))
        assert shape.bounds[0] == pytest.approx(min(x for x, _ in points(rings(uid))))
    values = {m.get("key"): m.text for m in ElementTree.fromstring(xml).iter("MDI")}
    assert values["data_version"] == package.version
    assert values["rule"] == strings.word("rule", "en")


def test_a_geoparquet_says_its_system_and_its_provenance(package):
    content = export_countries.parquet(Scene.of(package))
    metadata = parquet.read_schema(io.BytesIO(content)).metadata
    column = json.loads(metadata[b"geo"])["columns"]["geometry"]
    assert column["encoding"] == "WKB"
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 4326}
    provenance = json.loads(metadata[b"treaty_atlas"])
    keys = {"rule", "data_version", "data_as_of", "licence", "citation"}
    assert keys <= {key for key, value in provenance.items() if value}
    shapes = parquet.read_table(io.BytesIO(content))["geometry"].to_pylist()
    assert shapely.is_valid(shapely.from_wkb(shapes)).all()


@pytest.mark.parametrize("kind", ["json", "geojson"])
def test_a_json_file_says_rule_edition_licence_and_citation(package, view, kind):
    document = parsed(EXPORTS[kind].build(Scene(package, view)))
    assert document["rule"] == strings.word("rule", view.lang)
    assert document["citation"] == captions.citation(
        package.version, package.as_of, view.lang
    )
    assert document["licence"].startswith("CC-BY-4.0 ")
    assert (document["data_version"], document["data_as_of"]) == (
        package.version,
        package.as_of.isoformat(),
    )


def test_json_holds_every_claim_and_a_blank_is_null(package):
    document = json.loads(export_treaties.json(Scene.of(package)))
    assert document["counts"]["countries"] == 20
    for row in document["treaties"]:
        treaty = package.get(row["id"])
        assert [s["id"] for s in row["sources"]] == [s.id for s in treaty.sources]
        assert "" not in row.values()
        assert (row["in_force"] is None) == (treaty.in_force is None)
    (iran,) = [r for r in document["treaties"] if r["country_code"] == "IRN"]
    assert iran["in_force"] == {
        "text": "2024-08",
        "earliest": "2024-08-01",
        "latest": "2024-08-31",
    }


def test_the_workbook_holds_the_table_the_claims_and_a_page_that_explains(
    package, view
):
    content = export_treaties.xlsx(Scene(package, view))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = ElementTree.fromstring(parts.read("xl/workbook.xml")).iter(
            f"{SHEET}sheet"
        )
        assert [s.get("name") for s in names] == ["README", "treaties", "sources"]
    values = {row[0][1]: row[1][1] for row in cells(content, 1)}
    assert values["rule"] == strings.word("rule", view.lang)
    assert values["data_version"] == package.version
    assert values["citation"] == captions.citation(
        package.version, package.as_of, view.lang
    )
    header, *table = cells(content, 2)
    assert [text for _, text in header] == list(export_treaties.COLUMNS)
    treaties = [treaty for _, treaty in Scene(package, view).entries]
    assert [row[0][1] for row in table] == [treaty.id for treaty in treaties]
    claims = sum(len(treaty.sources) for treaty in treaties)
    assert len(cells(content, 3)[1:]) == claims


@pytest.mark.command_line
def test_the_package_is_valid_when_unpacked_and_complete(package, tmp_path):
    content = export_package.zip(Scene.of(package))
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
    content = export_package.zip(Scene.of(package))
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
    clean_text = clean(text)
    assert not re.search("[\0\x1b\x07\ufeff\u202e]", clean_text)

    (row,) = read(export_treaties.csv(Scene(package, view)))
    assert row["notes"] == row["title_en"] == export_formats.inert(text)
    for cell in row.values():
        assert not cell.startswith(tuple("=+-@"))

    for number in (1, 2, 3):
        for line in cells(export_treaties.xlsx(Scene(package, view)), number):
            assert {kind for kind, _ in line} <= {"inlineStr", "n"}
    assert clean_text in [
        c for _, c in cells(export_treaties.xlsx(Scene(package, view)), 2)[1]
    ]

    for kind in ("json", "geojson"):
        content = EXPORTS[kind].build(Scene(package, view))
        assert b"<" not in content
        assert parsed(content)
    assert (
        json.loads(export_treaties.json(Scene(package, view)))["treaties"][0]["notes"]
        == clean_text
    )

    for kind, reader in READERS.items():
        assert reader(package, view)["CUB"]["treaties"] == clean_text, kind


# --- which format a file name means ---


@pytest.mark.parametrize("kind", catalogue.DATA)
def test_a_suffix_is_a_format(kind):
    assert catalogue.format_of(f"a.b.{kind}") == kind
    assert catalogue.format_of(f"A.{kind.upper()}") == kind
    assert catalogue.format_of("data.txt", kind) == kind
    assert callable(EXPORTS[kind].build)


def test_geojson_may_be_called_json():
    assert catalogue.format_of("world.json", "geojson") == "geojson"


@pytest.mark.parametrize("name", ["t.ods", "t", "csv", "t.csv.gz", ".csv"])
def test_an_unknown_suffix_is_refused_with_those_there_are(name):
    with pytest.raises(catalogue.UnknownFormat, match=r"\.xlsx.*--format"):
        catalogue.format_of(name)


def test_a_format_that_the_suffix_denies_is_refused():
    with pytest.raises(catalogue.UnknownFormat, match=r"csv file.*\.xlsx"):
        catalogue.format_of("t.xlsx", "csv")


def test_the_command_writes_each_format_by_its_suffix(tmp_path, package):
    view = View.of(package.span).with_years(2010, 2016)
    for kind in ("csv", "json", "xlsx"):
        path = tmp_path / f"t.{kind}"
        assert main.run(["data", "--years", "2010-2016", "-o", str(path)]) == 0
        assert path.read_bytes() == EXPORTS[kind].build(Scene(package, view))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["-o", "t.ods"], ".xlsx"),
        (["--format", "gpkg", "-o", "t.csv"], "gpkg file"),
        (["--format", "ods", "-o", "t.csv"], "ods"),
        (["--years", "2016", "-o", "t.zip"], "--years"),
    ],
)
def test_the_command_refuses_what_it_cannot_mean(
    arguments, sentence, capsys, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    assert main.run(["data", *arguments]) == 2
    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.command_line
def test_the_table_needs_no_heavy_library():
    code = """
import sys
from geo.export.catalogue import EXPORTS
from geo.presentation.scene import Scene
from geo.tables import load
package = load.load_package()
for kind in ("csv", "json", "geojson", "zip"):
    EXPORTS[kind].build(Scene.of(package))
heavy = "geopandas pandas pyarrow openpyxl shapely folium matplotlib".split()
print(*[name for name in heavy if name in sys.modules])
"""
    process = subprocess.run(
        [sys.executable, "-c", code], cwd=storage.ROOT, capture_output=True, text=True
    )
    assert (process.stdout.strip(), process.stderr) == ("", "")


# --- the catalogue itself ---


def test_every_export_has_its_key_as_suffix_and_a_media_type_of_its_own():
    assert all(key == export.key for key, export in EXPORTS.items())
    assert len({export.media_type for export in EXPORTS.values()}) == len(EXPORTS)
    assert catalogue.media_type("png") == "image/png"
    assert catalogue.media_type("bib") == "application/x-bibtex"
    with pytest.raises(KeyError):
        catalogue.media_type("exe")


def test_what_is_served_is_of_a_view_and_only_the_package_is_not():
    assert all(export.of_a_view for export in EXPORTS.values() if export.served)
    assert [key for key, export in EXPORTS.items() if not export.of_a_view] == ["zip"]


def test_the_data_are_all_but_the_map_and_the_figures():
    assert set(EXPORTS) - set(catalogue.DATA) == {"html", "png", "svg", "pdf"}

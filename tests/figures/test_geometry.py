"""The decoded boundaries kept on disk: what would be decoded, or decoded again."""

import shutil

import numpy as np
import pytest

from geo.figures import geometry
from geo.model import boundaries
from geo.model.boundaries import BadBoundaries


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """An empty folder for what is kept, and a process that has read nothing."""
    monkeypatch.setattr(geometry, "FOLDER", tmp_path / "geometry")
    geometry._load.cache_clear()
    yield tmp_path / "geometry"
    geometry._load.cache_clear()


@pytest.fixture
def decodings(monkeypatch) -> list[str]:
    """The levels that were decoded, one for each time."""
    found = []
    load = boundaries.load
    monkeypatch.setattr(boundaries, "load", lambda lvl: found.append(lvl) or load(lvl))
    return found


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the boundaries, for a test to change."""
    folder = tmp_path / "boundaries"
    folder.mkdir()
    for name in ("world_print.topo.json", "units.csv"):
        shutil.copy(boundaries.BOUNDARIES / name, folder)
    monkeypatch.setattr(boundaries, "BOUNDARIES", folder)
    return folder


def fresh() -> geometry.Geometry:
    """As a new process reads it."""
    geometry._load.cache_clear()
    return geometry.load()


def same(one: geometry.Geometry, other: geometry.Geometry) -> bool:
    ours, theirs = geometry._arrays(one), geometry._arrays(other)
    assert list(ours) == list(theirs)
    return one.units == other.units and all(
        ours[name].dtype == theirs[name].dtype
        and np.array_equal(ours[name], theirs[name])
        for name in ours
    )


def test_what_is_kept_is_what_is_decoded(kept, decodings):
    first, second = fresh(), fresh()
    assert len(decodings) == 1
    assert same(first, second)
    assert same(second, geometry._decoded(boundaries.load("world_print")))


def test_the_rings_are_those_of_the_areas(kept):
    world = boundaries.load("world_print")
    drawn = geometry.load()
    assert sum(drawn.counts) == len(drawn.rings.lengths)
    for unit, rings in drawn.polygons():
        outer = [polygon[0] for polygon in world.rings(unit.uid)]
        assert [ring.tolist() for ring in rings] == [
            [list(point) for point in ring] for ring in outer
        ]


def test_changed_boundaries_are_decoded_and_the_old_ones_removed(kept, copy, decodings):
    before = fresh()
    path = copy / "world_print.topo.json"
    path.write_text(path.read_text().replace('"scale":[120', '"scale":[121', 1))
    after = fresh()
    assert len(decodings) == 2
    assert not np.array_equal(before.rings.points, after.rings.points)
    assert len(list(kept.iterdir())) == 1


@pytest.mark.parametrize("damage", ["empty", "cut", "other bytes", "folder"])
def test_a_damaged_file_is_decoded_again(kept, decodings, damage):
    whole = fresh()
    (file,) = kept.iterdir()
    content = file.read_bytes()
    file.unlink()
    match damage:
        case "empty":
            file.write_bytes(b"")
        case "cut":
            file.write_bytes(content[: len(content) // 2])
        case "other bytes":
            middle = len(content) // 2
            changed = bytes([content[middle] ^ 1])
            file.write_bytes(content[:middle] + changed + content[middle + 1 :])
        case "folder":
            file.mkdir()
    assert same(fresh(), whole)
    assert len(decodings) == 2


def test_without_a_folder_it_is_decoded(kept, decodings):
    kept.write_text("no folder")
    assert len(fresh().units) == len(boundaries.units())
    assert len(fresh().units) == len(boundaries.units())
    assert len(decodings) == 2


def test_damaged_boundaries_are_said_whatever_is_kept(kept, copy):
    fresh()
    path = copy / "world_print.topo.json"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(BadBoundaries, match=r"world_print\.topo\.json"):
        fresh()
    path.unlink()
    with pytest.raises(BadBoundaries, match="is missing"):
        fresh()

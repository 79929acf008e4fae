"""The page is built once, and anew when anything it is made from changes."""

import pytest

from geo import storage, store
from geo.store import page_folder


@pytest.fixture
def pages(tmp_path, monkeypatch):
    """Pages go to a folder of the test, and building one is counted, not done."""
    from geo import webmap

    built = []
    monkeypatch.setattr(store, "PAGES", tmp_path / "pages")
    monkeypatch.setattr(webmap, "page", lambda *_: built.append(1) or "<html>")
    return built


def test_the_page_is_built_once(pages, package):
    folder = page_folder(package)
    assert (folder / "index.html").read_text() == "<html>"
    assert folder.parent == store.PAGES
    assert page_folder(package) == folder
    assert len(pages) == 1


def test_the_page_is_built_anew_when_anything_it_is_made_from_changes(
    pages, package, tmp_path, monkeypatch
):
    source = tmp_path / "words.toml"
    source.write_text("one")
    monkeypatch.setattr(store, "_inputs", lambda: [source])
    first = page_folder(package)
    source.write_text("other")
    assert page_folder(package) != first
    assert len(pages) == 2


def test_a_folder_that_cannot_be_written_gives_way_to_a_temporary_one(
    pages, package, tmp_path, monkeypatch
):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(store, "PAGES", tmp_path / "file" / "pages")
    monkeypatch.setattr(store.tempfile, "tempdir", str(tmp_path))
    folder = page_folder(package)
    assert (folder / "index.html").read_text() == "<html>"
    assert folder.parent == tmp_path


@pytest.fixture
def inputs(tmp_path, monkeypatch):
    """A folder of inputs with a module inside a package."""
    nested = tmp_path / "geo" / "model" / "deep.py"
    nested.parent.mkdir(parents=True)
    nested.write_text("one = 1")
    monkeypatch.setattr(store, "ROOT", tmp_path)
    monkeypatch.setattr(store, "INPUTS", {tmp_path / "geo": {".py"}})
    (tmp_path / "requirements.txt").write_text("")
    return nested


def test_an_edited_module_inside_a_package_changes_the_fingerprint(inputs):
    before = store._fingerprint(store._inputs())
    inputs.write_text("one = 2")
    assert store._fingerprint(store._inputs()) != before


def test_a_module_moved_to_another_package_changes_the_fingerprint(inputs):
    before = store._fingerprint(store._inputs())
    inputs.rename(inputs.parents[1] / inputs.name)
    assert store._fingerprint(store._inputs()) != before


TEXT = {".py", ".js", ".css", ".html", ".toml", ".csv", ".json"}


def test_everything_a_page_is_made_from_is_in_its_fingerprint():
    listed = set(store._inputs())
    code = (storage.ROOT / "geo", storage.ASSETS)
    there = {p for f in code for p in f.rglob("*") if p.suffix in TEXT}
    there |= {p for p in storage.DATA.rglob("*") if p.suffix in TEXT - {".py"}}
    assert there
    assert there - listed == set()

"""The page is built once, and anew when anything it is made from changes."""

from dataclasses import replace

import pytest

from geo import program, storage
from geo.page import cache
from geo.page.cache import page_folder
from tests.helpers.killed import killed


@pytest.mark.command_line
def test_a_killed_run_is_swept_from_the_cache_at_the_next_start(
    pages, package, tmp_path, halfway
):
    process = halfway("write")
    killed(process)
    (leftover,) = tmp_path.glob(".map.html.*")
    old = cache.PAGES / "old"
    old.mkdir(parents=True)
    orphan = leftover.rename(old / leftover.name.replace("map", "index"))
    page_folder(package)
    assert not orphan.exists()


@pytest.mark.command_line
def test_the_temporary_folder_of_a_killed_process_goes_at_the_next_start(
    pages, package, tmp_path, monkeypatch, halfway
):
    monkeypatch.setattr(storage.tempfile, "tempdir", str(tmp_path))
    process = halfway("temporary")
    (folder,) = tmp_path.glob("treaty-atlas-*")
    page_folder(package)
    assert folder.exists(), "its process is alive"
    killed(process)
    page_folder(package)
    assert not folder.exists()


@pytest.fixture
def pages(tmp_path, monkeypatch):
    """Pages go to a folder of the test, and building one is counted, not done."""
    from geo.page import document

    builds = []
    monkeypatch.setattr(cache, "PAGES", tmp_path / "pages")
    monkeypatch.setattr(cache, "_current", {})
    monkeypatch.setattr(document, "page", lambda *_, **__: builds.append(1) or "<html>")
    return builds


def test_the_page_is_built_once(pages, package):
    folder = page_folder(package)
    assert (folder / "index.html").read_text() == "<html>"
    assert folder.parent == cache.PAGES
    assert page_folder(package) == folder
    assert len(pages) == 1


def test_the_page_is_built_anew_when_anything_it_is_made_from_changes(
    pages, package, tmp_path, monkeypatch
):
    source = tmp_path / "words.toml"
    source.write_text("one")
    monkeypatch.setattr(cache, "_inputs", lambda: [source])
    first = page_folder(package)
    source.write_text("other")
    assert page_folder(package) != first
    assert len(pages) == 2


def test_a_folder_that_cannot_be_written_gives_way_to_a_temporary_one(
    pages, package, tmp_path, monkeypatch
):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(cache, "PAGES", tmp_path / "file" / "pages")
    monkeypatch.setattr(storage.tempfile, "tempdir", str(tmp_path))
    folder = page_folder(package)
    assert (folder / "index.html").read_text() == "<html>"
    assert folder.parent == tmp_path


@pytest.mark.parametrize("content", [b"", b"<ht", bytes(6), b"<html>\n"])
def test_a_page_that_is_not_as_it_was_written_is_built_anew(pages, package, content):
    folder = page_folder(package)
    (folder / "index.html").write_bytes(content)
    assert not cache.is_whole(folder)
    assert page_folder(package) == folder
    assert (folder / "index.html").read_text() == "<html>"


def test_a_page_damaged_under_a_running_app_is_built_anew(pages, package):
    folder = cache.current(package)
    assert cache.current(package) == folder
    (folder / "index.html").write_bytes(b"")
    assert cache.current(package) == folder
    assert (folder / "index.html").read_text() == "<html>"
    assert len(pages) == 2


def test_other_data_have_another_page(pages, package):
    other = replace(package, digest="another")
    assert page_folder(other) != page_folder(package)
    assert cache.current(other) != cache.current(package)


@pytest.fixture
def inputs(tmp_path, monkeypatch):
    """A folder of inputs with a module inside a package."""
    module = tmp_path / "geo" / "model" / "deep.py"
    module.parent.mkdir(parents=True)
    module.write_text("one = 1")
    monkeypatch.setattr(cache, "ROOT", tmp_path)
    monkeypatch.setattr(program, "INPUTS", {tmp_path / "geo": {".py"}})
    (tmp_path / "requirements.txt").write_text("")
    return module


def test_an_edited_module_inside_a_package_changes_the_fingerprint(inputs):
    before = cache._fingerprint(cache._inputs())
    inputs.write_text("one = 2")
    assert cache._fingerprint(cache._inputs()) != before


def test_a_module_moved_to_another_package_changes_the_fingerprint(inputs):
    before = cache._fingerprint(cache._inputs())
    inputs.rename(inputs.parent.parent / inputs.name)
    assert cache._fingerprint(cache._inputs()) != before


TEXT = {".py", ".js", ".css", ".html", ".toml", ".csv", ".json"}


def test_everything_a_page_is_made_from_is_in_its_fingerprint():
    files = set(cache._inputs())
    code = (storage.ROOT / "geo", storage.ASSETS)
    there = {p for f in code for p in f.rglob("*") if p.suffix in TEXT}
    there |= {p for p in storage.DATA.rglob("*") if p.suffix in TEXT - {".py"}}
    there.discard(storage.ASSETS / "page" / "jsconfig.json")  # settings of a tool
    assert there
    assert there - files == set()

"""A file is written whole or not at all, and the page is built once."""

import stat

import pytest

from geo import store
from geo.store import page_folder, write


def test_what_is_written_is_what_is_there(tmp_path):
    write(tmp_path / "map.html", b"new")
    assert (tmp_path / "map.html").read_bytes() == b"new"
    write(tmp_path / "map.html", b"newer")
    assert [p.name for p in tmp_path.iterdir()] == ["map.html"]
    assert (tmp_path / "map.html").read_bytes() == b"newer"


@pytest.mark.parametrize("step", ["replace", "open"])
def test_a_failing_write_leaves_the_old_file_and_nothing_beside_it(
    tmp_path, monkeypatch, step
):
    path = tmp_path / "map.html"
    path.write_bytes(b"old")

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    owner = store.os if step == "replace" else store.Path
    with monkeypatch.context() as broken:
        broken.setattr(owner, step, full)
        with pytest.raises(OSError, match="No space left"):
            write(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["map.html"]


def test_an_interrupt_leaves_the_old_file_too(tmp_path, monkeypatch):
    path = tmp_path / "map.html"
    path.write_bytes(b"old")

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(store.os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        write(path, b"new")
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]


def test_a_missing_folder_is_an_os_error(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        write(tmp_path / "nowhere" / "map.html", b"new")


def test_a_written_file_has_the_rights_of_any_other_new_file(tmp_path):
    write(tmp_path / "one", b"")
    (tmp_path / "other").write_bytes(b"")
    one, other = (
        stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("one", "other")
    )
    assert one == other


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


#: Files in the folders of the page's inputs that no page is made from.
NOT_INPUTS = {"world_print.topo.json", "world_wgs84.topo.json", "SOURCES.md"}
TEXT = {".py", ".js", ".css", ".html", ".toml", ".csv", ".json"}


def test_everything_a_page_is_made_from_is_in_its_fingerprint():
    listed = set(store._inputs())
    folders = (store.ROOT / "geo", store.ROOT / "assets", store.DATA)
    there = {p for f in folders for p in f.iterdir() if p.suffix in TEXT}
    there |= {
        p
        for p in (store.DATA / "boundaries").iterdir()
        if p.suffix in TEXT - {".py"} and p.name not in NOT_INPUTS
    }
    assert {p.name for p in there - listed} == set()

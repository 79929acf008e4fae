"""A file is written whole or not at all."""

import stat

import pytest

from geo import storage
from geo.storage import write_whole
from tests.helpers.killed import killed


def test_what_is_written_is_what_is_there(tmp_path):
    write_whole(tmp_path / "map.html", b"new")
    assert (tmp_path / "map.html").read_bytes() == b"new"
    write_whole(tmp_path / "map.html", b"newer")
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

    owner = storage.os if step == "replace" else storage.Path
    with monkeypatch.context() as broken:
        broken.setattr(owner, step, full)
        with pytest.raises(OSError, match="No space left"):
            write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["map.html"]


def test_an_interrupt_leaves_the_old_file_too(tmp_path, monkeypatch):
    path = tmp_path / "map.html"
    path.write_bytes(b"old")

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(storage.os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, b"new")
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]


def test_a_missing_folder_is_an_os_error(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        write_whole(tmp_path / "nowhere" / "map.html", b"new")


def test_a_written_file_has_the_rights_of_any_other_new_file(tmp_path):
    write_whole(tmp_path / "one", b"")
    (tmp_path / "other").write_bytes(b"")
    one, other = (
        stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("one", "other")
    )
    assert one == other


@pytest.mark.command_line
def test_an_unfinished_file_of_a_killed_run_goes_with_the_next_write(tmp_path, halfway):
    process = halfway("write")
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".map.html.")
    write_whole(tmp_path / "map.html", b"another, meanwhile")
    assert left.exists(), "a living process is still writing it"
    killed(process)
    stranger = tmp_path / ".map.html.backup"
    stranger.write_bytes(b"the reader's own")
    write_whole(tmp_path / "map.html", b"next")
    assert not left.exists()
    assert stranger.exists()

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
    with monkeypatch.context() as patch:
        patch.setattr(owner, step, full)
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
    (leftover,) = tmp_path.iterdir()
    assert leftover.name.startswith(".map.html.")
    write_whole(tmp_path / "map.html", b"another, meanwhile")
    assert leftover.exists(), "a living process is still writing it"
    killed(process)
    stranger = tmp_path / ".map.html.backup"
    stranger.write_bytes(b"the reader's own")
    write_whole(tmp_path / "map.html", b"next")
    assert not leftover.exists()
    assert stranger.exists()


# --- what takes long to make is kept ---


@pytest.fixture
def made():
    """Makes ``content``, and counts how often."""

    class Made:
        times, content = 0, b"costly"

        def __call__(self) -> bytes:
            self.times += 1
            return self.content

    return Made()


def test_what_is_kept_is_made_once(tmp_path, made):
    for _ in range(3):
        assert storage.cached(tmp_path / "new", [b"data", b"code"], made) == b"costly"
    assert made.times == 1


@pytest.mark.parametrize("other", [[b"datacode"], [b"data"], [b"code", b"data"], []])
def test_what_is_made_from_other_things_is_made_anew_and_alone_kept(
    tmp_path, made, other
):
    storage.cached(tmp_path, [b"data", b"code"], made)
    made.content = b"other"
    assert storage.cached(tmp_path, other, made) == b"other"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("damage", [b"", b"cut", b"x" * 32 + b"costly"])
def test_what_is_damaged_is_made_anew(tmp_path, made, damage):
    storage.cached(tmp_path, [b"data"], made)
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage)
    assert storage.cached(tmp_path, [b"data"], made) == b"costly"
    assert storage.cached(tmp_path, [b"data"], made) == b"costly"
    assert made.times == 2


def test_where_nothing_can_be_kept_it_is_made_each_time(tmp_path, made):
    (tmp_path / "file").write_bytes(b"no folder")
    for _ in range(2):
        assert storage.cached(tmp_path / "file", [b"data"], made) == b"costly"
    assert made.times == 2


def test_a_file_of_another_kind_is_left_in_the_folder(tmp_path, made):
    (tmp_path / "notes.txt").write_bytes(b"mine")
    storage.cached(tmp_path, [b"data"], made)
    assert (tmp_path / "notes.txt").read_bytes() == b"mine"

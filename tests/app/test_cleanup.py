"""A table ends with its session: soon after its reader left, and not before."""

import gc
import weakref
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.state import SessionState

from geo import collector
from geo.app import cleanup
from geo.app.cleanup import ABSENCE, LONGEST, Rounds, Sessions


class Server:
    """Sessions with and without a connection, and a clock that is set."""

    def __init__(self) -> None:
        self.here: set[str] = set()
        self.closed: list[str] = []
        self.now = 0.0
        self.sessions = Sessions(
            self.here.__contains__, self.closed.append, lambda: self.now
        )

    def after(self, seconds: float) -> list[str]:
        self.now += seconds
        before = len(self.closed)
        assert self.sessions.look() == len(self.closed) - before
        return self.closed


@pytest.fixture
def server() -> Server:
    fake = Server()
    fake.here |= {"stays", "goes"}
    fake.sessions.watch("stays")
    fake.sessions.watch("goes")
    return fake


def test_a_session_whose_reader_left_is_closed_once(server):
    assert server.after(1000) == []
    server.here.remove("goes")
    assert server.after(5) == []
    assert server.after(ABSENCE - 1) == []
    assert server.after(1) == ["goes"]
    assert server.after(1000) == ["goes"]


def test_a_connection_that_comes_back_in_time_keeps_its_table(server):
    server.here.remove("goes")
    assert server.after(5) == []
    assert server.after(ABSENCE - 1) == []
    server.here.add("goes")
    assert server.after(5) == []
    server.here.remove("goes")
    assert server.after(5) == []
    assert server.after(ABSENCE - 1) == []


def test_a_table_is_gone_within_a_minute():
    assert ABSENCE + 4 * cleanup._ROUND < 60


class Ring:
    def __init__(self) -> None:
        self.me = self


def test_what_the_collector_was_kept_off_is_given_back_all_the_same():
    ring = Ring()
    there = weakref.ref(ring)
    frozen = gc.get_freeze_count()
    try:
        cleanup.spare_the_held()
        assert gc.get_freeze_count() > frozen
        del ring
        gc.collect()
        assert there(), "the collector was kept off it"
        collector.collect_spared()
        assert not there()
    finally:
        gc.unfreeze()


def test_what_ends_while_large_tables_stay_is_given_back_now_and_then(monkeypatch):
    spared, now = [100], [0.0]
    monkeypatch.setattr(collector, "spared", lambda: spared[0])
    monkeypatch.setattr(collector, "collect_spared", lambda: None)
    rounds = Rounds(lambda: now[0])
    now[0] = LONGEST
    assert not rounds.due(), "the collector is kept off nothing more"
    spared[0], now[0] = 101, LONGEST - 1
    assert not rounds.due()
    now[0] = LONGEST
    assert rounds.due()
    rounds.collect()
    assert not rounds.due()


def test_a_file_that_was_made_of_a_table_ends_with_it(monkeypatch):
    files = MediaFileManager(MemoryMediaFileStorage("/media"))
    server = SimpleNamespace(
        exists=lambda: True, get_instance=lambda: SimpleNamespace(media_file_mgr=files)
    )
    monkeypatch.setattr(cleanup, "runtime", server)
    address = files.add(b"a table", "text/csv", "0.1", is_for_static_download=True)
    name = Path(address).stem
    assert files.read_file(name).content == b"a table"
    # As Streamlit does where a session ends.
    files.clear_session_refs()
    files.remove_orphaned_files()
    Rounds().collect()
    assert files.read_file(name) is None


def test_the_server_has_the_calls_that_are_made_of_it():
    calls = ("is_active_session", "get_app_session", "clear_user_info_for_session")
    for name in calls:
        assert callable(getattr(Runtime, name))
    assert isinstance(AppSession.session_state, property)
    assert callable(SessionState.clear)

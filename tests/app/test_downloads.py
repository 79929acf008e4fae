"""A click on a download is answered, whatever runs begin and end around it."""

import gc
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.scriptrunner import add_script_run_ctx
from streamlit.testing.v1 import AppTest

from geo.app import downloads
from geo.app.downloads import Given, Gone, Offer
from geo.app.reader import KEY
from geo.storage import ROOT


class Server:
    """The part of a server that downloads are given by, and the runs of its readers."""

    def __init__(self) -> None:
        self.manager = MediaFileManager(MemoryMediaFileStorage("/media"))
        self.there = {"ann", "ben"}
        downloads.install(self.manager, self.there.__contains__)

    def begin(self, reader: str) -> None:
        """A run of a reader, which has not come to its download yet."""
        self.manager.clear_session_refs(reader)

    def offer(self, offer: Offer, reader: str, kind: str) -> str:
        """A run comes to its download: the name that the browser is told."""
        offer.session_id = reader
        offer.given = figure(kind)
        run = Thread(target=self.manager.add_deferred, args=(offer, "a/b", "0.1"))
        add_script_run_ctx(run, SimpleNamespace(session_id=reader))
        run.start()
        run.join()
        return offer.names[-1]

    def end(self) -> None:
        """A run ends, of whichever reader."""
        self.manager.remove_orphaned_files()

    def run(self, offer: Offer, reader: str, kind: str) -> str:
        self.begin(reader)
        name = self.offer(offer, reader, kind)
        self.end()
        return name

    def click(self, name: str) -> tuple[bytes, str] | None:
        """The file that a click on a button gets, and what it is called."""
        return self.file(self.manager.execute_deferred(name))

    def file(self, address: str) -> tuple[bytes, str] | None:
        found = self.manager.read_file(Path(address).stem)
        return found and (found.content, found.filename)


def figure(kind: str) -> Given:
    return Given(lambda: kind.encode(), f"figure.{kind}", f"image/{kind}")


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def button() -> Offer:
    return Offer(figure("svg"))


@pytest.fixture
def other() -> Offer:
    return Offer(figure("csv"))


def test_a_click_that_a_run_overtakes_gets_what_the_button_offers_now(server, button):
    before = server.run(button, "ann", "svg")
    server.run(button, "ann", "pdf")
    assert server.click(before) == (b"pdf", "figure.pdf")


def test_a_file_that_is_made_when_a_run_comes_keeps_the_name_it_had(server, button):
    name = server.run(button, "ann", "svg")

    def build() -> bytes:
        server.run(button, "ann", "pdf")
        return b"svg"

    button.given = button.given._replace(build=build)
    assert server.click(name) == (b"svg", "figure.svg")


def test_a_click_during_a_run_is_answered_though_others_runs_end(server, button, other):
    shown = server.run(button, "ann", "svg")
    server.begin("ann")
    server.run(other, "ben", "csv")
    assert server.click(shown) == (b"svg", "figure.svg")


def test_a_file_stays_until_the_next_run_of_its_reader(server, button, other):
    name = server.run(button, "ann", "svg")
    address = server.manager.execute_deferred(name)
    for _ in range(5):
        server.run(other, "ben", "csv")
    assert server.file(address) == (b"svg", "figure.svg")
    server.run(button, "ann", "svg")
    server.end()
    assert server.file(address) is None


def test_a_reader_holds_one_file_the_last(server, button, other):
    first = server.manager.execute_deferred(server.run(button, "ann", "svg"))
    server.click(server.offer(other, "ann", "csv"))
    server.end()
    server.end()
    assert server.file(first) is None


def test_a_name_ends_with_the_session_of_its_reader(server):
    offers = {"figure": Offer(figure("svg"))}
    name = server.run(offers["figure"], "ann", "svg")
    server.manager.clear_session_refs("ann")
    server.end()
    offers.clear()
    gc.collect()
    with pytest.raises(MediaFileStorageError, match="not found"):
        server.click(name)


def test_a_file_that_is_ready_after_its_reader_left_is_not_kept(server, button):
    name = server.run(button, "ann", "svg")
    server.there.remove("ann")
    with pytest.raises(Gone):
        server.click(name)
    assert server.manager._file_metadata == {}


def test_a_text_is_no_file_for_it_would_name_one_of_the_server(server, button):
    name = server.run(button, "ann", "svg")
    button.given = button.given._replace(build=lambda: __file__)
    with pytest.raises(TypeError):
        server.click(name)


def test_a_button_has_no_more_names_than_runs_a_click_can_be_late_for(server, button):
    names = [server.run(button, "ann", f"{n}") for n in range(40)]
    assert server.click(names[-downloads.NAMES]) == (b"39", "figure.39")
    with pytest.raises(MediaFileStorageError, match="not found"):
        server.click(names[0])


def test_the_first_two_readers_install_one_keeper():
    server = Server()
    keeper = server.manager.add_deferred.__self__
    downloads.install(server.manager, server.there.__contains__)
    assert server.manager.add_deferred.__self__ is keeper


def test_a_button_that_a_whole_run_has_not_is_let_go_of():
    offers = {key: Offer(figure("svg")) for key in ("here", "gone")}
    offers["gone"].fresh = True  # of a run that was cut short
    downloads.begin(offers)
    offers["here"].fresh = True
    downloads.settle(offers)
    assert list(offers) == ["here"]


def test_a_run_of_the_app_lets_go_of_the_buttons_it_has_not():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert len(app.session_state[KEY].offers) == len(app.get("download_button")) > 1
    app.session_state[KEY].offers["of a view that was left"] = Offer(figure("svg"))
    app.run()
    assert "of a view that was left" not in app.session_state[KEY].offers
    assert len(app.session_state[KEY].offers) == len(app.get("download_button"))

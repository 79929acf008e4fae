"""A click on a download is answered, whatever runs begin and end around it."""

import gc
from threading import Thread
from types import SimpleNamespace

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.scriptrunner import add_script_run_ctx
from streamlit.testing.v1 import AppTest

from geo.app import downloads
from geo.app.downloads import Keeper, Offer
from geo.app.reader import KEY
from geo.storage import ROOT


class Server:
    """The part of a server that downloads are given by, and the runs of its readers."""

    def __init__(self) -> None:
        self.manager = MediaFileManager(MemoryMediaFileStorage("/media"))
        self.keeper = Keeper(self.manager)

    def begin(self, reader: str) -> None:
        """A run of a reader, which has not come to its download yet."""
        self.manager.clear_session_refs(reader)

    def offer(self, offer: Offer, reader: str, content: bytes) -> str:
        """A run comes to its download: the name that the browser is told."""
        offer.session_id = reader
        offer.build, offer.file_name, offer.media_type = (
            lambda: content,
            "f",
            "text/csv",
        )
        run = Thread(target=self.keeper.register, args=(offer, "text/csv", "0.1"))
        add_script_run_ctx(run, SimpleNamespace(session_id=reader))
        run.start()
        run.join()
        return offer.names[-1]

    def end(self) -> None:
        """A run ends, of whichever reader."""
        self.manager.remove_orphaned_files()

    def run(self, offer: Offer, reader: str, content: bytes) -> str:
        self.begin(reader)
        name = self.offer(offer, reader, content)
        self.end()
        return name

    def file(self, address: str) -> bytes | None:
        found = self.manager.read_file(address.removeprefix("/media/").split(".")[0])
        return found and found.content


@pytest.fixture
def server() -> Server:
    return Server()


def test_a_click_that_a_run_overtakes_gets_what_the_button_offers_now(server):
    offer = Offer("figure")
    before = server.run(offer, "ann", b"svg")
    server.run(offer, "ann", b"pdf")
    assert server.file(server.keeper.execute(before)) == b"pdf"


def test_a_click_during_a_run_is_answered_though_others_runs_end(server):
    offer = Offer("figure")
    shown = server.run(offer, "ann", b"svg")
    server.begin("ann")
    server.run(Offer("table"), "ben", b"csv")
    assert server.file(server.keeper.execute(shown)) == b"svg"


def test_a_file_stays_until_the_next_run_of_its_reader(server):
    offer = Offer("figure")
    address = server.keeper.execute(server.run(offer, "ann", b"svg"))
    for _ in range(5):
        server.run(Offer("table"), "ben", b"csv")
    assert server.file(address) == b"svg"
    server.run(offer, "ann", b"svg")
    server.end()
    assert server.file(address) is None


def test_a_name_ends_with_the_session_of_its_reader(server):
    offer = Offer("figure")
    name = server.run(offer, "ann", b"svg")
    server.manager.clear_session_refs("ann")
    server.end()
    del offer
    gc.collect()
    with pytest.raises(Exception, match="not found"):
        server.keeper.execute(name)


def test_a_button_has_no_more_names_than_runs_a_click_can_be_late_for(server):
    offer = Offer("figure")
    names = [server.run(offer, "ann", bytes([n])) for n in range(40)]
    assert server.file(server.keeper.execute(names[-downloads.NAMES])) == bytes([39])
    with pytest.raises(Exception, match="not found"):
        server.keeper.execute(names[0])


def test_a_button_that_a_whole_run_has_not_is_let_go_of():
    offers = {key: Offer(key) for key in ("here", "gone")}
    offers["here"].fresh = True
    downloads.settle(offers)
    assert list(offers) == ["here"]
    downloads.settle(offers)
    assert not offers


def test_a_run_of_the_app_lets_go_of_the_buttons_it_has_not():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert len(app.session_state[KEY].offers) == len(app.get("download_button")) > 1
    app.session_state[KEY].offers["of a view that was left"] = Offer("left")
    app.run()
    assert "of a view that was left" not in app.session_state[KEY].offers
    assert len(app.session_state[KEY].offers) == len(app.get("download_button"))

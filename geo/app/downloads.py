"""Downloads that no run takes from a reader who has clicked.

Streamlit names each download of each run anew, and forgets the names of the run before
as soon as any reader's run ends: a click on a button that is about to be replaced gets
an error. The file it makes belongs to nobody and is deleted when two more runs have
ended, which may be before the browser asks for it. Here a button is one :class:`Offer`
from run to run: its former names give what it offers now, and what was made belongs to
the reader's session.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Lock, Thread
from types import SimpleNamespace
from typing import NamedTuple
from weakref import WeakValueDictionary

from streamlit import runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from geo.app.reader import get

#: Names of one button that are still understood: those of its last runs.
NAMES = 16


class Given(NamedTuple):
    """A file that can be made.

    Attributes:
        build: makes the bytes.
        file_name: under which the browser stores them.
        media_type: of the bytes.
    """

    build: Callable[[], bytes]
    file_name: str
    media_type: str


class Offer:
    """What one button of one reader gives.

    Attributes:
        given: the file as the last run had it. A click takes it once, as a whole: the
            next run may come while the file is made.
        session_id: of its reader; "" where there is no server.
        fresh: whether the run under way has the button.
        names: of the last runs, by which Streamlit calls the button.
    """

    def __init__(self, given: Given) -> None:
        self.given = given
        self.session_id = ""
        self.fresh = False
        self.names: deque[str] = deque(maxlen=NAMES)

    def __call__(self) -> bytes:
        """What Streamlit would call, which takes nothing else for a button."""
        return self.given.build()


def button(
    place,
    label: str,
    build: Callable[[], bytes],
    file_name: str,
    media_type: str,
    key: str,
    width: str = "stretch",
) -> None:
    """A button whose file is built on the click, without a run.

    Args:
        place: where it stands.
        label: what it says.
        build: makes the bytes; called in another thread.
        file_name: under which the browser stores them.
        media_type: of the bytes.
        key: the name of the button in the app.
        width: as Streamlit takes it.
    """
    given = Given(build, file_name, media_type)
    offer = get().offers.setdefault(key, Offer(given))
    offer.given, offer.fresh = given, True
    if context := get_script_run_ctx(suppress_warning=True):
        offer.session_id = context.session_id
    place.download_button(
        label,
        data=offer,
        file_name=file_name,
        mime=media_type,
        on_click="ignore",
        width=width,
        key=f"download-{key}",
    )


def begin(offers: dict[str, Offer]) -> None:
    """A run begins; the one before may have been cut short."""
    if runtime.exists():
        install(runtime.get_instance().media_file_mgr, _is_there)
    for offer in offers.values():
        offer.fresh = False


def settle(offers: dict[str, Offer]) -> None:
    """A run is through: let go of buttons it had not, and of the tables they show."""
    for key, offer in list(offers.items()):
        if not offer.fresh:
            del offers[key]


class Gone(Exception):
    """The reader who asked for a file has left."""


class Keeper:
    """Knows the buttons of all readers by all their names.

    Args:
        manager: of the server's files; its own two functions are used as they are now.
        is_there: whether a session has a reader.
    """

    def __init__(
        self, manager: MediaFileManager, is_there: Callable[[str], bool]
    ) -> None:
        self._manager, self._is_there = manager, is_there
        self._register, self._execute = manager.add_deferred, manager.execute_deferred
        self._offers: WeakValueDictionary[str, Offer] = WeakValueDictionary()

    def register(self, data: Callable[[], bytes], *args, **options) -> str:
        """Name a download, as the manager does."""
        name = self._register(data, *args, **options)
        if isinstance(data, Offer):
            if len(data.names) == NAMES:
                self._offers.pop(data.names[0], None)
            data.names.append(name)
            self._offers[name] = data
        return name

    def execute(self, name: str) -> str:
        """Build what is offered under a name, and give its address."""
        offer = self._offers.get(name)
        return self._execute(name) if offer is None else self._store(offer)

    def _store(self, offer: Offer) -> str:
        """The address of what is offered, made now.

        A session holds one such file, the last. The manager asks the thread that adds a
        file for its session, and for no more of the context of a run, which would hold
        all that the run has shown.

        Raises:
            Gone: nobody is there to get it; the manager would keep it for good.
        """
        build, file_name, media_type = offer.given
        content = build()
        if not isinstance(content, bytes):  # the manager opens the file a text names
            raise TypeError(f"a download of {type(content)}")
        if not self._is_there(offer.session_id):
            raise Gone
        addresses: list[str] = []

        def add() -> None:
            address = self._manager.add(
                content,
                media_type,
                "download",
                file_name=file_name,
                is_for_static_download=True,
            )
            addresses.append(address)

        thread = Thread(target=add)
        of_session = SimpleNamespace(session_id=offer.session_id)
        add_script_run_ctx(thread, of_session)
        thread.start()
        thread.join()
        (address,) = addresses
        return address


_installing = Lock()


def install(manager: MediaFileManager, is_there: Callable[[str], bool]) -> None:
    """Take the place of the two functions of the server's manager, once."""
    with _installing:
        if isinstance(getattr(manager.add_deferred, "__self__", None), Keeper):
            return
        keeper = Keeper(manager, is_there)
        manager.add_deferred = keeper.register
        manager.execute_deferred = keeper.execute


def _is_there(session_id: str) -> bool:
    return runtime.get_instance().is_active_session(session_id)

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
from functools import cache
from threading import Thread
from types import SimpleNamespace
from weakref import WeakValueDictionary

from streamlit import runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from geo.app.reader import get

#: Names of one button that are still understood: those of its last runs.
NAMES = 16


class Offer:
    """What one button of one reader gives.

    Attributes:
        key: the name of the button in the app.
        build: makes the bytes.
        file_name: under which the browser stores them.
        media_type: of the bytes.
        session_id: of its reader; "" where there is no server.
        fresh: whether the run under way has the button.
        names: of the last runs, by which Streamlit calls the button.
    """

    build: Callable[[], bytes]
    file_name: str
    media_type: str

    def __init__(self, key: str) -> None:
        self.key = key
        self.session_id = ""
        self.fresh = False
        self.names: deque[str] = deque(maxlen=NAMES)

    def __call__(self) -> bytes:
        return self.build()


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
    offer = get().offers.setdefault(key, Offer(key))
    offer.build, offer.file_name, offer.media_type = build, file_name, media_type
    offer.fresh = True
    if context := get_script_run_ctx(suppress_warning=True):
        offer.session_id = context.session_id
    if runtime.exists():
        _keeper(runtime.get_instance().media_file_mgr)
    place.download_button(
        label,
        data=offer,
        file_name=file_name,
        mime=media_type,
        on_click="ignore",
        width=width,
        key=f"download-{key}",
    )


def settle(offers: dict[str, Offer]) -> None:
    """A run is through: let go of buttons it had not, and of the tables they show."""
    for key, offer in list(offers.items()):
        if not offer.fresh:
            del offers[key]
        offer.fresh = False


class Keeper:
    """Knows the buttons of all readers by all their names."""

    def __init__(self, manager: MediaFileManager) -> None:
        self._manager = manager
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

        The manager asks the thread that adds a file for its session, and for no more of
        the context of a run, which would hold all that the run has shown.
        """
        addresses: list[str] = []

        def add(content: bytes) -> None:
            address = self._manager.add(
                content,
                offer.media_type,
                f"download {offer.key}",
                file_name=offer.file_name,
                is_for_static_download=True,
            )
            addresses.append(address)

        thread = Thread(target=add, args=(offer(),))
        of_session = SimpleNamespace(session_id=offer.session_id)
        add_script_run_ctx(thread, of_session)  # type: ignore[arg-type]
        thread.start()
        thread.join()
        return addresses[0]


@cache
def _keeper(manager: MediaFileManager) -> Keeper:
    """Take the place of the two functions of the server's manager, once."""
    keeper = Keeper(manager)
    manager.add_deferred = keeper.register  # type: ignore[method-assign]
    manager.execute_deferred = keeper.execute  # type: ignore[method-assign]
    return keeper

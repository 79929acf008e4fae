"""Memory given back: the tables of sessions that ended, while the server runs on.

Streamlit holds a session for two minutes after its connection is lost, and lets go of
it only when another one comes; what it then lets go of hangs in cycles. So each session
with a table is looked after here: once its reader has been away for :data:`ABSENCE`
seconds it is closed, and what it held is collected. A reader whose connection fails
for less than that finds the table again.
"""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Callable
from threading import Event, Lock, Thread
from weakref import ref

from streamlit import runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo import collector

ABSENCE = 30  # seconds
_ROUND = 5  # seconds between two looks
#: Seconds after which what the collector was kept off is collected where there is more
#: of it: what ends meanwhile, of any session, may be among it.
LONGEST = 600
_log = logging.getLogger(__name__)


class Sessions:
    """The sessions that hold a table, and since when each is without its reader.

    Args:
        present: whether a session has a connection.
        close: ends a session that has none.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        present: Callable[[str], bool],
        close: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._present, self._close, self._clock = present, close, clock
        self._away: dict[str, float | None] = {}
        self._lock = Lock()

    def watch(self, session: str) -> None:
        """Look after a session that has got a table."""
        with self._lock:
            self._away.setdefault(session, None)

    def look(self) -> int:
        """Close the sessions whose readers are gone, and say how many they were."""
        now, count = self._clock(), 0
        with self._lock:
            for session, since in list(self._away.items()):
                if self._present(session):
                    self._away[session] = None
                elif since is None:
                    self._away[session] = now
                elif now - since >= ABSENCE:
                    del self._away[session]
                    self._close(session)
                    count += 1
        return count


def _is_present(session: str) -> bool:
    # A test of the app's script has sessions and no server: nobody comes back to them.
    return runtime.exists() and runtime.get_instance().is_active_session(session)


def _end(session: str) -> None:
    # The one call for another thread: it closes a session that has no connection, on
    # the server's own loop, and keeps a later connection from taking it up again.
    if runtime.exists():
        runtime.get_instance().clear_user_info_for_session(session)
    # The loop holds the last session it served until it serves another.
    if (reference := _held.pop(session, None)) and (app_session := reference()):
        app_session.session_state.clear()


SESSIONS = Sessions(_is_present, _end)
_held: dict[str, ref[AppSession]] = {}
_wanted = Event()
_starting = Lock()
_started: list[Thread] = []


def watch() -> None:
    """Look after the session of this run, which has got a table."""
    if context := get_script_run_ctx(suppress_warning=True):
        session = context.session_id
        if app_session := runtime.get_instance().get_app_session(session):
            _held[session] = ref(app_session)
        SESSIONS.watch(session)
        _start()


def soon() -> None:
    """A table was let go of: give its memory back within some seconds."""
    _wanted.set()
    _start()


def spare_the_held(collect: bool = True) -> None:
    """Keep the collector off what is held now.

    Streamlit collects garbage after every run of every reader, and would walk all
    modules, the geometry and each row of each table for it: a tenth of a second for
    100,000 rows, in which nobody is served.
    """
    if collect:
        gc.collect()
    collector.spare()


def _start() -> None:
    with _starting:
        if not _started:
            _started.append(Thread(target=_run, name="cleanup", daemon=True))
            _started[0].start()


class Rounds:
    """When what the collector was kept off is collected: after a table was let go of,
    and now and then where there is more of it.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._last, self._spared = clock, clock(), collector.spared()

    def due(self) -> bool:
        """Whether it is time; of a table that was let go of, a round later."""
        if SESSIONS.look():
            _wanted.set()
            return False
        late = self._clock() - self._last >= LONGEST
        return _wanted.is_set() or (late and collector.spared() > self._spared)

    def collect(self) -> None:
        """Give back what was let go of, and files that were made of it."""
        _wanted.clear()
        collector.collect_spared()
        self._last, self._spared = self._clock(), collector.spared()
        if runtime.exists():
            # Marked as its session ended; else deleted when the next reader's run ends.
            runtime.get_instance().media_file_mgr.remove_orphaned_files()


def _run() -> None:
    rounds = Rounds()
    while True:
        time.sleep(_ROUND)
        try:
            if rounds.due():
                rounds.collect()
        except Exception:
            _log.exception("memory could not be given back")

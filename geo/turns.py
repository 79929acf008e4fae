"""A long run over a large table lets short ones pass.

Python runs one thread at a time. A step of one reader is some milliseconds of work; the
first look at another's table of 100,000 rows is half a second of it, and threads that
all want to run share the time equally. So a loop over a whole table goes through
:func:`in_turns`: in a server it stops for a moment each millisecond, and for as long as
a short run is under way. On the command line, where nobody else is served, it is the
loop alone.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock, local
from typing import TypeVar

Item = TypeVar("Item")

#: Seconds of work between two stops.
SHARE = 0.001
#: Items of a table that is not large: a run that meets no larger one does not stop.
FEW = 2000
#: Seconds that a stop may take: however many readers there are, a long run goes on.
PATIENCE = 0.02
#: A run that takes more seconds is not waited for.
SHORT = 0.2
_PAUSE = 0.001  # seconds

_here = local()
_lock = Lock()
#: The runs under way that never stopped in a loop, and when each began.
_short_runs: dict[object, float] = {}


@contextmanager
def run() -> Iterator[None]:
    """Serve one reader in this thread; the run is a short one until it gives way."""
    before, this = getattr(_here, "run", None), object()
    _here.run = this
    with _lock:
        _short_runs[this] = time.monotonic()
    try:
        yield
    finally:
        _here.run = before
        with _lock:
            _short_runs.pop(this, None)


def give_way() -> None:
    """Stop until no short run is under way, for about :data:`PATIENCE` at most.

    It makes the run of this thread a long one: long runs do not wait for each other.
    What it has made so far Python's collector is kept off: Streamlit has it come after
    each run of any reader, which would walk the half-made table then. (The app collects
    what it was kept off when tables are let go of, :mod:`geo.app.cleanup`.)
    """
    this = getattr(_here, "run", None)
    if this is None:
        return
    with _lock:
        _short_runs.pop(this, None)
    gc.freeze()
    end = time.monotonic() + PATIENCE
    time.sleep(_PAUSE)
    while time.monotonic() < end and _short_run_is_under_way():
        time.sleep(_PAUSE)


def _short_run_is_under_way() -> bool:
    now = time.monotonic()
    with _lock:
        return any(now - since < SHORT for since in _short_runs.values())


def in_turns(items: Iterable[Item]) -> Iterable[Item]:
    """The same items; a thread that serves a reader gives way between them."""
    this = getattr(_here, "run", None)
    return items if this is None else _giving_way(items, this)


def _giving_way(items: Iterable[Item], this: object) -> Iterator[Item]:
    since = time.monotonic()
    for number, item in enumerate(items, 1):
        yield item
        if time.monotonic() - since < SHARE:
            continue
        if number > FEW or this not in _short_runs:
            give_way()
            since = time.monotonic()

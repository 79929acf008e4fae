"""A long run over a large table lets short ones pass.

Python runs one thread at a time. A step of one reader is some milliseconds of work; the
first look at another's table of 100,000 rows is half a second of it, and threads that
all want to run share the time equally. So a loop over a whole table goes through
:func:`in_turns`: while other readers are served it stops for a moment each millisecond,
and waits there for short runs. On the command line it is the loop alone.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock, local
from typing import TypeVar

from geo import collector

Item = TypeVar("Item")

#: Seconds of work between two stops; the clock is read after so many items.
SHARE, ITEMS = 0.001, 8
#: Items of a table that is not large: a run that meets no larger one does not stop.
FEW = 2000
#: Seconds that one stop may take, and all stops of a run: however many readers there
#: are, a long run goes on.
PATIENCE, PATIENCE_OF_A_RUN = 0.02, 5.0
#: A run that takes more seconds is not waited for.
SHORT = 0.2
#: Seconds after a run in which the next one of a reader who drags may begin.
SOON = 1.0
_PAUSE = 0.001  # seconds


@dataclass(eq=False)
class _Run:
    """One reader served in one thread; it is a short run until it gives way."""

    short: bool = True
    waited: float = 0  # seconds
    since: float = field(default_factory=time.monotonic)


_here = local()
_lock = Lock()
_under_way: set[_Run] = set()
_last_end = float("-inf")  # of a run, by the clock of time.monotonic


@contextmanager
def run() -> Iterator[None]:
    """Serve one reader in this thread."""
    global _last_end
    before, this = _this_run(), _Run()
    _here.run = this
    with _lock:
        _under_way.add(this)
    try:
        yield
    finally:
        _here.run = before
        with _lock:
            _under_way.discard(this)
            _last_end = time.monotonic()


def _this_run() -> _Run | None:
    return getattr(_here, "run", None)


def give_way() -> None:
    """Stop for a moment, and until no short run is under way, if others are served.

    It makes the run of this thread a long one: long runs do not wait for each other.
    Python's collector is kept off what there is: it would walk the half-made table, by
    itself and, as Streamlit has it come, after each run of any reader.
    """
    this = _this_run()
    if this is None:
        return
    this.short = False
    collector.spare()
    begin = time.monotonic()
    if len(_under_way) == 1 and begin - _last_end > SOON:
        return
    time.sleep(_PAUSE)
    while (
        this.waited < PATIENCE_OF_A_RUN
        and time.monotonic() - begin < PATIENCE
        and _short_run_is_under_way()
    ):
        time.sleep(_PAUSE)
    this.waited += time.monotonic() - begin - _PAUSE


def _short_run_is_under_way() -> bool:
    now = time.monotonic()
    with _lock:
        return any(run.short and now - run.since < SHORT for run in _under_way)


def in_turns(items: Iterable[Item]) -> Iterable[Item]:
    """The same items; a thread that serves a reader gives way between them."""
    this = _this_run()
    return items if this is None else _giving_way(items, this)


def _giving_way(items: Iterable[Item], this: _Run) -> Iterator[Item]:
    since = time.monotonic()
    for number, item in enumerate(items, 1):
        yield item
        if number % ITEMS or time.monotonic() - since < SHARE:
            continue
        if number > FEW or not this.short:
            give_way()
            since = time.monotonic()

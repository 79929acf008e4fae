"""Python's collector of garbage, kept off while much is made that stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

#: Between the two steps of collecting everything nothing is set aside.
_lock = Lock()


@contextmanager
def paused() -> Iterator[None]:
    """Collect nothing meanwhile.

    As objects come the collector walks those that are there, again and again: modules
    that are imported, the rows of a table that is read.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def spare() -> None:
    """Keep the collector off all there is now, until :func:`collect_spared`."""
    with _lock:
        gc.freeze()


def collect_spared() -> None:
    """Collect what has become garbage of all that the collector was kept off."""
    with _lock:
        gc.unfreeze()
        gc.collect()
        gc.freeze()


def spared() -> int:
    """How many objects the collector is kept off."""
    return gc.get_freeze_count()

"""Bytes that were costly to make, kept while there is room; each made once at a time.

Whoever asks for what is being made waits for the same making. How much is kept, made
at once and waited for is bounded, so that a crowd of different wishes can neither fill
the memory nor take the processors from the sessions. What nobody waits for any more is
not begun.
"""

from __future__ import annotations

import hashlib
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock

MEGABYTE = 1_000_000


class QueueFull(Exception):
    """Too many wait already; what is kept is still to be had."""


@dataclass(frozen=True)
class Entry:
    """Bytes, and the hash that tells whether somebody has them."""

    content: bytes
    digest: str


class ByteCache:
    """Keeps bytes up to a size; the least recently used go first.

    Args:
        max_bytes: bytes kept at most. What is larger alone is made and not kept.
        workers: how many things are made at once.
        max_pending: how many may be made or wait to be made; one more is refused.
    """

    def __init__(self, max_bytes: int, workers: int, max_pending: int) -> None:
        self.max_bytes, self.max_pending = max_bytes, max_pending
        self._entries: OrderedDict[Hashable, Entry] = OrderedDict()
        self._pending: dict[Hashable, Future[Entry]] = {}
        self._waiting: Counter[Hashable] = Counter()
        self._lock = Lock()
        self._workers = ThreadPoolExecutor(workers, thread_name_prefix="bytes")

    @property
    def size(self) -> int:
        """Bytes that are kept."""
        with self._lock:
            return self._size()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> Future[Entry]:
        """What stands under a key, made where it is missing; ``make``'s error is its.

        Who stops waiting says so with :meth:`release`.

        Raises:
            QueueFull: it would have to be made, and too many wait.
        """
        with self._lock:
            if entry := self._entries.get(key):
                self._entries.move_to_end(key)
                ready: Future[Entry] = Future()
                ready.set_result(entry)
                return ready
            if key not in self._pending:
                if len(self._pending) >= self.max_pending:
                    raise QueueFull
                self._pending[key] = self._workers.submit(self._make, key, make)
            self._waiting[key] += 1
            return self._pending[key]

    def release(self, key: Hashable, making: Future[Entry]) -> None:
        """One who got ``making`` waits no longer: what is not begun is dropped."""
        with self._lock:
            if self._pending.get(key) is not making:
                return
            self._waiting[key] -= 1
            if self._waiting[key] < 1 and making.cancel():
                self._forget(key)

    def _forget(self, key: Hashable) -> None:
        del self._pending[key], self._waiting[key]

    def _make(self, key: Hashable, make: Callable[[], bytes]) -> Entry:
        try:
            content = make()
            entry = Entry(content, hashlib.sha256(content).hexdigest()[:24])
        except BaseException:
            with self._lock:
                self._forget(key)
            raise
        with self._lock:
            self._forget(key)
            self._entries[key] = entry
            while self._size() > self.max_bytes:
                self._entries.popitem(last=False)
        return entry

    def _size(self) -> int:
        return sum(len(entry.content) for entry in self._entries.values())

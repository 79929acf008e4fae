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
    """Too many wait already; what is on the shelf is still to be had."""


@dataclass(frozen=True)
class Kept:
    """Bytes, and the hash that tells whether somebody has them."""

    content: bytes
    digest: str


class ByteCache:
    """Room for so many megabytes, the least recently taken given up first.

    Args:
        room: bytes kept at most. What is larger alone is made and not kept.
        hands: how many things are made at once.
        line: how many may be made or wait to be made; one more is refused.
    """

    def __init__(self, room: int, hands: int, line: int) -> None:
        self.room, self.line = room, line
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._awaited: dict[Hashable, Future[Kept]] = {}
        self._waiting: Counter[Hashable] = Counter()
        self._lock = Lock()
        self._hands = ThreadPoolExecutor(hands, thread_name_prefix="shelf")

    @property
    def size(self) -> int:
        """Bytes on the shelf."""
        with self._lock:
            return self._size()

    def take(self, key: Hashable, make: Callable[[], bytes]) -> Future[Kept]:
        """What stands under a key, made where it is missing; ``make``'s error is its.

        Who stops waiting says so with :meth:`leave`.

        Raises:
            Busy: it would have to be made, and the line is full.
        """
        with self._lock:
            if kept := self._kept.get(key):
                self._kept.move_to_end(key)
                ready: Future[Kept] = Future()
                ready.set_result(kept)
                return ready
            if key not in self._awaited:
                if len(self._awaited) >= self.line:
                    raise QueueFull
                self._awaited[key] = self._hands.submit(self._made, key, make)
            self._waiting[key] += 1
            return self._awaited[key]

    def leave(self, key: Hashable, making: Future[Kept]) -> None:
        """One who took ``making`` waits no longer: what is not begun is dropped."""
        with self._lock:
            if self._awaited.get(key) is not making:
                return
            self._waiting[key] -= 1
            if self._waiting[key] < 1 and making.cancel():
                self._forget(key)

    def _forget(self, key: Hashable) -> None:
        del self._awaited[key], self._waiting[key]

    def _made(self, key: Hashable, make: Callable[[], bytes]) -> Kept:
        try:
            content = make()
            kept = Kept(content, hashlib.sha256(content).hexdigest()[:24])
        except BaseException:
            with self._lock:
                self._forget(key)
            raise
        with self._lock:
            self._forget(key)
            self._kept[key] = kept
            while self._size() > self.room:
                self._kept.popitem(last=False)
        return kept

    def _size(self) -> int:
        return sum(len(kept.content) for kept in self._kept.values())

"""Figures drawn in one process beside the server, at a lower priority.

Drawing takes a second of Python: in a thread of the server every reader's step would
wait for it. So the server hands an address to a child process, which understands it as
the server does (:func:`geo.app.endpoints.ask`) and draws; what comes back is bytes, or
the sentence of a refusal. The child is started for the first figure, draws one after
another, and ends when none was asked for in :data:`IDLE` seconds, or with the server.

A figure is of the edition that it was asked of: where the data files have changed
since, the child says so, and nothing is drawn.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from threading import Lock, Timer, current_thread

from geo.app import endpoints
from geo.app.endpoints import Refused
from geo.child_process import ChildProcess
from geo.figures import short_import
from geo.model.data_rows import BadData

IDLE = 300.0  # seconds without a figure, after which the child ends
#: Seconds by the clock for one figure, the start of the child included: a sheet in the
#: highest resolution takes three on a machine without other work.
SECONDS = 120.0
#: How much the child gives way to the server.
_NICENESS = 10
_log = logging.getLogger(__name__)


class Unfinished(Exception):
    """A figure was begun and is not there: ask again."""


class Drawing:
    """Draws figures in a child process, one at a time.

    Args:
        idle: seconds without a figure, after which the child ends.
        seconds: for one figure.
        module: what the child runs.
    """

    def __init__(
        self, idle: float = IDLE, seconds: float = SECONDS, module: str = __name__
    ) -> None:
        self._idle, self._seconds, self._module = idle, seconds, module
        self._child: ChildProcess | None = None
        self._clock: Timer | None = None
        self._lock = Lock()

    def draw(self, path: str, query: str, edition: str) -> bytes:
        """The figure at an address.

        Args:
            path: one of :data:`geo.app.endpoints.PRODUCTS`.
            query: what follows "?".
            edition: the digest of the package that the address is to be answered from.

        Raises:
            Refused: the address is not understood, the sheet has no room for its
                title, or the data cannot be read.
            Unfinished: the child was killed, took too long or failed, or the data
                files have changed.
        """
        job = json.dumps({"path": path, "query": query, "edition": edition})
        with self._lock:
            self._end_after(None)
            if self._child is None or not self._child.runs:
                self._end()
                self._child = ChildProcess(self._module, logs=True)
            try:
                with self._child.at_most(self._seconds):
                    header, content = _ask(self._child, job.encode() + b"\n")
            except (OSError, ValueError) as error:
                _log.error("the process that draws was lost: %s", error)
                self._end()
                raise Unfinished from None
            self._end_after(self._idle)
        return content_of(header, content)

    def close(self) -> None:
        """End the child; another figure starts another."""
        with self._lock:
            self._end_after(None)
            self._end()

    @property
    def pid(self) -> int | None:
        """The number that the system has for the child, while there is one."""
        child = self._child
        return child.pid if child else None

    def _end_after(self, seconds: float | None) -> None:
        """End the child after so many seconds, or do not."""
        if self._clock:
            self._clock.cancel()
            self._clock = None
        if seconds is not None:
            self._clock = Timer(seconds, self._end_idle)
            self._clock.daemon = True
            self._clock.start()

    def _end_idle(self) -> None:
        with self._lock:
            if self._clock is current_thread():  # no figure was asked for meanwhile
                self._end()

    def _end(self) -> None:
        if self._child:
            self._child.close()
            self._child = None


def content_of(header: Mapping, content: bytes) -> bytes:
    """The bytes of an answer of :func:`answer`.

    Raises:
        Refused: it is a refusal.
        Unfinished: the data files have changed.
    """
    if "refused" in header:
        raise Refused(**header["refused"])
    if "edition" in header:
        raise Unfinished
    return content


def _ask(child: ChildProcess, job: bytes) -> tuple[dict, bytes]:
    """Tell the child what to draw, and what it answers.

    Raises:
        OSError: it is gone.
        ValueError: it ended in the midst of its answer.
    """
    child.input.write(job)
    child.input.flush()
    header = json.loads(child.output.readline())
    content = child.output.read(header.get("size", 0))
    if len(content) != header.get("size", 0):
        raise ValueError("its answer is cut short")
    return header, content


# --- in the child ---


def answer(path: str, query: str, edition: str) -> tuple[Mapping, bytes]:
    """What an address is answered with: a header, and the bytes that it announces."""
    try:
        request = endpoints.ask(path, query)
        if request.scene.package.digest != edition:
            return {"edition": request.scene.package.digest}, b""
        try:
            content = request.build()
        except BadData as error:
            raise endpoints.unready(error, request.scene.lang) from None
    except Refused as refused:
        return {"refused": refused.arguments}, b""
    return {"size": len(content)}, content


def main() -> None:
    """Answer one address after another until the server closes the pipe."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    short_import.prepare()
    # The answers alone: what else is printed goes to the log.
    out = os.dup(sys.stdout.fileno())
    sys.stdout = sys.stderr
    with suppress(BrokenPipeError):  # the server is gone
        for number, job in enumerate(sys.stdin.buffer):
            header, content = answer(**json.loads(job))
            _write(out, json.dumps(header).encode() + b"\n" + content)
            if number == 0:
                gc.freeze()  # the modules and the geometry stay: not walked again


def _write(out: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(out, rest) :]


if __name__ == "__main__":
    main()

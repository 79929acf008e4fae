"""A module of ours run in a process of its own, spoken to through pipes.

It is started anew and not forked: the server has threads. It is a session of its own,
so that Ctrl+C in a terminal ends the server, and not the child while it answers;
the child reads the end of its input when whoever started it is gone, however that came.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import IO

from geo.storage import PACKAGE


class ChildProcess:
    """A running ``python -m MODULE``.

    Args:
        module: its dotted name.
        logs: whether what it writes to its standard error goes to ours.

    Attributes:
        input: what it reads.
        output: what it writes.
        late: whether it was ended because its time was up.
    """

    def __init__(self, module: str, logs: bool = False) -> None:
        self._process = subprocess.Popen(  # noqa: S603 (a module of ours)
            [sys.executable, "-m", module],
            cwd=PACKAGE.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if logs else subprocess.DEVNULL,
            start_new_session=True,
        )
        self.input = _pipe(self._process.stdin)
        self.output = _pipe(self._process.stdout)
        self.late = False

    @property
    def pid(self) -> int:
        """The number that the system has for it."""
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def wait(self) -> int:
        """Its exit code, once it has ended."""
        return self._process.wait()

    @contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
        """Work that the child is ended for where it takes longer by the clock."""
        clock = Timer(seconds, self._time_is_up)
        clock.daemon = True
        clock.start()
        try:
            yield
        finally:
            clock.cancel()

    def _time_is_up(self) -> None:
        self.late = True
        self.kill()

    def kill(self) -> None:
        """End it and whatever it started."""
        if self.runs:
            try:
                os.killpg(self.pid, signal.SIGKILL)
            except (AttributeError, ProcessLookupError):
                self._process.kill()

    def close(self) -> None:
        """End it where it runs, and leave nothing of it: no pipe, no process."""
        self.kill()
        self.wait()
        self.output.close()
        with suppress(BrokenPipeError):  # it has not read all of it
            self.input.close()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    """A stream of a process that was asked to be a pipe."""
    if stream is None:
        raise TypeError("the process was started without this pipe")
    return stream

"""A reader's table read in a process of its own, with limits, and killed at them.

A crafted file of a few kilobytes can ask for gigabytes and minutes of whatever parses
it. So the app hands the bytes to a child process that may take :data:`MEMORY` and
:data:`PROCESSOR_SECONDS`; it is killed whole at the limit, the reader is told in a
sentence, and the server and its other readers go on. A child is started for each file
and not forked: the server has threads, and a child that has read one file reads no
other. Starting it takes a fifth of a second.

The result comes back as lines that are checked against the types of its records
(:mod:`geo.tables.user.wire`): the child is ours, but it has parsed a stranger's bytes,
and nothing that it says is unpickled.

The command line reads in its own process (:func:`geo.tables.user.read.read_path`): it
is held to the same judgements of size, the memory is that of whoever chose the file,
and Ctrl+C ends it.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

from geo.child_process import ChildProcess
from geo.model.data_rows import BadData
from geo.storage import PROGRAM
from geo.tables.user import read as user_read
from geo.tables.user import wire
from geo.tables.user.read import UserTable
from geo.tables.user.refusal import Refused
from geo.tables.user.text_file import size_of
from geo.turns import give_way

try:
    import resource
except ImportError:  # Windows: the time is limited there, the memory is not
    resource = None  # type: ignore[assignment]

MEMORY = 768_000_000  # bytes of address space
PROCESSOR_SECONDS = 30
#: Seconds by the clock, on a machine that has other work too.
SECONDS = 120
#: Bytes that a child may tell of a table; the server holds some three times as many.
MOST_TOLD = 128_000_000
#: A larger file waits for those before it; one small one is read beside it.
LARGE = 500_000  # bytes
PATIENCE = 180  # seconds in which a table comes to be read
#: How much the child of a large file gives way to the server's own threads.
_NICENESS = 10

_LANES = {large: BoundedSemaphore(1) for large in (False, True)}
_OUT_OF_MEMORY, _BROKEN, _DAMAGED = 3, 4, 5  # exit codes of the child
_MISTAKE = b"mistake: "  # begins the line of a child that broke
_log = logging.getLogger(__name__)


def read(data: bytes, file_name: str, **options: object) -> UserTable:
    """Take in a file as :func:`geo.tables.user.read.read` does, in another process.

    The result is without its rows (:meth:`UserTable.without_rows`).

    Args:
        data: its bytes.
        file_name: what the reader calls it.
        **options: those of :func:`geo.tables.user.read.read`.

    A file that cannot be read within the limits is refused like any other.
    """
    name = display_name(file_name)
    try:
        size_of(len(data))
        give_way()  # while the child reads this run waits: nobody waits for it
        lane = _LANES[len(data) > LARGE]
        if not lane.acquire(timeout=PATIENCE):
            raise Refused("turn")
        try:
            return _Child(data, name, options).result()
        finally:
            lane.release()
    except Refused as refusal:
        as_of = options.get("as_of")
        return user_read.unread_table(name, as_of, refusal.refusal)  # type: ignore[arg-type]


def display_name(file_name: str) -> str:
    """A file's name as text that can be shown, saved and sent: no character in it is a
    control or half of one, and it is no longer than a file system's names.
    """
    text = file_name.encode("utf-8", "replace").decode()
    return "".join(c if c.isprintable() else "\ufffd" for c in text)[:255]


class _Child:
    """One process that reads one file."""

    def __init__(self, data: bytes, name: str, options: dict[str, object]) -> None:
        job = {"name": name, "options": options}
        limits = {"memory": MEMORY, "seconds": PROCESSOR_SECONDS}
        job["limits"] = limits | {"niceness": _NICENESS if len(data) > LARGE else 0}
        self._sent = json.dumps(job, default=date.isoformat).encode() + b"\n", data
        self._mistake = ""

    def result(self) -> UserTable:
        """What the child made of the file.

        Raises:
            Refused: it went over a limit, or broke.
        """
        # Without a log: it would hold words of a table.
        child = ChildProcess("geo.tables.user.isolated")
        try:
            with child.at_most(SECONDS):
                return self._table_of(child)
        finally:
            child.close()

    def _table_of(self, child: ChildProcess) -> UserTable:
        try:
            with child.output as answer:
                self._send(child.input)
                table = wire.record(UserTable, self._lines_of_child(answer))
            child.wait()
            return table
        except wire.Unexpected as error:
            # Nobody reads what it says further: it ends, or the clock ends it.
            code = child.wait()
            raise self._why(code, str(error), child.late) from None

    def _send(self, pipe: IO[bytes]) -> None:
        """All at once: the child says nothing before it has read to the end."""
        # A child that is gone says why by its exit code.
        with suppress(BrokenPipeError), pipe:
            for part in self._sent:
                pipe.write(part)

    def _lines_of_child(self, pipe: IO[bytes]) -> Iterator[bytes]:
        size = 0
        while line := pipe.readline(MOST_TOLD):
            size += len(line)
            if size > MOST_TOLD:
                raise Refused("remarks")
            if line.startswith(_MISTAKE):
                self._mistake = line.decode()
                return
            yield line
            give_way()

    def _why(self, code: int, error: str, late: bool = False) -> Refused:
        if late:
            return Refused("time", seconds=str(SECONDS))
        if code == -getattr(signal, "SIGXCPU", 0):
            return Refused("work", seconds=PROCESSOR_SECONDS)
        if code == _OUT_OF_MEMORY:
            return Refused("memory", size=MEMORY // 10**6)
        if code == _DAMAGED:
            _log.error("no table can be read: %s", self._mistake)
            return Refused("own-data", program=PROGRAM)
        _log.error(
            "the process that reads tables ended with %s: %s",
            code,
            self._mistake or error,
        )
        return Refused("unreadable")


# --- in the child ---


def _limit(memory: int, seconds: int, niceness: int) -> None:
    if resource is None:
        return
    limits = {"RLIMIT_CORE": (0, 0), "RLIMIT_CPU": (seconds, seconds + 1)}
    for name, most in {**limits, "RLIMIT_AS": (memory, memory)}.items():
        # A system without this limit: the clock still holds.
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), most)
    os.nice(niceness)


def main() -> int:
    """Read a file from the standard input and tell what became of it."""
    try:
        job = json.loads(sys.stdin.buffer.readline())
        _limit(**job["limits"])
        options = job["options"]
        if options.get("as_of"):
            options["as_of"] = date.fromisoformat(options["as_of"])
        table = user_read.read(sys.stdin.buffer.read(), job["name"], **options)
        for line in wire.lines(table.without_rows()):
            sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    except MemoryError:
        return _OUT_OF_MEMORY
    except BadData as error:
        # It speaks of a file of the atlas, not of the reader's.
        sys.stdout.buffer.write(_MISTAKE + f"{error}\n".encode(errors="replace"))
        return _DAMAGED
    except Exception as error:
        # The places in our code, without a word of the table.
        places = traceback.extract_tb(error.__traceback__)
        where = " ".join(f"{Path(p.filename).name}:{p.lineno}" for p in places)
        message = f"{type(error).__name__} {where}\n".encode(errors="replace")
        sys.stdout.buffer.write(_MISTAKE + message)
        return _BROKEN
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A Streamlit app on a free port, and what its process has used."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.machine import ENVIRONMENT
from geo.storage import ROOT

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Server:
    """One running app: ``port``, ``url``, and the readings of its process."""

    def __init__(self, process: subprocess.Popen, port: int) -> None:
        self.process, self.port = process, port
        self.url = f"http://127.0.0.1:{port}/"

    def memory(self) -> float:
        """Resident megabytes."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * _PAGE / 1e6

    def cpu(self) -> float:
        """Seconds of processor time so far, of all its threads."""
        text = Path(f"/proc/{self.process.pid}/stat").read_text()
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def started(port: int, script: str | Path = "app.py") -> subprocess.Popen:
    """An app told to listen on a port; it is not there yet."""
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    options = [f"--server.port={port}", "--server.address=127.0.0.1"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([*command, *options], cwd=ROOT, env=ENVIRONMENT, **quiet)


def healthy(url: str) -> None:
    """Wait until an address answers.

    Raises:
        RuntimeError: it does not within a minute.
    """
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} does not answer within a minute")


@contextmanager
def running(script: str | Path = "app.py") -> Iterator[Server]:
    """Start an app, wait until it is healthy, and stop it afterwards.

    Raises:
        RuntimeError: it did not start within a minute.
    """
    port = free_port()
    process = started(port, script)
    try:
        healthy(f"http://127.0.0.1:{port}/_stcore/health")
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(timeout=20)

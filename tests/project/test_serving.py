"""How the app is served: to whom, on which port, and following no files."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from geo.storage import ROOT

SERVER = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["server"]
#: make, with the interpreter of the tests and what it needs installed already.
MAKE = ("make", "-o", ".venv/runtime", f"BIN={Path(sys.executable).parent}")


def recipe(target: str, *variables: str) -> str:
    """The commands make would run."""
    command = [*MAKE, "--no-print-directory", "-n", target, *variables]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return run.stdout


def test_who_names_no_address_serves_this_machine_only():
    assert SERVER["address"] == "localhost"


@pytest.mark.command_line
def test_make_run_says_whom_it_serves_and_takes_an_address_and_a_port():
    plain = recipe("run")
    assert "from this machine only" in plain
    assert "--server." not in plain  # a port named here would not give way
    open_to_all = recipe("run", "ADDRESS=0.0.0.0", "PORT=80")
    assert "at 0.0.0.0" in open_to_all
    assert "--server.address 0.0.0.0 --server.port 80" in open_to_all


def test_the_container_names_its_own_address():
    text = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r'^CMD [^#]*"--server\.address=0\.0\.0\.0"', text, re.MULTILINE)


@pytest.mark.command_line
def test_files_are_followed_for_contributors_alone():
    assert SERVER["fileWatcherType"] == "none"
    assert "--server.fileWatcherType poll" in recipe("dev")
    assert "fileWatcherType" not in recipe("run")


@contextmanager
def somebody_on(port: int) -> Iterator[None]:
    """A program of ours on a port, unless another has it already."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            listener.bind(("127.0.0.1", port))
            listener.listen()
        yield


@pytest.mark.command_line
def test_the_next_free_port_is_used_when_the_usual_one_is_taken():
    with somebody_on(8501):
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            text = next(line for line in server.stdout if "URL:" in line)
            url = re.search(r"http://localhost:(\d+)", text)
            assert 8501 < int(url[1]) < 8602
            with urllib.request.urlopen(f"{url[0]}/healthz", timeout=30) as answer:
                assert answer.status == 200
        finally:
            server.terminate()
            server.communicate(timeout=20)

"""A process that is killed in the middle of writing."""

import subprocess
import sys
import textwrap

import pytest

from geo import storage

#: A process that stops in the middle of its work, and is then killed.
HALFWAY = """
import sys, tempfile
from pathlib import Path
from geo import storage

tempfile.tempdir = sys.argv[2]
def stop(*_):
    print("halfway", flush=True)
    sys.stdin.read()
storage.os.replace = stop
if sys.argv[1] == "write":
    storage.write_whole(Path(sys.argv[2], "map.html"), b"new")
else:
    storage.os.replace = storage.os.rename
    storage.temporary_folder()
    stop()
"""


@pytest.fixture
def halfway(tmp_path):
    """Starts such a process in the folder of the test."""
    processes = []

    def start(what: str) -> subprocess.Popen:
        command = [sys.executable, "-c", textwrap.dedent(HALFWAY), what, str(tmp_path)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        process = subprocess.Popen(command, cwd=storage.ROOT, **pipes)
        processes.append(process)
        assert process.stdout.readline() == b"halfway\n"
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def killed(process: subprocess.Popen) -> None:
    process.kill()
    process.wait()

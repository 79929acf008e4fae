"""The kinds of slow tests, held: whoever starts a program is marked so.

``make quick`` leaves the slow kinds out by their marks, and stays quick only as long as
the marks are true.
"""

from __future__ import annotations

import sys
from collections.abc import Generator
from pathlib import Path

import pytest

#: The marks of tests that may start programs.
STARTING = ("browser", "command_line")

#: Node.js is there within a tenth of a second: no kind of its own.
QUICK = ("node",)

_RUNNING: list[pytest.Item] = []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Knows which test runs, its fixtures included."""
    _RUNNING.append(item)
    try:
        return (yield)
    finally:
        _RUNNING.pop()


def _heard(event: str, arguments: tuple) -> None:
    if event != "subprocess.Popen" or not _RUNNING:
        return
    program = Path(str(arguments[0])).name
    test = _RUNNING[-1]
    if program in QUICK or any(test.get_closest_marker(name) for name in STARTING):
        return
    raise AssertionError(
        f"{test.nodeid} starts {program}: mark it with pytest.mark.command_line"
    )


sys.addaudithook(_heard)

"""The kinds of slow tests, held: whoever starts a program or draws is marked so.

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

#: The mark of tests that lay out a sheet: a figure, an animation, a brief, a site. Each
#: takes a tenth of a second to four seconds, and there are some seven hundred of them.
DRAWING = "drawn"

#: The fixture with a whole site on disk: its figures and share pictures are sheets.
SITE = "site_folder"

_RUNNING: list[pytest.Item] = []


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever looks at the whole site has it drawn."""
    for item in items:
        if SITE in getattr(item, "fixturenames", ()):
            item.add_marker(DRAWING)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Knows which test runs, its fixtures included."""
    _watch_sheets()
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


def _watch_sheets() -> None:
    """Every sheet of geo.figures is a Sheet: laying one out is heard of.

    Where no test has imported it, none has drawn: to import it takes half a second.
    """
    layout = sys.modules.get("geo.figures.layout")
    if layout is None or hasattr(layout.Sheet, "watched"):
        return
    lay_out = layout.Sheet.__init__

    def watched(self: object, *arguments: object, **how: object) -> None:
        slow = (DRAWING, "pinned", *STARTING)
        if _RUNNING and not any(map(_RUNNING[-1].get_closest_marker, slow)):
            raise AssertionError(
                f"{_RUNNING[-1].nodeid} lays out a sheet: mark it with "
                f"pytest.mark.{DRAWING}"
            )
        lay_out(self, *arguments, **how)

    layout.Sheet.__init__ = watched
    layout.Sheet.watched = True


sys.addaudithook(_heard)

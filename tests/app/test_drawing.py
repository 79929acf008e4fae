"""Figures drawn in another process: the same bytes, and what follows a lost child."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from geo.app import drawing, endpoints
from geo.app.drawing import Drawing, Unfinished
from geo.model import boundaries
from geo.storage import ROOT
from geo.tables.load import load_package

pytestmark = pytest.mark.command_line

PATH, QUERY = "/figure.svg", "size=square&years=2011..2013&lang=ru"


@pytest.fixture(scope="module")
def child() -> Iterator[Drawing]:
    result = Drawing()
    yield result
    result.close()


@pytest.fixture
def edition() -> str:
    return load_package().digest


def start(child: Drawing) -> int:
    """Have a child answer something quick, and give its number."""
    with pytest.raises(endpoints.Refused):
        child.draw(PATH, "size=huge", "")
    return child.pid


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_bytes_are_those_that_are_drawn_here(child, edition):
    assert child.draw(PATH, QUERY, edition) == endpoints.ask(PATH, QUERY).build()


def test_a_refusal_comes_back_with_its_sentence_and_the_child_goes_on(child, edition):
    before = child.pid
    with pytest.raises(endpoints.Refused) as error:
        child.draw(PATH, "lang=ru&title=" + "many+words+" * 80, edition)
    refusal = error.value.response
    assert refusal.status == 400
    assert refusal.headers["Content-Language"] == "ru"
    with pytest.raises(Unfinished):  # of another edition of the data
        child.draw(PATH, QUERY, "another")
    assert child.pid == before


def test_a_killed_child_is_followed_by_another_with_the_same_bytes(child, edition):
    content, lost = child.draw(PATH, QUERY, edition), child.pid
    os.kill(lost, signal.SIGKILL)
    os.waitid(os.P_PID, lost, os.WEXITED | os.WNOWAIT)
    assert child.draw(PATH, QUERY, edition) == content
    assert child.pid != lost
    assert not is_there(lost)


def test_a_child_that_says_nothing_in_its_time_is_killed(child, edition, caplog):
    stopped = start(child)
    os.kill(stopped, signal.SIGSTOP)
    impatient = Drawing(seconds=0)
    impatient._child, child._child = child._child, None
    with pytest.raises(Unfinished):
        impatient.draw(PATH, QUERY, edition)
    assert not is_there(stopped)
    assert impatient.pid is None
    assert "lost" in caplog.text


def test_a_child_that_fails_is_unfinished_work_and_no_traceback(edition, capfd):
    with pytest.raises(Unfinished):
        Drawing(module="geo.no_such_module").draw(PATH, QUERY, edition)
    assert "no_such_module" in capfd.readouterr().err  # in the log of the server


def test_a_child_without_work_ends_and_leaves_nothing():
    resting = Drawing(idle=0)
    with pytest.raises(endpoints.Refused):
        resting.draw(PATH, "size=huge", "")
    resting._clock.join(60)
    assert resting.pid is None


def test_a_child_ends_with_the_server_that_started_it(child):
    start(child)
    child._child.input.close()
    assert child._child.wait() == 0
    child.close()


def test_nothing_is_drawn_of_an_edition_that_is_no_longer_there(monkeypatch, edition):
    monkeypatch.setattr(endpoints.Request, "build", lambda _: pytest.fail("drawn"))
    assert drawing.answer(PATH, QUERY, "another") == ({"edition": edition}, b"")


def test_damaged_boundaries_are_told_as_the_server_tells_them(monkeypatch, edition):
    def made(request: endpoints.Request) -> bytes:
        raise boundaries.BadBoundaries("world_print.topo.json is missing")

    monkeypatch.setattr(endpoints.Request, "build", made)
    header, content = drawing.answer(PATH, QUERY, edition)
    assert (header["refused"]["status"], content) == (503, b"")
    assert header["refused"]["text"] == "world_print.topo.json is missing"


def test_the_server_that_hands_figures_on_imports_nothing_to_draw_them():
    code = "import sys, geo.app.routes; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    loaded = {name.split(".")[0] for name in out.stdout.decode().split()}
    assert "starlette" in loaded
    assert not loaded & {"matplotlib", "numpy"}

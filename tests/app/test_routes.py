"""The addresses as a server answers them, without a server."""

import asyncio
import gc
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import NamedTuple

import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp
from starlette.websockets import WebSocketDisconnected
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.session_manager import SessionClient
from streamlit.web.server.starlette.starlette_websocket import create_websocket_routes

from geo.app import drawing, endpoints, fact_pages, routes
from geo.app.byte_cache import ByteCache, QueueFull
from geo.model import boundaries
from geo.tables.load import load_package


class Here:
    """Draws in this process what the server hands to another."""

    def draw(self, path: str, query: str, edition: str) -> bytes:
        return drawing.content_of(*drawing.answer(path, query, edition))


@pytest.fixture(autouse=True)
def drawn_here(monkeypatch) -> None:
    monkeypatch.setattr(routes, "DRAWING", Here())


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    content: bytes


def run(work: Coroutine) -> object:
    """In a thread of its own: the browser of other tests holds this one's loop."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()


def request(
    path: str,
    query: str = "",
    method: str = "GET",
    hang_up: Callable[[], bool] | None = None,
    **headers: str,
) -> Reply:
    """One request to the routes alone, as a server hands it on.

    The client hangs up once ``hang_up`` says so, or never.
    """
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "scheme": "http",
        "server": ("localhost", 80),
        "query_string": query.encode("latin-1"),
        "headers": [
            (k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()
        ],
    }
    messages: list[dict] = []
    body = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> dict:
        """The request once; after that a server is silent until the client goes."""
        if message := next(body, None):
            return message
        if hang_up is None:
            await asyncio.Event().wait()
        while not hang_up():
            await asyncio.sleep(0)
        return {"type": "http.disconnect"}

    async def send(message: dict) -> None:
        messages.append(message)

    run(Starlette(routes=routes.ROUTES)(scope, receive, send))
    start, *bodies = messages
    fields = {k.decode(): v.decode() for k, v in start["headers"]}
    return Reply(start["status"], fields, b"".join(b.get("body", b"") for b in bodies))


def test_a_table_comes_whole_and_the_second_time_not_at_all():
    first = request("/treaties.csv", "years=2010..2016")
    assert first.status == 200
    assert first.headers["content-type"] == "text/csv; charset=utf-8"
    assert int(first.headers["content-length"]) == len(first.content) > 1000
    tag = first.headers["etag"]
    again = request("/treaties.csv", "years=2010..2016", if_none_match=tag)
    assert (again.status, again.content) == (304, b"")


@pytest.mark.drawn
def test_a_picture_is_drawn_for_the_first_and_found_by_the_next(monkeypatch):
    addresses = []
    build = endpoints.Request.build
    monkeypatch.setattr(
        endpoints.Request, "build", lambda q: addresses.append(q.address) or build(q)
    )
    query = "size=square&dpi=150&years=2011..2013"
    replies = [request("/figure.png", query) for _ in range(3)]
    assert {reply.status for reply in replies} == {200}
    assert len({reply.content for reply in replies}) == 1
    assert len(addresses) == 1


def test_what_is_not_understood_is_told_in_plain_text():
    reply = request("/figure.png", "size=%3Cscript%3E")
    assert reply.status == 400
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"
    assert reply.headers["x-content-type-options"] == "nosniff"


@pytest.mark.drawn
def test_a_title_that_would_be_cut_is_refused_by_the_server_too():
    reply = request("/figure.svg", "title=" + "many+words+" * 80)
    assert reply.status == 400
    assert reply.content.startswith(b"title: it does not fit on the sheet")
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.drawn
def test_a_title_changes_the_picture():
    plain, with_title = (
        request("/figure.svg", "size=square" + title) for title in ("", "&title=Hello")
    )
    assert (plain.status, with_title.status) == (200, 200)
    assert plain.content != with_title.content
    assert b">Hello</text>" in with_title.content


@pytest.mark.parametrize("query", ["%ff%fe", "years=%00", "a=b&" * 400, ";;;&&==", "é"])
def test_a_broken_query_breaks_nothing(query):
    assert request("/treaties.json", query).status in (200, 400)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_there_is_nothing_to_do_but_read(method):
    reply = request("/treaties.csv", method=method)
    assert reply.status == 405
    assert "GET" in reply.headers["allow"]


def test_the_head_of_an_answer_may_be_asked_for():
    whole, head = (request("/treaties.csv", method=m) for m in ("GET", "HEAD"))
    assert head.status == 200
    assert head.headers == whole.headers


def test_a_crowd_is_told_when_to_come_back(monkeypatch):
    def take(*_: object) -> Future:
        raise QueueFull

    monkeypatch.setattr(routes.FIGURES, "get", take)
    reply = request("/figure.svg", "lang=ru")
    assert reply.status == 503
    assert int(reply.headers["retry-after"]) > 0
    assert "повторите" in reply.content.decode()


def test_damaged_boundaries_are_said_and_not_shown_as_a_traceback(monkeypatch):
    def made(request: endpoints.Request) -> bytes:
        raise boundaries.BadBoundaries("world_print.topo.json is missing")

    monkeypatch.setattr(endpoints.Request, "build", made)
    reply = request("/figure.pdf", "years=2012..2013")
    assert reply.status == 503
    assert reply.content == b"world_print.topo.json is missing\n"


@pytest.mark.drawn
def test_a_figure_that_was_not_finished_is_to_be_asked_for_again(monkeypatch):
    def lost(self: Here, *_: str) -> bytes:
        raise drawing.Unfinished

    monkeypatch.setattr(Here, "draw", lost)
    reply = request("/figure.pdf", "years=2012..2013&lang=fr")
    assert reply.status == 503
    assert int(reply.headers["retry-after"]) > 0
    assert "n’a pas été achevée" in reply.content.decode()
    monkeypatch.undo()
    monkeypatch.setattr(routes, "DRAWING", Here())
    assert request("/figure.pdf", "years=2012..2013&lang=fr").status == 200


def test_who_has_waited_long_is_told_to_come_back_and_then_gets_it(monkeypatch):
    go = Event()

    def slow(self: Here, *_: str) -> bytes:
        go.wait(20)
        return b"a figure"

    monkeypatch.setattr(Here, "draw", slow)
    monkeypatch.setattr(routes, "PATIENCE", 0)
    with ThreadPoolExecutor(1) as other:
        reply = request("/figure.png", "years=2010..2019")
        assert reply.status == 503
        assert int(reply.headers["retry-after"]) > 0
        monkeypatch.setattr(routes, "PATIENCE", 20)
        again = other.submit(request, "/figure.png", "years=2010..2019")
        go.set()
        assert again.result(20).content == b"a figure"


def test_a_table_is_to_be_had_while_figures_are_drawn(monkeypatch):
    go, started = Event(), Event()

    def slow(self: Here, *_: str) -> bytes:
        started.set()
        go.wait(20)
        return b"a figure"

    monkeypatch.setattr(Here, "draw", slow)
    with ThreadPoolExecutor(1) as client:
        figure = client.submit(request, "/figure.png", "years=2010..2018")
        assert started.wait(20)
        assert request("/treaties.csv", "years=2010..2018").status == 200
        go.set()
        assert figure.result(20).content == b"a figure"


def test_what_runs_beside_the_server_ends_with_it(monkeypatch):
    closed = []
    monkeypatch.setattr(Here, "close", lambda self: closed.append(self), raising=False)

    async def served() -> None:
        async with routes.lifespan(None):
            assert closed == []

    run(served())
    assert closed == [routes.DRAWING]


class Leaving:
    """A reader's socket, closed at the moment when the app first speaks to them."""

    def __init__(self) -> None:
        self.heard = iter(["websocket.connect", "websocket.receive"])
        self.closed = asyncio.Event()

    async def receive(self) -> dict:
        kind = next(self.heard)
        if kind == "websocket.receive":
            await self.closed.wait()
        return {"type": kind, "bytes": b""}

    async def send(self, message: dict) -> None:
        if message["type"] == "websocket.send":
            self.closed.set()
            raise OSError("closed by the browser")


class Sessions:
    """Streamlit's sessions, as far as a socket has to do with them."""

    def __init__(self) -> None:
        self.ended: list[str] = []

    def connect_session(self, client: SessionClient, **_: object) -> str:
        client.write_forward_msg(ForwardMsg())
        return "one"

    def handle_backmsg(self, *_: object, **__: object) -> None:
        pass

    def disconnect_session(self, session_id: str, **_: object) -> None:
        self.ended.append(session_id)


def test_a_reader_who_leaves_while_the_app_speaks_to_them_is_no_error():
    async def leave(app: ASGIApp) -> None:
        reader = Leaving()
        scope = {"type": "websocket", "path": "/_stcore/stream", "headers": []}
        await app(scope, reader.receive, reader.send)

    sessions = Sessions()
    served = Starlette(routes=create_websocket_routes(sessions, None))
    with pytest.raises(WebSocketDisconnected):
        run(leave(served))
    run(leave(routes.ClosedSockets(served)))
    assert sessions.ended == ["one", "one"]


class Line:
    """A request of which it is known when its client hangs up."""

    def __init__(self) -> None:
        self.gone = asyncio.Event()

    async def receive(self) -> dict:
        await self.gone.wait()
        return {"type": "http.disconnect"}


def test_who_hangs_up_takes_nothing_from_those_who_wait_for_the_same():
    future: Future = Future()

    async def three() -> tuple:
        lines = [Line() for _ in range(3)]
        waits = [asyncio.create_task(routes.wait_for(future, line)) for line in lines]
        await asyncio.sleep(0)
        waits[0].cancel()
        lines[1].gone.set()
        answer = await waits[1]
        future.set_result(b"bytes")
        return answer, await waits[2]

    assert run(three()) == (None, b"bytes")
    gc.collect()


def test_figures_whose_clients_left_make_room_in_the_line(monkeypatch):
    go, started, keys = Event(), Event(), []

    def made(request: endpoints.Request) -> bytes:
        keys.append(request.address)
        started.set()
        go.wait(20)
        return b"a figure"

    cache = ByteCache(max_bytes=100, workers=1, max_pending=3)
    monkeypatch.setattr(endpoints.Request, "build", made)
    monkeypatch.setattr(routes, "FIGURES", cache)

    def ask(year: int, hang_up: Callable | None = None) -> Reply:
        return request("/figure.png", f"years=2010..{year}", hang_up=hang_up)

    with ThreadPoolExecutor(4) as clients:
        first = clients.submit(ask, 2011)
        assert started.wait(20)
        for year in (2012, 2013):  # the line is full: they wait until they hang up
            assert clients.submit(ask, year, started.is_set).result(20).status == 499
        stays = clients.submit(ask, 2014)
        waiting = clients.submit(ask, 2015, started.is_set)
        assert waiting.result(20).status == 499
        go.set()
        assert first.result(20).status == stays.result(20).status == 200
    assert [address[-4:] for address in keys] == ["2011", "2014"]


def test_health_is_an_address_of_its_own():
    reply = request("/healthz")
    assert reply.status == 200
    assert load_package().version.encode() in reply.content


def test_no_address_is_a_view_of_the_app():
    paths = {route.path for route in routes.ROUTES}
    assert paths == {*endpoints.PRODUCTS, endpoints.HEALTH, fact_pages.PATH}
    with_suffix = {path for path in paths if "." in path}
    assert paths - with_suffix == {"/healthz", "/facts/{treaty}/{field}"}

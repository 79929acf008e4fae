"""The addresses beside the app: the only module that imports Starlette.

``st.App(..., routes=...)`` lays them beside those of Streamlit, which has no name
of :data:`ROUTES`: its views are ``/map``, ``/table`` and so on, without a suffix.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import asynccontextmanager
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request as HttpRequest
from starlette.responses import Response as HttpResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnected

from geo.app import endpoints, fact_pages, index_page, warm_up
from geo.app.byte_cache import MEGABYTE, ByteCache, Entry, QueueFull
from geo.app.drawing import Drawing, Unfinished
from geo.app.endpoints import Refused, Response
from geo.model.data_rows import BadData

#: Figures are drawn one at a time, whoever asks, and in a process of their own; no
#: table and no page waits for them.
DRAWING = Drawing()
FIGURES = ByteCache(max_bytes=48 * MEGABYTE, workers=1, max_pending=16)
OTHERS = ByteCache(max_bytes=16 * MEGABYTE, workers=1, max_pending=16)

#: Seconds in which an answer is there, or its asker is told when to come back.
PATIENCE = 10.0
#: The status of a response that nobody is there to get, as servers' logs have it.
GONE = 499


async def product(path: str, request: HttpRequest) -> HttpResponse:
    """A map, a figure or a table of the view that the address asks for."""
    query = request.scope["query_string"].decode("utf-8", "replace")
    try:
        parsed = await run_in_threadpool(endpoints.ask, path, query)
        cache, make = _maker(parsed, query)
        try:
            making = cache.get(parsed.key, make)
        except QueueFull:
            raise endpoints.busy(parsed) from None
        try:
            entry = await wait_for(making, request)
        except BadData as error:
            raise endpoints.unready(error, parsed.scene.lang) from None
        except Unfinished:
            raise endpoints.unfinished(parsed) from None
        finally:
            cache.release(parsed.key, making)
        if entry is None:
            return HttpResponse(status_code=GONE)
    except Refused as refused:
        return _response(refused.response)
    return _response(parsed.response(entry, request.headers.get("if-none-match", "")))


def _maker(
    parsed: endpoints.Request, query: str
) -> tuple[ByteCache, Callable[[], bytes]]:
    """Where what is asked for is kept, and what makes it."""
    if parsed.options is None:
        return OTHERS, parsed.build
    edition = parsed.scene.package.digest
    return FIGURES, partial(DRAWING.draw, parsed.path, query, edition)


async def wait_for(making: Future, request: HttpRequest) -> Entry | None:
    """What is being made; nothing where the client hangs up before.

    Whoever hangs up takes it from nobody else who waits.

    Raises:
        Unfinished: it is not there in :data:`PATIENCE` seconds.
    """
    result = asyncio.shield(asyncio.wrap_future(making))
    hang_up = asyncio.create_task(_hung_up(request))
    try:
        done, _ = await asyncio.wait(
            (result, hang_up),
            timeout=PATIENCE,
            return_when=asyncio.FIRST_COMPLETED,
        )
        if not done:
            raise Unfinished
        return await result if result.done() else None
    finally:
        hang_up.cancel()
        result.cancel()


async def _hung_up(request: HttpRequest) -> None:
    """Returns when the client has closed the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def health(request: HttpRequest) -> HttpResponse:
    """For a load balancer: is this one fit to answer?"""
    query = request.scope["query_string"].decode("utf-8", "replace")
    lang = index_page.language(query, "")
    return _response(await run_in_threadpool(endpoints.health, lang))


async def index(name: str, request: HttpRequest) -> HttpResponse:
    """The document of a view of the app."""
    query = request.scope["query_string"].decode("utf-8", "replace")
    accepted = request.headers.get("accept-language", "")
    return _response(index_page.respond(name, query, accepted))


async def fact(request: HttpRequest) -> HttpResponse:
    """Who states a fact of a treaty, for a reader or a program."""
    place = (request.path_params["treaty"], request.path_params["field"])
    query = request.scope["query_string"].decode("utf-8", "replace")
    etags = request.headers.get("if-none-match", "")
    try:
        response = await run_in_threadpool(fact_pages.respond, *place, query, etags)
    except Refused as refused:
        response = refused.response
    return _response(response)


def _response(response: Response) -> HttpResponse:
    return HttpResponse(response.content, response.status, response.headers)


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """What runs beside the server begins and ends with it."""
    warm_up.start()
    try:
        yield
    finally:
        await run_in_threadpool(DRAWING.close)


class ClosedSockets:
    """A socket that the browser closes while the app sends to it is no error.

    Of a message that cannot be sent Starlette knows that the socket is closed, and
    raises where Streamlit reads from it next; Streamlit takes that for a message it
    does not understand and closes the socket, which raises again. The session has ended
    as any by then, and the server would write a traceback into its log.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except WebSocketDisconnected:
            if scope["type"] != "websocket":
                raise


MIDDLEWARE = [Middleware(ClosedSockets)]
ROUTES = [
    *(Route(path, partial(product, path)) for path in endpoints.PRODUCTS),
    Route(fact_pages.PATH, fact),
    Route(endpoints.HEALTH, health),
]
#: Streamlit's own addresses, whose document is served in the reader's language.
INDEX = [
    Route(path, partial(index, name))
    for name in index_page.NAMES
    for path in (f"/{name}", *["/"] * (name == index_page.NAMES[0]))
]

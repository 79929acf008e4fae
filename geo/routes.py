"""The addresses beside the app, for the server that runs it: Starlette's only door.

``st.App(..., routes=ROUTES)`` lays them beside Streamlit's own, which has none of
these names: its views are ``/map``, ``/table`` and so on, without a suffix.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo import answers
from geo.answers import Answer, Refused
from geo.shelf import MEGABYTE, Busy, Kept, Shelf
from geo.world import BadBoundaries

#: Figures are drawn one at a time, whoever asks; the other hand is for the tables.
SHELF = Shelf(room=64 * MEGABYTE, hands=2, line=16)


async def product(path: str, request: Request) -> Response:
    """A map, a figure or a table of the view that the address asks for."""
    query = request.scope["query_string"].decode("utf-8", "replace")
    try:
        question = await run_in_threadpool(answers.ask, path, query)
        try:
            making = SHELF.take(question.key, question.made)
        except Busy:
            raise answers.busy(question) from None
        try:
            kept = await waited(making)
        except BadBoundaries as error:
            raise answers.unready(error) from None
    except Refused as refused:
        return _response(refused.answer)
    return _response(question.answer(kept, request.headers.get("if-none-match", "")))


async def waited(making: Future) -> Kept:
    """What is being made. Whoever hangs up takes it from nobody else who waits."""
    return await asyncio.shield(asyncio.wrap_future(making))


async def health(request: Request) -> Response:
    """For a load balancer: is this one fit to answer?"""
    return _response(await run_in_threadpool(answers.health))


def _response(answer: Answer) -> Response:
    return Response(answer.content, answer.status, answer.headers)


ROUTES = [
    *(Route(path, partial(product, path)) for path in answers.PRODUCTS),
    Route(answers.HEALTH, health),
]

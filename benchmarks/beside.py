"""The steps of a reader alone, and while others ask the server for something."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from benchmarks.machine import spread
from benchmarks.server import Server, running
from benchmarks.sessions import Client

#: A reader who drags: seconds between two steps.
PACE = (0.2, 0.4)

Result = TypeVar("Result")


def measured(
    seconds: float, others: Callable[[Server], Awaitable[Result]]
) -> tuple[dict, Result]:
    """A reader's steps for so many seconds, then until the others are done."""
    with running() as server:
        asyncio.run(_reader(server, 5))
        quiet = asyncio.run(_reader(server, seconds))
        busy, result = asyncio.run(_beside(server, others))
    steps = {
        "quiet": _times(quiet),
        "busy": _times(busy),
        "errors": quiet.errors + busy.errors,
    }
    return steps, result


async def _reader(server: Server, seconds: float) -> Client:
    client = Client(1, server.port, PACE)
    await client.read(time.time() + seconds)
    return client


async def _beside(
    server: Server, others: Callable[[Server], Awaitable[Result]]
) -> tuple[Client, Result]:
    client = Client(2, server.port, PACE)
    reading = asyncio.create_task(client.read(time.time() + 600))
    await asyncio.sleep(3)
    client.times.clear()
    result = await others(server)
    reading.cancel()
    return client, result


def _times(client: Client) -> dict[str, float]:
    """The milliseconds of a reader's steps, and their 95th percentile."""
    steps = sorted(1000 * t for t in client.times)
    return {**spread(steps), "late": round(steps[int(0.95 * len(steps))], 1)}

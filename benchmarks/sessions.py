"""Many readers at once: websocket clients that speak Streamlit's own protocol."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.machine import spread
from benchmarks.server import Server, running


class Client:
    """One reader: opens the app, then moves the slider every so many seconds."""

    patience = 60  # seconds without a word of the server

    def __init__(
        self, number: int, port: int, pace: tuple[float, float] = (1, 3)
    ) -> None:
        self.chance, self.pace = random.Random(number), pace
        self.address = f"ws://127.0.0.1:{port}/_stcore/stream"
        self.slider, self.headline, self.session = "", "", ""
        self.times: list[float] = []
        self.errors: list[str] = []

    async def read(self, until: float) -> None:
        try:
            await self._read(until)
        except Exception as error:
            self.errors.append(repr(error))

    def connected(self, **options: object) -> websockets.connect:
        """A connection to the app, to enter as a context."""
        options = {"max_size": None, "subprotocols": ["streamlit"], **options}
        return websockets.connect(self.address, **options)

    async def _read(self, until: float) -> None:
        async with self.connected() as socket:
            first = BackMsg()
            first.rerun_script.query_string = ""
            await self._run(socket, first)
            while time.time() < until:
                await asyncio.sleep(self.chance.uniform(*self.pace))
                await self._step(socket)

    async def _step(self, socket) -> tuple[int, int]:
        """Move the slider somewhere, and tell where."""
        first = self.chance.randint(2010, 2017)
        last = self.chance.randint(first, 2026)
        step = BackMsg()
        widget = step.rerun_script.widget_states.widgets.add()
        widget.id = self.slider
        widget.double_array_value.data.extend((first, last))
        self.headline = ""
        self.times.append(await self._run(socket, step))
        if not self.headline:
            self.errors.append("a run without a headline")
        return first, last

    async def _run(self, socket, message: BackMsg) -> float:
        """Send a message; the seconds until the run it started has finished."""
        start = time.perf_counter()
        await socket.send(message.SerializeToString())
        while True:
            got = ForwardMsg()
            got.ParseFromString(await asyncio.wait_for(socket.recv(), self.patience))
            kind = got.WhichOneof("type")
            if kind == "new_session":
                self.session = got.new_session.initialize.session_id
            elif kind == "delta":
                self._seen(got.delta.new_element)
            elif kind == "script_finished":
                return time.perf_counter() - start

    def _seen(self, element) -> None:
        kind = element.WhichOneof("type")
        if kind == "slider":
            self.slider = element.slider.id
        elif kind == "heading" and "countr" in element.heading.body:
            self.headline = element.heading.body
        elif kind == "exception":
            self.errors.append(element.exception.message)


async def _together(server: Server, number: int, seconds: float) -> dict:
    clients = [Client(i, server.port) for i in range(number)]
    cpu, before = server.cpu(), server.memory()
    tasks = [asyncio.create_task(c.read(time.time() + seconds)) for c in clients]
    marks = []
    while not all(task.done() for task in tasks):
        await asyncio.sleep(min(5, seconds / 4))
        marks.append(round(server.memory(), 1))
    times = [t for client in clients for t in client.times]
    errors = [error for client in clients for error in client.errors]
    return {
        "sessions": number,
        "steps": len(times),
        "errors": len(errors),
        "first_error": errors[0] if errors else "",
        "milliseconds": spread(1000 * t for t in times),
        "cpu_per_step": round(1000 * (server.cpu() - cpu) / max(len(times), 1), 1),
        "memory_before": round(before, 1),
        "memory": marks,
        "memory_per_session": round((max(marks) - before) / number, 2),
    }


def measure(numbers: Sequence[int], seconds: float) -> list[dict]:
    """Rising numbers of sessions on one server, which a first reader has warmed."""
    with running() as server:
        asyncio.run(_together(server, 1, 5))
        return [asyncio.run(_together(server, n, seconds)) for n in numbers]

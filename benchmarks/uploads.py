"""Large tables given by several readers at once while another moves the slider."""

from __future__ import annotations

import asyncio
import time
from functools import partial

import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.beside import measured
from benchmarks.server import Server, running
from benchmarks.sessions import Client
from benchmarks.tables import table

READERS = 5
ROWS = 100_000
#: Steps over one of the tables, each to other years.
STEPS = 20


class Uploader(Client):
    """A reader who gives the app a file: the box for it is on every view."""

    box, was_read = "", False
    patience = 600  # a large table waits for its turn

    async def give(self, server: Server, content: bytes) -> float:
        """Upload a file; the seconds until the run that has read it is over."""
        async with self.connected(ping_timeout=None) as socket:
            return await self._give(socket, server, content)

    async def step_over(self, server: Server, content: bytes) -> float:
        """Upload a file and move its slider: the server's milliseconds of a step."""
        async with self.connected(ping_timeout=None) as socket:
            await self._give(socket, server, content)
            await asyncio.sleep(1)
            before = server.cpu()
            for _ in range(STEPS):
                await self._step(socket)
            await asyncio.sleep(1)
            return 1000 * (server.cpu() - before) / STEPS

    async def _give(self, socket, server: Server, content: bytes) -> float:
        name = "made.csv"
        await self._run(socket, _opened())
        start = time.perf_counter()
        asked = BackMsg()
        asked.file_urls_request.request_id = name
        asked.file_urls_request.file_names.append(name)
        asked.file_urls_request.session_id = self.session
        await socket.send(asked.SerializeToString())
        got = ForwardMsg()
        while got.WhichOneof("type") != "file_urls_response":
            got.ParseFromString(await socket.recv())
        (address,) = got.file_urls_response.file_urls
        put = f"{server.url.rstrip('/')}{address.upload_url}"
        await asyncio.to_thread(_put, server.url, put, name, content)
        given = _opened()
        widget = given.rerun_script.widget_states.widgets.add()
        widget.id = self.box
        file = widget.file_uploader_state_value.uploaded_file_info.add()
        file.name, file.size, file.file_id = name, len(content), address.file_id
        file.file_urls.CopyFrom(address)
        await self._run(socket, given)
        return time.perf_counter() - start

    def _seen(self, element) -> None:
        super()._seen(element)
        kind = element.WhichOneof("type")
        if kind == "file_uploader":
            self.box = element.file_uploader.id
        elif kind == "alert" and f"{ROWS:,} of {ROWS:,} rows" in element.alert.body:
            self.was_read = True


def _opened() -> BackMsg:
    message = BackMsg()
    message.rerun_script.query_string = ""
    return message


def _put(url: str, address: str, name: str, content: bytes) -> None:
    """Send a file as a browser does, with the mark that no other site can send."""
    with requests.Session() as browser:
        browser.get(f"{url}_stcore/health", timeout=60)
        mark = browser.cookies.get("_streamlit_xsrf", "")
        browser.put(
            address,
            files={name: (name, content)},
            headers={"X-Xsrftoken": mark},
            timeout=60,
        ).raise_for_status()


def measure(seconds: float) -> list[dict]:
    """Steps of a reader alone, then beside the tables; how long these took, and what
    a step over one of them takes."""
    tables = [table(ROWS, seed) for seed in range(READERS)]
    steps, (took, read) = measured(seconds, partial(_give_all, tables))
    with running() as server:
        reader = Uploader(READERS, server.port)
        step = asyncio.run(reader.step_over(server, tables[0]))
    steps["errors"] += reader.errors
    return [
        {
            **steps,
            "step": round(step, 1),
            "tables": READERS,
            "rows": ROWS,
            "read": read,
            "slowest": round(max(took), 1),
        }
    ]


async def _give_all(tables: list[bytes], server: Server) -> tuple[list[float], int]:
    """The seconds that each table took, and how many were read."""
    uploaders = [Uploader(number, server.port) for number in range(READERS)]
    given = (u.give(server, t) for u, t in zip(uploaders, tables, strict=True))
    took = await asyncio.gather(*given)
    return took, sum(u.was_read for u in uploaders)

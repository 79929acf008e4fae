"""A replica falls while thirty readers work: what they notice.

``python deploy/trial.py`` starts three replicas of the app and an nginx with
``nginx.conf``, lets clients that speak Streamlit's protocol (and one Chromium) move the
slider through it, kills a replica without warning, starts it again, and tells what came
of it: who lost a connection, how long until the same view was back, whether anybody
else noticed. Needs what the benchmarks need, and nginx.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click
import websockets
from playwright.async_api import Error, async_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.machine import spread
from benchmarks.server import Server, free_port, healthy, started
from benchmarks.sessions import Client
from tests.helpers import chromium

CONF = Path(__file__).with_name("nginx.conf")
ADDRESSES = ("10.77.0.11:8501", "10.77.0.12:8501", "10.77.0.13:8501")
LETTERS = "abc"
_COOKIE = re.compile(r"replica=([a-c])")


class Reader(Client):
    """A client with a cookie, who comes back to the same view when cut off."""

    def __init__(self, number: int, port: int) -> None:
        super().__init__(number, port)
        self.url = f"http://127.0.0.1:{port}/"
        self.replica = ""
        self.back: list[float] = []
        self.changed: list[str] = []

    async def _read(self, until: float) -> None:
        await asyncio.to_thread(self._open)
        years: tuple[int, int] | None = None
        cut: float | None = None
        while time.time() < until:
            try:
                headers = {"Cookie": f"replica={self.replica}"}
                async with websockets.connect(
                    self.address,
                    max_size=None,
                    subprotocols=["streamlit"],
                    additional_headers=headers,
                ) as stream:
                    self._note(stream.response.headers.get("Set-Cookie", ""))
                    before = self.headline
                    first = BackMsg()
                    query = f"years={years[0]}..{years[1]}" if years else ""
                    first.rerun_script.query_string = query
                    await self._run(stream, first)
                    if cut is not None:
                        self.back.append(time.time() - cut)
                        if before and self.headline != before:
                            self.changed.append(f"{before!r} became {self.headline!r}")
                        cut = None
                    while time.time() < until:
                        await asyncio.sleep(self.chance.uniform(1, 3))
                        headline = self.headline
                        try:
                            years = await self._step(stream)
                        except websockets.ConnectionClosed:
                            self.headline = headline
                            raise
            except (websockets.ConnectionClosed, websockets.InvalidStatus, OSError):
                cut = time.time() if cut is None else cut
                await asyncio.sleep(0.2)

    def _open(self) -> None:
        """The first page: its answer says which replica it was."""
        with urllib.request.urlopen(self.url, timeout=20) as page:
            self._note(page.headers.get("Set-Cookie", ""))

    def _note(self, cookie: str) -> None:
        if match := _COOKIE.search(cookie):
            self.replica = match[1]


class Replica:
    """One process of the app on a port that stays its own."""

    def __init__(self, letter: str) -> None:
        self.letter, self.port = letter, free_port()
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        self.process = started(self.port)

    def ready(self) -> None:
        healthy(f"http://127.0.0.1:{self.port}/healthz")

    def kill(self) -> None:
        """As a machine that loses its power does: no word to anybody."""
        if self.process:
            self.process.kill()
            self.process.wait()

    @property
    def memory(self) -> float:
        return Server(self.process, self.port).memory()


def settings(ports: list[int], listen: int, folder: Path) -> str:
    """A whole nginx.conf around ours, with the addresses of this machine."""
    text = CONF.read_text(encoding="utf-8")
    for address, port in zip(ADDRESSES, ports, strict=True):
        here = f"127.0.0.1:{port}"
        text = text.replace(address, here)
        text = text.replace(re.escape(address), re.escape(here))
    text = text.replace("listen 8080;", f"listen 127.0.0.1:{listen};")
    return f"""
worker_processes 1;
daemon off;
pid {folder}/pid;
error_log {folder}/error.log warn;
events {{ worker_connections 2048; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u;
    scgi_temp_path {folder}/s;
    {text}
}}
"""


@contextmanager
def front(ports: list[int], folder: Path):
    """An nginx before some ports; gives the port it listens on."""
    listen = free_port()
    conf = folder / "nginx.conf"
    conf.write_text(settings(ports, listen, folder), encoding="utf-8")
    nginx = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    command = [
        nginx,
        "-c",
        str(conf),
        "-p",
        str(folder),
        "-e",
        str(folder / "error.log"),
    ]
    process = subprocess.Popen(command)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", listen)) == 0:
                    break
            time.sleep(0.05)
        yield listen
    finally:
        process.terminate()
        process.wait(timeout=10)


async def in_browser(
    url: str, report: dict, kill: asyncio.Event, seconds: float
) -> None:
    """One reader with a Chromium: the slider, before a replica falls and after."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.ARGUMENTS
        )
        page = await browser.new_page()
        errors: list[str] = []
        page.on(
            "console",
            lambda m: errors.append(m.text) if "Content Security" in m.text else None,
        )
        await page.goto(url + "?years=2010..2016")
        heading = page.locator("h3").first
        await heading.wait_for(timeout=60000)
        report["before"] = await heading.inner_text()
        cookies = await page.context.cookies()
        report["replica"] = next(c["value"] for c in cookies if c["name"] == "replica")
        report["ready"].set()
        await kill.wait()
        start = time.time()
        slider = page.get_by_role("slider").last
        while time.time() - start < seconds:
            await asyncio.sleep(1)
            try:
                await slider.focus(timeout=1000)
                await page.keyboard.press("ArrowRight")
                await asyncio.sleep(1)
                text = await heading.inner_text(timeout=1000)
            except Error:  # the page is being connected anew
                continue
            if text != report["before"]:
                report["after"], report["seconds"] = text, round(time.time() - start, 1)
                break
        report["policy"] = errors
        await browser.close()


async def run(
    listen: int, replicas: list[Replica], number: int, seconds: float
) -> dict:
    """The clients and the browser; a replica falls at a third, returns at two."""
    url = f"http://127.0.0.1:{listen}/"
    report: dict = {"ready": asyncio.Event()}
    kill = asyncio.Event()
    watcher = asyncio.create_task(in_browser(url, report, kill, 2 * seconds / 3))
    await asyncio.wait_for(report["ready"].wait(), 90)
    start = time.time()
    readers = [Reader(i, listen) for i in range(number)]
    tasks = []
    for reader in readers:
        tasks.append(asyncio.create_task(reader.read(start + seconds)))
        await asyncio.sleep(0.15)
    await asyncio.sleep(max(0, start + seconds / 3 - time.time()))
    dead_replica = next(r for r in replicas if r.letter == report["replica"])
    before = {r: r.replica for r in readers}
    steps = {r: len(r.times) for r in readers}
    dead_replica.kill()
    kill.set()
    await asyncio.sleep(seconds / 3)
    dead_replica.start()
    await asyncio.gather(*tasks, watcher)
    hit = [r for r in readers if before[r] == dead_replica.letter]
    others = [r for r in readers if before[r] != dead_replica.letter]
    del report["ready"]
    return {
        "readers": number,
        "seconds": seconds,
        "spread_at_first": dict(sorted(Counter(before.values()).items())),
        "spread_at_last": dict(sorted(Counter(r.replica for r in readers).items())),
        "steps": sum(len(r.times) for r in readers),
        "steps_after_the_fall": sum(len(r.times) - steps[r] for r in readers),
        "milliseconds": spread(1000 * t for r in readers for t in r.times),
        "cut_off": len([r for r in hit if r.back]),
        "of": len(hit),
        "seconds_until_back": spread(t for r in hit for t in r.back),
        "back_on_another_view": [c for r in readers for c in r.changed],
        "others_disturbed": len([r for r in others if r.back or r.errors]),
        "errors": [e for r in readers for e in r.errors],
        "browser": report,
        "megabytes": {r.letter: round(r.memory) for r in replicas},
    }


@click.command()
@click.option("--readers", default=30, show_default=True)
@click.option("--seconds", default=90.0, show_default=True)
def main(readers: int, seconds: float) -> None:
    """Three replicas behind nginx, one of which falls."""
    replicas = [Replica(letter) for letter in LETTERS]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for replica in replicas:
            stack.callback(replica.kill)
            replica.start()
        for replica in replicas:
            replica.ready()
        listen = stack.enter_context(front([r.port for r in replicas], folder))
        result = asyncio.run(run(listen, replicas, readers, seconds))
        for name, value in result.items():
            click.echo(f"{name}: {value}")


if __name__ == "__main__":
    main()

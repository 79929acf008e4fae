"""Many figures asked for at once while a reader moves the slider."""

from __future__ import annotations

import asyncio
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from itertools import product

from benchmarks.beside import measured
from benchmarks.server import Server

CLIENTS = 30
#: Ninety pictures of which no two are the same.
FIGURES = [
    f"figure.png?years=2010..{year}&basis={basis}&lang={lang}"
    for year, basis, lang in product(
        range(2012, 2027), ("signed", "in-force"), ("en", "ru", "fr")
    )
]
#: A client gives up after so many seconds.
PATIENCE = 10.0


def measure(seconds: float) -> list[dict]:
    """Steps of a reader alone, then beside the clients; and what the clients got."""
    steps, (answers, lasted) = measured(seconds, _ask_all)
    return [
        {
            **steps,
            "seconds": round(lasted, 2),
            "figures": len(answers),
            "answered": sum(a["code"] == 200 for a in answers),
            "told_when": sum(a["code"] == 503 and a["retry_after"] for a in answers),
            "slowest": max(a["seconds"] for a in answers),
        }
    ]


async def _ask_all(server: Server) -> tuple[list[dict], float]:
    """What every client was answered, and the seconds until the last answer."""
    start = time.perf_counter()
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(CLIENTS) as clients:
        shares = [FIGURES[number::CLIENTS] for number in range(CLIENTS)]
        requests = (loop.run_in_executor(clients, _ask, server, s) for s in shares)
        by_client = await asyncio.gather(*requests)
    answers = [answer for each in by_client for answer in each]
    return answers, time.perf_counter() - start


def _ask(server: Server, paths: list[str]) -> list[dict]:
    """A client: one picture after another, and again where it is told to come back."""
    answers = []
    for path in paths:
        start, has_retry_after = time.perf_counter(), False
        while True:
            code, wait = _get(server.url + path)
            has_retry_after = has_retry_after or bool(wait)
            seconds = time.perf_counter() - start
            if code == 200 or not wait or seconds + wait > PATIENCE:
                break
            time.sleep(wait)
        answers.append(
            {
                "code": code,
                "retry_after": has_retry_after,
                "seconds": round(seconds, 2),
            }
        )
    return answers


def _get(url: str) -> tuple[int, float]:
    """The code of an answer, and the seconds after which to come back (0: not said)."""
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            answer.read()
            return answer.status, 0.0
    except urllib.error.HTTPError as error:
        return error.code, float(error.headers.get("Retry-After") or 0)

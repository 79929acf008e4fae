"""Tries every address of a data package and says what answers: only when asked.

The one part of the product that opens a connection, by ``python -m geo check --links``.
An address is a stranger's text: only http and https are followed, none into a local
network, and nothing of a page is kept. A page that is gone is no fault of the package:
its claim stays, and an archived copy can be entered beside it.
"""

from __future__ import annotations

import csv
import http.client
import io
import ipaddress
import socket
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from geo.model.languages import SOURCE, has
from geo.model.worded import Sentence
from geo.tables.raw import RawTables

#: The columns that hold addresses; several of a cell are divided by " | ".
COLUMNS = ("url", "text_url", "sources")
COLUMNS_OF_REPORT = ("url", "answer", "verdict", "now_at", "archived_url", "where")
SECONDS = 20  # that a page may take to answer
AT_ONCE = 8  # pages tried at the same time, each of another host
_AGENT = "treaty-atlas link check (one request per page)"


@dataclass(frozen=True)
class Link:
    """An address of the package and the rows that name it."""

    url: str
    where: tuple[tuple[str, int], ...]  # ("sources.csv", 7): file and line
    archived_url: str = ""


@dataclass(frozen=True)
class Answer:
    """What an address answered.

    ``verdict`` is ``answers``, ``moved``, ``gone``, ``refused``, ``no answer`` or
    ``not tried``; ``now_at`` is where a redirection led.
    """

    link: Link
    code: str
    verdict: str
    now_at: str = ""

    @property
    def sentence(self) -> Sentence:
        """Where the address stands and what it answered; a reason stands in words."""
        file, line = self.link.where[0]
        return Sentence(
            "cli.link_line",
            {
                "place": Sentence("cli.place", {"file": file, "line": line}),
                "verdict": Sentence(f"cli.link.{self.verdict.replace(' ', '_')}"),
                "code": self._reason or self.code,
                "url": self.link.url,
            },
        )

    @property
    def _reason(self) -> Sentence | None:
        """Why an address was not tried."""
        key = f"cli.link.{self.code}"
        return Sentence(key) if has(key) else None

    def row(self) -> dict[str, str]:
        """A row of the report, in English."""
        link = self.link
        places = [f"{file} line {line}" for file, line in link.where]
        code = self._reason.text(SOURCE) if self._reason else self.code
        cells = (link.url, code, self.verdict, self.now_at, link.archived_url)
        return dict(zip(COLUMNS_OF_REPORT, (*cells, "; ".join(places)), strict=True))


@dataclass
class _Places:
    where: list[tuple[str, int]] = field(default_factory=list)
    archived_url: str = ""


def links(raw: RawTables) -> list[Link]:
    """Every address of a package once, in the order of its tables."""
    places: dict[str, _Places] = {}
    for row in raw.rows():
        for column in COLUMNS:
            for url in filter(None, row[column].split(" | ")):
                place = places.setdefault(url, _Places())
                place.where.append((raw.files[row.table], row.line))
                place.archived_url = place.archived_url or row["archived_url"]
    return [
        Link(u, tuple(dict.fromkeys(p.where)), p.archived_url)
        for u, p in places.items()
    ]


def try_all(
    links: Iterable[Link],
    opener: OpenerDirector | None = None,
    each: Callable[[], object] = lambda: None,
) -> list[Answer]:
    """What every address answers, in their order; ``each`` is called after each.

    Addresses of one host are tried one after another, so that no site is burdened.
    """
    opener = opener or outward()
    hosts: dict[str, list[Link]] = {}
    for link in links:
        hosts.setdefault(_host(link.url), []).append(link)

    def of_one_host(group: list[Link]) -> list[Answer]:
        answers = []
        for link in group:
            answers.append(_answer(link, opener))
            each()
        return answers

    with ThreadPoolExecutor(AT_ONCE) as pool:
        groups = pool.map(of_one_host, hosts.values())
        by_url = {a.link.url: a for group in groups for a in group}
    return [by_url[link.url] for group in hosts.values() for link in group]


def report(answers: Iterable[Answer]) -> bytes:
    """The answers as CSV, in UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS_OF_REPORT, lineterminator="\n")
    writer.writeheader()
    writer.writerows(answer.row() for answer in answers)
    return text.getvalue().encode()


def outward(local: bool = False) -> OpenerDirector:
    """What opens http and https addresses; into a local network only where allowed."""
    opener = build_opener(_Redirections(local))
    opener.addheaders = [("User-Agent", _AGENT)]
    opener.local = local  # type: ignore[attr-defined]
    return opener


class _NotTried(URLError):
    """An address that is not followed; the reason is in words."""


class _Redirections(HTTPRedirectHandler):
    def __init__(self, local: bool) -> None:
        self.local = local

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        _admit(newurl, self.local)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _answer(link: Link, opener: OpenerDirector) -> Answer:
    """One address: its status, or why there is none. Never raises."""
    try:
        address = _ascii(link.url)
        _admit(address, opener.local)  # type: ignore[attr-defined]
        with opener.open(Request(address), timeout=SECONDS) as page:  # noqa: S310 - _admit
            now_at = page.url if page.url != address else ""
            return Answer(
                link, str(page.status), "moved" if now_at else "answers", now_at
            )
    except HTTPError as error:
        error.close()
        is_dead = error.code in (404, 410)
        return Answer(link, str(error.code), "gone" if is_dead else "refused")
    except _NotTried as error:
        return Answer(link, str(error.reason), "not tried")
    except URLError as error:
        return Answer(link, type(error.reason).__name__, "no answer")
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(link, type(error).__name__, "no answer")


def _admit(url: str, local: bool) -> None:
    """Refuse what is no web address, or leads into a local network."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _NotTried("no-address")
    if local:
        return
    try:
        addresses = socket.getaddrinfo(parts.hostname, None)
    except OSError as error:
        raise URLError(error) from None
    for *_, place in addresses:
        if not ipaddress.ip_address(place[0].split("%")[0]).is_global:
            raise _NotTried("local-network")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _ascii(url: str) -> str:
    """An address as a request takes it: other letters are written in percent."""
    parts = urlsplit(url)
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else ""
    path, query = (
        quote(p, safe="/%:@!$&'()*+,;=~?-._") for p in (parts.path, parts.query)
    )
    return urlunsplit((parts.scheme, host or parts.netloc, path, query, ""))

"""What an address beside the app answers: the map, a figure, the table of a view.

``/figure.png?years=2010..2016&lang=ru`` takes the parameters of the app's own link. A
picture at an address is quoted without the app around it, so nothing is ignored or
mended in silence as it is there: a value that is not understood, a name that changes
nothing at this address, a name without a value, one with two: each is refused with a
sentence.

No web framework is known here: a path and a query become a :class:`Request`, and that
the status, headers and bytes of an :class:`Response`.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from geo.app.byte_cache import Entry
from geo.export import pictures
from geo.export.catalogue import EXPORTS, Export
from geo.figures.options import OPTIONS, VECTOR_OPTIONS, BadOptions, FigureOptions
from geo.model import boundaries, countries
from geo.model.data_rows import BadData
from geo.model.package import Package
from geo.model.view import FIELDS, LANGUAGES, Notice, View
from geo.presentation import citations, strings
from geo.presentation.scene import Scene
from geo.tables import load
from geo.tables.resolve import TABLE, resolve
from geo.text import printable

#: Longest query read. A view with every choice made has some 300 characters.
LONGEST = 2000


@dataclass(frozen=True)
class Product:
    """What stands at a path: an export, and what the browser may let it do."""

    export: Export
    policy: str
    options: tuple[str, ...] = ()  # of a figure

    @property
    def media_type(self) -> str:
        kind = self.export.media_type
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def build(self, scene: Scene, options: FigureOptions | None) -> bytes:
        """The bytes. Raises ``Refused`` where the sheet has no room for a title."""
        if options is None:
            return self.export.build(scene)
        try:
            content = pictures.figure(scene, options, self.export.key)
        except BadOptions as error:
            raise refused(error.notices, scene.lang) from None
        # A canvas of up to 140 MB hangs in a cycle: ten of them before the collector
        # comes by itself are more than the rest of the app takes.
        gc.collect()
        return content


_NOTHING = "default-src 'none'; sandbox"
#: What a browser may do with a product that it shows.
_POLICIES = {
    # The page's own policy, which is stricter, is inside it; both hold.
    "html": "default-src 'none'; script-src 'unsafe-inline'; style-src "
    "'unsafe-inline'; base-uri 'none'; form-action 'none'",
    "svg": "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox",
    # A sandbox would keep the browser's own viewer from opening it.
    "pdf": "default-src 'none'",
}


def _product(export: Export) -> Product:
    # Only a raster has a resolution.
    options = OPTIONS if export.key == "png" else VECTOR_OPTIONS
    policy = _POLICIES.get(export.key, _NOTHING)
    return Product(export, policy, options if export.is_figure else ())


PRODUCTS = {
    f"/{export.stem}.{key}": _product(export)
    for key, export in EXPORTS.items()
    if export.served
}
HEALTH = "/healthz"

#: As the static site: an address stays, its content changes with the data.
CACHED = "public, max-age=300, stale-while-revalidate=86400"


@dataclass(frozen=True)
class Response:
    """A response, whole."""

    status: int
    headers: dict[str, str]
    content: bytes = b""


class Refused(Exception):
    """What was asked cannot be answered; the message is what the asker is told."""

    def __init__(self, status: int, text: str, lang: str, **headers: str) -> None:
        super().__init__(text)
        #: From these another process makes the same refusal.
        self.arguments = {"status": status, "text": text, "lang": lang, **headers}
        self.response = Response(
            status,
            {
                "Content-Type": "text/plain; charset=utf-8",
                "Content-Language": lang,
                "Cache-Control": "no-store",
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "X-Content-Type-Options": "nosniff",
                **headers,
            },
            f"{text}\n".encode(errors="replace"),
        )


class _Key:
    """An address and the very data it is answered from: both are what is kept."""

    def __init__(self, address: str, package: Package) -> None:
        self.address, self.package = address, package

    def __hash__(self) -> int:
        return hash(self.address)

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, _Key) and self.address == other.address
        return same and self.package is other.package


@dataclass(frozen=True)
class Request:
    """A path and what is wanted there, understood to the last parameter."""

    path: str
    scene: Scene
    options: FigureOptions | None = None  # of a figure

    @property
    def address(self) -> str:
        """The shortest spelling, beside the path that was asked."""
        options = urlencode(self.options.params() if self.options else {})
        query = "&".join(filter(None, (self.scene.query, options)))
        name = self.path.lstrip("/")
        return f"{name}?{query}" if query else name

    @property
    def key(self) -> _Key:
        return _Key(self.address, self.scene.package)

    def build(self) -> bytes:
        """The bytes: a second of work at most.

        Raises:
            BadData: the data or the boundaries cannot be read.
            Refused: the sheet has no room for the whole of the title.
        """
        return PRODUCTS[self.path].build(self.scene, self.options)

    def response(self, entry: Entry, etags: str = "") -> Response:
        """The response; without bytes where ``etags``, an If-None-Match, has them."""
        product = PRODUCTS[self.path]
        # Weak: what stands in front may compress the same bytes.
        tag = f'W/"{self.scene.package.version}-{entry.digest}"'
        name = self.scene.view.file_name(self.path.rpartition(".")[2])
        headers = {
            "ETag": tag,
            "Cache-Control": CACHED,
            "Content-Location": self.address,
            "X-Content-Type-Options": "nosniff",
            # Published data, the same for everyone, and asked without credentials.
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": "Content-Disposition, Content-Location",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        if has_tag(etags, tag):
            return Response(304, headers)
        disposition = "inline" if product.export.opens else "attachment"
        headers |= {
            "Content-Type": product.media_type,
            "Content-Disposition": f'{disposition}; filename="{name}"',
            "Content-Language": self.scene.lang,
            "Content-Security-Policy": product.policy,
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Link": f'<{citations.LICENCE_URL}>; rel="license"',
        }
        return Response(200, headers, entry.content)


def has_tag(etags: str, tag: str) -> bool:
    """Whether an If-None-Match names the tag, by the weak comparison of RFC 9110."""
    tags = {part.strip().removeprefix("W/") for part in etags.split(",")}
    return "*" in tags or tag.removeprefix("W/") in tags


def ask(path: str, query: str) -> Request:
    """Understand what is asked at a path of :data:`PRODUCTS`.

    Raises:
        Refused: something of it is not understood, or the data cannot be read.
    """
    if len(query) > LONGEST:
        message = strings.word("answer.long", "en", length=len(query), most=LONGEST)
        raise Refused(414, message, "en")
    params: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        params.setdefault(name, []).append(value)
    lang = params.get("lang", ["en"])[-1]
    lang = lang if lang in LANGUAGES else "en"
    try:
        request = resolve(params)
    except BadData as error:
        raise unready(error, lang) from None
    notices, options = [*request.notices, *_strange_names(path, params)], None
    if PRODUCTS[path].options:
        try:
            options = FigureOptions.parse(params)
        except BadOptions as error:
            notices += error.notices
    if notices:
        raise refused(notices, lang)
    return Request(path, Scene(request.package, request.view), options)


def _strange_names(path: str, params: dict[str, list[str]]) -> Iterator[Notice]:
    """Names that are no choice at a path."""
    choices = (*FIELDS, *PRODUCTS[path].options)
    if strange := [name for name in params if name not in (*choices, TABLE)]:
        names = ", ".join(name[:40] for name in strange[:5]) or "="
        names += ", …" if len(strange) > 5 else ""
        yield Notice("unknown", names, allowed=", ".join(choices))


def refused(notices: Iterable[Notice], lang: str) -> Refused:
    """All that is wrong with an address, a line each."""
    lines = [printable(f"{strings.refusal(i, lang)}.", sides=True) for i in notices]
    return Refused(400, "\n".join(lines), lang)


def unready(error: BadData, lang: str) -> Refused:
    """The data or the boundaries are damaged: which file, and what to do about it."""
    return Refused(503, error.text(lang), lang, **{"Retry-After": "60"})


def busy(request: Request, seconds: int = 10) -> Refused:
    """Too many pictures are wanted at once."""
    return _later("answer.busy", request, seconds)


def unfinished(request: Request, seconds: int = 5) -> Refused:
    """A picture was begun and is not there."""
    return _later("answer.unfinished", request, seconds)


def _later(key: str, request: Request, seconds: int) -> Refused:
    """A sentence that says after how many seconds to ask again."""
    lang = request.scene.lang
    message = strings.word(key, lang, seconds=seconds)
    return Refused(503, message, lang, **{"Retry-After": str(seconds)})


def health(lang: str = View.lang) -> Response:
    """Whether data and boundaries load, and which edition they are. Cheap.

    ``lang`` is the language of the reason, where they do not.
    """
    headers = {
        "Content-Type": "application/json",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    try:
        package, world = load.load_package(), boundaries.load("world")
        countries.check()
    except BadData as error:
        answer = {"status": "damaged", "reason": error.text(lang)}
        return Response(503, headers, json.dumps(answer).encode())
    answer = {
        "status": "ok",
        "version": package.version,
        "hash": package.digest,
        "as_of": package.as_of.isoformat(),
        "treaties": len(package.treaties),
        "areas": len(world.units),
    }
    return Response(200, headers, json.dumps(answer).encode())

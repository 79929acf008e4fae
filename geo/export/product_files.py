"""A product as a file: which kind it is, the record it carries, where two differ.

A file from anywhere: nothing in it is run, no name in it is followed, and what is large
or broken is refused. Pixels, words and parts are compared, not only bytes: another
version of a library may compress the same picture otherwise.
"""

from __future__ import annotations

import html
import io
import json
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from itertools import takewhile, zip_longest

from geo.model.worded import Listed, Number, Sentence, WordedError
from geo.presentation.record import SCHEME
from geo.text import printable, quoted

#: Most bytes of a file that is looked at, and of what a part of it unpacks to.
LARGEST = 100_000_000
#: Most pixels of a picture that is opened; none of ours has as many.
PIXELS = 80_000_000

#: Letters shown on either side of a difference.
_AROUND = 30


class Unreadable(WordedError):
    """A file is no product, or is damaged; the message continues its name."""


_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"%PDF-": "pdf",
    b"GIF8": "gif",
    b"PAR1": "parquet",
    b"PK\x03\x04": "zip",
    b"{": "json",
}
#: The formats of the products, as they are named.
_KINDS = Listed(
    ("PNG", "SVG", "PDF", "HTML", "GIF", "WebP", "DOCX", "XLSX", "JSON", "GeoParquet")
)
#: What the last bytes of a whole file hold.
_ENDINGS = {
    "png": b"IEND",
    "pdf": b"%%EOF",
    "gif": b";",
    "svg": b"</svg>",
    "html": b"</html>",
    "json": b"}",
    "parquet": b"PAR1",
}


def kind_of(content: bytes) -> str:
    """The format of a file by its first bytes, whatever it is called.

    Raises:
        Unreadable: none that carries a record, cut short, or too large.
    """
    if len(content) > LARGEST:
        raise Unreadable("verify.large", most=f"{LARGEST / 1e6:.0f}")
    kind = _kind(content.removeprefix(b"\xef\xbb\xbf").lstrip())
    if kind == "zip":
        return _office_kind(content)
    if not kind:
        raise Unreadable("verify.no_kind", names=_KINDS)
    if _ENDINGS.get(kind, b"") not in content[-40:]:
        raise Unreadable("verify.cut", kind=kind.upper())
    return kind


def _kind(content: bytes) -> str:
    for beginning, kind in _BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content[:9].lower() == b"<!doctype" and b"<html" in content[:200].lower():
        return "html"
    return "svg" if content[:1] == b"<" and b"<svg" in content[:2000] else ""


def _office_kind(content: bytes) -> str:
    """``docx`` or ``xlsx``, by the parts of a zip."""
    names = set(_parts_of_zip(content))
    for kind, part in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")):
        if part in names:
            return kind
    raise Unreadable("verify.zip")


def _parts_of_zip(content: bytes) -> dict[str, bytes]:
    """The parts of a zip, unpacked.

    Raises:
        Unreadable: damaged, or it unpacks to more than any product does.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = sum(part.file_size for part in archive.infolist())
            if sizes > LARGEST:
                raise zipfile.LargeZipFile
            return {part.filename: archive.read(part) for part in archive.infolist()}
    except zipfile.LargeZipFile:
        raise Unreadable("verify.unpacks") from None
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError):
        raise Unreadable("verify.damaged") from None


# --- the record ---

_SVG = re.compile(rb"<dc:identifier>(" + SCHEME.encode() + rb":[^<]*)<")
_HTML = re.compile(rb'<meta name="' + SCHEME.encode() + rb'" content="([^"]*)">')
_PDF = re.compile(rb"/Creator \((" + SCHEME.encode() + rb":[^()]*)\)")
_LOOSE = re.compile(rf"{SCHEME}:[a-z]+\?[!-'*-;=-~]+")


def record_of(content: bytes, kind: str) -> str:
    """The record a product carries; blank where it carries none.

    Raises:
        Unreadable: the file is damaged.
    """
    if kind in ("png", "gif", "webp"):
        return _of_picture(content)
    if kind == "json":
        try:
            document = json.loads(content)
        except (ValueError, RecursionError):
            raise Unreadable("verify.no_json") from None
        return str(document.get("record", ""))
    if kind == "parquet":
        return _parquet_record(content)
    if kind in ("docx", "xlsx"):
        parts = _parts_of_zip(content)
        return _loose(b" ".join(parts.get(name, b"") for name in _SAYING))
    pattern = {"svg": _SVG, "html": _HTML, "pdf": _PDF}[kind]
    match = pattern.search(content)
    if match is None and kind == "pdf":
        return _loose(content)  # Typst has it in its metadata alone
    return html.unescape(match[1].decode("ascii", "replace")) if match else ""


#: The parts of a document or a workbook that say what it is.
_SAYING = ("docProps/core.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")


def _loose(content: bytes) -> str:
    """A record that stands in some text, escaped as XML or not."""
    match = _LOOSE.search(html.unescape(content.decode("latin-1")))
    return match[0] if match else ""


def _of_picture(content: bytes) -> str:
    picture = _opened(content)
    texts = {**getattr(picture, "text", {}), **picture.info}
    if SCHEME in texts:
        return str(texts[SCHEME])
    for name in ("comment", "xmp"):
        text = texts.get(name, b"")
        content = text if isinstance(text, bytes) else str(text).encode()
        if record := _loose(content):
            return record
    return ""


def _opened(content: bytes):
    """A picture, read to its end.

    Raises:
        Unreadable: damaged, or too large to be one of ours.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            picture = Image.open(io.BytesIO(content), formats=("PNG", "GIF", "WEBP"))
        small = picture.width * picture.height <= PIXELS
        if small:
            picture.load()
    except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError):
        raise Unreadable("verify.damaged") from None
    if not small:
        raise Unreadable("verify.pixels")
    return picture


def _parquet_record(content: bytes) -> str:
    from geo.export.formats import PARQUET_KEY

    ours = (_parquet(content).schema.metadata or {}).get(PARQUET_KEY, b"{}")
    return str(json.loads(ours).get("record", ""))


def _parquet(content: bytes):
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return parquet.read_table(io.BytesIO(content))
    except (pa.ArrowException, OSError):
        raise Unreadable("verify.damaged") from None


def has_palette(content: bytes) -> bool:
    """Whether a PNG is one of 256 colours."""
    return _opened(content).mode == "P"


# --- two files compared ---


def difference(
    theirs: bytes, ours: bytes, kind: str, one_program: bool = True
) -> Sentence | None:
    """Where two files of a kind differ in what they show or say; ``None``: nowhere.

    Args:
        one_program: whether one program made both. Another one has another name in
            its record, and its fontTools may pack the letters of an SVG otherwise.

    Raises:
        Unreadable: the given one is damaged.
    """
    if theirs == ours:
        return None
    if kind in ("png", "gif", "webp"):
        return _of_pictures(theirs, ours, one_program)
    if kind == "pdf":
        return _of_parts(theirs, ours)
    if kind in ("docx", "xlsx"):
        return _of_zips(theirs, ours)
    if kind == "parquet":
        same = _parquet(theirs).equals(_parquet(ours), check_metadata=True)
        return None if same else Sentence("verify.differs.rows")
    texts = [content.decode("utf-8", "replace") for content in (theirs, ours)]
    if kind == "svg" and not one_program:
        texts = [_FONT.sub("url(font)", text) for text in texts]
    return _of_texts(*texts)


def _of_pictures(original: bytes, again: bytes, one_program: bool) -> Sentence | None:
    import numpy as np
    from PIL import ImageSequence

    ours, theirs = _opened(again), _opened(original)
    if ours.size != theirs.size:
        size = "{} × {}".format
        sizes = {"there": size(*theirs.size), "here": size(*ours.size)}
        return Sentence("verify.differs.size", sizes)
    counts = [getattr(picture, "n_frames", 1) for picture in (theirs, ours)]
    if counts[0] != counts[1]:
        numbers = {"there": counts[0], "here": counts[1]}
        return Sentence("verify.differs.frames", numbers)
    frames_of = (ImageSequence.Iterator(picture) for picture in (theirs, ours))
    for number, frames in enumerate(zip(*frames_of, strict=True), start=1):
        left, right = (np.asarray(frame.convert("RGBA")) for frame in frames)
        apart = (left != right).any(axis=2)
        if apart.any():
            rows, columns = np.nonzero(apart)
            key = "verify.differs.frame" if counts[0] > 1 else "verify.differs.pixels"
            values = {
                "number": Number(len(rows)),
                "all": Number(apart.size),
                "frame": number,
                "first": f"{columns.min()}, {rows.min()}",
                "last": f"{columns.max()}, {rows.max()}",
            }
            return Sentence(key, values)
    ignore = () if one_program else (SCHEME,)
    return _of_info(theirs, ours, ignore)


def _of_info(theirs, ours, ignore: tuple[str, ...]) -> Sentence | None:
    """Which text of two pictures differs: their titles, resolutions, durations."""
    left, right = ({**getattr(p, "text", {}), **p.info} for p in (theirs, ours))
    for name in dict.fromkeys((*right, *left)):
        if name not in ignore and left.get(name) != right.get(name):
            values = {"name": quoted(str(name)[:40])}
            return Sentence("verify.differs.info", values)
    return None


#: The letters of the typeface, packed.
_FONT = re.compile(r"url\(data:font/[a-z0-9]+;base64,[A-Za-z0-9+/=]*\)")


def _of_texts(theirs: str, our_text: str) -> Sentence | None:
    """The first place at which two texts differ, line ends aside."""
    lines = (
        text.removeprefix("\ufeff").replace("\r\n", "\n").rstrip("\n").split("\n")
        for text in (theirs, our_text)
    )
    for number, (left, right) in enumerate(zip_longest(*lines, fillvalue=""), 1):
        if left != right:
            column = _same(left, right)
            begin = max(0, column - _AROUND)
            there, here = (
                printable(t[begin : column + _AROUND]) for t in (left, right)
            )
            place = {"line": number, "column": column + 1}
            texts = {"there": there, "here": here}
            return Sentence("verify.differs.text", {**place, **texts})
    return None


def _same(left: str, right: str) -> int:
    """How many letters two texts have in common at their beginning."""
    pairs = zip(left, right, strict=False)  # one may be longer
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _of_parts(theirs: bytes, ours: bytes) -> Sentence | None:
    """Where two PDFs differ, once their parts are unpacked."""
    pairs = enumerate(zip_longest(_parts(theirs), _parts(ours)), start=1)
    for number, (left, right) in pairs:
        if left != right:
            return Sentence("verify.differs.pdf", {"number": number})
    return None


_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
#: What follows from how well the parts are packed: their lengths and places.
_PLACES = re.compile(
    rb"\n\d+\nendobj|/Length \d+(?: \d+ R)?|\n\d{10} \d{5} [nf] *|startxref\n\d+"
)


def _parts(content: bytes) -> Iterator[bytes]:
    for stream in _STREAM.finditer(content):
        try:
            yield zlib.decompressobj().decompress(stream[1], LARGEST)
        except zlib.error:
            yield stream[1]
    yield _PLACES.sub(b"", _STREAM.sub(b"", content))


def _of_zips(theirs: bytes, ours: bytes) -> Sentence | None:
    """Which part of two documents or workbooks differs, unpacked."""
    left, right = _parts_of_zip(theirs), _parts_of_zip(ours)
    for name in dict.fromkeys((*right, *left)):
        if left.get(name) != right.get(name):
            return Sentence("verify.differs.part", {"name": quoted(name)})
    return None

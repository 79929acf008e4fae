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

from geo.presentation.record import SCHEME
from geo.text import printable

#: Most bytes of a file that is looked at, and of what a part of it unpacks to.
LARGEST = 100_000_000
#: Most pixels of a picture that is opened; none of ours has as many.
PIXELS = 80_000_000

#: Letters shown on either side of a difference.
_AROUND = 30


class Unreadable(ValueError):
    """A file is no product, or is damaged; the message continues its name."""


_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"%PDF-": "pdf",
    b"GIF8": "gif",
    b"PAR1": "parquet",
    b"PK\x03\x04": "zip",
    b"{": "json",
}
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
        raise Unreadable(f"is larger than {LARGEST / 1e6:.0f} MB; no product is")
    kind = _kind(content.removeprefix(b"\xef\xbb\xbf").lstrip())
    if kind == "zip":
        return _office_kind(content)
    if not kind:
        raise Unreadable(
            "is none of PNG, SVG, PDF, HTML, GIF, WebP, DOCX, XLSX, JSON and "
            "GeoParquet: another file carries no record of how it was made"
        )
    if _ENDINGS.get(kind, b"") not in content[-40:]:
        raise Unreadable(f"is cut short: the end of the {kind.upper()} file is missing")
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
    raise Unreadable("is a zip that carries no record of how it was made")


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
        raise Unreadable("unpacks to more than any product of the atlas") from None
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError):
        raise Unreadable("is cut short or damaged: it cannot be opened") from None


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
            raise Unreadable("is damaged: it is no JSON") from None
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
        raise Unreadable("is cut short or damaged: it cannot be opened") from None
    if not small:
        raise Unreadable("has more pixels than any picture of the atlas")
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
        raise Unreadable("is cut short or damaged: it cannot be opened") from None


def has_palette(content: bytes) -> bool:
    """Whether a PNG is one of 256 colours."""
    return _opened(content).mode == "P"


# --- two files compared ---


def difference(theirs: bytes, ours: bytes, kind: str, one_program: bool = True) -> str:
    """Where two files of a kind differ in what they show or say; blank: nowhere.

    Args:
        one_program: whether one program made both. Another one has another name in
            its record, and its fontTools may pack the letters of an SVG otherwise.

    Raises:
        Unreadable: the given one is damaged.
    """
    if theirs == ours:
        return ""
    if kind in ("png", "gif", "webp"):
        return _of_pictures(theirs, ours, one_program)
    if kind == "pdf":
        return _of_parts(theirs, ours)
    if kind in ("docx", "xlsx"):
        return _of_zips(theirs, ours)
    if kind == "parquet":
        same = _parquet(theirs).equals(_parquet(ours), check_metadata=True)
        return "" if same else "its rows or its metadata differ"
    texts = [content.decode("utf-8", "replace") for content in (theirs, ours)]
    if kind == "svg" and not one_program:
        texts = [_FONT.sub("url(font)", text) for text in texts]
    return _of_texts(*texts)


def _of_pictures(original: bytes, again: bytes, one_program: bool) -> str:
    import numpy as np
    from PIL import ImageSequence

    ours, theirs = _opened(again), _opened(original)
    if ours.size != theirs.size:
        size = "{} × {} pixels".format
        return f"it has {size(*theirs.size)}, not {size(*ours.size)}"
    counts = [getattr(picture, "n_frames", 1) for picture in (theirs, ours)]
    if counts[0] != counts[1]:
        return f"it has {counts[0]} frames, not {counts[1]}"
    frames_of = (ImageSequence.Iterator(picture) for picture in (theirs, ours))
    for number, frames in enumerate(zip(*frames_of, strict=True), start=1):
        left, right = (np.asarray(frame.convert("RGBA")) for frame in frames)
        apart = (left != right).any(axis=2)
        if apart.any():
            rows, columns = np.nonzero(apart)
            where = f", in frame {number}" if counts[0] > 1 else ""
            return (
                f"{len(rows):,} of {apart.size:,} pixels differ{where}, between "
                f"{columns.min()}, {rows.min()} and {columns.max()}, {rows.max()} from "
                "the top left"
            )
    ignore = () if one_program else (SCHEME,)
    return _of_info(theirs, ours, ignore)


def _of_info(theirs, ours, ignore: tuple[str, ...]) -> str:
    """Which text of two pictures differs: their titles, resolutions, durations."""
    left, right = ({**getattr(p, "text", {}), **p.info} for p in (theirs, ours))
    for name in dict.fromkeys((*right, *left)):
        if name not in ignore and left.get(name) != right.get(name):
            return f"its pixels are the same, its {printable(str(name))[:40]!r} is not"
    return ""


#: The letters of the typeface, packed.
_FONT = re.compile(r"url\(data:font/[a-z0-9]+;base64,[A-Za-z0-9+/=]*\)")


def _of_texts(theirs: str, our_text: str) -> str:
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
            return f"line {number}, column {column + 1} says “{there}”, not “{here}”"
    return ""


def _same(left: str, right: str) -> int:
    """How many letters two texts have in common at their beginning."""
    pairs = zip(left, right, strict=False)  # one may be longer
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _of_parts(theirs: bytes, ours: bytes) -> str:
    """Where two PDFs differ, once their parts are unpacked."""
    pairs = enumerate(zip_longest(_parts(theirs), _parts(ours)), start=1)
    for number, (left, right) in pairs:
        if left != right:
            return f"part {number} of the PDF differs"
    return ""


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


def _of_zips(theirs: bytes, ours: bytes) -> str:
    """Which part of two documents or workbooks differs, unpacked."""
    left, right = _parts_of_zip(theirs), _parts_of_zip(ours)
    for name in dict.fromkeys((*right, *left)):
        if left.get(name) != right.get(name):
            return f"its part {printable(name)[:80]!r} differs"
    return ""

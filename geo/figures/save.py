"""A sheet as the bytes of a PNG, SVG or PDF, with what it says of itself.

The same sheet gives the same bytes: no file says when or by which program it was made.
Text stays text: PDF embeds the typeface, SVG carries just the letters it uses.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape

import numpy as np

from geo.figures import fonts, raster
from geo.figures.layout import Sheet
from geo.figures.options import FigureOptions

#: The key of a PNG's text that holds the record of how it was made.
RECORD = "treaty-atlas"


@dataclass(frozen=True)
class About:
    """What a file says of itself."""

    title: str
    description: str
    author: str
    licence: str
    citation: str
    lang: str
    record: str  # how to make it again (geo.presentation.record)


def write(
    sheet: Sheet, about: About, kind: str = "png", dpi: int = FigureOptions.dpi
) -> bytes:
    """A sheet as bytes, with what it says of itself.

    ``small`` is a PNG of 256 colours.
    """
    writers = {"png": _png, "small": _small, "svg": _svg, "pdf": _pdf}
    return writers[kind](sheet, about, dpi)


def _save_bytes(sheet: Sheet, **how: object) -> bytes:
    out = io.BytesIO()
    with fonts.settings():
        sheet.figure.savefig(out, **how)
    return out.getvalue()


def _texts(about: About) -> dict[str, str]:
    return {
        "Title": about.title,
        "Description": about.description,
        "Author": about.author,
        "Copyright": about.licence,
        "Comment": about.citation,
        RECORD: about.record,
    }


def _png(sheet: Sheet, about: About, dpi: int) -> bytes:
    with fonts.settings():
        image = raster.image_of(sheet.figure, dpi)
    return raster.png(image, dpi, _texts(about))


def _small(sheet: Sheet, about: About, dpi: int) -> bytes:
    with fonts.settings():
        image = raster.image_of(sheet.figure, dpi)
    return raster.small_png(image, dpi, _texts(about))


def _pdf(sheet: Sheet, about: About, dpi: int) -> bytes:
    metadata = {
        "Title": about.title,
        "Author": about.author,
        "Subject": about.description,
        "Keywords": f"{about.licence}; {about.citation}",
        "Creator": about.record,
        "Producer": None,
        "CreationDate": None,
    }
    return _save_bytes(sheet, format="pdf", metadata=metadata)


#: A path of straight lines, and what its numbers are rounded to: 0.004 mm.
_PATH = re.compile(r' d="(M [^"CQ]*)"')
_BLANKED = str.maketrans("MLz", "   ")


def _svg(sheet: Sheet, about: About, dpi: int) -> bytes:
    metadata = {
        "Title": about.title,
        "Description": about.description,
        "Creator": about.author,
        "Rights": about.licence,
        "Source": about.citation,
        "Identifier": about.record,
        "Language": about.lang,
        "Date": None,
    }
    text = _save_bytes(sheet, format="svg", metadata=metadata).decode()
    text = _PATH.sub(lambda path: f' d="{_short(path[1])}"', text)
    style = fonts.style_sheet(fonts.letters(text))
    text = re.sub(
        rf"(font-family: '{fonts.FAMILY}'(?:, '[^']+')*)",
        r"\1, 'PT Sans', sans-serif",
        text,
    )
    opening = re.search(r"<svg\b[^>]*>\s*(<title>[^<]*</title>)?", text)
    head = opening[0][: opening[0].index(">")]
    description = (
        f'{head} role="img" aria-labelledby="title desc" lang="{about.lang}">\n'
        f' <title id="title">{escape(about.title, quote=False)}</title>\n'
        f' <desc id="desc">{escape(about.description, quote=False)}</desc>\n'
        f" <style>{style}</style>"
    )
    return (text[: opening.start()] + description + text[opening.end() :]).encode()


def _short(path: str) -> str:
    """The same path in steps of hundredths of a point: a third of the letters."""
    codes = np.frombuffer(path.encode(), dtype=np.uint8)
    codes = codes[np.isin(codes, (_MOVE, _LINE, _CLOSE))]
    numbers = np.fromstring(path.translate(_BLANKED), sep=" ")
    points = np.rint(numbers * 100).astype(int).reshape(-1, 2)
    steps = np.diff(points, axis=0, prepend=[[0, 0]])
    out = list(map(_step, *steps.T.tolist()))
    closes = codes == _CLOSE
    for number in np.flatnonzero(codes[~closes] == _MOVE).tolist():
        x, y = points[number].tolist()
        out[number] = f"M{_hundredths(x)} {_hundredths(y)}".replace(" -", "-")
    for number in (np.cumsum(~closes) - 1)[closes].tolist():
        out[number] += "z"
    return "".join(out)


_MOVE, _LINE, _CLOSE = b"MLz"


@lru_cache(maxsize=32_768)
def _step(x: int, y: int) -> str:
    """A line of so many hundredths; points on a grid have few different ones."""
    line = f"l{_hundredths(x)} {_hundredths(y)}".replace(" -", "-")
    return line if x or y else ""


@lru_cache(maxsize=4096)
def _hundredths(number: int) -> str:
    sign, whole, rest = "-" * (number < 0), abs(number) // 100, abs(number) % 100
    fraction = f".{rest:02d}".rstrip("0") if rest else ""
    return f"{sign}{whole or ''}{fraction}" if number else "0"

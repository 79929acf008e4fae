"""How large a figure is, on paper and in memory, and how large its type.

Lengths are millimetres, type is in points. Whatever cannot be drawn is refused here,
before any work: a sheet too small or too large, a picture that would fill the memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geo.model.worded import Listed, WordedError
from geo.text import quoted

MM = 1 / 25.4  # inches

#: Below this nothing is readable in print.
SMALLEST_TYPE = 6.0

#: A sheet's shortest and longest side. The longest is that of an A0 poster.
SIDES = (40.0, 1200.0)
DPI = (50, 1200)
#: The resolutions offered; the command line takes any other between the bounds too.
RESOLUTIONS = (150, 300, 600)
#: A pixel takes four bytes, and they are held twice while the file is written.
PIXELS = 60_000_000
_BYTES = 8

FORMATS = ("png", "svg", "pdf")

_FREE = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)x(\d{1,6}(?:\.\d{1,3})?)", re.ASCII)


class BadSize(WordedError):
    """The figure cannot be drawn at this size; the message says what can.

    ``field`` is the option it speaks of: ``size`` or ``dpi``.
    """

    def __init__(self, key: str, field: str = "size", **values: object) -> None:
        super().__init__(key, **values)
        self.field = field


@dataclass(frozen=True)
class Size:
    """A sheet: no height means that it follows from the content."""

    width: float
    height: float | None = None
    title: float = 10.5
    body: float = 8.0
    note: float = 6.5
    label: float = 6.5
    margin: float = 2.0
    labels: bool = False  # whether partners are labelled unless the reader says
    dpi: int = 300  # unless the reader says
    share: bool = False  # for a social network: the answer large, the notes few

    @property
    def spelling(self) -> str:
        """As :func:`parse` reads it: its name, or width by height."""
        for name, size in SIZES.items():
            if size == self:
                return name
        return f"{self.width:g}x{self.tallest:g}"

    @property
    def tallest(self) -> float:
        """Its height; a sheet whose content decides is never higher than wide."""
        return self.height or self.width

    @property
    def scale(self) -> float:
        """By how much its lines and dots are thicker than those of an A4 text."""
        return self.body / 8.0

    def with_type(self, factor: float) -> Size:
        """The same sheet with larger or smaller type, never below the smallest."""
        sizes = {
            name: max(SMALLEST_TYPE, round(getattr(self, name) * factor, 2))
            for name in ("title", "body", "note", "label")
        }
        return replace(self, **sizes)


def _shared(across: int, high: int) -> Size:
    """A picture of so many pixels for a social network."""
    dpi = 150
    width, height = (
        round((pixels + 0.02) / dpi * 25.4, 4) for pixels in (across, high)
    )
    return Size(
        width, height, 17.0, 11.0, 7.5, 8.5, 5.0, labels=True, dpi=dpi, share=True
    )


#: A4's text width goes into a page of text; the others are whole sheets.
SIZES = {
    "a4": Size(160.0),
    "a4-page": Size(297.0, 210.0, 15.0, 10.5, 8.0, 7.5, margin=10.0, labels=True),
    # 13.333 x 7.5 inches: the widescreen page of the usual slide programs.
    "slide": Size(338.667, 190.5, 20.0, 13.0, 9.0, 9.0, margin=8.0, labels=True),
    "square": Size(160.0, 160.0, 12.0, 9.0, 7.0, 6.5, margin=3.0),
    # Of social networks: 1200 x 630, 1080 x 1080 and 1600 x 900 pixels at 150 dpi.
    "share": _shared(1200, 630),
    "share-square": _shared(1080, 1080),
    "share-wide": _shared(1600, 900),
}


def parse(text: str) -> Size:
    """A size by its name, or ``200x120``: width by height in millimetres.

    Raises:
        BadSize: neither, or outside the bounds.
    """
    if text in SIZES:
        return SIZES[text]
    match = _FREE.fullmatch(text.strip().lower().replace("×", "x"))
    if not match:
        raise BadSize(
            "figure.refused.size",
            text=quoted(text[:40]),
            names=Listed.of(SIZES),
            example="200x120",
        )
    width, height = float(match[1]), float(match[2])
    low, high = SIDES
    if not (low <= width <= high and low <= height <= high):
        raise BadSize(
            "figure.refused.sides", text=text[:40], low=f"{low:.0f}", high=f"{high:.0f}"
        )
    # A sheet twice as large is seen from further away, but not twice as far.
    factor = max(1.0, min(width / 160, height / 110) ** 0.6)
    size = Size(width, height, margin=2.0 + 2.0 * (factor - 1)).with_type(factor)
    return replace(size, labels=width >= 250)


def check_dpi(size: Size, dpi: int) -> None:
    """Refuse a picture that would not fit into memory, saying what it would take.

    Raises:
        BadSize: the resolution is out of bounds, or the picture too large.
    """
    low, high = DPI
    if not low <= dpi <= high:
        raise BadSize("figure.refused.dpi", "dpi", dpi=dpi, low=low, high=high)
    width, height = size.width, size.tallest
    pixels = round(width * MM * dpi) * round(height * MM * dpi)
    if pixels > PIXELS:
        raise BadSize(
            "figure.refused.pixels",
            "dpi",
            width=f"{width:.0f}",
            height=f"{height:.0f}",
            dpi=dpi,
            pixels=f"{pixels / 1e6:.0f}",
            memory=f"{pixels * _BYTES / 1e6:.0f}",
            most=f"{PIXELS / 1e6:.0f}",
            most_memory=f"{PIXELS * _BYTES / 1e6:.0f}",
        )

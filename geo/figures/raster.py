"""Figures as pixels: a palette that keeps flat colours exact, GIF and WebP.

Median-cut palettes shift the colour of whole countries by a shade, so that a map no
longer agrees with its legend to the digit. Here frequent colours are the palette; what
is left are the mixed pixels along the edges.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from html import escape

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

COLOURS = 256


def image_of(figure: Figure, dpi: int) -> Image.Image:
    """A figure as an image."""
    figure.set_dpi(dpi)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = canvas.buffer_rgba()
    height, width, _ = pixels.shape
    # Pillow leaves the fourth channel out in a third of the time that numpy takes.
    return Image.frombytes("RGB", (width, height), pixels, "raw", "RGBX")


def palette(images: Iterable[Image.Image]) -> Image.Image:
    """An image that carries the most frequent colours of some others.

    Half of them are the most frequent of their region of the colour space, so that
    the few red pixels of a disputed area are not outvoted by shades of grey.
    """
    starts, lengths = _runs(np.concatenate([_pack(image) for image in images]))
    colours, where = np.unique(starts, return_inverse=True)
    counts = np.bincount(where, weights=lengths)
    # Of two equally frequent colours the darker comes first: no chance in it.
    by_count = colours[np.lexsort((colours, -counts))]
    regions = (by_count >> 21 & 7) << 6 | (by_count >> 13 & 7) << 3 | by_count >> 5 & 7
    _, leaders = np.unique(regions, return_index=True)
    places = [*np.sort(leaders)[: COLOURS // 2], *range(len(by_count))]
    common = by_count[list(dict.fromkeys(int(i) for i in places))[:COLOURS]]
    table = np.stack([common >> 16, common >> 8 & 255, common & 255], axis=1)
    carrier = Image.new("P", (1, 1))
    colour_table = np.resize(table, (COLOURS, 3)).astype(np.uint8)
    carrier.putpalette(colour_table.tobytes())
    return carrier


def _pack(image: Image.Image) -> np.ndarray:
    red, green, blue = np.asarray(image).reshape(-1, 3).astype(np.uint32).T
    return red << 16 | green << 8 | blue


def _runs(pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Neighbours of one colour as one: the colours and how many pixels each stands for.

    A map is flat: sorting its pixels one by one is twenty times the work.
    """
    starts = np.flatnonzero(np.diff(pixels, prepend=~pixels[:1]))
    return pixels[starts], np.diff(starts, append=len(pixels))


def to_palette(image: Image.Image, table: Image.Image) -> Image.Image:
    """An image in the colours of a palette, each pixel in the nearest one.

    Pillow's own mapping rounds to 64 shades and turns white paper into 252.
    """
    table_colours = np.frombuffer(bytes(table.getpalette()), np.uint8).reshape(-1, 3)
    runs, lengths = _runs(_pack(image))
    colours, where = np.unique(runs, return_inverse=True)
    parts = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1)
    nearest = np.empty(len(colours), np.uint8)
    for start in range(0, len(colours), 4096):
        some = parts[start : start + 4096, None, :].astype(np.int32)
        away = ((some - table_colours[None].astype(np.int32)) ** 2).sum(axis=2)
        nearest[start : start + 4096] = away.argmin(axis=1)
    flat = np.repeat(nearest[where], lengths)
    small = Image.fromarray(flat.reshape(image.height, image.width))
    small.putpalette(table_colours.tobytes())
    return small


def png(image: Image.Image, dpi: int, texts: dict[str, str]) -> bytes:
    """A PNG with its texts.

    zlib at its third level: the sixth takes half as long again, and its file of flat
    colours is larger.
    """
    return _png(image, dpi, texts, compress_level=3)


def small_png(image: Image.Image, dpi: int, texts: dict[str, str]) -> bytes:
    """A PNG of at most 256 colours with its texts, a third as large as a full one."""
    small = to_palette(image, palette([image]))
    return _png(small, dpi, texts, optimize=True)


def _png(image: Image.Image, dpi: int, texts: dict[str, str], **how: object) -> bytes:
    info = PngInfo()
    for key, text in texts.items():
        info.add_itxt(key, text)
    out = io.BytesIO()
    image.save(out, "PNG", pnginfo=info, dpi=(dpi, dpi), **how)
    return out.getvalue()


def gif(
    frames: Iterator[Image.Image], table: Image.Image, times: list[int], comment: str
) -> bytes:
    """An endless GIF; times are milliseconds, a frame each."""
    small = (to_palette(frame, table) for frame in frames)
    out = io.BytesIO()
    next(small).save(
        out,
        "GIF",
        save_all=True,
        append_images=small,
        duration=times,
        loop=0,
        optimize=False,
        comment=comment.encode(),
    )
    return out.getvalue()


def webp(
    frames: Iterator[Image.Image], times: list[int], texts: dict[str, str]
) -> bytes:
    """An endless lossless WebP; times are milliseconds, a frame each."""
    out = io.BytesIO()
    next(frames).save(
        out,
        "WEBP",
        save_all=True,
        append_images=frames,
        duration=times,
        loop=0,
        lossless=True,
        method=3,
        xmp=_xmp(texts),
    )
    return out.getvalue()


def _xmp(texts: dict[str, str]) -> bytes:
    """Dublin Core in the one form of metadata that WebP has."""
    fields = "".join(
        f'<dc:{key}><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{escape(text, quote=False)}</rdf:li></rdf:Alt></dc:{key}>"
        for key, text in texts.items()
    )
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{fields}</rdf:Description>'
        "</rdf:RDF></x:xmpmeta>"
    ).encode()

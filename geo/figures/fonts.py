"""The typeface of the figures: PT Sans, from a package, in the file it is drawn in.

PT Sans was drawn for Cyrillic and Latin together, is open (SIL Open Font License) and
comes as a package of static TrueType files, which PDF embeds as they are. It is
narrower than matplotlib's own DejaVu Sans, so that a larger size fits the same line.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from threading import RLock

import fontpkg_pt_sans
from matplotlib import rc_context
from matplotlib.font_manager import FontEntry, FontProperties, fontManager, get_font

#: A name of our own: a reader's machine may have another edition of PT Sans.
FAMILY = "Atlas PT Sans"

FILES = {
    "normal": Path(fontpkg_pt_sans.ROOT) / "files" / "PT_Sans-Web-Regular.ttf",
    "bold": Path(fontpkg_pt_sans.ROOT) / "files" / "PT_Sans-Web-Bold.ttf",
}
_WEIGHTS = {"normal": 400, "bold": 700}

#: Settings under which every figure is made and written.
SETTINGS = {
    "font.family": [FAMILY],
    "text.hinting": "none",
    "hatch.linewidth": 0.5,
    "svg.hashsalt": "treaty-atlas",
    "svg.fonttype": "none",  # text stays text
    "pdf.fonttype": 42,  # TrueType, embedded
}


@cache
def register() -> None:
    """Make the family known to matplotlib; once per process."""
    for weight, path in FILES.items():
        entry = FontEntry(
            fname=str(path),
            name=FAMILY,
            style="normal",
            variant="normal",
            weight=_WEIGHTS[weight],
            stretch="normal",
            size="scalable",
        )
        fontManager.ttflist.append(entry)


@contextmanager
def settings() -> Iterator[None]:
    """Draw under :data:`SETTINGS`, one thread at a time: they are the process's."""
    with _LOCK, rc_context(SETTINGS):
        register()
        yield


_LOCK = RLock()


@cache
def face(weight: str, points: float) -> FontProperties:
    register()
    return FontProperties(family=FAMILY, weight=weight, size=points)


def missing(text: str) -> str:
    """The letters that the typeface lacks, each once; control characters too."""
    glyphs = get_font(str(FILES["bold"])).get_charmap()
    return "".join(dict.fromkeys(c for c in text if ord(c) not in glyphs))[:20]


def style_sheet(texts: dict[str, str]) -> str:
    """``@font-face`` rules with just the letters of each weight's text inside.

    A reader of an SVG rarely has the typeface: without it the lines would run wide.
    """
    rules = []
    for weight, text in texts.items():
        if text:
            letters = "".join(sorted(set(text)))
            data = base64.b64encode(_subset(FILES[weight], letters)).decode()
            rules.append(
                f"@font-face{{font-family:'{FAMILY}';font-weight:{_WEIGHTS[weight]};"
                f"src:url(data:font/woff;base64,{data}) format('woff')}}"
            )
    return "".join(rules)


@lru_cache(maxsize=64)
def _subset(path: Path, letters: str) -> bytes:
    """A typeface with these letters alone: 10 to 30 kB. Figures of one package mostly
    have the same ones.
    """
    from fontTools import subset

    options = subset.Options(
        flavor="woff",
        hinting=False,
        recalc_timestamp=False,
        layout_features=["kern"],
        name_IDs=[0, 1, 2, 13, 14],  # copyright, family, style, licence and its address
    )
    out = io.BytesIO()
    with subset.load_font(str(path), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=letters)
        subsetter.subset(font)
        subset.save_font(font, out, options)
    return out.getvalue()


_TEXT = re.compile(r"<text\b([^>]*)>([^<]*)</text>")


def letters(svg: str) -> dict[str, str]:
    """The text of an SVG by weight."""
    texts = {"normal": "", "bold": ""}
    for style, text in _TEXT.findall(svg):
        texts["bold" if "700" in style else "normal"] += text
    return {weight: "".join(sorted(set(text))) for weight, text in texts.items()}

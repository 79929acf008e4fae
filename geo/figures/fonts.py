"""The typefaces of the figures, from packages, in the files they are drawn in.

PT Sans was drawn for Cyrillic and Latin together, is open (SIL Open Font License) and
comes as a package of static TrueType files, which PDF embeds as they are. It is
narrower than matplotlib's own DejaVu Sans, so that a larger size fits the same line.
Arabic is set in Tajawal, Chinese, Japanese and Korean in Noto Sans CJK, both open too;
a line without their letters never opens them. Of the Arabic faces tried (Noto Sans
Arabic, IBM Plex Sans Arabic, Cairo) Tajawal is one whose PDF gives the words back when
they are copied: the others draw the dots of a letter, or two letters, as one glyph.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import RLock

from matplotlib import rc_context
from matplotlib.font_manager import FontEntry, FontProperties, fontManager, get_font

from geo import storage
from geo.storage import CACHE

#: Where the style sheet made last is kept.
FOLDER = CACHE / "typefaces"

#: A name of our own: a reader's machine may have another edition of PT Sans.
FAMILY = "Atlas PT Sans"


def _files(package: str, normal: str, bold: str = "") -> dict[str, Path]:
    """The files of a package by weight; of one weight where it has no bold."""
    spec = find_spec(package)
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    return {"normal": folder / normal, "bold": folder / (bold or normal)}


FILES = _files(
    "fontpkg_pt_sans", "files/PT_Sans-Web-Regular.ttf", "files/PT_Sans-Web-Bold.ttf"
)

#: Further families: the letters each is for, and its files by weight.
OTHERS = {
    "Atlas Tajawal": (
        re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
        _files(
            "fontpkg_tajawal", "files/Tajawal-Regular.ttf", "files/Tajawal-Bold.ttf"
        ),
    ),
    "Atlas Noto Sans CJK": (
        re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]"),
        _files("cvttf_NotoSansCJK_Regular", "NotoSansCJKtc-Regular.otf"),
    ),
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
    # The face of the CJK letters has those of Taiwan; UN Chinese has the mainland's.
    "text.language": "zh-Hans",
}


@cache
def register() -> None:
    """Make the families known to matplotlib; once per process."""
    by_family = {FAMILY: FILES, **{name: files for name, (_, files) in OTHERS.items()}}
    for name, files in by_family.items():
        for weight, path in files.items():
            entry = FontEntry(
                fname=str(path),
                name=name,
                style="normal",
                variant="normal",
                weight=_WEIGHTS[weight],
                stretch="normal",
                size="scalable",
            )
            fontManager.ttflist.append(entry)


@lru_cache(maxsize=8192)
def families(text: str) -> tuple[str, ...]:
    """The families a line is set in: the figures' own, and those its letters need."""
    return (FAMILY, *(n for n, (letters, _) in OTHERS.items() if letters.search(text)))


def in_documents(text: str) -> tuple[list[str], list[Path]]:
    """The families a text is set in by another program, and the folders of their files.

    The names are those inside the files, not our own.
    """
    files = [FILES if n == FAMILY else OTHERS[n][1] for n in families(text)]
    names = [get_font(str(each["normal"])).family_name for each in files]
    return names, [each["normal"].parent for each in files]


@contextmanager
def settings() -> Iterator[None]:
    """Draw under :data:`SETTINGS`, one thread at a time: they are the process's."""
    with _LOCK, rc_context(SETTINGS):
        register()
        yield


_LOCK = RLock()


def face(weight: str, points: float, text: str = "") -> FontProperties:
    """The type of a line of text, by its weight and its size in points."""
    return _face(weight, points, families(text))


@cache
def _face(weight: str, points: float, names: tuple[str, ...]) -> FontProperties:
    register()
    return FontProperties(family=list(names), weight=weight, size=points)


#: Marks of the direction of a text: they are obeyed and have no shape.
_DIRECTIONS = frozenset("\u200e\u200f\u2066\u2067\u2068\u2069")


def missing(text: str) -> str:
    """The letters that the typefaces lack, each once; control characters too."""
    lacking = "".join(c for c in dict.fromkeys(text) if c not in _DIRECTIONS)
    for name in families(text):
        path = FILES["bold"] if name == FAMILY else OTHERS[name][1]["bold"]
        glyphs = get_font(str(path)).get_charmap()
        lacking = "".join(c for c in lacking if ord(c) not in glyphs)
    return lacking[:20]


def style_sheet(texts: dict[str, str]) -> str:
    """``@font-face`` rules with just the letters of each weight's text inside.

    A reader of an SVG rarely has the typeface: without it the lines would run wide.
    The rules made last are kept on disk, under the hash of what they are made from:
    choosing the letters takes as long as drawing the map.
    """
    from fontTools import version

    faces = list(_faces(texts))
    made_from = [
        str([(name, weight, text) for name, weight, text, *_ in faces]).encode(),
        version.encode(),
        Path(__file__).read_bytes(),
        *(path.read_bytes() for *_, path, _ in faces),
    ]
    return storage.cached(FOLDER, made_from, lambda: _rules(faces)).decode()


#: A face in a style sheet: family, weight, letters, file and features.
_Face = tuple[str, str, str, Path, tuple[str, ...]]


def _faces(texts: dict[str, str]) -> Iterator[_Face]:
    for weight, text in texts.items():
        for name in families(text) if text else ():
            path, letters_of_weight, features = FILES[weight], text, ("kern",)
            if name != FAMILY:
                letters, files = OTHERS[name]
                path, letters_of_weight = files[weight], "".join(letters.findall(text))
                features = _JOINING
            yield name, weight, "".join(sorted(set(letters_of_weight))), path, features


def _rules(faces: list[_Face]) -> bytes:
    rules = []
    for name, weight, letters_of_face, path, features in faces:
        data = base64.b64encode(_subset(path, letters_of_face, features)).decode()
        rules.append(
            f"@font-face{{font-family:'{name}';font-weight:{_WEIGHTS[weight]};"
            f"src:url(data:font/woff;base64,{data}) format('woff')}}"
        )
    return "".join(rules).encode()


#: What joins the letters of Arabic and chooses those of a language, beside the pairs
#: that every typeface has.
_JOINING = ("kern", "ccmp", "locl", "init", "medi", "fina", "rlig", "mark")


@lru_cache(maxsize=64)
def _subset(path: Path, letters: str, features: tuple[str, ...]) -> bytes:
    """A typeface with these letters alone: 10 to 30 kB. Figures of one package mostly
    have the same ones.
    """
    from fontTools import subset

    options = subset.Options(
        flavor="woff",
        hinting=False,
        recalc_timestamp=False,
        layout_features=list(features),
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

"""What the site offers beside its pages: maps, figures, data, citations.

Each has an address that never changes, whatever years the data cover; the name a
reader's browser saves it under says what it shows.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from geo.export import brief, pictures
from geo.export.catalogue import DATA, EXPORTS, media_type
from geo.export.site import country, fact
from geo.figures import sizes
from geo.figures.options import FigureOptions
from geo.model import countries
from geo.model.languages import LANGUAGES, ON_A_PAGE, SOURCE, in_order
from geo.model.package import Package
from geo.model.treaty_fields import of_treaty
from geo.presentation import citations, strings
from geo.presentation.scene import Scene

#: citation format -> suffix
CITATIONS = {"text": "txt", "bibtex": "bib", "ris": "ris", "cff": "cff"}

_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class WrittenFile:
    """A file of the site that is there: its size and checksum."""

    size: int  # bytes
    sha256: str
    pixels: tuple[int, int] | None = None  # of a PNG: width, height

    @classmethod
    def of(cls, content: bytes) -> WrittenFile:
        inside = struct.unpack(">II", content[16:24]) if content[:8] == _PNG else None
        return cls(len(content), hashlib.sha256(content).hexdigest(), inside)


@dataclass(frozen=True)
class Product:
    """A file, how it is made, and what it is."""

    path: str
    group: str  # "maps", "figures", "data", "citations", "countries", "facts"
    about: dict[str, str]  # language of the reader -> what it holds
    make: Callable[[], bytes]
    name: str = ""  # on a reader's disk
    lang: str = ""  # of what it says, where that is one language

    @property
    def suffix(self) -> str:
        return self.path.rpartition(".")[2]

    @property
    def media(self) -> str:
        return media_type(self.suffix)


@dataclass(frozen=True)
class Drawing:
    """A figure that is offered, and in which languages and formats."""

    size: str
    grey: bool = False
    dpi: int = FigureOptions.dpi
    kinds: tuple[str, ...] = sizes.FORMATS
    each: bool = False  # also one for every country, which it calls out
    langs: tuple[str, ...] = ON_A_PAGE  # as far as the site has them

    @property
    def options(self) -> FigureOptions:
        return FigureOptions(sizes.SIZES[self.size], grey=self.grey, dpi=self.dpi)

    @property
    def name(self) -> str:
        return f"{self.size}{'-grey' if self.grey else ''}"


#: The size of the picture that stands for a page where its link is shared.
SHARED = "share"

#: Greys are for print, and nobody prints a slide. A figure of every kind in every
#: language would make the site three times as large: the others have the usual one.
DRAWINGS = (
    Drawing("a4", langs=LANGUAGES),
    Drawing("a4", grey=True),
    Drawing("slide", dpi=150),
    Drawing(SHARED, dpi=150, kinds=("png",), each=True, langs=LANGUAGES),
    Drawing("share-square", dpi=150, kinds=("png",)),
    Drawing("share-wide", dpi=150, kinds=("png",)),
)

#: The picture of the start page: of 256 colours, to be there at once.
PREVIEW_DPI = 240


def products(
    package: Package,
    drawings: Sequence[Drawing] = DRAWINGS,
    root: str = "",
    langs: Sequence[str] = LANGUAGES,
) -> list[Product]:
    """Everything that is offered, in the order of the page of downloads.

    Args:
        root: the address of the site, where it is known.
        langs: the languages that the site is in.
    """
    return [
        *_maps(package, root, langs),
        *_data(package),
        *_figures(package, drawings, langs),
        *_shared(package, drawings, langs),
        *_briefs(package, root, langs),
        *_citations(package),
        *_countries(package),
        *_facts(package),
    ]


def folder(lang: str) -> str:
    """Where the pages of a language live; English ones are at the root."""
    return "" if lang == SOURCE else f"{lang}/"


def preview(lang: str, dark: bool = False) -> str:
    """The address of the start page's picture."""
    return f"figures/preview-{'dark-' * dark}{lang}.png"


def shared(lang: str, code: str = "") -> str:
    """The address of the picture that stands for a page where its link is shared.

    That of a country calls the country out; the other shows all life-lines.
    """
    if code:
        return f"countries/{code.lower()}/{SHARED}-{lang}.png"
    return f"figures/lifelines-{SHARED}-{lang}.png"


def _texts(key: str, **values: object) -> dict[str, str]:
    return {lang: strings.word(key, lang, **values) for lang in LANGUAGES}


def _map_languages(lang: str, langs: Sequence[str]) -> tuple[str, ...]:
    """The languages inside a map: its own and English; to the others it leads."""
    usual = ON_A_PAGE if lang in ON_A_PAGE else (SOURCE,)
    return in_order({lang, *usual} & {lang, *langs})


def _maps(package: Package, root: str, langs: Sequence[str]):
    for lang in langs:
        scene = Scene.of(package, lang=lang)
        path = f"{folder(lang)}map/index.html"
        yield Product(
            path,
            "maps",
            _texts("download.page"),
            partial(
                pictures.page,
                scene,
                root or "../" * path.count("/"),
                _map_languages(lang, langs),
                langs,
            ),
            scene.view.file_name("html"),
            lang,
        )


def _data(package: Package):
    scene = Scene.of(package)
    for kind in DATA:
        export = EXPORTS[kind]
        name = scene.view.file_name(kind) if export.of_a_view else ""
        yield Product(
            f"data/{export.stem}.{kind}",
            "data",
            _texts(f"site.format.{kind}"),
            partial(export.build, scene),
            name or f"treaty-atlas-{package.version}.{kind}",
        )


def _figures(package: Package, drawings: Sequence[Drawing], langs: Sequence[str]):
    for lang in langs:
        for dark in (False, True):
            yield Product(
                preview(lang, dark),
                "previews",
                _texts("figure.size.a4"),
                partial(_preview, Scene.of(package, lang=lang), dark),
                lang=lang,
            )
    for drawing in drawings:
        for lang in (each for each in drawing.langs if each in langs):
            scene = Scene.of(package, lang=lang)
            for kind in drawing.kinds:
                draw = partial(pictures.figure, scene, drawing.options, kind)
                yield _figure(scene, drawing, kind, "map", draw)
                lives = partial(pictures.lifelines, scene, drawing.options, kind)
                yield _figure(scene, drawing, kind, "lifelines", lives)


def _figure(
    scene: Scene, drawing: Drawing, kind: str, what: str, make: Callable[[], bytes]
) -> Product:
    shown = _texts("site.map_figure" if what == "map" else "site.lifelines")
    sizes_of = _texts(f"figure.size.{drawing.size}")
    grey = _texts("figure.grey")
    about = {}
    for lang in LANGUAGES:
        texts = [sizes_of[lang], shown[lang]]
        texts += [grey[lang].lower()] if drawing.grey else []
        texts += [f"{drawing.dpi} dpi"] if kind == "png" else []
        about[lang] = strings.listed(texts, lang, "semicolon")
    name = scene.view.file_name(kind)
    return Product(
        f"figures/{what}-{drawing.name}-{scene.lang}.{kind}",
        "figures",
        about,
        make,
        f"{drawing.name}-{name if what == 'map' else f'{what}-{name}'}",
        scene.lang,
    )


def _shared(package: Package, drawings: Sequence[Drawing], langs: Sequence[str]):
    """For every country a picture that calls it out, in the usual languages.

    In the others the picture of all life-lines stands for the page of a country.
    """
    for drawing in (each for each in drawings if each.each):
        for lang in (each for each in ON_A_PAGE if each in langs):
            for code in country.partners(package):
                scene = Scene.of(package, lang=lang, country=code)
                yield Product(
                    shared(lang, code),
                    "shared",
                    {tongue: countries.name(code, tongue) for tongue in LANGUAGES},
                    partial(pictures.small, scene, drawing.options),
                    lang=lang,
                )


def _briefs(package: Package, root: str, langs: Sequence[str]):
    """The one-page brief, with the address of the map where it is known."""
    for lang in langs:
        scene = Scene.of(package, lang=lang)
        link = f"{root}{folder(lang)}map/" if root else ""
        for kind in brief.KINDS:
            yield Product(
                f"brief/brief-{lang}.{kind}",
                "briefs",
                _texts("site.brief"),
                partial(brief.make, scene, kind, link),
                brief.file_name(scene, kind),
                lang,
            )


def _preview(scene: Scene, dark: bool) -> bytes:
    return pictures.small(scene, FigureOptions(dpi=PREVIEW_DPI), dark)


def _citations(package: Package):
    for kind, suffix in CITATIONS.items():
        make = citations.FORMATS[kind]
        yield Product(
            f"data/citation.{suffix}",
            "citations",
            _texts("site.citations"),
            lambda make=make: make(package, "en").encode(),
            f"treaty-atlas-{package.version}.{suffix}",
        )


def _countries(package: Package):
    for code in country.partners(package):
        yield Product(
            f"countries/{code.lower()}.json",
            "countries",
            {lang: countries.name(code, lang) for lang in LANGUAGES},
            partial(country.as_json, package, code),
            f"treaties-{code.lower()}.json",
        )


def _facts(package: Package):
    for code in country.partners(package):
        for treaty in country.treaties(package, code):
            for field in of_treaty(treaty):
                yield Product(
                    fact.json_path(treaty, field),
                    "facts",
                    {
                        lang: strings.listed(
                            (treaty.id, strings.word(field.label, lang)), lang
                        )
                        for lang in LANGUAGES
                    },
                    partial(fact.as_json, package, treaty, field),
                    f"{treaty.id.lower()}-{field.name}.json",
                )

"""Everything one may take away: what it is, who makes it and where it is had.

A format is also the suffix of its files. The server announces its media type, the
command line reads it from a file's name, the app and the site offer it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath

from geo.export import (
    codebook,
    countries,
    network,
    package,
    panel,
    pictures,
    treaties,
)
from geo.model.worded import Listed, WordedError
from geo.presentation.scene import Scene

#: Makes the file of a view, whole or in parts.
Build = Callable[[Scene], bytes | Iterable[bytes]]


@dataclass(frozen=True)
class Export:
    """A product.

    Attributes:
        key: its format, and the suffix of its files.
        stem: what its file is called where its name need not say the view.
        media_type: as IANA, OGC and Apache Parquet name it; blank: it has none.
        build: makes the bytes of a Scene; a figure and the page take more choices.
        of_a_view: whether another view gives other bytes.
        served: whether the server of the app has it at ``/stem.key``.
        opens: whether a browser shows it rather than saving it.
        any_stem: whether its suffix alone says which product a file is.
        directed: whether it can have a row for each side of a dyad; such a file is
            made year by year and says how far it is.
    """

    key: str
    stem: str
    media_type: str
    build: Callable[..., bytes | Iterable[bytes]]
    of_a_view: bool = True
    served: bool = False
    opens: bool = False
    any_stem: bool = False
    directed: bool = False

    @property
    def is_figure(self) -> bool:
        return self.stem == "figure"

    @property
    def is_data(self) -> bool:
        return self.stem not in ("map", "figure")


_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FOR_A_SCREEN = {"served": True, "opens": True}


def _figure(kind: str, media_type: str) -> Export:
    build = partial(pictures.figure, kind=kind)
    return Export(kind, "figure", media_type, build, **_FOR_A_SCREEN)


EXPORTS = {
    export.key: export
    for export in (
        Export("html", "map", "text/html", pictures.page, **_FOR_A_SCREEN),
        _figure("png", "image/png"),
        _figure("svg", "image/svg+xml"),
        _figure("pdf", "application/pdf"),
        Export("csv", "treaties", "text/csv", treaties.csv, served=True),
        Export("xlsx", "treaties", _SHEET, treaties.xlsx, served=True),
        Export("json", "treaties", "application/json", treaties.json, **_FOR_A_SCREEN),
        Export("geojson", "countries", "application/geo+json", countries.geojson),
        Export("gpkg", "countries", "application/geopackage+sqlite3", countries.gpkg),
        Export(
            "parquet", "countries", "application/vnd.apache.parquet", countries.parquet
        ),
        Export("zip", "package", "application/zip", package.zip, of_a_view=False),
    )
}

#: The files of a researcher's own tools. ``panel.csv`` is told from ``treaties.csv`` by
#: its name; a suffix that only one of them has needs no name.
RESEARCH = (
    Export("csv", "panel", "text/csv", panel.as_csv, directed=True),
    Export("parquet", "panel", "", panel.as_parquet, directed=True),
    Export("dta", "panel", "", panel.as_stata, any_stem=True, directed=True),
    Export("md", "codebook", "text/markdown", codebook.markdown),
    Export("pdf", "codebook", "application/pdf", codebook.pdf),
    Export("csv", "edges", "text/csv", network.edge_list),
    Export("csv", "nodes", "text/csv", network.node_list),
    Export("gexf", "network", "", network.gexf, any_stem=True),
    Export("graphml", "network", "", network.graphml, any_stem=True),
)

#: The formats of the data behind the map.
DATA = tuple(key for key, export in EXPORTS.items() if export.is_data)

#: Suffix -> media type of the brief (geo.export.brief), beside the map and the data.
BRIEFS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

#: Suffix -> media type of the citations, which are of no view.
CITATIONS = {
    "bib": "application/x-bibtex",
    "cff": "application/yaml",
    "ris": "application/x-research-info-systems",
    "txt": "text/plain",
}


def media_type(suffix: str) -> str:
    """The media type of a file by its suffix; ``KeyError`` where we have none."""
    if suffix in EXPORTS:
        return EXPORTS[suffix].media_type
    return BRIEFS[suffix] if suffix in BRIEFS else CITATIONS[suffix]


class UnknownFormat(WordedError):
    """No format is meant by this file name; the message names those there are."""


class NotDirected(WordedError):
    """A file has no rows for each side of a dyad."""


def format_of(file_name: str, kind: str | None = None) -> str:
    """The format of a file by its suffix, which an explicit ``kind`` must not belie.

    Raises:
        UnknownFormat: the suffix is none of ours, or another format's.
    """
    suffix = Path(file_name).suffix.lower().removeprefix(".")
    names = Listed.of(f".{name}" for name in DATA)
    if kind is None and suffix not in DATA:
        raise UnknownFormat(
            "export.refused.format", file=file_name, names=names, flag="--format"
        )
    # GeoJSON is JSON, and many name it so.
    fits = kind in (None, suffix) or (kind, suffix) == ("geojson", "json")
    if suffix in DATA and not fits:
        raise UnknownFormat("cli.suffix", file=file_name, kind=kind, suffix=suffix)
    return kind or suffix


def research_file(
    file_name: str, directed: bool = False, progress: panel.Progress | None = None
) -> Build | None:
    """What makes the file of :data:`RESEARCH` that a name asks for; ``None``: none.

    Args:
        directed: a row for each side of a dyad.
        progress: called after each year of a panel.

    Raises:
        NotDirected: it has no rows for each side of a dyad.
    """
    path = PurePath(file_name.lower())
    export = next(
        (
            each
            for each in RESEARCH
            if path.suffix == f".{each.key}"
            and (each.any_stem or path.stem == each.stem)
        ),
        None,
    )
    if export and export.directed:
        return partial(
            export.build,
            directed=directed,
            **({"progress": progress} if progress else {}),
        )
    if directed:
        names = (f"{e.stem}.{e.key}" for e in RESEARCH if e.directed)
        raise NotDirected("export.refused.directed", names=Listed.of(names))
    return export.build if export else None

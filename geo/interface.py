"""The Python interface: data, a view of them, and what one takes away of it.

    >>> import geo
    >>> atlas = geo.open()                        # the atlas's own data
    >>> mine = geo.read("mine.csv")               # a table of one's own
    >>> shown = atlas.view(years=(2010, 2024), basis="in-force")
    >>> shown.counts.countries, shown.headline
    >>> shown.treaties                            # a pandas DataFrame
    >>> shown.save("map.html")                    # or .png, .svg, .csv, .xlsx, ...

In a notebook a :class:`Map` shows itself as the interactive page and a
:class:`Figure` as a picture; both work with the network off.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from geo import storage
from geo.export import countries as export_countries
from geo.export import panel, pictures
from geo.export import treaties as export_treaties
from geo.export.catalogue import EXPORTS, UnknownFormat, format_of, research_file
from geo.kept import cached_property
from geo.model.counting import Counts
from geo.model.package import Package
from geo.model.view import FIELDS, View
from geo.model.worded import Listed
from geo.presentation import citations, problem_text, strings
from geo.presentation.scene import Scene
from geo.tables import resolve
from geo.tables.problems import Problem
from geo.tables.user import read as table_reader
from geo.tables.user.user_table import UserTable

if TYPE_CHECKING:
    import folium
    import geopandas
    import pandas

    from geo.figures.options import FigureOptions

#: What a notebook shows of a figure, and the dots per inch of a screen.
FORMATS, _SCREEN = ("png", "svg"), 150

#: Suffixes of figures; every other file is data or the page.
PICTURES = tuple(f".{key}" for key, export in EXPORTS.items() if export.is_figure)


class BadView(ValueError):
    """A field of a view has a value that means nothing; the message says which."""


@dataclass(frozen=True)
class Cause:
    """What is wrong at one place of a table, and what to do about it."""

    line: int | None
    column: str
    rule: str
    message: str
    remedy: str


class TableRefused(ValueError):
    """A table was not read, or not surely; the message has a line for each cause.

    ``causes`` are the problems one by one: each has ``line``, ``column``, ``rule``,
    ``message`` and ``remedy``.
    """

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.causes = tuple(
            Cause(
                problem.line,
                problem.column,
                problem.rule,
                problem_text.message(problem),
                problem_text.remedy(problem),
            )
            for problem in problems
        )


@dataclass(frozen=True)
class Atlas:
    """Treaties with their sources: the atlas's own, or those of a table.

    ``report`` says what became of the rows of a table; ``None`` for the atlas's own.
    """

    package: Package
    report: UserTable | None = None

    def view(
        self,
        years: tuple[int, int] | int | None = None,
        basis: str = "signed",
        focus: str | None = None,
        **fields: str | Iterable[str],
    ) -> Map:
        """The data under a view.

        Args:
            years: first and last; one year alone is the state at its end.
            basis: ``"signed"`` or ``"in-force"``.
            focus: the focal country by ISO 3166-1 alpha-3 code, ``"none"`` for all
                states; left out: Russia, or the busiest party of a table.
            fields: the other fields of a link: ``colour``, ``borders``, ``lang``,
                ``country``, ``preset``, ``layers``.

        Raises:
            BadView: a field or a value that is not known, in a sentence.
        """
        params: dict[str, list[str]] = {"basis": [basis]}
        if years is not None:
            ends = (years,) if isinstance(years, int) else years
            params["years"] = ["..".join(map(str, ends))]
        if focus is not None:
            params["focus"] = [focus]
        for name, value in fields.items():
            if name not in FIELDS:
                names = ", ".join(FIELDS)
                raise BadView(f"{name} is no field of a view; the fields are {names}")
            values = [value] if isinstance(value, str) else list(value)
            params[name] = [",".join(values)]
        own = self.package if self.package.own else None
        if own:
            params[resolve.TABLE] = [resolve.OWN]
        request = resolve.resolve(params, own)
        if request.notices:
            sentences = (strings.refusal(notice, "en") for notice in request.notices)
            raise BadView("; ".join(sentences))
        return Map(Scene(request.package, request.view))

    @property
    def citation(self) -> str:
        """How to cite the data."""
        return citations.text(self.package, "en").strip()


def open() -> Atlas:
    """The atlas's own data.

    Raises:
        BadTable: the installed data are damaged.
    """
    return Atlas(resolve.resolve({}).package)


def read(path: str | Path, *, anyway: bool = False, **options: object) -> Atlas:
    """A table of one's own: CSV, XLSX, JSON, Stata, Parquet, or a data package.

    Args:
        path: the file, or the folder of a data package.
        anyway: take a table whose reading is in doubt: parties guessed from cells
            alone, or fewer than half of the rows read.
        options: how to read it, as :class:`geo.tables.user.user_table.Options` says:
            ``mapping``, ``as_of``, ``day_first``, ``focus``, ``sheet``, ``codes``,
            ``keep_duplicates``.

    Raises:
        TableRefused: with a line for each cause: where, which rule, what to do.
        OSError: the file cannot be opened.
    """
    table = table_reader.read_path(Path(path), **options)
    if table.refusal:
        raise TableRefused(table.refusal)
    if not table.valid or (table.doubts and not anyway):
        causes = [problem_text.group(group) for group in table.groups]
        head = f"{table.file_name}: {table.valid} of {table.rows} rows can be read"
        raise TableRefused("\n".join([head, *causes]), table.problems)
    return Atlas(table.package, table)


@dataclass(frozen=True)
class Map:
    """Some data under a view. In a notebook it shows itself, without the network."""

    scene: Scene

    @property
    def view(self) -> View:
        return self.scene.view

    @property
    def counts(self) -> Counts:
        """The numbers: countries and instruments counted, possible, not confirmed."""
        return self.scene.state.counts

    @property
    def headline(self) -> str:
        """The counts in a sentence that can be printed."""
        return self.scene.headline

    @property
    def rule(self) -> str:
        """The counting rule, to be printed with a number."""
        return self.scene.rule

    @cached_property
    def treaties(self) -> pandas.DataFrame:
        """A row for each instrument of the view, with the columns of ``treaties.csv``.

        Dates are text, as precise as the sources: a year, a month or a day.
        """
        import pandas as pd

        rows = export_treaties.table(self.scene)
        return pd.DataFrame(
            rows, columns=export_treaties.columns_of(self.scene.package)
        )

    def countries(self) -> geopandas.GeoDataFrame:
        """Every area of the world with its class, in degrees (EPSG:4326)."""
        return export_countries.frame(self.scene)

    def panel(self, directed: bool = False) -> pandas.DataFrame:
        """Dyads by year with bounds of what is known (:mod:`geo.export.panel`).

        Whole numbers; what the data do not decide is missing (``pandas.NA``).
        """
        import pandas as pd

        rows = panel.rows(self.scene, directed)
        frame = pd.DataFrame(rows, columns=list(panel.COLUMNS))
        return frame.astype(dict.fromkeys(panel.NUMBERS, "Int64"))

    @cached_property
    def html(self) -> str:
        """The interactive map as one HTML document."""
        return pictures.page(self.scene).decode()

    def figure(
        self,
        size: str = "a4",
        labels: bool | None = None,
        grey: bool = False,
        title: str = "",
        shows: str = "png",
    ) -> Figure:
        """The map as a figure.

        Args:
            size: ``a4``, ``a4-page``, ``slide``, ``square`` or ``WxH``.
            labels: whether partners are named; left out, as the size has it.
            grey: greys and hatches that can be copied.
            title: in place of ours.
            shows: ``png`` or ``svg``: how it shows itself in a notebook. An SVG is
                sharp at any size and some 2 MB in the notebook's file.

        Raises:
            BadSize, BadOptions: it cannot be drawn so.
            UnknownFormat: a notebook shows no such thing.
        """
        from geo.figures import sizes
        from geo.figures.options import FigureOptions

        if shows not in FORMATS:
            raise UnknownFormat(
                "export.refused.notebook", shows=shows, names=Listed(FORMATS)
            )
        options = FigureOptions(sizes.parse(size), labels, grey, title)
        return Figure(self.scene, options, shows)

    def folium(self) -> folium.Map:
        """The areas in the colours of their classes as a layer of a folium map.

        A folium map fetches its scripts and tiles from elsewhere; ``html`` does not.
        """
        from geo.page import folium_layer

        return folium_layer.world(self.scene, export_countries.geojson(self.scene))

    def save(self, path: str | Path, **options: object) -> Path:
        """Write the view in the form that the file's name asks for.

        ``.html``; ``.png``, ``.svg``, ``.pdf`` with the options of :meth:`figure` and
        ``dpi``; the formats of ``treaty-atlas data``, ``panel.csv`` and the like too.

        Raises:
            UnknownFormat: no format is meant by this name.
            OSError: it cannot be written.
        """
        path = Path(path)
        suffix = path.suffix.lower()
        if suffix in PICTURES:
            dpi = int(options.pop("dpi", 300))  # type: ignore[call-overload]
            figure = self.figure(**options)  # type: ignore[arg-type]
            content = figure.render(suffix[1:], dpi)
        elif suffix in (".html", ".htm"):
            content = self.html.encode()
        elif build := research_file(path.name, **options):  # type: ignore[arg-type]
            content = build(self.scene)
        else:
            content = EXPORTS[format_of(path.name)].build(self.scene)
        storage.write_whole(path, content)
        return path

    def _repr_html_(self) -> str:
        # In the attribute: no script of the notebook's, and what converts notebooks
        # keeps it. Without "allow-same-origin" the page cannot touch the notebook.
        title = html.escape(self.headline, quote=True)
        return (
            f'<iframe srcdoc="{html.escape(self.html, quote=True)}" title="{title}" '
            'sandbox="allow-scripts allow-downloads allow-popups" '
            'style="width:100%;height:720px;border:0"></iframe>'
        )

    def _mime_(self) -> tuple[str, str]:
        # marimo asks this before the names that Jupyter knows.
        return "text/html", self._repr_html_()

    def __repr__(self) -> str:
        return f"<Map: {self.headline}>"


@dataclass(frozen=True)
class Figure:
    """A map as a figure. In a notebook it shows itself."""

    scene: Scene
    options: FigureOptions = field(repr=False)
    shows: str = "png"

    def render(self, kind: str = "png", dpi: int = 300) -> bytes:
        """The bytes of a ``png``, ``svg`` or ``pdf``."""
        from geo.figures import figure

        options = replace(self.options, dpi=dpi)
        return figure.render(self.scene, options, kind)

    def save(self, path: str | Path, dpi: int = 300) -> Path:
        """Write it in the format of the file's suffix."""
        path = Path(path)
        if path.suffix.lower() not in PICTURES:
            raise UnknownFormat(
                "export.refused.figure", file=path.name, names=Listed.of(PICTURES)
            )
        storage.write_whole(path, self.render(path.suffix.lower()[1:], dpi))
        return path

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        media_type, content = self._shown()
        return {media_type: content}

    def _mime_(self) -> tuple[str, str]:
        # marimo asks this; its pictures are addresses.
        media_type, content = self._shown()
        if media_type == EXPORTS["png"].media_type:
            content = f"data:{media_type};base64,{content}"
        return media_type, content

    def _shown(self) -> tuple[str, str]:
        """The media type and the picture as a notebook's file has it."""
        picture = self.render(self.shows, _SCREEN)
        text = base64.b64encode(picture) if self.shows == "png" else picture
        return EXPORTS[self.shows].media_type, text.decode()


__all__ = ["Atlas", "BadView", "Figure", "Map", "TableRefused", "open", "read"]

"""A View as a matplotlib Figure, and as PNG bytes.

Object-oriented matplotlib only (no pyplot): a Figure of its own per call is safe under
a threaded server. The legend is built by hand from :mod:`geo.classes`, because
automatic legends drop hatches. Title, rule, sources, border view, data version and
as-of date are inside the picture, so that it can be cited once it has left the app.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Polygon

from geo import classes, countries, drawing, rows, words
from geo.tables import Package
from geo.timeline import Key, State, state
from geo.view import View

MM = 1 / 25.4  # inches


@dataclass(frozen=True)
class Size:
    """A picture's width in millimetres and its type sizes in points."""

    width: float
    title: float = 9.5
    body: float = 7.0
    note: float = 6.0


SIZES = {"a4": Size(160.0)}

_SETTINGS = {
    "font.family": ["DejaVu Sans"],
    "hatch.linewidth": 0.5,
    "svg.hashsalt": "treaty-atlas",
}


def figure(package: Package, view: View, size: str = "a4") -> Figure:
    """Draw a view. Text wraps to the width; the height follows from the content."""
    with rc_context(_SETTINGS):
        return _Drawing(package, view, SIZES[size]).figure


def png(package: Package, view: View, size: str = "a4", dpi: int = 300) -> bytes:
    """The figure as PNG, with its description as alternative text inside."""
    with rc_context(_SETTINGS):
        drawn = figure(package, view, size)
        out = io.BytesIO()
        current = state(package.treaties, view)
        focus = countries.name(view.focus, view.lang)
        metadata = {
            "Title": words.title(view, focus),
            "Description": words.alternative_text(current, countries.name),
            "Author": words.word("app", view.lang),
            "Copyright": "CC BY 4.0",
            "Comment": words.citation(package.version, package.as_of, view.lang),
            "Software": None,
        }
        drawn.savefig(out, format="png", dpi=dpi, metadata=metadata)
    return out.getvalue()


class _Drawing:
    """One figure being laid out from the top down, in inches."""

    margin = 2 * MM

    def __init__(self, package: Package, view: View, size: Size) -> None:
        self.package, self.view, self.size = package, view, size
        self.state: State = state(package.treaties, view)
        self.unnamed = rows.missing(package, self.state)
        self.map = drawing.Map(self.state, package.span, self.unnamed)
        self.width = size.width * MM
        self.figure = Figure(
            figsize=(self.width, self.width), facecolor="white", dpi=300
        )
        self.canvas = FigureCanvasAgg(self.figure)
        left, bottom, right, top = drawing.extent()
        map_width = self.width - 2 * self.margin
        map_height = map_width * (top - bottom) / (right - left)
        title = self._wrapped(self._title(), size.title, "bold")
        head = self._wrapped(words.headline(self.state), size.body)
        notes = [line for n in self._notes() for line in self._wrapped(n, size.note)]
        legend = self._legend_rows()
        height = (
            2 * self.margin
            + self._line(size.title) * len(title)
            + self._line(size.body) * (len(head) + 0.4)
            + map_height
            + self._line(size.body) * (len(legend) + 0.8)
            + self._line(size.note) * len(notes)
        )
        self.height = height
        self.figure.set_size_inches(self.width, height)
        self.y = height - self.margin
        self._text(title, size.title, weight="bold")
        self._text(head, size.body, color="#333333")
        self.y -= 0.2 * self._line(size.body)
        self._map(map_width, map_height)
        self.y -= 0.4 * self._line(size.body)
        self._legend(legend)
        self.y -= 0.4 * self._line(size.body)
        self._text(notes, size.note, color="#333333")

    def _title(self) -> str:
        return words.title(self.view, countries.name(self.view.focus, self.view.lang))

    def _notes(self) -> list[str]:
        lang = self.view.lang
        notes = []
        if unnamed := rows.unnamed(self.package, self.state):
            notes.append("* " + unnamed)
        claims = [s for t in self.package.treaties for s in t.sources]
        pages = len({s.url for s in claims})
        return [
            *notes,
            words.word("rule", lang),
            words.word("sources_note", lang, claims=len(claims), sources=pages),
            words.word(f"borders.{self.view.borders}", lang)
            + " "
            + words.word("made_from", lang),
            words.as_of(self.state, self.package.version, self.package.as_of),
        ]

    @staticmethod
    def _line(points: float) -> float:
        return points * 1.32 / 72

    def _measure(self, text: str, points: float, weight: str = "normal") -> float:
        """Width of a line in inches."""
        item = self.figure.text(
            0, 0, text, fontsize=points, weight=weight, parse_math=False
        )
        box = item.get_window_extent(self.canvas.get_renderer())
        item.remove()
        return box.width / self.figure.dpi

    def _wrapped(self, text: str, points: float, weight: str = "normal") -> list[str]:
        lines: list[str] = []
        room = self.width - 2 * self.margin
        for part in text.split():
            longer = f"{lines[-1]} {part}" if lines else part
            if lines and self._measure(longer, points, weight) <= room:
                lines[-1] = longer
            else:
                lines.append(part)
        return lines

    def _text(self, lines: list[str], points: float, **style: object) -> None:
        for line in lines:
            self.figure.text(
                self.margin / self.width,
                self.y / self.height,
                line,
                fontsize=points,
                va="top",
                parse_math=False,
                **style,
            )
            self.y -= self._line(points)

    def _map(self, width: float, height: float) -> None:
        self.y -= height
        box = (
            self.margin / self.width,
            self.y / self.height,
            width / self.width,
            height / self.height,
        )
        axes = self.figure.add_axes(box)
        self.map.draw(axes)

    def _entries(self) -> list[tuple[str, dict]]:
        lang = self.view.lang
        present = {s.key for s in self.state.standings.values()}
        entries: list[tuple[str, dict]] = []
        if self.view.colour == "year":
            entries += self._year_entries()
        for key in classes.LEGEND[self.view.basis]:
            look = classes.CLASSES[key]
            if key in classes.RARE and key not in present:
                continue
            if self.view.colour == "year" and key in (Key.SIGNED, Key.IN_FORCE):
                continue
            style = {"facecolor": look.light, "hatch": look.hatch}
            entries.append((look.label(lang), {**style, "ink": look.ink_light}))
        if self.unnamed:
            base = self.view.basis.value
            label = words.word("unnamed", lang)
            entries.append((label, _overlaid("unnamed", Key(base))))
        label = words.word("disputed", lang)
        return [*entries, (label, _overlaid("disputed", Key.NONE))]

    def _year_entries(self) -> list[tuple[str, dict]]:
        span = self.package.span
        counted = [self.state.standings[code] for code in self.state.counted]
        dates = [s.first_signed for s in counted]
        years = sorted({d.latest.year for d in dates if d})
        return [(str(y), {"facecolor": drawing.year_colour(y, span)}) for y in years]

    swatch = 5 * MM

    def _legend_rows(self) -> list[list[tuple[float, str, dict]]]:
        rows: list[list[tuple[float, str, dict]]] = [[]]
        x = self.margin
        for label, style in self._entries():
            width = self.swatch + 1 * MM + self._measure(label, self.size.body) + 3 * MM
            if rows[-1] and x + width > self.width - self.margin:
                rows.append([])
                x = self.margin
            rows[-1].append((x, label, style))
            x += width
        return rows

    def _legend(self, rows: list[list[tuple[float, str, dict]]]) -> None:
        height = 0.75 * self._line(self.size.body)
        for row in rows:
            for x, label, style in row:
                look = {k: v for k, v in style.items() if k != "ink"}
                corner = (x / self.width, (self.y - height) / self.height)
                extent = (self.swatch / self.width, height / self.height)
                self.figure.add_artist(_swatch(corner, extent, style, **look))
                self.figure.text(
                    (x + self.swatch + 1 * MM) / self.width,
                    (self.y - height / 2) / self.height,
                    label,
                    fontsize=self.size.body,
                    va="center_baseline",
                    gid="legend",
                    parse_math=False,
                )
            self.y -= self._line(self.size.body)


def _swatch(
    corner: tuple[float, float],
    extent: tuple[float, float],
    style: dict,
    **look: object,
) -> Patch:
    (x, y), (w, h) = corner, extent
    outline = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    return Polygon(
        outline, edgecolor=style.get("ink") or "#666666", linewidth=0.4, **look
    )


def _overlaid(name: str, key: Key) -> dict:
    overlay = classes.OVERLAYS[name]
    return {
        "facecolor": classes.CLASSES[key].light,
        "hatch": overlay.hatch,
        "ink": overlay.ink["light"],
    }

"""A sheet of paper: title, headline, picture, legend and notes, none over another.

Text is measured and wrapped before anything is drawn. A sheet without a height is as
high as its content; one with a height has its type made smaller, never below the
smallest that can be read, or larger, until the picture has the room it wants.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Polygon

from geo.figures import fonts
from geo.figures.sizes import MM, SMALLEST_TYPE, BadSize, Size
from geo.presentation import colours
from geo.presentation.legend import Entry

Box = tuple[float, float, float, float]  # left, bottom, width, height in inches

#: A title is wrapped into so many lines; what is left is cut with an ellipsis.
TITLE_LINES = 3
#: The least part of its natural height that a picture is squeezed into.
_LEAST = 0.45
_SMALLER = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
_LARGER = (1.4, 1.3, 1.2, 1.1)

#: A mark without a shape: what follows runs from right to left.
_RIGHT_TO_LEFT = "\u200f"

#: No sheet has room for so many letters in its title.
_LONGEST = 1000


class Body(Protocol):
    """The picture on a sheet."""

    def height(self, width: float, size: Size) -> float:
        """The height it wants at a width, in inches."""

    def draw(self, sheet: Sheet, box: Box) -> None:
        """Draw into a box of the sheet."""


@dataclass(frozen=True)
class Content:
    """What a sheet says around its picture, and which way its lines run.

    ``beside`` are the notes of other sheets that shall have their picture at the same
    place: as much room is left as the longest of them takes.
    """

    title: str
    headline: str
    legend: list[Entry]
    notes: list[str]
    direction: str = "ltr"
    beside: tuple[tuple[str, ...], ...] = ()


@dataclass
class _Plan:
    """The lines a content takes in a size."""

    size: Size
    title: list[str]
    head: list[str]
    legend: list[list[tuple[float, str, dict]]]
    notes: list[str]
    shortened: bool = False
    room: float = 0.0

    @property
    def height(self) -> float:
        """Everything but the picture."""
        size = self.size
        return (
            2 * size.margin * MM
            + line(size.title) * len(self.title)
            + line(size.body) * (len(self.head) + 0.5)
            + line(size.body) * (1.2 * len(self.legend) + 0.6)
            + line(size.note) * len(self.notes)
        )


def line(points: float) -> float:
    """The height of a line in inches."""
    return points * 1.27 / 72


@lru_cache(maxsize=8192)
def measure(text: str, points: float, weight: str = "normal") -> float:
    """The width of a line in inches, with a hundredth to spare."""
    width, _, _ = _ruler().get_text_width_height_descent(
        text, fonts.face(weight, points, text), False
    )
    return 1.01 * width / _RULER_DPI


_RULER_DPI = 288


@lru_cache(maxsize=1)
def _ruler() -> RendererAgg:
    return RendererAgg(8, 8, _RULER_DPI)


@lru_cache(maxsize=4096)
def _wrapped(text: str, points: float, room: float) -> tuple[str, ...]:
    """:func:`wrap` of a note, which the sheets of an animation have in common."""
    return tuple(wrap(text, points, room))


def wrap(text: str, points: float, room: float, weight: str = "normal") -> list[str]:
    """Lines no wider than the room; a word that is wider still is cut.

    Words are measured one by one: most of them come again.
    """
    lines: list[str] = []
    space, width_in_use = measure(" ", points, weight), 0.0
    for word in text.split():
        wide = measure(word, points, weight)
        if lines and width_in_use + space + wide <= room:
            lines[-1] += f" {word}"
            width_in_use += space + wide
            continue
        while wide > room:
            fits = bisect(
                range(1, len(word)),
                room,
                key=lambda n, whole=word: measure(whole[:n], points, weight),
            )
            end = _end(word, max(1, fits))
            lines.append(word[:end])
            word = word[end:]
            wide = measure(word, points, weight)
        lines.append(word)
        width_in_use = wide
    return lines


#: What no line of Chinese begins with.
_NEVER_FIRST = frozenset("，。；：、！？）》」』”’％")


def _end(word: str, most: int) -> int:
    """Where a word that is too wide is cut, after at most so many letters.

    Chinese has no spaces: a mark stays with the letter before it, a number or a word in
    Latin letters within it stays whole.
    """
    for end in range(most, max(most // 2, 1), -1):
        within = re.fullmatch(r"[A-Za-z0-9.,]{2}", word[end - 1 : end + 1])
        if word[end] not in _NEVER_FIRST and not within:
            return end
    return most


class Sheet:
    """One figure laid out; ``figure`` is what matplotlib draws."""

    lines = TITLE_LINES

    def __init__(self, content: Content, body: Body, size: Size) -> None:
        self.content, self.body = content, body
        plan = self._fit(size)
        self.size, self.shortened = plan.size, plan.shortened
        self.without_room: list[str] = []  # countries whose names found no room
        self.width = size.width * MM
        self.inner = self.width - 2 * size.margin * MM
        self.height = size.height * MM if size.height else plan.height + plan.room
        self.figure = Figure(
            figsize=(self.width, self.height), facecolor=colours.PAPER, dpi=300
        )
        FigureCanvasAgg(self.figure)
        self._draw(plan)

    def _plan(self, size: Size) -> _Plan:
        inner = (size.width - 2 * size.margin) * MM
        title, short = _shorten(self.content.title, size.title, inner)
        return _Plan(
            size,
            title,
            wrap(self.content.headline, size.body, inner),
            _legend(self.content.legend, size.body, inner),
            self._notes(size, inner),
            short,
        )

    def _notes(self, size: Size, inner: float) -> list[str]:
        def lines(notes: Iterable[str]) -> list[str]:
            return [x for note in notes for x in _wrapped(note, size.note, inner)]

        own = lines(self.content.notes)
        most = max((len(lines(notes)) for notes in self.content.beside), default=0)
        return own + [""] * (most - len(own))

    def _fit(self, size: Size) -> _Plan:
        natural = self.body.height((size.width - 2 * size.margin) * MM, size)
        plan = self._plan(size)
        if size.height is None:
            plan.room = natural
            return plan
        whole = size.height * MM
        if whole - plan.height >= natural:
            for factor in _LARGER:
                # Names stay as they are: on the map they have no more room.
                larger = self._plan(replace(size.with_type(factor), label=size.label))
                if whole - larger.height >= natural:
                    plan = larger
                    break
        else:
            for factor in _SMALLER:
                plan = self._plan(size.with_type(factor))
                if whole - plan.height >= _LEAST * natural:
                    break
        plan.room = whole - plan.height
        if plan.room < _LEAST * natural:
            least = (plan.height + _LEAST * natural) / MM
            raise BadSize(
                "figure.refused.room",
                width=f"{size.width:.0f}",
                height=f"{size.height:.0f}",
                points=f"{SMALLEST_TYPE:.0f}",
                least=f"{least + 0.5:.0f}",
            )
        return plan

    def _draw(self, plan: _Plan) -> None:
        size, left = self.size, self.size.margin * MM
        y = self.height - size.margin * MM
        y = self._lines(plan.title, y, size.title, weight="bold")
        y = self._lines(plan.head, y, size.body, color=colours.SOFT_INK)
        y -= 0.5 * line(size.body) + plan.room
        self.body.draw(self, (left, y, self.inner, plan.room))
        y -= 0.4 * line(size.body)
        for row in plan.legend:
            self._row(row, y)
            y -= 1.2 * line(size.body)
        y -= 0.2 * line(size.body)
        self._lines(plan.notes, y, size.note, color=colours.SOFT_INK)

    def _lines(self, lines: Iterable[str], y: float, points: float, **style) -> float:
        x = self.size.margin * MM
        if self.content.direction == "rtl":
            x, style["ha"] = self.width - x, "right"
        for text in lines:
            y -= line(points)
            # The baseline is ours to place: a box's top differs from face to face.
            self.text(x, y + 0.3 * points / 72, self._directed(text), points, **style)
        return y

    def _directed(self, text: str) -> str:
        """A line that runs the way of its sheet, whatever its first word is."""
        return f"{_RIGHT_TO_LEFT}{text}" if self.content.direction == "rtl" else text

    def text(self, x: float, y: float, text: str, points: float, **style) -> object:
        """A line of text with its baseline at y, in inches."""
        weight = style.pop("weight", "normal")
        return self.figure.text(
            x / self.width,
            y / self.height,
            text,
            fontproperties=fonts.face(weight, points, text),
            va="baseline",
            parse_math=False,
            **{"color": colours.INK, **style},
        )

    def axes(self, box: Box) -> object:
        """Axes in a box of inches."""
        x, y, width, height = box
        return self.figure.add_axes(
            (
                x / self.width,
                y / self.height,
                width / self.width,
                height / self.height,
            )
        )

    def _row(self, row: list[tuple[float, str, dict]], top: float) -> None:
        body = self.size.body
        high, wide = 0.95 * body / 72, _swatch_width(body)
        bottom = top - 0.5 * line(body) - high / 2
        for x, label, style in row:
            left = self.size.margin * MM + x
            if self.content.direction == "rtl":
                left = self.width - left - wide
            if "draw" in style:
                style["draw"](self, (left, bottom, wide, high))
                self._label(left, bottom, label)
                continue
            look = {k: v for k, v in style.items() if k != "ink"}
            corner = (left / self.width, bottom / self.height)
            extent = (wide / self.width, high / self.height)
            self.figure.add_artist(_swatch(corner, extent, style, **look))
            self._label(left, bottom, label)

    def _label(self, left: float, bottom: float, label: str) -> None:
        """The label of a swatch, from the left edge and the bottom of the swatch."""
        body = self.size.body
        gap, baseline = 0.45 * body / 72, bottom + 0.14 * body / 72
        if self.content.direction == "rtl":
            text = self._directed(label)
            self.text(left - gap, baseline, text, body, gid="legend", ha="right")
        else:
            right = left + _swatch_width(body)
            self.text(right + gap, baseline, label, body, gid="legend")


def _shorten(text: str, points: float, room: float) -> tuple[list[str], bool]:
    lines = wrap(text[:_LONGEST], points, room, "bold")
    if len(lines) <= TITLE_LINES and len(text) <= _LONGEST:
        return _balance(text, points, room, lines), False
    last = lines[:TITLE_LINES][-1]
    while last and measure(last.rstrip() + "…", points, "bold") > room:
        last = last[:-1]
    return [*lines[: TITLE_LINES - 1], last.rstrip(" ,;:.") + "…"], True


def _balance(text: str, points: float, room: float, lines: list[str]) -> list[str]:
    """As many lines, but no word left alone on the last."""
    for share in (0.55, 0.65, 0.75, 0.85, 0.95):
        narrow = wrap(text, points, share * room, "bold")
        if len(narrow) == len(lines):
            return narrow
    return lines


def _swatch_width(body: float) -> float:
    return 1.8 * body / 72


def _legend(
    entries: list[Entry], body: float, room: float
) -> list[list[tuple[float, str, dict]]]:
    rows: list[list[tuple[float, str, dict]]] = [[]]
    x = 0.0
    for label, style in entries:
        width = _swatch_width(body) + (0.45 * body) / 72 + measure(label, body)
        if rows[-1] and x + width > room:
            rows.append([])
            x = 0.0
        rows[-1].append((x, label, style))
        x += width + 1.3 * body / 72
    return rows


def _swatch(
    corner: tuple[float, float],
    extent: tuple[float, float],
    style: dict,
    **look: object,
) -> Patch:
    (x, y), (w, h) = corner, extent
    outline = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    return Polygon(
        outline,
        edgecolor=style.get("ink") or colours.SWATCH_LINE,
        linewidth=0.4,
        **look,
    )

"""Life-lines: a row per treaty, from its signature to its entry into force.

The line of a treaty whose entry into force no source gives fades to dots and ends in a
question mark. A date that is known to the month or year only is drawn as its interval
with a hollow mark.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from matplotlib.axes import Axes

from geo.figures import figure, fonts, layout, share
from geo.figures.layout import Box, Content, Sheet, measure
from geo.figures.lifeline_marks import DOTTED, Pen, inches
from geo.figures.options import FigureOptions
from geo.figures.save import About
from geo.figures.sizes import MM, SMALLEST_TYPE, BadSize, Size
from geo.figures.years import LANES, BadYears
from geo.kept import cached_property
from geo.model import countries, languages, lifelines
from geo.model.lifelines import LifeLine
from geo.model.treaties import Status
from geo.model.worded import Number
from geo.presentation import colours, strings
from geo.presentation.legend import Entry
from geo.presentation.scene import Scene
from geo.presentation.treaty_facts import approval, treaty_status

#: What else a legend explains: a tick, and the mark of an imprecise date.
_APPROVAL, _IMPRECISE = "approval", "imprecise"

#: A row's height in lines of its type, and the part of a sheet that rows may take.
_ROW, _SHARE = 1.32, 0.6
#: In inches: the least width of an axis, and the least beside dates; the longest
#: name that is not cut; the gap between two parts of a row.
_LEAST_AXIS, _ROOMY, _LONGEST_NAME, _GAP = 25 * MM, 45 * MM, 60 * MM, 2 * MM


def lines_of(scene: Scene, order: str = lifelines.ORDERS[0]) -> list[LifeLine]:
    """The lives of a scene.

    Raises:
        BadYears: there are none, or more than one sheet shows.
    """
    package = scene.package
    lines = lifelines.lifelines(package.treaties, scene.view, package.as_of, order)
    if not lines:
        raise BadYears("empty")
    if len(lines) > LANES:
        raise BadYears("lifelines.many", most=LANES, number=Number(len(lines)))
    return lines


def draw(
    scene: Scene, options: FigureOptions, order: str = lifelines.ORDERS[0]
) -> tuple[Sheet, About]:
    """The life-lines of the treaties of a scene.

    Raises:
        BadYears: there is no treaty to draw, or too many.
        BadSize: the sheet has no room for so many rows.
    """
    lines, lang = lines_of(scene, order), scene.lang
    title = options.title or strings.word(
        "lifelines.title", lang, focus=scene.focus, subject=scene.subject
    )
    legend = _legend(lines, options.theme, lang)
    notes = share.notes(scene, False) if options.size.share else _notes(scene, order)
    legend = _legend(lines, options.theme, lang)
    content = Content(title, scene.headline, legend, notes, languages.direction(lang))
    body = LifeLines(scene, lines, options.theme)
    told = (_in_words(scene, line) for line in lines)
    sentences = strings.listed(told, lang, "sentence")
    about_scene = figure.about(scene, options, "lifelines", sort=order)
    heading = strings.sentences((title, scene.headline), lang)
    description = f"{heading} {sentences}"
    about = replace(about_scene, title=title, description=description)
    with fonts.settings():
        return Sheet(content, body, options.size), about


def _notes(scene: Scene, order: str) -> list[str]:
    """The order, what is not drawn, how sure the dates are, the rule, the sources."""
    notes = (
        strings.word(f"lifelines.sorted.{order}", scene.lang),
        scene.act_doubts_note,
        scene.reading_note,
        scene.rule,
        scene.sources_note,
        scene.as_of,
        scene.citation,
    )
    return [note for note in notes if note]


def _in_words(scene: Scene, line: LifeLine) -> str:
    """One life in words, for a reader who does not see the picture."""
    approvals = approval(line.treaty, scene.lang)[0] if line.approvals else ""
    return f"{_status_in_words(scene, line)} {approvals}".strip()


def _status_in_words(scene: Scene, line: LifeLine) -> str:
    lang, name = scene.lang, _name(scene, line)
    status = treaty_status(line.treaty, line.day, lang)
    if line.signed and line.in_force and (days := _days(line, lang)):
        signed = line.signed.show(lang, "when")
        key = "lifelines.told.waited"
        return strings.word(
            key, lang, name=name, signed=signed, days=days, status=status
        )
    return strings.word("lifelines.told", lang, name=name, status=status)


def _name(scene: Scene, line: LifeLine) -> str:
    return " – ".join(countries.name(code, scene.lang) for code in line.partners)


def _days(line: LifeLine, lang: str) -> str:
    """The days from signature to entry into force, or so far; a range where dates are
    imprecise; blank where they cannot be counted."""
    if line.waited is None:
        return ""
    least, most = line.waited
    longest = strings.count_text(most, "day", lang)
    return longest if least == most else f"{least}–{longest}"


def _entry(line: LifeLine, lang: str) -> str:
    """The entry into force for the last column, with the days to it, or so far."""
    days, entry = _days(line, lang), line.treaty.in_force
    if entry is None and line.ended:
        return strings.word("unknown", lang)
    if entry is None:
        # No date is held of a ratification that a status alone states: it is told.
        ratified = line.treaty.status is Status.RATIFIED_BY_ONE
        key = "lifelines.ratified" if ratified else "lifelines.so_far"
        return strings.word(key, lang, days=days) if days else ""
    day_text = entry.show(lang, "compact")
    return (
        strings.word("lifelines.after", lang, date=day_text, days=days)
        if days
        else day_text
    )


# --- the legend ---


def _legend(lines: Sequence[LifeLine], theme: str, lang: str) -> list[Entry]:
    """What the marks mean, of those that are drawn."""
    kinds = {kind for line in lines for kind, _, _ in line.stretches}
    present = [kind for kind in lifelines.KINDS if kind in kinds]
    if any(line.approvals for line in lines):
        present.append(_APPROVAL)
    dates = (d for line in lines for d in (line.signed, line.in_force, line.ended) if d)
    if any(d.earliest != d.latest for d in dates):
        present.append(_IMPRECISE)
    return [
        (
            strings.word(f"lifelines.{kind}", lang),
            {"draw": partial(_swatch, kind=kind, theme=theme)},
        )
        for kind in present
    ]


def _swatch(sheet: Sheet, box: Box, kind: str, theme: str) -> None:
    width, height = box[2:]
    axes = inches(sheet, box)
    pen = Pen(axes, theme, sheet.size.scale)
    middle, start = height / 2, 0.12 * width
    if kind == _APPROVAL:
        pen.stretch(lifelines.WAITING, 0, width, middle)
        pen.tick(width / 2, middle, height)
    elif kind == _IMPRECISE:
        pen.mark("signed", width * 0.2, width * 0.8, middle, False)
    else:
        pen.stretch(kind, start, width, middle)
        if kind in (lifelines.WAITING, lifelines.UNKNOWN):
            pen.mark("signed", start, start, middle, True)
        elif kind == lifelines.ENDED:
            pen.mark("ended", start, start, middle, True)
        else:
            pen.mark("in_force", start, start, middle, True)


# --- the picture ---


@dataclass(frozen=True)
class _Columns:
    """Where the parts of a row stand, in inches from the left of its column."""

    name: float  # width of the names
    signed: float  # left edge of the dates of signature; as wide as nothing: none
    axis: tuple[float, float]
    entry: float  # left edge of the entries into force
    dated: bool


class LifeLines:
    """The rows as a sheet's picture, in as many columns as the sheet's shape wants."""

    def __init__(self, scene: Scene, lines: Sequence[LifeLine], theme: str) -> None:
        self.scene, self.lines, self.theme = scene, lines, theme
        self.lang = scene.lang
        self.day = lines[0].day
        self.first = min(line.first_day for line in lines).replace(month=1, day=1)

    def height(self, width: float, size: Size) -> float:
        most = _SHARE * size.height * MM if size.height else math.inf
        high = layout.line(size.body) * _ROW
        return high * (self._rows(self._across(width, most, size)) + 2)

    def _rows(self, columns: int) -> int:
        return math.ceil(len(self.lines) / columns)

    def _across(self, width: float, height: float, size: Size) -> int:
        """In how many columns the rows are read best: the fewest that fit."""
        high = layout.line(max(SMALLEST_TYPE, 0.8 * size.note)) * _ROW
        columns = 1
        while (self._rows(columns) + 2) * high > height:
            if (width - columns * 2 * _GAP) / (columns + 1) < self._least:
                break
            columns += 1
        return columns

    @cached_property
    def _least(self) -> float:
        """The least width of a column in inches: names whole, an axis to be read."""
        names = max(measure(_name(self.scene, x), SMALLEST_TYPE) for x in self.lines)
        return min(names, _LONGEST_NAME) + _LEAST_AXIS + 3 * _GAP

    def draw(self, on: Sheet, box: Box) -> None:
        """Draw the rows.

        Raises:
            BadSize: they would be too small to be read.
        """
        left, bottom, width, height = box
        across = self._across(width, height, on.size)
        rows = self._rows(across)
        high = min(height / (rows + 2), layout.line(on.size.body) * 1.7)
        points = min(on.size.body, math.floor(20 * high * 72 / (1.27 * _ROW)) / 20)
        wide = (width - (across - 1) * 2 * _GAP) / across
        if points < SMALLEST_TYPE or wide < self._least:
            raise BadSize("lifelines.small", number=len(self.lines))
        small = max(SMALLEST_TYPE, points - 1)
        columns = self._columns(wide, points, small)
        for number in range(across):
            part = self.lines[number * rows : (number + 1) * rows]
            place = (left + number * (wide + 2 * _GAP), bottom, wide, height)
            self._column(on, place, part, columns, high, points, small)

    def _columns(self, wide: float, points: float, small: float) -> _Columns:
        names = max(measure(_name(self.scene, x), points) for x in self.lines)
        signed = max(measure(self._signed(x), small) for x in self.lines)
        entry = max(measure(_entry(x, self.lang), small) for x in self.lines)
        signed = max(signed, measure(self._head("signed"), small))
        entry = max(entry, measure(self._head("in_force"), small))
        names = min(names, _LONGEST_NAME * points / SMALLEST_TYPE)
        # The first year stands half before the axis.
        start = names + signed + 2 * _GAP + measure("2000", small) / 2
        axis = wide - start - entry - 2.5 * _GAP
        if axis >= _ROOMY:
            ends = (start, start + axis)
            return _Columns(names, names + _GAP, ends, ends[1] + 2.2 * _GAP, True)
        start = names + _GAP
        return _Columns(names, 0.0, (start, wide - 2 * _GAP), 0.0, False)

    def _signed(self, line: LifeLine) -> str:
        signed = line.treaty.signed
        return signed.show(self.lang, "compact") if signed else "?"

    def _head(self, key: str) -> str:
        return strings.word(key, self.lang)

    def _column(
        self,
        on: Sheet,
        box: Box,
        lines: Sequence[LifeLine],
        columns: _Columns,
        high: float,
        points: float,
        small: float,
    ) -> None:
        left, bottom, _, top = box
        axes = inches(on, box)
        at = partial(self._at, columns.axis)
        self._years(on, box, axes, columns, high, len(lines), small)
        soft = {"color": colours.SOFT_INK, "gid": "head"}
        base = bottom + top - 0.8 * high
        if columns.dated:
            on.text(left + columns.signed, base, self._head("signed"), small, **soft)
            on.text(left + columns.entry, base, self._head("in_force"), small, **soft)
        pen = Pen(axes, self.theme, points / 8)
        for number, line in enumerate(lines):
            y = top - high * (number + 1.5)
            baseline = bottom + y - 0.34 * points / 72
            name = _fitting(_name(self.scene, line), points, columns.name)
            on.text(left, baseline, name, points, gid="row")
            self._life(pen, line, at, y, high)
            if columns.dated:
                texts = (self._signed(line), _entry(line, self.lang))
                places = (columns.signed, columns.entry)
                for x, text in zip(places, texts, strict=True):
                    on.text(left + x, baseline, text, small, color=colours.SOFT_INK)

    def _at(self, axis: tuple[float, float], day: date) -> float:
        """Where a day stands; what lies outside the axis stands at its end."""
        whole = max((self.day - self.first).days, 1)
        share = (min(max(day, self.first), self.day) - self.first).days / whole
        return axis[0] + share * (axis[1] - axis[0])

    def _life(
        self,
        pen: Pen,
        line: LifeLine,
        at: Callable[[date], float],
        y: float,
        high: float,
    ) -> None:
        for kind, begun, ended in line.stretches:
            pen.stretch(kind, at(begun), at(ended), y)
            if kind in DOTTED and ended == self.day:
                pen.question(at(ended), y)
        for day in line.approvals:
            pen.tick((at(day.earliest) + at(day.latest)) / 2, y, high)
        for act in ("signed", "in_force", "ended"):
            if value := getattr(line, act):
                sure = value.earliest == value.latest
                pen.mark(act, at(value.earliest), at(value.latest), y, sure)

    def _years(
        self,
        on: Sheet,
        box: Box,
        axes: Axes,
        columns: _Columns,
        high: float,
        rows: int,
        points: float,
    ) -> None:
        """The years above the rows, a line for each that is named, and the last day."""
        left, bottom, _, top = box
        start, end = columns.axis
        base, foot = bottom + top - 0.8 * high, top - high * (rows + 1)
        last = strings.day(self.day, self.lang)
        under = bottom + foot - 1.1 * points / 72
        right = left + end - measure(last, points)
        on.text(right, under, last, points, color=colours.INK, gid="head")
        room = measure("2000", points)
        step = _step(self.first.year, self.day.year, end - start, 1.6 * room)
        named = self.first.year + (-self.first.year) % step
        for year in range(named, self.day.year + 1, step):
            x = self._at(columns.axis, date(year, 1, 1))
            axes.plot(
                (x, x),
                (top - high, foot),
                color=colours.GRATICULE[self.theme],
                linewidth=0.6,
                zorder=1,
            )
            if x - room / 2 >= start - room and x + room / 2 <= end + _GAP:
                style = {"color": colours.SOFT_INK, "gid": "year"}
                on.text(left + x - room / 2, base, str(year), points, **style)
        axes.plot(
            (end, end),
            (top - high, foot),
            color=colours.LEADER,
            linewidth=0.6,
            zorder=1,
        )


def _step(first: int, last: int, width: float, room: float) -> int:
    """Years between two that are named, so that their names stand apart."""
    most = max(int(width / room), 1)
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500):
        if (last - first) / step <= most:
            return step
    return 1000


def _fitting(text: str, points: float, room: float) -> str:
    """A text cut with an ellipsis where it is wider than its column."""
    if measure(text, points) <= room:
        return text
    while text and measure(text.rstrip() + "…", points) > room:
        text = text[:-1]
    return text.rstrip() + "…"

"""Small multiples: a map of each year on one sheet, each under its year and count."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from geo.figures import figure, fonts, layout, years
from geo.figures.layout import Box, Content, Sheet
from geo.figures.map import Map, aspect
from geo.figures.options import FigureOptions
from geo.figures.save import About
from geo.figures.sizes import MM, SMALLEST_TYPE, Size
from geo.model import countries, languages
from geo.presentation import legend, strings
from geo.presentation.scene import Scene

_GAP = 3 * MM


def multiples(
    scene: Scene, panel_years: Sequence[int], options: FigureOptions
) -> tuple[Sheet, About]:
    """One small map per year; what is new since the map before is called out."""
    scenes = years.at(scene, panel_years)
    lang, theme, last = scene.lang, options.theme, scenes[-1]
    charts, sentences = [], []
    before: frozenset[str] | None = None
    for year, scene_of_year in zip(panel_years, scenes, strict=True):
        state = scene_of_year.state
        counts, counted = state.counts, state.counted_codes
        count = strings.count_text(counts.countries, "country", lang, counts.possible)
        new = sorted(counted - before) if before is not None else []
        before = counted
        heading = strings.paired(str(year), count, lang)
        charts.append((heading, Map(scene_of_year, theme, new)))
        new_names = strings.listed((countries.name(code, lang) for code in new), lang)
        key = "frames.told" if new else "frames.told.same"
        sentence = strings.word(key, lang, year=year, count=count, names=new_names)
        sentences.append(sentence)
    content = Content(
        options.title or last.figure_title,
        strings.listed(
            (strings.word("frames.states", lang), strings.word("frames.new", lang)),
            lang,
            "stop",
        ),
        legend.entries(last, theme, years.classes(scenes)),
        last.notes_of_frame(last.doubt_note, scenes),
        languages.direction(lang),
    )
    frames = ",".join(map(str, panel_years))
    about = figure.about(last, options, "multiples", frames=frames)
    sentence = strings.listed(sentences, lang, "semicolon")
    description = strings.listed((sentence, about.description), lang, "stop")
    about = replace(about, description=description)
    with fonts.settings():
        return Sheet(content, Panels(charts), options.size), about


class Panels:
    """The maps as a sheet's picture, in rows, each under its caption."""

    def __init__(self, charts: list[tuple[str, Map]]) -> None:
        self.charts = charts

    def _caption(self, size: Size) -> float:
        return layout.line(size.body) * 1.25

    def height(self, width: float, size: Size) -> float:
        columns = 2 if len(self.charts) <= 4 else 3 if len(self.charts) <= 9 else 4
        lines = math.ceil(len(self.charts) / columns)
        wide = (width - (columns - 1) * _GAP) / columns
        return lines * (wide * aspect() + self._caption(size) + _GAP) - _GAP

    def draw(self, on: Sheet, box: Box) -> None:
        left, bottom, width, height = box
        caption, count = self._caption(on.size), len(self.charts)

        def wide(columns: int) -> float:
            """How wide a map gets in so many columns."""
            lines = math.ceil(count / columns)
            high = (height - (lines - 1) * _GAP) / lines - caption
            return min((width - (columns - 1) * _GAP) / columns, high / aspect())

        columns = max(range(1, count + 1), key=wide)
        across, lines = wide(columns), math.ceil(count / columns)
        step = across * aspect() + caption + _GAP
        top = bottom + height - (height - lines * step + _GAP) / 2
        margin = (width - columns * (across + _GAP) + _GAP) / 2
        for number, (text, chart) in enumerate(self.charts):
            row, column = divmod(number, columns)
            x = left + margin + column * (across + _GAP)
            y = top - row * step - caption
            points = on.size.body
            while layout.measure(text, points, "bold") > across:
                points = max(SMALLEST_TYPE, points - 0.5)
                if points == SMALLEST_TYPE:
                    break
            on.text(x, y + 0.35 * points / 72, text, points, weight="bold", gid="panel")
            high = across * aspect()
            chart.draw(on.axes((x, y - high, across, high)), on.size.scale * 0.6)

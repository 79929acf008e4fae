"""Animations: a frame for each year, as GIF or WebP.

Legend, size and the places of names are the same in every frame, so that only what
changed moves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from geo.figures import figure, fonts, layout, raster, sizes
from geo.figures.layout import Content, Sheet
from geo.figures.map import Map
from geo.figures.map_labels import LabelledMap
from geo.figures.options import HOLD, MOVING, PACES, SECONDS, FigureOptions
from geo.figures.sizes import MM
from geo.figures.years import BadYears, at, classes
from geo.model import languages
from geo.presentation import legend, strings
from geo.presentation.scene import Scene


def times(
    count: int, seconds: float | None = None, hold: float | None = None
) -> list[int]:
    """Milliseconds of every frame; the last one is held.

    Raises:
        BadYears: so fast that it would flash, or endlessly slow.
    """
    seconds = SECONDS if seconds is None else seconds
    hold = HOLD if hold is None else hold
    shortest, longest = PACES
    for flag, value in (("seconds", seconds), ("hold", hold)):
        if not shortest <= value <= longest:
            raise BadYears(
                "figure.refused.pace",
                flag=f"--{flag}",
                value=f"{value:g}",
                shortest=shortest,
                longest=f"{longest:.0f}",
                standard="WCAG 2.3.1",
            )
    # GIF counts hundredths of a second.
    return [round(seconds * 100) * 10] * (count - 1) + [round(hold * 100) * 10]


def sheets(
    scene: Scene, years: Sequence[int], options: FigureOptions
) -> Iterator[Sheet]:
    """The last year's sheet, then one per year: one size, names at the same places."""
    scenes = at(scene, years)
    theme, final = options.theme, scenes[-1]
    entries = legend.entries(final, theme, classes(scenes))
    standings = (s.state.standings for s in reversed(scenes))
    roster = tuple(dict.fromkeys(code for codes in standings for code in codes))
    size, places = options.size, {}
    notes = [each.notes_of_frame(final.doubt_note) for each in scenes]
    beside = tuple(dict.fromkeys(map(tuple, notes)))

    def lay_out(scene_of_year: Scene) -> Sheet:
        chart = Map(scene_of_year, theme)
        content = Content(
            options.title or final.figure_title,
            strings.paired(
                str(scene_of_year.view.years[1]),
                scene_of_year.headline,
                scene_of_year.lang,
            ),
            entries,
            scene_of_year.notes_of_frame(final.doubt_note),
            languages.direction(scene_of_year.lang),
            beside,
        )
        with fonts.settings():
            return Sheet(
                content, LabelledMap(chart, options.with_names, roster, places), size
            )

    last = lay_out(final)
    if size.height is None:
        # As high as the fullest sheet, and a line to spare.
        spare = layout.line(size.note)
        size = replace(size, height=round((last.height + spare) / MM, 1))
        places.clear()
        last = lay_out(final)
    yield last
    for scene_of_year in scenes:
        yield lay_out(scene_of_year)


def animation(
    scene: Scene,
    years: Sequence[int],
    options: FigureOptions = MOVING,
    kind: str = "gif",
    pace: Sequence[int] | None = None,
    each_frame: Callable[[], object] = lambda: None,
) -> bytes:
    """An animated GIF or WebP, a frame per year; ``each_frame`` is called after it."""
    sizes.check_dpi(options.size, options.dpi)
    pace = list(pace or times(len(years)))
    drawing = {"frames": ",".join(map(str, years)), "pace": ",".join(map(str, pace))}
    about = figure.about(at(scene, years)[-1], options, "animation", **drawing)
    frames = _images(scene, years, options)
    last = next(frames)
    steps = _report_each(frames, each_frame)
    if kind == "gif":
        comment = f"{about.title}. {about.description} {about.citation} {about.licence}"
        comment += f" {about.record}"
        return raster.gif(steps, raster.palette([last]), pace, comment)
    texts = {
        "title": about.title,
        "description": about.description,
        "creator": about.author,
        "rights": f"{about.licence}; {about.citation}",
        "identifier": about.record,
    }
    return raster.webp(steps, pace, texts)


def _images(scene: Scene, years: Sequence[int], options: FigureOptions) -> Iterator:
    """The last frame, whose colours are everybody's, and then all in order."""
    for sheet in sheets(scene, years, options):
        with fonts.settings():
            yield raster.image_of(sheet.figure, options.dpi)


def _report_each(frames: Iterator, each_frame: Callable[[], object]) -> Iterator:
    for frame in frames:
        each_frame()
        yield frame

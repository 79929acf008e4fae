"""Many years: small multiples, the difference of two years, animations.

A frame shows the state at 31 December of its year, acts counted since the first year
of the view. Legend, size and the places of names are the same in every frame, so that
only what changed moves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from geo.figures import figure, fonts, layout, raster, sizes
from geo.figures.layout import Content, Sheet
from geo.figures.map import Difference, Map
from geo.figures.map_labels import Plate
from geo.figures.options import MOVING, FigureOptions
from geo.figures.panels import Panels
from geo.figures.save import About
from geo.figures.sizes import MM
from geo.model import countries
from geo.model.classes import Class
from geo.model.counting import Changes, changes
from geo.model.treaties import Basis
from geo.model.view import Span
from geo.presentation import colours, strings
from geo.presentation import legend as presentation_legend
from geo.presentation.scene import Scene

KINDS = ("multiples", "difference", "gif", "webp")

#: Panels that a reader still tells apart on one sheet, and frames of an animation.
PANELS, FRAMES = 16, 60
#: Panels when the reader leaves the choice to us.
_AUTOMATIC = 9
#: Seconds a year is shown, and the last one is held; nothing flashes.
SECONDS, HOLD = 0.9, 3.0
_SHORTEST, _LONGEST = 0.34, 60.0

_RANGE = re.compile(r"(\d{4})\s*(?:-|–|\.\.)\s*(\d{4})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


class BadYears(ValueError):
    """These years cannot be drawn; the message says why."""


def years_of(text: str, kind: str, span: Span) -> list[int]:
    """Years as a reader writes them: ``2014,2018,2022`` or ``2010-2024``.

    Raises:
        BadYears: not years, outside the data, or too few or many for the kind.
    """
    if match := _RANGE.fullmatch(text.strip()):
        first, last = int(match[1]), int(match[2])
        if first > last:
            raise BadYears(f"--years: '{text}' runs backwards; write {last}-{first}")
        chosen = [first, last]
        if first in span and last in span and kind != "difference":
            chosen = list(range(first, last + 1))
    else:
        parts = [part.strip() for part in text.split(",")]
        if not all(_YEAR.fullmatch(part) for part in parts):
            raise BadYears(f"--years: '{text[:40]}' is no year list nor range")
        chosen = sorted({int(part) for part in parts})
    for year in chosen:
        if year not in span:
            raise BadYears(f"--years: {year} lies outside {span.first}..{span.last}")
    least = 2
    most = {"multiples": PANELS, "difference": 2}.get(kind, FRAMES)
    if not least <= len(chosen) <= most:
        wanted = "two years" if most == 2 else f"between {least} and {most} years"
        raise BadYears(f"--years: {kind} takes {wanted}, not {len(chosen)}")
    return chosen


def automatic(scene: Scene, kind: str) -> list[int]:
    """Years worth a look: those in which something changed, thinned out evenly."""
    span = scene.package.span
    every = list(range(span.first, span.last + 1))
    if kind == "difference":
        return [span.first, span.last]
    if kind != "multiples":
        return every[-FRAMES:]
    states = {
        y: of_year.state for y, of_year in zip(every, at(scene, every), strict=True)
    }
    moved = [
        y for y in every[1:] if changes(states[y - 1], states[y]) != Changes((), (), ())
    ]
    found = sorted({span.first, *moved})
    if len(found) <= _AUTOMATIC:
        return found if len(found) > 1 else [span.first, span.last]
    steps = (len(found) - 1) / (_AUTOMATIC - 1)
    return [found[round(i * steps)] for i in range(_AUTOMATIC)]


def at(scene: Scene, years: Sequence[int]) -> list[Scene]:
    """A scene at the end of each year, acts counted since the first year there is."""
    first = scene.package.span.first
    return [scene.with_years(first, year) for year in years]


# --- small multiples ---


def multiples(
    scene: Scene, years: Sequence[int], options: FigureOptions
) -> tuple[Sheet, About]:
    """One small map per year."""
    scenes = at(scene, years)
    lang, theme, last = scene.lang, options.theme, scenes[-1]
    charts = []
    for year, shown in zip(years, scenes, strict=True):
        counts = shown.state.counts
        count = strings.counted(counts.countries, "country", lang, counts.possible)
        charts.append((f"{year}: {count}", Map(shown, theme)))
    content = Content(
        options.title or last.figure_title,
        strings.word("frames.states", lang),
        presentation_legend.entries(last, theme, _present(scenes)),
        last.notes,
    )
    said = figure.about(last, options.title)
    counted = "; ".join(text for text, _ in charts)
    said = replace(said, description=f"{counted}. {said.description}")
    with fonts.settings():
        return Sheet(content, Panels(charts), options.size), said


def _present(scenes: Sequence[Scene]) -> set[Class]:
    return {key for scene in scenes for key in scene.state.present}


# --- the difference of two years ---


def difference(
    scene: Scene, years: Sequence[int], options: FigureOptions
) -> tuple[Sheet, About]:
    """One map of what happened after one year and up to another."""
    before, after = at(scene, years)
    view, lang, theme = scene.view, scene.lang, options.theme
    chart = Difference(before, after, theme)
    title = options.title or strings.word(
        f"difference.title.{view.basis.value}",
        lang,
        focus=scene.focus,
        subject=scene.subject,
        before=years[0],
        after=years[1],
    )
    looks = {**colours.CHANGES, "possible": colours.CLASSES[Class.POSSIBLE]}
    found = {
        key: [
            countries.name(c, lang) for c, kind in chart.change.items() if kind == key
        ]
        for key in looks
    }
    labels = _change_labels(before, after)
    headline = _difference_headline(view.basis, found, labels)
    listed = [
        f"{labels[key]}: {', '.join(names)}."
        for key, names in found.items()
        if names and key != "stayed"
    ]
    legend = [
        (labels[key], presentation_legend.swatch(look, theme))
        for key, look in looks.items()
        if found[key]
    ]
    for key in (Class.FOCUS, Class.NONE) if view.focus else (Class.NONE,):
        look = colours.CLASSES[key]
        legend.append((look.label(lang), presentation_legend.swatch(look, theme)))
    legend.append(presentation_legend.disputed(lang, theme))
    notes = [*listed, *after.notes]
    content = Content(title, headline, legend, notes)
    said = replace(
        figure.about(after, title),
        description=" ".join([f"{title}. {headline}.", *listed]),
    )
    with fonts.settings():
        return Sheet(content, Plate(chart, options.named), options.size), said


def _change_labels(before: Scene, after: Scene) -> dict[str, str]:
    """What a legend calls each change, with the years it happened in."""
    view, first = after.view, before.view.end + timedelta(days=1)
    period = strings.period(first, after.view.end, view.lang)
    keys = {key: key for key in (*colours.CHANGES, "possible")}
    keys["entered"] = f"entered.{view.basis.value}"
    return {
        key: strings.word(f"difference.{name}", view.lang, period=period)
        for key, name in keys.items()
    }


def _difference_headline(
    basis: Basis, found: dict[str, list[str]], labels: dict[str, str]
) -> str:
    """The number of countries of each change; what a basis never has is left out."""
    always = {"entered", "left", "stayed"}
    if basis is Basis.IN_FORCE:
        always.add("signed")
    said = [
        f"{labels[key]}: {len(names)}"
        for key, names in found.items()
        if names or key in always
    ]
    return "; ".join([said[0], *(text[0].lower() + text[1:] for text in said[1:])])


# --- animations ---


def times(
    count: int, seconds: float | None = None, hold: float | None = None
) -> list[int]:
    """Milliseconds of every frame; the last one is held.

    Raises:
        BadYears: so fast that it would flash, or endlessly slow.
    """
    seconds = SECONDS if seconds is None else seconds
    hold = HOLD if hold is None else hold
    for flag, value in (("seconds", seconds), ("hold", hold)):
        if not _SHORTEST <= value <= _LONGEST:
            raise BadYears(
                f"--{flag}: {value:g} is not between {_SHORTEST} and {_LONGEST:.0f}; "
                "more than three changes a second may harm (WCAG 2.3.1)"
            )
    # GIF counts hundredths of a second.
    return [round(seconds * 100) * 10] * (count - 1) + [round(hold * 100) * 10]


def sheets(
    scene: Scene, years: Sequence[int], options: FigureOptions
) -> Iterator[Sheet]:
    """The last year's sheet, then one per year: one size, names at the same places."""
    scenes = at(scene, years)
    theme, final = options.theme, scenes[-1]
    legend = presentation_legend.entries(final, theme, _present(scenes))
    standings = (s.state.standings for s in reversed(scenes))
    roster = tuple(dict.fromkeys(code for codes in standings for code in codes))
    size, places = options.size, {}

    def laid(shown: Scene) -> Sheet:
        chart = Map(shown, theme)
        content = Content(
            options.title or final.figure_title,
            f"{shown.view.years[1]}: {shown.headline}",
            legend,
            shown.notes_of_frame(final),
        )
        with fonts.settings():
            return Sheet(content, Plate(chart, options.named, roster, places), size)

    last = laid(final)
    if size.height is None:
        # As high as the fullest sheet, and a line to spare.
        spare = layout.line(size.note)
        size = replace(size, height=round((last.height + spare) / MM, 1))
        places.clear()
        last = laid(final)
    yield last
    for shown in scenes:
        yield laid(shown)


def animation(
    scene: Scene,
    years: Sequence[int],
    options: FigureOptions = MOVING,
    kind: str = "gif",
    pace: Sequence[int] | None = None,
    done: Callable[[], object] = lambda: None,
) -> bytes:
    """An animated GIF or WebP, a frame per year; ``done`` is called after each."""
    sizes.check_dpi(options.size, options.dpi)
    pace = list(pace or times(len(years)))
    said = figure.about(at(scene, years)[-1])
    frames = _images(scene, years, options)
    last = next(frames)
    counted = _reported(frames, done)
    title = options.title or said.title
    if kind == "gif":
        comment = f"{title}. {said.description} {said.citation} {said.licence}"
        return raster.gif(counted, raster.palette([last]), pace, comment)
    texts = {
        "title": title,
        "description": said.description,
        "creator": said.author,
        "rights": f"{said.licence}; {said.citation}",
    }
    return raster.webp(counted, pace, texts)


def _images(scene: Scene, years: Sequence[int], options: FigureOptions) -> Iterator:
    """The last frame, whose colours are everybody's, and then all in order."""
    for made in sheets(scene, years, options):
        with fonts.settings():
            yield raster.drawn(made.figure, options.dpi)


def _reported(frames: Iterator, done: Callable[[], object]) -> Iterator:
    for frame in frames:
        done()
        yield frame

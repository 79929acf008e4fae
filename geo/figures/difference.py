"""The difference of two years: one map of what happened between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from geo.figures import figure, fonts
from geo.figures.layout import Content, Sheet
from geo.figures.map import Map
from geo.figures.map_labels import LabelledMap
from geo.figures.options import FigureOptions
from geo.figures.save import About
from geo.figures.years import at
from geo.model import boundaries, countries, languages
from geo.model.classes import COUNTED, Class
from geo.model.treaties import Basis
from geo.presentation import captions, colours, legend, strings
from geo.presentation.colours import CHANGES, CLASSES
from geo.presentation.scene import Scene

#: The changes in which no act lies: they are counted, and their countries not listed.
UNCHANGED = ("stayed", "uncounted")

#: Change -> how it is drawn, in the order of the legend.
LOOKS: dict[str, colours.Look | colours.Change] = {
    **CHANGES,
    "possible": CLASSES[Class.POSSIBLE],
}


def difference(
    scene: Scene, years: Sequence[int], options: FigureOptions
) -> tuple[Sheet, About]:
    """One map of what happened after one year and up to another."""
    before, after = at(scene, years, scene.package.span.first)
    lang = scene.lang
    drawing = Difference(before, after, options.theme)
    title = options.title or strings.word(
        f"difference.title.{scene.view.basis.value}",
        lang,
        focus=scene.focus,
        subject=scene.subject,
        before=_day(before),
        after=_day(after),
    )
    names: dict[str, list[str]] = {key: [] for key in LOOKS}
    for code, change in drawing.change.items():
        names[change].append(countries.name(code, lang))
    labels = _labels(before, after)
    headline = _headline(scene.view.basis, names, labels, lang)
    sentences = [
        strings.sentences(
            [strings.paired(labels[key], strings.listed(of_change, lang), lang)], lang
        )
        for key, of_change in names.items()
        if of_change and key not in UNCHANGED
    ]
    entries = [
        (labels[key], legend.swatch(look, options.theme))
        for key, look in LOOKS.items()
        if names[key]
    ]
    for key in (Class.FOCUS, Class.NONE) if scene.view.focus else (Class.NONE,):
        look = CLASSES[key]
        label = scene.focus if key is Class.FOCUS else look.label(lang)
        entries.append((label, legend.swatch(look, options.theme)))
    entries.append(legend.disputed_entry(lang, options.theme))
    content = Content(
        title,
        headline,
        entries,
        [*sentences, *after.notes_of_frame(after.act_doubts_note, [before])],
        languages.direction(after.lang),
    )
    heading = strings.sentences((title, headline), lang)
    description = strings.listed([heading, *sentences], lang, "sentence")
    frames = ",".join(map(str, years))
    about = figure.about(after, options, "difference", frames=frames)
    about = replace(about, title=title, description=description)
    with fonts.settings():
        return Sheet(
            content, LabelledMap(drawing, options.with_names), options.size
        ), about


def _day(scene: Scene) -> str:
    """The day a scene shows: the data cannot speak of days after they were made."""
    return strings.day(min(scene.view.end, scene.package.as_of), scene.lang)


def _labels(before: Scene, after: Scene) -> dict[str, str]:
    """What a legend calls each change, with the years it happened in."""
    basis, first = after.view.basis.value, before.view.end + timedelta(days=1)
    period = captions.period(first, after.view.end, after.lang)
    of_basis = {"entered", "stayed"}
    return {
        change: strings.word(
            f"difference.{change}" + f".{basis}" * (change in of_basis),
            after.lang,
            period=period,
        )
        for change in LOOKS
    }


def _headline(
    basis: Basis,
    names: Mapping[str, Sequence[str]],
    labels: Mapping[str, str],
    lang: str,
) -> str:
    """The number of countries of each change; what a basis never has is left out."""
    always = {"entered", "left", "stayed"}
    if basis is Basis.IN_FORCE:
        always.add("signed")
    first, *others = (
        strings.paired(labels[key], str(len(of_change)), lang)
        for key, of_change in names.items()
        if of_change or key in always
    )
    others = [text[0].lower() + text[1:] for text in others]
    return strings.listed([first, *others], lang, "semicolon")


class Difference(Map):
    """What happened between two scenes, drawn in the borders of the later one.

    ``change`` has a key of :data:`LOOKS` for every country of the later scene:
    *entered* is the act of the basis, *signed* a signature without a sourced entry into
    force in the view *in force*, *left* an end; *stayed* is counted in both years,
    *uncounted* in neither; *possible* is dated too imprecisely.
    """

    def __init__(self, before: Scene, after: Scene, theme: str) -> None:
        super().__init__(after, theme)
        self.change = {
            code: _change(before.state.key(code), standing.key, after.view.basis)
            for code, standing in after.state.standings.items()
        }

    @property
    def label_codes(self) -> tuple[str, ...]:
        return tuple(self.change)

    def look(self, unit: boundaries.Unit) -> colours.Look | colours.Change:
        owner = self.scene.owner(unit)
        if owner in self.change:
            return LOOKS[self.change[owner]]
        focal = bool(owner) and owner == self.scene.view.focus
        return CLASSES[Class.FOCUS if focal else Class.NONE]

    def looks(self) -> Iterable[colours.Look | colours.Change]:
        return LOOKS.values()

    def colour(self, unit: boundaries.Unit) -> str:
        return self.look(unit).fill(self.theme)

    def is_marked(self, unit: boundaries.Unit) -> bool:
        return self.look(unit) is not CLASSES[Class.NONE]


def _change(was: Class, now: Class, basis: Basis) -> str:
    """What became of a country of one class that has another, or the same."""
    if Class.POSSIBLE in (was, now):
        return "possible"
    if was is now:
        return "stayed" if now in COUNTED[basis] else "uncounted"
    if now is Class.ENDED or (was in COUNTED[basis] and now not in COUNTED[basis]):
        return "left"
    return "entered" if now in COUNTED[basis] else "signed"

"""A package under a view: what every product says and draws of it, worked out once.

A :class:`Scene` is the one way to a title, a headline, a rule, a scale or a note, so
that the map, the figure, the table and the files cannot disagree. Its sentences are in
the language of its view. A user's own table is named as such, and claims neither our
subject nor our licence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from geo.kept import cached_property
from geo.model import boundaries, counting, countries, former_states, territory
from geo.model.classes import Class
from geo.model.counting import State
from geo.model.grouping import GroupedTreaties
from geo.model.package import Package
from geo.model.status import strongest
from geo.model.succession import end_of
from geo.model.treaties import Basis, Treaty
from geo.model.view import View
from geo.presentation import captions, citations, former, scale, strings
from geo.presentation.scale import Scale
from geo.turns import in_turns

#: Levels of confidence that no note is made of; blank where none is stated.
DOUBTLESS = ("", "high")


#: The classes of a country that no treaty colours, beside the focal one and none.
WITHOUT_A_TREATY = frozenset({Class.UNREAD, Class.NOT_COVERED, Class.NOT_A_STATE})


@dataclass(frozen=True)
class Scene:
    """A package under a view. Every property is computed when it is first read."""

    package: Package
    view: View

    @classmethod
    def of(cls, package: Package, **fields: Any) -> Scene:
        """The default view of a package: every year, and the given fields of a view."""
        return cls(package, View.of(package.span, **fields))

    def with_years(self, first: int, last: int) -> Scene:
        """The same at 31 December of ``last``; leaves any preset."""
        return replace(self, view=self.view.with_years(first, last))

    def with_view(self, **fields: Any) -> Scene:
        """The same with other values for some fields of its view."""
        return replace(self, view=replace(self.view, **fields))

    # --- what is counted ---

    @property
    def query(self) -> str:
        """The tail of its link, without ``?`` or ``#``."""
        return self.view.query(self.package.span)

    @property
    def lang(self) -> str:
        """The language of its sentences."""
        return self.view.lang

    @cached_property
    def state(self) -> State:
        """The class of every country, and the numbers."""
        return counting.state(self.package.treaties, self.view)

    @cached_property
    def entries(self) -> list[tuple[str, Treaty]]:
        """Partner and treaty, in order of signature.

        Without a focal country a treaty is listed once, with its first party.
        """
        if not self.view.focus:
            return [(t.party_a, t) for t in in_turns(self.state.treaties)]
        return [(c, t) for c, s in self.state.standings.items() for t in s.treaties]

    @cached_property
    def scale(self) -> Scale | None:
        """The scale of the view's colour; ``None`` where classes colour.

        It is made from every year of the package, so that a colour means the same in
        each of them.
        """
        if self.view.colour == "class":
            return None
        span = self.package.span
        signed = self.with_view(basis=Basis.SIGNED).with_years(span.first, span.last)
        return scale.of(signed.state.standings.values(), span, self.view.colour)

    @cached_property
    def _class_by_code(self) -> dict[str, Class]:
        standings = self.state.standings.items()
        if self.view.basis is not Basis.SIGNED or self.scale:
            return {code: standing.key for code, standing in standings}
        units = {}
        for code, standing in standings:
            if standing.key is Class.POSSIBLE:
                units[code] = Class.POSSIBLE
            else:
                # Treaties of the same dates have one status: each is asked for once.
                by_dates = {
                    (t.signed, t.in_force, t.terminated, t.status, end_of(t)): t
                    for t in in_turns(standing.treaties)
                }
                _, status = strongest(
                    tuple(by_dates.values()), self.view.end, self.view.former
                )
                units[code] = Class(status.key)
        return units

    def class_drawn(self, code: str) -> Class:
        """The class a country is drawn with: its status, whatever is counted.

        Its class under the basis where that is less certain, or where a scale colours.
        ``keyOf`` in ``assets/page/counting.js`` is the same rule for the page.
        """
        if code != self.view.focus and code in self._class_by_code:
            return self._class_by_code[code]
        return self.state.key(code)

    @property
    def present(self) -> frozenset[Class]:
        """The classes that a country is drawn with, beside the focal one and none."""
        without_a_treaty = self.state.present & WITHOUT_A_TREATY
        return without_a_treaty | frozenset(self._class_by_code.values())

    @cached_property
    def unnamed(self) -> tuple[str, ...]:
        """The counted countries that the reference list of the preset does not name."""
        presets = self.package.presets(self.view.focus)
        if self.view.preset not in presets:
            return ()
        reference = presets[self.view.preset].reference
        return tuple(
            sorted(self.state.counted_codes - self.package.reference_codes(reference))
        )

    @cached_property
    def undrawn(self) -> tuple[str, ...]:
        """The countries counted that no area is of on the last day of the view.

        Not a former state that is drawn in the years in which it lived: its treaties
        are in a class of their own afterwards.
        """
        parties = former_states.parties()
        ended = {
            code
            for code in parties.keys() & set(self.state.borders.drawn)
            if parties[code].ended_by(self.view.end)
        }
        return tuple(sorted(self.state.standings.keys() - self.state.owners - ended))

    def owner(self, unit: boundaries.Unit) -> str:
        """The country whose class an area takes: in the borders of the time."""
        if not self.state.borders.drawn:
            return unit.owner(self.view.borders)
        if unit.uid not in self._owners:
            code = territory.owner(unit, self.view, self.state.borders.drawn)
            self._owners[unit.uid] = code
        return self._owners[unit.uid]

    @cached_property
    def _owners(self) -> dict[str, str]:
        return {}

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """The countries named only in rows of a user's table that were not read."""
        return tuple(
            sorted(GroupedTreaties(self.package.treaties).unread(self.view.focus))
        )

    # --- its names ---

    @property
    def focus(self) -> str:
        """The focal country's name, or that there is none."""
        if not self.view.focus:
            return strings.word("focus.none", self.lang)
        return countries.name(self.view.focus, self.lang)

    @property
    def subject(self) -> str:
        """What the treaties are about; a user's own table does not say."""
        package = self.package
        kind = ".own" if package.own else ".whole" if package.whole else ""
        return strings.word(f"subject{kind}", self.lang)

    @property
    def edition(self) -> str:
        """The version of the data, or the name of the file in its place."""
        if not self.package.own:
            return self.package.version
        file = captions.file_name(self.package.file_name)
        return strings.word("edition.own", self.lang, file=file)

    def parties(self, code: str, treaty: Treaty) -> str:
        """The partner's name, or both parties' where no country is focal."""
        name = countries.name(code, self.lang)
        if self.view.focus:
            return name
        other = treaty.partner_of(code) or ""
        return f"{name} – {countries.name(other, self.lang)}"

    # --- its sentences ---

    @property
    def title(self) -> str:
        """What is shown, of whom, in which years."""
        return captions.title(self.view, self.focus, self.subject)

    @property
    def figure_title(self) -> str:
        """The title of a figure: a preset has that of the map it was drawn after."""
        key = f"preset.{self.view.preset}.title.{self.view.basis.value}"
        return strings.word(key, self.lang) if strings.has(key) else self.title

    @cached_property
    def headline(self) -> str:
        """The counts, as the counting rules word them."""
        return captions.headline(self.state)

    @cached_property
    def alternative_text(self) -> str:
        """What the map shows, for a reader who does not see it."""
        return captions.alternative_text(self.state, countries.name)

    @property
    def rule(self) -> str:
        """The counting rule, without a focal country too, and how far the data go."""
        keys = ["rule"]
        keys += ["rule.none"] * (not self.view.focus)
        keys += ["rule.whole"] * (self.package.whole and not self.package.own)
        texts = (strings.word(key, self.lang) for key in keys)
        return strings.listed(texts, self.lang, "sentence")

    @property
    def borders(self) -> str:
        """In whose borders the map is drawn."""
        return strings.word(f"borders.{self.view.borders}", self.lang)

    @property
    def made_from(self) -> str:
        """Where boundaries and data come from, and under which licence."""
        return strings.word(
            "made_from.own" if self.package.own else "made_from", self.lang
        )

    @property
    def as_of(self) -> str:
        """The date shown, the edition of the data, and how much of it is unverified."""
        package = self.package
        return captions.as_of(self.state, self.edition, package.as_of, package.own)

    @property
    def citation(self) -> str:
        """How to cite what is shown."""
        return citations.sentence(self.package, self.lang)

    @property
    def licence(self) -> str:
        """The licence of the data; a user's own table has none of ours."""
        if self.package.own:
            return ""
        return f"{citations.LICENCE} {citations.LICENCE_URL}"

    @cached_property
    def reading_note(self) -> str:
        """What became of the rows of a user's table; blank where all were read."""
        return captions.reading(self.package.reading, self.unread, self.lang)

    @property
    def doubt_note(self) -> str:
        """The dates shown that are held with less than high confidence; blank for none.

        A map of signatures shows the status too: entries into force are among them.
        """
        if self.view.basis is Basis.IN_FORCE:
            return self._doubts("in_force")
        return self.act_doubts_note

    @property
    def act_doubts_note(self) -> str:
        """The dates of any act, signature and entry into force, that are held with less
        than high confidence; blank if there are none."""
        notes = map(self._doubts, ("signed", "in_force"))
        return strings.listed(filter(None, notes), self.lang, "sentence")

    def _doubts(self, field: str) -> str:
        names: dict[str, list[str]] = {}
        for code, treaty in self.entries:
            value, level = getattr(treaty, field), treaty.level(field)
            if value and value.earliest <= self.view.end and level not in DOUBTLESS:
                names.setdefault(level, []).append(self.parties(code, treaty))
        return captions.doubts(names, self.lang, f"doubt.note.{field}")

    @property
    def unnamed_note(self) -> str:
        """Whom the reference list of the preset does not name; blank for nobody."""
        names = [countries.name(code, self.lang) for code in self.unnamed]
        if not names:
            return ""
        key = f"preset.{self.view.preset}.note"
        return strings.word(key, self.lang, names=strings.listed(names, self.lang))

    @property
    def undrawn_note(self) -> str:
        """Which partners no boundary draws; blank where all are drawn."""
        lang = self.lang
        names = strings.listed((captions.named(c, lang) for c in self.undrawn), lang)
        return strings.word("undrawn", self.lang, names=names) if names else ""

    @property
    def hubs_note(self) -> str:
        """Without a focal country, who has the most instruments; else blank."""
        return captions.hubs(self.state)

    @property
    def former_choice(self) -> str:
        """How treaties of states that are no more are shown, without what to know of
        borders; blank where the table has none."""
        return former.of_treaties(self.state)

    @property
    def scale_note(self) -> str:
        """How the colours of the scale were chosen; blank where its labels say all."""
        if not self.scale or not self.scale.informs:
            return ""
        return captions.scale(self.scale, self.lang)

    @property
    def sources_note(self) -> str:
        """How many claims of how many pages the package rests on; blank for none."""
        claims = [s for t in self.package.treaties for s in t.sources]
        pages = len({s.url for s in claims})
        if not claims:
            return ""
        return strings.word(
            "sources_note", self.lang, claims=len(claims), sources=pages
        )

    @property
    def notes(self) -> list[str]:
        """Exceptions, rule, sources, borders and edition, as every figure has them."""
        return self.notes_of_frame(self.doubt_note)

    def notes_of_frame(self, doubts: str, beside: Sequence[Scene] = ()) -> list[str]:
        """The notes with another sentence on uncertain dates.

        ``beside`` are the scenes of further maps under the same notes: what is to be
        known of the borders of their years is said, too.
        """
        others = (each.state for each in beside)
        notes = (
            self.hubs_note,
            f"* {self.unnamed_note}" if self.unnamed else "",
            self.undrawn_note,
            former.note(self.state, *others),
            doubts,
            self.reading_note,
            self.rule,
            self.scale_note,
            self.sources_note,
            strings.listed((self.borders, self.made_from), self.lang, "sentence"),
            self.as_of,
        )
        return [note for note in notes if note]

    @property
    def footer(self) -> tuple[str, ...]:
        """The rule, the borders and the edition: the end of every page of the site."""
        return (self.rule, self.borders, self.made_from, self.as_of)

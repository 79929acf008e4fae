"""What the one-page brief says, whatever file it becomes.

A note is a page that says so; it is numbered by the file, in the order in which the
text refers to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from geo.kept import cached_property
from geo.model import countries, languages
from geo.model.lifelines import LifeLine, lifelines
from geo.model.treaties import Source, Stance, Treaty, localised
from geo.model.treaty_fields import ASKED, FACTS, TITLES, Fact, Kind
from geo.presentation import record, rows, strings
from geo.presentation.scene import Scene
from geo.presentation.treaty_facts import fact_text, held_title, treaty_status
from geo.text import clean

#: Rows that fit beside each other on the page, and pages cited for one fact.
ROWS, CITED = 40, 3
#: The longest link that a code of this size still holds legibly.
MOST = 300
#: Letters of an address that is printed whole.
_ADDRESS = 110

#: The facts that a paragraph has a place of their own for: its heading, its first line,
#: its end.
_APART = (Kind.TITLE, Kind.STATUS, Kind.NOTE)


@dataclass(frozen=True)
class Line:
    """A text and the notes that bear it out.

    ``foreign`` is the part of it that is in another language than the brief, and
    ``language`` that language; both blank where there is none.
    """

    text: str
    notes: tuple[Note, ...] = ()
    foreign: str = ""
    language: str = ""

    @property
    def spans(self) -> tuple[tuple[str, str], ...]:
        """The text in pieces, each with its language; blank for that of the brief."""
        if not self.foreign:
            return ((self.text, ""),)
        before, foreign, after = self.text.partition(self.foreign)
        pieces = ((before, ""), (foreign, self.language), (after, ""))
        return tuple(piece for piece in pieces if piece[0])


@dataclass(frozen=True)
class Note:
    """A page that says so: its publisher and its address."""

    text: str
    url: str


@dataclass(frozen=True)
class Row:
    """One treaty in the table."""

    name: str
    signed: Line
    status: Line
    key: str  # of its class, for its colour
    chosen: bool


@dataclass(frozen=True)
class Passage:
    """The paragraph on one treaty of the chosen country."""

    title: Line
    status: Line
    facts: tuple[Line, ...]
    reading: Line


class Brief:
    """The brief of a scene; the country of its view is the chosen one.

    ``link`` is the address under which the view can be opened; blank where none is
    known: then neither link nor code is printed.
    """

    def __init__(self, scene: Scene, link: str = "") -> None:
        self.scene, self.link, self.lang = scene, link, scene.lang
        self.code = scene.view.country

    def _word(self, key: str, **values: object) -> str:
        return strings.word(key, self.lang, **values)

    @property
    def record(self) -> str:
        """How the page is made again (:mod:`geo.presentation.record`)."""
        link = {"link": self.link} if self.link else {}
        return str(record.of(self.scene, "brief", link))

    @property
    def kind(self) -> str:
        """What this page is: ``Brief``."""
        return self._word("brief")

    @property
    def name(self) -> str:
        """Whose page it is."""
        return self._word("app")

    @property
    def edition(self) -> str:
        """The day of the data and their version, or the reader's own file."""
        package = self.scene.package
        dated = strings.day(package.as_of, self.lang)
        key = "brief.edition.own" if package.own else "brief.edition"
        return self._word(key, version=self.scene.edition, as_of=dated)

    @property
    def title(self) -> str:
        return self.scene.figure_title

    @property
    def headline(self) -> str:
        return strings.sentences([self.scene.headline], self.lang)

    @property
    def stop(self) -> str:
        """What ends a sentence before the next one."""
        return strings.listed(("", ""), self.lang, "stop")

    @property
    def country(self) -> str:
        """The name of the chosen country; blank where none is chosen."""
        return countries.name(self.code, self.lang) if self.code else ""

    @cached_property
    def lines(self) -> list[LifeLine]:
        """The treaties of the view, in order of signature."""
        package = self.scene.package
        return lifelines(package.treaties, self.scene.view, package.as_of)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The paragraphs on the chosen country."""
        treaties = [line.treaty for line in self.lines if self.code in line.partners]
        return tuple(self._passage(treaty) for treaty in treaties[-_PASSAGES:])

    @property
    def absent(self) -> str:
        """What to say of a chosen country that has no treaty in the view."""
        if not self.code or self.passages:
            return ""
        if self.code == self.scene.view.focus:
            return self._word("class_meaning.focus")
        return self._word("card.none")

    def _passage(self, treaty: Treaty) -> Passage:
        lang, view = self.lang, self.scene.view
        titled = treaty.claims(*TITLES)
        status = treaty_status(treaty, view.end, lang)
        facts = (self._fact(treaty, fact) for fact in FACTS.values())
        return Passage(
            self._title(treaty, _notes(titled, lang)),
            # The line's own stop follows: that of a Russian date is left out.
            Line(status.removesuffix("."), _notes(treaty.claims("status"), lang)),
            tuple(filter(None, facts)),
            self._marked(*localised(treaty, "notes", lang)),
        )

    def _title(self, treaty: Treaty, notes: tuple[Note, ...]) -> Line:
        """The title with what must be known of it, which says whose words it is."""
        text, (title, language) = (
            held_title(treaty, self.lang),
            localised(treaty, "title", self.lang),
        )
        if not title or not self._is_foreign(language):
            return Line(text, notes)
        shown = self._set_apart(title)
        return Line(text.replace(title, shown, 1), notes, shown, language)

    def _is_foreign(self, language: str) -> bool:
        """Whether a text is known to be in another language than the brief.

        What a reader's own table says is in no language that we know.
        """
        return language != self.lang and not self.scene.package.own

    def _set_apart(self, text: str) -> str:
        """A foreign text as one that runs from left to right, where the brief does not.

        A day at its beginning would else stand at its other end.
        """
        if languages.direction(self.lang) != "rtl":
            return text
        return f"{_LEFT_TO_RIGHT}{text}{_LEFT_TO_RIGHT}"

    def _marked(self, text: str, language: str) -> Line:
        """A text of the data, marked where it is in another language than the brief."""
        if not text or not self._is_foreign(language):
            return Line(text)
        shown = self._set_apart(text)
        marked = f"{shown}{strings.aside(language, self.lang)}"
        return Line(marked, (), shown, language)

    def _fact(self, treaty: Treaty, fact: Fact) -> Line | None:
        """A fact with its pages: a date asked of every treaty, else what is known."""
        text, language = fact_text(treaty, fact, self.scene.view)
        is_asked = fact.name in ASKED
        if fact.kind in _APART or not (text or is_asked):
            return None
        doubt = strings.doubt(treaty.level(fact.name), self.lang) if text else ""
        fields = [field.name for field in fact.fields]
        if fact.name == "signed":  # that there is a treaty says that it was signed
            fields.append("existence")
        pages = _notes(treaty.claims(*fields), self.lang) if text else ()
        if fact.kind is Kind.APPROVAL:  # sentences: the line's own stop ends the last
            text = text.removesuffix(".")
        value = self._marked(text, language)
        shown = f"{value.text or rows.unknown(self.lang)}{doubt}"
        sentence = strings.paired(self._word(fact.name), shown, self.lang)
        return replace(value, text=sentence, notes=pages)

    @property
    def head(self) -> tuple[str, str, str]:
        """The titles of the columns."""
        party = "brief.parties" if not self.scene.view.focus else "country"
        return self._word(party), self._word("signed"), self._word("in_force")

    @property
    def widths(self) -> tuple[float, float, float]:
        """The shares of the columns: wider names where a row has two parties."""
        return (0.9, 1.25, 1.25) if self.scene.view.focus else (1.7, 1.0, 1.0)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The table, as far as it fits on the page."""
        return tuple(self._row(line) for line in self.lines[:ROWS])

    @property
    def rest(self) -> str:
        """How many treaties the page has no room for; blank for none."""
        number = len(self.lines) - ROWS
        if number <= 0:
            return ""
        shown, all_of_them = (
            strings.number(n, self.lang) for n in (ROWS, len(self.lines))
        )
        return self._word("listed.first", shown=shown, all=all_of_them)

    def _row(self, line: LifeLine) -> Row:
        lang, treaty, key = self.lang, line.treaty, line.status.key
        names = " – ".join(countries.name(code, lang) for code in line.partners)
        signed = treaty.signed.show(lang, "compact") if treaty.signed else ""
        signed += strings.doubt(treaty.level("signed"), lang) if signed else ""
        entry = treaty.in_force.show(lang, "compact") if treaty.in_force else ""
        entry += strings.doubt(treaty.level("in_force"), lang) if entry else ""
        ended = treaty_status(treaty, line.day, lang) if key == "ended" else ""
        notes = _notes(treaty.claims("in_force"), lang) if treaty.in_force else ()
        return Row(
            names,
            Line(signed or rows.unknown(lang)),
            Line(ended or entry or self._word("brief.not_confirmed"), notes),
            key,
            bool(self.code) and self.code in line.partners,
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """The rule, the borders, the edition: what every product carries."""
        scene = self.scene
        said = (
            scene.unnamed_note and f"* {scene.unnamed_note}",
            scene.undrawn_note,
            scene.reading_note,
            self.rest and scene.act_doubts_note,
            scene.rule,
            f"{scene.borders} {scene.made_from}",
            scene.sources_note,
            scene.as_of,
        )
        return tuple(filter(None, said))

    @property
    def citation(self) -> str:
        return self.scene.citation

    @property
    def scan(self) -> str:
        """What the code beside it is for; blank where there is no link."""
        return self._word("brief.scan") if self.link else ""


#: Treaties of one country that a page has room for.
_PASSAGES = 2


def _notes(claims: Iterable[Source], lang: str) -> tuple[Note, ...]:
    """The pages that bear a value out, each once; those that differ are no support."""
    held = [c for c in claims if c.stance is not Stance.CONFLICTS]
    pages = {claim.url: claim for claim in held if is_web(claim.url)}
    cited = list(pages.values())[:CITED]
    return tuple(_note(claim, lang) for claim in cited)


def is_web(url: str) -> bool:
    """Whether an address may become a link."""
    return url.startswith(("https://", "http://")) and bool(urlsplit(url).netloc)


def is_link(text: str) -> bool:
    """Whether a text may be printed as the address of a brief, with its code."""
    return is_web(text) and text.isascii() and " " not in text and len(text) <= MOST


#: Marks the text beside it as one that runs from left to right; it has no shape.
_LEFT_TO_RIGHT = "\u200e"


def _note(claim: Source, lang: str) -> Note:
    url = clean(claim.url)
    shown = url if len(url) <= _ADDRESS else f"{url[:_ADDRESS]}…"
    publisher = clean(claim.publisher)
    if publisher:
        dated = [str(claim.page_date)] if claim.page_date else []
        about = strings.listed([publisher, *dated], lang)
        shown = f"{about} {shown}"
    if languages.direction(lang) == "rtl":
        # An address ends with a sign that would else stand at its other end.
        shown = f"{_LEFT_TO_RIGHT}{shown}{_LEFT_TO_RIGHT}"
    return Note(shown, claim.url)


def numbered(lines: Sequence[Line]) -> dict[Note, int]:
    """Each note once, by the order in which the lines refer to it, from 1."""
    order = dict.fromkeys(note for line in lines for note in line.notes)
    return {note: number for number, note in enumerate(order, 1)}

"""One country's treaties: every fact with its confidence, every claim with its page.

The parts keep the language they are written in, so that a screen reader pronounces an
English note on a Russian page as English.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from geo.export import formats
from geo.export import treaties as export_treaties
from geo.export.provenance import provenance
from geo.export.site import markdown
from geo.model import countries, treaty_fields
from geo.model.classes import Class
from geo.model.dates import BadDate, PartialDate
from geo.model.grouping import signing_order
from geo.model.languages import LANGUAGES, SOURCE
from geo.model.package import Package
from geo.model.status import status_of, strongest
from geo.model.treaties import Basis, Source, Treaty, localised
from geo.model.treaty_fields import Kind, TreatyField
from geo.model.view import View
from geo.presentation import colours, rows, strings
from geo.presentation.scene import Scene
from geo.presentation.treaty_facts import fact_text, treaty_status

#: The language of what the tables say in words.
TABLES = SOURCE


@dataclass(frozen=True)
class ShownFact:
    """A value we hold, or none. A language is blank where it is the page's own."""

    label: str
    text: str = ""
    language: str = ""
    sure: str = ""  # our confidence
    note: str = ""
    note_language: str = ""
    url: str = ""
    field: str = ""  # of the tables, where the fact has an address of its own


@dataclass(frozen=True)
class Claim:
    """What one page says of one field, for a reader."""

    source: Source
    anchor: str
    value: str
    language: str  # of the value; blank where it is the page's own
    note: str
    note_language: str
    stance: str
    kind: str
    dated: str

    @property
    def url(self) -> str:
        """The page's address where it may become a link."""
        return self.source.url if markdown.is_web(self.source.url) else ""

    @property
    def archive_address(self) -> str:
        """The address of an archived copy where it may become a link."""
        url = self.source.archived_url
        return url if markdown.is_web(url) else ""


@dataclass(frozen=True)
class Record:
    """One treaty as its country's page shows it."""

    treaty: Treaty
    title: ShownFact
    facts: tuple[ShownFact, ...]
    claims: tuple[tuple[str, tuple[Claim, ...]], ...]  # by field
    judgement: tuple[str, str]  # our reading, and the language it is in
    status: str  # at the end of the data, as a sentence
    key: str  # the same as a class, for its colour

    @property
    def unknown(self) -> tuple[str, ...]:
        """What no source was found for."""
        return tuple(fact.label for fact in self.facts if not fact.text)


def treaties(package: Package, code: str) -> tuple[Treaty, ...]:
    """Every instrument with a country, whatever its status, by date of signature."""
    focus = View.of(package.span).focus
    with_country = (t for t in package.treaties if t.partner_of(focus) == code)
    return tuple(sorted(with_country, key=signing_order))


def partners(package: Package) -> tuple[str, ...]:
    """The countries with an instrument, by their first signature."""
    first = {c: signing_order(treaties(package, c)[0])[0] for c in package.partners()}
    return tuple(sorted(first, key=lambda code: (first[code], code)))


def standing(package: Package, code: str) -> Class:
    """The country's class by entry into force, over all the years of the data."""
    return Scene.of(package, basis=Basis.IN_FORCE).state.key(code)


def status(package: Package, code: str, lang: str) -> str:
    """The status of a country's strongest treaty, at the end of the data."""
    day = View.of(package.span).end
    treaty, _ = strongest(treaties(package, code), day)
    return treaty_status(treaty, day, lang)


def records(package: Package, code: str, lang: str) -> tuple[Record, ...]:
    """The treaties with a country as its page shows them."""
    view = View.of(package.span, lang=lang)
    return tuple(
        Record(
            treaty,
            _title(treaty, lang),
            tuple(_facts(treaty, view)),
            _claims(treaty, lang),
            localised(treaty, "notes", lang),
            treaty_status(treaty, view.end, lang),
            status_of(treaty, view.end).key,
        )
        for treaty in treaties(package, code)
    )


def as_json(package: Package, code: str) -> bytes:
    """The same for programs: all that is held and claimed, in both languages' names."""
    look = colours.CLASSES[standing(package, code)]
    return formats.as_json(
        {
            **provenance(Scene.of(package)),
            "country_code": code,
            "country": {lang: countries.name(code, lang) for lang in LANGUAGES},
            "class": look.key.value,
            "class_label": {lang: look.label(lang) for lang in LANGUAGES},
            "status": {lang: status(package, code, lang) for lang in LANGUAGES},
            "treaties": [export_treaties.record(t) for t in treaties(package, code)],
        }
    )


def _title(treaty: Treaty, lang: str) -> ShownFact:
    """The best title for a heading; its own language, and a note where we made it."""
    text, marked = treaty.title(lang)
    language = localised(treaty, "title", lang)[1]
    if text == treaty.title_original:
        language = treaty.title_original_lang
    note = strings.word(marked, lang) if marked else ""
    sure = strings.term(treaty.title_level(lang), lang)
    return ShownFact(strings.word("title", lang), text, language, sure, note)


def _facts(treaty: Treaty, view: View) -> Iterator[ShownFact]:
    """Every value we hold, in the order a reader asks for them."""
    lang, with_address = view.lang, treaty_fields.of_treaty(treaty)
    together: set[str] = set()
    for field in treaty_fields.FIELDS.values():
        value = _value_held(treaty, field, view)
        if value is None or (field.kind is Kind.NAME and field.fact in together):
            continue
        together.add(field.fact)
        label = field.fact if field.kind is Kind.NAME else field.label
        yield replace(
            value,
            label=strings.word(label, lang),
            sure=strings.term(field.confidence(treaty), lang) if value.text else "",
            field=field.name if field in with_address else "",
        )


def _value_held(treaty: Treaty, field: TreatyField, view: View) -> ShownFact | None:
    """What we hold of a field; ``None`` where the page has no line for it."""
    lang, value = view.lang, getattr(treaty, field.name, "")
    match field.kind:
        case Kind.DATE:
            if not value and not field.always:
                return None
            text = value.show(lang) if value else ""
            return ShownFact("", text, note=bounds(value, lang))
        case Kind.STATUS:
            status = treaty_status(treaty, view.end, lang)
            note, language = localised(treaty, "status_note", lang)
            return ShownFact("", status, note=note, note_language=language)
        case Kind.TITLE:
            ours = getattr(treaty, f"{field.name}{treaty_fields.IS_TRANSLATION}", False)
            note = strings.word("translated", lang) if ours else ""
            return ShownFact("", value, _title_language(treaty, field), note=note)
        case Kind.TYPE:
            is_term = strings.is_term(value)
            return ShownFact("", strings.term(value, lang), "" if is_term else TABLES)
        case Kind.ANSWER:
            key = f"site.text.{value}"
            text = strings.word(key, lang) if strings.has(key) else ""
            url = treaty.text_url if markdown.is_web(treaty.text_url) else ""
            return ShownFact("", text, url=url)
        case Kind.PLACE | Kind.NAME | Kind.ORDER:
            fact = treaty_fields.FACTS[field.fact]
            return ShownFact("", *fact_text(treaty, fact, view))
        case Kind.APPROVAL if treaty.approvals:
            fact = treaty_fields.FACTS[field.fact]
            return ShownFact("", *fact_text(treaty, fact, view))
    return None


def _title_language(treaty: Treaty, field: TreatyField) -> str:
    """The language that a title is in."""
    if field.name == treaty_fields.ORIGINAL:
        return treaty.title_original_lang
    return field.name.removeprefix("title_")


def bounds(value: PartialDate | None, lang: str) -> str:
    """Between which days the act lies, where claims say more than the date itself."""
    if value is None or value == PartialDate.of(value.text):
        return ""
    first, last = (strings.day(day, lang) for day in (value.earliest, value.latest))
    return strings.word("site.between", lang, earliest=first, latest=last)


def _claims(treaty: Treaty, lang: str) -> tuple[tuple[str, tuple[Claim, ...]], ...]:
    """The claims by field, in the order of the table."""
    fields: dict[str, list[Claim]] = {}
    for source in treaty.sources:
        treaty_field = treaty_fields.FIELDS.get(source.field)
        label = (
            strings.word(treaty_field.label, lang)
            if treaty_field
            else strings.term(source.field, lang)
        )
        fields.setdefault(label, []).append(_claim(source, treaty, lang))
    return tuple((field, tuple(claims)) for field, claims in fields.items())


def claims(treaty: Treaty, field: str, lang: str) -> tuple[Claim, ...]:
    """What the pages say of one field, in the order of the table."""
    return tuple(_claim(s, treaty, lang) for s in treaty.sources if s.field == field)


def _claim(source: Source, treaty: Treaty, lang: str) -> Claim:
    value, language = _value(source, treaty, lang)
    note, note_language = localised(source, "note", lang)
    return Claim(
        source,
        anchor=markdown.slug(source.id),
        value=value,
        language=language,
        note=note,
        note_language=note_language,
        stance=strings.term(source.stance.value, lang).replace("-", " "),
        kind=strings.term(source.kind, lang),
        dated=_date_text(source.page_date, lang),
    )


def _value(source: Source, treaty: Treaty, lang: str) -> tuple[str, str]:
    """What a page says, and in which language: dates and vocabulary in the reader's."""
    public = f"site.text.{source.value}"
    if source.field in treaty_fields.DATED:
        text = rows.says(source, lang)
        return text, "" if text != source.value else TABLES
    if source.field == "text_public" and strings.has(public):
        return strings.word(public, lang), ""
    if source.field in ("status", "instrument_type") and strings.is_term(source.value):
        return strings.term(source.value, lang), ""
    field = treaty_fields.FIELDS.get(source.field)
    if field and field.kind is Kind.TITLE:
        return source.value, _title_language(treaty, field)
    text = rows.says(source, lang)
    return text, TABLES if text == source.value else lang


def _date_text(text: str, lang: str) -> str:
    """A date in the reader's words; what is none stays as it is."""
    try:
        return strings.day(text, lang)
    except BadDate:
        return text

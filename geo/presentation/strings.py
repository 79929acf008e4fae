"""The strings in each language: titles, rule, notes, alternative text, citation.

Every product takes its sentences from here, so that the map, the figure and the table
never disagree. The strings themselves are ``assets/strings``, a file for each language:
see :mod:`geo.model.languages`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from geo.model import languages
from geo.model.classes import PRECEDENCE, Class
from geo.model.counting import Standing, State, classify
from geo.model.dates import PartialDate
from geo.model.languages import LANGUAGES, SOURCE
from geo.model.status import dated_by, status_of
from geo.model.treaties import UNSIGNED, Basis, Status, Treaty
from geo.model.view import Notice, View
from geo.presentation import colours

#: key -> its string in each of LANGUAGES, in their order
WORDS: dict[str, list[str]] = {
    key: [languages.word(key, lang) for lang in LANGUAGES]
    for key in languages.strings(SOURCE)["words"]
}

#: noun -> language -> plural category (CLDR) -> form
NOUNS: dict[str, dict[str, dict[str, str]]] = {
    noun: {lang: languages.strings(lang)["nouns"][noun] for lang in LANGUAGES}
    for noun in languages.strings(SOURCE)["nouns"]
}

#: language -> a word of the data's vocabulary -> that word in the language
VOCABULARY: dict[str, dict[str, str]] = {
    lang: languages.strings(lang)["terms"] for lang in LANGUAGES
}

#: The words of the data's vocabulary that are worded for a reader.
TERMS: frozenset[str] = frozenset(VOCABULARY[SOURCE])

#: language -> how a date is worded, by the form: see :data:`geo.model.dates.FORMS`
DATES: dict[str, dict[str, dict]] = {
    lang: languages.strings(lang)["dates"] for lang in LANGUAGES
}


def word(key: str, lang: str, **values: object) -> str:
    """One string of the table, filled in."""
    return languages.word(key, lang, **values)


def term(value: str, lang: str) -> str:
    """A word of the data's vocabulary, in the reader's language."""
    return VOCABULARY[lang].get(value, value.replace("_", " "))


def number(value: float, lang: str, digits: int = 0) -> str:
    """A number with the marks of the language: ``1,234.5``, ``1 234,5``."""
    return languages.number(value, lang, digits)


def sureness(level: str | None, lang: str) -> str:
    """`` · Confidence: high``, or nothing where there is no value to be sure of."""
    return f" · {word('confidence', lang)}: {term(level, lang)}" if level else ""


def doubt(level: str | None, lang: str) -> str:
    """`` (medium confidence)`` after a value that is held with less than high."""
    if level in (None, "", "high"):
        return ""
    return f" ({word('doubt', lang, level=term(level, lang))})"


def order(text: str, lang: str) -> str:
    """An approving order, ``788-r, 30 Apr 2015``, in the reader's language.

    What has another form, as in a reader's own table, stays as it is.
    """
    months = DATES[SOURCE]["compact"]["months_of_day"]
    match = re.fullmatch(r"(\d+)-r, (\d{1,2}) ([A-Z][a-z]{2}) (\d{4})", text)
    if not match or match[3] not in months:
        return text
    day_text = f"{match[4]}-{months.index(match[3]) + 1:02}-{int(match[2]):02}"
    return word("order", lang, number=match[1], day=day(day_text, lang))


def plural(number: int, lang: str) -> str:
    """The CLDR plural category of a whole number."""
    return languages.plural(number, lang)


def count_text(number: int, noun: str, lang: str, possible: int = 0) -> str:
    """``19 (+1) countries``: the headline number, then what is only possible."""
    extra = f" (+{possible})" if possible else ""
    forms = NOUNS[noun][lang]
    form = forms.get(plural(number, lang)) or forms["other"]
    return f"{number}{extra} {form}"


def day(value: object, lang: str, form: str = "label") -> str:
    """A date in the reader's language, in a form of :data:`geo.model.dates.FORMS`."""
    return PartialDate.parse(str(value)).show(lang, form)


def years(view: View, key: str = "years") -> str:
    """``2010–2024``, ``2021``, or ``2010 – 15 Apr 2024`` where a preset ends.

    ``key`` is ``title.years`` within a title, whose Russian declines them.
    """
    first, last = view.years
    if view.ends_on_a_day:
        end = day(view.end, view.lang)
        return word(f"{key}.to_day", view.lang, first=first, day=end)
    kind = "one" if first == last else "range"
    return word(f"{key}.{kind}", view.lang, first=first, last=last)


def period(first: date, last: date, lang: str) -> str:
    """``between 2017 and 2026``, ``in 2017``, or both days where years are cut."""
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if whole and first.year == last.year:
        return word("compare.in", lang, year=last.year)
    ends = (
        {"first": first.year, "last": last.year}
        if whole
        else {"first": day(first, lang), "last": day(last, lang)}
    )
    return word("compare.years" if whole else "compare.days", lang, **ends)


def title(view: View, focus: str, subject: str = "") -> str:
    """What the picture shows; both names are in the view's language."""
    subject = subject or word("subject", view.lang)
    key = f"title.{view.basis.value}"
    years_text = years(view, "title.years")
    return word(key, view.lang, focus=focus, subject=subject, years=years_text)


def headline(state: State) -> str:
    """The counts as the law words them."""
    lang, counts, basis = state.view.lang, state.counts, state.view.basis
    none = not counts.confirmed and not counts.possible
    if basis is Basis.IN_FORCE and none:
        key = "headline.in-force.none" + ".signed" * (not counts.not_confirmed)
        return word(key, lang, not_confirmed=counts.not_confirmed)
    few = {0: ".none", 1: ".one"}.get(counts.confirmed, "")
    key = f"headline.signed.confirmed{few}"
    return word(
        f"headline.{basis.value}",
        lang,
        countries=count_text(counts.countries, "country", lang, counts.possible),
        instruments=count_text(counts.instruments, "instrument", lang),
        confirmed=word(key, lang, number=counts.confirmed),
        not_confirmed=counts.not_confirmed,
        one_source=one_source(state),
    )


def one_source(state: State) -> str:
    """How many of the confirmed rest on one source only; nothing where none does."""
    number, lang = state.counts.one_source, state.view.lang
    if not number:
        return ""
    every = number == state.counts.confirmed
    key = (".one" if number == 1 else ".all") if every else ""
    return f" {word(f'headline.one_source{key}', lang, number=number)}"


def alternative_text(state: State, name: Callable[[str, str], str]) -> str:
    """What the picture shows, for a reader who does not see it.

    A country is named with the date of its class, under the label of that class.
    """
    view, lang = state.view, state.view.lang
    by_class: dict[Class, list[str]] = {}
    for key in PRECEDENCE[view.basis]:
        for code, standing in state.standings.items():
            if standing.key is key:
                when = _date_of_class(standing, view)
                country = f"{name(code, lang)} ({when})" if when else name(code, lang)
                by_class.setdefault(key, []).append(country)
    # The title says of a map of signatures what its countries did.
    plain = list(by_class) == [Class.SIGNED]
    classes = ". ".join(
        ("" if plain else f"{colours.CLASSES[key].label(lang)}: ") + ", ".join(names)
        for key, names in by_class.items()
    )
    countries = classes or word("empty", lang).rstrip(".")
    return word("alt", lang, headline=headline(state), countries=countries)


def _date_of_class(standing: Standing, view: View) -> str:
    """The first date of a country's class, and how sure we are where that is not high.

    Blank where nothing dates the class.
    """
    dates = []
    for treaty in standing.treaties:
        if classify(treaty, view) is not standing.key:
            continue
        field = dated_by(treaty, standing.key, view)
        if field and (value := getattr(treaty, field)):
            dates.append((value.latest, value.text, value, treaty.level(field)))
    if not dates:
        return ""
    _, _, first, level = min(dates, key=lambda entry: entry[:2])
    sure = word("doubt", view.lang, level=term(level, view.lang))
    return ", ".join([first.show(view.lang), *[sure] * (level not in ("", "high"))])


def treaty_status(treaty: Treaty, day: date, lang: str, former: str = "own") -> str:
    """The one status of a treaty on a day, with its date and how sure we are of it.

    ``In force since 20 Dec 2023``. What a source says beyond it, such as a ratification
    by one side, follows in parentheses. The page's script words it the same way.
    """
    status = status_of(treaty, day, former)
    day_text = status.date.show(lang, "when") if status.date else ""
    day_text += doubt(treaty.level(status.field), lang) if day_text else ""
    sentence = word(f"status.{status.key}", lang, date=day_text) if day_text else ""
    sentence = sentence or word(f"status.{status.key}.undated", lang)
    more = treaty.status in (*SAID_OF_STATUS, *UNSIGNED)
    return f"{sentence} ({term(treaty.status.value, lang)})" if more else sentence


#: Statuses of a source that say more than the dates do.
SAID_OF_STATUS = (Status.RATIFIED_BY_ONE, Status.PROVISIONAL)


def notice(item: Notice, lang: str) -> str:
    """Why a part of a link was ignored."""
    return word(
        f"notice.{item.key}",
        lang,
        field=item.field,
        value=item.value,
        allowed=item.allowed,
    )


def refusal(item: Notice, lang: str) -> str:
    """Why a parameter is refused, where nothing is ignored: ``years: ...``."""
    reason = word(f"refusal.{item.key}", lang, value=item.value, allowed=item.allowed)
    return f"{item.field}: {reason}"


def entry_into_force(treaty: Treaty, lang: str) -> str:
    """The date at its precision, or that no source was found."""
    return treaty.in_force.show(lang) if treaty.in_force else word("unknown", lang)


def held_title(treaty: Treaty, lang: str) -> str:
    """The title with what a reader must know of it: whose words, how sure we are."""
    text, note = treaty.title(lang)
    if not text:
        return word("no_title", lang)
    return f"{text}{ours(note, lang)}{doubt(treaty.title_level(lang), lang)}"


def ours(note: str, lang: str) -> str:
    """`` (our translation)`` after a title of which :meth:`Treaty.title` says so."""
    return f" ({word(note, lang)})" if note else ""


def basis_word(basis: Basis, lang: str) -> str:
    return word(f"basis.{basis.value}", lang)


def as_of(state: State, version: str, made_on: object, own: bool = False) -> str:
    """The date shown, the edition of the data, and how much of it is unverified."""
    view = state.view
    return word(
        "as_of.own" if own else "as_of",
        view.lang,
        # The data cannot speak of days after they were made.
        end=day(min(str(view.end), str(made_on)), view.lang),
        version=version,
        as_of=day(made_on, view.lang),
        unverified=state.counts.unverified,
    )


def citation(version: str, made_on: object, lang: str) -> str:
    """The citation of this edition of the data."""
    subject = word("subject", lang)
    day_text = day(made_on, lang)
    return word("citation", lang, subject=subject, version=version, as_of=day_text)

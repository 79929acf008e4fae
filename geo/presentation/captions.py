"""The sentences of a :class:`geo.presentation.scene.Scene`, each from its parts.

Title, headline, alternative text, the notes below a map, the citation: every product
takes them from here, so that the map, the figure and the table never disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from geo.model import countries
from geo.model.classes import PRECEDENCE, Class
from geo.model.counting import Standing, State, classify
from geo.model.reading import Reading
from geo.model.status import dated_by
from geo.model.treaties import Basis
from geo.model.view import View
from geo.presentation import colours, strings
from geo.presentation.scale import Scale

#: The longest part of a file's name worth printing.
_NAME = 60

#: Countries named in a sentence at most.
_NAMED = 12


def file_name(name: str) -> str:
    """The name of a user's own file on one line, short enough to print."""
    line = " ".join("".join(c for c in name if c.isprintable()).split())
    return line if len(line) <= _NAME else f"{line[:_NAME]}…"


def named(code: str, lang: str) -> str:
    """``Cuba (CUB)``."""
    return countries.name(code, lang) + strings.aside(code, lang)


def reading(result: Reading, unread: Collection[str], lang: str) -> str:
    """What became of the rows of a user's own table; blank where all were read.

    Args:
        unread: codes of the countries that are named only in rows not read.
    """
    sentences = []
    if result.not_read:
        why = strings.listed(
            (
                f"{strings.word(f'why.{rule}', lang)} {strings.number(number, lang)}"
                for rule, number in result.reasons
            ),
            lang,
        )
        numbers = {"read": result.read, "rows": result.rows, "lost": result.not_read}
        texts = {name: strings.number(n, lang) for name, n in numbers.items()}
        sentences.append(strings.word("reading.said", lang, why=why, **texts))
    if result.merged:
        repeats = strings.number(result.merged, lang)
        sentences.append(strings.word("reading.merged", lang, merged=repeats))
    if unread:
        names = sorted(countries.name(code, lang) for code in unread)
        more = f"+{len(names) - _NAMED}" if len(names) > _NAMED else ""
        names_text = strings.listed(names[:_NAMED], lang) + strings.aside(more, lang)
        sentences.append(strings.word("reading.named", lang, names=names_text))
    for codes, rows in result.unions:
        parties = strings.listed(
            (countries.name(code, lang) for code in codes.split()), lang
        )
        texts_of_union = {"names": parties, "n": strings.number(rows, lang)}
        sentences.append(strings.word("reading.union", lang, **texts_of_union))
    if result.scheme:
        sentences.append(strings.word("reading.scheme", lang, scheme=result.scheme))
    if result.recipe:
        sentences.append(strings.word("reading.recipe", lang, title=result.recipe))
    coverage = result.coverage
    if coverage.years:
        first, last = coverage.years
        sentences.append(strings.word("reading.years", lang, first=first, last=last))
    if coverage.party:
        name = countries.name(coverage.party, lang)
        sentences.append(strings.word("reading.party", lang, name=name))
    if coverage.states:
        sentences.append(strings.word("reading.states", lang))
    return strings.listed(sentences, lang, "sentence")


def doubts(names: Mapping[str, Sequence[str]], lang: str, key: str) -> str:
    """Which countries are counted by a date of less than high confidence.

    Args:
        names: level of confidence -> names of countries; blank where there are none.
        key: the sentence, which names the act.
    """
    if not names:
        return ""
    causes = strings.listed(
        (
            strings.listed(dict.fromkeys(of_level), lang) + strings.doubt(level, lang)
            for level, of_level in names.items()
        ),
        lang,
        "semicolon",
    )
    return strings.word(key, lang, listed=causes)


def scale(colours: Scale, lang: str) -> str:
    """How the colours of a scale were chosen."""
    sentence = strings.word(f"scale.{colours.colour}", lang)
    if not colours.natural:
        return sentence
    return f"{sentence} {strings.word('scale.natural', lang)}"


def years(view: View, key: str = "years") -> str:
    """``2010–2024``, ``2021``, or ``2010 – 15 Apr 2024`` where a preset ends.

    ``key`` is ``title.years`` within a title, whose Russian declines them.
    """
    first, last = view.years
    if view.ends_on_a_day:
        end = strings.day(view.end, view.lang)
        return strings.word(f"{key}.to_day", view.lang, first=first, day=end)
    kind = "one" if first == last else "range"
    return strings.word(f"{key}.{kind}", view.lang, first=first, last=last)


def period(first: date, last: date, lang: str) -> str:
    """``between 2017 and 2026``, ``in 2017``, or both days where years are cut."""
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if whole and first.year == last.year:
        return strings.word("compare.in", lang, year=last.year)
    ends = (
        {"first": first.year, "last": last.year}
        if whole
        else {"first": strings.day(first, lang), "last": strings.day(last, lang)}
    )
    return strings.word("compare.years" if whole else "compare.days", lang, **ends)


def title(view: View, focus: str, subject: str = "") -> str:
    """What the picture shows; both names are in the view's language."""
    subject = subject or strings.word("subject", view.lang)
    key = f"title.{view.basis.value}"
    years_text = years(view, "title.years")
    return strings.word(key, view.lang, focus=focus, subject=subject, years=years_text)


def headline(state: State) -> str:
    """The counts as the law words them."""
    lang, counts, basis = state.view.lang, state.counts, state.view.basis
    none = not counts.confirmed and not counts.possible
    if basis is Basis.IN_FORCE and none:
        key = "headline.in-force.none" + ".signed" * (not counts.not_confirmed)
        return strings.word(key, lang, not_confirmed=counts.not_confirmed)
    few = {0: ".none", 1: ".one"}.get(counts.confirmed, "")
    key = f"headline.signed.confirmed{few}"
    return strings.word(
        f"headline.{basis.value}",
        lang,
        countries=strings.count_text(
            counts.countries, "country", lang, counts.possible
        ),
        instruments=strings.count_text(counts.instruments, "instrument", lang),
        confirmed=strings.word(key, lang, number=counts.confirmed),
        not_confirmed=counts.not_confirmed,
        one_source=one_source(state),
    )


#: Of the countries with the most instruments so many are named.
_HUBS = 5


def hubs(state: State) -> str:
    """Without a focal country, who has the most instruments; else blank."""
    if state.view.focus:
        return ""
    lang = state.view.lang
    first = state.busiest[:_HUBS]
    names = [
        countries.name(s.code, lang) + strings.aside(str(s.number), lang) for s in first
    ]
    return (
        strings.word("hubs", lang, names=strings.listed(names, lang)) if names else ""
    )


def one_source(state: State) -> str:
    """How many of the confirmed rest on one source only; nothing where none does."""
    number, lang = state.counts.one_source, state.view.lang
    if not number:
        return ""
    every = number == state.counts.confirmed
    key = (".one" if number == 1 else ".all") if every else ""
    text = strings.word(f"headline.one_source{key}", lang, number=number)
    return strings.aside(text, lang)


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
                country = name(code, lang) + strings.aside(when, lang)
                by_class.setdefault(key, []).append(country)
    # The title says of a map of signatures what its countries did.
    plain = list(by_class) == [Class.SIGNED]
    names_by_class = {
        key: strings.listed(names, lang) for key, names in by_class.items()
    }
    classes = strings.listed(
        (
            text
            if plain
            else strings.paired(colours.CLASSES[key].label(lang), text, lang)
            for key, text in names_by_class.items()
        ),
        lang,
        "stop",
    )
    countries = classes or strings.word("empty", lang).rstrip(".")
    return strings.word("alt", lang, headline=headline(state), countries=countries)


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
    sure = strings.word("doubt", view.lang, level=strings.term(level, view.lang))
    doubts = [sure] * (level not in ("", "high"))
    return strings.listed([first.show(view.lang), *doubts], view.lang)


def as_of(state: State, version: str, made_on: object, own: bool = False) -> str:
    """The date shown, the edition of the data, and how much of it is unverified."""
    view = state.view
    return strings.word(
        "as_of.own" if own else "as_of",
        view.lang,
        # The data cannot speak of days after they were made.
        end=strings.day(min(str(view.end), str(made_on)), view.lang),
        version=version,
        as_of=strings.day(made_on, view.lang),
        unverified=state.counts.unverified,
    )


def citation(version: str, made_on: object, lang: str) -> str:
    """The citation of this edition of the data."""
    subject = strings.word("subject", lang)
    day_text = strings.day(made_on, lang)
    return strings.word(
        "citation", lang, subject=subject, version=version, as_of=day_text
    )

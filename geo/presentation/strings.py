"""A string, a term, a number, a day or a count in the reader's language.

The strings are ``assets/strings``, a file for each language, which is read when it is
first asked for: see :mod:`geo.model.languages`.
"""

from __future__ import annotations

from collections.abc import Iterable

from geo.model import languages
from geo.model.dates import PartialDate
from geo.model.languages import SOURCE, counted, has, number, one_stop, plural, word
from geo.model.view import Notice
from geo.model.worded import Sentence

__all__ = [
    "all_keys",
    "aside",
    "count_text",
    "counted",
    "dates",
    "day",
    "doubt",
    "has",
    "is_term",
    "listed",
    "notice",
    "nouns",
    "number",
    "paired",
    "plural",
    "refusal",
    "refused",
    "sentences",
    "sureness",
    "term",
    "terms",
    "word",
]


def all_keys() -> tuple[str, ...]:
    """The keys of all strings, in the order of the files."""
    return tuple(languages.strings(SOURCE)["words"])


def terms(lang: str) -> dict[str, str]:
    """A word of the data's vocabulary -> that word in the language."""
    return languages.strings(lang)["terms"]


def is_term(text: str) -> bool:
    """Whether a text is a word of the vocabulary that is worded for a reader."""
    return text in terms(SOURCE)


def nouns(lang: str) -> dict[str, dict[str, str]]:
    """A noun -> plural category (CLDR) -> its form in the language."""
    return languages.strings(lang)["nouns"]


def dates(lang: str) -> dict[str, dict]:
    """How a date is worded, by the form: see :data:`geo.model.dates.FORMS`."""
    return languages.strings(lang)["dates"]


def term(value: str, lang: str) -> str:
    """A word of the data's vocabulary, in the reader's language."""
    return terms(lang).get(value, value.replace("_", " "))


def listed(items: Iterable[str], lang: str, mark: str = "comma") -> str:
    """Items with a mark between them: ``comma``, ``semicolon``, ``stop``, ``sentence``.

    A stop ends a sentence before the next one; between whole sentences is a space, in
    Chinese nothing.
    """
    return one_stop(word(f"list.{mark}", lang, a="", b="").join(items))


def paired(label: str, text: str, lang: str) -> str:
    """``Confidence: high``, with the colon of the language."""
    return word("list.pair", lang, a=label, b=text)


def aside(text: str, lang: str) -> str:
    """`` (medium confidence)``: what stands in brackets behind a value, if anything."""
    return word("list.aside", lang, a="", b=text) if text else ""


def sentences(texts: Iterable[str], lang: str) -> str:
    """Texts as sentences one after another, each with the stop of the language."""
    return listed((*texts, ""), lang, "stop").rstrip()


def sureness(level: str | None, lang: str) -> str:
    """`` · Confidence: high``, or nothing where there is no value to be sure of."""
    return (
        f" · {paired(word('confidence', lang), term(level, lang), lang)}"
        if level
        else ""
    )


def doubt(level: str | None, lang: str) -> str:
    """`` (medium confidence)`` after a value that is held with less than high."""
    if level in (None, "", "high"):
        return ""
    return aside(word("doubt", lang, level=term(level, lang)), lang)


def count_text(number: int, noun: str, lang: str, possible: int = 0) -> str:
    """``19 (+1) countries``: the headline number, then what is only possible."""
    extra = f" (+{possible})" if possible else ""
    form = languages.noun_form(number, noun, lang)
    return word("list.count", lang, a=f"{number}{extra}", b=form)


def day(value: object, lang: str, form: str = "label") -> str:
    """A date in the reader's language, in a form of :data:`geo.model.dates.FORMS`."""
    return PartialDate.parse(str(value)).show(lang, form)


def notice(item: Notice, lang: str) -> str:
    """Why a part of a link was ignored."""
    return word(
        f"notice.{item.key}",
        lang,
        field=item.field,
        value=item.value,
        allowed=item.allowed,
    )


def refused(item: Notice) -> Sentence:
    """Why a parameter is refused, where nothing is ignored: ``years: ...``."""
    values = {"value": item.value, "allowed": item.allowed}
    reason = Sentence(f"refusal.{item.key}", values)
    return Sentence("list.pair", {"a": item.field, "b": reason})


def refusal(item: Notice, lang: str) -> str:
    """The same in a language."""
    return refused(item).text(lang)

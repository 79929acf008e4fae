"""The facts of a treaty in words: what its fields hold, for a reader.

Which fields there are and which fact each is part of says
:mod:`geo.model.treaty_fields`.
"""

from __future__ import annotations

import re
from datetime import date

from geo.model.languages import SOURCE
from geo.model.status import status_of
from geo.model.treaties import UNSIGNED, Status, Treaty, localised
from geo.model.treaty_fields import Fact, Kind
from geo.model.view import View
from geo.presentation import strings

#: Facts whose text says by itself how sure we are, and is never blank.
COMPLETE = (Kind.STATUS, Kind.TITLE)


def fact_text(
    treaty: Treaty, fact: Fact, view: View, form: str = "label"
) -> tuple[str, str]:
    """What we hold of a fact, blank where that is nothing, and the language it is in.

    The status is that at the end of the view. ``form`` is that of a date
    (:data:`geo.model.dates.FORMS`).
    """
    lang, field = view.lang, fact.fields[0]
    match fact.kind:
        case Kind.DATE:
            value = getattr(treaty, field.name)
            return (value.show(lang, form) if value else ""), lang
        case Kind.STATUS:
            return treaty_status(treaty, view.end, lang, view.former), lang
        case Kind.NAME:
            signatories = treaty.signatories
            languages_of = {localised(s, "name", lang)[1] for s in signatories}
            # Brackets and stops are those of the language that the names are in.
            written = lang if lang in languages_of else SOURCE
            names = (s.show(written) for s in signatories)
            return strings.listed(names, written, "semicolon"), written
        case Kind.TITLE:
            return held_title(treaty, lang), localised(treaty, "title", lang)[1]
        case Kind.ORDER:
            text = order(treaty.approval_act, lang)
            return text, lang if text != treaty.approval_act else SOURCE
        case Kind.APPROVAL:
            return approval(treaty, lang)
        case _:
            return localised(treaty, field.name, lang)


def treaty_status(treaty: Treaty, day: date, lang: str, former: str = "own") -> str:
    """The one status of a treaty on a day, with its date and how sure we are of it.

    ``In force since 20 Dec 2023``. What a source says beyond it, such as a ratification
    by one side, follows in parentheses. The page's script words it the same way.
    """
    status = status_of(treaty, day, former)
    day_text = status.date.show(lang, "when") if status.date else ""
    day_text += strings.doubt(treaty.level(status.field), lang) if day_text else ""
    sentence = (
        strings.word(f"status.{status.key}", lang, date=day_text) if day_text else ""
    )
    sentence = sentence or strings.word(f"status.{status.key}.undated", lang)
    more = treaty.status in (*SAID_OF_STATUS, *UNSIGNED)
    term = strings.term(treaty.status.value, lang) if more else ""
    return sentence + strings.aside(term, lang)


#: Statuses of a source that say more than the dates do.
SAID_OF_STATUS = (Status.RATIFIED_BY_ONE, Status.PROVISIONAL)


def held_title(treaty: Treaty, lang: str) -> str:
    """The title with what a reader must know of it: whose words, how sure we are."""
    text, note = treaty.title(lang)
    if not text:
        return strings.word("no_title", lang)
    return f"{text}{ours(note, lang)}{strings.doubt(treaty.title_level(lang), lang)}"


def ours(note: str, lang: str) -> str:
    """`` (our translation)`` after a title of which :meth:`Treaty.title` says so."""
    return strings.aside(strings.word(note, lang) if note else "", lang)


def approval(treaty: Treaty, lang: str) -> tuple[str, str]:
    """Each approval by one side, its day and whose it is, and the language of that.

    Whose it is stands in the note of the claim, once for each day: where the reader's
    language lacks it, the day is worded in the language of the note, too.
    """
    notes = {c.value: c for c in reversed(treaty.approval_claims)}
    shown = [localised(notes[d.text], "note", lang) for d in treaty.approvals]
    language = next((each for text, each in shown if text), lang)
    pairs = (
        strings.paired(strings.day(day.text, language), text, language)
        for day, (text, _) in zip(treaty.approvals, shown, strict=True)
    )
    return " ".join(pairs), language


def order(text: str, lang: str) -> str:
    """An approving order, ``788-r, 30 Apr 2015``, in the reader's language.

    What has another form, as in a reader's own table, stays as it is.
    """
    months = strings.dates(SOURCE)["compact"]["months_of_day"]
    match = re.fullmatch(r"(\d+)-r, (\d{1,2}) ([A-Z][a-z]{2}) (\d{4})", text)
    if not match or match[3] not in months:
        return text
    day_text = f"{match[4]}-{months.index(match[3]) + 1:02}-{int(match[2]):02}"
    return strings.word("order", lang, number=match[1], day=strings.day(day_text, lang))

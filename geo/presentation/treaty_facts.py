"""The facts of a treaty in words: what its fields hold, for a reader.

Which fields there are and which fact each is part of says
:mod:`geo.model.treaty_fields`.
"""

from __future__ import annotations

from geo.model.languages import SOURCE
from geo.model.treaties import Treaty, localised
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
            return strings.treaty_status(treaty, view.end, lang, view.former), lang
        case Kind.NAME:
            signatories = treaty.signatories
            languages = {localised(s, "name", lang)[1] for s in signatories}
            text = "; ".join(s.show(lang) for s in signatories)
            return text, lang if lang in languages else SOURCE
        case Kind.TITLE:
            return strings.held_title(treaty, lang), localised(treaty, "title", lang)[1]
        case Kind.ORDER:
            order = strings.order(treaty.approval_act, lang)
            return order, lang if order != treaty.approval_act else SOURCE
        case _:
            return localised(treaty, field.name, lang)

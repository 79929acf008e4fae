"""The status of a treaty on a day, and the field whose date a statement of it carries.

A treaty has one status wherever it is shown. The basis of a view decides what is
counted and how a map is coloured, never what a treaty's status is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geo.model.classes import PRECEDENCE, Class
from geo.model.counting import classify
from geo.model.dates import PartialDate
from geo.model.treaties import UNSIGNED, Basis, Treaty
from geo.model.view import View

#: The status of an instrument that is planned or initialled: it has no class.
PLANNED = "planned"


@dataclass(frozen=True)
class TreatyStatus:
    """The status of one treaty on a day.

    ``key`` is that of a class, or :data:`PLANNED`. ``field`` names the field of the
    treaty that dates the status; blank where none does.
    """

    key: str
    field: str = ""
    date: PartialDate | None = None


def status_of(treaty: Treaty, day: date, former: str = "own") -> TreatyStatus:
    """The one status of a treaty at the end of a day.

    ``former`` is what a view does with states that are no more.

    ``none`` where the treaty has no act up to that day.
    """
    if treaty.status in UNSIGNED:
        return TreatyStatus(PLANNED)
    view = View(date.min, day, Basis.IN_FORCE, former=former)
    key = classify(treaty, view)
    if key is Class.NONE and treaty.signed and treaty.signed.earliest <= day:
        # It entered into force later, and may have been signed by that day.
        return TreatyStatus(Class.POSSIBLE, "signed", treaty.signed)
    field = dated_by(treaty, key, view)
    return TreatyStatus(key, field, getattr(treaty, field) if field else None)


def dated_by(treaty: Treaty, key: Class, view: View) -> str:
    """The field that dates the class a treaty has in a view; blank where none does."""
    if key in (Class.SIGNED, Class.NOT_CONFIRMED):
        return "signed"
    if key in (Class.IN_FORCE, Class.NOT_YET):
        return "in_force"
    if key is Class.ENDED:
        return "terminated"
    if key is not Class.POSSIBLE:
        return ""
    entry, end = treaty.in_force, treaty.terminated
    if view.basis is Basis.SIGNED or entry is None or entry.earliest > view.end:
        return "signed"
    if not entry.within(view.start, view.end):
        return "in_force"
    return "terminated" if end is not None else ""


def strongest(
    treaties: tuple[Treaty, ...], day: date, former: str = "own"
) -> tuple[Treaty, TreatyStatus]:
    """The treaty that decides a country's status on a day, and that status.

    Raises:
        ValueError: there is no treaty.
    """
    rank = [*PRECEDENCE[Basis.IN_FORCE], PLANNED, Class.NONE].index
    pairs = ((t, status_of(t, day, former)) for t in treaties)
    return min(pairs, key=lambda pair: rank(pair[1].key))

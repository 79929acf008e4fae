"""Whom a treaty with a former state is shown with: the reader's stated choice.

``own``
    the former state, a party of its own; after its end its treaties have a class of
    their own, "the state has ended".
``successor``
    the state that is said to continue it, or all on its territory, as
    ``data/former_states.csv`` names them.
``drop``
    nobody: they are counted apart.

Nothing is ever mapped in silence: :mod:`geo.presentation.former` words the choice on
every product. ``assets/page/counting.js`` has the same rules.
"""

from __future__ import annotations

from datetime import date

from geo.model import former_states
from geo.model.treaties import Treaty

#: The choices, the default first.
CHOICES = ("own", "successor", "drop")


def is_former(code: str) -> bool:
    """Whether a party is a state that is no more."""
    return code in former_states.parties()


def has_former_party(treaty: Treaty) -> bool:
    """Whether a party of a treaty is a state that is no more."""
    return is_former(treaty.party_a) or is_former(treaty.party_b)


def end_of(treaty: Treaty) -> date | None:
    """The day from which a party of the treaty is surely no more; ``None`` for none."""
    known = former_states.parties()
    if treaty.party_a not in known and treaty.party_b not in known:
        return None
    states = (known.get(treaty.party_a), known.get(treaty.party_b))
    return min((s.until.latest for s in states if s and s.until), default=None)


def partners(treaty: Treaty, focus: str, choice: str) -> tuple[str, ...]:
    """Whom a treaty colours under a focus: the other party, both without a focus.

    A treaty between a state and its own heir alone colours nobody.
    """
    if choice == "own" or not has_former_party(treaty):
        return treaty.partners(focus)
    if choice == "drop":
        return ()
    a, b = heirs(treaty.party_a), heirs(treaty.party_b)
    if not focus:
        return () if a == b else tuple(dict.fromkeys((*a, *b)))
    others = (*(b if focus in a else ()), *(a if focus in b else ()))
    return tuple(dict.fromkeys(code for code in others if code != focus))


def heirs(code: str) -> tuple[str, ...]:
    """Whom the obligations of a party are shown with; itself where it goes on."""
    state = former_states.parties().get(code)
    return state.heirs if state else (code,)


def shown_as(code: str, choice: str) -> tuple[str, ...]:
    """As whom a party is shown under a choice; a former one left out as nobody."""
    if choice == "own" or not is_former(code):
        return (code,)
    return heirs(code) if choice == "successor" else ()

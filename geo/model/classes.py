"""The classes of a country, their precedence, and which of them are counted."""

from __future__ import annotations

from enum import StrEnum

from geo.model.treaties import Basis


class Class(StrEnum):
    """The classes of a country. Its strongest instrument decides."""

    FOCUS = "focus"
    IN_FORCE = "in-force"
    SIGNED = "signed"
    NOT_CONFIRMED = "not-confirmed"
    NOT_YET = "not-yet"
    ENDED = "ended"
    STATE_ENDED = "state-ended"  # a party of the treaty is no more
    POSSIBLE = "possible"
    UNREAD = "unread"  # named only in rows of a table that could not be read
    NOT_COVERED = "not-covered"  # outside what the table says it covers
    NOT_A_STATE = "not-a-state"  # not yet: independent only later
    NONE = "none"


#: Strongest first: a country with two instruments takes the class of the stronger. A
#: certain signature outranks a possible one even when the treaty has ended, since it
#: is counted; an ended treaty does not hide one that may be in force.
PRECEDENCE = {
    Basis.SIGNED: (Class.SIGNED, Class.ENDED, Class.STATE_ENDED, Class.POSSIBLE),
    Basis.IN_FORCE: (
        Class.IN_FORCE,
        Class.NOT_CONFIRMED,
        Class.POSSIBLE,
        Class.NOT_YET,
        Class.ENDED,
        Class.STATE_ENDED,
    ),
}

#: The classes inside the headline number of each basis.
COUNTED = {
    Basis.SIGNED: frozenset({Class.SIGNED, Class.ENDED, Class.STATE_ENDED}),
    Basis.IN_FORCE: frozenset({Class.IN_FORCE}),
}

"""The law of years: the class of every country for a view, the counts, the changes.

The rules are those printed on every product (:func:`geo.words.rule`):

* A year *y* means the state at 31 December *y*; a range *a..b* means acts dated in it.
* An act whose whole interval lies in the range is certain; one whose interval only
  touches it is *possible*, drawn apart and kept out of the headline number.
* "In force" needs a sourced date. Signed, with no such date in any source, is its own
  class, *not confirmed*: never folded into "in force" nor into "not in force".
* A terminated treaty stays in "signed" as history and leaves "in force" on its
  effective date.
* Countries and instruments are counted apart; the focal country is not counted.

``assets/map.js`` holds the same rules for the page, and a browser test compares the
two for every year and basis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from geo.dates import PartialDate
from geo.treaties import OVER, UNSIGNED, Basis, Treaty
from geo.view import Span, View


class Key(StrEnum):
    """The classes of a country. Its strongest instrument decides."""

    FOCUS = "focus"
    IN_FORCE = "in-force"
    SIGNED = "signed"
    NOT_CONFIRMED = "not-confirmed"
    NOT_YET = "not-yet"
    ENDED = "ended"
    POSSIBLE = "possible"
    NONE = "none"


#: Strongest first: a country with two instruments takes the class of the stronger. A
#: certain signature outranks a possible one even when the treaty has ended, since it
#: is counted; an ended treaty does not hide one that may be in force.
PRECEDENCE = {
    Basis.SIGNED: (Key.SIGNED, Key.ENDED, Key.POSSIBLE),
    Basis.IN_FORCE: (
        Key.IN_FORCE,
        Key.NOT_CONFIRMED,
        Key.POSSIBLE,
        Key.NOT_YET,
        Key.ENDED,
    ),
}

#: The classes inside the headline number of each basis.
COUNTED = {
    Basis.SIGNED: frozenset({Key.SIGNED, Key.ENDED}),
    Basis.IN_FORCE: frozenset({Key.IN_FORCE}),
}


def classify(treaty: Treaty, view: View) -> Key:
    """The class one instrument gives its partner under a view."""
    if treaty.status in UNSIGNED:
        return Key.NONE
    if view.basis is Basis.SIGNED:
        return _by_signature(treaty, view)
    return _by_entry_into_force(treaty, view)


def _by_signature(treaty: Treaty, view: View) -> Key:
    if treaty.signed is None or not treaty.signed.touches(view.start, view.end):
        return Key.NONE
    if not treaty.signed.within(view.start, view.end):
        return Key.POSSIBLE
    return Key.ENDED if _ended(treaty, view) else Key.SIGNED


def _by_entry_into_force(treaty: Treaty, view: View) -> Key:
    signed, entry = treaty.signed, treaty.in_force
    if entry is None or entry.earliest > view.end:
        # Nothing in force on our evidence: the signature places it in the range.
        if signed is None or not signed.touches(view.start, view.end):
            return Key.NONE
        if entry is not None:
            return Key.NOT_YET if signed.within(view.start, view.end) else Key.NONE
        if _ended(treaty, view):
            return Key.ENDED
        certain = signed.within(view.start, view.end)
        undated_end = treaty.terminated is None and treaty.status in OVER
        return Key.NOT_CONFIRMED if certain and not undated_end else Key.POSSIBLE
    if not entry.touches(view.start, view.end):
        return Key.NONE
    if _ended(treaty, view):
        return Key.ENDED
    if _may_have_ended(treaty, view) or not entry.within(view.start, view.end):
        return Key.POSSIBLE
    return Key.IN_FORCE


def _ended(treaty: Treaty, view: View) -> bool:
    return treaty.terminated is not None and treaty.terminated.latest <= view.end


def _may_have_ended(treaty: Treaty, view: View) -> bool:
    """A source says it ended, but does not place the end before or after the view."""
    if treaty.terminated is None:
        return treaty.status in OVER
    return treaty.terminated.earliest <= view.end


@dataclass(frozen=True)
class Standing:
    """One country under a view: its class and the instruments that give it one."""

    code: str
    key: Key
    treaties: tuple[Treaty, ...]

    @property
    def first_signed(self) -> PartialDate | None:
        """The earliest signature: it decides the year a country is coloured by."""
        dates = [t.signed for t in self.treaties if t.signed]
        return min(dates, key=lambda d: (d.latest, d.text), default=None)


@dataclass(frozen=True)
class Counts:
    """The numbers of a view. ``countries`` and ``instruments`` are the headline."""

    countries: int
    instruments: int
    possible: int
    confirmed: int  # of the countries signed by then: entry into force sourced
    not_confirmed: int
    not_yet: int
    ended: int
    unverified: int  # rows whose entry into force no source confirms


@dataclass(frozen=True)
class State:
    """What a view shows."""

    view: View
    standings: dict[str, Standing] = field(default_factory=dict)
    counts: Counts = Counts(0, 0, 0, 0, 0, 0, 0, 0)
    undated: tuple[Treaty, ...] = ()

    def key(self, code: str) -> Key:
        """The class of a country; the focal country has its own."""
        if code == self.view.focus:
            return Key.FOCUS
        standing = self.standings.get(code)
        return standing.key if standing else Key.NONE

    def codes(self, *keys: Key) -> frozenset[str]:
        """The countries in any of these classes."""
        return frozenset(c for c, s in self.standings.items() if s.key in keys)

    @property
    def counted(self) -> frozenset[str]:
        """The countries inside the headline number."""
        return self.codes(*COUNTED[self.view.basis])


def state(treaties: Iterable[Treaty], view: View) -> State:
    """Apply the law to a table.

    Treaties between two other states than the focal country are passed over. A treaty
    with neither date is *undated*: listed, never placed at the start of the slider.
    """
    by_partner: dict[str, list[tuple[Key, Treaty]]] = {}
    undated = []
    instruments: dict[Key, int] = dict.fromkeys(Key, 0)
    for treaty in treaties:
        partner = treaty.partner_of(view.focus)
        if partner is None:
            continue
        if treaty.signed is None and treaty.in_force is None:
            undated.append(treaty)
            continue
        key = classify(treaty, view)
        if key is not Key.NONE:
            instruments[key] += 1
            by_partner.setdefault(partner, []).append((key, treaty))
    rank = PRECEDENCE[view.basis].index
    standings = {code: _standing(code, rows, rank) for code, rows in by_partner.items()}
    ordered = dict(sorted(standings.items(), key=_by_date_then_code))
    counts = _count(ordered, instruments, view)
    return State(view, ordered, counts, tuple(undated))


def _standing(
    code: str, rows: list[tuple[Key, Treaty]], rank: Callable[[Key], int]
) -> Standing:
    strongest = min((key for key, _ in rows), key=rank)
    treaties = sorted((t for _, t in rows), key=_signing_order)
    return Standing(code, strongest, tuple(treaties))


def _signing_order(treaty: Treaty) -> tuple[str, str]:
    # A partial date sorts at the end of its period (law of the page and the table).
    return (treaty.signed.latest.isoformat() if treaty.signed else "9999", treaty.id)


def _by_date_then_code(item: tuple[str, Standing]) -> tuple[str, str]:
    return (_signing_order(item[1].treaties[0])[0], item[0])


def _count(
    standings: dict[str, Standing], instruments: dict[Key, int], view: View
) -> Counts:
    countries = dict.fromkeys(Key, 0)
    for standing in standings.values():
        countries[standing.key] += 1
    counted = COUNTED[view.basis]
    confirmed = unverified = 0
    for standing in standings.values():
        in_force = [t for t in standing.treaties if _confirmed(t, view)]
        confirmed += bool(in_force)
        unverified += sum(t.in_force is None for t in standing.treaties)
    return Counts(
        countries=sum(countries[k] for k in counted),
        instruments=sum(instruments[k] for k in counted),
        possible=countries[Key.POSSIBLE],
        confirmed=confirmed,
        not_confirmed=countries[Key.NOT_CONFIRMED],
        not_yet=countries[Key.NOT_YET],
        ended=countries[Key.ENDED],
        unverified=unverified,
    )


def _confirmed(treaty: Treaty, view: View) -> bool:
    return (
        treaty.in_force is not None
        and treaty.in_force.latest <= view.end
        and not _ended(treaty, view)
        and not _may_have_ended(treaty, view)
    )


@dataclass(frozen=True)
class Changes:
    """What differs between two states, in the order of the later one."""

    entered: tuple[str, ...]
    left: tuple[str, ...]
    moved: tuple[tuple[str, Key, Key], ...]


def changes(before: State, after: State) -> Changes:
    """Which countries came, left, or changed class."""
    old, new = before.standings, after.standings
    return Changes(
        entered=tuple(c for c in new if c not in old),
        left=tuple(c for c in old if c not in new),
        moved=tuple(
            (c, old[c].key, new[c].key)
            for c in new
            if c in old and old[c].key is not new[c].key
        ),
    )


def curve(
    treaties: Iterable[Treaty], span: Span, view: View
) -> list[tuple[int, Counts]]:
    """The counts at the end of each year of the data, acts since its first year."""
    rows = tuple(treaties)
    years = range(span.first, span.last + 1)
    whole = replace(view, preset="")
    return [(y, state(rows, whole.with_years(span.first, y)).counts) for y in years]


def span_of(treaties: Iterable[Treaty], last: int) -> Span:
    """The years of a table: from its first act to ``last``, the year it was made."""
    dates = [d for t in treaties for d in (t.signed, t.in_force) if d]
    first = min((d.earliest.year for d in dates), default=last)
    return Span(min(first, last), last)

"""The law of years: the class of every country for a view, the counts, the changes.

The rules are those printed on every product (``Scene.rule``):

* A year *y* means the state at 31 December *y*; a range *a..b* means acts dated in it.
* An act whose whole interval lies in the range is certain; one whose interval only
  touches it is *possible*, drawn apart and kept out of the headline number.
* "In force" needs a sourced date. Signed, with no such date in any source, is its own
  class, *not confirmed*: never folded into "in force" nor into "not in force".
* A terminated treaty stays in "signed" as history and leaves "in force" on its
  effective date.
* A country without a row is "no treaty" only within what the table covers.
* A former state is a party of its own while it lived; what its treaties became is the
  view's choice (:mod:`geo.model.succession`), and no silent mapping.
* Countries and instruments are counted apart; the focal country is not counted.

``assets/page/counting.js`` holds the same rules for the page, and a test compares the
two for every year and basis.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile

from geo.kept import cached_property
from geo.model import state_system, succession, territory
from geo.model.classes import COUNTED, PRECEDENCE, Class
from geo.model.coverage import ALL, Coverage
from geo.model.dates import PartialDate
from geo.model.grouping import GroupedTreaties, Groups, signing_order
from geo.model.treaties import OVER, UNSIGNED, Basis, Treaty
from geo.model.view import View
from geo.turns import in_turns


def classify(treaty: Treaty, view: View) -> Class:
    """The class one instrument gives its partner under a view."""
    if treaty.status in UNSIGNED:
        return Class.NONE
    if view.basis is Basis.SIGNED:
        return _by_signature(treaty, view)
    return _by_entry_into_force(treaty, view)


def _by_signature(treaty: Treaty, view: View) -> Class:
    if treaty.signed is None or not treaty.signed.touches(view.start, view.end):
        return Class.NONE
    if not treaty.signed.within(view.start, view.end):
        return Class.POSSIBLE
    if _is_ended(treaty, view):
        return Class.ENDED
    return Class.STATE_ENDED if _state_ended(treaty, view) else Class.SIGNED


def _by_entry_into_force(treaty: Treaty, view: View) -> Class:
    signed, entry = treaty.signed, treaty.in_force
    if entry is None or entry.earliest > view.end:
        # Nothing in force on our evidence: the signature places it in the range.
        if signed is None or not signed.touches(view.start, view.end):
            return Class.NONE
        certain = signed.within(view.start, view.end)
        if entry is not None:
            later = _state_ended(treaty, view)
            later_class = Class.STATE_ENDED if later else Class.NOT_YET
            return later_class if certain else Class.NONE
        if _is_ended(treaty, view):
            return Class.ENDED
        if certain and _state_ended(treaty, view):
            return Class.STATE_ENDED
        undated_end = treaty.terminated is None and treaty.status in OVER
        return Class.NOT_CONFIRMED if certain and not undated_end else Class.POSSIBLE
    if not entry.touches(view.start, view.end):
        return Class.NONE
    if _is_ended(treaty, view):
        return Class.ENDED
    if not entry.within(view.start, view.end):
        return Class.POSSIBLE
    if _state_ended(treaty, view):
        return Class.STATE_ENDED
    return Class.POSSIBLE if _may_have_ended(treaty, view) else Class.IN_FORCE


def _state_ended(treaty: Treaty, view: View) -> bool:
    """Whether a party is no more, in a view that shows former states as such."""
    end = succession.end_of(treaty) if view.former == "own" else None
    return end is not None and end <= view.end


def _is_ended(treaty: Treaty, view: View) -> bool:
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
    key: Class
    treaties: tuple[Treaty, ...]  # in order of signature
    number: int = 0  # of the instruments inside the headline number

    @property
    def first_signed(self) -> PartialDate | None:
        """The earliest signature: it decides the year a country is coloured by."""
        first = self.treaties[0].signed
        if first is None:
            return None
        signed = (t.signed or first for t in self.treaties)
        same = takewhile(lambda day: day.latest == first.latest, signed)
        return min(same, key=lambda day: day.text)


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
    one_source: int = 0  # of the confirmed: those that one source alone states
    apart: int = 0  # instruments of former states that the view leaves out


@dataclass(frozen=True)
class State:
    """What a view shows."""

    view: View
    standings: dict[str, Standing] = field(default_factory=dict)
    counts: Counts = Counts(0, 0, 0, 0, 0, 0, 0, 0)
    undated: tuple[Treaty, ...] = ()
    treaties: tuple[Treaty, ...] = ()  # each once, in order of signature
    unread: frozenset[str] = frozenset()  # named only in rows that could not be read
    coverage: Coverage = ALL
    former: tuple[str, ...] = ()  # the former states of the table
    borders: territory.Borders = territory.TODAY

    def key(self, code: str) -> Class:
        """The class of a country; the focal country has its own."""
        if code and code == self.view.focus:
            return Class.FOCUS
        standing = self.standings.get(code)
        if standing:
            return standing.key
        if code in self.unread:
            return Class.UNREAD
        view = self.view
        if self.coverage.leaves_out(code, view.focus, view.start, view.end):
            return Class.NOT_COVERED
        is_a_state = state_system.has_begun(code, view.end)
        return Class.NONE if is_a_state else Class.NOT_A_STATE

    @cached_property
    def owners(self) -> frozenset[str]:
        """The countries that some area is of on the last day of the view."""
        return territory.owners(self.view, self.borders.drawn)

    @property
    def present(self) -> frozenset[Class]:
        """The classes that a country has, beside the focal one and none."""
        view, keys = self.view, {s.key for s in self.standings.values()}
        if self.unread:
            keys.add(Class.UNREAD)
        if self.coverage.is_partial(view.focus, view.start, view.end):
            keys.add(Class.NOT_COVERED)
        if any(self.key(code) is Class.NOT_A_STATE for code in self.owners):
            keys.add(Class.NOT_A_STATE)
        return frozenset(keys)

    def codes(self, *keys: Class) -> frozenset[str]:
        """The countries in any of these classes."""
        return frozenset(c for c, s in self.standings.items() if s.key in keys)

    @property
    def busiest(self) -> list[Standing]:
        """The countries with a counted instrument, those with the most first."""
        counted = (s for s in self.standings.values() if s.number)
        return sorted(counted, key=lambda s: (-s.number, s.code))

    @property
    def counted_codes(self) -> frozenset[str]:
        """The countries inside the headline number."""
        return self.codes(*COUNTED[self.view.basis])


def state(treaties: Iterable[Treaty], view: View) -> State:
    """Apply the law to a table.

    Treaties between two other states than the focal country are passed over; without a
    focal country a treaty colours both its parties and is counted once. A treaty with
    neither date is *undated*: listed, never placed at the start of the slider.
    """
    table = GroupedTreaties(treaties)
    if len(table) < _MANY:
        return _state(table, view)
    # Another thread may let go of a view at any moment: the table may be shared.
    kept = table.memo.get(view)
    if kept is None:
        for old in list(table.memo)[: -_KEPT + 1]:
            table.memo.pop(old, None)
        kept = table.memo[view] = _state(table, view)
    return kept


_MANY, _KEPT = 2000, 8  # treaties of a large table; views kept of it


def _state(table: GroupedTreaties, view: View) -> State:
    groups = _groups(table, view)
    classes = COUNTED[view.basis]
    laws = [
        (classify(p, view), _is_undated(p), p.in_force is None, is_confirmed(p, view))
        for p in groups.profiles
    ]
    visible: list[Treaty] = []
    by_country: dict[str, list[Treaty]] = {}
    keys: dict[str, set[Class]] = {}
    numbers: dict[str, int] = {}
    instruments: dict[Class, int] = dict.fromkeys(Class, 0)
    in_force_codes: set[str] = set()
    several: set[str] = set()  # confirmed by a treaty that not one source alone states
    undated, unverified = [], 0
    entries = groups.entries(view.focus, view.former)
    for profile, partners, treaty in in_turns(entries):
        key, no_date, no_entry, in_force = laws[profile]
        if no_date:
            undated.append(treaty)
        if key is Class.NONE:
            continue
        visible.append(treaty)
        instruments[key] += 1
        unverified += no_entry
        for code in partners:
            by_country.setdefault(code, []).append(treaty)
            keys.setdefault(code, set()).add(key)
            numbers[code] = numbers.get(code, 0) + (key in classes)
        if in_force:
            in_force_codes.update(partners)
            if not several.issuperset(partners) and not treaty.one_source:
                several.update(partners)
    rank = PRECEDENCE[view.basis].index
    standings = {
        code: Standing(code, min(keys[code], key=rank), tuple(rows), numbers[code])
        for code, rows in by_country.items()
    }
    countries = Counter(s.key for s in standings.values())
    return State(
        view,
        dict(sorted(standings.items(), key=_by_date_then_code)),
        Counts(
            countries=sum(countries[k] for k in classes),
            instruments=sum(instruments[k] for k in classes),
            possible=countries[Class.POSSIBLE],
            confirmed=len(in_force_codes),
            not_confirmed=countries[Class.NOT_CONFIRMED],
            not_yet=countries[Class.NOT_YET],
            ended=countries[Class.ENDED],
            unverified=unverified,
            one_source=len(in_force_codes - several),
            apart=_apart(groups, view),
        ),
        tuple(undated),
        tuple(visible),
        table.unread(view.focus),
        table.reading.coverage,
        table.former,
        table.borders,
    )


def _groups(table: GroupedTreaties, view: View) -> Groups:
    """The treaties by their years; by their days where the view cuts a year."""
    whole = (view.start.month, view.start.day) == (1, 1) and not view.ends_on_a_day
    return table.groups(by_day=not whole)


def _apart(groups: Groups, view: View) -> int:
    """Instruments of former states that ``own`` would show and the view does not."""
    if view.former == "own":
        return 0
    return sum(
        1
        for _, _, treaty in in_turns(groups.entries(view.focus))
        if succession.has_former_party(treaty)
        and not succession.partners(treaty, view.focus, view.former)
        and classify(treaty, view) is not Class.NONE
    )


def _is_undated(treaty: Treaty) -> bool:
    return treaty.signed is None and treaty.in_force is None


def _by_date_then_code(item: tuple[str, Standing]) -> tuple[str, str]:
    return (signing_order(item[1].treaties[0])[0], item[0])


def is_confirmed(treaty: Treaty, view: View) -> bool:
    """Whether a source dates its entry into force, and it has not ended by then."""
    return (
        treaty.in_force is not None
        and treaty.in_force.latest <= view.end
        and not _is_ended(treaty, view)
        and not _may_have_ended(treaty, view)
        and not _state_ended(treaty, view)
    )


@dataclass(frozen=True)
class Changes:
    """What differs between two states, in the order of the later one."""

    entered: tuple[str, ...]
    left: tuple[str, ...]
    moved: tuple[tuple[str, Class, Class], ...]


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

"""Two registers of treaties: which rows are one treaty, and where they disagree.

Rows are paired by dyad, date and subject. Two rows that could be one treaty, where
neither date nor title decides, are called ambiguous and are never paired by guess: a
wrong pair would invent a contradiction between two sources.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.model import countries
from geo.model.dates import PartialDate
from geo.model.languages import LANGUAGES
from geo.model.treaties import Treaty
from geo.model.treaty_fields import DATES

#: From this share of common words on two titles speak of one subject; below the other
#: of two. Between them the titles do not decide.
SAME, OTHER = 0.6, 0.25
#: Rows of one subject whose dates lie further apart are two treaties, not a difference:
#: a treaty and the one that replaces it have the same title.
_DAYS = 3 * 366

_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 6  # letters: enough to tell words, few enough for their endings


@dataclass(frozen=True)
class Difference:
    """A date on which two rows of one treaty disagree."""

    field: str
    left: PartialDate
    right: PartialDate


@dataclass(frozen=True)
class Pair:
    """One treaty in both registers."""

    left: Treaty
    right: Treaty

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The dates that cannot both hold; a month against a day in it can."""
        differences_of_pair = []
        for field in DATES:
            one, other = getattr(self.left, field), getattr(self.right, field)
            if one and other and _apart(one, other):
                differences_of_pair.append(Difference(field, one, other))
        return tuple(differences_of_pair)

    @property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """Field and side (``left``, ``right``) of the dates that only one row has."""
        sides = {True: "left", False: "right"}
        return tuple(
            (field, sides[getattr(self.left, field) is None])
            for field in DATES
            if (getattr(self.left, field) is None)
            != (getattr(self.right, field) is None)
        )


#: Rows of the left register and of the right one that may be one treaty.
Group = tuple[tuple[Treaty, ...], tuple[Treaty, ...]]


@dataclass(frozen=True)
class Comparison:
    """What two registers have in common, and what only one has.

    ``ambiguous`` are rows of one dyad that may be one treaty and may be several: those
    of the left register, those of the right.
    """

    pairs: tuple[Pair, ...]
    left: tuple[Treaty, ...]
    right: tuple[Treaty, ...]
    ambiguous: tuple[Group, ...]

    @property
    def differing(self) -> tuple[Pair, ...]:
        """The pairs that disagree on a date."""
        return tuple(pair for pair in self.pairs if pair.differences)


def compare(left: Iterable[Treaty], right: Iterable[Treaty]) -> Comparison:
    """Pair the rows of two registers, in the order of the left one."""
    left, right = tuple(left), tuple(right)
    subjects = _Subjects((*left, *right))
    theirs = defaultdict(list)
    for treaty in right:
        theirs[_dyad(treaty)].append(treaty)
    ours = defaultdict(list)
    for treaty in left:
        ours[_dyad(treaty)].append(treaty)
    pairs: list[Pair] = []
    alone: list[Comparison] = []
    ambiguous: list[Group] = []
    for dyad, mine in ours.items():
        comparison = _of_dyad(mine, theirs.pop(dyad, []), subjects)
        pairs += comparison.pairs
        alone.append(comparison)
        ambiguous += comparison.ambiguous
    rest = [t for treaties in theirs.values() for t in treaties]
    return Comparison(
        tuple(pairs),
        tuple(t for each in alone for t in each.left),
        (*(t for each in alone for t in each.right), *rest),
        tuple(ambiguous),
    )


def _dyad(treaty: Treaty) -> frozenset[str]:
    return frozenset((treaty.party_a, treaty.party_b))


def _of_dyad(
    left: Sequence[Treaty], right: Sequence[Treaty], subjects: _Subjects
) -> Comparison:
    """The rows of one dyad: the surest pairs first, each row in one pair at most."""
    mine, theirs = list(left), list(right)
    pairs = []
    rules = [_equal, _dated_and_titled, _dated, _titled]
    if len(left) == len(right) == 1:
        rules.append(_only)
    for sure in rules:
        fits = [(a, b) for a in mine for b in theirs if sure(a, b, subjects)]
        for a, b in fits:
            # Only where neither fits another row as well.
            alone = sum(a is x for x, _ in fits) == sum(b is y for _, y in fits) == 1
            if alone:
                pairs.append(Pair(a, b))
                mine.remove(a)
                theirs.remove(b)
    doubtful = [(a, b) for a in mine for b in theirs if _may_be(a, b, subjects)]
    groups = _groups(doubtful)
    in_groups = {id(t) for group in groups for side in group for t in side}
    return Comparison(
        tuple(pairs),
        tuple(t for t in mine if id(t) not in in_groups),
        tuple(t for t in theirs if id(t) not in in_groups),
        groups,
    )


def _groups(
    doubtful: list[tuple[Treaty, Treaty]],
) -> tuple[Group, ...]:
    """Rows that may be one treaty, each with all it may be the same as."""
    groups: list[tuple[list[Treaty], list[Treaty]]] = []
    for a, b in doubtful:
        touched = [g for g in groups if _among(a, g[0]) or _among(b, g[1])]
        merged: tuple[list[Treaty], list[Treaty]] = ([], [])
        for group in touched:
            groups.remove(group)
            for side, more in zip(merged, group, strict=True):
                side += more
        for side, treaty in zip(merged, (a, b), strict=True):
            if not _among(treaty, side):
                side.append(treaty)
        groups.append(merged)
    return tuple((tuple(a), tuple(b)) for a, b in groups)


def _among(treaty: Treaty, treaties: Iterable[Treaty]) -> bool:
    return any(treaty is each for each in treaties)


# --- what makes two rows one treaty ---


def _equal(a: Treaty, b: Treaty, subjects: _Subjects) -> bool:
    """The same first date, word for word the same title."""
    shared = _shared(a, b)
    same_day = bool(shared) and shared[0][0].text == shared[0][1].text
    return same_day and subjects.alike(a, b) == 1


def _dated_and_titled(a: Treaty, b: Treaty, subjects: _Subjects) -> bool:
    """Their dates may be one day, and their titles speak of one subject."""
    alike = subjects.alike(a, b)
    return _meet(a, b) is True and alike is not None and alike >= SAME


def _dated(a: Treaty, b: Treaty, subjects: _Subjects) -> bool:
    """Signed on one day or in one month; the titles do not speak against it."""
    if a.signed is None or b.signed is None or _apart(a.signed, b.signed):
        return False
    alike = subjects.alike(a, b)
    precise = "year" not in (a.signed.precision, b.signed.precision)
    return precise and (alike is None or alike >= OTHER)


def _titled(a: Treaty, b: Treaty, subjects: _Subjects) -> bool:
    """Titles of one subject, and dates that differ by a few years at most."""
    alike = subjects.alike(a, b)
    if alike is None or alike < SAME:
        return False
    return _meet(a, b) is not None and _days(a, b) <= _DAYS


def _only(a: Treaty, b: Treaty, subjects: _Subjects) -> bool:
    """The only rows of their dyad: dates that may be one day are enough.

    They cannot disagree on that date, so that a wrong pair contradicts nobody.
    """
    alike = subjects.alike(a, b)
    return _meet(a, b) is True and (alike is None or alike >= OTHER)


def _may_be(a: Treaty, b: Treaty, subjects: _Subjects) -> bool:
    """Nothing decides: no title that speaks against it, and dates that are near."""
    alike = subjects.alike(a, b)
    if alike is not None and alike < OTHER:
        return _meet(a, b) is True and _days(a, b) == 0
    return _meet(a, b) is None or _days(a, b) <= _DAYS


def _meet(a: Treaty, b: Treaty) -> bool | None:
    """Whether a date of both rows may be one day; ``None``: they share no date."""
    shared = _shared(a, b)
    return None if not shared else not _apart(*shared[0])


def _days(a: Treaty, b: Treaty) -> int:
    """Days between the nearest ends of the first date that both rows have."""
    shared = _shared(a, b)
    if not shared or not _apart(*shared[0]):
        return 0
    one, other = shared[0]
    return max((one.earliest - other.latest).days, (other.earliest - one.latest).days)


def _shared(a: Treaty, b: Treaty) -> list[tuple[PartialDate, PartialDate]]:
    dates = ((getattr(a, field), getattr(b, field)) for field in DATES)
    return [(one, other) for one, other in dates if one and other]


def _apart(one: PartialDate, other: PartialDate) -> bool:
    return one.latest < other.earliest or other.latest < one.earliest


class _Subjects:
    """What titles speak of: their words, the rare ones weighing more.

    "Agreement between the Government of ..." is in most titles of a register and tells
    nothing; the names of the parties are in every title of a dyad.
    """

    def __init__(self, treaties: Sequence[Treaty]) -> None:
        self._words = {id(t): _words(t) for t in treaties}
        self._count = Counter(
            word
            for languages in self._words.values()
            for word in set().union(*languages.values())
        )
        self._all = len(treaties)
        self._known: dict[tuple[int, int], float | None] = {}

    def alike(self, a: Treaty, b: Treaty) -> float | None:
        """The share of common words, 0 to 1; ``None``: no language has both titles."""
        key = id(a), id(b)
        if key not in self._known:
            mine, theirs = self._words[key[0]], self._words[key[1]]
            both = mine.keys() & theirs.keys()
            shares = [self._share(mine[lang], theirs[lang]) for lang in both]
            self._known[key] = max(shares, default=None)
        return self._known[key]

    def _share(self, one: frozenset[str], other: frozenset[str]) -> float:
        least = min(self._weight(one), self._weight(other))
        return self._weight(one & other) / least if least else 0.0

    def _weight(self, words: frozenset[str]) -> float:
        return sum(math.log(1 + self._all / self._count[word]) for word in words)


def _words(treaty: Treaty) -> dict[str, frozenset[str]]:
    """Language -> the stems of a title in it, without the names of the parties."""
    named = {
        stem
        for code in (treaty.party_a, treaty.party_b)
        for lang in LANGUAGES
        for stem in _stems(countries.name(code, lang))
    }
    titles = {lang: getattr(treaty, f"title_{lang}", "") for lang in LANGUAGES}
    titles["original"] = treaty.title_original
    stems = {lang: frozenset(_stems(title)) - named for lang, title in titles.items()}
    return {lang: words for lang, words in stems.items() if words}


def _stems(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return [word[:_STEM] for word in _WORD.findall(plain)]

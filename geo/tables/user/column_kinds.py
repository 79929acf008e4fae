"""What each column of a table holds, judged by all the cells of it that were seen.

One cell says little: ``NA`` is Namibia or nothing, ``260`` is Germany, a French
territory, or a volume. So a column is read as a whole: how many of its different values
are names of parties, codes of one list, dates, yes or no, or two parties together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from geo.model import country_codes
from geo.model.cell_words import is_blank, status_of, yes_no
from geo.model.country_names import Reader
from geo.tables.user import dates as user_dates
from geo.tables.user import two_parties
from geo.tables.user.dates import Order

#: Different values of a column that are looked at, the commonest first.
MOST_VALUES = 150

#: Of these, how many are looked at for two parties in one cell; and how many before
#: the search is given up.
_LISTS, _FEW = 80, 25

_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d+)?", re.ASCII)
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d(?:\.0)?", re.ASCII)
_DIVIDED = re.compile(r"[/|;\n]|\s[-–—]\s")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


@dataclass(frozen=True)
class Kind:
    """Shares of the filled cells of a column, each 0 to 1."""

    filled: int = 0  # cells with anything in them
    seen: int = 0  # rows seen
    distinct: int = 0
    names: float = 0.0  # names of parties: countries, former states, organisations
    scheme: str = ""  # the code list the column is written in, where one is settled
    codes: float = 0.0  # codes of that list
    undecided: tuple[str, ...] = ()  # the lists it may be written in, if several
    pairs: float = 0.0  # two parties in one cell
    many: float = 0.0  # three or more parties in one cell
    dates: float = 0.0
    years: float = 0.0  # bare years, part of the dates
    yes_no: float = 0.0
    forms: float = 0.0  # the words bilateral and multilateral
    statuses: float = 0.0
    numbers: float = 0.0
    addresses: float = 0.0
    longest: int = 0  # characters of the longest usual cell
    commonest: float = 0.0  # share of the commonest value

    @property
    def party(self) -> float:
        """How much of the column is one party a cell."""
        return 0.0 if self.yes_no > 0.8 else max(self.names, self.codes)

    @property
    def repeats(self) -> float:
        """How often a value stands in the column on average."""
        return self.filled / self.distinct if self.distinct else 0.0


@dataclass
class ColumnReaders:
    """The readers that a judgement of columns shares, and what each text was."""

    parties: Reader = field(default_factory=lambda: Reader(hints=0))
    order: Order = field(default_factory=Order)
    _names: dict[str, bool] = field(default_factory=dict)

    def is_name(self, text: str) -> bool:
        """Whether a text is a party's name; a short word in capitals is a code."""
        if text not in self._names:
            self._names[text] = self._names_a_party(text.strip())
        return self._names[text]

    def _names_a_party(self, text: str) -> bool:
        if len(text) < 2 or text.isdecimal() or len(text) > 90:
            return False
        short = len(text) < 4 and text.isascii() and text not in ABBREVIATIONS
        if short and (not text.isupper() or is_code(text)):
            return False
        party = self.parties.read_name(text)
        if party.rule == "ambiguous-country" and _DIVIDED.search(text):
            return False  # two names that are not the same country
        return bool(party.code) or party.rule in NAMED

    def is_date(self, text: str) -> bool:
        return user_dates.read(text, self.order).date is not None


#: Codes of ISO 3166-1 that people write as names, among names.
ABBREVIATIONS = frozenset({"UK", "US", "USA"})


def is_code(text: str) -> bool:
    """Whether a text is a code of ISO 3166-1 in letters."""
    return any(country_codes.decode(s, text) is not None for s in ("iso2", "iso3"))


_BILATERAL = (
    "bilat",
    "двусторон",
    "双边",
    "雙邊",
    "二国間",
    "양자",
    "ثنائي",
    "zweiseitig",
)
_MULTILATERAL = (
    *("multilat", "plurilat", "regional", "многосторон", "多边", "多邊", "多国間"),
    *("다자", "متعدد", "mehrseitig"),
)


def is_bilateral(text: str) -> bool | None:
    """Whether a word says bilateral or multilateral; ``None`` where it is neither."""
    plain = text.strip().casefold()
    if plain.startswith(_BILATERAL):
        return True
    return False if plain.startswith(_MULTILATERAL) else None


#: Rules of a text that names a party and is still no country of today.
NAMED = frozenset({"former-state", "organisation", "ambiguous-country"})


def judge(
    header: str, cells: Sequence[str], readers: ColumnReaders, codes: str = ""
) -> Kind:
    """What a column holds.

    The code list it is written in may be named by ``header``, or by the reader of the
    table: ``codes``.
    """
    counts = Counter(cells)
    blanks = [text for text in counts if is_blank(text)]
    for text in blanks:
        del counts[text]
    if any(text != text.strip() for text in counts):
        plain: Counter[str] = Counter()
        for text, number in counts.items():
            plain[text.strip()] += number
        counts = plain
    if not counts:
        return Kind(seen=len(cells))
    common = counts.most_common(MOST_VALUES)
    total = sum(number for _, number in common)

    def share(test: Callable[[str], object]) -> float:
        return sum(n for text, n in common if test(text)) / total

    short = [len(text) for text, _ in common]
    names = share(readers.is_name)
    scheme, codes_share, alternatives = _scheme(header, dict(common), codes)
    pairs, many = 0.0, 0.0
    if max(names, codes_share) < 0.9 and max(short) > 4:
        pairs, many = _lists(common[:_LISTS], readers)
    return Kind(
        filled=counts.total(),
        seen=len(cells),
        distinct=len(counts),
        names=names,
        scheme=scheme,
        codes=codes_share,
        undecided=alternatives,
        pairs=pairs,
        many=many,
        dates=share(readers.is_date),
        years=share(_YEAR.fullmatch),
        forms=share(lambda text: is_bilateral(text) is not None),
        yes_no=share(lambda text: yes_no(text) is not None),
        statuses=share(lambda text: status_of(text) is not None),
        numbers=share(_NUMBER.fullmatch),
        addresses=share(_ADDRESS.fullmatch),
        longest=sorted(short)[int(0.95 * (len(short) - 1))],
        commonest=common[0][1] / total,
    )


def _lists(
    common: Sequence[tuple[str, int]], readers: ColumnReaders
) -> tuple[float, float]:
    """The shares of cells that name two parties, and more."""
    total = sum(number for _, number in common)
    pairs = many = 0
    for place, (text, number) in enumerate(common):
        if place == _FEW and not pairs and not many:
            break
        parties = len(two_parties.split(text, readers.is_name))
        pairs += number * (parties == 2)
        many += number * (parties > 2)
    return pairs / total, many / total


def _scheme(
    header: str, counts: dict[str, int], codes: str
) -> tuple[str, float, tuple[str, ...]]:
    """The code list of a column, the share it explains; the lists it may be of."""
    short = sum(len(text) < 8 for text in counts)
    if short < 0.5 * len(counts):
        return "", 0.0, ()  # names or running text
    texts = list(counts)
    fits = [f for f in country_codes.schemes_of(texts) if f.distinct >= 0.6]
    if not codes and not country_codes.scheme_of_header(header) and len(counts) < 4:
        # A few short words are no list, and a few numbers fit any.
        fits = [f for f in fits if f.scheme == "iso3"]
    if not fits:
        return "", 0.0, ()
    if any(fit.scheme == codes for fit in fits):
        scheme: str | None = codes
    else:
        scheme = country_codes.settle(list(counts), header)
    if scheme:
        numbers = [n for t, n in counts.items() if country_codes.decode(scheme, t)]
        evidence = codes or country_codes.scheme_of_header(header)
        if scheme == "iso2" and not evidence and len(numbers) < 0.95 * len(counts):
            return "", 0.0, ()  # the states of a federation have two letters too
        return scheme, sum(numbers) / sum(counts.values()), ()
    return "", 0.0, tuple(f.scheme for f in fits[:4])

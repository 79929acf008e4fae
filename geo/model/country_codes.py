"""The code lists of this field: which one a column is written in, and what a code says.

ISO 3166-1 (two letters, three letters, number), Correlates of War (number and
abbreviation), Gleditsch-Ward (number), IOC and World Bank. The same number means
different states in different lists (260 is Germany for Correlates of War and a French
territory for ISO), so a list is recognised by a whole column, never by one cell.
``data/codes.csv`` holds the lists that pycountry does not, with their periods.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import pycountry

from geo.model import countries, former_states
from geo.model.cell_words import is_blank
from geo.model.data_rows import data_rows
from geo.model.dates import PartialDate
from geo.model.former_states import Former
from geo.storage import DATA

CODES = DATA / "codes.csv"

#: What a list is called where it is named to a reader.
TITLES = {
    "iso3": "ISO 3166-1 alpha-3",
    "iso2": "ISO 3166-1 alpha-2",
    "iso_numeric": "ISO 3166-1 numbers (UN M49)",
    "cow": "Correlates of War numbers, 2016 list",
    "cow_abbrev": "Correlates of War abbreviations, 2016 list",
    "gw": "Gleditsch-Ward numbers, 2017 list",
    "gw_abbrev": "Gleditsch-Ward abbreviations, 2017 list",
    "ioc": "IOC codes",
    "world_bank": "World Bank codes",
}

#: In this order where two lists explain a column equally well and agree on it.
SCHEMES = tuple(TITLES)

#: A list is a candidate from this share of the different codes of a column.
ENOUGH = 0.8

_SHAPES = {
    "iso2": re.compile(r"[A-Z]{2}"),
    "iso_numeric": re.compile(r"\d{1,3}", re.ASCII),
    "cow": re.compile(r"\d{1,3}", re.ASCII),
    "gw": re.compile(r"\d{1,3}", re.ASCII),
}
_LETTERS = re.compile(r"[A-Z]{3}")
_WHOLE = re.compile(r"(\d{1,4})\.0+", re.ASCII)

#: The code is the state's, and the state had another standing until a year: asked for
#: an earlier one, a list's number means the former state. (list, party) -> (from,
#: until, title in :mod:`geo.model.former_states`), both years included.
_EARLIER = {
    ("*", "RUS"): ((1923, 1991, "USSR"), (0, 1916, "Russian Empire")),
    ("*", "DEU"): ((0, 1870, "Prussia"),),
    ("*", "TUR"): ((0, 1922, "Ottoman Empire"),),
    ("gw", "YEM"): ((1918, 1989, "Yemen Arab Republic"),),
    ("*", "VNM"): ((1954, 1975, "Democratic Republic of Viet Nam"),),
}
#: Correlates of War keeps the number of Yugoslavia for what it became.
_LATER = {"YUG": ((1993, 2005, "Serbia and Montenegro"), (2006, 9999, "SRB"))}


@dataclass(frozen=True)
class Fit:
    """How well one list explains a column.

    ``share`` is the part of the cells that are codes of the list (0 to 1), ``distinct``
    the part of the different codes.
    """

    scheme: str
    share: float
    distinct: float

    @property
    def title(self) -> str:
        return TITLES[self.scheme]


def schemes_of(values: Iterable[str]) -> list[Fit]:
    """The lists that explain at least one cell, the best first; blanks do not count."""
    cells = Counter(text for v in values if not is_blank(text := _clean(v)))
    total = sum(cells.values())
    fits = []
    for scheme in SCHEMES:
        codes = [text for text in cells if decode(scheme, text) is not None]
        if codes:
            share = sum(cells[text] for text in codes) / total
            fits.append(Fit(scheme, share, len(codes) / len(cells)))
    return sorted(fits, key=lambda f: (-f.distinct, -f.share, SCHEMES.index(f.scheme)))


def settle(values: Sequence[str], header: str = "") -> str | None:
    """The list a column is written in; ``None`` where that cannot be decided.

    A header that names a list decides where the list explains enough. Otherwise a list
    is taken only if no other that explains the column nearly as well reads any of its
    codes as another state.
    """
    fits = [fit for fit in schemes_of(values) if fit.distinct >= ENOUGH]
    if not fits:
        return None
    for scheme in scheme_of_header(header):
        if any(fit.scheme == scheme for fit in fits):
            return scheme
    best = fits[0]
    codes = {text for v in values if not is_blank(text := _clean(v))}
    for rival in fits[1:]:
        near = rival.distinct >= best.distinct - 0.05
        if near and any(_differ(best.scheme, rival.scheme, code) for code in codes):
            return None
    return best.scheme


def _differ(one: str, other: str, code: str) -> bool:
    first, second = decode(one, code), decode(other, code)
    return first is not None and second is not None and first != second


_HEADERS = (
    (re.compile(r"gw_?no|gw_?code|gwn|gleditsch"), ("gw", "gw_abbrev")),
    (re.compile(r"state_?abb|cow_?abb|cowc\b|cow_?char"), ("cow_abbrev",)),
    (re.compile(r"(?<![a-z])c?ccode|cow|correlates"), ("cow", "cow_abbrev")),
    (re.compile(r"ioc"), ("ioc",)),
    (re.compile(r"world_?bank|(?<![a-z])wb"), ("world_bank",)),
    (re.compile(r"m49|iso_?n|iso.*num|numeric"), ("iso_numeric",)),
    (re.compile(r"iso_?2|iso2c|alpha_?2"), ("iso2",)),
    (re.compile(r"iso_?3|iso3c|alpha_?3"), ("iso3",)),
    (re.compile(r"iso"), ("iso3", "iso2", "iso_numeric")),
)


#: How the names of the lists begin in which a number means another state by the year.
BY_YEAR = ("cow", "gw")


@cache
def years_of_members(scheme: str) -> tuple[tuple[str, int, int], ...]:
    """The countries of a list with periods: code, first and last year in the list.

    A former state of the list that one country alone followed is that country's earlier
    time: Yemen is in the list from 1926 as the Yemen Arab Republic.
    """
    members = []
    for row in periods(scheme):
        party = _party(row)
        heirs = (party,) if isinstance(party, str) else party.successors
        since, until = int(row["since"][:4]), int(row["until"][:4] or 9999)
        if len(heirs) == 1 and countries.exists(heirs[0]):
            members.append((heirs[0], since, until))
        if isinstance(party, Former) and party.is_party:
            members.append((party.code, since, until))
    return tuple(sorted([*members, *_earlier_members(scheme)]))


def _earlier_members(scheme: str) -> Iterator[tuple[str, int, int]]:
    """The former states that a list has under the number of a state of today."""
    for (where, _), spans in _EARLIER.items():
        for since, until, title in spans:
            state = former_states.by_title()[title]
            if where in ("*", scheme) and state.is_party:
                yield state.code, since, until


def scheme_of_header(header: str) -> tuple[str, ...]:
    """The lists a header names: ``ccode1``, ``stateabb2``, ``gwno_a``, ``iso_o``."""
    plain = re.sub(r"[\W_]+", "_", header[:100].casefold())
    for pattern, schemes in _HEADERS:
        if pattern.search(plain):
            return schemes
    return ()


def decode(scheme: str, value: str, year: int | None = None) -> str | Former | None:
    """What a code says: a country, a former state; ``None``: it is no code of the list.

    Args:
        scheme: one of ``SCHEMES``.
        value: the cell. ``260.0`` is 260. ``NA`` is a blank in every list.
        year: the year it is said of. Left out, a number that a list gives both to a
            state of today and to the state before it is the state of today.

    Raises:
        KeyError: there is no such list.
    """
    text = _clean(value)
    party = _READERS[scheme](text)
    if party is None or year is None:
        return party
    if isinstance(party, str):
        for where in ("*", scheme):
            for since, until, title in _EARLIER.get((where, party), ()):
                if scheme.startswith(BY_YEAR) and since <= year <= until:
                    return _former(title)
        return party
    if party.title == "Yugoslavia" and scheme.startswith(BY_YEAR):
        for since, until, what in _LATER["YUG"]:
            if since <= year <= until:
                return what if len(what) == 3 else _former(what)
    return party


def _clean(value: str) -> str:
    text = value.strip()[:20]
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else text


def _iso2(text: str) -> str | None:
    if text == "NA" or not _SHAPES["iso2"].fullmatch(text):
        return None
    if text == "XK":
        return "XKX"
    country = pycountry.countries.get(alpha_2=text)
    return country.alpha_3 if country else _renamed_codes().get(text)


def _iso3(text: str) -> str | Former | None:
    if not _LETTERS.fullmatch(text):
        return None
    if countries.exists(text):
        return text
    return _renamed_codes().get(text) or _former_codes().get(text)


def _iso_numeric(text: str) -> str | Former | None:
    if not _SHAPES["iso_numeric"].fullmatch(text):
        return None
    country = pycountry.countries.get(numeric=text.zfill(3))
    return country.alpha_3 if country else _former_codes().get(text.zfill(3))


def m49(code: str) -> str:
    """The number of a country, or of a state that is no more, in ISO 3166-1 and the
    United Nations' M49; blank for one that has none."""
    country = pycountry.countries.get(alpha_3=code)
    country = country or pycountry.historic_countries.get(alpha_3=code)
    return getattr(country, "numeric", "")


def _reader_of_list(scheme: str) -> Callable[[str], str | Former | None]:
    def read(text: str) -> str | Former | None:
        shape = _SHAPES.get(scheme, _LETTERS)
        key = str(int(text)) if text.isdecimal() and text.isascii() else text
        return _table(scheme).get(key) if shape.fullmatch(text) else None

    return read


_READERS: dict[str, Callable[[str], str | Former | None]] = {
    "iso3": _iso3,
    "iso2": _iso2,
    "iso_numeric": _iso_numeric,
    # The World Bank uses ISO 3166-1, in older editions codes since withdrawn. Its few
    # codes of its own are not read: no list of them was found to rest on.
    "world_bank": _iso3,
    **{
        name: _reader_of_list(name)
        for name in ("cow", "cow_abbrev", "gw", "gw_abbrev", "ioc")
    },
}


def names() -> Iterator[tuple[str, str]]:
    """The names of states of today in the lists of the field, with their codes."""
    for row in _rows():
        if row["name"] and countries.exists(row["party"]) and not row["until"]:
            yield row["name"], row["party"]


def periods(scheme: str) -> Iterator[dict[str, str]]:
    """The rows of a list: ``code``, ``since`` and ``until`` (blank: to today), ..."""
    return (row for row in _rows() if row["scheme"] == scheme)


@cache
def _rows() -> tuple[dict[str, str], ...]:
    columns = "scheme", "code", "abbreviation", "since", "until", "party"
    return tuple(row for _, row in data_rows(CODES, columns))


@cache
def _table(scheme: str) -> dict[str, str | Former]:
    """Code -> the state of the last period that the list gives it for."""
    base, by = scheme.removesuffix("_abbrev"), "code"
    if base != scheme:
        by = "abbreviation"
    table: dict[str, str | Former] = {}
    for row in periods(base):
        table[row[by]] = _party(row)
    return table


def _party(row: dict[str, str]) -> str | Former:
    if row["party"] and countries.exists(row["party"]):
        return row["party"]
    if row["party"]:
        return _former_codes()[row["party"]]
    former = {name: s for s in former_states.gone() for name in s.names}
    if former_state := former.get(row["name"]):
        return former_state
    until = PartialDate.parse(row["until"][:4]) if row["until"] else None
    return Former("out of scope", "", row["name"], until=until)


@cache
def _renamed_codes() -> dict[str, str]:
    """Codes that ISO 3166-1 has taken back from a state that is the same today."""
    codes = (
        (name, code)
        for code, names in former_states.renamed().items()
        for name in names
    )
    return {name: code for name, code in codes if re.fullmatch(r"[A-Z]{2,3}", name)}


@cache
def _former_codes() -> dict[str, Former]:
    return {name: s for s in former_states.gone() for name in s.names}


def _former(title: str) -> Former:
    return former_states.by_title()[title]

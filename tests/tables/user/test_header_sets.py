"""Whole sets of headers, in ten languages and more, over cells that fit them."""

import re
from datetime import date

import pytest

from geo.storage import ROOT
from geo.tables.user import read

_SETS = ROOT / "tests" / "corpus" / "reading" / "headers.txt"
_NAMES = ("France Japan Peru Kenya Cuba Mali", "Chile India Egypt Canada Iraq Nepal")
_ISO = ("FRA JPN PER KEN CUB MLI", "CHL IND EGY CAN IRQ NPL")
_COW = ("FRN JPN PER KEN CUB MLI", "CHL IND EGY CAN IRQ NEP")
_NUMBERS = ("220 740 135 501 40 432", "155 750 651 20 645 790")
_DATES = {
    "s": "2001-02-03 2002-05-14 1999-12-20 2003-04-05 2004-06-07 2005-08-29",
    "f": "2003-02-03 - 2001-12-20 2004-04-05 2005-06-07 2006-08-29",
    "t": "- - 2015-01-01 2016-01-01 - -",
}
_CELLS = {
    "st": "in_force signed in_force terminated in_force in_force",
    "ti": "Trade1 Trade2 Trade3 Trade4 Trade5 Trade6",
    "pl": "Paris Tokyo Lima Nairobi Havana Bamako",
    "id": "1 2 3 4 5 6",
    "x.num": "11 12 13 14 15 16",
    "x.date": "2010-02-03 2011-02-03 2012-01-01 2012-01-02 2012-01-03 2012-01-04",
    "x.c": "Germany Austria Spain Chile Norway Germany",
    "x.url": " ".join(f"https://example.org/{n}" for n in range(6)),
    "x.topic": "trade tax visa air sea rail",
    "x.sgn": "Lavrov Kerry Smith Jones Brown Green",
    "x.yn": "Yes No Yes Yes No Yes",
    "x.iso": _ISO[0],
    "x.iso2nd": _ISO[1],
}
_FIELDS = {"a": "party_a", "b": "party_b", "s": "signed", "f": "in_force"}
_FIELDS |= {"t": "terminated", "st": "status", "ti": "title"}
_YEAR = re.compile("year|год|ann[ée]e|año|ano |jahr|anno|سنة|年份|연도", re.IGNORECASE)
_PARTS = {"y": 0, "m": 1, "d": 2}


def header_sets() -> list[str]:
    lines = _SETS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _cells(kind: str, header: str) -> list[str]:
    """Cells that fit a header: six rows."""
    plain = header.casefold()
    if kind in ("a", "b"):
        spelled = _NAMES
        if "ccode" in plain or "cowcode" in plain or "gwno" in plain:
            spelled = _NUMBERS
        elif "stateabb" in plain:
            spelled = _COW
        elif plain.startswith("iso"):
            spelled = _ISO
        return spelled["ab".index(kind)].split()
    name, _, part = kind.partition(".")
    if name in _DATES:
        dates = ["" if d == "-" else d for d in _DATES[name].split()]
        if part:
            return [d.split("-")[_PARTS[part]] if d else "" for d in dates]
        return [d[:4] for d in dates] if _YEAR.search(header) else dates
    return [cell.replace("_", " ") for cell in _CELLS[kind].split()]


@pytest.mark.parametrize("line", header_sets())
def test_the_fields_are_found_by_the_headers(line):
    columns = [each.split("=", 1) for each in line.split(": ", 1)[1].split("; ")]
    rows = zip(*(_cells(kind, header) for kind, header in columns), strict=True)
    lines = ["\t".join(header for _, header in columns), *map("\t".join, rows)]
    taken = read.read("\n".join(lines).encode(), "mine.csv", as_of=date(2026, 11, 26))
    wanted = {_FIELDS[k]: h for k, h in columns if k in _FIELDS}
    read_as = {**taken.mapping}
    read_as["title"] = read_as.get("title") or read_as.get("title_en")
    assert {name: read_as.get(name) for name in wanted} == wanted
    pairs = [(t.party_a, t.party_b) for t in taken.package.treaties]
    assert pairs == list(zip(*(side.split() for side in _ISO), strict=True))
    signed = [str(t.signed) for t in taken.package.treaties]
    whole = _DATES["s"].split()
    assert all(day.startswith(read) for day, read in zip(whole, signed, strict=True))
    if "s.d" in dict(columns):
        assert signed == whole
    assert not taken.doubts

"""The dyad-year panel: each two states, each year, and the bounds of what is known.

A year is its 31 December, as everywhere. ``signed`` and ``in_force`` are 0 or 1 where
the data decide, and missing where they do not; ``..._lo`` and ``..._hi`` are the least
and the greatest value that the data allow. A treaty whose entry into force no source
confirms is 0 to 1, not 0. Zero says that the data have no such treaty.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from itertools import chain, combinations, islice

from geo.model import countries
from geo.model.classes import Class
from geo.model.counting import classify
from geo.model.state_system import SCHEMES, members
from geo.model.treaties import UNSIGNED, Basis, Treaty
from geo.model.view import View
from geo.model.worded import Listed, Number, WordedError
from geo.presentation.scene import Scene

#: Column -> what it holds, as the codebook and Stata's labels say it.
COLUMNS = {
    "year": "Year; the state of 31 December",
    "iso3_a": "First state, ISO 3166-1 alpha-3",
    "iso3_b": "Second state, ISO 3166-1 alpha-3",
    "name_a": "Name of the first state",
    "name_b": "Name of the second state",
    "cow_a": "First state, Correlates of War number (2016 list)",
    "cow_b": "Second state, Correlates of War number (2016 list)",
    "gw_a": "First state, Gleditsch-Ward number (2017 list)",
    "gw_b": "Second state, Gleditsch-Ward number (2017 list)",
    "instruments": "Instruments signed by then with certainty, ended ones too",
    "signed": "A treaty is signed: 1, 0, missing where the data do not decide",
    "signed_lo": "Least value of signed that the data allow",
    "signed_hi": "Greatest value of signed that the data allow",
    "in_force": "A treaty is in force: 1, 0, missing where the data do not decide",
    "in_force_lo": "Least value of in_force that the data allow",
    "in_force_hi": "Greatest value of in_force that the data allow",
}
#: The columns that are text; the others are whole numbers, or missing.
TEXT = ("iso3_a", "iso3_b", "name_a", "name_b")
NUMBERS = tuple(name for name in COLUMNS if name not in TEXT)

Row = tuple[int | str | None, ...]
Dyad = frozenset[str]


#: Called after each year that was written.
Progress = Callable[[], object]


def _nobody() -> None:
    """Nobody waits for the panel."""


def rows(
    scene: Scene, directed: bool = False, progress: Progress = _nobody
) -> Iterator[Row]:
    """The panel of the years of a view, in the order of year and codes.

    With a focal country its dyads, it being the first state; without one, every two
    states. ``directed`` gives each dyad twice, once from either side. A state is there
    in the years in which Correlates of War or Gleditsch-Ward list it; a party that is
    in neither, in the years in which the data may have a treaty of its.
    """
    first, last = scene.view.years
    for year in range(first, last + 1):
        yield from _year(scene, year, directed)
        progress()


def least(scene: Scene, directed: bool = False) -> int:
    """How many rows a panel has at least: those of the states of each year's lists."""
    first, last = scene.view.years
    number = 0
    for year in range(first, last + 1):
        there = set().union(*(members(scheme, year) for scheme in SCHEMES))
        others = len(there - {scene.view.focus})
        number += others if scene.view.focus else math.comb(others, 2)
    return number * (2 if directed else 1)


def _year(scene: Scene, year: int, directed: bool) -> Iterator[Row]:
    view = scene.view
    numbers = [members(scheme, year) for scheme in SCHEMES]
    bounds = _bounds_by_dyad(scene, year)
    there = set().union(*numbers)
    pairs: Iterable[tuple[str, str]]
    if view.focus:
        outside = chain.from_iterable(bounds)
        pairs = ((view.focus, c) for c in sorted(there.union(outside) - {view.focus}))
    else:
        regular = combinations(sorted(there), 2)
        outside = (tuple(sorted(d)) for d in bounds if not d <= there)
        pairs = sorted(chain(regular, outside)) if bounds else regular
    for a, b in pairs:
        values = _values(bounds.get(frozenset((a, b)), _NOTHING))
        for one, two in ((a, b), (b, a)) if directed else ((a, b),):
            codes = [int(n[s]) if s in n else None for n in numbers for s in (one, two)]
            names = countries.name(one, view.lang), countries.name(two, view.lang)
            yield (year, one, two, *names, *codes, *values)


#: Of a dyad: instruments, least and greatest of signed, least and greatest of in force.
_Bounds = tuple[int, int, int, int, int]
_NOTHING: _Bounds = (0, 0, 0, 0, 0)


def _values(bounds: _Bounds) -> tuple[int | None, ...]:
    number, signed_lo, signed_hi, force_lo, force_hi = bounds
    signed = signed_lo if signed_lo == signed_hi else None
    in_force = force_lo if force_lo == force_hi else None
    return (number, signed, signed_lo, signed_hi, in_force, force_lo, force_hi)


def _bounds_by_dyad(scene: Scene, year: int) -> dict[Dyad, _Bounds]:
    """What the data say of each dyad that they name, at the end of a year."""
    package, view = scene.package, scene.view
    by_dyad: dict[Dyad, _Bounds] = {}
    end = date(year, 12, 31)
    groups = package.treaties.groups(by_day=False)
    bounds = [bounds_of(profile, end) for profile in groups.profiles]
    for profile, _, treaty in groups.entries(view.focus, view.former):
        new = bounds[profile]
        if new == _NOTHING:
            continue
        dyad = frozenset((treaty.party_a, treaty.party_b))
        old = by_dyad.get(dyad, _NOTHING)
        by_dyad[dyad] = (old[0] + new[0], *map(max, old[1:], new[1:]))  # type: ignore[assignment]
    if view.focus:
        # A row that could not be read may be a treaty of any year.
        for code in package.reading.unread(view.focus):
            dyad = frozenset((view.focus, code))
            old = by_dyad.get(dyad, _NOTHING)
            by_dyad[dyad] = (old[0], old[1], 1, old[3], 1)
    return by_dyad


def bounds_of(treaty: Treaty, end: date) -> _Bounds:
    """What one treaty says of its dyad on a day: certainly, possibly, or not at all."""
    if treaty.status in UNSIGNED:
        return _NOTHING
    return (*_signature_bounds(treaty, end), *_in_force(treaty, end))


def _signature_bounds(treaty: Treaty, end: date) -> tuple[int, int, int]:
    if treaty.signed is None:
        # Signed on an unknown day; certainly before it entered into force.
        certain = int(treaty.in_force is not None and treaty.in_force.latest <= end)
        return certain, certain, 1
    certain = int(treaty.signed.latest <= end)
    return certain, certain, int(treaty.signed.earliest <= end)


def _in_force(treaty: Treaty, end: date) -> tuple[int, int]:
    key = classify(treaty, View(date.min, end, Basis.IN_FORCE))
    if key is Class.IN_FORCE:
        return 1, 1
    has_no_date = treaty.signed is None and treaty.in_force is None
    if has_no_date and not (treaty.terminated and treaty.terminated.latest <= end):
        return 0, 1
    return 0, int(key in (Class.POSSIBLE, Class.NOT_CONFIRMED))


# --- as files ---

#: Rows written at a time: the memory a panel takes does not grow with its years.
_BATCH = 50_000
#: Stata's file is made of the whole table in memory: some 150 bytes a row.
STATA_ROWS = 1_000_000


class TooLarge(WordedError):
    """A panel has more rows than a Stata file is made of."""


def _batches(panel: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(panel, _BATCH)):
        yield batch


def as_csv(
    scene: Scene, directed: bool = False, progress: Progress = _nobody
) -> Iterator[bytes]:
    """CSV in UTF-8, part by part; a missing value is a blank cell."""
    yield (",".join(COLUMNS) + "\n").encode()
    for part in _batches(rows(scene, directed, progress)):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(part)
        yield out.getvalue().encode()


def as_parquet(
    scene: Scene, directed: bool = False, progress: Progress = _nobody
) -> bytes:
    """Parquet with a row group for each batch, the descriptions in its schema."""
    import pyarrow as pa
    from pyarrow import parquet

    schema = pa.schema(
        pa.field(
            name,
            pa.string() if name in TEXT else pa.int32(),
            metadata={"description": says},
        )
        for name, says in COLUMNS.items()
    )
    out = io.BytesIO()
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for part in _batches(rows(scene, directed, progress)):
            columns = zip(*part, strict=True)
            writer.write_table(pa.table(list(map(list, columns)), schema=schema))
    return out.getvalue()


def as_stata(
    scene: Scene, directed: bool = False, progress: Progress = _nobody
) -> bytes:
    """A Stata file (version 118) with labels for variables and values.

    Raises:
        TooLarge: it would have more than :data:`STATA_ROWS` rows.
    """
    import pandas as pd

    # Said before any work, and again where parties outside the lists make it larger.
    too_many = least(scene, directed) > STATA_ROWS
    buffer: list[Row] = []
    if not too_many:
        buffer += islice(rows(scene, directed, progress), STATA_ROWS + 1)
    if too_many or len(buffer) > STATA_ROWS:
        raise TooLarge(
            "export.refused.rows",
            most=Number(STATA_ROWS),
            names=Listed((".csv", ".parquet")),
        )
    frame = pd.DataFrame(buffer, columns=list(COLUMNS))
    # Stata's missing value needs a type of floating point in pandas.
    frame = frame.astype(dict.fromkeys(NUMBERS, "float64"))
    signed = {0: "no such treaty in the data", 1: "signed"}
    in_force = {0: "no such treaty in the data", 1: "in force"}
    labels = {n: signed for n in COLUMNS if n.startswith("signed")}
    labels |= {n: in_force for n in COLUMNS if n.startswith("in_force")}
    out = io.BytesIO()
    frame.to_stata(
        out,
        version=118,
        write_index=False,
        time_stamp=datetime.combine(scene.package.as_of, time()),
        data_label=f"Dyad-years, data of {scene.package.as_of}",
        variable_labels={name: says[:80] for name, says in COLUMNS.items()},
        value_labels=labels,
    )
    return out.getvalue()

"""The panel bounds what the data leave open, and invents no zero."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.export import panel
from geo.model.dates import PartialDate
from geo.model.reading import Reading
from geo.model.treaties import UNSIGNED
from geo.model.view import View
from geo.presentation.scene import Scene
from tests.conftest import treaty


def records(package, view, **options):
    rows = panel.rows(Scene(package, view), **options)
    return [dict(zip(panel.COLUMNS, row, strict=True)) for row in rows]


def test_a_confirmed_entry_into_force_is_one_from_its_year_on(package):
    view = View.of(package.span)
    by_year = {r["year"]: r for r in records(package, view) if r["iso3_b"] == "ZWE"}
    assert [by_year[2022][c] for c in ("signed", "in_force")] == [0, 0]
    assert [by_year[2023][c] for c in ("signed", "in_force")] == [1, 1]


def test_an_entry_into_force_that_no_source_confirms_is_missing_between_its_bounds(
    package,
):
    dyad = [r for r in records(package, View.of(package.span)) if r["iso3_b"] == "BRA"]
    values = {(r["in_force"], r["in_force_lo"], r["in_force_hi"]) for r in dyad}
    assert values == {(0, 0, 0), (None, 0, 1)} or values == {(None, 0, 1)}
    assert {r["signed"] for r in dyad} == {1}


DATES = st.sampled_from([None, "2011", "2012", "2012-03", "2012-07-15", "2013"])
#: For an act of which nothing is known: early, in the middle, late.
ANY = (date(2010, 2, 1), date(2012, 6, 30), date(2015, 12, 30))


def ends(text: str) -> list[date]:
    """The first and the last day that a date may mean."""
    day = PartialDate.parse(text)
    return [day.earliest, day.latest]


def histories(signed: str | None, entry: str | None, over: str | None):
    """What may have happened: signature, entry into force or ``None``, end or ``None``.

    No treaty enters into force before it is signed: a retroactive one is dated so.
    """
    for begin in ends(entry) if entry else [*ANY, None]:
        for signature in ends(signed) if signed else ANY:
            if begin and begin < signature:
                continue
            for end in ends(over) if over else [None]:
                yield signature, begin, end


@given(DATES, DATES, st.sampled_from([None, "2013", "2014-02-01"]))
def test_the_bounds_hold_every_history_that_the_dates_allow(signed, entry, until):
    pact = treaty("CUB", signed or "", entry or "", until or "")
    for year in range(2010, 2017):
        end = date(year, 12, 31)
        _, signed_lo, signed_hi, force_lo, force_hi = panel.bounds_of(pact, end)
        for signature, begin, over in histories(signed, entry, until):
            assert signed_lo <= (signature <= end) <= signed_hi
            in_force = bool(begin and begin <= end and not (over and over <= end))
            assert force_lo <= in_force <= force_hi


@pytest.mark.parametrize("status", sorted(UNSIGNED))
def test_what_is_not_signed_is_no_treaty(status):
    pact = treaty("CUB", "2015", status=status)
    assert panel.bounds_of(pact, date(2020, 12, 31)) == (0, 0, 0, 0, 0)


def test_a_state_is_in_the_panel_in_the_years_it_existed(package):
    view = View.of(package.span).with_years(2009, 2012)
    years = {r["year"] for r in records(package, view) if r["iso3_b"] == "SSD"}
    assert years == {2011, 2012}


def test_numbers_are_those_of_their_lists(package):
    view = View.of(package.span).with_years(2020, 2020)
    (row,) = [r for r in records(package, view) if r["iso3_b"] == "SRB"]
    assert (row["cow_a"], row["cow_b"], row["gw_b"]) == (365, 345, 340)


def test_a_country_of_a_row_that_was_not_read_is_not_decided(package):
    reading = Reading(2, 1, mentions=(("FRA", "RUS"),))
    partly_read = replace(package, treaties=tuple(package.treaties), reading=reading)
    view = View.of(package.span).with_years(2020, 2020)
    (row,) = [r for r in records(partly_read, view) if r["iso3_b"] == "FRA"]
    assert [row[c] for c in ("signed", "signed_lo", "signed_hi")] == [None, 0, 1]


def test_without_a_focal_country_every_two_states_are_a_dyad(package):
    view = View.of(package.span, focus="").with_years(2020, 2020)
    rows = records(package, view)
    states = {r["iso3_a"] for r in rows} | {r["iso3_b"] for r in rows}
    assert len(rows) == len(states) * (len(states) - 1) // 2
    both = records(package, view, directed=True)
    assert len(both) == 2 * len(rows)
    mirrored_pairs = {(r["iso3_b"], r["iso3_a"]) for r in both}
    assert mirrored_pairs == {(r["iso3_a"], r["iso3_b"]) for r in both}


def test_every_format_holds_the_same_rows(package):
    view = View.of(package.span).with_years(2022, 2024)
    expected = records(package, view)
    text = b"".join(panel.as_csv(Scene(package, view)))
    frames = (
        pd.read_csv(io.BytesIO(text), keep_default_na=False, na_values=[""]),
        pd.read_parquet(io.BytesIO(panel.as_parquet(Scene(package, view)))),
        pd.read_stata(
            io.BytesIO(panel.as_stata(Scene(package, view))), convert_categoricals=False
        ),
    )
    for frame in frames:
        assert list(frame.columns) == list(panel.COLUMNS)
        back = frame.astype(object).where(frame.notna(), None).to_dict("records")
        assert back == expected


def test_stata_shows_what_a_value_means(package):
    view = View.of(package.span).with_years(2023, 2023)
    data = panel.as_stata(Scene(package, view))
    reader = pd.io.stata.StataReader(io.BytesIO(data))
    with reader:
        assert reader.variable_labels()["in_force"].startswith("A treaty is in force")
        assert reader.value_labels()["in_force"][1] == "in force"
    assert data == panel.as_stata(Scene(package, view))


def test_a_panel_larger_than_stata_s_is_refused_with_a_way_out(package, monkeypatch):
    monkeypatch.setattr(panel, "STATA_ROWS", 10)
    with pytest.raises(panel.TooLarge, match=r"fewer years .* \.csv"):
        panel.as_stata(Scene.of(package))


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("focus", ["RUS", ""])
def test_its_least_size_is_known_before_any_row_is_made(package, focus, directed):
    scene = Scene.of(package, focus=focus).with_years(2010, 2012)
    made = sum(1 for _ in panel.rows(scene, directed))
    assert made * 0.98 <= panel.least(scene, directed) <= made


def test_a_panel_that_is_too_large_is_refused_before_any_row_is_made(
    package, monkeypatch
):
    monkeypatch.setattr(panel, "rows", None)
    with pytest.raises(panel.TooLarge):
        panel.as_stata(Scene.of(package, focus="").with_years(1920, 2019), True)


def test_a_panel_is_written_while_it_is_made(package, monkeypatch):
    monkeypatch.setattr(panel, "_BATCH", 100)
    years = []
    parts = panel.as_csv(Scene.of(package), progress=lambda: years.append(1))
    next(parts), next(parts)  # the header, the first hundred rows
    assert not years
    assert sum(len(part.splitlines()) for part in parts) > 1000
    assert len(years) == package.span.last - package.span.first + 1

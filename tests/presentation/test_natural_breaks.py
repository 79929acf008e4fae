"""The classes of numbers are the best there are, by publication and by trial."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.presentation.natural_breaks import natural_breaks

#: The 58 values of "calemp" (Californian employment) in the examples of PySAL's
#: mapclassify, whose documentation prints the bins of their Fisher-Jenks classes.
CALEMP = [
    *(329.92, 0.42, 5.9, 14.03, 2.78, 1.34, 181.27, 1.65, 10.03, 16.7, 1.32, 3.99),
    *(3.16, 0.22, 8.7, 6.56, 3.27, 0.33, 370.5, 4.51, 75.29, 0.99, 2.74, 8.68, 0.14),
    *(0.92, 12.63, 28.7, 12.02, 722.85, 36.68, 0.74, 29.82, 192.05, 3.38, 11.15),
    *(110.74, 4111.45, 49.47, 10.33, 317.11, 20.47, 264.93, 66.26, 5.39, 0.13, 0.61),
    *(50.65, 40.48, 36.67, 13.09, 1.81, 0.2, 7.6, 2.51, 57.26, 24.32, 6.97),
]


@pytest.mark.parametrize(
    ("values", "classes", "bounds"),
    [
        (CALEMP, 5, (75.29, 192.05, 370.5, 722.85, 4111.45)),
        (CALEMP, 6, (29.82, 110.74, 264.93, 370.5, 722.85, 4111.45)),
        # The example of Ckmeans.1d.dp and simple-statistics.
        ([-1, 2, -1, 2, 4, 5, 6, -1, 2, -1], 3, (-1, 2, 6)),
    ],
    ids=["calemp 5", "calemp 6", "ckmeans"],
)
def test_published_classes_are_met(values, classes, bounds):
    assert natural_breaks(values, classes) == bounds


def spread(values: list[int], bounds: tuple[int, ...]) -> float:
    """The squared distances from the mean of each class, added."""
    low, whole = float("-inf"), 0.0
    for high in bounds:
        inside = [value for value in values if low < value <= high]
        mean = sum(inside) / len(inside)
        whole += sum((value - mean) ** 2 for value in inside)
        low = high
    return whole


@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=25),
    st.integers(1, 5),
)
def test_no_other_classes_are_closer(values, classes):
    bounds = natural_breaks(values, classes)
    distinct = sorted(set(values))
    assert list(bounds) == sorted(set(bounds)) and bounds[-1] == distinct[-1]
    assert len(bounds) == min(classes, len(distinct))
    others = combinations(distinct[:-1], len(bounds) - 1)
    least = min(spread(values, (*inner, distinct[-1])) for inner in others)
    assert spread(values, bounds) == pytest.approx(least, abs=1e-6)

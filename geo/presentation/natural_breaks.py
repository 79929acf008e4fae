"""Natural breaks: the classes of numbers that differ least within each class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

Number = TypeVar("Number", int, float)


def natural_breaks(values: Sequence[Number], classes: int) -> tuple[Number, ...]:
    """The last value of each class, rising; the optimum, not an approximation.

    The sum of the squared distances of the values from the mean of their class is the
    least there is (W. D. Fisher, "On grouping for maximum homogeneity", Journal of the
    American Statistical Association 53, 1958; G. F. Jenks's criterion). A class holds
    whole values: equal values are never parted. Fewer distinct values than classes
    make a class each. The time grows with classes times the square of the number of
    distinct values: 200 values take some 10 ms.

    Of two optima the one with the lower breaks is taken, so that the same values
    always have the same classes.
    """
    weights: list[tuple[Number, int]] = sorted(Counter(values).items())
    distinct = [value for value, _ in weights]
    size: int = len(distinct)
    if size <= classes:
        return tuple(distinct)
    number = [0, *accumulate(n for _, n in weights)]
    total = [0, *accumulate(n * value for value, n in weights)]
    squares = [0, *accumulate(n * value * value for value, n in weights)]

    def spread(first: int, end: int) -> float:
        """Squared distances from their mean of the distinct values first..end-1."""
        sum_of = total[end] - total[first]
        count = number[end] - number[first]
        return squares[end] - squares[first] - sum_of * sum_of / count

    # least[end]: the least spread of the first ``end`` distinct values in ``count``
    # classes; starts[k][end]: where the last of k + 2 classes then begins.
    least = [0.0, *(spread(0, end) for end in range(1, size + 1))]
    starts: list[list[int]] = []
    for classes_so_far in range(2, classes + 1):
        best = [(least[end], 0) for end in range(size + 1)]
        for end in range(classes_so_far, size + 1):
            best[end] = min(
                (least[start] + spread(start, end), start)
                for start in range(classes_so_far - 1, end)
            )
        least = [cost for cost, _ in best]
        starts.append([start for _, start in best])
    bounds, end = [distinct[-1]], size
    for start_of in reversed(starts):
        end = start_of[end]
        bounds.append(distinct[end - 1])
    return tuple(reversed(bounds))

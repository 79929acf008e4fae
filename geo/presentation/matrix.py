"""Who with whom: the counted instruments of each two parties of a table.

Its colours are classes by natural breaks, as those of a map coloured by number are.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import product

from geo.kept import cached_property
from geo.model import countries, succession
from geo.model.classes import COUNTED
from geo.model.counting import classify
from geo.presentation import colours
from geo.presentation.natural_breaks import natural_breaks
from geo.presentation.scale import CLASSES
from geo.presentation.scene import Scene
from geo.turns import in_turns

#: As many parties as a matrix is drawn for: there are not many more states.
MOST = 200


@dataclass(frozen=True)
class Matrix:
    """``codes`` are the parties, the busiest first; ``numbers`` the instruments between
    two of them, by both codes in either order, none where there are none."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    totals: tuple[int, ...]
    numbers: dict[tuple[str, str], int]

    @cached_property
    def bounds(self) -> tuple[int, ...]:
        """The last number of each class, rising."""
        return natural_breaks(sorted(self.numbers.values()), CLASSES)

    def step(self, number: int) -> int:
        """The class of a number."""
        return next(i for i, bound in enumerate(self.bounds) if number <= bound)

    def shades(self, theme: str = "light") -> list[tuple[str, str]]:
        """Fill and ink of each class: high numbers stand out most."""
        fills = colours.ramp(len(self.bounds), theme)[::-1]
        return [(fill, _ink(fill)) for fill in fills]


def _ink(fill: str) -> str:
    dark = colours.luminance(fill) < colours.DARK_FILL
    return colours.NAME_ON_DARK if dark else colours.NAME


def matrix(scene: Scene) -> Matrix:
    """The matrix of a view."""
    view, state = scene.view, scene.state
    first = state.busiest[:MOST]
    numbers: Counter[tuple[str, str]] = Counter()
    for treaty in in_turns(state.treaties):
        if classify(treaty, view) in COUNTED[view.basis]:
            for pair in product(
                succession.shown_as(treaty.party_a, view.former),
                succession.shown_as(treaty.party_b, view.former),
            ):
                if pair[0] != pair[1]:
                    numbers.update((pair, pair[::-1]))
    codes = tuple(s.code for s in first)
    parties = set(codes)
    return Matrix(
        codes,
        tuple(countries.name(code, scene.lang) for code in codes),
        tuple(s.number for s in first),
        {pair: n for pair, n in numbers.items() if parties.issuperset(pair)},
    )

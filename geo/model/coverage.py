"""What a known table covers: outside of it, no row does not mean "no treaty"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Coverage:
    """The years, the party and the states a table says it covers; blank for all.

    Attributes:
        years: the first and the last year.
        party: the country that every treaty of the table is one of.
        states: the countries of the list it is made from, each with the first and the
            last year that the list has it.
    """

    years: tuple[int, int] | None = None
    party: str = ""
    states: tuple[tuple[str, int, int], ...] = ()

    def leaves_out(self, code: str, focus: str, start: date, end: date) -> bool:
        """Whether a country without a row is not covered, rather than without a treaty.

        A period is covered only whole; a state, where its list has it in some year of
        the period.
        """
        if not code:
            return False
        if self.years and not self.years[0] <= start.year <= end.year <= self.years[1]:
            return True
        if self.party and focus and self.party not in (code, focus):
            return True
        return bool(self.states) and not any(
            state == code and first <= end.year and start.year <= last
            for state, first, last in self.states
        )

    def is_partial(self, focus: str, start: date, end: date) -> bool:
        """Whether some country without a row may be outside of it."""
        return self.leaves_out(_ELSEWHERE, focus, start, end)


#: A country in no list.
_ELSEWHERE = "---"

#: Of a table that states no coverage.
ALL = Coverage()

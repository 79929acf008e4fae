"""What became of the rows of a reader's table: a record that every product shows."""

from __future__ import annotations

from dataclasses import dataclass

from geo.model.coverage import ALL, Coverage


@dataclass(frozen=True)
class Reading:
    """How many rows the file has, how many were read, and why the others were not.

    Attributes:
        rows: rows of the file below its header.
        read: rows that were read; ``merged`` of them repeat a treaty of another row.
        reasons: rule and number of rows it kept out, the commonest first.
        mentions: a country named in a row not read, with the other party of that
            row, ``""`` where it is not known.
        scheme: the code list the parties were read by, where it is one of numbers.
        recipe: the known table it is, by its title.
        coverage: what that table says it covers.
        unions: codes of states that a union signs for, "BEL LUX", and the number of
            rows in which it is a party: such a row is a treaty of each state.
    """

    rows: int = 0
    read: int = 0
    merged: int = 0
    reasons: tuple[tuple[str, int], ...] = ()
    mentions: tuple[tuple[str, str], ...] = ()
    scheme: str = ""
    recipe: str = ""
    coverage: Coverage = ALL
    unions: tuple[tuple[str, int], ...] = ()

    @property
    def not_read(self) -> int:
        """Rows that were not read."""
        return self.rows - self.read

    def unread(self, focus: str) -> frozenset[str]:
        """The countries that such rows name together with a focal country, or with a
        party that is not known; without a focal country, every country they name."""
        return frozenset(
            code for code, other in self.mentions if not focus or other in ("", focus)
        ) - {focus}


#: Of a table that was not read from a file.
NO_FILE = Reading()

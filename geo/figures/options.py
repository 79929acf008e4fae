"""How a figure is made, beside what it shows."""

from __future__ import annotations

from dataclasses import dataclass

from geo.figures import fonts
from geo.figures.sizes import SIZES, Size


class BadTitle(ValueError):
    """A title cannot be set in the typeface, or would be cut; the message says so."""


@dataclass(frozen=True)
class FigureOptions:
    """How a figure is made, beside what it shows."""

    size: Size = SIZES["a4"]
    labels: bool | None = None  # names of partners; None is as the size has it
    grey: bool = False
    title: str = ""  # in place of ours

    def __post_init__(self) -> None:
        if strange := fonts.missing(self.title):
            raise BadTitle(f"--title: the typeface has no letter for {strange!r}")

    @property
    def theme(self) -> str:
        return "grey" if self.grey else "light"

    @property
    def named(self) -> bool:
        return self.size.labels if self.labels is None else self.labels

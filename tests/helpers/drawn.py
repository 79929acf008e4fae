"""How each country is drawn, worked out beside the library: figure and page alike."""

from __future__ import annotations

from geo.model import counting, status
from geo.model.classes import Class
from geo.model.package import Package
from geo.model.treaties import Basis
from geo.model.view import View


def drawn_classes(package: Package, view: View) -> dict[str, str]:
    """The status of each country that has one, whatever is counted.

    A country whose date is too imprecise for the years is drawn as possible.
    """
    classes = {}
    for code, standing in counting.state(package.treaties, view).standings.items():
        key = standing.key
        if view.basis is Basis.SIGNED and key is not Class.POSSIBLE:
            key = status.strongest(tuple(standing.treaties), view.end)[1].key
        classes[code] = str(key)
    return classes

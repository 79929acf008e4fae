"""How each country is drawn, worked out beside the library: figure and page alike."""

from __future__ import annotations

from geo.model import boundaries, counting, state_system, status
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
    # Grey as no treaty is, but said apart: no state of today that did not exist yet.
    for code in boundaries.codes():
        first = state_system.first_day(code)
        if code not in classes and first and first > view.end.isoformat():
            classes[code] = str(Class.NOT_A_STATE)
    return classes

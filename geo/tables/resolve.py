"""What a link, the flags of a command or an address ask for: the data and the view.

The app, the addresses beside it and the command line all ask here, so that one request
means the same to each. The page, which has no server, reads its link by the same rules
in ``assets/page/link.js``; ``tests/links.toml`` holds all four to one table of links.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.model import boundaries
from geo.model.grouping import GroupedTreaties
from geo.model.package import Package
from geo.model.view import Choices, Notice, Span, View, from_params
from geo.tables import load

#: The name in a link that says whose table is shown, and its two values.
TABLE, ATLAS, OWN = "table", "atlas", "own"

#: Most characters of a value that a notice repeats.
_ECHO = 40

#: For a request of which the years are not asked yet.
ANY_YEAR = Span(1, 9999)


@dataclass(frozen=True)
class Resolved:
    """The data and the view that were asked for, and what of it was not understood."""

    package: Package
    view: View
    notices: tuple[Notice, ...] = ()


def resolve(
    params: Mapping[str, Sequence[str]], own: Package | None = None
) -> Resolved:
    """Read the fields of a request, by their names in a link.

    Args:
        params: name -> its values, in their order.
        own: the reader's own table, for a request that may be of it.

    Returns:
        Whatever is wrong keeps its default and has a notice. A request for the
        reader's own table where there is none has that single notice: nothing else
        of it can be judged.

    Raises:
        BadTable: the atlas's own data cannot be read.
        BadBoundaries: a country is asked for, and the boundaries cannot be read.
    """
    which_table = next(iter(params.get(TABLE, ())[-1:]), ATLAS).strip()
    table = own if which_table == OWN else None
    parties, default = _parties(params, table)
    focus = _focus(params, parties, default)
    package = table or load.load_package(focus=focus)
    # Reading the boundaries takes a while, and most requests name no country.
    has_country = any(params.get("country", ()))
    choices = Choices(
        countries=selectable(package, focus) if has_country else (),
        parties=parties,
        layers=layers(package),
        focus=default,
        presets=package.presets,
    )
    view, notices = from_params(params, package.span, choices)
    if which_table == OWN and table is None:
        notices = [Notice("own", TABLE)]
    elif which_table not in (ATLAS, OWN):
        key = "bad" if which_table else "blank"
        notices.append(Notice(key, TABLE, which_table[:_ECHO], f"{ATLAS}, {OWN}"))
    return Resolved(package, view, tuple(notices))


def _parties(
    params: Mapping[str, Sequence[str]], own: Package | None
) -> tuple[list[str], str]:
    """Who may be the focal country, and who is where the request names none."""
    if own is not None:
        parties = [code for code, _ in own.parties]
        return parties, parties[0]
    if "focus" not in params:
        return [View.focus], View.focus
    return [code for code, _ in load.load_package(focus="").parties], View.focus


def _focus(
    params: Mapping[str, Sequence[str]], parties: Sequence[str], default: str
) -> str:
    """The focal country: which data are read depends on it."""
    params_of_focus = {"focus": params.get("focus", ())}
    view, _ = from_params(
        params_of_focus, ANY_YEAR, Choices(parties=parties, focus=default)
    )
    return view.focus


def selectable(package: Package, focus: str) -> frozenset[str]:
    """The countries that may be selected: all that are drawn, and every partner.

    Of a country without a treaty the answer is that none was found.
    """
    countries = {u.iso3 for u in boundaries.units() if u.uid == u.iso3}
    former = GroupedTreaties(package.treaties).borders.drawn
    return frozenset(countries.union(package.partners(focus), former))


def layers(package: Package) -> tuple[str, ...]:
    """The context layers that may be drawn around a table: they are the atlas's."""
    source = load.load_package() if package.own else package
    return tuple(layer.key for layer in source.context)

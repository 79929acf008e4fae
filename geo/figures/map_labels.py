"""The map as a sheet's picture, with the names of the countries it is about."""

from __future__ import annotations

import numpy as np
from matplotlib.lines import Line2D
from PIL import Image, ImageDraw

from geo.figures import former, label_placement
from geo.figures.layout import Box, Sheet, measure
from geo.figures.map import Map, aspect, extent
from geo.figures.sizes import SMALLEST_TYPE, Size
from geo.model import countries, territory
from geo.model.view import View
from geo.presentation import colours

#: Cells of the raster across the map.
_ACROSS = 480
#: What stands for a small state in the raster, in cells.
_DOT = 2
#: By how many points names get smaller until all have room.
_SMALLER = 0.75


class LabelledMap:
    """One map, labelled or not.

    Maps of several years share a roster, all the countries that are named in any of
    them, and the places found for it: a name stands still while years pass.
    """

    def __init__(
        self,
        chart: Map,
        with_names: bool = False,
        roster: tuple[str, ...] = (),
        places: dict[str, label_placement.Place] | None = None,
    ) -> None:
        self.chart, self.with_names = chart, with_names
        self.roster, self.places = roster, {} if places is None else places

    def height(self, width: float, size: Size) -> float:
        return width * aspect()

    def draw(self, sheet: Sheet, box: Box) -> None:
        box = largest_map(box)
        axes = sheet.axes(box)
        self.chart.draw(axes, sheet.size.scale)
        if self.with_names:
            _Names(self.chart, sheet, box, self.roster).draw(self.places)


def largest_map(box: Box) -> Box:
    """The largest map that a box holds, in its middle."""
    x, y, width, height = box
    wide = min(width, height / aspect())
    high = wide * aspect()
    return x + (width - wide) / 2, y + (height - high) / 2, wide, high


class _Names:
    """The names on one map: found a place for, then drawn."""

    def __init__(
        self, chart: Map, sheet: Sheet, box: Box, roster: tuple[str, ...]
    ) -> None:
        self.chart, self.sheet, self.box = chart, sheet, box
        view: View = chart.scene.view
        self.codes = [c for c in (view.focus, *(roster or chart.label_codes)) if c]
        self.cell = box[2] / _ACROSS
        self.texts = {
            code: countries.name(code, view.lang) + " *" * (code in chart.scene.unnamed)
            for code in self.codes
        }
        owners: dict[str, object] = {}
        for unit in chart.areas:
            owner = chart.scene.owner(unit)
            main = unit.uid == territory.seat(owner)
            if owner in self.texts and (main or owner not in owners):
                owners[owner] = unit
        self.units = owners

    def draw(self, places: dict[str, label_placement.Place]) -> None:
        """Draw the names of the countries this map marks."""
        points = self.sheet.size.label
        items = self._items(points)
        if not places:
            places.update(label_placement.place(items, self.raster()))
        # Long texts leave a small map on a picture for a social network: rather smaller
        # names than the name of a signatory, or of the chosen country, left out.
        while (
            self.sheet.size.share
            and len(places) < len(items)
            and points > SMALLEST_TYPE
        ):
            points = max(points - _SMALLER, SMALLEST_TYPE)
            items = self._items(points)
            places.clear()
            last = points == SMALLEST_TYPE
            places.update(label_placement.place(items, self.raster(), insist=last))
        codes = {self.chart.scene.view.focus, *self.chart.label_codes}
        for code, place in places.items():
            if code in codes:
                self._name(code, place, points)
        self.sheet.without_room = [
            self.texts[i.code] for i in items if i.code not in places
        ]

    def _items(self, points: float) -> list[label_placement.Item]:
        """The names in type of so many points, each at its country."""
        return [
            label_placement.Item(
                code,
                number,
                measure(self.texts[code], points) / self.cell,
                points / 72 / self.cell,
                *self._cell_of(unit.x, unit.y),
            )
            for number, code in enumerate(self.codes, 1)
            if (unit := self.units.get(code))
        ]

    def _cell_of(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, _ = extent()
        size = (right - left) / _ACROSS
        return (x - left) / size, (y - bottom) / size

    def raster(self) -> np.ndarray:
        """Which cell is which country's; row 0 is the south."""
        rows = int(_ACROSS * aspect())
        image = Image.new("I", (_ACROSS, rows), label_placement.SEA)
        pen = ImageDraw.Draw(image)
        numbers = {code: n for n, code in enumerate(self.codes, 1)}
        left, bottom, right, _ = extent()
        size = (right - left) / _ACROSS
        chart = self.chart
        # Enclaves are areas of their own: drawn last, they fill the holes.
        polygons = sorted(
            chart.world.polygons(), key=lambda pair: pair[0].uid in ("LSO", "SMR")
        )
        polygons += [(u, former.outer(u.uid)) for u in former.parts(chart.scene)]
        for unit, rings in polygons:
            value = numbers.get(chart.scene.owner(unit), label_placement.LAND)
            for outer in rings:
                ring = (outer - (left, bottom)) / size
                if np.ptp(ring, axis=0).max() >= 1:
                    pen.polygon(ring.ravel().tolist(), fill=value)
        for unit in self.units.values():
            x, y = self._cell_of(unit.x, unit.y)
            code = chart.scene.owner(unit)
            spot = (x - _DOT, y - _DOT, x + _DOT, y + _DOT)
            pen.ellipse(spot, fill=numbers[code])
        return np.asarray(image)

    def _name(self, code: str, place: label_placement.Place, points: float) -> None:
        sheet, unit = self.sheet, self.units[code]
        x, y = self._inches(*place.centre)
        look = self.chart.look(unit)
        fill = self.chart.colour(unit)
        inside = place.leader is None
        dark = inside and colours.luminance(fill) < colours.DARK_FILL
        has_hatch = look.hatch or code in self.chart.scene.unnamed
        style = {
            "color": colours.NAME_ON_DARK if dark else colours.NAME,
            "ha": "center",
            "gid": "label",
        }
        if not inside or has_hatch:
            style["bbox"] = {
                "boxstyle": "square,pad=0.08",
                "facecolor": fill if inside else colours.PAPER,
                "alpha": None if inside else 0.72,
                "linewidth": 0,
            }
        if place.leader:
            self._leader(place.leader)
        middle = 0.34 * points / 72
        sheet.text(x, y - middle, self.texts[code], points, zorder=5, **style)

    def _leader(self, leader: label_placement.Segment) -> None:
        """A dark line in a pale casing, so that it is seen on sea, land and fill."""
        sheet, scale = self.sheet, self.sheet.size.scale
        (x0, y0), (x1, y1) = self._inches(*leader[:2]), self._inches(*leader[2:])
        xs, ys = (
            (x0 / sheet.width, x1 / sheet.width),
            (
                y0 / sheet.height,
                y1 / sheet.height,
            ),
        )
        for colour, width, gid in (
            (colours.NAME_ON_DARK, 1.1, "casing"),
            (colours.LEADER, 0.5, "leader"),
        ):
            line = Line2D(
                xs,
                ys,
                color=colour,
                linewidth=width * scale,
                marker="o",
                markersize=(1.4 + width) * scale,
                markeredgewidth=0,
                markevery=[1],
                gid=gid,
            )
            sheet.figure.add_artist(line)

    def _inches(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, _, _ = self.box
        return left + x * self.cell, bottom + y * self.cell

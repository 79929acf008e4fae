"""The years as a chart: cumulative curves, the officials' own counts, the events.

The chart is a Vega-Lite specification, plain data: whoever shows it needs no library.
"""

from __future__ import annotations

from dataclasses import replace

from geo.model.classes import Class
from geo.model.counting import curve
from geo.model.package import Package
from geo.model.treaties import Basis, Event, OfficialCount, localised
from geo.model.view import View
from geo.presentation import colours as presentation_colours
from geo.presentation import strings

HEIGHT = 320


def specification(package: Package, view: View) -> dict:
    """Both curves over the years of the data, with marks to compare them with.

    A curve steps at 31 December of a year. The ``pick`` parameter holds the event a
    reader clicks; its ``year`` is the last year to show.
    """
    lang = view.lang
    colours = {
        strings.word("chart.signed", lang): presentation_colours.CLASSES[
            Class.SIGNED
        ].light,
        strings.word("chart.confirmed", lang): presentation_colours.CLASSES[
            Class.IN_FORCE
        ].light,
        strings.word("chart.official", lang): "#a14a00",
    }
    scale = {"domain": list(colours), "range": list(colours.values())}
    x = {
        "field": "year",
        "type": "quantitative",
        "title": None,
        "axis": {"format": "d", "tickMinStep": 1, "grid": False},
        "scale": {"domain": [package.span.first - 1, package.span.last + 1]},
    }
    y = {
        "field": "count",
        "type": "quantitative",
        "title": strings.word("chart.countries", lang),
        "axis": {"tickMinStep": 1},
    }
    colour = {
        "field": "series",
        "type": "nominal",
        "scale": scale,
        "title": None,
        # One below the other: side by side they are cut on a phone.
        "legend": {"orient": "top", "direction": "vertical", "labelLimit": 0},
    }
    return {
        "height": HEIGHT,
        "width": "container",
        "layer": [
            {
                "data": {"values": curves(package, view)},
                "mark": {"type": "line", "interpolate": "step-after", "tooltip": True},
                "encoding": {"x": x, "y": y, "color": colour},
            },
            {
                "data": {"values": official(package, view)},
                "mark": {"type": "point", "size": 90, "filled": True, "tooltip": True},
                "encoding": {
                    "x": x,
                    "y": y,
                    "color": colour,
                    "tooltip": _tips("date", "count", "note"),
                },
            },
            {
                "data": {"values": events(package, view)},
                "params": [
                    {"name": "pick", "select": {"type": "point", "fields": ["year"]}}
                ],
                "mark": {
                    "type": "tick",
                    "size": 16,
                    "thickness": 3,
                    "color": "#56626d",
                    "cursor": "pointer",
                },
                "encoding": {
                    "x": x,
                    "y": {"datum": 0},
                    "tooltip": _tips("date", "title"),
                },
            },
        ],
    }


def _tips(*fields: str) -> list[dict]:
    return [{"field": field, "type": "nominal", "title": ""} for field in fields]


def curves(package: Package, view: View) -> list[dict]:
    """Countries signed, and confirmed in force, at the end of each year."""
    lang = view.lang
    signed = curve(package.treaties, package.span, replace(view, basis=Basis.SIGNED))
    rows = []
    for year, counts in signed:
        for key, value in (
            ("chart.signed", counts.countries),
            ("chart.confirmed", counts.confirmed),
        ):
            rows.append(
                {"year": year, "count": value, "series": strings.word(key, lang)}
            )
    return rows


def official(package: Package, view: View) -> list[dict]:
    """What officials said the total was, where they gave one."""
    lang = view.lang
    series = strings.word("chart.official", lang)
    return [
        {
            "year": _place(c),
            "count": c.count,
            "series": series,
            "date": f"{c.date.show(lang)}: {localised(c, 'speaker', lang)[0]}",
            "note": localised(c, "note", lang)[0],
        }
        for c in package.official
        if c.count is not None
    ]


def events(package: Package, view: View) -> list[dict]:
    """The chapter's chronology, within the years of the data."""
    return [
        {
            "year": e.date.year,
            "date": e.date.show(view.lang),
            "title": e.title(view.lang),
            "kind": strings.word(f"event.kind.{e.kind}", view.lang),
        }
        for e in package.events
        if e.date.year in package.span
    ]


def _place(item: Event | OfficialCount) -> float:
    """Where a date lies on the axis: the end of its interval, in years."""
    end = item.date.latest
    return round(end.year + (end.timetuple().tm_yday - 365) / 365, 2)

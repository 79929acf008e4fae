"""The years as a chart: cumulative curves, the officials' own counts, the events.

The chart is a Vega-Lite specification, plain data: whoever shows it needs no library.
"""

from __future__ import annotations

from dataclasses import replace

from geo.model.classes import Class
from geo.model.curve import curve
from geo.model.treaties import Basis, Event, OfficialCount, localised
from geo.presentation import colours, strings
from geo.presentation.scene import Scene

HEIGHT = 320


def specification(scene: Scene) -> dict:
    """Both curves over the years of the data, with marks to compare them with.

    A curve steps at 31 December of a year. The ``pick`` parameter holds the event a
    reader clicks; its ``year`` is the last year to show.
    """
    x, y, colour = _axes(scene)
    return {
        "height": HEIGHT,
        "width": "container",
        "layer": [
            {
                "data": {"values": curves(scene)},
                "mark": {"type": "line", "interpolate": "step-after", "tooltip": True},
                "encoding": {"x": x, "y": y, "color": colour},
            },
            {
                "data": {"values": official(scene)},
                "mark": {"type": "point", "size": 90, "filled": True, "tooltip": True},
                "encoding": {
                    "x": x,
                    "y": y,
                    "color": colour,
                    "tooltip": _tips("date", "count", "note"),
                },
            },
            _events_layer(scene, x),
        ],
    }


def _axes(scene: Scene) -> tuple[dict, dict, dict]:
    """The encodings of the years, of the numbers, and of the colour of each series."""
    lang, span = scene.lang, scene.package.span
    series = {
        strings.word("chart.signed", lang): colours.CLASSES[Class.SIGNED].light,
        strings.word("chart.confirmed", lang): colours.CLASSES[Class.IN_FORCE].light,
        strings.word("chart.official", lang): colours.OFFICIAL,
    }
    scale = {"domain": list(series), "range": list(series.values())}
    x = {
        "field": "year",
        "type": "quantitative",
        "title": strings.word("chart.axis", lang),
        "axis": {"format": "d", "tickMinStep": 1, "grid": False},
        "scale": {"domain": [span.first - 1, span.last + 1]},
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
    return x, y, colour


def _events_layer(scene: Scene, x: dict) -> dict:
    """A tick for each event, which a reader can click."""
    return {
        "data": {"values": events(scene)},
        "params": [{"name": "pick", "select": {"type": "point", "fields": ["year"]}}],
        "mark": {
            "type": "tick",
            "size": 16,
            "thickness": 3,
            "color": colours.EVENT,
            "cursor": "pointer",
        },
        "encoding": {
            "x": {**x, "field": "place"},
            "y": {"datum": 0},
            "tooltip": _tips("date", "title"),
        },
    }


def _tips(*fields: str) -> list[dict]:
    return [{"field": field, "type": "nominal", "title": ""} for field in fields]


def curves(scene: Scene) -> list[dict]:
    """Countries signed, and confirmed in force, at the end of each year."""
    lang, package = scene.lang, scene.package
    by_signature = replace(scene.view, basis=Basis.SIGNED)
    signed = curve(package.treaties, package.span, by_signature)
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


def official(scene: Scene) -> list[dict]:
    """What officials said the total was, where they gave one."""
    lang = scene.lang
    series = strings.word("chart.official", lang)
    return [
        {
            "year": _place(c),
            "count": c.count,
            "series": series,
            "date": strings.paired(
                c.date.show(lang), localised(c, "speaker", lang)[0], lang
            ),
            "note": localised(c, "note", lang)[0],
        }
        for c in scene.package.official
        if c.count is not None
    ]


def events(scene: Scene) -> list[dict]:
    """The chapter's chronology, within the years of the data."""
    return [
        {
            "year": e.date.year,
            "place": _place(e),
            "date": e.date.show(scene.lang),
            "title": e.title(scene.lang),
            "kind": strings.word(f"event.kind.{e.kind}", scene.lang),
        }
        for e in scene.package.events
        if e.date.year in scene.package.span
    ]


def outside(scene: Scene) -> str:
    """Which events have no tick, since no year of the data has them; blank for none."""
    lang, span = scene.lang, scene.package.span
    without_tick = [e for e in scene.package.events if e.date.year not in span]
    if not without_tick:
        return ""
    titles = [
        strings.listed((e.date.show(lang), e.title(lang)), lang) for e in without_tick
    ]
    listed = strings.listed(titles, lang, "semicolon")
    return strings.word("chart.events.before", lang, listed=listed)


def _place(item: Event | OfficialCount) -> float:
    """Where a date lies on the axis: the end of its interval, in years."""
    end = item.date.latest
    return round(end.year + (end.timetuple().tm_yday - 365) / 365, 2)

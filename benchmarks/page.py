"""The exported page beside what the usual tools export: bytes, requests, paint."""

from __future__ import annotations

import gzip
import json
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.growth import chromium
from benchmarks.machine import spread
from benchmarks.peers import shared
from geo import downloads, tables
from geo.view import View

PAINT = """() => new Promise((done) => {
  const seen = performance.getEntriesByName("first-contentful-paint")[0];
  if (seen) done(seen.startTime);
  setTimeout(() => done(30000), 30000);   // nothing was ever painted
  new PerformanceObserver((list) => done(list.getEntries()[0].startTime))
    .observe({ type: "paint", buffered: true });
})"""


def ours() -> str:
    package = tables.load()
    return downloads.page(package, View.of(package.span)).decode()


def plotly() -> str:
    """A choropleth with a frame per year and a slider, its library inside."""
    import plotly.graph_objects as go

    geometry = json.loads(shared.countries().set_index("uid").to_json())
    codes = shared.countries().code

    def values(year: int) -> list[int]:
        return [int(code in shared.signed(year)) for code in codes]

    base = go.Choropleth(
        geojson=geometry,
        locations=shared.countries().uid,
        z=values(shared.years()[-1]),
        zmin=0,
        zmax=1,
    )
    frames = [
        go.Frame(data=[go.Choropleth(z=values(y))], name=str(y)) for y in shared.years()
    ]
    steps = [{"method": "animate", "args": [[f.name]], "label": f.name} for f in frames]
    figure = go.Figure(base, frames=frames)
    figure.update_layout(sliders=[{"steps": steps}])
    return figure.to_html(include_plotlyjs=True)


def altair() -> str:
    """A geoshape coloured by year of signature, a slider as parameter, all inline."""
    import altair as alt

    frame = shared.countries().copy()
    first = {c: y for y in reversed(shared.years()) for c in shared.signed(y)}
    frame["year"] = [first.get(code, 9999) for code in frame.code]
    year = alt.param(value=2026, bind=alt.binding_range(min=2010, max=2026, step=1))
    alt.data_transformers.disable_max_rows()
    chart = (
        alt.Chart(frame)
        .mark_geoshape(stroke="white")
        .encode(
            color=alt.condition(
                alt.datum.year <= year, alt.value("#1a6fb0"), alt.value("#e3e3dc")
            )
        )
        .project("equalEarth")
        .properties(width=1000, height=500)
        .add_params(year)
    )
    return chart.to_html(inline=True)


def folium_slider() -> str:
    """folium's own plugin: a style per country and year."""
    import folium
    from folium.plugins import TimeSliderChoropleth

    frame = shared.countries().set_index("uid")
    styles = {
        uid: {
            str((year - 1970) * 31_557_600): {
                "color": shared.fill(code, year),
                "opacity": 1,
            }
            for year in shared.years()
        }
        for uid, code in frame.code.items()
    }
    chart = folium.Map(location=(20, 11), zoom_start=1, tiles=None)
    TimeSliderChoropleth(frame.to_json(), styledict=styles).add_to(chart)
    return chart.get_root().render()


EXPORTS = {
    "ours": ours,
    "altair, inline": altair,
    "plotly, inline": plotly,
    "folium TimeSlider": folium_slider,
}


def measure(loads: int) -> list[dict]:
    """One record per export; every request to elsewhere is refused and counted."""
    found = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, export in EXPORTS.items():
            content = export().encode()
            file = Path(folder) / "page.html"
            file.write_bytes(content)
            paints, outside = [], set()
            for _ in range(loads):
                page = browser.new_page()

                def refuse(route, *, seen=outside) -> None:
                    seen.add(route.request.url)
                    route.abort()

                page.route(lambda url: not url.startswith("file:"), refuse)
                page.goto(file.as_uri())
                paints.append(page.evaluate(PAINT))
                page.close()
            found.append(
                {
                    "name": name,
                    "kilobytes": round(len(content) / 1000),
                    "kilobytes_gzip": round(len(gzip.compress(content, 6)) / 1000),
                    "external_requests": len(outside),
                    "first_paint_milliseconds": spread(paints),
                }
            )
        browser.close()
    return found

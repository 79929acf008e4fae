"""The exported page beside what the usual tools export: bytes, requests, paint."""

from __future__ import annotations

import gzip
import json
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, sync_playwright

from benchmarks import mirror
from benchmarks.browser import launched
from benchmarks.machine import spread
from benchmarks.peers import shared
from geo.export import pictures
from geo.presentation.scene import Scene
from geo.tables import load

PAINT = """() => new Promise((done) => {
  const seen = performance.getEntriesByName("first-contentful-paint")[0];
  if (seen) done(seen.startTime);
  setTimeout(() => done(30000), 30000);   // nothing was ever painted
  new PerformanceObserver((list) => done(list.getEntries()[0].startTime))
    .observe({ type: "paint", buffered: true });
})"""


def ours() -> str:
    package = load.load_package()
    return pictures.page(Scene.of(package)).decode()


def plotly() -> str:
    """A choropleth with a frame per year and a slider, its library inside."""
    import plotly.graph_objects as go

    geometry = json.loads(shared.clockwise().set_index("uid").to_json())
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

    frame = shared.clockwise().copy()
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


#: Whether there is a map: its areas as shapes, or a canvas with more than a ground.
DRAWN = """() => {
  if (document.querySelectorAll("path").length >= 200) return true;
  const canvas = document.querySelector("canvas");
  if (!canvas) return false;
  const { data } = canvas.getContext("2d")
    .getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size > 2;
}"""

#: Another year in every frame, as dragging the slider gives: milliseconds per frame.
SWEEP = """() => new Promise((done) => {
  const times = [];
  const slider = [...document.querySelectorAll("input[type=range]")].at(-1);
  const chart = document.querySelector(".plotly-graph-div");
  const still = { mode: "immediate", frame: { duration: 0 },
    transition: { duration: 0 } };
  const show = (year) => {
    if (chart) return Plotly.animate(chart, [String(year)], still);
    slider.value = year;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  };
  let before = 0;
  const frame = (now) => {
    if (before) times.push(now - before);
    before = now;
    if (times.length === 90) return done(times);
    show(2010 + (times.length * 7) % 17);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})"""


#: The map moved by some pixels in every frame, as a pointer drags it, once zoomed in.
PAN = """() => new Promise((done) => {
  const map = document.querySelector(".folium-map, .leaflet-container");
  const { left, top, width, height } = map.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const say = (type, dx, target) => target.dispatchEvent(new MouseEvent(type,
    { bubbles: true, button: 0, clientX: x - dx, clientY: y, view: window }));
  const times = [];
  let before = 0;
  const frame = (now) => {
    if (before) times.push(now - before);
    before = now;
    if (times.length === 90) return say("mouseup", 180, document), done(times);
    say("mousemove", 2 * times.length, document);
    requestAnimationFrame(frame);
  };
  map_atlas.setZoom(map_atlas.getZoom() + 1.5, { animate: false });
  say("mousedown", 0, document.elementFromPoint(x, y));
  requestAnimationFrame(frame);
})"""


def measure(loads: int) -> list[dict]:
    """One record per export: first with no network at all, then as if with one.

    Offline every request to elsewhere is refused and counted. The time of a frame is
    that of a drag along the years, with what is asked for answered by the mirror;
    folium's slider needs more than that answers, and has none.
    """
    results = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = launched(playwright)
        for name, export in EXPORTS.items():
            content = export().encode()
            file = Path(folder) / "page.html"
            file.write_bytes(content)
            paints, outside = [], set()
            for _ in range(loads):
                page = browser.new_page()

                def refuse(route, *, addresses=outside) -> None:
                    addresses.add(route.request.url)
                    route.abort()

                page.route(lambda url: not url.startswith("file:"), refuse)
                page.goto(file.as_uri())
                paints.append(page.evaluate(PAINT))
                page.wait_for_timeout(1500)
                shapes = page.evaluate(DRAWN)
                page.close()
            results.append(
                {
                    "name": name,
                    "kilobytes": round(len(content) / 1000),
                    "kilobytes_gzip": round(len(gzip.compress(content, 6)) / 1000),
                    "external_requests": len(outside),
                    "drawn_offline": shapes,
                    "first_paint_milliseconds": spread(paints),
                    "frame_milliseconds": swept(browser, file),
                    "slow_frame_milliseconds": swept(browser, file, slow=True),
                    "slow_pan_milliseconds": swept(browser, file, True, PAN)
                    if name == "ours"
                    else None,
                }
            )
        browser.close()
    return results


def swept(
    browser: Browser, file: Path, slow: bool = False, movement: str = SWEEP
) -> dict[str, float] | None:
    """The time of a frame while the years move; ``None`` where there is no map.

    ``movement`` is the script that moves the years, or the map.

    ``work`` is what a frame costs the page's main thread, in milliseconds of its own
    time: what else the machine does is not in it.
    ``slow``: two pixels of the screen to one of the page, a quarter of the processor.
    """
    size = {"width": 1200, "height": 900}
    context = browser.new_context(viewport=size, device_scale_factor=1 + slow)
    page = context.new_page()
    mirror.hung(page)
    page.goto(file.as_uri())
    page.wait_for_timeout(3000)
    tools = context.new_cdp_session(page)
    tools.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
    tools.send("Performance.enable")
    if slow:
        tools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    before = _tasks(tools)
    times = sorted(page.evaluate(movement)) if page.evaluate(DRAWN) else []
    spent = 1000 * (_tasks(tools) - before)
    context.close()
    if not times:
        return None
    late = round(times[int(0.95 * len(times))], 1)
    return {**spread(times), "late": late, "work": round(spent / len(times), 1)}


def _tasks(tools: CDPSession) -> float:
    """Seconds that the main thread has worked since the page was opened."""
    metrics = tools.send("Performance.getMetrics")["metrics"]
    return next(m["value"] for m in metrics if m["name"] == "TaskDuration")

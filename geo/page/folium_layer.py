"""A view as a layer of a folium map, for notebooks that have one."""

from __future__ import annotations

import json

import folium

from geo.model.classes import Class
from geo.presentation.colours import CLASSES
from geo.presentation.scene import Scene

_BORDER = "#ffffff"


def world(scene: Scene, geojson: bytes) -> folium.Map:
    """A folium map with the areas of the world in the colours of their classes.

    Args:
        scene: the view.
        geojson: its areas, each with ``class`` among its properties, in degrees.
    """

    def style(feature: dict) -> dict[str, object]:
        look = CLASSES[Class(feature["properties"]["class"])]
        colours = {"fillColor": look.fill("light"), "color": _BORDER}
        return {**colours, "weight": 0.5, "fillOpacity": 0.85}

    chart = folium.Map(location=(30, 40), zoom_start=2, tiles=None)
    folium.GeoJson(
        json.loads(geojson),
        name=scene.headline,
        style_function=style,
        tooltip=folium.GeoJsonTooltip(["name", "class_label", "signed", "in_force"]),
    ).add_to(chart)
    return chart

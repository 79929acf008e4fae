"""st_folium, the changed layer alone sent through feature_group_to_add.

As its documentation has it, the map is made anew in every run: one that is kept loses
the names of its layers when it is rendered a second time, and draws nothing.
"""

import json
import sys
from pathlib import Path

import folium
import streamlit as st
from streamlit_folium import st_folium

sys.path.insert(0, str(Path(__file__).parents[2]))
from benchmarks.peers import shared

year = st.slider("year", 2010, 2026, 2026)


@st.cache_resource
def geometry(last: int | None = None) -> dict:
    frame = shared.countries()
    if last is not None:
        frame = frame[frame.code.isin(shared.signed(last))]
    return json.loads(frame.to_json())


def layer(shapes: dict, fill: str) -> folium.GeoJson:
    style = {"fillColor": fill, "fillOpacity": 1, "weight": 0.3}
    return folium.GeoJson(shapes, style_function=lambda f: style)


base = folium.Map(location=(20, 11), zoom_start=1, tiles=None)
layer(geometry(), "#e3e3dc").add_to(base)
group = folium.FeatureGroup("signed")
layer(geometry(year), "#1a6fb0").add_to(group)
st_folium(
    base,
    feature_group_to_add=group,
    key="map",
    width=1000,
    height=500,
    returned_objects=[],
)

"""st_folium, the changed layer alone sent through feature_group_to_add."""

import sys
from pathlib import Path

import folium
import streamlit as st
from streamlit_folium import st_folium

sys.path.insert(0, str(Path(__file__).parents[2]))
from benchmarks.peers import shared

year = st.slider("year", 2010, 2026, 2026)


@st.cache_resource
def layer(last: int) -> folium.FeatureGroup:
    group = folium.FeatureGroup("signed")
    chosen = shared.countries()[shared.countries().code.isin(shared.signed(last))]
    folium.GeoJson(
        chosen, style_function=lambda f: {"fillColor": "#1a6fb0", "fillOpacity": 1}
    ).add_to(group)
    return group


@st.cache_resource
def base() -> folium.Map:
    chart = folium.Map(location=(20, 11), zoom_start=1, tiles=None)
    style = {"fillColor": "#e3e3dc", "fillOpacity": 1, "weight": 0.3}
    folium.GeoJson(shared.countries(), style_function=lambda f: style).add_to(chart)
    return chart


st_folium(
    base(),
    feature_group_to_add=layer(year),
    key="map",
    width=1000,
    height=500,
    returned_objects=[],
)

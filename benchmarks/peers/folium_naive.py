"""st_folium, the map restyled and sent again at every step."""

import sys
from pathlib import Path

import folium
import streamlit as st
from streamlit_folium import st_folium

sys.path.insert(0, str(Path(__file__).parents[2]))
from benchmarks.peers import shared

year = st.slider("year", 2010, 2026, 2026)
chart = folium.Map(location=(20, 11), zoom_start=1, tiles=None)
folium.GeoJson(
    shared.countries(),
    style_function=lambda f: {
        "fillColor": shared.fill(f["properties"]["code"], year),
        "fillOpacity": 1,
        "weight": 0.3,
    },
).add_to(chart)
st_folium(chart, key="map", width=1000, height=500, returned_objects=[])

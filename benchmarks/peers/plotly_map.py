"""st.plotly_chart with a choropleth of the same geometry."""

import json
import sys
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

sys.path.insert(0, str(Path(__file__).parents[2]))
from benchmarks.peers import shared

year = st.slider("year", 2010, 2026, 2026)


@st.cache_resource
def geometry() -> dict:
    return json.loads(shared.clockwise().set_index("uid").to_json())


codes = shared.countries().code
figure = go.Figure(
    go.Choropleth(
        geojson=geometry(),
        locations=shared.countries().uid,
        z=[int(code in shared.signed(year)) for code in codes],
        colorscale=[[0, "#e3e3dc"], [1, "#1a6fb0"]],
        zmin=0,
        zmax=1,
        showscale=False,
    )
)
figure.update_layout(width=1000, height=500)
st.plotly_chart(figure, key="map")

"""The entry of the Streamlit app: one run for a reader, or the server's own start."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.app import main
from geo.app.routes import INDEX, ROUTES, lifespan

if get_script_run_ctx(suppress_warning=True):
    main.run()
else:
    # The server takes this file in once, for the addresses beside the app.
    app = st.App(__file__, routes=[*ROUTES, *INDEX], lifespan=lifespan)

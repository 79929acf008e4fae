"""The entry of the Streamlit app: one run for a reader, or the server's own start."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

if get_script_run_ctx(suppress_warning=True):
    from geo.app import main

    main.run()
else:
    # The server takes this file in once, for the addresses beside the app. It answers
    # before the app itself is imported (geo.app.warm_up).
    from geo.app.routes import INDEX, MIDDLEWARE, ROUTES, lifespan

    app = st.App(
        __file__,
        routes=[*ROUTES, *INDEX],
        middleware=MIDDLEWARE,
        lifespan=lifespan,
    )

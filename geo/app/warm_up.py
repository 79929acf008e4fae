"""What the first reader would wait for, done while the server starts.

A browser takes a second to load Streamlit's own scripts. In this time a thread imports
the app and reads what every run of it needs; the first run then finds it in the same
caches that it would have filled. What cannot be read is left to that run, which says
what is wrong with it.
"""

from __future__ import annotations

import inspect
import sys
from contextlib import suppress
from importlib import import_module
from threading import Thread

from geo.model import boundaries, countries, languages
from geo.model.data_rows import BadData
from geo.tables import load


def start() -> Thread:
    """Begin, beside the server, which answers meanwhile."""
    thread = Thread(target=warm_up, name="warm-up", daemon=True)
    thread.start()
    return thread


def shorten_turns() -> None:
    """Let a thread that serves one reader wait for another's a millisecond at most.

    A step changes threads some dozens of times, and each change waits five of them
    beside a large table where Python's own interval is kept.
    """
    sys.setswitchinterval(0.001)


def warm_up() -> None:
    """Import and read what a run of the app needs."""
    shorten_turns()
    import_module("geo.app.main")
    # The icon of the page is an emoji, of which Streamlit keeps a list.
    import_module("streamlit.emojis")
    with suppress(BadData):
        from geo.page import cache

        package = load.load_package()
        cache.current(package)
        boundaries.load("world")
        countries.check()
    for lang in languages.LANGUAGES:  # each is named in the choice of languages
        languages.strings(lang)
    # Streamlit looks at the stack once, and this reads the source of every module in
    # it and the names of all others.
    inspect.stack()

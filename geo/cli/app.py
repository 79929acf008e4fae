"""``treaty-atlas app``: the app in the browser, served from this machine."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

import click

from geo.cli.extras import remedy
from geo.cli.options import LANG
from geo.cli.output import fail, language
from geo.storage import INSTALLED, PACKAGE, ROOT

#: Streamlit reads the settings in the folder of the script it runs.
SCRIPT = (PACKAGE / "entry" if INSTALLED else ROOT) / "app.py"


@click.command()
@click.option("--address", metavar="HOST", help="Whom to serve.  [default: localhost]")
@click.option("--port", type=click.IntRange(1, 65535), help="[default: 8501 or next]")
@LANG
def app(address: str | None, port: int | None) -> None:
    """The atlas as an app in the browser; Ctrl+C stops it."""
    if find_spec("streamlit") is None and (missing := remedy("streamlit")):
        fail(missing.text(language()))
    flags = ["--server.address", address] if address else []
    flags += ["--server.port", str(port)] if port else []
    command = [sys.executable, "-m", "streamlit", "run", str(SCRIPT), *flags]
    sys.stdout.flush()
    # In place of this process: what stops it stops the server.
    os.execv(sys.executable, command)  # noqa: S606 (no shell, our own words)

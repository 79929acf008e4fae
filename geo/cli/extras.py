"""What a plain install leaves out: which extra of the wheel holds a missing library."""

from __future__ import annotations

from geo.model.worded import Sentence

#: Library as it is imported -> the extra of pyproject.toml that installs it.
EXTRAS = {
    "matplotlib": "figures",
    "fontpkg_pt_sans": "figures",
    "fontTools": "figures",
    "PIL": "figures",
    "geopandas": "formats",
    "shapely": "formats",
    "pyarrow": "formats",
    "pyogrio": "formats",
    "pandas": "formats",
    "frictionless": "check",
    "markdown_it": "site",
    "typst": "brief",
    "docx": "brief",
    "segno": "brief",
    "streamlit": "app",
    "starlette": "app",
}


def remedy(library: str) -> Sentence | None:
    """How to install a library that is missing; ``None`` for one that no extra has."""
    extra = EXTRAS.get(library.partition(".")[0])
    if extra is None:
        return None
    command = f"pip install 'treaty-atlas[{extra}]'"
    return Sentence("cli.install", {"library": library, "command": command})

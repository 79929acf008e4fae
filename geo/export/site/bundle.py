"""What lets a reader's browser read a table by itself: Python, this program, its data.

Pyodide comes from its npm package, whose folder the builder of the site names; the
libraries come from where this program has them. Nothing of it is in the repository, and
a site without that folder has no page *Your data*.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import distribution
from pathlib import Path, PurePosixPath

from geo import program
from geo.export import formats
from geo.export.site.files import WrittenFile
from geo.model.languages import LANGUAGES
from geo.model.worded import WordedError
from geo.page import document, leaflet
from geo.storage import ASSETS, PACKAGE
from geo.tables.user import read as user_read

#: Where it stands in the site.
FOLDER = "your-data"
#: The page, below the folder of its language.
PAGE = f"{FOLDER}/index.html"

#: What Pyodide consists of, in the folder of its npm package.
PYODIDE = (
    *("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"),
    *("pyodide-lock.json", "package.json"),
)
_SCRIPTS = ("your-data.js", "worker.js")
_ARCHIVE = "atlas.zip"

#: The libraries that reading a table and making its page need: pure Python, or so
#: without their compiled parts.
LIBRARIES = ("Babel", "charset-normalizer", "Jinja2", "MarkupSafe", "pycountry")
#: Those of which a page says the version, but needs nothing.
_NAMED = ("folium", "XStatic-Leaflet")
_KEPT = (".py", ".json", ".mo", ".dat", "METADATA")
#: Of pycountry, which has every list of ISO in every language: the countries.
_COUNTRIES = "iso3166-1"


class NoPyodide(WordedError):
    """A folder is not that of Pyodide's npm package; the message says why."""


def files(pyodide: Path) -> dict[str, Callable[[], bytes]]:
    """Address in the site -> how the file is made.

    Raises:
        NoPyodide: the folder lacks a file of the package.
    """
    for name in PYODIDE:
        if not (pyodide / name).is_file():
            raise NoPyodide(
                "site.refused.pyodide",
                path=pyodide,
                file=name,
                package="pyodide",
                command="npm ci",
                folder="node_modules",
            )
    parts = {f"{FOLDER}/pyodide/{n}": (pyodide / n).read_bytes for n in PYODIDE}
    scripts = {f"{FOLDER}/{n}": (ASSETS / "site" / n).read_bytes for n in _SCRIPTS}
    more = {
        f"{FOLDER}/{_ARCHIVE}": archive,
        f"{FOLDER}/template.csv": user_read.template,
    }
    return {**parts, **scripts, **more}


def bytes_to_load(site_files: Mapping[str, WrittenFile]) -> int:
    """The bytes that a browser loads before it reads the first table."""
    parts = (*(f"pyodide/{name}" for name in PYODIDE[:-1]), *_SCRIPTS, _ARCHIVE)
    return sum(site_files[f"{FOLDER}/{name}"].size for name in parts)


def is_in(site_files: Mapping[str, WrittenFile]) -> bool:
    """Whether a site has the page that reads tables."""
    return f"{FOLDER}/{_ARCHIVE}" in site_files


def version(pyodide: Path) -> str:
    """The version of Pyodide in a folder."""
    return str(json.loads((pyodide / "package.json").read_bytes())["version"])


def archive() -> bytes:
    """This program, its data and its libraries as a zip, the same bytes every time."""
    entries = {name: path.read_bytes() for name, path in program.files()}
    prepared = leaflet.PREPARED.relative_to(PACKAGE.parent).as_posix()
    entries[prepared] = leaflet.prepared()
    for library in (*LIBRARIES, *_NAMED):
        entries |= dict(_library(library))
    return formats.as_zip(entries)


def _library(name: str) -> Iterator[tuple[str, bytes]]:
    found = distribution(name)
    for file in sorted(found.files or ()):
        kept = file.name.endswith(_KEPT) or "licenses" in file.parts
        if name in _NAMED:
            kept = file.name == "METADATA"
        if kept and _wanted(file):
            yield file.as_posix(), Path(str(found.locate_file(file))).read_bytes()


def _wanted(file: PurePosixPath) -> bool:
    if ".." in file.parts or "tests" in file.parts:
        return False
    if "locale-data" in file.parts:  # of Babel: the languages of the atlas
        return file.stem in ("root", *LANGUAGES)
    of_a_list = file.suffix == ".mo" or "databases" in file.parts
    return file.stem == _COUNTRIES if of_a_list else True


def policy() -> str:
    """The policy of the page that reads tables: this site alone, WebAssembly, the map.

    The map that it shows is a page within, whose blocks are named by their hashes; the
    worker has the policy of this page, since it is started from a blob of its.
    """
    styles, scripts = document.blocks()
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'wasm-unsafe-eval' {document.hashes(scripts)}",
            f"style-src 'self' {document.hashes(styles)}",
            "connect-src 'self'",
            "img-src 'self'",
            "worker-src 'self' blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )

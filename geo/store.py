"""The built page on disk, under the hash of everything it is made from.

The app serves the page as a static file. It is built once: a second start finds the
folder and imports neither folium nor the geometry.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterable
from pathlib import Path

from geo.tables import DATA, Package
from geo.view import View

ROOT = Path(__file__).parents[1]
PAGES = ROOT / ".cache" / "pages"


def page_folder(package: Package) -> Path:
    """A folder whose ``index.html`` is the page of the default view.

    Falls back to a temporary folder of this process where the project's own folder
    may not be written.
    """
    name = _fingerprint(_inputs())
    try:
        return _built(PAGES / name, package)
    except OSError:
        return _built(Path(tempfile.mkdtemp(prefix="treaty-atlas-")), package)


def _inputs() -> Iterable[Path]:
    yield ROOT / "requirements.txt"
    for folder, patterns in (
        (ROOT / "geo", ("*.py",)),
        (ROOT / "assets", ("*.js", "*.css", "*.html", "*.toml")),
        (DATA, ("*.csv", "*.json")),
        (DATA / "boundaries", ("*.csv", "*.json")),
    ):
        for pattern in patterns:
            yield from sorted(folder.glob(pattern))


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _built(folder: Path, package: Package) -> Path:
    page = folder / "index.html"
    if not page.exists():
        from geo import webmap

        folder.mkdir(parents=True, exist_ok=True)
        write(page, webmap.page(package, View.of(package.span)).encode())
    return folder


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a failed run leaves the old file.

    Raises:
        OSError: the folder cannot be written.
    """
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        # "x": never through a link somebody else has laid at that name.
        with new.open("xb") as file:
            file.write(content)
        os.replace(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise

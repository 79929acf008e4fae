"""The built page on disk, under the hash of everything it is made from.

The app serves the page as a static file. It is built once: a second start finds the
folder and imports neither folium nor the geometry.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from geo import storage
from geo.model.package import Package
from geo.presentation.scene import Scene
from geo.storage import ASSETS, CACHE, DATA, PACKAGE, ROOT, write_whole

PAGES = CACHE / "pages"

#: Everything a page is made from: folder (with all below it) -> suffixes of its files.
INPUTS = {
    PACKAGE: {".py"},
    ASSETS: {".js", ".css", ".html", ".toml"},
    DATA: {".csv", ".json", ".toml"},
}


def page_folder(package: Package) -> Path:
    """A folder whose ``index.html`` is the page of the default view.

    Falls back to a temporary folder of this process where the project's own folder
    may not be written. What earlier processes left of either is removed.
    """
    name = _fingerprint(_inputs())
    storage.sweep_temporary_folders()
    for page in PAGES.glob("*/"):
        storage.sweep(page / "index.html")
    try:
        return _built(PAGES / name, package)
    except OSError:
        return _built(storage.temporary_folder(), package)


def _inputs() -> Iterable[Path]:
    yield ROOT / "requirements.txt"
    for folder, suffixes in INPUTS.items():
        yield from sorted(p for p in folder.rglob("*") if p.suffix in suffixes)


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        name = file.relative_to(ROOT) if file.is_relative_to(ROOT) else file.name
        digest.update(str(name).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _built(folder: Path, package: Package) -> Path:
    page = folder / "index.html"
    if not page.exists():
        from geo.page import document

        folder.mkdir(parents=True, exist_ok=True)
        write_whole(page, document.page(Scene.of(package)).encode())
    return folder

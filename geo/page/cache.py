"""The built page on disk, under the hash of everything it is made from.

The app serves the page as a static file. It is built once: a second start finds the
folder and imports neither folium nor the geometry.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from geo import program, storage
from geo.model.languages import LANGUAGES
from geo.model.package import Package
from geo.presentation.scene import Scene
from geo.storage import CACHE, ROOT, write_whole

PAGES = CACHE / "pages"

#: The page in its folder, and the hash of its bytes beside it.
PAGE, HASH = "index.html", "index.sha256"

#: Hash of the data -> folder of its page, and what tells that the file has changed.
_current: dict[str, tuple[Path, tuple[int, int]]] = {}


def current(package: Package) -> Path:
    """The folder of the page in this process; a page damaged since is built anew."""
    folder, stamp_of_folder = _current.get(package.digest, (PAGES, (0, 0)))
    if stamp_of_folder == (0, 0) or stamp_of_folder != storage.stamp(folder / PAGE):
        folder = page_folder(package)
        _current[package.digest] = folder, storage.stamp(folder / PAGE)
    return folder


def page_folder(package: Package) -> Path:
    """A folder whose ``index.html`` is the page of the default view, in each language.

    Falls back to a temporary folder of this process where the project's own folder
    may not be written. What earlier processes left of either is removed. A page that
    is not as it was written is built anew.
    """
    name = _fingerprint(_inputs(), package.digest)
    storage.sweep_temporary_folders()
    for page in PAGES.glob("*/"):
        storage.sweep(page / PAGE)
    try:
        return _build(PAGES / name, package)
    except OSError:
        return _build(storage.temporary_folder(), package)


def is_whole(folder: Path) -> bool:
    """Whether the page in a folder has the bytes that were written."""
    try:
        content = (folder / PAGE).read_bytes()
        return (folder / HASH).read_text("ascii") == _hash(content)
    except (OSError, ValueError):
        return False


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _inputs() -> Iterable[Path]:
    yield ROOT / "requirements.txt"
    yield from (path for _, path in program.files())


def _fingerprint(files: Iterable[Path], package: str = "") -> str:
    """A name for all that a page is made from; ``package`` is the hash of its data."""
    digest = hashlib.sha256(package.encode())
    for file in files:
        name = file.relative_to(ROOT) if file.is_relative_to(ROOT) else file.name
        digest.update(str(name).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _build(folder: Path, package: Package) -> Path:
    if not is_whole(folder):
        from geo.page import document

        folder.mkdir(parents=True, exist_ok=True)
        content = document.page(Scene.of(package), langs=LANGUAGES).encode()
        write_whole(folder / PAGE, content)
        write_whole(folder / HASH, _hash(content).encode())
    return folder

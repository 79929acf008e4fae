"""Which program this is: a hash of its code and of the files it draws with."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from geo.storage import ASSETS, DATA, PACKAGE

#: Everything a product is made from: folder (with all below it) -> suffixes.
INPUTS = {
    PACKAGE: {".py"},
    ASSETS: {".js", ".css", ".html", ".toml"},
    DATA: {".csv", ".json", ".toml"},
}


def files() -> Iterator[tuple[str, Path]]:
    """Name and path of each file, the same names in a clone and in a wheel."""
    for folder, suffixes in INPUTS.items():
        # A wheel holds data, assets and the app's entry inside the package.
        inside = {folder / name for name in ("data", "assets", "entry")}
        inside = {other for other in inside if other.is_dir()}
        for path in sorted(p for p in folder.rglob("*") if p.suffix in suffixes):
            if folder != PACKAGE or not inside or inside.isdisjoint(path.parents):
                yield path.relative_to(folder.parent).as_posix(), path


@lru_cache(maxsize=8)
def fingerprint(libraries: tuple[str, ...] = ()) -> str:
    """A hash of the program and of the versions of some libraries: 16 hex digits.

    Two products of equal data and view, made by programs of one fingerprint, are equal.
    """
    digest = hashlib.sha256()
    for name, path in files():
        digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    for library in libraries:
        digest.update(f"{library} {_version(library)}\0".encode())
    return digest.hexdigest()[:16]


def _version(library: str) -> str:
    try:
        metadata = distribution(library)
    except PackageNotFoundError:
        return ""
    # The whole of a package's description is parsed for metadata.version.
    found = re.search(r"^Version: *(\S+)", metadata.read_text("METADATA") or "", re.M)
    return found[1] if found else metadata.version

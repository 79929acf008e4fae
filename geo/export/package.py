"""The data package as a zip: its tables, documents, licence and citation."""

from __future__ import annotations

import json
from pathlib import Path

from geo.export import formats
from geo.model.data_rows import document_of
from geo.presentation import citations
from geo.presentation.scene import Scene
from geo.storage import DATA
from geo.tables import load

#: What belongs to the package beside the tables that its descriptor names.
DOCUMENTS = (
    "README.md",
    "README.ru.md",
    "CHANGELOG.md",
    "CHANGELOG.ru.md",
    "gaps.md",
    "gaps.ru.md",
    "searched.md",
    "searched.ru.md",
    "names/SOURCES.md",
    "names/LICENSE.unicode",
    "boundaries/SOURCES.md",
    "boundaries/SOURCES.ru.md",
    "boundaries/units.csv",
    "boundaries/status.csv",
    "boundaries/names.csv",
    "boundaries/world_wgs84.topo.json",
)


def zip(scene: Scene, folder: Path | None = None) -> bytes:
    """The data package as it stands, with its documents, licence and citation.

    Raises:
        BadData: a document of ours is missing or damaged.
    """
    folder = folder or load.DATA
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    names = ["datapackage.json", *(r["path"] for r in descriptor["resources"])]
    names += [n for n in DOCUMENTS if folder == load.DATA or (folder / n).exists()]
    for name in names:
        if name.endswith(".md"):
            document_of(folder / name)
    entries = {name: (folder / name).read_bytes() for name in names}
    entries["LICENSE"] = (DATA.parent / "LICENSE").read_bytes()
    entries["CITATION.cff"] = citations.cff(scene.package).encode()
    return formats.as_zip(entries)

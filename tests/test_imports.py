"""The house: an import only points down, and each framework has one door."""

import ast
from pathlib import Path

import pytest

from geo.storage import ROOT

#: From the ground up (DESIGN section 3): a module imports only what stands before it.
ORDER = [
    "storage",
    "dates",
    "treaties",
    "view",
    "ledger",
    "timeline",
    "classes",
    "words",
    "countries",
    "world",
    "arcs",
    "book",
    "former",
    "parties",
    "spelled",
    "files",
    "checks",
    "evidence",
    "schema",
    "tables",
    "scale",
    "captions",
    "citations",
    "gaps",
    "rows",
    "chart",
    "palette",
    "payload",
    "webmap",
    "sizes",
    "labels",
    "fonts",
    "drawing",
    "sheet",
    "plate",
    "panels",
    "pixels",
    "pictures",
    "figure",
    "frames",
    "store",
    "formats",
    "downloads",
    "shelf",
    "answers",
    "routes",
    "prose",
    "dossier",
    "products",
    "markup",
    "pages",
    "feed",
    "site",
    "columns",
    "faults",
    "grid",
    "header",
    "workbook",
    "record",
    "entries",
    "claims",
    "intake",
    "session",
    "parts",
    "screens",
    "upload",
    "report",
    "targets",
    "own",
    "flags",
    "prints",
    "publish",
    "__main__",
]

#: The only files of the product that may import a framework.
DOORS = {
    # The app: its frame, a reader's session, the views. A file of its own for each, so
    # that none is longer than one sits down to read.
    "streamlit": {"app", "session", "parts", "screens", "upload"},
    # The addresses beside the app, on the server that Streamlit runs.
    "starlette": {"routes"},
    "folium": {"webmap"},
    "jinja2": {"webmap", "markup"},
    "markdown_it": {"prose"},
    "matplotlib": {"fonts", "drawing", "sheet", "plate", "pixels", "figure"},
    "fontpkg_pt_sans": {"fonts"},
    "fontTools": {"fonts"},
    "frictionless": {"schema"},
    "openpyxl": {"formats", "workbook"},
    "pyarrow": {"formats"},
    "pyogrio": {"formats"},
    # The command line: its commands, their options, and where they write.
    "click": {"__main__", "flags", "own", "prints", "publish", "targets"},
}
NETWORK = {"socket", "ssl", "http", "requests", "httpx", "aiohttp", "ftplib", "urllib3"}


def imports(path: Path) -> set[str]:
    """The dotted names a file imports, wherever in the file."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} has a relative import"
            names |= {node.module} | {f"{node.module}.{a.name}" for a in node.names}
    return names


FILES = {path.stem: imports(path) for path in (ROOT / "geo").glob("*.py")}
FILES["app"] = imports(ROOT / "app.py")


def test_every_module_has_its_place_in_the_order():
    assert set(FILES) == {*ORDER, "__init__", "app"}


@pytest.mark.parametrize("name", ORDER)
def test_an_import_only_points_down(name):
    used = {n.split(".")[1] for n in FILES[name] if n.startswith("geo.")}
    below = set(ORDER[: ORDER.index(name)])
    assert used & set(ORDER) <= below
    assert "app" not in {n.split(".")[0] for n in FILES[name]}


@pytest.mark.parametrize("framework", DOORS)
def test_a_framework_has_one_door(framework):
    users = {
        name
        for name, used in FILES.items()
        if framework in {n.split(".")[0] for n in used}
    }
    assert users == DOORS[framework]


def test_nothing_in_the_product_opens_a_socket():
    for name, used in FILES.items():
        assert not {n.split(".")[0] for n in used} & NETWORK, name
        assert not any(n.startswith("urllib.request") for n in used), name

"""An import only points down, and each framework is imported in one place."""

import ast
from functools import cache
from pathlib import Path

import pytest

from geo.storage import ROOT

#: From the bottom up (ARCHITECTURE.md): a package imports what stands above its own
#: line here, and itself; packages on one line do not import each other.
LEVELS = (
    ("storage", "text", "kept"),
    ("program", "child_process", "collector"),
    ("turns",),
    ("model",),
    ("tables",),
    ("presentation",),
    ("figures", "page"),
    ("export",),
    ("app", "cli", "interface"),
)
LEVEL = {package: number for number, line in enumerate(LEVELS) for package in line}

#: The packages or modules of the product that may import a framework, and do.
FRAMEWORKS = {
    "streamlit": {"app"},
    "starlette": {"app"},
    "click": {"cli"},
    "matplotlib": {"figures"},
    "fontTools": {"figures"},
    "folium": {"page", "interface"},
    "jinja2": {"page", "export.site"},
    "markdown_it": {"export.site"},
    "pyarrow": {"export", "tables.user.data_files", "app.widgets"},
    "pyogrio": {"export"},
    "frictionless": {"tables"},
    "openpyxl": {"export.formats"},
    "typst": {"export.brief.pdf", "export.codebook"},
    "docx": {"export.brief.docx", "export.brief.docx_text"},
    "segno": {"export.brief.pdf", "export.brief.docx"},
}
NETWORK = {"socket", "ssl", "http", "requests", "httpx", "aiohttp", "ftplib", "urllib3"}


@cache
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


def dotted(path: Path) -> str:
    """``model.dates`` for ``geo/model/dates.py``."""
    name = ".".join(path.relative_to(ROOT / "geo").with_suffix("").parts)
    return name.removesuffix(".__init__")


FILES = {
    dotted(path): path
    for path in sorted((ROOT / "geo").rglob("*.py"))
    if path.parent != ROOT / "geo" or path.stem in LEVEL
}


def package_of(name: str) -> str:
    return name.partition(".")[0]


def test_every_package_has_its_level():
    assert {package_of(name) for name in FILES} == set(LEVEL)


@pytest.mark.parametrize("name", FILES)
def test_an_import_only_points_down(name):
    own = package_of(name)
    names = {n.split(".")[1] for n in imports(FILES[name]) if n.startswith("geo.")} - {
        own
    }
    assert {package for package in names if LEVEL[package] >= LEVEL[own]} == set()


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_framework_is_imported_in_its_place(framework):
    users = {
        name
        for name, path in FILES.items()
        if framework in {n.partition(".")[0] for n in imports(path)}
    }
    places = FRAMEWORKS[framework]
    of_place = {p: [n for n in users if f"{n}.".startswith(f"{p}.")] for p in places}
    assert users == {name for names in of_place.values() for name in names}
    assert all(of_place.values()), of_place


def test_an_entry_point_holds_no_logic():
    names = {n.partition(".")[0] for n in imports(ROOT / "geo/__main__.py")}
    assert names == {"geo"}


def test_nothing_opens_a_socket_but_the_check_of_links_that_is_asked_for():
    for name, path in FILES.items():
        if name == "cli.links":
            continue
        names = imports(path)
        assert not {n.partition(".")[0] for n in names} & NETWORK, name
        assert not any(n.startswith("urllib.request") for n in names), name
    users = {name for name, path in FILES.items() if "geo.cli.links" in imports(path)}
    assert users == {"cli.data"}

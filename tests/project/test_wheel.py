"""What is installed from the wheel is what a clone has, and needs what it says."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, requires
from itertools import chain
from pathlib import Path
from urllib.request import urlopen

import pytest
from packaging.requirements import Requirement

from geo.cli import extras
from geo.page import document
from geo.presentation.scene import Scene
from geo.storage import ROOT
from geo.tables import load
from tests.project.test_layers import FRAMEWORKS

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PLAIN = [Requirement(text) for text in PROJECT["dependencies"]]
EXTRA = {
    name: [Requirement(text) for text in texts]
    for name, texts in PROJECT["optional-dependencies"].items()
}
PINS = {
    each.name.lower(): each
    for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    if (text := line.partition("#")[0].strip())
    for each in [Requirement(text)]
}


def test_a_clone_has_a_version_that_the_wheel_takes_of_everything_it_asks_for():
    needs = [r for r in (*PLAIN, *chain(*EXTRA.values())) if r.name != PROJECT["name"]]
    assert needs
    for requirement in needs:
        pin = next(iter(PINS[requirement.name.lower()].specifier)).version
        assert requirement.specifier.contains(pin), requirement
    assert {requirement.name.lower() for requirement in needs} == set(PINS)


def test_a_missing_library_is_named_with_the_extra_that_holds_it():
    assert set(extras.EXTRAS.values()) == set(EXTRA)
    optional = {name for name in FRAMEWORKS if name in extras.EXTRAS}
    assert {"matplotlib", "streamlit", "frictionless"} <= optional
    assert extras.remedy("matplotlib.figure").text("en") == (
        "this needs matplotlib.figure; install it with: "
        "pip install 'treaty-atlas[figures]'"
    )
    assert extras.remedy("geo.nothing") is None


def closure(needs: list[Requirement]) -> set[str]:
    """The distributions that pip installs for these, by their normalised names."""
    names: set[str] = set()
    while needs:
        requirement = needs.pop()
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        marker = requirement.marker
        if name in names or (marker and not marker.evaluate({"extra": ""})):
            continue
        names.add(name)
        try:
            needs += [Requirement(text) for text in requires(name) or ()]
        except PackageNotFoundError:  # of another platform
            continue
    return names


#: Hides every distribution that a plain install does not bring.
BLOCKER = """
import sys
from importlib.metadata import packages_distributions
ALLOWED = set({allowed!r})
HIDDEN = {{
    module for module, names in packages_distributions().items()
    if not ALLOWED & {{name.lower().replace("_", "-") for name in names}}
}}
class Hide:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in HIDDEN:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Hide())
sys.path.insert(0, {folder!r})
from geo.cli.main import start
start()
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("treaty_atlas-*-py3-none-any.whl")
    return path


@pytest.fixture(scope="module")
def plain(wheel, tmp_path_factory):
    """Runs the command line of the unpacked wheel with a plain install's libraries."""
    folder = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(wheel).extractall(folder)
    names = sorted(closure(list(PLAIN)))
    script = folder / "run.py"
    script.write_text(BLOCKER.format(allowed=names, folder=str(folder)), "utf-8")
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-P", script, *arguments],
            cwd=elsewhere,
            capture_output=True,
            text=True,
            env={"HOME": str(elsewhere), "PATH": ""},
        )

    run.folder, run.package_folder = elsewhere, folder
    return run


@pytest.mark.command_line
def test_the_wheel_holds_what_the_package_reads(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    paths = [*(ROOT / "assets").iterdir(), *(ROOT / "data").iterdir()]
    for path in paths:
        if path.name == "pictures":  # of the README
            continue
        inside = f"geo/{path.relative_to(ROOT).as_posix()}"
        assert any(name == inside or name.startswith(inside + "/") for name in names)
    assert {"geo/LICENSE", "geo/entry/app.py"} <= names
    assert not [name for name in names if "__pycache__" in name]


@pytest.mark.command_line
def test_two_builds_of_the_wheel_are_equal(wheel, tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


@pytest.mark.command_line
def test_a_plain_install_makes_the_page_that_a_clone_makes(plain):
    done = plain("page", "-o", "atlas.html")
    assert done.returncode == 0, done.stderr
    package = load.load_package()
    expected = document.page(Scene.of(package))
    assert (plain.folder / "atlas.html").read_text("utf-8") == expected


@pytest.mark.command_line
def test_a_plain_install_maps_a_table_of_ones_own(plain):
    table = "party_a,party_b,signed\nRussia,Cuba,2020-01-02\nRussia,China,2019\n"
    (plain.folder / "mine.csv").write_text(table, "utf-8")
    done = plain("page", "--table", "mine.csv", "-o", "mine.html")
    assert done.returncode == 0, done.stderr
    assert (plain.folder / "mine.html").read_bytes().startswith(b"<!DOCTYPE html>")


@pytest.mark.command_line
@pytest.mark.parametrize(
    ("command", "extra"),
    [
        (("figure", "-o", "map.png"), "figures"),
        (("data", "-o", "x.gpkg"), "formats"),
        (("check",), "check"),
        (("app",), "app"),
    ],
)
def test_what_needs_more_says_what_to_install(plain, command, extra):
    done = plain(*command)
    assert done.returncode == 2
    assert f"pip install 'treaty-atlas[{extra}]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.command_line
def test_the_app_starts_from_the_unpacked_wheel(plain):
    folder = plain.package_folder
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = "from geo.cli.main import start; start()"
    command = [sys.executable, "-P", "-c", code, "app", "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(folder), "HOME": str(plain.folder)}
    server = subprocess.Popen(
        command,
        cwd=plain.folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        # It says its address once it listens.
        assert any(f":{port}" in line for line in server.stdout)
        with urlopen(f"http://localhost:{port}/healthz") as answer:
            assert json.load(answer)["status"] == "ok"
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()

"""The page that reads a reader's own table in the browser, as files of the site."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile

import pytest

from geo import program
from geo.cli import main
from geo.export.in_browser import Reader
from geo.export.site import build, bundle, pages, templates
from geo.export.site.files import WrittenFile
from geo.model.languages import ON_A_PAGE
from geo.page import leaflet
from tests.helpers.sites import Parts

TABLE = b"Party,Partner,Signed\nJapan,Peru,1990\nJapan,Cuba,2001-05\n"


@pytest.fixture
def pyodide(tmp_path):
    """A folder with the files of Pyodide's npm package, of a few bytes each."""
    folder = tmp_path / "pyodide"
    folder.mkdir()
    for name in bundle.PYODIDE:
        (folder / name).write_text(name, "utf-8")
    (folder / "package.json").write_text('{"version": "1.2.3"}', "utf-8")
    return folder


@pytest.fixture(scope="module")
def archive():
    return zipfile.ZipFile(io.BytesIO(bundle.archive()))


def test_the_program_is_whole_and_unchanged(archive):
    for name, path in program.files():
        assert archive.read(name) == path.read_bytes()
    prepared = json.loads(archive.read("geo/page/leaflet.json"))
    assert leaflet.Leaflet(**prepared) == leaflet.parts()


def test_the_libraries_are_python_alone_and_bring_their_licences(archive):
    names = archive.namelist()
    assert not [name for name in names if name.endswith((".so", ".pyc"))]
    for package in ("jinja2", "markupsafe", "pycountry", "charset_normalizer"):
        assert f"{package}/__init__.py" in names
    assert [name for name in names if "licenses/" in name]
    lists = [name for name in names if name.startswith("pycountry/databases/")]
    assert lists == ["pycountry/databases/iso3166-1.json"]


@pytest.mark.command_line
def test_the_archive_needs_nothing_but_python_itself(archive, tmp_path):
    archive.extractall(tmp_path)
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from geo.export.in_browser import Reader\n"
        "for lang in ('en', 'ru'):\n"
        "    reader = Reader(lang)\n"
        "    reader.read(b'a,b,signed\\nJapan,Peru,1990\\n', 'x.csv')\n"
        "    reader.fields()\n"
        "reader = Reader('en')\n"
        f"reader.read({TABLE!r}, 'mine.csv')\n"
        "page = reader.product('html')\n"
        "sys.stdout.buffer.write(page)\n"
    )
    # -I and -S: without the libraries of this machine.
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True)
    assert done.stderr == b""
    reader = Reader("en")
    reader.read(TABLE, "mine.csv")
    assert done.stdout == reader.product("html")


def test_two_archives_are_equal():
    assert bundle.archive() == bundle.archive()


def test_a_site_without_pyodide_has_no_such_page(package):
    steps = build.plan(package, "", ())
    assert not [name for name in steps if bundle.FOLDER in name]


def test_a_site_with_pyodide_has_the_page_in_each_language(package, pyodide):
    steps = build.plan(package, "", (), pyodide)
    there = {name for name in steps if bundle.FOLDER in name}
    assert {f"{templates.folder(lang)}{bundle.PAGE}" for lang in ON_A_PAGE} < there
    files = set(bundle.files(pyodide))
    assert files < there
    assert f"{bundle.FOLDER}/atlas.zip" in files


@pytest.mark.parametrize("lang", ON_A_PAGE)
def test_the_page_says_what_it_loads_and_its_policy_is_its_own(package, pyodide, lang):
    made = {name: WrittenFile(1_500_000, "") for name in bundle.files(pyodide)}
    address = f"{templates.folder(lang)}{bundle.PAGE}"
    page = next(p for p in pages.pages(package, [], pyodide) if p.address == address)
    parts = Parts(templates.render(page, made).decode())
    number = "12.0" if lang == "en" else "12,0"
    assert number in parts.text and "1.2.3" in parts.text
    assert not re.search(r"https?://", " ".join(parts.links))
    (policy,) = (m["content"] for m in parts.all("meta") if "http-equiv" in m)
    assert "'wasm-unsafe-eval'" in policy
    assert "'unsafe-eval'" not in policy and "'unsafe-inline'" not in policy
    assert "default-src 'none'" in policy and "connect-src 'self'" in policy
    assert "http:" not in policy and "https:" not in policy


def test_a_folder_that_is_not_pyodides_is_refused_in_a_sentence(
    pyodide, tmp_path, capsys
):
    (pyodide / "pyodide.asm.wasm").unlink()
    with pytest.raises(bundle.NoPyodide, match=r"has no pyodide\.asm\.wasm"):
        bundle.files(pyodide)
    target = tmp_path / "site"
    code = main.run(["site", str(target), "--your-data", str(pyodide)])
    assert code == 2
    said = capsys.readouterr().err
    assert "name the folder of the npm package pyodide" in said
    assert not target.exists()

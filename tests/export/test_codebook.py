"""The codebook says what every column of the panel holds."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import pytest

from geo.export import codebook, panel
from geo.presentation.scene import Scene


@pytest.fixture(scope="module")
def scene(package) -> Scene:
    return Scene.of(package).with_years(2010, 2016)


def test_it_names_every_column_the_data_and_the_years(scene, package):
    text = codebook.markdown(scene).decode()
    for name, says in panel.COLUMNS.items():
        assert f"| `{name}` | {says} |" in text
    assert (
        f"Data: {package.version}, as of {package.as_of}; years 2010 to 2016." in text
    )
    assert "Zero says that the data have no such treaty." in text


def test_the_pdf_is_the_same_every_time(scene):
    assert codebook.pdf(scene) == codebook.pdf(scene)


@pytest.mark.command_line
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext here")
def test_the_pdf_says_the_same(scene, tmp_path):
    path = tmp_path / "codebook.pdf"
    path.write_bytes(codebook.pdf(scene))
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True)
    text = " ".join(done.stdout.decode().split())
    for name, says in panel.COLUMNS.items():
        assert name in text and says.split(",")[0] in text
    assert codebook.of(scene).edition in text


def test_the_name_of_a_file_is_text_in_the_pdf(scene):
    hostile = replace(scene.package, file_name='#panic("hit") $x$ [a.csv')
    assert codebook.pdf(Scene(hostile, scene.view)).startswith(b"%PDF-")

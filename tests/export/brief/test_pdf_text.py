"""The text of a PDF can be copied: whole words, in the order that they are read."""

import re
import shutil
import subprocess

import pytest

from geo.export import brief, pictures
from geo.figures import sizes
from geo.figures.options import FigureOptions
from geo.presentation.scene import Scene

pytestmark = [
    pytest.mark.command_line,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext here"),
]


def text_of(content: bytes, folder) -> str:
    """What pdftotext reads, without marks of direction, vowel signs and line ends."""
    path = folder / "made.pdf"
    path.write_bytes(content)
    command = ["pdftotext", "-enc", "UTF-8", str(path), "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    text = re.sub("[\u064b-\u0652\u200e\u200f\u202a-\u202e]", "", done.stdout.decode())
    return " ".join(text.split())


#: Words of the title in their order. The Arabic ones have no lam-alef: pdftotext takes
#: the two letters of that ligature apart in the order in which they are drawn.
TITLE = {
    "fr": "traités bilatéraux sur la sécurité internationale de l’information",
    "es": "tratados bilaterales sobre seguridad internacional de la información",
    "zh": "国际信息安全双边条约",
    "ar": "المعاهدات الثنائية المتعلقة بأمن المعلومات الدولي",
}


@pytest.mark.parametrize("lang", TITLE)
def test_the_text_of_a_brief_is_readable(package, lang, tmp_path):
    scene = Scene.of(package, lang=lang)
    text = text_of(brief.make(scene, "pdf"), tmp_path)
    assert TITLE[lang] in (text.replace(" ", "") if lang == "zh" else text)


@pytest.mark.parametrize("lang", ["ar", "zh"])
def test_the_text_of_a_figure_is_readable(package, lang, tmp_path):
    scene = Scene.of(package, lang=lang)
    options = FigureOptions(sizes.SIZES["a4"])
    text = text_of(pictures.figure(scene, options, "pdf"), tmp_path)
    assert TITLE[lang] in (text.replace(" ", "") if lang == "zh" else text)

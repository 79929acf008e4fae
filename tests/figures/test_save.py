"""The files: the same bytes, text as text, and what each says of itself."""

import io
import os
import re
import xml.etree.ElementTree as ET
import zlib

import numpy as np
import pytest
from PIL import Image

from geo.figures import figure, fonts, raster, save
from geo.figures.options import FigureOptions
from geo.model import countries
from geo.model.counting import state
from geo.model.view import View
from geo.presentation import captions, strings
from geo.presentation.scene import Scene
from tests.helpers.commands import together

pytestmark = pytest.mark.drawn

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def view(package):
    return View.of(package.span, lang="ru").with_preset("chapter", package.span)


@pytest.fixture(scope="module")
def files(package, view):
    options = FigureOptions(labels=True, dpi=100)
    sheet = figure.sheet(Scene(package, view), options)
    about = figure.about(Scene(package, view), options)
    kinds = ("png", "small", "svg", "pdf")
    return {kind: save.write(sheet, about, kind, 100) for kind in kinds}


@pytest.fixture(scope="module")
def svg(files):
    return ET.fromstring(files["svg"].decode())


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_the_same_view_gives_the_same_bytes(package, view, files, kind):
    options = FigureOptions(labels=True, dpi=100)
    assert figure.render(Scene(package, view), options, kind) == files[kind]


@pytest.mark.command_line
def test_another_process_with_another_hash_seed_gives_the_same_bytes(tmp_path):
    pieces = []
    for seed in ("1", "2"):
        paths = [tmp_path / f"{seed}.{kind}" for kind in ("svg", "pdf")]
        commands = {path.name: ["figure", "-o", str(path)] for path in paths}
        answers = together(commands, env={**os.environ, "PYTHONHASHSEED": seed})
        assert [code for code, _ in answers.values()] == [0, 0]
        pieces.append([path.read_bytes() for path in paths])
    assert pieces[0] == pieces[1]


def test_no_file_says_when_or_with_what_it_was_made(files):
    for content in files.values():
        assert b"CreationDate" not in content
        assert b"/Producer" not in content
        assert b"dc:date" not in content
        assert not re.search(rb"matplotlib v?\d", content.lower())


# --- SVG ---


def test_an_svg_has_a_title_and_a_description_for_a_screen_reader(svg, package, view):
    assert svg.get("role") == "img"
    assert svg.get("lang") == "ru"
    title, text = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert svg.get("aria-labelledby").split() == [title.get("id"), text.get("id")]
    assert title.text == Scene(package, view).figure_title
    current = state(package.treaties, view)
    assert text.text == captions.alternative_text(current, countries.name)
    assert len(svg.findall(f"{SVG}title")) == 1


def test_the_text_of_an_svg_is_text(svg, package, view):
    texts = [t.text for t in svg.iter(f"{SVG}text")]
    assert "Мьянма *" in texts
    whole = " ".join(texts)
    assert Scene(package, view).figure_title in whole
    assert strings.word("rule", "ru") in whole


def test_an_svg_carries_the_letters_it_uses_and_asks_nobody_for_them(files, svg):
    text = files["svg"].decode()
    assert text.count("@font-face") == 2
    assert set(re.findall(r"url\((\w+:)", text)) == {"data:"}
    assert not re.search(r'href="(?!#)', text)
    families = set(re.findall(r"font-family: ([^;\"]+)", text))
    assert families == {f"'{fonts.FAMILY}', 'PT Sans', sans-serif"}
    assert len(text) < 3_000_000


def test_hostile_text_in_a_title_is_no_markup(package):
    title = "<script>alert(1)</script> & \"quoted\" ]]> $x^2$ 'q'"
    options = FigureOptions(title=title)
    content = figure.render(Scene.of(package), options, "svg").decode()
    assert "<script" not in content
    root = ET.fromstring(content)
    assert root.find(f"{SVG}title").text == title
    assert title in " ".join(t.text for t in root.iter(f"{SVG}text"))


def points(path: str) -> np.ndarray:
    """Where a path of M, l and z goes, in hundredths."""
    x = y = 0.0
    steps = []
    for command, rest in re.findall(r"([Mlz])([^Mlz]*)", path):
        if command == "z":
            continue
        dx, dy = (float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", rest))
        x, y = (dx, dy) if command == "M" else (x + dx, y + dy)
        steps.append((x, y))
    return np.array(steps)


def test_a_shortened_path_goes_the_same_way():
    path = (
        "M 246.169 249.571 \nL 246.2 249.63 \nL -0.004 -12.345 \nL 0 0 \nz \nM 1 2 \nz"
    )
    expected = [[246.17, 249.57], [246.2, 249.63], [0, -12.34], [0, 0], [1, 2]]
    assert points(save._short(path)) == pytest.approx(np.array(expected), abs=0.011)
    assert save._short("M 1 2 \nL 1.001 2.001 \nz") == "M1 2z"


def test_rounding_does_not_add_up_along_a_coast():
    steps = np.cumsum(np.full((500, 2), 0.0149), axis=0)
    path = "M 0 0 \n" + "".join(f"L {x:.6f} {y:.6f} \n" for x, y in steps)
    assert points(save._short(path))[-1] == pytest.approx(steps[-1], abs=0.011)


# --- PDF ---


def test_a_pdf_embeds_the_typeface_and_keeps_text(files):
    content = files["pdf"]
    assert b"/FontFile2" in content  # TrueType
    assert b"PTSans" in content
    assert b"/Type3" not in content
    assert b"/ToUnicode" in content


def test_a_pdf_says_title_description_author_licence_and_edition(files, package, view):
    (info,) = [o for o in files["pdf"].split(b"endobj") if b"/Subject" in o]
    for key in (b"/Title", b"/Author", b"/Subject", b"/Keywords"):
        assert key in info
    keywords = re.search(rb"/Keywords \((.*?)(?<!\\)\)", info, re.DOTALL)[1]
    for part in ("CC-BY-4.0", package.version):
        plain, wide = part.encode(), part.encode("utf-16-be")
        assert plain in keywords or wide in keywords


def test_a_pdfs_page_holds_readable_operators(files):
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", files["pdf"], re.DOTALL)
    contents = [zlib.decompress(s) for s in streams if s[:1] == b"x"]
    assert any(b"BT" in s and b"TJ" in s for s in contents)


# --- PNG ---


def test_a_small_png_keeps_flat_colours_texts_and_resolution(files):
    full, small = (Image.open(io.BytesIO(files[k])) for k in ("png", "small"))
    assert len(files["small"]) < 0.6 * len(files["png"])
    assert small.mode == "P"
    assert small.size == full.size
    assert small.text == full.text
    assert small.info["dpi"] == pytest.approx(full.info["dpi"])
    one, other = (np.asarray(i.convert("RGB")).astype(int) for i in (full, small))
    away = np.abs(one - other).max(axis=2)
    assert (away == 0).mean() > 0.9
    assert away.max() < 48


def test_a_palette_has_the_most_frequent_colours():
    image = Image.new("RGB", (40, 40), "#1a6fb0")
    image.paste("#ffffff", (0, 0, 20, 40))
    table = raster.palette([image])
    again = raster.to_palette(image, table).convert("RGB")
    assert again.tobytes() == image.tobytes()


def test_a_palette_keeps_a_rare_hue_among_many_greys():
    greys = np.repeat(np.arange(256, dtype=np.uint8), 300).reshape(256, 300, 1)
    image = Image.fromarray(np.repeat(greys, 3, axis=2))
    image.paste("#8a2b2b", (0, 0, 3, 3))
    table = raster.palette([image])
    assert raster.to_palette(image, table).convert("RGB").getpixel((1, 1)) == (
        138,
        43,
        43,
    )

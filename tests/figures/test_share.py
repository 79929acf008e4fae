"""Pictures for a social network: the chosen country first, and whose word it is."""

import io
from datetime import date

import pytest
from matplotlib.colors import to_hex
from PIL import Image

from geo.figures import dark, figure, lifelines, save, sizes
from geo.figures.options import FigureOptions
from geo.model import countries
from geo.model.package import Package
from geo.model.view import LANGUAGES, Span
from geo.presentation import colours, strings
from geo.presentation.scene import Scene
from tests.model.test_succession import TABLE

pytestmark = pytest.mark.drawn

SHARE = ("share", "share-square", "share-wide")


def options(name: str) -> FigureOptions:
    return FigureOptions.parse({"size": name})


def texts(sheet) -> str:
    return " ".join(t.get_text() for t in sheet.figure.texts)


#: Every answer in every size; in the other languages the longest and the shortest.
ANSWERS = [
    *(("en", name, code) for name in SHARE for code in ("IND", "ZWE", "KGZ", "FRA")),
    *(
        (lang, name, code)
        for lang in LANGUAGES
        if lang != "en"
        for name, code in zip(SHARE, ("IND", "KGZ", "FRA"), strict=True)
    ),
    *(("ru", "share", code) for code in ("ARM", "TJK")),
]


@pytest.mark.parametrize(("lang", "name", "code"), ANSWERS)
def test_the_answer_is_the_title_and_its_source_the_next_line(
    package, name, lang, code
):
    scene = Scene.of(package, lang=lang, country=code)
    sheet = figure.sheet(scene, options(name))
    whole = texts(sheet)
    assert not sheet.shortened
    assert countries.name(code, lang) in whole
    found = [t for t in package.treaties if t.partner_of("RUS") == code]
    if found:
        field = "in_force" if found[0].in_force else "signed"
        publishers = {c.publisher for c in found[0].claims(field)}
        assert any(publisher in whole for publisher in publishers)
    else:
        assert strings.word("share.none", lang).split()[-1] in whole
    for said in (scene.as_of, scene.citation):
        assert said.split()[-1] in whole
    assert all(t.get_fontsize() >= sizes.SMALLEST_TYPE for t in sheet.figure.texts)
    # No signatory's name is left out for a long answer's sake.
    assert sheet.without_room == []


def gids(sheet) -> set[str]:
    return {a.get_gid() for a in sheet.figure.findobj() if a.get_gid()}


def test_the_chosen_country_is_outlined_and_a_small_one_ringed(package):
    drawn = {
        code: gids(figure.sheet(Scene.of(package, country=code), options("share")))
        for code in ("CHN", "ARM", "")
    }
    assert "called" in drawn["CHN"] and "ring" not in drawn["CHN"]
    assert {"called", "ring"} <= drawn["ARM"]
    assert "called" not in drawn[""]


def test_a_figure_for_paper_calls_nobody_out(package):
    assert "called" not in gids(figure.sheet(Scene.of(package, country="CHN")))


@pytest.mark.parametrize("name", SHARE)
def test_the_file_has_the_pixels_of_its_name_unless_the_reader_says(package, name):
    asked = options(name)
    made = figure.render(Scene.of(package, country="IND"), asked)
    size = Image.open(io.BytesIO(made)).size
    assert size == {"share": (1200, 630), "share-wide": (1600, 900)}.get(
        name, (1080, 1080)
    )
    assert FigureOptions.parse({"size": name, "dpi": "300"}).dpi == 300
    assert asked.params() == {"size": name}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_life_lines_are_shared_with_every_row(package, lang):
    sheet, about = lifelines.draw(Scene.of(package, lang=lang), options("share"))
    rows = [t for t in sheet.figure.texts if t.get_gid() == "row"]
    assert len(rows) == len(package.treaties)
    assert len(save.write(sheet, about, "small", 150)) < 150_000


def test_a_dark_figure_has_the_dark_colour_of_every_class(package):
    scene = Scene.of(package)
    sheet = dark.darken(figure.sheet(scene, FigureOptions(dpi=60)))
    (fills,) = [a for a in sheet.figure.axes[0].collections if a.get_gid() == "fills"]
    shown = {to_hex(c) for c in fills.get_facecolor()}
    looks = {colours.CLASSES[key].dark for key in scene.present}
    assert looks <= shown
    assert not shown & {colours.CLASSES[key].light for key in scene.present}


def test_text_on_a_dark_figure_can_be_read(package):
    sheet = dark.darken(figure.sheet(Scene.of(package)))
    paper = colours.luminance("#0e1317")
    for text in sheet.figure.texts:
        light = colours.luminance(to_hex(text.get_color()))
        if text.get_gid() != "label":
            assert (light + 0.05) / (paper + 0.05) >= 4.5


def test_a_union_is_called_out_around_its_edge_alone():
    span = Span(1970, 1995)
    package = Package(TABLE, (), (), (), "own", date(2026, 11, 24), span, "a")
    scene = Scene.of(package, focus="USA", country="SUN").with_years(1970, 1990)
    sheet = figure.sheet(scene, options("share"))
    (axes,) = sheet.figure.axes
    found = {a.get_gid(): a for a in axes.collections}

    def steps(path) -> set:
        pairs = zip(path.vertices[:-1], path.vertices[1:], strict=True)
        drawn = zip(pairs, path.codes[1:], strict=True)
        return {frozenset(map(tuple, p)) for p, c in drawn if c != path.MOVETO}

    edge = steps(found["called"].get_paths()[0])
    fills = found["fills"]
    areas = dict(zip(fills.uids, map(steps, fills.get_paths()), strict=True))
    assert edge & areas["RUS"] and edge & areas["KAZ"]
    between = {step for step in areas["RUS"] & areas["KAZ"] if len(step) == 2}
    assert between and not edge & between
    said = texts(sheet)
    assert "parties of their own" in said

"""The typefaces: a line is set in those its letters need, and no other is opened."""

import re
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from geo.figures import figure, fonts, layout, sizes
from geo.figures.options import BadOptions, FigureOptions
from geo.presentation import strings
from geo.presentation.scene import Scene


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("Договоры 2010–2026", ["Atlas PT Sans"]),
        ("معاهدات ثنائية", ["Atlas PT Sans", "Atlas Tajawal"]),
        ("双边条约 한국 日本", ["Atlas PT Sans", "Atlas Noto Sans CJK"]),
    ],
)
def test_a_line_is_set_in_the_typefaces_its_letters_need(text, families):
    assert list(fonts.families(text)) == families
    assert fonts.missing(text) == ""


def test_a_letter_that_no_typeface_has_is_named():
    assert fonts.missing("Brazil ᚠ") == "ᚠ"
    with pytest.raises(BadOptions):
        FigureOptions(title="ᚠ")


def test_a_mark_of_direction_is_no_letter():
    assert fonts.missing("\u200f2010\u2066–\u2069") == ""


@pytest.mark.parametrize("title", ["معاهدات ثنائية", "双边信息安全条约"])
@pytest.mark.drawn
def test_an_svg_holds_the_letters_of_its_title_and_its_text_stays_text(package, title):
    options = FigureOptions(sizes.parse("120x100"), title=title)
    text = figure.render(Scene.of(package), options, "svg").decode()
    assert f">{title}</text>" in text
    (family,) = set(fonts.families(title)) - {fonts.FAMILY}
    assert f"@font-face{{font-family:'{family}';" in text
    names = re.search(rf"font-family: ([^;\"]*{family}[^;\"]*)", text)[1]
    assert names.endswith("'PT Sans', sans-serif")


@pytest.mark.drawn
def test_an_svg_without_their_letters_holds_no_other_typeface(package):
    options = FigureOptions(sizes.parse("120x100"))
    text = figure.render(Scene.of(package), options, "svg").decode()
    assert set(re.findall(r"@font-face{font-family:'([^']*)'", text)) == {fonts.FAMILY}


@pytest.mark.parametrize("room", [1.1, 1.7, 2.6, 4.0, 6.1])
def test_no_line_of_chinese_begins_with_a_mark_or_cuts_a_number(room):
    text = strings.word("rule", "zh") + strings.word("chart.gap", "zh")
    lines = layout.wrap(text, 8, room)
    assert len(lines) > 2
    assert "".join(lines) == text
    for line, following in pairwise(lines):
        assert following[0] not in "，。；：、！？）》」』”’"
        assert not (line[-1].isdigit() and following[0].isdigit())


def test_chinese_marks_stand_where_the_mainland_sets_them():
    # In Taiwan's letters a comma stands in the middle of its square.
    with fonts.settings():
        sheet = Figure(figsize=(2, 1), dpi=100)
        canvas = FigureCanvasAgg(sheet)
        sheet.text(0, 0.3, "效，", fontproperties=fonts.face("normal", 60, "效，"))
        canvas.draw()
    ink = np.nonzero((np.asarray(canvas.buffer_rgba())[..., 0] < 128).any(axis=0))[0]
    square = 60 / 72 * 100
    assert square < ink.max() < 1.5 * square


def test_the_letters_of_an_svg_are_chosen_once_and_anew_where_one_is_another(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    texts = {"normal": "Treaty", "bold": "1992"}
    first = fonts.style_sheet(texts)
    assert "font-weight:700" in first
    monkeypatch.setattr(fonts, "_subset", lambda *_: b"another")
    assert fonts.style_sheet(texts) == first
    assert fonts.style_sheet(texts | {"bold": "1993"}) != first
    assert len(list(tmp_path.iterdir())) == 1

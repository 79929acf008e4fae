"""The typefaces: a line is set in those its letters need, and no other is opened."""

import re

import pytest

from geo.figures import figure, fonts, sizes
from geo.figures.options import BadOptions, FigureOptions
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
def test_an_svg_holds_the_letters_of_its_title_and_its_text_stays_text(package, title):
    options = FigureOptions(sizes.parse("120x100"), title=title)
    text = figure.render(Scene.of(package), options, "svg").decode()
    assert f">{title}</text>" in text
    (family,) = set(fonts.families(title)) - {fonts.FAMILY}
    assert f"@font-face{{font-family:'{family}';" in text
    names = re.search(rf"font-family: ([^;\"]*{family}[^;\"]*)", text)[1]
    assert names.endswith("'PT Sans', sans-serif")


def test_an_svg_without_their_letters_holds_no_other_typeface(package):
    options = FigureOptions(sizes.parse("120x100"))
    text = figure.render(Scene.of(package), options, "svg").decode()
    assert set(re.findall(r"@font-face{font-family:'([^']*)'", text)) == {fonts.FAMILY}

"""Every kind of figure is laid out by one table, whichever host asks."""

import pytest

from geo.app import figure_form
from geo.cli import figures as commands
from geo.figures import kinds, sizes
from geo.figures.options import FigureOptions
from geo.presentation.scene import Scene

SMALL = FigureOptions(sizes.SIZES["square"], dpi=50)


@pytest.mark.parametrize("kind", kinds.LAYOUTS)
@pytest.mark.drawn
def test_each_kind_has_a_sheet_and_texts_that_name_it(package, kind):
    scene = Scene.of(package)
    sheet, about = kinds.lay_out(kind, scene, SMALL, (2012, 2020))
    assert sheet.figure.texts
    assert about.title and about.description
    assert f"treaty-atlas:{kind}?" in about.record


def test_the_hosts_offer_kinds_of_the_table_and_animations():
    (option,) = (p for p in commands.frames.params if p.name == "kind")
    assert set(option.type.choices) - {"gif", "webp"} == set(kinds.LAYOUTS) - {"figure"}
    moving = {figure_form.ANIMATION, "webp"}
    still = set(figure_form.KINDS) - {figure_form.ONE, *moving}
    assert still <= set(kinds.LAYOUTS)

"""Six pictures as they were when somebody last looked at them.

After a change that is meant: ``python -m tests.figures.test_pinned``, look at what git
shows as changed in ``tests/pictures``, and commit it with the reason.
"""

import matplotlib
import numpy as np
import pytest
from PIL import Image

from geo.figures import figure, fonts, raster, sizes
from geo.figures.difference import difference
from geo.figures.multiples import multiples
from geo.figures.options import FigureOptions
from geo.model.treaties import Basis
from geo.model.view import View
from geo.presentation.scene import Scene
from geo.storage import ROOT
from geo.tables import load

FOLDER = ROOT / "tests" / "pictures"
RECORD = FOLDER / "matplotlib.txt"
DPI = 80

#: The share of pixels that may differ by more than a shade: another version of zlib or
#: FreeType moves an edge, never an area.
TOLERANCE, SHADE = 0.002, 24


def _sheets():
    """Name -> how the sheet is made."""
    package = load.load_package()
    span = package.span
    plain = View.of(span)
    chapter, russian = plain.with_preset("chapter", span), View.of(span, lang="ru")
    force = View.of(span, basis=Basis.IN_FORCE)
    page, slide = sizes.SIZES["a4-page"], sizes.SIZES["slide"]
    years = [2014, 2018, 2021, 2024]
    return {
        "chapter-a4": lambda: figure.sheet(
            Scene(package, chapter), FigureOptions(labels=True)
        ),
        "russian-square": lambda: figure.sheet(
            Scene(package, russian), FigureOptions(sizes.parse("square"))
        ),
        "in-force-slide": lambda: figure.sheet(
            Scene(package, force), FigureOptions(slide)
        ),
        "grey-page": lambda: figure.sheet(
            Scene(package, force), FigureOptions(page, grey=True)
        ),
        "multiples": lambda: multiples(Scene(package, plain), years, FigureOptions())[
            0
        ],
        "difference": lambda: difference(
            Scene(package, force), [2018, 2024], FigureOptions()
        )[0],
    }


def drawn(name: str) -> Image.Image:
    sheet = _sheets()[name]()
    with fonts.settings():
        image = raster.image_of(sheet.figure, DPI)
    return raster.to_palette(image, raster.palette([image]))


@pytest.mark.pinned
@pytest.mark.parametrize("name", _sheets())
def test_a_picture_is_as_it_was(name):
    if RECORD.read_text().strip() != matplotlib.__version__:
        pytest.skip("pinned with another matplotlib: draw and look anew")
    one = np.asarray(drawn(name).convert("RGB")).astype(int)
    other = np.asarray(Image.open(FOLDER / f"{name}.png").convert("RGB"))
    assert one.shape == other.shape
    away = np.abs(one - other).max(axis=2) > SHADE
    assert away.mean() <= TOLERANCE, f"{away.mean():.4f} of the pixels differ"


def test_there_are_at_most_six_and_no_other():
    names = {path.stem for path in FOLDER.glob("*.png")}
    assert names == set(_sheets())
    assert len(names) <= 6


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    RECORD.write_text(matplotlib.__version__ + "\n")
    for each in _sheets():
        drawn(each).save(FOLDER / f"{each}.png", optimize=True)

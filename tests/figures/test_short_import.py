"""matplotlib imported without what no drawing needs: the same bytes, and no trace."""

import hashlib
import subprocess
import sys

import pytest

from geo.figures import figure, short_import
from geo.presentation.scene import Scene
from geo.storage import ROOT
from geo.tables.load import load_package

DRAWN = """
import gc, hashlib, sys, warnings
warnings.simplefilter("error")
from geo.figures import short_import
short_import.prepare()
assert gc.isenabled()
assert "mpl_toolkits.mplot3d" not in sys.modules
from matplotlib import artist
from matplotlib.lines import Line2D
assert "linewidth" in artist.kwdoc(Line2D)
from geo.figures import figure
from geo.presentation.scene import Scene
from geo.tables.load import load_package
scene = Scene.of(load_package())
for kind in ("png", "svg", "pdf"):
    print(hashlib.sha256(figure.render(scene, kind=kind)).hexdigest())

class Own(Line2D):
    def set_own(self, value): self.own = value

line = Own([0, 1], [0, 1])
line.set(own=3, linewidth=2)
assert (line.own, line.get_linewidth()) == (3, 2)
"""


@pytest.mark.command_line
def test_what_is_left_out_has_no_part_in_a_drawing():
    command = [sys.executable, "-c", DRAWN]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    scene = Scene.of(load_package())
    drawn = [figure.render(scene, kind=kind) for kind in ("png", "svg", "pdf")]
    assert out.stdout.split() == [hashlib.sha256(d).hexdigest() for d in drawn]


def test_where_matplotlib_is_imported_already_nothing_of_it_changes():
    from matplotlib.lines import Line2D

    short_import.prepare()
    assert "linewidth" in Line2D.set.__doc__

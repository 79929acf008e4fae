"""The notebook runs from top to bottom and says what the library says."""

from __future__ import annotations

import json
import re
import warnings

import pytest

from geo.model import counting
from geo.model.view import View
from geo.presentation import captions, citations
from geo.storage import DATA
from geo.tables import load

NOTEBOOK = DATA / "example.ipynb"


@pytest.fixture(scope="module")
def outputs():
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        # Streamlit, tried in the same process, has chosen a backend without a screen.
        patch.delenv("MPLBACKEND", raising=False)
        warnings.simplefilter("ignore")  # the kernel's own libraries are not ours
        import nbformat
        from nbclient import NotebookClient

        notebook = nbformat.read(NOTEBOOK, as_version=4)
        here = {"metadata": {"path": str(NOTEBOOK.parent)}}
        NotebookClient(notebook, timeout=120, resources=here).execute()
    return {cell["id"]: cell for cell in notebook.cells}


def said(cell) -> str:
    return "".join(out.get("text", "") for out in cell["outputs"])


def test_it_is_kept_without_outputs():
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert not any(cell.get("outputs") for cell in cells)


@pytest.mark.command_line
def test_it_counts_as_the_library_does(outputs):
    package = load.load_package()
    view = View.of(package.span).with_years(2010, 2016)
    headline = captions.headline(counting.state(package.treaties, view))
    assert headline in said(outputs["state"])


@pytest.mark.command_line
def test_it_shows_every_claim_about_a_fact(outputs):
    (table,) = [o["data"]["text/plain"] for o in outputs["claims"]["outputs"]]
    treaty = next(t for t in load.load_package().treaties if t.id == "RUS-IRN-2021")
    claims = [s for s in treaty.sources if s.field == "in_force"]
    assert claims and len(table.splitlines()) >= 1 + len(claims)


@pytest.mark.command_line
def test_it_draws_a_map(outputs):
    kinds = {kind for out in outputs["plot"]["outputs"] for kind in out["data"]}
    assert "image/png" in kinds


@pytest.mark.command_line
def test_it_shows_the_interactive_map_without_the_network(outputs):
    (out,) = outputs["page"]["outputs"]
    assert "<iframe srcdoc=" in "".join(out["data"]["text/html"])


@pytest.mark.command_line
def test_it_bounds_what_the_data_leave_open(outputs):
    (table,) = [o["data"]["text/plain"] for o in outputs["panel"]["outputs"]]
    assert "in_force_lo" in table and "2026" in table


@pytest.mark.command_line
def test_its_regression_has_both_ends(outputs):
    (table,) = [o["data"]["text/plain"] for o in outputs["regression"]["outputs"]]
    values = [float(v) for v in re.findall(r"-?\d+\.\d+$", table, re.MULTILINE)]
    least, lower, upper, most = values
    assert least <= min(lower, upper) <= max(lower, upper) <= most
    assert least < most


@pytest.mark.command_line
def test_it_cites_the_version(outputs):
    assert citations.text(load.load_package(), "en").strip() in said(
        outputs["citation"]
    )

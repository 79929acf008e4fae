"""The page's scripts beside the library: the cases of both, compared.

The library computes the cases, a function of ``tests/js/differences.js`` compares;
under Node.js, or in the browser on a machine without it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers import node

#: What the headline counts.
HEADLINE_COUNTS = (
    "countries",
    "instruments",
    "possible",
    "confirmed",
    "one_source",
    "not_confirmed",
)

JS = Path(__file__).parent.parent / "js"
NODE = node.find()

#: For a test that takes the fixture: a browser is a kind of its own.
WHERE = "node" if NODE else pytest.param("browser", marks=pytest.mark.browser)

Compare = Callable[[str, dict], None]


@pytest.fixture(params=[WHERE])
def compare(request: pytest.FixtureRequest, tmp_path: Path) -> Compare:
    """``compare("link", cases)`` fails with what the two say where they differ."""
    if request.param == "node":
        return lambda name, cases: _under_node(name, cases, tmp_path)
    offline = request.getfixturevalue("offline")
    page = offline.open(request.getfixturevalue("page_file"))
    return lambda name, cases: _in_the_browser(name, cases, page)


def _under_node(name: str, cases: dict, folder: Path) -> None:
    file = folder / "cases.json"
    file.write_text(json.dumps(cases), encoding="utf-8")
    command = [NODE, "--test", "--test-reporter=tap", str(JS / f"{name}.test.js")]
    env = {**os.environ, "PAGE_CASES": str(file)}
    process = subprocess.run(command, env=env, capture_output=True, text=True)
    assert process.returncode == 0, process.stdout + process.stderr
    totals = dict(re.findall(r"^# (pass|fail|skipped) (\d+)$", process.stdout, re.M))
    assert totals == {"pass": str(len(cases)), "fail": "0", "skipped": "0"}


def _in_the_browser(name: str, cases: dict, page) -> None:
    source = (JS / "differences.js").read_text(encoding="utf-8")
    results = page.evaluate(
        f"""([name, cases]) => {{ {source}
        return Object.entries(cases).map(
          ([kind, of]) => differences[name][kind](atlas, of)); }}""",
        [name, cases],
    )
    assert [f["differing"][:10] for f in results] == [[]] * len(cases)
    assert all(f["compared"] > 10 for f in results)

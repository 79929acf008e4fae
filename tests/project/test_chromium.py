"""The browser of the tests is the one Playwright means to drive."""

import re
from pathlib import Path

import playwright

from tests.helpers import chromium

BUNDLE = Path(playwright.__file__).parent / "driver/package/lib/coreBundle.js"


def test_all_that_playwright_turns_off_stays_off():
    """Chromium heeds one list of features, the last: ours has to hold Playwright's."""
    text = BUNDLE.read_text(encoding="utf-8")
    features = re.search(r"disabledFeatures = \[(.*?)\]", text, re.DOTALL)[1]
    assert set(re.findall(r'^\s*"(\w+)"', features, re.MULTILINE)) == set(
        chromium.PLAYWRIGHTS
    )

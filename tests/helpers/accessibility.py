"""What axe, the checker of accessibility rules, finds wrong in a document."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Frame, Page

#: The levels A and AA of the Web Content Accessibility Guidelines 2.2.
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")

#: And what axe recommends beside them.
ALL = (*WCAG, "best-practice")


@cache
def _script() -> str:
    (path,) = Path(axe_playwright_python.__file__).parent.glob("**/axe.min.js")
    return path.read_text(encoding="utf-8")


def violations(
    document: Page | Frame, rules: tuple[str, ...] = ALL, *, frames: bool = True
) -> list[tuple[str, str]]:
    """Each rule that is broken and the start of the first element that breaks it.

    Args:
        document: the page or a frame of it, whose policy must let axe's script in.
        rules: the tags of axe's rules.
        frames: whether the documents inside are looked at too.
    """
    document.evaluate(_script())
    # Without the types axe describes every element that it finds in order, too.
    results = document.evaluate(
        "options => axe.run(document, options).then((found) => found.violations)",
        {"runOnly": list(rules), "resultTypes": ["violations"], "iframes": frames},
    )
    return [(one["id"], one["nodes"][0]["html"][:120]) for one in results]

"""Which strings the page may say: those that its scripts and its template name.

A string is named whole, ``w("close")`` or ``data-word="close"``, or by its beginning in
a template, as in ``basis.${view.basis}``: then every string that begins so is kept.
The names of facts come with the data.
"""

from __future__ import annotations

import re
from functools import lru_cache

from geo.model.treaty_fields import FACTS
from geo.presentation import strings
from geo.storage import ASSETS

_QUOTED = re.compile(r"""["']([a-z][\w.-]*)["']""")
_BEGINNING = re.compile(r"`([a-z][\w-]*\.)\$\{")


@lru_cache(maxsize=1)
def keys_in_use() -> tuple[str, ...]:
    """The keys of assets/strings that a file of assets/page names, and of facts."""
    files = sorted((ASSETS / "page").iterdir())
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for path in files
        if path.suffix in (".js", ".html")
    )
    keys = {*_QUOTED.findall(text), *FACTS}
    beginnings = tuple(set(_BEGINNING.findall(text)))
    return tuple(
        key for key in strings.all_keys() if key in keys or key.startswith(beginnings)
    )

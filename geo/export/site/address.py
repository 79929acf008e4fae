"""Where a site is found: its address as it is given and as links need it."""

from __future__ import annotations

import re

from geo.model.worded import WordedError
from geo.text import quoted

_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?"
    r"(?:/[A-Za-z0-9._~-]+)*/?",
    re.ASCII,
)


class BadSite(WordedError):
    """The site cannot be built there or under that address; the message says why."""


def address(base_url: str) -> str:
    """The address of a site, ending in a slash; nothing stays nothing.

    Raises:
        BadSite: no http or https address, or one with a query or a fragment.
    """
    if base_url and not _ADDRESS.fullmatch(base_url):
        raise BadSite(
            "site.refused.address",
            text=quoted(base_url),
            example="https://host/",
            longer="https://host/path/",
        )
    return base_url and base_url.rstrip("/") + "/"

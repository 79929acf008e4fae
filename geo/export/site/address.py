"""Where a site is found: its address as it is given and as links need it."""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?"
    r"(?:/[A-Za-z0-9._~-]+)*/?",
    re.ASCII,
)


class BadSite(ValueError):
    """The site cannot be built there or under that address; the message says why."""


def address(base_url: str) -> str:
    """The address of a site, ending in a slash; nothing stays nothing.

    Raises:
        BadSite: no http or https address, or one with a query or a fragment.
    """
    if base_url and not _ADDRESS.fullmatch(base_url):
        raise BadSite(
            f"{base_url[:80]!r} is no address of a site: write https://host/ or "
            "https://host/path/, in ASCII, without query and fragment"
        )
    return base_url and base_url.rstrip("/") + "/"

"""What a site tells programs of itself: feed of changes, sitemap, robots.txt.

Dates are those the changelog of the data gives: an entry without one is on its page,
and in no feed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as Xml

from geo.export.site import markdown
from geo.model.languages import SOURCE
from geo.model.package import Package
from geo.presentation import citations
from geo.text import clean

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"

_ENTRY = re.compile(r"^## +(\S+) +\((\d{4}-\d{2}-\d{2})\) *$", re.MULTILINE)
_ANY = re.compile(r"^## ", re.MULTILINE)


@dataclass(frozen=True)
class Change:
    """One dated entry of a changelog."""

    version: str
    day: date
    text: str  # Markdown

    @property
    def anchor(self) -> str:
        """Where it stands on the page of changes."""
        return markdown.slug(f"{self.version} ({self.day})")


def changes(text: str) -> list[Change]:
    """The dated entries of a changelog, newest first as it has them.

    Raises:
        ValueError: a date is no day of the calendar.
    """
    entries = []
    for match in _ENTRY.finditer(text):
        following = _ANY.search(text, match.end())
        body = text[match.end() : following.start() if following else None]
        day = date.fromisoformat(match[2])
        entries.append(Change(match[1], day, body.strip()))
    return entries


def atom(
    package: Package,
    entries: Sequence[Change],
    root: str,
    page: str,
    links: Mapping[str, str],
) -> bytes:
    """The changes as an Atom feed (RFC 4287).

    Args:
        root: the address of the site, ending in a slash.
        page: the address of the page of changes below it.
        links: relative address in the changelog -> whole address.
    """
    feed = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    newest = max((entry.day for entry in entries), default=package.as_of)
    _add(feed, "title", citations.title("en"))
    _add(feed, "id", root + "feed.xml")
    _add(feed, "updated", _instant(newest))
    _add(feed, "link", rel="self", href=root + "feed.xml")
    _add(feed, "link", rel="alternate", type="text/html", href=root + page)
    _add(feed, "rights", f"{citations.LICENCE} {citations.LICENCE_URL}")
    _add(_add(feed, "author"), "name", citations.AUTHOR)
    for entry in entries:
        item = _add(feed, "entry")
        address = f"{root}{page}#{entry.anchor}"
        _add(item, "title", f"Data {entry.version}")
        _add(item, "id", address)
        _add(item, "updated", _instant(entry.day))
        _add(item, "link", rel="alternate", type="text/html", href=address)
        content = str(markdown.render(entry.text, links).html)
        _add(item, "content", content, type="html")
    return _document(feed)


def sitemap(pages: Iterable[Mapping[str, str]]) -> bytes:
    """Every page with the same page in the other languages.

    Args:
        pages: language -> whole address, for each page; English is among them, and
            for whose language there is none.
    """
    listing = Xml.Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for page in pages:
        for address in page.values():
            url = _add(listing, "url")
            _add(url, "loc", address)
            for lang, other in (*page.items(), ("x-default", page[SOURCE])):
                how = {"rel": "alternate", "hreflang": lang, "href": other}
                _add(url, "xhtml:link", **how)
    return _document(listing)


def robots(root: str) -> bytes:
    """Everything may be read; the sitemap is named where its address is known."""
    lines = ["User-agent: *", "Allow: /"]
    if root:
        lines += ["", f"Sitemap: {root}sitemap.xml"]
    return ("\n".join(lines) + "\n").encode()


def _add(
    parent: Xml.Element, tag: str, text: str = "", **attributes: str
) -> Xml.Element:
    element = Xml.SubElement(parent, tag, attributes)
    element.text = clean(text) or None
    return element


def _instant(day: date) -> str:
    """The beginning of a day: Atom knows no dates without a time."""
    return f"{day.isoformat()}T00:00:00Z"


def _document(root: Xml.Element) -> bytes:
    Xml.indent(root)
    return Xml.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"

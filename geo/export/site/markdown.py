"""The documents of the data package as HTML that cannot run, load or lead astray.

Markdown is read by markdown-it-py with HTML switched off. A link leads to an http or
https address or to a page that the caller names; any other is left as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

#: What scrolls is reached by the keyboard, and has a name of its own.
_REGION = (
    '<div class="scroll" tabindex="0" role="region" aria-label="Table {number}">\n'
)

_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """A heading of a document and the anchor that leads to it."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True)
class Document:
    """A rendered document: its title, the headings below it, and the rest as HTML."""

    title: str
    headings: tuple[Heading, ...]
    html: Markup

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The highest headings, as a list of contents has them."""
        top = min((h.level for h in self.headings), default=0)
        return tuple(h for h in self.headings if h.level == top)


def render(text: str, links: Mapping[str, str]) -> Document:
    """A Markdown text as HTML. A title above it is taken out: the page shows its own.

    Args:
        text: CommonMark with tables.
        links: relative address in the text -> address to write instead; a fragment
            is kept.
    """
    tokens = _parser().parse(text)
    title = ""
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        title, tokens = tokens[1].content, tokens[3:]
    headings = tuple(_headings(tokens))
    for token in tokens:
        if token.type == "inline":
            token.children = list(_rewrite_links(token.children or [], links))
    _settle_cells(tokens)
    html = _parser().renderer.render(list(_frame_tables(tokens)), _parser().options, {})
    # Raw HTML is switched off in the parser: whatever the text holds comes escaped.
    return Document(title, headings, Markup(html))  # noqa: S704


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # A picture would be fetched from wherever the text says.
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def is_web(url: str) -> bool:
    """Whether an address may become a link."""
    return bool(_WEB.match(url))


def slug(text: str) -> str:
    """A heading's anchor: its letters and digits, joined by hyphens."""
    return "-".join(re.findall(r"\w+", text.lower())) or "section"


def _headings(tokens: list[Token]) -> Iterator[Heading]:
    """Every heading, given its anchor; none stands above those of the page."""
    slugs: set[str] = set()
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "heading_open":
            continue
        level = max(int(opening.tag[1]), 2)
        text = "".join(child.content for child in inline.children or [])
        first = slug(text)
        candidates = (f"{first}-{n}" if n > 1 else first for n in count(1))
        anchor = next(name for name in candidates if name not in slugs)
        slugs.add(anchor)
        opening.tag = closing.tag = f"h{level}"
        opening.attrSet("id", anchor)
        yield Heading(level, anchor, text)


def _rewrite_links(tokens: list[Token], links: Mapping[str, str]) -> Iterator[Token]:
    """The same text, with its links led to where they may go."""
    is_dropped = False
    for token in tokens:
        if token.type == "link_open":
            address = str(token.attrGet("href") or "")
            page, mark, anchor = address.partition("#")
            is_dropped = not is_web(address) and page not in links
            if is_web(address):
                token.attrSet("rel", "noopener")
            elif not is_dropped:
                token.attrSet("href", links[page] + mark + anchor)
            if is_dropped:
                continue
        elif token.type == "link_close" and is_dropped:
            is_dropped = False
            continue
        yield token


def _settle_cells(tokens: list[Token]) -> None:
    """Cells that say what they head, without what a strict policy forbids."""
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type not in ("th_open", "td_open"):
            continue
        # Alignment comes as a style attribute, which the policy would refuse.
        if "right" in str(opening.attrs.pop("style", "")):
            opening.attrSet("class", "number")
        if opening.type == "th_open" and inline.content.strip():
            opening.attrSet("scope", "col")
        else:
            opening.tag = closing.tag = "td"


def _frame_tables(tokens: list[Token]) -> Iterator[Token]:
    """The same with every table inside a region that scrolls."""
    numbers = count(1)
    for token in tokens:
        if token.type == "table_open":
            yield _html(_REGION.format(number=next(numbers)))
        yield token
        if token.type == "table_close":
            yield _html("</div>\n")


def _html(text: str) -> Token:
    return Token("html_block", "", 0, content=text)

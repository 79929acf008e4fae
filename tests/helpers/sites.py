"""Fixtures of the tests of the site: one whole site on disk, made once."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from geo.export.site import build
from geo.export.site.files import Drawing
from geo.tables import load

#: Where the site of the tests says it is.
ROOT = "https://atlas.example/sub/"

#: Its languages: one that runs from right to left beside the usual two. The others
#: have the same pages, which need no site around them to be looked at.
LANGS = ("en", "ar", "ru")

#: Two small figures: every other is drawn the same way.
DRAWINGS = (
    Drawing("a4", dpi=72, kinds=("png",)),
    Drawing("share", dpi=60, kinds=("png",)),
)


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the shipped data under :data:`ROOT`."""
    folder = tmp_path_factory.mktemp("built") / "site"
    build.build(
        load.load_package(), folder, base_url=ROOT, drawings=DRAWINGS, langs=LANGS
    )
    return folder


class Parts(HTMLParser):
    """What a test asks of a page: its elements, identifiers and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._inside = 0
        self.feed(text)

    @classmethod
    @cache
    def of(cls, path: Path) -> Parts:
        """A page of the site, which many tests look through: it does not change."""
        return cls(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.elements if "id" in attrs]

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.elements if name == tag]

    @property
    def links(self) -> list[str]:
        """Every address the page holds."""
        return [
            attrs[name]
            for _, attrs in self.elements
            for name in ("href", "src")
            if name in attrs
        ]

"""One page of the site as HTML, from the templates in ``assets/site``.

Every link is relative and names the file, so that the site also works below a path and
from a disk. Only ``404.html`` is shown under addresses that are not its own.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from geo.export.site import bundle
from geo.export.site.files import WrittenFile, folder, shared
from geo.model import languages
from geo.model.languages import LANGUAGES
from geo.model.treaties import localised
from geo.presentation import citations, strings
from geo.presentation import colours as presentation_colours
from geo.presentation.scene import Scene
from geo.storage import ASSETS
from geo.text import clean

TEMPLATES = ASSETS / "site"

#: No script at all; pictures and the one style sheet from the site alone.
POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)

#: The sections every page leads to, and what they are called.
SECTIONS = {
    "map/index.html": "nav.map",
    "treaties/index.html": "site.treaties",
    "method/index.html": "site.method",
    "downloads/index.html": "site.downloads",
}

#: The page of an address that leads nowhere: a server shows it under any address.
LOST = "404.html"


@dataclass(frozen=True)
class Page:
    """One page in one language."""

    scene: Scene  # the default view, in the language of the page
    path: str  # without the language's folder
    template: str
    title: str
    about: str = ""  # a sentence for who finds it by a search
    trail: tuple[tuple[str, str], ...] = ()  # label and path of what stands above it
    values: dict[str, object] = field(default_factory=dict)
    policy: str = POLICY
    code: str = ""  # of the country it is about

    @property
    def lang(self) -> str:
        return self.scene.lang

    @property
    def address(self) -> str:
        return folder(self.lang) + self.path

    def up_to(self, target: str) -> str:
        """The relative link to another address of the site."""
        path, mark, anchor = target.partition("#")
        return posixpath.relpath(path, posixpath.dirname(self.address)) + mark + anchor


def country(code: str) -> str:
    """The address of a country's page."""
    return f"countries/{code.lower()}/index.html"


def render(
    page: Page,
    files: Mapping[str, WrittenFile],
    root: str = "",
    alone: bool = False,
    langs: Sequence[str] = LANGUAGES,
) -> bytes:
    """A page as HTML.

    Args:
        files: what is already there, for sizes and checksums.
        root: the address of the site, ending in a slash, or nothing where it is not
            known: canonical and alternate links are then left out or relative.
        langs: the languages that the site is in.
        alone: without the site around it: the style is inside, files are beside it.
    """
    lang, scene = page.lang, page.scene
    base = urlsplit(root).path if page.path == LOST and root else ""

    def file(target: str) -> str:
        if alone:
            return posixpath.basename(target)
        return base + target if base else page.up_to(target)

    text = _template(page.template).render(
        page=page,
        lang=lang,
        languages=langs,
        direction=languages.direction,
        footer=scene.footer,
        package=scene.package,
        citation=scene.citation,
        author=citations.AUTHOR,
        policy=page.policy,
        # A site that reads tables has a section for it.
        sections=SECTIONS | ({bundle.PAGE: "nav.own"} if bundle.is_in(files) else {}),
        files=files,
        picture_shared=_shared(page, files),
        picture_says=_says(page, files),
        root=root,
        t=lambda key, tongue=lang, **values: strings.word(key, tongue, **values),
        term=lambda value: strings.term(value, lang),
        doubt=lambda level: strings.doubt(level, lang),
        localised=localised,
        size=lambda number: _size(number, lang),
        file=file,
        here=lambda target: file(folder(lang) + target),
        # Markup: our own style sheet.
        style=Markup(style_sheet().decode()) if alone else "",  # noqa: S704
        twin=lambda other: folder(other) + page.path,
        country=country,
        public=public,
        **page.values,
    )
    return text.encode()


def _shared(page: Page, files: Mapping[str, WrittenFile]) -> str:
    """The picture that stands for a page where its link is shared; blank for none."""
    wanted = (shared(page.lang, page.code), shared(page.lang))
    return next((path for path in wanted if path in files), "")


def _says(page: Page, files: Mapping[str, WrittenFile]) -> str:
    """What that picture shows: the status of the page's country, or all life-lines."""
    scene = page.scene
    if page.code and shared(page.lang, page.code) in files:
        return page.about
    title = strings.word(
        "lifelines.title", page.lang, focus=scene.focus, subject=scene.subject
    )
    return strings.sentences((title, scene.headline), page.lang)


def public(address: str) -> str:
    """A page's address as a server shows it: a folder, without the file's name."""
    return address.removesuffix("index.html")


def favicon() -> bytes:
    """The sign of the site in a browser's tab."""
    return (TEMPLATES / "favicon.svg").read_bytes()


def style_sheet() -> bytes:
    """The one style sheet: the file of that name, and the colours of the classes."""

    def colours(theme: str) -> str:
        fills = {
            key: look.fill(theme) for key, look in presentation_colours.CLASSES.items()
        }
        return ":root{" + ";".join(f"--c-{k}:{v}" for k, v in fills.items()) + "}"

    own = (TEMPLATES / "site.css").read_text(encoding="utf-8")
    dark = f"@media screen and (prefers-color-scheme: dark) {{{colours('dark')}}}"
    swatches = "".join(
        f".c-{k}{{background:var(--c-{k})}}" for k in presentation_colours.CLASSES
    )
    return "\n".join((own, colours("light"), dark, swatches, "")).encode()


@lru_cache(maxsize=8)
def _template(name: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "language_mark": _language_mark,
        "language_attributes": _language_attributes,
    }
    return environment.get_template(name)


def _language_mark(language: str, lang: str) -> Markup:
    """The attributes of a text of the data on a page of ``lang``; none in its own.

    English is what the data fall back to: it is marked as such.
    """
    mark = ' class="foreign"' if language == languages.SOURCE != lang else ""
    return _language_attributes(language, lang) + Markup(mark)  # noqa: S704 - our own two words


def _language_attributes(language: str, lang: str) -> Markup:
    """The attributes of a text whose language its page names in a sentence."""
    if not language or language == lang:
        return Markup("")
    direction = languages.direction(language)
    # A language of the tables may be any text: it is escaped.
    return Markup(' lang="{}" dir="{}"').format(clean(language), direction)


def first_visit() -> str:
    """The script by which the browser's language decides the first visit."""
    return (TEMPLATES / "first-visit.js").read_text(encoding="utf-8")


def _clean(value: object) -> object:
    """Text without the control characters that no HTML may hold."""
    return clean(value, sides=True) if type(value) is str else value


def _size(number: int, lang: str) -> str:
    """A file's size in units of a thousand."""
    large = number >= 999_500
    text = (
        strings.number(number / 1e6, lang, 1)
        if large
        else strings.number(max(1, round(number / 1000)), lang)
    )
    key = "site.megabytes" if large else "site.kilobytes"
    return strings.word(key, lang, number=text)

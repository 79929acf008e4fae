"""A Scene as one self-contained HTML document: folium's Leaflet map and our assets.

The document asks for nothing over the network: Leaflet is inlined from the
XStatic-Leaflet package, the data are one JSON block with the geometry once and each
treaty's dates, and the script compares dates and restyles. The app hosts this same
document.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from functools import lru_cache

import jinja2
from markupsafe import Markup

from geo.model import languages
from geo.model.languages import ON_A_PAGE
from geo.page import leaflet, stylesheet
from geo.page.payload import payload
from geo.presentation import record, strings
from geo.presentation.scene import Scene
from geo.storage import ASSETS

#: The scripts, style sheet and template of the page.
PAGE = ASSETS / "page"

SCRIPTS = (
    "atlas",
    "counting",
    "strings",
    "topology",
    "places",
    "patterns",
    "land",
    "map",
    "frame",
    "labels",
    "gestures",
    "lifeline",
    "facts",
    "card",
    "list",
    "comparison",
    "inset",
    "timeline",
    "legend",
    "table",
    "strip",
    "controls",
    "search",
    "present",
    "link",
    "embed",
    "host",
    "main",
)


def page(
    scene: Scene,
    site: str = "",
    langs: Iterable[str] = ON_A_PAGE,
    elsewhere: Iterable[str] = (),
) -> str:
    """The document as text: the same package and view give the same bytes.

    Args:
        site: where the site with a page for each fact is, as an address that ends in a
            slash, or as the way from the page's folder; blank where it is not known.
        langs: the languages it can be read in, beside that of the view.
        elsewhere: the languages that the site has pages in; the switch leads to the
            map of one that this page does not hold.

    Raises:
        KeyError: one of the languages has no strings.
    """
    on_page = languages.in_order((*langs, scene.view.lang))
    others = tuple(x for x in languages.in_order(elsewhere) if x not in on_page)
    content = payload(scene, site, on_page, others)
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    styles, scripts = blocks(bool(site))
    # Markup: our own assets, which the policy names by hash, and JSON that is inert.
    return _template().render(
        view=scene.view,
        direction=languages.direction(scene.view.lang),
        version=scene.with_view(lang="en").edition,
        record=str(record.of(scene, "page", _made_with(site, on_page, others))),
        title=scene.title,
        headline=scene.headline,
        citation=scene.citation,
        **_way_back(scene, site),
        policy=_policy(styles, scripts),
        styles=[Markup(text) for text in styles],  # noqa: S704
        scripts=[Markup(text) for text in scripts],  # noqa: S704
        map_element=Markup(leaflet.parts().element),  # noqa: S704
        payload=Markup(_inert(data)),  # noqa: S704
    )


#: The sections of the site in the page's bar; where it is narrow the first alone.
_SITE_BAR = (
    "#site{display:flex;gap:1rem;margin-inline-end:auto;white-space:nowrap}"
    "#site a{text-decoration:none}#site a:first-child{color:inherit}"
    "@media(max-width:40rem){#site a:first-child::before{content:'‹';"
    "font-size:1.7rem;line-height:1;padding:.1rem .6rem}}"
    "@media(max-width:70rem){#site a:not(:first-child){display:none}}"
    "@media print{#site a:not(:first-child){display:none}}"
)

#: The pages of the site that the bar leads to, and what they are called.
_SECTIONS = (
    ("treaties/index.html", "site.treaties"),
    ("method/index.html", "site.method"),
    ("downloads/index.html", "site.downloads"),
)


def _way_back(scene: Scene, site: str) -> dict[str, object]:
    """The links of the page's bar to the site it stands on; none beside a site."""
    lang = scene.lang
    top = site if lang == languages.SOURCE else f"{site}{lang}/"
    return {
        "home": f"{top}index.html",
        "home_label": strings.word("site.start", lang),
        "sections_label": strings.word("site.nav", lang),
        "sections": [
            (f"{top}{path}", strings.word(key, lang)) for path, key in _SECTIONS
        ]
        * bool(site),
    }


def _made_with(
    site: str, langs: tuple[str, ...], others: tuple[str, ...]
) -> dict[str, str]:
    """What a page is made with beside its view, where it is not as usual."""
    choices = {"site": site, "languages": ",".join(langs)}
    choices |= {"elsewhere": ",".join(others)}
    usual = {"site": "", "languages": ",".join(ON_A_PAGE), "elsewhere": ""}
    return {name: text for name, text in choices.items() if text != usual[name]}


def blocks(on_a_site: bool = False) -> tuple[list[str], list[str]]:
    """The style sheets and the scripts of every page, whatever it shows."""
    parts = leaflet.parts()
    styles = [parts.css, _asset("page.css"), stylesheet.of_classes()]
    styles += [_SITE_BAR] * on_a_site
    scripts = [parts.js, parts.script, *(_asset(f"{name}.js") for name in SCRIPTS)]
    return styles, scripts


def _inert(data: str) -> str:
    """JSON that cannot close its script element, whatever a cell holds."""
    for character in "<>&\u2028\u2029":
        data = data.replace(character, f"\\u{ord(character):04x}")
    return data


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(PAGE)
    return jinja2.Environment(loader=loader, autoescape=True).get_template("page.html")


#: A comment on lines of its own, and the indentation: a reader of the page's source
#: has them in the repository, and without them it is a tenth smaller to mail.
_COMMENT = re.compile(
    r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.DOTALL | re.MULTILINE
)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


@lru_cache(maxsize=32)
def _asset(name: str) -> str:
    """A script or style sheet, without its comments and indentation."""
    text = (PAGE / name).read_text(encoding="utf-8")
    return _INDENT.sub("", _COMMENT.sub("", text))


def _policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """A Content-Security-Policy that allows this document's own blocks and no more."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {hashes(scripts)}",
            f"style-src {hashes(styles)}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def hashes(blocks: Iterable[str]) -> str:
    """How a policy names blocks: the hash of each."""
    digests = (hashlib.sha256(text.encode()).digest() for text in blocks)
    return " ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests)

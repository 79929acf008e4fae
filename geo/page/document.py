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
from importlib.metadata import version
from pathlib import Path

import jinja2
from markupsafe import Markup
from xstatic.pkg import leaflet as xstatic_leaflet

from geo.model import languages
from geo.model.languages import ON_A_PAGE
from geo.page import stylesheet
from geo.page.payload import payload
from geo.presentation import record
from geo.presentation.scene import Scene
from geo.storage import ASSETS, CACHE, kept

#: The scripts, style sheet and template of the page.
PAGE = ASSETS / "page"

SCRIPTS = (
    "atlas",
    "counting",
    "strings",
    "topology",
    "places",
    "map",
    "labels",
    "gestures",
    "lifeline",
    "facts",
    "card",
    "list",
    "legend",
    "table",
    "strip",
    "controls",
    "search",
    "present",
    "link",
    "host",
    "main",
)

#: folium draws an element's id at random; a fixed one keeps the bytes the same.
MAP_ID = "atlas"


def page(scene: Scene, site: str = "", langs: Iterable[str] = ON_A_PAGE) -> str:
    """The document as text: the same package and view give the same bytes.

    Args:
        site: where the site with a page for each fact is, as an address that ends in a
            slash, or as the way from the page's folder; blank where it is not known.
        langs: the languages it can be read in, beside that of the view.

    Raises:
        KeyError: one of the languages has no strings.
    """
    kept = languages.chosen((*langs, scene.view.lang))
    content = payload(scene, site, kept)
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    map_element, map_script = _leaflet_map()
    leaflet_css, leaflet_js = _leaflet()
    styles = [leaflet_css, _asset("page.css"), stylesheet.of_classes()]
    scripts = [leaflet_js, map_script, *(_asset(f"{name}.js") for name in SCRIPTS)]
    # Markup: our own assets, which the policy names by hash, and JSON that is inert.
    return _template().render(
        view=scene.view,
        direction=languages.direction(scene.view.lang),
        version=scene.with_view(lang="en").edition,
        record=str(record.of(scene, "page", _made_with(site, kept))),
        title=scene.title,
        headline=scene.headline,
        citation=scene.citation,
        policy=_policy(styles, scripts),
        styles=[Markup(text) for text in styles],  # noqa: S704
        scripts=[Markup(text) for text in scripts],  # noqa: S704
        map_element=Markup(map_element),  # noqa: S704
        payload=Markup(_inert(data)),  # noqa: S704
    )


def _made_with(site: str, langs: tuple[str, ...]) -> dict[str, str]:
    """What a page is made with beside its view, where it is not as usual."""
    asked = {"site": site, "languages": ",".join(langs)}
    usual = {"site": "", "languages": ",".join(ON_A_PAGE)}
    return {name: text for name, text in asked.items() if text != usual[name]}


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


_RULE = re.compile(r"([^{}]+)\{[^{}]*\}\s*")

#: Parts of Leaflet that the page does not have, by the names in its style sheet.
_PARTS = re.compile(r"leaflet-(?:control|popup|tooltip|bar|div-icon|oldie|top|bottom)")


def _is_unused(selectors: str) -> bool:
    """Whether a rule is for parts that the page does not have, and for nothing else."""
    choices = re.sub(r"/\*.*?\*/", "", selectors, flags=re.DOTALL).split(",")
    return all(_PARTS.search(one) for one in choices)


@lru_cache(maxsize=1)
def _leaflet() -> tuple[str, str]:
    """Leaflet's style sheet and script, without the pictures they would fetch."""
    folder = Path(xstatic_leaflet.BASE_DIR)
    css = (folder / "leaflet.css").read_text(encoding="utf-8")
    js = (folder / "leaflet.js").read_text(encoding="utf-8")
    css = re.sub(r"[^{};]*url\([^)]*\)[^;}]*;?", "", css)
    css = _RULE.sub(lambda rule: "" if _is_unused(rule[1]) else rule[0], css)
    return css, re.sub(r"//# sourceMappingURL=\S+", "", js)


@lru_cache(maxsize=1)
def _leaflet_map() -> tuple[str, str]:
    """The map's element and the script that makes it, as folium writes them.

    They are kept on disk: importing folium takes longer than the rest of a page.
    """
    versions = (f"{name} {version(name)}".encode() for name in ("folium", "branca"))
    made_from = [Path(__file__).read_bytes(), *versions]
    element, script = json.loads(kept(CACHE / "leaflet", made_from, _folium_map))
    return element, script


def _folium_map() -> bytes:
    """folium's map: its element and script as JSON, nothing from a CDN.

    Coordinates are the topology's grid, so the plane is Leaflet's ``Simple`` one.
    """
    import folium

    chart = folium.Map(
        location=(0, 0),
        crs="Simple",
        tiles=None,
        control_scale=False,
        attribution_control=False,
        zoom_control=False,
        zoom_snap=0,
        zoom_delta=0.75,
        keyboard=False,
        bounce_at_zoom_limits=False,
        zoom_start=-4,
    )
    chart._id = MAP_ID
    root = chart.get_root()
    root.render()
    return json.dumps([root.html.render(), root.script.render()]).encode()


def _policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """A Content-Security-Policy that allows this document's own blocks and no more."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(_hash(text) for text in scripts),
            "style-src " + " ".join(_hash(text) for text in styles),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"

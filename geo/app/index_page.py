"""The document around the app, with language and title before any script has run.

Streamlit serves one English document to everybody. A screen reader, a search engine and
a browser that offers to translate take its language for that of the page.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

from streamlit import file_util

from geo.app.endpoints import LONGEST, Response
from geo.model.view import LANGUAGES, View
from geo.presentation import strings
from geo.storage import ASSETS

#: The views of the app, by their addresses; the first is at the root.
NAMES = ("map", "table", "timeline", "compare", "figures", "own", "method")

_LANGUAGE, _TITLE = '<html lang="en">', "<title>Streamlit</title>"
_ROOT = '<div id="root"></div>'

#: What stands there until Streamlit's scripts, two megabytes, have run. Streamlit puts
#: the app in its place.
_SKELETON = """<div id="root"><style>
.wait { font: 1rem system-ui, sans-serif; padding: 5rem 5rem 0; max-width: 90rem;
  margin: auto; color: #56626d; }
.wait div { background: #8882; border-radius: 6px; margin: 1rem 0; height: 24rem; }
@media (prefers-color-scheme: dark) {
  body { background: #171614; } .wait { color: #a9b4be; } }
</style><div class="wait" role="status">TEXT<div></div></div></div>"""


def respond(name: str, query: str, accepted: str) -> Response:
    """The document of a view.

    Args:
        query: the tail of the address; ``lang`` in it names the language.
        accepted: the Accept-Language of the browser, for an address without one.
    """
    lang = language(query, accepted)
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Language": lang,
        "Cache-Control": "no-cache",
        "Vary": "Accept-Language",
    }
    return Response(200, headers, _document(name, lang))


def title(name: str, lang: str) -> str:
    """The title of a view of the app."""
    return f"{strings.word(f'nav.{name}', lang)} · {strings.word('app', lang)}"


def language(query: str, accepted: str) -> str:
    """That of a link, else the first that the browser asks for, else English."""
    asked = parse_qs(query[:LONGEST]).get("lang", [""])[-1].strip()
    if asked in LANGUAGES:
        return asked
    first = re.match(r"\s*([A-Za-z]{2,3})\b", accepted)
    found = first[1].lower() if first else ""
    return found if found in LANGUAGES else View.lang


@cache
def _document(name: str, lang: str) -> bytes:
    text = Path(file_util.get_static_dir(), "index.html").read_text(encoding="utf-8")
    text = text.replace(_LANGUAGE, f'<html lang="{lang}">', 1)
    text = text.replace(_TITLE, f"<title>{title(name, lang)}</title>", 1)
    # Not in a run of the script: what one sets is taken away for a moment by the next.
    style = (ASSETS / "app.css").read_text(encoding="utf-8")
    text = text.replace("</head>", f"<style>{style}</style></head>", 1)
    waiting = _SKELETON.replace("TEXT", strings.word("loading", lang))
    return text.replace(_ROOT, waiting, 1).encode()

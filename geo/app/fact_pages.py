"""The addresses of single facts: ``/facts/rus-ind-2016/in_force`` and its ``.json``.

They have the pages of the static site, each alone, with a way back into the app. As at
the other addresses nothing is ignored in silence: what is not understood is refused.
"""

from __future__ import annotations

import hashlib
from urllib.parse import parse_qsl

from geo.app import endpoints
from geo.app.endpoints import Refused, Response
from geo.model.data_rows import BadData
from geo.model.treaties import Treaty
from geo.model.treaty_fields import FIELDS, TreatyField, of_treaty
from geo.model.view import LANGUAGES, Notice, View
from geo.presentation import strings
from geo.presentation.scene import Scene
from geo.tables import load
from geo.text import printable

#: The route: a treaty by its identifier in small letters, and a field of the tables.
PATH = "/facts/{treaty}/{field}"
_JSON = ".json"
_EXAMPLE = "/facts/rus-ind-2016/in_force"
#: The way from the page of a fact to the app.
_APP = "../../?lang={lang}"


def address(treaty: Treaty, field: TreatyField, lang: str) -> str:
    """The way from a view of the app to the page of a fact."""
    return f"facts/{treaty.id.lower()}/{field.name}?lang={lang}"


def respond(treaty: str, field: str, query: str, etags: str = "") -> Response:
    """The page of a fact, or the same for programs.

    Args:
        known: an If-None-Match: what has it comes without bytes.

    Raises:
        Refused: there is no such fact, a parameter is none of this address, or the
            data cannot be read.
    """
    lang = _language(query)
    try:
        package = load.load_package()
        content = _content(Scene.of(package, lang=lang), treaty, field)
    except BadData as error:
        raise endpoints.unready(error, lang) from None
    if content is None:
        name = f"{treaty}/{field}"[:80]
        sentence = strings.word("answer.no_fact", lang, value=name, example=_EXAMPLE)
        raise Refused(404, printable(sentence, sides=True), lang)
    tag = f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {
        "ETag": tag,
        "Cache-Control": endpoints.CACHED,
        "X-Content-Type-Options": "nosniff",
        "Access-Control-Allow-Origin": "*",
    }
    if endpoints.has_tag(etags, tag):
        return Response(304, headers)
    is_json = field.endswith(_JSON)
    kind = "application/json" if is_json else "text/html"
    headers |= {
        "Content-Type": kind if is_json else f"{kind}; charset=utf-8",
        "Content-Language": lang,
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }
    return Response(200, headers, content)


def _content(scene: Scene, treaty: str, name: str) -> bytes | None:
    # The pages' templates: nothing that the server's start or the app waits for.
    from geo.export.site import fact, pages

    package = scene.package
    held_treaty = {t.id.lower(): t for t in package.treaties}.get(treaty.lower())
    field = FIELDS.get(name.removesuffix(_JSON))
    if held_treaty is None or field is None or field not in of_treaty(held_treaty):
        return None
    if name.endswith(_JSON):
        return fact.as_json(package, held_treaty, field)
    return pages.fact_alone(scene, held_treaty, field, _APP.format(lang=scene.lang))


def _language(query: str) -> str:
    """The language asked for, the one parameter of these addresses."""
    pairs = parse_qsl(query[: endpoints.LONGEST], keep_blank_values=True)
    lang = next((value for name, value in pairs if name == "lang"), View.lang)
    language = lang if lang in LANGUAGES else View.lang
    notices = [Notice("unknown", n[:40], "", "lang") for n, _ in pairs if n != "lang"]
    if lang not in LANGUAGES:
        notices.append(Notice("bad", "lang", lang[:40], ", ".join(LANGUAGES)))
    if notices:
        raise endpoints.refused(notices, language)
    return lang

"""The brief as a PDF of one A4 page, set by Typst.

The template is ``assets/brief/brief.typ``; what the page says goes to it as JSON, which
it sets as text. The page is tagged for screen readers, its typeface is that of the
figures, and its only date is that of the data: the same brief gives the same bytes.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial

import segno
import typst

from geo.export.brief.content import Brief, Line, numbered
from geo.figures import figure, fonts, save
from geo.presentation import citations, colours
from geo.storage import ASSETS
from geo.text import piece

TEMPLATE = ASSETS / "brief" / "brief.typ"

#: The width of the map in millimetres, as drawn: the page makes it smaller where a
#: paragraph or a long table wants the height.
_WIDTH = 178.0


def pdf(brief: Brief) -> bytes:
    """The brief as PDF.

    Letters that the typefaces lack, as in titles of a reader's own table, are drawn as
    empty boxes; such a page cannot claim to be accessible, and does not.
    """
    data = _printable(_data(brief))
    letters = _letters(data)
    names, folders = fonts.in_documents(letters)
    texts = json.dumps({**data, "fonts": names}, ensure_ascii=False)
    compiled = partial(
        typst.compile,
        TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=[str(folder) for folder in folders],
        ignore_system_fonts=True,
        timestamp=0,
    )
    if not fonts.missing(letters):
        # The typeface draws some letters and their vowel signs as one shape, which
        # stands for no text: then without these signs, as most Arabic is written.
        for each in dict.fromkeys((texts, _VOWEL_SIGNS.sub("", texts))):
            try:
                return bytes(
                    compiled(sys_inputs={"brief": each}, pdf_standards=["ua-1"])
                )
            except typst.TypstError as error:
                if "PDF/UA" not in str(error):
                    raise
    return bytes(compiled(sys_inputs={"brief": texts}, pdf_standards=[]))


#: From fathatan to sukun, and the alef above a letter.
_VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0670]")


def _printable(data: Mapping[str, object]) -> dict[str, object]:
    """The same without control characters; a text but the pictures is one line."""
    return {
        key: each if key in _PICTURES else _clean(each) for key, each in data.items()
    }


def _clean(value: object) -> object:
    if isinstance(value, dict):
        return _printable(value)
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    if isinstance(value, str):
        return piece(value)
    return value


def _letters(value: object) -> str:
    """All texts of the data but the pictures."""
    if isinstance(value, dict):
        parts = [each for key, each in value.items() if key not in _PICTURES]
        return "".join(map(_letters, parts))
    if isinstance(value, list | tuple):
        return "".join(map(_letters, value))
    return value if isinstance(value, str) else ""


#: The parts of the data that are SVG.
_PICTURES = ("map", "code")


def _data(brief: Brief) -> dict[str, object]:
    """All that the template says, as plain text and numbers."""
    scene = brief.scene
    about = figure.about(scene)
    picture = save.write(figure.bare(scene, _WIDTH, brief.code), about, "svg")
    notes = numbered(_lines(brief))

    def line(said: Line) -> dict[str, object]:
        return {"spans": said.spans, "notes": [notes[note] for note in said.notes]}

    return {
        "lang": brief.lang,
        "kicker": f"{brief.name} · {brief.kind}",
        "edition": brief.edition,
        "title": brief.title,
        "author": citations.AUTHOR,
        "description": scene.alternative_text,
        "record": brief.record,
        "made": scene.package.as_of.timetuple()[:3],
        "headline": brief.headline,
        "stop": brief.stop.strip(),
        "spaced": brief.stop.endswith(" "),
        "country": brief.country,
        "absent": brief.absent,
        "passages": [
            {
                "title": line(passage.title),
                "status": line(passage.status),
                "facts": [line(fact) for fact in passage.facts],
                "reading": line(passage.reading),
            }
            for passage in brief.passages
        ],
        "map": picture.decode(),
        "alt": scene.alternative_text,
        "head": brief.head,
        "widths": brief.widths,
        "rows": [
            {
                "name": row.name,
                "signed": line(row.signed),
                "status": line(row.status),
                "colour": colours.CLASSES[row.key].light,
                "chosen": row.chosen,
            }
            for row in brief.rows
        ],
        "rest": brief.rest,
        "notes": [asdict(note) for note in notes],
        "remarks": brief.notes,
        "citation": brief.citation,
        "link": brief.link,
        "code": _code(brief.link),
        "scan": brief.scan,
    }


def _lines(brief: Brief) -> list[Line]:
    """Every line that has notes, in the order of the page."""
    of_country = [
        line
        for passage in brief.passages
        for line in (passage.status, passage.title, *passage.facts)
    ]
    of_table = [line for row in brief.rows for line in (row.signed, row.status)]
    return [*of_country, *of_table]


def _code(link: str) -> str:
    """The link as a QR code in SVG; blank where there is none."""
    if not link:
        return ""
    out = io.BytesIO()
    segno.make_qr(link, error="m").save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()

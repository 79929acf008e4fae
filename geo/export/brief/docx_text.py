"""Runs of a Word document: their size, language and direction.

Word keeps two of most properties: one for Latin, Cyrillic and Chinese letters, and one
for "complex scripts", among them Arabic. A run of Arabic has the second ones only.
"""

from __future__ import annotations

import unicodedata

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.font import CT_RPr
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from geo.model import languages
from geo.text import piece

#: Typefaces that come with Word: of Latin and Cyrillic letters, of Arabic, of Chinese.
#: That of the figures is on few machines, and another would stand in for it.
FACE, COMPLEX, EAST_ASIAN = "Calibri", "Arial", "Microsoft YaHei"

#: The languages that Word names by a script of their own: its attribute, and the name.
_APART = {"ar": ("bidi", "ar-SA"), "zh": ("eastAsia", "zh-CN")}


def set_language(properties: CT_RPr, lang: str) -> None:
    """Say the language of a style or run, for spelling, reading aloud and line ends.

    Latin letters within Arabic or Chinese are those of English names and addresses.
    """
    element = OxmlElement("w:lang")
    attribute, name = _APART.get(lang, ("val", lang))
    if attribute != "val":
        element.set(qn("w:val"), "en-US")
    element.set(qn(f"w:{attribute}"), name)
    properties.append(element)


def set_size(properties: CT_RPr, size: Length) -> None:
    """The size of the letters, of complex scripts too."""
    properties.sz_val = size
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), str(round(2 * size.pt)))
    properties.find(qn("w:sz")).addnext(complex_size)


def add(
    paragraph: Paragraph, text: str, size: Length, bold: bool = False, lang: str = ""
) -> Run:
    """A run at the end of a paragraph; ``lang`` where it is not the document's."""
    run = paragraph.add_run(piece(text))
    run.bold = run.font.cs_bold = bold or None
    set_size(run._r.get_or_add_rPr(), size)
    if _is_arabic(text):
        run.font.rtl = True
    if lang:
        set_language(run._r.get_or_add_rPr(), lang)
    return run


def _is_arabic(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


#: What stands behind these properties: Word takes those of a paragraph or table in the
#: order of its schema, and a file with another order for a damaged one.
_BEHIND = {
    "w:bidi": ("adjustRightInd", "snapToGrid", "spacing", "ind", "jc", "outlineLvl"),
    "w:bidiVisual": ("tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblLook"),
    "w:tblBorders": ("shd", "tblLayout", "tblCellMar", "tblLook"),
}


def insert(properties: BaseOxmlElement, element: BaseOxmlElement) -> None:
    """Put a property of a paragraph or table where the schema has it."""
    behind = _BEHIND[f"w:{element.tag.rpartition('}')[2]}"]
    properties.insert_element_before(element, *(f"w:{tag}" for tag in behind))


def from_right_to_left(properties: BaseOxmlElement, lang: str, tag: str) -> None:
    """Mark a style's paragraphs (``w:bidi``), or a table (``w:bidiVisual``), so."""
    if languages.direction(lang) == "rtl":
        insert(properties, OxmlElement(tag))

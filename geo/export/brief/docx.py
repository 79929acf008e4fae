"""The brief as a Word document of one A4 page, for a desk that edits it further.

Notes are Word's own footnotes. Whatever the page says is added as text through
python-docx, never as markup. The file holds no time of saving: the same brief gives the
same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from html import escape

import docx
import segno
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from geo.export import formats
from geo.export.brief.content import Brief, Line, Note
from geo.figures import figure, save
from geo.presentation import citations, colours
from geo.text import one_line

FACE = "PT Sans"
_MARGIN, _WIDTH, _MAP, _CODE = Mm(16), 178.0, 150.0, Mm(20)
_BODY, _SMALL, _NOTE = Pt(9), Pt(7.5), Pt(6.5)
_SOFT = RGBColor.from_string("444B52")
_DPI = 220


def docx_of(brief: Brief) -> bytes:
    """The brief as DOCX."""
    document = docx.Document()
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]  # it shows the empty template
    _page(document, brief)
    page = _Page(document, brief)
    page.write()
    out = io.BytesIO()
    document.save(out)
    return _without_clock(out.getvalue(), brief.record)


#: The part of a file that says what it is, and its keywords, blank.
_CORE = "docProps/core.xml"
_KEYWORDS = re.compile(rb"<cp:keywords ?/>|<cp:keywords></cp:keywords>")


def _without_clock(content: bytes, record: str) -> bytes:
    """The file with the record as its keywords, which python-docx keeps short."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    keywords = f"<cp:keywords>{escape(record)}</cp:keywords>".encode()
    parts[_CORE] = _KEYWORDS.sub(lambda _: keywords, parts[_CORE])
    return formats.as_zip(parts)


def _page(document: Document, brief: Brief) -> None:
    """Paper, typeface, language, and what the file says of itself."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = Mm(13)
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = FACE
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{script}"), FACE)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = Pt(2)
        style.paragraph_format.space_after = Pt(3)
    normal = document.styles["Normal"]
    normal.font.size = _BODY
    normal.paragraph_format.line_spacing = 1.0
    document.styles["Heading 1"].font.size = Pt(14)
    document.styles["Heading 2"].font.size = Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), brief.lang)
    normal.element.get_or_add_rPr().append(language)
    made = datetime(*brief.scene.package.as_of.timetuple()[:3])
    core = document.core_properties
    core.title, core.author, core.language = (
        one_line(brief.title),
        citations.AUTHOR,
        brief.lang,
    )
    core.subject, core.comments = one_line(brief.citation)[:255], ""
    core.created = core.modified = made
    core.last_modified_by, core.revision, core.keywords = "", 1, ""


class _Page:
    """Writes the parts of a brief into a document, from top to bottom."""

    def __init__(self, document: Document, brief: Brief) -> None:
        self.document, self.brief = document, brief
        self.notes = _Footnotes(document)

    def write(self) -> None:
        brief = self.brief
        self._small(f"{brief.name} · {brief.kind} · {brief.edition}", _SMALL)
        self.document.add_paragraph(one_line(brief.title), style="Heading 1")
        self.document.add_paragraph(one_line(brief.headline))
        self._country()
        self._map()
        self._table()
        if brief.rest:
            self._small(brief.rest, _SMALL)
        for sentence in (*brief.notes, brief.citation):
            self._small(sentence, _NOTE)
        self._link()

    def _small(self, text: str, size: Pt) -> Paragraph:
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(one_line(text))
        run.font.size, run.font.color.rgb = size, _SOFT
        paragraph.paragraph_format.space_after = Pt(1)
        return paragraph

    def _country(self) -> None:
        brief = self.brief
        if not brief.country:
            return
        self.document.add_paragraph(one_line(brief.country), style="Heading 2")
        if brief.absent:
            self.document.add_paragraph(one_line(brief.absent))
        for passage in brief.passages:
            paragraph = self.document.add_paragraph()
            self._line(paragraph, passage.status, bold=True)
            for line in (passage.title, *passage.facts):
                self._line(paragraph, line)
            if passage.reading:
                run = paragraph.add_run(one_line(passage.reading))
                run.font.color.rgb = _SOFT

    def _line(self, paragraph: Paragraph, line: Line, bold: bool = False) -> None:
        """A line of the paragraph, its notes, and a full stop."""
        paragraph.add_run(one_line(line.text)).bold = bold
        self.notes.refer(paragraph, line.notes)
        paragraph.add_run(self.brief.stop)

    def _map(self) -> None:
        scene = self.brief.scene
        sheet = figure.bare(scene, _WIDTH, self.brief.code)
        content = save.write(sheet, figure.about(scene), "small", _DPI)
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _picture(paragraph, content, Mm(_MAP), scene.alternative_text)

    def _table(self) -> None:
        brief = self.brief
        rows = brief.rows
        if not rows:
            return
        half = -(-len(rows) // 2) if len(rows) > _ONE_COLUMN else len(rows)
        blocks = [rows[:half], rows[half:]] if half < len(rows) else [rows]
        table = self.document.add_table(half + 1, 3 * len(blocks))
        table.style = "Table Grid"
        for block, part in enumerate(blocks):
            for column, text in enumerate(brief.head):
                self._cell(table.cell(0, 3 * block + column), Line(text), bold=True)
            for number, row in enumerate(part, 1):
                name, signed, status = (
                    table.cell(number, 3 * block + c) for c in range(3)
                )
                self._cell(name, Line(row.name), bold=row.chosen, colour=row.key)
                self._cell(signed, row.signed)
                self._cell(status, row.status)
        head = table.rows[0]._tr.get_or_add_trPr()
        head.append(OxmlElement("w:tblHeader"))

    def _cell(
        self, cell: _Cell, line: Line, bold: bool = False, colour: str = ""
    ) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_before = Pt(0)
        paragraph.paragraph_format.space_after = Pt(0)
        if colour:
            square = paragraph.add_run("■ ")
            fill = colours.CLASSES[colour].light.lstrip("#").upper()
            square.font.color.rgb = RGBColor.from_string(fill)
            square.font.size = _SMALL
        run = paragraph.add_run(one_line(line.text))
        run.bold, run.font.size = bold, _SMALL
        self.notes.refer(paragraph, line.notes)

    def _link(self) -> None:
        brief = self.brief
        if not brief.link:
            return
        self._small(brief.link, _NOTE)
        out = io.BytesIO()
        segno.make_qr(brief.link, error="m").save(out, kind="png", scale=8, border=2)
        paragraph = self.document.add_paragraph()
        _picture(paragraph, out.getvalue(), _CODE, brief.scan)
        run = paragraph.add_run(f" {one_line(brief.scan)}")
        run.font.size = _NOTE


#: Rows from which on the table has two blocks side by side.
_ONE_COLUMN = 8


def _picture(paragraph: Paragraph, content: bytes, width: Mm, description: str) -> None:
    """A picture in a paragraph, with its alternative text."""
    shape = paragraph.add_run().add_picture(io.BytesIO(content), width=width)
    shape._inline.docPr.set("descr", one_line(description))


class _Footnotes:
    """Word's footnotes of a document, which python-docx has no call for.

    Each note is written where it is first referred to; later its number stands alone.
    """

    def __init__(self, document: Document) -> None:
        self.root = parse_xml(
            f"<w:footnotes {nsdecls('w')}>{_SEPARATORS}</w:footnotes>"
        )
        self.numbers: dict[Note, int] = {}
        package = document.part.package
        self.part = _FootnotesPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            package=package,
        )
        self.part.root = self.root
        document.part.relate_to(self.part, RELATIONSHIP_TYPE.FOOTNOTES)

    def refer(self, paragraph: Paragraph, notes: tuple[Note, ...]) -> None:
        """Refer to notes at the end of a paragraph."""
        for place, note in enumerate(notes):
            if place:
                _raised(paragraph.add_run(","))
            known = self.numbers.get(note)
            run = _raised(paragraph.add_run(str(known) if known else ""))
            if not known:
                number = self.numbers[note] = len(self.numbers) + 1
                reference = OxmlElement("w:footnoteReference")
                reference.set(qn("w:id"), str(number))
                run._r.append(reference)
                self.root.append(_footnote(number, note))


class _FootnotesPart(Part):
    """The part of the package that holds the footnotes."""

    root: BaseOxmlElement

    @property
    def blob(self) -> bytes:
        return serialize_part_xml(self.root)


#: The rules that Word draws above footnotes; it refuses footnotes without them.
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p>'
    "</w:footnote>"
    for kind, number, mark in (
        ("separator", -1, "separator"),
        ("continuationSeparator", 0, "continuationSeparator"),
    )
)


def _footnote(number: int, note: Note) -> BaseOxmlElement:
    element = OxmlElement("w:footnote")
    element.set(qn("w:id"), str(number))
    xml = OxmlElement("w:p")
    element.append(xml)
    paragraph = Paragraph(xml, None)  # type: ignore[arg-type]
    mark = _raised(paragraph.add_run())
    mark._r.append(OxmlElement("w:footnoteRef"))
    run = paragraph.add_run(f" {one_line(note.text)}")
    run.font.size = mark.font.size = _NOTE
    return element


def _raised(run: Run) -> Run:
    run.font.superscript = True
    return run


def texts(content: bytes) -> Iterator[str]:
    """The paragraphs of a brief in DOCX, those of tables and footnotes too."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in ("word/document.xml", "word/footnotes.xml"):
            root = parse_xml(parts.read(name))
            for paragraph in root.iter(qn("w:p")):
                yield "".join(t.text or "" for t in paragraph.iter(qn("w:t")))

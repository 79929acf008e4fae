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
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from geo.export import formats
from geo.export.brief import docx_text
from geo.export.brief.content import Brief, Line, Note
from geo.figures import figure, save
from geo.presentation import citations, colours
from geo.text import one_line

_MARGIN, _WIDTH, _CODE = Mm(16), 178.0, Mm(18)
#: The width of the map: where a paragraph on a country wants the height, and where not.
_MAPS = {True: Mm(100), False: Mm(150)}
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


#: Which typeface Word takes for which letters.
_FACES = {
    "ascii": docx_text.FACE,
    "hAnsi": docx_text.FACE,
    "eastAsia": docx_text.EAST_ASIAN,
    "cs": docx_text.COMPLEX,
}


def _page(document: Document, brief: Brief) -> None:
    """Paper, typeface, language, and what the file says of itself."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = Mm(13)
    sizes = {"Normal": _BODY, "Heading 1": Pt(14), "Heading 2": Pt(11)}
    for name, size in sizes.items():
        style = document.styles[name]
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        fonts.attrib.clear()
        for script, face in _FACES.items():
            fonts.set(qn(f"w:{script}"), face)
        for old in properties.findall(qn("w:szCs")):
            properties.remove(old)
        docx_text.set_size(properties, size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = Pt(2 if name != "Normal" else 0)
        style.paragraph_format.space_after = Pt(2)
    normal = document.styles["Normal"]
    normal.paragraph_format.line_spacing = 1.0
    of_paragraphs = normal.element.get_or_add_pPr()
    docx_text.from_right_to_left(of_paragraphs, brief.lang, "w:bidi")
    docx_text.set_language(normal.element.get_or_add_rPr(), brief.lang)
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
        self._add(brief.title, Pt(14), "Heading 1", bold=True)
        self._add(brief.headline, _BODY)
        self._country()
        self._map()
        self._table()
        self._end()

    def _add(
        self, text: str, size: Length, style: str | None = None, bold: bool = False
    ) -> Paragraph:
        paragraph = self.document.add_paragraph(style=style)
        docx_text.add(paragraph, text, size, bold)
        return paragraph

    def _small(
        self, text: str, size: Length, parent: Document | _Cell | None = None
    ) -> Paragraph:
        paragraph = (parent or self.document).add_paragraph()
        docx_text.add(paragraph, text, size).font.color.rgb = _SOFT
        paragraph.paragraph_format.space_after = Pt(1)
        return paragraph

    def _country(self) -> None:
        brief = self.brief
        if not brief.country:
            return
        self._add(brief.country, Pt(11), "Heading 2", bold=True)
        if brief.absent:
            self._add(brief.absent, _BODY)
        for passage in brief.passages:
            paragraph = self.document.add_paragraph()
            self._line(paragraph, passage.status, bold=True)
            for line in (passage.title, *passage.facts):
                self._line(paragraph, line)
            for run in self._runs(paragraph, passage.reading, _BODY):
                run.font.color.rgb = _SOFT

    def _line(self, paragraph: Paragraph, line: Line, bold: bool = False) -> None:
        """A line of the paragraph, its notes, and a full stop."""
        self._runs(paragraph, line, _BODY, bold)
        self.notes.refer(paragraph, line.notes, _BODY)
        docx_text.add(paragraph, self.brief.stop, _BODY)

    def _runs(
        self, paragraph: Paragraph, line: Line, size: Length, bold: bool = False
    ) -> list[Run]:
        """The text of a line, a run for each language in it."""
        return [
            docx_text.add(paragraph, text, size, bold, language)
            for text, language in line.spans
            if text
        ]

    def _map(self) -> None:
        scene = self.brief.scene
        sheet = figure.bare(scene, _WIDTH, self.brief.code)
        content = save.write(sheet, figure.about(scene), "small", _DPI)
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        width = _MAPS[bool(self.brief.passages)]
        _picture(paragraph, content, width, scene.alternative_text)

    def _table(self) -> None:
        brief = self.brief
        rows = brief.rows
        if not rows:
            return
        half = -(-len(rows) // 2) if len(rows) > _ONE_COLUMN else len(rows)
        blocks = [rows[:half], rows[half:]] if half < len(rows) else [rows]
        table = self._grid(half + 1, brief.widths * len(blocks))
        for block, part in enumerate(blocks):
            for column, text in enumerate(brief.head):
                self._cell(table.cell(0, 3 * block + column), Line(text), bold=True)
            for number, row in enumerate(part, 1):
                cells = [table.cell(number, 3 * block + c) for c in range(3)]
                self._cell(cells[0], Line(row.name), bold=row.chosen, colour=row.key)
                self._cell(cells[1], row.signed)
                self._cell(cells[2], row.status)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    def _grid(
        self, rows: int, shares: tuple[float, ...], is_ruled: bool = True
    ) -> Table:
        """A table across the page, with thin lines under its rows where it is ruled."""
        table = self.document.add_table(rows, len(shares))
        table.autofit = False
        properties = table._tbl.tblPr
        if is_ruled:
            docx_text.insert(properties, parse_xml(_BORDERS))
        docx_text.from_right_to_left(properties, self.brief.lang, "w:bidiVisual")
        for column, share in zip(table.columns, shares, strict=True):
            width = Mm(_WIDTH * share / sum(shares))
            column.width = width
            for cell in column.cells:
                cell.width = width
        for row in table.rows:  # a row with a note of its own is not torn apart
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        return table

    def _cell(
        self, cell: _Cell, line: Line, bold: bool = False, colour: str = ""
    ) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        if colour:
            square = docx_text.add(paragraph, "■ ", _SMALL)
            fill = colours.CLASSES[colour].light.lstrip("#").upper()
            square.font.color.rgb = RGBColor.from_string(fill)
        self._runs(paragraph, line, _SMALL, bold)
        self.notes.refer(paragraph, line.notes, _SMALL)

    def _end(self) -> None:
        """The rule, the day, the citation; beside them the code where there is one."""
        brief = self.brief
        said = (*filter(None, [brief.rest]), *brief.notes, brief.citation)
        if not brief.link:
            for sentence in said:
                self._small(sentence, _NOTE)
            return
        self._gap()  # two tables without a paragraph between them are one to Word
        text, code = self._grid(1, (156.0, 22.0), is_ruled=False).rows[0].cells
        for sentence in (*said, brief.link):
            self._small(sentence, _NOTE, text)
        out = io.BytesIO()
        segno.make_qr(brief.link, error="m").save(out, kind="png", scale=8, border=2)
        _picture(code.paragraphs[0], out.getvalue(), _CODE, brief.scan)
        docx_text.add(code.add_paragraph(), brief.scan, Pt(6))
        first = text.paragraphs[0]._p
        first.getparent().remove(first)
        self._gap()  # and a document ends with one

    def _gap(self) -> None:
        """A paragraph without a text, as low as Word draws one."""
        paragraph = self._add(" ", Pt(1))
        paragraph.paragraph_format.space_after = Pt(0)


#: Lines under the rows alone; the cells have little room around their text.
_BORDERS = (
    f'<w:tblBorders {nsdecls("w")}><w:bottom w:val="single" w:sz="4" w:color="C9D0D6"/>'
    '<w:insideH w:val="single" w:sz="4" w:color="C9D0D6"/></w:tblBorders>'
)

#: Rows from which on the table has two blocks side by side.
_ONE_COLUMN = 8


def _picture(
    paragraph: Paragraph, content: bytes, width: Length, description: str
) -> None:
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
        style = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        docx_text.set_size(style.element.get_or_add_rPr(), _NOTE)
        style.paragraph_format.space_after = Pt(0)
        self.style = style.style_id
        package = document.part.package
        self.part = _FootnotesPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            package=package,
        )
        self.part.root = self.root
        document.part.relate_to(self.part, RELATIONSHIP_TYPE.FOOTNOTES)

    def refer(
        self, paragraph: Paragraph, notes: tuple[Note, ...], size: Length
    ) -> None:
        """Refer to notes at the end of a paragraph of that size."""
        for place, note in enumerate(notes):
            if place:
                _raised(docx_text.add(paragraph, ",", size))
            known = self.numbers.get(note)
            run = _raised(docx_text.add(paragraph, str(known or ""), size))
            if not known:
                number = self.numbers[note] = len(self.numbers) + 1
                reference = OxmlElement("w:footnoteReference")
                reference.set(qn("w:id"), str(number))
                run._r.append(reference)
                self.root.append(_footnote(number, note, self.style))


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


def _footnote(number: int, note: Note, style: str) -> BaseOxmlElement:
    element = OxmlElement("w:footnote")
    element.set(qn("w:id"), str(number))
    xml = OxmlElement("w:p")
    element.append(xml)
    paragraph = Paragraph(xml, None)  # type: ignore[arg-type]
    xml.style = style
    mark = _raised(paragraph.add_run())
    mark._r.append(OxmlElement("w:footnoteRef"))
    docx_text.add(paragraph, f" {note.text}", _NOTE)
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

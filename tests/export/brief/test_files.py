"""The brief as PDF and DOCX: one page, the same bytes, and text that stays text."""

import io
import re
import unicodedata
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from geo.export import brief
from geo.export.brief.docx import texts
from geo.export.brief.pdf import TEMPLATE
from geo.model import languages
from geo.model.view import LANGUAGES
from geo.presentation.scene import Scene
from geo.text import clean
from tests.figures.test_lifelines import table_of

pytestmark = pytest.mark.drawn

LINK = "https://atlas.example/?country=IND"

#: What Typst, Word or an XML parser would act upon.
HOSTILE = (
    '#panic("read")',
    '#read("/etc/passwd")',
    '*bold* $x^2$ _a_ @ref <label> \\u{41} `code` "quoted"',
    "]#import sys: inputs",
    "</w:t></w:r><w:r><w:t>&amp;<![CDATA[",
    "中国 الصين हिन्दी",
    "{{ }} ${HOME} \x00\x0b\u202e",
)


def pages(pdf: bytes) -> int:
    (count,) = re.findall(rb"/Type */Pages[^>]*?/Count (\d+)", pdf)
    return int(count)


#: Nobody chosen, in force, approved by one side, no treaty.
CHOSEN = ("", "IND", "TJK", "FRA")

#: Every choice in English; in each other language two of them, so that each is met.
PAGES = [
    *(("en", code) for code in CHOSEN),
    *(
        (lang, code)
        for number, lang in enumerate(x for x in LANGUAGES if x != "en")
        for code in (CHOSEN * 3)[2 * number : 2 * number + 2]
    ),
]


@pytest.mark.parametrize(("lang", "code"), PAGES)
def test_a_brief_is_one_page_and_says_its_language(package, lang, code):
    scene = Scene.of(package, lang=lang, country=code)
    made = brief.make(scene, "pdf", LINK)
    assert pages(made) == 1
    # The region chooses between the forms of a Chinese letter.
    assert f"/Lang({'zh-CN' if lang == 'zh' else lang})".encode() in made
    # Tagged, in order, with a title and alternative texts: ISO 14289-1.
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made


def test_many_treaties_are_one_page_too(package):
    scene = Scene.of(table_of(package, 200), country="AFG")
    assert pages(brief.make(scene, "pdf")) == 1


@pytest.mark.parametrize("kind", brief.KINDS)
def test_the_same_brief_is_the_same_bytes(package, kind):
    scene = Scene.of(package, country="IND")
    assert brief.make(scene, kind, LINK) == brief.make(scene, kind, LINK)
    assert brief.make(scene, kind) != brief.make(scene, kind, LINK)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_the_data_say_is_text_and_never_markup(package, text):
    first, *rest = table_of(package, 3).treaties
    hostile = replace(first, title_en=text, notes=text, approval_act=text)
    own = replace(
        table_of(package, 3), treaties=(hostile, *rest), file_name=f"{text}.csv"
    )
    scene = Scene.of(own, country=first.party_b)
    assert pages(brief.make(scene, "pdf")) == 1
    said = list(texts(brief.make(scene, "docx")))
    printable = " ".join(clean(text).split())
    held = [line for line in said if printable in line]
    assert held, said


def test_the_template_reads_nothing_and_evaluates_nothing():
    lines = TEMPLATE.read_text(encoding="utf-8").splitlines()
    template = "\n".join(x for x in lines if not x.lstrip().startswith("//"))
    assert not re.search(r"\b(eval|read|plugin|include|import)\b", template)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_document_for_word_holds_what_the_page_says(package, lang):
    scene = Scene.of(package, lang=lang, country="ZWE")
    content = brief.make(scene, "docx", LINK)
    whole = "\n".join(texts(content))
    for said in (scene.figure_title, scene.headline, scene.rule, scene.as_of, LINK):
        assert said in whole
    document = docx.Document(io.BytesIO(content))
    assert document.core_properties.language == lang
    assert round(document.sections[0].page_width.mm) == 210
    table, end = document.tables
    assert LINK in end.cell(0, 0).text
    assert len(table.rows) == 1 + len(package.treaties) // 2
    alternative = document.inline_shapes[0]._inline.docPr.get("descr")
    assert alternative == scene.alternative_text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_word_is_told_the_language_and_direction_of_every_text(package, lang):
    made = brief.make(Scene.of(package, lang=lang, country="IRN"), "docx", LINK)
    document = docx.Document(io.BytesIO(made))
    is_rtl = languages.direction(lang) == "rtl"
    style = document.styles["Normal"].element
    assert (style.find(f".//{qn('w:bidi')}") is not None) == is_rtl
    assert lang in str(style.find(f".//{qn('w:lang')}").attrib)
    for table in document.tables:
        assert (table._tbl.tblPr.find(qn("w:bidiVisual")) is not None) == is_rtl
    runs = [run for p in document.paragraphs for run in p.runs if run.text.strip()]
    foreign = [run for run in runs if run._r.find(f".//{qn('w:lang')}") is not None]
    text = " ".join(run.text for run in foreign)
    # What the data have in English alone; of Iran's title there is no other.
    assert ("Agreement on Cooperation" in text) == (lang != "en")
    assert ("S. V. Lavrov" in text) == (lang not in ("en", "ru"))
    for run in runs:
        letters = {unicodedata.bidirectional(letter) for letter in run.text}
        assert bool(run.font.rtl) == bool(letters & {"R", "AL"}), run.text


#: The order of the schema, of what the brief uses (ISO/IEC 29500-1, annex A).
ORDER = {
    "pPr": "pStyle keepNext keepLines bidi spacing ind jc outlineLvl",
    "tblPr": "tblStyle bidiVisual tblW jc tblBorders tblLayout tblCellMar tblLook",
    "rPr": "rStyle rFonts b bCs i iCs caps color spacing kern sz szCs u vertAlign rtl"
    " cs lang",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_word_finds_every_property_in_the_order_of_its_schema(package, lang):
    made = brief.make(Scene.of(package, lang=lang, country="IRN"), "docx", LINK)
    document = docx.Document(io.BytesIO(made))
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        notes = parse_xml(parts.read("word/footnotes.xml"))
    normal = document.styles["Normal"].element
    for root in (document.element, notes, normal):
        for tag, order in ORDER.items():
            for properties in root.iter(qn(f"w:{tag}")):
                names = [each.tag.rpartition("}")[2] for each in properties]
                places = [order.split().index(name) for name in names]
                assert places == sorted(places), (tag, names)


def test_the_footnotes_of_word_are_all_referred_to_and_hold_the_addresses(package):
    content = brief.make(Scene.of(package, country="ZWE"), "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = parts.read("word/document.xml").decode()
        notes = parts.read("word/footnotes.xml").decode()
        kinds = parts.read("[Content_Types].xml").decode()
        assert all(i.date_time[0] == 1980 for i in parts.infolist())
    numbers = re.findall(r'<w:footnoteReference w:id="(\d+)"', body)
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert set(re.findall(r'<w:footnote w:id="(\d+)"', notes)) == set(numbers)
    (treaty,) = (t for t in package.treaties if t.partner_of("RUS") == "ZWE")
    entry = treaty.claims("in_force")[0]
    assert entry.url[:60] in notes
    assert "footnotes+xml" in kinds
    assert "thumbnail" not in kinds


def test_a_file_is_named_after_its_country_and_view(package):
    name = brief.file_name(Scene.of(package, country="IND", lang="ru"), "pdf")
    assert name == "brief-ind-treaties-signed-2010-2026-recognised-ru.pdf"


@pytest.mark.parametrize("text", ["中国条约", "معاهدة"])
def test_a_title_in_another_script_is_set_and_stays_accessible(package, text):
    first, *rest = table_of(package, 3).treaties
    own = replace(table_of(package, 3), treaties=(replace(first, title_en=text), *rest))
    made = brief.make(Scene.of(own, country=first.party_b), "pdf")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert made == brief.make(Scene.of(own, country=first.party_b), "pdf")


def test_arabic_vowel_signs_leave_a_brief_accessible(package, monkeypatch):
    """The typeface sets a letter and its vowel sign as one: no code point is left."""
    words = languages.strings("ar")["words"]
    monkeypatch.setitem(words, "class_label.none", "لم يُعثر على معاهدة")
    made = brief.make(Scene.of(package, lang="ar"), "pdf")
    assert pages(made) == 1 and b"pdfuaid" in made

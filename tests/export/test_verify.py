"""A product proves itself: identical, altered, or it cannot be said here."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from geo import program
from geo.export import brief, countries, pictures, product_files, treaties
from geo.export.catalogue import EXPORTS
from geo.export.verify import verify
from geo.figures import animation, figure, lifelines, save, sizes
from geo.figures.difference import difference
from geo.figures.multiples import multiples
from geo.figures.options import FigureOptions
from geo.model.lifelines import ORDERS
from geo.presentation import record
from geo.presentation.record import NoRecord, Record
from geo.presentation.scene import Scene
from geo.tables.user import read

pytestmark = pytest.mark.drawn

OPTIONS = FigureOptions(sizes.parse("120x100"), grey=True, title="Our title", dpi=60)
FORMATS = ("png", "svg", "pdf", "html")


def product(scene: Scene, kind: str) -> bytes:
    if kind == "html":
        return EXPORTS["html"].build(scene)
    return figure.render(scene, OPTIONS, kind)


@pytest.fixture(scope="module")
def scene(package):
    return Scene.of(package, lang="ru", borders="de-facto").with_years(2010, 2016)


@pytest.fixture(scope="module")
def made(scene) -> dict[str, bytes]:
    return {kind: product(scene, kind) for kind in FORMATS}


def saved_again(content: bytes, change=lambda picture: None, **texts: str) -> bytes:
    """A PNG as another program saves it, its texts kept or replaced."""
    picture = Image.open(io.BytesIO(content))
    info = PngInfo()
    for name, text in {**picture.text, **texts}.items():
        info.add_itxt(name, text)
    change(picture)
    out = io.BytesIO()
    dpi = picture.info["dpi"]
    picture.save(out, "PNG", pnginfo=info, dpi=dpi, compress_level=1)
    return out.getvalue()


@pytest.mark.parametrize("kind", FORMATS)
def test_what_the_atlas_made_is_identical(made, kind):
    verdict = verify(made[kind])
    assert (verdict.code, verdict.sentence) == (
        0,
        "is identical: made again from data 0.2.1, every byte is the same",
    )


def test_a_page_of_a_site_says_where_its_links_lead(scene):
    content = pictures.page(scene, "https://atlas.example/sub/")
    verdict = verify(content)
    assert verdict.code == 0
    assert "links to the facts at https://atlas.example/sub/" in verdict.sentence
    moved = content.replace(b'"https://atlas.example', b'"https://atlas.exemple')
    assert moved != content
    assert verify(moved).code == 1


@pytest.mark.parametrize("kind", FORMATS)
def test_a_product_of_other_data_names_their_version(package, kind):
    older = replace(package, version="0.1.0", digest="0123456789abcdef")
    verdict = verify(product(Scene.of(older), kind))
    assert verdict.code == 2
    assert verdict.sentence.startswith("was made from data 0.1.0 (hash 0123456789abc")
    assert f"here are data {package.version} (hash {package.digest})" in (
        verdict.sentence
    )


def test_a_changed_pixel_is_altered(made):
    changed = saved_again(made["png"], lambda p: p.putpixel((7, 9), (1, 2, 3, 255)))
    verdict = verify(changed)
    assert verdict.code == 1
    assert "1 of " in verdict.sentence
    assert "between 7, 9 and 7, 9 from the top left" in verdict.sentence


def test_a_changed_word_of_a_pictures_metadata_is_altered(made):
    verdict = verify(saved_again(made["png"], Title="Another title"))
    assert (verdict.code, "its 'Title' is not" in verdict.sentence) == (1, True)


def test_a_changed_word_of_an_svg_is_altered(made):
    changed = made["svg"].replace(b"Our title", b"Our titre")
    assert changed != made["svg"]
    verdict = verify(changed)
    assert verdict.code == 1
    assert re.search(r"line \d+, column \d+ says “.*titre", verdict.sentence)


def test_a_typeface_that_shows_other_letters_is_altered(made):
    font = re.search(rb"base64,([A-Za-z0-9+/]{200})", made["svg"])[1]
    changed = made["svg"].replace(font, font[::-1])
    assert verify(changed).code == 1


def test_a_page_edited_by_hand_is_altered(made):
    changed = made["html"].replace(b"2015", b"2014", 1)
    verdict = verify(changed)
    assert (verdict.code, "says “" in verdict.sentence) == (1, True)


@pytest.mark.parametrize("part", ["drawing", "title", "appended"])
def test_a_changed_pdf_is_altered(made, part):
    content = made["pdf"]
    if part == "drawing":
        stream = max(re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S))
        packed = zlib.compress(b"0 g " + zlib.decompress(stream))
        changed = content.replace(stream, packed)
    elif part == "title":
        changed = content.replace(b"/Title (Our title)", b"/Title (Our titre)")
    else:
        changed = content + b"\n9 0 obj\n<< /Type /Page >>\nendobj\n%%EOF\n"
    assert changed != content
    assert verify(changed).code == 1


def test_another_view_in_the_record_does_not_pass_for_it(made):
    changed = made["svg"].replace(b"years=2010..2016", b"years=2010..2015")
    assert changed != made["svg"]
    assert verify(changed).code == 1


def test_pixels_are_compared_not_how_they_are_packed(made):
    repacked = saved_again(made["png"])
    assert repacked != made["png"]
    verdict = verify(repacked)
    assert verdict.code == 0
    assert "only how it is packed differs" in verdict.sentence


def test_words_are_compared_not_line_ends(made):
    for kind in ("svg", "html"):
        assert verify(made[kind].replace(b"\n", b"\r\n")).code == 0


def test_the_parts_of_a_pdf_are_compared_not_how_they_are_packed(made):
    def repack(match: re.Match) -> bytes:
        return (
            b"stream\n" + zlib.compress(zlib.decompress(match[1]), 1) + b"\nendstream"
        )

    packed = re.compile(rb"stream\r?\n(x[\x01\x5e\x9c\xda].*?)\r?\nendstream", re.S)
    repacked = packed.sub(repack, made["pdf"])
    assert repacked != made["pdf"]
    assert verify(repacked).code == 0


@pytest.fixture
def by_another_program(scene, monkeypatch):
    """Products of a program with another name, by format."""
    with monkeypatch.context() as patch:
        patch.setattr(program, "fingerprint", lambda libraries=(): "f" * 16)
        return {kind: product(scene, kind) for kind in FORMATS}


def test_another_program_that_made_the_same_is_no_difference(by_another_program):
    for kind, content in by_another_program.items():
        assert (kind, verify(content).code) == (kind, 0)


def test_what_another_program_made_otherwise_is_not_called_altered(by_another_program):
    png = saved_again(
        by_another_program["png"], lambda p: p.putpixel((7, 9), (1, 2, 3, 255))
    )
    html = by_another_program["html"].replace(b"2015", b"2014", 1)
    for content in (png, html):
        verdict = verify(content)
        assert verdict.code == 2
        assert "by another version of the program" in verdict.sentence
        assert "whether it was altered cannot be said here" in verdict.sentence


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_that_is_cut_short_is_said_to_be(made, kind):
    verdict = verify(made[kind][:-300])
    assert verdict.code == 2
    assert "is cut short" in verdict.sentence


def test_a_damaged_picture_is_said_to_be(made):
    content = bytearray(made["png"])
    content[len(content) // 2] ^= 255
    verdict = verify(bytes(content))
    assert (verdict.code, "damaged" in verdict.sentence) == (2, True)


def test_a_picture_without_a_record_is_not_ours(made):
    out = io.BytesIO()
    Image.open(io.BytesIO(made["png"])).save(out, "PNG")
    for content in (out.getvalue(), b"<svg></svg>", b"%PDF-1.4 %%EOF", b"{}"):
        verdict = verify(content)
        assert verdict.code == 2
        assert verdict.sentence.startswith("carries no record")


def test_another_kind_of_file_is_named(made):
    verdict = verify(b"year,country\n")
    assert verdict.code == 2
    assert verdict.sentence.startswith("is none of PNG, SVG, PDF, HTML")


def test_a_picture_larger_than_ours_is_not_opened(monkeypatch, made):
    monkeypatch.setattr(product_files, "PIXELS", 100)
    assert "more pixels" in verify(made["png"]).sentence
    monkeypatch.setattr(product_files, "LARGEST", 100)
    assert "larger than" in verify(made["png"]).sentence


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b"size=120x100", b"size=1x1", "not drawn"),
        (b"dpi=60", b"dpi=9000", "not drawn"),
        (b"focus=RUS", b"focus=XXX", "a view that there is not"),
        (b"treaty-atlas:figure", b"treaty-atlas:nothing", "is no record"),
        (b"sha256=", b"sha=", "lacks sha256"),
        (b"program=", b"program=xyz", "are none"),
        (b"treaty-atlas:figure", b"treaty-atlas:animation", "not drawn"),
        (b"treaty-atlas:figure", b"treaty-atlas:multiples", "years are not given"),
        (b"treaty-atlas:figure", b"treaty-atlas:page", "not of a SVG file"),
    ],
)
def test_a_record_that_was_edited_asks_in_vain(made, old, new, says):
    changed = made["svg"].replace(old, new)
    assert changed != made["svg"]
    verdict = verify(changed)
    assert (verdict.code, says in verdict.sentence) == (2, True), verdict.sentence


def test_a_record_reads_back_as_it_was_written(scene):
    for drawing in ({}, {"title": "Ä & b = c # d ?"}):
        held = record.of(scene, "figure", drawing)
        assert str(held).isascii() and " " not in str(held)
        assert Record.parse(str(held)) == held
    with pytest.raises(NoRecord):
        Record.parse("treaty-atlas:figure")


# --- figures of many years, and data ---


@pytest.mark.parametrize("lay_out", [multiples, difference])
def test_a_figure_of_many_years_is_made_again(scene, lay_out):
    sheet, about = lay_out(scene, [2012, 2016], FigureOptions(dpi=60))
    content = save.write(sheet, about, "png", 60)
    assert verify(content).code == 0
    changed = saved_again(content, lambda p: p.putpixel((7, 9), (1, 2, 3, 255)))
    assert verify(changed).code == 1


@pytest.mark.parametrize("order", ORDERS)
def test_life_lines_are_made_again_in_their_order(scene, order):
    sheet, about = lifelines.draw(scene, FigureOptions(dpi=60), order)
    content = save.write(sheet, about, "svg")
    assert f"sort={order}".encode() in content
    assert verify(content).code == 0
    unknown = content.replace(f"sort={order}".encode(), b"sort=length")
    assert verify(unknown).code != 0


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_an_animation_is_made_again(scene, kind):
    options = replace(OPTIONS, title="")
    pace = animation.times(2, 0.5, 2)
    content = animation.animation(scene, [2012, 2016], options, kind, pace)
    assert verify(content).code == 0
    slower = animation.animation(scene, [2012, 2016], options, kind, [1000, 2000])
    said = re.compile(rb"pace=500,2000")
    forged = slower.replace(b"pace=1000,2000", b"pace=0500,2000")
    assert said.search(content) and forged != slower
    assert verify(forged).code == 1


def test_a_small_picture_is_made_again_in_256_colours(scene):
    sheet, about = figure.sheet(scene, OPTIONS), figure.about(scene, OPTIONS)
    assert verify(save.write(sheet, about, "small", OPTIONS.dpi)).code == 0


@pytest.mark.parametrize("build", [treaties.json, countries.geojson, countries.parquet])
def test_data_with_a_record_are_made_again(scene, build):
    content = build(scene)
    assert verify(content).code == 0
    if build is not countries.parquet:
        assert verify(content.replace(b"2015", b"2014", 1)).code == 1


def rezipped(content: bytes, old: bytes = b"", new: bytes = b"") -> bytes:
    """A document or workbook as another program packs it, a word of it changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as parts,
        zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target,
    ):
        texts = {name: parts.read(name) for name in parts.namelist()}
        for name, text in texts.items():
            target.writestr(name, text.replace(old, new) if old else text)
    return out.getvalue()


def test_a_workbook_is_made_again(scene):
    content = treaties.xlsx(scene)
    assert verify(content).code == 0
    assert verify(rezipped(content)).code == 0
    verdict = verify(rezipped(content, b"RUS-BRA-2010", b"RUS-BRA-2011"))
    assert (verdict.code, "its part 'xl/" in verdict.sentence) == (1, True)


@pytest.mark.parametrize("kind", brief.KINDS)
def test_a_brief_is_made_again(scene, kind):
    of_country = scene.with_view(country="BRA")
    content = brief.make(of_country, kind, "https://atlas.example/?country=BRA")
    verdict = verify(content)
    assert verdict.code == 0, verdict.sentence
    assert verify(content[:-200]).code == 2


def test_a_word_changed_in_a_brief_is_altered(scene):
    content = brief.make(scene, "docx")
    year = b"2015"
    verdict = verify(rezipped(content, year, b"2014"))
    assert (verdict.code, "word/document.xml" in verdict.sentence) == (1, True)


def test_a_zip_that_unpacks_to_more_than_any_product_is_not_unpacked(
    scene, monkeypatch
):
    content = treaties.xlsx(scene)
    monkeypatch.setattr(product_files, "LARGEST", len(content) + 1)
    assert "unpacks to more" in verify(content).sentence
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as target:
        target.writestr("treaties.csv", "id")
    assert "carries no record" in verify(plain.getvalue()).sentence


# --- a reader's own table ---

ROWS = "party_a,party_b,signed\nJapan,Singapore,2019\nJapan,Cuba,2020-01-02\n"


@pytest.fixture(scope="module")
def own():
    as_of = date(2026, 11, 23)
    return read.read(ROWS.encode(), "mine.csv", as_of=as_of).package


@pytest.mark.parametrize("kind", FORMATS)
def test_a_product_of_a_readers_own_table_is_verified_with_it(own, kind):
    content = product(Scene.of(own, focus="JPN"), kind)
    assert verify(content, replace(own, file_name="renamed.csv")).code == 0
    without = verify(content)
    assert without.code == 2
    assert "“mine.csv”: name that file with --table" in without.sentence


def test_another_table_did_not_make_it(own, made):
    content = product(Scene.of(own, focus="JPN"), "svg")
    rows = ROWS.replace("Cuba", "China").encode()
    other = read.read(rows, "mine.csv", as_of=own.as_of).package
    verdict = verify(content, other)
    assert (verdict.code, "from other rows" in verdict.sentence) == (2, True)
    assert "leave --table out" in verify(made["svg"], own).sentence


def test_the_hash_of_a_table_is_that_of_its_rows_not_of_its_form(own):
    semicolons = ROWS.replace(",", ";").encode("utf-16")
    again = read.read(semicolons, "other.csv", as_of=own.as_of).package
    assert again.data_hash == own.data_hash
    later = read.read(ROWS.encode(), "mine.csv", as_of=date(2026, 11, 24)).package
    assert later.data_hash != own.data_hash


@pytest.mark.parametrize(
    "made_with",
    [{"site": "https://atlas.example/"}, {"langs": ["ru"]}, {"langs": ["en"]}],
)
def test_a_page_with_its_site_and_languages_is_made_again(scene, made_with):
    content = pictures.page(scene.with_view(lang="ru"), **made_with)
    assert verify(content).code == 0

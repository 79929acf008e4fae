"""The page asks for nothing, says what the package says, and runs only its own code."""

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from geo.model import boundaries
from geo.model.classes import Class
from geo.model.counting import state
from geo.model.languages import ON_A_PAGE
from geo.model.treaties import Basis, Layer, Membership, Signatory, Source, Stance
from geo.model.view import PRESETS, View
from geo.page import document as page_document
from geo.page import leaflet, topology_text
from geo.page import payload as page_payload
from geo.presentation import captions, colours, legend, rows
from geo.presentation.scene import Scene
from geo.storage import ROOT

#: The exported page stays below this when gzipped, so that it can be mailed.
LIMIT = 250_000

HOSTILE = "</script><!--<img src=x onerror=alert(1)>]]>\u2028&lt;'\"`${1}\\u003c"


class Page(HTMLParser):
    """What a browser would find: elements with attributes, and the text of blocks."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.blocks: dict[str, list[tuple[dict[str, str], str]]] = {}
        self.words: list[str] = []
        self._open: tuple[str, dict[str, str], list[str]] | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        values = {name: value or "" for name, value in attributes}
        self.elements.append((tag, values))
        if tag in ("script", "style"):
            self._open = (tag, values, [])

    def handle_data(self, data):
        if self._open:
            self._open[2].append(data)
        else:
            self.words.append(data)

    def handle_endtag(self, tag):
        if self._open and self._open[0] == tag:
            _, element, parts = self._open
            self.blocks.setdefault(tag, []).append((element, "".join(parts)))
            self._open = None

    @property
    def payload(self) -> dict:
        (text,) = [t for a, t in self.blocks["script"] if a.get("id") == "atlas-data"]
        return json.loads(text)

    @property
    def table(self) -> dict:
        return self.payload["table"]

    @property
    def code(self) -> list[str]:
        return [t for a, t in self.blocks["script"] if "type" not in a]

    @property
    def policy(self) -> dict[str, list[str]]:
        name = "Content-Security-Policy"
        (text,) = [
            a["content"] for _, a in self.elements if a.get("http-equiv") == name
        ]
        parts = [part.split() for part in text.split(";")]
        return {part[0]: part[1:] for part in parts}


@pytest.fixture(scope="module")
def document(package) -> str:
    return page_document.page(Scene.of(package))


@pytest.fixture(scope="module")
def page(document) -> Page:
    return Page(document)


# --- nothing is fetched ---


def test_no_element_refers_to_another_resource(page):
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"link", "img", "iframe", "object", "embed", "base", "audio"}
    for _, attributes in page.elements:
        assert not {"src", "href", "srcset", "action", "data", "poster"} & set(
            attributes
        )


def test_no_style_refers_to_another_resource(page):
    css = "".join(text for _, text in page.blocks["style"])
    assert "@import" not in css
    targets = re.findall(r"url\(\s*['\"]?([^'\")]*)", css)
    assert targets  # the hatches
    assert all(target.startswith("#") for target in targets)


def test_no_script_of_ours_names_an_address_or_a_way_to_reach_one():
    reach = r"https?://(?!www\.w3\.org/)|fetch\(|XMLHttpRequest|WebSocket|sendBeacon"
    for name in page_document.SCRIPTS:
        text = (page_document.PAGE / f"{name}.js").read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if re.search(reach, line)]
        assert not [line for line in lines if not re.search(r"test\(|match\(", line)]


def test_no_script_of_ours_closes_its_own_element():
    for name in page_document.SCRIPTS:
        text = (page_document.PAGE / f"{name}.js").read_text(encoding="utf-8")
        assert "</script" not in text and "<!--" not in text, name


def test_no_map_tiles_are_asked_for(page):
    assert not any("tileLayer(" in text for text in page.code[1:])
    assert not any("sourceMappingURL" in text for text in page.code)


def test_a_file_that_a_comment_names_is_there():
    """And every script of the folder is in the page."""
    sources = sorted(page_document.PAGE.glob("*.*"))
    files = {
        (source.name, name)
        for source in sources
        for name in re.findall(
            r"\b(?:geo|assets|tests)/[\w./-]*\w", source.read_text(encoding="utf-8")
        )
    }
    assert files
    assert {(s, n) for s, n in files if not (ROOT / n).exists()} == set()
    scripts = {path.stem for path in sources if path.suffix == ".js"}
    assert scripts == set(page_document.SCRIPTS)


# --- the policy ---


def digest(text: str) -> str:
    raw = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(raw).decode()}'"


def test_the_policy_allows_exactly_the_blocks_of_the_page(page):
    assert page.policy["default-src"] == ["'none'"]
    styles = [text for _, text in page.blocks["style"]]
    assert sorted(page.policy["script-src"]) == sorted(digest(t) for t in page.code)
    assert sorted(page.policy["style-src"]) == sorted(digest(t) for t in styles)


def test_the_policy_opens_nothing_else(page):
    assert set(page.policy) <= {
        "default-src",
        "script-src",
        "style-src",
        "base-uri",
        "form-action",
    }
    assert page.policy["base-uri"] == page.policy["form-action"] == ["'none'"]
    assert not any("unsafe" in v for values in page.policy.values() for v in values)


def test_the_policy_stands_before_anything_it_governs(page):
    heads = [
        t for t, a in page.elements if t in ("style", "script") or "http-equiv" in a
    ]
    assert heads[0] == "meta"


def test_a_browser_hashes_the_same_text_as_we_do(document):
    assert "\r" not in document  # a parser would turn it into a line feed
    assert "\x00" not in document


def test_no_style_or_script_hides_in_an_attribute(page):
    for tag, attributes in page.elements:
        assert "style" not in attributes, tag
        assert not any(name.startswith("on") for name in attributes), tag


# --- what the page says ---


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("basis", Basis)
def test_title_and_headline_are_readable_without_a_script(package, basis, lang):
    view = View.of(package.span, basis=basis, lang=lang)
    page = Page(page_document.page(Scene(package, view)))
    text = " ".join(page.words)
    assert captions.headline(state(package.treaties, view)) in text
    assert ("html", {"lang": lang, "dir": "ltr"}) in page.elements


def test_the_payload_holds_every_treaty_with_its_interval_and_claims(page, package):
    by_id = {t["id"]: t for t in page.table["treaties"]}
    assert set(by_id) == {t.id for t in package.treaties}
    for treaty in package.treaties:
        entry = by_id[treaty.id]
        assert entry["partners"] == [treaty.partner_of("RUS")]
        for field in ("signed", "in_force", "terminated"):
            date = getattr(treaty, field)
            bounds = date and [date.text, str(date.earliest), str(date.latest)]
            assert (entry[field] and entry[field][:3]) == bounds
        assert [s["url"] for s in entry["sources"]] == [s.url for s in treaty.sources]
        for sent_claim, claim in zip(entry["sources"], treaty.sources, strict=True):
            # The card words what differs and what bounds a date, in both languages.
            has_stance = claim.stance in (Stance.CONFLICTS, Stance.NOT_AFTER)
            both = {lang: rows.says(claim, lang) for lang in ("en", "ru")}
            one = both["en"] if both["en"] == both["ru"] else both
            assert sent_claim.get("value", "") == (one if has_stance else "")
        assert entry["confidence"] == dict(treaty.confidence)
        level = treaty.title_level("en")
        assert entry["title"]["en"] == [*treaty.title("en"), level]
        # A title in English on a page of another language says so.
        is_english = treaty.title_en and not treaty.title_ru
        assert entry["title"]["ru"][3:] == ["en"] * bool(is_english)


def test_the_payload_lists_treaties_in_the_order_of_the_law(page, package):
    ids = [t["id"] for t in page.table["treaties"]]
    assert ids == [treaty.id for _, treaty in Scene.of(package).entries]


def test_what_is_not_signed_is_marked_so_for_the_script(toy, harmless):
    entries = harmless.table["treaties"]
    assert {t["id"] for t in entries if t["unsigned"]} == {"PLANNED"}
    assert {t["id"] for t in entries} == {t.id for t in toy.treaties}


def test_the_payload_holds_the_view_the_edition_and_the_presets(page, package):
    assert page.payload["view"] == rows.message(View.of(package.span))
    data = page.table
    assert data["version"] == {"en": package.version, "ru": package.version}
    assert data["as_of"] == package.as_of.isoformat()
    assert data["span"] == [package.span.first, package.span.last]
    assert {k: p["end"] for k, p in data["presets"].items()} == {
        key: preset.end.isoformat() for key, preset in PRESETS.items()
    }
    for key, preset in PRESETS.items():
        assert set(data["presets"][key]["named"]) == package.reference_codes(
            preset.reference
        )


def test_the_payload_calls_and_ranks_classes_as_the_table_does(page):
    by_key = {c["key"]: c for c in page.payload["classes"]}
    assert set(by_key) == {key.value for key in Class}
    for key, look in colours.CLASSES.items():
        assert by_key[key]["label"] == {lang: look.label(lang) for lang in ON_A_PAGE}
    assert page.payload["legend"] == {
        basis.value: [k.value for k in keys] for basis, keys in legend.LEGEND.items()
    }


def test_a_large_table_lists_a_part_and_holds_every_date(toy, monkeypatch):
    monkeypatch.setattr(page_payload, "LISTED", 0)
    monkeypatch.setattr(page_payload, "_OF_EACH", 1)
    view = View.of(toy.span)
    data = page_payload.table(Scene(toy, view))
    texts = [t["partners"][0] for t in data["treaties"]]
    assert sorted(texts) == sorted(toy.partners())
    assert sum(map(len, data["grouped"]["rows"])) == len(toy.treaties)
    day = view.with_preset("chapter", toy.span)
    assert any(
        isinstance(p[0], str)
        for p in page_payload.table(Scene(toy, day))["grouped"]["profiles"]
    )
    years = data["grouped"]["profiles"]
    assert all(isinstance(n, int) for profile in years for n in profile)


def test_geometry_is_there_once_and_whole(page, document):
    atlas = boundaries.load("world")
    assert page.payload["topology"] == topology_text.encode(atlas.topology)
    assert set(page.payload["units"]) == {u.uid for u in atlas.units} | set(atlas.parts)
    assert document.count(page.payload["topology"]["bits"]) == 1
    crimea = page.payload["units"]["D-CRI"]
    assert crimea["owner"] == ["UKR", "RUS"]
    assert crimea["disputed"]


def test_every_colour_of_the_table_is_in_the_style_sheet(page):
    css = "".join(text for _, text in page.blocks["style"])
    for key, look in colours.CLASSES.items():
        assert f"--c-{key}:{look.light}" in css
        assert f"--c-{key}:{look.dark}" in css


# --- the same bytes, and few ---


def test_the_same_view_gives_the_same_bytes(package, document):
    leaflet.parts.cache_clear()  # as another process would begin
    assert page_document.page(Scene.of(package)) == document


def test_another_view_changes_only_what_it_must(package, document):
    other = page_document.page(Scene.of(package, basis=Basis.IN_FORCE))
    assert other != document
    mine, theirs = Page(document).payload, Page(other).payload
    assert {k for k in mine if mine[k] != theirs[k]} == {"view"}


def test_the_page_is_small_when_gzipped(document):
    assert len(gzip.compress(document.encode(), 9)) < LIMIT


# --- hostile text ---


@pytest.fixture(scope="module")
def harmless(toy) -> Page:
    return Page(page_document.page(Scene.of(toy)))


@pytest.fixture(scope="module")
def hostile(toy, make) -> Page:
    texts = (
        "title_en title_ru title_original instrument_type signed_place status_note "
        "approval_act text_public text_url notes"
    )
    claim = Source(
        HOSTILE, HOSTILE, HOSTILE, HOSTILE, Stance.SUPPORTS, *([HOSTILE] * 6)
    )
    bad = make(
        "CUB",
        "2012",
        id=HOSTILE,
        signatory_a=Signatory(HOSTILE, HOSTILE),
        signatory_b=Signatory(HOSTILE),
        confidence=((HOSTILE, HOSTILE),),
        sources=(claim,),
        **dict.fromkeys(texts.split(), HOSTILE),
    )
    member = Membership(HOSTILE, HOSTILE)
    layers = [
        Layer(key, *([HOSTILE] * 5), (member,))
        for key in (HOSTILE, *(preset.reference for preset in PRESETS.values()))
    ]
    package = replace(toy, treaties=(bad,), version=HOSTILE, layers=tuple(layers))
    return Page(page_document.page(Scene(package, View.of(toy.span))))


def test_hostile_text_adds_no_element_attribute_or_script(hostile, harmless):
    def shape(page: Page) -> list:
        return [(tag, set(attributes)) for tag, attributes in page.elements]

    assert shape(hostile) == shape(harmless)
    assert hostile.code == harmless.code
    assert hostile.policy == harmless.policy


def test_hostile_text_arrives_as_the_text_it_is(hostile):
    (entry,) = hostile.table["treaties"]
    # Text in English alone is told apart from that of a language of its own.
    assert entry["id"] == HOSTILE
    assert entry["place"] == entry["notes"] == {"en": HOSTILE}
    assert entry["title"] == {"en": [HOSTILE, "", ""], "ru": [HOSTILE, "", ""]}
    assert entry["confidence"] == {HOSTILE: HOSTILE}
    assert entry["sources"][0]["url"] == HOSTILE
    assert entry["sources"][0]["note"] == {"en": HOSTILE}
    assert hostile.table["version"]["en"] == HOSTILE
    (generator,) = [
        a["content"] for _, a in hostile.elements if a.get("name") == "generator"
    ]
    assert generator == f"treaty-atlas {HOSTILE}"


def test_no_block_of_the_page_closes_itself_early(page):
    for kind in ("script", "style"):
        for _, text in page.blocks[kind]:
            assert f"</{kind}" not in text.lower()
            assert "<!--" not in text


def test_a_partner_without_a_boundary_is_listed_and_counted(toy, make):
    partly_drawn = replace(toy, treaties=(*toy.treaties, make("GLP", "2012")))
    sentence = Scene.of(partly_drawn).undrawn_note
    assert "Guadeloupe (GLP)" in sentence
    assert "Guadeloupe (GLP)" in page_document.page(Scene.of(partly_drawn))
    assert (
        "GLP" in state(partly_drawn.treaties, View.of(partly_drawn.span)).counted_codes
    )
    assert Scene.of(toy).undrawn_note == ""

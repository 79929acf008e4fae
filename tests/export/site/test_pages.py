"""The site's pages: every link leads somewhere, every fact is there, nothing runs."""

import json
import posixpath
import re
import struct
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest

from geo.export.site import country, feed, files, pages, templates
from geo.export.site.files import Drawing, WrittenFile
from geo.model import countries, languages
from geo.model.counting import state
from geo.model.dates import PartialDate
from geo.model.languages import ON_A_PAGE
from geo.model.treaties import Status, Treaty, localised
from geo.model.treaty_fields import FACTS, Kind
from geo.model.view import View
from geo.page import document
from geo.presentation import captions, colours, strings
from geo.presentation.citations import sentence
from geo.presentation.treaty_facts import fact_text
from tests.helpers.sites import LANGS, ROOT, Parts

HOSTILE = "</title><script>hit()</script><b onclick='x'>\"'{{7*7}}\u202e\x00&amp;"


def own_pages(folder: Path) -> list[Path]:
    """Every page but the maps, which have tests of their own."""
    paths = (p.relative_to(folder) for p in sorted(folder.rglob("*.html")))
    paths = [folder / p for p in paths if "map" not in p.parts]
    return [path for path in paths if not leads_on(path)]


def leads_on(path) -> bool:
    """Whether a page only leads from a folder of files to a page."""
    return 'http-equiv="refresh"' in path.read_text("utf-8")


def test_no_folder_lists_its_files(site_folder):
    folders = [p for p in site_folder.rglob("*") if p.is_dir()]
    assert folders
    for folder in folders:
        page = folder / "index.html"
        assert page.is_file(), folder
        if leads_on(page):
            (target,) = Parts.of(page).all("a")
            assert (folder / target["href"]).resolve().is_file()


@pytest.mark.parametrize("lang", ON_A_PAGE)
def test_a_shared_link_has_a_picture_and_says_what_is_known(site_folder, package, lang):
    top = site_folder / ("" if lang == "en" else lang)
    descriptions = {}
    for path in ("index.html", "countries/zwe/index.html", "method/gaps/index.html"):
        metas = Parts.of(top / path).all("meta")
        said = {m["property"]: m["content"] for m in metas if "property" in m}
        picture = said["og:image"].removeprefix(ROOT)
        file = (site_folder / picture).read_bytes()
        size = struct.unpack(">II", file[16:24])
        wide, high = (int(said[f"og:image:{side}"]) for side in ("width", "height"))
        assert size == (wide, high) and said["og:image:alt"]
        descriptions[path] = said["og:description"]
    assert len(set(descriptions.values())) == len(descriptions)
    status = country.status(package, "ZWE", lang)
    assert status in descriptions["countries/zwe/index.html"]


def test_without_an_address_no_picture_is_promised(package):
    assert "og:image" not in rendered(package, "index.html")


@pytest.mark.drawn
def test_a_country_is_called_out_in_the_picture_of_its_own_page(package):
    drawing = Drawing("share", dpi=60, kinds=("png",), each=True)
    made = {p.path: p for p in files.products(package, (drawing,))}
    own = [made[files.shared(lang, "ZWE")] for lang in ON_A_PAGE]
    assert all(p.make().startswith(b"\x89PNG") for p in own)
    assert own[0].make() != made["countries/ind/share-en.png"].make()


@pytest.mark.parametrize("lang", ON_A_PAGE)
def test_the_start_page_says_the_status_of_every_country(site_folder, package, lang):
    text = Parts.of(site_folder / ("" if lang == "en" else lang) / "index.html").text
    for code in package.partners():
        assert country.status(package, code, lang) in text


def test_the_map_has_a_way_back_to_the_site(site_folder):
    for folder in (site_folder, site_folder / "ru"):
        links = Parts.of(folder / "map" / "index.html").links
        top = ROOT if folder == site_folder else f"{ROOT}ru/"
        for path in ("index.html", "treaties/index.html", "method/index.html"):
            assert f"{top}{path}" in links


def test_a_dark_screen_has_a_dark_figure(site_folder):
    start = Parts.of(site_folder / "index.html")
    (dark,) = start.all("source")
    assert "dark" in dark["media"]
    light = start.all("img")[0]["src"]
    pictures = [(site_folder / p).read_bytes() for p in (dark["srcset"], light)]
    assert pictures[0] != pictures[1]


def rendered(package, path: str, lang: str = "en", root: str = "") -> str:
    """One page of a package, made without the rest of the site."""
    site_pages = pages.pages(package, [], langs=(lang,))
    page = next(p for p in site_pages if p.path == path and p.lang == lang)
    written = {
        files.preview(each): WrittenFile(1, "0" * 64, (16, 9)) for each in ON_A_PAGE
    }
    return templates.render(page, written, root).decode()


def target(folder: Path, page: Path, link: str) -> tuple[Path, str]:
    """The file a link of a page means, and the anchor in it."""
    parts = urlsplit(link)
    if link.startswith(ROOT):
        path = folder / unquote(link.removeprefix(ROOT).partition("#")[0])
        path = path / "index.html" if link.partition("#")[0].endswith("/") else path
    elif parts.path.startswith("/"):
        # 404.html is shown under any address: its links begin at the host.
        assert page.name == "404.html"
        path = folder / parts.path.removeprefix(urlsplit(ROOT).path)
    else:
        path = page.parent / unquote(parts.path) if parts.path else page
    return Path(posixpath.normpath(path)), unquote(parts.fragment)


@pytest.mark.parametrize(
    ("lang", "in_force", "signed"),
    [
        (
            "en",
            "In force since 20 Dec 2023",
            "Signed 14 May 2010; entry into force not confirmed",
        ),
        (
            "ru",
            "Действует, вступило в силу 20 декабря 2023 г.",
            "Подписано 14 мая 2010 г.; вступление в силу не подтверждено",
        ),
    ],
)
def test_a_treaty_has_the_same_status_on_its_page_and_in_the_list(
    package, lang, in_force, signed
):
    zimbabwe = rendered(package, pages.country("ZWE"), lang)
    # A date that ends with a stop has no second one: beside the country's name.
    assert f"<b>{in_force.removesuffix('.')}.</b>" in zimbabwe
    assert f"<span>{in_force}</span>" in zimbabwe  # among its facts
    html = rendered(package, "treaties/index.html", lang)
    for status, key in ((in_force, "in-force"), (signed, "not-confirmed")):
        assert f'c-{key}"></span>{status}</span>' in html


def test_every_link_leads_to_a_file_and_every_anchor_to_an_element(
    package, site_folder
):
    ids = {path: set(Parts.of(path).ids) for path in own_pages(site_folder)}
    broken_links = []
    for page in ids:
        for link in Parts.of(page).links:
            if link.startswith(("http://", "https://")) and not link.startswith(ROOT):
                continue
            path, anchor = target(site_folder, page, link)
            inside = path.is_relative_to(site_folder) and path.is_file()
            anchors = (
                anchor.removeprefix("country=") in package.partners()
                if path.parent.name == "map"
                else anchor in ids.get(path, ())
            )
            if not inside or (anchor and not anchors):
                broken_links.append((page.relative_to(site_folder).as_posix(), link))
    assert broken_links == []


def test_every_page_is_reached_from_the_start(site_folder):
    reached, todo = set(), [site_folder / "index.html"]
    while todo:
        page = todo.pop()
        if page in reached or page.suffix != ".html" or page.parent.name == "map":
            continue
        reached.add(page)
        links = (link for link in Parts.of(page).links if "://" not in link)
        todo += [target(site_folder, page, link)[0] for link in links]
    unreached = set(own_pages(site_folder)) - reached
    assert unreached == {site_folder / "404.html"}


def test_no_identifier_is_there_twice(site_folder):
    for page in own_pages(site_folder):
        ids = Parts.of(page).ids
        assert len(ids) == len(set(ids)), page


def test_links_to_the_web_open_without_an_opener(site_folder):
    links = [(p, a) for p in own_pages(site_folder) for a in Parts.of(p).all("a")]
    to_the_web = [(page, link) for page, link in links if "://" in link["href"]]
    assert len(to_the_web) > 100
    for page, link in to_the_web:
        assert link["href"].startswith(("http://", "https://"))
        assert link["rel"] == "noopener", page


def test_nothing_runs_and_nothing_is_fetched_from_elsewhere(site_folder):
    for page in own_pages(site_folder):
        parts = Parts.of(page)
        policies = [
            m["content"]
            for m in parts.all("meta")
            if m.get("http-equiv") == "Content-Security-Policy"
        ]
        # The first page alone has a script: the browser's language decides.
        first = page == site_folder / "index.html"
        script = document.hashes([templates.first_visit()])
        own = f"; script-src {script}" if first else ""
        assert policies == [templates.POLICY + own]
        assert "unsafe" not in policies[0]
        tags = {tag for tag, _ in parts.elements}
        # A block of data that no browser runs: what the site says to search engines.
        blocks = [script.get("type") for script in parts.all("script")]
        assert blocks in (([None],) if first else ([], ["application/ld+json"]))
        assert not tags & {"style", "iframe", "object", "embed", "form"}
        for tag, attributes in parts.elements:
            assert "style" not in attributes, (page, tag)
            assert not [name for name in attributes if name.startswith("on")]
            if tag in ("img", "link") and attributes.get("rel") in (None, "stylesheet"):
                assert "://" not in attributes.get("src", attributes.get("href", ""))
        assert len([a for a in parts.all("link") if a["rel"] == "stylesheet"]) == 1


def test_the_style_sheet_fetches_nothing():
    text = templates.style_sheet().decode()
    assert "url(" not in text and "@import" not in text
    assert all(f".c-{key}" in text for key in colours.CLASSES)


def test_every_page_says_its_language_and_names_its_twin(site_folder):
    for page in own_pages(site_folder):
        parts = Parts.of(page)
        path = page.relative_to(site_folder).as_posix()
        first, _, rest = path.partition("/")
        lang = first if first in LANGS else "en"
        html = parts.all("html")[0]
        assert (html["lang"], html["dir"]) == (lang, languages.direction(lang))
        if path == "404.html":
            continue
        plain = (path if lang == "en" else rest).removesuffix("index.html")
        twins = {
            a["hreflang"]: a["href"]
            for a in parts.all("link")
            if a.get("rel") == "alternate" and "hreflang" in a
        }
        assert twins == {
            "en": ROOT + plain,
            "ar": f"{ROOT}ar/{plain}",
            "ru": f"{ROOT}ru/{plain}",
            "x-default": ROOT + plain,
        }
        (canonical,) = (a for a in parts.all("link") if a.get("rel") == "canonical")
        assert canonical["href"] == twins[lang]


def test_every_page_has_its_landmarks_and_one_title(site_folder):
    for page in own_pages(site_folder):
        parts = Parts.of(page)
        for tag in ("main", "h1", "header", "footer", "title"):
            assert len(parts.all(tag)) == 1, (page, tag)
        assert parts.all("a")[0] == {"class": "skip", "href": "#page"}
        assert parts.all("main")[0]["id"] == "page"
        start = page.relative_to(site_folder).as_posix()
        for lang in LANGS:
            start = start.removeprefix(f"{lang}/")
        trails = [a for a in parts.all("nav") if a.get("class") == "trail wide"]
        assert len(trails) == (start not in ("index.html", "404.html")), page


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_carries_the_rule_the_edition_and_the_citation(
    package, site_folder, lang
):
    for page in own_pages(site_folder):
        first, *_ = page.relative_to(site_folder).parts
        if (first if first in LANGS else "en") != lang:
            continue
        text = Parts.of(page).text
        assert strings.word("rule", lang) in text, page
        assert sentence(package, lang) in text, page
        assert package.version in text
        assert strings.word("borders.recognised", lang) in text


@pytest.mark.parametrize("lang", ON_A_PAGE)
def test_the_start_page_has_the_number_and_a_picture_in_words(
    package, site_folder, lang
):
    path = site_folder / files.folder(lang) / "index.html"
    result = state(package.treaties, View.of(package.span, lang=lang))
    parts = Parts.of(path)
    assert captions.headline(result) in parts.text
    (picture,) = parts.all("img")
    assert picture["alt"] == captions.alternative_text(result, countries.name)
    assert int(picture["width"]) > int(picture["height"]) > 300


@pytest.mark.parametrize("lang", ON_A_PAGE)
def test_a_countrys_page_has_every_fact_and_every_claim(package, site_folder, lang):
    for code in package.partners():
        path = site_folder / files.folder(lang) / templates.country(code)
        parts = Parts.of(path)
        text = " ".join(parts.text.split())
        for treaty in country.treaties(package, code):
            assert treaty.id in parts.ids
            view = View.of(package.span, lang=lang)
            for name, fact in FACTS.items():
                if fact.kind is Kind.TITLE:
                    continue
                value, _ = fact_text(treaty, fact, view)
                assert not value or strings.word(name, lang) in text
                for part in re.split(r"; | · |: ", value):
                    assert part.rstrip(".") in text, (code, part)
            for title in (treaty.title_en, treaty.title_ru, treaty.title_original):
                assert title in text
            links = [a["href"] for a in parts.all("a")]
            for claim in treaty.sources:
                assert claim.url in links, (code, claim.id)
                note, _ = localised(claim, "note", lang)
                assert " ".join(note.split()) in text
                assert claim.publisher in text


def test_what_is_unknown_is_said(package, site_folder):
    for code in package.partners():
        text = Parts.of(site_folder / templates.country(code)).text
        (treaty,) = country.treaties(package, code)
        (record,) = country.records(package, code, "en")
        assert ("Entry into force" in record.unknown) == (treaty.in_force is None)
        for label in record.unknown:
            assert label in text
        assert text.count("no source found") >= len(record.unknown)


def test_a_countrys_page_leads_to_the_map_with_that_country(package, site_folder):
    for code in package.partners():
        links = Parts.of(site_folder / "ru" / templates.country(code)).links
        assert f"../../map/index.html#country={code}" in links


def test_a_date_that_claims_narrow_says_between_which_days():
    bounded = PartialDate.parse("2022").narrowed(
        not_after=PartialDate.parse("2022-06-23").latest
    )
    treaty = Treaty("X", "RUS", "ARM", signed=bounded, status=Status.SIGNED)
    view = View(bounded.earliest, bounded.latest)
    fact = next(country._facts(treaty, view))
    assert fact.text == "2022"
    assert fact.note.startswith("between 1 Jan 2022 and 23 Jun 2022")


def test_words_in_another_language_say_so(package):
    page = Parts(rendered(package, "countries/chn/index.html", "ru"))
    languages = {attributes.get("lang") for _, attributes in page.elements}
    assert {"ru", "en", "zh"} <= languages


def test_the_table_lists_every_instrument_whatever_its_status(package):
    cuba = next(t for t in package.treaties if t.party_b == "CUB")
    plan = Treaty("RUS-SRB", "RUS", "SRB", status=Status.PLANNED)
    both = replace(package, treaties=(cuba, plan))
    text = rendered(both, "treaties/index.html")
    assert text.index("Cuba") < text.index("Serbia")
    assert "planned" in text
    assert "RUS-SRB" in rendered(both, "countries/srb/index.html")


def test_two_instruments_with_one_country_are_two_sections(package, toy):
    two = replace(package, treaties=toy.treaties)
    parts = Parts(rendered(two, "countries/cub/index.html"))
    assert {"TERMINATED", "SECOND"} <= set(parts.ids)
    assert "30 Jun 2014" in parts.text


def test_the_downloads_say_size_and_checksum(site_folder):
    index = json.loads((site_folder / "data/index.json").read_text("utf-8"))["files"]
    for lang in ON_A_PAGE:
        folder = site_folder / files.folder(lang)
        text = Parts.of(folder / "downloads/index.html").text
        groups = ("maps", "data", "figures", "citations")
        of_groups = [file for file in index if file["group"] in groups]
        assert {file["group"] for file in of_groups} == set(groups)
        for file in of_groups:
            if file["language"] not in (None, lang, "en"):
                continue
            assert file["sha256"] in text, file["path"]
            assert file["path"] in text


@pytest.mark.parametrize(
    ("number", "en", "ru"),
    [
        (3, "1 kB", "1 кБ"),
        (26_433, "26 kB", "26 кБ"),
        (999_499, "999 kB", "999 кБ"),
        (999_500, "1.0 MB", "1,0 МБ"),
        (2_375_680, "2.4 MB", "2,4 МБ"),
    ],
)
def test_sizes_are_worded_in_thousands(number, en, ru):
    assert templates._size(number, "en") == en
    assert templates._size(number, "ru") == ru


@pytest.mark.parametrize("lang", ON_A_PAGE)
def test_hostile_cells_are_text(package, lang):
    cuba = next(t for t in package.treaties if t.party_b == "CUB")
    claims = [
        replace(
            cuba.sources[0],
            id=f'X/"><b id=x>/{number}',
            url=url,
            value=HOSTILE,
            note=HOSTILE,
            publisher=HOSTILE,
            language=HOSTILE,
            kind=HOSTILE,
            field=HOSTILE,
            page_date=HOSTILE,
        )
        for number, url in enumerate(
            (
                "javascript:hit()",
                "data:text/html,x",
                "//e.example",
                "https://e.example/\"'><b>",
            )
        )
    ]
    fields = ("title_en", "title_ru", "title_original", "title_original_lang", "notes")
    fields += ("signed_place", "status_note", "approval_act", "instrument_type")
    bad = replace(
        cuba,
        text_url="javascript:hit()",
        confidence=(("signed", HOSTILE),),
        sources=tuple(claims),
        **dict.fromkeys(fields, HOSTILE),
    )
    package = replace(package, treaties=(bad,))
    for path in ("countries/cub/index.html", "treaties/index.html", "index.html"):
        text = rendered(package, path, lang, ROOT)
        text = text.replace(f"<script>{templates.first_visit()}</script>", "")
        parts = Parts(text)
        assert "<script" not in text and "<b onclick" not in text
        assert not [a for _, a in parts.elements if "onclick" in a]
        assert "\x00" not in text and "\u202e" not in text
        assert "{{7*7}}" in text or path == "index.html"
        for link in parts.links:
            assert not link.lower().startswith(("javascript:", "data:", "//")), link
        assert not [a for _, a in parts.elements if a.get("id") == "x"]


def test_the_sitemap_names_every_page_once(site_folder):
    tree = ElementTree.parse(site_folder / "sitemap.xml").getroot()
    space = {"s": feed.SITEMAP}
    addresses = [loc.text for loc in tree.findall("s:url/s:loc", space)]
    there = {
        ROOT + templates.public(p.relative_to(site_folder).as_posix())
        for p in site_folder.rglob("*.html")
        if p.name != "404.html" and not leads_on(p)
    }
    assert len(addresses) == len(set(addresses))
    assert set(addresses) == there
    others = tree.findall(f"s:url/{{{feed.XHTML}}}link", space)
    assert {link.get("href") for link in others} == there
    robots = (site_folder / "robots.txt").read_text("utf-8")
    assert f"Sitemap: {ROOT}sitemap.xml" in robots


def test_the_feed_leads_to_the_entries_of_the_page_of_changes(site_folder):
    tree = ElementTree.parse(site_folder / "feed.xml").getroot()
    space = {"a": feed.ATOM}
    page = site_folder / pages.CHANGES
    ids = Parts.of(page).ids
    entries = tree.findall("a:entry", space)
    assert entries
    for entry in entries:
        link = entry.find("a:link", space).get("href")
        assert target(site_folder, page, link) == (page, urlsplit(link).fragment)
        assert unquote(urlsplit(link).fragment) in ids
        assert "href=" not in entry.find("a:content", space).text or (
            "://" in entry.find("a:content", space).text
        )


def test_the_lost_page_leads_home_from_any_depth(site_folder):
    links = Parts.of(site_folder / "404.html").links
    inside = [link for link in links if not link.startswith("#")]
    assert inside and all(link.startswith("/sub/") for link in inside)

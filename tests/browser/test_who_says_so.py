"""Who says so: the page of a fact where the site is known, else the claims in place."""

from __future__ import annotations

import shutil
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import expect

from geo.export import pictures
from geo.export.site.files import folder
from geo.model.languages import ON_A_PAGE
from geo.model.treaty_fields import of_treaty
from geo.presentation.scene import Scene

pytestmark = pytest.mark.browser

ADDRESS = "https://atlas.example/a/"


@pytest.fixture(scope="module")
def beside_the_site(package, site_folder, tmp_path_factory):
    """A site without an address, as far as the map and the facts' pages."""
    copy = tmp_path_factory.mktemp("site")
    for lang in ON_A_PAGE:
        shutil.copytree(
            site_folder / folder(lang) / "facts",
            copy / folder(lang) / "facts",
        )
    place = copy / "map" / "index.html"
    place.parent.mkdir()
    place.write_bytes(pictures.page(Scene.of(package), "../"))
    return place


@pytest.mark.parametrize("lang", ON_A_PAGE)
def test_card_and_table_of_the_site_lead_to_the_pages_of_the_facts(
    offline, package, beside_the_site, lang
):
    page = offline.open(beside_the_site, f"#country=IRN&lang={lang}")
    links = page.locator("#card a.who")
    found = {a.evaluate("a => a.href") for a in links.all()}
    named = {field.name for field in of_treaty(package.get("RUS-IRN-2021"))}
    led_to = {unquote(urlsplit(link).path).split("/")[-2] for link in found}
    assert {"in_force", "signed", "signed_place", "approval_act"} & named <= led_to
    assert led_to <= named
    found |= {a.evaluate("a => a.href") for a in page.locator("#table a.who").all()}
    for link in found:
        path = unquote(urlsplit(link).path)
        assert (f"/{lang}/facts/" in path) == (lang != ON_A_PAGE[0])
        page.goto(link)
        expect(page.locator("html")).to_have_attribute("lang", lang)
    page.goto(beside_the_site.as_uri())
    assert page.locator("#table a.who").count() == len(package.treaties)


def test_a_page_that_was_saved_from_the_site_has_no_dead_link(
    offline, beside_the_site, tmp_path
):
    saved = tmp_path / "treaties.html"
    shutil.copy(beside_the_site, saved)
    page = offline.open(saved, "#country=IND")
    assert page.locator("a.who").count() == 0
    expect(page.locator("#card button.who").first).to_be_visible()


def test_a_page_that_knows_the_sites_address_names_it_wherever_it_lies(
    offline, package, tmp_path
):
    path = tmp_path / "map.html"
    path.write_bytes(pictures.page(Scene.of(package), ADDRESS))
    page = offline.open(path, "#country=IND&lang=ru")
    expect(page.locator("#card a.who").first).to_have_attribute(
        "href", f"{ADDRESS}ru/facts/rus-ind-2016/in_force/index.html"
    )


def test_without_a_site_the_claims_open_in_place_from_card_and_table(
    offline, package, page_file
):
    page = offline.open(page_file)
    assert page.locator("a.who").count() == 0
    treaty = package.get("RUS-IND-2016")
    row = page.locator(f"#row-{treaty.id}")
    row.get_by_role("button", name="Who says so? Entry into force: India").click()
    expect(page.locator("#card h2")).to_have_text("India")
    claims = page.locator("#card [data-fact=in_force] li")
    expect(claims.first).to_be_visible()
    expect(claims).to_have_count(len(treaty.claims("in_force")))
    page.locator("#card [data-fact=in_force] summary").click()
    expect(claims.first).to_be_hidden()
    page.locator("#card .evidence .who").click()
    expect(claims.first).to_be_visible()

"""Each fact has an address: its value, how sure we are of it, and who says so."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from geo.export.site import fact, pages, templates
from geo.model.languages import ON_A_PAGE
from geo.model.treaty_fields import FIELDS, of_treaty
from geo.presentation import strings
from tests.helpers.sites import Parts


@pytest.fixture(scope="module")
def facts(package) -> dict[tuple[str, str], templates.Page]:
    """Every page of a fact, by language and address."""
    site_pages = pages.pages(package, [])
    return {(p.lang, p.path): p for p in site_pages if p.template == "fact.html"}


def shown(facts, package, treaty: str, field: str, lang: str = "en") -> str:
    path = fact.page_path(package.get(treaty), FIELDS[field])
    return templates.render(facts[lang, path], {}).decode()


def test_every_claim_of_the_tables_is_behind_the_address_of_its_fact(facts, package):
    for treaty in package.treaties:
        fields = {field.name for field in of_treaty(treaty)}
        assert {source.field for source in treaty.sources} <= fields
        assert {"signed", "in_force"} <= fields
        for field in of_treaty(treaty):
            path = fact.page_path(treaty, field)
            assert {(lang, path) for lang in ON_A_PAGE} <= set(facts)


def test_the_entry_into_force_with_india_says_who_says_so_and_how_sure_we_are(
    facts, package
):
    treaty = package.get("RUS-IND-2016")
    record = json.loads(fact.as_json(package, treaty, FIELDS["in_force"]))
    assert (record["value"], record["precision"]) == ("2017-01-22", "day")
    assert record["earliest"] == record["latest"] == "2017-01-22"
    assert record["confidence"] == "medium"
    assert record["our_reading"]["en"] == treaty.notes
    claims = [s for s in treaty.sources if s.field == "in_force"]
    assert [c["url"] for c in record["claims"]] == [s.url for s in claims]
    assert {c["stance"] for c in record["claims"]} == {s.stance.value for s in claims}
    assert record["data_version"] == package.version
    assert "creativecommons" in record["licence"] or "CC BY" in record["licence"]
    page = shown(facts, package, "RUS-IND-2016", "in_force")
    text = Parts(page).text
    assert treaty.in_force.show("en") in text and "medium" in text
    assert {s.url for s in claims} <= set(Parts(page).links)


@pytest.mark.parametrize("lang", ON_A_PAGE)
def test_a_fact_without_a_source_says_so(facts, package, lang):
    text = Parts(shown(facts, package, "RUS-BRA-2010", "in_force", lang)).text
    assert strings.word("unknown", lang) in text
    assert strings.word("site.claims.none", lang) in text
    record = fact.as_json(package, package.get("RUS-BRA-2010"), FIELDS["in_force"])
    assert json.loads(record)["value"] is None


def test_a_bounded_date_has_its_interval(package):
    treaty = package.get("RUS-ARM-2022")
    record = json.loads(fact.as_json(package, treaty, FIELDS["signed"]))
    assert record["precision"] == "month"
    assert record["earliest"] == treaty.signed.earliest.isoformat()
    assert record["latest"] == treaty.signed.latest.isoformat()


def test_the_country_page_and_the_table_lead_to_the_fact(package):
    path = fact.page_path(package.get("RUS-IND-2016"), FIELDS["in_force"])
    for page in pages.pages(package, []):
        if page.lang == "en" and page.path in (
            "treaties/index.html",
            templates.country("IND"),
        ):
            links = Parts(templates.render(page, {}).decode()).links
            assert page.up_to(path) in links


def test_a_hostile_cell_is_text_on_the_page_of_its_fact(package):
    first, *rest = package.treaties
    hostile = replace(first, signed_place="<script>hit()</script>", notes="<b>x</b>")
    other = replace(package, treaties=(hostile, *rest))
    path = fact.page_path(hostile, FIELDS["signed_place"])
    page = next(p for p in pages.pages(other, []) if p.path == path and p.lang == "en")
    text = templates.render(page, {}).decode()
    assert "<script" not in text and "<b>x" not in text
    assert "&lt;script&gt;hit()" in text

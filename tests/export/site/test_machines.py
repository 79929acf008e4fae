"""What programs read of the site: JSON-LD in the terms of Croissant, llms.txt."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from urllib.parse import urljoin

import pytest

from geo.export.site import machines, pages, templates
from geo.export.site.files import WrittenFile, products
from geo.presentation import citations
from tests.helpers.sites import ROOT, Parts


@pytest.fixture(scope="module")
def described(site_folder) -> dict:
    return json.loads((site_folder / machines.CROISSANT).read_bytes())


def test_the_data_set_has_what_croissant_requires(described, package):
    for name in ("name", "description", "license", "url", "creator", "datePublished"):
        assert described[name]
    assert described["@type"] == "sc:Dataset"
    assert described["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    assert described["version"] == package.version
    assert described["citeAs"] == citations.bibtex(package)
    ids = [each["@id"] for each in described["distribution"]]
    ids += [f["@id"] for s in described["recordSet"] for f in s["field"]]
    assert len(ids) == len(set(ids))


def test_every_file_of_data_and_every_fact_is_in_it_with_its_checksum(
    described, site_folder, package
):
    held = {each["@id"]: each for each in described["distribution"]}
    offered = [
        p for p in products(package) if p.group in ("data", "countries", "facts")
    ]
    assert held.keys() == {p.path for p in offered}
    assert sum(p.group == "facts" for p in offered) > 100
    for path, each in held.items():
        made = WrittenFile.of((site_folder / path).read_bytes())
        assert (each["sha256"], each["contentSize"]) == (made.sha256, f"{made.size} B")
        assert each["contentUrl"] == ROOT + path


def test_the_fields_are_the_columns_of_the_table(described, site_folder):
    (records,) = described["recordSet"]
    path = records["field"][0]["source"]["fileObject"]["@id"]
    with (site_folder / path).open(encoding="utf-8-sig") as table:
        columns = next(csv.reader(table))
    assert [f["source"]["extract"]["column"] for f in records["field"]] == columns
    signed = next(f for f in records["field"] if f["name"] == "signed")
    assert signed["description"].endswith("(EDTF level 0)")


def test_without_an_address_a_file_is_found_from_the_jsons_own_place(package):
    offered = products(package, ())
    made = {p.path: WrittenFile(1, "") for p in offered}
    held = json.loads(machines.croissant(package, offered, made, ""))
    base = f"https://a.example/{machines.CROISSANT}"
    for each in held["distribution"]:
        found = urljoin(base, each["contentUrl"])
        assert found == f"https://a.example/{each['@id']}"


def test_a_crawler_finds_the_data_set_in_the_page_of_downloads(site_folder, package):
    page = (site_folder / "downloads/index.html").read_text("utf-8")
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    held = json.loads(text)
    assert (held["@type"], held["version"]) == ("Dataset", package.version)
    assert all(d["contentUrl"].startswith(ROOT) for d in held["distribution"])


def test_no_text_of_the_data_closes_the_element(package):
    hostile = replace(package, version="</script><b>")
    offered = products(hostile, ())
    made = {p.path: WrittenFile(1, "") for p in offered}
    page = next(p for p in pages.pages(hostile, offered) if "downloads" in p.path)
    parts = Parts(templates.render(page, made).decode())
    assert not parts.all("b")


def test_a_model_is_told_the_answer_the_rule_and_every_address(site_folder, package):
    text = (site_folder / machines.LLMS).read_text("utf-8")
    assert text.startswith(f"# {citations.title('en')}\n\n> 20 countries")
    addresses = re.findall(r"\]\(([^)]*)\)", text)
    assert len(addresses) > 100
    for address in addresses:
        assert (site_folder / address.removeprefix(ROOT)).is_file(), address


def test_a_doi_is_in_every_citation_once_there_is_one(package):
    archived = replace(package, doi="https://doi.org/10.5281/zenodo.1")
    for kind in ("bibtex", "ris", "csl", "cff", "zenodo"):
        assert "10.5281/zenodo.1" not in citations.FORMATS[kind](package, "en")
        assert "10.5281/zenodo.1" in citations.FORMATS[kind](archived, "en")
    assert "# doi:" not in citations.cff(archived)

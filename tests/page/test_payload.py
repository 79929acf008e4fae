"""What the page's script is given is what assets/page/types.d.ts says it is given."""

import re
from dataclasses import replace

import pytest

from geo.model.treaties import Treaty
from geo.page import payload
from geo.page.document import PAGE
from geo.presentation.scene import Scene

TYPES = (PAGE / "types.d.ts").read_text(encoding="utf-8")


def fields(name: str) -> dict[str, bool]:
    """The fields of an interface of types.d.ts: name -> whether it is always there."""
    head = rf"^interface {name}\b([^{{]*)\{{\n(.*?)^\}}"
    extended, body = re.search(head, TYPES, re.MULTILINE | re.DOTALL).groups()
    fields_of_type: dict[str, bool] = {}
    for parent in re.findall(r"\w+", extended.removeprefix(" extends")):
        fields_of_type |= fields(parent)
    for field, optional in re.findall(r'^  "?([\w-]+)"?(\??):', body, re.MULTILINE):
        fields_of_type[field] = not optional
    return fields_of_type


def agrees(name: str, *payloads: dict) -> None:
    """Each has the fields that are always there, and together they have all."""
    types = fields(name)
    assert types
    assert set().union(*payloads) == set(types), name
    for one in payloads:
        assert {field for field, always in types.items() if always} <= set(one), name


@pytest.fixture(scope="module")
def page_data(package) -> dict:
    return payload.payload(Scene.of(package))


@pytest.fixture
def grouped(toy, monkeypatch) -> dict:
    monkeypatch.setattr(payload, "LISTED", 0)
    return payload.table(Scene.of(toy))


def test_the_payload_has_the_fields_of_its_types(page_data, grouped, package):
    on_a_site = payload.payload(Scene.of(package), "../", elsewhere=("ar",))
    agrees("Payload", page_data, on_a_site)
    agrees("View", page_data["view"])
    agrees("Choices", page_data["choices"])
    agrees("Look", *page_data["classes"])
    agrees("Fact", *page_data["facts"])
    agrees("Layer", *page_data["layers"].values())
    agrees("Unit", *page_data["units"].values())
    agrees("Table", page_data["table"], grouped)
    agrees("DateGroups", grouped["grouped"])


@pytest.fixture
def copy(package) -> dict:
    """A claim whose page has a copy in an archive; the shipped ones have none yet."""
    treaty = package.treaties[0]
    copy = replace(treaty.sources[0], archived_url="https://example.org/copy")
    entry = payload.treaty_entry(replace(treaty, sources=(copy,)), "RUS")
    return entry["sources"][0]


def test_the_table_has_the_fields_of_its_types(page_data, copy):
    table = page_data["table"]
    agrees("Sentences", *table["sentences"].values())
    agrees("Scale", *table["scales"].values())
    former = payload.treaty_entry(Treaty("1", "RUS", "CSK"), "RUS")
    agrees("Treaty", *table["treaties"], former)
    agrees("Source", *(s for t in table["treaties"] for s in t["sources"]), copy)


def test_the_elements_of_the_page_are_those_of_the_types():
    template = (PAGE / "page.html").read_text(encoding="utf-8")
    ids = re.findall(r'\bid="([\w-]+)"', template)
    assert len(ids) == len(set(ids))
    assert set(ids) == set(fields("Elements"))


def test_the_values_a_link_may_have_are_sent_once(page_data):
    choices = page_data["choices"]
    assert {len(texts) for texts in page_data["words"].values()} == {
        len(choices["lang"])
    }
    for name in choices:
        assert page_data["view"][name] == choices[name][0], name


def test_a_text_that_a_language_lacks_is_told_apart_from_its_own(package):
    zimbabwe = next(t for t in package.treaties if t.id == "RUS-ZWE-2023")
    both = payload.treaty_entry(zimbabwe, "RUS", ("en", "ru"))
    assert set(both["place"]) == {"en", "ru"}
    french = payload.treaty_entry(zimbabwe, "RUS", ("en", "fr"))
    assert french["place"] == {"en": zimbabwe.signed_place}
    alone = payload.treaty_entry(zimbabwe, "RUS", ("ar",))
    assert alone["place"] == {"en": zimbabwe.signed_place}
    assert payload.treaty_entry(zimbabwe, "RUS", ("en",))["place"] == (
        zimbabwe.signed_place
    )


def test_names_shown_in_another_language_keep_the_marks_of_their_own(package):
    """The Chinese page shows them in English: beside the English page's, one text."""
    entry = payload.treaty_entry(package.get("RUS-ZWE-2023"), "RUS", ("en", "zh"))
    names = entry["signatories"]["en"]
    assert "S. V. Lavrov (Minister of Foreign Affairs); " in names

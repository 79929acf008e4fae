"""What the page's script is given is what assets/page/types.d.ts says it is given."""

import re
from dataclasses import replace

import pytest

from geo.page import payload
from geo.page.document import PAGE
from geo.presentation.scene import Scene

TYPES = (PAGE / "types.d.ts").read_text(encoding="utf-8")


def fields(name: str) -> dict[str, bool]:
    """The fields of an interface of types.d.ts: name -> whether it is always there."""
    head = rf"^interface {name}\b([^{{]*)\{{\n(.*?)^\}}"
    extended, body = re.search(head, TYPES, re.MULTILINE | re.DOTALL).groups()
    found: dict[str, bool] = {}
    for parent in re.findall(r"\w+", extended.removeprefix(" extends")):
        found |= fields(parent)
    for field, optional in re.findall(r'^  "?([\w-]+)"?(\??):', body, re.MULTILINE):
        found[field] = not optional
    return found


def agrees(name: str, *sent: dict) -> None:
    """Each has the fields that are always there, and together they have all."""
    known = fields(name)
    assert known
    assert set().union(*sent) == set(known), name
    for one in sent:
        assert {field for field, always in known.items() if always} <= set(one), name


@pytest.fixture(scope="module")
def sent(package) -> dict:
    return payload.payload(Scene.of(package))


@pytest.fixture
def ledger(toy, monkeypatch) -> dict:
    monkeypatch.setattr(payload, "LISTED", 0)
    return payload.table(Scene.of(toy))


def test_the_payload_has_the_fields_of_its_types(sent, ledger):
    agrees("Payload", sent)
    agrees("View", sent["view"])
    agrees("Choices", sent["choices"])
    agrees("Look", *sent["classes"])
    agrees("Layer", *sent["layers"].values())
    agrees("Unit", *sent["units"].values())
    agrees("Table", sent["table"], ledger)
    agrees("Ledger", ledger["ledger"])


@pytest.fixture
def archived(package) -> dict:
    """A claim whose page has a copy in an archive; the shipped ones have none yet."""
    treaty = package.treaties[0]
    copied = replace(treaty.sources[0], archived_url="https://example.org/copy")
    entry = payload.treaty_entry(replace(treaty, sources=(copied,)), "RUS")
    return entry["sources"][0]


def test_the_table_has_the_fields_of_its_types(sent, archived):
    table = sent["table"]
    agrees("Sentences", *table["said"].values())
    agrees("Scale", *table["scales"].values())
    agrees("Treaty", *table["treaties"])
    agrees("Source", *(s for t in table["treaties"] for s in t["sources"]), archived)


def test_the_elements_of_the_page_are_those_of_the_types():
    template = (PAGE / "page.html").read_text(encoding="utf-8")
    ids = re.findall(r'\bid="([\w-]+)"', template)
    assert len(ids) == len(set(ids))
    assert set(ids) == set(fields("Elements"))


def test_the_values_a_link_may_have_are_sent_once(sent):
    choices = sent["choices"]
    assert {len(said) for said in sent["words"].values()} == {len(choices["lang"])}
    for name in choices:
        assert sent["view"][name] == choices[name][0], name

"""The network holds each instrument of the view once, and other programs read it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import networkx
import pytest

from geo.export import network
from geo.model.counting import state
from geo.model.view import View
from geo.presentation.scene import Scene

READERS = {
    network.gexf: lambda data: networkx.read_gexf(io.BytesIO(data), version="1.3"),
    network.graphml: lambda data: networkx.read_graphml(io.BytesIO(data)),
}


@pytest.fixture
def view(package) -> View:
    return View.of(package.span)


def listed(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_each_instrument_is_an_edge_between_its_parties(package, view):
    edges = listed(network.edge_list(Scene(package, view)))
    treaties = {t.id: t for t in state(package.treaties, view).treaties}
    assert {edge["id"] for edge in edges} == set(treaties)
    for edge in edges:
        treaty = treaties[edge["id"]]
        assert (edge["Source"], edge["Target"]) == (treaty.party_a, treaty.party_b)
        assert edge["start"] == treaty.signed.latest.isoformat()


def test_each_end_of_an_edge_is_a_node_with_the_numbers_of_the_field(package, view):
    nodes = {
        node["Id"]: node for node in listed(network.node_list(Scene(package, view)))
    }
    edges = network.edges(Scene(package, view))
    assert set(nodes) == {e["Source"] for e in edges} | {e["Target"] for e in edges}
    assert (nodes["CHN"]["cow"], nodes["CHN"]["gw"]) == ("710", "710")
    assert len(nodes) == 21


@pytest.mark.parametrize("make", READERS, ids=lambda make: make.__name__)
def test_networkx_reads_what_was_written(package, view, make):
    graph = READERS[make](make(Scene(package, view)))
    assert not graph.is_directed()
    assert graph.degree("RUS") == 20
    values = next(values for _, b, values in graph.edges(data=True) if b == "ZWE")
    assert values["start"] == "2023-07-27"
    assert values["in_force"] == "2023-12-20"
    assert "end" not in values


@pytest.mark.parametrize("make", READERS, ids=lambda make: make.__name__)
def test_text_of_a_table_is_text_in_the_file(toy, make):
    hostile = '<edge a="&\x00\x1b\u202e">'
    treaties = tuple(replace(t, title_en=hostile) for t in toy.treaties)
    package = replace(toy, treaties=treaties)
    graph = READERS[make](make(Scene.of(package)))
    titles = {values["title"] for *_, values in graph.edges(data=True)}
    assert titles and all(
        t.startswith('<edge a="&') and "\x1b" not in t for t in titles
    )


@pytest.mark.parametrize("make", READERS, ids=lambda make: make.__name__)
def test_the_same_view_gives_the_same_bytes(package, view, make):
    assert make(Scene(package, view)) == make(Scene(package, view))

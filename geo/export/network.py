"""The treaties as a network: states are nodes, each instrument an undirected edge.

Edge and node lists as Gephi imports them, GEXF 1.3 with dates for its timeline
(https://gexf.net/schema.html) and GraphML (http://graphml.graphdrawing.org). An edge
begins when the signature is certain, at the end of its period where only a year or a
month is known, as the atlas counts it; it ends with the treaty.
"""

from __future__ import annotations

from xml.etree import ElementTree as XML

from geo.export import formats, former
from geo.model import countries, country_codes, former_states
from geo.model.state_system import members
from geo.model.status import status_of
from geo.model.treaties import Treaty
from geo.model.treaty_fields import DATES
from geo.model.view import View
from geo.presentation.scene import Scene
from geo.text import clean

NODES = ("Id", "Label", "cow", "gw", "m49")
EDGES = ("Source", "Target", "Type", "id", "start", "end")
#: What an edge says beside these.
VALUES = (*DATES, "status", "title")


def nodes(scene: Scene) -> list[dict[str, str]]:
    """The states with an instrument in the view, by code."""
    year = scene.view.end.year
    cow, gw = dict(members("cow", year)), dict(members("gw", year))
    for code, state in former_states.parties().items():
        cow[code], gw[code] = state.cow, state.gw
    codes = sorted({c for t in _treaties(scene) for c in (t.party_a, t.party_b)})
    return [
        {
            "Id": code,
            "Label": countries.name(code, scene.lang),
            "cow": cow.get(code, ""),
            "gw": gw.get(code, ""),
            "m49": country_codes.m49(code),
            **former.period(scene, code),
        }
        for code in codes
    ]


def _columns(scene: Scene) -> tuple[str, ...]:
    """Those of a node: with its period as a state, where former ones are drawn."""
    return (*NODES, *former.period(scene, ""))


def edges(scene: Scene) -> list[dict[str, str]]:
    """The instruments of the view, each once, in order of signature."""
    return [_edge(treaty, scene.view) for treaty in _treaties(scene)]


def _treaties(scene: Scene) -> list[Treaty]:
    return list({treaty.id: treaty for _, treaty in scene.entries}.values())


def _edge(treaty: Treaty, view: View) -> dict[str, str]:
    signed, terminated = treaty.signed, treaty.terminated
    return {
        "Source": treaty.party_a,
        "Target": treaty.party_b,
        "Type": "Undirected",
        "id": treaty.id,
        "start": signed.latest.isoformat() if signed else "",
        "end": terminated.latest.isoformat() if terminated else "",
        **{name: str(getattr(treaty, name) or "") for name in DATES},
        "status": status_of(treaty, view.end, view.former).key,
        "title": treaty.title(view.lang)[0],
    }


def edge_list(scene: Scene) -> bytes:
    """``edges.csv``."""
    return formats.as_csv([*EDGES, *VALUES], edges(scene))


def node_list(scene: Scene) -> bytes:
    """``nodes.csv``."""
    return formats.as_csv(_columns(scene), nodes(scene))


def gexf(scene: Scene) -> bytes:
    """GEXF 1.3; an edge without a date of signature has no start."""
    root = XML.Element("gexf", xmlns="http://gexf.net/1.3", version="1.3")
    XML.SubElement(root, "meta", lastmodifieddate=scene.package.as_of.isoformat())
    graph = XML.SubElement(
        root, "graph", defaultedgetype="undirected", mode="dynamic", timeformat="date"
    )
    of_nodes = _columns(scene)[2:]
    for kind, names in (("node", of_nodes), ("edge", VALUES)):
        attributes = XML.SubElement(graph, "attributes", {"class": kind})
        for name in names:
            XML.SubElement(attributes, "attribute", id=name, title=name, type="string")
    parent = XML.SubElement(graph, "nodes")
    for node in nodes(scene):
        element = XML.SubElement(parent, "node", id=node["Id"], label=node["Label"])
        _values(element, node, of_nodes)
    parent = XML.SubElement(graph, "edges")
    for edge in edges(scene):
        dates = {name: edge[name] for name in ("start", "end") if edge[name]}
        ends = {"source": edge["Source"], "target": edge["Target"]}
        element = XML.SubElement(
            parent, "edge", {"id": clean(edge["id"]), **ends, **dates}
        )
        _values(element, edge, VALUES)
    return _document(root)


def _values(element: XML.Element, row: dict[str, str], names: tuple[str, ...]) -> None:
    values = XML.SubElement(element, "attvalues")
    for name in names:
        if row[name]:
            XML.SubElement(values, "attvalue", {"for": name, "value": clean(row[name])})


def graphml(scene: Scene) -> bytes:
    """GraphML; a value that is not known has no element."""
    root = XML.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    node_names, edge_names = _columns(scene)[1:], ("start", "end", *VALUES)
    for kind, names in (("node", node_names), ("edge", edge_names)):
        for name in names:
            key = {"id": f"{kind}_{name}", "for": kind, "attr.name": name}
            XML.SubElement(root, "key", key | {"attr.type": "string"})
    graph = XML.SubElement(root, "graph", id="treaties", edgedefault="undirected")
    for node in nodes(scene):
        element = XML.SubElement(graph, "node", id=node["Id"])
        _data(element, "node", node, node_names)
    for edge in edges(scene):
        ends = {"source": edge["Source"], "target": edge["Target"]}
        element = XML.SubElement(graph, "edge", {"id": clean(edge["id"]), **ends})
        _data(element, "edge", edge, edge_names)
    return _document(root)


def _data(
    element: XML.Element, kind: str, row: dict[str, str], names: tuple[str, ...]
) -> None:
    for name in names:
        if row[name]:
            XML.SubElement(element, "data", key=f"{kind}_{name}").text = clean(
                row[name]
            )


def _document(root: XML.Element) -> bytes:
    XML.indent(root)
    return XML.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"

"""The files of a researcher's own tools, by file name: panel, codebook, network.

``panel.csv`` is told from ``treaties.csv`` by its name; a suffix that only one of them
has needs no name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import PurePath

from geo.export import network, panel
from geo.presentation.scene import Scene

Build = Callable[[Scene], bytes | Iterable[bytes]]

#: What a file name says -> what the file holds. A blank name: any.
PRODUCTS: dict[tuple[str, str], Build] = {
    ("panel", ".csv"): panel.as_csv,
    ("panel", ".parquet"): panel.as_parquet,
    ("", ".dta"): panel.as_stata,
    ("codebook", ".md"): lambda scene: panel.codebook(scene).encode(),
    ("edges", ".csv"): network.edge_list,
    ("nodes", ".csv"): network.node_list,
    ("", ".gexf"): network.gexf,
    ("", ".graphml"): network.graphml,
}
#: Those that have a row for each side of a dyad where one asks for it.
DIRECTED = (panel.as_csv, panel.as_parquet, panel.as_stata)


def builder(file_name: str, directed: bool = False) -> Build | None:
    """What makes a file of this name; ``None``: it is none of these.

    Raises:
        ValueError: it has no rows for each side of a dyad.
    """
    path = PurePath(file_name.lower())
    build = PRODUCTS.get((path.stem, path.suffix)) or PRODUCTS.get(("", path.suffix))
    if not directed:
        return build
    if build not in DIRECTED:
        raise ValueError("only a panel (panel.csv, .parquet, .dta) has directed dyads")
    return partial(build, directed=True)

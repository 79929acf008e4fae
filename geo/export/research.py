"""The files of a researcher's own tools, by file name: panel, codebook, network.

``panel.csv`` is told from ``treaties.csv`` by its name; a suffix that only one of them
has needs no name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import PurePath

from geo.export import codebook, network, panel
from geo.presentation.scene import Scene

Build = Callable[[Scene], bytes | Iterable[bytes]]

#: What a file name says -> what the file holds. A blank name: any.
PRODUCTS: dict[tuple[str, str], Build] = {
    ("panel", ".csv"): panel.as_csv,
    ("panel", ".parquet"): panel.as_parquet,
    ("", ".dta"): panel.as_stata,
    ("codebook", ".md"): codebook.markdown,
    ("codebook", ".pdf"): codebook.pdf,
    ("edges", ".csv"): network.edge_list,
    ("nodes", ".csv"): network.node_list,
    ("", ".gexf"): network.gexf,
    ("", ".graphml"): network.graphml,
}
#: The panels: they have a row for each side of a dyad where one asks for it, and say
#: how far they are.
PANELS = (panel.as_csv, panel.as_parquet, panel.as_stata)


def builder(
    file_name: str, directed: bool = False, done: panel.Done | None = None
) -> Build | None:
    """What makes a file of this name; ``None``: it is none of these.

    Args:
        done: called after each year of a panel.

    Raises:
        ValueError: it has no rows for each side of a dyad.
    """
    path = PurePath(file_name.lower())
    build = PRODUCTS.get((path.stem, path.suffix)) or PRODUCTS.get(("", path.suffix))
    if build in PANELS:
        return partial(build, directed=directed, **({"done": done} if done else {}))
    if directed:
        raise ValueError("only a panel (panel.csv, .parquet, .dta) has directed dyads")
    return build

"""What the columns of the panel hold: the codebook, as Markdown and as PDF."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from geo.export import panel
from geo.presentation.scene import Scene
from geo.storage import ASSETS
from geo.text import clean

TEMPLATE = ASSETS / "brief" / "codebook.typ"


@dataclass(frozen=True)
class Codebook:
    """Its title, the data it is of, what the values mean, and a row for each column."""

    title: str
    edition: str
    paragraphs: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    states: str


def of(scene: Scene) -> Codebook:
    """The codebook of a scene's panel, made from the panel's own columns."""
    package, (first, last) = scene.package, scene.view.years
    parts = (panel.__doc__ or "").strip().split("\n\n")
    return Codebook(
        "Codebook of the dyad-year panel",
        f"Data: {package.file_name or package.version}, as of {package.as_of}; years "
        f"{first} to {last}.",
        tuple(
            " ".join(paragraph.replace("``", "`").split()) for paragraph in parts[1:]
        ),
        tuple(panel.COLUMNS.items()),
        "States and their numbers follow Correlates of War (2016) and Gleditsch-Ward "
        "(2017); former states that no ISO code of today names are not in the panel.",
    )


def markdown(scene: Scene) -> bytes:
    """``codebook.md``."""
    book = of(scene)
    lines = [
        f"# {book.title}",
        "",
        book.edition,
        "",
        *(line for paragraph in book.paragraphs for line in (paragraph, "")),
        "| column | holds |",
        "|---|---|",
        *(f"| `{name}` | {says} |" for name, says in book.columns),
        "",
        book.states,
        "",
    ]
    return "\n".join(lines).encode()


def pdf(scene: Scene) -> bytes:
    """``codebook.pdf``: the same on A4, set by Typst; the same bytes every time."""
    import typst

    from geo.figures import fonts

    content = asdict(of(scene))
    content["edition"] = clean(content["edition"])
    content["made"] = list(scene.package.as_of.timetuple()[:3])
    document = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"codebook": json.dumps(content, ensure_ascii=False)},
        font_paths=[str(path.parent) for path in fonts.FILES.values()],
        ignore_system_fonts=True,
        timestamp=0,
    )
    return bytes(document)

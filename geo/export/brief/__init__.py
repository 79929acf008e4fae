"""The one-page brief: what it says, and the same as PDF and as DOCX."""

from __future__ import annotations

from geo.presentation.scene import Scene

#: The formats of a brief, and the suffixes of its files.
KINDS = ("pdf", "docx")


def make(scene: Scene, kind: str, link: str = "") -> bytes:
    """The brief of a scene in a format of :data:`KINDS`.

    Args:
        link: where the view is found; printed with a code. Blank: neither.
    """
    # Typst's engine and lxml are loaded when a brief is made.
    from geo.export.brief.content import Brief

    if kind == "pdf":
        from geo.export.brief.pdf import pdf

        return pdf(Brief(scene, link))
    from geo.export.brief.docx import docx_of

    return docx_of(Brief(scene, link))


def file_name(scene: Scene, kind: str) -> str:
    """``brief-ind-treaties-signed-2010-2026-recognised-en.pdf``, always the same."""
    chosen = f"{scene.view.country.lower()}-" if scene.view.country else ""
    return f"brief-{chosen}{scene.view.file_name(kind)}"

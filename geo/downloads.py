"""What a reader takes away: the page, the figure, the table, as bytes.

Heavy libraries are imported by the product that needs them, on the click that asks.
"""

from __future__ import annotations

import csv as csv_format
import io

from geo import countries
from geo.tables import Package
from geo.timeline import state
from geo.view import View

COLUMNS = [
    "id",
    "country_code",
    "country",
    "class",
    "signed",
    "signed_earliest",
    "signed_latest",
    "signed_place",
    "in_force",
    "terminated",
    "status",
    "title_en",
    "title_ru",
    "source_urls",
]

#: A spreadsheet takes a cell that starts so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def page(package: Package, view: View) -> bytes:
    """The map of a view as one HTML file."""
    from geo import webmap

    return webmap.page(package, view).encode()


def figure(package: Package, view: View) -> bytes:
    """The figure of a view as PNG, 300 dpi, A4 text width."""
    from geo import figure as drawing

    return drawing.png(package, view)


def csv(package: Package, view: View) -> bytes:
    """The instruments of a view as CSV (UTF-8 with a mark, for spreadsheets)."""
    out = io.StringIO()
    writer = csv_format.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    current = state(package.treaties, view)
    for code, standing in current.standings.items():
        for t in standing.treaties:
            row = {
                "id": t.id,
                "country_code": code,
                "country": countries.name(code, view.lang),
                "class": standing.key.value,
                "signed": t.signed or "",
                "signed_earliest": t.signed.earliest if t.signed else "",
                "signed_latest": t.signed.latest if t.signed else "",
                "signed_place": t.signed_place,
                "in_force": t.in_force or "",
                "terminated": t.terminated or "",
                "status": t.status.value,
                "title_en": t.title_en,
                "title_ru": t.title_ru,
                "source_urls": " ".join(dict.fromkeys(s.url for s in t.sources)),
            }
            writer.writerow({key: inert(str(value)) for key, value in row.items()})
    return out.getvalue().encode("utf-8-sig")


def inert(cell: str) -> str:
    """A cell no spreadsheet computes: a leading apostrophe disarms a formula."""
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{cell}" if cell.startswith(_FORMULA) else cell

"""units.csv: what a polygon is called, whose class it takes, where its label goes."""

from __future__ import annotations

import csv
import gettext
import io
from pathlib import Path

import geopandas as gpd
import numpy as np
import pycountry
import pyproj
import shapely
from coverage import project
from shapely.geometry import Point
from units import CODES

HERE = Path(__file__).parent
COLUMNS = (
    "uid",
    "iso3",
    "kind",
    "name_en",
    "name_ru",
    "recognised",
    "de_facto",
    "administered_by",
    "claimants",
    "style",
    "sovereign",
    "lon",
    "lat",
    "x",
    "y",
    "area_km2",
    "largest_km2",
    "marker",
)

# At 1,000 pixels a world map shows 6,000 km2 as less than three pixels square.
MARKER_BELOW_KM2 = 6000

# Natural Earth's codes for sovereigns with dependencies, such as GB1.
SOVEREIGNS = {
    "AU1": "AUS",
    "CH1": "CHN",
    "CU1": "CUB",
    "DN1": "DNK",
    "FI1": "FIN",
    "FR1": "FRA",
    "GB1": "GBR",
    "NL1": "NLD",
    "NZ1": "NZL",
    "US1": "USA",
}
_GEOD = pyproj.Geod(ellps="WGS84")


def read_status() -> dict[str, dict[str, str]]:
    """Hand-kept rows for every unit that is not simply its own country."""
    with (HERE / "status.csv").open(encoding="utf-8", newline="") as stream:
        return {row["uid"]: row for row in csv.DictReader(stream)}


def read_names() -> dict[tuple[str, str], str]:
    with (HERE / "names.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        return {(row["uid"], row["lang"]): row["name"] for row in rows}


def names(uid: str, overrides: dict[tuple[str, str], str]) -> tuple[str, str]:
    """English and Russian name: ours where we have one, else ISO 3166-1."""
    country = pycountry.countries.get(alpha_3=uid)
    english = country.name if country else ""
    russian = gettext.translation(
        "iso3166-1", pycountry.LOCALES_DIR, languages=["ru"]
    ).gettext(english or "-")
    english = overrides.get((uid, "en"), english)
    russian = overrides.get((uid, "ru"), russian)
    if not english or russian in ("", "-", english):
        raise ValueError(f"{uid}: no name in both languages; add it to names.csv")
    return english, russian


def area_km2(geometry: shapely.Geometry) -> float:
    """Area on the WGS 84 ellipsoid, independent of any projection."""
    parts = shapely.get_parts(shapely.orient_polygons(geometry))
    return sum(_GEOD.geometry_area_perimeter(part)[0] for part in parts) / 1e6


def label_points(
    base: gpd.GeoDataFrame, units: dict[str, shapely.Geometry]
) -> dict[str, tuple[float, float]]:
    """Natural Earth's label point, unless a large unit does not hold it.

    That happens where we cut (Guyana's lies in Essequibo) and between islands (New
    Zealand's lies in the sea); then a point well inside the largest part.
    """
    code = base["ISO_A3_EH"].where(
        base["ISO_A3_EH"] != "-99", base["ADM0_A3"].map(CODES)
    )
    points = {}
    for uid, geometry in units.items():
        # Where a code has several rows (Australia, Ashmore), the most populous leads.
        rows = base[code == uid].sort_values("POP_EST", ascending=False)
        if len(rows):
            points[uid] = (rows.iloc[0]["LABEL_X"], rows.iloc[0]["LABEL_Y"])
            if shapely.area(geometry) < 1 or geometry.contains(Point(points[uid])):
                continue
        parts = shapely.get_parts(geometry)
        largest = shapely.simplify(parts[np.argmax(shapely.area(parts))], 0.005)
        circle = shapely.maximum_inscribed_circle(largest, tolerance=0.01)
        points[uid] = circle.coords[0]
    return points


def sovereigns(base: gpd.GeoDataFrame) -> dict[str, str]:
    """For territories and countries within a realm, the state they belong to."""
    code = base["SOV_A3"].map(SOVEREIGNS)
    return dict(zip(base["ISO_A3_EH"], code.fillna(base["ISO_A3_EH"]), strict=True))


def default_status(uid: str, sovereign: str) -> dict[str, str]:
    """A country or territory that nobody disputes stands for itself."""
    return {
        "kind": "country" if sovereign == uid else "territory",
        "recognised": uid,
        "de_facto": uid,
        "administered_by": sovereign,
        "claimants": "",
        "style": "solid",
        "sovereign": sovereign,
    }


def unit_rows(
    base: gpd.GeoDataFrame, units: dict[str, shapely.Geometry]
) -> list[dict[str, str]]:
    """All rows of units.csv, by uid."""
    status, overrides = read_status(), read_names()
    points, owner = label_points(base, units), sovereigns(base)
    rows = []
    for uid, geometry in sorted(units.items()):
        row = default_status(uid, owner.get(uid, uid)) | status.get(uid, {})
        is_known = uid == "XKX" or pycountry.countries.get(alpha_3=uid)
        row["uid"], row["iso3"] = uid, uid if is_known else ""
        row["name_en"], row["name_ru"] = names(uid, overrides)
        lon, lat = points[uid]
        (east, north), *_ = project(np.array([[lon + 360 * (lon < -169), lat]]))
        largest = max(area_km2(part) for part in shapely.get_parts(geometry))
        row |= {"lon": f"{lon:.4f}", "lat": f"{lat:.4f}"}
        row |= {"x": f"{east:.0f}", "y": f"{north:.0f}"}
        row |= {"area_km2": f"{area_km2(geometry):.6g}"}
        row |= {"largest_km2": f"{largest:.6g}"}
        small = bool(is_known) and uid != "ATA" and largest < MARKER_BELOW_KM2
        row["marker"] = "yes" if small else "no"
        rows.append({column: row[column] for column in COLUMNS})
    return rows


def to_csv(rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()

"""Cut Natural Earth into units: one polygon per country, territory, disputed area.

Every disputed area becomes a unit of its own, whoever holds it. A border view is then
only a column that says whose colour a unit takes; the polygons never change.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import Point

# Units that Natural Earth itself keeps apart but gives no ISO code.
CODES = {
    "KOS": "XKX",
    "ESB": "ESB",
    "WSB": "WSB",
    "USG": "USG",
    "BRT": "BRT",
    "PGA": "PGA",
    "SCR": "SCR",
}

# uid: (owner in the base file, name in the de facto twin). The overlay of the two
# files gives the disputed area exactly, because both share every edge.
FROM_TWIN = {
    "D-CRI": ("UKR", "Russia"),
    "D-NCY": ("CYP", "Northern Cyprus"),
    "D-CBZ": ("CYP", "Cyprus No Mans Area"),
    "D-SIA": ("IND", "Siachen Glacier"),
    "D-SOL": ("SOM", "Somaliland"),
    "D-WSA": ("ESH", "Morocco"),
}

# uid: twin name. The base file leaves these out altogether: holes to be filled.
HOLES = {
    "D-ABY": "Sudan",
    "D-SPI": "Southern Patagonian Ice Field",
    "D-GOL": "Israel",
    "D-MAS": "Brazil",
}

# uid: (owner, adm1_codes of Natural Earth's first-level divisions)
FROM_ADMIN1 = {
    "D-ABK": ("GEO", ("GEO-3015",)),
    "D-ARU": ("IND", ("IND-3299",)),
    "D-JKI": ("IND", ("IND-2431", "IND-20012")),
    "D-JKP": ("PAK", ("PAK-1109", "PAK-1111")),
    # The left bank of the Dniester and Bender. Natural Earth's claim line is much
    # coarser (2,874 km2 of about 4,160).
    "D-TRN": (
        "MDA",
        ("MDA-1628", "MDA-1637", "MDA-1638", "MDA-1645", "MDA-1650", "MDA-1652"),
    ),
}

# uid: (owner, line name, a point of the line's bounding box, a point inside the unit)
FROM_LINES = {
    "D-AKS": ("CHN", "Indian claim", (79.0, 34.5), (79.3, 35.2)),
    "D-SHK": ("CHN", "Indian claim", (76.7, 36.0), (76.6, 36.0)),
    "D-SOS": ("GEO", "Georgian claim", (44.1, 42.4), (43.97, 42.24)),
    "D-ESQ": ("GUY", "Venezuelan claim", (-58.5, 4.0), (-59.8, 5.5)),
}

# Iturup, Kunashir, Shikotan and the Habomai islets: Russian islands inside this box.
KURILS = shapely.box(145.2, 43.2, 149.2, 45.7)

CRUMB = 1e-6  # square degrees (about 0.01 km2): less is noise of an overlay


def polygons_only(geometry: shapely.Geometry) -> shapely.Geometry:
    """The polygons of an overlay, without the points and lines where edges touched."""
    parts = shapely.get_parts(geometry)
    parts = parts[(shapely.get_dimensions(parts) == 2) & (shapely.area(parts) > CRUMB)]
    return shapely.union_all(parts)


def snap_vertices(piece: shapely.Geometry, onto: shapely.Geometry) -> shapely.Geometry:
    """Move vertices of `piece` onto those of `onto` where they are the same vertex.

    The divisions carry five decimals, the countries fifteen: without this step every
    common border is doubled, two metres apart.
    """
    targets = shapely.points(shapely.get_coordinates(onto))
    tree = shapely.STRtree(targets)

    def move(coordinates: np.ndarray) -> np.ndarray:
        nearest = tree.query_nearest(
            shapely.points(coordinates), max_distance=2e-5, all_matches=False
        )
        moved_points = coordinates.copy()
        moved_points[nearest[0]] = shapely.get_coordinates(targets[nearest[1]])
        return moved_points

    return shapely.make_valid(shapely.transform(piece, move))


def beyond_line(
    country: shapely.Geometry, line: shapely.Geometry, inside: tuple[float, float]
) -> shapely.Geometry:
    """The side of `line` that holds the point `inside`.

    The lines are of an older release and may stop short of the border, so their loose
    ends are led to the nearest point of it.
    """
    border = shapely.boundary(country)
    lines = shapely.line_merge(line)
    links = [
        link_to(border, start, before)
        for part in shapely.get_parts(lines)
        for start, before in (part.coords[:2], part.coords[:-3:-1])
    ]
    work = shapely.union_all([border, lines, *[link for link in links if link]])
    faces = shapely.get_parts(shapely.polygonize([work]))
    return next(face for face in faces if face.contains(Point(inside)))


def link_to(
    border: shapely.Geometry, end: tuple[float, float], before: tuple[float, float]
) -> shapely.LineString | None:
    """Lead a loose end to the border and a hair beyond, so that it really crosses."""
    gap = shapely.shortest_line(Point(end), border)
    if gap.length > 0.05:
        return None
    tip = np.array(gap.coords[1])
    # An end that lies on the border goes on in its own direction.
    way = tip - (end if gap.length > 1e-7 else before)
    beyond = tip + way / np.hypot(*way) * 1e-4
    return shapely.LineString([end, tip, beyond])


def claim_line(
    lines: gpd.GeoDataFrame, name: str, near: tuple[float, float]
) -> shapely.Geometry:
    """The one line of that name whose bounding box holds the point `near`."""
    boxes = shapely.box(*lines.bounds.values.T)
    hit = (lines["name"] == name) & shapely.contains(boxes, Point(near))
    if hit.sum() != 1:
        raise ValueError(f"{hit.sum()} lines named {name!r} near {near}, expected 1")
    return lines.geometry[hit].item()


def base_units(base: gpd.GeoDataFrame) -> dict[str, shapely.Geometry]:
    """Countries and territories by code; same code, same unit."""
    code = base["ISO_A3_EH"].where(
        base["ISO_A3_EH"] != "-99", base["ADM0_A3"].map(CODES)
    )
    if code.isna().any():
        raise ValueError(f"no code for {list(base.ADMIN[code.isna()])}")
    return {
        uid: shapely.union_all(group.geometry.values)
        for uid, group in base.groupby(code)
    }


def fill_holes(
    units: dict[str, shapely.Geometry], twin: dict[str, shapely.Geometry]
) -> None:
    land = shapely.union_all(list(units.values()))
    for uid, name in HOLES.items():
        gap = polygons_only(shapely.difference(twin[name], land))
        parts = shapely.get_parts(gap)
        # Everything else the twin has more of is a crumb on another border.
        units[uid] = parts[np.argmax(shapely.area(parts))]


def division_codes() -> set[str]:
    return {code for _owner, codes in FROM_ADMIN1.values() for code in codes}


def cut_units(
    base: gpd.GeoDataFrame,
    twin: dict[str, shapely.Geometry],
    admin1: dict[str, shapely.Geometry],
    lines: gpd.GeoDataFrame,
) -> dict[str, shapely.Geometry]:
    """Every unit of the atlas, in longitude and latitude, by uid."""
    units = base_units(base)
    fill_holes(units, twin)
    units["ATA"] = twin["Antarctica"] if "ATA" not in units else units["ATA"]
    for uid, (owner, name) in FROM_TWIN.items():
        carve(units, uid, owner, twin[name])
    for uid, (owner, codes) in FROM_ADMIN1.items():
        piece = shapely.union_all([admin1[code] for code in codes])
        carve(units, uid, owner, snap_vertices(piece, units[owner]))
    for uid, (owner, name, near, inside) in FROM_LINES.items():
        line = claim_line(lines, name, near)
        carve(units, uid, owner, beyond_line(units[owner], line, inside))
    carve(units, "D-KUR", "RUS", KURILS)
    # What Morocco does not hold of Western Sahara is east of the berm.
    units["D-WSB"] = units.pop("ESH")
    return units


def carve(
    units: dict[str, shapely.Geometry], uid: str, owner: str, piece: shapely.Geometry
) -> None:
    """Take `piece` out of its owner and make it a unit."""
    units[uid] = polygons_only(shapely.intersection(units[owner], piece))
    units[owner] = polygons_only(shapely.difference(units[owner], piece))
    if shapely.is_empty(units[uid]):
        raise ValueError(f"{uid}: nothing of {owner} lies there")

"""Rows, features and files as the bytes of a format: CSV, XLSX, JSON, GeoJSON, ...

Two promises hold for each of them. The same input gives the same bytes: no clock, no
random order. And text stays text: no cell computes, no markup closes a script, no
control character reaches the reader's program.
"""

from __future__ import annotations

import csv
import gc
import io
import json
import re
import sys
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas
    from openpyxl.worksheet.worksheet import Worksheet
from geo.text import clean

#: Blank is ``None`` where a format has such a thing.
Value = str | int | bool | None
Row = Mapping[str, Value]

#: A spreadsheet takes a cell that starts so for a formula; the full-width signs too
#: (OWASP, "CSV Injection"), and whatever blanks stand before them.
_FORMULA = re.compile(r"[\s\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")

#: What one cell of a spreadsheet holds at most.
CELL = 32_767

#: The oldest time a zip can say: the files of a package have no time of their own.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def inert(cell: str) -> str:
    """A cell no spreadsheet computes: a leading apostrophe disarms a formula."""
    cell = clean(cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_csv(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    """CSV in UTF-8 with a mark, for spreadsheets."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        cells = {k: "" if row[k] is None else str(row[k]) for k in columns}
        writer.writerow({key: inert(cell) for key, cell in cells.items()})
    return out.getvalue().encode("utf-8-sig")


#: A sheet of a workbook: its header, and a row of cells by column for each line.
Sheet = tuple[Sequence[str], Sequence[Row]]


def as_xlsx(sheets: Mapping[str, Sheet], title: str, day: date) -> bytes:
    """A workbook whose every text cell is a string, whatever it looks like.

    Raises:
        OSError: no room for what openpyxl lays beside it while it writes.
    """
    hook = sys.unraisablehook
    try:
        return _without_clock(_workbook(sheets, title, day), day)
    except OSError as error:
        failure = OSError(error.errno, error.strerror)
        # A sheet that could not be written tries again when it is dropped, and openpyxl
        # prints a traceback of that.
        sys.unraisablehook = lambda _: None
    gc.collect()
    sys.unraisablehook = hook
    raise failure


def _workbook(sheets: Mapping[str, Sheet], title: str, day: date) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.title = clean(title)
    book.properties.creator = ""
    book.properties.created = datetime.combine(day, time())
    for name, (columns, rows) in sheets.items():
        _sheet(book.create_sheet(name), columns, rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(sheet: Worksheet, columns: Sequence[str], rows: Sequence[Row]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        longest = max(len(text) for text in (column, *(str(r[column]) for r in rows)))
        width = min(longest + 2, 60)
        sheet.column_dimensions[get_column_letter(number)].width = width
    header = [_cell(sheet, column) for column in columns]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    for row in rows:
        sheet.append([_cell(sheet, row[column]) for column in columns])


def _cell(sheet: Worksheet, value: Value):
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    text = clean(value)
    if len(text) > CELL:
        note = f" [cut: {len(text)} characters]"
        text = text[: CELL - len(note)] + note
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # openpyxl makes a formula of text that begins with "="
    if _FORMULA.match(text):
        cell.quotePrefix = True  # and it stays text when a reader edits the cell
    return cell


def _without_clock(book: bytes, day: date) -> bytes:
    """The workbook with the time of saving taken out of it."""
    stamp = rf"\g<1>{day.isoformat()}T00:00:00Z"
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        entries = {name: parts.read(name) for name in parts.namelist()}
    core = entries["docProps/core.xml"].decode()
    core = re.sub(r"(<dcterms:modified [^>]*>)[^<]*", stamp, core)
    return as_zip(entries | {"docProps/core.xml": core.encode()})


def as_json(document: object, indent: int | None = 1) -> bytes:
    """JSON in UTF-8. ``<`` is escaped: inside a page it opens no tag."""
    close = (",", ":") if indent is None else None
    text = json.dumps(
        _jsonable(document), ensure_ascii=False, indent=indent, separators=close
    )
    return text.replace("<", "\\u003c").encode() + b"\n"


def _jsonable(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _jsonable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_jsonable(item) for item in value]
    return value


#: The polygons of one feature, each a list of rings of (longitude, latitude).
Polygons = list[list[list[tuple[float, float]]]]
Feature = tuple[Row, Polygons]


def as_geojson(members: Row, features: Sequence[tuple[Row, str]]) -> bytes:
    """RFC 7946: WGS 84, no ``crs`` member; ``members`` stand beside the features.

    A feature is its properties, whose key ``uid`` is its id, and its :func:`geometry`.
    """
    # The type first, for those who look at a file; the features last, being large.
    around = as_json(
        {"type": "FeatureCollection", **members, "features": []}, indent=None
    )
    end = b"]}\n"
    content = b",".join(_feature(*feature) for feature in features)
    return around.removesuffix(end) + content + end


def geometry(polygons: Polygons) -> str:
    """A geometry as GeoJSON, a text that can be kept: it is most of a file's work."""
    parts = [[[_place(p) for p in ring] for ring in part] for part in polygons]
    one = len(parts) == 1
    shape = {
        "type": "Polygon" if one else "MultiPolygon",
        "coordinates": parts[0] if one else parts,
    }
    return json.dumps(shape, separators=(",", ":"))


def _feature(properties: Row, shape: str) -> bytes:
    about = as_json(
        {"type": "Feature", "id": properties["uid"], "properties": properties},
        indent=None,
    )
    return about.removesuffix(b"}\n") + f',"geometry":{shape}}}'.encode()


def _place(point: tuple[float, float]) -> list[float]:
    # The coverage is on a grid of 0.002 degrees: three decimals hold it exactly.
    return [round(point[0], 3), round(point[1], 3)]


def as_frame(features: Sequence[Feature]) -> geopandas.GeoDataFrame:
    """The features as a GeoDataFrame in degrees (EPSG:4326)."""
    import geopandas
    import numpy as np
    import shapely

    rings = [ring for _, parts in features for part in parts for ring in part]
    points = np.concatenate(rings)[:, :2]
    # How many points each ring has, rings each part, parts each feature.
    counts = (
        [len(ring) for ring in rings],
        [len(part) for _, parts in features for part in parts],
        [len(parts) for _, parts in features],
    )
    shapes = shapely.from_ragged_array(
        shapely.GeometryType.MULTIPOLYGON,
        points.round(3),
        tuple(np.cumsum([0, *each]) for each in counts),
    )
    columns = {
        key: [clean(v) if isinstance(v := row[key], str) else v for row, _ in features]
        for key in features[0][0]
    }
    return geopandas.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")


def as_gpkg(
    layer: str, members: Mapping[str, str], features: Sequence[Feature], day: date
) -> bytes:
    """A GeoPackage of one layer; ``members`` are its metadata."""
    import pyogrio

    out = io.BytesIO()
    clock = "OGR_CURRENT_DATE"  # GDAL's own switch for what it would write as "now"
    before = pyogrio.get_gdal_config_option(clock)
    now = datetime.combine(day, time(), UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    pyogrio.set_gdal_config_options({clock: now})
    try:
        pyogrio.write_dataframe(
            as_frame(features),
            out,
            driver="GPKG",
            layer=layer,
            geometry_type="MultiPolygon",
            dataset_metadata={key: clean(text) for key, text in members.items()},
        )
    finally:
        pyogrio.set_gdal_config_options({clock: before})
    return out.getvalue()


#: The key of a GeoParquet file's metadata under which ours stand, as JSON.
PARQUET_KEY = b"treaty_atlas"


def as_parquet(members: Mapping[str, str], features: Sequence[Feature]) -> bytes:
    """GeoParquet; ``members`` are JSON in the file's metadata."""
    from pyarrow import parquet

    plain = io.BytesIO()
    as_frame(features).to_parquet(plain, index=False)
    table = parquet.read_table(plain)
    ours = {PARQUET_KEY: as_json(members, indent=None)}
    out = io.BytesIO()
    parquet.write_table(
        table.replace_schema_metadata({**(table.schema.metadata or {}), **ours}),
        out,
        compression="zstd",
    )
    return out.getvalue()


def as_zip(entries: Mapping[str, bytes]) -> bytes:
    """A zip in the order given, without times or owners."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries.items():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # else the machine's own: the bytes would differ
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()

"""Tables that are no CSV and no workbook: JSON records, HTML, Stata and Parquet.

Each is judged by its declared size before it is read, and handed out as rows of text
with the header first; the number of a row counts from 1, the header included.
"""

from __future__ import annotations

import io
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from geo.tables import decode
from geo.tables.decode import Line, WordTest
from geo.tables.user import html_page
from geo.tables.user.columns import MOST
from geo.tables.user.refusal import Refused
from geo.tables.user.text_file import MOST_ROWS, Grid, too_many, too_wide

#: Bytes all columns of a Parquet file may unpack to.
LARGEST_UNPACKED = 150_000_000

#: Keys under which a JSON document keeps its records.
_LISTS = ("data", "records", "results", "items", "rows", "treaties", "value")

_EXAMPLE = '[{"party_a": "…", "party_b": "…", "signed": "…"}, …]'


def read(data: bytes, is_word: WordTest | None, score: Callable) -> Grid | None:
    """The rows of a file of one of these kinds; ``None`` where it is none of them.

    ``scored`` rates the first rows of a table: of several in one page the best is read.

    Raises:
        Refused: it is one, and cannot be read.
    """
    if data.startswith(b"PAR1"):
        return _parquet(data)
    if data.startswith((b"<stata_dta>", *_OLD_STATA)):
        return _stata(data)
    head = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"[", b"{")) and not head.startswith(b"{\\rtf"):
        return _json(data)
    if re.match(rb"<(?:!doctype html|html|head|body|table|meta|div|style)\b", head):
        return html_page.read(data, is_word, score)
    if head.startswith(b"<"):
        raise Refused("xml")
    return None


def _grid(
    header: Sequence[str], rows: Iterable[Sequence[str]], kind: str, sheet: str = ""
) -> Grid:
    if len(header) > MOST:
        raise too_wide(len(header))

    def lines() -> Iterator[Line]:
        yield 1, list(header)
        for number, row in enumerate(rows, start=2):
            yield number, list(row)

    return Grid(lines(), sheet=sheet, kind=kind)


def _text(value: Any) -> str:
    """A value as a cell: a missing one is blank, a whole number has no fraction."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime | date):
        text = value.isoformat()[:10]
        return "" if text == "NaT" else text
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, Mapping):
        return _text(next((value[k] for k in ("name", "label") if k in value), ""))
    if isinstance(value, list | tuple):
        return "; ".join(_text(each) for each in value[:50])
    return str(value)


# --- JSON ---


def _json(data: bytes) -> Grid | None:
    text = decode.decode(data).text.removeprefix("\ufeff")
    records = _records(text)
    if records is None:
        # A text table may begin with a bracket: it is read as one.
        if not text.lstrip().startswith(('[{"', '{"')):
            return None
        raise Refused("json", example=_EXAMPLE)
    if len(records) > MOST_ROWS:
        raise too_many(len(records))
    header = list(dict.fromkeys(key for row in records for key in row))
    rows = ([_text(row.get(key)) for key in header] for row in records)
    return _grid(header, rows, "JSON")


def _records(text: str) -> list[dict[str, Any]] | None:
    """The records of a document, or of one document a line."""
    try:
        value = json.loads(text)
    except RecursionError:
        return None
    except ValueError:
        try:
            value = [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError):
            return None
    if isinstance(value, Mapping):
        if (columns := _by_column(value)) is not None:
            return columns
        lists = [value[k] for k in _LISTS if isinstance(value.get(k), list)]
        lists += [each for each in value.values() if isinstance(each, list)]
        value = next((each for each in lists if each and _all_records(each)), None)
    if isinstance(value, list) and value and _all_records(value):
        return [{str(k): v for k, v in row.items()} for row in value]
    if isinstance(value, list) and len(value) > 1 and _is_row(value[0]):
        header, *rows = value
        if all(isinstance(row, list) for row in rows):
            return _zipped(header, rows)
    return None


def _by_column(document: Mapping) -> list[dict[str, Any]] | None:
    """The records of a document that holds them by column, as pandas writes it."""
    header, rows = document.get("columns"), document.get("data")
    if isinstance(rows, list) and header and _is_row(header):
        split = all(isinstance(row, list) for row in rows)
        return _zipped(header, rows) if split else None
    columns = list(document.values())
    if len(columns) > 1 and all(isinstance(c, Mapping) for c in columns):
        keys = list(dict.fromkeys(key for column in columns for key in column))
        if all(isinstance(c.get(k), _SCALAR) for c in columns for k in keys):
            return _zipped(list(document), ([c.get(k) for c in columns] for k in keys))
    if len(columns) > 1 and all(isinstance(c, list) for c in columns):
        same = len({len(column) for column in columns}) == 1
        if same and all(isinstance(v, _SCALAR) for c in columns for v in c):
            return _zipped(list(document), zip(*columns, strict=True))
    return None


_SCALAR = (str, int, float, type(None))


def _is_row(row: Any) -> bool:
    """Whether a row may be a header: nothing but texts."""
    return isinstance(row, list) and bool(row) and all(isinstance(c, str) for c in row)


def _zipped(header: Sequence, rows: Iterable[Sequence]) -> list[dict[str, Any]]:
    names = [str(name) for name in header]
    return [dict(zip(names, row, strict=False)) for row in rows]


def _all_records(values: list) -> bool:
    return all(isinstance(row, Mapping) for row in values)


# --- files of statistics ---

#: A Stata file of the releases before 13: release, byte order, file type, blank.
_OLD_STATA = tuple(
    bytes([release, order, 1, 0])
    for release in (104, 105, 108, 110, 111, 112, 113, 114, 115)
    for order in (1, 2)
)


def _stata(data: bytes) -> Grid:
    try:
        import pandas

        with pandas.read_stata(io.BytesIO(data), iterator=True) as reader:
            labels = reader.variable_labels()
            if len(labels) > MOST:
                raise too_wide(len(labels))
            frame = _frame(reader)
    except Refused:
        raise
    except Exception as error:  # a damaged file fails in many ways
        raise Refused("stata") from error
    columns = [[_text(v) for v in _plain(frame[name])] for name in frame.columns]
    header = [str(name) for name in frame.columns]
    return _grid(header, zip(*columns, strict=True), "Stata")


def _frame(reader: Any) -> Any:
    """The rows of a Stata file; with the numbers where two labels are the same."""
    try:
        frame = reader.read(MOST_ROWS + 1)
    except ValueError:
        frame = reader.read(MOST_ROWS + 1, convert_categoricals=False)
    if len(frame) > MOST_ROWS:
        raise too_many()
    return frame


def _plain(column: Any) -> list[Any]:
    """The values of a column as Python's own, a missing one as ``None``."""
    return column.astype(object).where(column.notna(), None).tolist()


def _parquet(data: bytes) -> Grid:
    try:
        from pyarrow import parquet

        file = parquet.ParquetFile(io.BytesIO(data))
        about = file.metadata
        if about.num_columns > MOST:
            raise too_wide(about.num_columns)
        if about.num_rows > MOST_ROWS:
            raise too_many(about.num_rows)
        groups = range(about.num_row_groups)
        size = sum(about.row_group(n).total_byte_size for n in groups)
        if size > LARGEST_UNPACKED:
            raise Refused("parquet-size", size=round(size / 1e6))
        names = [str(name) for name in file.schema_arrow.names]
        table = file.read()
        columns = [[_text(v) for v in column.to_pylist()] for column in table.columns]
    except Refused:
        raise
    except Exception as error:  # a damaged file fails in many ways
        raise Refused("parquet") from error
    return _grid(names, zip(*columns, strict=True), "Parquet")

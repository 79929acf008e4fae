"""A reader's data package: which table it holds, and the claims beside it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from geo.model.dates import BadDate, PartialDate
from geo.model.treaties import Source, Treaty
from geo.model.treaty_fields import DATES
from geo.tables import load
from geo.tables.problems import Problem, problem
from geo.tables.user.columns import MOST
from geo.tables.user.refusal import Refused
from geo.tables.user.text_file import LARGEST_FILE, size_of
from geo.text import quoted

DESCRIPTOR = "datapackage.json"
#: Our tables of treaties, and the table of claims that goes with each.
PAIRS = {"treaties": "sources", "other-treaties": "other-sources"}
#: Bytes of a descriptor. The atlas's own has 54 kB.
LARGEST_DESCRIPTOR = 1_000_000
#: Claims that are read; those of them that cannot be, before the table is given up; and
#: those that are told one by one.
MOST_CLAIMS, MOST_UNREADABLE, MOST_TOLD = 500_000, 10_000, 100
#: What reading a stranger's descriptor can raise.
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True)
class PackageTable:
    """The table of a package as bytes, that of its claims, and what else it holds."""

    name: str = ""
    table: bytes = b""
    claims: bytes = b""
    others: str = ""
    as_of: date | None = None  # the day the package says it speaks of


def of_zip(parts: zipfile.ZipFile) -> PackageTable:
    """The table of a zipped package.

    Raises:
        Refused: it holds no package, or none with a table.
    """
    names = [n for n in parts.namelist() if n.rsplit("/", 1)[-1] == DESCRIPTOR]
    if not names:
        raise Refused("zip-package", descriptor=DESCRIPTOR)
    root = min(names, key=len).removesuffix(DESCRIPTOR)

    def get(name: str) -> bytes:
        if root + name not in parts.namelist():
            return b""
        size_of(parts.getinfo(root + name).file_size)
        try:
            return parts.read(root + name)
        except MemoryError:
            raise
        except Exception:  # a damaged part fails in many ways
            return b""

    return _package_table(get)


def of_folder(folder: Path) -> PackageTable:
    """The table of a package that lies in a folder.

    Raises:
        Refused: as for a zip.
    """

    if not (folder / DESCRIPTOR).is_file():
        raise Refused("folder", descriptor=DESCRIPTOR)
    return _package_table(_reader(folder))


def beside(path: Path) -> PackageTable:
    """The claims about a table on its own, where a package in its folder lists both.

    Empty where there is no such package: most tables lie alone.
    """
    get = _reader(path.parent)
    try:
        paths, as_of = _descriptor(get)
    except Refused:
        return PackageTable()
    name = next((n for n, file in paths.items() if file == path.name), "")
    about = paths.get(PAIRS.get(name, ""), "")
    return PackageTable(
        name, b"", get(about) if about else b"", "", as_of if name else None
    )


def _reader(folder: Path) -> Callable[[str], bytes]:
    """Reads a file inside a folder; nothing where it is outside, too large, or gone."""

    def get(name: str) -> bytes:
        try:
            path = (folder / name).resolve()
            inside = path.is_relative_to(folder.resolve()) and path.is_file()
            fits = inside and path.stat().st_size <= LARGEST_FILE
            return path.read_bytes() if fits else b""
        except (OSError, ValueError):
            return b""

    return get


def _descriptor(get: Callable[[str], bytes]) -> tuple[dict[str, str], date | None]:
    """The paths of a package's tables by their names, and the day it speaks of.

    Raises:
        Refused: the descriptor cannot be read.
    """
    data = get(DESCRIPTOR)
    if len(data) > LARGEST_DESCRIPTOR:
        raise Refused(
            "descriptor-size",
            descriptor=DESCRIPTOR,
            size=round(len(data) / 1e6),
            most=LARGEST_DESCRIPTOR // 10**6,
        )
    try:
        descriptor = json.loads(data.decode("utf-8-sig"))
        paths = {str(r["name"]): str(r["path"]) for r in descriptor["resources"]}
    except _UNREADABLE:
        raise Refused("descriptor", descriptor=DESCRIPTOR) from None
    try:
        return paths, date.fromisoformat(descriptor["as_of"])
    except _UNREADABLE:
        return paths, None


def _package_table(get: Callable[[str], bytes]) -> PackageTable:
    paths, as_of = _descriptor(get)
    candidates = [name for name in PAIRS if name in paths]
    texts = [n for n, path in paths.items() if path.lower().endswith((".csv", ".tsv"))]
    for name in (*candidates, *texts):
        if table := get(paths[name]):
            about = paths.get(PAIRS.get(name, ""), "")
            names = (name, PAIRS.get(name))
            others = [quoted(n) for n in paths if n not in names]
            others_text = ", ".join(others[:10])
            return PackageTable(
                name, table, get(about) if about else b"", others_text, as_of
            )
    raise Refused("package")


def with_claims(
    treaties: list[Treaty], claims: bytes, problems: list[Problem]
) -> list[Treaty]:
    """The treaties with the claims about them, and their dates narrowed by these."""
    by_treaty: dict[str, list[Source]] = {}
    bad: list[int] = []
    for number, (line, source) in enumerate(_sources(claims, problems), start=1):
        if source:
            by_treaty.setdefault(source.treaty, []).append(source)
        else:
            bad.append(line)
        if number == MOST_CLAIMS or len(bad) == MOST_UNREADABLE:
            rows, unreadable = f"{number:,}", f"{len(bad):,}"
            cut = problem(
                "claims-cut", line, "sources", rows=rows, unreadable=unreadable
            )
            problems.append(cut)
            break
    problems += [problem("source", line, "sources") for line in bad[:MOST_TOLD]]
    if len(bad) > MOST_TOLD:
        rest = len(bad) - MOST_TOLD
        problems.append(problem("source", bad[MOST_TOLD], "sources", count=rest))
    return [_with(t, tuple(by_treaty.get(t.id, ())), problems) for t in treaties]


def _sources(
    claims: bytes, problems: list[Problem]
) -> Iterator[tuple[int, Source | None]]:
    text = claims.decode("utf-8-sig", "replace")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        width = len(reader.fieldnames or ())
        if width > MOST:
            raise csv.Error(f"it has {width:,} columns")
        for row in reader:
            try:
                cells = {k: v.strip() for k, v in row.items()}
                yield reader.line_num, load.source_of(cells)
            except _UNREADABLE:
                yield reader.line_num, None
    except csv.Error as error:
        problems.append(problem("source", reader.line_num, "sources", str(error)))


def _with(
    treaty: Treaty, sources: tuple[Source, ...], problems: list[Problem]
) -> Treaty:
    dates: dict[str, Any] = {}
    for name in DATES:
        value = getattr(treaty, name)
        try:
            text = value.text if value else ""
            dates[name] = load.bounded_date(text, name, sources, PartialDate.of)
        except BadDate as error:
            dates[name] = value
            what = f"{treaty.id}: {error}"
            problems.append(problem("source", None, name, what))
    return replace(
        treaty,
        sources=sources,
        **dates,
    )

"""Holds a data package against its schema: problems with line, column, rule and hint.

Types and vocabularies are frictionless's work, from ``datapackage.json``, keys that of
:mod:`geo.tables.schema_values`; the files themselves are judged in
:mod:`geo.tables.package_files`, and what no schema can state in
:mod:`geo.tables.rules` and :mod:`geo.tables.evidence_rules`. Bad data never raises:
every problem of every table is reported in one run. Nothing is fetched: frictionless
is given cells that were read here, never a path or an address.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import geo.tables.evidence_rules  # noqa: F401 - enters its rules into the registry of checks
from geo.storage import DATA
from geo.tables import package_files
from geo.tables import rules as tables_rules
from geo.tables.package_files import Contents
from geo.tables.problems import Problem, package_rules
from geo.tables.raw import RawTables
from geo.tables.schema_values import Fault, Values, described_by
from geo.text import quoted

DESCRIPTOR = "datapackage.json"
SHIPPED = DATA / DESCRIPTOR

_SENTENCES = {
    "type": ("A cell is of its column's type.", "write {type}"),
    "required": ("A required cell is filled.", "fill it in, or delete the row"),
    "vocabulary": ("A cell is a word of its vocabulary.", "use one of: {enum}"),
    "form": ("A cell has the form of its column.", "write {form}"),
    "limit": ("A cell is within its column's limits.", "see the column's constraints"),
    "duplicate": ("No key is used twice.", "give the row its own key, or delete it"),
    "reference": (
        "A key of another table is one of that table.",
        "correct the key, or add the row it names",
    ),
    "schema": ("A table's schema can be used.", "correct it in datapackage.json"),
}
#: What a schema can state.
SCHEMA_RULES = package_rules(_SENTENCES)
_TYPES = {"boolean": "true, false or nothing", "integer": "a whole number"}
_FORMS = {
    r"^\d{4}(-\d{2}(-\d{2})?)?$": "a date: 2021, 2021-08 or 2021-08-14",
    "^[A-Z]{3}$": "three capital letters, ISO 3166-1 alpha-3",
    "^[a-z]{2}$": "two small letters, ISO 639-1",
    r"^https?://\S+$": "an address that starts with https://",
}
#: Rules of :mod:`geo.tables.rules` that say more about a cell than its form or type.
_SAYS_MORE = {"calendar-day", "known-country", "web-address", "control-character"}
#: What reading a descriptor can raise.
UNREADABLE = (OSError, ValueError, LookupError, TypeError, RecursionError)


def check(folder: Path) -> list[Problem]:
    """Every problem of a package, by table and line."""
    package = contents(folder)
    raw = package.raw
    by_file = {file: table for table, file in raw.files.items()}

    def note(problems: list[Problem]) -> list[Problem]:
        hurt = [p for p in problems if p.level == "error"]
        raw.bad.update((by_file.get(p.file, ""), p.line, p.column) for p in hurt)
        return problems

    note(package.problems)
    by_schema = note(list(_against_schema(package)))
    by_rule = list(tables_rules.problems(raw))
    places = {(p.file, p.line, p.column) for p in by_rule if p.rule in _SAYS_MORE}
    by_schema = [
        p
        for p in by_schema
        if p.rule not in ("form", "type") or (p.file, p.line, p.column) not in places
    ]
    order = [DESCRIPTOR, *by_file]
    every = [*package.problems, *by_schema, *by_rule]
    return sorted(every, key=lambda p: (order.index(p.file), p.line or 0))


# --- the descriptor ---


def contents(folder: Path) -> Contents:
    """Read the tables that a package names and that have a name of ours."""
    package = Contents()
    try:
        meta, resources = _descriptor(folder / DESCRIPTOR)
    except FileNotFoundError:
        package.tell(DESCRIPTOR, None, "", "package", "the file is missing")
        return package
    except UNREADABLE as error:
        what = f"cannot be read ({type(error).__name__}: {error})"
        line = getattr(error, "lineno", None)
        package.tell(DESCRIPTOR, line, "", "package", what[:200])
        return package
    try:
        ours = _descriptor(SHIPPED)[1]
        schemas = {r["name"]: r["schema"] for r in ours if r["schema"]["fields"]}
    except UNREADABLE:
        schemas = {}  # said below: no table of the atlas is known
    _edition(package, meta)
    for resource in resources:
        name = str(resource.get("name", ""))
        if name in package.raw.files:
            what = f"two resources are named {quoted(name)}"
            package.tell(DESCRIPTOR, None, "", "package", what)
        elif name in schemas:
            _table(package, folder, name, resource, schemas[name])
        else:
            package.others.append(name)
    if not package.raw.files:
        package.tell(DESCRIPTOR, None, "", "package", "names no table of the atlas")
    package.absent = [name for name in schemas if name not in package.raw.files]
    return package


def _descriptor(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    meta = json.loads(path.read_bytes().decode("utf-8-sig"))
    return meta, [r for r in meta["resources"] if isinstance(r, dict)]


def _edition(contents: Contents, meta: dict[str, Any]) -> None:
    contents.version = meta.get("version") or ""
    if not (isinstance(contents.version, str) and contents.version):
        contents.tell(DESCRIPTOR, None, "version", "edition", "is missing")
    try:
        contents.raw.as_of = date.fromisoformat(meta["as_of"])
    except (KeyError, TypeError, ValueError):
        what = f"{quoted(meta.get('as_of', ''))} is no day"
        contents.tell(DESCRIPTOR, None, "as_of", "edition", what)


def _table(
    contents: Contents, folder: Path, name: str, resource: dict, ours: dict[str, Any]
) -> None:
    """Read one table; its own schema counts, ours where it has none."""
    path, schema = resource.get("path"), resource.get("schema", ours)
    if not isinstance(path, str) or not _inside(folder, path):
        what = f"{name}: {quoted(path)} is no file of the package's folder"
        contents.tell(DESCRIPTOR, None, "", "package", what)
        return
    contents.raw.files[name] = path
    try:
        columns = [f["name"] for f in schema["fields"]]
    except (LookupError, TypeError):
        columns = []
    if not columns or not all(isinstance(c, str) for c in columns):
        what = f"{name}: its schema lists no fields; held against ours"
        contents.tell(DESCRIPTOR, None, "", "package", what)
        schema, columns = ours, [f["name"] for f in ours["fields"]]
    rows = package_files.read(contents, name, folder, path, columns)
    if rows is not None:
        contents.raw.tables[name] = rows
        contents.schemas[name] = schema


def _inside(folder: Path, path: str) -> bool:
    try:
        return (folder / path).resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return False


# --- types, vocabularies and keys ---


def _against_schema(contents: Contents) -> Iterator[Problem]:
    """Types, vocabularies and keys, each problem once."""
    raw, values = contents.raw, {}
    for name, schema in contents.schemas.items():
        try:
            here = json.dumps(_fitting(contents, name, schema))
            values[name] = Values(raw.tables[name], described_by(here))
        except ModuleNotFoundError:  # a plain install: the command says what to install
            raise
        except Exception as error:  # a user's own schema can be wrong in any way
            yield _unusable(name, error)
    places = set()
    for name, table in values.items():
        for fault in table.faults(values.get):
            problem = _problem(raw, contents.schemas[name], name, fault)
            key = (problem.file, problem.line, problem.column, problem.rule)
            short = (name, problem.line, "") in raw.bad
            if key not in places and not (short and problem.rule == "required"):
                places.add(key)
                yield problem


def _unusable(table: str, error: Exception) -> Problem:
    detail = getattr(getattr(error, "error", error), "note", "") or str(error)
    message = f"{table}: the schema cannot be used: {detail[:200]}"
    return Problem(
        DESCRIPTOR, None, "", "schema", message, SCHEMA_RULES["schema"].remedy
    )


def _fitting(contents: Contents, name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A schema without the columns that the table lacks and without keys to nowhere."""
    missing = {c for t, line, c in contents.raw.bad if t == name and line is None}
    fields = [f for f in schema["fields"] if f["name"] not in missing]
    here = {**schema, "fields": fields}

    def names(key: str | list[str] | None) -> list[str]:
        return [key] if isinstance(key, str) else list(key or ())

    if missing & set(names(schema.get("primaryKey"))):
        del here["primaryKey"]
    here["foreignKeys"] = []
    for key in schema.get("foreignKeys", ()):
        target = key["reference"].get("resource") or name
        missing_there = {
            c for t, line, c in contents.raw.bad if t == target and line is None
        }
        usable = target in contents.schemas and not missing & set(names(key["fields"]))
        if usable and not missing_there & set(names(key["reference"]["fields"])):
            here["foreignKeys"].append(key)
    return here


def _problem(
    raw: RawTables, schema: dict[str, Any], table: str, fault: Fault
) -> Problem:
    """A fault in words."""
    column = ", ".join(fault.columns)
    fields = {f["name"]: f for f in schema["fields"]}
    rules = fields.get(column, {}).get("constraints") or {}
    kind = fields.get(column, {}).get("type", "any")
    pattern = rules.get("pattern", "")
    form = _FORMS.get(pattern, f"text of the form {pattern}")
    cell = quoted(", ".join(fault.cells))
    target = raw.files.get(fault.of_table or table, fault.of_table)
    message = {
        "type": f"{cell} is no {kind}",
        "required": "the cell is blank",
        "vocabulary": f"{cell} is not in the vocabulary",
        "form": f"{cell} is not {form}",
        "limit": f"{cell}: {fault.note}",
        "duplicate": f"the same as in the row of line {fault.of_line}",
        "reference": f"{cell} is no {', '.join(fault.of_columns)} of {target}",
    }[fault.rule]
    enum = ", ".join(map(str, rules.get("enum") or ()))
    remedy = SCHEMA_RULES[fault.rule].remedy.format(
        type=_TYPES.get(kind, kind), enum=enum, form=form
    )
    return Problem(raw.files[table], fault.line, column, fault.rule, message, remedy)

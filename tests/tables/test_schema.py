"""A package is held against its schema: file, line, column, and never an exception."""

import csv
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from geo import storage
from geo.cli import main
from geo.tables import schema
from geo.tables.package_files import FILE_RULES
from geo.tables.problems import Problem
from geo.tables.schema import SCHEMA_RULES

Place = tuple[str, int | None, str]


def copied(folder: Path) -> Path:
    for path in (*storage.DATA.glob("*.csv"), storage.DATA / "datapackage.json"):
        shutil.copy(path, folder)
    return folder


@pytest.fixture
def copy(tmp_path) -> Path:
    return copied(tmp_path)


class Table:
    """A table of a copy: read, changed by hand, written back."""

    def __init__(self, folder: Path, name: str):
        self.path = folder / f"{name}.csv"
        with self.path.open(encoding="utf-8", newline="") as file:
            self.rows = list(csv.reader(file))

    def line(self, **cells: str) -> int:
        """The line of the first row with these cells; the header is line 1."""
        for number, row in enumerate(self.rows, 1):
            if all(row[self.rows[0].index(c)] == v for c, v in cells.items()):
                return number
        raise LookupError(cells)

    def save(self, **dialect: str) -> None:
        with self.path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n", **dialect).writerows(self.rows)

    def edit(self, line: int, **cells: str) -> None:
        for column, value in cells.items():
            self.rows[line - 1][self.rows[0].index(column)] = value
        self.save()

    def append(self, line: int, **cells: str) -> int:
        """A changed copy of a row at the end; its line."""
        self.rows.append(list(self.rows[line - 1]))
        self.edit(len(self.rows), **cells)
        return len(self.rows)


def edit(path: Path, line: int, column: str, value: str) -> None:
    Table(path.parent, path.stem).edit(line, **{column: value})


def described(folder: Path, change: Callable[[dict], None]) -> None:
    path = folder / "datapackage.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    change(meta)
    path.write_text(json.dumps(meta), encoding="utf-8")


def resource(meta: dict, name: str) -> dict:
    return next(r for r in meta["resources"] if r["name"] == name)


def places(problems: list[Problem]) -> list[tuple[str, str, int | None, str]]:
    return [(p.rule, p.file, p.line, p.column) for p in problems]


def test_the_shipped_package_has_no_problem():
    assert schema.check(storage.DATA) == []


@pytest.mark.command_line
def test_the_shipped_package_is_valid_to_frictionless_alone():
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json"]
    process = subprocess.run(command, cwd=storage.DATA, capture_output=True, timeout=60)
    assert process.returncode == 0, process.stdout.decode()


# --- each rule of files and of the schema, broken alone ---

COUNTS = "official_counts.csv"


def break_package(folder: Path) -> Place:
    described(folder, lambda m: resource(m, "events").update(path="../events.csv"))
    return "datapackage.json", None, ""


def break_edition(folder: Path) -> Place:
    described(folder, lambda m: m.update(as_of="2026-02-30"))
    return "datapackage.json", None, "as_of"


def break_missing_file(folder: Path) -> Place:
    (folder / COUNTS).unlink()
    return COUNTS, None, ""


def written(data: bytes) -> Callable[[Path], Place]:
    def broken(folder: Path) -> Place:
        (folder / COUNTS).write_bytes(data)
        return COUNTS, None, ""

    return broken


def break_encoding(folder: Path) -> Place:
    text = (folder / "events.csv").read_text(encoding="utf-8")
    (folder / "events.csv").write_bytes(text.encode("cp1251", "replace"))
    return "events.csv", 2, ""


def break_bom(folder: Path) -> Place:
    data = (folder / COUNTS).read_bytes()
    (folder / COUNTS).write_bytes(b"\xef\xbb\xbf" + data)
    return COUNTS, 1, ""


def break_line_ends(folder: Path) -> Place:
    data = (folder / COUNTS).read_bytes()
    (folder / COUNTS).write_bytes(data.replace(b"\n", b"\r\n"))
    return COUNTS, None, ""


def break_quoting(folder: Path) -> Place:
    table = Table(folder, "official_counts")
    with table.path.open("a", encoding="utf-8") as file:
        file.write('COUNT-X,2024,1,"a"b,c,d,https://example.org,e,en\n')
    return COUNTS, len(table.rows) + 1, ""


def break_delimiter(folder: Path) -> Place:
    Table(folder, "official_counts").save(delimiter=";")
    return COUNTS, 1, ""


def break_header(folder: Path) -> Place:
    table = Table(folder, "official_counts")
    del table.rows[0]
    table.save()
    return COUNTS, 1, ""


def break_missing_column(folder: Path) -> Place:
    table = Table(folder, "official_counts")
    column = table.rows[0].index("speaker")
    for row in table.rows:
        del row[column]
    table.save()
    return COUNTS, None, "speaker"


def headed(column: str) -> Callable[[Path], Place]:
    def broken(folder: Path) -> Place:
        table = Table(folder, "official_counts")
        for row in table.rows:
            row.append("")
        table.rows[0][-1] = column
        table.save()
        return COUNTS, 1, column

    return broken


def break_row_length(folder: Path) -> Place:
    table = Table(folder, "official_counts")
    table.rows[2].append("more")
    table.save()
    return COUNTS, 3, ""


def break_blank_row(folder: Path) -> Place:
    table = Table(folder, "official_counts")
    table.rows.insert(2, [])
    table.save()
    return COUNTS, 3, ""


def break_last_line(folder: Path) -> Place:
    data = (folder / COUNTS).read_bytes()
    assert data.endswith(b"\n")
    (folder / COUNTS).write_bytes(data[:-1])
    return COUNTS, data.count(b"\n"), ""


def cell(name: str, column: str, value: str) -> Callable[[Path], Place]:
    """Break a cell of line 4."""

    def broken(folder: Path) -> Place:
        Table(folder, name).edit(4, **{column: value})
        return f"{name}.csv", 4, column

    return broken


def break_duplicate(folder: Path) -> Place:
    return "events.csv", Table(folder, "events").append(4), "id"


def break_schema(folder: Path) -> Place:
    def change(meta: dict) -> None:
        fields = resource(meta, "events")["schema"]["fields"]
        fields[0]["constraints"]["pattern"] = "("

    described(folder, change)
    return "datapackage.json", None, ""


BROKEN: dict[str, Callable[[Path], Place]] = {
    "package": break_package,
    "edition": break_edition,
    "missing-file": break_missing_file,
    "empty-file": written(b""),
    "binary": written(b"PK\x03\x04" + bytes(range(256))),
    "encoding": break_encoding,
    "bom": break_bom,
    "line-ends": break_line_ends,
    "cut-short": break_last_line,
    "quoting": break_quoting,
    "delimiter": break_delimiter,
    "header": break_header,
    "missing-column": break_missing_column,
    "extra-column": headed("colour"),
    "repeated-column": headed("note"),
    "row-length": break_row_length,
    "blank-row": break_blank_row,
    "type": cell("events", "differs", "maybe"),
    "required": cell("events", "title_en", ""),
    "vocabulary": cell("layer_info", "kind", "club"),
    "form": cell("events", "footnote", "nine"),
    "limit": cell("official_counts", "count", "-1"),
    "duplicate": break_duplicate,
    "reference": cell("layers", "layer", "NOWHERE"),
    "schema": break_schema,
}


def test_every_rule_of_files_and_schema_is_broken_below():
    assert set(BROKEN) == {*FILE_RULES, *SCHEMA_RULES}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_rule_broken_alone_is_reported_alone_with_its_place(copy, rule):
    place = BROKEN[rule](copy)
    problems = schema.check(copy)
    assert places(problems) == [(rule, *place)]
    assert problems[0].remedy
    assert "{" not in problems[0].remedy
    assert problems[0].level == {**FILE_RULES, **SCHEMA_RULES}[rule].level


# --- every problem, in one run, on one line ---


def test_every_broken_cell_is_reported_with_file_line_and_column_in_one_run(copy):
    edit(copy / "treaties.csv", 3, "signed", "25.12.2013")
    edit(copy / "treaties.csv", 5, "status", "agreed")
    edit(copy / "treaties.csv", 6, "party_b", "India")
    edit(copy / "sources.csv", 4, "stance", "maybe")
    places = {(p.file, p.line, p.column) for p in schema.check(copy)}
    assert places == {
        ("treaties.csv", 3, "signed"),
        ("treaties.csv", 5, "status"),
        ("treaties.csv", 6, "party_b"),
        ("sources.csv", 4, "stance"),
    }


def test_more_problems_than_a_thousand_are_all_reported(copy):
    table = Table(copy, "events")
    first = len(table.rows)
    for number in range(1500):
        row = list(table.rows[1])
        row[0] = f"wrong {number}"
        table.rows.append(row)
    table.save()
    problems = [p for p in schema.check(copy) if p.rule == "form"]
    assert [p.line for p in problems] == [first + 1 + n for n in range(1500)]


def test_a_line_is_counted_as_in_the_file(copy):
    table = Table(copy, "events")
    table.rows.insert(2, [])
    table.edit(2, note="two\nlines")
    line = len(table.path.read_text(encoding="utf-8").splitlines())
    table.edit(len(table.rows), footnote="nine")
    assert places(schema.check(copy)) == [
        ("control-character", "events.csv", 2, "note"),
        ("blank-row", "events.csv", 4, ""),
        ("form", "events.csv", line, "footnote"),
    ]


def test_a_key_used_twice_names_the_line_of_the_first(copy):
    Table(copy, "events").append(4)
    (problem,) = schema.check(copy)
    assert "row of line 4" in problem.message


def test_a_word_outside_the_vocabulary_is_answered_with_the_vocabulary(copy):
    edit(copy / "layer_info.csv", 4, "completeness", "half")
    (problem,) = schema.check(copy)
    assert problem.message == "'half' is not in the vocabulary"
    assert problem.remedy == "use one of: complete, partial, unknown"


def test_a_claim_about_no_treaty_names_the_table_it_should_be_in(copy):
    table = Table(copy, "sources")
    line = table.append(4, id="RUS-XXX-2010/signed/9", treaty="RUS-XXX-2010")
    (problem,) = schema.check(copy)
    assert places([problem]) == [("reference", "sources.csv", line, "treaty")]
    assert problem.message == "'RUS-XXX-2010' is no id of treaties.csv"


def test_a_problem_is_one_line_with_escapes_and_a_cut_value(copy):
    edit(copy / "events.csv", 4, "footnote", "\x1b[31m\n\u202e" + "x" * 500)
    problems = schema.check(copy)
    assert problems
    for problem in problems:
        text = str(problem)
        assert text.isprintable()
        assert "\\x1b" in text
        assert "x" * 61 not in text


def test_columns_of_hostile_names_are_shown_safely(copy):
    headed("\x1b[31m" + "y" * 300)(copy)
    (problem,) = schema.check(copy)
    assert problem.rule == "extra-column"
    assert str(problem).isprintable()
    assert len(str(problem)) < 300


# --- encodings ---


@pytest.mark.parametrize(
    ("text", "encoding", "guess"),
    [
        ("Первый заместитель секретаря", "cp1251", "Windows-1251"),
        ("São Tomé, Nürnberg, déjà vu", "cp1252", "Windows-1252"),
        ("Первый заместитель", "utf-16", "UTF-16"),
        ("no letter that is not ASCII", "utf-16-le", "UTF-16"),
        ("no letter that is not ASCII", "utf-16-be", "UTF-16"),
    ],
)
def test_another_encoding_is_guessed_and_the_rest_still_checked(
    copy, text, encoding, guess
):
    table = Table(copy, "official_counts")
    table.edit(2, speaker=text)
    table.edit(3, date="2021-02-30")
    # Without the Russian columns, which not every encoding could write.
    columns = [i for i, c in enumerate(table.rows[0]) if not c.endswith("_ru")]
    table.rows = [[row[i] for i in columns] for row in table.rows]
    table.save()
    content = table.path.read_text(encoding="utf-8")
    table.path.write_bytes(content.encode(encoding))
    first, second = schema.check(copy)
    assert (first.rule, first.file) == ("encoding", COUNTS)
    assert guess in first.message
    assert "UTF-8" in first.remedy
    assert places([second]) == [("calendar-day", COUNTS, 3, "date")]


def test_damaged_bytes_among_utf_8_are_told_from_another_encoding(copy):
    path = copy / "events.csv"
    lines = path.read_bytes().split(b"\n")
    lines[4] = lines[4] + b"\xff"
    path.write_bytes(b"\n".join(lines))
    (problem,) = schema.check(copy)
    assert (problem.rule, problem.line) == ("encoding", 5)
    assert "damaged" in problem.message


def test_bytes_that_are_no_text_are_a_problem_and_no_exception(copy):
    path = copy / "treaties.csv"
    path.write_bytes(path.read_bytes()[:3000] + b"\xff\xfe\xe9" * 50)
    assert "treaties.csv" in {p.file for p in schema.check(copy)}


def test_random_bytes_never_raise(copy):
    dice = random.Random(3)
    files = sorted(path.name for path in copy.iterdir())
    count = 0
    for number in range(25):
        name = dice.choice(files)
        whole = (storage.DATA / name).read_bytes()
        data = bytearray(whole[: dice.randrange(len(whole))])
        for _ in range(dice.choice((0, 1, 5, 50))):
            if data:
                data[dice.randrange(len(data))] = dice.randrange(256)
        if number % 5 == 0:
            data = bytearray(dice.randbytes(dice.randrange(2000)))
        (copy / name).write_bytes(bytes(data))
        for problem in schema.check(copy):
            assert str(problem).isprintable(), (number, name)
            count += 1
        shutil.copy(storage.DATA / name, copy)
    assert count > 25


# --- the descriptor ---


@pytest.mark.parametrize("name", ["treaties.csv", "sources.csv"])
def test_a_missing_table_is_a_problem_that_names_it(copy, name):
    (copy / name).unlink()
    assert places(schema.check(copy)) == [("missing-file", name, None, "")]


def test_a_missing_descriptor_is_a_problem(copy):
    (copy / "datapackage.json").unlink()
    (problem,) = schema.check(copy)
    text = str(problem)
    assert text.startswith("datapackage.json: [package] the file is missing -> ")


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "3", "null", '{"resources": 1}', "{}", '{"resources": []}'),
        *('{"resources": [1, null]}', "[" * 100_000, '{"resources": null}'),
        '{"resources": [{"name": "treaties"}]}',
        '{"resources": [{"name": "treaties", "path": 3, "schema": 4}]}',
        '{"resources": [{"name": "treaties", "path": "/etc/passwd"}]}',
        '{"resources": [{"name": "treaties", "path": "a\\u0000b"}]}',
    ],
)
def test_a_damaged_descriptor_is_a_problem_and_no_exception(copy, text):
    (copy / "datapackage.json").write_text(text, encoding="utf-8")
    problems = schema.check(copy)
    assert problems
    assert {p.file for p in problems} == {"datapackage.json"}


@pytest.mark.parametrize(
    "fault",
    [
        *("https://example.org/schema.json", {}, {"fields": []}, {"fields": "id"}),
        *({"fields": [3]}, {"fields": [{"name": 3}]}),
        {"fields": [{"name": "id", "type": "wobble"}]},
        {"fields": [{"name": "id", "constraints": 3}]},
        {"fields": [{"name": "id"}], "primaryKey": 3},
        {"fields": [{"name": "id"}], "foreignKeys": [{"fields": "id"}]},
        {"fields": [{"name": "id"}], "primaryKey": ["zz"]},
    ],
)
def test_a_schema_of_the_users_own_may_be_wrong_in_any_way(copy, fault):
    described(copy, lambda m: resource(m, "official-counts").update(schema=fault))
    problems = schema.check(copy)
    assert {"package", "schema"} & {p.rule for p in problems}


def test_damage_to_the_atlas_own_descriptor_is_no_exception(copy, monkeypatch):
    monkeypatch.setattr(schema, "SHIPPED", copy / "datapackage.json")
    for text in ("", '{"resources": [{"name": "events"}]}'):
        (copy / "datapackage.json").write_text(text, encoding="utf-8")
        assert "package" in {p.rule for p in schema.check(copy)}


def test_a_row_cut_short_is_told_once(copy):
    with (copy / "events.csv").open("a", encoding="utf-8") as file:
        file.write("EV-98,2024\n")
    assert [p.rule for p in schema.check(copy)] == ["row-length"]


PLACES = {"treaties.csv": (4, 5), "events.csv": (3, 4)}


def test_problems_come_by_table_and_line(copy):
    edit(copy / "events.csv", 4, "footnote", "nine")
    edit(copy / "events.csv", 3, "date", "2024-02-30")
    edit(copy / "treaties.csv", 5, "notes", "=cmd()")
    edit(copy / "treaties.csv", 4, "title_original_lang", "english")
    places = [(p.file, p.line) for p in schema.check(copy)]
    assert places == [(f, n) for f, lines in PLACES.items() for n in lines]


def test_a_resource_named_twice_is_a_problem(copy):
    described(copy, lambda m: m["resources"].append(dict(resource(m, "events"))))
    (problem,) = schema.check(copy)
    assert "two resources are named 'events'" in problem.message


# --- a user's own package ---


@pytest.fixture
def own(tmp_path) -> Path:
    """Two tables and no schema: the atlas's own schema counts."""
    for name in ("treaties.csv", "sources.csv"):
        shutil.copy(storage.DATA / name, tmp_path)
    resources = [{"name": n, "path": f"{n}.csv"} for n in ("treaties", "sources")]
    resources.append({"name": "recipes", "path": "recipes.csv"})
    meta = {"version": "1", "as_of": "2026-01-01", "resources": resources}
    (tmp_path / "datapackage.json").write_text(json.dumps(meta), encoding="utf-8")
    return tmp_path


def test_an_own_package_is_checked_for_what_it_has(own):
    assert schema.check(own) == []
    table = Table(own, "treaties")
    table.edit(3, status="agreed")
    assert places(schema.check(own)) == [("vocabulary", "treaties.csv", 3, "status")]


def test_claims_without_their_treaties_are_checked_alone(own):
    described(own, lambda m: m["resources"].pop(0))
    assert schema.check(own) == []


def test_what_an_own_package_lacks_is_said(own, capsys):
    assert main.run(["check", str(own)]) == 0
    text = capsys.readouterr().out
    assert "not checked: layer-info, layers, events, other-treaties" in text
    assert "no table of the atlas, not checked: recipes" in text


# --- the command ---


def test_the_command_sums_up_a_clean_package_and_what_is_unknown(capsys, package):
    assert main.run(["check"]) == 0
    texts = capsys.readouterr().out.splitlines()
    rows = len(package.treaties)
    unknown = sum(t.in_force is None for t in package.treaties)
    assert f"treaties.csv: {rows} rows" in texts
    assert f"{len(package.partners())} countries, {rows} instruments" in texts
    assert f"in_force unknown for {unknown} of {rows}" in texts


def test_the_command_ends_with_one_on_an_error_and_lists_it(copy, capsys):
    edit(copy / "events.csv", 4, "footnote", "nine")
    assert main.run(["check", str(copy)]) == 1
    text = capsys.readouterr().out
    assert "events.csv line 4, footnote: [form] 'nine' is not" in text
    assert "1 problem, 0 warnings\n" in text


def test_the_command_ends_well_on_a_warning_and_lists_it(copy, capsys):
    edit(copy / "events.csv", 4, "note", "=cmd()")
    assert main.run(["check", str(copy)]) == 0
    assert "events.csv line 4, note: [formula, warning]" in capsys.readouterr().out


def test_the_command_names_a_folder_that_holds_no_package(tmp_path, capsys):
    assert main.run(["check", str(tmp_path / "nowhere")]) == 1
    assert "datapackage.json: [package]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (
            Problem("t.csv", 3, "signed", "type", "bad"),
            "t.csv line 3, signed: [type] bad",
        ),
        (Problem("t.csv", 3, "", "row", "bad"), "t.csv line 3: [row] bad"),
        (
            Problem("t.csv", None, "", "file", "bad", "do so"),
            "t.csv: [file] bad -> do so",
        ),
        (
            Problem("t.csv", 3, "", "row", "bad", level="warning"),
            "t.csv line 3: [row, warning] bad",
        ),
    ],
)
def test_a_problem_reads_place_rule_message_remedy(problem, text):
    assert str(problem) == text

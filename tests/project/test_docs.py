"""The documents name what there is, and nothing that is not: flags, classes, columns,
views, addresses, commands, files, one version."""

from __future__ import annotations

import ast
import csv
import json
import re
import shutil
import tomllib
from itertools import takewhile
from pathlib import Path

import click
import pytest
import yaml

from geo import storage
from geo.app import endpoints, figure_form
from geo.cli import main
from geo.export import catalogue
from geo.model import view
from geo.presentation import citations, colours, strings
from geo.storage import ROOT
from geo.tables import load, schema

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "data").rglob("*.md"),
        *(ROOT / "deploy").glob("*.md"),
        *(ROOT / "benchmarks").glob("*.md"),
    )
}
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
COMMANDS = main.commands()
FLAGS = {
    flag
    for command in COMMANDS.values()
    for param in command.params
    if isinstance(param, click.Option)
    for flag in (*param.opts, *param.secondary_opts)
    if flag.startswith("--")
} - {"--output"}  # told by its short name, -o
#: Flags of other programs that a document of ours names.
OTHERS = {"--build", "--build-arg", "--cache", "--help", "--only", "--quick", "--rm"}
OTHERS |= {"--read-only", "--tmpfs", "--server", "--entrypoint"}


#: What a document says of the project, in its code.
COMMAND = r"python -m geo ([a-z]+)"
COMMAND_LINE = r"python -m geo ([a-z]+ [^`\n|#]*)"
FLAG = r"(?<![\w-])--[a-z][a-z-]*"
TARGET = r"(?:^|[`\s])make ([a-z-]+)"
NAMED_FILE = r"`((?:tests|geo|deploy|assets|benchmarks)/[\w./-]+)`"


def code(text: str) -> str:
    """What a document prints as code."""
    return "\n".join(CODE.findall(text))


def local_links(text: str) -> list[str]:
    """The targets of links that stay within the project."""
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    return [target for target in targets if not re.match(r"[a-z]+:|#", target)]


def table(text: str, head: str) -> list[list[str]]:
    """The cells of the Markdown table under a head."""
    lines = text[text.index(head) :].splitlines()[2:]
    rows = takewhile(lambda line: line.startswith("|"), lines)
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


# --- the command line ---


@pytest.mark.parametrize("name", [n for n, c in COMMANDS.items() if not c.hidden])
def test_every_command_is_in_the_readme(name):
    assert f"python -m geo {name}" in README


@pytest.mark.parametrize("flag", sorted(FLAGS))
def test_every_flag_is_in_the_readme(flag):
    assert re.search(rf"{flag}(?![\w-])", code(README)), flag


def test_what_is_looked_for_in_the_documents_is_there():
    """The tests below hold nothing where a pattern matches in no document."""
    codes = "\n".join(code(text) for text in DOCUMENTS.values())
    for pattern in (COMMAND, FLAG, COMMAND_LINE, TARGET, NAMED_FILE):
        assert len(re.findall(pattern, codes)) > 3, pattern
    assert len(local_links("\n".join(DOCUMENTS.values()))) > 20


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_and_flag_that_is_named_exists(name):
    text = code(DOCUMENTS[name])
    assert set(re.findall(COMMAND, text)) <= set(COMMANDS)
    names = set(re.findall(FLAG, text))
    assert names <= FLAGS | OTHERS, names - FLAGS - OTHERS


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_command_line_in_a_document_is_one_the_program_takes(name):
    lines = re.findall(COMMAND_LINE, code(DOCUMENTS[name]))
    for line in lines:
        command, *arguments = line.split()
        if any(word in line for word in ("...", "[", "FILE", "FOLDER")):
            continue
        params = COMMANDS[command].params
        flags = {f for p in params for f in (*p.opts, *p.secondary_opts)}
        flags_named = {a for a in arguments if a.startswith("-")}
        assert flags_named <= flags, (name, line)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_target_of_make_that_is_named_exists(name):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    names = set(re.findall(TARGET, code(DOCUMENTS[name])))
    assert names <= targets, names - targets


def test_every_target_of_make_is_documented():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"\.PHONY: ((?:.*\\\n)*.*)", makefile)[1]
    targets = set(phony.replace("\\", "").split())
    documentation = "\n".join(code(text) for text in DOCUMENTS.values())
    missing = {t for t in targets if not re.search(rf"make {t}\b", documentation)}
    assert not missing


def test_the_oldest_python_is_the_same_everywhere():
    oldest = re.search(r"Needed: Python (3\.\d+) or newer", README)[1]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"sys.version_info < ({oldest.replace('.', ', ')})" in makefile
    assert f"--python-version {oldest} " in makefile
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["tool"]["ruff"]["target-version"] == "py" + oldest.replace(".", "")


# --- the view ---


def test_the_table_of_flags_is_that_of_the_fields_of_a_view():
    rows = table(README, "| flag | values |")
    fields = {re.match(r"`--([a-z]+)`", row[0])[1] for row in rows}
    assert fields == set(view.FIELDS)


@pytest.mark.parametrize(
    ("flag", "values"),
    [
        ("basis", [b.value for b in view.Basis]),
        ("preset", [*view.PRESETS, "latest"]),
        ("colour", view.COLOURS),
        ("borders", view.BORDERS),
        ("former", view.FORMER),
        ("lang", view.LANGUAGES),
    ],
)
def test_the_values_of_a_flag_are_all_told_and_no_others(flag, values):
    rows = dict(table(README, "| flag | values |"))
    (row,) = [text for name, text in rows.items() if f"--{flag}" in name]
    assert set(re.findall(r"`([\w-]+)`", row)) == set(values)


# --- what a map says ---


def test_every_class_is_told_with_its_label_and_meaning():
    rows_of_table = table(README, "| class | in the legend | means |")
    expected = [
        [f"`{key.value}`", look.label("en"), look.meaning("en")]
        for key, look in colours.CLASSES.items()
    ]
    assert rows_of_table == expected


def test_every_view_of_the_app_is_told_by_its_name():
    names = [key for key in strings.all_keys() if key.startswith("nav.")]
    titles = {strings.word(key, "en") for key in names}
    assert {row[0] for row in table(README, "| view | what it is for |")} == titles
    app = ast.parse((ROOT / "geo/app/main.py").read_text(encoding="utf-8"))
    (views,) = [
        node.value
        for node in app.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "VIEWS"
    ]
    assert {f"nav.{key.value}" for key in views.keys} == set(names)


def test_the_kinds_of_figures_the_readme_promises_are_those_of_the_app():
    text = dict(table(README, "| view | what it is for |"))["Figures"]
    kinds = re.findall("life-lines|multiples|difference|GIF|WebP", text)
    word_of_kind = {"lifelines": "life-lines", "gif": "GIF", "webp": "WebP"}
    assert kinds == [word_of_kind.get(kind, kind) for kind in figure_form.KINDS[1:]]


def test_every_address_beside_the_app_is_told_and_no_other():
    addresses = set(re.findall(r"`(/[a-z]+(?:\.[a-z]+)?)`", README))
    assert addresses == {*endpoints.PRODUCTS, endpoints.HEALTH}


def test_every_format_of_the_data_is_told():
    for kind in catalogue.DATA:
        assert re.search(rf"\.{kind}\b", code(README)), kind


# --- the data package ---

PACKAGE = json.loads(schema.SHIPPED.read_text(encoding="utf-8"))


@pytest.mark.parametrize("resource", PACKAGE["resources"], ids=lambda r: r["name"])
def test_every_column_is_described_and_every_described_column_is_there(resource):
    with (storage.DATA / resource["path"]).open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    fields = resource["schema"]["fields"]
    assert [field["name"] for field in fields] == header
    assert all(len(field["description"]) > 8 for field in fields)


def test_every_table_is_told_in_the_readme_of_the_data():
    rows = table(DOCUMENTS["data/README.md"], "| table | one row is |")
    names = {name for row in rows for name in re.findall(r"`([\w]+\.csv)`", row[0])}
    assert names == {r["path"] for r in PACKAGE["resources"]}


def test_every_confidence_is_told():
    rows = table(DOCUMENTS["data/README.md"], "| confidence | as a rule |")
    fields = {f["name"]: f for r in PACKAGE["resources"] for f in r["schema"]["fields"]}
    levels = fields["confidence_signed"]["constraints"]["enum"]
    assert {row[0] for row in rows} == set(levels)


# --- the documents themselves ---


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_link_within_the_project_leads_somewhere(name):
    here = (ROOT / name).parent
    for target in local_links(DOCUMENTS[name]):
        assert (here / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_file_that_is_named_is_there(name):
    for path in re.findall(NAMED_FILE, DOCUMENTS[name]):
        assert (ROOT / path).exists(), path


def test_the_forms_for_an_issue_can_be_read_and_ask_for_a_source():
    folder = ROOT / ".github" / "ISSUE_TEMPLATE"
    for form in ("fact-wrong.yml", "treaty-missing.yml"):
        form_data = yaml.safe_load((folder / form).read_text(encoding="utf-8"))
        assert {"name", "description", "body"} <= set(form_data)
        parts = {part["id"]: part for part in form_data["body"] if "id" in part}
        (source,) = [part for name, part in parts.items() if name.startswith("source")]
        assert source["validations"]["required"]


def test_the_hooks_run_what_the_project_has():
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    paths = []
    for repository in yaml.safe_load(text)["repos"]:
        assert repository["repo"] == "local"  # the versions of requirements.txt
        for hook in repository["hooks"]:
            program = Path(hook["entry"].split()[0]).name
            assert program in ("ruff", "python")
            paths += re.findall(r"tests/[\w/]+\.py", hook["entry"])
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_one_version_is_named_everywhere():
    version = PACKAGE["version"]
    assert load.load_package().version == version
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cff["version"] == version
    documentation = "".join(DOCUMENTS.values())
    versions = re.findall(r"[Dd]ata\s+version\s+(\d+\.\d+\.\d+)", documentation)
    assert versions and set(versions) == {version}
    newest = re.search(r"^## (\S+)", DOCUMENTS["data/CHANGELOG.md"], re.MULTILINE)[1]
    assert newest in (version, "Unreleased")
    for name in ("compose.yaml", "kubernetes.yaml"):
        text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
        assert set(re.findall(r"treaty-atlas:([\d.]+)", text)) == {version}


def test_the_citation_of_the_readme_is_the_one_the_program_gives():
    citation = " ".join(citations.text(load.load_package(), "en").split())
    for name in ("README.md", "data/README.md"):
        text = " ".join(DOCUMENTS[name].replace("*", "").split())
        assert citation.rstrip(".") in text, citation


def test_the_tools_read_the_settings_there_are():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["tool"]["pytest"]["ini_options"]["filterwarnings"] == ["error"]
    assert "S" in settings["tool"]["ruff"]["lint"]["select"]


# --- the five-minute path ---


def test_the_example_of_a_new_treaty_holds_when_it_is_followed(tmp_path, capsys):
    """CONTRIBUTING's rows, added to a copy of the data as it says."""
    copy = tmp_path / "data"
    shutil.copytree(storage.DATA, copy)
    text = DOCUMENTS["CONTRIBUTING.md"]
    blocks = re.findall(r"```csv\n(.*?)```", text, re.DOTALL)
    for name, rows in zip(("treaties.csv", "sources.csv"), blocks, strict=True):
        assert text.index(f"`{name}`") < text.index(rows)
        rows = re.sub(r"^ +", "", rows, flags=re.MULTILINE)
        with (copy / name).open("a", encoding="utf-8", newline="") as file:
            file.write(rows)
    assert main.run(["check", str(copy)]) == 0, capsys.readouterr().out
    package = load.load_package(copy)
    assert len(package.treaties) == len(load.load_package().treaties) + 1
    (treaty,) = [t for t in package.treaties if "AND" in (t.party_a, t.party_b)]
    assert treaty.signed and treaty.sources

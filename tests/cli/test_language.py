"""``--lang`` answers in its language: what is said, and what is refused."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from geo.cli import main, user_table
from geo.figures.sizes import SIZES
from geo.model import languages
from geo.model.languages import LANGUAGES
from geo.model.view import BORDERS, COLOURS, NO_FOCUS
from geo.storage import DATA, ROOT

#: What stays as it is in any language: flags, paths, codes, what is quoted.
_KEPT = re.compile(
    r"https?://[\w./-]+|--[\w-]+|[\w./-]*[./][\w./-]+|\[[\w-]+\]|\b[A-Z]{2,}\b|«[^»]*»|'[^']*'|UTF-8"
)
#: Words that a reader types or finds in a file: commands, columns, choices.
_NAMES = {
    *main.COMMANDS,
    *user_table.FIELDS,
    *COLOURS,
    *BORDERS,
    NO_FOCUS,
    "python",
    "geo",
}
_NAMES |= {part for size in SIZES for part in size.split("-")}
_PACKAGE = json.loads((DATA / "datapackage.json").read_text("utf-8"))
_NAMES |= {f["name"] for r in _PACKAGE["resources"] for f in r["schema"]["fields"]}


def untranslated(text: str) -> list[str]:
    """The words in Latin letters that are no names."""
    words = re.findall(r"[A-Za-z][A-Za-z_]{2,}", _KEPT.sub("", text))
    return [word for word in words if word not in _NAMES]


def said(arguments: list[str], capsys) -> str:
    assert main.run(arguments) == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["page", "-o", "map.html", "--years", "abc"],
        ["page", "-o", "map.html", "--years", "2016-2010"],
        ["page", "-o", "map.html", "--preset", "chapter", "--years", "2010"],
        ["page", "-o", "a.b/map.html"],
        ["page", "-o", "map.html", "--table", "nothing.csv"],
        ["page", "-o", "map.html", "--day-first"],
        ["page", "-o", "map.html", "--colour", "pink"],
        ["page"],
        ["page", "-o", "map.html", "--nix"],
        ["page", "-o"],
        ["pagee"],
        ["page", "-o", "map.html", "--languages", "tlh"],
        ["page", "-o", "map.html", "--base-url", "nix"],
        ["page", "-o", "map.html", "--focus", "Vietnamm"],
        ["page", "-o", "map.html", "--focus", "Korea"],
        ["page", "-o", "map.html", "--focus", "USSR"],
        ["page", "-o", "map.html", "--country", "NATO"],
        ["data", "-o", "data.xyz"],
        ["data", "-o", "data.zip", "--years", "2010"],
        ["data", "-o", "edges.csv", "--directed"],
        ["template", "-o", "template.xlsx"],
        ["check", "-o", "problems.csv"],
        ["compare", "one.csv", "two.csv"],
        ["compare", "atlas", "atlas", "--url", "nix"],
        ["verify", "nothing.png"],
        ["site", "no/such"],
        ["site", "map", "--base-url", "nix"],
        ["figure", "-o", "map.png", "--size", "2"],
        ["figure", "-o", "map.png", "--size", "9x9"],
        ["figure", "-o", "map.png", "--dpi", "9"],
        ["figure", "-o", "map.png", "--dpi", "nix"],
        ["figure", "-o", "map.png", "--size", "1000x1000", "--dpi", "1200"],
        ["frames", "-o", "map.png", "--years", "nix"],
        ["frames", "-o", "map.png", "--years", "2016-2010"],
        ["frames", "-o", "map.png", "--years", "1900,2010"],
        ["frames", "-o", "map.gif", "--seconds", "0.01"],
        ["figure", "-o", "map.svg", "--small"],
        ["frames", "-o", "years.png", "--sort", "date"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("place", ["first", "last", "="])
def test_a_refusal_is_in_the_language_asked_for(arguments, place, capsys, in_folder):
    command, *rest = arguments
    flag = ["--lang=ru"] if place == "=" else ["--lang", "ru"]
    if place == "last" and rest == ["-o"]:
        return  # what follows -o is its value
    given = [command, *flag, *rest] if place != "last" else [command, *rest, *flag]
    message = said(given, capsys)
    assert message.startswith("Ошибка: ")
    assert message.count("\n") == 1
    assert untranslated(message) == [], message
    assert said(arguments, capsys).startswith("Error: ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_that_is_refused_says_why_in_the_language_asked_for(
    lang, capsys, in_folder
):
    Path("empty.csv").write_bytes(b"")
    message = said(
        ["page", "--lang", lang, "--table", "empty.csv", "-o", "map.html"], capsys
    )
    assert languages.word("refused.empty", lang) in message
    assert message.startswith(languages.word("cli.error", lang))


@pytest.fixture
def in_folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("key", "flags"),
    [
        ("no_day", ["--as-of", "x"]),
        ("no_equals", ["--column", "x"]),
        ("orders", ["--day-first", "--month-first"]),
    ],
)
def test_a_flag_of_a_table_is_refused_in_every_language(
    key, flags, lang, capsys, in_folder
):
    Path("own.csv").write_text("a,b,signed\nCuba,Brazil,2010\n", encoding="utf-8")
    asked = ["page", "--lang", lang, "--table", "own.csv", "-o", "map.html", *flags]
    message = said(asked, capsys)
    # What stands between the places of the sentence, word for word.
    sentence = languages.word(f"cli.{key}", lang)
    parts = [part for part in re.split(r"\{\w+\}", sentence) if part.strip()]
    assert all(part in message for part in parts)
    assert "\\u200e" not in message


#: Commands as they are used, run one after another in one folder; what ends otherwise
#: than with 0 says so.
_TABLE = """party_a,party_b,signed
Cuba,Brazil,2010
Chile,Nowhere,2011
Cuba,Brazil,05/04/2010
"""
_USES: dict[str, tuple[int, list[str]]] = {
    "data": (0, ["data", "-o", "data.json"]),
    "verify": (0, ["verify", "data.json"]),
    "page": (0, ["page", "-o", "map.html"]),
    "template": (0, ["template", "-o", "template.csv"]),
    "own": (0, ["data", "--table", "own.csv", "-o", "own.geojson"]),
    "own-other": (2, ["verify", "own.geojson"]),
    "check": (0, ["check"]),
    "check-own": (1, ["check", "--table", "own.csv", "-o", "problems.csv"]),
    "compare": (1, ["compare", "own.csv", "two.csv", "--anyway"]),
    "cite": (0, ["cite"]),
}


@pytest.fixture(scope="module")
def used(tmp_path_factory):
    """What each use says in Arabic."""
    folder = tmp_path_factory.mktemp("used")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        Path("own.csv").write_text(_TABLE, encoding="utf-8")
        Path("two.csv").write_text(_TABLE.replace("05/04/2010", "2009"), "utf-8")
        yield


@pytest.mark.parametrize("use", _USES)
def test_a_command_speaks_the_language_asked_for(use, used, capsys):
    code, arguments = _USES[use]
    assert main.run([*arguments, "--lang", "ar"]) == code
    said = "".join(capsys.readouterr())
    assert said.strip()
    known = ("Treaty", "Natural Earth", "CSV", "JSON")
    assert [w for w in untranslated(said) if w not in known] == [], said


#: Calls whose words are no sentences: click's own help, which is English like the
#: flags it explains, and names of things.
_NOT_SAID = {"option", "argument", "command", "group", "Choice", "_field", "_target"}
_NOT_SAID |= {"base_url", "compile", "import_module", "getattr"}


def sentences(path: Path) -> list[str]:
    """The texts of a module that read like words of a sentence."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left_out: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in _NOT_SAID:
                left_out |= set(ast.walk(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            left_out.add(node.value)  # a docstring
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in left_out
        and re.search(r"[A-Za-z]{2,},? [a-z]{2,}|[a-z]: |^[A-Z][a-z]+ ", node.value)
    ]


#: Texts with a space that are no sentences: the column of a file that is always in
#: English, a command to type, a name among the words of the data.
_WRITTEN = {
    "links.py": {
        *("no answer", "not tried"),
        "treaty-atlas link check (one request per page)",
    },
    # What the list of commands says of each, in the help.
    "main.py": {says for _, says in main.COMMANDS.values()},
    "extras.py": {"pip install 'treaty-atlas["},
    "report.py": {"--focus CODE", "--focus none", "--column signed=HEADER"},
    "usage.py": {" is not one of "},
}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "geo/cli").glob("*.py")), ids=lambda path: path.name
)
def test_no_sentence_of_the_command_line_stands_outside_the_strings(path):
    written = _WRITTEN.get(path.name, ())
    assert [text for text in sentences(path) if text not in written] == []


def test_a_sentence_outside_the_strings_would_be_seen(tmp_path):
    module = tmp_path / "m.py"
    module.write_text('"""Doc of it."""\nprint(f"{1} rows were read")\nx = "sheet "\n')
    assert sentences(module) == [" rows were read"]

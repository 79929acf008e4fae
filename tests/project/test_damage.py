"""A damaged file of the data is refused everywhere in one sentence, and never drawn.

Every file that the atlas reads, damaged in every way, asked for by every host.
"""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo import storage
from geo.app import endpoints
from geo.app.endpoints import Refused
from geo.cli import main
from geo.model import boundaries, countries, country_codes, name_lists
from geo.model.data_rows import BadData
from geo.model.languages import ON_A_PAGE
from geo.presentation import strings
from geo.storage import ROOT
from geo.tables import load
from geo.tables.user import isolated, read, recipes
from tests.helpers.visits import one_look_at_the_packages  # noqa: F401

_DESCRIBED = json.loads((storage.DATA / load.DESCRIPTOR).read_text(encoding="utf-8"))
PACKAGE = [load.DESCRIPTOR, *(r["path"] for r in _DESCRIBED["resources"])]

#: The commands that need the data package.
COMMANDS = {
    "data": ["data", "-o", "treaties.csv"],
    "page": ["page", "-o", "map.html"],
    "figure": ["figure", "-o", "map.png"],
    "frames": ["frames", "-o", "years.png"],
    "site": ["site", "public"],
    "cite": ["cite"],
    "gaps": ["gaps"],
}

#: A sound table: what is read beside it is damaged.
_TABLE = str(ROOT / "tests/cases/b01_drawn.csv")
_WITH_A_TABLE = ["page", "--table", _TABLE, "-o", "map.html"]
_DOCUMENTS = [
    f"{stem}{lang}.md"
    for stem in ("README", "gaps", "searched", "CHANGELOG", "boundaries/SOURCES")
    for lang in ("", ".ru")
]

#: What else the atlas reads, and the commands that need it.
OTHERS = {
    "boundaries/world.topo.json": ["page", "--country", "CUB", "-o", "map.html"],
    "boundaries/world_print.topo.json": ["figure", "-o", "map.png"],
    "boundaries/units.csv": ["page", "-o", "map.html"],
    "boundaries/names.csv": ["data", "-o", "treaties.csv"],
    "names/index.csv": ["data", "--focus", "Allemagne", "-o", "treaties.csv"],
    "template.csv": ["template", "-o", "mine.csv"],
    "codes.csv": _WITH_A_TABLE,
    "names/spellings.csv": _WITH_A_TABLE,
    **{f"recipes/{name}.toml": _WITH_A_TABLE for name in recipes.NAMES},
    **{name: ["data", "-o", "package.zip"] for name in _DOCUMENTS},
    "names/SOURCES.md": ["data", "-o", "package.zip"],
}
#: Read for whatever is shown: the server is not fit to answer without them.
SHOWN = [*PACKAGE, "boundaries/world.topo.json", "boundaries/units.csv"]
SHOWN += ["boundaries/names.csv", "names/un.csv"]

#: A table has no map.
ALONE_ON_A_MAP = ("boundaries/world.topo.json", "boundaries/units.csv")

DAMAGE: dict[str, Callable[[bytes], bytes | None]] = {
    "missing": lambda whole: None,
    "empty": lambda whole: b"",
    "header only": lambda whole: whole.partition(b"\n")[0] + b"\n",
    "cut in the middle": lambda whole: whole[: len(whole) // 2],
    "binary": lambda whole: b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "zeros": lambda whole: bytes(len(whole)),
}
#: A header needs lines: a descriptor or a map is one object.
DAMAGES = [
    (name, how)
    for name in (*PACKAGE, *OTHERS)
    for how in DAMAGE
    if how != "header only" or name.endswith((".csv", ".md"))
]


#: Their caches hold files of assets/, none of which is damaged here.
_OF_ASSETS = ("geo.model.languages", "geo.presentation.strings")


def _caches() -> list:
    """Whatever a module of ours keeps of the data, once it is imported."""
    ours = [
        module
        for name, module in sys.modules.items()
        if name.startswith("geo.") and name not in _OF_ASSETS
    ]
    kept = [value for module in ours for value in vars(module).values()]
    return [value for value in kept if hasattr(value, "cache_clear")]


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """A copy of what the atlas reads."""
    copy = tmp_path_factory.mktemp("damage") / "data"
    shutil.copytree(storage.DATA, copy, ignore=shutil.ignore_patterns("*.py"))
    return copy


@pytest.fixture
def data(whole, monkeypatch, tmp_path) -> Iterator[Path]:
    """The copy as the data of this process; undamaged again at the end."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(load, "DATA", whole)
    monkeypatch.setattr(boundaries, "BOUNDARIES", whole / "boundaries")
    monkeypatch.setattr(countries, "NAMES", whole / "boundaries" / "names.csv")
    monkeypatch.setattr(countries, "UN_NAMES", whole / "names" / "un.csv")
    monkeypatch.setattr(countries, "ALIASES", whole / "aliases.csv")
    monkeypatch.setattr(country_codes, "CODES", whole / "codes.csv")
    monkeypatch.setattr(name_lists, "NAMES", whole / "names")
    monkeypatch.setattr(read, "TEMPLATE", whole / "template.csv")
    monkeypatch.setattr(recipes, "FOLDER", whole / "recipes")
    _forget()
    yield whole
    _forget()


def _forget() -> None:
    for function in _caches():
        function.cache_clear()


@pytest.fixture
def damage(data, request) -> Iterator[str]:
    """The name of a file that is damaged."""
    name, how = request.param
    path = data / name
    sound = path.read_bytes()
    content = DAMAGE[how](sound)
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    yield name
    path.write_bytes(sound)


def is_one_sentence(sentence: str, name: str) -> None:
    assert Path(name).name in sentence
    assert "Traceback" not in sentence
    assert sentence.strip().count("\n") == 0
    assert "check'" in sentence or "restore it" in sentence or "run '" in sentence


@pytest.mark.parametrize("damage", DAMAGES, indirect=True, ids=" ".join)
def test_every_command_refuses_a_damaged_file_in_one_sentence(damage, tmp_path, capsys):
    commands = [OTHERS[damage]] if damage in OTHERS else COMMANDS.values()
    for command in commands:
        assert main.run(command) == 2, command
        streams = capsys.readouterr()
        assert streams.out == ""
        assert streams.err.startswith("Error: ")
        is_one_sentence(streams.err, damage)
    assert list(tmp_path.iterdir()) == []


NEEDED = [(name, how) for name, how in DAMAGES if name in SHOWN]


@pytest.mark.parametrize("damage", NEEDED, indirect=True, ids=" ".join)
def test_no_address_answers_from_damaged_data(damage):
    answer = endpoints.health()
    assert answer.status == 503
    report = json.loads(answer.content)
    assert report["status"] == "damaged"
    is_one_sentence(report["reason"], damage)
    for path in ("/map.html", "/treaties.csv"):
        if path == "/treaties.csv" and damage in ALONE_ON_A_MAP:
            continue
        with pytest.raises((Refused, BadData)) as error:
            endpoints.ask(path, "").build()
        if isinstance(error.value, Refused):
            assert error.value.response.status == 503
        is_one_sentence(str(error.value), damage)


CUT = [(name, "cut in the middle") for name in SHOWN]


@pytest.mark.parametrize("damage", CUT, indirect=True, ids=" ".join)
def test_the_app_shows_the_sentence_and_nothing_else(damage):
    app = AppTest.from_file(str(storage.ROOT / "app.py"), default_timeout=20).run()
    assert not app.exception
    (error,) = app.error
    is_one_sentence(error.value.replace("\\", ""), damage)
    assert not app.title and not app.header


@pytest.mark.parametrize("damage", [("treaties.csv", "header only")], indirect=True)
def test_a_russian_reader_is_told_of_the_damage_in_russian(damage):
    app = AppTest.from_file(str(storage.ROOT / "app.py"), default_timeout=20)
    app.query_params["lang"] = "ru"
    (error,) = app.run().error
    text = error.value.replace("\\", "")
    assert text.startswith(
        "treaties.csv: в файле нет ни одной строки данных; запустите «"
    )
    assert json.loads(endpoints.health("ru").content)["reason"] == text
    with pytest.raises(Refused) as failure:
        endpoints.ask("/treaties.csv", "lang=ru")
    assert failure.value.response.content.decode().rstrip() == text


def test_what_is_shown_of_sound_data_is_one_state_with_one_hash(data):
    before = json.loads(endpoints.health().content)
    assert before["hash"] == load.load_package().digest
    path = data / "treaties.csv"
    sound = path.read_bytes()
    path.write_bytes(sound.replace(b"Cooperation", b"cooperation"))
    try:
        after = json.loads(endpoints.health().content)
    finally:
        path.write_bytes(sound)
    assert (before["version"], before["treaties"]) == (
        after["version"],
        after["treaties"],
    )
    assert before["hash"] != after["hash"]


def test_every_recipe_of_the_folder_is_known_by_name():
    assert {p.stem for p in recipes.FOLDER.glob("*.toml")} == set(recipes.NAMES)


@pytest.mark.parametrize("lang", ON_A_PAGE)
def test_what_a_parser_said_is_told_as_a_technical_detail(lang):
    """It is in English: a sentence of another language quotes it."""
    error = BadData.of(
        "csv", "check", file="x.csv", line=3, why="Expecting ',' delimiter"
    )
    said = error.text(lang)
    assert "Expecting ',' delimiter" in said
    if lang != "en":
        detail = strings.word("damaged.detail", lang, why="Expecting ',' delimiter")
        assert detail in said and detail[0] != "E"


def test_a_reader_whose_table_meets_a_damaged_atlas_is_not_told_that_the_file_is_bad(
    monkeypatch, capsysbinary
):
    job = b'{"name": "x.csv", "options": {}, "limits": {}}\n'
    monkeypatch.setattr(isolated, "_limit", lambda **_: None)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(job)))

    def damaged(*_: object, **__: object):
        raise BadData.of("absent", "restore", file="codes.csv")

    monkeypatch.setattr(isolated.user_read, "read", damaged)
    code = isolated.main()
    assert b"codes.csv" in capsysbinary.readouterr().out
    said = isolated._Child(b"", "x.csv", {})._why(code, "").refusal.text("en")
    assert "a file of the atlas itself is damaged" in said

"""A damaged file of the data is refused everywhere in one sentence, and never drawn.

Every file that the atlas reads, damaged in every way, asked for by every host.
"""

from __future__ import annotations

import json
import shutil
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
from geo.tables import load
from geo.tables.user import read

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

#: What else the atlas reads, and the commands that need it.
OTHERS = {
    "boundaries/world.topo.json": ["page", "--country", "CUB", "-o", "map.html"],
    "boundaries/world_print.topo.json": ["figure", "-o", "map.png"],
    "boundaries/units.csv": ["page", "-o", "map.html"],
    "boundaries/names.csv": ["data", "-o", "treaties.csv"],
    "names/index.csv": ["data", "--focus", "Allemagne", "-o", "treaties.csv"],
    "template.csv": ["template", "-o", "mine.csv"],
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
    if how != "header only" or name.endswith(".csv")
]

_CACHES = (
    *(countries._overrides, countries.aliases, countries.name, countries._index),
    countries._un_names,
    *(country_codes._rows, name_lists.other_languages),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """A copy of what the atlas reads."""
    copy = tmp_path_factory.mktemp("damage") / "data"
    shutil.copytree(
        storage.DATA, copy, ignore=shutil.ignore_patterns("*.py", "*wgs84*")
    )
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
    _forget()
    yield whole
    _forget()


def _forget() -> None:
    for cached in _CACHES:
        cached.cache_clear()


@pytest.fixture
def damaged(data, request) -> Iterator[str]:
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


def is_one_sentence(said: str, name: str) -> None:
    assert Path(name).name in said
    assert "Traceback" not in said
    assert said.strip().count("\n") == 0
    assert "check'" in said or "restore it" in said or "run '" in said


@pytest.mark.parametrize("damaged", DAMAGES, indirect=True, ids=" ".join)
def test_every_command_refuses_a_damaged_file_in_one_sentence(
    damaged, tmp_path, capsys
):
    commands = [OTHERS[damaged]] if damaged in OTHERS else COMMANDS.values()
    for command in commands:
        assert main.run(command) == 2, command
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith("Error: ")
        is_one_sentence(said.err, damaged)
    assert list(tmp_path.iterdir()) == []


NEEDED = [(name, how) for name, how in DAMAGES if name in SHOWN]


@pytest.mark.parametrize("damaged", NEEDED, indirect=True, ids=" ".join)
def test_no_address_answers_from_damaged_data(damaged):
    answer = endpoints.health()
    assert answer.status == 503
    said = json.loads(answer.content)
    assert said["status"] == "damaged"
    is_one_sentence(said["reason"], damaged)
    for path in ("/map.html", "/treaties.csv"):
        if path == "/treaties.csv" and damaged in ALONE_ON_A_MAP:
            continue
        with pytest.raises((Refused, BadData)) as caught:
            endpoints.ask(path, "").build()
        if isinstance(caught.value, Refused):
            assert caught.value.response.status == 503
        is_one_sentence(str(caught.value), damaged)


CUT = [(name, "cut in the middle") for name in SHOWN]


@pytest.mark.parametrize("damaged", CUT, indirect=True, ids=" ".join)
def test_the_app_shows_the_sentence_and_nothing_else(damaged):
    app = AppTest.from_file(str(storage.ROOT / "app.py"), default_timeout=20).run()
    assert not app.exception
    (error,) = app.error
    is_one_sentence(error.value.replace("\\", ""), damaged)
    assert not app.title and not app.subheader


@pytest.mark.parametrize("damaged", [("treaties.csv", "header only")], indirect=True)
def test_a_russian_reader_is_told_of_the_damage_in_russian(damaged):
    app = AppTest.from_file(str(storage.ROOT / "app.py"), default_timeout=20)
    app.query_params["lang"] = "ru"
    (error,) = app.run().error
    said = error.value.replace("\\", "")
    assert said.startswith(
        "treaties.csv: в файле нет ни одной строки данных; запустите «"
    )
    with pytest.raises(Refused) as refused:
        endpoints.ask("/treaties.csv", "lang=ru")
    assert refused.value.response.content.decode().rstrip() == said


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

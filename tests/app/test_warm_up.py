"""What is read while the server starts is what the first run would read."""

import shutil
from pathlib import Path

import pytest

from geo.app import warm_up
from geo.model import boundaries, languages
from geo.model.data_rows import BadData
from geo.storage import DATA
from geo.tables import load


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A copy of the data, of which no cache knows anything."""
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    monkeypatch.setattr(load, "DATA", copy)
    monkeypatch.setattr(boundaries, "BOUNDARIES", copy / "boundaries")
    return copy


def test_the_first_run_finds_what_was_read_at_the_start(folder, monkeypatch):
    warm_up.start().join(60)

    def unread(path: Path, *_: object, **__: object) -> None:
        if path.suffix in (".csv", ".topo.json", ".toml"):
            pytest.fail(f"{path} is read again")

    for name in ("open", "read_text", "read_bytes"):
        monkeypatch.setattr(Path, name, unread)
    assert load.load_package().treaties
    assert boundaries.load("world").units
    assert all(languages.strings(lang)["words"] for lang in languages.LANGUAGES)


def test_damaged_data_are_left_to_the_run_that_says_so(folder):
    (folder / "treaties.csv").write_text("", encoding="utf-8")
    warm_up.warm_up()
    with pytest.raises(BadData, match=r"treaties\.csv"):
        load.load_package()


def test_data_that_change_after_the_start_are_read_anew(folder):
    warm_up.warm_up()
    before = load.load_package()
    table = folder / "events.csv"
    table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert load.load_package() is not before

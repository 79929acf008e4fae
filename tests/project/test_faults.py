"""What goes wrong around a command: it works or says why, and leaves nothing half made.

A full disk, a folder one may not write to, a file cut short, an order to end, a clock
and a language from elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geo import storage
from geo.cli import main
from geo.model import boundaries, country_names
from geo.model.boundaries import BadBoundaries
from geo.storage import ROOT
from geo.tables import load, schema
from geo.tables.load import BadTable
from tests.helpers.commands import together

#: Every product, and the smallest command that makes it.
PRODUCTS = {
    "map.html": ["page"],
    "map.png": ["figure", "--dpi", "100"],
    "map.svg": ["figure"],
    "map.pdf": ["figure"],
    "years.gif": ["frames", "--kind", "gif", "--size", "square", "--dpi", "50"],
    "treaties.csv": ["data"],
    "treaties.xlsx": ["data"],
    "treaties.json": ["data"],
    "countries.geojson": ["data"],
    "countries.gpkg": ["data"],
    "countries.parquet": ["data"],
    "package.zip": ["data"],
}


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-W", "ignore", "-m", "geo", *map(str, arguments)]


def ran(*arguments: object, **how: object) -> subprocess.CompletedProcess:
    """A command in a process of its own."""
    how = {"cwd": ROOT, "capture_output": True, "text": True, "timeout": 120, **how}
    return subprocess.run(command(*arguments), **how)


def refused(code: int, sentence: str) -> str:
    """The one line of a command that could not do what it was asked."""
    assert code == 2, sentence
    assert "Traceback" not in sentence
    assert sentence.startswith("Error: ") and sentence.count("\n") == 1
    return sentence


# --- the disk ---


def no_more_than(size: int):
    """A disk with room for so many bytes of a file."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.fixture(scope="module")
def full_disk(tmp_path_factory) -> tuple[Path, dict[str, tuple[int, str]]]:
    """Each product asked for over an old file, where there is room for no new one."""
    folder = tmp_path_factory.mktemp("full")
    commands = {}
    for name, what in PRODUCTS.items():
        if name != "years.gif":
            target = folder / name / name
            target.parent.mkdir()
            target.write_bytes(b"old")
            commands[name] = [*what, "-o", str(target), "--force"]
    return folder, together(commands, preexec_fn=no_more_than(2000))


@pytest.mark.command_line
@pytest.mark.parametrize("name", [n for n in PRODUCTS if n != "years.gif"])
def test_a_full_disk_leaves_the_old_file_and_no_half_of_the_new(full_disk, name):
    folder, outcomes = full_disk
    text = refused(*outcomes[name])
    assert name in text and "cannot be written" in text
    assert [p.name for p in (folder / name).iterdir()] == [name]
    assert (folder / name / name).read_bytes() == b"old"


@pytest.mark.command_line
def test_a_site_for_which_there_is_no_room_leaves_nothing(tmp_path):
    folder = tmp_path / "public"
    done = ran("site", folder, preexec_fn=no_more_than(100_000))
    text = refused(done.returncode, done.stderr)
    assert "cannot be written" in text
    assert list(tmp_path.iterdir()) == []


@pytest.mark.command_line
@pytest.mark.skipif(not Path("/proc/version").exists(), reason="no folder of that kind")
@pytest.mark.parametrize("name", ["map.html", "treaties.csv", "countries.gpkg"])
def test_a_folder_that_takes_no_files_is_told_in_one_line(capsys, name):
    code = main.run([*PRODUCTS[name], "-o", f"/proc/{name}"])
    text = refused(code, capsys.readouterr().err)
    assert f"/proc/{name} cannot be written" in text


@pytest.mark.command_line
def test_a_read_only_folder_is_told_in_one_line_and_read_from(tmp_path):
    """Root may write anywhere: it is run without that right."""
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "mine.csv").write_text(
        "party_a,party_b,signed\nFrance,Peru,2011\n", "utf-8"
    )
    closed.chmod(0o555)
    setpriv = shutil.which("setpriv") or ""
    if os.geteuid() == 0 and not setpriv:
        pytest.skip("no setpriv: root cannot be kept from writing")
    able = [setpriv, "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    how = {"cwd": ROOT, "capture_output": True, "text": True, "timeout": 120}
    page_command = command("page", "-o", closed / "map.html")
    process = subprocess.run([*able, *page_command], **how)
    text = refused(process.returncode, process.stderr)
    assert "cannot be written" in text
    elsewhere = command(
        "data", "--table", closed / "mine.csv", "-o", tmp_path / "mine.json"
    )
    process = subprocess.run([*able, *elsewhere], **how)
    assert process.returncode == 0, process.stderr
    assert [p.name for p in closed.iterdir()] == ["mine.csv"]
    closed.chmod(0o755)


# --- files cut short ---

_DESCRIBED = json.loads(schema.SHIPPED.read_text(encoding="utf-8"))
_TABLES = {resource["path"] for resource in _DESCRIBED["resources"]}
SHIPPED = [storage.DATA / name for name in sorted({schema.DESCRIPTOR, *_TABLES})]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.name)
@pytest.mark.parametrize("share", [0, 0.3, 0.77])
def test_a_table_cut_short_is_told_and_raises_nothing_else(
    tmp_path, capsys, path, share
):
    copy = tmp_path / "data"
    shutil.copytree(storage.DATA, copy, ignore=shutil.ignore_patterns("boundaries"))
    whole = path.read_bytes()
    (copy / path.name).write_bytes(whole[: int(share * len(whole))])
    code = main.run(["check", str(copy)])
    output = capsys.readouterr().out
    assert "Traceback" not in output
    # Aliases are a list that may be shorter; every other cut breaks a row or a rule.
    assert code == 1 or path.name == "aliases.csv", output
    try:
        load.load_package(copy)
    except BadTable as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("share", [0, 0.2, 0.999])
@pytest.mark.parametrize("name", ["world.topo.json", "units.csv"])
def test_boundaries_cut_short_are_refused_and_not_half_drawn(
    tmp_path, monkeypatch, name, share
):
    copy = tmp_path / "boundaries"
    shutil.copytree(boundaries.BOUNDARIES, copy)
    whole = (copy / name).read_bytes()
    (copy / name).write_bytes(whole[: int(share * len(whole))])
    monkeypatch.setattr(boundaries, "BOUNDARIES", copy)
    with pytest.raises(BadBoundaries, match=f"{name} .* restore it"):
        boundaries.load("world")


# --- an order to end ---


@pytest.mark.command_line
@pytest.mark.parametrize("order", [signal.SIGTERM, signal.SIGINT], ids=lambda s: s.name)
def test_who_is_told_to_end_leaves_nothing_half_made(tmp_path, order):
    folder = tmp_path / "public"
    folder.mkdir()
    site = folder / "site"
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}

    def heard() -> None:
        """A shell that runs the tests in the background has told them to ignore it."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    what = command("site", site)
    process = subprocess.Popen(what, cwd=ROOT, preexec_fn=heard, **pipe)
    end = time.monotonic() + 60
    while not list(folder.glob(".site.*/*")) and time.monotonic() < end:
        time.sleep(0.01)
    assert process.poll() is None
    process.send_signal(order)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in errors and "nothing was written" in errors
    assert list(folder.iterdir()) == []


@pytest.mark.command_line
def test_at_whatever_moment_an_export_ends_the_file_is_the_old_or_the_new(tmp_path):
    target = tmp_path / "map.html"
    assert ran("page", "-o", target).returncode == 0
    new = target.read_bytes()
    for delay in (0.05, 0.3, 0.6, 0.9, 1.2):
        target.write_bytes(b"old")
        what = command("page", "-o", target, "--force")
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(what, cwd=ROOT, **quiet)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL if delay == 0.6 else signal.SIGTERM)
        process.wait(timeout=60)
        assert target.read_bytes() in (b"old", new)


# --- clocks and languages ---

ELSEWHERE = (
    {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Adak", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONHASHSEED": "2"},
)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory) -> tuple[Path, list[dict[str, tuple[int, str]]]]:
    """Every product as made under each clock and language, in folders by number."""
    folder = tmp_path_factory.mktemp("elsewhere")
    pieces = []
    for number, there in enumerate(ELSEWHERE):
        (folder / str(number)).mkdir()
        commands = {
            name: [*what, "-o", str(folder / str(number) / name)]
            for name, what in PRODUCTS.items()
        }
        pieces.append(together(commands, aloud=True, env={**os.environ, **there}))
    return folder, pieces


@pytest.mark.command_line
@pytest.mark.parametrize("name", PRODUCTS)
def test_the_same_bytes_come_of_every_clock_and_language(elsewhere, name):
    folder, pieces = elsewhere
    assert [each[name][0] for each in pieces] == [0] * len(ELSEWHERE)
    files = {
        hashlib.sha256((folder / str(number) / name).read_bytes()).hexdigest()
        for number in range(len(ELSEWHERE))
    }
    assert len(files) == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("İran", "IRN"),
        ("IRAN", "IRN"),
        ("ırak", "IRQ"),
        ("IRAK", "IRQ"),
        ("Kıbrıs", "CYP"),
        ("KIBRIS", "CYP"),
        ("HİNDİSTAN", "IND"),
        ("İspanya", "ESP"),
    ],
)
def test_a_name_in_turkish_is_found_with_and_without_the_dot(name, code):
    assert country_names.Reader().read(name).code == code


@pytest.mark.browser
def test_the_page_finds_countries_for_a_reader_in_turkey(browser, page_file):
    context = browser.new_context(locale="tr-TR", timezone_id="Pacific/Kiritimati")
    page = context.new_page()
    page.goto(f"{page_file.as_uri()}#country=IRN")
    page.wait_for_selector("html[data-ready=yes]")
    assert page.evaluate("atlas.view.end") == page.evaluate("atlas.data.view.end")
    for spelling, code in (("VIET NAM", "VNM"), ("İRAN", "IRN"), ("ındıa", "IND")):
        page.fill("#search", spelling)
        page.press("#search", "Enter")
        assert page.evaluate("atlas.view.country") == code
    context.close()

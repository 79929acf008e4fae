"""``python -m geo site``: what is built, what is refused, what is said."""

import subprocess
import sys

import pytest

from geo.cli import main
from geo.export.site import build


@pytest.fixture
def quick(monkeypatch):
    """Sites of two files instead of a hundred."""

    def plan(package, root, drawings, pyodide, langs):
        steps = {"index.html": lambda files: root.encode() or b"-"}
        manifest = b'{"kind": "treaty-atlas-site", "files": {"index.html": {}}}'
        return {**steps, build.MANIFEST: lambda files: manifest}

    monkeypatch.setattr(build, "plan", plan)


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    code = main.run(["site", *map(str, arguments)])
    streams = capsys.readouterr()
    return code, streams.out, streams.err


def test_a_site_is_built_and_its_size_is_said(quick, capsys, tmp_path):
    folder = tmp_path / "s"
    code, out, err = run(capsys, folder, "--base-url", "https://a.example/x")
    assert (code, err) == (0, "")
    assert out.startswith(f"{folder}  2 files, ")
    assert (folder / "index.html").read_text() == "https://a.example/x/"


def test_what_is_left_out_without_an_address_is_said(quick, capsys, tmp_path):
    code, _, err = run(capsys, tmp_path / "s")
    assert code == 0
    assert "sitemap.xml" in err and "feed.xml" in err and "canonical" in err


def test_an_earlier_site_is_replaced_only_with_force(quick, capsys, tmp_path):
    folder = tmp_path / "s"
    run(capsys, folder)
    (folder / "index.html").write_text("before")
    code, out, err = run(capsys, folder)
    assert (code, out) == (2, "")
    assert err == f"Error: {folder} holds an earlier site; add --force to replace it\n"
    assert (folder / "index.html").read_text() == "before"
    assert run(capsys, folder, "--force")[0] == 0
    assert (folder / "index.html").read_text() == "-"


@pytest.mark.parametrize("flags", [[], ["--force"]])
def test_a_folder_of_other_things_is_never_replaced(quick, capsys, tmp_path, flags):
    (tmp_path / "thesis.doc").write_text("years of work")
    code, _, err = run(capsys, tmp_path, *flags)
    assert code == 2
    assert err.startswith("Error: ") and err.count("\n") == 1
    assert "holds no earlier site" in err
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_wrong_address_is_refused_before_any_work(quick, capsys, tmp_path):
    code, _, err = run(capsys, tmp_path / "s", "--base-url", "a.example")
    assert code == 2
    assert "write https://host/" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "remedy"), [(28, "No space left on device"), (16, "a folder inside it")]
)
def test_a_disk_that_refuses_is_one_line(
    quick, capsys, monkeypatch, tmp_path, number, remedy
):
    def refuse(new, place):
        raise OSError(number, "No space left on device" if number == 28 else "busy")

    monkeypatch.setattr(build, "_put", refuse)
    code, _, err = run(capsys, tmp_path / "s")
    assert code == 2
    assert "cannot be written" in err and remedy in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.command_line
def test_the_command_line_starts_without_what_only_the_site_needs():
    code = (
        "import sys, geo.cli.main; print({'markdown_it', 'jinja2'} & set(sys.modules))"
    )
    process = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert process.stdout.strip() == "set()"

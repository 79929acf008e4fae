"""The command brief: one page as PDF or DOCX, or one line and exit code 2."""

import pytest

from geo.cli import main
from geo.export import brief
from geo.presentation.scene import Scene

pytestmark = pytest.mark.drawn


@pytest.mark.parametrize("kind", brief.KINDS)
def test_a_brief_is_in_the_format_of_its_suffix(tmp_path, package, kind):
    path = tmp_path / f"brief.{kind.upper()}"
    flags = ["--country", "India", "--lang", "ru", "--link", "https://a.example/x"]
    assert main.run(["brief", *flags, "-o", str(path)]) == 0
    scene = Scene.of(package, lang="ru", country="IND")
    assert path.read_bytes() == brief.make(scene, kind, "https://a.example/x")


def test_a_brief_of_a_reader_s_own_table(tmp_path, capsys):
    table = tmp_path / "mine.csv"
    table.write_text("party_a,party_b,signed\nJapan,Singapore,2019\nJapan,Cuba,2020\n")
    path = tmp_path / "brief.pdf"
    assert main.run(["brief", "--table", str(table), "-o", str(path)]) == 0
    assert path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "flags"),
    [
        ("brief.odt", []),
        ("brief.pdf", ["--link", "javascript:alert(1)"]),
        ("brief.pdf", ["--country", "Atlantis"]),
        ("brief.pdf", ["--years", "1900-1901"]),
    ],
)
def test_a_wrong_brief_is_one_line_and_writes_nothing(tmp_path, capsys, name, flags):
    assert main.run(["brief", *flags, "-o", str(tmp_path / name)]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []

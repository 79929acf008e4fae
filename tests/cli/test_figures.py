"""The commands figure and frames: one line and exit code 2, or a whole file."""

import pytest

from geo import storage
from geo.cli import main
from geo.figures import figure, sizes
from geo.figures.options import FigureOptions
from geo.model.view import View
from geo.presentation.scene import Scene

pytestmark = pytest.mark.drawn


@pytest.fixture
def png(tmp_path):
    return tmp_path / "map.png"


def refused(capsys, *arguments: object) -> str:
    assert main.run([str(a) for a in arguments]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("Error: ")
    assert output.err.count("\n") == 1
    assert len(output.err) < 250
    return output.err


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_a_figure_is_in_the_format_of_its_suffix(tmp_path, package, kind):
    path = tmp_path / f"map.{kind.upper()}"
    flags = ["--preset", "chapter", "--lang", "ru", "--grey", "--labels", "--dpi", "60"]
    assert main.run(["figure", *flags, "-o", str(path)]) == 0
    view = View.of(package.span, lang="ru").with_preset("chapter", package.span)
    options = FigureOptions(labels=True, grey=True, dpi=60)
    assert path.read_bytes() == figure.render(Scene(package, view), options, kind)


def test_the_format_can_be_named_for_any_other_file(tmp_path):
    path = tmp_path / "map"
    assert main.run(["figure", "--format", "pdf", "-o", str(path)]) == 0
    assert path.read_bytes().startswith(b"%PDF")


WRONG = {
    "a size of nothing": ["--size", "0x0"],
    "a size of ten metres": ["--size", "10000x10000"],
    "an unknown size": ["--size", "a3"],
    "a size without room for its text": ["--size", "60x40"],
    "one dpi": ["--dpi", "1"],
    "ten thousand dpi": ["--dpi", "10000"],
    "more pixels than memory": ["--size", "1000x800", "--dpi", "600"],
    "dpi in words": ["--dpi", "many"],
    "an unknown font": ["--font", "Comic Sans"],
    "an unknown format": ["--format", "jpg"],
    "a format the suffix belies": ["--format", "pdf"],
    "an empty title": ["--title", " "],
    "a title in letters we have not": ["--title", "ᚠ"],
    "a preset for each year": ["--each-year", "--preset", "chapter"],
    "small for what has no pixels": ["--small", "--format", "svg", "--each-year"],
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_figure_is_one_line_and_writes_nothing(png, capsys, what):
    refused(capsys, "figure", "-o", png, *WRONG[what])
    assert list(png.parent.iterdir()) == []


def test_what_fills_the_memory_is_refused_before_any_drawing(png, capsys, monkeypatch):
    monkeypatch.setattr(figure, "sheet", lambda *_: pytest.fail("drawn"))
    text = refused(capsys, "figure", "-o", png, "--size", "1000x800", "--dpi", "600")
    assert "3571 MB" in text


def test_a_long_title_is_shortened_with_a_notice(png, capsys):
    title = "слово " * 84
    assert main.run(["figure", "--title", title, "--dpi", "50", "-o", str(png)]) == 0
    output = capsys.readouterr()
    assert "shortened" in output.err
    assert png.exists()


def test_an_existing_figure_is_kept_without_force(png, capsys):
    png.write_bytes(b"old")
    assert "--force" in refused(capsys, "figure", "-o", png)
    assert png.read_bytes() == b"old"


def test_a_folder_is_no_figure(tmp_path, capsys):
    refused(capsys, "figure", "-o", tmp_path)
    refused(capsys, "figure", "-o", tmp_path / "nowhere" / "map.png")


def test_each_year_is_a_figure_of_its_own(tmp_path, package, capsys):
    folder = tmp_path / "years"
    flags = ["--each-year", "--years", "2014-2016", "--dpi", "50"]
    assert main.run(["figure", *flags, "-o", str(folder)]) == 0
    view = View.of(package.span)
    names = [view.with_years(2014, y).file_name("png") for y in (2014, 2015, 2016)]
    assert sorted(p.name for p in folder.iterdir()) == names
    last = figure.render(
        Scene(package, view.with_years(2014, 2016)), FigureOptions(dpi=50)
    )
    assert (folder / names[-1]).read_bytes() == last
    capsys.readouterr()
    (folder / names[0]).unlink()
    assert names[1] in refused(capsys, "figure", *flags, "-o", folder)
    assert not (folder / names[0]).exists()


def test_a_batch_that_fails_leaves_whole_files(tmp_path, capsys, monkeypatch):
    folder, write = tmp_path / "years", storage.write_whole

    def full(path, content):
        if "2016" in path.name:
            raise OSError(28, "No space left on device")
        write(path, content)

    monkeypatch.setattr(storage, "write_whole", full)
    flags = ["--each-year", "--years", "2015-2016", "--dpi", "50"]
    assert "No space left" in refused(capsys, "figure", *flags, "-o", folder)
    assert len(list(folder.iterdir())) == 1


FRAMES = [
    ("m.svg", ["--years", "2014,2024"], b"<?xml"),
    ("d.pdf", ["--kind", "difference", "--years", "2014-2024"], b"%PDF"),
    ("l.svg", ["--kind", "lifelines", "--sort", "waited"], b"<?xml"),
    ("s.png", ["--kind", "lifelines", "--small", "--dpi", "60"], b"\x89PNG"),
    ("a.gif", ["--years", "2022-2024", "--dpi", "50"], b"GIF89a"),
    ("a.webp", ["--kind", "webp", "--years", "2023,2024", "--dpi", "50"], b"RIFF"),
]


@pytest.mark.parametrize(("name", "flags", "start"), FRAMES)
def test_frames_are_written_in_the_kind_asked_for(tmp_path, name, flags, start):
    path = tmp_path / name
    assert main.run(["frames", *flags, "-o", str(path)]) == 0
    assert path.read_bytes().startswith(start)


WRONG_FRAMES = {
    "years outside the data": ["--years", "1900-2020"],
    "one year": ["--years", "2020"],
    "years in words": ["--years", "all"],
    "three years to compare": ["--kind", "difference", "--years", "2014,2016,2018"],
    "flashes": ["--kind", "gif", "--seconds", "0.05"],
    "time for what does not move": ["--hold", "3"],
    "a kind the suffix belies": ["--kind", "gif"],
    "an unknown kind": ["--kind", "mp4"],
    "an order for what has none": ["--sort", "date"],
    "an unknown order": ["--kind", "lifelines", "--sort", "length"],
    "life-lines of years without a treaty": [
        "--kind",
        "lifelines",
        "--years",
        "2011-2012",
    ],
    "a preset": ["--preset", "chapter"],
    "a size of nothing": ["--size", "0x0"],
    "too small a sheet": ["--size", "60x40", "--years", "2014,2018"],
}


@pytest.mark.parametrize("what", WRONG_FRAMES)
def test_wrong_frames_are_one_line_and_write_nothing(png, capsys, what):
    flags = WRONG_FRAMES[what]
    moves = "--seconds" in flags
    path = png.with_suffix(".gif") if moves else png
    refused(capsys, "frames", "-o", path, *flags)
    assert list(png.parent.iterdir()) == []


def test_the_formats_of_a_figure_are_those_of_its_flag():
    flags = {p.name: p for p in main.commands()["figure"].params}
    assert tuple(flags["kind"].type.choices) == sizes.FORMATS

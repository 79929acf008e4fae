"""A reader's own table on the command line: taken, told of, or refused in a line."""

import csv
import io
import json
import re
from datetime import date

import pytest
from openpyxl import Workbook

from geo.cli import main, user_table
from geo.export.catalogue import EXPORTS
from geo.export.problems import problem_table
from geo.model.view import View
from geo.presentation.scene import Scene
from geo.storage import DATA
from geo.tables import load
from geo.tables.user import read, text_file
from tests.helpers.exports import replace_export
from tests.tables.user.test_files import zipped

GOOD = """Страна 1;Страна 2;Дата подписания;Название
Сингапур;Австралия;02.06.2017;Меморандум о кибербезопасности
Сингапур;Канада;14.11.2018;Меморандум
Япония;Сингапур;2019;Меморандум
"""
ODD = GOOD + "Сингапур;Атлантида;2016;Меморандум\nСингапур;Франция;;Меморандум\n"
CLAIM = """id,treaty,field,value,stance,url,publisher,language,kind,page_date,note
1,SGP-AUS-2017,signed,2017-06-02,supports,https://example.org,X,en,press,,
"""
DAY = date(2026, 11, 23)


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out.csv"


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_bytes(ODD.encode("cp1251"))
    return path


@pytest.fixture
def asked(monkeypatch) -> list:
    """The scenes that a command asked the download for."""
    scenes = []
    replace_export(monkeypatch, "csv", lambda scene: scenes.append(scene) or b"")
    return scenes


def done(*arguments: object) -> int:
    return main.run([str(a) for a in arguments])


def refused(capsys, *arguments: object) -> str:
    """The one line that a wrong command says."""
    assert done(*arguments) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("Error: ")
    assert output.err.count("\n") == 1
    return output.err


# --- taken ---


def test_the_products_of_a_table_are_those_of_its_treaties(mine, tmp_path):
    (tmp_path / "products").mkdir()
    table = read.read_path(mine, as_of=DAY)
    view = View.of(table.package.span, focus="SGP")
    flags = ["--table", mine, "--as-of", DAY]
    for name in ("t.csv", "t.json", "t.geojson"):
        path = tmp_path / "products" / name
        assert done("data", *flags, "-o", path) == 0
        build = EXPORTS[path.suffix[1:]].build
        assert path.read_bytes() == build(Scene(table.package, view))


@pytest.mark.parametrize(
    ("command", "name", "start"),
    [
        (["page"], "m.html", b"<!"),
        (["page", "--focus", "none", "--lang", "ru"], "n.html", b"<!"),
        (["figure", "--dpi", "50"], "m.png", b"\x89PNG"),
        (["figure", "--focus", "none"], "n.svg", b"<?xml"),
        (["frames", "--years", "2017,2019"], "f.svg", b"<?xml"),
        (["data", "--focus", "none"], "t.xlsx", b"PK"),
    ],
)
@pytest.mark.drawn
def test_every_command_takes_a_table(mine, tmp_path, command, name, start):
    path = tmp_path / name
    assert done(*command, "--table", mine, "--as-of", DAY, "-o", path) == 0
    content = path.read_bytes()
    assert content.startswith(start)
    path.unlink()
    assert done(*command, "--table", mine, "--as-of", DAY, "-o", path) == 0
    assert path.read_bytes() == content


@pytest.mark.drawn
def test_the_figures_of_each_year_are_named_by_their_focus(mine, tmp_path):
    folder = tmp_path / "years"
    flags = ["--each-year", "--years", "2018-2019", "--dpi", "50"]
    assert done("figure", "--table", mine, *flags, "-o", folder) == 0
    assert all("-sgp-" in path.name for path in folder.iterdir())
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("kind", ["xlsx", "zip", "folder"])
def test_a_workbook_and_a_data_package_are_tables_too(tmp_path, asked, out, kind):
    path = tmp_path / f"mine.{kind}"
    descriptor = json.dumps({"resources": [{"name": "mine", "path": "mine.csv"}]})
    if kind == "xlsx":
        book = Workbook()
        for line in GOOD.splitlines():
            book.active.append(line.split(";"))
        book.save(path)
    elif kind == "zip":
        path.write_bytes(zipped(datapackage_dot_json=descriptor, mine_dot_csv=GOOD))
    else:
        path.mkdir()
        (path / "datapackage.json").write_text(descriptor)
        (path / "mine.csv").write_text(GOOD, encoding="utf-8")
    assert done("data", "--table", path, "-o", out) == 0
    assert len(asked[0].package.treaties) == 3


def test_the_folder_one_stands_in_has_a_name(tmp_path, monkeypatch, asked, out):
    descriptor = json.dumps({"resources": [{"name": "mine", "path": "mine.csv"}]})
    (tmp_path / "datapackage.json").write_text(descriptor)
    (tmp_path / "mine.csv").write_text(GOOD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert done("data", "--table", ".", "-o", out) == 0
    assert asked[0].package.file_name == tmp_path.name


def test_the_other_treaties_are_taken_whole_with_their_claims(asked, out, capsys):
    assert done("data", "--table", DATA / "other_treaties.csv", "-o", out) == 0
    (scene,) = asked
    data, view = scene.package, scene.view
    whole = {t.id: t for t in load.load_package(focus="").treaties}
    assert {t.id: t for t in data.treaties}.items() <= whole.items()
    with (DATA / "other_sources.csv").open(encoding="utf-8", newline="") as file:
        claims = sum(1 for _ in csv.DictReader(file))
    assert f"{claims} claims" in capsys.readouterr().err
    assert view.focus == data.parties[0][0]
    assert data.as_of == load.load_package().as_of


def test_a_table_brings_the_claims_that_its_package_lists_and_no_others(tmp_path):
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "mine.csv").write_text(GOOD, encoding="utf-8")
    for path in (tmp_path / "claims.csv", folder / "claims.csv"):
        path.write_text(CLAIM)

    def claims(descriptor: str) -> int:
        (folder / "datapackage.json").write_text(descriptor)
        table = read.read_path(folder / "mine.csv", as_of=DAY)
        assert table.valid == 3
        return sum(len(t.sources) for t in table.package.treaties)

    def listed(table: str, about: str) -> str:
        pairs = [("treaties", table), ("sources", about)]
        return json.dumps({"resources": [{"name": n, "path": p} for n, p in pairs]})

    assert claims(listed("mine.csv", "claims.csv")) == 1
    assert claims(listed("another.csv", "claims.csv")) == 0
    assert claims(listed("mine.csv", "../claims.csv")) == 0
    for text in ("[", "[]", '{"resources": 7}'):
        assert claims(text) == 0


# --- as the flags say ---


def test_the_busiest_party_is_the_focal_country_unless_another_is_named(
    mine, asked, out
):
    for flags in ([], ["--focus", "Japan"], ["--focus", "none"]):
        assert done("data", "--table", mine, *flags, "-o", out, "--force") == 0
    assert [scene.view.focus for scene in asked] == ["SGP", "JPN", ""]


def test_a_table_of_partners_is_read_under_its_focal_country(tmp_path, asked, out):
    path = tmp_path / "partners.csv"
    path.write_text("Partner,Year,Title\nChile,2011,x\nPeru,2012,y\n")
    assert done("data", "--table", path, "--focus", "Singapore", "-o", out) == 0
    data, view = asked[0].package, asked[0].view
    assert {t.party_a for t in data.treaties} == {view.focus} == {"SGP"}


def test_the_reader_chooses_the_columns(tmp_path, asked, out):
    path = tmp_path / "odd.csv"
    path.write_text("A,B,Date,Ratified  on\nChile,Peru,2011,2012\n")
    flags = ["--column", "party_a=A", "--column", "party_b=B"]
    flags += ["--column", "in_force=Ratified on", "--column", "signed="]
    assert done("data", "--table", path, *flags, "-o", out) == 0
    (treaty,) = asked[0].package.treaties
    assert (treaty.signed, treaty.in_force.text) == (None, "2012")


@pytest.mark.parametrize(
    ("flag", "day"), [("--day-first", "2010-04-05"), ("--month-first", "2010-05-04")]
)
def test_the_reader_says_whether_the_day_comes_first(tmp_path, asked, out, flag, day):
    path = tmp_path / "order.csv"
    path.write_text("Country,Partner,Signed\nChile,Peru,05/04/2010\n")
    assert done("data", "--table", path, flag, "-o", out) == 0
    assert asked[0].package.treaties[0].signed.text == day


def test_the_day_of_a_table_is_said_its_packages_or_today(
    mine, tmp_path, asked, out, capsys
):
    package = tmp_path / "package"
    package.mkdir()
    descriptor = {"resources": [{"name": "m", "path": "m.csv"}], "as_of": "2021-02-03"}
    (package / "datapackage.json").write_text(json.dumps(descriptor))
    (package / "m.csv").write_text(GOOD, encoding="utf-8")
    today = date.today()
    expected = [
        (["--table", mine, "--as-of", "2020-05-06"], {date(2020, 5, 6)}, "As of 2020"),
        (["--table", package, "--as-of", "2020-05-06"], {date(2020, 5, 6)}, "As of 20"),
        (["--table", package], {date(2021, 2, 3)}, "its data package states"),
        (["--table", package / "m.csv"], {date(2021, 2, 3)}, "its data package states"),
        (["--table", mine], {today, date.today()}, "which is today; with --as-of"),
    ]
    for flags, days, sentence in expected:
        assert done("data", *flags, "-o", out, "--force") == 0
        assert asked.pop().package.as_of in days
        assert sentence in capsys.readouterr().err


# --- told ---


def test_the_report_goes_to_the_error_stream_and_says_how_the_file_was_read(
    mine, out, capsys
):
    assert done("data", "--table", mine, "-o", out) == 0
    output = capsys.readouterr()
    assert output.out.splitlines() == [f"{out}  1 kB"]
    text = output.err
    assert "mine.csv: 5 rows, 4 valid (1 with warnings), 1 rejected" in text
    assert "Windows-1251" in text
    assert "semicolon" in text
    assert "day before month" in text
    assert "signed = 'Дата подписания'" in text
    assert "Treaties of Singapore (SGP): 4 of 4" in text
    assert "line 5, Страна 2: [unknown-country] 'Атлантида'" in text
    assert text.index("line 5,") < text.index("line 6,")


def test_a_workbook_is_said_with_its_sheet(tmp_path, out, capsys):
    book = Workbook()
    book.active.title = "MoUs"
    for line in GOOD.splitlines():
        book.active.append(line.split(";"))
    book.save(tmp_path / "mine.xlsx")
    assert done("data", "--table", tmp_path / "mine.xlsx", "-o", out) == 0
    assert "sheet 'MoUs'" in capsys.readouterr().err


def test_the_command_that_tells_every_problem_repeats_the_flags(tmp_path):
    table = user_table.Own(
        tmp_path / "many odd.csv",
        date(2025, 1, 1),
        False,
        (("notes", ""),),
        "CHL",
        sheet="A b",
        codes="cow",
        keep_duplicates=True,
    )
    command = table.command()
    for part in ("--month-first", "--as-of 2025-01-01", "notes=", "--focus CHL"):
        assert part in command
    for part in ("--sheet 'A b'", "--codes cow", "--keep-duplicates", "many odd.csv'"):
        assert part in command


def test_equal_problems_are_one_line_with_their_number_and_examples(tmp_path, capsys):
    path = tmp_path / "many.csv"
    lines = ["Country,Partner,Signed", *(f"Chile,X{n % 3},2010" for n in range(259))]
    path.write_text("\n".join([*lines, *["Chile,Peru,2011"] * 300]))
    assert done("check", "--table", path) == 1
    (line,) = [x for x in capsys.readouterr().out.splitlines() if "unknown" in x]
    assert line.startswith("Partner: [unknown-country] 259 rows, line 2: ")
    assert "'X0' 87, 'X1' 86, 'X2' 86" in line


def test_a_table_of_which_half_is_lost_stops_and_says_what_to_do(tmp_path, out, capsys):
    path = tmp_path / "lost.csv"
    lines = ["Country,Partner,Signed", *(f"Chile,X{n},2010" for n in range(30))]
    path.write_text("\n".join([*lines, "Chile,Peru,2011"]))
    text = refused(capsys, "data", "--table", path, "-o", out)
    assert "only 1 of 31 rows" in text and "--anyway" in text and "X0" in text
    assert not out.exists()
    assert done("data", "--table", path, "--anyway", "-o", out) == 0
    (row,) = csv.DictReader(io.StringIO(out.read_text("utf-8-sig")))
    assert row["data_rows_not_read"] == "30"


def test_columns_that_no_header_names_are_drawn_on_request_only(tmp_path, out, capsys):
    path = tmp_path / "plain.csv"
    path.write_text("Chile,Peru,2011\nChile,Cuba,2012\n")
    assert "--column" in refused(capsys, "data", "--table", path, "-o", out)
    assert done("data", "--table", path, "--anyway", "-o", out) == 0


def test_equal_rows_are_counted_once_unless_they_are_kept(tmp_path, out):
    path = tmp_path / "twice.csv"
    row = "Chile,Peru,2011-02-03,Air services"
    path.write_text(f"Country,Partner,Signed,Title\n{row}\n{row}\n")
    for flags, number in (([], 1), (["--keep-duplicates"], 2)):
        assert done("data", "--table", path, *flags, "-o", out, "--force") == 0
        assert len(out.read_text("utf-8").splitlines()) == number + 1


def test_a_sheet_is_chosen_by_its_title(tmp_path, out, capsys):
    path = tmp_path / "decades.xlsx"
    book = Workbook()
    book.active.title = "1990s"
    for title, row in (("1990s", "Peru"), ("2000s", "Cuba")):
        sheet = book[title] if title in book.sheetnames else book.create_sheet(title)
        sheet.append(["Country", "Partner", "Signed"])
        sheet.append(["Chile", row, "2011"])
    book.save(path)
    assert "'2000s'" in refused(capsys, "data", "--table", path, "-o", out)
    wrong = ["--sheet", "3000s", "-o", out]
    assert "'1990s'" in refused(capsys, "data", "--table", path, *wrong)
    assert done("data", "--table", path, "--sheet", "2000s", "-o", out) == 0
    assert "CUB" in out.read_text("utf-8")


def test_what_rejects_a_row_is_told_before_warnings(tmp_path, out, capsys):
    path = tmp_path / "mine.csv"
    rows = ["Country,Partner,Signed", *["Chile,Peru,"] * 20, "Chile,Atlantis,2010"]
    path.write_text("\n".join(rows))
    assert done("data", "--table", path, "-o", out) == 0
    lines = re.findall(r"line (\d+)[,:]", capsys.readouterr().err)
    assert lines[:2] == ["22", "2"]


def test_a_table_cannot_write_to_the_terminal(tmp_path, out, capsys):
    path = tmp_path / "mi\x1b[2Jne\n.csv"
    path.write_text("Country,Partner,Signed,\x1b[31mX\nChile,Peru,\x1b[31m2010\n")
    assert done("check", "--table", path) == 1
    assert done("data", "--table", path, "-o", out) == 2
    output = capsys.readouterr()
    assert "\x1b" not in output.out + output.err
    assert output.err.count("\n") == 1


# --- check ---


def test_check_says_every_problem_and_writes_their_table(mine, out, capsys):
    assert done("check", "--table", mine, "--as-of", DAY, "-o", out) == 1
    output = capsys.readouterr()
    assert output.err == ""
    assert "1 rejected" in output.out
    assert "Parties: Singapore (SGP) 4" in output.out
    table = read.read_path(mine, as_of=DAY)
    assert out.read_bytes() == problem_table(table.problems)
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert [r["line"] for r in rows] == ["5", "6"]


def test_check_ends_well_where_no_row_is_rejected(tmp_path, capsys):
    path = tmp_path / "good.csv"
    path.write_text(GOOD, encoding="utf-8")
    assert done("check", "--table", path) == 0
    assert "3 valid, 0 rejected" in capsys.readouterr().out
    path.write_text("Country,Partner,Signed\n")
    assert done("check", "--table", path) == 1


def test_the_problems_of_a_table_replace_no_file_unasked(mine, out, capsys):
    out.write_bytes(b"old")
    assert "--force" in refused(capsys, "check", "--table", mine, "-o", out)
    assert out.read_bytes() == b"old"


@pytest.mark.parametrize(
    "flags",
    [["-o", "p.csv"], ["--focus", "CHN"], ["--month-first"], [DATA, "--table", DATA]],
)
def test_check_takes_a_table_or_a_package(capsys, flags):
    assert "--table" in refused(capsys, "check", *flags)


# --- the template ---


def test_the_template_is_a_table_with_one_good_row(tmp_path, out, capsys):
    path = tmp_path / "fill me.csv"
    assert done("template", "-o", path) == 0
    assert f"check --table '{path}'" in capsys.readouterr().err
    assert done("check", "--table", path) == 0
    assert done("data", "--table", path, "-o", out) == 0
    assert "1 row, 1 valid, 0 rejected" in capsys.readouterr().err


def test_the_template_replaces_no_file_and_is_no_workbook(tmp_path, capsys):
    path = tmp_path / "mine.csv"
    path.write_bytes(b"old")
    assert "--force" in refused(capsys, "template", "-o", path)
    assert path.read_bytes() == b"old"
    assert ".csv" in refused(capsys, "template", "-o", tmp_path / "mine.xlsx")


# --- refused ---

REFUSED = {
    "a focal country that is no party": (["--focus", "Chile"], "the parties are"),
    "a focal country that is none": (["--focus", "Atlantis"], "no country name"),
    "Russia, which is no party": (["--focus", "RUS"], "Singapore (SGP)"),
    "a former state as focal country": (["--focus", "USSR"], "former state"),
    "a year as the day": (["--as-of", "2020"], "2026-11-23"),
    "a day in words": (["--as-of", "yesterday"], "2026-11-23"),
    "a day of no calendar": (["--as-of", "2026-02-30"], "2026-11-23"),
    "the year 0": (["--as-of", "0000-01-01"], "no day"),
    "the year 9999": (["--as-of", "9999-01-01"], "between 1600 and 2100"),
    "no day": (["--as-of", ""], "no day"),
    "a field that is none": (["--column", "date=Название"], "use party_a,"),
    "a header that is none": (["--column", "signed=Date"], "'Дата подписания'"),
    "a field without a header": (["--column", "signed"], "FIELD=HEADER"),
    "a field given twice": (["--column", "id=", "--column", "id="], "twice"),
    "both orders": (["--day-first", "--month-first"], "exclude"),
    "our presets": (["--preset", "chapter"], "--preset"),
    "a layer that is none": (["--layers", "NATO"], "BRICS"),
    "years before the table": (["--years", "1990-2000"], "--years"),
    "a party without a column": (["--column", "party_a="], "--column party_a=HEADER"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_wrong_flag_is_one_line_and_writes_nothing(mine, tmp_path, capsys, what):
    flags, part = REFUSED[what]
    path = tmp_path / "map.html"
    assert part in refused(capsys, "page", "--table", mine, *flags, "-o", path)
    assert not path.exists()


FILES = {
    "a file that is not there": (None, "does not exist"),
    "an empty file": (b"", "holds nothing"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "CSV UTF-8"),
    "a header alone": (b"Country,Partner,Signed\n", "no row below the header"),
    "no valid row": (
        b"Country,Partner,Signed\nChile,Atlantis,2010\n",
        "line 2, Partner",
    ),
    "no column of parties": (b"A,B,Signed\nx,y,2010\n", "its columns are 'A', 'B'"),
    "one column of parties": (b"Partner,Signed\nPeru,2010\n", "--focus CODE"),
}


@pytest.mark.parametrize("what", FILES)
def test_a_table_without_a_valid_row_is_one_line_and_writes_nothing(
    tmp_path, out, capsys, what
):
    content, part = FILES[what]
    path = tmp_path / "bad.csv"
    if content is not None:
        path.write_bytes(content)
    for command in (["data"], ["figure", "--format", "png"]):
        text = refused(capsys, *command, "--table", path, "-o", out)
        assert part in text
        assert str(path) in text
    assert not out.exists()


def test_a_folder_without_a_package_is_refused(tmp_path, out, capsys):
    text = refused(capsys, "data", "--table", tmp_path, "-o", out)
    assert "holds no datapackage.json" in text


def test_what_is_no_file_is_not_read(out, capsys, monkeypatch):
    monkeypatch.setattr(read, "read_path", lambda *_, **__: pytest.fail("read"))
    assert "is no file" in refused(capsys, "data", "--table", "/dev/zero", "-o", out)


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    tmp_path, out, capsys, monkeypatch
):
    sparse = tmp_path / "huge.csv"
    with sparse.open("wb") as file:
        file.truncate(text_file.LARGEST_FILE * 40)
    monkeypatch.setattr(type(sparse), "read_bytes", lambda _: pytest.fail("read"))
    for command in (["data", "-o", out], ["check", "-o", out], ["check"]):
        assert "2,000 MB" in refused(capsys, *command, "--table", sparse)
    assert not out.exists()


def test_a_file_that_cannot_be_opened_is_one_line(mine, out, capsys, monkeypatch):
    def denied(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(mine), "read_bytes", denied)
    assert "Permission denied" in refused(capsys, "data", "--table", mine, "-o", out)


def test_a_table_is_not_read_where_the_product_cannot_be_written(
    mine, out, capsys, monkeypatch
):
    monkeypatch.setattr(read, "read_path", lambda *_, **__: pytest.fail("read"))
    out.write_bytes(b"old")
    assert "--force" in refused(capsys, "data", "--table", mine, "-o", out)


def test_our_package_is_not_handed_out_as_a_readers(mine, tmp_path, capsys):
    path = tmp_path / "mine.zip"
    assert "--table" in refused(capsys, "data", "--table", mine, "-o", path)
    assert not path.exists()


def test_the_help_names_every_field_a_column_may_be_read_as(capsys):
    assert done("page", "--help") == 0
    help_text = " ".join(capsys.readouterr().out.split())
    assert ", ".join(user_table.FIELDS) in help_text

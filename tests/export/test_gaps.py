"""What is unknown is counted from the tables, and the committed text is current."""

import csv
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from geo import storage
from geo.cli import main
from geo.export import gaps
from geo.model.dates import PartialDate
from geo.model.treaties import Signatory, Source, Stance, Status

REMEDY = "the tables have changed: run 'make gaps' and read what it says"


@pytest.fixture
def folder(tmp_path) -> Path:
    for name in ("official_counts.csv", "searched.md"):
        shutil.copy(storage.DATA / name, tmp_path)
    return tmp_path


def recount(folder: Path, count: str) -> None:
    """Change the latest official total."""
    path = folder / "official_counts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[-1]["count"] = count
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def counted(text: str) -> dict[str, tuple[int, str]]:
    """The first table: what is not known, for how many, for whom."""
    rows = re.findall(r"^\| ([^|]+) \| (\d+) \| ([A-Z, ]+) \|$", text, re.MULTILINE)
    return {label: (int(number), which) for label, number, which in rows}


@pytest.mark.parametrize(("lang", "name"), [("en", "gaps.md"), ("ru", "gaps.ru.md")])
def test_the_committed_file_is_current(package, lang, name):
    held = (storage.DATA / name).read_text(encoding="utf-8")
    assert held == gaps.page(package, lang=lang), REMEDY


def test_every_unknown_has_its_name_in_russian():
    assert set(gaps.UNKNOWN) <= set(gaps._TEXT["ru"]["labels"])


@pytest.mark.parametrize(("lang", "name"), [("en", "gaps.md"), ("ru", "gaps.ru.md")])
def test_the_command_prints_the_file(capsys, lang, name):
    assert main.run(["gaps", "--lang", lang]) == 0
    held = (storage.DATA / name).read_text(encoding="utf-8")
    assert capsys.readouterr().out == held


def test_the_counts_are_those_of_the_table():
    with (storage.DATA / "treaties.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    def without(*columns: str) -> int:
        return sum(not all(row[c] for c in columns) for row in rows)

    found = counted((storage.DATA / "gaps.md").read_text(encoding="utf-8"))
    assert found["entry into force"][0] == without("in_force") == 15
    assert found["place of signing"] == (without("signed_place"), "BLR")
    assert found["signatories"][0] == without("signatory_a", "signatory_b")
    assert found["title in Russian"][0] == without("title_ru")
    assert found["title in English"][0] == without("title_en")
    assert found["approving order"][0] == without("approval_act")
    assert found["day of signing"] == (2, "ARM, KGZ")
    assert found["day of entry into force"] == (1, "IRN")


def test_a_treaty_with_everything_lacks_nothing(made):
    full = made(
        signed="2014-07-11",
        in_force="2015-01-01",
        signed_place="Havana",
        signatory_a=Signatory("A", "Minister"),
        signatory_b=Signatory("B", "Minister"),
        title_en="T",
        title_ru="Д",
        title_original="T",
        approval_act="1-r, 1 Jan 2014",
        text_public="yes",
    )
    assert gaps.unknown(full) == []
    bare = gaps.unknown(made())
    assert {"entry into force", "date of signing", "signatories"} <= set(bare)
    vague = gaps.unknown(replace(full, signed=PartialDate.parse("2014")))
    assert vague == ["day of signing"]


def test_every_conflicting_claim_is_listed_with_its_judgement(package):
    text = gaps.page(package)
    found = gaps.conflicts(package.treaties)
    assert found
    for _, claim in found:
        assert claim.note
        assert gaps.cell(claim.note) in text
        assert gaps.link(claim) in text


#: The distance from the official total, asserted: the day it changes, read
#: data/gaps.md, decide what the new instrument is, and say so in data/CHANGELOG.md.
OURS, OFFICIAL = 20, 21


def test_the_distance_from_the_official_total_is_known(package):
    assert f"### What is missing: {OURS} against {OFFICIAL}" in gaps.page(package), (
        "the tables or the official count have changed: find out which instrument "
        "came, update OURS and OFFICIAL here, and data/searched.md"
    )


def test_what_is_missing_lies_between_the_list_and_the_count(package):
    text = " ".join(gaps.page(package).split())
    assert "made (before 24 Jun 2022) and by 1 Dec 2025" in text


@pytest.mark.parametrize(
    ("count", "said"),
    [("20", "the official count and ours agree"), ("19", "Check the latest additions")],
)
def test_another_count_says_another_thing(package, folder, count, said):
    recount(folder, count)
    text = gaps.page(package, folder)
    assert said in text
    assert "What is missing" not in text


def test_a_folder_without_counts_or_searches_is_no_error(toy, tmp_path):
    text = gaps.page(toy, tmp_path)
    assert "theirs and ours" not in text
    assert "Unknown, by count" in text
    assert "SRB" not in text  # planned: there is nothing to know yet


def test_hostile_cells_stay_in_their_cell(toy, made):
    bad = '|<script>\n[x](javascript:0)"'
    claim = Source(
        "X/signed/1",
        "X",
        "signed",
        bad,
        Stance.CONFLICTS,
        "javascript:0",
        bad,
        note=bad,
    )
    treaty = made("CUB", "2012", id=bad, status=Status.SIGNED, sources=(claim,))
    text = gaps.page(replace(toy, treaties=(treaty,)), Path("nowhere"))
    assert "<script" not in text
    assert not re.search(r"(?<!\\)\]\(javascript", text)
    # Every row of a table has the cells of its header.
    found = re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE)
    assert len(found) > 1
    for table in found:
        lines = table.strip().splitlines()
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in lines}
        assert len(widths) == 1, lines


# --- what the hand-written pages promise ---


def document(name: str) -> str:
    return " ".join((storage.DATA / name).read_text(encoding="utf-8").split())


def rows_of(name: str) -> list[dict[str, str]]:
    with (storage.DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_method_page_lists_every_correction_of_the_chapter_with_a_source():
    lines = (storage.DATA / "README.md").read_text(encoding="utf-8").splitlines()
    listed = {
        match.group(1): line
        for line in lines
        if (match := re.match(r"\| (EV-\d+) \|", line))
    }
    differing = {e["id"]: e for e in rows_of("events.csv") if e["differs"] == "true"}
    assert set(listed) == set(differing)
    for name, line in listed.items():
        (url,) = re.findall(r"\]\((\S+)\)", line)
        assert url in differing[name]["sources"].split(" | ")


ANSWERS = {
    "Iran": ["RUS-IRN-2021", "in_force", "August 2024"],
    "Myanmar": ["RUS-MMR-2023", "approval_act", "order"],
    "Myanmar and the press": ["RUS-MMR-2023", "instrument_type", "memorandum"],
}


@pytest.mark.parametrize("question", ANSWERS)
def test_an_answer_of_the_method_page_names_the_page_that_says_so(package, question):
    treaty, field, word = ANSWERS[question]
    said = document("README.md")
    urls = {c.url for c in package.get(treaty).claims(field)}
    assert word in said
    assert any(url in said for url in urls)


def test_the_method_page_answers_for_south_africa_and_the_21st():
    said = document("README.md")
    (event,) = [e for e in rows_of("events.csv") if e["id"] == "EV-36"]
    assert event["sources"].split(" | ")[0] in said
    assert "no party to it" in said
    assert rows_of("official_counts.csv")[-1]["url"] in said


def test_the_method_page_names_every_table_and_an_example_that_fits_its_columns():
    said = document("README.md")
    descriptor = json.loads((storage.DATA / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        assert f"`{resource['path']}`" in said, resource["path"]
    text = (storage.DATA / "README.md").read_text(encoding="utf-8")
    example = re.search(r"```csv\n(.*?)\n *```", text, re.DOTALL).group(1)
    (cells,) = csv.reader([example.strip()])
    header = rows_of("sources.csv")[0]
    assert len(cells) == len(header)
    held = {row["id"] for row in rows_of("sources.csv")}
    assert cells[0] not in held


def test_the_changelog_counts_what_the_tables_hold():
    newest = document("CHANGELOG.md").split(" ## ")[1]
    for name, noun in (
        ("treaties.csv", "agreements"),
        ("sources.csv", "claims"),
        ("events.csv", "events"),
        ("other_treaties.csv", "instruments"),
        ("other_sources.csv", "claims"),
    ):
        assert f"{len(rows_of(name))} {noun}" in newest, name

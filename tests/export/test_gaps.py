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
    file_text = (storage.DATA / name).read_text(encoding="utf-8")
    assert file_text == gaps.page(package, lang=lang), REMEDY


def test_every_unknown_has_its_name_in_russian():
    assert set(gaps.UNKNOWN) <= set(gaps._text("ru")["labels"])


@pytest.mark.parametrize(("lang", "name"), [("en", "gaps.md"), ("ru", "gaps.ru.md")])
def test_the_command_prints_the_file(capsys, lang, name):
    assert main.run(["gaps", "--lang", lang]) == 0
    file_text = (storage.DATA / name).read_text(encoding="utf-8")
    assert capsys.readouterr().out == file_text


def test_the_counts_are_those_of_the_table():
    with (storage.DATA / "treaties.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    def without(*columns: str) -> int:
        return sum(not all(row[c] for c in columns) for row in rows)

    counts = counted((storage.DATA / "gaps.md").read_text(encoding="utf-8"))
    assert counts["entry into force"][0] == without("in_force") == 15
    assert counts["place of signing"] == (without("signed_place"), "BLR")
    assert counts["signatories"][0] == without("signatory_a", "signatory_b")
    assert counts["title in Russian"][0] == without("title_ru")
    assert counts["title in English"][0] == without("title_en")
    assert counts["approving order"][0] == without("approval_act")
    assert counts["day of signing"] == (2, "ARM, KGZ")
    assert counts["day of entry into force"] == (1, "IRN")


def test_a_treaty_with_everything_lacks_nothing(make):
    full = make(
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
    bare = gaps.unknown(make())
    assert {"entry into force", "date of signing", "signatories"} <= set(bare)
    vague = gaps.unknown(replace(full, signed=PartialDate.parse("2014")))
    assert vague == ["day of signing"]


def test_every_conflicting_claim_is_listed_with_its_judgement(package):
    text = gaps.page(package)
    conflicts = gaps.conflicts(package.treaties)
    assert conflicts
    for _, claim in conflicts:
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
    ("count", "sentence"),
    [("20", "the official count and ours agree"), ("19", "Check the latest additions")],
)
def test_another_count_says_another_thing(package, folder, count, sentence):
    recount(folder, count)
    text = gaps.page(package, folder)
    assert sentence in text
    assert "What is missing" not in text


def test_a_folder_without_counts_or_searches_is_no_error(toy, tmp_path):
    text = gaps.page(toy, tmp_path)
    assert "theirs and ours" not in text
    assert "Unknown, by count" in text
    assert "SRB" not in text  # planned: there is nothing to know yet


def test_hostile_cells_stay_in_their_cell(toy, make):
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
    treaty = make("CUB", "2012", id=bad, status=Status.SIGNED, sources=(claim,))
    text = gaps.page(replace(toy, treaties=(treaty,)), Path("nowhere"))
    assert "<script" not in text
    assert not re.search(r"(?<!\\)\]\(javascript", text)
    # Every row of a table has the cells of its header.
    blocks = re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE)
    assert len(blocks) > 1
    for table in blocks:
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
    addresses = {
        match.group(1): line
        for line in lines
        if (match := re.match(r"\| (EV-\d+) \|", line))
    }
    differing = {e["id"]: e for e in rows_of("events.csv") if e["differs"] == "true"}
    assert set(addresses) == set(differing)
    for name, line in addresses.items():
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
    method = document("README.md")
    urls = {c.url for c in package.get(treaty).claims(field)}
    assert word in method
    assert any(url in method for url in urls)


def test_the_method_page_answers_for_south_africa_and_the_21st():
    method = document("README.md")
    (event,) = [e for e in rows_of("events.csv") if e["id"] == "EV-36"]
    assert event["sources"].split(" | ")[0] in method
    assert "no party to it" in method
    assert rows_of("official_counts.csv")[-1]["url"] in method


def test_the_method_page_names_every_table_and_an_example_that_fits_its_columns():
    method = document("README.md")
    descriptor = json.loads((storage.DATA / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        assert f"`{resource['path']}`" in method, resource["path"]
    text = (storage.DATA / "README.md").read_text(encoding="utf-8")
    example = re.search(r"```csv\n(.*?)\n *```", text, re.DOTALL).group(1)
    (cells,) = csv.reader([example.strip()])
    header = rows_of("sources.csv")[0]
    assert len(cells) == len(header)
    ids = {row["id"] for row in rows_of("sources.csv")}
    assert cells[0] not in ids


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

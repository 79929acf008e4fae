"""Reading the package: what a row becomes, and what a damaged table says."""

import csv
import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from geo import storage
from geo.model.treaties import Signatory, Stance, Status
from geo.model.treaty_fields import DATES, Kind, names_of
from geo.tables import load as tables_load
from geo.tables.load import BadTable, load_package


@pytest.fixture
def copy(tmp_path) -> Path:
    """The shipped tables, to be damaged."""
    for path in (*storage.DATA.glob("*.csv"), storage.DATA / "datapackage.json"):
        shutil.copy(path, tmp_path)
    return tmp_path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def save(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def edit(copy) -> Callable[..., Path]:
    """The package with some cells of one treaty, or one claim, changed."""

    def change(table: str, row_id: str, **cells: str) -> Path:
        rows = rows_of(copy / table)
        next(r for r in rows if r["id"] == row_id).update(cells)
        save(copy / table, rows)
        return copy

    return change


# --- what is read ---


def test_every_row_becomes_a_treaty_and_every_claim_belongs_to_one(package):
    file_rows = rows_of(storage.DATA / "treaties.csv")
    claims = rows_of(storage.DATA / "sources.csv")
    assert [t.id for t in package.treaties] == [r["id"] for r in file_rows]
    assert sum(len(t.sources) for t in package.treaties) == len(claims)
    for treaty in package.treaties:
        assert all(s.treaty == treaty.id for s in treaty.sources)


#: The columns that are held letter by letter.
PLAIN = names_of(
    *(Kind.IDENTIFIER, Kind.PARTY, Kind.TITLE, Kind.TYPE, Kind.PLACE, Kind.ORDER),
    *(Kind.ANSWER, Kind.ADDRESS, Kind.NOTE),
)


def test_the_values_of_a_row_are_held_as_they_stand(package):
    for row in rows_of(storage.DATA / "treaties.csv"):
        treaty = package.get(row["id"])
        for column in PLAIN:
            assert getattr(treaty, column) == row[column].strip()
        for column in DATES:
            value = getattr(treaty, column)
            assert (value.text if value else "") == row[column]
        assert treaty.status.value == row["status"]
        assert treaty.title_en_is_translation is (
            row["title_en_is_translation"] == "true"
        )
        assert treaty.title_ru_is_translation is (
            row["title_ru_is_translation"] == "true"
        )


def test_confidence_is_kept_by_the_field_it_is_about(package):
    for row in rows_of(storage.DATA / "treaties.csv"):
        sure = {k[11:]: v for k, v in row.items() if k.startswith("confidence_") and v}
        assert dict(package.get(row["id"]).confidence) == sure
        assert sure


def test_signatories_keep_their_offices(edit):
    cells = {"signatory_a": "A. Person", "signatory_a_office": "minister"}
    treaty = load_package(edit("treaties.csv", "RUS-BRA-2010", **cells)).get(
        "RUS-BRA-2010"
    )
    assert treaty.signatory_a == Signatory("A. Person", "minister")
    assert treaty.signatory_b is None


def test_a_blank_status_is_unknown(edit):
    copy = edit("treaties.csv", "RUS-BRA-2010", status="")
    assert load_package(copy).get("RUS-BRA-2010").status is Status.UNKNOWN


def test_the_edition_is_that_of_the_descriptor(package):
    meta = json.loads((storage.DATA / "datapackage.json").read_text(encoding="utf-8"))
    assert (package.version, package.as_of.isoformat()) == (
        meta["version"],
        meta["as_of"],
    )


def test_a_mark_before_the_first_cell_is_no_part_of_it(copy):
    path = copy / "treaties.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(load_package(copy).treaties) == 20


def test_the_same_files_are_read_once_and_changed_ones_again(edit):
    copy = edit("treaties.csv", "RUS-BRA-2010", notes="one")
    first = load_package(copy)
    assert load_package(copy) is first
    edit("treaties.csv", "RUS-BRA-2010", notes="another, and longer")
    assert load_package(copy).get("RUS-BRA-2010").notes == "another, and longer"


def test_partners_are_every_other_party_whatever_the_date(toy):
    codes = "BRA CHN CUB IND IRN MMR SRB VNM"
    assert toy.partners() == tuple(codes.split())
    assert toy.partners("CUB") == ("RUS",)
    assert toy.partners("USA") == ()


def test_a_state_that_a_list_only_announces_is_not_named_by_it(package):
    codes = {
        m.code
        for layer in package.layers
        if layer.key == "OFFICIAL_LIST_2022"
        for m in layer.members
    }
    assert codes - package.reference_codes("OFFICIAL_LIST_2022") == {
        "AZE",
        "SRB",
        "TJK",
    }
    assert package.reference_codes("no such list") == frozenset()


# --- dates bounded by claims ---


@pytest.fixture
def a_year(edit) -> Callable[..., Path]:
    """The package with Armenia's date known to the year; one claim changed."""

    def change(claim: str = "RUS-ARM-2022/signed/2", **cells: str) -> Path:
        edit("treaties.csv", "RUS-ARM-2022", signed="2022")
        return edit("sources.csv", claim, **cells)

    return change


def test_the_vague_dates_of_the_shipped_data_are_months_within_their_bounds(package):
    vague = {
        t.id: (t.signed.earliest, t.signed.latest)
        for t in package.treaties
        if t.signed.text.count("-") < 2
    }
    # The bounds of the claims, 28 June 2021 and 23 June 2022, lie after the months.
    assert vague == {
        "RUS-KGZ-2021": (date(2021, 2, 1), date(2021, 2, 28)),
        "RUS-ARM-2022": (date(2022, 4, 1), date(2022, 4, 30)),
    }


def test_a_year_ends_where_a_claim_bounds_it(a_year):
    signed = load_package(a_year()).get("RUS-ARM-2022").signed
    assert (signed.earliest, signed.latest) == (date(2022, 1, 1), date(2022, 6, 23))


@pytest.mark.parametrize(
    ("stance", "value", "bounds"),
    [
        ("not-after", "2022-03", (date(2022, 1, 1), date(2022, 3, 31))),
        ("not-before", "2022-03", (date(2022, 3, 1), date(2022, 6, 23))),
        ("supports", "2022", (date(2022, 1, 1), date(2022, 6, 23))),
    ],
)
def test_a_bound_takes_the_wider_end_of_its_own_date(a_year, stance, value, bounds):
    copy = a_year("RUS-ARM-2022/signed/1", stance=stance, value=value)
    signed = load_package(copy).get("RUS-ARM-2022").signed
    assert (signed.earliest, signed.latest) == bounds


def test_without_its_claim_the_year_is_a_year_again(a_year):
    copy = a_year(stance="context")
    signed = load_package(copy).get("RUS-ARM-2022").signed
    assert (signed.earliest, signed.latest) == (date(2022, 1, 1), date(2022, 12, 31))


def test_a_claim_about_one_field_bounds_no_other(edit):
    cells = {"signed": "2022", "in_force": "2022", "terminated": "2022"}
    treaty = load_package(edit("treaties.csv", "RUS-ARM-2022", **cells)).get(
        "RUS-ARM-2022"
    )
    assert treaty.signed.latest == date(2022, 6, 23)
    assert treaty.in_force.latest == treaty.terminated.latest == date(2022, 12, 31)


def test_a_bound_does_not_make_up_a_date(edit):
    copy = edit("treaties.csv", "RUS-ARM-2022", signed="")
    assert load_package(copy).get("RUS-ARM-2022").signed is None


# --- what a damaged table says ---


def refused(folder: Path) -> str:
    with pytest.raises(BadTable) as error:
        load_package(folder)
    message = str(error.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"signed": "14.05.2010"}, "14.05.2010"),
        ({"signed": "2010-02-30"}, "2010-02-30"),
        ({"in_force": "soon"}, "soon"),
        ({"terminated": "2010/05"}, "2010/05"),
        ({"status": "agreed"}, "agreed"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_with_file_line_and_remedy(
    edit, cells, sentence
):
    message = refused(edit("treaties.csv", "RUS-BLR-2013", **cells))
    assert message.startswith("treaties.csv line 3: ")
    assert sentence in message
    assert "python -m geo check" in message


def test_a_claim_of_no_known_stance_is_named_with_its_line(edit):
    copy = edit("sources.csv", "RUS-BRA-2010/existence/2", stance="maybe")
    message = refused(copy)
    assert message.startswith("sources.csv line 3: ")
    assert "maybe" in message


def test_a_claim_that_contradicts_the_date_is_a_bad_table(a_year):
    message = refused(a_year(value="2021-06-23"))
    assert "treaties.csv line 15" in message
    assert "2022 cannot be reconciled with the bound 2021-06-23" in message


def test_a_bound_that_is_no_date_is_named_where_it_stands(edit):
    copy = edit("sources.csv", "RUS-ARM-2022/signed/2", value="in June")
    message = refused(copy)
    assert "in June" in message
    assert message.startswith("sources.csv line ")


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("treaties.csv", "id"),
        ("treaties.csv", "party_b"),
        ("treaties.csv", "signed"),
        ("treaties.csv", "status"),
        ("sources.csv", "stance"),
        ("sources.csv", "treaty"),
        ("layers.csv", "layer"),
        ("layers.csv", "iso3"),
    ],
)
def test_a_missing_column_is_named_with_its_file_and_remedy(copy, table, column):
    rows_left = [
        {k: v for k, v in row.items() if k != column} for row in rows_of(copy / table)
    ]
    save(copy / table, rows_left)
    message = refused(copy)
    assert message.startswith(f"{table}: column '{column}' is missing")
    assert "python -m geo check" in message


@pytest.mark.parametrize("name", ["treaties.csv", "sources.csv", "datapackage.json"])
def test_a_missing_file_is_named(copy, name):
    (copy / name).unlink()
    assert refused(copy).startswith(f"{name}: is missing")


def test_a_table_without_lists_beside_it_is_still_a_table(copy):
    path = copy / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    rest = [r for r in descriptor["resources"] if r["path"] != "layers.csv"]
    path.write_text(json.dumps({**descriptor, "resources": rest}), encoding="utf-8")
    (copy / "layers.csv").unlink()
    assert load_package(copy).layers == ()


def more_cells(row: bytes) -> bytes:
    return row.rstrip(b"\r\n") + b",one,more\n"


def put(path: Path, content: bytes) -> None:
    path.write_bytes(content)


DAMAGE = {
    "no UTF-8": lambda line: b"\xff\xfe\xe9" + line,
    "more cells than columns": more_cells,
    "a cell beyond the reader's limit": lambda line: b'"' + b"x" * 200_000 + b'"\n',
    "another encoding": lambda line: line.decode().encode("utf-16"),
    "text after a closing quote": lambda line: b'"x" y' + line,
    "cut short": lambda line: line[:20] + b"\n",
}


@pytest.mark.parametrize("table", ["treaties.csv", "sources.csv"])
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_table_is_a_bad_table_and_no_other_error(copy, table, damage):
    lines = (copy / table).read_bytes().splitlines(keepends=True)
    lines[1] = DAMAGE[damage](lines[1])
    put(copy / table, b"".join(lines))
    assert refused(copy).startswith(table)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"version": "1"}', '{"version": "1", "as_of": "today"}'],
)
def test_a_damaged_descriptor_is_a_bad_table_and_no_other_error(copy, text):
    (copy / "datapackage.json").write_text(text, encoding="utf-8")
    assert refused(copy).startswith("datapackage.json")


def test_a_table_without_a_row_is_a_bad_table(copy):
    header = (copy / "treaties.csv").read_text(encoding="utf-8").splitlines()[0]
    (copy / "treaties.csv").write_text(header + "\n", encoding="utf-8")
    assert refused(copy).startswith("treaties.csv: holds no row; ")


def test_a_row_that_is_gone_and_has_claims_is_named(copy):
    lines = (copy / "treaties.csv").read_bytes().splitlines(keepends=True)
    put(copy / "treaties.csv", b"".join(lines[:-1]))
    assert "is no row of treaties.csv" in refused(copy)


def test_a_last_line_without_an_end_is_cut_short(copy):
    whole = (copy / "events.csv").read_bytes()
    put(copy / "events.csv", whole.removesuffix(b"\n"))
    assert "cut short" in refused(copy)


def test_the_hash_of_a_package_changes_with_each_of_its_files(copy):
    digests = {load_package(copy).digest}
    for name in ("treaties.csv", "sources.csv", "layers.csv", "datapackage.json"):
        put(copy / name, (copy / name).read_bytes().replace(b"Russia", b"russia"))
        digests.add(load_package(copy).digest)
    assert len(digests) == 5
    assert load_package(copy).digest == load_package(copy, focus="").digest


def test_what_a_claim_may_do_to_a_value_is_a_fixed_list():
    assert {s.value for s in Stance} == {
        "supports",
        "conflicts",
        "not-after",
        "not-before",
        "context",
    }


# --- the documents ---


@pytest.mark.parametrize("name", ["README.md", "gaps.md", "CHANGELOG.md"])
def test_a_document_is_read_in_the_readers_language(name):
    english, russian = (tables_load.document(name, lang) for lang in ("en", "ru"))
    assert (english[1], russian[1]) == ("en", "ru")
    assert english[0] != russian[0]


def test_a_document_without_a_translation_stays_in_english(tmp_path):
    (tmp_path / "README.md").write_text(text := "# A title\n\nA text.\n", "utf-8")
    assert tables_load.document("README.md", "ru", tmp_path) == (text, "en")


@pytest.mark.parametrize(
    "path", sorted(storage.DATA.rglob("*.ru.md")), ids=lambda path: path.name
)
def test_a_translation_has_the_sections_rows_and_links_of_its_original(path):
    """What a translator would forget: a section, a row of a table, a source."""
    original = path.with_name(path.name.replace(".ru.md", ".md"))
    english, russian = (p.read_text(encoding="utf-8") for p in (original, path))
    for mark in ("\n## ", "\n### ", "\n| "):
        assert russian.count(mark) == english.count(mark)
    links = [
        set(re.findall(r"\]\((https?://[^)\s]+)\)", t)) for t in (english, russian)
    ]
    assert links[0] == links[1]

"""Properties of the intake: what is written is read, the law counts it, nothing raises.

Longer runs: ``INTAKE_EXAMPLES=20000 python -m pytest`` and this file's path.
"""

import io
import os
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from geo.export.problems import problem_table
from geo.model.counting import state
from geo.model.dates import PartialDate
from geo.model.treaties import UNSIGNED, Basis, Status, Treaty
from geo.model.view import View
from geo.presentation.problem_text import group, line
from geo.tables.user import read
from tests.helpers.examples import examples
from tests.helpers.tables import WRITTEN, write
from tests.tables.user.test_files import book, zipped

TODAY = date(2026, 11, 23)
EXAMPLES = int(os.environ.get("INTAKE_EXAMPLES", "60"))
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
often = examples(EXAMPLES, suppress_health_check=SLOW)

CODES = ("RUS", "CHL", "PER", "BRA", "CUB", "XKX", "CIV")
#: Text as a treaty holds it: one line, no outer blanks, nothing that does not print.
words = (
    st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "))
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text.isprintable() and not text.startswith("'"))
    .map(lambda text: text.replace("\ufffd", ""))
)


@st.composite
def dates(draw) -> PartialDate:
    day = draw(st.dates(date(1600, 1, 1), date(2100, 12, 31))).isoformat()
    return PartialDate.parse(day[: draw(st.sampled_from((4, 7, 10)))])


@st.composite
def treaties(draw, number: int) -> Treaty:
    a, b = draw(st.lists(st.sampled_from(CODES), min_size=2, max_size=2, unique=True))
    days = sorted(draw(st.lists(dates(), max_size=3)), key=lambda d: d.earliest)
    fields = ("signed", "in_force", "terminated")
    keep = sorted(draw(st.permutations(fields))[: len(days)], key=fields.index)
    return Treaty(
        *(f"T{number}", a, b),
        **dict(zip(keep, days, strict=True)),
        status=draw(st.sampled_from(Status)),
        title_en=draw(words),
        title_ru=draw(words),
        title_original=draw(words),
        instrument_type=draw(words),
        signed_place=draw(words),
        status_note=draw(words),
        notes=draw(words),
        text_url=draw(st.sampled_from(("", "https://example.org/a?b=c,d;e"))),
    )


@st.composite
def tables(draw) -> list[Treaty]:
    """Treaties of which no two are the same one twice: those would be counted once."""
    rows = [draw(treaties(n)) for n in range(draw(st.integers(1, 12)))]
    return list({told_apart(t): t for t in reversed(rows)}.values())[::-1]


def told_apart(treaty: Treaty) -> tuple:
    """What makes two rows of a table one treaty: the pair, every date, every title."""
    dates = tuple(str(d or "") for d in (treaty.signed, treaty.in_force))
    titles = (treaty.title_en, treaty.title_ru, treaty.title_original)
    pair = frozenset((treaty.party_a, treaty.party_b))
    return pair, dates, str(treaty.terminated or ""), titles


@often
@given(tables(), st.booleans())
def test_what_is_written_is_read_back(table, as_workbook):
    data, name = write(table), "mine.csv"
    if as_workbook:
        data, name = as_xlsx(table), "mine.xlsx"
    result = read.read(data, name, as_of=date(2101, 1, 1))
    assert [p for p in result.problems if p.level == "error"] == []
    assert list(result.package.treaties) == table


def as_xlsx(table: list[Treaty]) -> bytes:
    from geo.export import formats

    rows = [{c: str(getattr(t, c) or "") for c in WRITTEN} for t in table]
    return formats.as_xlsx({"t": (WRITTEN, rows)}, "t", TODAY)


@often
@given(tables(), st.integers(1600, 2100), st.integers(0, 60), st.sampled_from(CODES))
def test_counts_are_those_of_a_count_by_hand(table, first, length, focus):
    result = read.read(write(table), "mine.csv", as_of=date(2100, 12, 31))
    view = View(date(first, 1, 1), date(min(first + length, 2100), 12, 31), focus=focus)
    start, end = view.start, view.end
    signed, instruments = set(), 0
    for t in table:
        if focus not in (t.party_a, t.party_b) or t.status in UNSIGNED or not t.signed:
            continue
        if start <= t.signed.earliest and t.signed.latest <= end:
            instruments += 1
            signed.add(t.party_b if t.party_a == focus else t.party_a)
    counts = state(result.package.treaties, view).counts
    assert (counts.countries, counts.instruments) == (len(signed), instruments)

    in_force, instruments = set(), 0
    for t in table:
        if focus not in (t.party_a, t.party_b) or t.status in UNSIGNED:
            continue
        has_entered = t.in_force and start <= t.in_force.earliest
        has_entered = has_entered and t.in_force.latest <= end
        over = t.terminated and t.terminated.earliest <= end
        open_end = not t.terminated and t.status in (Status.TERMINATED, Status.REPLACED)
        if has_entered and not over and not open_end:
            instruments += 1
            in_force.add(t.party_b if t.party_a == focus else t.party_a)
    view = View(start, end, Basis.IN_FORCE, focus)
    counts = state(result.package.treaties, view).counts
    assert (counts.countries, counts.instruments) == (len(in_force), instruments)


# --- nothing raises ---

NAMES = (
    st.sampled_from(("a.csv", "a.xlsx", "a.zip", "", "\0/../..", "я.csv")) | st.text()
)
PIECES = (
    *("party_a", "Country", "Partner", "Date", "Chile", "СССР", "2011", "05/04/2010"),
    *('"', '""', ",", ";", "\t", "|", "\n", "\r\n", "\r", "\0", "=1+1", "\ufeff", "—"),
    *("40312", "9999", "0000", "\u202e", "x" * 300, "sep=;\n", "[", "(", "'", "<b>"),
)
near_tables = st.lists(st.sampled_from(PIECES) | st.text(max_size=8)).map("".join)
codecs = st.sampled_from(("utf-8", "utf-16", "cp1251", "cp1252", "utf-16-be", "utf-7"))
mappings = st.none() | st.dictionaries(
    st.sampled_from(("party_a", "party_b", "signed", "title", "no such")),
    st.sampled_from(("", "Country", "Date", "column 1", "no such")),
)


def sound(table: read.UserTable) -> None:
    """What holds of every intake."""
    assert table.valid == len(table.package.treaties)
    assert table.valid + table.merged + table.rejected == table.rows
    assert table.warned <= table.valid
    assert len({t.id for t in table.package.treaties}) == table.valid
    if table.rejected:
        assert any(p.level == "error" for p in table.problems)
    if table.refusal:
        assert not table.rows
    assert problem_table(table.problems)
    for lang in ("en", "ru"):
        assert all(line(p, lang).isprintable() for p in table.problems)
        assert all(group(g, lang).isprintable() for g in table.groups)
    reading = table.package.reading
    assert table.refusal or reading.not_read == sum(n for _, n in reading.reasons)


@often
@given(st.binary(), NAMES)
def test_no_bytes_raise(data, name):
    sound(read.read(data, name, as_of=TODAY))


@often
@given(near_tables, codecs, mappings, st.none() | st.booleans(), st.none() | st.text())
def test_no_text_raises(text, codec, mapping, day_first, focus):
    data = text.encode(codec, "replace")
    options = {"mapping": mapping, "day_first": day_first, "focus": focus}
    sound(read.read(data, "mine.csv", as_of=TODAY, **options))


CELLS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates(date(1900, 1, 1))
    | st.sampled_from(PIECES).filter(lambda text: text.isprintable())
)


@often
@given(st.lists(st.lists(CELLS, max_size=6), max_size=6))
def test_no_workbook_raises(rows):
    sound(read.read(book(*rows), "mine.xlsx", as_of=TODAY))


GOOD = book(["Country", "Partner", "Date"], ["Chile", "Peru", date(2010, 5, 14)])


def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@often
@given(st.data())
def test_no_damaged_workbook_raises(data):
    """Bytes are changed inside a part, so that the zip is whole and the XML is not."""
    entries = parts()
    name = data.draw(st.sampled_from(sorted(entries)))
    part = bytearray(entries[name])
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(part) - 1))
        new = data.draw(st.binary(max_size=4) | st.sampled_from((b"-9", b"99999999")))
        part[place : place + len(new)] = new
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for each, content in {**entries, name: bytes(part)}.items():
            archive.writestr(each, content)
    sound(read.read(out.getvalue(), "mine.xlsx", as_of=TODAY))


@often
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8))
def test_no_damaged_zip_raises(place, new):
    data = GOOD[:place] + new + GOOD[place + len(new) :]
    sound(read.read(data, "mine.xlsx", as_of=TODAY))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
)


@often
@given(JSON, near_tables, near_tables)
def test_no_data_package_raises(extra, table, claims):
    import json

    files = [
        {"name": "treaties", "path": "t.csv"},
        {"name": "sources", "path": "s.csv"},
    ]
    for resources_given in ([*files, extra], extra, files):
        meta = json.dumps({"resources": resources_given})
        data = zipped(datapackage_dot_json=meta, t_dot_csv=table, s_dot_csv=claims)
        sound(read.read(data, "mine.zip", as_of=TODAY))

"""The rules that no schema can state: each broken alone in a copy, and seen alone."""

import json
from collections.abc import Callable
from pathlib import Path

import pycountry
import pytest

from geo import storage
from geo.model import boundaries, countries, former_states
from geo.tables import rules, schema
from geo.tables.evidence_rules import KNOWN_GAPS
from geo.tables.rules import RULES
from tests.tables.test_schema import Place, Table, copied, described, places

T = "treaties.csv"


@pytest.fixture
def copy(tmp_path) -> Path:
    return copied(tmp_path)


def noted(value: str) -> Callable[[Path], Place]:
    """A treaty's note, which no other rule reads."""

    def broken(folder: Path) -> Place:
        table = Table(folder, "treaties")
        line = table.line(id="RUS-CUB-2014")
        table.edit(line, notes=value)
        return T, line, "notes"

    return broken


def changed(name: str, where: dict[str, str], column: str, value: str):
    """A cell of the row with these cells."""

    def broken(folder: Path) -> Place:
        table = Table(folder, name)
        line = table.line(**where)
        table.edit(line, **{column: value})
        return f"{name}.csv", line, column

    return broken


def added(where: str, **cells: str) -> Callable[[Path], Place]:
    """A claim more, after the model of another; the value is at fault."""

    def broken(folder: Path) -> Place:
        table = Table(folder, "sources")
        model = table.line(id=where)
        return "sources.csv", table.append(model, **cells), "value"

    return broken


def undrawn() -> str:
    """A country of ISO 3166-1 that the boundaries do not draw."""
    drawn = boundaries.codes()
    return next(c.alpha_3 for c in pycountry.countries if c.alpha_3 not in drawn)


def two_parties(folder: Path) -> Place:
    table = Table(folder, "other_treaties")
    table.edit(2, party_b=table.rows[1][table.rows[0].index("party_a")])
    return "other_treaties.csv", 2, "party_b"


AZE = {"layer": "OFFICIAL_LIST_2022", "iso3": "AZE"}
ARG = {"layer": "BRICS", "iso3": "ARG"}
BRA = {"layer": "BRICS", "iso3": "BRA"}
CUB = {"id": "RUS-CUB-2014"}
KGZ = {"treaty": "RUS-KGZ-2021", "field": "signed", "stance": "not-after"}
HAVANA = "RUS-CUB-2014/signed_place/1"
MOSCOW = "RUS-BRA-2010/signed_place/1"
OTHER = {"id": "OB-008"}

#: Rule -> how to break it in a copy; returns file, line and column to be named.
MUTATIONS: dict[str, Callable[[Path], Place]] = {
    "cell-size": noted("я" * 50_001),
    "control-character": noted("a\x07b"),
    "formula": noted("=cmd()"),
    "markup": noted("x <script>alert(1)</script>"),
    "web-address": changed("sources", {"id": HAVANA}, "url", "javascript:alert(1)"),
    "calendar-day": changed("sources", {"id": HAVANA}, "page_date", "2021-02-30"),
    "known-country": changed("layers", ARG, "iso3", "YUG"),
    "former-state": changed("former_states", {"code": "CSK"}, "members", "CZE QQQ"),
    "two-parties": two_parties,
    "drawn-partner": changed("other_treaties", OTHER, "party_b", undrawn()),
    "date-order": changed("layers", BRA, "to", "2008"),
    "status-dates": changed("treaties", CUB, "status", "in force"),
    "value-claimed": changed("treaties", CUB, "signed_place", "Santiago"),
    "claim-agrees": added(MOSCOW, id="RUS-BRA-2010/signed_place/99", value="Goa"),
    "approval-whose": changed(
        "sources", {"id": "RUS-TJK-2023/approval_by_one_side/1"}, "note", ""
    ),
    "bound-fits": changed("sources", KGZ, "value", "2020-06-28"),
    "translated": changed("layer_info", {"layer": "BRICS"}, "note_ru", ""),
    "official-list": lambda folder: (
        *changed("layers", AZE, "role", "listed as signed")(folder)[:2],
        "iso3",
    ),
    "chapter-list": changed(
        "layers", {"layer": "CHAPTER_2024", "iso3": "ZWE"}, "iso3", "LAO"
    ),
    "official-count": changed(
        "official_counts", {"id": "COUNT-2025-12"}, "count", "22"
    ),
}


def test_every_rule_of_the_registry_is_broken_below():
    assert set(MUTATIONS) == set(RULES)


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_rule_broken_alone_is_reported_alone_with_its_place(copy, name):
    place = MUTATIONS[name](copy)
    problems = schema.check(copy)
    assert places(problems) == [(name, *place)]
    assert problems[0].remedy == RULES[name].remedy
    assert problems[0].level == RULES[name].level


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *[("members", "CZE/1993-13-01"), ("successors", "CZE SUN")],
        *[("continuator", "RUS"), ("rests_on", "")],
    ],
)
def test_a_former_state_is_made_of_what_there_is(copy, column, value):
    place = changed("former_states", {"code": "CSK"}, column, value)(copy)
    assert places(schema.check(copy)) == [("former-state", *place)]


@pytest.mark.parametrize(
    "mark", ["\n", "\ufeff", "\u200f", "\u2028", "\u202e", "\u2066"]
)
def test_what_is_no_text_is_reported_with_its_number(copy, mark):
    place = noted(f"a{mark}b")(copy)
    (problem,) = schema.check(copy)
    assert places([problem]) == [("control-character", *place)]
    assert f"U+{ord(mark):04X}" in problem.message


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_has_a_sentence_and_a_remedy_for_the_method_page(rule):
    assert rule.sentence.endswith(".")
    assert rule.remedy
    assert rule.level in ("error", "warning")


def test_every_mutation_at_once_is_reported_in_one_run(copy):
    same_cell = {"cell-size", "formula", "markup"}
    # The lists and the counts wait until the rows they rest on are sound.
    waiting = {"official-list", "chapter-list", "official-count"}
    names = [name for name in MUTATIONS if name not in same_cell | waiting]
    expected = [(name, *MUTATIONS[name](copy)) for name in names]
    assert sorted(places(schema.check(copy))) == sorted(expected)


# --- dates ---


def both(folder: Path, treaty: str, field: str, value: str) -> int:
    """A value and a claim that supports it."""
    table, claims = Table(folder, "treaties"), Table(folder, "sources")
    line = table.line(id=treaty)
    table.edit(line, **{field: value})
    for number, row in enumerate(list(claims.rows), 1):
        cells = dict(zip(claims.rows[0], row, strict=True))
        if (cells["treaty"], cells["field"]) == (treaty, field):
            claims.edit(number, value=value)
    model = claims.line(treaty=treaty, field="signed")
    new = f"{treaty}/{field}/99"
    claims.append(model, id=new, field=field, value=value, stance="supports")
    return line


@pytest.mark.parametrize("text", ["2021-13-45", "2021-02-30", "2023-02-29", "0000"])
def test_a_day_that_is_not_of_the_calendar_is_told_once(copy, text):
    line = MUTATIONS["calendar-day"](copy)[1]
    Table(copy, "sources").edit(line, page_date="")
    table = Table(copy, "treaties")
    table.edit(4, signed=text)
    (problem,) = schema.check(copy)
    assert places([problem]) == [("calendar-day", T, 4, "signed")]
    assert text in problem.message


def test_in_force_before_signed_is_a_problem(copy):
    line = both(copy, "RUS-ZWE-2023", "in_force", "2023-07-26")
    assert places(schema.check(copy)) == [("date-order", T, line, "in_force")]


@pytest.mark.parametrize("text", ["2023-07-27", "2023-07", "2023", "2024"])
def test_dates_are_compared_at_their_precision(copy, text):
    both(copy, "RUS-ZWE-2023", "in_force", text)
    assert schema.check(copy) == []


@pytest.mark.parametrize(
    ("status", "cells"),
    [
        ("terminated", {}),
        ("replaced", {}),
        ("planned", {}),
        ("initialled", {}),
    ],
)
def test_a_status_must_fit_the_dates(copy, status, cells):
    table = Table(copy, "treaties")
    table.edit(4, status=status, **cells)
    assert ("status-dates", T, 4, "status") in places(schema.check(copy))


def test_a_treaty_in_force_is_not_only_signed(copy):
    table = Table(copy, "treaties")
    line = table.line(id="RUS-ZWE-2023")
    table.edit(line, status="signed")
    assert places(schema.check(copy)) == [("status-dates", T, line, "status")]


# --- claims ---


def test_the_loss_of_the_only_claim_is_a_problem_of_the_value(copy):
    claims = Table(copy, "sources")
    del claims.rows[claims.line(id=HAVANA) - 1]
    claims.save()
    line = Table(copy, "treaties").line(**CUB)
    assert places(schema.check(copy)) == [("value-claimed", T, line, "signed_place")]


def test_a_status_that_no_date_shows_needs_a_claim(copy):
    table = Table(copy, "treaties")
    table.edit(4, status="provisionally applied")
    assert places(schema.check(copy)) == [("value-claimed", T, 4, "status")]


def test_a_less_precise_claim_agrees_with_a_date(copy):
    cells = {"id": "RUS-CUB-2014/signed/99", "stance": "supports", "value": "2014"}
    added("RUS-CUB-2014/signed/1", **cells)(copy)
    assert schema.check(copy) == []


def test_bounds_that_contradict_each_other_are_a_problem_of_the_date(copy):
    claims = Table(copy, "sources")
    month = claims.line(treaty="RUS-KGZ-2021", field="signed", value="2021-02")
    claims.edit(month, stance="context")
    table = Table(copy, "treaties")
    table.edit(table.line(id="RUS-KGZ-2021"), signed="2021")
    model = claims.line(**KGZ)
    claims.append(
        model, id="RUS-KGZ-2021/signed/98", stance="not-before", value="2021-08"
    )
    line = Table(copy, "treaties").line(id="RUS-KGZ-2021")
    assert places(schema.check(copy)) == [("bound-fits", T, line, "signed")]


# --- countries ---


@pytest.mark.parametrize("code", sorted(former_states.by_code()))
def test_a_former_state_gets_a_hint_and_no_silent_successor(copy, code):
    table = Table(copy, "layers")
    table.edit(table.line(**ARG), iso3=code)
    rows = schema.contents(copy).raw
    messages = [m for _, _, m in RULES["known-country"].find(rows)]
    heirs = former_states.by_code()[code]
    assert messages == [
        f"'{code}' is no current code: a former one, succeeded by {heirs}; "
        "the source decides which"
    ]
    assert not countries.exists(code)
    assert all(countries.exists(c) for c in heirs.split(", "))


def test_kosovo_is_allowed_and_a_name_is_answered_with_its_code(copy):
    table = Table(copy, "layers")
    line = table.line(**ARG)
    table.edit(line, iso3="XKX")
    assert schema.check(copy) == []
    table.edit(line, iso3="Argentina")
    (problem,) = schema.check(copy)
    assert places([problem]) == [("known-country", "layers.csv", line, "iso3")]
    assert "ARG is the code" in problem.message


def test_damaged_boundaries_are_a_problem_and_no_exception(copy, monkeypatch):
    def damaged() -> None:
        raise boundaries.BadBoundaries("world.topo.json is damaged")

    monkeypatch.setattr(boundaries, "units", damaged)
    assert {p.rule for p in schema.check(copy)} == {"drawn-partner"}


# --- lists and counts ---


def test_a_state_that_signed_and_is_not_on_the_official_list_is_a_problem(copy):
    table = Table(copy, "layers")
    del table.rows[table.line(layer="OFFICIAL_LIST_2022", iso3="CUB") - 1]
    table.save()
    line = Table(copy, "treaties").line(**CUB)
    assert places(schema.check(copy)) == [("official-list", T, line, "signed")]


def test_the_gap_to_the_official_count_is_known_and_says_what_to_decide(copy):
    assert KNOWN_GAPS == {"COUNT-2022": 0, "COUNT-2025-12": 1}
    MUTATIONS["official-count"](copy)
    (problem,) = schema.check(copy)
    assert "22 said, 20 held: a gap of 2, 1 known" in problem.message
    assert "KNOWN_GAPS in geo/tables/evidence_rules.py" in problem.remedy


def test_the_day_the_twenty_first_is_found_the_known_gap_must_be_changed(copy):
    MUTATIONS["official-count"](copy)
    Table(copy, "official_counts").edit(4, count="20")
    (problem,) = schema.check(copy)
    assert "20 said, 20 held: a gap of 0, 1 known" in problem.message


def test_a_package_without_the_layers_is_not_held_against_their_lists(copy):
    described(
        copy,
        lambda meta: meta.update(
            resources=[r for r in meta["resources"] if r["name"] != "layers"]
        ),
    )
    assert schema.check(copy) == []


# --- hostile text and size ---


def test_a_cell_of_ten_megabytes_is_one_line_and_read_in_no_time(copy):
    place = noted("x" * 10_000_000)(copy)
    (problem,) = schema.check(copy)
    assert places([problem]) == [("cell-size", *place)]
    assert len(str(problem)) < 250


@pytest.mark.parametrize("text", ["=1+1", "+cmd|x", "-2+3", "@SUM(A1)", " =A1"])
def test_what_a_spreadsheet_would_compute_is_a_warning(copy, text):
    noted(text)(copy)
    assert [(p.rule, p.level) for p in schema.check(copy)] == [("formula", "warning")]


@pytest.mark.parametrize("text", ["-5", "+7 495 123", "- 3.5", "a = b", "x@y"])
def test_a_number_or_a_sign_inside_is_no_formula(copy, text):
    noted(text)(copy)
    assert schema.check(copy) == []


@pytest.mark.parametrize(
    "text", ["ftp://example.org/a", "https://", "http://[", 'https://a.b/"x', "data:,x"]
)
def test_only_addresses_of_the_web_pass(copy, text):
    changed("sources", {"id": HAVANA}, "url", text)(copy)
    assert [p.rule for p in schema.check(copy)] == ["web-address"]


@pytest.mark.parametrize("char", ["\0", "\n", "\t", "\x7f", "\x85", "\u202e", "\u2028"])
def test_control_characters_are_escaped_in_the_message(copy, char):
    noted(f"a{char}b")(copy)
    (problem,) = schema.check(copy)
    assert problem.rule == "control-character"
    assert f"U+{ord(char):04X}" in problem.message
    assert str(problem).isprintable()


def test_the_rules_read_every_table_the_package_describes():
    raw = schema.contents(storage.DATA).raw
    meta = json.loads((storage.DATA / "datapackage.json").read_text(encoding="utf-8"))
    assert list(raw.tables) == [r["name"] for r in meta["resources"]]
    assert list(rules.problems(raw)) == []

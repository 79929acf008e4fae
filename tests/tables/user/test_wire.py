"""What a child process tells comes back as it was, or not at all."""

import json
from datetime import date

import pytest

from geo.tables.user import read, wire
from geo.tables.user.read import UserTable
from geo.tables.user.refusal import Refusal
from geo.tables.user.wire import Unexpected

TODAY = date(2026, 11, 23)
HEAD = "id,party_a,party_b,signed,in_force,status,title_en,notes\n"
ROW = "x{n},CHL,PER,2011-0{m},2012,in force,On {n},n{n}\n"
BAD = "y{n},Atlantis,PER,2011,,,On {n},\n"


def taken(rows: int = 3) -> UserTable:
    good = (ROW.format(n=n, m=n % 9 + 1) for n in range(rows))
    bad = (BAD.format(n=n) for n in range(rows))
    return read.read((HEAD + "".join((*good, *bad))).encode(), "a.csv", as_of=TODAY)


def back(table: UserTable) -> UserTable:
    return wire.record(UserTable, wire.lines(table))


@pytest.mark.parametrize("rows", [0, 1, wire.CHUNK + 1, 3 * wire.CHUNK])
def test_a_table_comes_back_as_it_was(rows):
    table = taken(rows)
    assert (table.valid, table.rejected) == (rows, rows)
    assert back(table) == table
    assert type(back(table).package.treaties) is type(table.package.treaties)


def test_a_package_with_its_claims_comes_back_as_it_was(package):
    """The shipped data have every field, claims and narrowed dates among them."""
    fields = {"file_name": "a.zip", "day_first": None}
    table = UserTable(package=package, **fields)
    assert any(t.sources for t in table.package.treaties)
    assert any(t.signatory_a for t in table.package.treaties)
    assert back(table) == table


def test_equal_dates_and_texts_of_a_table_are_one_object():
    treaties = back(taken(20)).package.treaties
    assert len({t.signed.text for t in treaties}) == 9
    assert len({id(t.signed) for t in treaties}) == 9
    assert len({id(t.party_a) for t in treaties}) == 1


def test_half_a_character_arrives_as_a_question_mark():
    result = read.unread_table(
        "a\ud800.csv", TODAY, Refusal.of("json", example="\udfff")
    )
    assert back(result).file_name == "a?.csv"
    assert back(result).reason.texts == (("example", "?"),)


def changed(path: str, value: object) -> list[bytes]:
    """The lines of a table, of which one says something else."""
    messages = [json.loads(line) for line in wire.lines(taken())]
    assert path in [p for p, _ in messages]
    return [json.dumps([p, value if p == path else v]).encode() for p, v in messages]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("valid", "3"),
        ("valid", True),
        ("valid", None),
        ("reason.key", 7),
        ("reason.key", None),
        ("reason.texts", [["size", 1]]),
        ("reason.numbers", [["size", "1"]]),
        ("headers", "text"),
        ("headers", ["a", None]),
        ("lines", {"x": "1"}),
        ("lines", []),
        ("focus_options", [["CHL", 1, 2]]),
        ("package.as_of", "yesterday"),
        ("package.treaties", [{"id": "x"}]),
        ("package.treaties", [{"id": "x", "party_a": 1, "party_b": "PER"}]),
        ("package.treaties", [{"id": "x", "__class__": "y"}]),
        ("package.treaties", [["x", "CHL", "PER"]]),
        ("problems", [{"line": 1}]),
    ],
)
def test_a_value_of_another_type_is_not_taken(path, value):
    assert wire.record(UserTable, changed(path, _value(path)))  # its own is
    with pytest.raises(Unexpected):
        wire.record(UserTable, changed(path, value))


def _value(path: str) -> object:
    messages = dict(json.loads(line) for line in wire.lines(taken()))
    return messages[path]


@pytest.mark.parametrize(
    "signed",
    [
        [],
        [2011],
        ["2011-02-30"],
        ["soon"],
        ["2011", "2012-01-01", "2012-02-01"],
        "2011",
    ],
)
def test_a_date_that_is_none_is_not_taken(signed):
    row = {"id": "x", "party_a": "CHL", "party_b": "PER", "signed": signed}
    with pytest.raises(Unexpected):
        wire.record(UserTable, changed("package.treaties", [row]))


@pytest.mark.parametrize(
    "line", [b"", b"{}", b"[1", b'["nothing", 1]', b"\xff", b"[" * 100_000, b'["a"]']
)
def test_a_line_that_is_none_is_not_taken(line):
    with pytest.raises(Unexpected):
        wire.record(UserTable, [line, *wire.lines(taken())])


def test_what_is_cut_short_is_not_taken():
    lines = list(wire.lines(taken()))
    for end in range(len(lines)):
        with pytest.raises(Unexpected):
            wire.record(UserTable, lines[:end])
    with pytest.raises(Unexpected):
        wire.record(UserTable, [lines[0], *lines])


def test_a_field_of_a_type_that_cannot_be_told_is_an_error_of_ours():
    with pytest.raises(TypeError, match="plain"):
        wire._encoder(dict[int, str])

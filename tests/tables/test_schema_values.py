"""Cells as values of a schema, and the keys of rows, each fault with its place."""

import json

import pytest

from geo.tables.raw import RawRow
from geo.tables.schema_values import Fault, Values, described_by

PLACES = {
    "fields": [
        {"name": "state", "type": "string", "constraints": {"required": True}},
        {"name": "town", "type": "string"},
        {"name": "people", "type": "integer", "constraints": {"minimum": 1}},
        {"name": "near", "type": "string"},
        {"name": "tags", "type": "array"},
    ],
    "primaryKey": ["state", "town"],
    "foreignKeys": [
        {"fields": ["near"], "reference": {"resource": "", "fields": ["town"]}}
    ],
}


def values(*rows: tuple[str, ...], **schema: object) -> Values:
    names = [field["name"] for field in PLACES["fields"]]
    described = described_by(json.dumps({**PLACES, **schema}))
    raw = [
        RawRow("places", line, dict(zip(names, row, strict=True)))
        for line, row in enumerate(rows, 2)
    ]
    return Values(raw, described)


def faults(*rows: tuple[str, ...], **schema: object) -> list[Fault]:
    return list(values(*rows, **schema).faults({}.get))


def test_a_key_of_two_columns_is_one_only_where_both_are_the_same():
    one = ("A", "x", "", "", "")
    assert faults(one, ("A", "y", "", "", ""), ("B", "x", "", "", "")) == []
    assert faults(one, one) == [Fault("duplicate", 3, ("state", "town"), of_line=2)]


def test_the_third_of_three_is_said_to_be_like_the_second():
    one = ("A", "x", "", "", "")
    assert [f.of_line for f in faults(one, one, one)] == [2, 3]


def test_a_key_of_the_same_table_is_looked_for_there():
    rows = ("A", "x", "", "y", ""), ("A", "y", "", "z", ""), ("B", "w", "", "", "")
    (fault,) = faults(*rows)
    assert (fault.line, fault.columns, fault.cells) == (3, ("near",), ("z",))


def test_a_blank_row_is_one_fault_and_a_key_without_a_cell_another():
    blank = ("",) * 5
    assert [(f.rule, f.columns) for f in faults(blank)] == [
        ("required", ()),
        ("required", ("state", "town")),
    ]


def test_each_limit_of_a_cell_is_a_fault_of_its_own_rule():
    found = faults(("", "x", "many", "", ""), ("A", "y", "0", "", ""))
    assert [(f.line, f.rule, f.columns, f.cells) for f in found] == [
        (2, "required", ("state",), ("",)),
        (2, "type", ("people",), ("many",)),
        (3, "limit", ("people",), ("0",)),
    ]
    assert "minimum" in found[-1].note


def test_a_list_may_be_a_key():
    row = ("A", "x", "", "", '["a"]')
    assert [f.rule for f in faults(row, row, primaryKey=["tags"])] == ["duplicate"]


def test_a_key_of_a_table_that_cannot_be_read_is_left_alone():
    away = {"fields": ["near"], "reference": {"resource": "gone", "fields": ["town"]}}
    assert faults(("A", "x", "", "y", ""), foreignKeys=[away]) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"primaryKey": ["nothing"]},
        {"fields": [{"name": "state", "constraints": {"pattern": "("}}]},
    ],
)
def test_a_schema_that_cannot_be_used_raises(wrong):
    with pytest.raises(Exception, match=r"\S"):
        described_by(json.dumps({**PLACES, **wrong}))

"""What can be wrong with a reader's own table: one rule, one sentence, one remedy each.

An error rejects its row; a warning says what was done to a row that is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from geo.text import printable

#: Longest value repeated in a report.
SHOWN = 100


class Rule(NamedTuple):
    sentence: str
    remedy: str
    level: str = "error"


def _warning(sentence: str, remedy: str) -> Rule:
    return Rule(sentence, remedy, "warning")


RULES = {
    # the row
    "row-length": Rule(
        "A row has no more cells than the table has columns.",
        "put a cell that holds a separator in quotation marks",
    ),
    "quoting": Rule(
        "Quotation marks are paired.",
        'put the cell in quotation marks and double those inside: "a ""b"" c"',
    ),
    "cell-size": Rule(
        "No cell is over 100 kB.",
        "shorten it, or put it in a file and give its address",
    ),
    # the parties
    "party-missing": Rule(
        "Both parties are given.",
        "write the country; in merged cells only the first row has it",
    ),
    "unknown-country": Rule(
        "A party is a country of ISO 3166-1, by code or name.",
        "write the country's three-letter code",
    ),
    "ambiguous-country": Rule(
        "A party's name belongs to one country.", "write the three-letter code"
    ),
    "former-state": Rule(
        "A party is a state of today; a former state is never replaced silently.",
        "write the country that you hold to be bound",
    ),
    "organisation": Rule(
        "A party is a country; an organisation's signature paints no member.",
        "leave the row out, or write the country that signed",
    ),
    "two-parties": Rule(
        "No country has a treaty with itself.", "correct one of the two parties"
    ),
    # the dates
    "date": Rule("A date is a year, a month or a day.", "write 2010 or 2010-05-14"),
    "year-range": Rule("A year is between 1600 and 2100.", "correct the year"),
    "date-order": Rule(
        "The order of day and month is known.",
        "say which comes first, or write it as 2010-05-14",
    ),
    "dates-reversed": Rule(
        "Signed comes before in force, and that before terminated.",
        "correct one of the two dates, or write it less precisely",
    ),
    # said of rows that are kept
    "short-row": _warning(
        "A row with fewer cells than the table has columns ends in blanks.",
        "check that no separator is missing",
    ),
    "no-date": _warning(
        "A row without a date is listed, not mapped.",
        "add the year of signing or of entry into force",
    ),
    "future": _warning(
        "A date after the day of the table lies beyond the slider.",
        "correct the date, or give the table a later day",
    ),
    "day-first-assumed": _warning(
        "No date of the table tells whether the day or the month comes first.",
        "say which comes first if this is wrong",
    ),
    "other-order": _warning(
        "A date that can be read in one way only is so read.",
        "write it in the order of the others",
    ),
    "serial": _warning(
        "A number of five digits is a spreadsheet's day.",
        "nothing, if the day is right; else write it as 2010-05-14",
    ),
    "year-as-serial": _warning(
        "A day of 1904 or 1905 is what a spreadsheet makes of a bare year.",
        "compare it with the source; format the column as text and write the year",
    ),
    "blank-word": _warning(
        "A word or dash for 'no date' is read as a blank.", "leave the cell blank"
    ),
    "other-language": _warning(
        "A name in another language than English or Russian is said as it was read.",
        "nothing, if the country is right; else write its code",
    ),
    "status": _warning(
        "A status is one the atlas knows; another is kept as a note.",
        "use: planned, initialled, signed, in force, terminated, replaced",
    ),
    "web-address": _warning(
        "An address starts with https:// or http://; another is kept as a note.",
        "give the whole address",
    ),
    "duplicate-id": _warning(
        "An identifier is used once; a second use is numbered.",
        "give each row its own",
    ),
    "control-character": _warning(
        "A cell is one line of text; characters that do not print are taken out.",
        "delete them",
    ),
    "damaged-text": _warning(
        "Bytes that are no letter of the file's encoding are shown as \ufffd.",
        "save the file as CSV UTF-8",
    ),
    "formula": _warning(
        "A formula is kept as text and never computed.",
        "paste its value instead",
    ),
    "source": _warning(
        "A claim of the package is one the atlas can read; another is left out.",
        "run 'python -m geo check' on the package",
    ),
    # said of the table
    "column": Rule("The parties and a date have a column.", "choose the column"),
    "header": _warning(
        "A header names one column.", "give each column its own name in one line"
    ),
    "unused-column": _warning(
        "A column that stands for no field is not read.",
        "choose a field for it if it should be",
    ),
    "passed-over": _warning(
        "What stands above the header, or in other sheets, is not read.",
        "nothing, if it is no part of the table",
    ),
    "mapping": _warning(
        "A chosen column is one of the file.", "choose again from the columns there are"
    ),
    "focus": _warning(
        "The focal country is a party of the table.", "choose one of the parties"
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, or said, of one cell, row or table.

    ``line`` is the line of the file (the row of the sheet) and ``None`` where the whole
    table is meant.
    """

    line: int | None
    column: str
    value: str
    rule: str
    message: str
    remedy: str
    level: str

    def __str__(self) -> str:
        place = ", ".join(p for p in (f"line {self.line or ''}", self.column[:60]) if p)
        place = place if self.line else self.column[:60] or "table"
        rule = self.rule if self.level == "error" else f"{self.rule}, {self.level}"
        return printable(f"{place}: [{rule}] {self.message} -> {self.remedy}")


def problem(
    rule: str,
    message: str,
    line: int | None = None,
    column: str = "",
    value: str = "",
    remedy: str = "",
) -> Problem:
    """A problem of a rule, with the rule's remedy unless there is a better one."""
    _, usual, level = RULES[rule]
    value = value if len(value) <= SHOWN else value[:SHOWN] + "…"
    return Problem(line, column, value, rule, message, remedy or usual, level)

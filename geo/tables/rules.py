"""The rules that no schema can state, in one registry: cells, dates and countries.

A rule takes the tables of a package and yields what is wrong; ``RULES`` lists them
all with their sentence, for the method page and the tests. Rules that join rows pass
over cells another rule has already reported: a fault is told once, not its echoes.
The rules of claims, lists and counts are entered by :mod:`geo.tables.evidence_rules`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from geo.model import boundaries, countries, former_states
from geo.model.dates import BadDate, PartialDate
from geo.model.treaties import Stance, Status
from geo.model.treaty_fields import DATED, DATES, PARTIES, Kind, names_of
from geo.tables.problems import Level, Problem, Rule
from geo.tables.raw import CLAIMS, RawRow, RawTables, holds_russian
from geo.text import NOT_TEXT, quoted

LARGEST_CELL = 100_000  # bytes

_DATE_COLUMNS = frozenset({*DATES, "page_date", "from", "to", "date"})

Finding = tuple[RawRow, str, str]  # the row, the column, what is wrong


@dataclass(frozen=True)
class Check(Rule):
    """A rule with the function that finds every breach of it.

    Its sentence is the first line of the function's documentation.
    """

    find: Callable[[RawTables], Iterator[Finding]] = lambda raw: iter(())


RULES: dict[str, Check] = {}


def rule(name: str, remedy: str, level: str = "error") -> Callable:
    """Enter a function into the registry."""

    def register(find: Callable[[RawTables], Iterator[Finding]]) -> Callable:
        sentence = (find.__doc__ or "").splitlines()[0]
        RULES[name] = Check(name, Level(level), sentence, remedy, find)
        return find

    return register


def problems(raw: RawTables) -> Iterator[Problem]:
    """What every rule finds, in the order of the registry."""
    for each in RULES.values():
        for row, column, message in list(each.find(raw)):
            if each.level == "error":
                raw.bad.add((row.table, row.line, column))
            file = raw.files[row.table]
            wording = (each.name, message, each.remedy, each.level)
            yield Problem(file, row.line or None, column, *wording)


# --- every cell ---


def _cells(raw: RawTables) -> Iterator[Finding]:
    for row in raw.rows():
        for column, text in row.cells.items():
            yield row, column, text


@rule("cell-size", "shorten it, or put it in a file and give its address")
def cells_are_small(raw: RawTables) -> Iterator[Finding]:
    """No cell is over 100 kB."""
    for row, column, text in _cells(raw):
        if len(text) > LARGEST_CELL // 4 and (size := _size(text)) > LARGEST_CELL:
            yield row, column, f"{size / 1000:.0f} kB: {quoted(text)}"


def _size(text: str) -> int:
    return len(text.encode(errors="surrogatepass"))


@rule("control-character", "delete it; a cell is one line of text")
def no_control_characters(raw: RawTables) -> Iterator[Finding]:
    """No cell holds a control character, a line break or an invisible mark."""
    for row, column, text in _cells(raw):
        if hit := NOT_TEXT.search(text):
            near = text[max(0, hit.start() - 20) : hit.start() + 20]
            yield row, column, f"U+{ord(hit.group()):04X} in {quoted(near)}"


@rule("formula", "put a word or a quotation mark before it", "warning")
def no_formulas(raw: RawTables) -> Iterator[Finding]:
    """No cell starts with =, +, - or @, which a spreadsheet would compute."""
    for row, column, text in _cells(raw):
        if re.match(r"\s*[=+@-](?![\d.,\s]*$)", text):
            yield row, column, f"a spreadsheet would compute {quoted(text)}"


@rule("markup", "write it in words; a cell is plain text", "warning")
def no_markup(raw: RawTables) -> Iterator[Finding]:
    """No cell holds HTML; the products would show it as text."""
    for row, column, text in _cells(raw):
        if hit := re.search(r"<[a-zA-Z/!?]", text):
            yield row, column, f"{quoted(text[hit.start() :])} looks like HTML"


@rule("web-address", "give an address that starts with https:// or http://")
def addresses_are_of_the_web(raw: RawTables) -> Iterator[Finding]:
    """Every address is an http or https address."""
    for row in raw.rows():
        for column in ("url", "text_url", "sources", "value"):
            if column == "value" and row["field"] != "text_url":
                continue
            for text in row[column].split(" | ") if row[column] else ():
                if not _of_the_web(text):
                    yield row, column, f"{quoted(text)} is no web address"


def _of_the_web(text: str) -> bool:
    try:
        host = urlsplit(text).hostname
    except ValueError:
        return False
    return bool(host and re.fullmatch(r"https?://[^\s\"<>\\`]+", text))


@rule("calendar-day", "write 2021, 2021-08 or 2021-08-14, as precise as the source is")
def dates_are_of_the_calendar(raw: RawTables) -> Iterator[Finding]:
    """Every date is a year, a month or a day of the calendar."""
    for row in raw.rows():
        columns = _DATE_COLUMNS & row.cells.keys()
        if row["field"] in DATED and row["stance"] != Stance.CONTEXT:
            columns |= {"value"}
        for column in sorted(columns):
            try:
                if row[column]:
                    PartialDate.parse(row[column][:100])
            except BadDate:
                yield row, column, f"{quoted(row[column])} is no date of the calendar"


# --- languages ---

#: The fields of a claim whose value is free text, which a reader needs translated.
_IN_WORDS = frozenset(
    names_of(
        *(Kind.EXISTENCE, Kind.STATUS, Kind.ANSWER, Kind.DATE),
        *(Kind.PLACE, Kind.NAME, Kind.OFFICE),
    )
)
#: Values of those fields that the products word themselves.
_VOCABULARY = frozenset({*Status, "yes", "no", "draft"})
_A_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@rule("translated", "write the Russian text beside it", "warning")
def texts_are_translated(raw: RawTables) -> Iterator[Finding]:
    """Every text in words has its Russian in the column beside it."""
    for row in raw.rows():
        for column in row.cells:
            if not holds_russian(column) or row[column]:
                continue
            name = column.removesuffix("_ru")
            text = row[name] or row[f"{name}_en"]
            if text and not _needs_none(row, name, text):
                yield row, column, f"no Russian for {quoted(text)}"


def _needs_none(row: RawRow, column: str, text: str) -> bool:
    """A date and a word of a vocabulary need no translation, nor does a title."""
    if _A_DATE.fullmatch(text):
        return True
    field = column == "value" and row["field"]
    return bool(field) and (field not in _IN_WORDS or text in _VOCABULARY)


# --- countries ---


@rule("known-country", "use the ISO 3166-1 alpha-3 code; Kosovo is XKX")
def countries_are_known(raw: RawTables) -> Iterator[Finding]:
    """Every country is an ISO 3166-1 code or XKX; former states only among events."""
    for row in raw.rows():
        codes = [(c, row[c]) for c in (*PARTIES, "iso3") if row[c]]
        codes += [("actors", code) for code in row["actors"].split()]
        for column, code in codes:
            past = column == "actors" and code in former_states.by_code()
            if not countries.exists(code) and not past:
                yield row, column, f"{quoted(code)} is no current code{_hint(code)}"


def _hint(code: str) -> str:
    if heirs := former_states.by_code().get(code):
        return f": a former one, succeeded by {heirs}; the source decides which"
    try:
        return f"; {countries.find(code[:200])} is the code of that country"
    except countries.UnknownCountry:
        return ""


@rule("former-state", "name areas of the boundaries, countries, and the lists used")
def former_states_are_made_of_what_there_is(raw: RawTables) -> Iterator[Finding]:
    """A former state has land of today's areas, heirs of today, and says its source."""
    try:
        drawn = boundaries.codes() | {unit.uid for unit in boundaries.units()}
        parts = frozenset(boundaries.load().parts)
    except boundaries.BadBoundaries:
        return  # reported of the parties
    for row in raw.rows("former_states"):
        for text in row["members"].split():
            try:
                member = former_states.Member.parse(text)
            except ValueError:
                yield row, "members", f"{quoted(text)} has no day of the calendar"
                continue
            if member.code not in drawn | parts:
                yield row, "members", f"{quoted(member.code)} is no area"
        heirs = row["successors"].split()
        for code in heirs:
            if not countries.exists(code):
                yield row, "successors", f"{quoted(code)} is no current code"
        if row["continuator"] and row["continuator"] not in heirs:
            yield row, "continuator", f"{quoted(row['continuator'])} is no successor"
        if row["kind"] == "state" and not row["rests_on"]:
            yield row, "rests_on", "a state without a source"


@rule("two-parties", "correct one of the two parties")
def two_parties(raw: RawTables) -> Iterator[Finding]:
    """No country has a treaty with itself."""
    for row in raw.rows(*CLAIMS):
        if row["party_a"] and row["party_a"] == row["party_b"]:
            yield row, "party_b", f"{quoted(row['party_b'])} is both parties"


@rule("drawn-partner", "use the code of a country that the boundaries draw")
def partners_are_drawn(raw: RawTables) -> Iterator[Finding]:
    """Every party is drawn by the boundaries of the map."""
    try:
        codes = boundaries.codes()
    except boundaries.BadBoundaries as error:
        for table in CLAIMS.keys() & raw.tables.keys():
            yield RawRow(table, 0, {}), "", f"cannot be placed on the map: {error}"
        return
    for row in raw.rows(*CLAIMS):
        for column in PARTIES:
            if row[column] and raw.good(row, column) and row[column] not in codes:
                yield row, column, f"{quoted(row[column])} is not drawn"


# --- the order of dates ---


@rule("date-order", "correct one of the two dates, or write it less precisely")
def dates_in_order(raw: RawTables) -> Iterator[Finding]:
    """Signed comes before in force, and that before terminated, at their precision."""
    steps = (("signed", "in_force"), ("in_force", "terminated"))
    for row in raw.rows():
        for first, second in (*steps, ("signed", "terminated"), ("from", "to")):
            if first == "signed" and second == "terminated" and row["in_force"]:
                continue
            before, after = raw.date(row, first), raw.date(row, second)
            if before and after and before.earliest > after.latest:
                yield row, second, f"{after} is before {first}, {before}"

"""The party of a row, from its name, its code, or both.

A code is read by the list its column is written in, a name by its spelling; where a row
has both they are one party, and a row in which they contradict each other is not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geo.kept import cached_property
from geo.model import countries, country_codes
from geo.model.cell_words import is_blank
from geo.model.country_names import Reader
from geo.model.dates import PartialDate
from geo.model.former_states import Former, parties


@dataclass(frozen=True)
class PartyRead:
    """A party's code, or the rule that keeps it from one.

    ``values`` fill the rule's sentence; ``note`` is a rule to say of a party that was
    read.
    """

    code: str = ""
    rule: str = ""
    values: tuple[tuple[str, str], ...] = ()
    note: str = ""
    value: str = ""
    former: Former | None = None  # the state meant, whatever the row is dated
    union: tuple[str, ...] = ()  # the states that the party signs for, each bound

    @cached_property
    def states(self) -> tuple[str, ...]:
        """The codes of the states bound: one, but for a union of states."""
        return self.union or (self.code,)


BLANK = PartyRead(rule="party-missing")


class PartyCells:
    """Reads the parties of one table; it remembers each text once."""

    def __init__(
        self,
        reader: Reader,
        schemes: dict[str, str],
        names: Mapping[str, str] | None = None,
    ) -> None:
        self._reader, self._schemes = reader, schemes
        by_year = country_codes.BY_YEAR
        self._by_year = {h for h, s in schemes.items() if s.startswith(by_year)}
        self._meant = names or {}
        self._names: dict[str, PartyRead] = {}
        self._cells: dict[tuple[str, str, int | None], PartyRead] = {}

    def read(
        self,
        header: str,
        text: str,
        when: PartialDate | None,
        beside: str = "",
        code: str = "",
    ) -> PartyRead:
        """The party of a cell, with the code that stands in the column ``beside``.

        ``when`` is the date of the row: a former state is a party while it lived.
        """
        last = self._cell(header, text, when)
        if not beside:
            return last
        first = self._cell(beside, code, when)
        if last.rule == "party-missing":
            return first
        if first.rule in ("party-missing", "unknown-code", "unknown-country"):
            return last
        if last.rule in ("unknown-country", "unknown-code"):
            if not first.code:
                return first
            return PartyRead(first.code, note="by-code", value=text)
        if first.code and last.code in parties() and first.code not in parties():
            return PartyRead(first.code, note="by-code", value=text)
        if last.code and last.code in _heirs(first.code):
            return PartyRead(first.code, note="by-code", value=text)
        if first.code and last.code and first.code != last.code:
            values = (("written", text), ("code", code))
            return PartyRead(rule="name-and-code", values=values, value=text)
        if first.code and (last.rule == "organisation" or last.union):
            return last  # its seat's code beside it makes no state of it
        if first.code and last.rule in _OF_FORMER:
            return PartyRead(first.code, note="by-code", value=text)
        return first

    def _cell(self, header: str, text: str, when: PartialDate | None) -> PartyRead:
        key = (header, text, when.year if when and header in self._by_year else None)
        party = self._cells.get(key)
        if party is None:
            party = self._cells[key] = self._party(*key)
        return party if party.former is None else _while_it_lived(party, when)

    def _party(self, header: str, text: str, year: int | None) -> PartyRead:
        """The party of a cell; a former state whether or not it lived in the year."""
        text = text.strip()
        if is_blank(text):
            return BLANK
        scheme = self._schemes.get(header, "")
        if scheme and (party := self._code(scheme, text, year)):
            return party
        return self.name(text)

    def _code(self, scheme: str, text: str, year: int | None) -> PartyRead | None:
        state = country_codes.decode(scheme, text, year)
        if isinstance(state, str):
            return PartyRead(state, value=text)
        if isinstance(state, Former):
            return _former(state, text)
        digits = text.replace(".", "").isdigit()
        return PartyRead(rule="unknown-code", value=text) if digits else None

    def code_of(self, text: str) -> str:
        """The code of a country that a reader names, or blank."""
        return self._reader.read(text, code=True).code if text.strip() else ""

    def name(self, text: str) -> PartyRead:
        """The party a name says; two letters in no column of codes are none."""
        if text not in self._names:
            self._names[text] = self._name(text)
        return self._names[text]

    def _name(self, text: str) -> PartyRead:
        if text.replace(".", "").isdigit():
            return PartyRead(rule="unknown-code", value=text)
        party = self._reader.read_name(text)
        if party.rule == "unknown-country" and len(text) == 2:
            body = self._reader.read(text)
            party = body if body.rule == "organisation" else party
        if party.rule == "unknown-country" and countries.exists(
            code := self._meant.get(text, "")
        ):
            return PartyRead(code, note="corrected", value=text)
        if party.code:
            note = "other-language" if party.note else ""
            return PartyRead(party.code, note=note, value=text)
        if party.former:
            return _former(party.former, text)
        if party.rule == "organisation" and party.codes:
            return PartyRead(note="union", value=text, union=party.codes)
        values = (("countries", " ".join(party.codes)),) if party.codes else ()
        return PartyRead(rule=party.rule, values=values, value=text)


def _heirs(code: str) -> tuple[str, ...]:
    """The states of today whose name may stand beside a former state's code."""
    state = parties().get(code)
    return (*state.successors, state.later) if state else ()


#: What is told of a row with a former state that is not read.
_OF_FORMER = frozenset({"former-state", "former-dates"})


def _former(state: Former, text: str) -> PartyRead:
    values = (("state", state.title), ("ended", state.ended))
    return PartyRead(rule="former-state", values=values, value=text, former=state)


def _while_it_lived(read: PartyRead, when: PartialDate | None) -> PartyRead:
    """A former state as a party of its own, where the row is dated in its time."""
    state = read.former
    if state is None or not state.is_party:
        return read
    if when and state.ended_by(when.earliest) and state.later:
        later = parties().get(state.later)
        if later is None:  # a state of today that bore the name for a while
            return PartyRead(state.later, note="other-language", value=read.value)
        state = later
    if when and not (state.begun_by(when.latest) and not state.ended_by(when.earliest)):
        values = (
            ("state", state.title),
            ("since", state.since.text if state.since else ""),
            ("ended", state.until.text if state.until else ""),
        )
        return PartyRead(rule="former-dates", values=values, value=read.value)
    return PartyRead(state.code, value=read.value, note="former", former=state)

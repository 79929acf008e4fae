"""A party as somebody wrote it: a name in any language, or a code; or why it is none.

Names are looked up whole: first those in English and Russian, then what people write
beside them (``data/names/``), then the names in the languages of the Unicode CLDR and
of pycountry. Case, accents, punctuation and Arabic vowel signs do not matter, nor does
the order of words (``Korea, Republic of``) or an abbreviation (``Dem. Rep.``). Nothing
is guessed by likeness: a name that may be two states is refused with both, an unknown
one with the names nearest to it.

Numbers and codes of other lists are read by :mod:`geo.model.country_codes`, from the
whole column.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from geo.model import countries, country_codes, name_lists
from geo.model.former_states import Former
from geo.model.name_lists import bag_of, fold
from geo.text import quoted

#: Longer than any country's name in any language: not looked up, never echoed whole.
LONGEST = 120

#: Unknown names that get hints; a table with more of them has another problem.
HINTED = 100

#: What may stand around a name: a number of its own, marks of a footnote, a flag.
_NUMBERED = re.compile(r"^\s*\(?\d{1,2}[.)]\s+|[\U0001f1e6-\U0001f1ff]+", re.ASCII)
_FOOTNOTE = re.compile(r"(?<=\w)\s*(?:\[\w{1,3}\]|[¹²³⁰⁴-⁹]+|\(\d{1,2}\)|\*+)\s*$")

#: Two letters that are a word of many tables before they are a country.
_WORDS = frozenset({"NO", "SI", "NA"})

#: Abbreviations that in small letters are a word.
_WORDS_TOO = frozenset(
    {"us", "are", "car", "rb", "ri", "rf", "abd", "bae", "roc", "ire"}
)


@dataclass(frozen=True)
class Party:
    """What a cell says: the code of a country, or the rule it breaks.

    ``former`` is the state meant where the rule is ``former-state``, ``codes`` the
    countries it may be where the rule is ``ambiguous-country``, and those it signs for
    where an ``organisation`` is a union of states; ``near`` the countries whose names
    are alike where the rule is ``unknown-country``.
    """

    code: str = ""
    rule: str = ""
    note: str = ""  # what to say of a name that was not read word for word
    former: Former | None = None
    codes: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


class Reader:
    """Reads the parties of one table. It remembers nothing beyond that table.

    Args:
        hints: how many unknown names get hints. Each takes as long as reading a
            thousand names that are known.
    """

    def __init__(self, hints: int = HINTED) -> None:
        self._hints = hints

    def read(self, text: str, *, code: bool = False) -> Party:
        """The party of one cell; the cell is not blank.

        Args:
            text: the cell.
            code: whether the cell is known to be a code or a name by itself, as a flag
                of the command line is: then codes in small letters and numbers of ISO
                3166-1 count too.
        """
        if len(text) > LONGEST:
            return Party(rule="unknown-country")
        plain = _bare(text)
        party = _code(plain, code) or _two(text, plain) or _by_name(text, fold(plain))
        return party or _by_part(text, plain) or self._unknown(plain)

    def read_name(self, text: str) -> Party:
        """The party of a cell in a column of names: no two letters are a code there."""
        if (
            re.fullmatch(r"\s*[A-Za-z]{2}\s*", text)
            and fold(text) not in name_lists.abbreviations()
        ):
            return self._unknown(text.strip())
        return self.read(text)

    def _unknown(self, plain: str) -> Party:
        short = len(key := fold(plain)) < 3
        if plain.isdecimal() or not self._hints or short:
            return Party(rule="unknown-country")
        self._hints -= 1
        by_name = name_lists.plain_names()
        near = difflib.get_close_matches(key, by_name, n=6, cutoff=0.7)
        codes = list(dict.fromkeys(by_name[name] for name in near))[:3]
        return Party(rule="unknown-country", near=tuple(codes))


def _title(code: str) -> str:
    return f"{countries.name(code)} ({code})"


def _bare(text: str) -> str:
    return _FOOTNOTE.sub("", _NUMBERED.sub("", text)).strip()


# --- a code or a name as it stands ---


def _code(text: str, alone: bool) -> Party | None:
    """The country of an ISO 3166-1 code in capitals."""
    if alone and (party := country_codes.decode("iso_numeric", text)):
        return Party(party) if isinstance(party, str) else _former_party(party)
    key = text.upper() if alone else text
    if not re.fullmatch(r"[A-Z]{2,3}", key) or (key in _WORDS and not alone):
        return None
    if key == "EC" and not alone:  # of the European Communities, not of Ecuador
        return None
    if key == "NA":
        return Party("NAM")
    for scheme in ("iso2", "iso3"):
        party = country_codes.decode(scheme, key)
        if isinstance(party, str) and countries.exists(party):
            return Party(party) if fold(key) not in name_lists.renamings() else None
    return None


def _by_name(text: str, key: str) -> Party | None:
    """The party of a folded name, by the lists from the surest to the widest."""
    if candidates := name_lists.SHARED.get(key):
        return _ambiguous_party(candidates)
    if state := name_lists.former().get(key):
        return _former_party(state)
    if code := name_lists.renamings().get(key):
        return Party(
            code, note=f"{quoted(text)} is read as {_title(code)}, its name today"
        )
    plain, spellings = name_lists.plain_names(), name_lists.spellings()
    if code := plain.get(key) or spellings.get(key):
        return None if text.islower() and key in _WORDS_TOO else Party(code)
    if body := name_lists.bodies().get(key):
        states = name_lists.unions().get(body, ())
        return Party(rule="organisation", codes=states)
    codes = name_lists.other_languages().get(key, ())
    if len(codes) > 1:
        return _ambiguous_party(codes)
    return _with_note(text, codes[0]) if codes else None


def _with_note(text: str, code: str) -> Party:
    return Party(code, note=f"{quoted(text)} is read as {_title(code)}")


def _former_party(state: Former) -> Party:
    return Party(rule="former-state", former=state)


def _ambiguous_party(codes: tuple[str, ...]) -> Party:
    return Party(rule="ambiguous-country", codes=codes)


# --- a name made of known parts ---

_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")
_BRACKET = re.compile(r"(.+?)\s*[(（\[]([^()（）\[\]]+)[)）\]]\s*")
#: A word before another name of the same state: Myanmar (formerly Burma).
_ONCE = re.compile(
    r"^(?:formerly|former|previously|ex|now|today|also|a\.?k\.?a\.?|or|anciennement|"
    r"antes|antiguamente|vormals|fruher|früher|ehemals|già|бывш(?:ая|ий|ее)|ныне|ранее)"
    r"[\s.:-]+(?:known as |called )?",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"(?:(?:the )?(?:government|govt|republic|kingdom|state|commonwealth|sultanate|"
    r"principality|grand duchy|empire|people s republic|peoples republic|"
    r"socialist republic|islamic republic|union) of(?: the)?|"
    r"gouvernement (?:de la|de l|du|des|de)|republique (?:de la|de l|du|des|de|d)|"
    r"royaume (?:de la|de l|du|des|de|d)|gobierno (?:de la|del|de)|reino (?:de|da|do)|"
    r"republica (?:de la|del|de|da|do)|governo (?:da|do|de)|principaute de|"
    r"republik|konigreich|regierung (?:von|der)|repubblica (?:di|del|della)|regno di|"
    r"(?:республик|королевств|княжеств|государств|правительств)(?:а|о|и|у|е|ои|ом)|"
    r"جمهوريه|مملكه|دوله|حكومه|سلطنه|اماره) (.+)"
)
#: What stands between two names that are both meant.
_AND = re.compile(r"\s+(?:and|und|et|y|e|и|та|i|ve|و|&)\s+", re.IGNORECASE)
_ELIDED = re.compile(r"\b(l|d|dell)['’](?=\w)", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:la|le|les|el|los|las|il|lo|gli|der|die|das|den|l) (.+)")


def _by_part(text: str, plain: str) -> Party | None:
    """A bilingual cell, a name in brackets, words in another order, a form of state."""
    if pieces := _pieces(plain):
        party = _common_party(text, pieces)
        if party or not (_BRACKET.fullmatch(plain) or "\n" in plain):
            return party
    key = fold(plain)
    if party := _in_brackets(text, key) or _by_words(text, plain, key):
        return party
    rest = fold(_ELIDED.sub(r"\1 ", plain)) if re.search("['’]", plain) else key
    while match := _PREFIX.fullmatch(rest):
        rest = fold(match[1])
        party = _by_name(text, rest)
        if party and (party.code or party.codes):
            return _with_note(text, party.code) if party.code else party
    if match := _ARTICLE.fullmatch(rest):
        party = _by_name(text, fold(match[1]))
        return _with_note(text, party.code) if party and party.code else party
    return None


def _two(text: str, plain: str) -> Party | None:
    """Two countries beside a stroke: China/Taiwan is no spelling of one of them."""
    key = fold(plain)
    if "/" not in plain or key in name_lists.former() or key in name_lists.bodies():
        return None
    parties = [_by_name(piece, fold(piece)) for piece in plain.split("/")[:4]]
    codes = tuple(dict.fromkeys(p.code for p in parties if p and p.code))
    return _ambiguous_party(codes) if len(codes) > 1 else None


def _in_brackets(text: str, key: str) -> Party | None:
    """A name in a script without spaces, whose brackets are a part of it."""
    if not _EAST.fullmatch(key.replace(" ", "")) or " " not in key:
        return None
    return _by_name(text, key.replace(" ", ""))


def _by_words(text: str, plain: str, key: str) -> Party | None:
    """A name with its words in another order; two states side by side are none."""
    party = name_lists.bags().get(bag_of(key))
    if party is None:
        return None
    sides = [_by_name(side, fold(side)) for side in _AND.split(plain)]
    two = {side.code or side.rule for side in sides if side}
    if len(sides) > 1 and all(sides) and len(two) > 1:
        codes = tuple(side.code for side in sides if side and side.code)
        return _ambiguous_party(codes)
    if isinstance(party, Former):
        return _former_party(party)
    return _with_note(text, party)


def _pieces(plain: str) -> list[str]:
    """The names a cell gives one party: ``国家Country``, ``Suisse/Schweiz``."""
    east, rest = (
        "".join(_EAST.findall(plain)),
        _EAST.sub(" ", plain).strip(" ()（）/,-"),
    )
    if east and re.search(r"[^\W\d_]{2}", rest):
        return [east, rest]
    if match := _BRACKET.fullmatch(plain):
        return [match[1], _ONCE.sub("", match[2])]
    return (
        [p for p in re.split(r"\s*[/／|\n]\s*|\s+[-–—]\s+", plain) if p][:4]
        if re.search(r"[/／|\n]|\s[-–—]\s", plain)
        else []
    )


def _common_party(text: str, pieces: list[str]) -> Party | None:
    """The party that every name says; refused where they are two states."""
    parties = []
    for piece in pieces:
        bare = _bare(piece)
        party = _code(bare, False) or _by_name(text, fold(bare))
        if party is None and (code := name_lists.bags().get(bag_of(fold(bare)))):
            party = _former_party(code) if isinstance(code, Former) else Party(code)
        if party is None:
            return None
        parties.append(party)
    first = parties[0]
    if len({party.code or party for party in parties}) == 1:
        return _with_note(text, first.code) if first.code else first
    if any(p.rule == "organisation" for p in parties):
        return None
    open_to = {frozenset(p.codes) for p in parties if p.codes}
    sure = {p.code for p in parties if p.code}
    if (
        len(sure) == 1
        and all(sure <= codes for codes in open_to)
        and all(p.code or p.codes for p in parties)
    ):
        return _with_note(text, sure.pop())  # Congo (COD)
    distinct = tuple(dict.fromkeys(p.code for p in parties if p.code))
    return _ambiguous_party(distinct) if len(distinct) > 1 else None

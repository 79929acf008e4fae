"""The longer sentences of a :class:`geo.presentation.scene.Scene`, from their parts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from geo.model import countries
from geo.model.reading import Reading
from geo.presentation import strings
from geo.presentation.scale import Scale

#: The longest part of a file's name worth printing.
_NAME = 60

#: Countries named in a sentence at most.
_NAMED = 12


def file_name(name: str) -> str:
    """The name of a user's own file on one line, short enough to print."""
    line = " ".join("".join(c for c in name if c.isprintable()).split())
    return line if len(line) <= _NAME else f"{line[:_NAME]}…"


def reading(result: Reading, unread: Collection[str], lang: str) -> str:
    """What became of the rows of a user's own table; blank where all were read.

    Args:
        unread: codes of the countries that are named only in rows not read.
    """
    sentences = []
    if result.not_read:
        why = ", ".join(
            f"{strings.word(f'why.{rule}', lang)} {strings.number(number, lang)}"
            for rule, number in result.reasons
        )
        numbers = {"read": result.read, "rows": result.rows, "lost": result.not_read}
        texts = {name: strings.number(n, lang) for name, n in numbers.items()}
        sentences.append(strings.word("reading.said", lang, why=why, **texts))
    if result.merged:
        repeats = strings.number(result.merged, lang)
        sentences.append(strings.word("reading.merged", lang, merged=repeats))
    if unread:
        names = sorted(countries.name(code, lang) for code in unread)
        more = f" (+{len(names) - _NAMED})" if len(names) > _NAMED else ""
        names_text = ", ".join(names[:_NAMED]) + more
        sentences.append(strings.word("reading.named", lang, names=names_text))
    for codes, rows in result.unions:
        parties = ", ".join(countries.name(code, lang) for code in codes.split())
        told = {"names": parties, "n": strings.number(rows, lang)}
        sentences.append(strings.word("reading.union", lang, **told))
    if result.scheme:
        sentences.append(strings.word("reading.scheme", lang, scheme=result.scheme))
    if result.recipe:
        sentences.append(strings.word("reading.recipe", lang, title=result.recipe))
    coverage = result.coverage
    if coverage.years:
        first, last = coverage.years
        sentences.append(strings.word("reading.years", lang, first=first, last=last))
    if coverage.party:
        name = countries.name(coverage.party, lang)
        sentences.append(strings.word("reading.party", lang, name=name))
    if coverage.states:
        sentences.append(strings.word("reading.states", lang))
    return " ".join(sentences)


def doubts(names: Mapping[str, Sequence[str]], lang: str, key: str) -> str:
    """Which countries are counted by a date of less than high confidence.

    Args:
        names: level of confidence -> names of countries; blank where there are none.
        key: the sentence, which names the act.
    """
    if not names:
        return ""
    causes = "; ".join(
        ", ".join(dict.fromkeys(of_level)) + strings.doubt(level, lang)
        for level, of_level in names.items()
    )
    return strings.word(key, lang, listed=causes)


def scale(colours: Scale, lang: str) -> str:
    """How the colours of a scale were chosen."""
    sentence = strings.word(f"scale.{colours.colour}", lang)
    if not colours.natural:
        return sentence
    return f"{sentence} {strings.word('scale.natural', lang)}"

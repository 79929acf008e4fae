"""Names of countries in Russian as a sentence declines them: Республики Беларусь.

Registers write a party in the genitive (договор Российской Федерации) or with "с" in
the instrumental (с Республикой Куба). The forms are made by rule, for the file of names
(:mod:`data.names.index`) alone: nothing is declined while a table is read. A form that
is the name of another country is left out there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Endings of adjectives: nominative -> genitive, instrumental.
_ADJECTIVES = (
    ("ская", "ской", "ской"),
    ("цкая", "цкой", "цкой"),
    ("ское", "ского", "ским"),
    ("ная", "ной", "ной"),
    ("вая", "вой", "вой"),
    ("ое", "ого", "ым"),
    ("кие", "ких", "кими"),
    ("ые", "ых", "ыми"),
    ("ный", "ного", "ным"),
    ("ой", "ого", "ым"),
    ("овы", "овых", "овыми"),
    ("ские", "ских", "скими"),
)
#: Words whose ending does not tell what they are.
_IRREGULAR = {
    "острова": (("островов",), "островами"),
    "штаты": (("штатов",), "штатами"),
    "эмираты": (("эмиратов",), "эмиратами"),
    "территории": (("территорий",), "территориями"),
    "беларусь": (("беларуси",), "беларусью"),
    "израиль": (("израиля",), "израилем"),
    "большая": (("большой",), "большой"),
    "северный": (("северного",), "северным"),
    "южная": (("южной",), "южной"),
    "новая": (("новой",), "новой"),
    "святой": (("святого",), "святым"),
}
#: Endings of nouns: nominative -> genitives, instrumental. The first that fits holds.
_NOUNS = (
    ("ия", ("ии",), "ией"),
    ("ея", ("еи",), "еей"),
    ("я", ("и",), "ей"),
    ("ша", ("ши",), "шей"),
    ("ца", ("цы",), "цей"),
    ("га", ("ги",), "гой"),
    ("ка", ("ки",), "кой"),
    ("ха", ("хи",), "хой"),
    ("а", ("ы",), "ой"),
    ("ство", ("ства",), "ством"),
    ("ы", ("ов", ""), "ами"),
    ("ий", ("ия",), "ием"),
    ("ай", ("ая",), "аем"),
    ("ей", ("ея",), "еем"),
)
_CONSONANT = "бвгджзклмнпрстфхцчш"


def declined(name: str) -> Iterator[str]:
    """The genitive and the instrumental of a name, where the rules know them."""
    text = name.casefold().replace("ё", "е").strip()
    if name.isupper() or not re.fullmatch(r"[а-я][а-я’' -]+", text):
        return  # an abbreviation is not declined, and no other script
    halves = [_half(half) for half in text.split(" и ")]
    if all(halves):
        for case in range(max(map(len, halves))):
            yield " и ".join(half[min(case, len(half) - 1)] for half in halves)


def _half(text: str) -> list[str]:
    """The forms of a name up to its first noun; what follows stays as it is."""
    words = text.split(" ")
    before: list[tuple[str, str]] = []
    for place, word in enumerate(words):
        first, _, last = word.rpartition("-")
        if forms := _adjective(word) if place + 1 < len(words) else None:
            before.append(forms)
            continue
        genitives, instrumental = _noun(last)
        if not genitives:
            return []
        lead = f"{first}-" if first else ""
        rest = words[place + 1 :]
        forms_of_name = [
            [*(b[0] for b in before), lead + genitive, *rest] for genitive in genitives
        ]
        forms_of_name.append([*(b[1] for b in before), lead + instrumental, *rest])
        return [" ".join(form) for form in forms_of_name]
    return []


def _adjective(word: str) -> tuple[str, str] | None:
    first, _, last = word.rpartition("-")
    lead = f"{first}-" if first else ""
    if last in ("острова", "штаты", "эмираты", "территории"):
        return None
    if last in _IRREGULAR and last not in ("беларусь", "израиль"):
        genitives, instrumental = _IRREGULAR[last]
        return lead + genitives[0], lead + instrumental
    for ending, genitive, instrumental in _ADJECTIVES:
        if last.endswith(ending):
            stem = lead + last.removesuffix(ending)
            return stem + genitive, stem + instrumental
    return None


def _noun(word: str) -> tuple[tuple[str, ...], str]:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, genitives, instrumental in _NOUNS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending)
            return tuple(stem + g for g in genitives), stem + instrumental
    if word[-1:] and word[-1] in _CONSONANT and len(word) > 2:
        return (f"{word}а",), f"{word}ом"
    if word[-1:] and word[-1] in "оиуэе":  # Чили, Марокко
        return (word,), word
    return (), ""

"""Why a reader's file is not read at all: a key and the values of its sentence.

The sentence is ``refused.<key>`` of the table of strings: the process that reads a file
tells the key and the values, and the page words them in the language of its reader.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.model import languages


@dataclass(frozen=True)
class Refusal:
    """Values are texts or whole numbers; a number has the marks of the language.

    A text ``kind`` is itself the key of a noun phrase, ``refused.kind.<kind>``, and
    ``encodings`` are names with a bar between them. Without a key nothing was refused.
    """

    key: str = ""
    texts: tuple[tuple[str, str], ...] = ()
    numbers: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, key: str, **values: str | int) -> Refusal:
        """A refusal by its key and the values of the places in its sentence."""
        texts = tuple((n, v) for n, v in values.items() if isinstance(v, str))
        numbers = tuple((n, v) for n, v in values.items() if isinstance(v, int))
        return cls(key, texts, numbers)

    def text(self, lang: str) -> str:
        """What is wrong and what to do, in a language; blank without a key."""
        if not self.key:
            return ""
        values = {n: languages.number(v, lang) for n, v in self.numbers}
        values |= dict(self.texts)
        if kind := values.get("kind"):
            values["kind"] = languages.word(f"refused.kind.{kind}", lang)
        if names := values.get("encodings"):
            either = f" {languages.word('refused.or', lang)} "
            each = (encoding_name(name, lang) for name in names.split("|"))
            values["encodings"] = either.join(each)
        return languages.word(f"refused.{self.key}", lang, **values)


def encoding_name(name: str, lang: str) -> str:
    """``Windows-1251 (Cyrillic)`` with its script in the reader's language."""
    base, _, script = name.removesuffix(")").partition(" (")
    key = f"script.{script.lower().replace(' ', '-')}"
    if not languages.has(key):
        return name
    return languages.word("list.aside", lang, a=base, b=languages.word(key, lang))


#: The file was read.
NONE = Refusal()


class Refused(ValueError):
    """The file is not read at all; the message is the sentence in English."""

    def __init__(self, key: str, **values: str | int) -> None:
        self.refusal = Refusal.of(key, **values)
        super().__init__(self.refusal.text(languages.SOURCE))

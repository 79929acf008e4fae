"""A sentence that is worded once its reader's language is known.

What finds something wrong does not know who reads of it: it says which string of
``assets/strings`` that is and what fills it, and the host asks for the text.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from geo.model import languages
from geo.model.languages import SOURCE


class Worded(ABC):
    """Whatever has a text in each language."""

    @abstractmethod
    def text(self, lang: str) -> str:
        """The text in a language."""


@dataclass(frozen=True)
class Sentence(Worded):
    """The string ``key``, filled with values; one of them may be worded itself."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, lang: str) -> str:
        """The sentence in a language."""
        values = {name: _filled(value, lang) for name, value in self.values.items()}
        return languages.word(self.key, lang, **values)


def _filled(value: object, lang: str) -> object:
    return value.text(lang) if isinstance(value, Worded) else value


@dataclass(frozen=True)
class Count(Worded):
    """A number with the noun it counts, in the plural form of the language."""

    number: int
    noun: str

    def text(self, lang: str) -> str:
        """``1,234 rows``."""
        return languages.counted(self.number, self.noun, lang)


@dataclass(frozen=True)
class Number(Worded):
    """A number with the marks of the language."""

    value: float
    digits: int = 0

    def text(self, lang: str) -> str:
        """``1,234.5``."""
        return languages.number(self.value, lang, self.digits)


@dataclass(frozen=True)
class Listed(Worded):
    """Texts with the comma of the language between them."""

    items: tuple[object, ...]

    @classmethod
    def of(cls, items: Iterable[object]) -> Listed:
        """A list of any items."""
        return cls(tuple(items))

    def text(self, lang: str) -> str:
        """``.png, .svg``."""
        comma = languages.word("list.comma", lang, a="", b="")
        return comma.join(str(_filled(item, lang)) for item in self.items)


class WordedError(ValueError):
    """An error whose sentence is the string ``key``; ``str`` has it in English."""

    def __init__(self, key: str, **values: object) -> None:
        self.sentence = Sentence(key, values)
        super().__init__(self.sentence.text(SOURCE))

    def text(self, lang: str) -> str:
        """The sentence in the reader's language."""
        return self.sentence.text(lang)

"""Text from strangers: cleaned of control characters, made printable, quoted."""

from __future__ import annotations

import re
import unicodedata


def printable(text: str, sides: bool = False) -> str:
    """Text for one line of a terminal: what does not print is written as an escape.

    ``sides`` keeps what our own sentences hold: the marks of direction of the Arabic
    ones, the spaces of the French ones that no line ends at.
    """
    if text.isprintable():
        return text
    kept = f"{_SIDES}\u00a0" if sides else ""
    return "".join(c if c.isprintable() or c in kept else ascii(c)[1:-1] for c in text)


def quoted(value: object) -> str:
    """A cell in a message: quoted, on one line, cut at 60 characters."""
    text = str(value)
    return f"'{printable(text[:60])}{'…' if len(text) > 60 else ''}'"


#: What is no text: control characters, separators of lines, the marks that turn the
#: direction of writing, byte order marks, noncharacters, halves of a surrogate pair.
NOT_TEXT = re.compile(
    r"[\0-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
    r"\ufeff\ufffe\uffff]"
)
_NOT_IN_LINES = re.compile(rf"(?![\t\n\u2028\u2029]){NOT_TEXT.pattern}")


#: The two marks of direction that say of what follows, and turn nothing.
_SIDES = "\u200e\u200f"


def clean(text: str, sides: bool = False) -> str:
    """Text without :data:`NOT_TEXT`, but with its tabs and ends of lines.

    ``sides`` keeps the marks of direction that our own Arabic sentences hold, so that a
    range of years runs from left to right.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_IN_LINES.sub(lambda m: m[0] if sides and m[0] in _SIDES else "", text)


def one_line(text: str) -> str:
    """Cleaned text of ours on one line, its no-break spaces kept: before a colon French
    has one, and a line that began with the colon would be wrong."""
    return _BLANKS.sub(" ", clean(text, sides=True)).strip(" ")


def piece(text: str) -> str:
    """A part of a line as one line, with the space before or after it kept as one."""
    inner = one_line(text)
    if not inner:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{inner}{' ' * text[-1].isspace()}"


_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")

_MARKS = re.compile(
    r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640\u06d6-\u06ed]+"
)
#: Letters that people write one for another, and those whose stroke is no mark.
_ALIKE = str.maketrans("ıłđøىیېکةھہٱ", "ildoيييكههها")


def folded(text: str) -> str:
    """Text as words are compared: without case, accents and Arabic vowel signs."""
    # The dotless i of Turkish is a letter of its own: it casts no mark off.
    text = unicodedata.normalize("NFKD", text).casefold().translate(_ALIKE)
    return unicodedata.normalize("NFC", _MARKS.sub("", text))


def split_list(words: str) -> tuple[str, ...]:
    """The words of a list that semicolons divide."""
    return tuple(w for word in words.split(";") if (w := " ".join(word.split())))

"""Text from strangers: cleaned of control characters, made printable, quoted."""

from __future__ import annotations

import re


def printable(text: str) -> str:
    """Text for one line of a terminal: what does not print is written as an escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def quoted(value: object) -> str:
    """A cell in a message: quoted, on one line, cut at 60 characters."""
    text = str(value)
    return f"'{printable(text[:60])}{'…' if len(text) > 60 else ''}'"


#: Control characters but tab and line feed, byte order marks, and the marks that turn
#: the direction of writing: none of them is text.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\u202a-\u202e]")


def clean(text: str) -> str:
    """Text without control characters, its lines ended by line feeds."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text)

"""Arcs as text: the encoded polyline, a third of the bytes of the same numbers in JSON.

The format is Google's "Encoded Polyline Algorithm Format", on the integers of the
topology's grid instead of degrees times 100,000: each difference to the point before is
moved left by one bit, inverted where it was negative, and written in groups of five
bits, the lowest first, as characters from ``?`` upwards; 32 added to a group says that
another follows. ``assets/page/map.js`` reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_BITS = 5
_MORE = 1 << _BITS
_FIRST = 63  # "?"

Steps = Sequence[Sequence[int]]


def encode(arc: Steps) -> str:
    """The steps of an arc, shape (n, 2), grid units; the first is from (0, 0)."""
    return "".join(_number(value) for step in arc for value in step)


def _number(value: int) -> str:
    rest = value << 1 if value >= 0 else ~(value << 1)
    text = ""
    while rest >= _MORE:
        text += chr((rest & (_MORE - 1) | _MORE) + _FIRST)
        rest >>= _BITS
    return text + chr(rest + _FIRST)


def decode(text: str) -> list[list[int]]:
    """The steps that were encoded.

    Raises:
        ValueError: the text ends within a step, or holds a character of no group.
    """
    numbers = list(_numbers(text))
    if len(numbers) % 2:
        raise ValueError("an arc ends after the first number of a step")
    return [list(step) for step in zip(numbers[::2], numbers[1::2], strict=True)]


def _numbers(text: str) -> Iterable[int]:
    rest = shift = 0
    for character in text:
        group = ord(character) - _FIRST
        if not 0 <= group < 2 * _MORE:
            raise ValueError(f"an arc holds {character!r}, which is no group of bits")
        rest |= (group & (_MORE - 1)) << shift
        shift += _BITS
        if group < _MORE:
            yield ~(rest >> 1) if rest & 1 else rest >> 1
            rest = shift = 0
    if shift:
        raise ValueError("an arc ends within a number")

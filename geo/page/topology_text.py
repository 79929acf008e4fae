"""The topology as four texts: few bytes where the page is compressed.

The page is mailed and kept compressed (deflate), and the coordinates are half of it. A
compressor spends on a character what it is rare for; so what repeats, the *length* of a
step, is one character, and what does not, its bits, are packed six to a character.

``rings``
    For each area its rings, as runs of arcs: ``.`` is the next arc that no ring had, a
    number in hexadecimal with a comma the arc so many before that one, backwards. A
    blank stands between the rings of a polygon, a semicolon between polygons.
``parts``, ``past``
    For each part of an area that was a state of its own its rings, as numbers of arcs;
    for the arc that divides it from the rest, the two.
``kinds``
    A letter for each arc: which line it is drawn as, by the letters of :data:`KINDS`;
    capital where the arc ends where it began, and its last step is left out.
``steps``
    For each arc a character per step, a blank between two arcs. A step is the
    difference to the point before; the first is that to the last point written before.
    The character stands for two lengths in bits, of ``|x|`` and ``|y|``, by
    :func:`_pair`.
``bits``
    For each number but zero its sign (1: negative) and its bits below the highest one.

``assets/page/topology.js`` reads them; a test compares what it reads with the topology.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from geo.model import boundaries
from geo.model.boundaries import LINES

#: The letter of each class of lines, and of an arc that is drawn as none of them.
KINDS = {line: line[0] for line in (*LINES, "past")}
_NONE = "-"

#: Six bits as a character.
_SIXES = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

#: What stands for a number: printable, and the same in JSON and between tags.
_CHARACTERS = [
    character
    for character in map(chr, chain(range(0x21, 0x7F), range(0xA1, 0x200)))
    if character not in '"&<>\\'
]

Steps = Sequence[Sequence[int]]


def encode(topology: Mapping) -> dict[str, Any]:
    """The texts of a TopoJSON topology of integers.

    Raises:
        ValueError: its arcs are not numbered in the order in which its areas first use
            them, a second use is not backwards, or a line has several arcs.
    """
    objects, arcs = topology["objects"], topology["arcs"]
    steps, bits = _steps(arcs)
    return {
        "rings": _rings(objects["units"]["geometries"]),
        "parts": {g["id"]: g["arcs"] for g in objects["parts"]["geometries"]},
        "past": _past(objects),
        "kinds": _kinds(objects, arcs),
        "steps": steps,
        "bits": _packed(bits),
    }


def _rings(geometries: Iterable[Mapping]) -> dict[str, str]:
    by_area = {}
    next_arc = 0
    for geometry in geometries:
        single = geometry["type"] == "Polygon"
        polygons = []
        for polygon in [geometry["arcs"]] if single else geometry["arcs"]:
            rings = []
            for ring in polygon:
                text = ""
                for arc in ring:
                    if arc > next_arc or 0 <= arc < next_arc:
                        raise ValueError(f"{geometry['id']}: arc {arc} is not the next")
                    text += "." if arc >= 0 else f"{next_arc - ~arc:x},"
                    next_arc += arc >= 0
                rings.append(text)
            polygons.append(" ".join(rings))
        by_area[geometry["id"]] = ";".join(polygons)
    return by_area


def _past(objects: Mapping) -> dict[str, list[str]]:
    """The line of each part: between the part and the rest of its area."""
    sides = {}
    wholes = boundaries.wholes_of(objects)
    for part in objects["parts"]["geometries"]:
        numbers = set(boundaries.arc_numbers(part["arcs"]))
        for (number,) in objects["past"]["arcs"]:
            if numbers & {number, ~number}:
                sides[str(number)] = [part["id"], wholes[part["id"]]]
    return sides


def _kinds(objects: Mapping, arcs: Sequence[Steps]) -> str:
    letters = [_NONE] * len(arcs)
    for line, letter in KINDS.items():
        for numbers in objects[line]["arcs"]:
            if len(numbers) != 1:
                raise ValueError(f"a line of {line} has {len(numbers)} arcs")
            letters[numbers[0]] = letter
    pairs = zip(letters, arcs, strict=True)
    return "".join(k.upper() if _is_closed(arc) else k for k, arc in pairs)


def _is_closed(arc: Steps) -> bool:
    return len(arc) > 1 and _sum(arc[1:]) == (0, 0)


def _sum(steps: Steps) -> tuple[int, int]:
    return sum(x for x, _ in steps), sum(y for _, y in steps)


def _steps(arcs: Iterable[Steps]) -> tuple[str, str]:
    """The characters of all steps, and their bits as a text of 0 and 1."""
    texts: list[str] = []
    bits: list[str] = []
    end = (0, 0)
    for first, *rest in arcs:
        if _is_closed([first, *rest]):
            rest = rest[:-1]
        start = (first[0] - end[0], first[1] - end[1])
        positions = [start, *rest]
        end = _sum([end, *positions])
        texts.append("".join(_pair(*map(_length, step)) for step in positions))
        bits += [_bits(number) for step in positions for number in step]
    return " ".join(texts), "".join(bits)


def _length(number: int) -> int:
    return abs(number).bit_length()


def _pair(one: int, other: int) -> str:
    """Two numbers from 0 as one character: small ones are among the first."""
    place = other * other + one if one < other else one * one + one + other
    return _CHARACTERS[place]


def _bits(number: int) -> str:
    """The sign, and the bits below the highest one; nothing of zero."""
    return f"{int(number < 0)}{f'{abs(number):b}'[1:]}" if number else ""


def _packed(bits: str) -> str:
    bits_in_sixes = bits + "0" * (-len(bits) % 6)
    sixes = (bits_in_sixes[i : i + 6] for i in range(0, len(bits_in_sixes), 6))
    return "".join(_SIXES[int(six, 2)] for six in sixes)

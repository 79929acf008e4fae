"""Bytes of a stranger's text file as text: which encoding, and how sure that is.

Byte order marks and UTF-8 decide themselves. Everything else is a question of evidence:
the encoding under which the file holds words that a table of treaties holds (countries,
headers) is the one; where no word is known, a detector of encodings is asked for a
second opinion; where both leave it open, the text is ``undecided`` and nobody guesses.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

#: What a reader calls an encoding, by Python's name of it.
NAMES = {
    "cp1251": "Windows-1251 (Cyrillic)",
    "koi8_r": "KOI8-R (Cyrillic)",
    "cp866": "CP866 (Cyrillic)",
    "cp1252": "Windows-1252 (Latin)",
    "cp1250": "Windows-1250 (Central European)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1256": "Windows-1256 (Arabic)",
    "gb18030": "GB18030 (Chinese)",
    "big5": "Big5 (Chinese)",
    "cp932": "Shift-JIS (Japanese)",
    "euc_jp": "EUC-JP (Japanese)",
    "cp949": "CP949 (Korean)",
    "iso8859_5": "ISO 8859-5 (Cyrillic)",
    "mac_cyrillic": "Macintosh (Cyrillic)",
    "iso8859_6": "ISO 8859-6 (Arabic)",
    "iso8859_2": "ISO 8859-2 (Central European)",
    "cp850": "CP850 (Latin)",
    "mac_roman": "Macintosh (Latin)",
}
#: Encodings that words alone decide for: the detector takes them for others.
_RARE = frozenset(
    {"iso8859_5", "mac_cyrillic", "iso8859_6", "iso8859_2", "cp850", "mac_roman"}
)
#: Other names the detector gives to an encoding of ours.
_SAME = {
    "euc_kr": "cp949",
    "johab": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5hkscs": "big5",
    "shift_jis": "cp932",
    "shift_jis_2004": "cp932",
    "euc_jis_2004": "euc_jp",
    "cp1125": "cp866",
    "koi8_u": "koi8_r",
}
_LATIN = ("cp1252", "cp1250", "cp1254")
_SAMPLE = 300_000  # bytes that are weighed
_MARGIN = 0.05  # of disorder between the detector's first and second choice

#: Whether a cell, as it is spelled, is a word that a table of treaties holds.
WordTest = Callable[[str], bool]


@dataclass(frozen=True)
class Text:
    """A file as text; ``undecided`` names the encodings it may be in where none is."""

    text: str
    encoding: str
    codec: str
    undecided: tuple[str, ...] = ()


def decode(data: bytes, is_word: WordTest | None = None) -> Text:
    """The text of a file. It never raises: damaged bytes become U+FFFD."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Text(data.decode("utf-16", "replace"), "UTF-16", "utf-16")
    head = data[:2000]
    if order := _wide(head):
        return Text(data.decode(order, "replace"), "UTF-16 (without a mark)", order)
    try:
        has_mark = data.startswith(b"\xef\xbb\xbf")
        name = "UTF-8 (with a mark)" if has_mark else "UTF-8"
        return Text(data.decode("utf-8"), name, "utf-8")
    except UnicodeDecodeError:
        pass
    if _nearly_utf8(data):
        name = "UTF-8 (with damaged bytes)"
        return Text(data.decode("utf-8", "replace"), name, "utf-8")
    codec, alternatives = _single(data, is_word)
    return Text(data.decode(codec, "replace"), NAMES[codec], codec, alternatives)


def _wide(head: bytes) -> str:
    """The order of bytes of UTF-16 without a mark, or blank.

    Half of the bytes of Latin text are zero. Of other scripts the ends of lines tell:
    each has a byte of zero on the same side.
    """
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even + odd > len(head) * 0.3:
        return "utf-16-le" if odd > even else "utf-16-be"
    ends = head.count(b"\n")
    for order, end in (("utf-16-le", b"\n\0"), ("utf-16-be", b"\0\n")):
        if ends and head.count(end) == ends and min(even, odd) == 0:
            text = head[: len(head) // 2 * 2].decode(order, "replace")
            plain = sum(c.isalnum() or c.isspace() or c in ",;|-./" for c in text)
            return order if plain > 0.9 * len(text) else ""
    return ""


def _nearly_utf8(data: bytes) -> bool:
    sample = data[:1_000_000]
    high = len(re.findall(rb"[\x80-\xff]", sample))
    letters = re.findall(
        rb"(?:[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2})", sample
    )
    return sum(map(len, letters)) > 0.9 * high


def _single(data: bytes, is_word: WordTest | None) -> tuple[str, tuple[str, ...]]:
    """An encoding of one language: by its words, by its look, by the detector."""
    sample = _whole_lines(data)
    texts = {codec: text for codec in NAMES if (text := _strict(sample, codec))}
    if is_word and (codec := _by_words(texts, is_word)):
        return codec, ()
    # Accented Latin letters stand alone among ASCII, other letters come in words.
    high = len(re.findall(rb"[\x80-\xff]", sample))
    words = sum(map(len, re.findall(rb"[\x80-\xff]{3,}", sample)))
    if words * 2 <= high and _latin(sample):
        return "cp1252", ()
    choices = _second_opinion(sample, set(texts) - _RARE)
    if choices and (len(choices) == 1 or choices[1][1] - choices[0][1] >= _MARGIN):
        return choices[0][0], ()
    cyrillic = sum(map(len, re.findall(rb"[\xa8\xb8\xc0-\xff]{3,}", sample)))
    usual = "cp1251" if cyrillic * 2 > high else "cp1252"
    alternatives = tuple(NAMES[codec] for codec, _ in choices if codec != usual)
    if usual == "cp1251" and _like_russian(texts.get("cp1251", "")):
        return usual, ()
    return usual, (NAMES[usual], *alternatives)


def _whole_lines(data: bytes) -> bytes:
    """The first lines, so that no letter of several bytes is cut."""
    if len(data) <= _SAMPLE:
        return data
    return data[: data.rfind(b"\n", 0, _SAMPLE) + 1] or data[:_SAMPLE]


def _strict(sample: bytes, codec: str) -> str:
    """The text where all of it, but for a few damaged bytes, is of this encoding."""
    text = sample.decode(codec, "replace")
    odd = text.count("\ufffd") + len(re.findall("[\x80-\x9f\ue000-\uf8ff]", text))
    return text if odd * 50 <= len(re.findall(r"[^\0-\x7f]", text)) else ""


def _by_words(texts: dict[str, str], is_word: WordTest) -> str:
    """The encoding that makes more known words of the cells than any other."""
    hits = {codec: _hits(text, is_word) for codec, text in texts.items()}
    best = max(hits.values(), default=0)
    first = [codec for codec, number in hits.items() if number == best]
    same = {texts[codec] for codec in first}
    # Encodings that agree on every byte of the file are no question.
    return first[0] if best and (len(same) == 1 or set(first) <= set(_LATIN)) else ""


def _hits(text: str, is_word: WordTest) -> int:
    cells = {cell.strip() for cell in re.split(r"[,;|\t\r\n\"]+", text[:100_000])}
    foreign = sorted(cell for cell in cells if cell and not cell.isascii())
    return sum(len(cell) for cell in foreign[:3000] if is_word(cell))


def _latin(sample: bytes) -> bool:
    """Whether every foreign byte is a letter or a mark that Latin text has."""
    text = sample.decode("cp1252", "replace")
    foreign = re.findall(r"[^\0-\x7f]", text)
    usual = re.findall("[À-ÖØ-öø-ÿŠšŽžŒœŸ‘’“”–—«»°º№…€\xa0]", text)
    return len(usual) >= 0.9 * len(foreign)


def _like_russian(text: str) -> bool:
    """Small letters outnumber capitals, and the commonest ones are common."""
    letters = re.findall("[А-Яа-яЁё]", text)
    small = [c for c in letters if c.islower()]
    common = sum(c in "оеаинтсрвл" for c in small)
    return len(small) > 0.5 * len(letters) and common > 0.45 * len(small)


def _second_opinion(sample: bytes, possible: set[str]) -> list[tuple[str, float]]:
    """The detector's choices among ours, each with its disorder, the least first."""
    import charset_normalizer  # here: most files are UTF-8 and need no detector

    disorders: dict[str, float] = {}
    for match in charset_normalizer.from_bytes(sample[:60_000]):
        codec = _SAME.get(match.encoding, match.encoding)
        if codec in possible:
            disorder = match.chaos - match.coherence / 2
            disorders[codec] = min(disorder, disorders.get(codec, 9.0))
    return sorted(disorders.items(), key=lambda item: (item[1], item[0]))


# --- text to rows ---

#: A row: its line and its cells; or its line and why it cannot be read: rule, detail.
Line = tuple[int, list[str] | tuple[str, str]]


class TooWide(ValueError):
    """A line holds more separators than any table has columns; its number of them."""


class _Lines:
    """The lines of a text, of which an unfinished record can be given back."""

    def __init__(self, text: str, mark: str, skip: int, most_marks: int) -> None:
        self._source = iter(io.StringIO(text, newline=""))
        self._mark, self._most = mark, most_marks
        self._again: list[str] = []
        self.record_lines: list[str] = []
        self.number = 0
        for _ in range(skip):
            next(self._source, None)
            self.number += 1

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._source)
        self.number += 1
        if self._most and len(line) > self._most:
            marks = line.count(self._mark)
            if marks > self._most:
                raise TooWide(marks)
        self.record_lines.append(line)
        return line

    def take_back(self) -> None:
        """Give out again all lines of this record but the first."""
        back = self.record_lines[1:]
        self.number -= len(back)
        self._again += reversed(back)


def csv_lines(
    text: str, mark: str, skip: int = 0, strict: bool = True, most_marks: int = 0
) -> Iterator[Line]:
    """Each row with the line it starts on; one that cannot be read is told and passed.

    A quotation mark that is never closed would swallow the rest of the file: reading
    goes on at the next line instead.

    Raises:
        TooWide: a line has more than ``most_marks`` separators.
    """
    lines = _Lines(text, mark, skip, most_marks)
    reader = csv.reader(lines, delimiter=mark, strict=strict)
    while True:
        lines.record_lines.clear()
        start = lines.number + 1
        try:
            yield start, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            what = str(error)
            if "field larger" in what and len(lines.record_lines) == 1:
                size = len(lines.record_lines[0].encode(errors="replace"))
                yield start, ("cell-size", f"{size / 1000:,.0f}")
                continue
            if "field larger" in what or "unexpected end" in what:
                lines.take_back()
                what = "a quotation mark is opened and not closed"
            yield start, ("quoting", what)

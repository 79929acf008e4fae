"""The fields of a treaty and the headers people give them: a guess that is shown.

A header is compared without case, punctuation and what stands in brackets. What no
header tells, the cells may: a column of country names is a party.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

#: More columns than this are no table of treaties.
MOST = 200

#: Of the cells seen, how many must be countries (dates) for a column to be guessed so.
SHARE = 0.6


@dataclass(frozen=True)
class Field:
    """What a column may hold: our own name for it, and other headers it goes by."""

    name: str
    title_en: str
    title_ru: str
    headers: tuple[str, ...]
    required: bool = False
    own: bool = False  # only under our own name: a column of the atlas's tables

    def title(self, lang: str) -> str:
        return self.title_ru if lang == "ru" else self.title_en


def _field(name: str, en: str, ru: str, headers: str, required: bool = False) -> Field:
    others = tuple(h.strip() for h in headers.split(";"))
    return Field(name, en, ru, (name, en, ru, *others), required)


FIELDS = (
    _field(
        *("party_a", "First party", "Первая сторона"),
        "party 1; party a; party; parties; country 1; country a; country; state 1; "
        "state a; state; side 1; side a; signatory 1; partner 1; party one; iso a; "
        "iso3 a; iso 1; from; country code; country name; contracting party; "
        "страна 1; страна а; сторона 1; сторона а; сторона; стороны; страна; "
        "государство 1; государство; первая страна; первое государство; участник 1; "
        "focal country; reporter",
        required=True,
    ),
    _field(
        *("party_b", "Second party", "Вторая сторона"),
        "party 2; party b; country 2; country b; state 2; state b; side 2; side b; "
        "signatory 2; partner; partner 2; partner country; party two; iso b; iso3 b; "
        "iso 2; to; other party; counterparty; counterpart; with; partner state; "
        "страна 2; страна б; страна в; сторона 2; сторона б; государство 2; партнёр; "
        "партнер; страна-партнёр; страна партнер; вторая страна; второе государство; "
        "участник 2; контрагент",
        required=True,
    ),
    _field(
        *("signed", "Signed", "Подписан"),
        "date of signature; date signed; signature date; signing date; signature; "
        "date of signing; signed on; date of conclusion; concluded; date of adoption; "
        "year signed; year of signature; signed year; date; year; treaty date; "
        "подписано; подписание; дата подписания; дата заключения; год подписания; "
        "заключён; заключено; дата; год; когда подписан",
        required=True,
    ),
    _field(
        *("in_force", "In force", "Вступил в силу"),
        "date of entry into force; entry into force; entered into force; eif; "
        "in force since; in force from; date in force; effective date; effective; "
        "entry in force; date of effect; "
        "вступление в силу; дата вступления в силу; вступило в силу; действует с; "
        "в силе с",
    ),
    _field(
        *("terminated", "Terminated", "Прекращён"),
        "date of termination; termination date; termination; end; end date; ended; "
        "expired; expiry; expiry date; denounced; valid until; "
        "прекращено; прекращение; дата прекращения; прекратил действие; "
        "дата прекращения действия; денонсирован; действует до; окончание",
    ),
    _field(
        *("status", "Status", "Статус"),
        "state of treaty; legal status; current status; состояние; действие; "
        "статус договора",
    ),
    _field(
        *("title", "Title", "Название"),
        "name; treaty; treaty title; treaty name; full title; short title; agreement; "
        "instrument; document; subject; наименование; договор; соглашение; документ; "
        "наименование договора; название договора; название документа; заголовок",
    ),
    _field(
        *("title_en", "Title in English", "Название на английском"),
        "english title; title english; title eng",
    ),
    _field(
        *("title_ru", "Title in Russian", "Название на русском"),
        "russian title; title russian; title rus; русское название",
    ),
    _field(
        *("title_original", "Original title", "Название на языке оригинала"),
        "title in original; native title; оригинальное название",
    ),
    _field(
        *("instrument_type", "Type of instrument", "Вид документа"),
        "type; treaty type; kind; type of treaty; type of agreement; instrument type; "
        "form; category; вид; тип; тип договора; вид договора; тип документа; форма",
    ),
    _field(
        *("signed_place", "Place of signing", "Место подписания"),
        "place; place of signature; place of conclusion; signed at; signed in; city; "
        "location; место; город; место заключения",
    ),
    _field(
        *("text_url", "Address of the text", "Адрес текста"),
        "url; link; web address; website; source; source url; text; full text; href; "
        "ссылка; адрес; источник; текст; веб-адрес",
    ),
    _field(
        *("id", "Identifier", "Идентификатор"),
        "treaty id; identifier; number; no; nr; #; №; n; registration number; "
        "treaty number; номер; код; ид; п/п; № п/п; рег. номер",
    ),
    _field(
        *("notes", "Notes", "Примечания"),
        "note; comment; comments; remark; remarks; description; "
        "примечание; комментарий; комментарии; заметки; описание",
    ),
)

#: The further columns of the atlas's own tables, read where they are named so.
OWN = (
    *("title_en_is_translation", "title_ru_is_translation", "title_original_lang"),
    *("signatory_a", "signatory_a_office", "signatory_b", "signatory_b_office"),
    *("status_note", "approval_act", "text_public"),
    *("confidence_signed", "confidence_place", "confidence_signatories"),
    *("confidence_title_en", "confidence_title_ru", "confidence_in_force"),
    "confidence_approval",
)
FIELDS += tuple(Field(name, name, name, (name,), own=True) for name in OWN)

BY_NAME = {field.name: field for field in FIELDS}
REQUIRED = tuple(field.name for field in FIELDS if field.required)
DATES = ("signed", "in_force", "terminated")
PARTIES = ("party_a", "party_b")
TEXTS = tuple(n for n in BY_NAME if n not in (*DATES, *PARTIES, "status"))


def plain(header: str) -> str:
    """A header without case, brackets and punctuation."""
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", header[:300].casefold())
    bare = " ".join(re.sub(r"[\W_]+", " ", text.replace("ё", "е")).split())
    return bare or text.strip()


_FIELD_OF: dict[str, str] = {}
for _each in FIELDS:
    for _header in _each.headers:
        _FIELD_OF.setdefault(plain(_header), _each.name)


def named(headers: Sequence[str]) -> dict[str, str]:
    """Field -> header, by the names of the headers alone.

    A second column of the same name is the second party: tables with ``country`` twice
    are common, and in a merged header cell the second name is blank.
    """
    found: dict[str, str] = {}
    rank: dict[str, int] = {}
    for header in headers:
        name = _FIELD_OF.get(plain(header))
        if name is None:
            continue
        place = [plain(h) for h in BY_NAME[name].headers].index(plain(header))
        if name == "party_a" and name in found and place == rank[name]:
            name = "party_b"
        # The more telling name wins: "signed" before "date".
        if name not in found or place < rank[name]:
            if name == "party_a" and name in found and "party_b" not in found:
                found["party_b"], rank["party_b"] = found[name], 999
            found[name], rank[name] = header, place
        elif name == "party_a" and "party_b" not in found:
            found["party_b"], rank["party_b"] = header, 999
    return found


def guess(
    headers: Sequence[str],
    sample: Sequence[Sequence[str]],
    is_party: Callable[[str], bool],
    is_date: Callable[[str], bool],
) -> dict[str, str]:
    """Field -> header; the cells decide where no header names a party or the date."""
    found = named(headers)
    for name, fits in (("party_a", is_party), ("party_b", is_party)):
        _by_cells(name, fits, headers, sample, found)
    if not any(name in found for name in DATES):
        _by_cells("signed", is_date, headers, sample, found)
    return {name: found[name] for name in BY_NAME if name in found}


def _by_cells(
    name: str,
    fits: Callable[[str], bool],
    headers: Sequence[str],
    sample: Sequence[Sequence[str]],
    found: dict[str, str],
) -> None:
    if name in found:
        return
    taken = set(found.values())
    for number, header in enumerate(headers):
        cells = [row[number] for row in sample if len(row) > number]
        cells = [cell for cell in cells if cell.strip()]
        if header in taken or not cells:
            continue
        if sum(map(fits, cells)) >= SHARE * len(cells):
            found[name] = header
            return


def chosen(
    mapping: Mapping[str, str] | None, headers: Sequence[str], guessed: dict[str, str]
) -> tuple[dict[str, str], list[str]]:
    """The guess with a reader's changes, and the changes that could not be made.

    A blank header takes a field off the table.
    """
    wrong = []
    result = dict(guessed)
    for name, header in (mapping or {}).items():
        if name not in BY_NAME or (header and header not in headers):
            wrong.append(f"{name}: {header}")
        elif header:
            result[name] = header
        else:
            result.pop(name, None)
    return {name: result[name] for name in BY_NAME if name in result}, wrong


def unique(cells: Sequence[str]) -> tuple[list[str], list[tuple[int, str]]]:
    """Headers with a name each; and the columns whose name is another's, or blank.

    A blank header beside a named one is the rest of a merged cell and takes its name.
    """
    used: set[str] = set()
    count: dict[str, int] = {}
    headers, odd, last = [], [], ""
    for number, cell in enumerate(cells):
        name = " ".join(cell.split())[:200]
        base = name or last or f"column {number + 1}"
        new = base
        while new in used:
            count[base] = count.get(base, 1) + 1
            new = f"{base} [{count[base]}]"
        if new != name:
            odd.append((number, new))
        used.add(new)
        headers.append(new)
        last = name or last
    return headers, odd

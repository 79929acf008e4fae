"""What nobody has found yet, as the text of ``data/gaps.md`` and ``gaps.ru.md``.

Counted from the tables, so that it is never out of date: what is unknown, where the
sources disagree and what we judged, and how far the total is from the official one.
What was searched in vain no table knows; that is ``data/searched.md``, kept by hand.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

from geo.model import countries, languages
from geo.model.counting import state
from geo.model.dates import PartialDate
from geo.model.package import Package
from geo.model.treaties import UNSIGNED, Source, Stance, Treaty, localised
from geo.model.view import PRESETS, View
from geo.presentation import rows, strings
from geo.tables import load


def _text(lang: str) -> dict:
    """The sentences of the page, ``gaps`` in the file of the language."""
    return languages.strings(lang)["gaps"]


#: What a treaty may lack, and how to see that it does.
UNKNOWN: dict[str, Callable[[Treaty], bool]] = {
    "entry into force": lambda t: t.in_force is None,
    "day of entry into force": lambda t: _imprecise(t.in_force),
    "date of signing": lambda t: t.signed is None,
    "day of signing": lambda t: _imprecise(t.signed),
    "place of signing": lambda t: not t.signed_place,
    "signatories": lambda t: not (t.signatory_a and t.signatory_b),
    "office of a signatory": lambda t: any(
        s and not s.office for s in (t.signatory_a, t.signatory_b)
    ),
    "title in English": lambda t: not t.title_en,
    "title in Russian": lambda t: not t.title_ru,
    "title in the partner's language": lambda t: not t.title_original,
    "approving order": lambda t: not t.approval_act,
    "any public text": lambda t: t.text_public in ("", "unknown"),
    "text as signed (only a draft is public)": lambda t: t.text_public == "draft",
}

#: An official list without a date of its own, and the last day it can be of.
BOUNDS = {"COUNT-2022": PRESETS["official-2022"].end}


def _imprecise(value: PartialDate | None) -> bool:
    return value is not None and value.precision != "day"


def page(package: Package, folder: Path | None = None, lang: str = "en") -> str:
    """The whole text, Markdown: ``gaps.md``, or ``gaps.ru.md`` for ``ru``.

    ``folder`` holds what the package leaves to documents; by default it is our own.
    """
    folder = folder or load.DATA
    treaties = [t for t in package.treaties if t.status not in UNSIGNED]
    parts = [
        _text(lang)["head"].format(
            version=package.version, as_of=strings.day(package.as_of, lang)
        ),
        _counts(treaties, lang),
        _by_treaty(treaties, lang),
        _conflicts(treaties, lang),
        _total(package, folder, lang),
    ]
    if folder == load.DATA or (folder / "searched.md").exists():
        parts.append(load.document("searched.md", lang, folder)[0].strip())
    return "\n\n".join(filter(None, parts)) + "\n"


def _label(english: str, lang: str) -> str:
    return _text(lang)["labels"].get(english, english)


def unknown(treaty: Treaty) -> list[str]:
    """What is not known of a treaty."""
    return [label for label, lacks in UNKNOWN.items() if lacks(treaty)]


def conflicts(treaties: Iterable[Treaty]) -> list[tuple[Treaty, Source]]:
    """Every claim that gives another value than ours, with its treaty."""
    return [(t, s) for t in treaties for s in t.sources if s.stance is Stance.CONFLICTS]


def _counts(treaties: list[Treaty], lang: str) -> str:
    """Each unknown by how many treaties lack it."""
    lines = []
    for label, lacks in UNKNOWN.items():
        lacking = sorted(_partner(t) for t in treaties if lacks(t))
        if lacking:
            which = ", ".join(lacking)
            lines.append(f"| {_label(label, lang)} | {len(lacking)} | {which} |")
    total = sum(len(unknown(t)) for t in treaties)
    head = _text(lang)["counts"].format(total=total, number=len(treaties))
    return "\n".join([head, *lines])


def _by_treaty(treaties: list[Treaty], lang: str) -> str:
    """What each treaty lacks, and which of its values are less than sure."""
    lines = []
    for treaty in treaties:
        unsure = [
            f"{_label(field.replace('_', ' '), lang)}: {strings.term(level, lang)}"
            for field, level in treaty.confidence
            if level != "high"
        ]
        cells = (
            treaty.id,
            countries.name(_partner(treaty), lang),
            ", ".join(_label(label, lang) for label in unknown(treaty))
            or _text(lang)["nothing"],
            ", ".join(unsure) or "–",
        )
        lines.append(f"| {' | '.join(map(cell, cells))} |")
    return "\n".join([_text(lang)["by_treaty"], *lines])


def _conflicts(treaties: list[Treaty], lang: str) -> str:
    """Who says otherwise, and why we did not follow."""
    lines = []
    for treaty, claim in conflicts(treaties):
        field = _label(claim.field.replace("_", " "), lang)
        value = getattr(treaty, claim.field, None) or _text(lang)["nothing"]
        if isinstance(value, PartialDate):
            value = value.show(lang)
        cells = (
            f"{countries.name(_partner(treaty), lang)}, {field}",
            strings.term(value, lang) if strings.is_term(value) else str(value),
            rows.says(claim, lang),
        )
        judgement = f"{link(claim, lang)} | {cell(localised(claim, 'note', lang)[0])}"
        lines.append(f"| {' | '.join(map(cell, cells))} | {judgement} |")
    return "\n".join([_text(lang)["conflicts"], *lines])


def _total(package: Package, folder: Path, lang: str) -> str:
    """What officials counted beside what we hold on that day."""
    lines = []
    verdict = ""
    for row in _official(folder):
        day = PartialDate.parse(row["date"]).latest
        if row["id"] in BOUNDS:
            day = BOUNDS[row["id"]]
        view = View(View.of(package.span).start, day)
        ours = state(package.treaties, view).counts.instruments
        total = row["count"] or _text(lang)["no_total"]
        where = f"[{cell(row['publisher'])}]({_address(row['url'])})"
        day_text = PartialDate.parse(row["date"]).show(lang, "compact")
        note = row.get(f"note_{lang}") or row["note"]
        lines.append(f"| {day_text} | {total} | {ours} | {where} | {cell(note)} |")
        if row["count"]:
            verdict = _difference(int(row["count"]), ours, day, lang)
    if not lines:
        return ""
    return "\n".join([_text(lang)["total"], *lines, "", verdict])


def _difference(official: int, ours: int, day: date, lang: str) -> str:
    """What the latest official count asks of whoever edits the tables."""
    first = max(BOUNDS.values()) + timedelta(days=1)
    key = "missing" if official > ours else "more" if official < ours else "agree"
    days = {"day": strings.day(day, lang), "first": strings.day(first, lang)}
    values = {"official": official, "ours": ours, **days}
    return _text(lang)[key].format(**values)


def _official(folder: Path) -> list[dict[str, str]]:
    path = folder / "official_counts.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _partner(treaty: Treaty) -> str:
    return treaty.partner_of("RUS") or treaty.party_b


def link(claim: Source, lang: str = "en") -> str:
    """The page of a claim under its publisher's name."""
    name = cell(claim.publisher or _text(lang)["source"])
    web = claim.url.startswith(("http://", "https://"))
    return f"[{name}]({_address(claim.url)})" if web else name


#: What would end a cell, a line or a link, or begin a tag.
_MARKS = str.maketrans(
    {"|": "\\|", "<": "&lt;", "\n": " ", "\r": " ", "[": "\\[", "]": "\\]"}
)


def cell(text: str) -> str:
    """Text inside a cell of a Markdown table."""
    return text.translate(_MARKS)


def _address(url: str) -> str:
    escapes = {" ": "%20", "(": "%28", ")": "%29", "|": "%7C", "<": "%3C", ">": "%3E"}
    return url.translate(str.maketrans(escapes))

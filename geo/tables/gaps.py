"""What nobody has found yet, as the text of ``data/gaps.md``.

Counted from the tables, so that it is never out of date: what is unknown, where the
sources disagree and what we judged, and how far the total is from the official one.
What was searched in vain no table knows; that is ``data/searched.md``, kept by hand.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

from geo.model import countries
from geo.model.counting import state
from geo.model.dates import PartialDate
from geo.model.package import Package
from geo.model.treaties import UNSIGNED, Source, Stance, Treaty
from geo.model.view import PRESETS, View
from geo.storage import DATA

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


def page(package: Package, folder: Path = DATA) -> str:
    """The whole text, Markdown."""
    treaties = [t for t in package.treaties if t.status not in UNSIGNED]
    parts = [
        _head(package),
        _counts(treaties),
        _by_treaty(treaties),
        _conflicts(treaties),
        _total(package, folder),
    ]
    searched = folder / "searched.md"
    if searched.exists():
        parts.append(searched.read_text(encoding="utf-8").strip())
    return "\n\n".join(filter(None, parts)) + "\n"


def unknown(treaty: Treaty) -> list[str]:
    """What is not known of a treaty."""
    return [label for label, lacks in UNKNOWN.items() if lacks(treaty)]


def conflicts(treaties: Iterable[Treaty]) -> list[tuple[Treaty, Source]]:
    """Every claim that gives another value than ours, with its treaty."""
    return [(t, s) for t in treaties for s in t.sources if s.stance is Stance.CONFLICTS]


def _head(package: Package) -> str:
    return f"""# What nobody has found yet

Data version {package.version}, as of {package.as_of}. Made from the tables by
`make gaps`; do not edit. A blank in the tables means that no source was found, never
that the thing does not exist: a treaty without an entry into force is *not confirmed*,
not *not in force*."""


def _counts(treaties: list[Treaty]) -> str:
    """Each unknown by how many treaties lack it."""
    lines = []
    for label, lacks in UNKNOWN.items():
        lacking = sorted(_partner(t) for t in treaties if lacks(t))
        if lacking:
            lines.append(f"| {label} | {len(lacking)} | {', '.join(lacking)} |")
    total = sum(len(unknown(t)) for t in treaties)
    return "\n".join(
        [
            "## Unknown, by count",
            "",
            f"{total} unknowns in {len(treaties)} treaties.",
            "",
            "| not known | treaties | which |",
            "|---|--:|---|",
            *lines,
        ]
    )


def _by_treaty(treaties: list[Treaty]) -> str:
    """What each treaty lacks, and which of its values are less than sure."""
    lines = []
    for treaty in treaties:
        unsure = [
            f"{field.replace('_', ' ')}: {level}"
            for field, level in treaty.confidence
            if level != "high"
        ]
        cells = (
            treaty.id,
            countries.name(_partner(treaty)),
            ", ".join(unknown(treaty)) or "nothing",
            ", ".join(unsure) or "–",
        )
        lines.append(f"| {' | '.join(map(cell, cells))} |")
    return "\n".join(
        [
            "## Unknown, by treaty",
            "",
            "| treaty | partner | not known | held with less than high confidence |",
            "|---|---|---|---|",
            *lines,
        ]
    )


def _conflicts(treaties: list[Treaty]) -> str:
    """Who says otherwise, and why we did not follow."""
    lines = []
    for treaty, claim in conflicts(treaties):
        cells = (
            f"{countries.name(_partner(treaty))}, {claim.field.replace('_', ' ')}",
            str(getattr(treaty, claim.field, None) or "nothing"),
            claim.value,
        )
        judged = f"{link(claim)} | {cell(claim.note)}"
        lines.append(f"| {' | '.join(map(cell, cells))} | {judged} |")
    return "\n".join(
        [
            "## Where sources disagree, and our judgement",
            "",
            "Both claims stay in `sources.csv`. Who can settle one is welcome to.",
            "",
            "| what | we hold | another source says | who | judgement |",
            "|---|---|---|---|---|",
            *lines,
        ]
    )


def _total(package: Package, folder: Path) -> str:
    """What officials counted beside what we hold on that day."""
    lines = []
    verdict = ""
    for row in _official(folder):
        day = PartialDate.parse(row["date"]).latest
        if row["id"] in BOUNDS:
            day = BOUNDS[row["id"]]
        view = View(View.of(package.span).start, day)
        ours = state(package.treaties, view).counts.instruments
        said = row["count"] or "no total"
        where = f"[{cell(row['publisher'])}]({_address(row['url'])})"
        lines.append(
            f"| {row['date']} | {said} | {ours} | {where} | {cell(row['note'])} |"
        )
        if row["count"]:
            verdict = _difference(int(row["count"]), ours, day)
    if not lines:
        return ""
    return "\n".join(
        [
            "## The total: theirs and ours",
            "",
            "| date | official | ours by then | where | remark |",
            "|---|--:|--:|---|---|",
            *lines,
            "",
            verdict,
        ]
    )


def _difference(official: int, ours: int, day: date) -> str:
    """What the latest official count asks of whoever edits the tables."""
    if official == ours:
        return f"On {day} the official count and ours agree."
    if official < ours:
        return (
            f"On {day} we hold {ours} and the official count is {official}: one of "
            "ours may be no instrument of this kind. Check the latest additions."
        )
    first = max(BOUNDS.values()) + timedelta(days=1)
    return f"""### What is missing: {ours} against {official}

The count of {day} is {official}; we hold {ours}. No list of the {official} was found,
and whether partners or instruments are counted is not said. The list of 2022 comes out
name for name. So what is missing was signed after that list was made (before {first})
and by {day}, or it is something that the inclusion rule leaves out here. No source
found says which."""


def _official(folder: Path) -> list[dict[str, str]]:
    path = folder / "official_counts.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _partner(treaty: Treaty) -> str:
    return treaty.partner_of("RUS") or treaty.party_b


def link(claim: Source) -> str:
    """The page of a claim under its publisher's name."""
    name = cell(claim.publisher or "source")
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
    quoted = {" ": "%20", "(": "%28", ")": "%29", "|": "%7C", "<": "%3C", ">": "%3E"}
    return url.translate(str.maketrans(quoted))

"""What every product prints around its picture: title, rule, edition, citation.

The sentences are those of :mod:`geo.presentation.strings`; what they say depends on
whose table it is. A user's own table is named as such, and claims neither our subject
nor our licence.
"""

from __future__ import annotations

from geo.model import countries
from geo.model.counting import State
from geo.model.package import Package
from geo.model.view import View
from geo.presentation import strings
from geo.presentation.scale import Scale

#: The longest part of a file's name worth printing.
_NAME = 60


def file_name(package: Package) -> str:
    """The name of a reader's own file, short enough to print."""
    name = " ".join("".join(c for c in package.file_name if c.isprintable()).split())
    return name if len(name) <= _NAME else f"{name[:_NAME]}…"


def focus(view: View) -> str:
    """The focal country's name, or that there is none."""
    if not view.focus:
        return strings.word("focus.none", view.lang)
    return countries.name(view.focus, view.lang)


def subject(package: Package, lang: str) -> str:
    """What the treaties are about: a reader's own table does not say."""
    key = (
        "subject.own"
        if package.own
        else "subject.whole"
        if package.whole
        else "subject"
    )
    return strings.word(key, lang)


def title(package: Package, view: View) -> str:
    """What is shown, of whom, in which years."""
    return strings.title(view, focus(view), subject(package, view.lang))


def rule(package: Package, view: View) -> str:
    """The counting rule; what it is without a focal country; how far the data reach."""
    keys = ["rule"]
    keys += ["rule.none"] * (not view.focus)
    keys += ["rule.whole"] * (package.whole and not package.own)
    return " ".join(strings.word(key, view.lang) for key in keys)


def as_of(package: Package, current: State) -> str:
    """The date shown, the edition of the data, and how much of it is unverified."""
    made = edition(package, current.view.lang)
    return strings.as_of(current, made, package.as_of, package.own)


def edition(package: Package, lang: str) -> str:
    """The version of the data, or the name of the file in its place."""
    if not package.own:
        return package.version
    return strings.word("edition.own", lang, file=file_name(package))


#: Countries named in a sentence at most.
_NAMED = 12


def reading(package: Package, view: View) -> str:
    """What became of the rows of a reader's own table; nothing where all were read."""
    held, lang = package.reading, view.lang
    said = []
    if held.lost:
        why = ", ".join(
            f"{strings.word(f'why.{rule}', lang)} {number:,}"
            for rule, number in held.reasons
        )
        numbers = {"read": held.read, "rows": held.rows, "lost": held.lost}
        shown = {name: f"{number:,}" for name, number in numbers.items()}
        said.append(strings.word("reading.said", lang, why=why, **shown))
    if held.merged:
        said.append(strings.word("reading.merged", lang, merged=f"{held.merged:,}"))
    unread = held.unread(view.focus) - set(package.partners(view.focus))
    if unread:
        names = sorted(countries.name(code, lang) for code in unread)
        more = f" (+{len(names) - _NAMED})" if len(names) > _NAMED else ""
        listed = ", ".join(names[:_NAMED]) + more
        said.append(strings.word("reading.named", lang, names=listed))
    if held.scheme:
        said.append(strings.word("reading.scheme", lang, scheme=held.scheme))
    if held.recipe:
        said.append(strings.word("reading.recipe", lang, title=held.recipe))
    if held.years:
        first, last = held.years
        said.append(strings.word("reading.years", lang, first=first, last=last))
    return " ".join(said)


def citation(package: Package, lang: str) -> str:
    """How to cite what is shown."""
    if not package.own:
        return strings.citation(package.version, package.as_of, lang)
    return strings.word(
        "citation.own", lang, file=file_name(package), as_of=package.as_of
    )


def made_from(package: Package, lang: str) -> str:
    """Where boundaries and data come from, and under which licence."""
    return strings.word("made_from.own" if package.own else "made_from", lang)


def scale(made: Scale, lang: str) -> str:
    """How the colours of a scale were chosen."""
    said = strings.word(f"scale.{made.colour}", lang)
    return f"{said} {strings.word('scale.natural', lang)}" if made.found else said

"""What the reader is looking at, and its one spelling.

A :class:`View` is the same in a query string (``?years=2010&years=2016``), a page's
hash (``#years=2010..2016``), command-line flags (``--years 2010-2016``) and file names
(``treaties-signed-2010-2016-recognised-en.html``). A field at its default is not
written, so links stay short.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qsl, quote

from geo.model.dates import BadDate, PartialDate
from geo.model.languages import LANGUAGES
from geo.model.succession import CHOICES as FORMER
from geo.model.treaties import Basis

BORDERS = ("recognised", "de-facto")
COLOURS = ("class", "year", "count")

#: How a link, a flag and a file name spell that no country is the focal one.
NO_FOCUS = "none"

#: The names a view's fields have in a link.
FIELDS = (
    "years",
    "preset",
    "basis",
    "focus",
    "colour",
    "borders",
    "former",
    "layers",
    "lang",
    "country",
)

#: Fields that are written as several values of one name.
REPEATED = frozenset(("years", "layers"))

# Longest value worth echoing in a notice: more is an attack or an accident.
_ECHO = 40

_CODE = re.compile(r"[A-Z]{3}", re.ASCII)
_LAYER = re.compile(r"[A-Z0-9_]{2,40}", re.ASCII)
_YEARS = re.compile(
    r"(\d{4})(?:\s*(?:\.\.|-|–|,)\s*(\d{4}(?:-\d{2}-\d{2})?))?", re.ASCII
)


@dataclass(frozen=True)
class Preset:
    """A frozen view that tests hold, and the list it is compared with."""

    key: str
    end: date
    reference: str  # a layer of data/layers.csv


#: The chapter's publication day; and the last day on which the official list of 14
#: states can have been made, since it has Azerbaijan (24 June 2022) still to sign.
PRESETS = {
    preset.key: preset
    for preset in (
        Preset("chapter", date(2024, 4, 15), "CHAPTER_2024"),
        Preset("official-2022", date(2022, 6, 23), "OFFICIAL_LIST_2022"),
    )
}


@dataclass(frozen=True)
class Span:
    """The years the data covers: the ends of the slider."""

    first: int
    last: int

    def __contains__(self, year: object) -> bool:
        return isinstance(year, int) and self.first <= year <= self.last


def usual_colour(focus: str) -> str:
    """What a map is coloured by, unless a reader chooses.

    Without a focal country both parties of a treaty are coloured: their class says
    less than the number of their treaties.
    """
    return "class" if focus else "count"


@dataclass(frozen=True)
class Notice:
    """A part of a request that was ignored or changed.

    :mod:`geo.presentation.strings` words it: ``notice`` where the rest is shown,
    ``refusal`` where nothing is.
    """

    key: str
    field: str
    value: str = ""
    allowed: str = ""


@dataclass(frozen=True)
class View:
    """Every choice a reader can make. Dates are inclusive."""

    start: date
    end: date
    basis: Basis = Basis.SIGNED
    focus: str = "RUS"
    colour: str = "class"
    borders: str = "recognised"
    former: str = "own"
    layers: tuple[str, ...] = ()
    lang: str = "en"
    country: str = ""
    preset: str = ""

    @classmethod
    def of(cls, span: Span, **fields: object) -> View:
        """The default view of some data: every year, up to the last."""
        return cls(date(span.first, 1, 1), date(span.last, 12, 31), **fields)  # type: ignore[arg-type]

    @property
    def years(self) -> tuple[int, int]:
        return self.start.year, self.end.year

    @property
    def ends_on_a_day(self) -> bool:
        """Whether the view ends inside a year, as a preset may."""
        return (self.end.month, self.end.day) != (12, 31)

    def with_years(self, first: int, last: int) -> View:
        """The state at 31 December of ``last``; leaves any preset."""
        return replace(self, start=date(first, 1, 1), end=date(last, 12, 31), preset="")

    def with_preset(self, key: str, span: Span) -> View:
        """The frozen view of that name, keeping basis, language and the like."""
        start = date(span.first, 1, 1)
        return replace(self, start=start, end=PRESETS[key].end, preset=key)

    def params(self, span: Span) -> dict[str, str]:
        """The fields that differ from the default, by their name in a link."""
        default = View.of(span)
        last = self.end.isoformat() if self.ends_on_a_day else str(self.end.year)
        years = {"years": f"{self.start.year}..{last}"}
        pairs = {
            **({"preset": self.preset} if self.preset else years),
            "basis": self.basis.value,
            "focus": self.focus or NO_FOCUS,
            "colour": self.colour,
            "borders": self.borders,
            "former": self.former,
            "layers": ",".join(self.layers),
            "lang": self.lang,
            "country": self.country,
        }
        plain = {
            "years": f"{span.first}..{span.last}",
            "layers": "",
            "colour": usual_colour(self.focus),
        }
        return {
            name: value
            for name, value in pairs.items()
            if value != plain.get(name, getattr(default, name, ""))
        }

    def query(self, span: Span) -> str:
        """The link's tail without ``?`` or ``#``."""
        return "&".join(
            f"{name}={quote(value, safe='.,')}"
            for name, value in self.params(span).items()
        )

    def file_name(self, suffix: str) -> str:
        """``treaties-signed-2010-2024-recognised-en.html``, always the same."""
        last = self.end.isoformat() if self.ends_on_a_day else str(self.end.year)
        parts = [
            "treaties",
            *([] if self.focus == "RUS" else [self.focus.lower() or "all-states"]),
            self.basis.value,
            *([] if self.colour == "class" else [f"by-{self.colour}"]),
            f"{self.start.year}-{last}",
            self.borders,
            *([] if self.former == "own" else [f"former-{self.former}"]),
            self.lang,
        ]
        return "-".join(parts) + "." + suffix


@dataclass(frozen=True)
class Choices:
    """What a link may name, of some data; by default anything of the right form."""

    countries: Collection[str] = ()  # that may be selected
    parties: Collection[str] = ()  # that may be the focal country
    layers: Collection[str] = ()
    focus: str = View.focus  # the focal country where none is named
    #: Focal country -> the frozen views of its treaties.
    presets: Callable[[str], Mapping[str, Preset]] = lambda _: PRESETS


ANYTHING = Choices()


def from_query(
    query: str, span: Span, choices: Choices = ANYTHING
) -> tuple[View, list[Notice]]:
    """Read a link's tail; see :func:`from_params`."""
    return from_params(params_of(query), span, choices)


def params_of(query: str) -> dict[str, list[str]]:
    """The values of each name in a link's tail, blank ones included."""
    pairs: dict[str, list[str]] = {}
    # A link has ten fields; whoever sends hundreds gets the first ones read.
    tail = "&".join(query.lstrip("?#").split("&", 100)[:100])
    for name, value in parse_qsl(tail, keep_blank_values=True):
        pairs.setdefault(name, []).append(value)
    return pairs


def from_params(
    params: Mapping[str, str | Sequence[str]], span: Span, choices: Choices = ANYTHING
) -> tuple[View, list[Notice]]:
    """Read fields by their names in a link; whatever is wrong keeps its default.

    Args:
        params: name -> value, or name -> the repeated values.
        span: the years the data covers.
        choices: the countries, layers and presets that may be named.

    Returns:
        The view, and a notice for each value that was ignored or changed. Names that
        are no fields of a view are left alone: a host page may have its own.
    """
    reader = _Reader(params, choices)
    view = View.of(span, **reader.choices())
    preset, years = reader.one("preset"), "".join(reader.all("years")).strip()
    if preset in choices.presets(view.focus):
        if years:
            reader.refuse("years", " ".join(reader.all("years")), "", key="fixed")
        return view.with_preset(preset, span), reader.notices
    if preset in PRESETS:
        reader.refuse("preset", preset, "", key="preset")
    elif preset and preset != "latest":
        reader.refuse("preset", preset, ", ".join((*PRESETS, "latest")))
    return reader.years(view, span), reader.notices


class _Reader:
    """Collects notices while fields are read."""

    def __init__(
        self, params: Mapping[str, str | Sequence[str]], choices: Choices
    ) -> None:
        self.params = params
        self.choices_of_data = choices
        self.notices: list[Notice] = []
        for name in (name for name in FIELDS if self.all(name)):
            self._count(name)

    def _count(self, name: str) -> None:
        """Notice a field without a value, and one with two."""
        values = {value.strip() for value in self.all(name)}
        if name == "layers":
            values = {value.strip(" ,") for value in values}
        if "" in values:
            self.refuse(name, "", "", key="blank")
        elif name not in REPEATED and len(values) > 1:
            self.refuse(name, self.one(name), "", key="twice")

    def all(self, name: str) -> list[str]:
        value = self.params.get(name, [])
        return [value] if isinstance(value, str) else [str(v) for v in value]

    def one(self, name: str) -> str:
        values = self.all(name)
        return values[-1].strip() if values else ""

    def refuse(self, field: str, value: str, allowed: str, key: str = "bad") -> None:
        self.notices.append(Notice(key, field, value[:_ECHO], allowed))

    def choice(self, name: str, allowed: Sequence[str]) -> dict[str, str]:
        value = self.one(name)
        if value in allowed:
            return {name: value}
        if value:
            self.refuse(name, value, ", ".join(allowed))
        return {}

    def choices(self) -> dict[str, object]:
        fields: dict[str, object] = {
            **self.choice("colour", COLOURS),
            **self.choice("borders", BORDERS),
            **self.choice("former", FORMER),
            **self.choice("lang", LANGUAGES),
        }
        if basis := self.choice("basis", [b.value for b in Basis]):
            fields["basis"] = Basis(basis["basis"])
        if self.one("focus").lower() == NO_FOCUS:
            fields["focus"] = ""
            fields.setdefault("colour", usual_colour(""))
        targets = self.choices_of_data
        for name, codes in (("country", targets.countries), ("focus", targets.parties)):
            if name in fields:
                continue
            code = self.one(name).upper()
            if _CODE.fullmatch(code) and (code in codes or not codes):
                fields[name] = code
            elif code:
                key = "no-party" if name == "focus" else "unknown-country"
                self.refuse(name, self.one(name), "", key)
        names = [n.strip() for v in self.all("layers") for n in v.split(",")]
        names = [name for name in names if name]
        there = targets.layers
        layers = tuple(
            n
            for n in dict.fromkeys(names)
            if _LAYER.fullmatch(n) and (n in there or not there)
        )
        for name in names:
            if name not in layers:
                self.refuse("layers", name, ", ".join(there) or "A-Z 0-9 _")
        return {"focus": targets.focus, **fields, "layers": layers}

    def years(self, view: View, span: Span) -> View:
        values = [v.strip() for v in self.all("years") if v.strip()]
        match = _YEARS.fullmatch("..".join(values))
        if not match:
            if values:
                self.refuse("years", " ".join(values), f"{span.first}..{span.last}")
            return view
        first, last = int(match[1]), match[2] or match[1]
        try:
            end = PartialDate.parse(last).latest
        except BadDate:
            self.refuse("years", " ".join(values), f"{span.first}..{span.last}")
            return view
        # One year alone asks for the state at its end, not for acts of that year.
        if not match[2]:
            first = min(span.first, end.year)
        if first > end.year:
            self.refuse("years", match[0], f"{end.year}..{first}", key="reversed")
            first, end = end.year, date(first, 12, 31)
        if first not in span or end.year not in span:
            self.refuse("years", match[0], f"{span.first}..{span.last}", "outside")
            first = min(max(first, span.first), span.last)
            if end.year not in span:
                end = date(min(max(end.year, span.first), span.last), 12, 31)
        return replace(view, start=date(first, 1, 1), end=end)

"""The options of the commands, and what they ask for: data, a view, a drawing.

What a link would ignore with a notice, a flag refuses: one line, exit code 2.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from geo.cli import report, user_table
from geo.cli.output import fail
from geo.figures import sizes
from geo.model import country_names
from geo.model.package import Package
from geo.model.treaties import Basis
from geo.model.view import (
    BORDERS,
    COLOURS,
    FIELDS,
    LANGUAGES,
    NO_FOCUS,
    PRESETS,
    View,
    from_params,
)
from geo.presentation import strings
from geo.tables import load
from geo.tables.load import BadTable

_YEARS = click.option("--years", metavar="A-B", help="Years shown, e.g. 2010-2024.")
_BASIS = click.option("--basis", type=click.Choice([b.value for b in Basis]))
_PRESET = click.option("--preset", type=click.Choice([*PRESETS, "latest"]))
_FOCUS = click.option(
    "--focus",
    metavar="CODE",
    help="Focal country (ISO or name); none: all states.  [default: RUS, or the "
    "busiest of your table]",
)
_LOOK = (
    click.option("--colour", type=click.Choice(COLOURS), help="Colour by."),
    click.option("--borders", type=click.Choice(BORDERS), help="Border view."),
    click.option("--lang", type=click.Choice(LANGUAGES)),
    click.option("--country", metavar="CODE", help="Country selected (ISO or name)."),
)
_DRAWING = (
    click.option("--size", metavar="NAME", help="a4, a4-page, slide, square, or WxH."),
    click.option("--dpi", type=int, help="Of a PNG.  [default: 300]"),
    click.option("--labels/--no-labels", default=None, help="Names of the partners."),
    click.option("--grey", is_flag=True, help="Greys and hatches, safe to copy."),
    click.option("--title", help="In place of ours."),
)

LAYERS = click.option("--layers", metavar="KEY,KEY", help="Context layers outlined.")
FORCE = click.option("--force", is_flag=True, help="Overwrite an existing file.")


def _target(**options: object) -> Callable:
    return click.option("-o", "--output", **options)  # type: ignore[arg-type]


FILE = click.Path(dir_okay=False, path_type=Path)
OUT = _target(required=True, type=FILE, help="File to write.")
PROBLEMS = _target(type=FILE, help="CSV file: problems (--table), answers (--links).")
LINKS = click.option(
    "--links", is_flag=True, help="Try every address of the package on the web."
)
ANYWHERE = _target(required=True, type=click.Path(path_type=Path), help="Target.")


def _group(*options: Callable) -> Callable[[Callable], Callable]:
    def give(command: Callable) -> Callable:
        for option in reversed(options):
            command = option(command)
        return command

    return give


#: One flag per field of a view, and those of a reader's own table.
view_flags = _group(_YEARS, _BASIS, _PRESET, _FOCUS, *_LOOK, *user_table.OPTIONS)
#: The same without years and presets: frames show many years.
frame_flags = _group(_BASIS, _FOCUS, *_LOOK, *user_table.OPTIONS)
#: A reader's own table; its focus, where it names the other parties only.
table_flags = _group(*user_table.OPTIONS, _FOCUS)
#: A drawing's make.
drawing_flags = _group(*_DRAWING)


# --- the data and the view ---


def shipped(focus: str = View.focus) -> Package:
    """The atlas's own data, as far as a focus needs them."""
    try:
        return load.load_package(focus=focus)
    except BadTable as error:
        fail(str(error))


def sought(given: dict[str, object]) -> tuple[Package, View]:
    """The data and the view that the flags ask for.

    What became of a reader's own table is told once nothing is left to refuse.
    """
    focus = focus_of(given.get("focus"))
    table = user_table.asked(given, focus)
    if table is None:
        focus = View.focus if focus is None else focus
        data = shipped(focus)
        return data, view_of(data, focus, given)
    taken = table.rows()
    data = taken.package
    focus = data.parties[0][0] if focus is None else focus
    view = view_of(data, focus, given)
    table.tell(taken, focus)
    return data, view


def focus_of(text: object) -> str | None:
    """The code of the focal country; blank where none is wanted, ``None`` unsaid."""
    if text is None:
        return None
    return "" if str(text).strip().casefold() == NO_FOCUS else party("focus", str(text))


def party(flag: str, text: str) -> str:
    """The code of a country that a flag names."""
    if not text.strip():
        fail(f"--{flag}: a value is missing")
    found = country_names.Reader().read(text, code=True)
    if not found.code:
        remedy = f"; {found.remedy}" if found.remedy else ""
        fail(f"--{flag}: {found.message}{remedy}")
    return found.code


def view_of(data: Package, focus: str, flags: dict[str, object]) -> View:
    """The view of some data under a focus; the flags are as they were typed."""
    given = {n: str(flags[n]) for n in FIELDS if flags.get(n) is not None}
    for name, value in given.items():
        if not value.strip():
            fail(f"--{name}: a value is missing")
    if focus and focus not in dict(data.parties):
        there = report.some([report.named(code) for code, _ in data.parties])
        fail(f"--focus: {report.named(focus)} is no party; the parties are {there}")
    given["focus"] = focus or NO_FOCUS
    partners = data.partners(focus)
    if "country" in given:
        code = given["country"] = party("country", given["country"])
        if code not in (*partners, focus):
            whom = f" with {report.named(focus)}" if focus else ""
            fail(f"--country: {report.named(code)} has no treaty{whom}")
    layers = [layer.key for layer in data.context]
    if "layers" in given and not layers:
        fail("--layers: the layers are of the atlas's own data; leave it out")
    _frozen(data, focus, given)
    view, notices = from_params(given, data.span, (*partners, focus), layers)
    if notices:
        fail(strings.refusal(notices[0], "en"))
    return view


def _frozen(data: Package, focus: str, given: dict[str, str]) -> None:
    """Refuse a preset that the data and the focus have not, or years beside it."""
    preset = given.get("preset", "latest")
    if preset != "latest" and preset not in data.presets(focus):
        fail(f"--preset: {preset} is a list of Russia's treaties in the atlas's data")
    if "preset" in given and "years" in given:
        fail("--preset and --years exclude each other: a preset fixes the years")


# --- the drawing ---


def options_of(flags: dict[str, object]) -> dict[str, object]:
    """The flags that are a drawing's options, beside its size."""
    title = " ".join(str(flags["title"] or "").split())
    return {"labels": flags["labels"], "grey": flags["grey"], "title": title}


def size_of(flags: dict[str, object], dpi: int) -> sizes.Size:
    """The size, refused before any work where it cannot be drawn."""
    title = flags["title"]
    if title is not None and not str(title).strip():
        fail("--title: a value is missing")
    try:
        size = sizes.parse(str(flags["size"] or "a4"))
    except sizes.BadSize as error:
        fail(f"--size: {error}")
    try:
        sizes.check_dpi(size, dpi)
    except sizes.BadSize as error:
        fail(f"--dpi: {error}")
    return size


def suffix_of(
    output: Path, kind: str | None, allowed: Sequence[str], default: str = ""
) -> str:
    """The format of a file, by its suffix or by name; both must not disagree."""
    suffix = output.suffix.lower().removeprefix(".")
    kind = kind or default
    if default:
        return kind
    if suffix in allowed and kind in ("", suffix):
        return suffix
    if kind and suffix not in (*sizes.FORMATS, "gif", "webp"):
        return kind
    if kind and kind != suffix and suffix in allowed:
        fail(f"{output.name}: a {kind} file does not end in .{suffix}")
    fail(f"{output.name}: not one of " + ", ".join(f".{k}" for k in allowed))

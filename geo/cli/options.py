"""The options of the commands, and what they ask for: data, a view, a drawing.

What a link would ignore with a notice, a flag refuses: one line, exit code 2.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import click

from geo.cli import report, user_table
from geo.cli.output import fail, flagged, language, listed, refuse
from geo.export.site import address as site_address
from geo.figures import sizes
from geo.figures.options import OPTIONS, BadOptions, FigureOptions
from geo.model import country_names
from geo.model.country_names import Party
from geo.model.languages import LANGUAGES, ON_A_PAGE, in_order
from geo.model.package import Package
from geo.model.succession import CHOICES as FORMER
from geo.model.treaties import Basis
from geo.model.view import (
    BORDERS,
    COLOURS,
    FIELDS,
    NO_FOCUS,
    PRESETS,
    View,
)
from geo.presentation import strings
from geo.presentation.scene import Scene
from geo.tables import load
from geo.tables.resolve import OWN, TABLE, resolve
from geo.text import quoted


def _field(name: str, **options: object) -> Callable:
    """A field of a view. Each value is kept: one given twice is refused, not lost."""
    return click.option(f"--{name}", multiple=True, **options)  # type: ignore[arg-type]


_YEARS = _field("years", metavar="A-B", help="Years shown, e.g. 2010-2024.")
_BASIS = _field("basis", type=click.Choice([b.value for b in Basis]))
_PRESET = _field("preset", type=click.Choice([*PRESETS, "latest"]))
_FOCUS = _field(
    "focus",
    metavar="CODE",
    help="Whose treaties are shown (ISO or name); none: of all states.  [default: "
    "RUS, or the busiest of your table]",
)
_LOOK = (
    _field("colour", type=click.Choice(COLOURS), help="Colour by."),
    _field("borders", type=click.Choice(BORDERS), help="Border view."),
    _field("former", type=click.Choice(FORMER), help="States that are no more."),
    _field("lang", type=click.Choice(LANGUAGES)),
    _field("country", metavar="CODE", help="Country selected (ISO or name)."),
)
_DRAWING = (
    click.option("--size", metavar="NAME", help="a4, slide, share ..., or WxH."),
    click.option("--dpi", type=int, help="Of a PNG.  [default: 300]"),
    click.option("--labels/--no-labels", default=None, help="Names of the partners."),
    click.option(
        "--grey", is_flag=True, default=None, help="Greys and hatches, safe to copy."
    ),
    click.option("--title", help="In place of ours."),
)


def _languages(
    _context: click.Context, option: click.Parameter, text: str | None
) -> tuple[str, ...]:
    """``en,ru,ar`` as languages in their order; refused where one has no strings."""
    if text is None:
        return LANGUAGES if option.name == "langs" else ON_A_PAGE
    try:
        return in_order(part.strip() for part in text.split(","))
    except KeyError as error:
        refuse("no_language", code=quoted(error.args[0]), codes=listed(*LANGUAGES))


PAGE_LANGUAGES = click.option(
    "--languages",
    metavar="XX,XX",
    callback=_languages,
    help=f"Languages it can be read in, of {', '.join(LANGUAGES)}.",
)
SITE_LANGUAGES = click.option(
    "--languages",
    "langs",
    metavar="XX,XX",
    callback=_languages,
    help=f"Languages of its pages beside English.  [default: {','.join(LANGUAGES)}]",
)
LAYERS = _field("layers", metavar="KEY,KEY", help="Context layers outlined.")
#: Of a command that has no view: the language of what it says.
LANG = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    expose_value=False,
    help="Language of what is said.",
)
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


def base_url(help: str) -> Callable:
    """The address of a site, refused where it is none."""
    return click.option(
        "--base-url", metavar="URL", default="", callback=_address, help=help
    )


def _address(context: click.Context, option: click.Parameter, value: str) -> str:
    try:
        return site_address.address(value)
    except site_address.BadSite as error:
        fail(flagged("base-url", error.text(language())))


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
#: A reader's own table alone.
table_only_flags = _group(*user_table.OPTIONS)
#: A drawing's make.
drawing_flags = _group(*_DRAWING)


# --- the data and the view ---


def shipped_package(focus: str = View.focus) -> Package:
    """The atlas's own data, as far as a focus needs them."""
    return load.load_package(focus=focus)


def scene_of(flags: dict[str, object]) -> Scene:
    """The data and the view that the flags ask for.

    What became of a reader's own table is told once nothing is left to refuse.
    """
    fields = fields_of(flags)
    focus = focus_of(flags.get("focus"))
    table = user_table.of_flags(flags, focus)
    user_table_read = table.rows() if table else None
    request = resolve(fields, user_table_read.package if user_table_read else None)
    for item in request.notices:
        if item.key == "no-party":
            refuse_focus(request.package, item.value)
        fail(f"--{strings.refusal(item, language())}")
    if table and user_table_read:
        table.tell(user_table_read, request.view.focus)
    return Scene(request.package, request.view)


def fields_of(flags: dict[str, object]) -> dict[str, list[str]]:
    """The flags of a view as a link would have them: countries by their codes."""
    values = {name: list(flags.get(name) or ()) for name in FIELDS}  # type: ignore[call-overload]
    fields = {name: value for name, value in values.items() if value}
    for name in fields.keys() & {"country", "focus"}:
        fields[name] = [code_of(name, text) for text in fields[name]]
    if flags.get("table") is not None:
        fields[TABLE] = [OWN]
    return fields


def focus_of(values: object) -> str | None:
    """The code of the focal country; blank where none is wanted, ``None`` unsaid."""
    codes = [code_of("focus", text) for text in values or ()]  # type: ignore[attr-defined]
    if not codes:
        return None
    return codes[-1].replace(NO_FOCUS, "")


def code_of(flag: str, text: str) -> str:
    """The code of a country that a flag names, or that there is no focal one."""
    if not text.strip():
        fail(flagged(flag, strings.word("refusal.blank", language())))
    if flag == "focus" and text.strip().casefold() == NO_FOCUS:
        return NO_FOCUS
    party = country_names.Reader().read(text, code=True)
    if not party.code:
        _refuse_country(flag, text, party)
    return party.code


def _refuse_country(flag: str, text: str, party: Party) -> NoReturn:
    """A text that names no country: say what it is, and what to write in its place."""
    heirs = party.former.successors if party.former else ()
    key = {
        "former-state": "former" if heirs else "former_alone",
        "organisation": "organisation",
        "ambiguous-country": "ambiguous",
    }.get(party.rule, "nearest" if party.near else "unknown")
    codes = heirs or party.near or party.codes
    names = listed(*map(report.country_name, codes))
    refuse(key, flag=f"--{flag}", value=quoted(text), names=names)


def refuse_focus(data: Package, code: str) -> NoReturn:
    """A focal country without a treaty: say whom there is to choose from."""
    whole = data if data.own else shipped_package(focus="")
    there = report.some([report.country_name(party) for party, _ in whole.parties])
    refuse("no_party", code=report.country_name(code), parties=there)


# --- the drawing ---


def figure_options(
    flags: dict[str, object], usual: FigureOptions | None = None
) -> FigureOptions:
    """The options of a figure, refused before any work where it cannot be drawn."""
    texts = {n: str(flags[n]) for n in OPTIONS if flags[n] is not None}
    try:
        options = FigureOptions.parse(texts, usual, free=True)
        sizes.check_dpi(options.size, options.dpi)
    except sizes.BadSize as error:
        fail(flagged(error.field, error.text(language())))
    except BadOptions as error:
        fail(f"--{strings.refusal(error.notices[0], language())}")
    return options


def suffix_of(
    output: Path, kind: str | None, suffixes: Sequence[str], default: str = ""
) -> str:
    """The format of a file, by its suffix or by name; both must not disagree."""
    suffix = output.suffix.lower().removeprefix(".")
    kind = kind or default
    if default:
        return kind
    if suffix in suffixes and kind in ("", suffix):
        return suffix
    if kind and suffix not in (*sizes.FORMATS, "gif", "webp"):
        return kind
    if kind and kind != suffix and suffix in suffixes:
        refuse("suffix", file=output.name, kind=kind, suffix=suffix)
    suffix_list = listed(*(f".{k}" for k in suffixes))
    refuse("suffixes", file=output.name, suffixes=suffix_list)

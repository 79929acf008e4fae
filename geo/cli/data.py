"""The commands of the page, the data and the checks: flags are the fields of View."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from geo import storage
from geo.cli import options, user_table
from geo.cli.options import scene_of
from geo.cli.output import (
    fail,
    flagged,
    free,
    language,
    listed,
    paired,
    progress,
    refuse,
    save,
    sentence,
    tell,
)
from geo.export.catalogue import (
    DATA,
    EXPORTS,
    NotDirected,
    UnknownFormat,
    format_of,
    research_file,
)
from geo.model import languages
from geo.model.view import LANGUAGES, View
from geo.model.worded import Count, Listed, Sentence
from geo.presentation import citations
from geo.presentation.scene import Scene
from geo.tables.user import read
from geo.text import printable


def warn_of_undrawn(scene: Scene) -> None:
    """A partner that no boundary draws is said, not dropped."""
    if scene.undrawn:
        click.echo(scene.undrawn_note, err=True)


@click.command()
@options.view_flags
@options.LAYERS
@options.PAGE_LANGUAGES
@options.base_url("Where the site is: the card links the page of each fact.")
@options.OUT
@options.FORCE
def page(
    output: Path,
    force: bool,
    base_url: str,
    languages: tuple[str, ...],
    **flags: object,
) -> None:
    """The map as one HTML file that works with the network off.

    It can be read in English, in Russian and in the language of --lang; --languages
    chooses others, of which the file holds the words of each.
    """
    free(output, force)
    scene = scene_of(flags)
    if base_url and (scene.package.own or scene.view.focus != View.focus):
        refuse("base_url_focus")
    warn_of_undrawn(scene)
    made_with = {"site": base_url, "langs": languages}
    save(output, lambda: EXPORTS["html"].build(scene, **made_with), force)


@click.command()
@click.option("--format", "kind", type=click.Choice(DATA))
@click.option("--directed", is_flag=True, help="A panel: a row for each side.")
@options.view_flags
@options.OUT
@options.FORCE
def data(
    output: Path, force: bool, kind: str | None, directed: bool, **flags: object
) -> None:
    """The data behind the map.

    \b
    csv, xlsx, json           the treaties of the view
    geojson, gpkg, parquet    the countries with their class
    zip                       the whole data package
    panel.csv, panel.parquet, any .dta     dyads by year, with bounds
    codebook.md, codebook.pdf              what the panel's columns hold
    edges.csv, nodes.csv, .gexf, .graphml  the network of treaties

    The format follows from the file's suffix; --format is for any other name.
    """
    if kind is None and _research(output, force, directed, flags):
        return
    try:
        kind = format_of(output.name, kind)
    except UnknownFormat as error:
        fail(error.text(language()))
    if not EXPORTS[kind].of_a_view:
        if flags["table"] is not None:
            refuse("package_own", suffixes=listed(".csv", ".xlsx"))
        for name, value in flags.items():
            if value not in (None, False, ()):
                flag = name.replace("_", "-")
                refuse("package_view", flag=f"--{flag}")
    free(output, force)
    scene = scene_of(flags)
    save(output, lambda: EXPORTS[kind].build(scene), force)


def _research(
    output: Path, force: bool, directed: bool, flags: dict[str, object]
) -> bool:
    """Write a panel or a network, where the file's name asks for one."""
    from geo.export import panel

    def step() -> None:
        bar.update(1)

    try:
        build = research_file(output.name, directed, step)
    except NotDirected as error:
        fail(flagged("directed", error.text(language())))
    if build is None:
        return False
    free(output, force)
    scene = scene_of(flags)
    first, last = scene.view.years
    try:
        with progress(length=last - first + 1, label=output.name) as bar:
            save(output, lambda: build(scene), force)
    except panel.TooLarge as error:
        fail(paired(output.name, error.text(language())))
    return True


@click.command()
@options.LANG
@options.OUT
@options.FORCE
def template(output: Path, force: bool) -> None:
    """A table to fill in, with one good row: a CSV file.

    Two parties and a date are enough. A column left blank, or left out, says that
    nothing is known.
    """
    if output.suffix.lower() != ".csv":
        refuse("template", file=output.name, suffix=".csv")
    save(output, read.template, force)
    then = sentence("fill_in", command=user_table.Own(output).command())
    click.echo(printable(then, sides=True), err=True)


@click.command()
@click.option(
    "--format",
    "kind",
    type=click.Choice(list(citations.FORMATS)),
    default="text",
    show_default=True,
)
@click.option("--lang", type=click.Choice(LANGUAGES), default="en")
def cite(kind: str, lang: str) -> None:
    """How to cite this edition of the data."""
    click.echo(citations.FORMATS[kind](options.shipped_package(), lang), nl=False)


@click.command()
@click.option("--lang", type=click.Choice(LANGUAGES), default="en")
def gaps(lang: str) -> None:
    """What nobody has found yet: the text of data/gaps.md, or of gaps.ru.md."""
    from geo.export import gaps as gap_list

    click.echo(gap_list.page(options.shipped_package(), lang=lang), nl=False)


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@options.table_flags
@options.LINKS
@options.LANG
@options.PROBLEMS
@options.FORCE
def check(
    folder: Path | None,
    links: bool,
    output: Path | None,
    force: bool,
    **flags: object,
) -> None:
    """Hold a data package against its schema and the law; or a table of your own.

    FOLDER holds a datapackage.json and its tables; without it, the atlas's own data.
    Problems are listed a line each and end with exit code 1; warnings do not. With
    --table the whole report is said, and -o writes its problems as a table. With
    --links every address is tried on the web, and -o writes what each answered.
    """
    if flags["table"] is not None:
        if folder or links:
            refuse("folder_or_table")
        table = user_table.of_flags(flags, options.focus_of(flags["focus"]))
        table.check(output, force)
        return
    if (output and not links) or flags["focus"]:
        refuse("check_own_only")
    user_table.of_flags(flags, None)
    if links:
        _check_links(folder or storage.DATA, output, force)
    else:
        _check_package(folder or storage.DATA)


def _check_links(folder: Path, output: Path | None, force: bool) -> None:
    """Say which pages of a package do not answer, and write what each answered."""
    from geo.cli import links as link_check
    from geo.tables import schema

    if output:
        free(output, force)
    links_of_package = link_check.links(schema.contents(folder).raw)
    with progress(length=len(links_of_package), label="links") as bar:
        answers = link_check.try_all(links_of_package, each=lambda: bar.update(1))
    for answer in answers:
        if answer.verdict not in ("answers", "moved"):
            tell(answer.sentence)
    for verdict, number in Counter(a.verdict for a in answers).most_common():
        told = Sentence(f"cli.link.{verdict.replace(' ', '_')}")
        values = {"verdict": told, "number": number, "all": len(answers)}
        tell(Sentence("cli.link_count", values))
    if output:
        save(output, lambda: link_check.report(answers), force=True)


def _check_package(folder: Path) -> None:
    from geo.tables import schema

    problems = schema.check(folder)
    if problems and language() != languages.SOURCE:
        tell(Sentence("check.english"))
    for problem in problems:
        click.echo(problem)
    contents = schema.contents(folder)
    errors = sum(p.level == "error" for p in problems)
    if errors:
        for line in contents.not_checked():
            tell(line)
        tell(
            Listed((Count(errors, "problem"), Count(len(problems) - errors, "warning")))
        )
        tell(Sentence("check.unsound"))
        raise click.exceptions.Exit(1)
    edition = {"version": contents.version, "as_of": contents.raw.as_of}
    tell(Sentence("check.sound", edition))
    for line in contents.summary():
        tell(line)
    if folder != storage.DATA:
        return  # the strings are the program's own
    for lang in LANGUAGES:
        if lacking := languages.untranslated(lang):
            tell(Sentence("check.strings", {"lang": lang, "number": len(lacking)}))

"""``python -m benchmarks``: every block, or one of them; results beside this file."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click

from benchmarks import machine, report

#: Block -> (measure, the amount of a full run, that of a quick one).
AMOUNTS = {
    "slider": (30, 6),
    "start": (3, 1),
    "page": (7, 2),
    "geometry": (5, 1),
    "languages": (7, 2),
    "figure": (5, 1),
    "process": (7, 2),
    "large": (5, 1),
    "sessions": (45, 10),
    "burst": (20, 5),
    "uploads": (20, 5),
    "heap": (3, 1),
}


def run(block: str, measure: Callable[[], list[dict]]) -> None:
    """Measure between two calibrations, and keep the result with what it depends on."""
    before = machine.calibrate()
    click.echo(f"{block} ...", err=True)
    measured = measure()
    noisy = machine.noisy(before, machine.calibrate())
    result = {"about": machine.about(), "noisy": noisy, "measured": measured}
    report.write(block, result)
    click.echo(f"{block}: done{', too noisy to judge' if noisy else ''}", err=True)


def _measure(block: str, quick: bool) -> list[dict]:
    # A block of its own has imports of its own, and the others are spared them.
    measure = import_module(f"benchmarks.{block}").measure
    if block == "growth":
        return measure(*([(20, 1_000)] if quick else []))
    if block == "sessions":
        return measure((1, 3) if quick else (1, 10, 30), AMOUNTS[block][quick])
    return measure(AMOUNTS[block][quick])


@click.group(invoke_without_command=True)
@click.option("--quick", is_flag=True, help="A short run, to see that it runs.")
@click.option("--only", type=click.Choice(list(report.BLOCKS)), multiple=True)
@click.option(
    "--compare",
    "old",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An earlier result of a block (results/BLOCK.json): which ratios moved.",
)
@click.pass_context
def main(
    context: click.Context, quick: bool, only: tuple[str, ...], old: Path | None
) -> None:
    """Measure our claims beside the usual tools, in one run on this machine."""
    if old and old.stem not in report.BLOCKS:
        raise click.BadParameter(f"name it as its block: {', '.join(report.BLOCKS)}")
    earlier = json.loads(old.read_text(encoding="utf-8")) if old else {}
    if context.invoked_subcommand is None:
        for block in only or report.BLOCKS:
            run(block, lambda b=block: _measure(b, quick))
    if old:
        file = report.RESULTS / f"{old.stem}.json"
        new = json.loads(file.read_text(encoding="utf-8"))
        for line in report.moved(old.stem, earlier, new):
            click.echo(line)


@main.command(hidden=True)
@click.argument("rows", type=int)
def read(rows: int) -> None:
    """Read a made-up table in a process of its own (a part of the block growth)."""
    from benchmarks import growth

    growth.child(rows)


@main.command()
def document() -> None:
    """Make results.md and the plots anew from the results there are."""
    report.document()


if __name__ == "__main__":
    main()

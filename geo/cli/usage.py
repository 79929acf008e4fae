"""What is wrong with a command line, as click finds it, in the reader's language."""

from __future__ import annotations

import click

from geo.model.worded import Listed, Sentence
from geo.text import quoted


def text(error: click.ClickException) -> Sentence:
    """The sentence for an error of click's; click's own words, where it has no other.

    Click's words are English: a language quotes them in ``cli.usage``.
    """
    if isinstance(error, click.NoSuchOption):
        near = error.possibilities
        key = "cli.no_option_near" if near else "cli.no_option"
        return Sentence(
            key, {"name": quoted(error.option_name), "near": Listed.of(near or ())}
        )
    if isinstance(error, click.MissingParameter) and error.param:
        return Sentence("cli.missing", {"name": _name(error.param)})
    if isinstance(error, click.BadParameter) and error.param:
        name, kind = _name(error.param), error.param.type
        if isinstance(kind, click.Choice):
            value, _, _ = error.message.partition(" is not one of ")
            choices = Listed.of(map(str, kind.choices))
            values = {"name": name, "value": value, "choices": choices}
            return Sentence("cli.no_choice", values)
        if isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
            return Sentence("cli.no_number", {"name": name})
    if isinstance(error, click.BadOptionUsage):
        return Sentence("cli.no_value", {"name": error.option_name})
    return Sentence("cli.usage", {"why": error.format_message()})


def _name(param: click.Parameter) -> str:
    """``--output``, or ``FOLDER`` of an argument."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.human_readable_name

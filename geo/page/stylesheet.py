"""The colours of classes and of scales as a style sheet for the page.

Custom properties per theme and one rule per class: a shape changes its class, never
its style.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geo.presentation import colours
from geo.presentation.scale import Scale

#: How a scale's classes begin: ``y-3`` is the fourth year, ``n-0`` the least number.
PREFIX = {"year": "y", "count": "n"}


def of_classes() -> str:
    """Fills, inks and hatches of the classes, of the sea and of the lines."""
    variables: dict[str, list[str]] = {"light": [], "dark": []}
    for theme, own in variables.items():
        own += [
            f"--sea:{colours.SEA[theme]}",
            f"--coast:{colours.COAST[theme]}",
            f"--border:{colours.BORDER[theme]}",
        ]
        own += [f"--ink-{n}:{o.ink[theme]}" for n, o in colours.OVERLAYS.items()]
        for key, look in colours.CLASSES.items():
            own.append(f"--c-{key}:{look.fill(theme)}")
            if look.hatch:
                own.append(f"--ink-{key}:{look.ink(theme)}")
    rules = []
    for name in colours.OVERLAYS:
        rules.append(f".h-{name}{{fill:url(#hatch-{name})}}")
        rules.append(f".ink-{name}{{stroke:var(--ink-{name});stroke-width:.8}}")
    for key, look in colours.CLASSES.items():
        rules.append(f".c-{key}{{fill:var(--c-{key})}}")
        if look.hatch:
            rules.append(f".h-{key}{{fill:url(#hatch-{key})}}")
            rules.append(
                f".ink-{key}{{stroke:var(--ink-{key});stroke-width:1.1;fill:none}}"
            )
    return _sheet(variables, rules)


def of_scales(scales: Mapping[str, Scale]) -> str:
    """The steps of the scales: they follow the table, and are replaced with it."""
    variables: dict[str, list[str]] = {"light": [], "dark": []}
    rules = []
    for name, scale in scales.items():
        prefix = PREFIX[name]
        for theme, own in variables.items():
            own += [f"--{prefix}-{i}:{c}" for i, c in enumerate(scale.ramp(theme))]
        steps = range(len(scale.bounds))
        rules += [f".{prefix}-{i}{{fill:var(--{prefix}-{i})}}" for i in steps]
    return _sheet(variables, rules)


def _sheet(variables: Mapping[str, list[str]], rules: Iterable[str]) -> str:
    day, night = (";".join(variables[theme]) for theme in ("light", "dark"))
    return (
        f":root{{{day}}}:root[data-theme=dark]{{{night}}}"
        f"@media screen and (prefers-color-scheme:dark)"
        f"{{:root:not([data-theme=light]){{{night}}}}}"
        f"@media print{{:root,:root[data-theme=dark]{{{day}}}}}" + "".join(rules)
    )

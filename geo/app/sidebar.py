"""The sidebar of the app: every choice that all views share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from geo.app import session, widgets
from geo.app.session import choose, t
from geo.model import countries
from geo.model.grouping import GroupedTreaties
from geo.model.package import Package
from geo.model.succession import CHOICES as FORMER
from geo.model.treaties import Basis
from geo.model.view import BORDERS, COLOURS, LANGUAGES, View
from geo.presentation import strings
from geo.tables import load
from geo.tables.resolve import ATLAS, OWN


def sidebar(package: Package) -> None:
    """Show the choices of the session, and let each be changed."""
    view = session.get().view
    with st.sidebar:
        _source()
        span = package.span
        if span.first < span.last:
            widgets.year_slider(
                st, t("years"), span.first, span.last, view.years, choose
            )
        _selects(package, view)
        _layers(view)
        st.button(t("reset_all"), on_click=session.reset, width="stretch")


def language() -> None:
    """The one choice there is before a table is there to choose of."""
    with st.sidebar:
        _select("lang", t("language"), LANGUAGES, _language_name)


def _source() -> None:
    """Whose table is shown, where there are two."""
    if table := session.shown_table():
        names = {ATLAS: t("app"), OWN: table.file_name[:40]}
        source = session.get().source
        widgets.select(
            st, "source", t("own.source"), list(names), source, names.get, choose
        )


def _selects(package: Package, view: View) -> None:
    lang = view.lang
    # Any country of the map may be selected; the list offers those with a treaty.
    codes = {*package.partners(view.focus), view.country} - {""}
    partners = sorted(codes, key=lambda code: countries.name(code, lang))
    fields = (
        ("lang", t("language"), LANGUAGES, _language_name),
        (
            "basis",
            t("basis"),
            [basis.value for basis in Basis],
            lambda basis: t(f"basis.{basis}"),
        ),
        (
            "preset",
            t("preset"),
            ["", *package.presets(view.focus)],
            lambda preset: t(f"preset.{preset}" if preset else "custom"),
        ),
        (
            "country",
            t("country"),
            ["", *partners],
            lambda code: countries.name(code, lang) if code else t("nothing_selected"),
        ),
        (
            "focus",
            t("focus"),
            session.parties(),
            lambda code: session.party(code, lang),
        ),
        ("borders", t("borders"), BORDERS, lambda b: t(f"borders.name.{b}")),
        *_former(package),
        (
            "colour",
            t("colour"),
            COLOURS,
            lambda c: t("class" if c == "class" else f"colour.{c}"),
        ),
    )
    for choice in fields:
        _select(*choice)


def _former(package: Package) -> list[tuple]:
    """What to do with states that are no more, where one is drawn."""
    if not GroupedTreaties(package.treaties).borders.drawn:
        return []
    label = t("former")
    return [("former", label, FORMER, lambda f: t(f"former.name.{f}"))]


def _select(
    name: str, label: str, options: Sequence[str], show: Callable[[str], str]
) -> None:
    value = getattr(session.get().view, name)
    value = value.value if isinstance(value, Basis) else value
    widgets.select(
        st, name, label, options, value, show, choose, translated=name != "lang"
    )


def _language_name(lang: str) -> str:
    return strings.word("language.name", lang)


def _layers(view: View) -> None:
    context = {layer.key: layer for layer in load.load_package().context}
    widgets.select_several(
        st,
        "layers",
        t("layers"),
        list(context),
        view.layers,
        lambda key: context[key].title(view.lang),
        choose,
        help=t("layers.note"),
    )

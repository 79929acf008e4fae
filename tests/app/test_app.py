"""The app without a browser: link -> widgets -> numbers; nonsense -> a quiet notice."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from geo import storage, turns
from geo.app import main, reader
from geo.figures.options import FigureOptions
from geo.figures.sizes import SIZES
from geo.model.counting import state
from geo.model.treaties import Basis
from geo.model.view import Span, View, from_params, params_of
from geo.page import cache, payload
from geo.presentation import captions, strings
from geo.tables import load
from geo.tables.resolve import resolve
from tests.helpers.links import LINKS, said

APP = str(storage.ROOT / "app.py")


@pytest.fixture(scope="module")
def visit(tmp_path_factory) -> Callable[..., AppTest]:
    """Arrive with a link. The page is built in a folder of the tests."""
    pages, cache.PAGES = cache.PAGES, tmp_path_factory.mktemp("pages")

    def arrive(**params: str | list[str]) -> AppTest:
        app = AppTest.from_file(APP, default_timeout=20)
        for name, value in params.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    yield arrive
    cache.PAGES = pages


def box(app: AppTest, name: str):
    """A list of the sidebar or of a view, by the name of its choice in a link."""
    (select,) = (each for each in app.selectbox if name_of(each) == name)
    return select


def slider(app: AppTest):
    (years,) = app.slider
    return years


def name_of(widget) -> str:
    """The choice that a widget shows."""
    return widget.key.partition(":")[0]


def layers(app: AppTest):
    return app.multiselect[0]


def headline(app: AppTest) -> str:
    return app.title[0].value


def notices(app: AppTest) -> list[str]:
    return [item.value.replace("\\", "") for item in app.info]


def expected(package, **params: str | list[str]) -> str:
    view, _ = from_params(params, package.span)
    return captions.headline(state(package.treaties, view))


def test_a_reader_is_served_in_a_run_that_lets_others_pass(visit, monkeypatch):
    loops = []
    monkeypatch.setattr(main, "_draw", lambda *_: loops.append(turns.in_turns([])))
    visit()
    assert loops and [] not in loops


def test_while_the_map_compares_two_days_no_other_count_stands_above_it(visit):
    app = visit()
    (headline,) = (title.value for title in app.title)
    app.session_state[reader.KEY].comparing = "map"
    app.run()
    assert [title.value for title in app.title] == [strings.word("nav.compare", "en")]
    app.session_state[reader.KEY].comparing = ""
    app.run()
    assert [title.value for title in app.title] == [headline]


def test_the_default_view_shows_the_headline_of_the_data(visit):
    app = visit()
    # The sentence of the issue.
    assert headline(app) == (
        "20 countries signed 20 instruments; entry into force confirmed for 5 "
        "(each by one source only)"
    )
    assert notices(app) == []
    assert slider(app).value == (2010, 2026)


@pytest.mark.parametrize(
    ("params", "widget", "value"),
    [
        ({"years": "2010..2016"}, "years", (2010, 2016)),
        ({"years": "2012..2016"}, "years", (2012, 2016)),
        ({"years": "2016..2016"}, "years", (2016, 2016)),
        ({"years": "2016"}, "years", (2010, 2016)),
        ({"years": ["2010", "2016"]}, "years", (2010, 2016)),
        ({"basis": "in-force"}, "basis", "in-force"),
        ({"basis": "in-force", "years": "2010..2019"}, "basis", "in-force"),
        ({"borders": "de-facto"}, "borders", "de-facto"),
        ({"colour": "year"}, "colour", "year"),
        ({"country": "CUB"}, "country", "CUB"),
        ({"country": "cub"}, "country", "CUB"),
        ({"lang": "ru"}, "lang", "ru"),
        ({"preset": "chapter"}, "preset", "chapter"),
        ({"preset": "official-2022"}, "preset", "official-2022"),
        ({"preset": "chapter", "lang": "ru", "basis": "in-force"}, "preset", "chapter"),
        ({"preset": "latest"}, "preset", ""),
    ],
    ids=str,
)
def test_a_link_sets_the_widgets_and_the_numbers(visit, package, params, widget, value):
    app = visit(**params)
    widget_shown = slider(app) if widget == "years" else box(app, widget)
    assert widget_shown.value == value
    assert headline(app) == expected(package, **params)
    assert notices(app) == []


def test_a_preset_in_the_link_says_whom_its_list_does_not_name(visit):
    app = visit(preset="chapter")
    assert headline(app).startswith("19 countries signed 19 instruments")
    sentence = " ".join(m.value for m in app.markdown)
    assert all(name in sentence for name in ("Ethiopia", "Myanmar", "Tajikistan"))
    assert headline(visit(preset="official-2022")).startswith("14 countries")


BAD = {
    "letters": ({"years": "abc"}, "'abc'"),
    "Arabic digits": ({"years": "٢٠٢٠"}, "'٢٠٢٠'"),
    "5,000 characters": ({"years": "9" * 5000}, "'" + "9" * 40 + "'"),
    "three years": ({"years": ["2010", "2012", "2014"]}, "years"),
    "no such day": ({"years": "2010..2016-02-30"}, "years"),
    "an unknown country": ({"country": "XXX"}, "'XXX'"),
    "a field without a value": ({"years": ""}, "years: has no value"),
    "an unknown basis": ({"basis": "zzz"}, "'zzz'"),
    "an unknown preset": ({"preset": "zzz"}, "'zzz'"),
    "unknown borders": ({"borders": "zzz"}, "'zzz'"),
    "an unknown language": ({"lang": "tlh"}, "'tlh'"),
    "markup": ({"years": "<img src=x onerror=alert(1)>"}, "<img src=x"),
    "Markdown": ({"basis": "[x](javascript:alert(1))"}, "[x]"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_link_shows_the_defaults_and_one_quiet_notice(visit, package, what):
    params, field = BAD[what]
    app = visit(**params)
    assert headline(app) == expected(package)
    (notice,) = notices(app)
    assert field in notice
    assert len(notice) < 200


def read_links(links: list[str]) -> None:
    """A script that reads one link after another."""
    import streamlit as st

    from geo.app import session
    from geo.model.view import params_of

    views = st.session_state.setdefault("found", [])
    for link in links:
        session.read_link(params_of(link))
        views.append((session.get().view, session.get().notices))


def test_the_app_reads_a_link_as_it_is_written_down_for_all():
    links = [case.link for case in LINKS]
    app = AppTest.from_function(read_links, args=(links,), default_timeout=20).run()
    assert not app.exception
    for case, (view, read_back) in zip(LINKS, app.session_state.found, strict=True):
        assert view == resolve(params_of(case.view)).view, case.link
        assert said(read_back) == case.notices, case.link


def test_a_day_inside_a_year_is_shown_until_the_slider_is_moved(visit, package):
    app = visit(years="2010..2024-04-15")
    assert headline(app) == expected(package, years="2010..2024-04-15")
    assert app.query_params["years"] == "2010..2024-04-15"
    assert notices(app) == []
    box(app, "basis").set_value("in-force").run()
    assert app.query_params["years"] == "2010..2024-04-15"
    slider(app).set_value((2010, 2023)).run()
    assert app.query_params["years"] == "2010..2023"


def test_years_that_the_data_have_no_longer_are_left_when_a_file_changed(
    visit, package, monkeypatch
):
    app = visit()
    later = replace(package, span=Span(2013, 2026), digest="later")
    monkeypatch.setattr(load, "load_package", lambda *_, **__: later)
    box(app, "basis").set_value("in-force").run()
    assert not app.exception
    assert slider(app).value == (2013, 2026)
    assert "2013–2026" in app.caption[0].value


def test_a_country_without_a_treaty_may_be_selected_by_a_link(visit, package):
    app = visit(country="USA")
    assert notices(app) == []
    assert box(app, "country").value == "USA"
    assert app.query_params["country"] == "USA"
    # The brief beside the map says whom it is on.
    files = [button.proto.label for button in app.get("download_button")]
    assert "One-page brief (United States of America, PDF)" in files


@pytest.mark.parametrize(
    ("years", "visible"),
    [
        ("2020..2010", (2010, 2020)),
        ("1900..2016", (2010, 2016)),
        ("2012..2100", (2012, 2026)),
        ("1900", (2010, 2010)),
        ("2100", (2010, 2026)),
    ],
)
def test_years_that_can_be_mended_are_mended_with_one_notice(visit, years, visible):
    app = visit(years=years)
    assert slider(app).value == visible
    assert len(notices(app)) == 1


def test_of_a_repeated_parameter_the_last_counts(visit, package):
    app = visit(basis=["signed", "in-force"])
    assert headline(app) == expected(package, basis="in-force")


def test_a_parameter_of_the_host_is_left_alone(visit, package):
    app = visit(utm_source="mail", embed="true")
    assert headline(app) == expected(package)
    assert notices(app) == []
    assert "mail" in app.query_params["utm_source"]


def test_moving_the_slider_changes_the_numbers_and_leaves_the_preset(visit, package):
    app = visit(preset="chapter")
    slider(app).set_value((2010, 2016)).run()
    assert not app.exception
    assert headline(app) == expected(package, years="2010..2016")
    assert box(app, "preset").value == ""


def test_choosing_a_preset_moves_the_years(visit, package):
    app = visit(years="2012..2014")
    box(app, "preset").set_value("chapter").run()
    assert not app.exception
    assert slider(app).value == (2010, 2024)
    assert headline(app) == expected(package, preset="chapter")


@pytest.mark.parametrize("basis", Basis)
def test_every_year_of_the_slider_shows_the_law_of_that_year(visit, package, basis):
    app = visit(basis=basis.value)
    for year in range(package.span.first, package.span.last + 1):
        slider(app).set_value((package.span.first, year)).run()
        view = View.of(package.span, basis=basis)
        view = view.with_years(package.span.first, year)
        assert headline(app) == captions.headline(state(package.treaties, view))


def test_choosing_a_basis_keeps_the_years(visit, package):
    app = visit(years="2012..2018")
    box(app, "basis").set_value("in-force").run()
    assert headline(app) == expected(package, years="2012..2018", basis="in-force")


def hosted(app: AppTest) -> dict[str, object] | None:
    """What the page inside a view is told; ``None`` for a view without it."""
    frames = app.get("component_instance")
    if not frames:
        return None
    return json.loads(json.loads(frames[0].proto.json_args)["message"])


def test_the_table_shows_the_card_of_the_country_that_is_selected():
    page = hosted(opened("table", country="CUB"))
    assert (page["shows"], page["view"]["country"]) == ("card", "CUB")
    assert hosted(opened("table")) is None


def test_the_timeline_shows_the_life_lines_of_the_page_and_offers_them_as_files():
    app = opened("timeline")
    assert hosted(app)["shows"] == "lives"
    names = {button.proto.label for button in app.get("download_button")}
    title = strings.word("figure.shows.lifelines", "en")
    assert names == {f"{title} ({kind})" for kind in ("PNG", "SVG", "PDF")}


def test_in_russian_everything_is_russian(visit, package):
    app = visit(lang="ru")
    assert headline(app) == expected(package, lang="ru")
    assert app.caption[0].value.startswith("Российская Федерация")
    assert slider(app).label == "Годы"
    assert strings.word("rule", "ru") in {c.value for c in app.caption}


def test_a_notice_is_in_the_language_of_the_link(visit):
    (notice,) = notices(visit(lang="ru", years="abc"))
    assert "не понято" in notice


def test_rule_borders_edition_and_citation_are_on_the_screen(visit, package):
    app = visit()
    texts = {c.value for c in app.caption}
    current = state(package.treaties, View.of(package.span))
    assert strings.word("rule", "en") in texts
    assert strings.word("borders.recognised", "en") in texts
    assert captions.as_of(current, package.version, package.as_of) in texts
    assert captions.citation(package.version, package.as_of, "en") in texts


def test_years_without_a_treaty_say_so(visit):
    app = visit(years="2011..2011")
    assert headline(app).startswith("0 countries signed 0 instruments")
    assert strings.word("empty", "en") in {m.value for m in app.markdown}


def one_view(
    name: str, before: str, basis: str, lang: str, country: str, last: int
) -> None:
    """One view of the app by itself, as a script of its own."""
    from geo.app import main, session
    from geo.model.treaties import Basis
    from geo.presentation.scene import Scene
    from geo.tables import load

    fields = {"basis": Basis(basis), "lang": lang, "country": country}
    scene = Scene.of(load.load_package(), **fields)
    if last:
        scene = scene.with_years(scene.package.span.first, last)
    reader = session.get()
    reader.view = scene.view
    if before:
        reader.view_choices.setdefault("before", before)
    main.VIEWS[name](scene)


def opened(
    name: str,
    before: str = "",
    basis: str = "signed",
    lang: str = "en",
    country: str = "",
    last: int = 0,
    **link: str,
) -> AppTest:
    args = (name, before, basis, lang, country, last)
    app = AppTest.from_function(one_view, args=args, default_timeout=20)
    for field, value in link.items():
        app.query_params[field] = value
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", r"No row of these years holds “no\-such \*word\*”\."),
        ("ru", r"В строках за эти годы нет «no\-such \*word\*»\."),
    ],
)
def test_a_filter_that_no_row_holds_is_answered_as_a_filter(lang, sentence):
    app = opened("table", lang=lang)
    assert len(app.dataframe) == 1
    app.text_input(key="find").set_value("no-such *word*").run()
    assert not app.exception
    texts = [m.value for m in app.markdown]
    assert sentence in texts
    assert strings.word("empty", lang) not in texts
    assert len(app.dataframe) == 0


@pytest.mark.parametrize("basis", ["signed", "in-force"])
def test_the_table_gives_a_treaty_its_one_status(basis):
    rows = opened("table", basis=basis).dataframe[0].value
    assert "Class" not in rows.columns
    by_country = dict(zip(rows["Country"], rows["Status"], strict=True))
    assert by_country["Zimbabwe"] == "In force since 20 Dec 2023"
    assert by_country["Brazil"] == "Signed 14 May 2010; entry into force not confirmed"


@pytest.mark.parametrize(
    ("before", "since", "files"),
    [
        ("", "2010-12-31", 3),
        ("2016", "2016-12-31", 3),
        # A figure of a difference is of whole years.
        ("chapter", "2024-04-15", 0),
        ("2026", "2026-12-31", 0),
    ],
)
def test_a_comparison_starts_with_the_first_year_shown_or_as_the_link_says(
    before, since, files
):
    app = opened("compare", before)
    page = hosted(app)
    assert (page["shows"], page["since"]) == ("compare", since)
    assert len(app.get("download_button")) == files


def test_a_large_table_is_compared_in_words(monkeypatch):
    """The page holds a part of it, and lists no acts."""
    monkeypatch.setattr(payload, "LISTED", 0)
    app = opened("compare", "2016", "in-force")
    assert hosted(app) is None
    texts = [m.value.replace("\\", "") for m in app.markdown]
    assert texts[0].startswith("**Entered into force between 2017 and 2026**: India, ")
    same = [m.value for m in opened("compare", "2026").markdown]
    assert same == [strings.word("compare.same", "en")]


def test_every_control_of_the_sidebar_is_in_the_link(visit):
    """What a control is set to, the link says, and the link sets it again."""
    choices = {
        "basis": "in-force",
        "country": "CHN",
        "borders": "de-facto",
        "colour": "year",
        "lang": "ru",
    }
    app = visit()
    names = {name_of(each) for each in app.selectbox}
    assert names == {*choices, "preset", "focus"}
    layers(app).set_value(["BRICS"]).run()
    slider(app).set_value((2012, 2020)).run()
    for name, value in choices.items():
        box(app, name).set_value(value).run()
        assert not app.exception
        assert app.query_params[name] in (value, [value])
    again = visit(**dict(app.query_params))
    for name, value in choices.items():
        assert box(again, name).value == value
    assert layers(again).value == ["BRICS"]
    assert slider(again).value == (2012, 2020)
    assert headline(again) == headline(app)


CONTROLS = {
    "basis": "in-force",
    "preset": "chapter",
    "country": "CHN",
    "focus": "CHN",
    "borders": "de-facto",
    "colour": "year",
    "layers": ["BRICS"],
    "years": (2012, 2020),
}


def screen(app: AppTest) -> dict[str, object]:
    """What a reader sees and would send to somebody else."""
    return {
        "title": app.title[0].value,
        "headings": [each.value for each in app.header],
        "address": dict(app.query_params),
        "values": {name_of(each): each.value for each in app.selectbox},
        "layers": layers(app).value,
        "years": slider(app).value,
        "tables": [frame.value.to_dict() for frame in app.dataframe],
        "text": [each.value for each in (*app.markdown, *app.caption, *app.info)],
    }


@pytest.mark.parametrize("control", CONTROLS)
@pytest.mark.parametrize(("before", "after"), [("en", "ru"), ("ru", "en")])
def test_a_choice_after_a_change_of_language_is_that_of_a_fresh_load(
    visit, control, before, after
):
    start = {"country": "BRA", "layers": "BRICS"} if control == "basis" else {}
    app = visit(lang=before, **start)
    box(app, "lang").set_value(after).run()
    widgets = {"layers": layers, "years": slider}
    widget = widgets.get(control, lambda app: box(app, control))(app)
    widget.set_value(CONTROLS[control]).run()
    assert not app.exception
    assert screen(app) == screen(visit(**dict(app.query_params)))


def test_no_two_labels_of_a_list_are_alike(visit):
    for lang in ("en", "ru"):
        for each in visit(lang=lang, focus="none").selectbox:
            assert len(set(each.options)) == len(each.options) > 0


@pytest.mark.parametrize("focus", ["", "USA", "SGP", "CHN"])
def test_another_focal_country_or_none_shows_all_instruments_of_the_data(visit, focus):
    app = visit(focus=focus or "none")
    package = load.load_package(focus=focus)
    view = View.of(package.span, focus=focus)
    assert headline(app) == captions.headline(state(package.treaties, view))
    assert box(app, "focus").value == focus
    assert box(app, "preset").options == [strings.word("custom", "en")]
    assert box(app, "colour").value == ("class" if focus else "count")


def test_choosing_a_focal_country_forgets_the_country_that_was_selected(visit):
    app = visit(country="CHN", preset="chapter")
    box(app, "focus").set_value("USA").run()
    assert not app.exception
    assert box(app, "country").value == ""
    assert box(app, "preset").value == ""
    box(app, "focus").set_value("").run()
    assert box(app, "colour").value == "count"
    app.button[0].click().run()
    assert box(app, "focus").value == "RUS"


@pytest.mark.parametrize(
    "params",
    [
        {"focus": "XXX"},
        {"focus": "FRA", "preset": "chapter"},
        {"focus": "none", "country": "ZZZ"},
        {"table": "../../etc/passwd"},
        {"focus": "none", "years": "1500..3000"},
    ],
)
def test_a_link_that_asks_for_what_there_is_not_gets_a_notice(visit, params):
    app = visit(**params)
    assert notices(app)
    assert headline(app)


def test_years_and_filters_that_leave_nothing_are_an_empty_state_in_words(visit):
    app = visit(years="2011..2011", basis="in-force", focus="SGP")
    assert strings.word("empty", "en") in [m.value for m in app.markdown]


@pytest.mark.parametrize("yes", ["true", "True"])
def test_the_link_of_a_figure_is_spelled_as_its_address(yes):
    app = opened("figures", size="square", labels=yes, grey=yes, dpi="600")
    assert [toggle.value for toggle in app.toggle] == [True, True]
    names = ("size", "labels", "grey", "dpi")
    params = {name: app.query_params[name] for name in names}
    options = FigureOptions(SIZES["square"], labels=True, grey=True, dpi=600)
    assert params == options.params()


def test_partners_are_named_in_a_large_figure_unless_the_link_says_no():
    assert opened("figures", size="slide").toggle[0].value
    assert not opened("figures", size="slide", labels="false").toggle[0].value
    assert not opened("figures").toggle[0].value

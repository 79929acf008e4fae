"""A view has one spelling: in links, flags and file names; nonsense keeps defaults."""

import dataclasses
import itertools
from datetime import date

import pytest

from geo.model.treaties import Basis
from geo.model.view import (
    BORDERS,
    COLOURS,
    LANGUAGES,
    PRESETS,
    Choices,
    Span,
    View,
    from_params,
    from_query,
)

SPAN = Span(2010, 2026)
DEFAULT = View.of(SPAN)
CHOICES = Choices(countries=("RUS", "VNM"), parties=("RUS", "VNM"))

#: The issue's bad values of ``years``, and their kin; none may change the view.
NOT_UNDERSTOOD = [
    "abc",
    "20",
    "201O",
    "2010..2016..2020",
    "2010..",
    "..2016",
    "-2010",
    "2010.5",
    "1e3",
    "2010;2016",
    "2016-13-01..2016",
    "2010..2016-02-30",
    "2010..2016-1-1",
    "٢٠٢٠",
    "٢٠١٢..2016",
    "2012..٢٠١٦",
    "２０２０",
    "२०२०",
    "9" * 5000,
    "x" * 5000,
    "<img src=x onerror=alert(1)>",
    "2010\x002016",
]


def views() -> list[View]:
    """Every combination of choices, over whole years, single years and presets."""
    choices = itertools.product(Basis, COLOURS, BORDERS, LANGUAGES, ("", "VNM"))
    all_views = []
    for basis, colour, borders, lang, country in choices:
        view = View.of(
            SPAN,
            basis=basis,
            colour=colour,
            borders=borders,
            lang=lang,
            country=country,
        )
        all_views += [view, view.with_years(2012, 2016), view.with_years(2016, 2016)]
        all_views += [view.with_preset(key, SPAN) for key in PRESETS]
        all_views += [dataclasses.replace(view, end=date(2022, 6, 23))]
        all_views += [dataclasses.replace(view, focus="CUB", layers=("SCO", "CIS"))]
    return all_views


def test_the_default_is_everything_signed_up_to_the_last_year():
    assert (DEFAULT.start, DEFAULT.end) == (date(2010, 1, 1), date(2026, 12, 31))
    assert (DEFAULT.basis, DEFAULT.focus, DEFAULT.lang) == (Basis.SIGNED, "RUS", "en")
    assert (DEFAULT.borders, DEFAULT.colour) == ("recognised", "class")


def test_a_default_view_has_an_empty_link():
    assert DEFAULT.params(SPAN) == {}
    assert DEFAULT.query(SPAN) == ""


def test_every_view_comes_back_from_its_parameters_and_from_its_link():
    for view in views():
        assert from_params(view.params(SPAN), SPAN) == (view, [])
        for mark in ("", "?", "#"):
            assert from_query(mark + view.query(SPAN), SPAN) == (view, [])


def test_different_views_have_different_links():
    links = [view.query(SPAN) for view in views()]
    assert len(set(links)) == len(links)


def test_a_link_names_only_what_differs_from_the_default():
    view = dataclasses.replace(DEFAULT, basis=Basis.IN_FORCE).with_years(2012, 2016)
    assert view.params(SPAN) == {"years": "2012..2016", "basis": "in-force"}
    assert view.query(SPAN) == "years=2012..2016&basis=in-force"


def test_every_field_of_a_view_can_change_its_link():
    others = {
        "start": date(2011, 1, 1),
        "end": date(2016, 12, 31),
        "basis": Basis.IN_FORCE,
        "focus": "CUB",
        "colour": "year",
        "borders": "de-facto",
        "former": "drop",
        "layers": ("SCO",),
        "lang": "ru",
        "country": "VNM",
        "preset": "chapter",
    }
    assert set(others) == {field.name for field in dataclasses.fields(View)}
    for name, value in others.items():
        assert dataclasses.replace(DEFAULT, **{name: value}).query(SPAN)


@pytest.mark.parametrize(
    "years",
    [
        "2012..2016",
        "2012-2016",
        "2012–2016",
        "2012,2016",
        " 2012 .. 2016 ",
        ["2012", "2016"],
        ["2012..2016"],
    ],
)
def test_a_range_may_be_written_in_several_ways(years):
    assert from_params({"years": years}, SPAN) == (DEFAULT.with_years(2012, 2016), [])


def test_one_year_alone_asks_for_the_state_at_its_end():
    assert from_params({"years": "2016"}, SPAN) == (DEFAULT.with_years(2010, 2016), [])


def test_a_range_of_one_year_asks_for_the_acts_of_that_year():
    view, notices = from_params({"years": "2016..2016"}, SPAN)
    assert (view.start, view.end) == (date(2016, 1, 1), date(2016, 12, 31))
    assert notices == []


@pytest.mark.parametrize("years", NOT_UNDERSTOOD)
def test_years_that_are_no_years_keep_the_default_and_say_so(years):
    view, notices = from_params({"years": years, "lang": "ru"}, SPAN)
    assert view == dataclasses.replace(DEFAULT, lang="ru")
    assert [(n.key, n.field, n.allowed) for n in notices] == [
        ("bad", "years", "2010..2026")
    ]
    assert notices[0].value
    assert len(notices[0].value) <= 40


def test_no_years_at_all_is_no_mistake_and_a_field_without_a_value_is_one():
    assert from_params({"years": []}, SPAN) == (DEFAULT, [])
    for blank in ("", ["", " "]):
        view, notices = from_params({"years": blank}, SPAN)
        assert (view, [(n.key, n.field) for n in notices]) == (
            DEFAULT,
            [("blank", "years")],
        )


def test_a_reversed_range_is_turned_round_with_a_notice():
    view, notices = from_params({"years": "2020..2012"}, SPAN)
    assert view == DEFAULT.with_years(2012, 2020)
    assert [(n.key, n.value, n.allowed) for n in notices] == [
        ("reversed", "2020..2012", "2012..2020")
    ]


@pytest.mark.parametrize(
    ("years", "first", "last"),
    [
        ("1900..2016", 2010, 2016),
        ("2012..2100", 2012, 2026),
        ("1900..2100", 2010, 2026),
        ("1900..1901", 2010, 2010),
        ("2100..2101", 2026, 2026),
        ("0001..9999", 2010, 2026),
        ("2100", 2010, 2026),
    ],
)
def test_years_outside_the_data_take_the_nearest_with_a_notice(years, first, last):
    view, notices = from_params({"years": years}, SPAN)
    assert view == DEFAULT.with_years(first, last)
    assert [(n.key, n.allowed) for n in notices] == [("outside", "2010..2026")]


def test_a_year_before_the_data_is_outside_it_and_not_reversed():
    view, notices = from_params({"years": "1900"}, SPAN)
    assert view == DEFAULT.with_years(2010, 2010)
    assert [n.key for n in notices] == ["outside"]


def test_a_day_that_the_data_covers_stays_when_the_first_year_does_not():
    view, _ = from_params({"years": "2000..2010-05-20"}, SPAN)
    assert view.end == date(2010, 5, 20)


def test_a_view_may_end_on_a_day_without_a_preset():
    view, notices = from_params({"years": "2010..2022-06-23"}, SPAN)
    assert (view.end, view.ends_on_a_day, notices) == (date(2022, 6, 23), True, [])
    assert not DEFAULT.ends_on_a_day


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("basis", "ratified"),
        ("basis", "SIGNED"),
        ("colour", "red"),
        ("borders", "mine"),
        ("lang", "tlh"),
        ("preset", "chapter2"),
        ("layers", "a b"),
        ("layers", "x" * 5000),
        ("basis", "٢"),
        ("lang", "x" * 5000),
    ],
)
def test_a_value_outside_the_vocabulary_keeps_the_default_and_says_so(field, value):
    view, notices = from_params({field: value}, SPAN)
    assert view == DEFAULT
    assert [(n.key, n.field) for n in notices] == [("bad", field)]
    assert value.startswith(notices[0].value)
    assert len(notices[0].value) <= 40
    assert notices[0].allowed


@pytest.mark.parametrize("field", ["country", "focus"])
@pytest.mark.parametrize("code", ["XXX", "ATLANTIS", "R", "<b>", "ЯЯЯ", "x" * 5000])
def test_an_unknown_country_keeps_the_default_and_says_so(field, code):
    view, notices = from_params({field: code}, SPAN, CHOICES)
    assert view == DEFAULT
    key = "no-party" if field == "focus" else "unknown-country"
    assert [(n.key, n.field) for n in notices] == [(key, field)]
    assert len(notices[0].value) <= 40


def test_a_known_country_is_found_in_any_case():
    view, notices = from_params({"country": " vnm "}, SPAN, CHOICES)
    assert (view.country, notices) == ("VNM", [])


def test_of_a_repeated_parameter_the_last_counts_with_a_notice():
    params = {"basis": ["signed", "in-force"], "lang": ["ru", "en"]}
    view, notices = from_params(params, SPAN)
    assert (view.basis, view.lang) == (Basis.IN_FORCE, "en")
    assert [(n.key, n.field) for n in notices] == [
        ("twice", "basis"),
        ("twice", "lang"),
    ]
    assert from_query("basis=signed&basis=in-force", SPAN)[0].basis is Basis.IN_FORCE


def test_repeated_years_are_the_ends_of_a_range():
    assert from_query("years=2012&years=2016", SPAN)[0].years == (2012, 2016)
    view, notices = from_query("years=2012&years=2016&years=2018", SPAN)
    assert view == DEFAULT
    assert [n.key for n in notices] == ["bad"]


def test_layers_are_named_once_and_only_the_bad_name_is_dropped():
    view, notices = from_params({"layers": ["SCO,CIS,SCO", "<b>"]}, SPAN)
    assert view.layers == ("SCO", "CIS")
    assert [(n.field, n.value) for n in notices] == [("layers", "<b>")]


def test_each_bad_value_has_its_own_notice():
    query = "years=abc&basis=x&colour=x&borders=x&lang=x&country=x&preset=x"
    view, notices = from_query(query, SPAN)
    assert view == DEFAULT
    fields = ["basis", "borders", "colour", "country", "lang", "preset", "years"]
    assert sorted(n.field for n in notices) == fields


def test_names_that_are_no_fields_belong_to_the_host_and_are_left_alone():
    assert from_query("utm_source=x&embed=true&start=2020", SPAN) == (DEFAULT, [])


@pytest.mark.parametrize(
    "query",
    [
        "&".join(["a=1"] * 101),
        "=&=&==&%",
        "years=%ff%fe",
        "%00=%00",
        "years",
        "?#?#",
    ],
    ids=["101 fields", "signs", "no UTF-8", "NUL", "no value", "marks"],
)
def test_no_link_is_an_error(query):
    view, _ = from_query(query, SPAN)
    assert view == DEFAULT


@pytest.mark.parametrize("key", PRESETS)
def test_a_preset_ends_on_its_day_whatever_else_the_link_says(key):
    view, notices = from_query(f"preset={key}&years=2012..2014&lang=ru", SPAN)
    assert (view.start, view.end) == (date(2010, 1, 1), PRESETS[key].end)
    assert (view.preset, view.lang, view.ends_on_a_day) == (key, "ru", True)
    assert [(n.key, n.field) for n in notices] == [("fixed", "years")]
    assert DEFAULT.with_years(2012, 2014).with_preset(key, SPAN).start.year == 2010


def test_the_presets_end_on_the_days_the_issue_gives():
    ends = {key: preset.end for key, preset in PRESETS.items()}
    assert ends == {
        "chapter": date(2024, 4, 15),
        "official-2022": date(2022, 6, 23),
    }


def test_moving_the_years_leaves_the_preset_and_its_day():
    view = DEFAULT.with_preset("chapter", SPAN).with_years(2010, 2024)
    assert (view.preset, view.end) == ("", date(2024, 12, 31))


def test_latest_is_the_default_view():
    assert from_params({"preset": "latest"}, SPAN) == (DEFAULT, [])


def test_a_preset_keeps_every_other_choice():
    view = dataclasses.replace(DEFAULT, basis=Basis.IN_FORCE, lang="ru", country="VNM")
    frozen = view.with_preset("chapter", SPAN)
    fields = ("basis", "focus", "colour", "borders", "layers", "lang", "country")
    assert all(getattr(frozen, name) == getattr(view, name) for name in fields)


def test_file_names_say_what_is_inside():
    view = dataclasses.replace(DEFAULT, basis=Basis.IN_FORCE, lang="ru")
    assert DEFAULT.file_name("html") == "treaties-signed-2010-2026-recognised-en.html"
    assert view.with_years(2012, 2016).file_name("png") == (
        "treaties-in-force-2012-2016-recognised-ru.png"
    )
    assert DEFAULT.with_preset("chapter", SPAN).file_name("csv") == (
        "treaties-signed-2010-2024-04-15-recognised-en.csv"
    )


def test_views_that_draw_differently_have_different_file_names():
    plain = [v for v in views() if not v.country]
    assert len({v.file_name("png") for v in plain}) == len(
        {(v.start, v.end, v.basis, v.focus, v.colour, v.borders, v.lang) for v in plain}
    )


def test_a_file_name_is_plain_ascii_without_a_path():
    for view in views():
        name = view.file_name("png")
        assert name.isascii()
        assert not set(name) & set("/\\:*?\"<>| '")


def test_a_span_holds_the_years_between_its_ends():
    inside = [y for y in range(2000, 2040) if y in SPAN]
    assert inside == list(range(2010, 2027))
    assert "2012" not in SPAN

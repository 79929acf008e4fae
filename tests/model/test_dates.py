"""A date is the interval of the days it may be, shown at its own precision."""

from datetime import date

import pytest

from geo.model.dates import FORMS, BadDate, PartialDate

parse = PartialDate.parse


def days(text: str) -> tuple[date, date]:
    return parse(text).earliest, parse(text).latest


def test_a_year_alone_is_the_interval_of_its_days():
    assert days("2021") == (date(2021, 1, 1), date(2021, 12, 31))


@pytest.mark.parametrize(
    ("month", "last"),
    [("2024-02", 29), ("2023-02", 28), ("1900-02", 28), ("2000-02", 29)],
)
def test_a_month_ends_where_the_calendar_says_so(month, last):
    year = int(month[:4])
    assert days(month) == (date(year, 2, 1), date(year, 2, last))


def test_every_month_ends_the_day_before_the_next_begins():
    for month in range(1, 12):
        gap = parse(f"2023-{month + 1:02}").earliest - parse(f"2023-{month:02}").latest
        assert gap.days == 1
    assert parse("2023-12").latest == date(2023, 12, 31)


def test_a_day_is_an_interval_of_one_day():
    assert days("2022-06-24") == (date(2022, 6, 24), date(2022, 6, 24))


@pytest.mark.parametrize(
    ("text", "precision"),
    [("2021", "year"), ("2021-08", "month"), ("2021-08-14", "day")],
)
def test_the_text_says_how_precise_the_sources_are(text, precision):
    assert parse(text).precision == precision
    assert str(parse(f" {text} ")) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "21",
        "20210",
        "2021-8",
        "2021-08-1",
        "2021/08",
        "08.2021",
        "2021-08-14T00:00",
        "2021?",
        "-2021",
        "٢٠٢١",
        "２０２１",
        "2021\n2022",
    ],
)
def test_what_is_no_year_month_or_day_is_refused(text):
    with pytest.raises(BadDate, match="write 2021"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    ["2021-02-29", "2021-13", "2021-04-31", "0000", "2021-00", "2021-08-00"],
)
def test_no_day_of_the_calendar_is_refused(text):
    with pytest.raises(BadDate, match="no day of the calendar"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "english", "russian"),
    [
        ("2021", "2021", ("2021 г.", "в 2021 г.", "2021")),
        ("2024-08", "Aug 2024", ("август 2024 г.", "в августе 2024 г.", "авг. 2024")),
        ("2015-05", "May 2015", ("май 2015 г.", "в мае 2015 г.", "май 2015")),
        (
            "2023-01-27",
            "27 Jan 2023",
            ("27 января 2023 г.", "27 января 2023 г.", "27 янв. 2023"),
        ),
    ],
)
def test_a_date_is_shown_at_its_own_precision(text, english, russian):
    assert parse(text).show() == parse(text).show("en") == english
    assert tuple(parse(text).show("ru", form) for form in FORMS) == russian


def test_every_month_has_its_own_name_in_both_languages():
    for lang in ("en", "ru"):
        for tail in ("", "-15"):
            texts = [parse(f"2021-{m:02}{tail}").show(lang) for m in range(1, 13)]
            assert len(set(texts)) == 12


def test_a_claim_narrows_the_interval_and_never_the_text():
    span = parse("2022").narrowed(not_after=date(2022, 6, 23))
    assert (span.earliest, span.latest) == (date(2022, 1, 1), date(2022, 6, 23))
    assert (span.text, span.show(), span.precision) == ("2022", "2022", "year")


def test_a_claim_wider_than_the_date_changes_nothing():
    month = parse("2022-05")
    wide = month.narrowed(not_before=date(2021, 1, 1), not_after=date(2023, 1, 1))
    assert wide == month == month.narrowed()


def test_bounds_from_both_sides_may_leave_a_single_day():
    day = parse("2022").narrowed(date(2022, 3, 3), date(2022, 3, 3))
    assert day.earliest == day.latest == date(2022, 3, 3)


@pytest.mark.parametrize(
    "limits", [{"not_after": date(2021, 12, 31)}, {"not_before": date(2023, 1, 1)}]
)
def test_a_claim_that_leaves_no_day_is_a_contradiction(limits):
    with pytest.raises(BadDate, match=str(*limits.values())):
        parse("2022").narrowed(**limits)


@pytest.mark.parametrize(
    ("start", "end", "within", "touches"),
    [
        (date(2021, 8, 1), date(2021, 8, 31), True, True),
        (date(2021, 8, 2), date(2021, 8, 31), False, True),
        (date(2021, 8, 1), date(2021, 8, 30), False, True),
        (date(2021, 8, 31), date(2021, 12, 31), False, True),
        (date(2021, 1, 1), date(2021, 8, 1), False, True),
        (date(2021, 9, 1), date(2021, 12, 31), False, False),
        (date(2021, 1, 1), date(2021, 7, 31), False, False),
    ],
)
def test_certain_means_all_days_and_possible_means_some(start, end, within, touches):
    august = parse("2021-08")
    assert august.within(start, end) is within
    assert august.touches(start, end) is touches


@pytest.mark.parametrize(
    ("text", "first", "last", "visible"),
    [
        ("2010?", date(2010, 1, 1), date(2010, 12, 31), "2010?"),
        ("2010-02~", date(2010, 2, 1), date(2010, 2, 28), "Feb 2010~"),
        ("201X", date(2010, 1, 1), date(2019, 12, 31), "201X"),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31), "19XX"),
        ("2009/2010-02", date(2009, 1, 1), date(2010, 2, 28), "2009 / Feb 2010"),
        ("../2010", date.min, date(2010, 12, 31), ".. / 2010"),
        ("2010/..", date(2010, 1, 1), date.max, "2010 / .."),
    ],
)
def test_an_interval_of_a_users_table_keeps_its_days_and_its_text(
    text, first, last, visible
):
    value = PartialDate.of(text)
    assert (value.earliest, value.latest, value.show("en")) == (first, last, visible)
    assert PartialDate.of(value.text) == value
    assert value.precision in ("year", "month")


def test_an_open_beginning_does_not_stretch_the_years_of_a_table():
    assert PartialDate.of("../2010").year == 2010
    assert PartialDate.of("2009/2010").year == 2009


@pytest.mark.parametrize("text", ["2010/2009", "/", "../..", "2010/2011/2012", "20X0"])
def test_what_is_no_interval_is_refused(text):
    with pytest.raises(BadDate):
        PartialDate.of(text)

"""The years of a figure: as a reader writes them, or chosen well."""

import pytest

from geo.figures.years import BadYears, at, automatic, years_of
from geo.model.view import View
from geo.presentation.scene import Scene


@pytest.fixture(scope="module")
def view(package):
    return View.of(package.span)


def test_years_are_a_list_or_a_range(span):
    assert years_of("2014,2018, 2022", "multiples", span) == [2014, 2018, 2022]
    assert years_of("2022,2014,2014", "multiples", span) == [2014, 2022]
    assert years_of("2014-2017", "gif", span) == [2014, 2015, 2016, 2017]
    assert years_of("2014..2017", "webp", span) == [2014, 2015, 2016, 2017]
    assert years_of("2014-2020", "difference", span) == [2014, 2020]
    assert years_of("2014,2020", "difference", span) == [2014, 2020]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(
            (t, "multiples")
            for t in ("", "abc", "2014", "2014,", "٢٠١٤,٢٠١٥", "9" * 99)
        ),
        *((t, "gif") for t in ("2018-2014", "1900-2014", "2014-2999", "2014-0000")),
        ("2014,2016,2018", "difference"),
        ("2010-2026", "multiples"),
    ],
)
def test_bad_years_are_one_line(text, kind, span):
    with pytest.raises(BadYears, match=r"^--years: ") as error:
        years_of(text, kind, span)
    assert len(str(error.value)) < 120


def test_years_chosen_for_the_reader_are_those_in_which_something_changed(
    package, view
):
    years = automatic(Scene(package, view), "multiples")
    assert len(years) == 9
    assert years[0] == package.span.first
    assert years[-1] == 2024  # the last signature
    assert years == sorted(set(years))
    for year in years[1:]:
        before, after = at(Scene(package, view), [year - 1, year])
        assert before.state.standings != after.state.standings


def test_few_changes_are_all_shown(toy):
    assert automatic(Scene.of(toy), "multiples") == [
        *(2011, 2012, 2013, 2014, 2015, 2016)
    ]
    assert automatic(Scene.of(toy), "difference") == [2011, 2018]
    assert automatic(Scene.of(toy), "gif") == list(range(2011, 2019))

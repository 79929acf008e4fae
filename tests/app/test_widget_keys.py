"""What a widget tells is a choice of its reader, or what it was known to show."""

import pytest

from geo.app import widget_keys
from geo.app.widget_keys import KEYS, WidgetKeys


@pytest.fixture
def state(monkeypatch) -> dict[str, object]:
    """What Streamlit holds of the widgets that the last run drew."""
    values: dict[str, object] = {}
    monkeypatch.setattr(widget_keys.st, "session_state", values)
    return values


def test_a_widget_stays_while_it_shows_what_its_reader_has_chosen(state):
    widgets = WidgetKeys()
    key = widgets.of_value("basis", "signed", "en")
    assert widgets.of_value("basis", "signed", "en") == key
    state[key] = "in-force"
    assert widgets.is_choice(key, "in-force")
    assert widgets.of_value("basis", "in-force", "en") == key


def test_a_widget_stays_where_streamlit_has_forgotten_it(state):
    widgets = WidgetKeys()
    key = widgets.of_value("basis", "signed", "en")
    state[key] = "signed"
    state.clear()
    assert widgets.of_value("basis", "signed", "en") == key
    assert not widgets.is_choice(key, "signed")


@pytest.mark.parametrize(
    ("value", "kind"),
    [("in-force", "en"), ("signed", "ru")],
    ids=["another value", "other labels"],
)
def test_of_a_widget_that_was_made_anew_the_former_value_is_no_choice(
    state, value, kind
):
    widgets = WidgetKeys()
    former = widgets.of_value("basis", "signed", "en")
    current = widgets.of_value("basis", value, kind)
    assert current != former
    assert not widgets.is_choice(former, "signed")
    assert not widgets.is_choice(current, value)


def test_a_choice_in_a_widget_that_the_reader_still_sees_is_taken(state):
    widgets = WidgetKeys()
    former = widgets.of_value("years", (2010, 2026))
    widgets.of_value("years", (2012, 2026))
    assert widgets.is_choice(former, (2010, 2020))
    assert not widgets.is_choice(former, (2010, 2020))
    assert widgets.is_choice(former, (2010, 2026))


def test_a_choice_that_the_session_has_not_taken_is_not_shown_on(state):
    widgets = WidgetKeys()
    key = widgets.of_value("dpi", "300")
    state[key] = "many"
    assert widgets.is_choice(key, "many")
    assert widgets.of_value("dpi", "300") != key


def test_a_table_is_another_one_at_each_visit_and_nothing_in_it_is_selected(state):
    widgets = WidgetKeys()
    first = widgets.of_selection("table")
    state[first] = {"selection": {"rows": [3]}}
    assert widgets.of_selection("table") == first
    assert widgets.is_choice(first, [3])
    state.clear()
    second = widgets.of_selection("table")
    assert second != first
    assert not widgets.is_choice(first, [3])
    assert widgets.is_choice(second, [3])


def test_the_keys_of_a_choice_are_not_more_with_each_change(state):
    widgets = WidgetKeys()
    keys = set()
    for year in range(2000, 2000 + 3 * KEYS):
        key = widgets.of_value("years", (year, 2300))
        assert key not in state
        state[key] = (year, 2300)
        keys.add(key)
    assert len(keys) == len(widgets.shown) == KEYS

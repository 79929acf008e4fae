"""A choice is made whole, whatever message of the browser comes next."""

import pytest

from geo.app import reader, session
from geo.model.view import View
from geo.tables import load


class Interrupting(dict):
    """Streamlit's state while another message waits: an access ends the callback."""

    def __getitem__(self, key: str, *_: object) -> object:
        raise InterruptedError(key)

    setdefault = get = __contains__ = __getitem__

    def to_dict(self) -> dict[str, object]:
        return dict(self.items())


@pytest.fixture
def held(monkeypatch) -> reader.Session:
    made = reader.Session()
    state = Interrupting({reader.KEY: made, "page-map": {"need": "x", "sent": 7}})
    monkeypatch.setattr(reader.st, "session_state", state)
    return made


def test_a_message_that_comes_meanwhile_does_not_end_a_callback(held):
    session.from_page("map")
    assert (held.map_request, held.widget_view) == (7, "map")
    with pytest.raises(InterruptedError):
        session.get()


def test_a_callback_leaves_nothing_held_when_it_fails(held):
    @session.undivided
    def fails() -> None:
        assert session.get() is held
        raise ValueError

    with pytest.raises(ValueError):
        fails()
    with pytest.raises(InterruptedError):
        session.get()


def test_the_page_of_a_view_says_that_it_compares_two_days(held):
    message = {"view": {"start": "2018-01-01"}, "compares": True, "number": 1}
    held.view = View.of(load.load_package().span)
    state = {reader.KEY: held, "page-map": message}
    reader.st.session_state.update(state)
    session.from_page("map")
    assert held.comparing == "map"
    # Loaded anew, it begins without a comparison.
    reader.st.session_state.update({"page-map": {"need": "", "sent": 8}})
    session.from_page("map")
    assert held.comparing == ""


def test_what_a_page_has_said_once_is_not_heard_again(held):
    held.view = View.of(load.load_package().span)
    message = {"view": {"start": "2012-01-01", "end": "2026-12-31"}, "sent": 3.5}
    reader.st.session_state.update({"page-map": message})
    session.from_page("map")
    assert held.view.years == (2012, 2026)
    held.view, held.widget_view = held.view.with_years(2010, 2020), None
    # The map was left and is there again, before the browser heard of either.
    session.from_page("map")
    assert (held.view.years, held.widget_view) == ((2010, 2020), None)
    reader.st.session_state.update({"page-map": {**message, "sent": 3.75}})
    session.from_page("map")
    assert held.view.years == (2012, 2026)


@pytest.mark.parametrize(
    ("named", "last", "sent_on", "is_late"),
    [
        # Sent before the browser heard of the view that the reader had turned to.
        ("map", "table", "map", True),
        ("own", "map", "own", True),
        # The message of a view, and the click that leaves it or leads back to it.
        ("table", "map", "map", False),
        ("map", "table", "table", False),
        ("map", "map", "map", False),
        ("map", "table", None, False),
        # Of the sidebar, which every view has: the browser's address says it.
        ("table", "map", "", True),
        ("own", "map", "", False),
    ],
)
def test_a_message_turns_no_reader_back_and_takes_no_click(
    named, last, sent_on, is_late
):
    assert session.is_late(named, last, sent_on, "table") == is_late

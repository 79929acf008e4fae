"""Under which key a widget shows a choice, and which of its reports is a choice.

With each message the browser tells the values of all widgets it knows. It may not have
heard yet that one shows another value now, or is gone: what it tells of that one is no
choice of its reader, though Streamlit calls back for it. Two rules tell them apart. A
widget that is there is never told another value: it is made anew, under another key.
And a report of the value that the widget of a key was known to show is no choice.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import streamlit as st

#: Keys of a choice that are used in turn: Streamlit keeps what it knows of each key for
#: as long as the session, and the browser is never so many runs behind.
KEYS = 64


@dataclass
class WidgetKeys:
    """The widgets of one reader.

    Attributes:
        current: the key of the widget that shows a choice now, by the choice's name.
        shown: the value that the widget of a key is known to show.
        made: how many widgets there were, by what their keys begin with.
    """

    current: dict[str, str] = field(default_factory=dict)
    shown: dict[str, object] = field(default_factory=dict)
    made: Counter[str] = field(default_factory=Counter)

    def of_value(self, name: str, value: object, *kind: object) -> str:
        """The key of the widget that shows a value of the session.

        Args:
            name: the choice.
            value: what the session holds of it.
            kind: what makes another widget of it whatever its value: the language of
                its labels, its bounds.
        """
        key, start = self.current.get(name, ""), ":".join([name, *map(str, kind)])
        stays = key.rpartition(":")[0] == start and self.shown[key] == value
        # Streamlit forgets a widget's value where a run turns to another view.
        if stays and st.session_state.get(key, value) == value:
            return key
        return self._make(name, start, value)

    def of_selection(self, name: str) -> str:
        """The key of a table or chart: of each visit of a view its own.

        What is selected in it is the browser's alone: nothing at first.
        """
        key = self.current.get(name)
        stays = key is not None and key in st.session_state
        return key if stays else self._make(name, name, [])

    def _make(self, name: str, start: str, value: object) -> str:
        key = f"{start}:{self.made[start] % KEYS}"
        self.made[start] += 1
        if key in st.session_state:
            del st.session_state[key]
        self.current[name], self.shown[key] = key, value
        return key

    def is_choice(self, key: str, value: object) -> bool:
        """Whether the reader has chosen the value that the widget of a key reports.

        ``None`` is that of a widget which no run has drawn under the key.
        """
        if value is None or self.shown.get(key) == value:
            return False
        self.shown[key] = value
        return True

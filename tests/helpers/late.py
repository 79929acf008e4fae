"""What the app's page and its server hear late: messages that are held back."""

from __future__ import annotations

from collections.abc import Callable, Container

from playwright.sync_api import Page, WebSocketRoute
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

#: What the server says at the end of a run; what was drawn before it and not again is
#: on the screen until then.
ENDED = "script_finished"
#: All that the server says.
ALL = {field.name for field in ForwardMsg.DESCRIPTOR.fields}
#: All that a run says; the answer to a click on a download is no part of one.
OF_A_RUN = ALL - {"backend_operation_response"}


class Late:
    """A page that hears of some things, and of all that runs say after them, late.

    Args:
        page: not yet at the app.
        kinds: the messages from the first of which on all are held back, by the names
            of their fields.

    Attributes:
        kept: the messages that are held back now; ``None`` if none shall be.
        sent: how many messages the page has sent.
        unsent: the messages of the page that the server has not heard; ``None`` if it
            hears them at once.
    """

    def __init__(self, page: Page, kinds: Container[str]) -> None:
        self._page, self._kinds = page, kinds
        self.kept: list[bytes] | None = None
        self.sent = 0
        self.unsent: list[bytes] | None = None
        page.route_web_socket("**/_stcore/stream", self._connect)

    def _connect(self, reader: WebSocketRoute) -> None:
        self._reader, self._server = reader, reader.connect_to_server()
        reader.on_message(self._tell)
        self._server.on_message(self._hear)

    def _tell(self, message: bytes) -> None:
        self.sent += 1
        if self.unsent is None:
            self._server.send(message)
        else:
            self.unsent.append(message)

    def _hear(self, message: bytes) -> None:
        kind = _kind(message)
        follows = bool(self.kept) and kind in OF_A_RUN
        if self.kept is not None and (follows or kind in self._kinds):
            self.kept.append(message)
        else:
            self._reader.send(message)

    def hold(self) -> None:
        """From now on."""
        self.kept = []

    def miss_runs(self, number: int) -> None:
        """Wait until so many runs have ended of which the page has not heard so."""
        self.until(lambda: sum(map(_is_end, self.kept)) >= number)

    def keep_silent(self) -> None:
        """From now on the server hears nothing."""
        self.unsent = []

    def speak(self, number: int) -> None:
        """Tell the server so many messages at once, when there are as many."""
        self.until(lambda: len(self.unsent) >= number)
        messages, self.unsent = self.unsent, None
        for message in messages:
            self._server.send(message)

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for what the messages that are known here come to."""
        for _ in range(1500):
            if condition():
                return
            self._page.wait_for_timeout(20)
        raise AssertionError("not in 30 s")

    def catch_up(self) -> None:
        """Hear it all, and hold nothing back."""
        messages, self.kept = self.kept, None
        for message in messages:
            self._reader.send(message)


def _is_end(message: bytes) -> bool:
    """Whether a run has come to its end; one that the next cuts short has not."""
    ended = ForwardMsg.FINISHED_SUCCESSFULLY
    said = ForwardMsg.FromString(message)
    return said.WhichOneof("type") == ENDED and said.script_finished == ended


def _kind(message: bytes) -> str:
    return ForwardMsg.FromString(message).WhichOneof("type")

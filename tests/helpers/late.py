"""What the app's page hears late: messages of the server that are held back."""

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
    """A page that hears of some things only when it catches up.

    Args:
        page: not yet at the app.
        kinds: the messages that are held back, by the names of their fields.

    Attributes:
        kept: the messages that are held back now; ``None`` if none shall be.
        sent: how many messages the page has sent.
    """

    def __init__(self, page: Page, kinds: Container[str]) -> None:
        self._page, self._kinds = page, kinds
        self.kept: list[bytes] | None = None
        self.sent = 0
        page.route_web_socket("**/_stcore/stream", self._connect)

    def _connect(self, reader: WebSocketRoute) -> None:
        self._reader, self._server = reader, reader.connect_to_server()
        reader.on_message(self._tell)
        self._server.on_message(self._hear)

    def _tell(self, message: bytes) -> None:
        self.sent += 1
        self._server.send(message)

    def _hear(self, message: bytes) -> None:
        if self.kept is not None and _kind(message) in self._kinds:
            self.kept.append(message)
        else:
            self._reader.send(message)

    def hold(self) -> None:
        """From now on."""
        self.kept = []

    def miss_a_run(self) -> None:
        """Wait until a run has ended of which the page has not heard so."""
        self.until(lambda: ENDED in map(_kind, self.kept))

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


def _kind(message: bytes) -> str:
    return ForwardMsg.FromString(message).WhichOneof("type")

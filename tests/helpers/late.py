"""What the app's page hears late: messages of the server that are held back."""

from __future__ import annotations

from collections.abc import Container

from playwright.sync_api import Page, WebSocketRoute
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

#: What the server says at the end of a run; what was drawn before it and not again is
#: on the screen until then.
ENDED = "script_finished"
#: All that a run says; the answer to a click on a download is no part of one.
OF_A_RUN = {field.name for field in ForwardMsg.DESCRIPTOR.fields} - {
    "backend_operation_response"
}


class Late:
    """A page that hears of some things only when it catches up.

    Args:
        page: not yet at the app.
        kinds: the messages that are held back, by the names of their fields.
    """

    def __init__(self, page: Page, kinds: Container[str]) -> None:
        self._page, self._kinds = page, kinds
        self._kept: list[bytes] | None = None
        page.route_web_socket("**/_stcore/stream", self._connect)

    def _connect(self, reader: WebSocketRoute) -> None:
        self._reader, server = reader, reader.connect_to_server()
        reader.on_message(server.send)
        server.on_message(self._hear)

    def _hear(self, message: bytes) -> None:
        if self._kept is not None and _kind(message) in self._kinds:
            self._kept.append(message)
        else:
            self._reader.send(message)

    def hold(self) -> None:
        """From now on."""
        self._kept = []

    def miss_a_run(self) -> None:
        """Wait until a run has ended of which the page has not heard so."""
        for _ in range(1500):
            if ENDED in map(_kind, self._kept):
                return
            self._page.wait_for_timeout(20)
        raise AssertionError("no run has ended in 30 s")

    def catch_up(self) -> None:
        """Hear it all, and hold nothing back."""
        messages, self._kept = self._kept, None
        for message in messages:
            self._reader.send(message)


def _kind(message: bytes) -> str:
    return ForwardMsg.FromString(message).WhichOneof("type")

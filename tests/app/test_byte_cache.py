"""The shelf: what was costly is made once, and neither memory nor hands run out."""

from threading import Event

import pytest

from geo.app.byte_cache import ByteCache, QueueFull


def test_what_was_made_is_not_made_again():
    made = []
    shelf = ByteCache(room=100, hands=1, line=4)
    for _ in range(3):
        kept = shelf.take("a", lambda: made.append(1) or b"bytes").result()
        assert kept.content == b"bytes"
    assert len(made) == 1


def test_the_same_bytes_have_the_same_digest_and_others_another():
    first, second = (ByteCache(room=100, hands=1, line=4) for _ in range(2))
    one = first.take("a", lambda: b"x").result()
    assert one.digest == second.take("b", lambda: b"x").result().digest
    assert one.digest != first.take("c", lambda: b"y").result().digest


def test_the_least_recently_taken_makes_room():
    shelf = ByteCache(room=10, hands=1, line=4)
    for key in ("old", "used", "old"):
        shelf.take(key, lambda: b"12345").result()
    shelf.take("new", lambda: b"12345").result()
    assert shelf.size == 10
    made = []
    shelf.take("old", lambda: made.append(1) or b"").result()
    assert made == []
    shelf.take("used", lambda: made.append(1) or b"").result()
    assert made == [1]


def test_what_is_larger_than_the_shelf_is_given_and_not_kept():
    shelf = ByteCache(room=10, hands=1, line=4)
    assert len(shelf.take("a", lambda: bytes(11)).result().content) == 11
    assert shelf.size == 0


def test_who_asks_for_what_is_being_made_waits_for_the_same():
    go, made = Event(), []

    def make() -> bytes:
        go.wait(10)
        made.append(1)
        return b""

    shelf = ByteCache(room=10, hands=2, line=1)
    both = [shelf.take("a", make) for _ in range(2)]
    go.set()
    assert [f.result(10).content for f in both] == [b"", b""]
    assert len(made) == 1


def test_a_full_line_is_refused_and_the_kept_is_still_to_be_had():
    go = Event()
    shelf = ByteCache(room=10, hands=1, line=2)
    shelf.take("kept", lambda: b"1").result()
    waiting = [shelf.take(key, lambda: bytes(go.wait(10))) for key in "ab"]
    with pytest.raises(QueueFull):
        shelf.take("c", lambda: b"")
    assert shelf.take("kept", lambda: b"2").result().content == b"1"
    go.set()
    for future in waiting:
        future.result(10)
    assert shelf.take("c", lambda: b"3").result().content == b"3"


def test_a_failure_is_told_and_tried_anew():
    shelf = ByteCache(room=10, hands=1, line=1)

    def fail() -> bytes:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        shelf.take("a", fail).result()
    assert shelf.take("a", lambda: b"1").result().content == b"1"


def test_what_nobody_waits_for_is_not_made_and_gives_up_its_place():
    go, made = Event(), []

    def make(key: str) -> bytes:
        go.wait(10)
        made.append(key)
        return b"1"

    shelf = ByteCache(room=10, hands=1, line=2)
    first = shelf.take("first", lambda: make("first"))
    left = [shelf.take("left", lambda: make("left")) for _ in range(2)]
    shelf.leave("left", left[0])
    with pytest.raises(QueueFull):
        shelf.take("next", lambda: make("next"))
    shelf.leave("left", left[1])
    following = shelf.take("next", lambda: make("next"))
    shelf.leave("left", left[1])  # one who says it twice takes nothing from others
    go.set()
    assert first.result(10).content == following.result(10).content == b"1"
    assert made == ["first", "next"]


def test_what_is_begun_is_finished_and_kept_although_nobody_waits():
    go, begun = Event(), Event()

    def make() -> bytes:
        begun.set()
        go.wait(10)
        return b"1"

    shelf = ByteCache(room=10, hands=1, line=1)
    making = shelf.take("a", make)
    assert begun.wait(10)
    shelf.leave("a", making)
    again = shelf.take("a", make)
    go.set()
    assert again.result(10).content == b"1"
    assert again is making

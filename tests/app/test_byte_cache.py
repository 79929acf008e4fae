"""The cache: what was costly is made once, and neither memory nor workers run out."""

from threading import Event

import pytest

from geo.app.byte_cache import ByteCache, QueueFull


def test_what_was_made_is_not_made_again():
    builds = []
    cache = ByteCache(max_bytes=100, workers=1, max_pending=4)
    for _ in range(3):
        first = cache.get("a", lambda: builds.append(1) or b"bytes").result()
        assert first.content == b"bytes"
    assert len(builds) == 1


def test_the_same_bytes_have_the_same_digest_and_others_another():
    first, second = (
        ByteCache(max_bytes=100, workers=1, max_pending=4) for _ in range(2)
    )
    one = first.get("a", lambda: b"x").result()
    assert one.digest == second.get("b", lambda: b"x").result().digest
    assert one.digest != first.get("c", lambda: b"y").result().digest


def test_the_least_recently_taken_makes_room():
    cache = ByteCache(max_bytes=10, workers=1, max_pending=4)
    for key in ("old", "used", "old"):
        cache.get(key, lambda: b"12345").result()
    cache.get("new", lambda: b"12345").result()
    assert cache.size == 10
    builds = []
    cache.get("old", lambda: builds.append(1) or b"").result()
    assert builds == []
    cache.get("used", lambda: builds.append(1) or b"").result()
    assert builds == [1]


def test_what_is_larger_than_the_cache_is_given_and_not_kept():
    cache = ByteCache(max_bytes=10, workers=1, max_pending=4)
    assert len(cache.get("a", lambda: bytes(11)).result().content) == 11
    assert cache.size == 0


def test_who_asks_for_what_is_being_made_waits_for_the_same():
    go, calls = Event(), []

    def make() -> bytes:
        go.wait(10)
        calls.append(1)
        return b""

    cache = ByteCache(max_bytes=10, workers=2, max_pending=1)
    both = [cache.get("a", make) for _ in range(2)]
    go.set()
    assert [f.result(10).content for f in both] == [b"", b""]
    assert len(calls) == 1


def test_a_full_line_is_refused_and_the_kept_is_still_to_be_had():
    go = Event()
    cache = ByteCache(max_bytes=10, workers=1, max_pending=2)
    cache.get("kept", lambda: b"1").result()
    waiting = [cache.get(key, lambda: bytes(go.wait(10))) for key in "ab"]
    with pytest.raises(QueueFull):
        cache.get("c", lambda: b"")
    assert cache.get("kept", lambda: b"2").result().content == b"1"
    go.set()
    for future in waiting:
        future.result(10)
    assert cache.get("c", lambda: b"3").result().content == b"3"


def test_a_failure_is_told_and_tried_anew():
    cache = ByteCache(max_bytes=10, workers=1, max_pending=1)

    def fail() -> bytes:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        cache.get("a", fail).result()
    assert cache.get("a", lambda: b"1").result().content == b"1"


def test_what_nobody_waits_for_is_not_made_and_gives_up_its_place():
    go, keys = Event(), []

    def make(key: str) -> bytes:
        go.wait(10)
        keys.append(key)
        return b"1"

    cache = ByteCache(max_bytes=10, workers=1, max_pending=2)
    first = cache.get("first", lambda: make("first"))
    waits = [cache.get("left", lambda: make("left")) for _ in range(2)]
    cache.release("left", waits[0])
    with pytest.raises(QueueFull):
        cache.get("next", lambda: make("next"))
    cache.release("left", waits[1])
    following = cache.get("next", lambda: make("next"))
    cache.release("left", waits[1])  # one who says it twice takes nothing from others
    go.set()
    assert first.result(10).content == following.result(10).content == b"1"
    assert keys == ["first", "next"]


def test_what_is_begun_is_finished_and_kept_although_nobody_waits():
    go, started = Event(), Event()

    def make() -> bytes:
        started.set()
        go.wait(10)
        return b"1"

    cache = ByteCache(max_bytes=10, workers=1, max_pending=1)
    making = cache.get("a", make)
    assert started.wait(10)
    cache.release("a", making)
    again = cache.get("a", make)
    go.set()
    assert again.result(10).content == b"1"
    assert again is making

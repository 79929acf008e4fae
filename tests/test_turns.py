"""A long run over a large table lets the runs of other readers pass."""

from threading import Event, Thread

import pytest

from geo import collector, turns

TABLE = range(turns.FEW + 100)


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """Each stop is taken, and lasts for as long as somebody is to be let pass."""
    monkeypatch.setattr(turns, "SHARE", 0)
    for limit in ("PATIENCE", "PATIENCE_OF_A_RUN", "SHORT"):
        monkeypatch.setattr(turns, limit, 60)


class Run(Thread):
    """A reader's run in a thread of its own; it begins with ``start()``."""

    def __init__(self, work) -> None:
        super().__init__(daemon=True)
        self.work, self.begun, self.done = work, Event(), Event()

    def run(self) -> None:
        with turns.run():
            self.begun.set()
            self.work()
        self.done.set()


@pytest.fixture
def step():
    """A short run that is under way, until it is told to end."""
    may_end = Event()
    run = Run(lambda: may_end.wait(60))
    run.start()
    assert run.begun.wait(60)
    run.end = may_end.set
    yield run
    run.end()
    assert run.done.wait(60)


def pass_over(table):
    assert list(turns.in_turns(table)) == list(table)


def is_waiting(run: Run) -> bool:
    """Whether a run that has begun is not done after a while."""
    assert run.begun.wait(60)
    return not run.done.wait(0.2)


def test_a_large_table_waits_for_another_readers_step(step):
    large = Run(lambda: pass_over(TABLE))
    large.start()
    assert is_waiting(large)
    step.end()
    assert large.done.wait(60)


def test_a_small_table_waits_for_nobody(step):
    small = Run(lambda: pass_over(range(turns.FEW)))
    small.start()
    assert small.done.wait(60)


def test_after_a_large_table_its_reader_waits_at_a_small_one_too(step):
    def work():
        turns.give_way()
        pass_over(range(2 * turns.ITEMS))

    large = Run(work)
    large.start()
    assert is_waiting(large)
    step.end()
    assert large.done.wait(60)


def test_two_large_tables_do_not_wait_for_each_other():
    first_is_half_done, second_is_done = Event(), Event()

    def first():
        turns.give_way()
        first_is_half_done.set()
        assert second_is_done.wait(60)

    one = Run(first)
    one.start()
    assert first_is_half_done.wait(60)
    other = Run(lambda: pass_over(TABLE))
    other.start()
    assert other.done.wait(60)
    second_is_done.set()
    assert one.done.wait(60)


@pytest.mark.parametrize("limit", ["PATIENCE", "PATIENCE_OF_A_RUN", "SHORT"])
def test_a_large_table_is_read_however_long_others_take(step, monkeypatch, limit):
    monkeypatch.setattr(turns, limit, 0)
    large = Run(lambda: pass_over(TABLE))
    large.start()
    assert large.done.wait(60)


def test_a_run_that_breaks_is_waited_for_no_longer():
    with pytest.raises(KeyError), turns.run():
        raise KeyError
    large = Run(lambda: pass_over(TABLE))
    large.start()
    assert large.done.wait(60)


def test_a_run_that_is_served_alone_does_not_stop(monkeypatch):
    monkeypatch.setattr(turns, "_last_end", float("-inf"))
    monkeypatch.setattr(turns.time, "sleep", lambda _: pytest.fail("it stopped"))
    with turns.run():
        pass_over(TABLE)


def test_where_nobody_is_served_a_loop_is_the_loop_alone(step):
    assert turns.in_turns(TABLE) is TABLE
    turns.give_way()
    assert not step.done.is_set()


def test_the_collector_does_not_walk_a_half_made_table(step, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0)
    rows = []

    def work():
        for row in turns.in_turns(TABLE):
            rows.append([row])

    before = collector.spared()
    large = Run(work)
    large.start()
    assert large.done.wait(60)
    assert collector.spared() - before >= turns.FEW
    assert len(rows) == len(TABLE)

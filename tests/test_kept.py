"""A value that is computed once, and whom its computation keeps waiting."""

from threading import Event, Thread

from geo.kept import cached_property


class Table:
    def __init__(self, count=lambda: 1) -> None:
        self._count = count

    @cached_property
    def size(self) -> int:
        """How many rows it has."""
        return self._count()


def test_a_value_is_computed_once():
    answers = iter([20, 21])
    table = Table(lambda: next(answers))
    assert [table.size, table.size] == [20, 20]
    assert Table.size.__doc__ == "How many rows it has."


def test_one_table_does_not_wait_for_the_value_of_another():
    begun, may_end = Event(), Event()

    def slowly() -> int:
        begun.set()
        assert may_end.wait(60)
        return 100_000

    large = Table(slowly)
    thread = Thread(target=lambda: large.size)
    thread.start()
    assert begun.wait(60)
    asked = Thread(target=lambda: sizes.append(Table().size))
    sizes: list[int] = []
    asked.start()
    asked.join(60)
    assert sizes == [1]
    may_end.set()
    thread.join(60)
    assert large.size == 100_000


def test_two_that_ask_at_once_have_one_value():
    begun, may_end = Event(), Event()
    values = []

    def differently() -> object:
        if not begun.is_set():
            begun.set()
            assert may_end.wait(60)
        return object()

    table = Table(differently)
    first = Thread(target=lambda: values.append(table.size))
    first.start()
    assert begun.wait(60)
    values.append(table.size)
    may_end.set()
    first.join(60)
    assert values[0] is values[1] is table.size

"""A fuzzer of the intake: any bytes under any name are read or refused, never raised.

    pip install atheris
    python -m tests.tables.user.fuzz tests/corpus/intake -max_total_time=600

What it finds is kept in ``tests/corpus/intake``, which ``test_corpus.py`` reads in
every run: so a mistake found once is never made again.
"""

from __future__ import annotations

import sys
import warnings
from datetime import date

from geo.storage import ROOT

CORPUS = ROOT / "tests" / "corpus" / "intake"
NAMES = ("a.csv", "a.xlsx", "a.zip", "a.tsv", "", "../../etc/passwd", "a\x00.csv")
TODAY = date(2026, 11, 24)


def one(data: bytes) -> None:
    """Read bytes under a name that their first one chooses, and write them again.

    Raises:
        AssertionError: what is told of the table does not add up.
    """
    from geo.export.problems import problem_table
    from geo.tables.user import read
    from tests.helpers.tables import write

    name = NAMES[data[0] % len(NAMES)] if data else ""
    body = data[1:]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's remarks on odd workbooks
        table = read.read(body, name, as_of=TODAY)
    assert table.rows == table.valid + table.merged + table.rejected
    assert table.valid == len(table.package.treaties)
    assert not (table.refusal and table.valid)
    problem_table(table.problems)
    if table.valid:
        again = read.read(write(table.package.treaties), "b.csv", as_of=TODAY)
        assert again.valid == table.valid


if __name__ == "__main__":
    import atheris

    with atheris.instrument_imports(include=["geo"]):
        from geo.tables.user import read  # noqa: F401
    CORPUS.mkdir(parents=True, exist_ok=True)
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()

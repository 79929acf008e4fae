"""What a fuzzer once found interesting is read in every run without a raise."""

from __future__ import annotations

import pytest

from geo.storage import ROOT
from tests.tables.user.fuzz import CORPUS, NAMES, one

FILES = sorted(CORPUS.iterdir())
#: One file for each fault that tables of this field have.
CASES = sorted((ROOT / "tests" / "cases").iterdir())


def test_there_is_a_corpus():
    assert len(FILES) > 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_any_bytes_are_read_or_refused(path):
    one(path.read_bytes())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_a_faulty_table_under_a_wrong_name_or_cut_off_is_read_or_refused(path):
    data = path.read_bytes()
    for number in range(len(NAMES)):
        one(bytes([number]) + data)
    one(b"\0" + data[: len(data) // 2])
    one(b"\0" + data + data)

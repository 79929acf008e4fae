"""What a fuzzer once found interesting is read in every run without a raise."""

from __future__ import annotations

import pytest

from tests.tables.user.fuzz import CORPUS, one

FILES = sorted(CORPUS.iterdir())


def test_there_is_a_corpus():
    assert len(FILES) > 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_any_bytes_are_read_or_refused(path):
    one(path.read_bytes())

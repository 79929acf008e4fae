"""Another builder in place of a product's, for one test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from geo.export.catalogue import EXPORTS


def replace_export(
    monkeypatch: pytest.MonkeyPatch, key: str, build: Callable[..., bytes]
) -> None:
    """Have ``build`` make what the catalogue offers under a key."""
    monkeypatch.setitem(EXPORTS, key, replace(EXPORTS[key], build=build))

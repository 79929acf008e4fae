"""The treaty atlas as a library: ``geo.open()``, ``geo.read()`` (see geo/interface.py).

The names are loaded when they are first asked for: the command line and the app import
their own modules, and need not wait for these.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

# openpyxl writes other bytes, and raises other errors on a full disk, where it finds
# lxml: a workbook must not depend on what else is installed. Read at its first import.
os.environ["OPENPYXL_LXML"] = "False"

if TYPE_CHECKING:
    from geo.interface import (
        Atlas,
        BadView,
        Figure,
        Map,
        TableRefused,
        open,
        read,
    )

__all__ = ["Atlas", "BadView", "Figure", "Map", "TableRefused", "open", "read"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from geo import interface

    return getattr(interface, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

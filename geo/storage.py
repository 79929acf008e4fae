"""Where the project's files are, and how a file is written.

The only module that knows the folders: every other one asks for :data:`DATA` or
:data:`ASSETS`, so that moving a module never changes what it reads.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
ASSETS = ROOT / "assets"
CACHE = ROOT / ".cache"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a failed run leaves the old file.

    Raises:
        OSError: the folder cannot be written.
    """
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        # "x": never through a link somebody else has laid at that name.
        with new.open("xb") as file:
            file.write(content)
        os.replace(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise

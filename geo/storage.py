"""Where the project's files are, and how a file is written.

The only module that knows the folders: every other one asks for :data:`DATA` or
:data:`ASSETS`, so that moving a module never changes what it reads. An unfinished file
and a temporary folder are locked by the process that makes them; the system drops the
lock with the process, so what a killed one left is told from what is being written.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import re
import secrets
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

try:
    import fcntl
except ImportError:  # Windows: nothing is locked there, and nothing swept
    fcntl = None  # type: ignore[assignment]

PACKAGE = Path(__file__).resolve().parent
#: In a clone the folders stand beside the package; a wheel holds them inside it.
INSTALLED = (PACKAGE / "data").is_dir()
#: What one types to run the command line.
PROGRAM = "treaty-atlas" if INSTALLED else "python -m geo"
ROOT = PACKAGE if INSTALLED else PACKAGE.parent
DATA = ROOT / "data"
ASSETS = ROOT / "assets"


def _cache() -> Path:
    """Where what is built is kept: in a clone beside it, else the user's own folder."""
    if not INSTALLED:
        return ROOT / ".cache"
    from platformdirs import user_cache_path

    return user_cache_path("treaty-atlas", appauthor=False)


CACHE = _cache()

_TEMPORARY = "treaty-atlas-"
_LOCK = "lock"


def toml(path: Path) -> dict[str, Any]:
    """A table of the project in TOML."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def write_whole(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file whole or not at all: a failed run leaves the old file.

    A file larger than memory comes as an iterable of its parts. What a killed run left
    unfinished of the same file is removed.

    Raises:
        OSError: the folder cannot be written.
    """
    sweep(path)
    new, file = _new(path)
    try:
        with file:
            file.writelines([content] if isinstance(content, bytes) else content)
            file.flush()
            if fcntl:  # while the lock is held, so that no sweep comes between
                os.replace(new, path)
        if not fcntl:  # Windows renames no open file
            os.replace(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def cached(
    folder: Path, made_from: Iterable[bytes], make: Callable[[], bytes]
) -> bytes:
    """Bytes that take long to make, from a folder that holds those made last.

    Args:
        folder: holds one file, named by the hash of what its bytes are made from.
        made_from: all that they are made from, the code too.
        make: makes them where they are not there, damaged, or made from other things.

    What cannot be written is made each time.
    """
    parts = (hashlib.sha256(part).digest() for part in made_from)
    file = folder / hashlib.sha256(b"".join(parts)).hexdigest()[:32]
    with suppress(OSError):
        whole = file.read_bytes()
        if hashlib.sha256(whole[_SUM:]).digest() == whole[:_SUM]:
            return whole[_SUM:]
    content = make()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(file, [hashlib.sha256(content).digest(), content])
        for other in folder.iterdir():
            if other != file and re.fullmatch("[0-9a-f]{32}", other.name):
                other.unlink(missing_ok=True)
    return content


#: Bytes of the checksum before the content.
_SUM = 32


def _new(path: Path) -> tuple[Path, BinaryIO]:
    """An unfinished file beside ``path``, locked."""
    while True:
        new = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        # "x": never through a link somebody else has laid at that name.
        file = new.open("xb")
        if not fcntl or (lock(file) and new.exists()):
            return new, file
        file.close()  # swept between the two calls


def sweep(path: Path) -> None:
    """Remove the unfinished files of ``path`` that no process is writing."""
    pattern = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}")
    try:
        leftovers = [f for f in os.scandir(path.parent) if pattern.fullmatch(f.name)]
    except OSError:
        return
    for entry in leftovers:
        if entry.is_file(follow_symlinks=False) and _is_abandoned(Path(entry)):
            Path(entry).unlink(missing_ok=True)


def _is_abandoned(path: Path) -> bool:
    """Whether a file is there and no living process holds its lock."""
    try:
        with path.open("rb") as file:
            return bool(fcntl) and lock(file)
    except OSError:
        return False


def lock(file: BinaryIO | int) -> bool:
    """Lock an open file for this process; false where another holds it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def stamp(path: Path) -> tuple[int, int]:
    """What changes with a file: time of change in nanoseconds and size; zeros where
    there is none."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


def temporary_folder() -> Path:
    """A folder of this process alone, removed at its end or by a later start."""
    folder = Path(tempfile.mkdtemp(prefix=_TEMPORARY))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if fcntl:
        # Locked before it has the name a sweep looks for, and open until the end.
        new = folder / f"{_LOCK}.new"
        lock(os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDONLY, 0o600))
        os.replace(new, folder / _LOCK)
    return folder


def sweep_temporary_folders() -> None:
    """Remove the temporary folders that dead processes of ours left."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_TEMPORARY}*/"):
        try:
            ours = folder.lstat().st_uid == os.getuid() and not folder.is_symlink()
        except (OSError, AttributeError):
            continue
        if ours and _is_abandoned(folder / _LOCK):
            shutil.rmtree(folder, ignore_errors=True)

"""Finds a Node.js that can run tests; ``make`` prints what the law's script runs in."""

from __future__ import annotations

import shutil
import subprocess

#: The first version in which ``node --test`` is there to stay.
OLDEST = 20


def find() -> str | None:
    """The path of a Node.js that is new enough."""
    path = shutil.which("node")
    if path is None:
        return None
    done = subprocess.run([path, "--version"], capture_output=True, text=True)
    major = done.stdout.removeprefix("v").partition(".")[0]
    return path if major.isdigit() and int(major) >= OLDEST else None


if __name__ == "__main__":
    found = find()
    if found:
        print(f"the law of the page's script is tested under {found}")
    else:
        print(
            f"NO NODE.JS {OLDEST} OR NEWER: the law of the page's script is tested in "
            "the browser ('make test'), and 'make quick' leaves it out."
        )

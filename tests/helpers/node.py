"""Finds a Node.js that can run tests, and checks the page's scripts with it.

``python -m tests.helpers.node`` prints what the scripts are tested under;
``python -m tests.helpers.node types`` is what ``make check`` runs: TypeScript reads the
scripts of ``assets/page`` against ``types.d.ts``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys

from geo.storage import ROOT

#: The first version in which ``node --test`` is there to stay.
OLDEST = 20

TSC = ROOT / "node_modules" / "typescript" / "bin" / "tsc"


def find() -> str | None:
    """The path of a Node.js that is new enough."""
    path = shutil.which("node")
    if path is None:
        return None
    process = subprocess.run([path, "--version"], capture_output=True, text=True)
    major = process.stdout.removeprefix("v").partition(".")[0]
    return path if major.isdigit() and int(major) >= OLDEST else None


def installed() -> bool:
    """Whether TypeScript is there, at the version of package-lock.json."""
    lock = ROOT / "package-lock.json"
    mark = ROOT / "node_modules" / ".package-lock.json"
    if TSC.exists() and mark.exists() and mark.stat().st_mtime >= lock.stat().st_mtime:
        return True
    npm = shutil.which("npm")
    if npm is None:
        return False
    print("installing what checks the page's scripts, in node_modules", flush=True)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL).returncode == 0


def types(path: str | None) -> int:
    """Prints what was checked; the exit status is that of TypeScript."""
    if path is None:
        print(
            f"NO NODE.JS {OLDEST} OR NEWER: the types of the page's scripts are not "
            "checked."
        )
        return 0
    if not installed():
        print(
            "TYPESCRIPT COULD NOT BE INSTALLED by npm: the types of the page's scripts "
            "are not checked."
        )
        return 0
    command = [path, str(TSC), "--project", "assets/page/jsconfig.json"]
    status = subprocess.run(command, cwd=ROOT).returncode
    if status == 0:
        print(f"the page's scripts agree with their types (under {path})")
    return status


def main(arguments: list[str]) -> int:
    path = find()
    if arguments == ["types"]:
        return types(path)
    if path:
        print(f"the page's scripts are tested beside the library under {path}")
    else:
        print(
            f"NO NODE.JS {OLDEST} OR NEWER: the page's scripts are tested in the "
            "browser ('make test'), and 'make quick' leaves that out."
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

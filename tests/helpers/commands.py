"""Several commands in one process that is not the one of the tests."""

from __future__ import annotations

import json
import subprocess
import sys

from geo.storage import ROOT

#: Runs several commands one after another and tells the code and the words of each.
#: Its own two streams stay as the environment makes them where "aloud" asks for it.
TOGETHER = """
import contextlib, io, json, sys
from geo.cli.main import run
aloud, commands = json.load(sys.stdin)
told = {}
for name, arguments in commands.items():
    out, err = (sys.stdout, sys.stderr) if aloud else (io.StringIO(), io.StringIO())
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(arguments)
    told[name] = [code, "" if aloud else err.getvalue()]
print(json.dumps(told))
"""


def together(
    commands: dict[str, list[str]], aloud: bool = False, **how: object
) -> dict[str, tuple[int, str]]:
    """Commands in one process of its own: by name the code and what it said of errors.

    For what holds of a process (its disk, its clock): a process for each command
    would spend most of its time on starting.
    """
    how = {"cwd": ROOT, "capture_output": True, "text": True, "timeout": 120, **how}
    process = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", TOGETHER],
        input=json.dumps([aloud, commands]),
        **how,
    )
    assert (process.returncode, process.stderr) == (0, "")
    answers = json.loads(process.stdout.splitlines()[-1])
    return {name: tuple(each) for name, each in answers.items()}

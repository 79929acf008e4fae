"""Finds a Chromium for the browser tests, or installs one; says what it did.

Run by ``make test`` before the tests. A machine without one still runs every other
test: the browser tests are then reported as skipped, with the reason.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

#: The first without windows of its own: it opens a page for two thirds of the work.
NAMES = (
    "chromium-headless-shell",
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"

#: What the address bar shows while one types is two web pages of Chromium's own for
#: each window, half the work of opening one; nobody types there.
_ADDRESS_BAR = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")

#: What Playwright 1.65 turns off itself: Chromium heeds the last such list alone.
PLAYWRIGHTS = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "msForceBrowserSignIn",
    "msEdgeUpdateLaunchServicesPreferredVersion",
)

#: Quiet: a test browser looks nothing up and asks nobody.
ARGUMENTS = [
    f"--disable-features={','.join((*PLAYWRIGHTS, *_ADDRESS_BAR))}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def find() -> str | None:
    """The path of a Chromium: $CHROMIUM, the system's, or Playwright's own."""
    own = os.environ.get("CHROMIUM")
    candidates = [own] if own else [shutil.which(name) for name in NAMES]
    for path in [*candidates, MAC, _playwrights()]:
        if path and Path(path).exists():
            return path
    return None


def _playwrights() -> str | None:
    try:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            return playwright.chromium.executable_path
    except Exception:  # no browser of its own is a plain "no" here
        return None


def install() -> None:
    """Try Playwright's browser, then the system's packages where we may."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        get = ["apt-get", "install", "-y", "-q"]
        attempts.insert(0, [*get, "chromium"])
        # The fonts are those that the whole Chromium brings along.
        attempts.insert(0, [*get, "chromium-headless-shell", "fonts-liberation"])
        attempts.insert(0, ["apt-get", "update", "-q"])
    for command in attempts:
        print("trying:", " ".join(command[-4:]), flush=True)
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False, timeout=600)
        if find():
            return


if __name__ == "__main__":
    if not find():
        print("no Chromium on this machine")
        install()
    found = find()
    if found:
        print(f"browser tests use {found}")
    else:
        print(
            "BROWSER TESTS CANNOT RUN: no Chromium was found and none could be "
            "installed. Install one, or set CHROMIUM to its path."
        )

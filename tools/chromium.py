"""Finds the Chromium for the browser tests: `python3 -m tools.chromium` installs Debian's where there is none and it may.

Plain standard library. Without Chromium the browser tests are left out, loudly; with CI=true that is a failure.
"""

import ctypes
import os
import shutil
import sys

from tools import debian

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Playwright's driver is linked against it, and a bare Debian has it not.
DRIVER_LIBRARY = "libatomic.so.1"


def main() -> None:
    if missing() and _may_install():
        print(f"For the browser tests Debian's {' and '.join(missing())} will be installed …", flush=True)
        _install(missing())
    if missing():
        complaint = f"No {' and no '.join(missing())}: the browser tests {{}}. Install it, or name one with CHROMIUM=…"
        if os.environ.get("CI") == "true":
            raise SystemExit(complaint.format("cannot run"))
        stars = "*" * 100
        print(f"\n{stars}\n{complaint.format('are SKIPPED')}\n{stars}\n", file=sys.stderr, flush=True)


def find() -> "str | None":
    """The path of a Chromium: CHROMIUM if it is set, else the first of the usual names."""
    named = os.environ.get("CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


def missing() -> "list[str]":
    """The Debian packages without which no browser test can run."""
    lacking = [] if find() else ["chromium"]
    try:
        ctypes.CDLL(DRIVER_LIBRARY)
    except OSError:
        lacking.append("libatomic1")
    return lacking


def _may_install() -> bool:
    return debian.may_install() and not os.environ.get("CHROMIUM")


def _install(packages: "list[str]") -> None:
    # Without fonts-noto-core every other script is empty boxes in a screenshot.
    debian.install([*packages, *(["fonts-noto-core"] if "chromium" in packages else [])])


if __name__ == "__main__":
    main()

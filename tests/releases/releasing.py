"""A copy of an earlier release, and a release of tomorrow to load into it."""

import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from education.exchange.shipped import SHIPPED

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RELEASES = sorted(path.name.removesuffix(".sqlite3.gz") for path in HERE.glob("*.sqlite3.gz"))

Changes = dict[str, list[tuple[str, str]]]
"""File → what is replaced by what in it."""


def unpacked(release: str, target: Path) -> Path:
    """The database of a release, as the clinic left it."""
    target.write_bytes(gzip.decompress((HERE / f"{release}.sqlite3.gz").read_bytes()))
    return target


def read_then(release: str) -> dict[str, list[str]]:
    """Address of each public edition → the passages that a reader saw there when the release was new."""
    found: dict[str, list[str]] = json.loads(
        gzip.decompress((HERE / f"{release}.editions.json.gz").read_bytes())
    )
    return found


def tomorrow(folder: Path, changes: Changes) -> Path:
    """The words that ship today with changes. Refuses a change of what is not there."""
    shutil.copytree(SHIPPED / "sciatica", folder)
    for name, pairs in changes.items():
        text = (folder / name).read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text, (name, old)
            text = text.replace(old, new, 1)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def ours(database: str, var: Path) -> dict[str, str]:
    """The environment of a copy in local mode."""
    kept = {
        name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")
    }
    return {**kept, "LOCAL": "yes", "VAR": str(var), "DATABASE_URL": database}


def run(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


def upgraded(database: str, var: Path, *folders: Path) -> list[dict[str, Any]]:
    """What readers see after the migrations, and after each load of each folder of words."""
    done = run("-m", "tests.releases.upgrade", *map(str, folders), env=ours(database, var))
    assert done.returncode == 0, done.stderr[-4000:]
    seen: list[dict[str, Any]] = json.loads(done.stdout)
    return seen

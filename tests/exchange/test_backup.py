"""Backups: whole, of one moment, checked before anything is touched, and the same on SQLite and PostgreSQL."""

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from education.exchange.archive import writing
from tests.releases.releasing import ROOT, ours, run, unpacked

pytestmark = pytest.mark.own_database


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy at work, of today's release, and a backup of it beside it: `copy.sqlite3`, `whole.backup`, `old.backup`."""
    folder = tmp_path_factory.mktemp("copy")
    unpacked("release-1", folder / "copy.sqlite3")
    sqlite = f"sqlite:///{folder / 'copy.sqlite3'}"
    for arguments in (("backup", "old.backup"), ("migrate", "-v0"), ("backup", "whole.backup")):
        named = [str(folder / word) if word.endswith(".backup") else word for word in arguments]
        done = run("manage.py", *named, env=ours(sqlite, folder))
        assert done.returncode == 0, done.stderr
    return folder


def manage(database: str, var: Path, *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=ours(database, var), capture_output=True, text=True,
        check=False, **more,
    )  # fmt: skip


def sqlite(folder: Path, name: str) -> str:
    return f"sqlite:///{folder / name}"


def seen(database: str, var: Path) -> dict[str, Any]:
    done = run("-m", "tests.releases.seen", env=ours(database, var))
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def as_it_is(copy: Path) -> dict[str, Any]:
    return seen(sqlite(copy, "copy.sqlite3"), copy)


@pytest.fixture
def postgresql() -> Iterator[str]:
    """An empty database on the server that the run brought; it goes with the test."""
    server = os.environ["TEST_DATABASE_URL"]
    made = f"backup_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {made}")
        yield f"{server.rpartition('/')[0]}/{made}"
        connection.execute(f"DROP DATABASE {made} WITH (FORCE)")


def test_restores_whole_into_a_database_without_tables(
    copy: Path, as_it_is: dict[str, Any], tmp_path: Path
) -> None:
    done = manage(sqlite(tmp_path, "new.sqlite3"), tmp_path, "restore", str(copy / "whole.backup"))
    assert done.returncode == 0, done.stderr
    assert "The SECRET_KEY is not the one of the backup" in done.stdout
    assert seen(sqlite(tmp_path, "new.sqlite3"), tmp_path) == as_it_is
    assert as_it_is["rows"]["education_approval"] > 100
    again = manage(sqlite(tmp_path, "new.sqlite3"), tmp_path, "restore", str(copy / "whole.backup"))
    assert again.returncode == 1
    assert "holds people or words" in again.stderr


@pytest.mark.only_on_postgresql
def test_comes_back_the_same_by_way_of_postgresql(
    copy: Path, as_it_is: dict[str, Any], postgresql: str, tmp_path: Path
) -> None:
    assert manage(postgresql, tmp_path, "restore", str(copy / "whole.backup")).returncode == 0
    there = seen(postgresql, tmp_path)
    assert there == as_it_is
    assert manage(postgresql, tmp_path, "backup", str(tmp_path / "back.backup")).returncode == 0
    done = manage(sqlite(tmp_path, "back.sqlite3"), tmp_path, "restore", str(tmp_path / "back.backup"))
    assert done.returncode == 0, done.stderr
    assert seen(sqlite(tmp_path, "back.sqlite3"), tmp_path) == as_it_is
    assert tables(tmp_path / "back.backup") == tables(copy / "whole.backup")


def tables(file: Path) -> dict[str, str]:
    """Digest of every table but those that Django fills by itself and the notes on backups."""
    with zipfile.ZipFile(file) as archive:
        told = json.loads(archive.read("manifest.json"))["tables"]
    return {name: table["sha256"] for name, table in told.items() if name.startswith("education_")}


def test_a_backup_of_an_earlier_release_goes_into_an_empty_database_and_is_migrated(
    copy: Path, as_it_is: dict[str, Any], tmp_path: Path
) -> None:
    done = manage(sqlite(tmp_path, "new.sqlite3"), tmp_path, "restore", str(copy / "old.backup"))
    assert done.returncode == 0, done.stderr
    assert seen(sqlite(tmp_path, "new.sqlite3"), tmp_path) == as_it_is
    refused = manage(sqlite(copy, "copy.sqlite3"), copy, "restore", "--replace", str(copy / "old.backup"))
    assert refused.returncode == 1
    assert "Restore it into a new, empty database" in refused.stderr


def test_replace_brings_back_what_was_and_nothing_else(
    copy: Path, as_it_is: dict[str, Any], tmp_path: Path
) -> None:
    shutil.copy(copy / "copy.sqlite3", tmp_path / "changed.sqlite3")
    with sqlite3.connect(tmp_path / "changed.sqlite3") as database:
        database.execute("INSERT INTO education_article (key) VALUES ('another')")
    database.close()
    where = sqlite(tmp_path, "changed.sqlite3")
    assert manage(where, tmp_path, "restore", "--replace", str(copy / "whole.backup")).returncode == 0
    assert seen(where, tmp_path) == as_it_is


def test_the_file_is_its_owners_and_no_file_is_overwritten_unasked(copy: Path) -> None:
    file = copy / "whole.backup"
    before = file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    done = manage(sqlite(copy, "copy.sqlite3"), copy, "backup", str(file))
    assert done.returncode == 1
    assert "is there already. Nothing was written. --overwrite replaces it." in done.stderr
    assert file.read_bytes() == before
    refused = manage(sqlite(copy, "copy.sqlite3"), copy, "backup", str(copy))
    assert (refused.returncode, "overwrite" in refused.stderr) == (1, False)


def test_holds_no_secret_and_no_session(copy: Path) -> None:
    key = (copy / "secret-key").read_text().strip()
    with zipfile.ZipFile(copy / "whole.backup") as archive:
        assert not [name for name in archive.namelist() if "session" in name or "axes" in name]
        assert not [name for name in archive.namelist() if key.encode() in archive.read(name)]
        told = json.loads(archive.read("manifest.json"))
    assert told["settings"] == {"LOCAL": "yes"}


def test_a_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        with (
            pytest.raises(OSError, match="File too large"),
            writing(tmp_path / "new.backup", overwrite=False) as writer,
        ):
            writer.table("numbers", ["id"], ([uuid.uuid4().hex] for _row in range(5000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(copy: Path, tmp_path: Path) -> None:
    done = manage(sqlite(copy, "copy.sqlite3"), copy, "backup", str(tmp_path / "no" / "new.backup"))
    assert done.returncode == 1
    assert "cannot be written: No such file or directory" in done.stderr
    assert "Traceback" not in done.stderr


def rewritten(source: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The file with changed members; those that become None are left out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            body = change(name, old.read(name))
            if body is not None:
                new.writestr(name, body)
    return target


def of_manifest(**changes: Any) -> Callable[[str, bytes], bytes]:
    def change(name: str, body: bytes) -> bytes:
        return json.dumps({**json.loads(body), **changes}).encode() if name == "manifest.json" else body

    return change


def newer(name: str, body: bytes) -> bytes:
    told = json.loads(body) if name == "manifest.json" else {}
    migrations = told.get("migrations", {})
    return of_manifest(
        migrations={**migrations, "education": [*migrations.get("education", []), "9999_later"]}
    )(name, body)


def altered(name: str, body: bytes) -> bytes:
    return body.replace(b"Example", b"Another") if name == "tables/education_person.jsonl" else body


def damaged(case: str, source: Path, target: Path) -> Path:
    """A file that must be refused."""
    changes: dict[str, Callable[[str, bytes], bytes | None]] = {
        "altered": altered,
        "lacks a table": lambda name, body: None if name == "tables/education_person.jsonl" else body,
        "no list": lambda name, body: None if name == "manifest.json" else body,
        "another program's": of_manifest(format="other"),
        "newer format": of_manifest(format_version=2),
        "newer migrations": newer,
        "broken list": of_manifest(tables={"a": {}}),
    }
    if case in changes:
        return rewritten(source, target, changes[case])
    body = bytearray(source.read_bytes())
    if case == "cut short":
        del body[len(body) // 2 :]
    elif case == "one byte":
        body[len(body) // 2] ^= 1
    elif case == "text":
        body = bytearray(b"not a backup")
    target.write_bytes(body)
    return target


@pytest.fixture(scope="module")
def refused_by(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Case → what `restore --replace` said, all in one process; the database is as it was after each."""
    folder = tmp_path_factory.mktemp("damaged")
    files = [
        str(damaged(case, copy / "whole.backup", folder / f"{number}.backup"))
        for number, case in enumerate(CASES)
    ]
    target = folder / "target.sqlite3"
    shutil.copy(copy / "copy.sqlite3", target)
    done = run(
        "-m",
        "tests.exchange.refusing",
        *files,
        str(folder / "none.backup"),
        env=ours(f"sqlite:///{target}", folder),
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(zip([*CASES, "not there"], json.loads(done.stdout), strict=True))


CASES = {
    "altered": "was altered",
    "lacks a table": "does not hold what its list of contents says",
    "no list": "no backup of this software",
    "another program's": "no backup of this software",
    "newer format": "made by a newer release",
    "newer migrations": "made by a newer release",
    "broken list": "cannot be understood",
    "cut short": "damaged, cut short or no backup",
    "one byte": "damaged",
    "text": "damaged, cut short or no backup",
}


@pytest.mark.parametrize("case", [*CASES, "not there"])
def test_what_is_no_sound_backup_is_refused_before_anything_is_touched(
    refused_by: dict[str, str], case: str
) -> None:
    assert {**CASES, "not there": "cannot be read"}[case] in refused_by[case]

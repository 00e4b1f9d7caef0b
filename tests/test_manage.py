"""`manage.py` where the machine refuses: one sentence, and the traceback for whoever asks for it."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from django.db import OperationalError, connection

from sciatica_site import place, trouble
from tests.test_run import free_port
from tests.test_settings import PRODUCTION
from tools import servers


def manage(folder: Path, *words: str, database: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=place.PROJECT,
        env={"PATH": os.environ["PATH"], "VAR": str(folder), "DATABASE_URL": database} | PRODUCTION,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.own_database
class TestACommand:
    @pytest.mark.parametrize("command", ["migrate", "ready"])
    def test_says_that_the_database_is_away(self, tmp_path: Path, command: str) -> None:
        away = f"postgres://education:hunter2@127.0.0.1:{free_port()}/education"
        done = manage(tmp_path, command, database=away)

        assert done.returncode == 1
        assert done.stderr == trouble.AWAY + "\n"

    def test_names_a_file_that_cannot_be_a_database(self, tmp_path: Path) -> None:
        file = tmp_path / "none" / "education.sqlite3"
        done = manage(tmp_path, "load_words", database=f"sqlite:///{file}")

        assert done.returncode == 1
        assert done.stderr == f"{file}: unable to open database file.\n"

    def test_keeps_the_traceback_for_whoever_asks_for_it(self, tmp_path: Path) -> None:
        file = tmp_path / "none" / "education.sqlite3"
        done = manage(tmp_path, "ready", "--traceback", database=f"sqlite:///{file}")

        assert done.returncode == 1
        assert done.stderr.startswith("Traceback")

    def test_says_that_the_password_may_be_wrong(self, tmp_path: Path) -> None:
        if lacking := servers.missing("postgresql-15"):
            pytest.skip(f"this machine has no {' and no '.join(lacking)}")
        with servers.folder() as folder, servers.Postgres(folder) as postgres:
            done = manage(tmp_path, "migrate", database=postgres.url.replace(postgres.password, "hunter2"))

        assert done.returncode == 1
        assert done.stderr == trouble.AWAY + "\n"


@pytest.fixture
def on_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trouble, "connection", SimpleNamespace(vendor="postgresql"))


def refused(cause: Exception) -> OperationalError:
    failure = OperationalError(*cause.args)
    failure.__cause__ = cause
    return failure


@pytest.mark.usefixtures("on_postgresql")
class TestOfPostgresql:
    def test_a_connection_that_was_lost_is_a_database_that_is_away(self) -> None:
        lost = psycopg.errors.AdminShutdown("terminating connection due to administrator command\nmore")

        assert trouble.sentence(refused(lost)) == trouble.AWAY

    def test_anything_else_is_its_own_first_line(self) -> None:
        waited = psycopg.errors.LockNotAvailable("canceling statement due to lock timeout\nCONTEXT: a row")

        assert trouble.known_sentence(refused(waited)) == ""
        assert trouble.sentence(refused(waited)) == (
            "The database says: canceling statement due to lock timeout."
        )


class TestOfTheDisk:
    def test_a_full_one_is_said_with_its_place(self) -> None:
        full = os.strerror(errno.ENOSPC)

        assert trouble.sentence(OSError(errno.ENOSPC, full)) == (
            f"The disk is full: make room where {place.var()} lies."
        )
        assert "where /srv/a lies" in trouble.sentence(OSError(errno.ENOSPC, full, "/srv/a"))

    @pytest.mark.only_on_sqlite
    def test_a_full_one_under_sqlite_is_said_with_the_database(self) -> None:
        said = trouble.sentence(OperationalError("database or disk is full"))

        assert said == f"The disk is full: make room where {connection.settings_dict['NAME']} lies."

    def test_one_that_cannot_be_written_is_said_with_the_file(self) -> None:
        failure = OSError(errno.EROFS, os.strerror(errno.EROFS), "/srv/a")

        assert trouble.sentence(failure) == "/srv/a: Read-only file system."

    def test_a_failure_without_a_file_or_a_word_is_one_line_too(self) -> None:
        assert trouble.sentence(OSError("no such service\nmore")) == "no such service."
        assert trouble.sentence(OSError()) == "OSError."

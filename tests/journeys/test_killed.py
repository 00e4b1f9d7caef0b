"""A real server, killed without warning while many finish the quiz: whoever read “counted” is counted after the next start."""

import contextlib
import http.client
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import override_settings

from education.exchange.shipped import SHIPPED, read_release
from education.quiz.run import Run
from education.quiz.token import begin, token_of
from sciatica_site import place
from tests.test_run import SLOWEST_FIRST_START_S, free_port, surroundings

pytestmark = pytest.mark.own_database

POSTS = 2000
KILLED_AFTER = 150
READERS = 8
COUNTED = b"Your answers were counted"
QUIZ = "/en/sciatica/quiz"


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The server and its port, once it answers. It and its workers are killed at the end."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "sciatica_site.serve"],
        cwd=place.PROJECT,
        env=surroundings(folder, LOCAL="yes", PORT=str(port)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        assert answers(process, port)
        yield process, port
    finally:
        kill(process)


def answers(process: subprocess.Popen[str], port: int) -> bool:
    end = time.monotonic() + SLOWEST_FIRST_START_S
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SLOWEST_FIRST_START_S)
            connection.request("GET", f"{QUIZ}/")
            return connection.getresponse().status == 200
        time.sleep(0.05)
    return False


def kill(process: subprocess.Popen[str]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@dataclass
class Crowd:
    """Readers who send their last answer and open their result, until nobody answers any more."""

    port: int
    runs: Iterator[Run]
    told: list[str] = field(default_factory=list)
    """The answers of those who read that they were counted."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def finish_all(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with contextlib.suppress(OSError, http.client.HTTPException):
            while run := self._next():
                self._finish(run, connection)

    def _next(self) -> Run | None:
        with self.lock:
            return next(self.runs, None)

    def _finish(self, run: Run, connection: http.client.HTTPConnection) -> None:
        last = replace(run, answers=run.answers[:-1], revisions=run.revisions[:-1])
        body = urlencode({"run": token_of(last), "option": run.answers[-1]})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", f"{QUIZ}/question/", body, headers)
        connection.getresponse().read()
        connection.request("GET", f"{QUIZ}/result/?{urlencode({'run': token_of(run)})}")
        if COUNTED in connection.getresponse().read():
            self.told.append(run.answers)


def finished_runs() -> Iterator[Run]:
    """Each with answers of its own: a number to the base of four options. What was unsafe was asked again and put right."""
    plan = tuple(row["key"] for row in read_release(SHIPPED / "sciatica").structure["questions"])
    for number in range(POSTS):
        letters = "".join("abcd"[number >> 2 * place & 3] for place in range(len(plan) - 1)) + "a"
        yield replace(
            begin("sciatica", "full", plan, counts=True),
            language="en",
            answers=letters,
            revisions=tuple(range(1, len(plan) + 1)),
        )


def kept(folder: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(folder / "education.sqlite3")) as database:
        return [letters for (letters,) in database.execute("SELECT answers FROM education_attempt")]


def switch_counting_on(folder: Path) -> None:
    with contextlib.closing(sqlite3.connect(folder / "education.sqlite3")) as database:
        database.execute("UPDATE education_clinic SET count_answers = 1")
        database.commit()


def finish_until_killed(crowd: Crowd, process: subprocess.Popen[str]) -> None:
    readers = [threading.Thread(target=crowd.finish_all) for _reader in range(READERS)]
    for reader in readers:
        reader.start()
    while len(crowd.told) < KILLED_AFTER and any(reader.is_alive() for reader in readers):
        time.sleep(0.005)
    kill(process)
    for reader in readers:
        reader.join()


def test_who_was_told_counted_is_counted_after_kill_9(tmp_path: Path) -> None:
    with serving(tmp_path):
        switch_counting_on(tmp_path)
    with serving(tmp_path) as (process, port):
        crowd = Crowd(port, finished_runs())
        with override_settings(SECRET_KEY=(tmp_path / "secret-key").read_text()):
            finish_until_killed(crowd, process)
    assert KILLED_AFTER <= len(crowd.told) < POSTS, "it was killed in the middle"

    with serving(tmp_path):
        rows = kept(tmp_path)
    assert set(crowd.told) <= set(rows)
    assert len(rows) == len(set(rows)), "and nobody twice"

"""`python -m sciatica_site.serve` in production: what it refuses to serve, and that a log collector can read what it logs."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sciatica_site import place
from tests.test_run import SLOWEST_FIRST_START_S, free_port
from tests.test_settings import PRODUCTION

pytestmark = pytest.mark.own_database

# Granian warns of the threads by the number of cores, and this machine may have many. Then something in Python warns too.
ON_ONE_CORE = """
import multiprocessing, runpy, warnings
multiprocessing.cpu_count = lambda: 1
from sciatica_site import serve
def announce(host, port, usual=serve._announce):
    warnings.warn("words on two\\nlines")
    usual(host, port)
serve._announce = announce
serve.main()
"""


def production(folder: Path, **variables: str) -> dict[str, str]:
    kept = {"PATH": os.environ["PATH"], "VAR": str(folder), "PORT": str(free_port())}
    return kept | PRODUCTION | variables


def put_static_files(folder: Path) -> None:
    (folder / "static").mkdir()
    (folder / "static" / "staticfiles.json").write_text('{"paths": {}, "version": "1.1", "hash": ""}')


def refusal(environment: dict[str, str]) -> str:
    """One sentence and nothing else."""
    done = subprocess.run(
        [sys.executable, "-m", "sciatica_site.serve"],
        cwd=place.PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=SLOWEST_FIRST_START_S,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    return done.stderr


def test_refuses_https_that_it_cannot_speak(tmp_path: Path) -> None:
    put_static_files(tmp_path)

    assert refusal(production(tmp_path, HTTPS_BY="server")).startswith("HTTPS_BY=server is for a WSGI server")


def test_refuses_pages_without_their_static_files(tmp_path: Path) -> None:
    said = refusal(production(tmp_path))

    assert said.startswith(f"The static files are not in {tmp_path / 'static'}: ")
    assert "collectstatic" in said


def test_writes_two_plain_lines_and_logs_objects_only(tmp_path: Path) -> None:
    put_static_files(tmp_path)
    environment = production(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-c", ON_ONE_CORE],
        cwd=place.PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    too_slow = threading.Timer(SLOWEST_FIRST_START_S, process.kill)
    too_slow.start()
    try:
        assert process.stdout
        first = process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        rest, logged = process.communicate(timeout=SLOWEST_FIRST_START_S)
    finally:
        too_slow.cancel()
        process.kill()

    assert first == f"Serving on http://127.0.0.1:{environment['PORT']}.\n"
    assert (process.returncode, rest) == (0, "Stopped.\n")
    events = [json.loads(line) for line in logged.splitlines()]
    assert "words on two\nlines" in "".join(event["event"] for event in events)
    assert not [event for event in events if "threads" in event["event"]]

"""`tools.databases` for real: the command finds a PostgreSQL and a Redis, and nothing is left of them however it ends."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sciatica_site import place
from tools import servers

pytestmark = pytest.mark.own_database

SLOWEST_S = 120
ASKS = """
import os, sys, psycopg, redis
with psycopg.connect(os.environ["TEST_DATABASE_URL"]) as database:
    (version,) = database.execute("SHOW server_version_num").fetchone()
alive = redis.Redis.from_url(os.environ["TEST_CACHE_URL"]).ping()
print(version, alive, flush=True)
sys.stdin.read()
sys.exit(3)
"""


@pytest.fixture
def asking() -> "subprocess.Popen[str]":
    """The tool, with a command that has asked both and now waits."""
    if lacking := servers.missing("postgresql-15", "redis-server"):
        pytest.skip(f"this machine has no {' and no '.join(lacking)}")
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.databases", sys.executable, "-c", ASKS],
        cwd=place.PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    said = process.stdout.readline().split()
    assert said[0] >= "150000"
    assert said[1] == "True"
    return process


def started_by(process: "subprocess.Popen[str]") -> list[int]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(child) for child in children]


@pytest.mark.parametrize(
    ("end", "code"), [(None, 3), (signal.SIGTERM, 128 + signal.SIGTERM), (signal.SIGINT, 130)]
)
def test_ends_with_its_command_and_takes_the_servers_along(
    asking: "subprocess.Popen[str]", end: signal.Signals | None, code: int
) -> None:
    running = started_by(asking)
    if end:
        asking.send_signal(end)
    asking.communicate(timeout=SLOWEST_S)

    assert asking.returncode == code
    assert len(running) == 3
    assert [number for number in running if Path(f"/proc/{number}").exists()] == []

"""The server as it ships (`python -m sciatica_site.serve`) in production mode, as it stands behind a proxy that ends TLS.

It reads the database that `measuring.database` made, listens on 127.0.0.1 and is held on one core. Whoever asks it sends the
two headers that the proxy would set. It ends with the block, whatever happened in it.
"""

import contextlib
import http.client
import os
import re
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from django.conf import settings

from measuring import PROJECT
from measuring.database import FOLDER, address
from measuring.machine import SERVER, on_core

HOST = "education.example.org"
PROXIED = {"Host": HOST, "X-Forwarded-Proto": "https"}
PORTS = iter(range(8251, 8280))
SLOWEST_START_S, SLOWEST_STOP_S = 60, 20


def _end(number: int, _frame: FrameType | None) -> None:
    """A TERM ends the programs too, and the folder goes."""
    sys.exit(128 + number)


signal.signal(signal.SIGTERM, _end)


class Program:
    """A program that listens on a port, from the start of the block to its end."""

    def __init__(self, command: Sequence[str], port: int, environment: dict[str, str] | None = None) -> None:
        self.command, self.port, self.environment = list(command), port, environment
        self.written = FOLDER / f"{port}.log"
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        with self.written.open("ab") as log:
            self.process = subprocess.Popen(
                on_core(SERVER, *self.command),
                cwd=PROJECT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        try:
            self._wait()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(SLOWEST_STOP_S)
        except subprocess.TimeoutExpired:
            for number in [*self._children(), self.process.pid]:
                os.kill(number, 9)
            self.process.wait(SLOWEST_STOP_S)

    def memory(self) -> float:
        """MiB of the process that answers: its resident set."""
        return max((_resident(number) for number in self._children()), default=0.0)

    def processor(self) -> float:
        """Seconds of processor time that it has used, with its children: other work on the machine hardly moves it."""
        assert self.process
        return sum(map(_used, [self.process.pid, *self._children()]))

    def milliseconds(self, path: str, rounds: int, **headers: str) -> float:
        """Processor time of one answer, which must be 200. Many rounds: the system counts in steps of 10 ms."""
        before = self.processor()
        for _round in range(rounds):
            status = self.answer(path, **headers)[0]
            assert status == 200, (path, status)
        return (self.processor() - before) / rounds * 1000

    def answer(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers by names in small letters, body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            connection.request("GET", path, headers=PROXIED | headers)
            response = connection.getresponse()
            return (
                response.status,
                {name.lower(): value for name, value in response.getheaders()},
                response.read(),
            )

    def made(self, *routes: str) -> int:
        """How many answers of these routes Django gave, since the server started: what the store had to ask for."""
        assert self.environment
        token = self.environment["METRICS_TOKEN"]
        told = self.answer("/metrics", Authorization=f"Bearer {token}")[2].decode()
        counted = re.findall(r'^education_requests_total\{route="([^"]+)",[^}]*\} (\S+)', told, re.MULTILINE)
        return round(sum(float(number) for route, number in counted if route in routes))

    def _wait(self) -> None:
        end = time.monotonic() + SLOWEST_START_S
        while True:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.answer("/readyz")[0] < 500:
                    return
            if (self.process and self.process.poll() is not None) or time.monotonic() > end:
                raise RuntimeError(f"It did not start:\n{self.written.read_text(errors='replace')[-2000:]}")
            time.sleep(0.05)

    def _children(self) -> list[int]:
        assert self.process
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(number) for number in found.read_text().split()] if found.exists() else []


def environment(module: str = "", **more: str) -> dict[str, str]:
    """Of a server in production mode, over this process's database and its secret key."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(PROJECT / "benchmarks"),
        "SECRET_KEY": settings.SECRET_KEY,
        "ALLOWED_HOSTS": HOST,
        "HTTPS_BY": "proxy",
        "VAR": str(FOLDER),
        "DATABASE_URL": address(),
        "DJANGO_SETTINGS_MODULE": module or "sciatica_site.settings",
        "METRICS_TOKEN": secrets.token_urlsafe(32),
    } | more


def gather() -> None:
    """The commands of docs/hosting.md that make what a server serves from disk: once, before the first one starts."""
    for words in ("compile_catalogues", "collectstatic --no-input"):
        subprocess.run(
            [sys.executable, "-m", "manage", *words.split()],
            cwd=PROJECT, env=environment(), stdout=subprocess.DEVNULL, check=True,
        )  # fmt: skip


@contextlib.contextmanager
def serving(module: str = "", **more: str) -> Iterator[Program]:
    """Our server: with these settings, and with more in its environment."""
    port = next(PORTS)
    command = [sys.executable, "-m", "sciatica_site.serve"]
    with Program(command, port, environment(module, PORT=str(port), **more)) as program:
        yield program


def settled(program: Program, path: str, headers: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
    """An answer after the server has made its bytes as small as they get, which it does once a page is read often."""
    for _second in range(3):
        for _read in range(20):
            program.answer(path, **headers)
        time.sleep(1.2)
    return program.answer(path, **headers)


def _used(number: int) -> float:
    with contextlib.suppress(OSError):
        # The name of the program, in brackets, may hold blanks.
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _resident(number: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{number}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0

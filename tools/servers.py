"""Real servers for tests and benchmarks: PostgreSQL and Redis in a temporary folder, on free ports of this computer only.

As root they run as a user of Debian's packages, because PostgreSQL refuses root. `python3 -m tools.servers` installs what is
missing of Debian's packages, where it may. Plain standard library. What is tested with them is decided in tests/.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from tools import debian

PACKAGES = {
    "postgresql-15": "initdb",
    "redis-server": "redis-server",
    "nginx": "nginx",
    "systemd": "systemd-analyze",
    "gettext": "msgfmt",
    "libxml2-utils": "xmllint",
    "wrk": "wrk",
}
"""Debian's package → a program of it."""
# Debian keeps PostgreSQL's programs, and Nginx, where no PATH of an ordinary user leads.
ELSEWHERE = ("/usr/lib/postgresql/15/bin", "/usr/sbin")
SLOWEST_START_S = SLOWEST_STOP_S = 60
# Words are ordered as readers order them, not by their bytes; and a database of tests may die with the machine.
INITDB = (
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--locale-provider=icu",
    "--icu-locale=und",
    "--auth=scram-sha-256",
)
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


def main() -> None:
    if missing() and debian.may_install():
        print(f"For tests and benchmarks Debian's {' and '.join(missing())} will be installed …", flush=True)
        debian.install(missing())
    if missing():
        raise SystemExit(
            f"Install Debian's {' and '.join(missing())}: some tests or benchmarks cannot run without."
        )


def missing(*packages: str) -> list[str]:
    """Those of the packages, or of all that tests and benchmarks use, whose program is not here."""
    return [package for package in packages or PACKAGES if program(PACKAGES[package]) is None]


def program(name: str) -> str | None:
    """The path of a program, also where Debian keeps it outside PATH."""
    return shutil.which(name) or shutil.which(name, path=os.pathsep.join(ELSEWHERE))


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A temporary folder that the user of the servers may walk through."""
    with tempfile.TemporaryDirectory(prefix="servers-") as made:
        Path(made).chmod(0o711)
        yield Path(made)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """One server. It keeps its port and its data when it is stopped and started again."""

    user = ""
    """Who it runs as when root starts it."""
    stop_signal = signal.SIGTERM

    def __init__(self, place: Path) -> None:
        self.port = free_port()
        self.data = place / type(self).__name__.lower()
        self.data.mkdir(mode=0o700)
        self.process: subprocess.Popen[bytes] | None = None
        if os.geteuid() == 0:
            shutil.chown(self.data, self.user)

    def __enter__(self) -> Self:
        try:
            self.prepare()
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def prepare(self) -> None:
        """What must be there before the first start."""

    def command(self) -> list[str]:
        raise NotImplementedError

    def start(self) -> None:
        """Back when it takes connections. Raises RuntimeError with what it wrote if it does not come up."""
        with (self.data / "written").open("ab") as written:
            self.process = subprocess.Popen(
                self.command(), stdout=written, stderr=written, **self._identity()
            )
        end = time.monotonic() + SLOWEST_START_S
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError((self.data / "written").read_text(errors="replace")[-2000:])
            time.sleep(0.05)

    def stop(self) -> None:
        """Back when it is gone. Connections are cut, as when a machine goes down for upkeep."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            self.process.wait(SLOWEST_STOP_S)

    def answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def run(self, *command: str, **more: Any) -> None:
        """A command as the user of the server."""
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=self.data, **self._identity(), **more
        )
        if done.returncode:
            raise RuntimeError(done.stderr or done.stdout)

    def _identity(self) -> dict[str, Any]:
        # A group of its own: Ctrl-C goes to the tests, which then stop it themselves.
        apart: dict[str, Any] = {"start_new_session": True}
        if os.geteuid() == 0:
            who = pwd.getpwnam(self.user)
            apart |= {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
        return apart


class Postgres(Server):
    user = "postgres"
    stop_signal = signal.SIGINT  # "fast": sessions are ended, nothing is lost
    options: tuple[str, ...] = CARELESS

    def prepare(self) -> None:
        self.password = secrets.token_urlsafe(16)
        words = self.data / "password"
        words.write_text(self.password)
        if os.geteuid() == 0:
            shutil.chown(words, self.user)
        cluster = f"--pgdata={self.data / 'cluster'}"
        self.run(_path("initdb"), cluster, "--username=education", f"--pwfile={words}", *INITDB)

    def command(self) -> list[str]:
        options = [
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={self.data}",
            *self.options,
        ]
        return [
            _path("postgres"),
            "-D",
            str(self.data / "cluster"),
            *(part for option in options for part in ("-c", option)),
        ]

    def answers(self) -> bool:
        # It listens before it takes anybody in.
        ready = [_path("pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={self.port}"]
        return subprocess.run(ready, check=False).returncode == 0

    @property
    def url(self) -> str:
        return f"postgres://education:{self.password}@127.0.0.1:{self.port}/postgres"


class Redis(Server):
    user = "redis"

    def command(self) -> list[str]:
        return [
            _path("redis-server"),
            "--bind",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--save",
            "",
            "--dir",
            str(self.data),
        ]

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"


def _path(name: str) -> str:
    found = program(name)
    if found is None:
        raise RuntimeError(f"There is no {name} on this computer.")
    return found


if __name__ == "__main__":
    main()

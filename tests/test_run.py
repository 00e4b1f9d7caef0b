"""`make run`, for real, on free ports and in folders of its own: its words, its starts, its refusals, and how it stops."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sciatica_site import place
from sciatica_site.serve import SECONDS_TO_FINISH
from tools import environment

pytestmark = pytest.mark.own_database

LAST_LINE = "Ctrl-C stops the server."
LAST_WORDS = "Stopped."
PASSWORD = re.compile(r"The password of all four, shown only this once: (\S+)")
SLOWEST_FIRST_START_S = 120
READERS = 6


@dataclass
class Running:
    process: subprocess.Popen[str]
    port: int
    said: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Until it says that it is ready, or ends."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line.rstrip("\n"))
            if self.said[-1] == LAST_LINE:
                return
        pytest.fail("it ended before it was ready: " + "\n".join(self.said))

    def stop(self, number: signal.Signals) -> tuple[int, float, str]:
        """Its exit code, the seconds that it took, and what it said last. Granian may say that it killed a worker which had
        ended by itself: it looks before its own watcher has noticed. A worker that was killed took SECONDS_TO_FINISH."""
        asked = time.monotonic()
        self.process.send_signal(number)
        words, _ = self.process.communicate(timeout=SLOWEST_FIRST_START_S)
        return self.process.returncode, time.monotonic() - asked, words.strip()

    @property
    def text(self) -> str:
        return "\n".join(self.said)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def surroundings(folder: Path, **variables: str) -> dict[str, str]:
    """A person's environment, without what the tests or an outer make have set."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "LC_ALL"}}
    return kept | {"VAR": str(folder)} | variables


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Running]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.run"],
        cwd=place.PROJECT,
        env=surroundings(folder, PORT=str(port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    # A start that hangs fails the test and does not stop the rest.
    server = Running(process, port)
    try:
        server.listen()
        yield server
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=SLOWEST_FIRST_START_S)
        if process.stdout:
            process.stdout.close()


def status(address: str) -> int:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    connection.request("GET", parts.path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run") / "a folder with blanks"


@pytest.fixture(scope="module")
def first(folder: Path) -> Iterator[Running]:
    with running(folder) as server:
        yield server


class TestTheFirstStart:
    def test_says_that_it_is_local_mode(self, first: Running) -> None:
        assert "Local mode" in first.text

    def test_says_one_password_and_the_four_names(self, first: Running) -> None:
        assert len(PASSWORD.findall(first.text)) == 1
        for name in ("author", "translator", "reviewer", "manager"):
            assert name in first.text

    @pytest.mark.parametrize(
        ("path", "expected"),
        [("/en/sciatica/", 200), ("/es/sciatica/", 200), ("/ar/sciatica/", 200), ("/staff/", 302)],
    )
    def test_says_addresses_that_answer(self, first: Running, path: str, expected: int) -> None:
        address = f"http://127.0.0.1:{first.port}{path}"

        assert re.search(rf"^  {re.escape(address)}( |$)", first.text, re.MULTILINE)
        assert status(address) == expected

    def test_shows_no_debug_page(self, first: Running) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", first.port, timeout=30)
        connection.request("GET", "/no/such/page/here/")
        answer = connection.getresponse()

        assert answer.status == 404
        assert b"DEBUG" not in answer.read()

    def test_serves_its_own_static_files_for_long(self, first: Running, folder: Path) -> None:
        named = next(path.name for path in sorted((folder / "static" / "education").glob("public.*.css")))

        assert status(f"http://127.0.0.1:{first.port}/static/education/{named}") == 200

    def test_answers_to_no_other_host(self, first: Running) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", first.port, timeout=30)
        connection.request("GET", "/en/", headers={"Host": "education.example.org"})

        assert connection.getresponse().status == 421

    def test_keeps_the_database_in_its_folder(self, first: Running, folder: Path) -> None:
        assert (folder / "education.sqlite3").exists()

    def test_leaves_the_port_to_nobody_else(self, first: Running, tmp_path: Path) -> None:
        refused = refusal(tmp_path, PORT=str(first.port))

        assert refused.startswith(f"Port {first.port} on 127.0.0.1 is taken")


class TestAnotherStart:
    def test_keeps_the_password_to_itself_and_finishes_what_it_took_before_it_stops(
        self, first: Running, folder: Path
    ) -> None:
        """A second server over the same folder: the first has prepared everything."""
        with running(folder) as server:
            assert PASSWORD.search(server.text) is None
            readers = [
                http.client.HTTPConnection("127.0.0.1", server.port, timeout=30) for _ in range(READERS)
            ]
            for reader in readers:
                reader.request("GET", "/en/sciatica/")
            first_page = readers[0].getresponse().read()

            code, seconds, words = server.stop(signal.SIGTERM)

            assert (code, words.splitlines()[-1]) == (0, LAST_WORDS)
            assert seconds < SECONDS_TO_FINISH
            for reader in readers[1:]:
                answer = reader.getresponse()
                assert (answer.status, len(answer.read())) == (200, len(first_page))

    def test_stops_as_calmly_by_ctrl_c(self, first: Running, folder: Path) -> None:
        with running(folder) as server:
            code, seconds, words = server.stop(signal.SIGINT)

        assert (code, words.splitlines()[-1]) == (0, LAST_WORDS)
        assert seconds < SECONDS_TO_FINISH


def refusal(folder: Path, **variables: str) -> str:
    """What it says when it does not start: one sentence, and nothing else."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.run"],
        cwd=place.PROJECT,
        env=surroundings(folder, **variables),
        capture_output=True,
        text=True,
        check=False,
        timeout=SLOWEST_FIRST_START_S,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    return done.stderr


class TestRefusals:
    @pytest.mark.parametrize("port", ["0", "65536", "8000x", "-1", "٨٠٠٠"])
    def test_of_a_port_that_is_none(self, tmp_path: Path, port: str) -> None:
        assert refusal(tmp_path, PORT=port).startswith("PORT must be ")

    def test_of_a_host_that_is_none(self, tmp_path: Path) -> None:
        assert refusal(tmp_path, HOST="my computer").startswith("HOST must be ")

    @pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::"])
    def test_of_an_address_that_others_can_reach(self, tmp_path: Path, host: str) -> None:
        assert "can be reached by other computers" in refusal(tmp_path, HOST=host, PORT=str(free_port()))

    def test_of_a_folder_that_is_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "var").write_text("not a folder")

        assert "cannot be used" in refusal(tmp_path / "var", PORT=str(free_port()))

    def test_of_a_full_disk(self, tmp_path: Path) -> None:
        with pytest.raises(SystemExit, match=r"^The disk is full: .* MB are needed\.$"):
            place.refuse_unusable_folder(tmp_path, megabytes=10**9)
        place.refuse_unusable_folder(tmp_path, megabytes=0)

    def test_of_an_old_python(self) -> None:
        with pytest.raises(SystemExit, match=r"^Python 3\.11 or newer is needed and this is 3\.9: "):
            environment.refuse_old_python((3, 9))
        environment.refuse_old_python((3, 11))
        environment.refuse_old_python((3, 13))


class TestWhatAnInstallerWrites:
    @pytest.mark.parametrize(
        ("written", "said"),
        [
            (
                "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
                "The disk is full",
            ),
            (
                "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(': Failed to establish "
                "a new connection: [Errno -3] Temporary failure in name resolution')'\nERROR: No matching distribution",
                "No network",
            ),
            (
                "WARNING: Retrying after connection broken by 'SSLError(SSLCertVerificationError(1, '[SSL: "
                "CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate'))'\nERROR: No matching",
                "The package index shows a certificate",
            ),
            ("error: Failed to fetch\n  Caused by: dns error: failed to lookup address", "No network"),
            (
                "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n  got 0",
                "A package is not the one",
            ),
            (
                "ERROR: something else\nthe last line",
                "The Python environment could not be made: the last line",
            ),
            ("", "The Python environment could not be made"),
        ],
    )
    def test_becomes_one_sentence(self, written: str, said: str) -> None:
        sentence = environment.reason(written)

        assert sentence.startswith(said)
        assert "\n" not in sentence


def test_without_a_network_the_first_start_says_so(tmp_path: Path) -> None:
    """A copy of what runs before there is an environment, and an index that nobody serves."""
    for part in ("tools", "requirements"):
        (tmp_path / part).symlink_to(place.PROJECT / part)
    (tmp_path / "sciatica_site").mkdir()
    for name in ("__init__.py", "place.py"):
        (tmp_path / "sciatica_site" / name).write_text((place.PROJECT / "sciatica_site" / name).read_text())
    index = f"http://127.0.0.1:{free_port()}/simple"
    done = subprocess.run(
        [sys.executable, "-m", "tools.environment", "base"],
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_INDEX_URL": index,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=SLOWEST_FIRST_START_S,
    )

    assert done.returncode == 1
    assert done.stderr == environment.reason("connection refused") + "\n"
    assert not list((tmp_path / ".venv").glob("holds-*"))

"""Ready pages from two real servers over one database: hostile bytes do nothing to the next reader, and both see a change."""

import contextlib
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from education.publishing.moment import INTERVAL
from sciatica_site import place
from tests.journeys.test_killed import serving
from tests.test_run import surroundings

pytestmark = pytest.mark.own_database

PAGE = "/en/sciatica/"
LONG = "x" * 60_000
SILENCE_S = 5
CHANGE = """
from education.clinics.models import Clinic, Person
from education.clinics.setting_up import change
change(Clinic.objects.get(), {"clinic_phone": "01632 960777"}, by=Person.objects.get(username="manager"))
"""
HOSTILE = {
    "line ends in the path": "GET /en/sciatica/%0d%0aX-Evil:%201%0d%0a/ HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "line ends in the query": f"GET {PAGE}?a=%0d%0aX-Evil:1 HTTP/1.1\r\nHost: {{host}}\r\n\r\n",
    "a bare line end in the path": f"GET {PAGE}\nX-Evil: 1 HTTP/1.1\r\nHost: {{host}}\r\n\r\n",
    "a folded host": f"GET {PAGE} HTTP/1.1\r\nHost: {{host}}\r\n X-Evil: 1\r\n\r\n",
    "a zero in the host": f"GET {PAGE} HTTP/1.1\r\nHost: {{host}}\0evil.example\r\n\r\n",
    "line ends in the host": f"GET {PAGE} HTTP/1.1\r\nHost: {{host}}%0d%0aX-Evil: 1\r\n\r\n",
    "two hosts": f"GET {PAGE} HTTP/1.1\r\nHost: {{host}}\r\nHost: evil.example\r\n\r\n",
    "another host": f"GET {PAGE} HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "no host": f"GET {PAGE} HTTP/1.1\r\n\r\n",
    "no host, as of old": f"GET {PAGE} HTTP/1.0\r\n\r\n",
    "a host in the first line": f"GET http://evil.example{PAGE} HTTP/1.1\r\nHost: {{host}}\r\n\r\n",
    "a host in capitals, with a dot": f"GET {PAGE} HTTP/1.1\r\nHost: LOCALHOST.:{{port}}\r\n\r\n",
    "another port": f"GET {PAGE} HTTP/1.1\r\nHost: 127.0.0.1:99\r\n\r\n",
    "forwarded hosts": (
        f"GET {PAGE} HTTP/1.1\r\nHost: {{host}}\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\n"
        "X-Forwarded-Port: 99\r\nX-Original-URL: /staff/\r\nX-HTTP-Method-Override: POST\r\n"
        "Forwarded: host=evil.example\r\n\r\n"
    ),
    "a huge Accept-Encoding": f"GET {PAGE} HTTP/1.1\r\nHost: {{host}}\r\nAccept-Encoding: {LONG}\r\n\r\n",
    "a huge If-None-Match": f"GET {PAGE} HTTP/1.1\r\nHost: {{host}}\r\nIf-None-Match: {LONG}\r\n\r\n",
    "a huge path": f"GET /en/{LONG}/ HTTP/1.1\r\nHost: {{host}}\r\n\r\n",
    "many headers": f"GET {PAGE} HTTP/1.1\r\nHost: {{host}}\r\n" + "X-Evil: 1\r\n" * 2000 + "\r\n",
    "a request inside a body": (
        f"GET {PAGE} HTTP/1.1\r\nHost: {{host}}\r\nContent-Length: 40\r\nTransfer-Encoding: chunked\r\n\r\n"
        "0\r\n\r\nGET /evil/ HTTP/1.1\r\nHost: evil.example\r\n\r\n"
    ),
    "two lengths": f"GET {PAGE} HTTP/1.1\r\nHost: {{host}}\r\nContent-Length: 0\r\nContent-Length: 9\r\n\r\n",
    "a length that is none": f"GET {PAGE} HTTP/1.1\r\nHost: {{host}}\r\nContent-Length: x\r\n\r\n",
    "a method of nobody's": f"BREW {PAGE} HTTP/1.1\r\nHost: {{host}}\r\n\r\n",
    "OPTIONS": f"OPTIONS {PAGE} HTTP/1.1\r\nHost: {{host}}\r\n\r\n",
    "OPTIONS for everything": "OPTIONS * HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "TRACE": f"TRACE {PAGE} HTTP/1.1\r\nHost: {{host}}\r\nX-Evil: 1\r\n\r\n",
    "HEAD": f"HEAD {PAGE} HTTP/1.1\r\nHost: {{host}}\r\n\r\n",
    "no HTTP at all": "\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ready pages")


@pytest.fixture(scope="module")
def ports(folder: Path) -> Iterator[tuple[int, int]]:
    with serving(folder) as (_one, first), serving(folder) as (_other, second):
        yield first, second


def sent(port: int, request: str) -> bytes:
    """Everything that comes back until the other side hangs up, or is silent for as long as no answer takes."""
    words = (
        request.removesuffix("\r\n").format(host=f"127.0.0.1:{port}", port=port) + "Connection: close\r\n\r\n"
    )
    found = b""
    with (
        socket.create_connection(("127.0.0.1", port), timeout=SILENCE_S) as connection,
        contextlib.suppress(OSError),
    ):
        connection.sendall(words.encode("latin-1"))
        while piece := connection.recv(65536):
            found += piece
    return found


def read(port: int, path: str = PAGE) -> tuple[bytes, bytes]:
    """Head (without the date) and body, as a reader with nothing special gets them."""
    head, _blank, body = sent(port, f"GET {path} HTTP/1.1\r\nHost: {{host}}\r\n\r\n").partition(b"\r\n\r\n")
    return re.sub(rb"\r\ndate: [^\r]*", b"", head), body


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_bytes_are_answered_and_leave_nothing_for_the_next_reader(
    ports: tuple[int, int], what: str
) -> None:
    before = read(ports[0])
    assert before[0].startswith(b"HTTP/1.1 200 OK")
    answer = sent(ports[0], HOSTILE[what])
    statuses = re.findall(rb"HTTP/1\.[01] (\d+)", answer)
    assert all(status < b"500" for status in statuses), answer[:300]
    assert len(statuses) <= 1, "one request has one answer"
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert b"\nx-evil" not in head
    assert b"evil.example" not in answer
    assert read(ports[0]) == before


def test_head_on_a_socket_is_the_head_of_the_page_alone(ports: tuple[int, int]) -> None:
    head, _blank, body = sent(ports[0], HOSTILE["HEAD"]).partition(b"\r\n\r\n")
    assert re.sub(rb"\r\ndate: [^\r]*", b"", head) == read(ports[0])[0]
    assert body == b""


def test_a_change_shows_on_every_server_when_the_interval_is_over(
    folder: Path, ports: tuple[int, int]
) -> None:
    """Nobody tells the servers: the change comes from a third process."""
    before = [b"01632 960777" in read(port)[1] for port in ports]
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", CHANGE], cwd=place.PROJECT, env=surroundings(folder, LOCAL="yes"),
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(INTERVAL)
    assert before == [False, False]
    assert [b"01632 960777" in read(port)[1] for port in ports] == [True, True]

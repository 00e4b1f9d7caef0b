"""Readers of our own, for what wrk cannot do: forms, cookies, and requests that are due at a moment whether the last answer
came or not. Times run from that moment, so a server that stands still cannot hide it by being asked less.

Plain HTTP/1.1 over connections that are kept; an answer must say its length, as all of ours do.
"""

import asyncio
import math
import ssl
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias
from urllib.parse import urlencode

from measuring.serving import PROXIED

clock = time.perf_counter
LONGEST_WAIT_S = 60.0
WITHOUT_BODY = (204, 304)


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    """By names in small letters; of several with one name the last."""
    body: bytes


class Connection:
    """One browser's connection to 127.0.0.1. OSError where it breaks, TimeoutError where nothing comes for too long."""

    def __init__(
        self, port: int, *, longest_wait_s: float = LONGEST_WAIT_S, tls: ssl.SSLContext | None = None
    ) -> None:
        self.port, self.longest_wait_s, self.tls = port, longest_wait_s, tls
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, path: str, headers: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None
    ) -> Answer:
        """GET, or POST where there is a form."""
        try:
            async with asyncio.timeout(self.longest_wait_s):
                return await self._asked(path, {**PROXIED, **(headers or {})}, form)
        except asyncio.IncompleteReadError as cut:
            raise ConnectionResetError("the answer ended early") from cut
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()
            self._streams = None

    async def _asked(self, path: str, headers: dict[str, str], form: Mapping[str, str] | None) -> Answer:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port, ssl=self.tls)
        reader, writer = self._streams
        body = urlencode(form).encode() if form is not None else b""
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(
            f"{'POST' if form is not None else 'GET'} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body
        )
        return await _answer(reader)


async def _answer(reader: asyncio.StreamReader) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    status = int(head[0].split(" ")[1])
    pairs = (line.partition(":") for line in head[1:] if line)
    headers = {name.lower(): value.strip() for name, _colon, value in pairs}
    size = 0 if status in WITHOUT_BODY else int(headers["content-length"])
    return Answer(status, headers, await reader.readexactly(size))


Work: TypeAlias = Callable[[Connection, float], Awaitable[None]]
"""One request over this connection, which was due at that moment of `clock`."""


async def paced(work: Work, connections: Sequence[Connection], a_second: float, seconds: float) -> None:
    """Each piece of work when it is due, and told since when it is. With no connection free it waits, and that counts."""
    free: asyncio.Queue[Connection] = asyncio.Queue()
    for connection in connections:
        free.put_nowait(connection)
    began = clock()

    async def one(due: float) -> None:
        connection = await free.get()
        try:
            await work(connection, due)
        finally:
            free.put_nowait(connection)

    async with asyncio.TaskGroup() as group:
        for number in range(round(a_second * seconds)):
            due = began + number / a_second
            await asyncio.sleep(max(0.0, due - clock()))
            group.create_task(one(due))


class Probe:
    """The work of reading one page, with the milliseconds that each reading took from the moment when it was due."""

    def __init__(self, path: str, headers: Mapping[str, str]) -> None:
        self.path, self.headers = path, headers
        self.times: list[float] = []
        self.failures = 0

    async def __call__(self, connection: Connection, due: float) -> None:
        try:
            answer = await connection.ask(self.path, self.headers)
            self.failures += answer.status not in (200, 304)
        except OSError:
            self.failures += 1
        self.times.append((clock() - due) * 1000)


def percentile(times: Sequence[float], part: float) -> float:
    """The time that this part of them did not exceed, such as 0.99; by the nearest rank."""
    return sorted(times)[max(0, math.ceil(part * len(times)) - 1)] if times else math.nan

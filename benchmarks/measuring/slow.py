"""Clients that are slow: they send a head or a form byte by byte, or take a page a few bytes at a time. Cut off, they return.

They come from another address of this computer than the readers, because Nginx counts connections by address.
"""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeAlias

from measuring.serving import HOST

ADDRESS = "127.0.0.2"
BETWEEN_BYTES_S = 0.2
WINDOW, SIP = 2048, 20
"""Bytes that such a reader's computer holds for it, and that it takes at a time."""
PAGE, FORM = "/en/sciatica/", "/en/sciatica/quiz/"
COMMON = f"HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-Proto: https\r\n"
LONG_HEAD = f"GET {PAGE} {COMMON}User-Agent: {'slow ' * 200}\r\n\r\n".encode()
FORM_HEAD = f"POST {FORM} {COMMON}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n".encode()
WHOLE = f"GET {PAGE} {COMMON}\r\n".encode()

Streams: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Kind: TypeAlias = Callable[[Streams], Awaitable[None]]


async def drip_head(streams: Streams) -> None:
    await _drip(streams, LONG_HEAD)


async def drip_form(streams: Streams) -> None:
    streams[1].write(FORM_HEAD)
    await _drip(streams, b"form=full&x=" + b"x" * 988)


async def sip_page(streams: Streams) -> None:
    streams[1].write(WHOLE)
    while await streams[0].read(SIP):
        await asyncio.sleep(BETWEEN_BYTES_S)


@contextlib.asynccontextmanager
async def slow_clients(
    kind: Kind | None, number: int, port: int, tls: ssl.SSLContext | None
) -> AsyncIterator[None]:
    """So many of them, for as long as the block lasts."""
    tasks = [asyncio.create_task(_come_again(kind, port, tls)) for _client in range(number if kind else 0)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _come_again(kind: Kind | None, port: int, tls: ssl.SSLContext | None) -> None:
    assert kind
    while True:
        with contextlib.suppress(OSError):
            streams = await _connected(port, tls)
            try:
                await kind(streams)
            finally:
                streams[1].transport.abort()
        await asyncio.sleep(BETWEEN_BYTES_S)


async def _connected(port: int, tls: ssl.SSLContext | None) -> Streams:
    own = socket.socket()
    own.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, WINDOW)
    own.bind((ADDRESS, 0))
    own.setblocking(False)
    await asyncio.get_running_loop().sock_connect(own, ("127.0.0.1", port))
    return await asyncio.open_connection(sock=own, limit=SIP, ssl=tls, server_hostname=HOST if tls else None)


async def _drip(streams: Streams, sent: bytes) -> None:
    """Until it is sent, or the server ends the connection."""
    for byte in sent:
        streams[1].write(bytes([byte]))
        await streams[1].drain()
        if streams[0].at_eof():
            return
        await asyncio.sleep(BETWEEN_BYTES_S)

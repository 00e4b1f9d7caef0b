"""Readers of the store of ready pages, each as one process has it, and plain Django beside them as the model."""

import gzip
import io
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import unquote_to_bytes

import brotli
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test import RequestFactory

from education.publishing.moment import Watch
from education.publishing.store import Environ, PageStore

PAGE = "/en/sciatica/"
MOST = 1_000_000
UNPACK: dict[str, Callable[[bytes], bytes]] = {"": bytes, "br": brotli.decompress, "gzip": gzip.decompress}


class Got:
    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.raw = int(status[:3]), body
        self.headers = {name.lower(): value for name, value in headers}
        encoding = self.headers.get("content-encoding", "")
        self.plain = UNPACK[encoding](body) if body else b""

    @property
    def text(self) -> str:
        return self.plain.decode()

    @property
    def head(self) -> tuple[int, dict[str, str]]:
        """Status and headers, but for what the store adds: an ETag, and a length where Django leaves that to the server."""
        added = {"etag", "content-length"}
        return self.status, {name: value for name, value in self.headers.items() if name not in added}


def got(application: Any, path: str, method: str = "GET", **asked: str) -> Got:
    """What a request gets. Names in capitals go into the WSGI environment as they are, others are headers."""
    step, _mark, query = path.partition("?")
    environ = RequestFactory().generic(method, "/").environ
    environ |= {"PATH_INFO": unquote_to_bytes(step).decode("latin-1"), "QUERY_STRING": query}
    # As from a server: what never came has an end, whatever length was announced.
    environ |= {"HTTP_HOST": "localhost", "SERVER_PORT": "80", "wsgi.input": io.BytesIO()}
    environ |= {name if name.isupper() else f"HTTP_{name.upper()}": value for name, value in asked.items()}
    told: list[Any] = []
    body = application(environ, lambda status, headers, exc_info=None: told.extend([status, headers]))
    return Got(told[0], told[1], b"".join(body))


class Asked:
    """The application behind the store, and how often it was asked."""

    def __init__(self) -> None:
        self.handler, self.times, self.gate = WSGIHandler(), 0, threading.Event()
        self.gate.set()

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        self.times += 1
        self.gate.wait(10)
        try:
            return self.handler(environ, start_response)
        finally:
            if threading.current_thread() is not threading.main_thread():
                connections.close_all()


class Reader:
    """Somebody who reads through a store of their own, as one process has it."""

    def __init__(self, most: int = MOST) -> None:
        self.django = Asked()
        self.store = PageStore(self.django, most, Watch(interval=3600, patience=10))

    def get(self, path: str = PAGE, method: str = "GET", **asked: str) -> Got:
        return got(self.store, path, method, **asked)

    def later(self) -> None:
        """The interval is over."""
        self.store.watch.now = replace(self.store.watch.now, until=0.0)

    @property
    def keeps(self) -> bool:
        """Does the store hold anything at all that came of a request?"""
        return bool(len(self.store.pages) or self.store.watch.now.answers or self.store._filling)


def take_away(database: dict[str, Any]) -> None:
    database["NAME"] = "/no/such/database"
    connections.close_all()

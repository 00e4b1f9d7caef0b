"""Which version of the content is now: read from the data itself, and asked at most once in an interval.

A version is made of the newest rows of everything that only ever grows, and of the day, since pages tell of dates. Nothing is
stored for it.
"""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.apps import apps
from django.db import Error as DatabaseError
from django.db import connection, connections, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from education.publishing.errors import explained

INTERVAL = 1.0
"""Seconds for which a version counts as today's."""
PATIENCE = 0.5
"""Seconds that a reader waits for the database before the last good page is good enough."""
GROWING = ("education.Revision", "education.Edition", "education.Delivery", "admin.LogEntry")
"""What pages depend on and never shrinks: words, signatures, releases, and every change of a clinic or a person."""
LATE = 40
"""Rows whose numbers are compared: a row that was numbered early and committed late is a change too."""

TOLD = "education.version"
"""The key of a WSGI environment under which `OneMoment` tells the version of a page."""

Version = tuple[date, tuple[int, ...]]


@dataclass(frozen=True, eq=False)
class Moment:
    """What is known until `until` (monotonic seconds): the version, and whether the database has gone away since."""

    version: Version | None = None
    away: bool = False
    until: float = 0.0
    answers: dict[Any, Any] = field(default_factory=dict)
    """For whoever wants to keep what follows from this version: it goes when the version does."""


def content_version() -> Version:
    newest = [
        row
        for name in GROWING
        for row in apps.get_model(name)._default_manager.order_by("-pk").values_list("pk", flat=True)[:LATE]
    ]
    return timezone.localdate(), tuple(newest)


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is of one moment, whatever is written meanwhile, and stands in nobody's way."""
    mode = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        # IMMEDIATE is for writers: it would make readers queue.
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode  # type: ignore[attr-defined]


class OneMoment:
    """Middleware: where the store asks for a page, the page is of one moment, and the store is told of which."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told: list[Version] | None = request.META.get(TOLD)
        if told is None:
            return self.get_response(request)
        try:
            with snapshot():
                told.append(content_version())
                return self.get_response(request)
        except DatabaseError:
            return explained(request, 503)


class Watch:
    """Keeps the moment. The database is asked in a thread of its own: one that hangs holds nobody up for long."""

    def __init__(self, interval: float = INTERVAL, patience: float = PATIENCE) -> None:
        self.interval, self.patience = interval, patience
        self.now = Moment()
        self._lock = threading.Lock()
        self._asker: ThreadPoolExecutor | None = None
        self._asked: Future[Version | None] | None = None

    def moment(self) -> Moment:
        """The moment that counts: asks the database if the interval is over, and waits `patience` seconds at most."""
        if time.monotonic() < self.now.until:
            return self.now
        with self._lock:
            if time.monotonic() >= self.now.until:
                self.now = self._next(time.monotonic())
            return self.now

    def learn(self, version: Version) -> None:
        """Somebody has just read the version: what was kept for another one ends here."""
        with self._lock:
            if self.now.version != version:
                self.now = Moment(version, until=self.now.until)

    def _next(self, began: float) -> Moment:
        self._asker = self._asker or ThreadPoolExecutor(1, thread_name_prefix="content-version")
        if self._asked is None or self._asked.done():
            self._asked = self._asker.submit(_ask)
        try:
            version = self._asked.result(timeout=self.patience)
        except TimeoutError:
            version = None
        until, last = began + self.interval, self.now
        away = version is None
        if last.away == away and (away or last.version == version):
            return replace(last, until=until)
        return Moment(version or last.version, away, until)


def _ask() -> Version | None:
    try:
        return content_version()
    except DatabaseError:
        return None
    finally:
        # A new connection each time costs less than one that has gone stale.
        connections.close_all()

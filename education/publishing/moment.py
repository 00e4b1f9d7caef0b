"""Which version of the content is now: read from the data itself, and asked at most once in an interval.

A version is made of the newest rows of everything that only ever grows and that readers can see the trace of, and of the day,
since pages tell of dates. Nothing is stored for it.
"""

import threading
import time
from collections.abc import Hashable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import Error as DatabaseError
from django.db import connection, connections, transaction
from django.utils import timezone

from education.text.languages import SOURCE

INTERVAL = 1.0
"""Seconds for which a version counts as today's."""
PATIENCE = 0.5
"""Seconds that a reader waits for the database before the last good page is good enough."""
LATE = 40
"""Rows whose numbers are compared: a row that was numbered early and committed late is a change too."""
RECENT = 200
"""Newest source words that are looked through. More of them at once come with a delivery only."""
NEWEST = """
SELECT * FROM (SELECT id, signed_at FROM education_edition ORDER BY id DESC LIMIT %(late)s) AS signatures
UNION ALL
SELECT * FROM (SELECT id, received_at FROM education_delivery ORDER BY id DESC LIMIT %(late)s) AS releases
UNION ALL
SELECT * FROM (SELECT id, action_time FROM django_admin_log ORDER BY id DESC LIMIT %(late)s) AS changes
UNION ALL
SELECT * FROM (SELECT id, written_at FROM education_revision ORDER BY id DESC LIMIT %(late)s) AS drafts
WHERE EXISTS (SELECT 1 FROM education_clinic WHERE show_unsigned)
UNION ALL
SELECT id, written_at
FROM (
    SELECT id, written_at, unit_id FROM education_revision WHERE language = %(source)s ORDER BY id DESC LIMIT %(recent)s
) AS written
WHERE NOT EXISTS (
    SELECT 1 FROM education_approval AS signed JOIN education_edition AS edition ON edition.id = signed.edition_id
    WHERE signed.unit_id = written.unit_id AND edition.language = %(source)s
)
"""
"""What pages depend on and only grows: signatures, releases, and every change of a clinic or a person. When each row was made
is asked too: after a backup was restored, numbers are given out a second time.

A draft is no change for readers of signed words, and would have every page made anew for nothing. Drafts count where a clinic
shows unsigned words; and those of source words that nobody ever signed, for translations are held against them
(`review.states.current_source`).
"""

TOLD = "education.version"
"""The key of a WSGI environment under which `middleware.OneMoment` tells the version of a page."""
MOMENT = "education.moment"
"""The key under which the store says which moment it was when a request came."""

Version = tuple[date, tuple[tuple[Any, ...], ...]]


@dataclass(frozen=True, eq=False)
class Moment:
    """What is known until `until` (monotonic seconds): the version, and whether the database has gone away since."""

    version: Version | None = None
    away: bool = False
    until: float = 0.0
    answers: dict[Any, Any] = field(default_factory=dict, repr=False)
    """For the store, to keep what follows from this version: it goes when the version does."""
    known: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    """The same for what was read."""


def content_version() -> Version:
    """One query, and so of one moment."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, {"late": LATE, "recent": RECENT, "source": SOURCE})
        return timezone.localdate(), tuple(sorted(cursor.fetchall()))


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is of one moment, whatever is written meanwhile, and stands in nobody's way."""
    # The mode comes with the connection. One that is put back must be there: without it writers fail on this thread later.
    connection.ensure_connection()
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


class Watch:
    """Keeps the moment. The database is asked in a thread of its own: one that hangs holds nobody up for long."""

    def __init__(self, interval: float = INTERVAL, patience: float = PATIENCE) -> None:
        self.interval, self.patience = interval, patience
        self.now = Moment()
        self._lock = threading.Lock()
        self._asker = ThreadPoolExecutor(1, thread_name_prefix="content-version")
        self._asked: Future[Version | None] | None = None
        self._began = 0.0

    def moment(self) -> Moment:
        """The moment that counts: asks the database if the interval is over, and waits `patience` seconds at most."""
        if time.monotonic() < self.now.until:
            return self.now
        with self._lock:
            if time.monotonic() >= self.now.until:
                self._ask()
            return self.now

    def learn(self, version: Version | None, began: float) -> None:
        """Somebody who began to ask then has read the version, or got no answer. What is known from later stands."""
        with self._lock:
            if began >= self._began:
                self._turn_to(version, self.now.until)

    def _ask(self) -> None:
        if self._asked is None:
            self._began, self._asked = time.monotonic(), self._asker.submit(_version)
        # Whoever knows already that it does not answer need not wait as long.
        if wait([self._asked], self.patience / (10 if self.now.away else 1)).done:
            asked, self._asked = self._asked, None
            self._turn_to(asked.result(), self._began + self.interval)
        else:
            self._turn_to(None, time.monotonic() + self.interval)

    def _turn_to(self, version: Version | None, until: float) -> None:
        last, away, version = self.now, version is None, version or self.now.version
        if version != last.version:
            self.now = Moment(version, away, until)
        elif away != last.away:
            # What was read still stands, but answers say whether that could be asked.
            self.now = replace(last, away=away, until=until, answers={})
        else:
            self.now = replace(last, until=until)


def _version() -> Version | None:
    try:
        return content_version()
    except DatabaseError:
        return None
    finally:
        # A new connection each time costs less than one that has gone stale.
        connections.close_all()
